"""Indices of lexical diversity, for many texts at once, from one sort of their words.

Texts are rows: of the word numbers `ids`, row `i` holds `offsets[i]` to `offsets[i + 1]`. Where a text is too
short for an index the value is NaN. N words, V types, f the frequency of a type.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from framing.measures.undefined import ratio

# A stretch of text is a factor once its type-token ratio falls below 18/25 = 0.72 (McCarthy & Jarvis 2010).
# Whole numbers, so that a ratio of exactly 0.72 is never pushed over the edge by rounding.
_FACTOR = (18, 25)


@dataclass(frozen=True)
class Occurrences:
    """What the sort tells of each word and each type of a row; places count from 0 inside the row.

    Attributes
    ----------
    lengths, starts
        int64 (n_rows): words of each row, and where they begin.
    row, place
        int64 (n_words): row of each word, and its place there.
    previous, following
        int64 (n_words): place of the nearest same word before and after it in its row, or -1.
    frequency, frequency_row
        int64 (n_row_types): how often a type occurs in a row, and the row.
    """

    lengths: np.ndarray
    starts: np.ndarray
    row: np.ndarray
    place: np.ndarray
    previous: np.ndarray
    following: np.ndarray
    frequency: np.ndarray
    frequency_row: np.ndarray

    def per_row(self, values: np.ndarray) -> np.ndarray:
        """Sum a value per word over the rows."""
        return np.bincount(self.row, weights=values, minlength=len(self.lengths))

    def per_row_of_types(self, values: np.ndarray) -> np.ndarray:
        """Sum a value per type of a row over the rows."""
        return np.bincount(self.frequency_row, weights=values, minlength=len(self.lengths))

    def n_types(self) -> np.ndarray:
        """Return V of each row."""
        return np.bincount(self.frequency_row, minlength=len(self.lengths))

    def n_hapaxes(self) -> np.ndarray:
        """Return the number of types that occur once in the row."""
        return np.bincount(self.frequency_row[self.frequency == 1], minlength=len(self.lengths))


def occurrences_of(ids: np.ndarray, offsets: np.ndarray) -> Occurrences:
    """Find, with one sort, where each word stood before and how often each type occurs in its row.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.measures.diversity import occurrences_of
    >>> found = occurrences_of(np.array([7, 4, 7, 7]), np.array([0, 3, 3, 4]))
    >>> found.previous.tolist(), found.n_types().tolist()
    ([-1, -1, 0, -1], [2, 0, 1])
    """
    total, lengths, starts = len(ids), np.diff(offsets), offsets[:-1]
    row = np.repeat(np.arange(len(lengths)), lengths)
    # Rows stand one after the other: sorting by word, then by position, also sorts each word by row.
    bits = max(total.bit_length(), 1)
    keys = np.sort((ids.astype(np.int64) << bits) | np.arange(total))
    order, word = keys & ((1 << bits) - 1), keys >> bits
    row_of = row[order]
    fresh = np.ones(total, dtype=bool)
    fresh[1:] = (word[1:] != word[:-1]) | (row_of[1:] != row_of[:-1])
    place = np.arange(total) - np.repeat(starts, lengths)
    previous, following = np.full(total, -1), np.full(total, -1)
    again = np.flatnonzero(~fresh)
    earlier, later = order[again - 1], order[again]
    previous[later], following[earlier] = place[earlier], place[later]
    first = np.flatnonzero(fresh)
    return Occurrences(lengths, starts, row, place, previous, following,
                       frequency=np.diff(np.append(first, total)), frequency_row=row_of[first])


def mattr(words: Occurrences, *, window: int) -> np.ndarray:
    """Return the mean type-token ratio over all windows of `window` words; NaN below `window` words.

    A word adds a type to the windows that reach it and do not reach the same word before it: how many they
    are follows from the two places, so that no window is ever looked at.
    """
    last = np.minimum(words.place, words.lengths[words.row] - window)
    first = np.maximum(words.previous + 1, words.place - window + 1)
    types = words.per_row(np.maximum(last - first + 1, 0))
    return ratio(types, window * np.maximum(words.lengths - window + 1, 0))


def msttr(words: Occurrences, *, window: int) -> np.ndarray:
    """Return the mean type-token ratio over successive segments of `window` words, the remainder dropped.

    A text of exactly `k` segments keeps all `k`.
    """
    segments = words.lengths // window
    inside = words.place < (segments * window)[words.row]
    fresh = words.previous < words.place - words.place % window
    return ratio(words.per_row(fresh & inside), window * segments)


def hdd(words: Occurrences, *, draws: int) -> np.ndarray:
    """Return the expected type-token ratio of `draws` words drawn at random; NaN below `draws` words.

    Drawn without replacement: sum over types of 1 - C(N-f, d) / C(N, d), divided by d.
    """
    long_enough = words.lengths >= draws
    length = np.where(long_enough, words.lengths, draws)[words.frequency_row]
    log_factorial = gammaln(np.arange(length.max(initial=0) + 1) + 1.0)
    others = length - np.minimum(words.frequency, length)
    missed = np.zeros(len(length))
    can_miss = others >= draws
    length, others = length[can_miss], others[can_miss]
    missed[can_miss] = np.exp(log_factorial[others] - log_factorial[others - draws]
                              + log_factorial[length - draws] - log_factorial[length])
    # The logarithms round: a text without repetition must not come out above 1.
    return np.where(long_enough, np.minimum(words.per_row_of_types(1 - missed) / draws, 1), np.nan)


def yule_k(words: Occurrences) -> np.ndarray:
    """Return 10⁴ (Σ f² - N) / N²; NaN without words."""
    squares = words.per_row_of_types(words.frequency.astype(float) ** 2)
    return ratio(1e4 * (squares - words.lengths), words.lengths.astype(float) ** 2)


def mtld(words: Occurrences, *, min_words: int = 1, allow_partial: bool = False) -> np.ndarray:
    """Return the mean length of the stretches that keep a type-token ratio of at least 0.72.

    N divided by the number of factors, read forwards and backwards, averaged. The rest of the text counts as
    the share (1 - TTR) / (1 - 0.72) of a factor.

    Parameters
    ----------
    words
        Output of `occurrences_of`.
    min_words
        Rows with fewer words are NaN.
    allow_partial
        Keep a value that extrapolates from less than one whole factor. Without any repetition it stays NaN.
    """
    total, length = len(words.row), words.lengths[words.row]
    mirrored = np.full(total, -1)
    place = np.repeat(words.starts, words.lengths) + length - 1 - words.place
    mirrored[place] = np.where(words.following < 0, -1, length - 1 - words.following)
    kept = np.flatnonzero(words.lengths >= max(min_words, 1))
    sizes = np.tile(words.lengths[kept], 2)
    starts = np.concatenate([words.starts[kept], words.starts[kept] + total])
    whole, rest = _factors(np.concatenate([words.previous, mirrored]), starts, sizes)
    factors = whole + rest
    if not allow_partial:
        factors[whole < 1] = 0
    value = np.full(len(words.lengths), np.nan)
    value[kept] = ratio(sizes, factors).reshape(2, -1).mean(axis=0)
    return value


def _factors(previous: np.ndarray, starts: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count whole factors and the share of the last one: all rows together, place by place.

    Rows are ordered by length, so that those still running at a place are always the first ones.
    """
    order = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[order], sizes[order]
    running = np.searchsorted(-sizes, -np.arange(sizes.max(initial=0)), side="left")
    whole, types, opened = (np.zeros(len(sizes), dtype=np.int64) for _ in range(3))
    numerator, denominator = _FACTOR
    for place, active in enumerate(running.tolist()):
        fresh = previous[starts[:active] + place] < opened[:active]
        types[:active] += fresh
        done = np.flatnonzero(denominator * types[:active] < numerator * (place + 1 - opened[:active]))
        whole[done] += 1
        types[done], opened[done] = 0, place + 1
    left = sizes - opened
    rest = np.where(left > 0, (left - types) / np.maximum(left, 1), 0) / (1 - numerator / denominator)
    back = np.argsort(order)
    return whole[back], rest[back]
