"""Matches of a lexicon whose entries may ask for a voice: the voices are read only where one does."""

from typing import Any

from framing.lexicon import Lexicon
from framing.matching import Matches, match_terms
from framing.tokens import Tokens
from framing.voice import speech_layer


def voiced_matches(tokens: Tokens, lexicon: Lexicon, **options: Any) -> Matches:
    """Find the matches of a lexicon, as `match_terms` does, in the voices its entries ask for."""
    asked = (lexicon.entries["voice"] != "").any()
    return match_terms(tokens, lexicon, voice=speech_layer(tokens).voice if asked else None, **options)
