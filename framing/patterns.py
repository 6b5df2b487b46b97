"""Patterns compiled: each word of a pattern is looked up once among the types of the text.

A pattern is cut by the text's own scanner, so that `d'armes` means the same two tokens in both.
"""

from dataclasses import dataclass

import numpy as np

from framing.expressions import is_expression
from framing.languages import language
from framing.lexicon import Lexicon
from framing.notation import VOICES, Condition, read_condition
from framing.scanner import fold, scan
from framing.tokens import Tokens
from framing.type_index import TypeIndex


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
    langs = entries["lang"].tolist()
    sought = list(zip(langs, entries["pattern"].tolist(), strict=True))
    numbers: dict[tuple[str, str], int] = {}
    of_entry = [numbers.setdefault(key, len(numbers)) if key[1] else -1
                for key in zip(langs, entries["condition"].tolist(), strict=True)]
    conditions = [read_condition(text) for _, text in numbers]
    of_pattern = []
    for number, ((code, _), condition) in enumerate(zip(numbers, conditions, strict=True)):
        sought += [(code, pattern) for pattern in condition.patterns]
        of_pattern += [number] * len(condition.patterns)
    atoms: dict[tuple[str, str], int] = {}
    patterns = [(place, tuple(atoms.setdefault((code, word), len(atoms)) for word in pattern_words(pattern, code)))
                for place, (code, pattern) in enumerate(sought) if code in present]
    indexes = {code: TypeIndex.of(tokens.vocabulary, code) for code in {code for code, _ in atoms}}
    types = [indexes[code].find(word) for code, word in atoms]
    named, voice = np.unique(entries["voice"].to_numpy(dtype=object), return_inverse=True)
    voices = np.array([[number in VOICES[name] for number in range(3)] for name in named], dtype=bool)[voice]
    return Compiled(patterns, types, conditions, np.array(of_entry, dtype=np.int64),
                    np.array(of_pattern, dtype=np.int64), voices)


def pattern_words(pattern: str, lang: str) -> list[str]:
    """Cut a pattern as the text is cut: its folded words, with their wildcards.

    Examples
    --------
    >>> from framing.patterns import pattern_words
    >>> pattern_words("livraison* d’arme?", "fr")
    ['livraison*', "d'", 'arme?']
    """
    words = []
    for chunk in pattern.split():
        if chunk == "*" or is_expression(chunk):
            words.append(chunk)
            continue
        # The scanner takes the stand-ins for letters, so that wildcards stay in their word.
        stem = chunk.rstrip("*").replace("*", _ANY_LETTERS).replace("?", _ONE_LETTER)
        # Letters alone are one word in any language: no need to ask.
        plain = stem.isascii() and stem.isalpha()
        forms = [stem.lower()] if plain else [fold(piece.form) for piece in scan(stem, language(lang))]
        words += [form.replace(_ANY_LETTERS, "*").replace(_ONE_LETTER, "?") for form in forms]
        if chunk.endswith("*") and forms:
            words[-1] += "*"
    return words


# Letters without case that no pattern in use contains.
_ANY_LETTERS, _ONE_LETTER = "\ua66e", "\ua500"
