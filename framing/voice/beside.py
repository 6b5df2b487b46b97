"""Quotes right before or right behind a cue, and quotes signed with a dash and a name."""

from framing.voice.cues import Cue
from framing.voice.governors import Governor, whole_cue
from framing.voice.lines import Lines
from framing.voice.phrases import phrase_after
from framing.voice.sentence import Sentence, Span, Speech
from framing.voice.words import (
    ADVERB,
    CAPITAL,
    COLON,
    COMMA,
    CONJUNCTION,
    DASH,
    FINITE,
    SEMICOLON,
    STOP,
)

_SHORT = 3
_LONGEST_NAME = 8


def attach_quote_before(sentence: Sentence, one: Governor, *, first: int) -> bool:
    """« … », a déclaré X; “…,” X said: the quote that ends right before the cue and its subject."""
    if one.passive:
        return False
    for left in (one.left, one.verb):
        quote = sentence.quote_ending(left)
        if quote is None or (quote.left in sentence.taken and quote.left < first):
            continue
        speaker, after = one.speaker if (left == one.left and left != one.verb) or one.inverted else None, one.after
        if speaker is None:
            speaker = phrase_after(sentence.lines, one.after, sentence.end)
            after = speaker[1] if speaker else one.after
        begin = _behind_earlier(sentence, first, quote.left)
        lead = sentence.words(begin, quote.left) and not _only_opener(sentence, begin, quote.left)
        # Les « experts » refusent le débat: the quote is part of the subject.
        if speaker is None or (lead and quote.right == left == one.verb and sentence.words(
                quote.start, quote.end) <= _SHORT):
            continue
        if lead:
            sentence.add_clause(begin, quote.right, "mixed", whole_cue(one), speaker, "quote before cue")
        else:
            sentence.add_quote(quote, "direct", whole_cue(one), speaker, "quote before cue")
        resume(sentence, whole_cue(one), speaker, after)
        return True
    return False


def _behind_earlier(sentence: Sentence, first: int, left: int) -> int:
    """Return where a clause begins behind the cue and speaker of the span before: “…,” says Jones; | “…,” adds Orr."""
    last = sentence.found[-1] if sentence.found else None
    ends = [span[1] for span in (last.cue, last.speaker) if span is not None] if last is not None else []
    return max([first, *(end for end in ends if end <= left)])


def _only_opener(sentence: Sentence, start: int, end: int) -> bool:
    """“Yes,” … or a conjunction before the quote: nothing that is reported."""
    flags = sentence.lines.flags
    return all(flags[place] & (CONJUNCTION | ADVERB | COMMA | COLON | DASH | SEMICOLON) for place in range(start, end))


def resume(sentence: Sentence, cue: Cue, speaker: Span | None, after: int) -> None:
    """Give the quote that goes on after the cue to the same speaker."""
    following = next((quote for quote in sentence.free_quotes() if quote.left >= after), None)
    if following is None:
        return
    # “Never,” says Jones; “never again,” adds his wife: a quote with a verb of its own behind it.
    if any(following.right <= one.start <= following.right + 1 for one in sentence.cues):
        return
    between = sentence.lines.flags[following.left - 1]
    if between & (COMMA | COLON | DASH | SEMICOLON) or following.left == after:
        sentence.add_quote(following, "direct", cue, speaker, "quote goes on")


def with_signature(lines: Lines, speech: Speech, last: int) -> Speech:
    """Give a quote without cue the name that signs it: « … » — Anne Roux, glaciologue."""
    if speech.speaker is not None or speech.cue is not None or speech.kind in ("title", "hearsay"):
        return speech
    place = speech.end + 1
    if place + 2 > last or not lines.flags[place] & DASH:
        return speech
    while place < last and lines.flags[place] & DASH:
        place += 1
    end = place
    while end < last and not lines.flags[end] & (STOP | COMMA | COLON | SEMICOLON | DASH):
        if lines.flags[end] & FINITE:
            return speech
        end += 1
    if not 1 < end - place <= _LONGEST_NAME or not lines.flags[place] & CAPITAL:
        return speech
    kind = "direct" if speech.kind == "mixed" or speech.kind == "scare" else speech.kind
    return speech._replace(kind=kind, speaker=(place, end), rule="signature")
