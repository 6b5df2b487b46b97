"""Comparisons: tables of counts and indices → tidy estimates with intervals over articles.

Paragraphs of one article are not independent, so articles are what is resampled, and a group that has too few
of them gets its estimate, no interval, and a sentence that says why.
"""

from framing.comparison.duplicates import (
    Duplicates,
    duplicate_weights,
    find_duplicates,
    first_of_duplicates,
    shared_copy,
)
from framing.comparison.means import compare_means
from framing.comparison.proportions import poisson_interval, wilson_interval
from framing.comparison.rates import compare_rates
from framing.comparison.ratios import rate_ratios
from framing.comparison.trends import trend

__all__ = ["Duplicates", "compare_means", "compare_rates", "duplicate_weights", "find_duplicates",
           "first_of_duplicates", "poisson_interval", "rate_ratios", "shared_copy", "trend", "wilson_interval"]
