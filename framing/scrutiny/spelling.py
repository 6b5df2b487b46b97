"""Spellings that a reader of the list may trip over: elision, accents, words that YAML takes for truth values."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise

from framing.languages import language
from framing.lexicon import Lexicon
from framing.scrutiny.findings import Finding

_YAML_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"})
_SHORT_STEM = 4
# Were both spellings equally common, the first five to be met would be accented in 3 % of the cases.
FEWEST_ACCENTED = 5
# Words that lose their vowel before a vowel; before h the list cannot know.
_ELIDED = frozenset({"de", "le", "la", "je", "me", "te", "se", "ne", "que", "jusque", "lorsque", "puisque"})
_VOWEL = re.compile("[aàâeéèêëiîïoôuùûœæ]")


def spelling_findings(lexicon: Lexicon) -> Iterator[Finding]:
    """Find elisions that are not written, or narrow an entry; short stems; words that YAML would change."""
    for entry in lexicon.entries.itertuples(index=False):
        lang, category, pattern = str(entry.lang), str(entry.category), str(entry.pattern)
        words = pattern.casefold().replace("’", "'").split()
        for first, second in pairwise(words):
            if lang == "fr" and first in _ELIDED and _VOWEL.match(second):
                yield Finding("elision", "warning", lang, category, pattern,
                              f"text has {first[:-1]}'{second}, not {first} {second}")
        head, mark, _ = words[0].partition("'")
        if mark and head in language(lang).elisions and not entry.exclude:
            yield Finding("elision", "note", lang, category, pattern, f"counts after {head}' only")
        if pattern.casefold() in _YAML_WORDS:
            yield Finding("yaml_word", "note", lang, category, pattern, "YAML reads it as a truth value unless quoted")
        n_letters = sum(map(str.isalpha, pattern))
        if len(words) == 1 and "*" in pattern and n_letters < _SHORT_STEM and not entry.exclude:
            yield Finding("short_stem", "note", lang, category, pattern,
                          f"{n_letters} letters; below {_SHORT_STEM} look at what it catches")


def accent_findings(lexicon: Lexicon, frequencies: Mapping[str, Mapping[str, float]], *,
                    least: float = 0) -> Iterator[Finding]:
    """Find words that are ten times commoner with accents than as they are written, and stand so `least` times."""
    for lang, known in frequencies.items():
        accented: dict[str, str] = {}
        for form in sorted(known, key=known.__getitem__):
            if not form.isascii():
                accented[_bare(form)] = form
        own = lexicon.entries[lexicon.entries["lang"] == lang]
        for entry in own.itertuples(index=False):
            for word in str(entry.pattern).casefold().split():
                other = accented.get(word)
                if other and known[other] >= least and known.get(word, 0) < known[other] / 10:
                    yield Finding("accents", "warning", lang, str(entry.category), str(entry.pattern),
                                  f"{other!r} is the usual spelling; accents count")


def _bare(form: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", form) if not unicodedata.combining(mark))
