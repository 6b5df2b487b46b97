"""Slopes: each group's rate before and after, its name at the end of its line, the change with its interval."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from framing._check import check_columns, message
from framing.charts.chart import Chart
from framing.charts.estimates import caption_of, label_of, read_estimates, rounded
from framing.charts.layout import POINTS_PER_INCH, dodge, new_figure, root_figure, settle, wrap
from framing.charts.lines import height_axis
from framing.charts.marks import pale
from framing.charts.style import BASE_SIZE, FEW_ARTICLES, SECONDARY, SMALL_SIZE, TEXT, TICK_SIZE, figure_style, ink_of
from framing.charts.words import (
    capitalise,
    decimals_for,
    format_interval,
    format_number,
    span_text,
    unit_text,
    words_for,
)

_WHERE = "chart_slope"
_NEEDED = ("rate_before", "before_low", "before_high", "rate_after", "after_low", "after_high", "rate_unit",
           "reference", "period", "n_articles_reference")
_BARRED = 8
_ROW_POINTS = 12.5
_LEFT = 0.25
_WIDE = 0.31
_FURTHEST = 3.0
# Bars stand apart, and all of them stay nearer to their own period than to its names.
_APART, _SPREAD = 0.05, 0.2
_BESIDE = 0.085


def chart_slope(changes: pd.DataFrame, *, measure: str | None = None, groups: Sequence[str] | None = None,
                labels: Mapping[str, str] | None = None, colors: Mapping[str, str] | None = None,
                title: str | None = None, caption: str | None = None, lang: str = "en") -> Chart:
    """Draw each group's rate in two periods as a line from left to right.

    Parameters
    ----------
    changes
        Output of `compare_periods`.
    measure
        The one to draw; needed when the table holds several.
    groups
        The ones to draw; by default all.
    labels, colors, title, caption, lang
        As in `chart_rates`.

    Returns
    -------
    A `Chart`. Its table has one row per line: the columns of `changes`, the highest rate after first.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If the table is empty, or holds several measures and `measure` names none.

    Notes
    -----
    A solid line's change has an interval that leaves out a ratio of 1; the others are broken lines. Intervals
    of the rates are drawn for up to eight groups, and cut beyond three times the largest rate; that of the
    change is always written. A group with fewer than 5 articles in a period has hollow dots.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.Index([f"a{i}" for i in range(10)], name="doc_id")
    >>> counts = pd.DataFrame({"war": [4, 2, 5, 1, 3, 6, 8, 4, 9, 7], "n_words": 300}, index=index)
    >>> dates = pd.Series(pd.to_datetime(["2026-01-10"] * 5 + ["2026-03-02"] * 5), index=index)
    >>> chart = fr.chart_slope(fr.compare_periods(counts, dates, before="2026-01", after="2026-03"))
    >>> [text.get_text() for text in chart.ax.texts if text.get_gid() == "change"]
    ['× 2.27 (1.18–4.37)']
    """
    words_for(_WHERE, lang)
    drawn = read_estimates(_WHERE, changes, measures=None if measure is None else [measure], groups=groups)
    check_columns(_WHERE, drawn, _NEEDED)
    names = sorted(set(drawn["measure"]))
    if len(names) > 1:
        raise ValueError(message(_WHERE, "one measure is drawn at a time", got=names,
                                 hint=f"pass measure={names[0]!r}"))
    drawn = rounded(drawn, *(name for name in _NEEDED if name.startswith(("rate_b", "rate_a", "before", "after"))))
    drawn = drawn.iloc[np.lexsort((drawn["group"], -drawn["rate_after"].fillna(-np.inf)))].reset_index(drop=True)
    inks = ink_of(_WHERE, drawn["group"], colors)
    unit = unit_text(str(drawn["rate_unit"].iloc[0]), lang)
    name = f"{capitalise(label_of(names[0], labels))}, {unit}"
    if caption is None:
        caption = _caption(drawn, unit, lang)
    height = max(2.4, len(drawn) * 1.35 * _ROW_POINTS / POINTS_PER_INCH)
    with figure_style():
        figure = new_figure(height + 0.68, title=title or "", caption=caption)
        ax = figure.add_axes((_LEFT, 0.0, _WIDE, 1.0))
        _fit(ax, height)
        _set_axes(ax, drawn, name, lang)
        barred = len(drawn) <= _BARRED
        for place, (_, row) in enumerate(drawn.iterrows()):
            _draw_slope(ax, row, inks[row["group"]], _shift(place, len(drawn)), barred=barred)
        _write_ends(ax, drawn, labels, lang)
        settle(figure)
    alt = _describe(drawn, name, labels, lang, title or "")
    return Chart(root_figure(ax), (ax,), drawn, alt, caption, title or "")


def _fit(ax: Axes, height: float) -> None:
    """Put the panel over the caption: names stand outside it, where no layout would leave them room."""
    figure = root_figure(ax)
    total = figure.get_figheight()
    engine = figure.get_layout_engine()
    low = engine.get()["rect"][1] if engine is not None else 0.0
    figure.set_layout_engine("none")
    ax.set_position((_LEFT, low + 0.32 / total, _WIDE, height / total))


def _set_axes(ax: Axes, drawn: pd.DataFrame, name: str, lang: str) -> None:
    height_axis(ax, (0.0, _top(drawn) * 1.05 or 1.0), lang, ticks=5)
    edge = _BESIDE - 0.005 + _shift(len(drawn) - 1, len(drawn))
    ax.set_xlim(-edge, 1 + edge)
    first = drawn.iloc[0]
    ax.set_xticks([0, 1], [str(first[key]).replace(" to ", "\n– ") for key in ("reference", "period")],
                  parse_math=False, size=SMALL_SIZE)
    ax.tick_params(axis="x", length=0)
    ax.tick_params(axis="y", labelleft=False)
    ax.set_title(wrap(name, 320, BASE_SIZE, bold=True), loc="left", parse_math=False)


def _shift(place: int, number: int) -> float:
    """Move the bars of up to eight groups side by side, not over each other."""
    apart = min(_APART, _SPREAD / max(number - 1, 1))
    return (place - (number - 1) / 2) * apart if number <= _BARRED else 0.0


def _top(drawn: pd.DataFrame) -> float:
    """Hold every rate and the bars drawn, but let no bar press the lines flat."""
    rates, bars = (drawn[list(names)].to_numpy(dtype=float) for names in (
        ("rate_before", "rate_after"), ("before_high", "after_high")))
    highest = float(rates[np.isfinite(rates)].max(initial=0.0))
    furthest = float(bars[np.isfinite(bars)].max(initial=0.0)) if len(drawn) <= _BARRED else 0.0
    return max(highest, min(furthest, _FURTHEST * highest))


def _is_cut(drawn: pd.DataFrame) -> bool:
    return bool((drawn[["before_high", "after_high"]].to_numpy(dtype=float) > _top(drawn) * 1.05).any())


def _draw_slope(ax: Axes, row: pd.Series, ink: str, shift: float, *, barred: bool) -> None:
    settled = row["ci_low"] > 1 or row["ci_high"] < 1
    ax.plot([shift, 1 + shift], [row["rate_before"], row["rate_after"]], color=ink, linewidth=1.6 if settled else 1.1,
            linestyle="-" if settled else (0, (4, 2)), zorder=2.5, gid="settled" if settled else "open")
    for x, part, number in ((shift, "before", row["n_articles_reference"]), (1 + shift, "after", row["n_articles"])):
        if barred and pd.notna(row[f"{part}_low"]):
            ax.plot([x, x], [row[f"{part}_low"], row[f"{part}_high"]], color=pale(ink), linewidth=3,
                    solid_capstyle="butt", zorder=2, gid="interval")
        if pd.notna(row[f"rate_{part}"]):
            ax.plot([x], [row[f"rate_{part}"]], marker="o", markersize=4.5, linestyle="none", zorder=3,
                    markeredgecolor=ink, markerfacecolor="white" if number < FEW_ARTICLES else ink, gid="estimate")


def _write_ends(ax: Axes, drawn: pd.DataFrame, labels: Mapping[str, str] | None, lang: str) -> None:
    low, high = ax.get_ylim()
    points = ax.get_position().height * root_figure(ax).get_figheight() * POINTS_PER_INCH
    gap = (high - low) * _ROW_POINTS / points
    decimals = decimals_for(drawn["rate_after"].fillna(0))
    edge = _BESIDE + _shift(len(drawn) - 1, len(drawn))
    for x, column, side in ((0, "rate_before", -1), (1, "rate_after", 1)):
        rows = drawn.dropna(subset=column)
        heights = dodge(rows[column].tolist(), gap, low=low + gap / 2, high=high - gap / 2)
        for (place, row), y in zip(rows.iterrows(), heights, strict=True):
            end = x + _shift(int(str(place)), len(drawn))
            value = format_number(row[column], lang, decimals=decimals)
            group = wrap(label_of(row["group"], labels), 100, TICK_SIZE, lines=1)
            text = f"{group}  {value}" if side < 0 else f"{value}  {group}"
            ax.annotate("", (end, row[column]), xytext=(x + (edge - 0.01) * side, y), annotation_clip=False,
                        arrowprops={"arrowstyle": "-", "color": SECONDARY, "linewidth": 0.5, "shrinkA": 0,
                                    "shrinkB": 3})
            ax.annotate(text, (x + edge * side, y), ha="right" if side < 0 else "left", va="center", size=TICK_SIZE,
                        color=TEXT, annotation_clip=False, parse_math=False, gid="end")
            if side > 0:
                ax.annotate(_change(row, lang), (0.985, y), xycoords=("figure fraction", "data"), ha="right",
                            va="center", size=SMALL_SIZE, color=SECONDARY, annotation_clip=False,
                            parse_math=False, gid="change")


def _change(row: pd.Series, lang: str) -> str:
    if pd.isna(row["estimate"]):
        return words_for(_WHERE, lang)["undefined"]
    ends = format_interval(row["ci_low"], row["ci_high"], lang, decimals=2)
    ratio = f"× {format_number(row['estimate'], lang, decimals=2)}"
    return f"{ratio} ({ends})" if ends else f"{ratio} ({words_for(_WHERE, lang)['no interval']})"


def _caption(drawn: pd.DataFrame, unit: str, lang: str) -> str:
    words = words_for(_WHERE, lang)
    # The unit is that of the rates; the change at the right is a ratio and says so by its sign.
    told = drawn.assign(unit=unit).drop(columns=["period", "reference"])
    return caption_of(told, lang, words["settled"], words["bar"] if len(drawn) <= _BARRED else "",
                      words["cut"] if len(drawn) <= _BARRED and _is_cut(drawn) else "",
                      f"×{words['colon']}{words['change']}.")


def _describe(drawn: pd.DataFrame, name: str, labels: Mapping[str, str] | None, lang: str, title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    first = drawn.iloc[0]
    parts = [f"{head}{words['slope']}{words['colon']}{name}{words['semicolon']}{span_text(first['reference'], lang)}, "
             f"{span_text(first['period'], lang)}."]
    decimals = decimals_for(drawn["rate_after"].fillna(0))
    for _, row in drawn.iterrows():
        ends = [format_number(row[key], lang, decimals=decimals) for key in ("rate_before", "rate_after")]
        parts.append(f"{label_of(row['group'], labels)}{words['colon']}{ends[0]} {words['to']} {ends[1]}, "
                     f"{_change(row, lang)}, n = {row['n_articles_reference']}, {row['n_articles']}.")
    return " ".join(parts)
