"""Quotes that nobody introduces borrow the speaker of the quote beside them."""

from framing.voice.sentence import Span, Speech

_SPEAKERLESS = ("scare", "title", "hearsay")


def lend_speakers(found: list[tuple[int, list[Speech]]], documents: list[str]) -> list[tuple[int, list[Speech]]]:
    """Give quotes without a cue the speaker before them in the paragraph, else after, else of the one before.

    The paragraph before lends its speaker to a paragraph that opens with such a quote; a quote over paragraphs has
    the speaker that its last part names.
    """
    result: list[tuple[int, list[Speech]]] = []
    before: Span | None = None
    for row, spans in found:
        follows = bool(result) and result[-1][0] == row - 1 and documents[row] == documents[row - 1]
        current = before if follows and spans[0].rule == "quote alone" else None
        own = _within(spans, current)
        if follows and own[0].continues:
            _lend_back(result, row, own[0].speaker)
        before = next((speech.speaker for speech in reversed(own) if speech.speaker and not speech.depth), None)
        result.append((row, own))
    return result


def _within(spans: list[Speech], current: Span | None) -> list[Speech]:
    own = list(spans)
    for place, speech in enumerate(own):
        if speech.kind in _SPEAKERLESS or speech.depth:
            continue
        if speech.speaker is None and speech.cue is None:
            after = next((later.speaker for later in own[place:] if later.speaker and not later.depth), None)
            lender = current or after
            if lender is not None:
                own[place] = speech._replace(speaker=lender, rule=f"{speech.rule}, speaker beside")
        current = own[place].speaker or current
    return own


def _lend_back(result: list[tuple[int, list[Speech]]], row: int, speaker: Span | None) -> None:
    for earlier, spans in reversed(result):
        number = max((place for place, speech in enumerate(spans) if not speech.depth), default=-1)
        last = spans[number]
        if earlier != row - 1 or last.speaker is not None or last.closed or speaker is None:
            return
        spans[number] = last._replace(speaker=speaker, rule=f"{last.rule}, speaker beside")
        row = earlier
