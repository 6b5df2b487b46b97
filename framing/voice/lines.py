"""The tokens as flat arrays of plain numbers, which single places are read from faster than from numpy's."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import is_normalized, normalize

import numpy as np

from framing.tokens import Tokens, Vocabulary

QUOTATION = frozenset("«»“”„‟‹›‘’‚'\"＂")
DIALOGUE = frozenset("—–―‒")


@dataclass(frozen=True)
class Lines:
    """Ids, forms, white space and flags of all tokens."""

    ids: Sequence[int]
    types: list[str]
    spaced: bytes
    flags: Sequence[int]

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


def lines_of(tokens: Tokens, flags: np.ndarray) -> Lines:
    """Return the tokens with the flags of each (n_tokens)."""
    return Lines(array("i", tokens.ids.astype(np.int32).tobytes()), plain_forms(tokens.vocabulary),
                 tokens.spaced.tobytes(), array("q", flags.astype(np.int64).tobytes()))
