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
from framing.comparison.expected import compare_with_expected
from framing.comparison.means import compare_means
from framing.comparison.proportions import poisson_interval, wilson_interval
from framing.comparison.rates import compare_rates
from framing.comparison.ratios import rate_ratios
from framing.comparison.sensitivity import leave_term_out
from framing.comparison.speakers import cue_shares, speaker_shares
from framing.comparison.trends import trend
from framing.comparison.voices import voice_ratios

__all__ = [
    "Duplicates",
    "compare_means",
    "compare_rates",
    "compare_with_expected",
    "cue_shares",
    "duplicate_weights",
    "find_duplicates",
    "first_of_duplicates",
    "leave_term_out",
    "poisson_interval",
    "rate_ratios",
    "shared_copy",
    "speaker_shares",
    "trend",
    "voice_ratios",
    "wilson_interval",
]
