"""Where the reach of an operator ends: clause stops, content words and quotation marks, per token."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from framing.measures.closed_classes import LIGHT, PHRASE_STOPS, QUE, STOPS, Words
from framing.scanner import CLITIC, OTHER, PUNCTUATION
from framing.tokens import Tokens

_OPENING, _CLOSING = frozenset("«“„‹"), frozenset("»”›")


@dataclass(frozen=True)
class Clauses:
    """Edges that a reach does not cross, as sorted token positions; the number of tokens is always one.

    Attributes
    ----------
    stops
        Marks, coordinating and relative words, first tokens of sentences.
    pairs, long_pairs
        Edges between a `ne` and the word that goes with it: `stops` and `que`; the second without commas.
    phrases
        Edges of a noun phrase.
    opening
        bool (n_tokens): the token opens a sentence or stands right after a stop.
    content
        Positions of the content words.
    quoted
        bool (n_tokens): the token stands between quotation marks.
    """

    stops: np.ndarray
    pairs: np.ndarray
    long_pairs: np.ndarray
    phrases: np.ndarray
    opening: np.ndarray
    content: np.ndarray
    quoted: np.ndarray

    def reach(self, anchors: np.ndarray, n_content: int, *, edges: np.ndarray) -> np.ndarray:
        """Return where the reach of each anchor ends: after some content words, or at an edge before that."""
        bounded = np.append(self.content, len(self.opening))
        place = np.searchsorted(self.content, anchors) + n_content
        return np.minimum(bounded[np.minimum(place, len(self.content))], next_edge(edges, anchors))

    def reach_back(self, anchors: np.ndarray, n_content: int) -> np.ndarray:
        """Return where the reach of each anchor to the left begins: some content words back, or at an edge."""
        place = np.searchsorted(self.content, anchors) - n_content
        bounded = np.append(0, self.content)
        # A mark or conjunction at the edge is not reached; the first word of a sentence is.
        edge = last_edge(self.stops, anchors)
        return np.maximum(np.where(place >= 0, bounded[np.maximum(place, 0) + 1], 0), edge)


def clauses_of(tokens: Tokens, *, light: np.ndarray) -> Clauses:
    """Find the edges and content words of a text; `light` marks tokens that are no content words here."""
    vocabulary = tokens.vocabulary
    kind = vocabulary.kind[tokens.ids]
    mark = (kind == PUNCTUATION) | (kind == OTHER)
    stop = mark | among(tokens, STOPS)
    pair = stop | among(tokens, QUE)
    opening = np.append(False, stop)[:len(tokens)]
    opening[tokens.sentences] = True
    tied = _types_are(tokens, lambda form: form.startswith("-"))
    content = ~mark & (kind != CLITIC) & ~light & ~tied & ~among(tokens, LIGHT)
    return Clauses(
        stops=_edges(tokens, stop),
        pairs=_edges(tokens, pair),
        long_pairs=_edges(tokens, pair & ~_types_are(tokens, lambda form: form == ",")),
        phrases=_edges(tokens, pair | among(tokens, PHRASE_STOPS)),
        opening=opening,
        content=np.flatnonzero(content),
        quoted=inside_quotes(tokens),
    )


def among(tokens: Tokens, words: Words) -> np.ndarray:
    """Return, for each token, whether its folded form is one of the words of its language."""
    vocabulary = tokens.vocabulary
    forms = zip(vocabulary.folded, vocabulary.langs, strict=True)
    listed = (form in words.get(code, ()) for form, code in forms)
    return np.fromiter(listed, bool, len(vocabulary))[tokens.ids]


def next_edge(edges: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the first edge at or after each place."""
    return edges[np.searchsorted(edges, places)]


def last_edge(edges: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the last edge at or before each place."""
    return edges[np.searchsorted(edges, places, side="right") - 1]


def inside_quotes(tokens: Tokens) -> np.ndarray:
    """Return which tokens stand between quotation marks; an open one runs to the end of the paragraph."""
    place = np.arange(len(tokens))
    first = tokens.offsets[:-1][tokens.paragraph_of_tokens()]
    opens = _types_are(tokens, lambda form: form in _OPENING)
    closes = _types_are(tokens, lambda form: form in _CLOSING)
    opened = np.maximum.accumulate(np.where(opens, place, -1))
    closed = np.maximum.accumulate(np.where(closes, place, -1))
    straight = np.append(0, np.cumsum(_types_are(tokens, lambda form: form == '"')))
    odd = (straight[place + 1] - straight[first]) % 2 == 1
    return ((opened >= first) & (opened > closed)) | odd


def _types_are(tokens: Tokens, test: Callable[[str], bool]) -> np.ndarray:
    """Ask a question of each distinct form; return the answer for each token."""
    types = tokens.vocabulary.types
    return np.fromiter(map(test, types), bool, len(types))[tokens.ids]


def _edges(tokens: Tokens, mask: np.ndarray) -> np.ndarray:
    marked = np.append(mask, True)
    marked[tokens.sentences] = True
    return np.flatnonzero(marked)
