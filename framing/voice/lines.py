"""The tokens as Python lists, which single places are read from faster than from arrays."""

from dataclasses import dataclass

QUOTATION = frozenset("«»“”„‟‹›‘’‚'\"＂")
DIALOGUE = frozenset("—–―‒")


@dataclass(frozen=True)
class Lines:
    """Ids, forms, white space and flags of all tokens."""

    ids: list[int]
    types: list[str]
    spaced: list[bool]
    flags: list[int]

    def form(self, place: int) -> str:
        """Return the form of a token."""
        return self.types[self.ids[place]]

    def wordlike(self, place: int) -> bool:
        """Say whether a token begins with a letter or digit."""
        form = self.form(place)
        return form[0].isalnum() or form[0] in "…[($€£#@¿¡" or (form[0] in "-" and len(form) > 1)
