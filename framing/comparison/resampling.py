"""Resampling of articles: replicates of a statistic, and the interval they give."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri, stdtrit

from framing._check import check_choice, check_fraction, message
from framing._progress import watched

METHODS = ("studentized", "percentile", "bca")
FEWEST_UNITS, ENOUGH_UNITS = 5, 10

# A resample of units that happen to agree claims a precision which the units do not have.
_LEAST_ERROR = 0.25

# Weights drawn at a time: 2 million float64 take 16 MB, however many articles there are.
_WEIGHTS_AT_ONCE = 2_000_000
_BAR_FROM = 40  # such blocks, about a second


@dataclass(frozen=True)
class Plan:
    """How intervals are made: method, confidence, number of resamples and seed."""

    method: str
    confidence: float
    n_resamples: int
    seed: int

    @property
    def tail(self) -> float:
        """Probability left out on each side of the interval."""
        return (1 - self.confidence) / 2

    def by_jackknife(self, n: int) -> bool:
        """Say whether n units are too few for the bootstrap-t, so that Student's t takes its place.

        Resamples of so few units often repeat two or three of them and claim a precision they do not have:
        their quantiles explode.
        """
        return self.method == "studentized" and n < ENOUGH_UNITS

    def describe(self, n: int, noun: tuple[str, str] = ("article", "articles")) -> str:
        """Say in one line how the interval over n units was made, for the `method` column and captions."""
        if n < FEWEST_UNITS:
            return "description, without an interval"
        level = f"{100 * self.confidence:g} % interval"
        if self.by_jackknife(n):
            return f"{level}, leaving out one {noun[0]} at a time (jackknife, Student's t)"
        return f"{level}, {noun[1]} resampled {self.n_resamples:,} times ({self.method})"


def resampling_plan(where: str, *, method: str, confidence: float, n_resamples: int, seed: int) -> Plan:
    """Check the arguments that every comparison shares and bind them together."""
    check_choice(where, "method", method, METHODS)
    check_fraction(where, "confidence", confidence)
    for name, value in (("n_resamples", n_resamples), ("seed", seed)):
        if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < 0:
            raise ValueError(message(where, f"`{name}` must be a whole number, not negative",
                                     got=repr(value)))
    needed = int(np.ceil(2 / (1 - confidence)))
    if n_resamples < needed:
        raise ValueError(message(where, "too few resamples for this confidence",
                                 got=f"n_resamples {n_resamples}", expected=f"at least {needed}",
                                 hint="2,000 is the usual number"))
    return Plan(method, float(confidence), int(n_resamples), int(seed))


@dataclass(frozen=True)
class Replicates:
    """A statistic of m measures on its working scale, and its values in B resamples of n units."""

    estimate: np.ndarray    # (m,)
    error: np.ndarray       # (m,) delete-one jackknife standard error
    values: np.ndarray      # (B, m)
    errors: np.ndarray      # (B, m) linearised standard error inside each resample
    influence: np.ndarray   # (n, m) what each unit adds to the estimate, by the jackknife
    freedom: np.ndarray     # (m,) degrees of freedom of the error
    n_units: int            # of the smaller group where two are compared

    def only(self, kept: np.ndarray) -> "Replicates":
        """Return the replicates of the measures where `kept` is true."""
        return Replicates(self.estimate[kept], self.error[kept], self.values[:, kept], self.errors[:, kept],
                          self.influence[:, kept], self.freedom[kept], self.n_units)


def resample_log_ratio(terms: Sequence[tuple[int, np.ndarray]], plan: Plan, *, key: str) -> Replicates:
    """Resample the units of a logarithm of ratios of totals.

    The statistic is the sum of sign × log(total) over the terms; each term holds one value per unit (row) and
    measure (column). A rate is [(1, hits), (-1, words)]; the signs sum to zero, so the linearised variance is
    the sum over pairs of terms of sign × sign × Σ(z z') / (total × total').
    """
    n = len(terms[0][1])
    signs = [sign for sign, _ in terms]
    parts = [z for _, z in terms]
    factors = [(i, j, (1 if i == j else 2) * signs[i] * signs[j])
               for i in range(len(terms)) for j in range(i, len(terms))]
    blocks = [*parts, *(parts[i] * parts[j] for i, j, _ in factors)]
    # One product per block of resamples: many narrow ones would read the weights again and again.
    stacked, ends = np.hstack(blocks), np.cumsum([block.shape[1] for block in blocks])[:-1]
    values, errors = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = _log_ratio(signs, [z.sum(axis=0) for z in parts])
        left_out = _log_ratio(signs, [z.sum(axis=0) - z for z in parts])
        for weights in resamples(n, plan, key):
            sums = np.split(weights @ stacked, ends, axis=1)
            totals, products = sums[:len(terms)], sums[len(terms):]
            variance = sum(factor * product / (totals[i] * totals[j])
                           for (i, j, factor), product in zip(factors, products, strict=True))
            values.append(_log_ratio(signs, totals))
            errors.append(np.sqrt(np.maximum(variance, 0) * n / (n - 1)))
        return _replicates(estimate, left_out, values, errors)


def resample_rate_difference(first: tuple[np.ndarray, np.ndarray], second: tuple[np.ndarray, np.ndarray],
                             plan: Plan, *, key: str) -> Replicates:
    """Resample the units that two rates share, each (hits, exposure): the statistic is their difference."""
    parts = (*first, *second)
    n = len(first[0])
    products = [(i, j, (1 if i == j else 2), parts[i] * parts[j]) for i in range(4) for j in range(i, 4)]
    values, errors = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        sums = [z.sum(axis=0) for z in parts]
        estimate = sums[0] / sums[1] - sums[2] / sums[3]
        left_out = ((sums[0] - parts[0]) / (sums[1] - parts[1]) - (sums[2] - parts[2]) / (sums[3] - parts[3]))
        for weights in resamples(n, plan, key):
            hits, words, other_hits, other_words = (weights @ z for z in parts)
            # What a unit adds to the difference is linear in its four sums.
            slopes = (1 / words, -hits / words ** 2, -1 / other_words, other_hits / other_words ** 2)
            variance = sum(factor * slopes[i] * slopes[j] * (weights @ product) for i, j, factor, product in products)
            values.append(hits / words - other_hits / other_words)
            errors.append(np.sqrt(np.maximum(variance, 0) * n / (n - 1)))
    return _replicates(estimate, left_out, values, errors)


def resample_mean(observed: np.ndarray, weight: np.ndarray, plan: Plan, *, key: str) -> Replicates:
    """Resample the units of a weighted mean; `observed` is (units, measures), `weight` (units, 1)."""
    n = len(observed)
    total = weight.sum()
    estimate = (weight * observed).sum(axis=0) / total
    centred = observed - estimate
    first, second, third = weight * centred, weight ** 2 * centred, (weight * centred) ** 2
    square = weight ** 2
    values, errors = [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        left_out = estimate - first / (total - weight)
        for drawn in resamples(n, plan, key):
            drawn_total = drawn @ weight
            shift = drawn @ first / drawn_total
            spread = drawn @ third - 2 * shift * (drawn @ second) + shift ** 2 * (drawn @ square)
            values.append(estimate + shift)
            errors.append(np.sqrt(np.maximum(spread, 0) * n / (n - 1)) / drawn_total)
    return _replicates(estimate, left_out, values, errors)


def difference(first: Replicates, second: Replicates) -> Replicates:
    """Subtract two statistics whose units were resampled independently of each other."""
    error = np.hypot(first.error, second.error)
    with np.errstate(invalid="ignore"):
        return Replicates(
            estimate=first.estimate - second.estimate,
            error=error,
            values=first.values - second.values,
            errors=np.hypot(first.errors, second.errors),
            influence=np.concatenate([first.influence, -second.influence]),
            # Welch and Satterthwaite's degrees of freedom.
            freedom=error ** 4 / (first.error ** 4 / first.freedom + second.error ** 4 / second.freedom),
            n_units=min(first.n_units, second.n_units),
        )


def interval(replicates: Replicates, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and upper bounds on the working scale; NaN where the resamples give no bound."""
    # A resample with no hit on either side of a ratio is undefined: it must not weigh on one tail.
    values = np.where(np.isnan(replicates.values), replicates.estimate, replicates.values)
    with np.errstate(divide="ignore", invalid="ignore"):
        if plan.by_jackknife(replicates.n_units):
            half = stdtrit(replicates.freedom, 1 - plan.tail) * replicates.error
            low, high = replicates.estimate - half, replicates.estimate + half
        elif plan.method == "studentized":
            low, high = _studentized(replicates, values, plan.tail)
        else:
            tails = np.array([plan.tail, 1 - plan.tail])[:, None] * np.ones_like(replicates.estimate)
            if plan.method == "bca":
                tails = _bca_tails(replicates, values, tails)
            low, high = order_statistics(values, tails)
    # Without a spread (the same ratio in every stratum) an interval of zero width would claim certainty.
    spread = replicates.error > 1e-12 * (1 + np.abs(replicates.estimate))
    bounded = np.isfinite(low) & np.isfinite(high) & spread
    return np.where(bounded, low, np.nan), np.where(bounded, high, np.nan)


