"""A clause before its cue or around it, and the noun that stands for what was said."""

from framing.voice.cues import BARE, GERUND
from framing.voice.governors import ACTS, Governor, whole_cue
from framing.voice.lines import Lines
from framing.voice.phrases import is_mark, phrase_after
from framing.voice.sentence import Sentence, Span
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
    IMPERSONAL,
    NEGATOR,
    OBJECT,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SEMICOLON,
    STOP,
    THAT,
    TIED,
    TIME,
    WORD,
    listed,
)

# Verbs of other classes whose noun object is what was said.
_ACT_LEMMAS = listed(
    "cite describe call mention announce quote")
_NEVER_ACT = listed(
    "endorse thank order press propose")
_TENSES = ("ra", "ront", "rait", "raient", "ait", "aient")
_ASIDES = listed("quant lui eux")
_FEW_WORDS = 4
_MANY = listed("nombreux nombreuses autres multiples rares innombrables")
# Verbs that may follow or interrupt the clause they govern: « …, she noted, … ».
_PARENTHETIC = listed(
    "say write add note argue suggest explain predict report think believe recall tell claim "
    "insist observe warn reveal acknowledge admit concede conclude remark state announce assert "
    "contend maintain project calculate joke tweet hope reckon testify declare confirm estimate continue")


def attach_before(sentence: Sentence, one: Governor, *, first: int) -> bool:
    """CLAUSE, X said. CLAUSE, a dit X. CLAUSE, X said, CLAUSE."""
    lines, flags, stop = sentence.lines, sentence.lines.flags, sentence.stop()
    if one.passive or one.cue.form == GERUND or (one.cue.form == BARE and sentence.lang == "fr"):
        return False
    if sentence.lang == "en" and one.cue.lemma not in _PARENTHETIC:
        return False
    for left in (one.left, one.verb):
        edge = left - 1
        while edge > first and is_mark(lines, edge) and sentence.quote_ending(edge + 1) is None:
            edge -= 1  # a closing mark without its opening one
        if edge <= first or not flags[edge] & (COMMA | DASH):
            continue
        if sentence.lang == "fr" and not one.inverted and _interrupted(sentence, first, edge):
            continue  # Le maire, quant à lui, a promis un pont.
        if sentence.lang == "fr" and not one.inverted and _apposed(sentence, first, edge):
            continue  # La maire, Lise Roux, demande un pont.
        inverted = left == one.verb and not one.inverted
        if sentence.lang == "fr" and not (inverted or one.inverted):
            continue  # in French the verb comes first here: « …, a dit X. »
        speaker, after = one.speaker, one.after
        if inverted:
            speaker = phrase_after(lines, one.after, sentence.end)
            if speaker is None or not (flags[speaker[0]] & (DETERMINER | CAPITAL) or _of_many(lines, speaker)):
                continue
            after = speaker[1]
        if sentence.words(first, edge) < 2 or speaker is None:
            continue
        if after < stop and flags[after] & (COMMA | DASH) and goes_on(sentence, first, edge, after + 1):
            sentence.add_clause(first, stop, "indirect", whole_cue(one), speaker, "cue inside clause",
                                incises=[(edge, after + 1)])
            return True
        if _verb_behind(sentence, after, stop):
            continue
        if sentence.lang == "en" and not _stands_alone(sentence, first, edge, after):
            continue
        sentence.add_clause(first, edge, "indirect", whole_cue(one), speaker, "clause before cue")
        return True
    return False


def _of_many(lines: Lines, phrase: Span) -> bool:
    """Say whether a phrase opens with a French plural of number: « de nombreux riverains », « d'autres élus »."""
    return lines.form(phrase[0]) in ("de", "d'") and phrase[1] - phrase[0] > 2 and lines.form(phrase[0] + 1) in _MANY


def _interrupted(sentence: Sentence, first: int, edge: int) -> bool:
    """Say whether the comma at `edge` closes a few words set off from a subject: « , par exemple, », « , elle, »."""
    flags, place = sentence.lines.flags, edge - 1
    while place > first and edge - place <= _FEW_WORDS and not flags[place] & COMMA:
        place -= 1
    aside = flags[place + 1] & (PREPOSITION | PRONOUN | ADVERB) or sentence.lines.form(place + 1) in _ASIDES
    return bool(place > first and flags[place] & COMMA and aside) and not any(
        flags[other] & (FINITE | AUXILIARY) for other in range(first, place))


