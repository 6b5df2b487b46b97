"""A cue in its sentence: its verb group, its subject, and whether it is a verb of saying there at all."""

from typing import NamedTuple

from framing.voice.cues import BARE, GERUND, PARTICIPLE, Cue
from framing.voice.phrases import subject_before, verb_start
from framing.voice.sentence import Sentence, Span
from framing.voice.words import (
    ADVERB,
    AUXILIARY,
    BEING,
    CAPITAL,
    COLON,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    IMPERSONAL,
    NEGATOR,
    OBJECT,
    PREPOSITION,
    PRONOUN,
    REFLEXIVE,
    RELATIVE,
    SELF,
    THAT,
    TIED,
    WORD,
    listed,
)

# Classes whose verbs are acts: what they are done with may be a noun.
ACTS = frozenset({"criticising", "denying", "approving", "urging", "committing_warning"})
# Forms that are nouns more often than verbs: they need a name or pronoun before them, or `that` behind.
NOUN_LIKE = listed(
    "project projects state states note notes comment comments question questions press remark remarks report "
    "reports order reason plan plans find finds thanks call calls demand demands claim claims "
    "promise promises request requests fear fears hope hopes answer object detail counter alert "
    "hail query tweet tweets quote quotes doubt doubts support supports protest blame wish worry "
    "vow pledge reply estimate respond challenge juge juges cite rapporte rapport presse pointe "
    "relève doute doutes craint communique demande demandes annonce annonces critique critiques "
    "plainte commente rêve reproche conseille propose réclame menace menaces annonce engage "
    "découverte découvertes lance exposé exposés dit dits analyse analyses")
# After le, la, les, l', leur these are nouns unless a subject stands before.
_CLITIC_OR_ARTICLE = listed("le la les l' leur")
# « on sait que », « on observe que »: everybody knows, nobody in the text says it.
_COMMON_KNOWLEDGE = frozenset({"thinking", "factive_endorsing", "conceding"})
# se trouver, s'établir: no speech with the pronoun.
_PLAIN_ONLY = listed("trouver établir lancer tenir poursuivre évaluer décrire")
_IMPERSONAL_MODALS = listed(
    "faut fallait faudra faudrait convient convenait suffit suffirait importe reste vaut est était serait")
_EVERYBODYS_MODALS = listed("peut pourrait doit devrait pouvait")


class Governor(NamedTuple):
    """A cue in its sentence: where its verb group begins, its subject, and where its complement may begin."""

    cue: Cue
    verb: int
    left: int
    after: int
    speaker: Span | None
    inverted: bool
    passive: bool


def governor(sentence: Sentence, cue: Cue, *, first: int) -> Governor | None:
    """Look around a cue; return nothing if its form cannot govern here."""
    lines, flags = sentence.lines, sentence.lines.flags
    verb = verb_start(lines, cue.start, first)
    group = range(verb, cue.start)
    if flags[cue.start] & CAPITAL and cue.form != GERUND:
        return None
    itself = any(flags[place] & REFLEXIVE for place in group)
    if itself != cue.reflexive and (cue.reflexive or cue.lemma in _PLAIN_ONLY):
        return None
    helped = any(flags[place] & AUXILIARY for place in group)
    if cue.form == PARTICIPLE and not helped:
        return None
    if cue.start > first and flags[cue.start - 1] & DETERMINER and (
            not flags[cue.start - 1] & OBJECT or _after_article(sentence, cue, first)):
        return None
    if sentence.lang == "fr" and cue.form == BARE and _narrators_infinitive(sentence, verb, first):
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
    if speaker is not None and cue.category in _COMMON_KNOWLEDGE and speaker[1] - speaker[0] <= 2 and lines.form(
            speaker[1] - 1).lower() == "on" and sentence.lang == "fr":
        return None
    if speaker is not None and speaker[1] - speaker[0] == 1 and (
            flags[speaker[0]] & SELF or (passive and flags[speaker[0]] & IMPERSONAL)):
        return None
    if lines.form(cue.start).lower() in NOUN_LIKE and not helped and not _verb_after_all(sentence, cue, verb):
        return None
    return Governor(cue, verb, left, after, speaker, False, passive)


