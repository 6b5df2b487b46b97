"""Bounds that a count cannot have: narrower than chance would make them, or wider than counting allows."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from framing.comparison.resampling import Plan, Replicates, interval

# An interval over three orders of magnitude says nothing that a reader could use.
WIDEST_RATIO = 1000.0
EVEN = ("hits are spread more evenly over articles than chance alone would spread them, so the interval is that of "
        "independent hits")


@dataclass(frozen=True)
class Bounds:
    """Lower and upper bounds on the log scale (NaN where there is none), and the note that goes with each."""

    low: np.ndarray
    high: np.ndarray
    notes: list[str]


def chance_error(hits: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Give the standard error of the log of Σ hits if each hit were independent of the others.

    `hits` are weighted (weight × count), so the variance of their sum is Σ weight² × count (Poisson).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt((weight * hits).sum(axis=0)) / hits.sum(axis=0))


def guarded_interval(replicates: Replicates, plan: Plan, *, chance: np.ndarray, caution: str,
                     concentrated: list[str], limit: float = np.inf) -> Bounds:
    """Give the interval of a log rate or log ratio, none narrower than chance and none beyond use.

    `chance` is the error under independent hits, `concentrated` says for each measure how far its hits stand
    in one article, `limit` is the highest value the estimate can take at all (log scale).
    """
    low, high = interval(replicates, plan)
    with np.errstate(invalid="ignore"):
        beyond = (high > limit + 1e-9) | (high - low > np.log(WIDEST_RATIO))
    even = np.isfinite(low) & ~beyond & (replicates.error < chance)
    half = ndtri(1 - plan.tail) * chance
    low = np.where(even, np.minimum(low, replicates.estimate - half), low)
    high = np.where(even, np.minimum(np.maximum(high, replicates.estimate + half), limit), high)
    notes = []
    for j in range(len(low)):
        if beyond[j] or np.isnan(low[j]):
            notes.append(f"the resamples do not bound the interval: {concentrated[j]}")
        else:
            notes.append("; ".join(filter(None, (EVEN if even[j] else "", caution))))
    return Bounds(np.where(beyond, np.nan, low), np.where(beyond, np.nan, high), notes)


def concentration(hits: np.ndarray, many: str = "articles") -> list[str]:
    """Say for each measure why its hits may not bound a rate: one article holds most of them, or few have any."""
    total = hits.sum(axis=0)
    share = np.divide(hits.max(axis=0), total, out=np.zeros_like(total), where=total > 0)
    return [f"one of the {len(hits)} {many} holds {100 * part:.0f} % of the hits" if part > 0.5 else
            f"too few {many} have a hit or differ from the others" for part in share]
