"""From tokens to spans: paragraphs that hold a mark, a cue or a dash are read; the others are never looked at."""

from bisect import bisect_left
from collections.abc import Iterator

import numpy as np

from framing._progress import watched
from framing.tokens import Tokens
from framing.voice.beside import with_signature
from framing.voice.cues import Cue
from framing.voice.lines import Lines
from framing.voice.marks import pair_marks
from framing.voice.pointing import OPENERS, said_before
from framing.voice.reading import Reading, reading_of
from framing.voice.rules import read_sentence
from framing.voice.sentence import Sentence, Span, Speech
from framing.voice.strays import Quote
from framing.voice.turns import find_incises, turns_of

_BAR_FROM = 10_000  # paragraphs, about a second


def read_paragraphs(tokens: Tokens, *, paragraphs: np.ndarray,
                    progress: bool | None = None) -> Iterator[tuple[int, list[Speech]]]:
    """Yield the row and the spans of every paragraph that has some, in order."""
    reading = reading_of(tokens, paragraphs)
    open_in: tuple[str, int] = ("", -1)
    for row in watched(reading.rows, "voices", total=len(reading.rows), unit="paragraph", progress=progress,
                       least=_BAR_FROM):
        first, last = reading.bounds[row], reading.bounds[row + 1]
        cues = reading.cues.between(first, last)
        continued = open_in == (reading.documents[row], row - 1)
        spans, unclosed = _paragraph(reading, row, first, last, cues, continued)
        open_in = (reading.documents[row], row) if unclosed else ("", -1)
        if spans:
            yield row, spans


def _paragraph(reading: Reading, row: int, first: int, last: int, cues: list[Cue],
               continued: bool) -> tuple[list[Speech], bool]:
    lines, lang = reading.lines, reading.langs[row]
    if row in reading.turns:
        return [_whole_turn(lines, turn, cues) for turn in turns_of(lines, first, last)], False
    places = reading.marks[bisect_left(reading.marks, first):bisect_left(reading.marks, last)]
    quotes, nested = pair_marks(lines, places, first, last, lang=lang, continued=continued)
    sentences = reading.sentences[bisect_left(reading.sentences, first):bisect_left(reading.sentences, last)]
    if quotes:
        sentences = [start for start in sentences if not any(quote.left < start < quote.right for quote in quotes)]
    hearsay = reading.hearsay[bisect_left(reading.hearsay, first):bisect_left(reading.hearsay, last)]
    spans: list[Speech] = []
    done = 0
    for begin_before, start, end in zip([-1, *sentences], sentences, [*sentences[1:], last], strict=False):
        begin = done
        while done < len(cues) and cues[done].start < end:
            done += 1
        own = cues[begin:done]
        inside = [quote for quote in quotes if start <= quote.left < end] if quotes else []
        signs = [place for place in hearsay if start <= place < end] if hearsay else []
        if not (own or inside or signs):
            continue
        outside = [cue for cue in own if not any(quote.left <= cue.start < quote.right for quote in inside)
                   ] if inside else own
        sentence = Sentence(lines, start, end, lang, inside, outside, signs)
        found = read_sentence(sentence)
        if not found and lines.form(start) in OPENERS and begin_before >= 0 and not (
                spans and spans[-1].end > begin_before) and end - start > 2:
            pointed = said_before(sentence, Sentence(lines, begin_before, start, lang, [], [], []))
            found = [pointed] if pointed else []
        spans += [_with_incises(lines, speech, own) if speech.quoted and lang == "fr" else speech for speech in found]
    spans = [with_signature(lines, speech, last) for speech in spans]
    if nested:
        spans = sorted(spans + _in_quotes(lines, lang, quotes, nested, cues), key=lambda speech: speech.start)
    unclosed = bool(quotes) and not quotes[-1].closed and quotes[-1].end == last
    return spans, unclosed


def _in_quotes(lines: Lines, lang: str, quotes: list[Quote], nested: list[Quote], cues: list[Cue]) -> list[Speech]:
    """Return the quotes inside quotes that somebody is said to make: « Luc m'a dit : “Pars”, raconte Anne »."""
    found: list[Speech] = []
    for quote in quotes:
        inside = [inner for inner in nested if quote.start <= inner.left and inner.right <= quote.end]
        own = [cue for cue in cues if quote.start <= cue.start < quote.end
               and not any(inner.left <= cue.start < inner.right for inner in inside)]
        if inside and own:
            spoken = read_sentence(Sentence(lines, quote.start, quote.end, lang, inside, own, []))
            found += [speech._replace(start=start, end=end, kind="direct", rule=f"{speech.rule}, in a quote",
                              quoted=((start, end),), incises=(), depth=1)
                      for speech in spoken if speech.cue and speech.kind in ("direct", "mixed")
                      for start, end in speech.quoted]
    return found


def _whole_turn(lines: Lines, turn: Quote, cues: list[Cue]) -> Speech:
    end = turn.end
    incises = find_incises(lines, turn.start, end, [cue for cue in cues if turn.start <= cue.start < end])
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
                changed = changed._replace(kind="direct", speaker=speaker, cue=(cue.start, cue.end),
                                cue_class=cue.category, rule="incise")
    return changed._replace(incises=(*speech.incises, *incises)) if incises else speech
