"""Which word types a word of a pattern matches: found by its beginning, by its end, or by what stands inside."""

import re
import time
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from framing._check import message
from framing.expressions import is_expression, read_expression
from framing.scanner import fold
from framing.tokens import Vocabulary

_WILDCARD = re.compile(r"[*?]")
_LETTERS = {"*": r"([^\W\d_]*)", "?": r"([^\W\d_])"}
# One expression over all word types: far more than it takes, far less than anybody waits.
_SECONDS = 5.0
_LOOKS = 1000


@dataclass(frozen=True)
class TypeIndex:
    """Folded forms of one language, sorted, with the types behind each."""

    forms: list[str]
    types: list[list[int]]
    words: np.ndarray

    @classmethod
    def of(cls, vocabulary: Vocabulary, code: str) -> "TypeIndex":
        table: dict[str, list[int]] = defaultdict(list)
        own = np.flatnonzero(vocabulary.langs == code)
        for number in own:
            table[vocabulary.folded[number]].append(int(number))
            # Capitals often lose their accents; the marked key is met only by an accented pattern.
            for bare in _bare_capitals(vocabulary.types[number]):
                table[bare].append(int(number))
        forms = sorted(table)
        return cls(forms, [table[form] for form in forms], own[vocabulary.is_word[own]].astype(np.int32))

    @cached_property
    def endings(self) -> list[tuple[str, int]]:
        """The forms read backwards, sorted, with their place."""
        return sorted((form[::-1], place) for place, form in enumerate(self.forms))

    @cached_property
    def joined(self) -> tuple[str, np.ndarray]:
        """All forms in one text, a line each, and where each line begins."""
        lengths = np.fromiter(map(len, self.forms), np.int64, len(self.forms))
        return "\n".join(self.forms), np.cumsum(lengths + 1) - lengths - 1

    def find(self, word: str) -> np.ndarray:
        """Return the types that a word of a pattern matches, int32, sorted."""
        if word == "*":
            return self.words
        if is_expression(word):
            places = set(self._expressed(word))
        else:
            places = set(self._matching(word))
            plain = _strip_accents(word)
            if plain != word:
                places.update(self._matching(_ALL_CAPITALS + plain))
                if _strip_accents(word[0]) != word[0]:
                    places.update(self._matching(_FIRST_CAPITAL + plain[0] + word[1:]))
        return np.unique(np.array([number for place in places for number in self.types[place]], dtype=np.int32))

    def _matching(self, word: str) -> Iterable[int]:
        """Return the places of the forms that a word with wildcards matches."""
        parts = _WILDCARD.split(word)
        if len(parts) == 1:
            place = bisect_left(self.forms, word)
            return [place] if self.forms[place:place + 1] == [word] else []
        if parts[0]:
            low, high = (side(self.forms, parts[0] + end) for side, end in ((bisect_left, ""), (bisect_right, _LAST)))
            candidates: Iterable[int] = range(low, high)
            if word == parts[0] + "*":
                length = len(parts[0])
                return [place for place in candidates if _is_letters(self.forms[place][length:])]
        elif parts[-1]:
            ending = parts[-1][::-1]
            low, high = (bisect_left(self.endings, (ending + end, 0)) for end in ("", _LAST))
            candidates = [place for _, place in self.endings[low:high]]
        else:
            candidates = self._containing(max(parts, key=len))
        fits = re.compile("".join(_LETTERS.get(part, re.escape(part)) for part in re.split(r"([*?])", word)))
        found = ((place, fits.fullmatch(self.forms[place])) for place in candidates)
        return [place for place, match in found if match and all(map(_is_letters, match.groups()))]

    def _containing(self, part: str) -> list[int]:
        text, starts = self.joined
        hits = np.array([match.start() for match in re.finditer(re.escape(part), text)], dtype=np.int64)
        return np.unique(np.searchsorted(starts, hits, side="right") - 1).tolist()

    def _expressed(self, word: str) -> list[int]:
        """Match a regular expression against each form, and give up when it takes too long."""
        expression = read_expression("match_terms", word)
        found: list[int] = []
        until = time.monotonic() + _SECONDS
        # Marked keys, which come first, stand for forms that are looked at without their mark.
        for first in range(bisect_left(self.forms, " "), len(self.forms), _LOOKS):
            found += [place for place, form in enumerate(self.forms[first:first + _LOOKS], start=first)
                      if expression.fullmatch(form)]
            if time.monotonic() > until:
                raise ValueError(message("match_terms", f"a regular expression took more than {_SECONDS:g} seconds",
                                         got=word, hint="write it as several entries with `*`"))
        return found


# Marks that no folded form begins with: they keep the bare capitals apart from the plain forms.
_ALL_CAPITALS, _FIRST_CAPITAL = "\x01", "\x02"
_LAST = "\U0010ffff"


def _is_letters(text: str) -> bool:
    return not text or text.isalpha()


def _bare_capitals(form: str) -> list[str]:
    keys = []
    if len(form) > 1 and form.isupper() and form.isascii():
        keys.append(_ALL_CAPITALS + fold(form))
    if form[0] in "AEIOUC" and not form.isupper():
        keys.append(_FIRST_CAPITAL + fold(form))
    return keys


def _strip_accents(form: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", form) if not unicodedata.combining(mark))
