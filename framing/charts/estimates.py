"""Reading a tidy table of estimates: checked, selected, put in drawing order, described."""

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from framing._check import FramingWarning, check_columns, check_type, message
from framing.charts.phrases import said_in
from framing.charts.words import capitalise, count_articles, format_number, span_text, unit_text, words_for
from framing.comparison.collocates import ELSEWHERE
from framing.comparison.expected import OBSERVED_EXPECTED

NEEDED = ("group", "measure", "unit", "estimate", "ci_low", "ci_high", "n_articles")
_MOST_NOTES = 2


def read_estimates(where: str, table: pd.DataFrame, *, measures: Sequence[str] | None,
                   groups: Sequence[str] | None, needed: Sequence[str] = ()) -> pd.DataFrame:
    """Check a table of estimates and give a copy of the rows to draw; the input stays as it is."""
    check_type(where, "estimates", table, expected=pd.DataFrame)
    check_columns(where, table, [*NEEDED, *needed])
    if table.empty:
        raise ValueError(message(where, "the table of estimates is empty: there is nothing to draw",
                                 hint="look at the table that was compared: are all articles filtered out?"))
    drawn = table.copy()
    for column in ("group", "measure"):
        drawn[column] = drawn[column].astype(str)
    for column, wanted in (("measure", measures), ("group", groups)):
        if wanted is not None:
            _check_selection(where, column, wanted, drawn[column])
            drawn = drawn[drawn[column].isin(list(wanted))]
    _warn_of_languages(where, drawn)
    keys = ["group", "measure", *needed]
    repeated = drawn.duplicated(keys)
    if repeated.any():
        first = {key: str(drawn.loc[repeated, key].iloc[0]) for key in keys}
        raise ValueError(message(where, "two rows for the same mark", got=first,
                                 expected=f"one row per {', '.join(keys)}"))
    for column in ("estimate", "ci_low", "ci_high"):
        # An infinite end has no place on an axis; it is treated as undefined.
        drawn[column] = drawn[column].astype(float).replace([np.inf, -np.inf], np.nan)
    return drawn.reset_index(drop=True)


def _warn_of_languages(where: str, drawn: pd.DataFrame) -> None:
    """Warn where rates of two languages would stand beside each other as if they were comparable."""
    langs = sorted(set(drawn["lang"].astype(str))) if "lang" in drawn else []
    if len(langs) > 1 and set(drawn["unit"].astype(str)) != {OBSERVED_EXPECTED}:
        warnings.warn(message(where, "figures of several languages stand side by side", got=langs,
                              hint="lists of two languages do not count alike: draw them apart, or over what the "
                                   "language at large has (compare_with_expected)"), FramingWarning, stacklevel=4)


def rounded(drawn: pd.DataFrame, *more: str) -> pd.DataFrame:
    """Round estimates, bounds (and `more` columns) to ten digits, so that every processor draws the same."""
    columns = ["estimate", "ci_low", "ci_high", *more]

    def ten_digits(values: pd.Series) -> np.ndarray:
        numbers = values.to_numpy(dtype=float)
        with np.errstate(divide="ignore"):
            size = np.where(np.isfinite(numbers) & (numbers != 0), np.floor(np.log10(np.abs(numbers))), 0)
        scale = 10.0 ** (9 - size)
        return np.round(numbers * scale) / scale

    return drawn.assign(**{name: ten_digits(drawn[name]) for name in columns})


def _check_selection(where: str, column: str, wanted: Sequence[str], present: pd.Series) -> None:
    argument = f"{column}s"
    if isinstance(wanted, str):
        raise TypeError(message(where, f"`{argument}` is one word", got=repr(wanted),
                                expected=f"a list such as [{wanted!r}]"))
    missing = [name for name in wanted if name not in set(present)]
    if missing or not len(wanted):
        raise ValueError(message(where, f"`{argument}` names what the table does not hold" if missing
                                 else f"`{argument}` is empty", got=missing or list(wanted),
                                 expected=f"some of {sorted(set(present))}"))


