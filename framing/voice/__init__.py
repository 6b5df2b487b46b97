"""Who speaks: spans of direct and reported speech, their speakers and cues, and the voice of every token."""

from framing.voice.layer import DIRECT, NARRATOR, REPORTED, VOICES, voice_of_tokens
from framing.voice.speech import find_speech

__all__ = ["DIRECT", "NARRATOR", "REPORTED", "VOICES", "find_speech", "voice_of_tokens"]
