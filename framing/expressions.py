"""Regular expressions that cannot run away: a small part of the syntax, and a bound on the ways to read a word."""

import re
import unicodedata

from framing._check import message

_ATOM = r"(?:\\[wd.*+?|(){}\[\]-]|\[\^?[^\]\[\\]+\]|[^\\()\[\]{}|*+?^$/\s])"
_COUNT = r"(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})"
# A group may be optional, never repeated: repetition inside repetition is what runs away.
_SYNTAX = re.compile(rf"(?:{_ATOM}{_COUNT}?|\((?:\?:)?|\)\??|\|)+")
_CHOICES = re.compile(rf"(?P<atom>{_ATOM})(?P<count>{_COUNT})?|(?P<open>\((?:\?:)?)|(?P<close>\)\??)|(?P<bar>\|)")
# Longer forms (addresses) are not looked at, so that repeats without upper bound have one.
LONGEST_WORD = 50
_MAX_WAYS = 200_000


def is_expression(word: str) -> bool:
    """Is this word of a pattern a regular expression, `/…/`?"""
    return len(word) > 2 and word.startswith("/") and word.endswith("/")


def read_expression(where: str, word: str) -> re.Pattern[str]:
    """Compile a regular expression written `/…/`; it must match a whole folded word.

    Words of more than 50 characters are not looked at. Allowed are letters, `.`, `\\w`, `\\d`, classes, groups,
    `|`, and `? * + {m,n}` after one letter or class; a group may be followed by `?` only. Look-around,
    back-references and repeated groups are refused, and so is an expression that could read one word in very many
    ways.

    Raises
    ------
    ValueError
        If the expression is none, or is refused.

    Examples
    --------
    >>> from framing.expressions import read_expression
    >>> bool(read_expression("example", "/(inter)?national(e|es)?/").fullmatch("internationale"))
    True
    """
    body = unicodedata.normalize("NFC", word[1:-1].casefold())
    if not _SYNTAX.fullmatch(body):
        raise ValueError(message(where, "the regular expression is refused", got=word,
                                 expected="letters, classes, groups, `|` and repeats of one letter or class",
                                 hint="a repeated group, look-around or back-reference can run for ever"))
    if _ways(body) > _MAX_WAYS:
        raise ValueError(message(where, "the regular expression can read one word in too many ways", got=word,
                                 hint="use fewer `*`, `+` and `?`, or write several entries"))
    try:
        return re.compile(body)
    except re.error as error:
        raise ValueError(message(where, f"the regular expression cannot be read ({error})", got=word)) from error


def _ways(body: str) -> int:
    """Bound the ways in which an expression can read one word: the product of its choices."""
    ways, branches = 1, [1]
    for part in _CHOICES.finditer(body):
        if part["count"]:
            ways *= _repeats(part["count"])
        elif part["open"]:
            branches.append(1)
        elif part["bar"]:
            branches[-1] += 1
        elif part["close"]:
            ways *= (branches.pop() if len(branches) > 1 else 1) * (2 if part["close"] == ")?" else 1)
    return ways * branches[0]


def _repeats(count: str) -> int:
    if count in "*+":
        return LONGEST_WORD
    if count == "?":
        return 2
    low, _, high = count[1:-1].partition(",")
    if "," not in count:
        return 1
    return max(int(high) - int(low) + 1, 1) if high else LONGEST_WORD
