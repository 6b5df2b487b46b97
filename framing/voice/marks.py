"""Quotation marks: which one opens, which one closes. `strays` says what to do when one of the two is missing.

Marks are found per type over all tokens; only the marks themselves, a few per paragraph, are then walked
through, with a stack.
"""

import numpy as np

from framing.tokens import Tokens
from framing.voice.lines import QUOTATION, Lines
from framing.voice.strays import Open, Quote, ends_without_opening, runs_to_the_end

_DOUBLE = "\"＂〃"
_OPENING = frozenset("«“„")
_CLOSING = frozenset("»”\"")
_ALWAYS_CLOSING = {"”": "“„\"", "’": "‘‚", "›": "‹", "»": "«"}
# German, Danish, Croatian … print »so«.
_REVERSED = frozenset({"de", "da", "hr", "sl", "cs", "sk"})
# Words that begin with an apostrophe.
_CLIPPED = frozenset({"tis", "twas", "em", "til", "cause", "n", "bout", "round", "cos"})


def mark_places(tokens: Tokens) -> np.ndarray:
    """Return the positions of all tokens that are quotation marks."""
    forms = tokens.vocabulary.types
    flags = np.fromiter((form[0] in QUOTATION and (len(form) == 1 or form == "''") for form in forms), bool,
                        len(forms))
    return np.flatnonzero(flags[tokens.ids])


class _Reader:
    """The marks of one paragraph, with what stands around them."""

    def __init__(self, tokens: Lines, first: int, last: int, lang: str) -> None:
        self.tokens, self.first, self.last, self.lang = tokens, first, last, lang

    def hugs_next(self, place: int) -> bool:
        """The next token follows without white space and is no closing mark or comma."""
        return place + 1 < self.last and not self.tokens.spaced[place + 1] and self.tokens.wordlike(place + 1)

    def after_space(self, place: int) -> bool:
        spaced = place == self.first or bool(self.tokens.spaced[place])
        return spaced or self.tokens.form(place - 1)[0] in "([{—–-―«“‘„\"/"

    def opens(self, place: int, end: int) -> bool:
        """White space before, and a word right behind."""
        return self.after_space(place) and self.hugs_next(end)

    def closes(self, place: int, end: int) -> bool:
        """No white space before, and white space, the end or another mark behind."""
        return not self.after_space(place) and self.ends_here(end)

    def after_digit(self, place: int) -> bool:
        return place > self.first and not self.tokens.spaced[place] and self.tokens.form(place - 1)[-1].isdigit()

    def ends_here(self, place: int) -> bool:
        """White space, the end, or a mark that is no letter follows."""
        return place + 1 >= self.last or bool(self.tokens.spaced[place + 1]) or not self.tokens.wordlike(place + 1)


def pair_marks(lines: Lines, places: list[int], first: int, last: int, *, lang: str,
               continued: bool) -> tuple[list[Quote], list[Quote]]:
    """Pair the marks of a paragraph; return the outermost quotes and those inside them, in text order.

    A mark that opens the paragraph while a quote of the paragraph before is open continues it.
    """
    reader = _Reader(lines, first, last, lang)
    stack: list[Open] = []
    found: list[Quote] = []
    strays: list[tuple[int, int]] = []
    skip = -1
    for place in places:
        if place <= skip:
            continue
        mark, width = _mark(lines, place, last)
        skip = place + width - 1
        match = _matching(reader, stack, mark, place, skip)
        if match == "open":
            sure = mark in _OPENING or (mark == '"' and reader.opens(place, skip))
            stack.append(Open(mark, place, skip + 1, sure))
        elif isinstance(match, Open):
            while stack.pop() is not match:
                continue
            if match.start < place:
                found.append(Quote(match.start, place, match.left, skip + 1, True,
                                   continued and match.left == first))
        elif mark in _CLOSING and not stack:
            strays.append((place, skip + 1))
    if stack:
        unclosed = runs_to_the_end(lines, stack[0], first, last, found, continued=continued)
        found += [unclosed] if unclosed else []
    for place, end in strays:
        unopened = ends_without_opening(lines, place, end, first, last, found, continued=continued)
        found += [unopened] if unopened else []
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


def _matching(reader: _Reader, stack: list[Open], mark: str, place: int, end: int) -> Open | str | None:
    """Say what a mark does: "open", close one of the stack (returned), or nothing (None)."""
    def innermost(openers: str) -> Open | None:
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


def _straight(reader: _Reader, opened: Open | None, place: int, end: int) -> Open | str | None:
    """Straight marks open or close by the white space around them; where it does not tell, they take turns."""
    opens, closes = reader.opens(place, end), reader.closes(place, end)
    if opened is not None:
        return "open" if opens and not closes and opened.sure else opened
    # 6' 2": a measure, unless the figure is the last word of what is quoted.
    if reader.after_digit(place) or closes or end + 1 >= reader.last:
        return None
    return "open"


def _single(reader: _Reader, opened: Open | None, mark: str, place: int) -> Open | str | None:
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
        if first < 0 and (reader.lang == "fr" or not before.endswith("s")):
            first = place
    return first


def _sorted_out(found: list[Quote]) -> tuple[list[Quote], list[Quote]]:
    """Split into outermost and nested quotes by what contains what."""
    outer: list[Quote] = []
    inner: list[Quote] = []
    for quote in sorted(found, key=lambda quote: (quote.left, -quote.right)):
        (inner if outer and quote.left < outer[-1].right else outer).append(quote)
    return outer, inner
