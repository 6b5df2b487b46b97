"""Noun phrases beside a verb: who is the subject, to the left or after inversion to the right."""

from framing.voice.lines import Lines
from framing.voice.words import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    COLON,
    COMMA,
    CONJUNCTION,
    DASH,
    DETERMINER,
    FINITE,
    MARK,
    NEGATOR,
    OBJECT,
    PARENTHESIS,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    REFLEXIVE,
    RELATIVE,
    SEMICOLON,
    STOP,
    SUBORDINATOR,
    THAT,
    TIED,
    TIME,
    WORD,
    listed,
)

Span = tuple[int, int]
_EDGES = COMMA | COLON | SEMICOLON | STOP | DASH | PARENTHESIS
_LONGEST = 24
_TO = listed("à au aux")
_TITLES = listed("M. MM. Mme Mmes Mlle Me Dr Dre")


def is_mark(lines: Lines, place: int) -> bool:
    """Say whether a token is a quotation mark (an apostrophe counts)."""
    return bool(lines.flags[place] & MARK)


def verb_start(lines: Lines, place: int, first: int) -> int:
    """Return the first token of the verb group that ends right before `place`: « ne l'a pas encore | dit »."""
    flags = lines.flags
    while place > first:
        flag = flags[place - 1]
        helper = flag & (AUXILIARY | NEGATOR | REFLEXIVE | TIED) or (flag & ADVERB and not flag & (CAPITAL | TIME))
        clitic = flag & OBJECT and place - 1 > first and not flag & CAPITAL and flags[place] & (AUXILIARY | WORD) \
            and lines.form(place - 1).lower() in ("l'", "le", "la", "les", "lui", "leur", "m'", "me", "nous", "vous",
                                                  "t'", "y", "en")
        if not (helper or clitic):
            break
        place -= 1
    return place


def subject_before(lines: Lines, verb: int, first: int) -> tuple[Span | None, int]:
    """Return the noun phrase before a verb and where the clause that begins with it begins.

    An apposition or a relative clause between commas is passed over; of two commas the nearer pair is taken.
    """
    flags, place, shown = lines.flags, verb, verb
    if place > first and flags[place - 1] & RELATIVE and not flags[place - 1] & PRONOUN & THAT:
        place -= 1
        if place > first and flags[place - 1] & COMMA:
            place -= 1
        shown = place
    elif place > first and flags[place - 1] & COMMA:
        comma = _comma_before(lines, place - 1, first)
        if comma is None:
            return None, verb
        shown, place = place - 1, comma
        if any(flags[inside] & (FINITE | RELATIVE | PREPOSITION) for inside in range(comma + 1, comma + 2)):
            shown = comma
    start = _left_edge(lines, place, first)
    start = _without_adverbial(lines, start, place)
    if start >= place:
        return None, verb
    return (start, shown), start


def first_subject(lines: Lines, first: int, last: int) -> Span | None:
    """Return what stands before the first verb of a sentence, as far as closed classes show one."""
    for place in range(first, min(last, first + _LONGEST)):
        if lines.flags[place] & (FINITE | AUXILIARY) and place > first:
            return subject_before(lines, place, first)[0]
    return None


def _comma_before(lines: Lines, place: int, first: int) -> int | None:
    """Return the comma that opens what a comma at `place` closes."""
    for earlier in range(place - 1, max(first, place - _LONGEST), -1):
        if is_mark(lines, earlier) or lines.flags[earlier] & (STOP | COLON | SEMICOLON):
            return None
        if lines.flags[earlier] & COMMA:
            return earlier if earlier > first else None
    return None


def _left_edge(lines: Lines, place: int, first: int) -> int:
    flags = lines.flags
    start = place
    while start > max(first, place - _LONGEST):
        flag = flags[start - 1]
        if flag & _EDGES or is_mark(lines, start - 1):
            break
        if flag & (THAT | QUESTION | RELATIVE) and start < place:
            break
        if flag & SUBORDINATOR and not flag & PREPOSITION:
            break
        if flag & CONJUNCTION and not (start - 2 >= first and flags[start - 2] & CAPITAL and flags[start] &
                                       (CAPITAL | DETERMINER)):
            break
        start -= 1
    return start


def _without_adverbial(lines: Lines, start: int, end: int) -> int:
    """Drop what stands before the noun phrase: conjunctions, adverbs, « On Monday », « In Paris »."""
    flags = lines.flags
    while start < end - 1 and flags[start] & (CONJUNCTION | ADVERB | TIME) and not flags[start] & PRONOUN:
        start += 1
    if start < end and flags[start] & PREPOSITION and not flags[start] & DETERMINER:
        for place in range(start + 2, end):
            before = flags[place - 1]
            opens = flags[place] & (DETERMINER | PRONOUN | CAPITAL)
            if opens and not before & (PREPOSITION | DETERMINER | CAPITAL):
                return place
        return end
    return start


def phrase_after(lines: Lines, start: int, last: int) -> Span | None:
    """Return the noun phrase that begins at `start`: to a mark, a preposition of circumstance or a verb."""
    flags, place = lines.flags, start
    while place < last and flags[place] & (ADVERB | TIME) and not flags[place] & (DETERMINER | CAPITAL):
        place += 1
    begin = place = _behind_addressee(lines, place, last)
    while place < min(last, begin + _LONGEST):
        flag = flags[place]
        same = lines.form(place) == "même" and place > begin and flags[place - 1] & DETERMINER
        if (flag & (_EDGES | THAT | SUBORDINATOR | RELATIVE) and not same) or is_mark(lines, place):
            break
        if flag & FINITE and place > begin and not flag & CAPITAL and lines.form(place) != "'s":
            break
        if place > begin and _circumstance(lines, place):
            break
        place += 1
    if place == begin or not flags[begin] & (WORD | TIED):
        return None
    return begin, _with_name(lines, begin, place, last)


def _behind_addressee(lines: Lines, start: int, last: int) -> int:
    """Pass over whom it is said to: « a dit | à l'AFP | une juge », « a confié | au Monde | Paul Martin »."""
    flags, place = lines.flags, start + 1
    if start + 3 >= last or lines.form(start) not in _TO:
        return start
    while place < last and flags[place] & DETERMINER:
        place += 1
    place += 1
    while place < last and flags[place] & CAPITAL and flags[place - 1] & CAPITAL and not flags[place] & DETERMINER and \
            lines.form(place) not in _TITLES:
        place += 1
    return place if place < last and (flags[place] & DETERMINER or lines.form(place) in _TITLES) else start


def _with_name(lines: Lines, begin: int, end: int, last: int) -> int:
    """Take in a name after a role: « le secrétaire général du bloc, Jens Stoltenberg, »."""
    flags = lines.flags
    if end + 1 >= last or not flags[end] & COMMA or not flags[begin] & DETERMINER:
        return end
    place = end + 1
    while place < last and flags[place] & CAPITAL and place - end <= 5:
        place += 1
    if place - end >= 3 and (place >= last or flags[place] & (COMMA | STOP)):
        return place
    return end


def _circumstance(lines: Lines, place: int) -> bool:
    form = lines.form(place)
    return form in ("lors", "devant", "dans", "sur", "en", "after", "before", "during", "as", "who", "when", "while",
                    "pendant", "après", "avant", "vendredi", "lundi", "mardi", "mercredi", "jeudi", "samedi",
                    "dimanche") or bool(lines.flags[place] & TIME and lines.flags[place] & CAPITAL)
