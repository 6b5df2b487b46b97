"""Trend lines: estimates by period with a band for the interval, and the articles behind each period."""

from collections.abc import Mapping, Sequence

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
from framing.charts.events import Event, draw_events, event_height, events_sentence, read_events
from framing.charts.layout import POINTS_PER_INCH, new_figure, root_figure, set_title, settle, wrap
from framing.charts.lines import Line, articles_column, draw_line, draw_strip, height_axis, name_lines
from framing.charts.marks import is_hollow, zero_limits
from framing.charts.periods import (
    as_days,
    as_timestamps,
    break_at_gaps,
    count_gaps,
    date_axis,
    middle_days,
    period_name,
    single_date_axis,
    usual_step,
)
from framing.charts.style import (
    BASE_SIZE,
    figure_style,
    ink_of,
    markers,
)
from framing.charts.words import (
    capitalise,
    decimals_for,
    format_number,
    unit_text,
    words_for,
)

_WHERE = "chart_trend"
_TOGETHER = 3
_MAIN_INCHES = 2.1
_SMALL_INCHES = 1.05
_STRIP_INCHES = 0.24
_OTHERS = "#c9c9c4"
# The axis reaches no further than this many times the largest estimate.
_FURTHEST = 3.0


def chart_trend(estimates: pd.DataFrame, *, measure: str | None = None, groups: Sequence[str] | None = None,
                events: Mapping[object, str] | None = None, labels: Mapping[str, str] | None = None,
                colors: Mapping[str, str] | None = None, ax: Axes | None = None,
                title: str | None = None, caption: str | None = None, lang: str = "en") -> Chart:
    """Draw one measure over time: a line and a band per group, the articles per period below.

    Up to three groups share a panel, with their names at the ends of the lines. More get a panel each,
    with the other groups' lines in grey behind.

    Parameters
    ----------
    estimates
        One row per group, measure and period: the columns of a table of estimates, and `period`, a date
        or text that reads as one (`2024-03`), the beginning of the period; weeks and longer periods are
        drawn at their middle.
    measure
        The one to draw; needed when the table holds several.
    groups
        The ones to draw, in this order. By default all, the largest total first, ties by name.
    events
        From date to label: marked by a vertical line. Dates outside the drawn periods are left out.
    labels
        Names to print for ids of the measure and the groups.
    colors
        Colour of each group; by default `palette` of the groups drawn.
    ax
        Axes to draw on: all groups in one panel, without the strip of articles.
    title, caption
        Text above and below, as in `chart_rates`.
    lang
        Language of the words on the chart, `en` or `fr`.

    Returns
    -------
    A `Chart`. Its table has one row per point: the columns of `estimates`, `period` as a date, sorted
    by group in drawing order, then by period.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If the table is empty, if it holds several measures and `measure` names none, or if a period is
        not a date.

    Notes
    -----
    The axis of values contains zero. Nothing is interpolated: a line stops where an estimate is undefined,
    and where two periods of a group lie more than one and a half times the table's shortest step apart.
    A hollow point has no interval, or fewer than 5 articles behind it. No smoothing is done here: pass the
    output of `smooth_trend`, whose unsmoothed estimates are drawn as grey dots. A band that reaches beyond
    three times the largest estimate is cut, and the caption says so.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> estimates = pd.DataFrame({"period": ["2024-01", "2024-02", "2024-04"], "group": "Le Quai",
    ...     "measure": "conflict", "unit": "per 1,000 words", "estimate": [5.0, 6.0, 4.0],
    ...     "ci_low": [4.0, 5.0, 3.0], "ci_high": [6.0, 7.0, 5.0], "n_articles": [30, 28, 31]})
    >>> chart = fr.chart_trend(estimates)
    >>> len(chart.axes)
    2
    >>> "1 gap" in chart.alt
    True
    """
    words_for(_WHERE, lang)
    drawn = _read(estimates, measure, groups)
    unit = one_unit(_WHERE, drawn)
    groups = drawing_order(drawn, "group", groups)
    drawn = drawn.iloc[np.lexsort((drawn["period"], drawn["group"].map(groups.index)))].reset_index(drop=True)
    step = usual_step(drawn["period"])
    lines = _lines(drawn, groups, ink_of(_WHERE, groups, colors), labels, step, lang)
    marked = read_events(_WHERE, events, drawn["period"])
    separate = ax is None and len(groups) > _TOGETHER
    if caption is None:
        caption = _caption(drawn, marked, lang, strip=ax is None, separate=separate)
    name = f"{capitalise(label_of(drawn['measure'].iloc[0], labels))}, {unit_text(unit, lang)}"
    with figure_style():
        if ax is not None:
            set_title(ax, title or "", pad=6 + event_height(marked))
            axes = mains = [ax]
        elif separate:
            axes = _make_separate(lines, title=title or "", caption=caption, pad=14 if marked else 6)
            mains = axes[::2]
        else:
            axes = _make_together(lines, title=title or "", caption=caption, room=event_height(marked))
            mains = axes[:1]
        _draw(axes, mains, lines, drawn, step, lang)
        for panel in mains:
            draw_events(panel, marked, lettered=separate)
        if separate:
            root_figure(axes[0]).supylabel(wrap(name, 260, BASE_SIZE), size=BASE_SIZE, parse_math=False)
        else:
            mains[0].set_ylabel(wrap(name, 150, BASE_SIZE), parse_math=False)
            name_lines(mains[0], lines)
        if ax is None:
            settle(root_figure(axes[0]))
    alt = _describe(drawn, name, labels, marked, step, lang, title or "")
    return Chart(root_figure(axes[0]), tuple(axes), drawn, alt, caption, title or "")


