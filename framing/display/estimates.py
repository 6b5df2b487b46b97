"""Estimates to read: the value with its interval, how many articles stand behind it, and how it was made."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from framing._check import check_type
from framing._markup import CARD, SECONDARY, SMALL, TEXT, element, plain, visible
from framing.charts.estimates import caption_of, label_of, read_estimates
from framing.charts.words import (
    MISSING,
    capitalise,
    decimals_for,
    format_interval,
    format_number,
    unit_text,
    words_for,
)
from framing.display.tables import NUMBER, markdown_table, markdown_text, to_latex
from framing.display.tables import TEXT as WORD

_WHERE = "estimate_table"
_KEYS = ("lang", "within", "voice", "speaker", "period")
_SHOWN = 40
_HEADS: Mapping[str, Mapping[str, str]] = {
    "en": {"lang": "language", "within": "within", "voice": "voice", "speaker": "speaker", "period": "period",
           "group": "group", "measure": "measure", "unit": "unit", "estimate": "estimate", "interval": "interval",
           "articles": "articles", "more": "The first {n} of {all} rows."},
    "fr": {"lang": "langue", "within": "groupe", "voice": "voix", "speaker": "locuteur", "period": "période",
           "group": "groupe", "measure": "mesure", "unit": "unité", "estimate": "estimation",
           "interval": "intervalle", "articles": "articles", "more": "Les {n} premières lignes sur {all}."},
}


@dataclass(frozen=True, eq=False, repr=False)
class EstimateTable:
    """Estimates as a reader sees them; `to_markdown` and `to_latex` write them for a paper.

    Attributes
    ----------
    table
        The cells as text: what names the row, the estimate, its interval, the number of articles.
    caption
        Unit, articles, reference, method, notes.
    lang
        Language of the words.
    """

    table: pd.DataFrame
    caption: str
    lang: str

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        shown = self.table.head(_SHOWN)
        lines = [[str(name) for name in shown.columns], *(list(row) for row in shown.itertuples(index=False))]
        cells = [[visible(cell).replace("\n", " ") for cell in line] for line in lines]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        numeric = [kind == NUMBER for kind in self._kinds()]
        rows = ["  ".join(cell.rjust(width) if number else cell.ljust(width)
                          for cell, width, number in zip(line, widths, numeric, strict=True)).rstrip()
                for line in cells]
        return "\n".join([*rows, *self._more(), self.caption])

    def _repr_html_(self) -> str:
        cell = f"background:#ffffff;color:{TEXT};padding:2px 14px 2px 0;border-bottom:1px solid #d9d9d6"
        sides = ["right" if kind == NUMBER else "left" for kind in self._kinds()]
        rows = [element("tr", "".join(element("th", plain(name), scope="col", style=f"{cell};text-align:{side}")
                                      for name, side in zip(self.table.columns, sides, strict=True)))]
        for line in self.table.head(_SHOWN).itertuples(index=False):
            rows.append(element("tr", "".join(element("td", plain(text), style=f"{cell};text-align:{side}")
                                              for text, side in zip(line, sides, strict=True))))
        told = "".join(element("p", plain(text), style=SMALL.replace(SECONDARY, TEXT))
                       for text in [*self._more(), self.caption])
        table = element("table", "".join(rows), style="border-collapse:collapse;font-size:14px")
        return element("div", element("div", table, style="overflow-x:auto") + told, style=CARD)

    def to_markdown(self) -> str:
        """Return the whole table in Markdown, the caption below it."""
        table = markdown_table(list(map(str, self.table.columns)), self.table.to_numpy().tolist(), self._kinds())
        return f"{table}\n\n{markdown_text(self.caption)}\n"

    def to_latex(self) -> str:
        """Return the whole table as a LaTeX tabular; the caption is for `\\caption`."""
        head, rest = to_latex(self.table).split("\n", 1)
        sides = "".join("r" if kind == NUMBER else "l" for kind in self._kinds())
        return f"{head.rpartition('{')[0]}{{{sides}}}\n{rest}"

    def _kinds(self) -> list[str]:
        numeric = {_HEADS[self.lang][name] for name in ("estimate", "interval", "articles")}
        return [NUMBER if name in numeric else WORD for name in self.table.columns]

    def _more(self) -> list[str]:
        rest = len(self.table) > _SHOWN
        return [_HEADS[self.lang]["more"].format(n=_SHOWN, all=len(self.table))] if rest else []


def estimate_table(estimates: pd.DataFrame, *, lang: str = "en",
                   labels: Mapping[str, str] | None = None) -> EstimateTable:
    """Show a table of estimates as a reader wants it: each value with its interval, and how it was made below.

    Parameters
    ----------
    estimates
        Output of `compare_rates`, `rate_ratios`, `compare_means`, `trend` and their like: choose its rows first.
    lang
        Language of the words and numbers, `en` or `fr`.
    labels
        Names to print for ids of measures and groups.

    Returns
    -------
    An `EstimateTable`; the table that was passed stays what it is, for everything that is computed.

    Raises
    ------
    ValueError
        If the table is empty, or two rows are of one group and measure and nothing tells them apart.
    KeyError
        If it lacks a column of estimates.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> estimates = pd.DataFrame({"group": ["Le Quai", "Le Phare"], "measure": "conflict",
    ...     "unit": "per 1,000 words", "estimate": [5.84, 3.2], "ci_low": [3.9, float("nan")],
    ...     "ci_high": [7.5, float("nan")], "n_articles": [212, 3]})
    >>> fr.estimate_table(estimates, lang="fr")
    groupe    mesure    estimation  intervalle  articles
    Le Quai   conflict         5,8     3,9–7,5       212
    Le Phare  conflict         3,2           –         3
    Pour 1\u202f000 mots. 3–212 articles par groupe.
    """
    words_for(_WHERE, lang)
    check_type(_WHERE, "estimates", estimates, expected=pd.DataFrame)
    keys = [name for name in _KEYS if name in estimates]
    drawn = read_estimates(_WHERE, estimates, measures=None, groups=None, needed=keys)
    heads, several = _HEADS[lang], len(set(drawn["unit"])) > 1
    if "within" in keys:
        # In `voice_ratios` the groups of the articles stand in `within`, and voices in `group`.
        heads = {**heads, "within": heads["group"], "group": heads["voice"]}
    decimals = drawn.groupby("measure")["estimate"].transform(decimals_for)
    columns = {heads[name]: [_text(value, labels) for value in drawn[name]] for name in (*keys, "group", "measure")}
    rows = list(zip(drawn["estimate"], drawn["ci_low"], drawn["ci_high"], decimals, strict=True))
    columns[heads["estimate"]] = [format_number(value, lang, decimals=int(digits)) for value, _, _, digits in rows]
    columns[heads["interval"]] = [format_interval(low, high, lang, decimals=int(digits)) or MISSING
                                  for _, low, high, digits in rows]
    if several:
        columns[heads["unit"]] = [unit_text(unit, lang) for unit in drawn["unit"].astype(str)]
    columns[heads["articles"]] = [format_number(n, lang, decimals=0) for n in drawn["n_articles"]]
    return EstimateTable(pd.DataFrame(columns), capitalise(caption_of(drawn, lang)), lang)


def _text(value: object, labels: Mapping[str, str] | None) -> str:
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else label_of(str(value), labels)
