"""What a cue governs to its right: a quote, a clause with or without `that`, a question, an infinitive."""

from framing.voice.beside import resume
from framing.voice.cues import BARE, GERUND
from framing.voice.governors import NOUN_LIKE, Governor, whole_cue
from framing.voice.infinitives import infinitive_at
from framing.voice.phrases import verb_start
from framing.voice.sentence import Sentence
from framing.voice.strays import Quote
from framing.voice.words import (
    CAPITAL,
    COLON,
    COMMA,
    CONJUNCTION,
    DASH,
    DETERMINER,
    FINITE,
    OBJECT,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    RELATIVE,
    SEMICOLON,
    STOP,
    SUBORDINATOR,
    THAT,
    TIME,
    listed,
)

# Verbs whose clause needs no `that`, whatever it begins with.
_ABOUT = listed("about nearly almost over roughly")
_SAYING = listed(
    "say think believe")
_SPEAKING = listed(
    "speak communicate read endorse")
_NO_CLAUSE = listed(
    "see want seek support attack mock defend tout oppose plan prefer charge describe call")
_ASKING = listed(
    "ask tell wonder know explain demander savoir ignorer expliquer dire question doubt see learn "
    "understand remember")
_SUBJECTS = listed(
    "he she they we I there")
_WHICH = listed(
    "lequel laquelle lesquels lesquelles")
_COMPARING = listed("plus moins mieux aussi autant tel telle tels telles tellement")
# Behind a comma these set the narrator's view against what is reported.
_CONTRAST = listed(
    "although though whereas bien alors tandis")
_REACH = 16


def attach_after(sentence: Sentence, one: Governor, *, first: int) -> bool:
    """Find what the cue governs to its right: a quote, a clause, an infinitive, a noun."""
    lines, flags, stop = sentence.lines, sentence.lines.flags, sentence.stop()
    place, limit = one.after, min(stop, one.after + _REACH)
    starter = -1
    plain = one.cue.lemma not in _SPEAKING
    while place < limit:
        quote = sentence.quote_at(place)
        if quote is not None:
            return _quote_after(sentence, one, quote, stop)
        flag = flags[place]
        if flag & COLON:
            return _after_colon(sentence, one, place, stop)
        direct_start = sentence.lang == "en" and starter == one.after and one.cue.lemma in _SAYING
        if flag & THAT and direct_start:
            break
        if sentence.lang == "en" and place == one.after and plain and lines.form(place) in _SUBJECTS:
            starter = place
            break
        if flag & THAT and sentence.lang == "fr" and _other_that(sentence, one, place):
            break
        if flag & THAT and plain:
            return _clause(sentence, one, place + 1, stop, "that")
        if lines.form(place) == "selon" and place + 1 < stop and lines.form(place + 1) in _WHICH:
            return _clause(sentence, one, place + 2, stop, "that")
        if flag & QUESTION and _asks(sentence, one, place):
            return _clause(sentence, one, place, stop, "question")
        if infinitive_at(sentence, one, place):
            return _clause(sentence, one, place, stop, "infinitive")
        if flag & COMMA:
            behind = sentence.quote_at(place + 1)
            if behind is not None:
                return _quote_after(sentence, one, behind, stop)
            break
        if flag & (STOP | SEMICOLON | DASH | RELATIVE | SUBORDINATOR):
            break
        if starter < 0 and place > one.after - 1 and _may_open(sentence, one, place):
            starter = place
        if flag & FINITE and starter >= 0:
            break
        place += 1
    if sentence.lang == "en" and starter >= 0 and plain and _zero_clause(sentence, one, starter, stop):
        return _clause(sentence, one, starter, stop, "no that")
    return False


def _other_that(sentence: Sentence, one: Governor, place: int) -> bool:
    """Say whether a French `que` is no complement: « …, que », « ce que », « moins cher que »."""
    lines, flags = sentence.lines, sentence.lines.flags
    if flags[place - 1] & COMMA:
        return True
    if lines.form(place - 1) == "ce":
        return lines.form(place - 2) != "à"
    return any(lines.form(between) in _COMPARING and not flags[between + 1] & THAT and lines.form(
        between + 1) not in ("tard", "tôt") for between in range(one.after, place))


def _asks(sentence: Sentence, one: Governor, place: int) -> bool:
    near = place == one.after or one.cue.category == "questioning" or (
        place == one.after + 1 and bool(sentence.lines.flags[one.after] & PREPOSITION))
    if sentence.lang == "fr" and sentence.lines.form(place).lower() in ("qui", "s'"):
        return False
    return near and (one.cue.lemma in _ASKING or one.cue.category in ("questioning", "neutral", "arguing"))


