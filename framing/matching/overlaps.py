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


def leftmost_longest(found: Matches, group: np.ndarray) -> Matches:
    """Inside each group keep the leftmost match, the longest of those, and drop what overlaps it."""
    label = group[found.entry]
    order = np.lexsort((found.entry, -(found.end - found.start), found.start, label))
    label, start, end = label[order], found.start[order], found.end[order]
    kept = np.zeros(len(order), dtype=bool)
    waiting = np.arange(len(order))
    while len(waiting):
        # The first of each run of overlapping matches is safe; what it overlaps is out; look again.
        same = label[waiting][1:] == label[waiting][:-1]
        span = label[waiting].astype(np.int64) * (int(end.max()) + 1)
        furthest = np.maximum.accumulate(span + end[waiting])
        fresh = np.append(True, ~same | (span[1:] + start[waiting][1:] >= furthest[:-1]))
        leaders = waiting[fresh]
        kept[leaders] = True
        run = np.cumsum(fresh) - 1
        clear = ~fresh & (start[waiting] >= end[leaders][run])
        waiting = waiting[clear]
    return found.keep(np.sort(order[kept]))
