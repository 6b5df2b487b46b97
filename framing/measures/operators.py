"""Operators: words that turn, limit, strengthen or weaken a polarity word, and how far each reaches."""

from dataclasses import dataclass, fields

import numpy as np

from framing._check import message
from framing.lexicon import Lexicon
from framing.matching import Matches
from framing.measures.closed_classes import BEFORE_NOUNS
from framing.measures.negation import (
    Cues,
    cancel_double,
    contractions,
    cues_of,
    french_negation,
    french_restriction,
)
from framing.measures.scopes import Clauses, among, clauses_of, last_edge, next_edge
from framing.measures.voiced import voiced_matches
from framing.tokens import Tokens

# In the order in which a hit names them.
EFFECTS = ("negated", "restricted", "intensified", "diminished", "irrealis", "additive", "pseudo_negated",
           "before_contrast", "after_contrast")
CATEGORIES = ("negation_marker", "negator_ne", "negator", "reverser", "absence", "pseudo_negator", "additive",
              "restriction", "intensifier", "diminisher", "contrast", "irrealis")
# Content words behind an operator that it reaches; tokens behind an adverb of degree.
_N_CONTENT, _N_CONDITIONAL, _N_ADJACENT = 3, 6, 2


@dataclass(frozen=True)
class Operators:
    """Operators that act, in text order: parallel arrays.

    `effect` is a place in EFFECTS; the others are token positions: `start` and `end` of the operator, the
    `partner` that goes with it (its `ne`, or -1), and the words it acts on, `first` to `last` (excluded).
    """

    effect: np.ndarray
    start: np.ndarray
    end: np.ndarray
    partner: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    def keep(self, which: np.ndarray) -> "Operators":
        """Return the operators where a mask holds, or those of some numbers."""
        return Operators(*(getattr(self, one.name)[which] for one in fields(self)))

    def acting_on(self, places: np.ndarray, *, n_tokens: int) -> np.ndarray:
        """Return, for each place and effect, the number of the nearest operator that reaches it, or -1."""
        found = np.full((len(places), len(EFFECTS)), -1, dtype=np.int64)
        for effect in range(len(EFFECTS)):
            own = np.flatnonzero((self.effect == effect) & (self.last > self.first))
            sizes = (self.last - self.first)[own]
            within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            reached = np.full(n_tokens, -1, dtype=np.int64)
            # Operators stand in text order: of those that reach a word the last is the nearest.
            np.maximum.at(reached, np.repeat(self.first[own], sizes) + within, np.repeat(own, sizes))
            found[:, effect] = reached[places]
        return found

    def texts(self, tokens: Tokens, numbers: np.ndarray) -> list[str]:
        """Return the wording of some operators: `not`, `n' … plus`, `personne … n'`; empty for -1."""
        forms = tokens.vocabulary.types
        wording = {-1: ""}
        for number in np.unique(numbers[numbers >= 0]).tolist():
            start, partner = int(self.start[number]), int(self.partner[number])
            own = " ".join(forms[tokens.ids[start:self.end[number]]])
            pair = sorted([(start, own)] + ([(partner, forms[tokens.ids[partner]])] if partner >= 0 else []))
            wording[number] = " … ".join(text for _, text in pair)
        return [wording[number] for number in numbers.tolist()]


def find_operators(tokens: Tokens, lexicon: Lexicon, *, paragraphs: np.ndarray) -> Operators:
    """Find the operators that act, and their reach.

    Pseudo-negators and additives come first: no other operator may use their words.
    """
    found = _matches_by_category(tokens, lexicon, paragraphs)
    clauses = clauses_of(tokens, light=_covered(tokens, found["intensifier"], found["diminisher"]))
    claimed = _covered(tokens, found["pseudo_negator"], found["additive"])
    free = {name: matches if name in ("pseudo_negator", "additive") else _untouched(matches, claimed)
            for name, matches in found.items()}
    denying, nouns, cancelled, only = _negations(tokens, clauses, free, contracted=_untouched(
        contractions(tokens, paragraphs=paragraphs & ("en" in lexicon.languages)), claimed))
    denied = _covered(tokens, denying)
    verbal = _reaching("negated", clauses, denying.keep(~nouns), edges=clauses.stops)
    reversing = _reaching("negated", clauses, cues_of(free["reverser"]), edges=clauses.stops)
    verbal, reversing, undone = _cancel_reversed(verbal, reversing, n_tokens=len(tokens))
    return _joined([
        verbal, reversing, undone,
        _reaching("negated", clauses, denying.keep(nouns), edges=clauses.phrases),
        _reaching_back("negated", clauses, free["absence"]),
        _reaching("restricted", clauses, only, edges=clauses.stops),
        _reaching("restricted", clauses, cues_of(free["restriction"]), edges=clauses.stops),
        _reaching("pseudo_negated", clauses, cues_of(free["pseudo_negator"]), edges=clauses.stops),
        _reaching("pseudo_negated", clauses, cancelled, edges=clauses.phrases),
        _reaching("additive", clauses, cues_of(free["additive"]), edges=clauses.stops),
        _reaching("irrealis", clauses, cues_of(free["irrealis"]), edges=clauses.stops,
                  n_content=_N_CONDITIONAL),
        _adjacent("intensified", clauses, free["intensifier"]),
        # « pas très » is a list entry of degree, and a negation where `ne` makes it one.
        _adjacent("diminished", clauses, _untouched(free["diminisher"], denied)),
        *_contrasts(tokens, free["contrast"], additive=free["additive"]),
    ])


