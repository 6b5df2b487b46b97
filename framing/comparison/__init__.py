"""Comparisons: tables of counts and indices → tidy estimates with intervals over articles.

Paragraphs of one article are not independent, so articles are what is resampled, and a group that has too few
of them gets its estimate, no interval, and a sentence that says why.
"""

from framing.comparison.changes import compare_periods
from framing.comparison.clustering import design_effects
from framing.comparison.collocates import collocates
from framing.comparison.differences import rate_differences
from framing.comparison.duplicates import (
    Duplicates,
    duplicate_weights,
    find_duplicates,
    first_of_duplicates,
    shared_copy,
)
from framing.comparison.expected import compare_with_expected
from framing.comparison.influence import article_influence
from framing.comparison.keyness import keyness
from framing.comparison.means import compare_means
from framing.comparison.models import rate_model
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.permutation_tests import permutation_test
from framing.comparison.priors import Prior
from framing.comparison.proportions import poisson_interval, wilson_interval
from framing.comparison.rates import compare_rates
from framing.comparison.ratios import rate_ratios
from framing.comparison.sensitivity import leave_term_out
from framing.comparison.smoothing import smooth_trend
from framing.comparison.speakers import cue_shares, speaker_shares
from framing.comparison.trends import trend
from framing.comparison.voices import voice_ratios

__all__ = [
    "Duplicates",
    "Prior",
    "article_influence",
    "benjamini_hochberg",
    "collocates",
    "compare_means",
    "compare_periods",
    "compare_rates",
    "compare_with_expected",
    "cue_shares",
    "design_effects",
    "duplicate_weights",
    "find_duplicates",
    "first_of_duplicates",
    "keyness",
    "leave_term_out",
    "permutation_test",
    "poisson_interval",
    "rate_differences",
    "rate_model",
    "rate_ratios",
    "shared_copy",
    "smooth_trend",
    "speaker_shares",
    "trend",
    "voice_ratios",
    "wilson_interval",
]
