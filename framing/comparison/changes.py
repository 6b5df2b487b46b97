"""Change between two periods, with an interval over articles."""

from collections.abc import Sequence
from typing import TypeAlias

import pandas as pd

from framing._check import check_positive, message
from framing.comparison.articles import count_articles, group_labels, sorted_labels, warn_thin
from framing.comparison.honesty import MIN_ARTICLES
from framing.comparison.pairs import Pair, compare_pair, thin_units
from framing.comparison.rates import group_rates, rate_unit, stack_estimates
from framing.comparison.ratios import RATIO_COLUMNS
from framing.comparison.resampling import resampling_plan
from framing.comparison.trends import article_days

_RATES = ("rate_before", "before_low", "before_high", "rate_after", "after_low", "after_high", "rate_unit")
CHANGE_COLUMNS = (*(name for name in RATIO_COLUMNS if name != "n_strata"), *_RATES, "period")
Moment: TypeAlias = str | pd.Timestamp
Span: TypeAlias = Moment | tuple[Moment, Moment]


def compare_periods(counts: pd.DataFrame, dates: pd.Series, *, before: Span, after: Span,
                    by: pd.Series | None = None, measures: Sequence[str] | None = None,
                    exposure: str = "n_words", per: float = 1000, weights: pd.Series | None = None,
                    method: str = "studentized", confidence: float = 0.95, n_resamples: int = 2000,
                    seed: int = 0) -> pd.DataFrame:
    """Compare the rates of two periods, group by group.

    Parameters
    ----------
    counts, dates, by, measures, exposure, per, weights
        As in `trend`.
    before, after
        A period such as `"2026-03"` or `"2026"`, or its first and last day, both included:
        `("2026-03-01", "2026-05-15")`.
    method, confidence, n_resamples, seed
        As in `compare_rates`.

    Returns
    -------
    One row per group (sorted, or "all") and measure:

    ======================================= ========== ============================== =======================
    column                                  unit       meaning                        undefined
    ======================================= ========== ============================== =======================
    group, measure                          -          whose change                   never
    unit                                    text       "ratio"                        never
    estimate                                ratio      rate after / rate before       no hit or article before
    ci_low, ci_high                         ratio      bounds of the ratio            see `note`
    rate_before, rate_after                 rate_unit  the two rates                  no article in the period
    before_low, …_high, after_low, …_high   rate_unit  bounds of each                 as in `compare_rates`
    rate_unit                               text       for example "per 1,000 words"  never
    n_articles, n_articles_reference        articles   after; before                  never
    n_paragraphs, n_words                   -          after                          as in `compare_rates`
    period, reference                       text       the two periods, as days       never
    method, note                            text       how, and why not               never (empty)
    ======================================= ========== ============================== =======================

    Raises
    ------
    ValueError
        If a period cannot be read, the two overlap or come in the wrong order, or one has no article at all.

    Warns
    -----
    FramingWarning
        If articles have no date, or a group has fewer than 5 in a period.

    Notes
    -----
    Above 1 => more often after. Articles of both periods are drawn independently, as in `rate_ratios`.

    **Does not measure** what brought the change about, nor rule out a drift that was under way before: look at
    `trend`. Periods chosen because the trend jumps there will show a jump. Articles that follow one running
    story are not independent; the interval is then too narrow.

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
    >>> table = fr.compare_periods(counts, dates, before="2026-01", after="2026-03")
    >>> table[["rate_before", "rate_after", "estimate", "ci_low", "ci_high"]].round(2).values.tolist()
    [[10.0, 22.67, 2.27, 1.18, 4.37]]
    """
    where = "compare_periods"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    check_positive(where, "per", per)
    spans = {"before": _span(where, "before", before), "after": _span(where, "after", after)}
    if spans["before"][1] >= spans["after"][0]:
        raise ValueError(message(where, "`before` must end before `after` begins",
                                 got=f"{_days(spans['before'])} and {_days(spans['after'])}"))
    articles = count_articles(where, counts, measures=measures, exposure=exposure, weights=weights)
    days = article_days(where, dates, articles.doc_ids)
    inside = {name: ((days >= first) & (days <= last)).to_numpy() for name, (first, last) in spans.items()}
    for name, there in inside.items():
        if not there.any():
            raise ValueError(message(where, f"no article stands in `{name}`", got=_days(spans[name]),
                                     expected=f"days from {days.min().date()} to {days.max().date()}"))
    groups = (pd.Series("all", index=articles.doc_ids) if by is None else
              group_labels(where, by, articles.doc_ids))
    unit = rate_unit(exposure, per)
    tables, thin = [], []
    for group in sorted_labels(groups):
        own = (groups == group).to_numpy()
        late, early = (articles.where(own & inside[name]).exposed() for name in ("after", "before"))
        table = compare_pair(Pair(f"{group} after", f"{group} before", late, early), None, plan, unit)
        thin += thin_units(table)
        for name, side in (("before", early), ("after", late)):
            rates = group_rates(side, plan, key=f"{group} {name}", per=per, unit=unit)
            table[[f"rate_{name}", f"{name}_low", f"{name}_high"]] = rates[["estimate", "ci_low", "ci_high"]]
        tables.append(table.assign(group=[group] * len(table), reference=_days(spans["before"]),
                                   period=_days(spans["after"]), rate_unit=unit))
    warn_thin(where, list(dict.fromkeys(thin)), minimum=MIN_ARTICLES)
    return stack_estimates(tables, CHANGE_COLUMNS)


def _span(where: str, name: str, value: Span) -> tuple[pd.Timestamp, pd.Timestamp]:
    ends = value if isinstance(value, tuple) else (value, value)
    try:
        if len(ends) != 2:
            raise ValueError(f"{len(ends)} ends")
        first, last = (pd.Period(end) if isinstance(end, str) else pd.Period(end, freq="D") for end in ends)
    except (ValueError, TypeError) as problem:
        raise ValueError(message(where, f"`{name}` is not a period", got=repr(value),
                                 expected='a period such as "2026-03", or a pair of days')) from problem
    if first.start_time > last.end_time:
        raise ValueError(message(where, f"`{name}` ends before it begins", got=repr(value)))
    return first.start_time, last.end_time


def _days(span: tuple[pd.Timestamp, pd.Timestamp]) -> str:
    return f"{span[0]:%Y-%m-%d} to {span[1]:%Y-%m-%d}"
