"""When an interval over articles may be given, and the sentence that stands in its place when not."""

import numpy as np

from framing.comparison.proportions import poisson_interval
from framing.comparison.resampling import ENOUGH_UNITS, FEWEST_UNITS, Plan

MIN_ARTICLES = FEWEST_UNITS
ARTICLE = ("article", "articles")
STRATUM = ("shared stratum", "shared strata")
UNBOUNDED = "the resamples do not bound the interval: too few articles differ from the others"


def thin_note(n: int, noun: tuple[str, str] = ARTICLE) -> str:
    """Say why n articles carry no interval; empty when they do."""
    one, many = noun
    if n == 0:
        return f"no {one} to measure"
    if n == 1:
        return f"one {one}: an interval over {many} cannot come from one {one}"
    if n < MIN_ARTICLES:
        return f"{n} {many}: fewer than {MIN_ARTICLES} do not carry an interval, so read the {many} themselves"
    return ""


def few_note(n: int, plan: Plan, noun: tuple[str, str] = ARTICLE) -> str:
    """Say what becomes of an interval over fewer than ten articles; empty from ten on."""
    if not MIN_ARTICLES <= n < ENOUGH_UNITS:
        return ""
    if plan.by_jackknife(n):
        return f"{n} {noun[1]}: fewer than {ENOUGH_UNITS}, so the interval assumes a t distribution"
    return f"{n} {noun[1]}: with fewer than {ENOUGH_UNITS} this kind of interval is too narrow"


def rate_notes(hits: np.ndarray, exposure: np.ndarray, plan: Plan, *, per: float, unit: str,
               noun: tuple[str, str] = ARTICLE) -> list[str]:
    """Say, for each measure, why no interval can be given; empty where it can.

    Beside too few articles there are three reasons: no hit at all, hits in so few articles that resamples
    often contain none (then nothing bounds the rate from one side), and the same rate in every article.
    """
    n, many = len(hits), noun[1]
    if thin := thin_note(n, noun):
        return [thin] * hits.shape[1]
    with_hits = (hits > 0).sum(axis=0)
    no_hit_drawn = (1 - with_hits / n) ** n
    total, exposed = hits.sum(axis=0), exposure.sum()
    spread = np.abs(hits - total / exposed * exposure).max(axis=0)
    _, optimistic = poisson_interval(0, exposed, per=per, confidence=plan.confidence)
    notes = []
    for j in range(hits.shape[1]):
        if total[j] == 0:
            notes.append(f"no hit in {n} {many}: how much {many} differ cannot be seen; even were hits "
                         f"independent, up to {optimistic:.3g} {unit} would be compatible")
        elif no_hit_drawn[j] > plan.tail:
            notes.append(f"{total[j]:.0f} hit(s) in {with_hits[j]} of {n} {many}: too few {many} with a hit "
                         "to bound the rate")
        elif spread[j] <= 1e-9 * total[j]:
            notes.append(f"the same rate in all {n} {many}: resampling shows no spread")
        else:
            notes.append("")
    return notes


def mean_note(values: np.ndarray) -> str:
    """Say why the mean of these article values carries no interval; empty when it does."""
    if thin := thin_note(len(values)):
        return thin
    if np.ptp(values) <= 1e-12 * np.abs(values).max():
        return f"the same value in all {len(values)} articles: resampling shows no spread"
    return ""

