"""Dots with intervals: one group's measures as rows, or a panel per measure with the groups as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

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
    line_count,
    new_figure,
    root_figure,
    row_label,
    set_title,
    settle,
    text_width,
    wrap,
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

_WHERE = "chart_rates"
_LABEL_POINTS = 134.0
_VALUE_POINTS = 8.0
_COLUMN_GAP = 9.0


@dataclass(frozen=True)
class _Panel:
    """What one panel shows: its heading, and for each row a label, a colour and a line of the table."""

    heading: str
    labels: list[str]
    inks: list[str]
    rows: list[pd.Series | None]


def chart_rates(estimates: pd.DataFrame, *, measures: Sequence[str] | None = None,
                groups: Sequence[str] | None = None, labels: Mapping[str, str] | None = None,
                colors: Mapping[str, str] | None = None, ax: Axes | None = None,
                title: str | None = None, caption: str | None = None, lang: str = "en") -> Chart:
    """Draw estimates as dots on their intervals, with the values in a column at the right.

    One group: its measures are the rows. One measure: the groups are the rows. Several of both: one
    panel per measure, all with the same rows and the same axis.

    Parameters
    ----------
    estimates
        Output of `compare_rates` or `compare_means`: one row per group and measure, of one unit.
    measures, groups
        The ones to draw, in this order. By default all, the largest total first, ties by name.
    labels
        Names to print for ids of measures and groups; ids without one are printed as they are.
    colors
        Colour of each group; by default `palette` of the groups drawn.
    ax
        Axes to draw on: for one measure or one group.
    title, caption
        Text above and below. The caption is built from the table unless one is passed; `caption=""`
        leaves it out. On a caller's Axes it is not drawn.
    lang
        Language of the words on the chart, `en` or `fr`.

    Returns
    -------
    A `Chart`. Its table has one row per dot: the columns of `estimates`, in drawing order.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If the table is empty, holds several units, or is asked for what it does not hold; if `ax` is
        passed for several measures of several groups.

    Notes
    -----
    The axis always contains zero. A hollow dot has no interval, or fewer than 5 articles behind it; an
    undefined estimate keeps its row and has no dot. Overlapping intervals are not a test.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> estimates = pd.DataFrame({"group": ["Le Quai", "Le Phare"], "measure": "conflict",
    ...     "unit": "per 1,000 words", "estimate": [5.8, 3.2], "ci_low": [3.9, 1.3],
    ...     "ci_high": [7.5, 5.6], "n_articles": [212, 180]})
    >>> chart = fr.chart_rates(estimates, labels={"conflict": "Conflict"})
    >>> chart.ax.get_xlabel()
    'Conflict, per 1,000 words'
    >>> chart.table["group"].tolist()
    ['Le Quai', 'Le Phare']
    """
    words = words_for(_WHERE, lang)
    drawn = read_estimates(_WHERE, estimates, measures=measures, groups=groups)
    unit = one_unit(_WHERE, drawn)
    measures = drawing_order(drawn, "measure", measures)
    groups = drawing_order(drawn, "group", groups)
    inks = ink_of(_WHERE, groups, colors)
    panels = _plan(drawn, measures, groups, inks, labels, lang)
    if ax is not None and len(panels) > 1:
        raise ValueError(message(_WHERE, "`ax` holds one panel", got=f"{len(panels)} measures of "
                                 f"{len(groups)} groups", hint="pass measures=[one], or no `ax`"))
    drawn = _ordered(drawn, measures, groups)
    decimals = decimals_for(drawn["estimate"])
    if caption is None:
        hollow = words["hollow"] if is_hollow(drawn).any() else ""
        caption = caption_of(drawn, lang, words["bar"], hollow)
    with figure_style():
        if ax is None:
            axes = _make_panels(panels, title=title or "", caption=caption)
        else:
            axes = [ax]
            set_title(ax, title or "")
        for panel, panel_ax in zip(panels, axes, strict=True):
            _draw_panel(panel_ax, panel, decimals, lang)
            value_axis(panel_ax, zero_limits(drawn), lang, ticks=4 if len(panels) > 1 else 7)
        _label_axes(axes, _axis_title(drawn, unit, labels, lang))
        if ax is None:
            settle(root_figure(axes[0]))
    alt = _describe(drawn, unit, labels, decimals, lang, title or "")
    return Chart(root_figure(axes[0]), tuple(axes), drawn, alt, caption, title or "")


def _plan(drawn: pd.DataFrame, measures: list[str], groups: list[str], inks: Mapping[str, str],
          labels: Mapping[str, str] | None, lang: str) -> list[_Panel]:
    found = {(row["group"], row["measure"]): row for _, row in drawn.iterrows()}
    if len(groups) == 1:
        numbered = len(set(drawn["n_articles"])) > 1
        named = [_row_label(drawn[drawn["measure"] == measure], measure, labels, lang, numbered=numbered)
                 for measure in measures]
        rows = [found.get((groups[0], measure)) for measure in measures]
        return [_Panel("", named, [inks[groups[0]]] * len(rows), rows)]
    named = [_row_label(drawn[drawn["group"] == group], group, labels, lang) for group in groups]
    return [_Panel(label_of(measure, labels) if len(measures) > 1 else "", named,
                   [inks[group] for group in groups], [found.get((group, measure)) for group in groups])
            for measure in measures]


def _row_label(rows: pd.DataFrame, name: str, labels: Mapping[str, str] | None, lang: str, *,
               numbered: bool = True) -> str:
    articles = articles_of(rows, lang) if numbered else ""
    return row_label(label_of(name, labels), f"({articles})" if articles else "", width=_LABEL_POINTS,
                     size=TICK_SIZE)


def _ordered(drawn: pd.DataFrame, measures: list[str], groups: list[str]) -> pd.DataFrame:
    keys = [drawn["measure"].map(measures.index), drawn["group"].map(groups.index)]
    return drawn.iloc[np.lexsort((keys[1], keys[0]))].reset_index(drop=True)


def _make_panels(panels: list[_Panel], *, title: str, caption: str) -> list[Axes]:
    n_rows = len(panels[0].rows)
    if len(panels) == 1:
        figure = new_figure(0.36 * n_rows + 0.95, title=title, caption=caption)
        return [figure.add_subplot()]
    n_columns = {2: 2, 4: 2}.get(len(panels), 3)
    n_lines = -(-len(panels) // n_columns)
    wrapped = [wrap(panel.heading, 430 / n_columns - 24, BASE_SIZE, bold=True) for panel in panels]
    heading = 0.19 * max(line_count(text) for text in wrapped)
    figure = new_figure(n_lines * (0.27 * n_rows + heading + 0.16) + 0.55, title=title, caption=caption)
    axes = [figure.add_subplot(n_lines, n_columns, number + 1) for number in range(len(panels))]
    for number, (panel_ax, text) in enumerate(zip(axes, wrapped, strict=True)):
        panel_ax.set_title(text, loc="left", parse_math=False)
        panel_ax.tick_params(axis="y", labelleft=number % n_columns == 0)
        last = number + n_columns >= len(panels)
        panel_ax.tick_params(axis="x", labelbottom=last, length=3.5 if last else 0)
    return axes


def _draw_panel(ax: Axes, panel: _Panel, decimals: int, lang: str) -> None:
    shown = ax.yaxis.get_tick_params().get("labelleft", True)
    draw_rows(ax, panel.labels)
    ax.tick_params(axis="y", labelleft=shown)
    values = [format_number(float("nan") if row is None else row["estimate"], lang, decimals=decimals)
              for row in panel.rows]
    edge = _value_edge(values)
    for number, (row, ink, value) in enumerate(zip(panel.rows, panel.inks, values, strict=True)):
        draw_estimate(ax, row, number, ink)
        beside(ax, number, value, points=edge, bold=True, color=TEXT, align="right")
        if row is not None and not panel.heading:
            interval = format_interval(row["ci_low"], row["ci_high"], lang, decimals=decimals)
            beside(ax, number, interval, points=edge + _COLUMN_GAP)
    if not panel.heading:
        words = words_for(_WHERE, lang)
        above(ax, words["estimate"], points=edge, align="right")
        if any(row is not None and pd.notna(row["ci_low"]) for row in panel.rows):
            above(ax, words["interval"], points=edge + _COLUMN_GAP)


def _value_edge(values: Sequence[str]) -> float:
    # Numbers line up on their right; the column is as wide as its widest number.
    return _VALUE_POINTS + max(text_width(value, SMALL_SIZE, bold=True) for value in values)


def _axis_title(drawn: pd.DataFrame, unit: str, labels: Mapping[str, str] | None, lang: str) -> str:
    text = unit_text(unit, lang)
    if len(set(drawn["group"])) == 1:
        group = drawn["group"].iloc[0]
        articles = articles_of(drawn, lang)
        return f"{capitalise(text)} · {label_of(group, labels)}" + (f" ({articles})" if articles else "")
    if len(set(drawn["measure"])) == 1:
        return f"{capitalise(label_of(drawn['measure'].iloc[0], labels))}, {text}"
    return capitalise(text)


def _label_axes(axes: list[Axes], text: str) -> None:
    # Below the first panel of the last line: the panels share this axis.
    first = next((ax for ax in axes if (place := ax.get_subplotspec()) and place.is_last_row()), axes[0])
    first.set_xlabel(wrap(text, 300, BASE_SIZE), loc="left", parse_math=False)


def _describe(drawn: pd.DataFrame, unit: str, labels: Mapping[str, str] | None, decimals: int, lang: str,
              title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    parts = [f"{head}{words['rates']}{words['colon']}{unit_text(unit, lang)}."]
    for measure, rows in drawn.groupby("measure", sort=False):
        values = words["semicolon"].join(describe_row(row, labels, decimals, lang) for _, row in rows.iterrows())
        parts.append(f"{label_of(measure, labels)}{words['colon']}{values}.")
    return " ".join(parts)
