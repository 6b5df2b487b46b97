"""French verbs before their pronoun that introduce speech whatever verb they are: « …, résume-t-il. »."""

from collections.abc import Iterable

from framing.voice.cues import FINITE_FORM, PARTICIPLE, Cue
from framing.voice.lines import Lines
from framing.voice.phrases import Span, is_mark
from framing.voice.words import ADVERB, AUXILIARY, COMMA, OBJECT, REFLEXIVE, SELF, STOP, WORD, listed

# semble-t-il, soit-il: no speech.
_NOT_SAYING = listed("semble semblait semblerait soit soient fût dût est-ce faut fallait reste vaut y")
_OTHERS = listed("-je -tu -nous -vous")
_REACH = 12


def with_inversions(lines: Lines, tied: Iterable[tuple[int, Span]], cues: list[Cue]) -> list[Cue]:
    """Add, to the cues of the list, every inversion that closes or interrupts a clause between commas.

    `tied` holds the place of every tied pronoun with the first token and the end of its paragraph.
    """
    starts = {place for cue in cues for place in range(cue.start, cue.end)}
    added = [cue for cue in (_inversion(lines, place, bounds, starts) for place, bounds in tied) if cue is not None]
    return sorted([*cues, *added], key=lambda cue: cue.start) if added else cues


def _inversion(lines: Lines, place: int, bounds: Span, known: set[int]) -> Cue | None:
    """Return the verb tied to a pronoun if a comma or closing mark stands before and a comma or stop behind."""
    flags = lines.flags
    own = lines.form(place)[0] != "-"  # verb and pronoun in one token
    verb = place if own else place - 1
    first = verb
    while first > bounds[0] + 1 and flags[first - 1] & (OBJECT | REFLEXIVE):
        first -= 1
    if first < bounds[0] + 2 or lines.form(place) in _OTHERS or lines.form(verb).lower().split("-")[0] in _NOT_SAYING:
        return None
    if not (flags[first - 1] & COMMA or is_mark(lines, first - 1)) or flags[verb] & SELF or not flags[verb] & WORD:
        return None
    last = place + 1
    while last < bounds[1] and last - place < _REACH and not flags[last] & (COMMA | STOP):
        if last in known:
            return None
        last += 1
    ends = last < bounds[1] and (lines.form(last) in (",", ".") or is_mark(lines, last))
    if not ends or verb in known or place in known:
        return None
    if not flags[verb] & AUXILIARY:
        return Cue(verb, verb + 1, "", lines.form(verb).lower(), FINITE_FORM)
    said = place + 1
    while said < last and flags[said] & ADVERB:
        said += 1
    return Cue(said, said + 1, "", lines.form(said).lower(), PARTICIPLE) if said < last else None
