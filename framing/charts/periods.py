"""Time on an axis: periods as days, gaps between them, month names that no locale can change."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.ticker import Formatter

from framing._check import message
from framing.charts.words import MONTHS

# Months are 28 to 31 days long and quarters 90 to 92: one and a half steps is a gap in all of them.
_GAP_STEPS = 1.5
# Periods of at least a week are drawn at their middle; a day is drawn at itself.
_SHORTEST_CENTRED = 7.0


def as_timestamps(where: str, periods: pd.Series) -> pd.Series:
    """Give the beginning of each period as a date without a time zone, or refuse what is no date."""
    if isinstance(periods.dtype, pd.PeriodDtype):
        return periods.dt.to_timestamp()
    try:
        dates = pd.to_datetime(periods)
    except (ValueError, TypeError) as problem:
        raise ValueError(message(where, "`period` holds what is not a date", got=str(problem),
                                 expected="dates, or text such as 2024-03")) from problem
    if dates.isna().any():
        raise ValueError(message(where, "`period` is missing on some rows",
                                 got=f"{int(dates.isna().sum())} row(s)"))
    return dates.dt.tz_localize(None) if dates.dt.tz is not None else dates


def as_days(dates: pd.Series) -> np.ndarray:
    """Give dates as matplotlib counts them: days as floating-point numbers."""
    return np.asarray(mdates.date2num(dates.to_numpy()), dtype=float)


def middle_days(dates: pd.Series, step: float) -> np.ndarray:
    """Give the middle of each period: a week's or month's articles do not all date from its first day."""
    return as_days(dates) + (step / 2 if step >= _SHORTEST_CENTRED else 0.0)


def usual_step(dates: pd.Series) -> float:
    """Give the shortest step between two periods of the table, in days; 0 with a single period."""
    days = np.unique(as_days(dates))
    return float(np.diff(days).min()) if len(days) > 1 else 0.0


def break_at_gaps(days: np.ndarray, columns: Mapping[str, np.ndarray], step: float) -> dict[str, np.ndarray]:
    """Put an undefined point into every gap, so that no line is drawn over a period that is missing."""
    places = np.flatnonzero(np.diff(days) > _GAP_STEPS * step) + 1
    broken = {"days": np.insert(days, places, np.nan)}
    return broken | {name: np.insert(values, places, np.nan) for name, values in columns.items()}


def count_gaps(days: np.ndarray, step: float) -> int:
    """Count the places where at least one period is missing."""
    return int((np.diff(days) > _GAP_STEPS * step).sum())


def period_name(date: pd.Timestamp, step: float, lang: str) -> str:
    """Name a period by what its length makes worth saying: the year, the month, or the day."""
    if step >= 360:
        return str(date.year)
    month = MONTHS[lang][date.month - 1]
    if step >= 27:
        return f"{month} {date.year}"
    return f"{date.day} {month} {date.year}"


class _DateFormatter(Formatter):
    """Days and months without the year, which stands under the first tick and wherever it changes."""

    def __init__(self, ax: Axes, lang: str) -> None:
        self.ax = ax
        self.lang = lang

    def __call__(self, x: float, pos: int | None = None) -> str:
        return period_name(pd.Timestamp(mdates.num2date(x)), 1, self.lang)

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        low, high = sorted(self.ax.get_xlim())
        dates = [mdates.num2date(value) for value in values]
        shown = [low <= value <= high for value in values]
        kept = [date for date, visible in zip(dates, shown, strict=True) if visible]
        if len(kept) > 1 and all((date.month, date.day) == (1, 1) for date in kept):
            return [str(date.year) for date in dates]
        days = any(date.day != 1 for date in kept)
        texts, year = [], None
        for date, visible in zip(dates, shown, strict=True):
            month = MONTHS[self.lang][date.month - 1]
            # The empty second line keeps all first lines at one height.
            below = str(date.year) if visible and date.year != year else ""
            texts.append(f"{date.day} {month}\n{below}" if days else f"{month}\n{below}")
            year = date.year if visible else year
        return texts


def date_axis(ax: Axes, lang: str, *, ticks: int) -> None:
    """Set dated ticks, at most `ticks` of them."""
    ax.xaxis.set_major_locator(mdates.AutoDateLocator(minticks=min(3, ticks), maxticks=ticks))
    ax.xaxis.set_major_formatter(_DateFormatter(ax, lang))


def single_date_axis(ax: Axes, date: pd.Timestamp, lang: str) -> None:
    """Set the one tick of a table with one period."""
    ax.set_xticks([mdates.date2num(date)], [period_name(date, 1, lang)], parse_math=False)
