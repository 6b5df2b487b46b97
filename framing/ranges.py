"""Runs of equal values and ranges of integers, as arrays."""

from collections.abc import Iterator

import numpy as np


def runs(values: np.ndarray) -> Iterator[tuple[int, int, str]]:
    """Yield first, last (excluded) and value of each run of equal values."""
    if not len(values):
        return
    edges = np.flatnonzero(values[1:] != values[:-1]) + 1
    for first, last in zip([0, *edges], [*edges, len(values)], strict=True):
        yield int(first), int(last), values[first]


def ranges(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Concatenate the integer ranges that begin at `starts` and are `lengths` long.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.ranges import ranges
    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
