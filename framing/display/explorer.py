"""The explorer: outlets by categories, each cell a way to its paragraphs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing._check import check_choice, check_type, message
from framing._markup import SMALL, card, element, plain, small_table, visible
from framing.corpus import DEFAULT_ROLES
from framing.display.markup import codes_of, tint_of
from framing.display.paragraph import VOICE_LABELS, MarkedParagraph
from framing.display.selection import Selection, select_matches
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.tokens import Tokens
from framing.voice import VOICES

if TYPE_CHECKING:
    from framing.display.widget import Explorer

VOICE_CHOICES = ("all", *VOICES)
MOST_GROUPS = 200
PER_PAGE = 8
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"voices": "Voice that is counted", "pages": "Pages", "before": "Previous", "after": "Next",
           "found": "Terms found", "caption": "Terms found; press a number to read its paragraphs", "all": "all voices",
           **VOICE_LABELS["en"], "unnamed": "(not given)",
           "said": "{group}, {category}, {voice}. Hits: {hits}; paragraphs: {paragraphs}; page {page} of {pages}",
           "still": "Shown without its buttons: run the cell to press them."},
    "fr": {"voices": "Voix comptée", "pages": "Pages", "before": "Précédente", "after": "Suivante",
           "found": "Termes trouvés", "caption": "Termes trouvés\u00a0; presser un nombre pour lire ses paragraphes",
           "all": "toutes les voix",
           **VOICE_LABELS["fr"], "unnamed": "(non indiqué)",
           "said": "{group}, {category}, {voice}. Occurrences\u00a0: {hits}\u00a0; paragraphes\u00a0: "
                   "{paragraphs}\u00a0; page {page} sur {pages}",
           "still": "Montré sans ses boutons\u00a0: exécuter la cellule pour les presser."},
}


@dataclass(frozen=True, eq=False)
class Grid:
    """Hits by group and category: what the explorer counts and reads from.

    Attributes
    ----------
    groups, categories
        Names of the rows and ids of the columns.
    labels
        What is printed for the categories.
    group, column
        Row and column of each hit.
    """

    found: Selection
    groups: Sequence[str]
    categories: Sequence[str]
    labels: Mapping[str, str]
    group: np.ndarray
    column: np.ndarray
    lang: str

    def counts(self, voice: str) -> list[list[int]]:
        """Return the hits of each group and category in one voice, or in all."""
        heard = self._heard(voice)
        counts = np.zeros((len(self.groups), len(self.categories)), dtype=np.int64)
        np.add.at(counts, (self.group[heard], self.column[heard]), 1)
        return counts.tolist()

    def page(self, cell: tuple[int, int], voice: str, page: int) -> tuple[dict[str, Any], list[MarkedParagraph]]:
        """Return what is said of one page of a cell, and its paragraphs."""
        row, column = cell
        found = self.found.where((self.group == row) & (self.column == column) & self._heard(voice))
        paragraphs = np.unique(found.rows)
        pages = max(1, -(-len(paragraphs) // PER_PAGE))
        page = min(max(page, 1), pages)
        hits = found.hits_of(paragraphs[(page - 1) * PER_PAGE:page * PER_PAGE])
        codes, tints = codes_of(self.categories), tint_of(self.categories)
        tokens = self.found.tokens
        marked = [MarkedParagraph(tokens, int(tokens.index.get_indexer([key])[0]), part, codes, tints, self.labels)
                  for key, part in hits.groupby(["doc_id", "par_id"], sort=False)]
        words = WORDS[self.lang]
        said = words["said"].format(group=visible(self.groups[row]), category=self.labels[self.categories[column]],
                                    voice=words[voice], hits=len(found.rows), paragraphs=len(paragraphs), page=page,
                                    pages=pages)
        return {"said": said, "page": page, "pages": pages}, marked

    def has(self, cell: object) -> bool:
        """Return whether this is a cell of the table: a row and a column."""
        if not isinstance(cell, list) or [type(place) for place in cell] != [int, int]:
            return False
        return 0 <= cell[0] < len(self.groups) and 0 <= cell[1] < len(self.categories)

    def largest(self) -> tuple[int, int]:
        """Return the cell with most hits."""
        counts = np.array(self.counts("all"))
        row, column = np.unravel_index(int(counts.argmax()), counts.shape)
        return int(row), int(column)

    def to_html(self) -> str:
        """Return the counts and the first paragraphs of the largest cell, for where no widget can be shown."""
        told, marked = self.page(self.largest(), "all", 1)
        names = [self.labels[name] for name in self.categories]
        table = pd.DataFrame(self.counts("all"), columns=names)
        table.insert(0, "", list(self.groups))
        said = [element("p", plain(text), style=SMALL) for text in (told["said"], WORDS[self.lang]["still"])]
        return card([WORDS[self.lang]["found"]], small_table(table, limit=MOST_GROUPS), *said,
                    *(paragraph.to_html() for paragraph in marked))

    def _heard(self, voice: str) -> np.ndarray:
        return np.ones(len(self.group), dtype=bool) if voice == "all" else self.found.voice == voice


def explore(tokens: Tokens, lexicon: Lexicon | str, *, by: pd.Series | str = "outlet",
            roles: Collection[str] = DEFAULT_ROLES, lang: str | None = None) -> "Explorer":
    """Open counts as a table of buttons in a notebook: press one, read its paragraphs.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a built-in scheme.
    by
        Group of each article: a Series indexed by `doc_id`, or a column of the documents.
    roles
        Paragraph roles that are searched.
    lang
        Language of the words around the text, `en` or `fr`; by default that of most paragraphs.

    Returns
    -------
    A widget. Its counts switch by voice; it works by keyboard; where a notebook is not trusted or has no kernel, the
    counts and the first paragraphs are shown as plain HTML.

    Raises
    ------
    ImportError
        If anywidget is not installed (`pip install "media-framing[widget]"`).
    ValueError
        If there are more than 200 groups, or an argument is unknown.
    KeyError
        If `by` is no column of the documents.

    Notes
    -----
    The numbers are counts of hits, not rates: outlets differ in size (`compare_rates`). Only the page that is asked for
    leaves Python, eight paragraphs at a time, so that large corpora stay light.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "outlet": "Le Quai", "lang": "fr", "text": "La guerre dure."}])
    >>> fr.explore(fr.tokenize(corpus), fr.lexicon_from_dict({"war": ["guerre*"]}, lang="fr"))
    Explorer by outlet. Hits: 1; groups: 1; categories: 1
    """
    try:
        from framing.display.widget import Explorer
    except ImportError as error:
        raise ImportError(message("explore", "anywidget is not installed",
                                  hint='pip install "media-framing[widget]"')) from error
    return Explorer(_grid(tokens, resolve_lexicon(lexicon), by, roles, lang), name=by if isinstance(by, str) else
                    str(by.name or "group"))


def _grid(tokens: Tokens, scheme: Lexicon, by: pd.Series | str, roles: Collection[str], lang: str | None) -> Grid:
    found = select_matches("explore", tokens, scheme, roles=roles, voice="all")
    langs = tokens.corpus.paragraphs["lang"]
    lang = lang or ("fr" if (langs == "fr").mean() > 0.5 else "en")
    check_choice("explore", "lang", lang, WORDS)
    documents = tokens.corpus.documents
    if isinstance(by, str):
        if by not in documents:
            raise KeyError(message("explore", f"the documents have no column {by!r}", got=list(documents.columns)))
        by = documents[by]
    check_type("explore", "by", by, expected=pd.Series)
    named = by.reindex(documents.index).astype(object)
    named = named.where(named.notna(), WORDS[lang]["unnamed"]).astype(str)
    groups = sorted(named.unique())
    if len(groups) > MOST_GROUPS:
        raise ValueError(message("explore", "too many groups for a table of buttons", got=f"{len(groups)} groups",
                                 expected=f"at most {MOST_GROUPS}", hint="group by a coarser column"))
    of_article = pd.Index(groups).get_indexer(named)
    of_row = of_article[documents.index.get_indexer(tokens.index.get_level_values("doc_id"))]
    categories = scheme.categories
    return Grid(found, groups, categories, {name: visible(text) for name, text in scheme.labels(lang).items()},
                of_row[found.rows], pd.Index(categories).get_indexer(found.category), lang)

