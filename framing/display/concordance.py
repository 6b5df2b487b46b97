"""Keyword in context: every hit between what stands before and behind it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import pandas as pd

from framing._check import check_choice, check_type, message
from framing._markup import CARD, PAPER, RULE, SECONDARY, SMALL, TEXT, element, plain, shortened
from framing.corpus import DEFAULT_ROLES
from framing.display.markup import TINTS
from framing.display.tables import latex_text, markdown_text
from framing.lexicon import Lexicon
from framing.measures.hits import find_terms
from framing.tokens import Tokens

SORTS = ("text", "left", "right", "hit", "date", "outlet")
COLUMNS = ("doc_id", "par_id", "outlet", "date", "category", "voice", "speaker", "left", "hit", "right")
_SHOWN = 100
_CUT = "… "


@dataclass(frozen=True, eq=False, repr=False)
class Concordance:
    """Hits in their contexts, to read, to sort and to print.

    Attributes
    ----------
    table
        One row per hit: `doc_id, par_id, outlet, date, category, voice, speaker, left, hit, right`.
    query
        What was looked for.
    """

    table: pd.DataFrame
    query: str

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        width = max(self.table["left"].str.len().max(), 1) if len(self.table) else 1
        lines = [f"{row.left:>{int(width)}}  {row.hit}  {row.right}" for row in self.table.head(20).itertuples()]
        more = [f"… {len(self.table) - 20} more"] if len(self.table) > 20 else []
        return "\n".join([f"Concordance of {self.query}: {len(self.table)} hits", *lines, *more])

    def to_html(self, *, limit: int | None = None) -> str:
        """Return a table in HTML with complete inline styles; `limit` rows at most."""
        shown = self.table if limit is None else self.table.head(limit)
        # JupyterLab gives every second row a ground of its own, dark in the dark.
        cell = f"background:{PAPER};color:{TEXT};border-bottom:1px solid {RULE};padding:2px 8px;vertical-align:top"
        rows = []
        for row in shown.itertuples():
            place = " · ".join(part for part in (str(row.outlet), str(row.doc_id), f"¶ {row.par_id}") if part)
            said = " · ".join(part for part in (row.voice, row.speaker) if part)
            rows.append(element("tr", "".join([
                element("td", plain(row.left), style=f"{cell};text-align:right"),
                element("td", element("mark", plain(shortened(row.hit)), style=f"background:{TINTS[0]};color:{TEXT}"),
                        style=f"{cell};white-space:nowrap;text-align:center"),
                element("td", plain(row.right), style=f"{cell};text-align:left"),
                element("td", plain(place), style=f"{cell};color:{SECONDARY};font-size:12px"),
                element("td", plain(said), style=f"{cell};color:{SECONDARY};font-size:12px")])))
        rest = len(self.table) - len(shown)
        head = element("caption", plain(f"{self.query}: {len(self.table)} hits")
                       + (plain(f", the first {len(shown)} shown") if rest else ""), style=f"{SMALL};text-align:left")
        return element("div", element("table", head + "".join(rows),
                                      style=f"{CARD};font-size:14px;border-collapse:collapse"),
                       style="overflow-x:auto")

    def to_markdown(self) -> str:
        """Return a table in Markdown; text of articles cannot act as markup."""
        return _lines(self.table, "| {} | **{}** | {} | {} |", markdown_text,
                      ["| left | hit | right | place |", "|---:|:---:|:---|:---|"])

    def to_latex(self) -> str:
        """Return a tabular in LaTeX, special characters escaped."""
        body = _lines(self.table, r"{} & \textbf{{{}}} & {} & {} \\", latex_text, [r"\begin{tabular}{rcll}"])
        return body + r"\end{tabular}" + "\n"

    def _repr_html_(self) -> str:
        return self.to_html(limit=_SHOWN)


def concordance(tokens: Tokens, query: str | Lexicon, *, roles: Collection[str] = DEFAULT_ROLES, voice: str = "all",
                speaker: str | None = None, width: int = 60, sort: str = "text") -> Concordance:
    """Show every place where a pattern or a lexicon matches, with its context.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    query
        A pattern as a lexicon writes it (`arm*`, `ligne de front`), looked for in every language of the text; or a
        `Lexicon` (`load_lexicon("war_peace")["war_violence"]`).
    roles, voice
        Paragraph roles and voice that are searched, as in `find_terms`.
    speaker
        Only the words of this speaker, by the name `find_speech` gives (`speaker_id`).
    width
        Characters of context on each side; contexts are cut between words.
    sort
        `text` (as they stand), `left` and `right` (by the words nearest to the hit), `hit`, `date` or `outlet`.

    Returns
    -------
    A `Concordance`: `.table` is a DataFrame, one row per hit; `to_html`, `to_markdown`, `to_latex` write it.

    Raises
    ------
    ValueError
        If the pattern cannot be read, or an argument is unknown.

    Notes
    -----
    The match is narrow, the reading wide: what is shown is the text as written. A context ends with its paragraph.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "« Les armes parlent », dit le maire. L’armée recule."}])
    >>> fr.concordance(fr.tokenize(corpus), "arm*").table[["left", "hit", "right", "voice"]].values.tolist()[1]
    ['« Les armes parlent », dit le maire. L’', 'armée', ' recule.', 'narrator']
    """
    check_type("concordance", "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    check_choice("concordance", "sort", sort, SORTS)
    if isinstance(width, bool) or not isinstance(width, int) or width < 1:
        raise ValueError(message("concordance", "`width` must be a whole number above zero", got=repr(width)))
    lexicon = _lexicon(tokens, query)
    hits = find_terms(tokens, lexicon, roles=roles, voice=voice)
    if speaker is not None:
        hits = hits[hits["speaker"] == speaker]
    table = _with_context(tokens, hits, width)
    return Concordance(_sorted(table, sort), query if isinstance(query, str) else query.name)


def _lexicon(tokens: Tokens, query: str | Lexicon) -> Lexicon:
    if isinstance(query, Lexicon):
        return query
    check_type("concordance", "query", query, expected=(str, Lexicon))
    langs = sorted(set(tokens.corpus.paragraphs["lang"]))
    return Lexicon("query", pd.DataFrame({"lang": langs, "category": "query", "pattern": query}), {})


def _with_context(tokens: Tokens, hits: pd.DataFrame, width: int) -> pd.DataFrame:
    documents = tokens.corpus.documents
    # Looked up, not joined: a join would copy a long paragraph for each of its hits.
    written = tokens.corpus.paragraphs["text"].tolist()
    texts = [written[row] for row in tokens.index.get_indexer(pd.MultiIndex.from_frame(hits[["doc_id", "par_id"]]))]
    places = list(zip(texts, hits["start"], hits["end"], strict=True))
    known = documents.reindex(columns=["outlet", "date"]).astype(object).reindex(hits["doc_id"])
    dates = pd.to_datetime(known["date"], errors="coerce").dt.strftime("%Y-%m-%d")
    return pd.DataFrame({
        "doc_id": hits["doc_id"].to_numpy(), "par_id": hits["par_id"].to_numpy(),
        "outlet": known["outlet"].fillna("").astype("str").to_numpy(), "date": dates.fillna("").to_numpy(),
        "category": hits["category"].to_numpy(), "voice": hits["voice"].to_numpy(),
        "speaker": hits["speaker"].to_numpy(),
        "left": pd.Series([_before(text, start, width) for text, start, _ in places], dtype="str"),
        "hit": hits["text"].to_numpy(),
        "right": pd.Series([_behind(text, end, width) for text, _, end in places], dtype="str"),
    })[list(COLUMNS)]


def _before(text: str, start: int, width: int) -> str:
    """Return what stands before a hit, cut between words, an ellipsis only where something was cut."""
    context = text[max(start - width, 0):start].replace("\n", " ")
    if start <= width or text[start - width - 1].isspace():
        return context if start <= width else _CUT + context
    _, space, rest = context.partition(" ")
    return _CUT + (rest if space else context)


def _behind(text: str, end: int, width: int) -> str:
    context = text[end:end + width].replace("\n", " ")
    if end + width >= len(text) or text[end + width].isspace():
        return context if end + width >= len(text) else context + _CUT[::-1]
    rest, space, _ = context.rpartition(" ")
    return (rest if space else context) + _CUT[::-1]


def _sorted(table: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "text" or table.empty:
        return table
    keys: dict[str, pd.Series] = {
        # The word nearest to the hit first, then the one before it.
        "left": table["left"].str.casefold().map(lambda text: " ".join(reversed(text.split()))),
        "right": table["right"].str.casefold().str.strip(), "hit": table["hit"].str.casefold(),
        "date": table["date"], "outlet": table["outlet"]}
    return table.iloc[keys[sort].reset_index(drop=True).argsort(kind="stable")].reset_index(drop=True)


def _lines(table: pd.DataFrame, row: str, escape: Callable[[str], str], head: list[str]) -> str:
    body = [row.format(escape(line.left), escape(line.hit), escape(line.right),
                       escape(" · ".join(filter(None, [line.outlet, str(line.doc_id), f"¶ {line.par_id}"]))))
            for line in table.itertuples()]
    return "\n".join([*head, *body]) + "\n"
