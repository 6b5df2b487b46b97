"""Patterns compiled: each word of a pattern is looked up once among the types of the text.

A pattern is cut by the text's own scanner, so that `d'armes` means the same two tokens in both.
"""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from framing.languages import language
from framing.lexicon import Lexicon
from framing.scanner import fold, scan
from framing.tokens import Tokens, Vocabulary


@dataclass(frozen=True)
class Compiled:
    """Patterns as atoms (one word of a pattern) and the types that each atom matches."""

    patterns: list[tuple[int, tuple[int, ...]]]   # (entry, atoms)
    types_of_atom: list[np.ndarray]


def compile_patterns(lexicon: Lexicon, tokens: Tokens) -> Compiled:
    atoms: dict[tuple[str, str, bool], int] = {}
    patterns = []
    entries = lexicon.entries
    present = set(tokens.vocabulary.langs.tolist())
    for entry, (code, pattern) in enumerate(zip(entries["lang"], entries["pattern"], strict=True)):
        if code in present:
            words = tuple(atoms.setdefault((code, *word), len(atoms)) for word in pattern_words(pattern, code))
            patterns.append((entry, words))
    indexes = {code: TypeIndex.of(tokens.vocabulary, code) for code in {code for code, _, _ in atoms}}
    return Compiled(patterns, [indexes[code].find(form, prefix) for code, form, prefix in atoms])


def pattern_words(pattern: str, lang: str) -> list[tuple[str, bool]]:
    """Cut a pattern as the text is cut: its folded words, and whether each is a stem with `*`.

    Examples
    --------
    >>> from framing.patterns import pattern_words
    >>> pattern_words("livraison* d’armes", "fr")
    [('livraison', True), ("d'", False), ('armes', False)]
    """
    words = []
    for chunk in pattern.split():
        pieces = scan(chunk.rstrip("*"), language(lang))
        words += [(fold(piece.form), False) for piece in pieces]
        if chunk.endswith("*") and words:
            words[-1] = (words[-1][0], True)
    return words


@dataclass(frozen=True)
class TypeIndex:
    """Folded forms of one language, sorted, with the types behind each."""

    forms: list[str]
    types: list[list[int]]

    @classmethod
    def of(cls, vocabulary: Vocabulary, code: str) -> "TypeIndex":
        table: dict[str, list[int]] = defaultdict(list)
        for number in np.flatnonzero(vocabulary.langs == code):
            table[vocabulary.folded[number]].append(int(number))
            # Capitals often lose their accents; the marked key is met only by an accented pattern.
            for bare in _bare_capitals(vocabulary.types[number]):
                table[bare].append(int(number))
        forms = sorted(table)
        return cls(forms, [table[form] for form in forms])

    def find(self, form: str, prefix: bool) -> np.ndarray:
        """Return the types that a word of a pattern matches."""
        found = list(self._matching(form, prefix))
        plain = _strip_accents(form)
        if plain != form:
            found += self._matching(_ALL_CAPITALS + plain, prefix)
            if _strip_accents(form[0]) != form[0]:
                found += self._matching(_FIRST_CAPITAL + _strip_accents(form[0]) + form[1:], prefix)
        return np.unique(np.array(found, dtype=np.int32))

    def _matching(self, form: str, prefix: bool) -> Iterator[int]:
        place = bisect_left(self.forms, form)
        while place < len(self.forms) and self.forms[place].startswith(form):
            rest = self.forms[place][len(form):]
            if not rest or (prefix and rest.isalpha()):
                yield from self.types[place]
            if not prefix:
                return
            place += 1


# Marks that no folded form begins with: they keep the bare capitals apart from the plain forms.
_ALL_CAPITALS, _FIRST_CAPITAL = "\x01", "\x02"


def _bare_capitals(form: str) -> list[str]:
    keys = []
    if len(form) > 1 and form.isupper() and form.isascii():
        keys.append(_ALL_CAPITALS + fold(form))
    if form[0] in "AEIOUC" and not form.isupper():
        keys.append(_FIRST_CAPITAL + fold(form))
    return keys


def _strip_accents(form: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", form) if not unicodedata.combining(mark))
