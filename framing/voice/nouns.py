"""Nouns of saying and thinking that govern a clause: the claim that, l'idée selon laquelle."""

import numpy as np

from framing.tokens import Tokens
from framing.voice.complements import clause_end
from framing.voice.cues import FINITE_FORM, Cue, Entry
from framing.voice.governors import Governor
from framing.voice.sentence import Sentence, Span
from framing.voice.words import AUXILIARY, CAPITAL, DETERMINER, FINITE, PREPOSITION, THAT, WORD, listed

NOUN = "noun"
_NOUN_ENTRY = Entry("", NOUN, FINITE_FORM)
_CLASSES = {
    "en": {
        "neutral": "statement statements message news word response answer testimony",
        "distancing": "claim claims allegation allegations rumor rumors rumour rumours suggestion suggestions "
                      "insinuation pretense pretence",
        "asserting_strong": "assertion assertions contention insistence assurance assurances certainty",
        "arguing": "argument arguments explanation reasoning",
        "conceding": "admission acknowledgment acknowledgement confession",
        "criticising": "accusation accusations complaint complaints criticism charge charges",
        "committing_warning": "promise promises pledge pledges warning warnings threat threats prediction predictions",
        "thinking": "idea ideas notion belief beliefs view opinion hope hopes fear fears concern concerns conclusion "
                    "expectation expectations theory perception impression assumption suspicion suspicions sense "
                    "worry worries feeling conviction doubt doubts",
        "announcing": "announcement declaration report reports",
    },
    "fr": {
        "neutral": "message réponse témoignage déclaration",
        "distancing": "allégation allégations rumeur rumeurs insinuation prétention",
        "asserting_strong": "affirmation affirmations assurance certitude",
        "arguing": "argument arguments explication raisonnement",
        "conceding": "aveu",
        "criticising": "accusation accusations reproche reproches critique critiques plainte plaintes",
        "committing_warning": "promesse promesses avertissement menace menaces prédiction prédictions prévision",
        "thinking": "idée idées thèse hypothèse théorie opinion avis conviction espoir crainte craintes impression "
                    "sentiment conclusion croyance notion postulat soupçon soupçons doute doutes",
        "announcing": "annonce information informations nouvelle",
    },
}
_BY_FORM = {(lang, form): category for lang, classes in _CLASSES.items()
            for category, forms in classes.items() for form in forms.split()}
# Nouns that nobody need hold: they count with their owner only (the mayor's idea that).
_OWNED = listed("idea ideas notion theory sense news message word answer response perception impression view opinion "
                "explanation reasoning idée idées notion théorie impression nouvelle information informations message "
                "réponse opinion explication raisonnement hypothèse sentiment")
_WHICH = listed("lequel laquelle lesquels lesquelles")
_POSSESSIVE = listed("his her its their our your my son sa ses leur leurs notre votre 's")


def noun_class(lang: str, form: str) -> str:
    """Return the class of a noun of saying; empty if it is none."""
    return _BY_FORM.get((lang, form), "")


def nouns_of_saying(tokens: Tokens, flags: np.ndarray, known: set[int]) -> list[tuple[int, int, Entry]]:
    """Return the nouns of saying that a clause may follow and that are no cue of the list; flags of each token."""
    vocabulary = tokens.vocabulary
    named = np.fromiter((pair in _BY_FORM for pair in zip(vocabulary.langs, vocabulary.folded, strict=True)), bool,
                        len(vocabulary))
    places = np.flatnonzero(named[tokens.ids[:-1]] & ((flags[1:] & (THAT | PREPOSITION)) > 0))
    return [(place, place + 1, _NOUN_ENTRY) for place in places.tolist() if place not in known]


def attach_noun(sentence: Sentence, cue: Cue) -> bool:
    """Keep the clause of a noun of saying: it begins right behind the noun, or behind its owner."""
    lines, flags, stop = sentence.lines, sentence.lines.flags, sentence.stop()
    category = noun_class(sentence.lang, lines.form(cue.start).lower())
    place = cue.end
    if not category or place + 2 >= stop:
        return False
    owner: Span | None = None
    if lines.form(place) in ("of", "by", "from", "de", "d'", "du", "des") and flags[place + 1] & (CAPITAL | DETERMINER):
        end = place + 1
        while end < stop and end - place < 8 and not flags[end] & (THAT | FINITE | AUXILIARY) and flags[end] & WORD:
            end += 1
        owner, place = (place + 1, end), end
    if place + 2 >= stop:
        return False
    if lines.form(place) == "selon" and lines.form(place + 1) in _WHICH:
        start = place + 2
    elif flags[place] & THAT and not (flags[place + 1] & (AUXILIARY | FINITE) and sentence.lang == "en"):
        start = place + 1
    else:
        return False
    if sentence.lang == "fr" and start == place + 1 and not flags[cue.start - 1] & DETERMINER:
        return False
    owner = owner or _owner_before(sentence, cue)
    if owner is None and lines.form(cue.start).lower() in _OWNED:
        return False
    one = Governor(Cue(cue.start, cue.end, category, NOUN, FINITE_FORM), cue.start, cue.start, cue.end, owner, False,
                   False)
    end = clause_end(sentence, one, start, stop)
    if end - start < 2:
        return False
    sentence.add_clause(start, end, "indirect", one.cue, owner, "noun of saying")
    return True


def _owner_before(sentence: Sentence, cue: Cue) -> Span | None:
    """Return whose claim it is, if a genitive stands before: the mayor's claim."""
    lines, flags = sentence.lines, sentence.lines.flags
    place = cue.start - 1
    if place > sentence.start and lines.form(place) in ("'s", "'"):
        start = place
        while start > sentence.start and flags[start - 1] & (WORD) and not flags[start - 1] & PREPOSITION:
            start -= 1
            if flags[start] & DETERMINER:
                break
        return (start, place) if start < place else None
    return (place, place + 1) if place >= sentence.start and lines.form(place).lower() in _POSSESSIVE else None
