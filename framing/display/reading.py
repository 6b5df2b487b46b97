"""The reading view: paragraphs as prose, hits marked, voices shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing._check import check_choice, message
from framing.corpus import DEFAULT_ROLES
from framing.display.markup import CARD, SMALL, TEXT, code_mark, codes_of, element, plain, tint_of
from framing.display.paragraph import MarkedParagraph
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.matching import Matches
from framing.measures.hits import hits_table
from framing.measures.units import rows_of
from framing.measures.voiced import voiced_matches
from framing.tokens import Tokens
from framing.voice import speech_layer

# A view is read, not stored: a notebook with more text than this cannot be opened comfortably.
MOST_CHARACTERS = 2_000_000


WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"said": "{hits} in {paragraphs}, page {page} of {pages}", "hit": "hit", "paragraph": "paragraph",
           "method": "Marked because the lexicon {lexicon} lists it. Violet: quoted; violet and slanted: reported."},
    "fr": {"said": "{hits} dans {paragraphs}, page {page} sur {pages}", "hit": "occurrence",
           "paragraph": "paragraphe",
           "method": "Marqué parce que le lexique {lexicon} le contient. Violet\u00a0: cité\u00a0; violet "
                     "penché\u00a0: rapporté."},
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


def highlight(tokens: Tokens, lexicon: Lexicon | str, *, categories: Sequence[str] | None = None,
              articles: Collection[str] | None = None, roles: Collection[str] = DEFAULT_ROLES, voice: str = "all",
              speaker: str | None = None, labels: Mapping[str, str] | None = None, lang: str | None = None,
              page: int = 1, per_page: int = 30) -> ReadingView:
    """Show the paragraphs behind a count: every hit marked by colour and code, and whose words they are.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a built-in scheme.
    categories
        The ones to mark; all by default.
    articles
        `doc_id`s to read, such as `corpus.documents.query("outlet == 'Le Fanal'").index`; all by default.
    roles, voice
        Paragraph roles and voice whose hits are marked, as in `find_terms`.
    speaker
        Only hits in the words of this speaker (`speaker_id` of `find_speech`).
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
    that large corpora are as quick to read as small ones; a page stops growing at two million characters.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "« La guerre dure », a déclaré la maire. Il pleut."}])
    >>> fr.highlight(fr.tokenize(corpus), "war_peace")
    1 occurrence dans 1 paragraphe, page 1 sur 1
    a ¶ 1 (maire): « La [guerre WAR] dure », a déclaré la maire. Il pleut.
    """
    scheme = resolve_lexicon(lexicon)
    matches = _matches(tokens, scheme, categories, articles, roles, voice, speaker)
    rows = tokens.paragraph_of_tokens()[matches.start]
    paragraphs = np.unique(rows)
    n_pages = max(1, -(-len(paragraphs) // _positive("per_page", per_page)))
    if _positive("page", page) > n_pages:
        raise ValueError(message("highlight", "there is no such page", got=page, expected=f"1 to {n_pages}"))
    shown = paragraphs[(page - 1) * per_page:page * per_page]
    here = hits_table(tokens, scheme, matches.keep(np.isin(rows, shown)))
    names = [name for name in scheme.categories if categories is None or name in categories]
    lang = _main_language(tokens) if lang is None else lang
    check_choice("highlight", "lang", lang, WORDS)
    words, printed = WORDS[lang], {**scheme.labels(lang), **(labels or {})}
    codes, tints = codes_of(names), tint_of(names)
    by_row = dict(list(here.groupby(["doc_id", "par_id"], sort=False)))
    blocks: list[str] = []
    lines: list[str] = []
    size = 0
    for row in shown.tolist():
        paragraph = MarkedParagraph(tokens, row, by_row[tokens.index[row]], codes, tints, printed)
        size += len(paragraph.text)
        if size > MOST_CHARACTERS and blocks:
            break
        blocks.append(paragraph.to_html())
        lines.append(paragraph.to_text())
    said = words["said"].format(hits=_counted(len(matches), words["hit"]), page=page, pages=n_pages,
                                paragraphs=_counted(len(paragraphs), words["paragraph"]))
    counts = pd.Series(scheme.entries["category"].to_numpy()[matches.entry]).value_counts()
    key = "".join(_key(name, codes[name], tints[name], printed.get(name, name), int(counts.get(name, 0)))
                  for name in names)
    method = plain(words["method"].format(lexicon=scheme.name))
    body = element("div", key) + element("p", method, style=SMALL) + element("p", plain(said), style=SMALL)
    return ReadingView(element("div", body + "".join(blocks), style=CARD), "\n".join([said, *lines]), here, page,
                       n_pages, len(matches), len(paragraphs))


def _matches(tokens: Tokens, scheme: Lexicon, categories: Sequence[str] | None, articles: Collection[str] | None,
             roles: Collection[str], voice: str, speaker: str | None) -> Matches:
    rows = rows_of("highlight", tokens, unit="paragraph", roles=roles, voice=voice)
    for name in categories or ():
        check_choice("highlight", "categories", name, scheme.categories)
    paragraphs = rows.paragraphs
    if articles is not None:
        wanted = pd.Index(list(articles))
        unknown = wanted.difference(tokens.corpus.documents.index)
        if len(unknown):
            raise ValueError(message("highlight", f"{len(unknown)} article(s) are not in the corpus",
                                     got=repr(unknown[0])))
        paragraphs = paragraphs & tokens.index.get_level_values("doc_id").isin(wanted)
    matches = voiced_matches(tokens, scheme, paragraphs=paragraphs)
    keep = rows.measured[matches.start]
    if categories is not None:
        keep &= scheme.entries["category"].isin(list(categories)).to_numpy()[matches.entry]
    if speaker is not None:
        layer = speech_layer(tokens)
        keep &= np.append(layer.speakers() == speaker, False)[layer.span[matches.start]]
    return matches.keep(keep)


def _positive(name: str, value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(message("highlight", f"`{name}` must be a whole number above zero", got=repr(value)))
    return value


def _main_language(tokens: Tokens) -> str:
    langs = tokens.corpus.paragraphs["lang"]
    return "fr" if len(langs) and langs.mode().iat[0] == "fr" else "en"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _key(name: str, code: str, tint: str, label: str, number: int) -> str:
    chip = f"display:inline-block;white-space:nowrap;background:{tint};color:{TEXT};padding:0 6px;margin:2px 8px 2px 0"
    return element("span", f"{plain(label)} {number:,}{code_mark(code)}", style=f"{chip};font-size:13px", title=name)
