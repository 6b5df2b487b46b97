"""Who the speaker is: the phrase as written, and one name for all the ways an article writes it."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from framing.tokens import Tokens
from framing.voice.sentence import Span, Speech, widen

_MALE = frozenset("il -il -t-il he ils -ils -t-ils".split())
_FEMALE = frozenset("elle -elle -t-elle she elles -elles -t-elles".split())
_PLURAL = frozenset("ils elles -ils -elles -t-ils -t-elles they".split())
_PRONOUNS = _MALE | _FEMALE | _PLURAL | {"on", "-on", "-t-on", "it", "qui", "who", "je", "-je", "i", "nous", "we"}
_ARTICLES = frozenset("le la les l' un une des du de d' the a an his her its their ce cette son sa".split())
_FEMALE_WORDS = frozenset("mme madame mlle mrs ms la une présidente ministre-femme porte-parole-femme woman she her "
                          "queen mother".split())


@dataclass(frozen=True, slots=True)
class Named:
    """A span with its speaker in words."""

    speech: Speech
    speaker: str
    speaker_id: str

    def places(self) -> list[int]:
        """Return the tokens whose characters are needed to show the span."""
        speech = self.speech
        spans = [(speech.start, speech.end), *speech.quoted, *speech.incises]
        if speech.cue:
            spans.append(speech.cue)
        return [place for start, end in spans for place in (start, end - 1)]


@dataclass(frozen=True)
class _Written:
    types: list[str]
    ids: np.ndarray
    spaced: np.ndarray

    def phrase(self, span: Span) -> str:
        """Write a phrase out from its tokens."""
        start, end = span
        spaced = self.spaced[start:end].tolist()
        forms = [self.types[number] for number in self.ids[start:end].tolist()]
        text = "".join(" " + form if gap else form for form, gap in zip(forms, spaced, strict=True))
        text = text.strip(" ,-–—")
        return text.removeprefix("t-") if end - start == 1 else text


def name_speakers(tokens: Tokens, found: list[tuple[int, list[Speech]]]) -> list[tuple[int, list[Named]]]:
    """Give every span its speaker; quotes without cue get that of the quote they stand beside."""
    documents = tokens.index.get_level_values("doc_id").tolist()
    by_document: dict[str, list[tuple[int, list[Speech]]]] = defaultdict(list)
    for row, spans in found:
        by_document[documents[row]].append((row, spans))
    written = _Written(tokens.vocabulary.types.tolist(), tokens.ids, tokens.spaced)
    return [one for own in by_document.values() for one in _article(written, own)]


def _article(written: _Written, found: list[tuple[int, list[Speech]]]) -> list[tuple[int, list[Named]]]:
    lent = _lend_speakers(found)
    texts = {speech.speaker: written.phrase(speech.speaker) for _, spans in lent for speech in spans if speech.speaker}
    names = sorted({text for text in texts.values() if _is_name(text)}, key=lambda name: (-len(name.split()), name))
    last: list[str] = []
    result = []
    for row, spans in lent:
        named = []
        for speech in spans:
            text = texts.get(speech.speaker, "") if speech.speaker else ""
            identity = _identity(text, names, last)
            if identity != "unknown" and text.lower() not in _PRONOUNS:
                last.append(identity)
            named.append(Named(speech, text, identity))
        result.append((row, named))
    return result


def _lend_speakers(found: list[tuple[int, list[Speech]]]) -> list[tuple[int, list[Speech]]]:
    """Give quotes without a cue the speaker before them in the paragraph, else after, else of the paragraph before."""
    result: list[tuple[int, list[Speech]]] = []
    before: Span | None = None
    before_row = -2
    for row, spans in found:
        own = list(spans)
        current: Span | None = before if before_row == row - 1 and own and own[0].rule == "quote alone" else None
        for place, speech in enumerate(own):
            if speech.kind in ("scare", "title", "hearsay"):
                continue
            if speech.speaker is None and speech.cue is None:
                following = next((later.speaker for later in own[place:] if later.speaker), None)
                lender = current or following
                if lender is not None:
                    own[place] = widen(speech, speaker=lender, rule=f"{speech.rule}, speaker beside")
            current = own[place].speaker or current
        if own and own[0].continues and result and result[-1][0] == row - 1:
            _lend_back(result[-1][1], own[0].speaker)
        before, before_row = current, row
        result.append((row, own))
    return result


def _lend_back(spans: list[Speech], speaker: Span | None) -> None:
    """A quote over paragraphs has the speaker named at its end."""
    if spans and spans[-1].speaker is None and not spans[-1].closed and speaker is not None:
        spans[-1] = widen(spans[-1], speaker=speaker, rule=f"{spans[-1].rule}, speaker beside")


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and all(word[0].isupper() or word.lower() in ("de", "du", "von", "van", "bin", "al", "la")
                                  for word in words) and words[0].lower() not in _ARTICLES


def _identity(text: str, names: list[str], last: list[str]) -> str:
    low = text.lower()
    if not text:
        return "unknown"
    if low in _PRONOUNS:
        return last[-1] if last else "unknown"
    words = text.split()
    for name in names:
        parts = name.split()
        if parts[-1] == words[-1] and (len(words) == 1 or words[-2] in parts or words[-2].rstrip(".").lower() in (
                "m", "mr", "mrs", "ms", "mme", "président", "president", "sen", "senator")):
            return name
        if name in text:
            return name
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    return " ".join(words)


_ = _FEMALE_WORDS