def _log_ratio(signs: Sequence[int], totals: Sequence[np.ndarray]) -> np.ndarray:
    return np.asarray(sum(sign * np.log(total) for sign, total in zip(signs, totals, strict=True)))


def resamples(n: int, plan: Plan, key: str) -> Iterator[np.ndarray]:
    """Yield blocks of how often each unit is drawn, one resample per row."""
    # The key (the group's name) enters the seed, so that a group's interval does not depend on which other
    # groups are in the table.
    generator = np.random.default_rng([plan.seed, zlib.crc32(key.encode())])
    rows = max(1, _WEIGHTS_AT_ONCE // n)
    blocks = range(0, plan.n_resamples, rows)
    for start in watched(blocks, "resamples", total=len(blocks), unit="block", least=_BAR_FROM):
        size = min(rows, plan.n_resamples - start)
        drawn = generator.integers(0, n, (size, n)) + n * np.arange(size)[:, None]
        yield np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n).astype(float)


def _replicates(estimate: np.ndarray, left_out: np.ndarray, values: list[np.ndarray],
                errors: list[np.ndarray]) -> Replicates:
    n = len(left_out)
    influence = (left_out.mean(axis=0) - left_out) * (n - 1) / n
    error = np.sqrt(n / (n - 1) * (influence ** 2).sum(axis=0))
    return Replicates(estimate, error, np.concatenate(values), np.concatenate(errors), influence,
                      np.full_like(error, n - 1), n)


