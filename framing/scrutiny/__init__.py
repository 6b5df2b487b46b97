"""Word lists under scrutiny: what they would catch, what can never count, what another entry counts already."""

from framing.scrutiny.checks import check_lexicon

__all__ = ["check_lexicon"]