def _read(estimates: pd.DataFrame, measure: str | None, groups: Sequence[str] | None) -> pd.DataFrame:
    drawn = read_estimates(_WHERE, estimates, measures=None if measure is None else [measure], groups=groups,
                           needed=("period",))
    names = sorted(set(drawn["measure"]))
    if len(names) > 1:
        raise ValueError(message(_WHERE, "one measure is drawn at a time", got=names,
                                 hint=f"pass measure={names[0]!r}"))
    drawn["period"] = as_timestamps(_WHERE, drawn["period"])
    return drawn


def _lines(drawn: pd.DataFrame, groups: list[str], inks: Mapping[str, str],
           labels: Mapping[str, str] | None, step: float, lang: str) -> list[Line]:
    shapes = markers(groups)
    lines = []
    for group in groups:
        rows = drawn[drawn["group"] == group]
        values = {name: rows[name].to_numpy(dtype=float) for name in ("estimate", "ci_low", "ci_high")}
        days = middle_days(rows["period"], step)
        lines.append(Line(label_of(group, labels), inks[group], shapes[group],
                          articles_of(rows.assign(n_articles=rows[articles_column(rows)]), lang), rows, days,
                          break_at_gaps(days, values, step)))
    return lines


def _make_together(lines: list[Line], *, title: str, caption: str, room: float) -> list[Axes]:
    strip = _STRIP_INCHES * len(lines)
    figure = new_figure(_MAIN_INCHES + strip + 0.6 + room / POINTS_PER_INCH, title=title, caption=caption)
    grid = figure.add_gridspec(2, 1, height_ratios=[_MAIN_INCHES, strip])
    return [figure.add_subplot(grid[0]), figure.add_subplot(grid[1])]


