"""What the rules look at, found over all tokens at once: marks, cues, signs of hearsay, turns of dialogue."""

from dataclasses import dataclass

import numpy as np

from framing.tokens import Tokens
from framing.voice.cues import Cues, find_cues
from framing.voice.inversions import inversions
from framing.voice.lines import DIALOGUE, Lines, lines_of
from framing.voice.marks import mark_places
from framing.voice.nouns import nouns_of_saying
from framing.voice.prepositions import heads
from framing.voice.turns import is_dialogue, opens_with_dash
from framing.voice.words import CONDITIONAL, FOR, HEARSAY, TIED, flags_of_types


@dataclass(frozen=True)
class Reading:
    """All that the rules look at, found over all tokens at once."""

    lines: Lines
    bounds: list[int]
    langs: list[str]
    documents: list[str]
    sentences: list[int]
    marks: list[int]
    cues: Cues
    hearsay: list[int]
    rows: list[int]
    turns: frozenset[int]


def reading_of(tokens: Tokens, paragraphs: np.ndarray) -> Reading:
    """Find what the rules look at in the paragraphs asked for, bool (n_paragraphs)."""
    flags = flags_of_types(tokens.vocabulary)
    owner = tokens.paragraph_of_tokens()
    per_token = flags[tokens.ids]
    lines = lines_of(tokens, per_token)
    marks = mark_places(tokens)
    marks = marks[paragraphs[owner[marks]]]
    cues = _cues(tokens, per_token, lines, owner, paragraphs)
    hearsay = np.flatnonzero((per_token & (CONDITIONAL | HEARSAY)) > 0)
    hearsay = hearsay[paragraphs[owner[hearsay]]]
    filled = np.flatnonzero(np.diff(tokens.offsets) > 1)
    dash = np.fromiter((form[0] in DIALOGUE or form[0] == "-" for form in lines.types), bool, len(lines.types))
    dashed = filled[dash[tokens.ids[tokens.offsets[filled]]] & paragraphs[filled]]
    cued = owner[np.array(cues.starts, dtype=np.int64)]
    rows = np.unique(np.concatenate([owner[marks], cued, owner[hearsay], dashed])).tolist()
    bounds = tokens.offsets.tolist()
    documents = tokens.index.get_level_values("doc_id").tolist()
    turns = _turns(lines, bounds, documents, [row for row in dashed.tolist() if opens_with_dash(
        lines, bounds[row], bounds[row + 1])], cues)
    return Reading(lines, bounds, tokens.corpus.paragraphs["lang"].tolist(), documents, tokens.sentences.tolist(),
                   marks.tolist(), cues, hearsay.tolist(), rows, turns)


def _cues(tokens: Tokens, flags: np.ndarray, lines: Lines, owner: np.ndarray, paragraphs: np.ndarray) -> Cues:
    """Return the cues of the list, and those that syntax alone shows: inversions, nouns before a clause, pour X."""
    cues = find_cues(tokens, paragraphs=paragraphs)
    read = paragraphs[owner]
    tied = np.flatnonzero(((flags & TIED) > 0) & read)
    around = zip(tokens.offsets[owner[tied]].tolist(), tokens.offsets[owner[tied] + 1].tolist(), strict=True)
    known = cues.places()
    first = tokens.sentences[((flags[tokens.sentences] & FOR) > 0) & read[tokens.sentences]]
    return cues.joined([*inversions(lines, zip(tied.tolist(), around, strict=True), known), *heads(first.tolist()),
                        *nouns_of_saying(tokens, np.where(read, flags, 0), known)])


def _turns(lines: Lines, bounds: list[int], documents: list[str], rows: list[int], cues: Cues) -> frozenset[int]:
    """Return the paragraphs that are turns of dialogue, decided article by article."""
    by_document: dict[str, list[int]] = {}
    for row in rows:
        by_document.setdefault(documents[row], []).append(row)
    turns: list[int] = []
    for own in by_document.values():
        spans = [(bounds[row], bounds[row + 1]) for row in own]
        inside = [cues.between(first, last) for first, last in spans]
        if is_dialogue(lines, spans, inside):
            turns += own
    return frozenset(turns)
