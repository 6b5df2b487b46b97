"""Rate differences: how many hits per thousand words more than a reference, with an interval over articles."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtri

from framing._check import check_positive
from framing.comparison.articles import warn_thin
from framing.comparison.bounds import chance_error
from framing.comparison.honesty import MIN_ARTICLES, UNBOUNDED
from framing.comparison.pairs import REST, Pair, Sides, sides_of, thin_units
from framing.comparison.rates import rate_intervals, rate_unit, stack_estimates
from framing.comparison.ratios import RATIO_COLUMNS, compared_pairs
from framing.comparison.resampling import Plan, interval, resample_rate_difference, resampling_plan


def rate_differences(counts: pd.DataFrame, by: pd.Series, *, reference: object,
                     measures: Sequence[str] | None = None, exposure: str = "n_words", per: float = 1000,
                     within: pd.Series | None = None, weights: pd.Series | None = None,
                     method: str = "studentized", confidence: float = 0.95, n_resamples: int = 2000,
                     seed: int = 0) -> pd.DataFrame:
    """Subtract the reference's rate of each category from that of each group.

    Parameters
    ----------
    counts, by, measures, exposure, per, weights
        As in `compare_rates`.
    reference
        The group that is subtracted; `"rest"`: all the other articles together.
    within
        Stratum of each article, such as the event: only strata in which both have words are compared.
    method, confidence, n_resamples, seed
        As in `compare_rates`.

    Returns
    -------
    One row per group and measure, with the columns of `rate_ratios`; `unit` says "difference per 1,000
    words", and estimate and bounds may be negative. Undefined bounds have a `note`.

    Raises
    ------
    ValueError, KeyError, TypeError
        As `rate_ratios`.

    Warns
    -----
    FramingWarning
        If a group, or the shared strata, number fewer than 5.

    Notes
    -----
    Above 0 => the group uses the category more. The bounds are put together from those of the two rates, each
    over its articles as in `compare_rates` (MOVER [1]_): with rates r and their bounds l and u, the lower one
    is d − √((r₁ − l₁)² + (u₂ − r₂)²). They keep the skewness of the rates' own bounds. With `within`, strata
    are drawn, both groups' articles with them, and the difference itself is what `method` bounds; it is no
    narrower than independent hits would make it. Where a rate has no interval, the difference has none.

    **Does not measure** a relative change: 2 hits per 1,000 words more is much for a rare category and little
    for a frequent one; `rate_ratios` says how many times.

    References
    ----------
    .. [1] Zou & Donner (2008), Statistics in Medicine 27(10), doi:10.1002/sim.3095.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> counts = pd.DataFrame({"war": [12, 3, 9, 2, 7, 2, 1, 4, 1, 3],
    ...                        "n_words": [400, 350, 500, 250, 300] * 2},
    ...                       index=pd.Index(list("abcdefghij"), name="doc_id"))
    >>> by = pd.Series(["Le Fanal"] * 5 + ["La Digue"] * 5, index=counts.index)
    >>> table = fr.rate_differences(counts, by, reference="La Digue")
    >>> table[["group", "unit", "estimate", "ci_low", "ci_high"]].round(1).values.tolist()
    [['Le Fanal', 'difference per 1,000 words', 12.2, 2.3, 28.7]]
    """
    where = "rate_differences"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    check_positive(where, "per", per)
    pairs, strata = compared_pairs(where, counts, by, reference=reference, measures=measures, exposure=exposure,
                                   within=within, weights=weights)
    tables = [_rows(*sides_of(pair, strata), plan, per=per, unit=rate_unit(exposure, per)) for pair in pairs]
    thin = dict.fromkeys(name for table in tables for name in thin_units(table))
    warn_thin(where, list(thin), minimum=MIN_ARTICLES)
    return stack_estimates(tables, RATIO_COLUMNS)


def _rows(pair: Pair, sides: Sides, plan: Plan, *, per: float, unit: str) -> pd.DataFrame:
    rates = []
    for name, side, (hits, words) in ((pair.group, pair.first, sides.first),
                                      (pair.reference, pair.second, sides.second)):
        key = f"not {pair.group}" if side is pair.second and name == REST else str(name)
        rates.append(rate_intervals(hits, words, plan, chance=chance_error(side.values, side.weight), key=key,
                                    per=per, unit=unit, noun=sides.noun))
    (rate, low, high, notes), (other, other_low, other_high, other_notes) = rates
    if sides.joint:
        bounds = _joint_bounds(pair, sides, plan, np.isfinite(low) & np.isfinite(other_low), per=per)
    else:
        bounds = (rate - other - np.hypot(rate - low, other_high - other),
                  rate - other + np.hypot(high - rate, other - other_low))
    first, second = pair.first, pair.second
    return pd.DataFrame({
        "group": [pair.group] * len(rate), "measure": list(first.measures), "unit": f"difference {unit}",
        "estimate": rate - other, "ci_low": bounds[0], "ci_high": bounds[1], "n_articles": len(first),
        "n_paragraphs": first.n_paragraphs.sum(), "n_words": first.n_words.sum(),
        "method": plan.describe(sides.n_units, sides.noun),
        "note": [_note(pair, *both) or (UNBOUNDED if np.isnan(bound) else "")
                 for *both, bound in zip(notes, other_notes, bounds[0], strict=True)],
        "reference": [pair.reference] * len(rate), "n_articles_reference": len(second),
        "n_strata": sides.n_units if sides.joint else np.nan,
    })


def _joint_bounds(pair: Pair, sides: Sides, plan: Plan, given: np.ndarray, *,
                  per: float) -> tuple[np.ndarray, np.ndarray]:
    low, high = np.full(len(given), np.nan), np.full(len(given), np.nan)
    if given.any():
        first, second = ((hits[:, given], words) for hits, words in (sides.first, sides.second))
        replicates = resample_rate_difference(first, second, plan, key=f"{pair.group} / {pair.reference}")
        chance = np.hypot(*(chance_error(side.values[:, given], side.weight) * side.values[:, given].sum(axis=0)
                            / side.exposure.sum() for side in (pair.first, pair.second)))
        low[given], high[given] = interval(replicates, plan)
        half = np.where(replicates.error < chance, ndtri(1 - plan.tail) * chance, 0.0)
        low[given] = np.minimum(low[given], replicates.estimate - half)
        high[given] = np.maximum(high[given], replicates.estimate + half)
    return low * per, high * per


def _note(pair: Pair, own: str, other: str) -> str:
    if own == other:
        return own
    return "; ".join(f"{name}: {note}" for name, note in ((pair.group, own), (pair.reference, other)) if note)
