"""The tokens as Python lists, which single places are read from faster than from arrays."""

from dataclasses import dataclass
from unicodedata import is_normalized, normalize

from framing.tokens import Vocabulary

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


def plain_forms(vocabulary: Vocabulary) -> list[str]:
    """Return the types as the rules compare them: composed letters, straight apostrophes inside words."""
    forms = []
    for form in vocabulary.types.tolist():
        plain = form if is_normalized("NFC", form) else normalize("NFC", form)
        forms.append(plain.replace("’", "'") if len(plain) > 1 else plain)
    return forms
