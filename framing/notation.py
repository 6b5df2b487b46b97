"""How an entry is written: its pattern, what must stand near a match, and in whose voice it counts."""

import re
from dataclasses import dataclass
from functools import cache

from framing._check import message
from framing.expressions import is_expression, read_expression

# A stem of one letter would match a tenth of the dictionary.
SHORTEST_STEM = 2

_WRITTEN = re.compile(r"(?P<kind>unless|only) (?P<patterns>.+) within (?P<reach>[1-9]\d*|[1-9]\d* in sentence|sentence"
                      r"|paragraph)(?: (?P<side>before|after))?")
# A table of counts has a column per category beside these keys: no category can share their name.
KEYS = frozenset({"doc_id", "par_id", "voice", "speaker"})
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
        How far, in words (1: the next word); `None`: any number.
    sentence
        True: in the same sentence; False: in the same paragraph.
    side
        `before` or `after` the match; empty: on either side.
    """

    only: bool
    patterns: tuple[str, ...]
    n_words: int | None
    sentence: bool
    side: str = ""

    def __str__(self) -> str:
        unit = "sentence" if self.sentence else "paragraph"
        reach = unit if self.n_words is None else f"{self.n_words}{' in sentence' * self.sentence}"
        side = f" {self.side}" if self.side else ""
        return f"{'only' if self.only else 'unless'} {' | '.join(self.patterns)} within {reach}{side}"


@cache
def read_condition(text: str) -> Condition:
    """Read a condition: `unless` or `only`, patterns, `within` and how far, `before` or `after` if it matters.

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
    Condition(only=False, patterns=('prix nobel*', 'médaille*'), n_words=5, sentence=False, side='')
    """
    found = _WRITTEN.fullmatch(" ".join(text.split()))
    patterns = tuple(part.strip() for part in found["patterns"].split("|")) if found else ()
    if not found or not all(patterns):
        raise ValueError(message("condition", "it cannot be read", got=repr(text),
                                 expected="`unless` or `only`, patterns separated by `|`, `within`, then a number of "
                                          "words from 1 (`3`, `3 in sentence`), `sentence` or `paragraph`, then "
                                          "`before` or `after` if it matters"))
    number = found["reach"].split()[0]
    return Condition(found["kind"] == "only", patterns, int(number) if number.isdigit() else None,
                     found["reach"].endswith("sentence"), found["side"] or "")


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
    if category.split("/")[0] in KEYS:
        raise ValueError(message(where, "a category is called like a key of the tables", got=category,
                                 expected=f"a name other than {', '.join(sorted(KEYS))}",
                                 hint=f"rename it, for example {category.split('/')[0]}_terms"))
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
