"""How strongly a term is tied to one of two corpora: effect sizes and test statistics from four counts.

Everywhere `a` hits among `c` words stand against `b` hits among `d` words; arrays have one value per term.
"""

import numpy as np
from scipy.special import xlogy

# Hardie's replacement for a count of zero, so that the log ratio exists.
_HALF = 0.5


def log_odds(a: np.ndarray, c: float, b: np.ndarray, d: float,
             alpha: np.ndarray, alpha_total: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the log-odds ratio under an informative Dirichlet prior, and the same over its standard error.

    Monroe, Colaresi & Quinn (2008), eq. 16 and 20-22: the variance is 1/(a + α) + 1/(b + α), without the two
    terms of the complements.
    """
    # A term without a prior count and without a hit has no odds on that side.
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = (np.log((a + alpha) / (c + alpha_total - a - alpha))
                 - np.log((b + alpha) / (d + alpha_total - b - alpha)))
        z = delta / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    return np.where(np.isfinite(delta), delta, np.nan), np.where(np.isfinite(delta), z, np.nan)


def g2_two_cell(a: np.ndarray, c: float, b: np.ndarray, d: float) -> np.ndarray:
    """Return the log-likelihood statistic over the two cells of the term (Rayson & Garside 2000)."""
    expected_a, expected_b = c * (a + b) / (c + d), d * (a + b) / (c + d)
    return 2 * (_surprise(a, expected_a) + _surprise(b, expected_b))


def g2_four_cell(a: np.ndarray, c: float, b: np.ndarray, d: float) -> np.ndarray:
    """Return the log-likelihood statistic over term and other words in both corpora (Dunning 1993)."""
    others = c + d - a - b
    return g2_two_cell(a, c, b, d) + 2 * (_surprise(c - a, c * others / (c + d))
                                          + _surprise(d - b, d * others / (c + d)))


def _surprise(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    return xlogy(observed, np.divide(observed, expected, out=np.ones_like(expected, dtype=float),
                                     where=expected > 0))


def log_ratio(a: np.ndarray, c: float, b: np.ndarray, d: float) -> np.ndarray:
    """Return log2 of the ratio of relative frequencies (Hardie 2014); a count of zero is taken as one half."""
    return np.log2(np.where(a > 0, a, _HALF) / c) - np.log2(np.where(b > 0, b, _HALF) / d)


def percent_difference(a: np.ndarray, c: float, b: np.ndarray, d: float) -> np.ndarray:
    """Return the difference of relative frequencies in % of the second (Gabrielatos & Marchi 2012)."""
    second = b / d
    return np.divide(100 * (a / c - second), second, out=np.full(np.shape(second), np.nan), where=second > 0)


def jensen_shannon_parts(a: np.ndarray, c: float, b: np.ndarray, d: float) -> np.ndarray:
    """Return what each term adds to the Jensen-Shannon divergence of the two corpora, in bits (Lin 1991)."""
    p, q = a / c, b / d
    middle = (p + q) / 2
    return (_surprise(p, middle) + _surprise(q, middle)) / (2 * np.log(2))


def deviation_of_proportions(values: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return DP (Gries 2008) of each term over the parts of a corpus, and DP over its maximum.

    Half the sum of |share of the hits − share of the words| over parts (rows); 0 is a term spread like the
    words, values near 1 a term in one small part. The second divides by 1 − the smallest part's share
    (Lijffijt & Gries 2012). NaN for a term without a hit; with one part nothing can be spread.
    """
    total = values.sum(axis=0)
    share = np.divide(values, total, out=np.full(values.shape, np.nan), where=total > 0)
    expected = sizes / sizes.sum()
    dp = np.abs(share - expected[:, None]).sum(axis=0) / 2
    most = 1 - expected.min()
    return dp, dp / most if most > 0 else np.full_like(dp, np.nan)
