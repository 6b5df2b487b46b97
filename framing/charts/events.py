"""Dated events over a trend: vertical lines, with labels that do not run into each other."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from framing._check import message
from framing.charts.layout import LINE_HEIGHT, text_width, wrap
from framing.charts.periods import as_timestamps, period_name, usual_step
from framing.charts.style import SECONDARY, SMALL_SIZE
from framing.charts.words import words_for

_LABEL_POINTS = 150.0
_AXIS_POINTS = 350.0
_LINE_POINTS = SMALL_SIZE * LINE_HEIGHT


@dataclass(frozen=True)
class Event:
    """One marked date: where it stands on the axis, and the line of labels its own is written on."""

    date: pd.Timestamp
    label: str
    short: str
    letter: str
    leftward: bool
    level: int


def read_events(where: str, events: Mapping[object, str] | None, periods: pd.Series) -> list[Event]:
    """Check the events, keep those within the periods drawn, and give each label a free place."""
    if not events:
        return []
    if not isinstance(events, Mapping):
        raise TypeError(message(where, "`events` has the wrong type", got=type(events).__name__,
                                expected="a dictionary from date to label"))
    dates = as_timestamps(where, pd.Series(list(events)).astype("datetime64[ns]"))
    margin = pd.Timedelta(days=usual_step(periods) / 2)
    first, last = periods.min() - margin, periods.max() + margin
    kept = sorted((date, str(label)) for date, label in zip(dates, events.values(), strict=True)
                  if first <= date <= last)
    starts: list[float] = []
    placed = []
    # From the right: a label that must rise stands on a line that its right neighbour's text does not meet.
    for number, (date, label) in reversed(list(enumerate(kept))):
        text = wrap(label, _LABEL_POINTS, SMALL_SIZE, lines=1)
        width = text_width(text, SMALL_SIZE)
        x = _AXIS_POINTS * ((date - first) / (last - first)) if last > first else 0.0
        # A label near the right edge is written to the left of its line.
        left = x if x + width <= _AXIS_POINTS else x - width
        level = next((place for place, start in enumerate(starts) if left + width + 6 < start), len(starts))
        starts[level:level + 1] = [left]
        placed.append(Event(date, label, text, chr(ord("A") + number % 26), left < x, level))
    return placed[::-1]


def event_height(events: list[Event]) -> float:
    """Give the points that the labels take above the panel."""
    return (max(event.level for event in events) + 1) * _LINE_POINTS if events else 0.0


def draw_events(ax: Axes, events: list[Event], *, lettered: bool) -> None:
    """Mark each event by a dashed line and, above the panel, its label or its letter."""
    for event in events:
        day = mdates.date2num(event.date)
        ax.axvline(day, color=SECONDARY, linewidth=0.8, linestyle=(0, (3, 2)), zorder=1.4, gid="event")
        left = not lettered and event.leftward
        offset = 0 if lettered or not event.level else -3 if left else 3
        if event.level and not lettered:
            ax.annotate("", (day, 1.0), xycoords=ax.get_xaxis_transform(), textcoords="offset points",
                        xytext=(0, (event.level + 1) * _LINE_POINTS), annotation_clip=False,
                        arrowprops={"arrowstyle": "-", "color": SECONDARY, "linewidth": 0.8, "shrinkA": 0,
                                    "shrinkB": 0, "linestyle": (0, (3, 2))})
        ax.annotate(event.letter if lettered else event.short, (day, 1.0), xycoords=ax.get_xaxis_transform(),
                    xytext=(offset, 2 if lettered else 2 + event.level * _LINE_POINTS),
                    textcoords="offset points",
                    ha="center" if lettered else "right" if left else "left", va="bottom", size=SMALL_SIZE,
                    color=SECONDARY, annotation_clip=False, parse_math=False)


def events_sentence(events: list[Event], lang: str, *, lettered: bool) -> str:
    """List the events with their dates; with their letters where only those stand on the panels."""
    if not events:
        return ""
    words = words_for("events", lang)
    texts = [f"{event.letter + ' ' if lettered else ''}{event.label} ({period_name(event.date, 1, lang)})"
             for event in events]
    return f"{words['events']}{words['colon']}{words['semicolon'].join(texts)}."
