"""From tokens back to characters, for the few tokens that are asked for."""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from framing.languages import language
from framing.scanner import scan
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
    """Finds tokens in the texts; chunks that come back are cut once."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.texts = tokens.corpus.paragraphs["text"].tolist()
        self.langs = tokens.corpus.paragraphs["lang"].tolist()
        self.bounds = tokens.offsets.tolist()
        heads = np.flatnonzero(tokens.spaced)
        self.heads = heads.tolist()
        self.first_head = np.searchsorted(heads, tokens.offsets).tolist()
        self.cut: dict[tuple[str, str], list[tuple[int, int]]] = {}

    def places(self, row: int, wanted: Collection[int]) -> Places:
        """Return where tokens of one paragraph stand in its text."""
        text, lang, first = self.texts[row], self.langs[row], self.bounds[row]
        low, high = self.first_head[row], self.first_head[row + 1]
        chunks = text.split()
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        if len(chunks) != high - low:  # a chunk without any token, such as a lone soft hyphen
            spans = self.tokens.spans(row).tolist()
            for token in wanted:
                starts[token], ends[token] = spans[token - first]
            return Places(starts, ends)
        at = _chunk_starts(text, chunks)
        for token in wanted:
            owner = bisect_right(self.heads, token, low, high) - 1
            start, end = self._cut(lang, chunks[owner - low])[token - self.heads[owner]]
            starts[token], ends[token] = at[owner - low] + start, at[owner - low] + end
        return Places(starts, ends)

    def _cut(self, lang: str, chunk: str) -> list[tuple[int, int]]:
        found = self.cut.get((lang, chunk))
        if found is None:
            found = [(piece.start, piece.end) for piece in scan(chunk, language(lang))]
            self.cut[lang, chunk] = found
        return found


def _chunk_starts(text: str, chunks: list[str]) -> list[int]:
    """Return where each chunk between white space begins; with single spaces, their lengths tell."""
    lengths = list(map(len, chunks))
    if sum(lengths) + len(chunks) - 1 == len(text):
        return [0, *accumulate(length + 1 for length in lengths)]
    starts, place = [], 0
    for chunk, length in zip(chunks, lengths, strict=True):
        place = text.index(chunk, place)
        starts.append(place)
        place += length
    return starts