def drawing_order(drawn: pd.DataFrame, column: str, wanted: Sequence[str] | None) -> list[str]:
    """Give the names of a column in drawing order: as asked, or by total from the largest, ties by name."""
    if wanted is not None:
        return list(dict.fromkeys(wanted))
    totals = drawn.groupby(column)["estimate"].sum()
    return sorted(totals.index, key=lambda name: (-totals[name], name))


def one_unit(where: str, drawn: pd.DataFrame) -> str:
    """Give the unit of the table, or refuse to put several units on one axis."""
    units = sorted(set(drawn["unit"].astype(str)))
    if len(units) > 1:
        raise ValueError(message(where, "measures of several units cannot share an axis", got=units,
                                 hint="pass measures=[…] of one unit"))
    return units[0]


def label_of(name: str, labels: Mapping[str, str] | None) -> str:
    """Give the label of a category or group; the id itself where none was passed."""
    if labels is None:
        return str(name)
    check_type("chart", "labels", labels, expected=Mapping, hint='for example labels={"conflict": "Conflict"}')
    return str(labels.get(name, name))


def articles_of(rows: pd.DataFrame, lang: str) -> str:
    """Write `n = 212`, or `n = 180–212` where the number differs between rows."""
    counts = rows["n_articles"].dropna()
    if counts.empty:
        return ""
    ends = [format_number(end, lang, decimals=0) for end in (counts.min(), counts.max())]
    return f"n = {ends[0]}" if ends[0] == ends[1] else f"n = {ends[0]}–{ends[1]}"


def caption_of(drawn: pd.DataFrame, lang: str, *sentences: str) -> str:
    """Build the caption from the table: unit, chart's own sentences, articles, method, notes."""
    words = words_for("caption", lang)
    units = [capitalise(unit_text(unit, lang)) for unit in dict.fromkeys(drawn["unit"].astype(str)) if unit]
    parts = [f"{', '.join(units)}." if units else "", *sentences, _articles_sentence(drawn, lang)]
    if "reference" in drawn:
        known = {"rest": words["rest"], ELSEWHERE: words["elsewhere"]}
        references = [known.get(name, span_text(name, lang))
                      for name in dict.fromkeys(drawn["reference"].dropna().astype(str)) if name]
        parts.append(f"{words['reference']}{words['colon']}{', '.join(references)}." if references else "")
    if "method" in drawn:
        methods = [text for text in dict.fromkeys(drawn["method"].dropna().astype(str)) if text]
        if methods:
            said = words["semicolon"].join(said_in(lang, text) for text in methods).rstrip(".")
            parts.append(f"{words['method']}{words['colon']}{said}.")
    if "note" in drawn:
        noted = [text for text in drawn["note"].dropna().astype(str) if text]
        notes = list(dict.fromkeys(noted))
        if len(notes) > _MOST_NOTES:
            parts.append(words["noted"].format(n=len(noted)))
        elif notes:
            said = words["semicolon"].join(said_in(lang, text) for text in notes).rstrip(".")
            parts.append(f"{words['note']}{words['colon']}{said}.")
    return " ".join(part for part in parts if part)


def _articles_sentence(drawn: pd.DataFrame, lang: str) -> str:
    # Groups may share articles (narrator and quoted speech do): a sum over groups would count them twice.
    counts = drawn["n_articles"].dropna()
    if counts.empty:
        return ""
    words = words_for("caption", lang)
    low, high = counts.min(), counts.max()
    number = count_articles(high, lang)
    if low != high:
        number = f"{format_number(low, lang, decimals=0)}–{number}"
    if "n_articles_period" in drawn:
        return f"{number} {words['per group and window']}."
    if "period" in drawn:
        return f"{number} {words['per group and period']}."
    several = f" {words['per group']}" if len(set(drawn["group"])) > 1 else ""
    return f"{number}{several}."
