"""Which word types a word of a pattern matches: found by its beginning, by its end, or by what stands inside."""

import re
import time
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from framing._check import message
from framing.expressions import LONGEST_WORD, is_expression, read_expression
from framing.scanner import fold
from framing.tokens import Vocabulary

_WILDCARD = re.compile(r"[*?]")
_LETTERS = {"*": r"([^\W\d_]*)", "?": r"([^\W\d_])"}
# One expression over all word types: far more than it takes, far less than anybody waits.
_SECONDS = 5.0
_LOOKS = 1000


@dataclass(frozen=True)
class Forms:
    """Sorted folded forms; form `i` stands for the types `types[starts[i]:starts[i + 1]]`."""

    forms: list[str]
    starts: np.ndarray
    types: np.ndarray

    @classmethod
    def of(cls, forms: list[str], groups: np.ndarray, types: np.ndarray) -> "Forms":
        """Sort `forms`; `groups` tells which of them each type has."""
        order = sorted(range(len(forms)), key=forms.__getitem__)
        rank = np.empty(len(forms), dtype=np.int64)
        rank[order] = np.arange(len(forms))
        ranks = rank[groups]
        sizes = np.bincount(ranks, minlength=len(forms))
        return cls([forms[place] for place in order], np.append(0, np.cumsum(sizes)),
                   types[np.argsort(ranks, kind="stable")])

    def find(self, word: str) -> list[np.ndarray]:
        """Return the types that a word of a pattern matches, in parts."""
        places = self._expressed(word) if is_expression(word) else self._matching(word)
        return [self.types[self.starts[place]:self.starts[place + 1]] for place in places]

    @cached_property
    def endings(self) -> list[tuple[str, int]]:
        """The forms read backwards, sorted, with their place."""
        return sorted((form[::-1], place) for place, form in enumerate(self.forms))

    @cached_property
    def joined(self) -> tuple[str, np.ndarray]:
        """All forms in one text, a line each, and where each line begins."""
        lengths = np.fromiter(map(len, self.forms), np.int64, len(self.forms))
        return "\n".join(self.forms), np.cumsum(lengths + 1) - lengths - 1

    def _matching(self, word: str) -> Iterable[int]:
        """Return the places of the forms that a word with wildcards matches."""
        parts = _WILDCARD.split(word)
        if len(parts) == 1:
            place = bisect_left(self.forms, word)
            # Several types may share a bare form.
            return range(place, bisect_right(self.forms, word, lo=place))
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
        for first in range(0, len(self.forms), _LOOKS):
            found += [place for place, form in enumerate(self.forms[first:first + _LOOKS], start=first)
                      if len(form) <= LONGEST_WORD and expression.fullmatch(form)]
            if time.monotonic() > until:
                raise ValueError(message("match_terms", f"a regular expression took more than {_SECONDS:g} seconds",
                                         got=word, hint="write it as several entries with `*`"))
        return found


@dataclass(frozen=True)
class TypeIndex:
    """The types of one language, by folded form, and by the bare form of capitals that may have lost accents."""

    plain: Forms
    all_capitals: Forms
    first_capital: Forms
    words: np.ndarray

    @classmethod
    def of(cls, vocabulary: Vocabulary, code: str) -> "TypeIndex":
        own = np.flatnonzero(vocabulary.langs == code).astype(np.int32)
        firsts, groups = np.unique(vocabulary.fold_ids[own], return_inverse=True)
        plain = Forms.of(vocabulary.folded[firsts].tolist(), groups, own)
        capital = [(number, form) for number, form in zip(own.tolist(), vocabulary.types[own].tolist(), strict=True)
                   if "A" <= form[0] <= "Z"]
        shouted = [(number, fold(form)) for number, form in capital if len(form) > 1 and form.isupper()
                   and form.isascii()]
        opening = [(number, fold(form)) for number, form in capital if form[0] in "AEIOUC" and not form.isupper()]
        return cls(plain, _forms(shouted), _forms(opening), own[vocabulary.is_word[own]])

    def find(self, word: str) -> np.ndarray:
        """Return the types that a word of a pattern matches, int32, sorted.

        Capitals often lose their accents: `ETAT` and `Etat` are met by an accented pattern, and by it alone.
        """
        if word == "*":
            return self.words
        found = self.plain.find(word)
        bare = word if word.isascii() or is_expression(word) else _strip_accents(word)
        if bare != word:
            found += self.all_capitals.find(bare)
            if bare[0] != word[0]:
                found += self.first_capital.find(bare[0] + word[1:])
        if not found:
            return np.zeros(0, dtype=np.int32)
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))


def _forms(keys: list[tuple[int, str]]) -> Forms:
    types = np.fromiter((number for number, _ in keys), np.int32, len(keys))
    return Forms.of([form for _, form in keys], np.arange(len(keys)), types)


_LAST = "\U0010ffff"


def _is_letters(text: str) -> bool:
    return not text or text.isalpha()


def _strip_accents(form: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", form) if not unicodedata.combining(mark))
