"""What a cue governs: the quote beside it, the clause behind or before it, an infinitive, a noun."""

from dataclasses import dataclass, replace

from framing.voice.cues import BARE, GERUND, PARTICIPLE, Cue
from framing.voice.marks import Lines, Quote
from framing.voice.phrases import phrase_after, subject_before, verb_start
from framing.voice.sentence import Sentence, Span
from framing.voice.words import (
    ADVERB, AUXILIARY, BEING, CAPITAL, COLON, COMMA, CONJUNCTION, DASH, DETERMINER, FINITE, IMPERSONAL, INFINITIVE, NEGATOR, OBJECT,
    PREPOSITION, PRONOUN, QUESTION, REFLEXIVE, RELATIVE, SELF, SEMICOLON, STOP, SUBORDINATOR, THAT, TIED, TIME, WORD,
)

_ACTS = frozenset({"criticising", "denying", "approving", "urging", "committing_warning"})
_INFINITIVES = _ACTS | {"thinking", "distancing", "asserting_strong", "neutral", "announcing", "manner_emotion",
                        "conceding"}
# Verbs whose clause needs no `that`, whatever it begins with.
_SAYING = frozenset("say think believe".split())
_SPEAKING = frozenset("speak communicate read endorse".split())
# Forms that are nouns more often than verbs: they need a name or pronoun before them, or `that` behind.
_NOUN_LIKE = frozenset(
    "state states note notes comment comments question questions press remark remarks report reports order reason "
    "plan plans find finds thanks call calls demand demands claim claims promise promises request requests fear fears "
    "hope hopes answer object detail counter alert hail query tweet tweets quote quotes doubt doubts support supports "
    "protest blame show shows wish worry vow pledge reply estimate respond challenge "
    "note notes juge juges cite rapporte rapport presse pointe relève doute doutes craint communique demande demandes "
    "annonce annonces critique critiques plainte commente rêve reproche conseille propose réclame".split())
# Verbs that may follow or interrupt the clause they govern: « …, she noted, … ».
_PARENTHETIC = frozenset(
    "say write add note argue suggest explain predict report think believe recall tell claim insist observe warn "
    "reveal acknowledge admit concede conclude remark state announce assert contend maintain joke tweet hope reckon "
    "testify declare confirm estimate continue".split())
_NO_CLAUSE = frozenset("see want seek support attack mock defend tout oppose plan prefer charge describe call".split())
# Verbs of other classes whose noun object is what was said.
_ACT_LEMMAS = frozenset("cite describe call mention announce quote".split())
_NEVER_ACT = frozenset("endorse thank order press propose".split())
_ASKING = frozenset("ask tell wonder know explain demander savoir ignorer expliquer dire question doubt see learn "
                    "understand remember".split())
_SUBJECTS = frozenset("he she they we I there".split())
_WHICH = frozenset("lequel laquelle lesquels lesquelles".split())
# Behind a comma these set the narrator's view against what is reported.
_CONTRAST = frozenset("although though whereas bien alors tandis".split())
_REACH = 16
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Governor:
    """A cue in its sentence: where its verb group begins, its subject, and where its complement may begin."""

    cue: Cue
    verb: int
    left: int
    after: int
    speaker: Span | None
    inverted: bool
    passive: bool


def whole_cue(one: Governor) -> Cue:
    """Return the cue with its auxiliaries, negation and tied pronoun."""
    return replace(one.cue, start=one.verb, end=one.after)


def governor(sentence: Sentence, cue: Cue, *, first: int) -> Governor | None:
    """Look around a cue; return nothing if its form cannot govern here."""
    lines, flags = sentence.lines, sentence.lines.flags
    verb = verb_start(lines, cue.start, first)
    group = range(verb, cue.start)
    if flags[cue.start] & CAPITAL and cue.form != GERUND:
        return None
    if cue.reflexive and not any(flags[place] & REFLEXIVE for place in group):
        return None
    helped = any(flags[place] & AUXILIARY for place in group)
    if cue.form == PARTICIPLE and not helped:
        return None
    if cue.start > first and flags[cue.start - 1] & DETERMINER and not flags[cue.start - 1] & OBJECT:
        return None
    passive = any(flags[place] & BEING for place in group) and not cue.reflexive and cue.form != GERUND
    after, tied = cue.end, None
    if after < sentence.end and flags[after] & TIED:
        tied, after = (after, after + 1), after + 1
    inner = next(((place, place + 1) for place in group if flags[place] & TIED), None)
    pronoun = tied or inner
    if pronoun is not None:
        return Governor(cue, verb, verb, after, pronoun, True, passive)
    if cue.form == GERUND:
        return Governor(cue, verb, verb, after, sentence.last_speaker(), False, passive)
    speaker, left = subject_before(lines, verb, first)
    if speaker is not None and speaker[1] - speaker[0] == 1 and (
            flags[speaker[0]] & SELF or (passive and flags[speaker[0]] & IMPERSONAL)):
        return None
    if lines.form(cue.start).lower() in _NOUN_LIKE and not helped and not _verb_after_all(sentence, cue, verb):
        return None
    return Governor(cue, verb, left, after, speaker, False, passive)