def _make_separate(lines: list[Line], *, title: str, caption: str, pad: float) -> list[Axes]:
    n_columns = 2 if len(lines) == 4 else 3
    n_lines = -(-len(lines) // n_columns)
    figure = new_figure(n_lines * (_SMALL_INCHES + _STRIP_INCHES + 0.5) + 0.35, title=title, caption=caption)
    # One flat grid: nested grids would give panels of different heights.
    grid = figure.add_gridspec(2 * n_lines, n_columns, height_ratios=[_SMALL_INCHES, _STRIP_INCHES] * n_lines)
    axes = []
    for number, line in enumerate(lines):
        row, column = divmod(number, n_columns)
        main, strip = (figure.add_subplot(grid[2 * row + half, column]) for half in (0, 1))
        main.set_title(wrap(line.name, 420 / n_columns, BASE_SIZE, bold=True, lines=2), loc="left", pad=pad,
                       parse_math=False)
        main.tick_params(axis="y", labelleft=column == 0)
        strip.tick_params(axis="x", labelbottom=number + n_columns >= len(lines))
        axes += [main, strip]
    return axes


def _draw(axes: list[Axes], mains: list[Axes], lines: list[Line], drawn: pd.DataFrame, step: float,
          lang: str) -> None:
    days = middle_days(drawn["period"], step)
    limits = _limits(drawn)
    most = drawn[articles_column(drawn)].max()
    for number, panel in enumerate(mains):
        own = lines if len(mains) == 1 else [lines[number]]
        for other in lines:
            if other not in own:
                panel.plot(other.broken["days"], other.broken["estimate"], color=_OTHERS, linewidth=0.8,
                           zorder=1.2, gid="other")
        for line in own:
            draw_line(panel, line)
        height_axis(panel, limits, lang, ticks=5 if len(mains) == 1 else 3)
        if len(axes) > len(mains):
            draw_strip(axes[2 * number + 1], own, step, most, beside=len(mains) == 1)
    margin = step * 0.6 or 3.0
    for panel in axes:
        panel.set_xlim(days.min() - margin, days.max() + margin)
        if step:
            date_axis(panel, lang, ticks=8 if len(mains) == 1 else 4)
        else:
            single_date_axis(panel, drawn["period"].iloc[0], lang)
    for panel in axes if len(axes) > len(mains) else ():
        if panel in mains:
            panel.tick_params(axis="x", labelbottom=False, length=0)


def _limits(drawn: pd.DataFrame) -> tuple[float, float]:
    """Hold every estimate and the bands, but let no band press the lines flat."""
    columns = ["estimate", *(["period_estimate"] if "period_estimate" in drawn else [])]
    values = drawn[columns].to_numpy(dtype=float)
    furthest = float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
    points = pd.DataFrame({name: pd.concat([drawn[column] for column in columns], ignore_index=True)
                           for name in ("estimate", "ci_low", "ci_high")})
    bands = drawn[["estimate", "ci_low", "ci_high"]].clip(-_FURTHEST * furthest, _FURTHEST * furthest)
    return zero_limits(pd.concat([points, bands], ignore_index=True))


def _is_cut(drawn: pd.DataFrame) -> bool:
    low, high = _limits(drawn)
    return bool((drawn["ci_low"] < low).any() or (drawn["ci_high"] > high).any())


def _caption(drawn: pd.DataFrame, marked: list[Event], lang: str, *, strip: bool, separate: bool) -> str:
    words = words_for(_WHERE, lang)
    banded = drawn["ci_low"].notna().any()
    text = caption_of(drawn, lang, words["smoothed"] if "period_estimate" in drawn else "",
                      words["band"] if banded else "", words["cut"] if _is_cut(drawn) else "", words["breaks"],
                      words["hollow"] if is_hollow(drawn).any() else "",
                      words["strip"] if strip else "", words["others"] if separate else "")
    return f"{text} {events_sentence(marked, lang, lettered=separate)}".strip()


def _describe(drawn: pd.DataFrame, name: str, labels: Mapping[str, str] | None, marked: list[Event],
              step: float, lang: str, title: str) -> str:
    words = words_for(_WHERE, lang)
    decimals = decimals_for(drawn["estimate"])
    parts = [f"{title}. " if title else ""]
    parts[0] += f"{words['trend']}{words['colon']}{name}."
    for group, rows in drawn.groupby("group", sort=False):
        known = rows.dropna(subset="estimate")
        if known.empty:
            parts.append(f"{label_of(group, labels)}{words['colon']}{words['undefined']}.")
            continue
        chosen = {"first": known.iloc[0], "last": known.iloc[-1],
                  "lowest": known.loc[known["estimate"].idxmin()],
                  "highest": known.loc[known["estimate"].idxmax()]}
        texts = [f"{words[key]} {format_number(row['estimate'], lang, decimals=decimals)} "
                 f"({period_name(row['period'], step, lang)})" for key, row in chosen.items()]
        gaps = count_gaps(as_days(known["period"]), step)
        if gaps:
            texts.append(f"{gaps} {words['gap' if gaps == 1 else 'gaps']}")
        texts.append(f"{articles_of(rows, lang)} {words['a period']}")
        parts.append(f"{label_of(group, labels)}{words['colon']}{', '.join(texts)}.")
    parts.append(events_sentence(marked, lang, lettered=False))
    return " ".join(part for part in parts if part)
