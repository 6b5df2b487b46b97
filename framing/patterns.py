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
from framing.notation import VOICES, Condition, read_condition
from framing.scanner import fold, scan
from framing.tokens import Tokens, Vocabulary


@dataclass(frozen=True)
class Compiled:
    """The patterns of a lexicon and of its conditions, and the conditions and voices of its entries.

    Attributes
    ----------
    patterns
        Pairs (entry, atoms); an atom is one word of a pattern. Behind the entries, as numbers from the number
        of entries on, come the patterns that conditions look for.
    types_of_atom
        The types that each atom matches.
    conditions
        The distinct conditions, each of one language.
    condition_of_entry
        int64 (n_entries): number of the entry's condition, or -1.
    condition_of_pattern
        int64: for each pattern behind the entries, the condition that looks for it.
    voices
        bool (n_entries, 3): in which voices (narrator, direct, reported) the entry counts.
    """

    patterns: list[tuple[int, tuple[int, ...]]]
    types_of_atom: list[np.ndarray]
    conditions: list[Condition]
    condition_of_entry: np.ndarray
    condition_of_pattern: np.ndarray
    voices: np.ndarray


def compile_patterns(lexicon: Lexicon, tokens: Tokens) -> Compiled:
    """Look up each word of the patterns once among the types of the text."""
    entries = lexicon.entries
    present = set(tokens.vocabulary.langs.tolist())
    sought = list(zip(entries["lang"], entries["pattern"], strict=True))
    numbers: dict[tuple[str, str], int] = {}
    of_entry = [numbers.setdefault(key, len(numbers)) if key[1] else -1
                for key in zip(entries["lang"], entries["condition"], strict=True)]
    conditions = [read_condition(text) for _, text in numbers]
    of_pattern = []
    for number, ((code, _), condition) in enumerate(zip(numbers, conditions, strict=True)):
        sought += [(code, pattern) for pattern in condition.patterns]
        of_pattern += [number] * len(condition.patterns)
    atoms: dict[tuple[str, str, bool], int] = {}
    patterns = [(place, tuple(atoms.setdefault((code, *word), len(atoms)) for word in pattern_words(pattern, code)))
                for place, (code, pattern) in enumerate(sought) if code in present]
    indexes = {code: TypeIndex.of(tokens.vocabulary, code) for code in {code for code, _, _ in atoms}}
    types = [indexes[code].find(form, prefix) for code, form, prefix in atoms]
    voices = np.array([[number in VOICES[voice] for number in range(3)] for voice in entries["voice"]], dtype=bool)
    return Compiled(patterns, types, conditions, np.array(of_entry, dtype=np.int64),
                    np.array(of_pattern, dtype=np.int64), voices)


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
