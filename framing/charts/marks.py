"""Marks that several charts share: a dot on its interval, a zero-based axis, an estimate in words."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from framing.charts.estimates import label_of
from framing.charts.style import AXIS, FEW_ARTICLES
from framing.charts.words import count_articles, format_interval, format_number, format_tick, words_for

_BAR_POINTS = 5.0
_DOT_POINTS = 4.0
_HOLLOW_POINTS = 5.0


def is_hollow(drawn: pd.DataFrame) -> pd.Series:
    """Tell which estimates are read with care: without an interval, or from fewer than 5 articles."""
    few = drawn["n_articles"] < FEW_ARTICLES
    return drawn["estimate"].notna() & (drawn["ci_low"].isna() | drawn["ci_high"].isna() | few)


def draw_estimate(ax: Axes, row: pd.Series | None, y: float, ink: str, *, marker: str = "o",
                  dot: float = _DOT_POINTS, bar: float = _BAR_POINTS) -> None:
    """Draw one estimate at height `y`: a bar for its interval under a dot, hollow when read with care.

    The bar is thicker than the dot, so that an interval narrower than the dot still shows.
    """
    if row is None or pd.isna(row["estimate"]):
        return
    if ax.get_xscale() == "log" and row["estimate"] <= 0:
        return
    bounded = pd.notna(row["ci_low"]) and pd.notna(row["ci_high"])
    if bounded:
        ax.plot([row["ci_low"], row["ci_high"]], [y, y], color=pale(ink), linewidth=bar,
                solid_capstyle="butt", zorder=2, gid="interval")
    solid = bounded and not row["n_articles"] < FEW_ARTICLES
    ax.plot([row["estimate"]], [y], linestyle="none", marker=marker, zorder=3, markeredgecolor=ink,
            markersize=dot if solid else max(dot, _HOLLOW_POINTS), markerfacecolor=ink if solid else "white",
            markeredgewidth=0.0 if solid else 1.2, clip_on=False, gid="estimate")


def pale(ink: str, *, strength: float = 0.5) -> str:
    """Mix an ink with white: an opaque colour, so that what lies under it does not change it."""
    return "#" + "".join(f"{round(255 * (1 - strength * (1 - part))):02x}" for part in to_rgb(ink))


def zero_limits(drawn: pd.DataFrame) -> tuple[float, float]:
    """Give the limits that hold every estimate, every interval, and zero."""
    ends = drawn[["estimate", "ci_low", "ci_high"]].to_numpy()
    ends = ends[np.isfinite(ends)]
    low, high = min(0.0, *ends, 0.0), max(0.0, *ends, 0.0)
    if low == high:
        return 0.0, 1.0
    return low * 1.04, high * 1.04


def value_axis(ax: Axes, limits: tuple[float, float], lang: str, *, ticks: int = 7) -> None:
    """Set the limits and ticks of the axis of values; mark zero when it is not at the edge."""
    ax.set_xlim(*limits)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: format_tick(value, lang)))
    if limits[0] < 0:
        ax.axvline(0, color=AXIS, linewidth=0.8, zorder=1)


def log_limits(drawn: pd.DataFrame) -> tuple[float, float]:
    """Give the limits on a log scale that hold every ratio, every interval, and 1."""
    ends = drawn[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    ends = ends[np.isfinite(ends) & (ends > 0)]
    low, high = min(0.75, *ends, 0.75), max(1.33, *ends, 1.33)
    return low / 1.1, high * 1.1


def ratio_axis(ax: Axes, limits: tuple[float, float], lang: str, *, ticks: int = 7) -> None:
    """Set a log axis of ratios, its ticks at powers of two (or more, where they would crowd), marked at 1."""
    ax.set_xscale("log", base=2)
    ax.set_xlim(*limits)
    low, high = (int(np.ceil(np.log2(limits[0]))), int(np.floor(np.log2(limits[1]))))
    step = max(1, -(-(high - low) // (ticks - 1)))
    places = [2.0 ** power for power in range(-(-low // step) * step, high + 1, step)]
    ax.xaxis.set_major_locator(FixedLocator(places))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: format_tick(value, lang)))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.axvline(1, color=AXIS, linewidth=0.8, zorder=1, gid="equal")


def describe_row(row: pd.Series, labels: Mapping[str, str] | None, decimals: int, lang: str) -> str:
    """Put one estimate in words: group, value, interval, articles."""
    words = words_for("describe_row", lang)
    group = label_of(row["group"], labels)
    if pd.isna(row["estimate"]):
        return f"{group} {words['undefined']}"
    value = format_number(row["estimate"], lang, decimals=decimals)
    interval = format_interval(row["ci_low"], row["ci_high"], lang, decimals=decimals, spoken=True)
    interval = interval or words["no interval"]
    articles = f", {count_articles(row['n_articles'], lang)}" if pd.notna(row["n_articles"]) else ""
    return f"{group} {value} ({interval}{articles})"
