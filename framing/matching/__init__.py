"""Where patterns meet words."""

from framing.matching.overlaps import leftmost_longest
from framing.matching.spans import Matches, find_patterns
from framing.matching.terms import OVERLAPS, covered_paragraphs, match_terms

__all__ = ["OVERLAPS", "Matches", "covered_paragraphs", "find_patterns", "leftmost_longest", "match_terms"]
