"""Turns of dialogue that a dash opens, and the narrator's words inside what is quoted: « La paix, dit-il, … »."""

from framing.voice.cues import BARE, FINITE_FORM, Cue
from framing.voice.lines import DIALOGUE, Lines
from framing.voice.phrases import phrase_after, verb_start
from framing.voice.sentence import Span
from framing.voice.strays import Quote
from framing.voice.words import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    COLON,
    COMMA,
    DASH,
    DETERMINER,
    OBJECT,
    PRONOUN,
    REFLEXIVE,
    SELF,
    SEMICOLON,
    STOP,
    TIED,
)

_BEFORE = COMMA | STOP | DASH | SEMICOLON
_BEHIND = COMMA | STOP | DASH | SEMICOLON | COLON


def opens_with_dash(lines: Lines, first: int, last: int) -> bool:
    """Say whether a paragraph opens with the dash of a turn."""
    if last - first < 2:
        return False
    form = lines.form(first)
    return form[0] in DIALOGUE or form == "--" or (form == "-" and lines.form(first + 1) == "-")


def is_dialogue(lines: Lines, bounds: list[Span], cues: list[list[Cue]]) -> bool:
    """Say whether the paragraphs of an article that open with a dash are turns and not a list.

    They are if one of them holds an incise, a question or exclamation mark, a first or second person, or two turns.
    """
    for (first, last), own in zip(bounds, cues, strict=True):
        if find_incises(lines, first, last, own):
            return True
        if any(lines.flags[place] & SELF or lines.form(place)[0] in "?!" for place in range(first, last)):
            return True
        if any(_changes_turn(lines, place) for place in range(first + 2, last - 1)):
            return True
    return False


def turns_of(lines: Lines, first: int, last: int) -> list[Quote]:
    """Return the turns that a paragraph opening with a dash holds: « — Tu viens ? — Demain. » are two."""
    heads = [first, *(place for place in range(first + 2, last - 1) if _changes_turn(lines, place))]
    turns = []
    for head, end in zip(heads, [*heads[1:], last], strict=True):
        start = head + 1
        while start < end and lines.flags[start] & DASH:
            start += 1
        if start < end:
            turns.append(Quote(start, end, head, end, True, dash=True))
    return turns


def _changes_turn(lines: Lines, place: int) -> bool:
    """Say whether a dash inside a paragraph opens a turn: it stands behind a stop and before a capital."""
    return bool(lines.form(place)[0] in DIALOGUE and lines.flags[place - 1] & STOP and lines.flags[place + 1] & CAPITAL)


def find_incises(lines: Lines, start: int, end: int, cues: list[Cue]) -> list[tuple[Cue, Span, Span | None]]:
    """Return the incises between two places: cue, tokens of the narrator, speaker.

    An incise is a verb of saying before its subject, behind a comma, stop or dash: « , a-t-il ajouté, »,
    « ? demanda la mère. »; it runs to the next mark.
    """
    found: list[tuple[Cue, Span, Span | None]] = []
    flags, done = lines.flags, start
    for cue in cues:
        if cue.start < done or cue.form == BARE:
            continue
        verb = verb_start(lines, cue.start, start)
        if verb <= start or not flags[verb - 1] & _BEFORE:
            continue
        tied = next((place for place in (*range(verb, cue.start), cue.end) if place < end and flags[place] & TIED),
                    None)
        if cue.form != FINITE_FORM and not any(flags[place] & AUXILIARY for place in range(verb, cue.start)):
            continue
        if any(flags[place] & PRONOUN and not flags[place] & (OBJECT | REFLEXIVE) for place in range(verb, cue.start)):
            continue
        speaker = (tied, tied + 1) if tied is not None else _name_after(lines, cue.end, end)
        if speaker is None or (tied is not None and flags[tied] & SELF and lines.form(tied) != "-je"):
            continue
        close = max(cue.end, speaker[1])
        while close < end and not flags[close] & _BEHIND:
            close += 1
        inside = verb - 1 if flags[verb - 1] & (COMMA | DASH) else verb
        stop = min(close + 1, end)
        while stop < end and flags[stop] & DASH:
            stop += 1
        found.append((cue._replace(start=verb, end=max(cue.end, tied + 1 if tied is not None else 0)),
                      (inside, stop), speaker))
        done = stop
    return found


def _name_after(lines: Lines, place: int, end: int) -> Span | None:
    """Return the noun phrase behind a verb if it looks like a subject: a name, or an article and a noun."""
    while place < end and lines.flags[place] & ADVERB:
        place += 1
    if place >= end or not lines.flags[place] & (CAPITAL | DETERMINER):
        return None
    return phrase_after(lines, place, end)
