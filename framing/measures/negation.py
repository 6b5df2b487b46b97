"""Which negators deny: the two-part negation of French, `ne … que`, contractions, double negation."""

from dataclasses import dataclass, fields

import numpy as np

from framing.matching import Matches
from framing.measures.closed_classes import (
    BEFORE_EMPTY_NE,
    DEGREE,
    DETERMINERS,
    NEGATIVE_SUBJECTS,
    NOUN_LIKE,
    NOUN_LIKE_AFTER_PREPOSITION,
    PLUS,
    PREPOSITIONS,
    QUE,
    SPOKEN_NEGATORS,
    SURE_NEGATORS,
    VERBLESS_NEGATORS,
    Words,
)
from framing.measures.scopes import Clauses, among, last_edge, next_edge
from framing.tokens import Tokens

# Tokens between `ne` and the word that goes with it; `plus` stands close to its verb.
_N_BETWEEN, _N_BEFORE_PLUS = 8, 5


@dataclass(frozen=True)
class Cues:
    """Operators before their reach is known: parallel arrays of token positions.

    `partner` is the `ne` of the operator (-1: none), `first` the first token acted on, `anchor` the token
    from which the reach to the right is counted.
    """

    start: np.ndarray
    end: np.ndarray
    partner: np.ndarray
    first: np.ndarray
    anchor: np.ndarray

    def keep(self, mask: np.ndarray) -> "Cues":
        """Return the cues where `mask` holds."""
        return Cues(*(getattr(self, one.name)[mask] for one in fields(self)))


def cues_of(matches: Matches) -> Cues:
    """Return matches as cues that act on what follows them."""
    return Cues(matches.start, matches.end, np.full(len(matches), -1), matches.end, matches.end)


def french_negation(tokens: Tokens, clauses: Clauses, second: Matches, *, markers: np.ndarray) -> Cues:
    """Return the second elements (pas, plus, rien …) that negate: with a `ne`, spoken, or without a verb.

    What stands between `ne` and the second element is denied too (« n'améliore pas »), and so is the noun of
    a negative subject (« aucun accord n'est »).
    """
    before = np.maximum(second.start - 1, 0)
    first_of_text = second.start == 0
    determined = among(tokens, DETERMINERS)[before] & ~first_of_text
    governed = among(tokens, PREPOSITIONS)[before] & ~first_of_text

    def is_one_of(words: Words) -> np.ndarray:
        return among(tokens, words)[second.start]

    noun = (determined & is_one_of(NOUN_LIKE)) | (governed & is_one_of(NOUN_LIKE_AFTER_PREPOSITION))
    left, right = _partners(tokens, clauses, second, markers)
    left[is_one_of(PLUS) & _is_second_of_its_pair(left)] = -1
    right[(left >= 0) | ~is_one_of(NEGATIVE_SUBJECTS)] = -1
    spoken = clauses.quoted[second.start] & is_one_of(SPOKEN_NEGATORS) & ~governed & ~determined
    verbless = clauses.opening[second.start] & is_one_of(VERBLESS_NEGATORS)
    partner = np.maximum(left, right)
    first = np.where(left >= 0, left, second.end)
    anchor = np.where(right >= 0, right, second.end)
    cues = Cues(second.start, second.end, partner, first, anchor)
    return cues.keep(((partner >= 0) | spoken | verbless) & ~noun)


