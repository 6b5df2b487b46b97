"""A quotation mark whose other half is missing: how far what it quotes is taken to run.

A mark that is never closed runs to the end of its paragraph if it surely opens: it is oriented, or has white
space before and a word right behind. A mark that was never opened closes the sentence before it, and no more, if a
stop or comma stands right before it or it ends the paragraph behind one; where the quote of the paragraph before is
still open, it closes all from the paragraph's start. All others are passed over.
"""

from dataclasses import dataclass
from typing import NamedTuple

from framing.voice.lines import QUOTATION, Lines

_ENDS = frozenset(".!?…")


class Quote(NamedTuple):
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


@dataclass(slots=True)
class Open:
    """A mark that waits for its other half; `sure` if it can only be an opening one."""

    mark: str
    left: int
    start: int
    sure: bool


def runs_to_the_end(lines: Lines, opened: Open, first: int, last: int, inner: list[Quote], *,
                    continued: bool) -> Quote | None:
    """Return the quote of a mark that is never closed, or nothing if it is passed over."""
    opens = opened.left == first
    introduced = opened.left > first and lines.form(opened.left - 1) in (":", ",")
    if not (opens or introduced or opened.sure) or last - opened.start < 2:
        return None
    next_one = min((quote.left for quote in inner if quote.left > opened.left), default=last)
    end = last if opens or next_one == last else _last_stop(lines, opened.start, next_one)
    if end <= opened.start:
        return None
    return Quote(opened.start, end, opened.left, end, False, continued and opens)


def ends_without_opening(lines: Lines, place: int, end: int, first: int, last: int, quotes: list[Quote], *,
                         continued: bool) -> Quote | None:
    """Return the quote that a closing mark without its opening one ends, or nothing if it is passed over."""
    before = max((quote.right for quote in quotes if quote.right <= place), default=first)
    if continued and before == first and place > first:
        return Quote(first, place, first, end, False, True)
    stopped = place > before and (lines.form(place - 1)[0] in _ENDS or lines.form(place - 1) == ",")
    followed = end < last and lines.form(end) == "," and place > before
    if not (stopped or followed):
        return None
    start = place - 1
    while start > before and lines.form(start - 1)[0] not in _ENDS:
        start -= 1
    while start < place and lines.form(start)[0] in QUOTATION | _ENDS:
        start += 1
    return Quote(start, place, start, end, False) if place - start > 2 else None


def _last_stop(lines: Lines, start: int, end: int) -> int:
    return max((place + 1 for place in range(start, end) if lines.form(place)[0] in _ENDS), default=start)
