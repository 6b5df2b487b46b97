"""From answers of a machine and of people on some units to the share that people would find on all."""

from typing import NamedTuple

import numpy as np


class Sampled(NamedTuple):
    """The machine's answers on all units of a group, people's on some.

    `says` is (units), 0 or 1; `weight` (units): 1 / inclusion probability, 0 where not coded; `truth` (units): people's
    answer 0 to 1, any number where not coded.
    """

    says: np.ndarray
    weight: np.ndarray
    truth: np.ndarray


def pseudo_outcomes(sample: Sampled) -> np.ndarray:
    """Return ŷ + (R/π)(y − ŷ), whose mean is the corrected share whatever the machine is worth.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.validation.correction import Sampled, pseudo_outcomes
    >>> says, weight = np.array([1, 1, 0, 1, 0, 1, 0, 0]), np.array([2, 0, 2, 0, 2, 2, 0, 0])
    >>> pseudo_outcomes(Sampled(says, weight, np.array([1, 0, 1, 0, 0, 0, 0, 0]))).tolist()
    [1, 1, 2, 1, 0, -1, 0, 0]
    """
    return np.asarray(sample.says + sample.weight * (sample.truth - sample.says))


def tuned_outcomes(sample: Sampled, slope: float) -> np.ndarray:
    """Return values whose mean is slope × mean(ŷ) + the weighted mean of y − slope × ŷ over the coded units.

    Each is the unit's part in that estimate, so that their spread over articles is its spread.
    """
    rest = sample.truth - slope * sample.says
    centre = (sample.weight * rest).sum() / sample.weight.sum()
    scale = len(sample.says) / sample.weight.sum()
    return np.asarray(slope * sample.says + centre + scale * sample.weight * (rest - centre))


def tuning_slope(sample: Sampled) -> float:
    """Return how far the machine is trusted: the weighted slope of y on ŷ among coded units, kept in 0 to 1.

    A machine that is always right has 1, one that says nothing about people's answers has 0; so has one that answers
    alike in all coded units.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.validation.correction import Sampled, tuning_slope
    >>> tuning_slope(Sampled(np.array([1, 1, 0, 0]), np.ones(4), np.array([1, 0, 0, 0])))
    0.5
    """
    weight = sample.weight / sample.weight.sum()
    centred = sample.says - (weight * sample.says).sum()
    spread = (weight * centred ** 2).sum()
    if spread < 1e-12:
        return 0.0
    return float(np.clip((weight * centred * sample.truth).sum() / spread, 0.0, 1.0))


class Corrected(NamedTuple):
    """A share corrected by known error rates, and its standard error; NaN where the rates cannot correct."""

    share: float
    error: float


def rogan_gladen(observed: float, error: float, *, sensitivity: tuple[float, float],
                 specificity: tuple[float, float]) -> Corrected:
    """Return (q + Sp − 1)/(Se + Sp − 1), not clipped, and its standard error by the delta method.

    `error` is that of the observed share; sensitivity and specificity come with the number of units they were
    estimated from.

    Examples
    --------
    >>> from framing.validation.correction import rogan_gladen
    >>> share, error = rogan_gladen(0.3, (0.3 * 0.7 / 2000) ** 0.5, sensitivity=(0.8, 100), specificity=(0.9, 200))
    >>> f"{share:.6f} {error:.6f}"
    '0.285714 0.030812'
    """
    (se, n_se), (sp, n_sp) = sensitivity, specificity
    power = se + sp - 1
    if power <= 0:
        return Corrected(np.nan, np.nan)
    share = (observed + sp - 1) / power
    variance = error ** 2 + share ** 2 * se * (1 - se) / n_se + (1 - share) ** 2 * sp * (1 - sp) / n_sp
    return Corrected(share, float(np.sqrt(variance)) / power)
