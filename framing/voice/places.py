"""From tokens back to characters, for the few tokens that are asked for."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from framing.languages import language
from framing.scanner import scan
from framing.tokens import Tokens

_CHUNK = re.compile(r"\S+")


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


def character_places(tokens: Tokens, row: int, wanted: Collection[int]) -> Places:
    """Return where tokens of one paragraph stand in its text.

    Chunks between white space are counted, and only those that hold a wanted token are scanned again.
    """
    first, last = int(tokens.offsets[row]), int(tokens.offsets[row + 1])
    text, lang = tokens.corpus.paragraphs["text"].iat[row], tokens.corpus.paragraphs["lang"].iat[row]
    heads = np.flatnonzero(tokens.spaced[first:last])
    chunks = [match.span() for match in _CHUNK.finditer(text)]
    places = np.array(sorted(wanted), dtype=np.int64)
    if len(chunks) != len(heads):  # a chunk without any token, such as a lone soft hyphen
        spans = tokens.spans(row)[places - first]
        pairs = [(int(start), int(end)) for start, end in spans]
    else:
        owner = np.searchsorted(heads, places - first, side="right") - 1
        pairs = []
        profile = language(lang)
        for place, chunk in zip((places - first).tolist(), owner.tolist(), strict=True):
            start, end = chunks[chunk]
            piece = scan(text[start:end], profile)[place - int(heads[chunk])]
            pairs.append((start + piece.start, start + piece.end))
    listed = places.tolist()
    return Places({token: start for token, (start, _) in zip(listed, pairs, strict=True)},
                  {token: end for token, (_, end) in zip(listed, pairs, strict=True)})
