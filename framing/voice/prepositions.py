"""Sources named without a verb that governs: selon X, according to X, pour X, comme l'a dit X."""

from framing.voice.clauses import goes_on
from framing.voice.cues import FINITE_FORM, Cue, Entry
from framing.voice.infinitives import is_infinitive
from framing.voice.phrases import phrase_after
from framing.voice.sentence import Sentence, Span
from framing.voice.words import (
    CAPITAL,
    COLON,
    COMMA,
    DASH,
    DETERMINER,
    FINITE,
    OBJECT,
    PRONOUN,
    SELF,
    THAT,
    TIED,
    TIME,
    listed,
)

FOR_SOMEBODY = "pour"
# … , ou du moins c’est ce qu’affirme X: tokens from the comma to the verb.
_LONGEST_POINTER = 9
_FOR_SOMEBODY = Entry("prepositional", FOR_SOMEBODY, FINITE_FORM)
# selon le principe, according to plan: a measure, not a source.
_MEASURES = listed(
    "principe principes critère critères calendrier plan plans besoin besoins règle règles méthode méthodes formule "
    "cas circonstances saison saisons âge type types taille niveau niveaux goût goûts mode modalités procédure "
    "procédures ordre logique norme normes proportion tarif degré région régions moyens capacité capacités "
    "disponibilité disponibilités budget rythme usage habitude tradition coutume loi lois article choix "
    "principle principles criterion criteria schedule rule rules method methods need needs size age type rank order "
    "custom tradition law")
# Nouns of people and institutions that may stand behind « pour »: for them, in their view.
_PEOPLE = (
    "iste", "istes", "logue", "logues", "cien", "ciens", "cienne", "ciennes", "cheur", "cheurs", "cheuse", "fesseur",
    "fesseure", "teur", "teurs", "trice", "trices", "crate", "crates")
_ROLES = listed(
    "ministre ministres maire maires président présidente chef cheffe porte-parole député députée députés avocat "
    "avocate avocats expert experte experts scientifiques syndicat syndicats opposition gouvernement association "
    "organisme organisation fédération coalition parti direction directrice juge professeur professeure patron "
    "patronne secrétaire climatosceptiques écologistes militants militante collectif élu élue élus")
_NOT_PEOPLE = listed("secteur moteur facteur vecteur ordinateur piste liste indicateur compteur matrice")
_THEM = listed("lui elle eux elles")


def attach_preposition(sentence: Sentence, cue: Cue, first: int) -> None:
    """Selon X, CLAUSE. CLAUSE, according to X. CLAUSE, selon X, CLAUSE."""
    stop = sentence.stop()
    if cue.lemma == "de source" and cue.start > first and not sentence.lines.flags[cue.start - 1] & (COMMA | TIED):
        return
    speaker = phrase_after(sentence.lines, cue.end, stop)
    if speaker is not None and _is_source(sentence, speaker):
        attach_around(sentence, cue, speaker, first)


def heads(places: list[int]) -> list[tuple[int, int, Entry]]:
    """Return the sentences that begin with « pour »: what follows may be somebody in whose view they hold."""
    return [(place, place + 1, _FOR_SOMEBODY) for place in places]


def attach_pour(sentence: Sentence, cue: Cue) -> None:
    """Pour X, CLAUSE: a person, people or an institution, and a comma, at the head of a sentence."""
    lines, flags, stop = sentence.lines, sentence.lines.flags, sentence.stop()
    speaker = phrase_after(lines, cue.end, stop)
    if speaker is None or speaker[1] >= stop or not flags[speaker[1]] & (COMMA | DASH) or not _somebody(
            sentence, speaker):
        return
    if any(flags[place] & FINITE or lines.form(place) == "mieux" for place in range(speaker[1], stop)):
        attach_around(sentence, cue, speaker, cue.start)


def attach_comme(sentence: Sentence, cue: Cue, verb: int, first: int) -> bool:
    """Comme l'a dit X, CLAUSE. CLAUSE, comme le dit X. CLAUSE, c'est ce qu'affirme X."""
    lines, flags, stop = sentence.lines, sentence.lines.flags, sentence.stop()
    start = verb
    if start > first and lines.form(start - 1).lower() == "comme":
        start -= 1
        if not any(flags[place] & OBJECT for place in range(verb, cue.start)):
            return False
    elif start > first + 2 and flags[start - 1] & THAT and lines.form(start - 2) == "ce":
        start -= 2
        while start > first and not flags[start - 1] & COMMA:
            start -= 1
            if verb - start > _LONGEST_POINTER:
                return False
    else:
        return False
    speaker = phrase_after(lines, cue.end, stop)
    if speaker is None or not flags[speaker[0]] & (CAPITAL | DETERMINER):
        speaker = (start + 1, verb) if start + 1 < verb and flags[start + 1] & (CAPITAL | DETERMINER) else speaker
    if speaker is None:
        return False
    whole = Cue(start, cue.end, cue.category, cue.lemma, cue.form)
    return attach_around(sentence, whole, speaker, first)


def attach_around(sentence: Sentence, cue: Cue, speaker: Span, first: int) -> bool:
    """Keep the clause behind, before or around a source and the words that introduce it."""
    flags, stop = sentence.lines.flags, sentence.stop()
    place = max(speaker[1], cue.end)
    while place < stop and not flags[place] & (COMMA | DASH | COLON) and sentence.quote_at(place) is None:
        place += 1
    after = place + 1 if place < stop and sentence.quote_at(place) is None else place
    found = len(sentence.found)
    if sentence.words(first, cue.start) <= 1:
        sentence.add_clause(after, stop, "prepositional", cue, speaker, "preposition first")
    elif after < stop and cue.start > first and flags[cue.start - 1] & COMMA and goes_on(
            sentence, first, cue.start - 1, after):
        sentence.add_clause(first, stop, "prepositional", cue, speaker, "preposition inside",
                            incises=[(cue.start - 1, after)])
    else:
        sentence.add_clause(first, cue.start, "prepositional", cue, speaker, "preposition last")
    return len(sentence.found) > found


def _is_source(sentence: Sentence, speaker: Span) -> bool:
    """Say whether what follows selon or according to can speak: no measure, not the narrator."""
    lines, flags = sentence.lines, sentence.lines.flags
    if flags[speaker[0]] & SELF:
        return False
    head = next((place for place in range(*speaker) if not flags[place] & DETERMINER), speaker[0])
    return lines.form(head).lower() not in _MEASURES


def _somebody(sentence: Sentence, speaker: Span) -> bool:
    lines, flags = sentence.lines, sentence.lines.flags
    head = speaker[0]
    if lines.form(head) in _THEM:
        return speaker[1] - head == 1
    if flags[head] & TIME or is_infinitive(lines, head):
        return False
    if flags[head] & CAPITAL and not flags[head] & (DETERMINER | PRONOUN):
        return speaker[1] - head > 1
    if not flags[head] & DETERMINER or head + 1 >= speaker[1]:
        return False
    noun = lines.form(head + 1)
    return noun not in _NOT_PEOPLE and (noun in _ROLES or noun.endswith(_PEOPLE) or bool(
        flags[head + 1] & CAPITAL and speaker[1] - head > 2))
