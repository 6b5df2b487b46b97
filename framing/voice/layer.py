"""The voice of every token: narrator, direct speech, reported speech."""

from collections.abc import Collection

import numpy as np

from framing._check import check_type
from framing.tokens import Tokens
from framing.voice.paragraphs import read_paragraphs
from framing.voice.roles import SPEAKING_ROLES, paragraphs_with_roles
from framing.voice.sentence import Speech

NARRATOR, DIRECT, REPORTED = range(3)
VOICES = ("narrator", "direct", "reported")
_SPEAKING = frozenset({"direct", "mixed", "indirect", "prepositional", "act"})


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
    Where spans overlap, direct wins over reported. What `find_speech` misses is counted as the narrator's, so the
    narrator's share is an upper bound. See `find_speech` for what is not found.

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
    voice = np.zeros(len(tokens), dtype=np.uint8)
    for _, spans in read_paragraphs(tokens, paragraphs=paragraphs_with_roles("voice_of_tokens", tokens, roles)):
        mark_voice(voice, spans)
    voice.setflags(write=False)
    return voice


def mark_voice(voice: np.ndarray, spans: list[Speech]) -> None:
    """Write the voice of the spans of a paragraph: reported words first, then quoted ones, then incises."""
    speaking = [speech for speech in spans if speech.kind in _SPEAKING]
    for speech in speaking:
        if speech.kind != "direct":
            voice[speech.start:speech.end] = REPORTED
    for speech in speaking:
        for start, end in speech.quoted:
            voice[start:end] = DIRECT
    for speech in speaking:
        for start, end in speech.incises:
            voice[start:end] = NARRATOR


