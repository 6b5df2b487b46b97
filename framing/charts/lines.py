"""The parts of a trend chart: a line with its band, the strip of articles, the names at the line ends."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing.charts.layout import POINTS_PER_INCH, dodge, root_figure, wrap
from framing.charts.marks import is_hollow, pale
from framing.charts.style import AXIS, GRID, SECONDARY, SMALL_SIZE, TEXT, TICK_SIZE
from framing.charts.words import format_tick

_LABEL_POINTS = 100.0
_ALONE = "#8f8f8a"


@dataclass(frozen=True, eq=False)
class Line:
    """One group's line, in days, broken where a period is missing."""

    name: str
    ink: str
    marker: str
    articles: str
    rows: pd.DataFrame
    days: np.ndarray
    broken: dict[str, np.ndarray]


def articles_column(rows: pd.DataFrame) -> str:
    """Name the column of articles of each period alone: a smoothed estimate rests on more."""
    return "n_articles_period" if "n_articles_period" in rows else "n_articles"


def draw_line(ax: Axes, line: Line) -> None:
    """Draw one group: band, line, points; nothing over a gap."""
    days, estimate = line.broken["days"], line.broken["estimate"]
    low, high = line.broken["ci_low"], line.broken["ci_high"]
    ax.fill_between(days, low, high, color=line.ink, alpha=0.18, linewidth=0, zorder=1.5)
    # A band needs two neighbours; a point that stands alone gets its interval as a bar.
    bounded = np.isfinite(low) & np.isfinite(high)
    padded = np.concatenate([[False], bounded, [False]])
    alone = bounded & ~padded[:-2] & ~padded[2:]
    ax.vlines(days[alone], low[alone], high[alone], color=pale(line.ink), linewidth=3, zorder=1.6)
    ax.plot(days, estimate, color=line.ink, linewidth=1.4, zorder=3, gid="line")
    if "period_estimate" in line.rows:
        ax.plot(line.days, line.rows["period_estimate"], linestyle="none", marker=line.marker, markersize=2.2,
                color=_ALONE, zorder=1.4, gid="alone")
    hollow = is_hollow(line.rows).to_numpy()
    values = line.rows["estimate"].to_numpy()
    known = np.isfinite(values)
    for chosen, face in ((known & ~hollow, line.ink), (known & hollow, "white")):
        # An empty artist that is not clipped would take room at the corner of the figure.
        if not chosen.any():
            continue
        ax.plot(line.days[chosen], values[chosen], linestyle="none", marker=line.marker, markersize=3.8,
                markerfacecolor=face, markeredgecolor=line.ink, markeredgewidth=0.9, zorder=4, clip_on=False,
                gid="point" if face != "white" else "hollow")


def height_axis(ax: Axes, limits: tuple[float, float], lang: str, *, ticks: int) -> None:
    """Set the limits and ticks of an upright axis of values, horizontal grid only."""
    ax.set_ylim(*limits)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: format_tick(value, lang)))
    ax.grid(visible=True, axis="y", color=GRID, linewidth=0.8)
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0)
    for side in ("left", "top", "right"):
        ax.spines[side].set_visible(False)
    if limits[0] < 0:
        ax.axhline(0, color=AXIS, linewidth=0.8, zorder=1)


def draw_strip(ax: Axes, lines: list[Line], step: float, most: float, *, beside: bool) -> None:
    """Draw the articles of each period as bars, a row per group, their range written beside or above."""
    for place, line in enumerate(lines):
        counts = line.rows[articles_column(line.rows)].fillna(0).to_numpy(dtype=float)
        # One scale for all groups: a thin month looks thin beside another outlet's.
        heights = 0.8 * counts / (most or 1.0)
        ax.bar(line.days, heights, bottom=len(lines) - 1 - place,
               width=(step or 1.0) * 0.8, color=pale(line.ink), linewidth=0, gid="articles")
    ax.set_ylim(0, len(lines))
    if beside:
        ax.set_yticks([len(lines) - 0.55 - place for place in range(len(lines))],
                      [line.articles for line in lines], size=SMALL_SIZE, parse_math=False)
    else:
        ax.set_yticks([])
        ax.annotate(lines[0].articles, (1.0, 1.0), xycoords="axes fraction", ha="right", va="bottom",
                    size=SMALL_SIZE, color=SECONDARY, annotation_clip=False, parse_math=False)
    ax.tick_params(axis="y", length=0)
    for side in ("left", "top", "right"):
        ax.spines[side].set_visible(False)


def name_lines(ax: Axes, lines: list[Line]) -> None:
    """Write each group's name at the end of its line, moved apart where two would overlap."""
    low, high = ax.get_ylim()
    height = ax.get_position().height * root_figure(ax).get_figheight() * POINTS_PER_INCH
    ends = []
    for line in lines:
        known = np.flatnonzero(line.rows["estimate"].notna())
        if len(known):
            ends.append((line, line.days[known[-1]], float(line.rows["estimate"].iloc[known[-1]])))
    if not ends:
        return
    names = [wrap(line.name, _LABEL_POINTS, TICK_SIZE, lines=2) for line, _, _ in ends]
    gap = (high - low) * TICK_SIZE * 1.3 * max(name.count("\n") + 1 for name in names) / height
    heights = dodge([value for _, _, value in ends], gap, low=low + gap / 2, high=high - gap / 2)
    for (line, day, value), name, y in zip(ends, names, heights, strict=True):
        ax.annotate("", (day, value), xycoords="data", xytext=(1.03, y), textcoords=ax.get_yaxis_transform(),
                    arrowprops={"arrowstyle": "-", "color": line.ink, "linewidth": 0.7, "shrinkA": 0,
                                "shrinkB": 3}, annotation_clip=False)
        ax.annotate(name, (1.035, y), xycoords=ax.get_yaxis_transform(), ha="left", va="center",
                    size=TICK_SIZE, color=TEXT, annotation_clip=False, parse_math=False)
