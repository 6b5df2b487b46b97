"""From tokens back to characters, for the few tokens that are asked for."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from framing.tokens import Tokens


@dataclass(frozen=True)
class Places:
    """First character and end of some tokens of a paragraph."""

    starts: dict[int, int]
    ends: dict[int, int]

    def start(self, token: int) -> int:
        """Return the first character of a token."""
        return self.starts[token]

    def end(self, token: int) -> int:
        """Return the end of the token before this one, as the end of a span is excluded."""
        return self.ends[token - 1]


class Finder:
    """Finds tokens in the texts by adding up their lengths, or cuts a text again where they do not add up.

    Forms are never longer than what they were cut from, and white space before a token is one character at least:
    where the sum over a paragraph is the length of its text, every token stands where the sum says.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.texts = tokens.corpus.paragraphs["text"].tolist()
        self.bounds = tokens.offsets.tolist()
        lengths = np.fromiter(map(len, tokens.vocabulary.types), np.int64, len(tokens.vocabulary))[tokens.ids]
        before = np.array(tokens.spaced)
        before[tokens.offsets[:-1][np.diff(tokens.offsets) > 0]] = False
        self.stop = np.cumsum(lengths + before)
        self.begin = self.stop - lengths
        whole = np.append(0, self.stop)[tokens.offsets]
        self.shift = whole[:-1].tolist()
        self.exact = (np.diff(whole) == np.fromiter(map(len, self.texts), np.int64, len(self.texts))).tolist()

    def places(self, row: int, wanted: Collection[int]) -> Places:
        """Return where tokens of one paragraph stand in its text."""
        places = list(wanted)
        if self.exact[row]:
            shift = self.shift[row]
            starts, ends = (self.begin[places] - shift).tolist(), (self.stop[places] - shift).tolist()
        else:
            spans = self._spans(row)[np.array(places) - self.bounds[row]]
            starts, ends = spans[:, 0].tolist(), spans[:, 1].tolist()
        return Places(dict(zip(places, starts, strict=True)), dict(zip(places, ends, strict=True)))

    def _spans(self, row: int) -> np.ndarray:
        """Return all spans of a paragraph: chunk by chunk where lengths add up, else by cutting it again."""
        first, last = self.bounds[row], self.bounds[row + 1]
        heads = np.flatnonzero(self.tokens.spaced[first:last])
        chunks = self.texts[row].split()
        own = np.diff(np.append(heads, last - first))
        starts = self.begin[first:last][heads]
        ends = np.append(starts[1:] - 1, self.stop[last - 1]) if len(heads) else starts
        if len(chunks) != len(heads) or (ends - starts).tolist() != list(map(len, chunks)):
            return self.tokens.spans(row)
        at, place = [], 0
        for chunk in chunks:
            place = self.texts[row].index(chunk, place)
            at.append(place)
            place += len(chunk)
        shift = np.repeat(np.array(at) - starts, own)
        return np.stack([self.begin[first:last] + shift, self.stop[first:last] + shift], axis=1)