def _may_open(sentence: Sentence, one: Governor, place: int) -> bool:
    """Say whether a clause without `that` may begin here."""
    flags = sentence.lines.flags
    opens = flags[place] & (PRONOUN | DETERMINER | CAPITAL | OBJECT) and not flags[place] & TIME
    after_object = one.cue.lemma in ("tell", "told reporters", "remind", "warn", "assure", "inform", "notify")
    if after_object and place == one.after:
        return False
    if one.cue.lemma in _SAYING and place == one.after:
        if sentence.lines.form(place) in _ABOUT:
            return True
        return not flags[place] & (PREPOSITION | TIME | STOP | COMMA)
    return bool(opens) and not (place > one.after and flags[place - 1] & (PREPOSITION | DETERMINER))


def _zero_clause(sentence: Sentence, one: Governor, start: int, stop: int) -> bool:
    flags = sentence.lines.flags
    if one.speaker is None and one.cue.form != GERUND:  # said Steven Taylor, …: what follows is the subject
        return False
    if sentence.lines.form(start) in _SUBJECTS and start == one.after:
        return True
    if one.cue.lemma in _NO_CLAUSE or (one.cue.form == BARE and one.speaker is None):
        return False
    if one.cue.lemma in _SAYING:
        return stop - start >= 2
    for place in range(start + 1, min(stop, start + 14)):
        flag = flags[place]
        if flag & (COMMA | RELATIVE | SUBORDINATOR | THAT) and place > start + 1 and not flag & COMMA:
            return False
        if flag & FINITE and not (sentence.lines.form(place) == "'s" and flags[place - 1] & CAPITAL):
            return True
    return False


def _quote_after(sentence: Sentence, one: Governor, quote: Quote, stop: int) -> bool:
    """said: “…”; said, “…”; said the plan was “…”."""
    flags = sentence.lines.flags
    gap = [flags[place] for place in range(one.after, quote.left)]
    whole = flags[quote.start] & CAPITAL or (gap and gap[-1] & COLON)
    if whole and (not gap or gap[-1] & (COMMA | COLON) or sentence.words(quote.start, quote.end) > 4):
        sentence.add_quote(quote, "direct", whole_cue(one), one.speaker, "cue before quote")
        resume(sentence, whole_cue(one), one.speaker, quote.right)
        return True
    if one.cue.lemma == "appeler" and (one.passive or one.speaker is None or sentence.lines.form(
            one.speaker[1] - 1).lower() == "on"):
        return False  # ce qu'on appelle « … »: a name
    return _clause(sentence, one, one.after, max(stop, quote.right), "quote in clause")


def _after_colon(sentence: Sentence, one: Governor, place: int, stop: int) -> bool:
    quote = sentence.quote_at(place + 1)
    if quote is not None:
        sentence.add_quote(quote, "direct", whole_cue(one), one.speaker, "cue and colon")
        resume(sentence, whole_cue(one), one.speaker, quote.right)
        return True
    if one.cue.category not in ("neutral", "structuring", "arguing", "questioning", "manner_emotion") or (
            stop - place < 3 or sentence.lines.form(one.cue.start).lower() in NOUN_LIKE):
        return False
    return _clause(sentence, one, place + 1, stop, "colon")


def _clause(sentence: Sentence, one: Governor, start: int, stop: int, rule: str) -> bool:
    """Keep the clause from `start`, up to the next cue beside it."""
    if one.speaker is None and one.cue.form == BARE and rule == "infinitive":
        return False
    end = clause_end(sentence, one, start, stop)
    if end <= start:
        return False
    sentence.add_clause(start, end, "indirect", whole_cue(one), one.speaker, rule)
    return True


def clause_end(sentence: Sentence, one: Governor, start: int, stop: int) -> int:
    """Return where a reported clause ends: at a cue coordinated with its own, a semicolon, or the sentence's end."""
    lines, flags = sentence.lines, sentence.lines.flags
    relative = one.verb > sentence.start and flags[one.verb - 1] & RELATIVE and one.cue.form != GERUND
    for place in range(start, stop):
        flag = flags[place]
        if not flag & (COMMA | SEMICOLON | CONJUNCTION) or any(q.left < place < q.right for q in sentence.quotes):
            continue
        if flag & SEMICOLON or (relative and flag & COMMA):
            return place
        if flag & COMMA and place + 2 < stop and lines.form(place + 1) in _CONTRAST and (
                sentence.lang == "en" or flags[place + 2] & THAT):
            return place
        following = next((cue for cue in sentence.cues if cue.start > place), None)
        if following is None:
            continue
        own = verb_start(lines, following.start, place + 1)
        if following.form == GERUND and flag & COMMA and own - place <= 2:
            return place
        if flag & CONJUNCTION and own == place + 1 and following.form not in (BARE, GERUND) and (
                following.start + 1 < stop and flags[following.end] & THAT):
            return place
    return stop
