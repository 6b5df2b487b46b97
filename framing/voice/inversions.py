"""French verbs before their pronoun that introduce speech whatever verb they are: « …, résume-t-il. »."""

from collections.abc import Iterable

from framing.voice.cues import FINITE_FORM, PARTICIPLE, Entry
from framing.voice.lines import Lines
from framing.voice.phrases import Span, is_mark
from framing.voice.words import ADVERB, AUXILIARY, COMMA, OBJECT, REFLEXIVE, SELF, STOP, WORD, listed

# semble-t-il, soit-il: no speech.
# Class of a verb that tells of speech by its place alone: « …, sourit-elle ».
UNLISTED = "unlisted"
_NOT_SAYING = listed("semble semblait semblerait soit soient fût dût est-ce faut fallait reste vaut y")
_OTHERS = listed("-je -tu -nous -vous")
_REACH = 12


def inversions(lines: Lines, tied: Iterable[tuple[int, Span]], known: set[int]) -> list[tuple[int, int, Entry]]:
    """Return every inversion that closes or interrupts a clause between commas and is no cue of the list.

    `tied` holds the place of every tied pronoun with the first token and the end of its paragraph; `known` the
    tokens of the cues of the list.
    """
    found = (_inversion(lines, place, bounds, known) for place, bounds in tied)
    return [(place, place + 1, entry) for place, entry in found if entry is not None]


def _inversion(lines: Lines, place: int, bounds: Span, known: set[int]) -> tuple[int, Entry | None]:
    """Return the verb tied to a pronoun if a comma or closing mark stands before and a comma or stop behind."""
    flags = lines.flags
    own = lines.form(place)[0] != "-"  # verb and pronoun in one token
    verb = place if own else place - 1
    first = verb
    while first > bounds[0] + 1 and flags[first - 1] & (OBJECT | REFLEXIVE):
        first -= 1
    if first < bounds[0] + 2 or lines.form(place) in _OTHERS or lines.form(verb).lower().split("-")[0] in _NOT_SAYING:
        return place, None
    if not (flags[first - 1] & COMMA or is_mark(lines, first - 1)) or flags[verb] & SELF or not flags[verb] & WORD:
        return place, None
    last = place + 1
    while last < bounds[1] and last - place < _REACH and not flags[last] & (COMMA | STOP):
        if last in known:
            return place, None
        last += 1
    ends = last < bounds[1] and (lines.form(last) in (",", ".") or is_mark(lines, last))
    if not ends or verb in known or place in known:
        return place, None
    if not flags[verb] & AUXILIARY:
        return verb, Entry(UNLISTED, lines.form(verb).lower(), FINITE_FORM)
    said = place + 1
    while said < last and flags[said] & ADVERB:
        said += 1
    return said, Entry(UNLISTED, lines.form(said).lower(), PARTICIPLE) if said < last else None
