"""The share of one group, as the machine says it and corrected, ready to be bounded or subtracted."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.special import ndtri

from framing._check import check_columns, check_type, message
from framing.comparison.honesty import MIN_ARTICLES, few_note, thin_note
from framing.comparison.resampling import Plan, Replicates, difference, interval, resample_mean
from framing.validation.correction import Sampled, pseudo_outcomes, rogan_gladen, tuned_outcomes, tuning_slope

UNCORRECTED, BY_CODES, BY_RATES = "uncorrected", "coded units", "error rates"
RATES = ("sensitivity", "n_sensitivity", "specificity", "n_specificity")
_SAID = {(BY_CODES, True): "corrected by coded units (prediction-powered)",
         (BY_CODES, False): "corrected by coded units (design-based)",
         (BY_RATES, True): "corrected by sensitivity and specificity (Rogan–Gladen)", (UNCORRECTED, True): UNCORRECTED}


@dataclass(frozen=True, eq=False)
class Share:
    """A share, not yet clipped: its resamples over articles (None without), its error, and what must be said of it."""

    correction: str
    said: str
    value: float
    error: float
    replicates: Replicates | None
    bounded: bool
    n_articles: int
    n_coded: int
    note: str


def share_by_machine(says: np.ndarray, owner: np.ndarray, plan: Plan, *, key: str) -> Share:
    """Return the share of units the machine says yes to; `owner` numbers the article of each unit."""
    replicates = _over_articles(says.astype(float), owner, plan, key)
    n = replicates.n_units if replicates else len(np.unique(owner))
    return _share(UNCORRECTED, replicates, says.astype(float), n, note=thin_note(n) or few_note(n, plan))


def share_by_codes(sample: Sampled, owner: np.ndarray, plan: Plan, *, key: str, tuned: bool) -> Share:
    """Return the share people would find on all units, from those they coded."""
    coded = sample.weight > 0
    n, n_coded = len(np.unique(owner)), int(coded.sum())
    if not n_coded:
        empty = _share(BY_CODES, None, np.array([np.nan]), n, note="no coded unit in this group", tuned=tuned)
        return replace(empty, bounded=False)
    values = tuned_outcomes(sample, tuning_slope(sample)) if tuned else pseudo_outcomes(sample)
    notes = []
    n_coded_articles = len(np.unique(owner[coded]))
    thin = thin_note(n) or (f"coded units in {n_coded_articles} articles: fewer than {MIN_ARTICLES} do not carry an "
                            "interval" if n_coded_articles < MIN_ARTICLES else "")
    notes.append(thin or few_note(n, plan))
    for said, name in ((1, "with a hit"), (0, "without a hit")):
        here = coded & (sample.says == said)
        if here.sum() and np.allclose(sample.truth[here], said):
            notes.append(f"no error among {int(here.sum())} coded units {name}: the interval knows of none")
    replicates = None if thin else _over_articles(values, owner, plan, key)
    share = _share(BY_CODES, replicates, values, n, note="; ".join(filter(None, notes)), tuned=tuned)
    return replace(share, n_coded=n_coded)


def share_by_rates(raw: Share, says: np.ndarray, rates: pd.Series, *, shared: bool) -> Share:
    """Return the share that known error rates make of the machine's."""
    sensitivity = (float(rates["sensitivity"]), float(rates["n_sensitivity"]))
    specificity = (float(rates["specificity"]), float(rates["n_specificity"]))
    share, error = rogan_gladen(float(says.mean()), raw.error, sensitivity=sensitivity, specificity=specificity)
    notes = [raw.note]
    if np.isnan(share):
        notes = ["sensitivity + specificity is 1 or less: no better than chance, nothing can be corrected"]
    if shared:
        notes.append("the same rates for all groups: where errors differ, so will the corrected shares")
    return Share(BY_RATES, _SAID[BY_RATES, True], share, error, None, raw.bounded and bool(np.isfinite(share)),
                 raw.n_articles, 0, "; ".join(filter(None, notes)))


