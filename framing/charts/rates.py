"""Dots with intervals: one group's measures as rows, or a panel per measure with the groups as rows."""

from collections.abc import Mapping, Sequence

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
from framing.charts.layout import root_figure, set_title, settle
from framing.charts.marks import describe_row, is_hollow, value_axis, zero_limits
from framing.charts.panels import draw_panel, in_drawing_order, label_axes, make_panels, plan_panels
from framing.charts.style import figure_style, ink_of
from framing.charts.words import capitalise, decimals_for, unit_text, words_for

_WHERE = "chart_rates"


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
    panels = plan_panels(drawn, measures, groups, inks, labels, lang)
    if ax is not None and len(panels) > 1:
        raise ValueError(message(_WHERE, "`ax` holds one panel", got=f"{len(panels)} measures of "
                                 f"{len(groups)} groups", hint="pass measures=[one], or no `ax`"))
    drawn = in_drawing_order(drawn, measures, groups)
    decimals = decimals_for(drawn["estimate"])
    if caption is None:
        hollow = words["hollow"] if is_hollow(drawn).any() else ""
        caption = caption_of(drawn, lang, words["bar"] if drawn["ci_low"].notna().any() else "", hollow)
    with figure_style():
        if ax is None:
            axes = make_panels(panels, title=title or "", caption=caption)
        else:
            axes = [ax]
            set_title(ax, title or "")
        for panel, panel_ax in zip(panels, axes, strict=True):
            draw_panel(panel_ax, panel, decimals, lang)
            value_axis(panel_ax, zero_limits(drawn), lang, ticks=4 if len(panels) > 1 else 7)
        label_axes(axes, _axis_title(drawn, unit, labels, lang))
        if ax is None:
            settle(root_figure(axes[0]))
    alt = _describe(drawn, unit, labels, decimals, lang, title or "")
    return Chart(root_figure(axes[0]), tuple(axes), drawn, alt, caption, title or "")


def _axis_title(drawn: pd.DataFrame, unit: str, labels: Mapping[str, str] | None, lang: str) -> str:
    text = unit_text(unit, lang)
    if len(set(drawn["group"])) == 1:
        group = drawn["group"].iloc[0]
        articles = articles_of(drawn, lang)
        return f"{capitalise(text)} · {label_of(group, labels)}" + (f" ({articles})" if articles else "")
    if len(set(drawn["measure"])) == 1:
        return f"{capitalise(label_of(drawn['measure'].iloc[0], labels))}, {text}"
    return capitalise(text)


def _describe(drawn: pd.DataFrame, unit: str, labels: Mapping[str, str] | None, decimals: int, lang: str,
              title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    kind = words["rates" if drawn["ci_low"].notna().any() else "rates alone"]
    parts = [f"{head}{kind}{words['colon']}{unit_text(unit, lang)}."]
    for measure, rows in drawn.groupby("measure", sort=False):
        values = words["semicolon"].join(describe_row(row, labels, decimals, lang) for _, row in rows.iterrows())
        parts.append(f"{label_of(measure, labels)}{words['colon']}{values}.")
    return " ".join(parts)
