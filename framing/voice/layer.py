"""The voice of every token: narrator, direct speech, reported speech, and whose words they are."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from framing._check import check_type
from framing.tokens import Tokens
from framing.voice.lending import lend_speakers
from framing.voice.paragraphs import read_paragraphs
from framing.voice.roles import SPEAKING_ROLES, paragraphs_with_roles
from framing.voice.sentence import Speech
from framing.voice.speakers import Named, name_speakers

NARRATOR, DIRECT, REPORTED = range(3)
VOICES = ("narrator", "direct", "reported")
SPEAKING_KINDS = frozenset({"direct", "mixed", "indirect", "prepositional", "act"})


@dataclass(frozen=True, eq=False)
class SpeechLayer:
    """What somebody is given to say, token by token.

    Attributes
    ----------
    voice
        uint8 (n_tokens): 0 narrator, 1 direct, 2 reported.
    span
        int32 (n_tokens): number of the span a token is spoken in; -1 for the narrator's.
    spans
        The spans of speech in text order; those of scare quotes, titles and hearsay are left out.
    rows
        int64 (n_spans): row of the paragraph of each span.
    """

    voice: np.ndarray
    span: np.ndarray
    spans: tuple[Named, ...]
    rows: np.ndarray

    def speakers(self) -> np.ndarray:
        """Return the speaker of each span by the name the article knows, object (n_spans)."""
        named = np.empty(len(self.spans), dtype=object)
        named[:] = [one.speaker_id for one in self.spans]
        return named


def speech_layer(tokens: Tokens) -> SpeechLayer:
    """Return who speaks in each token of titles, standfirsts and bodies; found once for all measures."""
    return tokens.once("speech", _layer)


def voice_of_tokens(tokens: Tokens, *, roles: Collection[str] = SPEAKING_ROLES) -> np.ndarray:
    """Return who speaks in each token: 0 narrator, 1 direct, 2 reported.

    Parameters
    ----------
    tokens
        The text.
    roles
        Roles of the paragraphs that are read; tokens of the others are the narrator's.

    Returns
    -------
    uint8 (n_tokens), read-only. Quoted words of direct and mixed speech are direct; unquoted words of mixed,
    indirect and prepositional speech and of reported acts are reported; everything else is the narrator's, scare
    quotes, titles, hearsay and the incises inside speech too.

    Raises
    ------
    TypeError
        If `tokens` is not a `Tokens`.
    ValueError
        If a role is unknown.

    Notes
    -----
    Where spans overlap, direct wins over reported. What `find_speech` misses is counted as the narrator's. It misses
    more than it takes for speech wrongly, so the narrator's share is rather too high than too low; it is no bound.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.voice import voice_of_tokens
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en",
    ...                                 "text": "“We stay,” she said."}])
    >>> voice_of_tokens(fr.tokenize(corpus)).tolist()
    [0, 1, 1, 1, 0, 0, 0, 0]
    """
    check_type("voice_of_tokens", "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    wanted = paragraphs_with_roles("voice_of_tokens", tokens, roles)
    spoken = speech_layer(tokens).voice
    if (wanted == paragraphs_with_roles("voice_of_tokens", tokens, SPEAKING_ROLES)).all():
        return spoken
    voice = np.zeros(len(tokens), dtype=np.uint8)
    span = np.full(len(tokens), -1, dtype=np.int32)
    mark_spans(voice, span, [speech for _, spans in read_paragraphs(tokens, paragraphs=wanted) for speech in spans
                             if speech.kind in SPEAKING_KINDS])
    voice.setflags(write=False)
    return voice


def _layer(tokens: Tokens) -> SpeechLayer:
    wanted = paragraphs_with_roles("speech_layer", tokens, SPEAKING_ROLES)
    found = lend_speakers(list(read_paragraphs(tokens, paragraphs=wanted)),
                          tokens.index.get_level_values("doc_id").tolist())
    named = [(row, one) for row, spans in name_speakers(tokens, found) for one in spans
             if one.speech.kind in SPEAKING_KINDS]
    named.sort(key=lambda item: item[0])
    voice = np.zeros(len(tokens), dtype=np.uint8)
    span = np.full(len(tokens), -1, dtype=np.int32)
    mark_spans(voice, span, [one.speech for _, one in named])
    rows = np.fromiter((row for row, _ in named), np.int64, len(named))
    for array in (voice, span, rows):
        array.setflags(write=False)
    return SpeechLayer(voice, span, tuple(one for _, one in named), rows)


def mark_spans(voice: np.ndarray, span: np.ndarray, spans: list[Speech]) -> None:
    """Write voice and number of the spans: reported words first, then quoted ones, then incises."""
    for number, speech in enumerate(spans):
        if speech.kind != "direct":
            voice[speech.start:speech.end] = REPORTED
            span[speech.start:speech.end] = number
    for number, speech in enumerate(spans):
        for start, end in speech.quoted:
            voice[start:end] = DIRECT
            span[start:end] = number
    for speech in spans:
        for start, end in speech.incises:
            voice[start:end] = NARRATOR
            span[start:end] = -1