def _partners(tokens: Tokens, clauses: Clauses, second: Matches,
              markers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the `ne` before and the `ne` after each second element, in its clause; -1 for none."""
    if not len(markers):
        none = np.full(len(second), -1)
        return none, none.copy()
    plus = among(tokens, PLUS)[second.start]
    place = np.searchsorted(markers, second.start) - 1
    left = np.where(place >= 0, markers[np.maximum(place, 0)], -1)
    sure = among(tokens, SURE_NEGATORS)[second.start]
    long, short = last_edge(clauses.long_pairs, second.start), last_edge(clauses.pairs, second.start)
    edge = np.where(sure, long, short)
    near = second.start - left <= np.where(plus, _N_BEFORE_PLUS, _N_BETWEEN)
    empty = expletive(tokens, clauses, markers)[np.maximum(place, 0)]
    left = np.where((left >= edge) & near & ~(empty & among(tokens, DEGREE)[second.start]), left, -1)
    place = np.minimum(np.searchsorted(markers, second.end), len(markers) - 1)
    right = markers[place]
    inside = (right >= second.end) & (right < next_edge(clauses.pairs, second.end))
    return left, np.where(inside & (right - second.end <= _N_BETWEEN), right, -1)


def _is_second_of_its_pair(left: np.ndarray) -> np.ndarray:
    """Return which second elements share their `ne` with one before them: « n'est pas plus juste »."""
    return np.append(False, left[1:] == left[:-1])[:len(left)] & (left >= 0)


def expletive(tokens: Tokens, clauses: Clauses, markers: np.ndarray) -> np.ndarray:
    """Return which `ne` are empty: those of a clause that `avant que`, `craindre que`, `plus … que` open."""
    ques = np.flatnonzero(among(tokens, QUE))
    if not len(ques):
        return np.zeros(len(markers), dtype=bool)
    place = np.searchsorted(ques, markers) - 1
    que = np.where(place >= 0, ques[np.maximum(place, 0)], 0)
    near = (place >= 0) & (que >= last_edge(clauses.stops, markers)) & (markers - que <= _N_BETWEEN)
    heads = np.append(0, np.cumsum(among(tokens, BEFORE_EMPTY_NE)))
    start = np.maximum(que - 4, last_edge(clauses.stops, que))
    return near & (heads[que] > heads[start])


def french_restriction(tokens: Tokens, clauses: Clauses, negation: Cues, *, markers: np.ndarray) -> Cues:
    """Return `ne … que` (only): a `ne` without second element, or with `plus` right before `que`."""
    ques = np.flatnonzero(among(tokens, QUE))
    none = np.zeros(0, dtype=np.int64)
    if not len(ques) or not len(markers):
        return Cues(none, none, none, none, none)
    place = np.searchsorted(ques, markers + 1, side="right")
    que = ques[np.minimum(place, len(ques) - 1)]
    inside = (place < len(ques)) & (que < next_edge(clauses.stops, markers)) & (que - markers <= _N_BETWEEN)
    paired = negation.keep(negation.partner >= 0)
    own_que = que[np.searchsorted(markers, paired.partner)]
    no_longer = among(tokens, PLUS)[paired.start] & (paired.end == own_que)
    taken = np.isin(markers, paired.partner[(paired.start < own_que) & ~no_longer])
    found = inside & ~taken & ~expletive(tokens, clauses, markers)
    marker, que = markers[found], que[found]
    return Cues(que, que + 1, marker, marker, que + 1)


def contractions(tokens: Tokens, *, paragraphs: np.ndarray) -> Matches:
    """Return the English verbs with their negation inside (didn't, won't), which no list has to repeat."""
    vocabulary = tokens.vocabulary
    forms = zip(vocabulary.folded, vocabulary.langs, strict=True)
    flags = (code == "en" and form.endswith("n't") for form, code in forms)
    contracted = np.fromiter(flags, bool, len(vocabulary))
    start = np.flatnonzero(contracted[tokens.ids] & paragraphs[tokens.paragraph_of_tokens()])
    return Matches(np.full(len(start), -1), start, start + 1)


def cancel_double(cues: Cues, nouns: np.ndarray) -> tuple[Cues, np.ndarray, Cues]:
    """Take out negators that stand right before `sans` or `without`, with it: « pas sans risque » is a risk.

    Returns what is left of the cues, of `nouns` (which cues govern a noun), and the pairs taken out.
    """
    order = np.argsort(cues.start, kind="stable")
    cues, nouns = cues.keep(order), nouns[order]
    answered = np.append((cues.end[:-1] == cues.start[1:]) & nouns[1:] & ~nouns[:-1], False)[:len(cues.start)]
    answering = np.append(False, answered[:-1])[:len(cues.start)]
    pair = Cues(cues.start[answered], cues.end[answering], cues.partner[answered], cues.end[answering],
                cues.end[answering])
    left = ~(answered | answering)
    return cues.keep(left), nouns[left], pair
