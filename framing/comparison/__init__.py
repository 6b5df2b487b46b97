"""Comparisons: tables of counts and indices → tidy estimates with intervals over articles.

Paragraphs of one article are not independent, so articles are what is resampled, and a group that has too few
of them gets its estimate, no interval, and a sentence that says why.
"""

from framing.comparison.collocates import collocates
from framing.comparison.keyness import keyness
from framing.comparison.means import compare_means
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.priors import Prior
from framing.comparison.proportions import poisson_interval, wilson_interval
from framing.comparison.rates import compare_rates
from framing.comparison.ratios import rate_ratios
from framing.comparison.trends import trend

__all__ = ["Prior", "benjamini_hochberg", "collocates", "compare_means", "compare_rates", "keyness",
           "poisson_interval", "rate_ratios", "trend", "wilson_interval"]
