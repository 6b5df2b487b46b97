"""Smoothed trends: rates over a moving window of time, with an interval over articles."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing._check import check_choice, check_positive, message
from framing.comparison.articles import Articles, count_articles, group_labels, sorted_labels, warn_thin
from framing.comparison.bounds import chance_error
from framing.comparison.honesty import MIN_ARTICLES, few_note, rate_notes
from framing.comparison.rates import rate_intervals, rate_unit, stack_estimates
from framing.comparison.resampling import Plan, order_statistics, resamples, resampling_plan
from framing.comparison.trends import FREQUENCIES, TREND_COLUMNS, article_periods

SMOOTH_COLUMNS = (*TREND_COLUMNS, "period_estimate", "n_articles_period")
SMOOTHERS = ("rolling", "local_linear")


def smooth_trend(counts: pd.DataFrame, dates: pd.Series, *, window: int = 3, smoother: str = "rolling",
                 freq: str = "M", by: pd.Series | None = None, measures: Sequence[str] | None = None,
                 exposure: str = "n_words", per: float = 1000, weights: pd.Series | None = None,
                 method: str = "studentized", confidence: float = 0.95, n_resamples: int = 2000,
                 seed: int = 0) -> pd.DataFrame:
    """Estimate rates over a window that moves with the periods.

    Parameters
    ----------
    counts, dates, freq, by, measures, exposure, per, weights
        As in `trend`.
    window
        Width of the window in periods, an odd number: its middle is the period the estimate stands for.
    smoother
        `rolling`: the rate of all articles in the window. `local_linear`: a line through their rates, near
        dates and long articles weighing more, read at the middle of the period.
    method
        As in `compare_rates` for `rolling`; the interval of `local_linear` is always one of percentiles.
    confidence, n_resamples, seed
        As in `compare_rates`.

    Returns
    -------
    One row per group (sorted), period (in order) and measure, with the columns of `trend`, where `estimate`,
    its bounds, `n_articles`, `n_paragraphs` and `n_words` are those of the window, and:

    ================= ========== ============================================= ==========================
    column            unit       meaning                                       undefined
    ================= ========== ============================================= ==========================
    estimate          as `unit`  smoothed rate                                 no article in the period
    period_estimate   as `unit`  rate of the period alone                      no article in the period
    n_articles_period articles   of the period alone                           never
    ================= ========== ============================================= ==========================

    Raises
    ------
    ValueError
        If `window` is even or `smoother` unknown; otherwise as `trend`.

    Warns
    -----
    FramingWarning
        If articles have no date, or windows fewer than 5 articles.

    Notes
    -----
    A period without an article stays undefined: smoothing lends its neighbours to what is thin, and invents
    nothing where nothing was read. At both ends the window is cut. `local_linear` weighs an article by
    (1 − d³)³, d its distance from the middle over half the window (a LOESS of degree 1 with a fixed
    bandwidth [1]_), times its words; a line below 0 is read as 0.

    **Does not measure** the rate of a single period: a smoothed peak is lower and wider than the real one, and
    the interval is that of the smoothed curve. Neighbouring estimates share articles: two of them are no test
    of change (`compare_periods` is).

    References
    ----------
    .. [1] Cleveland & Devlin (1988), JASA 83(403).

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.Index([f"a{i:02d}" for i in range(18)], name="doc_id")
    >>> counts = pd.DataFrame({"war": [4, 2, 5, 1, 3, 6, 8, 4, 9, 7, 6, 8, 3, 2, 4, 2, 1, 3], "n_words": 300},
    ...                       index=index)
    >>> dates = pd.Series(pd.to_datetime(["2026-01-10"] * 6 + ["2026-02-10"] * 6 + ["2026-03-02"] * 6), index=index)
    >>> table = fr.smooth_trend(counts, dates)
    >>> table[["estimate", "period_estimate", "n_articles"]].round(1).values.tolist()
    [[17.5, 11.7, 12.0], [14.4, 23.3, 18.0], [15.8, 8.3, 12.0]]
    """
    where = "smooth_trend"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    check_choice(where, "freq", freq, FREQUENCIES)
    check_choice(where, "smoother", smoother, SMOOTHERS)
    check_positive(where, "per", per)
    if not isinstance(window, int) or isinstance(window, bool) or window < 3 or window % 2 == 0:
        raise ValueError(message(where, "`window` must be an odd number of periods from 3", got=repr(window),
                                 hint="trend() gives each period alone"))
    articles = count_articles(where, counts, measures=measures, exposure=exposure, weights=weights)
    periods = article_periods(where, dates, articles.doc_ids, freq)
    groups = (pd.Series("all", index=articles.doc_ids) if by is None else
              group_labels(where, by, articles.doc_ids))
    days = _days(pd.to_datetime(dates.reindex(articles.doc_ids)))
    first = pd.period_range(periods.min(), periods.max())
    place = np.where(periods.notna(), first.get_indexer(pd.PeriodIndex(periods)), -window)
    tables, thin = [], []
    for group in sorted_labels(groups):
        own = (groups == group).to_numpy() & (articles.exposure[:, 0] > 0)
        for number, period in enumerate(first):
            near = own & (np.abs(place - number) <= window // 2)
            part = articles.where(near)
            key = f"{group}|{period.start_time.date()}|{window}"
            middle = _days(pd.Series([period.start_time, period.end_time])).mean()
            reach = window * (period.end_time - period.start_time).total_seconds() / 86400 / 2
            distance = (days[near] - middle) / reach if smoother == "local_linear" else None
            table = _window(part, distance, plan, key=key, per=per, unit=rate_unit(exposure, per))
            alone = articles.where(own & (place == number))
            table = _with_period(table, alone, per)
            tables.append(table.assign(group=[group] * len(table), period=period.start_time))
            if 0 < len(part) < MIN_ARTICLES and len(alone):
                thin.append(f"{group} {period.start_time.date()} ({len(part)})")
    warn_thin(where, thin, minimum=MIN_ARTICLES)
    return stack_estimates(tables, SMOOTH_COLUMNS)


def _days(dates: pd.Series) -> np.ndarray:
    naive = dates.dt.tz_localize(None)
    return ((naive - pd.Timestamp(0)) / pd.Timedelta(days=1)).to_numpy(dtype=float)


def _window(part: Articles, distance: np.ndarray | None, plan: Plan, *, key: str, per: float,
            unit: str) -> pd.DataFrame:
    chance = chance_error(part.values, part.weight)
    if distance is None:
        estimate, low, high, notes = rate_intervals(part.values, part.exposure, plan, chance=chance, key=key, per=per,
                                                    unit=unit)
        how = plan.describe(len(part))
    else:
        plan = Plan("percentile", plan.confidence, plan.n_resamples, plan.seed)
        estimate, low, high, notes = _local_linear(part, distance, plan, key=key, per=per, unit=unit)
        how = plan.describe(len(part))
    return pd.DataFrame({
        "measure": list(part.measures), "unit": unit, "estimate": estimate, "ci_low": low, "ci_high": high,
        "n_articles": len(part), "n_paragraphs": part.n_paragraphs.sum(), "n_words": part.n_words.sum(),
        "method": how, "note": notes})


def _with_period(table: pd.DataFrame, alone: Articles, per: float) -> pd.DataFrame:
    words = alone.exposure.sum()
    own = alone.values.sum(axis=0) / words * per if words else np.full(len(table), np.nan)
    table = table.assign(period_estimate=own, n_articles_period=len(alone))
    if not len(alone):
        table[["estimate", "ci_low", "ci_high"]] = np.nan
        table["note"] = "no article in this period"
    return table


def _local_linear(part: Articles, distance: np.ndarray, plan: Plan, *, key: str, per: float,
                  unit: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    near = np.clip(1 - np.abs(distance) ** 3, 0, None)[:, None] ** 3
    sums = [near * part.exposure * distance[:, None] ** power for power in (0, 1, 2)]
    hits = [near * part.values * distance[:, None] ** power for power in (0, 1)]
    empty = np.full(part.values.shape[1], np.nan)
    if not len(part):
        return empty, empty, empty, rate_notes(part.values, part.exposure, plan, per=per, unit=unit)
    ones = np.ones((1, len(part)))
    estimate = _line(ones, sums, hits)[0] * per
    notes = rate_notes(part.values, part.exposure, plan, per=per, unit=unit)
    given = np.array([not note for note in notes], dtype=bool)
    low, high = empty.copy(), empty.copy()
    if given.any():
        values = np.concatenate([_line(drawn, sums, [block[:, given] for block in hits])
                                 for drawn in resamples(len(part), plan, key)])
        tails = np.array([plan.tail, 1 - plan.tail])[:, None] * np.ones(int(given.sum()))
        low[given], high[given] = (bound * per for bound in order_statistics(values, tails))
        caution = few_note(len(part), plan)
        notes = [note or caution for note in notes]
    return estimate, low, high, notes


def _line(drawn: np.ndarray, sums: Sequence[np.ndarray], hits: Sequence[np.ndarray]) -> np.ndarray:
    """Read at 0 the weighted least-squares line through the rates, for each resample."""
    zero, one, two = (drawn @ block for block in sums)
    level, slope = (drawn @ block for block in hits)
    spread = zero * two - one ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        # Articles of one date carry no line: their rate is read as it is.
        value = np.where(spread > 1e-9 * zero ** 2, (two * level - one * slope) / spread, level / zero)
    return np.maximum(value, 0)
