"""The reading view: paragraphs as prose, hits marked, voices shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing._check import check_choice, message
from framing._markup import CARD, SMALL, TEXT, element, plain
from framing.charts.words import count_hits, format_number
from framing.corpus import DEFAULT_ROLES, ROLES, Corpus
from framing.display.markup import code_mark, codes_of, tint_of
from framing.display.paragraph import VOICE_LABELS, MarkedParagraph
from framing.display.selection import (
    GIVEN,
    Selection,
    scheme_of_hits,
    select_hits,
    select_matches,
    several,
    tokens_of,
)
from framing.display.tables import main_language
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.tokens import Tokens

# A view is read, not stored: a notebook with more in it than this cannot be opened comfortably.
MOST_BYTES = 1_500_000


WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"said": "{hits} in {paragraphs}, page {page} of {pages}", "paragraph": "paragraph",
           "cut": "Only {shown} of the {wanted} paragraphs of this page are shown: the page would be too large.",
           "marked": "Marked because the lexicon {lexicon} lists it.", "given": "Marked: the hits that were passed.",
           "voices": "Violet: quoted; violet and slanted: reported, the speaker in the margin."},
    "fr": {"said": "{hits} dans {paragraphs}, page {page} sur {pages}", "paragraph": "paragraphe",
           "cut": "Seuls {shown} des {wanted} paragraphes de cette page sont montrés\u00a0: elle serait trop lourde.",
           "marked": "Marqué parce que le lexique {lexicon} le contient.",
           "given": "Marquées\u00a0: les occurrences reçues.",
           "voices": "Violet\u00a0: cité\u00a0; violet penché\u00a0: rapporté, le locuteur dans la marge."},
}


@dataclass(frozen=True, eq=False, repr=False)
class ReadingView:
    """Paragraphs with their hits, one page of them; `_repr_html_` shows it, `repr` tells it in plain text.

    Attributes
    ----------
    html
        The page, complete with inline styles; no script, nothing from elsewhere.
    hits
        The hits of the page, as `find_terms` gives them.
    page, n_pages
        This page, from 1, and how many there are.
    n_hits, n_paragraphs
        Hits and paragraphs with a hit on all pages.
    """

    html: str
    text: str
    hits: pd.DataFrame
    page: int
    n_pages: int
    n_hits: int
    n_paragraphs: int

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def highlight(tokens: Tokens | Corpus, lexicon: Lexicon | str | None = None, *,
              categories: str | Collection[str] | None = None, outlet: str | Collection[str] | None = None,
              articles: Collection[str] | None = None, roles: Collection[str] | None = None, voice: str = "all",
              speaker: str | Collection[str] | None = None, hits: pd.DataFrame | None = None,
              labels: Mapping[str, str] | None = None, lang: str | None = None, page: int = 1,
              per_page: int = 30) -> ReadingView:
    """Show the paragraphs behind a count: every hit marked by colour and code, and whose words they are.

    Parameters
    ----------
    tokens
        Output of `tokenize`; or a `Corpus`, which is then cut into tokens for this view alone.
    lexicon
        A `Lexicon` or the name of a built-in scheme; not needed where `hits` are given.
    categories
        The ones to mark; all by default.
    outlet
        Only articles of this outlet, or of these.
    articles
        The `doc_id` of each article to read, such as `corpus.documents.query("section == 'Monde'").index`; all by
        default.
    roles, voice
        Paragraph roles and voice whose hits are marked, as in `find_terms`; with `hits`, all roles by default.
    speaker
        Only hits in the words of this speaker, or of these: by the name in the article (`speaker_id` of
        `find_speech`) or that of the actor (`speaker_table`).
    hits
        Mark these hits, and look for no others: rows of `find_terms`, such as `Chart.evidence` returns.
    labels
        Names to print for category ids; by default those of the lexicon.
    lang
        Language of the words around the text, `en` or `fr`; by default that of most paragraphs.
    page, per_page
        Which part is shown: paragraphs with a hit, in text order.

    Returns
    -------
    A `ReadingView`.

    Raises
    ------
    ValueError
        If an argument is unknown, or there is no such page.

    Notes
    -----
    Quoted words are violet, reported ones violet and slanted, with the speaker in the margin. Where hits overlap, the
    longest is marked and its `title` names the others. Only the paragraphs of the page are turned into characters, so
    that large corpora are as quick to read as small ones. Paragraphs of more than 3,000 characters are shown around
    their hits. A page ends before 1.5 million bytes and says so: ask for fewer paragraphs then.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "« La guerre dure », a déclaré la maire. Il pleut."}])
    >>> fr.highlight(fr.tokenize(corpus), "war_peace")
    1 occurrence dans 1 paragraphe, page 1 sur 1
    a ¶ 1 (maire): « La [guerre WAR] dure », a déclaré la maire. Il pleut.
    """
    tokens = tokens_of("highlight", tokens)
    if lexicon is None and hits is None:
        raise ValueError(message("highlight", "nothing says what to mark", expected="`lexicon` or `hits`"))
    scheme = scheme_of_hits("highlight", hits) if lexicon is None else resolve_lexicon(lexicon)
    if hits is None:
        found = select_matches("highlight", tokens, scheme, roles=roles or DEFAULT_ROLES, voice=voice)
    else:
        found = select_hits("highlight", tokens, scheme, hits=hits, roles=roles or ROLES, voice=voice)
    found = found.narrowed("highlight", categories=categories, outlet=outlet, articles=articles, speaker=speaker)
    paragraphs = np.unique(found.rows)
    n_pages = max(1, -(-len(paragraphs) // _positive("per_page", per_page)))
    if _positive("page", page) > n_pages:
        raise ValueError(message("highlight", "there is no such page", got=page, expected=f"1 to {n_pages}"))
    shown = paragraphs[(page - 1) * per_page:page * per_page]
    lang = main_language(tokens.corpus) if lang is None else lang
    check_choice("highlight", "lang", lang, WORDS)
    names = [name for name in scheme.categories if categories is None or name in several(categories)]
    return _page(found, names, shown, page=page, n_pages=n_pages, n_paragraphs=len(paragraphs), lang=lang,
                 labels={**VOICE_LABELS[lang], **scheme.labels(lang), **(labels or {})})


def _page(found: Selection, names: Sequence[str], shown: np.ndarray, *, page: int, n_pages: int, n_paragraphs: int,
          lang: str, labels: Mapping[str, str]) -> ReadingView:
    words, here = WORDS[lang], found.hits_of(shown)
    said = words["said"].format(hits=count_hits(len(found.rows), lang), page=page, pages=n_pages,
                                paragraphs=_counted(n_paragraphs, words["paragraph"], lang))
    blocks, lines = _paragraphs(found.tokens, here, names, labels)
    if len(blocks) < len(shown):
        cut = words["cut"].format(shown=len(blocks), wanted=len(shown))
        blocks.append(element("p", plain(cut), style=SMALL))
        lines.append(cut)
        here = here[found.rows_of_hits(here) <= shown[len(blocks) - 2]].reset_index(drop=True)
    codes, tints, counts = codes_of(names), tint_of(names), found.counts()
    key = "".join(_key(name, codes[name], tints[name], labels.get(name, name),
                       format_number(int(counts.get(name, 0)), lang, decimals=0)) for name in names)
    marked = words["given" if found.scheme.name == GIVEN else "marked"].format(lexicon=found.scheme.name)
    method = element("p", plain(f"{marked} {words['voices']}"), style=SMALL)
    head = element("div", key) + method + element("p", plain(said), style=SMALL)
    return ReadingView(element("div", head + "".join(blocks), style=CARD), "\n".join([said, *lines]), here, page,
                       n_pages, len(found.rows), n_paragraphs)


def _paragraphs(tokens: Tokens, hits: pd.DataFrame, names: Sequence[str],
                labels: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the paragraphs of some hits as HTML and as text, as many as a view may hold."""
    codes, tints = codes_of(names), tint_of(names)
    blocks: list[str] = []
    lines: list[str] = []
    size = 0
    for key, part in hits.groupby(["doc_id", "par_id"], sort=False):
        paragraph = MarkedParagraph(tokens, tokens.index.get_loc(key), part, codes, tints, labels)
        block = paragraph.to_html()
        size += len(block.encode())
        if size > MOST_BYTES and blocks:
            break
        blocks.append(block)
        lines.append(paragraph.to_text())
    return blocks, lines


def _positive(name: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(message("highlight", f"`{name}` must be a whole number above zero", got=repr(value)))
    return value


def _counted(number: int, noun: str, lang: str) -> str:
    # French puts zero and one in the singular, English only one.
    singular = number == 1 or (lang == "fr" and number == 0)
    return f"{format_number(number, lang, decimals=0)} {noun}{'' if singular else 's'}"


def _key(name: str, code: str, tint: str, label: str, number: str) -> str:
    chip = f"display:inline-block;white-space:nowrap;background:{tint};color:{TEXT};padding:0 6px;margin:2px 8px 2px 0"
    return element("span", f"{plain(label)} {number}{code_mark(code)}", style=f"{chip};font-size:13px", title=name)
