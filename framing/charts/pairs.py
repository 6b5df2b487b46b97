"""Paired dots: two groups, measure by measure, joined by a line."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from framing._check import message
from framing.charts.chart import Chart
from framing.charts.estimates import (
    articles_of,
    caption_of,
    drawing_order,
    label_of,
    one_unit,
    read_estimates,
)
from framing.charts.layout import (
    above,
    beside,
    draw_rows,
    new_figure,
    root_figure,
    row_label,
    set_title,
    settle,
    text_width,
)
from framing.charts.marks import describe_row, draw_estimate, is_hollow, value_axis, zero_limits
from framing.charts.style import BASE_SIZE, SMALL_SIZE, TEXT, TICK_SIZE, figure_style, ink_of
from framing.charts.words import (
    capitalise,
    decimals_for,
    format_interval,
    format_number,
    unit_text,
    words_for,
)

_WHERE = "chart_pairs"
_JOIN = "#b4b4af"
_LABEL_POINTS = 134.0
_KEY_POINTS = 165.0
_KEY_HEIGHT = 20.0
_COLUMN_GAP = 12.0
_OFFSET = 0.15
_GLYPHS = ("●", "■")
_SHAPES = ("o", "s")


def chart_pairs(estimates: pd.DataFrame, *, pair: tuple[str, str], contrasts: pd.DataFrame | None = None,
                measures: Sequence[str] | None = None, labels: Mapping[str, str] | None = None,
                colors: Mapping[str, str] | None = None, ax: Axes | None = None,
                title: str | None = None, caption: str | None = None, lang: str = "en") -> Chart:
    """Draw two groups as pairs of dots, one row per measure, each dot on its interval.

    Parameters
    ----------
    estimates
        Output of `compare_rates` or `compare_means`, of one unit. Rows of other groups are left out.
    pair
        The two groups: the first is the round dot, the second the square.
    contrasts
        Output of `rate_ratios` for the same measures: the contrast of the two groups, printed with its
        interval at the right of each row. Rows of group `pair[0]` are used.
    measures
        The ones to draw, in this order. By default all, the largest total first, ties by name.
    labels
        Names to print for ids of measures and groups.
    colors
        Colour of each group; by default `palette` of the pair. Pass `palette(every group)` to keep the
        colours of charts with more groups.
    ax
        Axes to draw on.
    title, caption
        Text above and below, as in `chart_rates`.
    lang
        Language of the words on the chart, `en` or `fr`.

    Returns
    -------
    A `Chart`. Its table has one row per dot: the columns of `estimates`, in drawing order; with
    `contrasts`, also `contrast, contrast_low, contrast_high, contrast_unit`, the same on both rows of a
    pair.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If the table is empty, holds several units, or lacks a group of the pair.

    Notes
    -----
    Two intervals that overlap do not show the absence of a difference: the contrast has an interval of
    its own, pass it. Dots are drawn above and below the middle of the row so that intervals do not hide
    each other.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> estimates = pd.DataFrame({"group": ["Le Quai", "Le Phare"], "measure": "conflict",
    ...     "unit": "per 1,000 words", "estimate": [5.8, 3.2], "ci_low": [3.9, 1.3],
    ...     "ci_high": [7.5, 5.6], "n_articles": [212, 180]})
    >>> chart = fr.chart_pairs(estimates, pair=("Le Phare", "Le Quai"))
    >>> chart.table["estimate"].tolist()
    [3.2, 5.8]
    """
    words = words_for(_WHERE, lang)
    if isinstance(pair, str) or len(set(pair)) != 2 or len(pair) != 2:
        raise ValueError(message(_WHERE, "`pair` must name two different groups", got=repr(pair)))
    drawn = read_estimates(_WHERE, estimates, measures=measures, groups=pair)
    unit = one_unit(_WHERE, drawn)
    measures = drawing_order(drawn, "measure", measures)
    inks = ink_of(_WHERE, pair, colors)
    order = np.lexsort((drawn["group"].map(list(pair).index), drawn["measure"].map(measures.index)))
    drawn = drawn.iloc[order].reset_index(drop=True)
    if contrasts is not None:
        drawn = _with_contrasts(drawn, contrasts, pair)
    decimals = decimals_for(drawn["estimate"])
    if caption is None:
        caption = caption_of(drawn, lang, words["bar"], words["hollow"] if is_hollow(drawn).any() else "")
    own = ax is None
    with figure_style():
        if ax is None:
            ax = new_figure(0.38 * len(measures) + 1.15, title=title or "", caption=caption).add_subplot()
        else:
            set_title(ax, title or "", pad=_KEY_HEIGHT)
        _draw_pairs(ax, drawn, measures, pair, inks, labels)
        _draw_values(ax, drawn, measures, pair, inks, decimals, lang)
        _draw_key(ax, drawn, pair, inks, labels, lang)
        value_axis(ax, zero_limits(drawn), lang)
        ax.set_xlabel(capitalise(unit_text(unit, lang)), loc="left", parse_math=False)
        if own:
            settle(root_figure(ax))
    alt = _describe(drawn, unit, labels, decimals, lang, title or "")
    return Chart(root_figure(ax), (ax,), drawn, alt, caption, title or "")


def _with_contrasts(drawn: pd.DataFrame, contrasts: pd.DataFrame, pair: tuple[str, str]) -> pd.DataFrame:
    table = read_estimates(_WHERE, contrasts, measures=None, groups=[pair[0]]).set_index("measure")
    joined = drawn.copy()
    for name, column in (("contrast", "estimate"), ("contrast_low", "ci_low"), ("contrast_high", "ci_high"),
                         ("contrast_unit", "unit")):
        joined[name] = joined["measure"].map(table[column])
    return joined


def _pick(drawn: pd.DataFrame, measure: str, group: str) -> pd.Series | None:
    rows = drawn[(drawn["measure"] == measure) & (drawn["group"] == group)]
    return None if rows.empty else rows.iloc[0]


def _draw_pairs(ax: Axes, drawn: pd.DataFrame, measures: list[str], pair: tuple[str, str],
                inks: Mapping[str, str], labels: Mapping[str, str] | None) -> None:
    draw_rows(ax, [row_label(label_of(measure, labels), "", width=_LABEL_POINTS, size=TICK_SIZE)
                   for measure in measures])
    for y, measure in enumerate(measures):
        rows = [_pick(drawn, measure, group) for group in pair]
        ends = [float("nan") if row is None else row["estimate"] for row in rows]
        if not np.isnan(ends).any():
            ax.plot(ends, [y - _OFFSET, y + _OFFSET], color=_JOIN, linewidth=1.2, zorder=1.5, gid="pair")
        for row, group, offset, shape in zip(rows, pair, (-_OFFSET, _OFFSET), _SHAPES, strict=True):
            draw_estimate(ax, row, y + offset, inks[group], marker=shape)


def _draw_values(ax: Axes, drawn: pd.DataFrame, measures: list[str], pair: tuple[str, str],
                 inks: Mapping[str, str], decimals: int, lang: str) -> None:
    edge = 0.0
    for group, glyph in zip(pair, _GLYPHS, strict=True):
        rows = [_pick(drawn, measure, group) for measure in measures]
        values = [format_number(float("nan") if row is None else row["estimate"], lang, decimals=decimals)
                  for row in rows]
        edge += _COLUMN_GAP + max(text_width(value, SMALL_SIZE, bold=True) for value in values)
        above(ax, glyph, points=edge, align="right", color=inks[group])
        for y, value in enumerate(values):
            beside(ax, y, value, points=edge, bold=True, color=TEXT, align="right")
    if "contrast" not in drawn:
        return
    units = drawn["contrast_unit"].dropna()
    above(ax, unit_text(str(units.iloc[0]), lang) if len(units) else "", points=edge + _COLUMN_GAP)
    digits = max(decimals_for(drawn["contrast"]), 2)
    for y, measure in enumerate(measures):
        row = drawn[drawn["measure"] == measure].iloc[0]
        text = format_number(row["contrast"], lang, decimals=digits)
        interval = format_interval(row["contrast_low"], row["contrast_high"], lang, decimals=digits)
        beside(ax, y, f"{text} ({interval})" if interval else text, points=edge + _COLUMN_GAP)


def _draw_key(ax: Axes, drawn: pd.DataFrame, pair: tuple[str, str], inks: Mapping[str, str],
              labels: Mapping[str, str] | None, lang: str) -> None:
    handles = []
    # The caption gives the number of articles where it is the same on both sides.
    sizes = [articles_of(drawn[drawn["group"] == group], lang) for group in pair]
    for group, shape, size in zip(pair, _SHAPES, sizes, strict=True):
        articles = size if sizes[0] != sizes[1] else ""
        name = row_label(label_of(group, labels), f"({articles})" if articles else "", width=_KEY_POINTS,
                         size=BASE_SIZE)
        handles.append(Line2D([], [], linestyle="none", marker=shape, markersize=6, color=inks[group],
                              label=name))
    key = ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False,
                    borderaxespad=0.1, borderpad=0.1, handletextpad=0.1, columnspacing=1.4, handlelength=1.2)
    for text in key.get_texts():
        text.set_parse_math(False)


def _describe(drawn: pd.DataFrame, unit: str, labels: Mapping[str, str] | None, decimals: int, lang: str,
              title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    parts = [f"{head}{words['pairs']}{words['colon']}{unit_text(unit, lang)}."]
    for measure, rows in drawn.groupby("measure", sort=False):
        values = words["semicolon"].join(describe_row(row, labels, decimals, lang) for _, row in rows.iterrows())
        if "contrast" in rows and pd.notna(rows["contrast"].iloc[0]):
            digits = max(decimals_for(drawn["contrast"]), 2)
            first = rows.iloc[0]
            text = format_number(first["contrast"], lang, decimals=digits)
            ends = format_interval(first["contrast_low"], first["contrast_high"], lang, decimals=digits,
                                   spoken=True)
            name = unit_text(str(first["contrast_unit"]), lang)
            values += f"{words['semicolon']}{name} {text} ({ends or words['no interval']})"
        parts.append(f"{label_of(measure, labels)}{words['colon']}{values}.")
    return " ".join(parts)
