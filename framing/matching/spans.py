"""Every place where a pattern stands, whatever counts in the end.

The text is read in blocks of whole paragraphs. A type leads at once to the entries that are this word, and to the
first words of longer patterns, which a trie follows: the cost depends on what is found, not on how many patterns
there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from framing.patterns import Compiled
from framing.tokens import Tokens

_BLOCK_TOKENS = 1_000_000


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
        if mask.dtype == bool and mask.all():
            return self
        return Matches(self.entry[mask], self.start[mask], self.end[mask])


def find_patterns(tokens: Tokens, compiled: Compiled) -> Matches:
    """Find every place of every pattern, in text order, then in the order of the patterns."""
    n_types = len(tokens.vocabulary)
    single = [(entry, compiled.types_of_atom[words[0]]) for entry, words in compiled.patterns if len(words) == 1]
    words = Table.of([types for _, types in single], [entry for entry, _ in single], n_keys=n_types)
    trie = Trie.of(compiled, n_types=n_types)
    parts = [_in_block(tokens, words, trie, *block) for block in _blocks(tokens.offsets)]
    return Matches(*(np.concatenate([np.zeros(0, np.int64), *(getattr(part, name) for part in parts)])
                     for name in ("entry", "start", "end")))


def _blocks(offsets: np.ndarray) -> Iterator[tuple[int, int]]:
    """Cut the paragraphs into runs of about a million tokens: first row and the row after the last."""
    row, n_rows = 0, len(offsets) - 1
    while row < n_rows:
        after = max(int(np.searchsorted(offsets, offsets[row] + _BLOCK_TOKENS, side="right")) - 1, row + 1)
        yield row, after
        row = after


def _in_block(tokens: Tokens, words: "Table", trie: "Trie", row: int, after: int) -> Matches:
    offsets = tokens.offsets[row:after + 1]
    first = int(offsets[0])
    ids = tokens.ids[first:offsets[-1]]
    left = np.repeat(offsets[1:] - first, np.diff(offsets)) - np.arange(len(ids))
    start, entry = words.expand(ids)
    parts = [Matches(entry, start, start + 1), *trie.find(ids, left)]
    entry, start, end = (np.concatenate([getattr(part, name) for part in parts]) for name in ("entry", "start", "end"))
    order = np.argsort(start * (int(entry.max(initial=0)) + 1) + entry, kind="stable")
    return Matches(entry[order], start[order] + first, end[order] + first)


@dataclass(frozen=True)
class Table:
    """For each key (a type, a node) the numbers behind it."""

    first: np.ndarray
    numbers: np.ndarray

    @classmethod
    def of(cls, keys: Sequence[np.ndarray], numbers: Sequence[int], *, n_keys: int) -> "Table":
        """Put each of `numbers` behind the keys of its list."""
        sizes = np.fromiter(map(len, keys), np.int64, len(keys))
        flat = np.concatenate([np.zeros(0, np.int64), *keys])
        order = np.argsort(flat, kind="stable")
        repeated = np.repeat(np.array(numbers, dtype=np.int64), sizes)
        return cls(np.append(0, np.cumsum(np.bincount(flat, minlength=n_keys))), repeated[order])

    def holds(self) -> np.ndarray:
        """Return which keys have a number."""
        return np.diff(self.first) > 0

    def expand(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return every (place in `keys`, number) of these keys, in the order of the places."""
        low = self.first[keys]
        sizes = self.first[keys + 1] - low
        places = np.flatnonzero(sizes)
        low, sizes = low[places], sizes[places]
        ends = np.cumsum(sizes)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)
        return np.repeat(places, sizes), self.numbers[np.repeat(low, sizes) + within]


@dataclass(frozen=True)
class Level:
    """One word further in the trie: the atoms of each type there, and the edges (node, atom) → node."""

    atoms: Table
    edges: np.ndarray
    nodes: np.ndarray


@dataclass(frozen=True)
class Trie:
    """The patterns of several words, word by word."""

    roots: Table
    levels: list[Level]
    entries: Table
    n_atoms: int

    @classmethod
    def of(cls, compiled: Compiled, *, n_types: int) -> "Trie":
        """Build the trie; patterns that begin alike share their nodes."""
        steps: list[dict[tuple[int, int], int]] = []
        entries: list[tuple[int, int]] = []
        n_nodes = 0
        for entry, words in compiled.patterns:
            node = -1
            for depth, atom in enumerate(words if len(words) > 1 else ()):
                if depth == len(steps):
                    steps.append({})
                following = steps[depth].setdefault((node, atom), n_nodes)
                n_nodes = max(n_nodes, following + 1)
                node = following
            if node >= 0:
                entries.append((entry, node))
        types, n_atoms = compiled.types_of_atom, len(compiled.types_of_atom)
        first = steps[0] if steps else {}
        roots = Table.of([types[atom] for _, atom in first], list(first.values()), n_keys=n_types)
        levels = []
        for step in steps[1:]:
            atoms = sorted({atom for _, atom in step})
            edges = np.array([node * n_atoms + atom for node, atom in step], dtype=np.int64)
            order = np.argsort(edges)
            levels.append(Level(Table.of([types[atom] for atom in atoms], atoms, n_keys=n_types), edges[order],
                                np.array(list(step.values()), dtype=np.int64)[order]))
        ends = Table.of([np.array([node]) for _, node in entries], [entry for entry, _ in entries], n_keys=n_nodes)
        return cls(roots, levels, ends, n_atoms)

    def find(self, ids: np.ndarray, left: np.ndarray) -> list[Matches]:
        """Follow the trie from every token; `left` counts the tokens from each one to the end of its paragraph."""
        found: list[Matches] = []
        if not self.levels:
            return found
        # Most first words are common, most second words are not: look at both before anything is followed.
        opens, follows = self.roots.holds(), self.levels[0].atoms.holds()
        begin = np.flatnonzero(opens[ids[:-1]] & follows[ids[1:]] & (left[:-1] > 1))
        place, node = self.roots.expand(ids[begin])
        start = begin[place]
        for depth, level in enumerate(self.levels, start=1):
            room = left[start] > depth
            start, node = start[room], node[room]
            place, atom = level.atoms.expand(ids[start + depth])
            start, edge = start[place], node[place] * self.n_atoms + atom
            where = np.minimum(np.searchsorted(level.edges, edge), len(level.edges) - 1)
            known = level.edges[where] == edge
            start, node = start[known], level.nodes[where[known]]
            place, entry = self.entries.expand(node)
            found.append(Matches(entry, start[place], start[place] + depth + 1))
        return found
