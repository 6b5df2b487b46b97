"""What stands before and behind a hit: so many characters, its sentence, or its paragraph."""

import numpy as np
import pandas as pd

from framing.tokens import Tokens

CONTEXTS = ("sentence", "paragraph")
# A sentence or a paragraph that has more than this on one side of the hit is cut there, between words.
LONGEST_CONTEXT = 1500
_BEFORE, _BEHIND = "… ", " …"


def contexts_of(tokens: Tokens, hits: pd.DataFrame,
                width: int | str) -> tuple[list[str], list[str], list[str], bool]:
    """Return the text before, of and behind each hit, and whether a sentence or a paragraph was too long to be shown.

    Line breaks are spaces; nothing goes beyond the paragraph.
    """
    rows = tokens.index.get_indexer(pd.MultiIndex.from_frame(hits[["doc_id", "par_id"]]))
    texts = tokens.corpus.paragraphs["text"].tolist()
    # Once for each paragraph: a long one may have many hits.
    flat = {row: texts[row].replace("\n", " ") for row in np.unique(rows).tolist()}
    places = [(flat[row], start, end)
              for row, start, end in zip(rows.tolist(), hits["start"], hits["end"], strict=True)]
    middle = [text[start:end] for text, start, end in places]
    if isinstance(width, int):
        return ([_before(text, start, width) for text, start, _ in places], middle,
                [_behind(text, end, width) for text, _, end in places], False)
    bounds = _sentences(tokens, rows, hits) if width == "sentence" else [(0, len(text)) for text, _, _ in places]
    whole = [(*place, *bound) for place, bound in zip(places, bounds, strict=True)]
    return ([text[low:start].lstrip() if start - low <= LONGEST_CONTEXT else _before(text, start, LONGEST_CONTEXT)
             for text, start, _, low, _ in whole], middle,
            [text[end:high].rstrip() if high - end <= LONGEST_CONTEXT else _behind(text, end, LONGEST_CONTEXT)
             for text, _, end, _, high in whole],
            any(start - low > LONGEST_CONTEXT or high - end > LONGEST_CONTEXT for _, start, end, low, high in whole))


def _sentences(tokens: Tokens, rows: np.ndarray, hits: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the characters of the sentence of each hit; one that runs over an end of a sentence has both."""
    spans = {row: tokens.spans(row) for row in np.unique(rows).tolist()}
    bounds = []
    for row, start, end in zip(rows.tolist(), hits["start"], hits["end"], strict=True):
        first, last = tokens.offsets[row], tokens.offsets[row + 1]
        edges = tokens.sentences[np.searchsorted(tokens.sentences, first):np.searchsorted(tokens.sentences, last)]
        heads = spans[row][edges - first, 0]
        low = heads[max(np.searchsorted(heads, start, side="right") - 1, 0)]
        behind = heads[np.searchsorted(heads, end, side="left"):]
        bounds.append((int(low), int(behind[0]) if len(behind) else int(spans[row][-1, 1])))
    return bounds


def _before(text: str, start: int, width: int) -> str:
    """Return what stands before a hit, cut between words, an ellipsis only where something was cut."""
    context = text[max(start - width, 0):start]
    if start <= width or text[start - width - 1].isspace():
        return context if start <= width else _BEFORE + context
    _, space, rest = context.partition(" ")
    return _BEFORE + (rest if space else context)


def _behind(text: str, end: int, width: int) -> str:
    context = text[end:end + width]
    if end + width >= len(text) or text[end + width].isspace():
        return context if end + width >= len(text) else context + _BEHIND
    rest, space, _ = context.rpartition(" ")
    return (rest if space else context) + _BEHIND
