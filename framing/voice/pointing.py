"""A sentence that points back and says whose words the one before is: « C'est ce qu'affirme la mairie. »"""

from framing.voice.phrases import phrase_after, verb_start
from framing.voice.sentence import Sentence, Span, Speech
from framing.voice.words import BEING, CAPITAL, COMMA, DETERMINER, NEGATOR, PREPOSITION, SELF, THAT, TIED, TIME, listed

OPENERS = listed("C' That This")
_LONGEST = 8


def said_before(sentence: Sentence, before: Sentence) -> Speech | None:
    """Return the sentence before as reported, if this one points to it: C'est ce que soutient X, That is what X says.

    Nothing if the cue goes on to something else (« C'est ce qu'il dit vouloir éviter »), is denied, or is the
    narrator's own.
    """
    lines, flags, stop = sentence.lines, sentence.lines.flags, sentence.stop()
    cue = next((cue for cue in sentence.cues if cue.category != "prepositional"), None)
    if cue is None or sentence.quotes or before.words(before.start, before.end) < 2:
        return None
    verb = verb_start(lines, cue.start, sentence.start + 2)
    inside = _behind_what(sentence, verb)
    if inside < 0 or any(flags[place] & NEGATOR for place in range(sentence.start, inside)):
        return None
    speaker: Span | None = (inside, verb)
    after = cue.end
    if inside == verb:
        speaker = phrase_after(lines, cue.end, stop)
        after = speaker[1] if speaker else stop
    if speaker is None or flags[speaker[0]] & SELF or (not flags[speaker[0]] & (DETERMINER | CAPITAL | TIED) and (
            inside == verb)):
        return None
    if after < stop and not flags[after] & (COMMA | PREPOSITION | TIME):
        return None
    return Speech(before.start, before.stop(), "indirect", "pointed to", speaker, (verb, cue.end), cue.category)


def _behind_what(sentence: Sentence, verb: int) -> int:
    """Return the token behind « C'est (du moins) ce que », « That is what »; -1 if the sentence begins otherwise."""
    lines, flags = sentence.lines, sentence.lines.flags
    if not flags[sentence.start + 1] & BEING and lines.form(sentence.start + 1) != "'s":
        return -1
    for place in range(sentence.start + 2, min(verb, sentence.start + _LONGEST)):
        form = lines.form(place)
        if (sentence.lang == "en" and form == "what" and place == sentence.start + 2) or (
                sentence.lang == "fr" and flags[place] & THAT and lines.form(place - 1) == "ce"):
            return place + 1
    return -1
