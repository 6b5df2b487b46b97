"""Infinitives that a cue governs: told him to leave, refuse de partir, dit ne rien savoir."""

from framing.voice.governors import ACTS, Governor
from framing.voice.lines import Lines
from framing.voice.sentence import Sentence
from framing.voice.words import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    INFINITIVE,
    OBJECT,
    PREPOSITION,
    PRONOUN,
    REFLEXIVE,
    WORD,
    listed,
)

_GOVERNING = ACTS | {"thinking", "distancing", "asserting_strong", "neutral", "announcing", "manner_emotion",
                     "conceding"}
_NEVER = listed("suppose invite encourage assume charge")
# Classes whose verbs may have somebody between them and the infinitive: il accuse son voisin d'avoir menti.
_WITH_OBJECT = ACTS | {"neutral"}
# il annonce son intention de partir; elle se dit prête à partir
_INTENTIONS = listed("intention volonté souhait désir espoir refus crainte décision engagement")
_DECLARING = listed("dire déclarer")
_ITSELF = REFLEXIVE | AUXILIARY
_FAR = 6
_ENDINGS = ("er", "ir", "dre", "tre", "ire", "vre", "clure", "pre")
_NOUNS = listed(
    "hier mer fer hiver enfer cher fier amer avenir désir plaisir loisir soir espoir lettre titre ministre maître "
    "centre théâtre ordre cadre chambre membre nombre novembre octobre décembre septembre notre votre autre entre "
    "contre outre quatre maire affaire contraire salaire nucléaire ordinaire livre genre gendre moindre cendre "
    "dossier papier premier dernier particulier janvier février danger quartier chantier entier métier soutien pire "
    "empire histoire victoire mémoire territoire laboratoire gloire militaire populaire solaire secondaire "
    "commissaire propriétaire locataire dollar leader foyer loyer conseiller sentier")


def infinitive_at(sentence: Sentence, one: Governor, place: int) -> bool:
    """Say whether an infinitive of the cue begins here."""
    if one.cue.category not in _GOVERNING and one.cue.lemma != "ask":
        return False
    if place + 1 >= sentence.end:
        return False
    return _english(sentence, one, place) if sentence.lang == "en" else _french(sentence, one, place)


def _english(sentence: Sentence, one: Governor, place: int) -> bool:
    flags = sentence.lines.flags
    if one.cue.lemma in _NEVER or (one.cue.category == "neutral" and one.cue.lemma != "tell"):
        return False
    return bool(flags[place] & INFINITIVE and not flags[place + 1] & (DETERMINER | CAPITAL | PRONOUN | OBJECT
                | PREPOSITION) and flags[place + 1] & WORD and place - one.after <= _FAR)


def _french(sentence: Sentence, one: Governor, place: int) -> bool:
    lines, flags = sentence.lines, sentence.lines.flags
    introduced = flags[place] & INFINITIVE
    start = one.after
    while start < place and flags[start] & ADVERB and not flags[start] & PREPOSITION:
        start += 1
    if start < place and not (introduced and (
            (one.cue.category in _WITH_OBJECT and _somebody(sentence, start, place))
            or lines.form(place - 1) in _INTENTIONS
            or (place - start == 1 and one.cue.lemma in _DECLARING and flags[one.cue.start - 1] & _ITSELF))):
        return False
    verb = place + 1 if introduced else place
    for later in range(verb, min(verb + 4, sentence.end)):
        if is_infinitive(lines, later):
            return True
        if not flags[later] & (ADVERB | REFLEXIVE | OBJECT):
            return False
    return False


def _somebody(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether one phrase stands between a cue and its infinitive: « Paul », « à Anne Roux », « en campagne »."""
    flags = sentence.lines.flags
    if end - start > _FAR or any(flags[place] & (COMMA | CONJUNCTION) for place in range(start, end)):
        return False
    return bool(flags[start] & (DETERMINER | CAPITAL | PREPOSITION))


def is_infinitive(lines: Lines, place: int) -> bool:
    """Say whether a French word has the form of an infinitive and is no common noun or adjective of that form."""
    form = lines.form(place)
    return form.endswith(_ENDINGS) and len(form) > 3 and form not in _NOUNS and bool(
        lines.flags[place] & WORD) and not lines.flags[place] & (CAPITAL | DETERMINER | PREPOSITION)
