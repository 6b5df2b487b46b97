"""Panels of rows: a dot on its interval in each, the value and the interval written at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from framing.charts.estimates import articles_of, label_of
from framing.charts.layout import above, beside, draw_rows, line_count, new_figure, row_label, text_width, wrap
from framing.charts.marks import draw_estimate
from framing.charts.style import BASE_SIZE, SMALL_SIZE, TEXT, TICK_SIZE
from framing.charts.words import format_interval, format_number, words_for

_LABEL_POINTS = 134.0
_VALUE_POINTS = 8.0
_COLUMN_GAP = 9.0


@dataclass(frozen=True)
class Panel:
    """What one panel shows: its heading, and for each row a label, a colour and a line of the table."""

    heading: str
    labels: list[str]
    inks: list[str]
    rows: list[pd.Series | None]


def plan_panels(drawn: pd.DataFrame, measures: list[str], groups: list[str], inks: Mapping[str, str],
          labels: Mapping[str, str] | None, lang: str) -> list[Panel]:
    """Share the rows out to panels: one for a single group or measure, else one per measure."""
    found = {(row["group"], row["measure"]): row for _, row in drawn.iterrows()}
    if len(groups) == 1:
        numbered = len(set(drawn["n_articles"])) > 1
        named = [_named_row(drawn[drawn["measure"] == measure], measure, labels, lang, numbered=numbered)
                 for measure in measures]
        rows = [found.get((groups[0], measure)) for measure in measures]
        return [Panel("", named, [inks[groups[0]]] * len(rows), rows)]
    named = [_named_row(drawn[drawn["group"] == group], group, labels, lang) for group in groups]
    return [Panel(label_of(measure, labels) if len(measures) > 1 else "", named,
                   [inks[group] for group in groups], [found.get((group, measure)) for group in groups])
            for measure in measures]


def _named_row(rows: pd.DataFrame, name: str, labels: Mapping[str, str] | None, lang: str, *,
               numbered: bool = True) -> str:
    articles = articles_of(rows, lang) if numbered else ""
    return row_label(label_of(name, labels), f"({articles})" if articles else "", width=_LABEL_POINTS,
                     size=TICK_SIZE)


def in_drawing_order(drawn: pd.DataFrame, measures: list[str], groups: list[str]) -> pd.DataFrame:
    """Sort a table by measure, then group, as they are drawn."""
    keys = [drawn["measure"].map(measures.index), drawn["group"].map(groups.index)]
    return drawn.iloc[np.lexsort((keys[1], keys[0]))].reset_index(drop=True)


def make_panels(panels: list[Panel], *, title: str, caption: str) -> list[Axes]:
    """Make the figure and its panels, as many columns as keep the labels readable."""
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


def draw_panel(ax: Axes, panel: Panel, decimals: int, lang: str) -> None:
    """Draw the rows of one panel; the interval is written where no other panel stands beside."""
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
        words = words_for("draw_panel", lang)
        above(ax, words["estimate"], points=edge, align="right")
        if any(row is not None and pd.notna(row["ci_low"]) for row in panel.rows):
            above(ax, words["interval"], points=edge + _COLUMN_GAP)


def _value_edge(values: Sequence[str]) -> float:
    # Numbers line up on their right; the column is as wide as its widest number.
    return _VALUE_POINTS + max(text_width(value, SMALL_SIZE, bold=True) for value in values)


def label_axes(axes: list[Axes], text: str) -> None:
    """Name the axis once, below the first panel of the last line."""
    first = next((ax for ax in axes if (place := ax.get_subplotspec()) and place.is_last_row()), axes[0])
    first.set_xlabel(wrap(text, 300, BASE_SIZE), loc="left", parse_math=False)


