"""Ratios with intervals on a log scale, so that half and double are equally far from 1."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from framing._check import message
from framing.charts.chart import Chart
from framing.charts.estimates import caption_of, drawing_order, label_of, one_unit, read_estimates, rounded
from framing.charts.layout import root_figure, settle
from framing.charts.marks import describe_row, is_hollow, log_limits, ratio_axis
from framing.charts.panels import draw_panel, in_drawing_order, label_axes, make_panels, plan_panels
from framing.charts.style import figure_style, ink_of
from framing.charts.words import capitalise, unit_text, words_for

_WHERE = "chart_ratios"
_DECIMALS = 2


def chart_ratios(ratios: pd.DataFrame, *, measures: Sequence[str] | None = None,
                 groups: Sequence[str] | None = None, labels: Mapping[str, str] | None = None,
                 colors: Mapping[str, str] | None = None, title: str | None = None,
                 caption: str | None = None, lang: str = "en") -> Chart:
    """Draw ratios as dots on their intervals, on a log scale with a line at 1.

    One measure or one group: one panel. Several of both: a panel per measure, all on the same axis.

    Parameters
    ----------
    ratios
        Output of `rate_ratios`, `rate_model` or `compare_periods`: one row per group and measure.
    measures, groups, labels, colors, title, caption, lang
        As in `chart_rates`.

    Returns
    -------
    A `Chart`. Its table has one row per dot: the columns of `ratios`, in drawing order.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If the table is empty, does not hold ratios, or is asked for what it does not hold.

    Notes
    -----
    A hollow dot has no interval, or fewer than 5 articles behind it. A ratio of 0 has no place on a log scale:
    its row keeps the number. An interval that leaves out 1 is no finding among many; see `permutation_test`.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> ratios = pd.DataFrame({"group": ["Le Quai", "Le Phare"], "measure": "conflict", "unit": "ratio",
    ...     "estimate": [2.0, 0.5], "ci_low": [1.2, 0.3], "ci_high": [3.1, 0.8], "n_articles": [40, 31]})
    >>> chart = fr.chart_ratios(ratios)
    >>> chart.ax.get_xscale(), [label.get_text() for label in chart.ax.get_yticklabels()]
    ('log', ['Le Quai  (n = 40)', 'Le Phare  (n = 31)'])
    """
    words = words_for(_WHERE, lang)
    drawn = rounded(read_estimates(_WHERE, ratios, measures=measures, groups=groups))
    unit = one_unit(_WHERE, drawn)
    if "ratio" not in unit or (drawn["estimate"] < 0).any():
        raise ValueError(message(_WHERE, "the table does not hold ratios", got=f"unit {unit!r}",
                                 hint="chart_rates draws rates and differences"))
    measures = drawing_order(drawn, "measure", measures)
    groups = drawing_order(drawn, "group", groups)
    panels = plan_panels(_on_log_scale(drawn), measures, groups, ink_of(_WHERE, groups, colors), labels, lang)
    drawn = in_drawing_order(drawn, measures, groups)
    if caption is None:
        caption = caption_of(drawn, lang, words["equal"], words["bar"],
                             words["hollow"] if is_hollow(drawn).any() else "",
                             words["no place"] if (drawn["estimate"] == 0).any() else "")
    name = f"{unit_text(unit, lang)} ({words['log scale']})"
    with figure_style():
        axes = make_panels(panels, title=title or "", caption=caption)
        for panel, ax in zip(panels, axes, strict=True):
            ratio_axis(ax, log_limits(drawn), lang, ticks=4 if len(panels) > 1 else 7)
            draw_panel(ax, panel, _DECIMALS, lang)
        single = f"{capitalise(label_of(measures[0], labels))}, {name}" if len(measures) == 1 else ""
        label_axes(axes, single or capitalise(name))
        settle(root_figure(axes[0]))
    alt = _describe(drawn, name, labels, lang, title or "")
    return Chart(root_figure(axes[0]), tuple(axes), drawn, alt, caption, title or "")


def _on_log_scale(drawn: pd.DataFrame) -> pd.DataFrame:
    # A lower bound of 0 would reach the left edge, however far that is: the bar is cut at a ratio of 1/1000.
    return drawn.assign(ci_low=np.where(drawn["ci_low"] <= 0, 1e-3, drawn["ci_low"]))


def _describe(drawn: pd.DataFrame, name: str, labels: Mapping[str, str] | None, lang: str, title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    parts = [f"{head}{words['forest']}{words['colon']}{name}."]
    for measure, rows in drawn.groupby("measure", sort=False):
        values = words["semicolon"].join(describe_row(row, labels, _DECIMALS, lang) for _, row in rows.iterrows())
        parts.append(f"{label_of(str(measure), labels)}{words['colon']}{values}.")
    return " ".join(parts)
