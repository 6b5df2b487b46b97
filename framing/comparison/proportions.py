"""Intervals for one proportion or one count, without resampling."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv, ndtri

from framing._check import check_fraction, check_positive, message


def wilson_interval(hits: ArrayLike, total: ArrayLike, *,
                    confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Bound a proportion of independent cases by Wilson's score interval.

    Parameters
    ----------
    hits
        Number of cases that have the property, one or several.
    total
        Number of cases, same shape.
    confidence
        Level of the interval, between 0 and 1.

    Returns
    -------
    Two arrays, the lower and the upper bound, 0-1; NaN where `total` is 0.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its total.

    Notes
    -----
    For independent cases: coded units, verbs. Paragraphs of one article are not independent; for shares over
    articles use `compare_rates` or `compare_means`.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22(158).

    Examples
    --------
    >>> import framing as fr
    >>> low, high = fr.wilson_interval(35, 50)
    >>> f"{low:.3f} to {high:.3f}"
    '0.562 to 0.809'
    """
    check_fraction("wilson_interval", "confidence", confidence)
    k, n = _counts("wilson_interval", hits, total, "total")
    if np.any(k > n):
        raise ValueError(message("wilson_interval", "`hits` must not exceed `total`"))
    z = ndtri(0.5 + confidence / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        centre = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
        half = z * np.sqrt(share * (1 - share) / n + z ** 2 / (4 * n ** 2)) / (1 + z ** 2 / n)
    # At the edges the bound is exactly 0 or 1; rounding must not push it past.
    low, high = np.where(k == 0, 0.0, centre - half), np.where(k == n, 1.0, centre + half)
    return np.where(n > 0, low, np.nan)[()], np.where(n > 0, high, np.nan)[()]


def poisson_interval(hits: ArrayLike, exposure: ArrayLike, *, per: float = 1000,
                     confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Bound the rate of independent hits by the exact Poisson interval.

    Parameters
    ----------
    hits
        Number of hits, one or several.
    exposure
        Number of words they were looked for in, same shape.
    per
        The rate is given per this many words.
    confidence
        Level of the interval, between 0 and 1.

    Returns
    -------
    Two arrays, the lower and the upper bound, hits per `per` words; NaN where `exposure` is 0.

    Raises
    ------
    ValueError
        If a count is negative or `per` is not above zero.

    Notes
    -----
    What one paragraph can say: three hits in 52 words are compatible with 12 to 169 per 1,000, none with up
    to 71. Hits cluster in articles, so over several articles this is too narrow: use `compare_rates`.

    References
    ----------
    .. [1] Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28(3/4).

    Examples
    --------
    >>> import framing as fr
    >>> low, high = fr.poisson_interval(3, 52)
    >>> f"{low:.1f} to {high:.1f} per 1,000 words"
    '11.9 to 168.6 per 1,000 words'
    """
    check_fraction("poisson_interval", "confidence", confidence)
    check_positive("poisson_interval", "per", per)
    k, n = _counts("poisson_interval", hits, exposure, "exposure")
    tail = (1 - confidence) / 2
    scale = np.divide(per, n, out=np.full(n.shape, np.nan), where=n > 0)
    # Shape 0 has no distribution: the lower bound of no hit is 0 by definition.
    low = np.where(k == 0, 0.0, gammaincinv(np.maximum(k, 1), tail))
    return (low * scale)[()], (gammaincinv(k + 1, 1 - tail) * scale)[()]


def _counts(where: str, hits: ArrayLike, total: ArrayLike, name: str) -> tuple[np.ndarray, np.ndarray]:
    k, n = np.broadcast_arrays(np.asarray(hits, dtype=float), np.asarray(total, dtype=float))
    if np.any(k < 0) or np.any(n < 0):
        raise ValueError(message(where, f"`hits` and `{name}` must not be negative"))
    return k, n
