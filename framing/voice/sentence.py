"""One sentence as the rules see it: its tokens, the quotes in it, its cues, and the spans found so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from framing.voice.cues import Cue
from framing.voice.lines import Lines
from framing.voice.phrases import first_subject
from framing.voice.strays import Quote
from framing.voice.words import COMMA, DASH, SEMICOLON, STOP, WORD

Span = tuple[int, int]


class Speech(NamedTuple):
    """A span of speech in token positions.

    `quoted` holds what stands between marks inside it, `incises` what belongs to the narrator; `depth` is 1 for a
    quote that somebody makes inside another quote.
    """

    start: int
    end: int
    kind: str
    rule: str
    speaker: Span | None = None
    cue: Span | None = None
    cue_class: str = ""
    closed: bool = True
    quoted: tuple[Span, ...] = ()
    incises: tuple[Span, ...] = ()
    continues: bool = False
    depth: int = 0


@dataclass(slots=True)
class Sentence:
    """What lies between two sentence borders outside quotes."""

    lines: Lines
    start: int
    end: int
    lang: str
    quotes: list[Quote]
    cues: list[Cue]
    hearsay: list[int]
    found: list[Speech] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)  # left marks of the quotes that have their speaker

    def stop(self) -> int:
        """Return where the sentence ends without its stop."""
        end, quoted = self.end, self.quotes[-1].right if self.quotes else -1
        while end > self.start and end > quoted and self.lines.flags[end - 1] & (STOP | COMMA | SEMICOLON):
            end -= 1
        return end

    def free_quotes(self) -> list[Quote]:
        """Return the quotes without a speaker yet."""
        return [quote for quote in self.quotes if quote.left not in self.taken] if self.quotes else []

    def quote_at(self, place: int) -> Quote | None:
        """Return the quote whose opening mark stands at a place."""
        for quote in self.quotes:
            if quote.left == place:
                return quote
        return None

    def quote_ending(self, place: int) -> Quote | None:
        """Return the quote whose closing mark stands right before a place, a comma or dash aside."""
        for quote in self.quotes:
            if quote.right == place or (quote.right == place - 1 and self.lines.flags[place - 1] & (COMMA | DASH)):
                return quote
        return None

    def last_speaker(self) -> Span | None:
        """Return the speaker of the span before, else the subject of the sentence."""
        told = next((speech.speaker for speech in reversed(self.found) if speech.speaker), None)
        return told or first_subject(self.lines, self.start, self.end)

    def words(self, start: int, end: int) -> int:
        """Count the words between two places."""
        return sum([1 for flag in self.lines.flags[start:end] if flag & WORD])

    def add_quote(self, quote: Quote, kind: str, cue: Cue | None, speaker: Span | None, rule: str) -> None:
        """Keep a quote as a span of its own."""
        self.taken.add(quote.left)
        self.found.append(Speech(quote.start, quote.end, kind, rule, speaker, (cue.start, cue.end) if cue else None,
                                 cue.category if cue else "", quote.closed, ((quote.start, quote.end),),
                                 continues=quote.continues))

    def add_clause(self, start: int, end: int, kind: str, cue: Cue, speaker: Span | None, rule: str, *,
                   incises: Iterable[Span] = ()) -> None:
        """Keep a clause; with quotes in it, it is mixed, and where nothing else stands in it, it is the quote."""
        lines = self.lines
        while start < end and not lines.flags[start] & WORD and self.quote_at(start) is None:
            start += 1
        inside = [quote for quote in self.quotes if start <= quote.left and quote.right <= end]
        self.taken.update(quote.left for quote in inside)
        while end > start and not lines.flags[end - 1] & WORD and not any(quote.right == end for quote in inside):
            end -= 1
        if end <= start:
            return
        if len(inside) == 1 and inside[0].left == start and inside[0].right >= end:
            start, end = inside[0].start, inside[0].end
        quoted = tuple((quote.start, quote.end) for quote in inside)
        self.found.append(Speech(start, end, "mixed" if inside else kind, rule, speaker, (cue.start, cue.end),
                                 cue.category, all(quote.closed for quote in inside), quoted, tuple(incises)))
