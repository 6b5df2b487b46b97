"""Which of the matches that share a word count: exclusions, then leftmost and longest."""

import numpy as np

from framing.matching.spans import Matches


def without_excluded(found: Matches, excluding: np.ndarray, category: np.ndarray) -> Matches:
    """Drop exclusions and, in their category, the overlapping matches that are not longer than they are."""
    is_exclusion = excluding[found.entry]
    removed = is_exclusion.copy()
    if is_exclusion.any():
        reach = int((found.end - found.start).max())
        order = np.argsort(found.start, kind="stable")
        starts = found.start[order]
        for exclusion in np.unique(category[found.entry[is_exclusion]]):
            of_category = category[found.entry] == exclusion
            inside = found.keep(is_exclusion & of_category)
            low = np.searchsorted(starts, inside.start - reach, side="left")
            high = np.searchsorted(starts, inside.end, side="left")
            sizes = high - low
            pair = np.repeat(np.arange(len(inside)), sizes)
            near = order[np.arange(sizes.sum()) + np.repeat(low - (np.cumsum(sizes) - sizes), sizes)]
            overlaps = (found.start[near] < inside.end[pair]) & (found.end[near] > inside.start[pair])
            longer = (found.end - found.start)[near] > (inside.end - inside.start)[pair]
            removed[near[overlaps & ~longer & of_category[near]]] = True
    return found.keep(~removed)


def leftmost_longest(found: Matches, group: np.ndarray) -> np.ndarray:
    """Return which matches count: in each group the leftmost, the longest of those, and nothing it overlaps.

    The result is the places of these matches in `found`, ascending.
    """
    kept = _alone(found)
    places = np.flatnonzero(~kept)
    kept[places[_resolved(found.keep(places), group)]] = True
    return np.flatnonzero(kept)


def _alone(found: Matches) -> np.ndarray:
    """Return which matches share no word with any other: nothing is to be decided there."""
    free = np.ones(len(found), dtype=bool)
    touches = found.start[1:] < np.maximum.accumulate(found.end)[:-1]
    free[1:] &= ~touches
    free[:-1] &= ~touches
    return free


def _resolved(found: Matches, group: np.ndarray) -> np.ndarray:
    """Return the places of the matches that count, among matches that overlap."""
    label, length = group[found.entry].astype(np.int64), found.end - found.start
    span, longest = int(found.end.max(initial=0)) + 1, int(length.max(initial=0)) + 1
    # Matches come in the order of their first token, then entry: a stable sort of one key keeps it.
    order = np.argsort((label * span + found.start) * longest - length, kind="stable")
    label, start, end = label[order], found.start[order], found.end[order]
    kept = np.zeros(len(order), dtype=bool)
    waiting = np.arange(len(order))
    while len(waiting):
        # The first of each run of overlapping matches is safe; what it overlaps is out; look again.
        same = label[waiting][1:] == label[waiting][:-1]
        base = label[waiting] * span
        furthest = np.maximum.accumulate(base + end[waiting])
        fresh = np.append(True, ~same | (base[1:] + start[waiting][1:] >= furthest[:-1]))
        leaders = waiting[fresh]
        kept[leaders] = True
        run = np.cumsum(fresh) - 1
        clear = ~fresh & (start[waiting] >= end[leaders][run])
        waiting = waiting[clear]
    return order[kept]


def with_nested(found: Matches, kept: np.ndarray, group: np.ndarray) -> Matches:
    """Return the kept matches, and those that lie wholly inside a longer kept one of their group, once per place."""
    label, span = group[found.entry], int(found.end.max(initial=0)) + 1
    # Kept matches of a group do not overlap, so that the one that may hold a match is the last that begins before.
    keys = label[kept] * span + found.start[kept]
    order = np.argsort(keys)
    place = np.searchsorted(keys[order], label * span + found.start, side="right") - 1
    holder = kept[order][np.maximum(place, 0)] if len(kept) else np.zeros(len(found), np.int64)
    inside = (place >= 0) & (label[holder] == label) & (found.end <= found.end[holder])
    shorter = (found.end - found.start) < (found.end - found.start)[holder]
    nested = np.flatnonzero(inside & shorter)
    spans = np.stack([label[nested], found.start[nested], found.end[nested]])
    first = np.unique(spans, axis=1, return_index=True)[1]
    return found.keep(np.sort(np.concatenate([kept, nested[first]])))
