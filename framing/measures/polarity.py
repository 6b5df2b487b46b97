"""Polarity words and the operators that act on each: the arrays behind the tone proxy."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from framing._check import check_choice, message
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.matching import Matches, covered_paragraphs
from framing.measures.operators import EFFECTS, Operators, find_operators
from framing.measures.units import Rows, rows_of
from framing.measures.voiced import voiced_matches
from framing.tokens import Tokens

SIGNS = {"positive": 1, "negative": -1}
# What a negated word counts as, times its sign.
OUTCOMES = {"drop": 0, "flip": -1, "keep": 1}


@dataclass(frozen=True)
class Polarity:
    """Polarity words as arrays, and the operators acting on each (one column per effect, -1 for none)."""

    lexicon: Lexicon
    rows: Rows
    covered: np.ndarray
    matches: Matches
    sign: np.ndarray
    operators: Operators | None
    acting: np.ndarray
    final_sign: np.ndarray


def polarity_words(where: str, tokens: Tokens, *, lexicon: Lexicon | str, operators: Lexicon | str | None,
                   unit: str, roles: Collection[str], voice: str, by_voice: bool,
                   outcomes: tuple[str, str]) -> Polarity:
    """Find the polarity words, the operators acting on each, and the sign they leave it.

    `outcomes` tells what becomes of a negated positive and of a negated negative word.
    """
    rows = rows_of(where, tokens, unit=unit, roles=roles, voice=voice, by_voice=by_voice)
    for name, outcome in zip(("negated_positive", "negated_negative"), outcomes, strict=True):
        check_choice(where, name, outcome, OUTCOMES)
    lexicon = _polarity_lexicon(where, lexicon)
    covered = covered_paragraphs(tokens, lexicon, among=rows.paragraphs)
    matches = voiced_matches(tokens, lexicon, overlap="lexicon", paragraphs=covered)
    matches = matches.keep(rows.measured[matches.start])
    sign = lexicon.entries["category"].map(SIGNS).to_numpy(dtype=np.int64)[matches.entry]
    acting = np.full((len(matches), len(EFFECTS)), -1, dtype=np.int64)
    found = None
    if operators is not None and covered.any():
        found = find_operators(tokens, resolve_lexicon(operators), paragraphs=covered)
        acting = found.acting_on(matches.start, n_tokens=len(tokens))
        negated = acting[:, EFFECTS.index("negated")] >= 0
        for spared in ("additive", "pseudo_negated"):
            # Another negator reaches the word after all: nothing was spared.
            acting[negated, EFFECTS.index(spared)] = -1
    factor = np.where(sign > 0, OUTCOMES[outcomes[0]], OUTCOMES[outcomes[1]])
    final_sign = np.where(acting[:, EFFECTS.index("negated")] >= 0, sign * factor, sign)
    return Polarity(lexicon, rows, covered, matches, sign, found, acting, final_sign)


def _polarity_lexicon(where: str, lexicon: Lexicon | str) -> Lexicon:
    lexicon = resolve_lexicon(lexicon)
    if set(lexicon.categories) != set(SIGNS):
        raise ValueError(message(where, f"lexicon {lexicon.name!r} is not a polarity lexicon",
                                 got=list(lexicon.categories), expected=f"the categories {list(SIGNS)}"))
    return lexicon
