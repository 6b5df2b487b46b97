"""Rates over time: one estimate per period, gaps left visible."""

import warnings
from collections.abc import Sequence

import pandas as pd

from framing._check import FramingWarning, check_choice, check_positive, message
from framing.comparison.articles import count_articles, group_labels, sorted_labels, warn_thin
from framing.comparison.honesty import MIN_ARTICLES
from framing.comparison.rates import ESTIMATE_COLUMNS, group_rates, rate_unit, stack_estimates
from framing.comparison.resampling import resampling_plan

TREND_COLUMNS = ("group", "period", *ESTIMATE_COLUMNS[1:])
FREQUENCIES = ("D", "W", "M", "Q", "Y")

# A mistyped year (2205 for 2025) gives thousands of empty periods; a real lull gives a few per article period.
_MOST_EMPTY = 100
_EMPTY_PER_FILLED = 10


def trend(counts: pd.DataFrame, dates: pd.Series, *, freq: str = "M", by: pd.Series | None = None,
          measures: Sequence[str] | None = None, exposure: str = "n_words", per: float = 1000,
          weights: pd.Series | None = None, method: str = "studentized", confidence: float = 0.95,
          n_resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Estimate rates period by period.

    Parameters
    ----------
    counts
        Paragraph table (index doc_id, par_id) or document table (index doc_id) of counts.
    dates
        Date of each article: a Series indexed by doc_id, such as `corpus.documents["date"]`. Articles without
        a date are left out, with a warning.
    freq
        `D` (days), `W` (weeks from Monday), `M` (months), `Q` (quarters) or `Y` (years).
    by
        Group of each article; without it all articles form the group "all".
    measures, exposure, per, weights, method, confidence, n_resamples, seed
        As in `compare_rates`.

    Returns
    -------
    One row per group (sorted), period (in order) and measure, with the columns of `compare_rates`:

    ========== =========== =============================================== ==============================
    column     unit        meaning                                         undefined
    ========== =========== =============================================== ==============================
    group      label       value of `by`, or "all"                         never
    period     timestamp   first day of the period                         never
    estimate   as `unit`   sum of hits / sum of exposure × per             no article in the period
    ci_low     as `unit`   lower bound of the interval                     fewer than 5 articles, `note`
    ci_high    as `unit`   upper bound                                     fewer than 5 articles, `note`
    n_articles articles    articles with exposure; 0 where there are none  never
    ========== =========== =============================================== ==============================

    Raises
    ------
    ValueError
        If `freq` is unknown, no article has a date, or the dates span far more periods than hold articles (a
        mistyped year); otherwise as `compare_rates`.
    TypeError
        If `dates` is not a Series of dates.

    Warns
    -----
    FramingWarning
        If articles have no date, or periods fewer than 5 articles.

    Notes
    -----
    Higher value => the category's words are more frequent in that period. Every group has every period from
    the first to the last date of all: a period without articles is a row with an undefined estimate, never a
    bridge between its neighbours. Each period is estimated on its own, as in `compare_rates`.

    **Does not measure** change itself: neighbouring periods that share a running story are not independent,
    and the intervals of two periods are not a test of their difference.

    References
    ----------
    .. [1] Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 5, Cambridge UP.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.Index([f"a{i}" for i in range(10)], name="doc_id")
    >>> counts = pd.DataFrame({"war": [4, 2, 5, 1, 3, 6, 8, 4, 9, 7], "n_words": 300}, index=index)
    >>> dates = pd.Series(pd.to_datetime(["2026-01-10"] * 5 + ["2026-03-02"] * 5), index=index)
    >>> table = fr.trend(counts, dates)
    >>> table["period"].dt.strftime("%Y-%m").tolist()
    ['2026-01', '2026-02', '2026-03']
    >>> table["estimate"].round(1).tolist(), table["n_articles"].tolist()
    ([10.0, nan, 22.7], [5, 0, 5])
    """
    where = "trend"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    check_choice(where, "freq", freq, FREQUENCIES)
    check_positive(where, "per", per)
    articles = count_articles(where, counts, measures=measures, exposure=exposure, weights=weights)
    periods = article_periods(where, dates, articles.doc_ids, freq)
    if by is None:
        groups = pd.Series("all", index=articles.doc_ids)
    else:
        groups = group_labels(where, by, articles.doc_ids)
    unit = rate_unit(exposure, per)
    tables, thin = [], []
    for group in sorted_labels(groups):
        for period in pd.period_range(periods.min(), periods.max()):
            part = articles.where(((groups == group) & (periods == period)).to_numpy())
            table = group_rates(part, plan, key=f"{group}|{period.start_time.date()}", per=per, unit=unit)
            table.insert(0, "group", [group] * len(table))
            table.insert(1, "period", period.start_time)
            tables.append(table)
            if 0 < table["n_articles"].iloc[0] < MIN_ARTICLES:
                thin.append(f"{group} {period.start_time.date()} ({table['n_articles'].iloc[0]})")
    warn_thin(where, thin, minimum=MIN_ARTICLES)
    return stack_estimates(tables, TREND_COLUMNS)


def article_periods(where: str, dates: pd.Series, doc_ids: pd.Index, freq: str) -> pd.Series:
    """Return the period of each article (NaT without a date); refuse dates that cannot all be meant."""
    days = article_days(where, dates, doc_ids)
    _check_span(where, days.dropna(), freq)
    return days.dt.to_period(freq)


def article_days(where: str, dates: pd.Series, doc_ids: pd.Index) -> pd.Series:
    """Return the day and hour of each article in its own time zone, NaT without a date; warn of those."""
    known = group_labels(where, dates, doc_ids, name="dates", gaps=True,
                         hint='for example corpus.documents["date"]')
    if not pd.api.types.is_datetime64_any_dtype(known.dtype):
        raise TypeError(message(where, "`dates` does not hold dates", got=f"dtype {known.dtype}",
                                expected="datetime64", hint="pd.to_datetime(dates)"))
    undated = int(known.isna().sum())
    if undated == len(known):
        raise ValueError(message(where, "no article has a date", got=f"{undated} article(s)"))
    if undated:
        warnings.warn(message(where, f"{undated} article(s) have no date and are left out"), FramingWarning,
                      stacklevel=3)
    # The calendar day of the article's own time zone decides, so the zone is dropped, not converted.
    return known.dt.tz_localize(None)


def _check_span(where: str, days: pd.Series, freq: str) -> None:
    periods = days.dt.to_period(freq)
    filled = periods.nunique()
    empty = (periods.max() - periods.min()).n + 1 - filled
    if empty > _MOST_EMPTY + _EMPTY_PER_FILLED * filled:
        ordered = days.sort_values(kind="stable")
        first, last = ordered.index[0], ordered.index[-1]
        raise ValueError(message(
            where, f"{empty:,} of {empty + filled:,} periods hold no article",
            got=f"dates from {ordered.iloc[0]:%Y-%m-%d} ({first}) to {ordered.iloc[-1]:%Y-%m-%d} ({last})",
            hint='is a year mistyped? Correct the date, leave those articles out, or take longer periods '
                 f'(freq={FREQUENCIES[min(FREQUENCIES.index(freq) + 1, len(FREQUENCIES) - 1)]!r})'))