def _verb_after_all(sentence: Sentence, cue: Cue, verb: int) -> bool:
    """Say whether a form that may be a noun is a verb here."""
    flags = sentence.lines.flags
    if sentence.quote_ending(verb) is not None:
        return True
    if verb <= sentence.start:
        return False
    before = flags[verb - 1]
    if before & (PRONOUN | RELATIVE) or (sentence.lang == "fr" and not before & (PREPOSITION | DETERMINER)):
        return True
    behind = flags[cue.end] if cue.end < sentence.end else 0
    opens = verb - 2 < sentence.start or flags[verb - 2] & (DETERMINER | COMMA)
    return bool(before & CAPITAL or (behind & (THAT | COLON) and (opens or not sentence.lines.form(
        cue.start).endswith("s"))))


def attach_quote_before(sentence: Sentence, one: Governor, *, first: int) -> bool:
    """« … », a déclaré X; “…,” X said: the quote that ends right before the cue and its subject."""
    if one.passive:
        return False
    for left in (one.left, one.verb):
        quote = sentence.quote_ending(left)
        if quote is None or quote.left in sentence.taken and quote.left < first:
            continue
        speaker, after = one.speaker if left == one.left and left != one.verb or one.inverted else None, one.after
        if speaker is None:
            speaker = phrase_after(sentence.lines, one.after, sentence.end)
            after = speaker[1] if speaker else one.after
        lead = sentence.words(first, quote.left)
        # Les « experts » refusent le débat: the quote is part of the subject.
        if speaker is None or (lead and quote.right == left == one.verb and sentence.words(
                quote.start, quote.end) <= _SHORT):
            continue
        if lead and not _only_opener(sentence, first, quote.left):
            sentence.add_clause(first, quote.right, "mixed", whole_cue(one), speaker, "quote before cue")
        else:
            sentence.add_quote(quote, "direct", whole_cue(one), speaker, "quote before cue")
        _resume(sentence, whole_cue(one), speaker, after)
        return True
    return False


def _only_opener(sentence: Sentence, start: int, end: int) -> bool:
    """“Yes,” … or a conjunction before the quote: nothing that is reported."""
    flags = sentence.lines.flags
    return all(flags[place] & (CONJUNCTION | ADVERB | COMMA | COLON | DASH) for place in range(start, end))


def _resume(sentence: Sentence, cue: Cue, speaker: Span | None, after: int) -> None:
    """Give the quote that goes on after the cue to the same speaker."""
    following = next((quote for quote in sentence.free_quotes() if quote.left >= after), None)
    if following is None:
        return
    between = sentence.lines.flags[following.left - 1]
    if between & (COMMA | COLON | DASH | SEMICOLON) or following.left == after:
        sentence.add_quote(following, "direct", cue, speaker, "quote goes on")


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
        if flag & THAT and plain and not (sentence.lang == "fr" and flags[place - 1] & COMMA):
            return _clause(sentence, one, place + 1, stop, "that")
        if lines.form(place) == "selon" and place + 1 < stop and lines.form(place + 1) in _WHICH:
            return _clause(sentence, one, place + 2, stop, "that")
        if flag & QUESTION and _asks(sentence, one, place):
            return _clause(sentence, one, place, stop, "question")
        if _infinitive_at(sentence, one, place):
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


def _asks(sentence: Sentence, one: Governor, place: int) -> bool:
    near = place == one.after or one.cue.category == "questioning"
    if sentence.lang == "fr" and sentence.lines.form(place).lower() in ("qui", "s'"):
        return False
    return near and (one.cue.lemma in _ASKING or one.cue.category in ("questioning", "neutral", "arguing"))


