"""From tokens to spans: paragraphs that hold a mark, a cue or a dash are read; the others are never looked at."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from framing.tokens import Tokens
from framing.voice.beside import with_signature
from framing.voice.cues import Cue, find_cues, with_heads
from framing.voice.inversions import with_inversions
from framing.voice.lines import DIALOGUE, Lines, lines_of
from framing.voice.marks import mark_places, pair_marks
from framing.voice.nouns import with_nouns
from framing.voice.rules import read_sentence
from framing.voice.sentence import Sentence, Span, Speech
from framing.voice.strays import Quote
from framing.voice.turns import find_incises, is_dialogue, opens_with_dash, turn_of
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
    cues: list[Cue]
    hearsay: list[int]
    rows: list[int]
    turns: frozenset[int]


def read_paragraphs(tokens: Tokens, *, paragraphs: np.ndarray) -> Iterator[tuple[int, list[Speech]]]:
    """Yield the row and the spans of every paragraph that has some, in order."""
    reading = _reading(tokens, paragraphs)
    cue_starts = [cue.start for cue in reading.cues]
    open_in: tuple[str, int] = ("", -1)
    for row in reading.rows:
        first, last = reading.bounds[row], reading.bounds[row + 1]
        cues = reading.cues[bisect_left(cue_starts, first):bisect_left(cue_starts, last)]
        continued = open_in == (reading.documents[row], row - 1)
        spans, unclosed = _paragraph(reading, row, first, last, cues, continued)
        open_in = (reading.documents[row], row) if unclosed else ("", -1)
        if spans:
            yield row, spans


def _reading(tokens: Tokens, paragraphs: np.ndarray) -> Reading:
    flags = flags_of_types(tokens.vocabulary)
    owner = tokens.paragraph_of_tokens()
    per_token = flags[tokens.ids]
    lines = lines_of(tokens, per_token)
    marks = mark_places(tokens)
    marks = marks[paragraphs[owner[marks]]]
    cues = find_cues(tokens, paragraphs=paragraphs)
    tied = np.flatnonzero((per_token & TIED) > 0)
    tied = tied[paragraphs[owner[tied]]]
    around = zip(tokens.offsets[owner[tied]].tolist(), tokens.offsets[owner[tied] + 1].tolist(), strict=True)
    cues = with_inversions(lines, zip(tied.tolist(), around, strict=True), cues)
    heads = tokens.sentences[(per_token[tokens.sentences] & FOR) > 0]
    cues = with_heads(heads[paragraphs[owner[heads]]].tolist(), cues)
    cues = with_nouns(tokens, per_token, cues, paragraphs=paragraphs)
    hearsay = np.flatnonzero((per_token & (CONDITIONAL | HEARSAY)) > 0)
    hearsay = hearsay[paragraphs[owner[hearsay]]]
    starts = np.fromiter((cue.start for cue in cues), np.int64, len(cues))
    filled = np.flatnonzero(np.diff(tokens.offsets) > 1)
    dash = np.fromiter((form[0] in DIALOGUE or form[0] == "-" for form in lines.types), bool, len(lines.types))
    dashed = filled[dash[tokens.ids[tokens.offsets[filled]]] & paragraphs[filled]]
    rows = np.unique(np.concatenate([owner[marks], owner[starts], owner[hearsay], dashed])).tolist()
    bounds = tokens.offsets.tolist()
    documents = tokens.index.get_level_values("doc_id").tolist()
    turns = _turns(lines, bounds, documents, [row for row in dashed.tolist() if opens_with_dash(
        lines, bounds[row], bounds[row + 1])], cues)
    return Reading(lines, bounds, tokens.corpus.paragraphs["lang"].tolist(), documents, tokens.sentences.tolist(),
                   marks.tolist(), cues, hearsay.tolist(), rows, turns)


def _turns(lines: Lines, bounds: list[int], documents: list[str], rows: list[int], cues: list[Cue]) -> frozenset[int]:
    """Return the paragraphs that are turns of dialogue, decided article by article."""
    starts = [cue.start for cue in cues]
    by_document: dict[str, list[int]] = {}
    for row in rows:
        by_document.setdefault(documents[row], []).append(row)
    turns: list[int] = []
    for own in by_document.values():
        spans = [(bounds[row], bounds[row + 1]) for row in own]
        inside = [cues[bisect_left(starts, first):bisect_left(starts, last)] for first, last in spans]
        if is_dialogue(lines, spans, inside):
            turns += own
    return frozenset(turns)


def _paragraph(reading: Reading, row: int, first: int, last: int, cues: list[Cue],
               continued: bool) -> tuple[list[Speech], bool]:
    lines, lang = reading.lines, reading.langs[row]
    if row in reading.turns:
        return [_whole_turn(lines, turn_of(lines, first, last), cues)], False
    places = reading.marks[bisect_left(reading.marks, first):bisect_left(reading.marks, last)]
    quotes, _ = pair_marks(lines, places, first, last, lang=lang, continued=continued)
    sentences = reading.sentences[bisect_left(reading.sentences, first):bisect_left(reading.sentences, last)]
    outer = [start for start in sentences if not any(quote.left < start < quote.right for quote in quotes)]
    hearsay = reading.hearsay[bisect_left(reading.hearsay, first):bisect_left(reading.hearsay, last)]
    spans: list[Speech] = []
    for start, end in zip(outer, [*outer[1:], last], strict=True):
        own = [cue for cue in cues if start <= cue.start < end]
        inside = [quote for quote in quotes if start <= quote.left < end]
        signs = [place for place in hearsay if start <= place < end]
        if not (own or inside or signs):
            continue
        outside = [cue for cue in own if not any(quote.left <= cue.start < quote.right for quote in inside)]
        found = read_sentence(Sentence(lines, start, end, lang, inside, outside, signs))
        spans += [_with_incises(lines, speech, own) if speech.quoted and lang == "fr" else speech for speech in found]
    spans = [with_signature(lines, speech, last) for speech in spans]
    unclosed = bool(quotes) and not quotes[-1].closed and quotes[-1].end == last
    return spans, unclosed


def _whole_turn(lines: Lines, turn: Quote, cues: list[Cue]) -> Speech:
    end = turn.end
    incises = find_incises(lines, turn.start, end, cues)
    if incises and incises[-1][1][1] >= end and incises[-1][1][0] > turn.start:
        end = incises[-1][1][0]
    inside = tuple(narrator for _, narrator, _ in incises if narrator[0] < end)
    cue, _, speaker = incises[0] if incises else (None, None, None)
    return Speech(turn.start, end, "direct", "dialogue dash", speaker, (cue.start, cue.end) if cue else None,
                  cue.category if cue else "", True, ((turn.start, end),), inside)


def _with_incises(lines: Lines, speech: Speech, cues: list[Cue]) -> Speech:
    """Give what the narrator puts inside a quote back to the narrator, and take the speaker from it."""
    incises: list[Span] = []
    changed = speech
    for start, end in speech.quoted:
        inside = [cue for cue in cues if start <= cue.start < end]
        for cue, narrator, speaker in find_incises(lines, start, end, inside) if inside else ():
            incises.append(narrator)
            if changed.cue is None:
                changed = replace(changed, kind="direct", speaker=speaker, cue=(cue.start, cue.end),
                                cue_class=cue.category, rule="incise")
    return replace(changed, incises=(*speech.incises, *incises)) if incises else speech
