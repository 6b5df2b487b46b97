"""Quotation marks: which one opens, which one closes, and what to do when one of the two is missing.

Marks are found per type over all tokens; only the marks themselves, a few per paragraph, are then walked
through, with a stack.
"""

from dataclasses import dataclass

import numpy as np

from framing.tokens import Tokens

_DOUBLE = "\"＂〃"
_ALWAYS_CLOSING = {"”": "“„\"", "’": "‘‚", "›": "‹", "»": "«"}
# German, Danish, Croatian … print »so«.
_REVERSED = frozenset({"de", "da", "hr", "sl", "cs", "sk"})
# Words that begin with an apostrophe.
_CLIPPED = frozenset({"tis", "twas", "em", "til", "cause", "n", "bout", "round", "cos"})
QUOTATION = frozenset("«»“”„‟‹›‘’‚'\"＂")
DIALOGUE = frozenset("—–―‒")


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between two marks.

    `start` and `end` are the tokens between the marks (end excluded), `left` and `right` those with the marks.
    """

    start: int
    end: int
    left: int
    right: int
    closed: bool
    continues: bool = False
    dash: bool = False


def mark_places(tokens: Tokens) -> np.ndarray:
    """Return the positions of all tokens that are quotation marks."""
    forms = tokens.vocabulary.types
    flags = np.fromiter((form[0] in QUOTATION and (len(form) == 1 or form == "''") for form in forms), bool,
                        len(forms))
    return np.flatnonzero(flags[tokens.ids])


@dataclass(slots=True)
class _Open:
    mark: str
    left: int
    start: int
    inner: int = -1


class _Reader:
    """The marks of one paragraph, with what stands around them."""

    def __init__(self, tokens: "Lines", first: int, last: int, lang: str) -> None:
        self.tokens, self.first, self.last, self.lang = tokens, first, last, lang

    def hugs_next(self, place: int) -> bool:
        """The next token follows without white space and is no closing mark or comma."""
        return place + 1 < self.last and not self.tokens.spaced[place + 1] and self.tokens.wordlike(place + 1)

    def after_space(self, place: int) -> bool:
        return place == self.first or self.tokens.spaced[place] or self.tokens.form(place - 1)[0] in "([{—–-―«“‘„\"/"

    def after_digit(self, place: int) -> bool:
        return place > self.first and not self.tokens.spaced[place] and self.tokens.form(place - 1)[-1].isdigit()

    def ends_here(self, place: int) -> bool:
        """White space, the end, or a mark that is no letter follows."""
        return place + 1 >= self.last or self.tokens.spaced[place + 1] or not self.tokens.wordlike(place + 1)


@dataclass(frozen=True)
class Lines:
    """The tokens as Python lists, which single places are read from faster than from arrays."""

    ids: list[int]
    types: list[str]
    spaced: list[bool]
    flags: list[int]

    def form(self, place: int) -> str:
        """Return the form of a token."""
        return self.types[self.ids[place]]

    def wordlike(self, place: int) -> bool:
        """Say whether a token begins with a letter or digit."""
        form = self.form(place)
        return form[0].isalnum() or form[0] in "…[($€£#@¿¡" or (form[0] in "-" and len(form) > 1)


def pair_marks(lines: Lines, places: list[int], first: int, last: int, *, lang: str,
               continued: bool) -> tuple[list[Quote], list[Quote]]:
    """Pair the marks of a paragraph; return the outermost quotes and those inside them, in text order.

    An oriented mark that is never closed runs to the end of the paragraph (`closed` false), a straight one only
    if it opens the paragraph or follows a colon or comma; a stray closing mark is passed over. A mark that
    opens the paragraph while a quote of the paragraph before is open continues it.
    """
    reader = _Reader(lines, first, last, lang)
    stack: list[_Open] = []
    found: list[tuple[int, Quote]] = []
    skip = -1
    for place in places:
        if place <= skip:
            continue
        mark, width = _mark(lines, place, last)
        skip = place + width - 1
        match = _matching(reader, stack, mark, place, skip)
        if match == "open":
            stack.append(_Open(mark, place, skip + 1))
        elif match is not None:
            while stack[-1] is not match:
                _unclosed(reader, stack, found)
            opened = stack.pop()
            if opened.start < place:
                found.append((len(stack), Quote(opened.start, place, opened.left, skip + 1, True,
                                                continued and opened.left == first)))
    while stack:
        _unclosed(reader, stack, found, at_end=True, continued=continued)
    return _sorted_out(found)


def _mark(lines: Lines, place: int, last: int) -> tuple[str, int]:
    """Return the mark at a place and its width: two straight single quotes are one double quote."""
    form = lines.form(place)
    if form in _DOUBLE or form == "''":
        return '"', 1
    following = place + 1 < last and not lines.spaced[place + 1] and lines.form(place + 1) == form
    if form == "'" and following:
        return '"', 2
    if form in "‘’" and following:
        return ("“" if form == "‘" else "”"), 2
    return form, 1


def _matching(reader: _Reader, stack: list[_Open], mark: str, place: int, end: int) -> _Open | str | None:
    """Say what a mark does: "open", close one of the stack (returned), or nothing (None)."""
    def innermost(openers: str) -> _Open | None:
        return next((opened for opened in reversed(stack) if opened.mark in openers), None)

    if mark in "«»" and reader.lang in _REVERSED:
        return innermost("«»") or "open"
    if mark == "»":
        return innermost("«")
    if mark in ("«", "‹", "„", "‚", "‟"):
        return "open"
    if mark == "“":
        german = innermost("„")
        return german if german is not None else "open"
    if mark in ("”", "›"):
        return innermost(_ALWAYS_CLOSING[mark])
    if mark == '"':
        return _straight(reader, innermost('"„'), place, end)
    return _single(reader, innermost("‘'‚"), mark, place)


def _straight(reader: _Reader, opened: _Open | None, place: int, end: int) -> _Open | str | None:
    if opened is not None:
        return opened
    # 6' 2": a measure, unless the figure is the last word of what is quoted.
    opening, closing = reader.after_space(place), reader.ends_here(end)
    return "open" if not reader.after_digit(place) and (opening or not closing) else None


def _single(reader: _Reader, opened: _Open | None, mark: str, place: int) -> _Open | str | None:
    """Single marks are apostrophes unless they open before a word and close after one."""
    if mark != "’" and reader.after_space(place) and reader.hugs_next(place):
        following = reader.tokens.form(place + 1)
        clipped = following.lower() in _CLIPPED or (mark == "'" and following[0].isdigit())
        if not clipped and _closing_single(reader, place) >= 0:
            return "open"
    if opened is not None and mark in "'’" and _closing_single(reader, opened.left) == place:
        return opened
    return None


def _closing_single(reader: _Reader, left: int) -> int:
    """Return the mark that closes a single quote: behind a stop or comma, or before one, else the first."""
    lines, first = reader.tokens, -1
    for place in range(left + 2, reader.last):
        form = lines.form(place)
        if form == "‘":
            break
        if form not in ("'", "’") or reader.after_space(place) or not reader.ends_here(place):
            continue
        before = lines.form(place - 1)
        if not before[-1].isalnum() or place + 1 >= reader.last or not lines.wordlike(place + 1):
            return place
        if first < 0 and not before.endswith("s"):
            first = place
    return first


def _unclosed(reader: _Reader, stack: list[_Open], found: list[tuple[int, Quote]], *, at_end: bool = False,
              continued: bool = False) -> None:
    """Take the innermost open mark off the stack; keep it if it runs to the end of the paragraph."""
    opened = stack.pop()
    opens = opened.left == reader.first
    introduced = opened.left > reader.first and reader.tokens.form(opened.left - 1) in (":", ",")
    oriented = opened.mark in "«“„»"
    if not at_end or stack or not (opens or introduced or oriented) or reader.last - opened.start < 2:
        return
    inner = min((quote.left for depth, quote in found if quote.left > opened.left), default=reader.last)
    end = reader.last if opens or inner == reader.last else _last_stop(reader, opened.start, inner)
    if end > opened.start:
        found.append((0, Quote(opened.start, end, opened.left, end, False, continued and opens)))


def _last_stop(reader: _Reader, start: int, end: int) -> int:
    return max((place + 1 for place in range(start, end) if reader.tokens.form(place)[0] in ".!?…"), default=start)


def _sorted_out(found: list[tuple[int, Quote]]) -> tuple[list[Quote], list[Quote]]:
    """Split into outermost and nested quotes by what contains what."""
    outer: list[Quote] = []
    inner: list[Quote] = []
    for _, quote in sorted(found, key=lambda item: (item[1].left, -item[1].right)):
        (inner if outer and quote.left < outer[-1].right else outer).append(quote)
    return outer, inner
