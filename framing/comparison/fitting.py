"""Fitting rate models: iteratively reweighted least squares for log-linear counts with an offset."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import gammaln

_MOST_STEPS = 100
_TOLERANCE = 1e-10
# Beyond this θ a negative binomial is a Poisson distribution to five digits of any standard error.
_LARGEST_LOG_THETA = 12.0


@dataclass(frozen=True, eq=False)
class Fit:
    """Coefficients of a log-linear model of counts, and what their errors are made of."""

    coefficients: np.ndarray   # (k,)
    fitted: np.ndarray         # (n,) expected hits
    bread: np.ndarray          # (k, k) inverse of the expected information
    scores: np.ndarray         # (n, k) what each article adds to the estimating equations
    dispersion: float          # Pearson's chi-square over n − k
    theta: float               # of the negative binomial; infinite for Poisson
    converged: bool


def fit_rates(design: np.ndarray, hits: np.ndarray, exposure: np.ndarray, weight: np.ndarray, *,
              negative_binomial: bool) -> Fit:
    """Fit log(expected hits) = design · β + log(exposure), articles weighed.

    The negative binomial has the variance μ + μ²/θ; β and θ are estimated by maximum likelihood in turn.
    """
    theta = np.inf
    beta, converged = _scoring(design, hits, exposure, weight, theta)
    if negative_binomial:
        for _ in range(_MOST_STEPS):
            expected = exposure * np.exp(design @ beta)
            before, theta = theta, _best_theta(hits, expected, weight)
            beta, converged = _scoring(design, hits, exposure, weight, theta)
            if before == theta or abs(np.log(before) - np.log(theta)) < 1e-8:
                break
    expected = exposure * np.exp(design @ beta)
    variance = expected + (expected ** 2 / theta if np.isfinite(theta) else 0.0)
    working = weight * expected ** 2 / variance
    bread = np.linalg.pinv(design.T @ (working[:, None] * design))
    pearson = (weight * (hits - expected) ** 2 / variance).sum()
    scores = (weight * expected / variance * (hits - expected))[:, None] * design
    freedom = len(hits) - design.shape[1]
    return Fit(beta, expected, bread, scores, pearson / freedom if freedom > 0 else np.nan, theta, converged)


def _scoring(design: np.ndarray, hits: np.ndarray, exposure: np.ndarray, weight: np.ndarray,
             theta: float) -> tuple[np.ndarray, bool]:
    offset = np.log(exposure)
    expected = (hits + hits.sum() / exposure.sum() * exposure) / 2
    beta = np.zeros(design.shape[1])
    for step in range(_MOST_STEPS):
        linear = np.log(expected) if step == 0 else design @ beta + offset
        expected = np.exp(linear)
        working = weight * expected / (1 + expected / theta)
        response = linear - offset + (hits - expected) / expected
        root = np.sqrt(working)
        before, beta = beta, np.linalg.lstsq(root[:, None] * design, root * response, rcond=None)[0]
        if step and np.abs(beta - before).max() < _TOLERANCE * (1 + np.abs(beta).max()):
            return beta, True
    return beta, False


def _best_theta(hits: np.ndarray, expected: np.ndarray, weight: np.ndarray) -> float:
    def loss(log_theta: float) -> float:
        theta = np.exp(log_theta)
        likelihood = (gammaln(hits + theta) - gammaln(theta) - (hits + theta) * np.log1p(expected / theta)
                      - hits * log_theta)
        return -float((weight * likelihood).sum())

    found = minimize_scalar(loss, bounds=(-8.0, _LARGEST_LOG_THETA), method="bounded", options={"xatol": 1e-9})
    return float(np.exp(found.x)) if found.x < _LARGEST_LOG_THETA - 0.01 else np.inf


def clustered_covariance(fit: Fit, clusters: np.ndarray) -> np.ndarray:
    """Return the covariance of the coefficients when whole clusters are independent, not their members.

    The sandwich with the factor G/(G − 1) · (n − 1)/(n − k), G clusters of n articles (CR1).
    """
    n, k = fit.scores.shape
    groups = int(clusters.max()) + 1
    sums = np.zeros((groups, k))
    np.add.at(sums, clusters, fit.scores)
    return np.asarray(groups / (groups - 1) * (n - 1) / (n - k) * fit.bread @ (sums.T @ sums) @ fit.bread)
