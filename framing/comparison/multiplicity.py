"""Many comparisons at once: p-values adjusted so that a known share of the findings may be false."""

import numpy as np
from numpy.typing import ArrayLike

from framing._check import message


def benjamini_hochberg(p_values: ArrayLike) -> np.ndarray:
    """Adjust the p-values of a family of tests for the false discovery rate.

    Of the tests whose adjusted value is at most q, a share of at most q is expected to be false.

    Parameters
    ----------
    p_values
        One per test, 0-1; NaN for a test that could not be made. They do not count in the family.

    Returns
    -------
    float64, the shape of the input; NaN where the input is.

    Raises
    ------
    ValueError
        If a value lies outside 0 to 1.

    Notes
    -----
    p × m / rank, then the smallest of all that follow in rank. Holds for independent tests and for tests that
    depend positively. **Does not** tell which finding is false. All tests looked at belong in the family:
    leaving the disappointing ones out undoes the adjustment.

    References
    ----------
    .. [1] Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57(1).

    Examples
    --------
    >>> import framing as fr
    >>> fr.benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).round(3).tolist()
    [0.04, 0.053, 0.053, 0.5]
    """
    p = np.asarray(p_values, dtype=float)
    known = np.flatnonzero(~np.isnan(p.ravel()))
    values = p.ravel()[known]
    if ((values < 0) | (values > 1)).any():
        raise ValueError(message("benjamini_hochberg", "a p-value lies outside 0 to 1",
                                 got=repr(float(values[(values < 0) | (values > 1)][0]))))
    order = np.argsort(values, kind="stable")
    stepped = values[order] * len(values) / np.arange(1, len(values) + 1)
    adjusted = np.minimum.accumulate(stepped[::-1])[::-1]
    result = np.full(p.size, np.nan)
    result[known[order]] = np.minimum(adjusted, 1.0)
    return result.reshape(p.shape)
