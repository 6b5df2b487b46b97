"""Two groups of articles side by side: the ratio of their rates, resampled over articles or shared strata."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from framing.comparison.articles import Articles
from framing.comparison.bounds import chance_error, concentration, guarded_interval
from framing.comparison.honesty import ARTICLE, MIN_ARTICLES, STRATUM, few_note, rate_notes
from framing.comparison.permutation import Exchange
from framing.comparison.rates import replace_notes
from framing.comparison.resampling import Plan, Replicates, difference, resample_log_ratio

REST = "rest"


@dataclass(frozen=True, eq=False)
class Pair:
    """A group and what it is compared with, only articles that have words."""

    group: object
    reference: object
    first: Articles    # the group's articles
    second: Articles   # the reference's


@dataclass(frozen=True, eq=False)
class Sides:
    """The sums of both sides over the units that are resampled: articles, or strata that both share."""

    first: tuple[np.ndarray, np.ndarray]   # hits (units, m) and exposure (units, 1)
    second: tuple[np.ndarray, np.ndarray]
    noun: tuple[str, str]
    joint: bool                            # a unit that is drawn brings both sides along

    @property
    def n_units(self) -> int:
        """Units of the smaller side."""
        return min(len(self.first[0]), len(self.second[0]))


def pair_of(articles: Articles, labels: pd.Series, group: object, reference: object) -> Pair:
    """Take a group and its reference, which may be all the other articles, out of the articles."""
    own = (labels == group).to_numpy()
    other = ~own if reference == REST else (labels == reference).to_numpy()
    return Pair(group, reference, articles.where(own).exposed(), articles.where(other).exposed())


def compare_pair(pair: Pair, strata: pd.Series | None, plan: Plan, unit: str, *,
                 noun: tuple[str, str] = STRATUM) -> pd.DataFrame:
    """Compare two groups measure by measure; one row per measure, with the share of resamples of its sign.

    `noun` is what a stratum is called in the notes.
    """
    pair, sides = sides_of(pair, strata, noun)
    notes = _both_notes(pair, sides, plan, unit)
    replicates = _resample(pair, sides, plan) if sides.n_units >= MIN_ARTICLES else None
    table = _rows(pair, sides, plan, replicates, notes)
    return table.assign(method=plan.describe(sides.n_units, sides.noun),
                        n_strata=np.nan if strata is None else sides.n_units)


def sides_of(pair: Pair, strata: pd.Series | None, noun: tuple[str, str] = STRATUM) -> tuple[Pair, Sides]:
    """Return the pair and the sums that are resampled: of articles, or of the strata that both sides share."""
    if strata is not None:
        return _in_strata(pair, strata, noun)
    return pair, Sides((pair.first.values, pair.first.exposure), (pair.second.values, pair.second.exposure),
                       ARTICLE, joint=False)


def _resample(pair: Pair, sides: Sides, plan: Plan) -> Replicates:
    (hits, words), (hits_reference, words_reference) = sides.first, sides.second
    if sides.joint:
        # One draw of strata serves both groups, so what the event does to both cancels out.
        return resample_log_ratio([(1, hits), (-1, words), (-1, hits_reference), (1, words_reference)], plan,
                                  key=f"{pair.group} / {pair.reference}")
    key = f"not {pair.group}" if pair.reference == REST else str(pair.reference)
    return difference(resample_log_ratio([(1, hits), (-1, words)], plan, key=str(pair.group)),
                      resample_log_ratio([(1, hits_reference), (-1, words_reference)], plan, key=key))


def shared_strata(pair: Pair, strata: pd.Series) -> Pair:
    """Keep the articles of the strata that both sides have."""
    shared = set(strata[pair.first.doc_ids].dropna()) & set(strata[pair.second.doc_ids].dropna())
    first, second = (side.where(strata[side.doc_ids].isin(shared).to_numpy()) for side in (pair.first, pair.second))
    return replace(pair, first=first, second=second)


def exchange_of(pair: Pair, strata: pd.Series | None) -> Exchange:
    """Put both sides under each other, for exchanging their articles (of shared strata)."""
    hits, exposure = (np.vstack([getattr(side, name) for side in (pair.first, pair.second)])
                      for name in ("values", "exposure"))
    doc_ids = pair.first.doc_ids.append(pair.second.doc_ids)
    codes = np.zeros(len(hits), dtype=int) if strata is None else pd.factorize(strata[doc_ids])[0]
    return Exchange(hits, exposure, np.arange(len(hits)) < len(pair.first), codes)


def _in_strata(pair: Pair, strata: pd.Series, noun: tuple[str, str]) -> tuple[Pair, Sides]:
    pair = shared_strata(pair, strata)
    return pair, Sides(_stratum_sums(pair.first, strata), _stratum_sums(pair.second, strata), noun, joint=True)


def _stratum_sums(side: Articles, strata: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    # Both groups hold the same strata here, so the two tables of sums have the same rows.
    sums = pd.DataFrame(np.hstack([side.values, side.exposure])).groupby(
        strata[side.doc_ids].to_numpy()).sum().to_numpy()
    return sums[:, :-1], sums[:, -1:]


def _both_notes(pair: Pair, sides: Sides, plan: Plan, unit: str) -> list[str]:
    noted = [[f"{name}: {note}" if note else "" for note in
              rate_notes(hits, exposure, plan, per=1000, unit=unit, noun=sides.noun)]
             for name, (hits, exposure) in ((pair.group, sides.first), (pair.reference, sides.second))]
    return ["; ".join(filter(None, both)) for both in zip(*noted, strict=True)]


def _rows(pair: Pair, sides: Sides, plan: Plan, replicates: Replicates | None,
          notes: Sequence[str]) -> pd.DataFrame:
    first, second = pair.first, pair.second
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (first.values.sum(axis=0) / first.exposure.sum()) / (
            second.values.sum(axis=0) / second.exposure.sum())
    estimate = np.where(np.isfinite(ratio), ratio, np.nan)
    low, high, share = (np.full_like(estimate, np.nan) for _ in range(3))
    given = np.array([not note for note in notes], dtype=bool)
    if replicates is not None:
        share = sign_share(replicates)
        if given.any():
            chance = np.hypot(*(chance_error(side.values[:, given], side.weight) for side in (first, second)))
            held = [concentration(hits[:, given], sides.noun[1]) for hits, _ in (sides.first, sides.second)]
            bounds = guarded_interval(replicates.only(given), plan, chance=chance,
                                      caution=few_note(sides.n_units, plan, sides.noun),
                                      concentrated=[_worse(*both) for both in zip(*held, strict=True)])
            low[given], high[given] = np.exp(bounds.low), np.exp(bounds.high)
            notes = replace_notes(notes, given, bounds.notes)
    return pd.DataFrame({
        "group": [pair.group] * len(given), "measure": list(first.measures), "unit": "ratio",
        "estimate": estimate, "ci_low": low, "ci_high": high, "sign_share": share, "n_articles": len(first),
        "n_paragraphs": first.n_paragraphs.sum(), "n_words": first.n_words.sum(), "note": list(notes),
        "reference": [pair.reference] * len(given), "n_articles_reference": len(second),
    })


def sign_share(replicates: Replicates) -> np.ndarray:
    """Give the share of resamples in which the statistic keeps the sign it has; NaN where it has none."""
    sign = np.sign(replicates.estimate)
    with np.errstate(invalid="ignore"):
        share = (np.sign(replicates.values) == sign).mean(axis=0)
    return np.where(np.isnan(sign) | (sign == 0), np.nan, share)


def _worse(first: str, second: str) -> str:
    return second if "holds" in second and "holds" not in first else first


def thin_units(table: pd.DataFrame) -> list[str]:
    """Name the groups, or the pair's shared strata, that are too few for an interval."""
    row = table.iloc[0]
    if not np.isnan(row["n_strata"]):
        sizes = {f"{row['group']} / {row['reference']}": row["n_strata"]}
    else:
        sizes = {row["group"]: row["n_articles"], row["reference"]: row["n_articles_reference"]}
    return [f"{name} ({size:.0f})" for name, size in sizes.items() if size < MIN_ARTICLES]
