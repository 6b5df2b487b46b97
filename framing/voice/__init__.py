"""Who speaks: spans of direct and reported speech, their speakers and cues, and the voice of every token."""

from framing.voice.layer import (
    DIRECT,
    NARRATOR,
    REPORTED,
    SPEAKING_KINDS,
    VOICES,
    SpeechLayer,
    speech_layer,
    voice_of_tokens,
)
from framing.voice.speech import find_speech

__all__ = ["DIRECT", "NARRATOR", "REPORTED", "SPEAKING_KINDS", "VOICES", "SpeechLayer", "find_speech", "speech_layer",
           "voice_of_tokens"]