def _studentized(replicates: Replicates, values: np.ndarray,
                 tail: float) -> tuple[np.ndarray, np.ndarray]:
    shift = values - replicates.estimate
    errors = np.maximum(replicates.errors, _LEAST_ERROR * replicates.error)
    # Without a hit the log rate is -inf and its error undefined: the pivot is -inf as well.
    pivots = np.where(np.isinf(shift), shift, shift / errors)
    low, high = order_statistics(pivots, np.array([tail, 1 - tail])[:, None] * np.ones_like(shift[0]))
    # Resamples of few skewed articles are too alike; the factor vanishes as articles grow in number.
    error = replicates.error * np.sqrt(replicates.n_units / (replicates.n_units - 1))
    return replicates.estimate - high * error, replicates.estimate - low * error


def _bca_tails(replicates: Replicates, values: np.ndarray, tails: np.ndarray) -> np.ndarray:
    n_resamples = len(values)
    below = (values < replicates.estimate).mean(axis=0) + (values == replicates.estimate).mean(axis=0) / 2
    bias = ndtri(np.clip(below, 0.5 / n_resamples, 1 - 0.5 / n_resamples))
    cubes = (replicates.influence ** 3).sum(axis=0)
    acceleration = cubes / (6 * (replicates.influence ** 2).sum(axis=0) ** 1.5)
    shifted = bias + ndtri(tails)
    return ndtr(bias + shifted / (1 - acceleration * shifted))


def order_statistics(values: np.ndarray, tails: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the values that leave these tails, (2, m), below and above them."""
    # Order statistics, not interpolated quantiles: a resample without a hit is -inf on the log scale.
    n_resamples = len(values)
    ordered = np.sort(values, axis=0)
    low_tail, high_tail = np.nan_to_num(tails, nan=0.5)
    low = np.floor(low_tail * (n_resamples + 1)).astype(int) - 1
    high = np.ceil(high_tail * (n_resamples + 1)).astype(int) - 1
    column = np.arange(values.shape[1])
    return (ordered[np.clip(low, 0, n_resamples - 1), column],
            ordered[np.clip(high, 0, n_resamples - 1), column])
