"""Conditions: which matches count for what stands near them."""

import numpy as np

from framing.matching.spans import Matches
from framing.patterns import Compiled
from framing.tokens import Tokens


def conditions_hold(tokens: Tokens, found: Matches, beside: Matches, *, compiled: Compiled) -> np.ndarray:
    """Return which matches satisfy the condition of their entry.

    Parameters
    ----------
    tokens
        The text.
    found
        Matches of entries.
    beside
        Matches of the patterns that conditions look for; `entry` counts from 0 in `condition_of_pattern`.
    compiled
        The conditions.

    Returns
    -------
    Boolean, one per match of `found`; True where the entry has no condition.
    """
    holds = np.ones(len(found), dtype=bool)
    places = np.flatnonzero(compiled.condition_of_entry[found.entry] >= 0)
    if len(places):
        number = compiled.condition_of_entry[found.entry[places]]
        near = _near(tokens, found.keep(places), number, beside, compiled=compiled)
        only = np.array([condition.only for condition in compiled.conditions], dtype=bool)
        holds[places] = near == only[number]
    return holds


def _near(tokens: Tokens, found: Matches, number: np.ndarray, beside: Matches, *, compiled: Compiled) -> np.ndarray:
    """Return which matches have a match of their condition near; the nearest on each side decides."""
    sought = compiled.condition_of_pattern[beside.entry]
    span = len(tokens) + 1
    near = np.zeros(len(found), dtype=bool)
    if not len(sought):
        return near
    # One sorted row of (condition, place) serves all conditions: the nearest is found by bisection.
    by_start = np.sort(sought * span + beside.start)
    after = np.minimum(np.searchsorted(by_start, number * span + found.end), len(by_start) - 1)
    follows = by_start[after] >= number * span + found.end
    follows &= by_start[after] < (number + 1) * span
    side = np.array([condition.side for condition in compiled.conditions])[number]
    follows &= side != "before"
    near[follows] |= _within(tokens, found.end[follows], by_start[after[follows]] % span,
                             number[follows], compiled=compiled)
    by_end = np.sort(sought * span + beside.end)
    before = np.searchsorted(by_end, number * span + found.start, side="right") - 1
    precedes = (before >= 0) & (by_end[before] >= number * span) & (side != "after")
    near[precedes] |= _within(tokens, by_end[before[precedes]] % span, found.start[precedes],
                              number[precedes], compiled=compiled)
    return near


def _within(tokens: Tokens, end: np.ndarray, start: np.ndarray, number: np.ndarray, *,
            compiled: Compiled) -> np.ndarray:
    """Return whether what ends at `end` and what begins at `start` are as near as the condition asks."""
    words = np.append(0, np.cumsum(tokens.vocabulary.is_word[tokens.ids]))
    reach = np.array([condition.n_words or len(tokens) + 1 for condition in compiled.conditions])[number]
    inside = np.array([condition.sentence for condition in compiled.conditions], dtype=bool)[number]
    sentence = np.searchsorted(tokens.sentences, [end - 1, start], side="right")
    paragraph = np.searchsorted(tokens.offsets, [end - 1, start], side="right")
    together = np.where(inside, sentence[0] == sentence[1], paragraph[0] == paragraph[1])
    return together & (words[start] - words[end] < reach)
