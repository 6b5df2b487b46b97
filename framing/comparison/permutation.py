"""Articles exchanged between groups: how often chance alone gives a contrast as large."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import comb, prod

import numpy as np
from scipy.special import gammainc, gammaincc, ndtr

# All arrangements are looked at up to this number; beyond it they are drawn, or their moments taken.
MOST_EXACT = 20_000
_CELLS_AT_ONCE = 4_000_000

# Below this skewness the third moment changes no digit that is shown.
_LEAST_SKEWNESS = 1e-4


def count_arrangements(in_group: np.ndarray, strata: np.ndarray) -> int:
    """Count the ways of choosing as many articles in every stratum as the group has there."""
    own = np.bincount(strata, weights=in_group).astype(int).tolist()
    return prod(comb(whole, part) for part, whole in zip(own, np.bincount(strata).tolist(), strict=True))


def smallest_p(in_group: np.ndarray, strata: np.ndarray) -> float:
    """Return the smallest two-sided p that exchanging these articles (inside strata) can give at all."""
    arrangements = count_arrangements(in_group, strata)
    own = np.bincount(strata, weights=in_group).astype(int)
    # With sides of equal size, swapping them all gives the mirror image of what was observed.
    mirrored = arrangements > 1 and bool((2 * own == np.bincount(strata)).all())
    return (2 if mirrored else 1) / arrangements


def every_arrangement(in_group: np.ndarray, strata: np.ndarray) -> Iterator[np.ndarray]:
    """Yield blocks of arrangements, (block, n) of 0 and 1, each of all possible ones once."""
    places = [np.flatnonzero(strata == code) for code in range(strata.max() + 1)]
    own = [int(in_group[place].sum()) for place in places]
    choices = product(*(combinations(place.tolist(), k) for place, k in zip(places, own, strict=True)))
    chosen = np.array([[article for part in choice for article in part] for choice in choices], dtype=int)
    rows = max(1, _CELLS_AT_ONCE // len(in_group))
    for start in range(0, len(chosen), rows):
        block = chosen[start:start + rows]
        members = np.zeros((len(block), len(in_group)))
        np.put_along_axis(members, block, 1.0, axis=1)
        yield members


def drawn_arrangements(in_group: np.ndarray, strata: np.ndarray, n_permutations: int,
                       generator: np.random.Generator) -> Iterator[np.ndarray]:
    """Yield blocks of random arrangements, (block, n) of 0 and 1."""
    places = [np.flatnonzero(strata == code) for code in range(strata.max() + 1)]
    rows = max(1, _CELLS_AT_ONCE // len(in_group))
    for start in range(0, n_permutations, rows):
        members = np.zeros((min(rows, n_permutations - start), len(in_group)))
        for place in places:
            order = generator.random((len(members), len(place))).argsort(axis=1)
            members[:, place] = order < int(in_group[place].sum())
        yield members


@dataclass(frozen=True, eq=False)
class Exchange:
    """What is exchanged: hits (n, m) and exposure (n, 1) of n articles, who is in the group, the strata (n,)."""

    hits: np.ndarray
    exposure: np.ndarray
    in_group: np.ndarray
    strata: np.ndarray

    def expected(self) -> np.ndarray:
        """Return the hits each article would have at the common rate of its stratum, (n, m)."""
        hits, exposure = (np.zeros((self.strata.max() + 1, part.shape[1])) for part in (self.hits, self.exposure))
        np.add.at(hits, self.strata, self.hits)
        np.add.at(exposure, self.strata, self.exposure)
        return np.asarray(self.exposure * (hits / exposure)[self.strata])

    def p_values(self, arrangements: Iterator[np.ndarray], statistic: str, *, drawn: bool) -> np.ndarray:
        """Return the share of arrangements as far from equal rates as what was observed; NaN without variation.

        `difference`: the distance is that of the group's hits from those expected. `ratio`: that of the log
        ratio of found over expected hits in the group to the same in the others; an arrangement that
        leaves one side without a hit is infinitely far. `drawn` arrangements have the observed one added.
        """
        expected = self.expected()
        distance = {"difference": self._difference, "ratio": self._ratio}[statistic]
        observed = distance(self.in_group[None].astype(float), expected)[0]
        # Exchanges that differ by rounding alone are as far; infinitely far stays infinitely far.
        least = np.where(np.isfinite(observed), observed - 1e-9 * (1 + np.nan_to_num(observed)), observed)
        reached, number = np.full(len(observed), float(drawn)), int(drawn)
        for members in arrangements:
            reached += (distance(members, expected) >= least).sum(axis=0)
            number += len(members)
        varies = np.abs(self.hits - expected).max(axis=0) > 1e-12 * (1 + self.hits.sum(axis=0))
        return np.where(varies, reached / number, np.nan)

    def _difference(self, members: np.ndarray, expected: np.ndarray) -> np.ndarray:
        return np.abs(members @ (self.hits - expected))

    def _ratio(self, members: np.ndarray, expected: np.ndarray) -> np.ndarray:
        found, due = members @ self.hits, members @ expected
        # What is left of a total must not be a rounding error above nothing.
        others = np.maximum(self.hits.sum(axis=0) - found, 0)
        others[others < 1e-9 * self.hits.sum(axis=0)] = 0
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.abs(np.log(found / due) - np.log(others / (expected.sum(axis=0) - due)))


def moment_p_values(exchange: Exchange) -> np.ndarray:
    """Return two-sided p-values of the difference by the exact permutation moments.

    The mean, variance and skewness of the group's hits over all exchanges of articles inside strata are known
    without drawing any; the tails are those of the Pearson type III distribution with these moments (Mielke
    & Berry 2001), so that thousands of terms cost nothing and p-values far below 1/10,000 exist. There is no
    correction for continuity: without it the test already rejects less often than its level says
    (benchmarks/coverage.py).
    """
    hits, in_group, strata = exchange.hits, exchange.in_group, exchange.strata
    excess = hits - exchange.expected()
    size = np.bincount(strata).astype(float)
    sums = np.zeros((len(size), hits.shape[1]))
    np.add.at(sums, strata, excess)
    excess = excess - (sums / size[:, None])[strata]
    own = np.bincount(strata, weights=in_group)
    other = size - own
    with np.errstate(divide="ignore", invalid="ignore"):
        second = np.where(size > 1, own * other / (size * (size - 1)), 0.0)
        third = np.where(size > 2, own * other * (other - own) / (size * (size - 1) * (size - 2)), 0.0)
        statistic = excess[in_group].sum(axis=0)
        variance = (second[strata][:, None] * excess ** 2).sum(axis=0)
        skewness = (third[strata][:, None] * excess ** 3).sum(axis=0) / variance ** 1.5
        z = np.abs(statistic) / np.sqrt(variance)
    known = variance > 1e-12 * (1 + hits.sum(axis=0))
    p = np.full(hits.shape[1], np.nan)
    p[known] = _upper(z[known], skewness[known]) + _upper(z[known], -skewness[known])
    return np.clip(p, smallest_p(in_group, strata), 1.0)


def _upper(z: np.ndarray, skewness: np.ndarray) -> np.ndarray:
    """Return P(Z >= z) for a Pearson type III variable of mean 0, variance 1 and this skewness."""
    shape = 4 / np.maximum(np.abs(skewness), _LEAST_SKEWNESS) ** 2
    right, left = shape + z * np.sqrt(shape), shape - z * np.sqrt(shape)
    tail = np.where(skewness > 0, gammaincc(shape, np.maximum(right, 0)), gammainc(shape, np.maximum(left, 0)))
    return np.where(np.abs(skewness) < _LEAST_SKEWNESS, ndtr(-z), tail)
