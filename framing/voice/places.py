"""From tokens back to characters."""

import numpy as np

from framing.tokens import Tokens

_DOTS = 3


def characters(tokens: Tokens, *, rows: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the first character and the end of every token in its paragraph, right for the paragraphs asked for.

    Lengths are added up. Forms are never longer than what they were cut from, and white space before a token is one
    character at least: where the sum over a paragraph is the length of its text, every token stands where the sum
    says. Of the paragraphs asked for, the others are looked at again.
    """
    texts = tokens.corpus.paragraphs["text"].tolist()
    lengths = np.fromiter(map(len, tokens.vocabulary.types), np.int64, len(tokens.vocabulary))[tokens.ids]
    ellipsis = tokens.vocabulary.types == "…"
    spaced = np.array(tokens.spaced)
    spaced[tokens.offsets[:-1][np.diff(tokens.offsets) > 0]] = False
    ends = np.cumsum(lengths + spaced)
    before = np.append(0, ends)[tokens.offsets]
    ends -= np.repeat(before[:-1], np.diff(tokens.offsets))
    starts = ends - lengths
    whole = np.fromiter(map(len, texts), np.int64, len(texts)) == np.diff(before)
    for row in rows:
        if not whole[row]:
            part = slice(tokens.offsets[row], tokens.offsets[row + 1])
            spans = _by_chunks(texts[row], lengths[part], spaced[part])
            if spans is None:  # three stops are one token, …, of one character
                dotted = np.where(ellipsis[tokens.ids[part]], _DOTS, lengths[part])
                spans = _by_chunks(texts[row], dotted, spaced[part])
            spans = tokens.spans(row) if spans is None else spans
            starts[part], ends[part] = spans[:, 0], spans[:, 1]
    return starts, ends


def _by_chunks(text: str, lengths: np.ndarray, spaced: np.ndarray) -> np.ndarray | None:
    """Add lengths up inside each chunk between white space, from where it begins; nothing if they do not fill it."""
    chunks = text.split()
    if not len(lengths) or len(chunks) != int(spaced[1:].sum()) + 1:
        return None
    heads = np.append(0, np.flatnonzero(spaced[1:]) + 1)
    if np.add.reduceat(lengths, heads).tolist() != list(map(len, chunks)):
        return None
    at, place = [], 0
    for chunk in chunks:
        place = text.index(chunk, place)
        at.append(place)
        place += len(chunk)
    ends = np.cumsum(lengths)
    ends += np.repeat(np.array(at) - (ends - lengths)[heads], np.diff(np.append(heads, len(lengths))))
    return np.stack([ends - lengths, ends], axis=1)
