"""Where sentences begin: terminators, closing marks and abbreviations, decided per type, applied per token."""

import numpy as np

from framing.languages import language
from framing.scanner import NUMBER, PUNCTUATION, opening_and_closing_marks

_TERMINATORS = frozenset(".!?…‽。؟")
_STRAIGHT = frozenset("\"'")
_DASHES = frozenset("—–-")
# After these a sentence is not over: « Vraiment ? », dit-il.
_CONTINUING = frozenset(",;:)]»”")


def sentence_starts(ids: np.ndarray, offsets: np.ndarray, spaced: np.ndarray, *, types: np.ndarray,
                    folded: np.ndarray, langs: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Return the positions of the tokens that open a sentence, in order.

    Every paragraph with tokens opens one; a sentence never runs over a paragraph. A terminator ends a
    sentence with the closing marks behind it, unless what follows goes on in lower case or after a comma. An
    abbreviation ends one only if it may (`etc.`) and a usual first word follows.
    """
    first = offsets[:-1][offsets[:-1] < offsets[1:]]
    if not len(ids):
        return first.astype(np.int64)
    (terminator, closing, straight, dash, continuing, lower, opener, abbreviation, numbered, number) = (
        flags[ids] for flags in _flags(types, folded, langs, kind))
    closing = closing | (straight & ~spaced)
    # A closing mark right after a terminator belongs to the sentence; so does a second terminator.
    skip = closing | terminator
    following = _next_where(~skip, len(ids))
    ends = np.flatnonzero(terminator & ~np.append(terminator[1:], False))
    after = following[ends]
    inside = after < len(ids)
    ends, after = ends[inside], after[inside]
    # « art. 3 », "Jan. 8": the stop belongs to the word before the figure.
    figure = number[after] & numbered[np.maximum(ends - 1, 0)] & (after == ends + 1)
    after = after[~figure]
    # A dash tells nothing by itself: look at the word behind it.
    word = np.where(dash[after], np.minimum(after + 1, len(ids) - 1), after)
    after = after[~(lower[word] | continuing[after])]
    opens = np.append(False, abbreviation[:-1] & opener[1:])
    opens[first] = opens[after] = True
    return np.flatnonzero(opens)


def _next_where(condition: np.ndarray, length: int) -> np.ndarray:
    """For each position, the nearest later position where the condition holds; `length` if none does."""
    places = np.where(condition, np.arange(length), length)
    nearest = np.minimum.accumulate(places[::-1])[::-1]
    return np.append(nearest[1:], length)


def _flags(types: np.ndarray, folded: np.ndarray, langs: np.ndarray, kind: np.ndarray) -> list[np.ndarray]:
    _, closers = opening_and_closing_marks()
    mark = kind == PUNCTUATION
    profiles = {code: language(code) for code in set(langs.tolist())}
    one = np.array([form[0] for form in types], dtype=object)

    def among(marks: frozenset[str]) -> np.ndarray:
        return mark & np.fromiter((form in marks for form in one), bool, len(types))

    triples = list(zip(types, folded, langs, strict=True))
    lower = np.fromiter((form[0].islower() or (form[0] in "-'" and len(form) > 1) for form in types),
                        bool, len(types))
    opener = np.fromiter((form[0].isupper() and low in profiles[code].sentence_openers
                          for form, low, code in triples), bool, len(types))
    abbreviation = np.fromiter((low in profiles[code].closing_abbreviations for _, low, code in triples),
                               bool, len(types))
    numbered = np.fromiter((low in profiles[code].numbered for _, low, code in triples), bool, len(types))
    return [among(_TERMINATORS), among(closers), among(_STRAIGHT), among(_DASHES), among(_CONTINUING),
            lower, opener, abbreviation, numbered, kind == NUMBER]
