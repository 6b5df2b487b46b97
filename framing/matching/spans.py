"""Every place where a pattern stands, whatever counts in the end."""

from dataclasses import dataclass

import numpy as np

from framing.patterns import Compiled
from framing.tokens import Tokens


@dataclass(frozen=True)
class Matches:
    """Matches in text order: number of the lexicon entry, first token and the token after the last."""

    entry: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def __len__(self) -> int:
        return len(self.entry)

    def keep(self, mask: np.ndarray) -> "Matches":
        """Return the matches where `mask` holds (or in the order of an array of places)."""
        return Matches(self.entry[mask], self.start[mask], self.end[mask])


def find_patterns(tokens: Tokens, compiled: Compiled) -> Matches:
    """Find every place of every pattern, in text order, then in the order of the patterns."""
    one, more = _single(tokens, compiled), _multiple(tokens, compiled)
    entry, start, end = (np.concatenate([getattr(one, name), getattr(more, name)])
                         for name in ("entry", "start", "end"))
    return Matches(entry, start, end).keep(np.lexsort((entry, start)))


def _expand(tokens: Tokens, type_lists: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return every (list number, token position) whose token's type is in the list."""
    sizes = np.fromiter(map(len, type_lists), np.int64, len(type_lists))
    if not sizes.sum():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    types = np.concatenate(type_lists)
    order = np.argsort(types, kind="stable")
    lists = np.repeat(np.arange(len(type_lists)), sizes)[order]
    per_type = np.bincount(types, minlength=len(tokens.vocabulary))
    first = np.concatenate([[0], np.cumsum(per_type)])
    places = np.flatnonzero(per_type[tokens.ids] > 0)
    repeats = per_type[tokens.ids[places]]
    ends = np.cumsum(repeats)
    within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - repeats, repeats)
    positions = np.repeat(places, repeats)
    return lists[first[tokens.ids[positions]] + within], positions


def _single(tokens: Tokens, compiled: Compiled) -> Matches:
    patterns = [(entry, words[0]) for entry, words in compiled.patterns if len(words) == 1]
    number, positions = _expand(tokens, [compiled.types_of_atom[atom] for _, atom in patterns])
    entries = np.array([entry for entry, _ in patterns], dtype=np.int64)
    return Matches(entries[number], positions, positions + 1)


def _multiple(tokens: Tokens, compiled: Compiled) -> Matches:
    """Match sequences: begin at the rarest word of each, then check its other words one place at a time."""
    patterns = [(entry, words) for entry, words in compiled.patterns if len(words) > 1]
    frequency = np.bincount(tokens.ids, minlength=len(tokens.vocabulary))
    counts = [int(frequency[types].sum()) for types in compiled.types_of_atom]
    anchors = [int(np.argmin([counts[atom] for atom in words])) for _, words in patterns]
    number, positions = _expand(tokens, [compiled.types_of_atom[words[anchor]]
                                         for (_, words), anchor in zip(patterns, anchors, strict=True)])
    length = np.array([len(words) for _, words in patterns], dtype=np.int64)
    start = positions - np.array(anchors, dtype=np.int64)[number]
    end = start + length[number]
    owner = tokens.paragraph_of_tokens()
    whole = (start >= 0) & (end <= len(owner))
    whole[whole] = owner[start[whole]] == owner[end[whole] - 1]
    number, start, end = number[whole], start[whole], end[whole]
    n_types = len(tokens.vocabulary)
    pairs = np.unique(np.concatenate([np.zeros(0, np.int64)] + [
        atom * n_types + types.astype(np.int64) for atom, types in enumerate(compiled.types_of_atom)]))
    table = np.full((len(patterns), length.max(initial=1)), -1, dtype=np.int64)
    for row, (_, words) in enumerate(patterns):
        table[row, :len(words)] = words
    for place in range(table.shape[1]):
        here = start + place < end
        atom = table[number, place]
        key = atom * n_types + tokens.ids[np.minimum(start + place, len(owner) - 1)]
        fits = ~here | _contains(pairs, key)
        number, start, end = number[fits], start[fits], end[fits]
    entries = np.array([entry for entry, _ in patterns], dtype=np.int64)
    return Matches(entries[number], start, end)


def _contains(ordered: np.ndarray, keys: np.ndarray) -> np.ndarray:
    if not len(ordered):
        return np.zeros(len(keys), dtype=bool)
    place = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    return ordered[place] == keys