def _apposed(sentence: Sentence, first: int, edge: int) -> bool:
    """Say whether what stands before a comma is a subject and what is set beside it: no clause, no verb."""
    flags = sentence.lines.flags
    starts = [first, *(place + 1 for place in range(first, edge) if flags[place] & COMMA)]
    if len(starts) == 1 or any(first < cue.start < edge for cue in sentence.cues):
        return False
    if not flags[first] & (DETERMINER | CAPITAL) or any(
            flags[place] & (FINITE | AUXILIARY | PRONOUN | TIED) for place in range(first, edge)):
        return False
    # maire de Lens; lundi: a word alone, or one in a tense that shows, may be the verb.
    last = starts[-1]
    return bool(flags[last] & (DETERMINER | CAPITAL | TIME)) or (
        sentence.words(last, edge) > 1 and not sentence.lines.form(last).endswith(_TENSES))


def _verb_behind(sentence: Sentence, after: int, stop: int) -> bool:
    """Say whether what looks like cue and subject is the subject of a later verb."""
    flags = sentence.lines.flags
    for place in range(after, min(stop, after + _FEW_WORDS + 1)):
        if flags[place] & (COMMA | RELATIVE):
            return False
        if flags[place] & FINITE:
            return True
    return False


def _stands_alone(sentence: Sentence, first: int, end: int, after: int) -> bool:
    """Say whether a clause has a verb, and what follows its cue is no object: « In 1963, he declared war »."""
    flags = sentence.lines.flags
    if after >= sentence.stop() and end - first >= _FEW_WORDS:
        return True  # …, Ms Hale said.
    behind = flags[after] if after < sentence.stop() else 0
    has_object = behind & (DETERMINER | OBJECT | CAPITAL) and not behind & TIME
    return not has_object and any(flags[place] & FINITE for place in range(first, end))


def goes_on(sentence: Sentence, first: int, left: int, after: int) -> bool:
    """Say whether a clause is taken up again after an incise: its verb has not come yet, or comes now."""
    flags, stop = sentence.lines.flags, sentence.stop()
    if stop - after < 2:
        return False
    if not any(flags[place] & FINITE for place in range(first, left)):
        return True
    return bool(flags[after] & (AUXILIARY | CONJUNCTION | THAT | FINITE | NEGATOR))


def attach_act(sentence: Sentence, one: Governor) -> bool:
    """X denied the charge; Moscou dément toute implication: a noun stands for what was said."""
    flags, stop = sentence.lines.flags, sentence.stop()
    if one.speaker is None or one.passive or one.cue.form == BARE:
        return False
    if one.cue.lemma in _NEVER_ACT or not (one.cue.category in ACTS or one.cue.lemma in _ACT_LEMMAS):
        return False
    if any(flags[place] & IMPERSONAL and sentence.lang == "en" for place in range(*one.speaker)):
        return False
    if sentence.lang == "fr" and one.cue.form != GERUND and any(flags[place] & OBJECT and not flags[place] & NEGATOR
                                     for place in range(one.verb, one.cue.start)):
        sentence.add_clause(one.left, stop, "act", whole_cue(one), one.speaker, "pronoun object")
        return True
    begins = flags[one.after] if one.after < stop else STOP
    if not begins & (DETERMINER | CAPITAL | OBJECT | WORD) or begins & (PREPOSITION | STOP | COMMA | TIME) or (
            begins & ADVERB and not begins & DETERMINER):
        return False
    end = one.after
    while end < stop:
        flag = flags[end]
        if flag & (COMMA | SEMICOLON | STOP | COLON | DASH) and sentence.quote_at(end) is None:
            break
        quote = sentence.quote_at(end)
        end = quote.right if quote is not None else end + 1
    sentence.add_clause(one.after, min(end, stop), "act", whole_cue(one), one.speaker, "noun object")
    return True
