"""What the explorer counts and reads from: hits by group, category and word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing._markup import SMALL, card, element, plain, shortened, small_table, visible
from framing.charts.words import format_number
from framing.display.markup import codes_of, tint_of
from framing.display.paragraph import VOICE_LABELS, MarkedParagraph
from framing.display.selection import Selection
from framing.matching import Matches
from framing.tokens import Tokens
from framing.voice import VOICES

VOICE_CHOICES = ("all", *VOICES)
MOST_GROUPS = 200
PER_PAGE = 8
TERMS_SHOWN = 20
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"lang": "en", **VOICE_LABELS["en"], "voices": "Voice that is counted",
           "pages": "Pages", "before": "Previous", "after": "Next",
           "found": "Terms found", "caption": "Terms found; press a number to read its paragraphs", "all": "all voices",
           "unnamed": "(not given)",
           "said": "{group}, {category}, {voice}. Hits: {hits}; paragraphs: {paragraphs}; page {page} of {pages}",
           "terms": "Words of this cell", "times": "{term}: {n}", "more": "and {n} more words",
           "still": "Shown without its buttons: run the cell to press them."},
    "fr": {"lang": "fr", **VOICE_LABELS["fr"], "voices": "Voix comptée",
           "pages": "Pages", "before": "Précédente", "after": "Suivante",
           "found": "Termes trouvés", "caption": "Termes trouvés\u00a0; presser un nombre pour lire ses paragraphes",
           "all": "toutes les voix",
           "unnamed": "(non indiqué)",
           "said": "{group}, {category}, {voice}. Occurrences\u00a0: {hits}\u00a0; paragraphes\u00a0: "
                   "{paragraphs}\u00a0; page {page} sur {pages}",
           "terms": "Mots de cette case", "times": "{term}\u00a0: {n}", "more": "et {n} autres mots",
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
    group, column, term
        Row and column of each hit, and the number of its word in `terms`.
    terms
        The words that were found, each in the form most often written.
    """

    found: Selection
    groups: Sequence[str]
    categories: Sequence[str]
    labels: Mapping[str, str]
    group: np.ndarray
    column: np.ndarray
    term: np.ndarray
    terms: Sequence[str]
    lang: str

    def counts(self, voice: str) -> list[list[int]]:
        """Return the hits of each group and category in one voice, or in all."""
        heard = self._heard(voice)
        counts = np.zeros((len(self.groups), len(self.categories)), dtype=np.int64)
        np.add.at(counts, (self.group[heard], self.column[heard]), 1)
        return counts.tolist()

    def words_of(self, cell: tuple[int, int], voice: str, pressed: int) -> tuple[list[tuple[int, str, int]], int]:
        """Return the commonest words of a cell, number, text and count, the pressed one among them; and how many more.

        Ties go by name; a pressed word that this voice does not use keeps its place, with a count of zero.
        """
        counts = np.bincount(self.term[self._in_cell(cell, voice)], minlength=len(self.terms))
        order = sorted(np.flatnonzero(counts).tolist(), key=lambda term: (-counts[term], self.terms[term].casefold()))
        shown = order[:TERMS_SHOWN]
        if pressed >= 0 and pressed not in shown:
            shown.append(pressed)
        return [(term, self.terms[term], int(counts[term])) for term in shown], len(set(order) - set(shown))

    def page(self, cell: tuple[int, int], voice: str, page: int,
             term: int = -1) -> tuple[dict[str, Any], list[MarkedParagraph]]:
        """Return what is said of one page of a cell, or of one word in it, and its paragraphs."""
        row, column = cell
        asked = self._in_cell(cell, voice)
        found = self.found.where(asked if term < 0 else asked & (self.term == term))
        paragraphs = np.unique(found.rows)
        pages = max(1, -(-len(paragraphs) // PER_PAGE))
        page = min(max(page, 1), pages)
        hits = found.hits_of(paragraphs[(page - 1) * PER_PAGE:page * PER_PAGE])
        codes, tints = codes_of(self.categories), tint_of(self.categories)
        tokens, words = self.found.tokens, WORDS[self.lang]
        labels = {**VOICE_LABELS[self.lang], **self.labels}
        marked = [MarkedParagraph(tokens, tokens.index.get_loc(key), part, codes, tints, labels)
                  for key, part in hits.groupby(["doc_id", "par_id"], sort=False)]
        category = self.labels[self.categories[column]]
        named = category if term < 0 else f"{category} ({visible(self.terms[term])})"
        said = words["said"].format(group=visible(self.groups[row]), category=named, voice=words[voice],
                                    hits=self.number(len(found.rows)), paragraphs=self.number(len(paragraphs)),
                                    page=page, pages=pages)
        return {"said": said, "page": page, "pages": pages}, marked

    def number(self, count: int) -> str:
        """Write a count as a reader of the language does."""
        return format_number(count, self.lang, decimals=0)

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
        words, (terms, more) = WORDS[self.lang], self.words_of(self.largest(), "all", -1)
        counted = [words["times"].format(term=term, n=self.number(n)) for _, term, n in terms]
        counted += [words["more"].format(n=self.number(more))] if more else []
        said = [element("p", plain(text), style=SMALL) for text in (told["said"], ", ".join(counted), words["still"])]
        return card([WORDS[self.lang]["found"]], small_table(table, limit=MOST_GROUPS), *said,
                    *(paragraph.to_html() for paragraph in marked))

    def _in_cell(self, cell: tuple[int, int], voice: str) -> np.ndarray:
        return (self.group == cell[0]) & (self.column == cell[1]) & self._heard(voice)

    def _heard(self, voice: str) -> np.ndarray:
        return np.ones(len(self.group), dtype=bool) if voice == "all" else self.found.voice == voice


def terms_of(tokens: Tokens, matches: Matches) -> tuple[np.ndarray, list[str]]:
    """Return the number of the word, or words, each match stands on, and these in the form most often written.

    Case and typography do not make another word; of forms written equally often, the one in small letters is shown.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.display.grid import terms_of
    >>> from framing.matching import match_terms
    >>> text = "Guerre ! L’état d’urgence. Guerre à Mirna, guerre. MIRNA. À Mirna."
    >>> tokens = fr.tokenize(fr.corpus_from_frame([{"doc_id": "a", "lang": "fr", "text": text}]))
    >>> lexicon = fr.lexicon_from_dict({"war": ["guerre", "état d'urgence", "mirna"]}, lang="fr")
    >>> terms_of(tokens, match_terms(tokens, lexicon))
    (array([0, 1, 0, 2, 0, 2, 2]), ['Guerre', "état d'urgence", 'Mirna'])
    """
    vocabulary = tokens.vocabulary
    numbers = _runs(tokens, matches, pd.factorize(vocabulary.folded)[0])
    forms = _runs(tokens, matches, np.arange(len(vocabulary)))
    _, first, often = np.unique(forms, return_index=True, return_counts=True)
    written = [" ".join(vocabulary.types[tokens.ids[start:end]]).replace("' ", "'").replace(" 's", "'s")
               for start, end in zip(matches.start[first], matches.end[first], strict=True)]
    best: dict[int, tuple[int, bool, str]] = {}
    for number, count, text in zip(numbers[first].tolist(), often.tolist(), written, strict=True):
        best[number] = max(best.get(number, (0, False, "")), (count, text.islower(), text))
    return numbers, [visible(shortened(best[number][2])) for number in range(len(best))]


def _runs(tokens: Tokens, matches: Matches, codes: np.ndarray) -> np.ndarray:
    """Number the words of each match by the codes of their types, from 0, in the order they are met."""
    ids, lengths = tokens.ids, matches.end - matches.start
    codes, n_codes = codes.astype(np.int64), len(codes) + 1
    key = codes[ids[matches.start]]
    # Word by word: what begins alike and goes on alike is one; numbers of longer matches lie above those of shorter.
    for step in range(1, int(lengths.max(initial=1))):
        longer = lengths > step
        pairs = key[longer] * n_codes + codes[ids[matches.start[longer] + step]]
        key[longer] = pd.factorize(pairs)[0] + key.max() + 1
    return pd.factorize(key)[0]
