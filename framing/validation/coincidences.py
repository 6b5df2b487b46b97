"""Agreement from coincidences: which answers stand together in a unit, added up over units."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np


def coincidences(answers: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the coincidence matrix of each unit, (units, values, values).

    `answers` is (units, coders), NaN where a coder did not answer. A unit with m answers adds m of them: each pair of
    its answers 1/(m − 1), in both orders. Units with one answer add nothing.
    """
    counts = (answers[:, :, None] == values).sum(axis=1).astype(float)
    m = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(len(values))
    pairs[:, diagonal, diagonal] -= counts
    return np.asarray(pairs / np.where(m > 1, m - 1, np.inf)[:, None, None])


def distances(level: str, values: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Return δ² of each pair of values, (…, values, values); `totals` (…, values) says how often each was given."""
    shape = (*totals.shape[:-1], len(values), len(values))
    return np.broadcast_to(_DISTANCES[level](values, totals), shape)


def _nominal(values: np.ndarray, totals: np.ndarray) -> np.ndarray:
    return np.asarray(values[:, None] != values, dtype=float)


def _ordinal(values: np.ndarray, totals: np.ndarray) -> np.ndarray:
    # Answers between the two values, and half of those at them.
    middle = np.cumsum(totals, axis=-1) - totals / 2
    return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)


def _interval(values: np.ndarray, totals: np.ndarray) -> np.ndarray:
    return np.asarray((values[:, None] - values) ** 2)


def _ratio(values: np.ndarray, totals: np.ndarray) -> np.ndarray:
    sums = values[:, None] + values
    return np.asarray(np.divide(values[:, None] - values, sums, out=np.zeros_like(sums), where=sums != 0) ** 2)


_DISTANCES: Mapping[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = MappingProxyType(
    {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval, "ratio": _ratio})
LEVELS = tuple(_DISTANCES)


def krippendorff_alpha(matrix: np.ndarray, values: np.ndarray, level: str) -> np.ndarray:
    """Return α of coincidence matrices (…, values, values); NaN where all answers are alike.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.validation.coincidences import coincidences, krippendorff_alpha
    >>> values = np.array([0.0, 1.0])
    >>> units = coincidences(np.array([[0, 0], [1, 1], [0, 1], [0, 0]], dtype=float), values)
    >>> round(float(krippendorff_alpha(units.sum(axis=0), values, "nominal")), 3)
    0.533
    """
    totals = matrix.sum(axis=-1)
    n = totals.sum(axis=-1)
    delta = distances(level, values, totals)
    observed = (matrix * delta).sum(axis=(-2, -1))
    expected = (totals[..., :, None] * totals[..., None, :] * delta).sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(expected > 0, 1 - (n - 1) * observed / expected, np.nan))


def gwet_ac1(matrix: np.ndarray, n_values: int) -> np.ndarray:
    """Return Gwet's AC1 of coincidence matrices, with `n_values` answers possible; NaN without pairs."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = matrix.sum(axis=-1) / matrix.sum(axis=(-2, -1))[..., None]
        chance = (shares * (1 - shares)).sum(axis=-1) / (n_values - 1)
        return np.asarray((percent_agreement(matrix) - chance) / (1 - chance))


def percent_agreement(matrix: np.ndarray) -> np.ndarray:
    """Return the share of pairs of answers that are alike; NaN without pairs."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.trace(matrix, axis1=-2, axis2=-1) / matrix.sum(axis=(-2, -1)))


def positive_agreement(matrix: np.ndarray) -> np.ndarray:
    """Return how often another coder says 1 where one says 1, of matrices for the values 0 and 1; NaN without a 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(matrix[..., 1, 1] / matrix[..., 1, :].sum(axis=-1))


def prevalence(matrix: np.ndarray) -> np.ndarray:
    """Return the share of answers that are 1, of matrices for the values 0 and 1; NaN without pairs."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(matrix[..., 1, :].sum(axis=-1) / matrix.sum(axis=(-2, -1)))