def _infinitive_at(sentence: Sentence, one: Governor, place: int) -> bool:
    """Say whether an infinitive of the cue begins here: to leave, de partir, ne rien savoir."""
    lines, flags = sentence.lines, sentence.lines.flags
    if one.cue.category not in _INFINITIVES and one.cue.lemma != "ask":
        return False
    if place + 1 >= sentence.end:
        return False
    if sentence.lang == "en":
        return bool(flags[place] & INFINITIVE and not flags[place + 1] & (DETERMINER | CAPITAL | PRONOUN | OBJECT
                    | PREPOSITION) and flags[place + 1] & WORD and place - one.after <= 6)
    verb = place + 1 if flags[place] & INFINITIVE else place
    if verb == place and place > one.after:
        return False
    for later in range(verb, min(verb + 4, sentence.end)):
        form = lines.form(later)
        if form.endswith(("er", "ir", "re", "oir")) and flags[later] & WORD and not flags[later] & (
                CAPITAL | DETERMINER | PREPOSITION) and len(form) > 3:
            return True
        if not flags[later] & (ADVERB | REFLEXIVE | OBJECT):
            return False
    return False


def _may_open(sentence: Sentence, one: Governor, place: int) -> bool:
    """Say whether a clause without `that` may begin here."""
    flags = sentence.lines.flags
    opens = flags[place] & (PRONOUN | DETERMINER | CAPITAL | OBJECT) and not flags[place] & TIME
    after_object = one.cue.lemma in ("tell", "told reporters", "remind", "warn", "assure", "inform", "notify")
    if after_object and place == one.after:
        return False
    if one.cue.lemma in _SAYING and place == one.after:
        return not flags[place] & (PREPOSITION | TIME | STOP | COMMA)
    return bool(opens) and not (place > one.after and flags[place - 1] & (PREPOSITION | DETERMINER))


def _zero_clause(sentence: Sentence, one: Governor, start: int, stop: int) -> bool:
    flags = sentence.lines.flags
    if sentence.lines.form(start) in _SUBJECTS and start == one.after:
        return True
    if one.cue.lemma in _NO_CLAUSE or one.cue.form == BARE and one.speaker is None:
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
        _resume(sentence, whole_cue(one), one.speaker, quote.right)
        return True
    start = one.after
    return _clause(sentence, one, start, max(stop, quote.right), "quote in clause")


def _after_colon(sentence: Sentence, one: Governor, place: int, stop: int) -> bool:
    quote = sentence.quote_at(place + 1)
    if quote is not None:
        sentence.add_quote(quote, "direct", whole_cue(one), one.speaker, "cue and colon")
        _resume(sentence, whole_cue(one), one.speaker, quote.right)
        return True
    if one.cue.category not in ("neutral", "structuring", "arguing", "questioning", "manner_emotion") or (
            stop - place < 3 or sentence.lines.form(one.cue.start).lower() in _NOUN_LIKE):
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


def attach_before(sentence: Sentence, one: Governor, *, first: int) -> bool:
    """CLAUSE, X said. CLAUSE, a dit X. CLAUSE, X said, CLAUSE."""
    lines, flags, stop = sentence.lines, sentence.lines.flags, sentence.stop()
    if one.passive or one.cue.form == GERUND or (one.cue.form == BARE and sentence.lang == "fr"):
        return False
    if sentence.lang == "en" and one.cue.lemma not in _PARENTHETIC:
        return False
    for left in (one.left, one.verb):
        if left - 1 <= first or not flags[left - 1] & (COMMA | DASH):
            continue
        inverted = left == one.verb and not one.inverted
        speaker, after = one.speaker, one.after
        if inverted:
            speaker = phrase_after(lines, one.after, sentence.end)
            if speaker is None:
                continue
            after = speaker[1]
        if sentence.words(first, left - 1) < 2 or speaker is None:
            continue
        if after < stop and flags[after] & (COMMA | DASH) and goes_on(sentence, first, left - 1, after + 1):
            sentence.add_clause(first, stop, "indirect", whole_cue(one), speaker, "cue inside clause",
                                incises=[(left - 1, after + 1)])
            return True
        if any(flags[place] & FINITE for place in range(after, min(stop, after + 5))):
            continue
        sentence.add_clause(first, left - 1, "indirect", whole_cue(one), speaker, "clause before cue")
        return True
    return False


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
    if one.cue.lemma in _NEVER_ACT or not (one.cue.category in _ACTS or one.cue.lemma in _ACT_LEMMAS):
        return False
    if any(flags[place] & IMPERSONAL and sentence.lang == "en" for place in range(*one.speaker)):
        return False
    if sentence.lang == "fr" and any(flags[place] & OBJECT and not flags[place] & NEGATOR
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