def _share(correction: str, replicates: Replicates | None, values: np.ndarray, n: int, *, note: str,
           tuned: bool = True) -> Share:
    error = float(replicates.error[0]) if replicates else np.nan
    bounded = replicates is not None and n >= MIN_ARTICLES
    return Share(correction, _SAID[correction, tuned], float(values.mean()), error, replicates, bounded, n, 0, note)


def _over_articles(values: np.ndarray, owner: np.ndarray, plan: Plan, key: str) -> Replicates | None:
    """Resample articles: the share is the mean of article means, each weighing as many units as it has."""
    _, place = np.unique(owner, return_inverse=True)
    units = np.bincount(place).astype(float)
    if len(units) < 2:
        return None
    means = np.bincount(place, values) / units
    return resample_mean(means[:, None], units[:, None], plan, key=key)


def bounds_of(share: Share, plan: Plan) -> tuple[float, float, str]:
    """Return the bounds of a share, and why there are none."""
    if not share.bounded:
        return np.nan, np.nan, share.note
    if share.replicates is None:
        half = ndtri(1 - plan.tail) * share.error
        return share.value - half, share.value + half, share.note
    low, high = interval(share.replicates, plan)
    if np.isnan(low[0]):
        note = f"the same value in all {share.n_articles} articles: resampling shows no spread"
        return np.nan, np.nan, "; ".join(filter(None, (note, share.note)))
    return float(low[0]), float(high[0]), share.note


def clipped(value: float, low: float, high: float, note: str) -> tuple[float, float, float, str]:
    """Keep a share and its bounds in 0 to 1, and say so where the share itself was outside."""
    if np.isfinite(value) and not -1e-12 <= value <= 1 + 1e-12:
        size = "low" if value < 0 else "high"
        outside = f"the correction gave {value:.3f}, clipped: this instrument cannot see so {size} a share"
        note = "; ".join(filter(None, (outside, note)))
    return float(np.clip(value, 0, 1)), float(np.clip(low, 0, 1)), float(np.clip(high, 0, 1)), note


def subtract(first: Share, second: Share) -> Share:
    """Return the difference of two groups' shares, whose articles are resampled apart."""
    both = [first.replicates, second.replicates]
    replicates = difference(both[0], both[1]) if both[0] is not None and both[1] is not None else None
    notes = dict.fromkeys(filter(None, (first.note, second.note)))
    return Share(first.correction, first.said, first.value - second.value, float(np.hypot(first.error, second.error)),
                 replicates, first.bounded and second.bounded, min(first.n_articles, second.n_articles),
                 first.n_coded + second.n_coded, "; ".join(notes))


def describe(share: Share, plan: Plan) -> str:
    """Say how a share and its interval were made, for the column `method`."""
    if share.correction == BY_RATES:
        how = f"{100 * plan.confidence:g} % interval, normal (delta method)" if share.bounded else plan.describe(0)
    else:
        how = plan.describe(share.n_articles if share.bounded else 0)
    return f"{share.said}; {how}"


def checked_rates(where: str, accuracy: pd.DataFrame) -> pd.DataFrame:
    """Check a table of error rates: shares from 0 to 1, each with the number of units it was estimated from."""
    check_type(where, "accuracy", accuracy, expected=pd.DataFrame)
    check_columns(where, accuracy, ["measure", *RATES])
    keys = [name for name in ("group", "measure") if name in accuracy]
    if accuracy.duplicated(keys).any():
        raise ValueError(message(where, "`accuracy` has two rows for one",
                                 got=accuracy.loc[accuracy.duplicated(keys), keys].iloc[0].tolist()))
    for name in RATES:
        low, high = (0, 1) if not name.startswith("n_") else (1, np.inf)
        bad = ~((accuracy[name] >= low) & (accuracy[name] <= high))
        if bad.any():
            raise ValueError(message(where, f"`{name}` of `accuracy` is out of range", got=accuracy[name][bad].iloc[0],
                                     expected=f"{low} to {high}" if low == 0 else "1 or more units"))
    return accuracy