def _matches_by_category(tokens: Tokens, lexicon: Lexicon, paragraphs: np.ndarray) -> dict[str, Matches]:
    category = lexicon.entries["category"]
    if not category.isin(CATEGORIES).any():
        raise ValueError(message("tone", f"lexicon {lexicon.name!r} has no category of operators",
                                 got=sorted(set(category)), expected=f"some of {list(CATEGORIES)}"))
    matches = voiced_matches(tokens, lexicon, paragraphs=paragraphs)
    own = category.to_numpy()[matches.entry]
    return {name: matches.keep(own == name) for name in CATEGORIES}


def _negations(tokens: Tokens, clauses: Clauses, free: dict[str, Matches], *,
               contracted: Matches) -> tuple[Cues, np.ndarray, Cues, Cues]:
    """Return the negators that deny, which of them govern a noun, the pairs that cancel out, `ne … que`."""
    markers = free["negation_marker"].start
    two_part = french_negation(tokens, clauses, free["negator_ne"], markers=markers)
    only = french_restriction(tokens, clauses, two_part, markers=markers)
    # In « n'est plus que » the `plus` is a part of the restriction.
    two_part = two_part.keep(~np.isin(two_part.end, only.start))
    contracted = _untouched(contracted, _covered(tokens, free["negator"]))
    parts = [cues_of(free["negator"]), cues_of(contracted), two_part]
    joined = Cues(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Cues)))
    nouns = among(tokens, BEFORE_NOUNS)[joined.end - 1] & (joined.partner < 0)
    return *cancel_double(joined, nouns), only


def _reaching(effect: str, clauses: Clauses, cues: Cues, *, edges: np.ndarray,
              n_content: int = _N_CONTENT) -> Operators:
    """Give cues their reach: some content words to the right, up to an edge."""
    last = clauses.reach(cues.anchor, n_content, edges=edges)
    number = np.full(len(last), EFFECTS.index(effect))
    return Operators(number, cues.start, cues.end, cues.partner, cues.first, last)


def _reaching_back(effect: str, clauses: Clauses, matches: Matches) -> Operators:
    """Give what says that its subject is lacking its reach: some content words to the left, in the clause."""
    first = clauses.reach_back(matches.start, _N_CONTENT)
    number = np.full(len(first), EFFECTS.index(effect))
    return Operators(number, matches.start, matches.end, np.full(len(first), -1), first, matches.start)


def _cancel_reversed(verbal: Operators, reversing: Operators, *,
                     n_tokens: int) -> tuple[Operators, Operators, Operators]:
    """Take out reversing verbs that are denied, with what denies them: « n'a pas évité la crise » is a crisis.

    Returns what is left of both, and the pairs, which leave the sign of what the verb reaches.
    """
    number = verbal.acting_on(reversing.start, n_tokens=n_tokens)[:, EFFECTS.index("negated")]
    undone = number >= 0
    spent = np.isin(np.arange(len(verbal)), number[undone])
    pairs = reversing.keep(undone)
    denying = verbal.keep(number[undone])
    effect = np.full(len(pairs), EFFECTS.index("pseudo_negated"))
    return (verbal.keep(~spent), reversing.keep(~undone),
            Operators(effect, np.minimum(denying.start, pairs.start), np.maximum(denying.end, pairs.end),
                      denying.partner, pairs.first, pairs.last))


def _adjacent(effect: str, clauses: Clauses, matches: Matches) -> Operators:
    """Give adverbs of degree their reach: the next tokens, in the clause."""
    last = np.minimum(matches.end + _N_ADJACENT, next_edge(clauses.stops, matches.end))
    cues = cues_of(matches)
    number = np.full(len(last), EFFECTS.index(effect))
    return Operators(number, cues.start, cues.end, cues.partner, cues.first, last)


def _contrasts(tokens: Tokens, contrast: Matches, *, additive: Matches) -> list[Operators]:
    """Give words of contrast both sides of their sentence, up to the next such word.

    The `mais` that answers an additive (« non seulement … mais aussi ») opposes nothing and is left out.
    """
    edges = np.append(tokens.sentences, len(tokens))
    previous = np.append(-1, contrast.start)[:len(contrast)]
    place = np.searchsorted(additive.start, contrast.start) - 1
    nearest = np.append(additive.start, -1)[place]
    opened = last_edge(edges, contrast.start)
    real = contrast.keep(~((nearest > previous) & (nearest >= opened)))
    opens, closes = last_edge(edges, real.start), next_edge(edges, real.end)
    before = np.maximum(opens, np.append(0, real.end)[:len(real)])
    after = np.minimum(closes, np.append(real.start, len(tokens))[1:])
    sides = (("before_contrast", before, real.start), ("after_contrast", real.end, after))
    return [Operators(np.full(len(real), EFFECTS.index(effect)), real.start, real.end,
                      np.full(len(real), -1), first, last) for effect, first, last in sides]


def _joined(parts: list[Operators]) -> Operators:
    arrays = [np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Operators)]
    order = np.argsort(arrays[1], kind="stable")
    return Operators(*(array[order] for array in arrays))


def _covered(tokens: Tokens, *spans: Matches | Cues) -> np.ndarray:
    """Return which tokens stand in one of the spans."""
    change = np.zeros(len(tokens) + 1, dtype=np.int64)
    for span in spans:
        np.add.at(change, span.start, 1)
        np.add.at(change, span.end, -1)
    return np.cumsum(change)[:-1] > 0


def _untouched(matches: Matches, covered: np.ndarray) -> Matches:
    """Return the matches without a covered token."""
    before = np.append(0, np.cumsum(covered))
    return matches.keep(before[matches.end] == before[matches.start])
