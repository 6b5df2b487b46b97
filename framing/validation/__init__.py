"""Measures held beside human coding: who agrees, how good a lexicon is, and what its error does to a share.

============ ==================================================================
module       what it does
============ ==================================================================
sheets       draws the units that people code, with their inclusion probability
codes        answers by unit and coder, matched with the machine's
coincidences the arithmetic of agreement
agreement    α, AC1, percent and positive agreement, over articles
scores       precision, recall, F1 and prevalence of the corpus
errors       the units, hits and terms behind a score
correction   the arithmetic of correction
estimates    one group's share: raw, corrected by codes, corrected by rates
shares       shares and differences of shares, before and after correction
============ ==================================================================
"""

from framing.validation.agreement import agreement
from framing.validation.errors import coding_errors, false_hits, term_errors
from framing.validation.scores import score_codes
from framing.validation.shares import corrected_differences, corrected_shares
from framing.validation.sheets import coding_sheet

__all__ = ["agreement", "coding_errors", "coding_sheet", "corrected_differences", "corrected_shares", "false_hits",
           "score_codes", "term_errors"]
