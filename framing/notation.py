"""How an entry is written: its pattern, what must stand near a match, and in whose voice it counts."""

import re
from dataclasses import dataclass
from functools import cache

from framing._check import message
from framing.expressions import is_expression, read_expression

# A stem of one letter would match a tenth of the dictionary.
SHORTEST_STEM = 2

_WRITTEN = re.compile(r"(?P<kind>unless|only)\s+(?P<patterns>.+?)\s+within\s+(?P<reach>\d+|sentence)\Z")
# The voices, numbered as `framing.voice` numbers them, in which an entry with that condition counts.
VOICES = {"": (0, 1, 2), "narrator": (0,), "direct": (1,), "reported": (2,), "quoted": (1, 2)}


@dataclass(frozen=True)
class Condition:
    """What must stand near a match for it to count (`only`), or must not (`unless`).

    Attributes
    ----------
    only
        True: one of the patterns must be near; False: none may be.
    patterns
        What is looked for.
    n_words
        How far, in words of the same paragraph (1: the next word); `None`: anywhere in the sentence.
    """

    only: bool
    patterns: tuple[str, ...]
    n_words: int | None

    def __str__(self) -> str:
        reach = "sentence" if self.n_words is None else str(self.n_words)
        return f"{'only' if self.only else 'unless'} {' | '.join(self.patterns)} within {reach}"


@cache
def read_condition(text: str) -> Condition:
    """Read a condition: `unless PATTERN | PATTERN within N`, `only PATTERN within sentence`.

    Parameters
    ----------
    text
        The condition as a lexicon writes it.

    Returns
    -------
    The `Condition`.

    Raises
    ------
    ValueError
        If the text is no condition.

    Examples
    --------
    >>> from framing.notation import read_condition
    >>> read_condition("unless prix nobel* | médaille* within 5")
    Condition(only=False, patterns=('prix nobel*', 'médaille*'), n_words=5)
    """
    found = _WRITTEN.match(" ".join(text.split()))
    patterns = tuple(part.strip() for part in found["patterns"].split("|")) if found else ()
    if not found or not all(patterns) or found["reach"] == "0":
        raise ValueError(message("condition", "it cannot be read", got=repr(text),
                                 expected="`unless` or `only`, patterns separated by `|`, `within` and a number of "
                                          "words from 1 or `sentence`"))
    reach = found["reach"]
    return Condition(found["kind"] == "only", patterns, None if reach == "sentence" else int(reach))


def check_pattern(where: str, pattern: str, *, regex: bool = False) -> None:
    """Raise `ValueError` unless every word of a pattern can be read; `regex` allows `/…/`."""
    words = pattern.split()
    for place, word in enumerate(words):
        if is_expression(word):
            if not regex:
                raise ValueError(message(where, f"pattern {pattern!r} is a regular expression", got=word,
                                         expected="words and wildcards",
                                         hint="pass regex=True to allow expressions between slashes"))
            read_expression(where, word)
        elif word != "*":
            _check_word(where, pattern, word)
        elif not 0 < place < len(words) - 1:
            raise ValueError(message(where, f"pattern {pattern!r} has a lone `*` at its edge",
                                     expected="`*` for any one word, between two others"))


def _check_word(where: str, pattern: str, word: str) -> None:
    stem = word.replace("*", "").replace("?", "")
    if not any(mark.isalnum() for mark in stem):
        raise ValueError(message(where, f"pattern {pattern!r} holds no letter", got=word))
    if "*" in word and sum(mark.isalpha() for mark in stem) < SHORTEST_STEM:
        raise ValueError(message(where, f"the stem of {pattern!r} is too short", got=word,
                                 expected=f"at least {SHORTEST_STEM} letters beside `*`"))


def check_category(where: str, category: str) -> None:
    """Raise `ValueError` unless a category name can be a column and a path of levels."""
    if category.startswith("n_"):
        raise ValueError(message(where, "category names begin with `n_`", got=category,
                                 expected="other names: the tables keep `n_` for counts such as n_words"))
    if any(mark.isspace() for mark in category):
        raise ValueError(message(where, "category names hold white space", got=category,
                                 expected="identifiers such as war_violence or war/violence"))
    if not all(category.split("/")):
        raise ValueError(message(where, "a level of a category has no name", got=category,
                                 expected="names separated by single slashes, such as war/violence"))


def category_at(category: str, levels: int | None) -> str:
    """Return the first levels of a category; all of them if `levels` is `None`.

    Examples
    --------
    >>> from framing.notation import category_at
    >>> category_at("war/violence/shelling", 2)
    'war/violence'
    """
    return category if levels is None else "/".join(category.split("/")[:levels])
