"""The explorer: outlets by categories, each cell a way to its paragraphs."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from framing._check import check_choice, check_type, message
from framing._markup import visible
from framing.corpus import DEFAULT_ROLES, Corpus
from framing.display.grid import MOST_GROUPS, WORDS, Grid, terms_of
from framing.display.selection import select_matches, tokens_of
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.tokens import Tokens

if TYPE_CHECKING:
    from framing.display.widget import Explorer


def explore(tokens: Tokens | Corpus, lexicon: Lexicon | str, *, by: pd.Series | str = "outlet",
            roles: Collection[str] = DEFAULT_ROLES, lang: str | None = None) -> "Explorer":
    """Open counts as a table of buttons in a notebook: press one, read its paragraphs, of all its words or of one.

    Parameters
    ----------
    tokens
        Output of `tokenize`; or a `Corpus`, which is then cut into tokens for this view alone.
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
    A widget. Its counts switch by voice; the commonest words of the pressed cell are buttons that narrow the
    paragraphs to one word, pressed again to all of them; it works by keyboard; where a notebook is not trusted or has
    no kernel, the counts, the words and the first paragraphs are shown as plain HTML.

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
    grid = _grid(tokens_of("explore", tokens), resolve_lexicon(lexicon), by, roles, lang)
    return Explorer(grid, name=by if isinstance(by, str) else str(by.name or "group"))


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
    # Before anything is narrowed, the source of a selection is the matches themselves.
    term, terms = terms_of(tokens, found.matches)
    return Grid(found, groups, categories, {name: visible(text) for name, text in scheme.labels(lang).items()},
                of_row[found.rows], pd.Index(categories).get_indexer(found.category), term, terms, lang)