def _after_article(sentence: Sentence, cue: Cue, first: int) -> bool:
    """Say whether « la menace » is a noun: no subject stands before its article."""
    lines, flags = sentence.lines, sentence.lines.flags
    if sentence.lang == "fr" and cue.start - 1 == sentence.start and cue.form not in (BARE, GERUND):
        return True  # L'alerte a précisé: nothing that could be its subject stands before
    if sentence.lang != "fr" or lines.form(cue.start).lower() not in NOUN_LIKE:
        return False
    before = flags[cue.start - 2] if cue.start - 2 >= first else COMMA
    return not before & (PRONOUN | RELATIVE | NEGATOR) and (
        not before & WORD or bool(before & (PREPOSITION | CONJUNCTION | FINITE | AUXILIARY | ADVERB | THAT)))


def _narrators_infinitive(sentence: Sentence, verb: int, first: int) -> bool:
    """Say whether an infinitive is the narrator's own: il faut dire, on peut penser, sans menacer, pour rappeler."""
    lines, flags = sentence.lines, sentence.lines.flags
    place = verb - 1
    if place >= first and lines.form(place) in ("de", "d'", "à"):
        place -= 1
    if place < first:
        return False
    form = lines.form(place).lower()
    if form == "sans":
        return True
    subject = lines.form(place - 1).lower() if place > first else ""
    if form in _IMPERSONAL_MODALS | _EVERYBODYS_MODALS:
        if subject in ("ne", "n'") and place - 1 > first:
            subject = lines.form(place - 2).lower()
        return bool(subject in ("il", "on", "") or (place > first and flags[place - 1] & SELF and subject != "nous"))
    return False


def whole_cue(one: Governor) -> Cue:
    """Return the cue with its auxiliaries, negation and tied pronoun."""
    cue = one.cue
    return Cue(one.verb, one.after, cue.category, cue.lemma, cue.form, cue.reflexive)


def _verb_after_all(sentence: Sentence, cue: Cue, verb: int) -> bool:
    """Say whether a form that may be a noun is a verb here."""
    lines, flags = sentence.lines, sentence.lines.flags
    if sentence.quote_ending(verb) is not None:
        return True
    if verb <= sentence.start:
        return False
    before = flags[verb - 1]
    if before & (PRONOUN | RELATIVE) or (sentence.lang == "fr" and not before & (PREPOSITION | DETERMINER)):
        return True
    if sentence.lang == "en" and cue.form == BARE and lines.form(verb - 1).endswith("s") and not (
            before & (CAPITAL | DETERMINER)):
        return True  # scientists worry
    if sentence.lang == "en" and _closes(sentence, cue, verb):
        return True
    behind = flags[cue.end] if cue.end < sentence.end else 0
    if before & COMMA and behind & THAT:
        return True  # Ms Orr, a glaciologist, reports that
    opens = verb - 2 < sentence.start or flags[verb - 2] & (DETERMINER | COMMA)
    return bool(before & CAPITAL or (behind & (THAT | COLON) and (opens or not lines.form(
        cue.start).endswith("s"))))


def _closes(sentence: Sentence, cue: Cue, verb: int) -> bool:
    """Say whether a form closes its sentence behind a clause and a subject it agrees with: …, the mayor claims."""
    lines, flags = sentence.lines, sentence.lines.flags
    if cue.end < sentence.stop():
        return False
    start = verb
    while start > sentence.start and flags[start - 1] & WORD:
        start -= 1
    if verb - start < 2 or not flags[start] & DETERMINER or not flags[start - 1] & COMMA or any(
            flags[place] & (PREPOSITION | CONJUNCTION) for place in range(start, verb)):
        return False
    agrees = lines.form(verb - 1).endswith("s") != lines.form(cue.start).endswith("s")
    return agrees and any(flags[place] & FINITE for place in range(sentence.start, start))
