"""Keyword in context: every hit between what stands before and behind it."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing._check import check_choice, check_type, message
from framing._markup import CARD, PAPER, RULE, SECONDARY, SMALL, TEXT, element, plain, shortened, visible
from framing.charts.words import count_hits, format_number, words_for
from framing.corpus import DEFAULT_ROLES, ROLES, Corpus
from framing.display.contexts import CONTEXTS, LONGEST_CONTEXT, contexts_of
from framing.display.markup import TINTS
from framing.display.paragraph import VOICE_LABELS
from framing.display.reading import MOST_BYTES
from framing.display.selection import scheme_of_hits, select_hits, select_matches, tokens_of
from framing.display.tables import latex_text, main_language, markdown_text
from framing.lexicon import Lexicon
from framing.lexicon_files import list_lexicons, resolve_lexicon
from framing.tokens import Tokens
from framing.writing import defused

SORTS = ("text", "left", "right", "hit", "date", "outlet")
COLUMNS = ("doc_id", "par_id", "outlet", "date", "category", "voice", "speaker", "left", "hit", "right", "start", "end")
_SHOWN = 100
_SIDES = ("right", "center", "left", "left", "left")
_SAID = {"en": {"first": ", the first {n} shown", "cut": ", contexts cut after {n} characters",
                "head": "left | hit | right | place | voice"},
         "fr": {"first": ", les {n} premières montrées", "cut": ", contextes coupés après {n} signes",
                "head": "gauche | occurrence | droite | lieu | voix"}}


@dataclass(frozen=True, eq=False, repr=False)
class Concordance:
    """Hits in their contexts, to read, to sort and to print.

    Attributes
    ----------
    table
        One row per hit: `doc_id, par_id, outlet, date, category, voice, speaker, left, hit, right, start, end`; the
        last two are the characters of the hit in its paragraph, so that `highlight(tokens, hits=….table)` shows the
        rows in their paragraphs.
    query
        What was looked for.
    lang
        Language of the words around the text.
    cut
        Whether a sentence or a paragraph was too long to be its context.
    """

    table: pd.DataFrame
    query: str
    lang: str = "en"
    cut: bool = False

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        shown = self.table.head(20)
        width = max(shown["left"].str.len().max(), 1) if len(shown) else 1
        lines = [visible(f"{row.left:>{int(width)}}  {row.hit}  {row.right}") for row in shown.itertuples()]
        return "\n".join([f"{visible(self.query)}: {self._counted(len(shown))}", *lines])

    def to_html(self, *, limit: int | None = None) -> str:
        """Return a table in HTML with complete inline styles; `limit` rows at most, and no more than a view holds."""
        shown = self.table if limit is None else self.table.head(limit)
        # JupyterLab gives every second row a ground of its own, dark in the dark.
        cell = f"background:{PAPER};color:{TEXT};border-bottom:1px solid {RULE};padding:2px 8px;vertical-align:top"
        small = f"{cell.replace(TEXT, SECONDARY)};font-size:12px"
        rows = [element("tr", "".join(element("th", plain(name), scope="col", style=f"{small};text-align:{side}")
                                      for name, side in zip(self._head(), _SIDES, strict=True)))]
        size = 0
        for row, (place, said) in zip(shown.itertuples(), self._places(shown), strict=True):
            hit = element("mark", plain(shortened(row.hit)), style=f"background:{TINTS[0]};color:{TEXT}")
            written = element("tr", "".join([
                element("td", plain(row.left), style=f"{cell};text-align:right"),
                element("td", hit, style=f"{cell};white-space:nowrap;text-align:center"),
                element("td", plain(row.right), style=f"{cell};text-align:left"),
                element("td", plain(place), style=small), element("td", plain(said), style=small)]))
            size += len(written.encode())
            if size > MOST_BYTES and len(rows) > 1:
                break
            rows.append(written)
        told = f"{self.query}: {self._counted(len(rows) - 1)}"
        head = element("caption", plain(told), style=f"{SMALL};text-align:left")
        return element("div", element("table", head + "".join(rows),
                                      style=f"{CARD};font-size:14px;border-collapse:collapse"),
                       style="overflow-x:auto")

    def to_markdown(self) -> str:
        """Return a table in Markdown; text of articles cannot act as markup."""
        head = [f"| {' | '.join(self._head())} |", "|---:|:---:|:---|:---|:---|"]
        return self._lines("| {} | **{}** | {} | {} | {} |", markdown_text, head)

    def to_latex(self) -> str:
        """Return a tabular in LaTeX, special characters escaped; contexts break over lines inside their columns."""
        columns = r"\begin{tabular}{p{0.28\linewidth}lp{0.28\linewidth}p{0.14\linewidth}p{0.1\linewidth}}"
        head = [columns, r"\hline", " & ".join(map(latex_text, self._head())) + r" \\", r"\hline"]
        body = self._lines(r"\raggedleft {} & \textbf{{{}}} & {} & {} & {} \\", latex_text, head)
        return body + r"\hline" + "\n" + r"\end{tabular}" + "\n"

    def to_csv(self) -> str:
        """Return the whole table as CSV; no cell is one that a spreadsheet would execute."""
        return defused(self.table).to_csv(index=False, lineterminator="\n")

    def _repr_html_(self) -> str:
        return self.to_html(limit=_SHOWN)

    def _head(self) -> list[str]:
        return _SAID[self.lang]["head"].split(" | ")

    def _counted(self, shown: int) -> str:
        rest = _SAID[self.lang]["first"].format(n=format_number(shown, self.lang, decimals=0))
        cut = _SAID[self.lang]["cut"].format(n=format_number(LONGEST_CONTEXT, self.lang, decimals=0))
        return (count_hits(len(self.table), self.lang) + (rest if shown < len(self.table) else "")
                + (cut if self.cut else ""))

    def _places(self, rows: pd.DataFrame) -> list[tuple[str, str]]:
        """Return, of each row, where it stands and whose words it is."""
        names = VOICE_LABELS[self.lang]
        return [(" · ".join(filter(None, [row.outlet, row.date, str(row.doc_id), f"¶ {row.par_id}"])),
                 " · ".join(filter(None, [names.get(row.voice, row.voice), names.get(row.speaker, row.speaker)])))
                for row in rows.itertuples()]

    def _lines(self, row: str, escape: Callable[[str], str], head: list[str]) -> str:
        texts = zip(self.table["left"], self.table["hit"], self.table["right"], self._places(self.table), strict=True)
        body = [row.format(*map(escape, (left.strip(), hit, right.strip(), *said))) for left, hit, right, said in texts]
        return "\n".join([*head, *body]) + "\n"


def concordance(tokens: Tokens | Corpus, query: str | Lexicon | None = None, *,
                categories: str | Collection[str] | None = None, outlet: str | Collection[str] | None = None,
                articles: Collection[str] | None = None, roles: Collection[str] | None = None, voice: str = "all",
                speaker: str | Collection[str] | None = None, hits: pd.DataFrame | None = None,
                width: int | str = 60, sort: str = "text", lang: str | None = None) -> Concordance:
    """Show every place where a pattern or a lexicon matches, with its context.

    Parameters
    ----------
    tokens
        Output of `tokenize`; or a `Corpus`, which is then cut into tokens for this view alone.
    query
        A pattern as a lexicon writes it (`arm*`, `ligne de front`), looked for in every language of the text; or a
        `Lexicon` (`load_lexicon("war_peace")`); with `categories`, the name of a scheme too. Not needed where `hits`
        are given.
    categories
        The ones of the lexicon that are looked for; all by default.
    outlet, articles
        Only articles of this outlet, or of these; only those with these `doc_id`.
    roles, voice
        Paragraph roles and voice that are searched, as in `find_terms`; with `hits`, all roles by default.
    speaker
        Only the words of this speaker, or of these: by the name in the article (`speaker_id` of `find_speech`) or that
        of the actor (`speaker_table`).
    hits
        Show these hits, and look for no others: rows of `find_terms`, such as `Chart.evidence` returns.
    width
        Characters of context on each side, cut between words; or `sentence`, or `paragraph`, of which up to 1,500
        characters on each side are shown.
    sort
        `text` (as they stand), `left` and `right` (by the words nearest to the hit, marks and accents left aside),
        `hit`, `date` or `outlet`.
    lang
        Language of the words around the text, `en` or `fr`; by default that of most paragraphs.

    Returns
    -------
    A `Concordance`: `.table` is a DataFrame, one row per hit; `to_html`, `to_markdown`, `to_latex`, `to_csv` write it.

    Raises
    ------
    ValueError
        If the pattern cannot be read, or an argument is unknown.

    Notes
    -----
    The match is narrow, the reading wide: what is shown is the text as written. A context ends with its paragraph.
    To match in a narrower window than is read, give the entry of a lexicon a condition (`only … within 3`).

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "« Les armes parlent », dit le maire. L’armée recule."}])
    >>> fr.concordance(fr.tokenize(corpus), "arm*").table[["left", "hit", "right", "voice"]].values.tolist()[1]
    ['« Les armes parlent », dit le maire. L’', 'armée', ' recule.', 'narrator']
    """
    where = "concordance"
    tokens = tokens_of(where, tokens)
    check_choice(where, "sort", sort, SORTS)
    wide = width in CONTEXTS if isinstance(width, str) else type(width) is int and width > 0
    if not wide:
        raise ValueError(message(where, "`width` says how much context is shown", got=repr(width),
                                 expected=f"a whole number above zero, or one of {CONTEXTS}"))
    lang = main_language(tokens.corpus) if lang is None else lang
    words_for(where, lang)
    if query is None and hits is None:
        raise ValueError(message(where, "nothing says what to look for", expected="`query` or `hits`"))
    if hits is not None:
        scheme = query if isinstance(query, Lexicon) else scheme_of_hits(where, hits)
        found = select_hits(where, tokens, scheme, hits=hits, roles=roles or ROLES, voice=voice)
    else:
        scheme = _lexicon(tokens, query, named=categories is not None)
        found = select_matches(where, tokens, scheme, roles=roles or DEFAULT_ROLES, voice=voice)
    found = found.narrowed(where, categories=categories, outlet=outlet, articles=articles, speaker=speaker)
    table, cut = _with_context(tokens, found.hits_of(np.unique(found.rows)), width)
    return Concordance(_sorted(table, sort), query if isinstance(query, str) else found.scheme.name, lang, cut)


def _lexicon(tokens: Tokens, query: str | Lexicon | None, *, named: bool) -> Lexicon:
    """Return what is looked for: a lexicon, a scheme where categories of it are asked for, or one pattern."""
    if isinstance(query, Lexicon) or (named and isinstance(query, str)):
        return resolve_lexicon(query)
    check_type("concordance", "query", query, expected=(str, Lexicon))
    if "_" in str(query) and query in set(list_lexicons()["name"]):
        raise ValueError(message("concordance", "a word alone is a pattern, and this is the name of a scheme",
                                 got=repr(query), hint=f"load_lexicon({query!r}), or categories=[…]"))
    langs = sorted(set(tokens.corpus.paragraphs["lang"]))
    return Lexicon("query", pd.DataFrame({"lang": langs, "category": "query", "pattern": query}), {})


def _with_context(tokens: Tokens, hits: pd.DataFrame, width: int | str) -> tuple[pd.DataFrame, bool]:
    known = tokens.corpus.documents.reindex(columns=["outlet", "date"]).astype(object).reindex(hits["doc_id"])
    dates = pd.to_datetime(known["date"], errors="coerce").dt.strftime("%Y-%m-%d")
    left, hit, right, cut = contexts_of(tokens, hits, width)
    table = pd.DataFrame({
        **{name: hits[name].to_numpy() for name in COLUMNS if name in hits},
        "outlet": known["outlet"].fillna("").astype("str").to_numpy(), "date": dates.fillna("").to_numpy(),
        "left": pd.Series(left, dtype="str"), "hit": pd.Series(hit, dtype="str"),
        "right": pd.Series(right, dtype="str"),
        # A table that somebody made may leave the speaker open.
        "speaker": hits["speaker"].astype(object).fillna("").astype("str").to_numpy(),
    })
    return table[list(COLUMNS)], cut


def _sorted(table: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "text" or table.empty:
        return table
    if sort in ("left", "right"):
        # The word nearest to the hit first, then the one beyond it.
        order = sorted(range(len(table)), key=[_words(text, backwards=sort == "left")
                                               for text in table[sort]].__getitem__)
    else:
        order = table[sort].str.casefold().reset_index(drop=True).argsort(kind="stable").tolist()
    return table.iloc[order].reset_index(drop=True)


def _words(text: str, *, backwards: bool) -> list[str]:
    """Return the words of a context as they are sorted: without marks, case and accents, the nearest first."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"\w+", "".join(mark for mark in letters if not unicodedata.combining(mark)))
    return words[::-1] if backwards else words
