"""One paragraph of the reading view: prose with its hits, its voices and its speakers."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from framing._markup import PAPER, RULE, SECONDARY, SMALL, TEXT, element, plain, visible
from framing.display.markup import QUOTED, REPORTED, code_mark
from framing.tokens import Tokens
from framing.voice import DIRECT, NARRATOR, VOICES, speech_layer

# A paragraph longer than this is read around its hits.
LONGEST_PARAGRAPH = 3000
_AROUND = 300
_CUT = " […] "
VOICE_STYLES = {"direct": f"color:{QUOTED}", "reported": f"color:{REPORTED};font-style:italic"}
# What stands in the margin and in the titles of spoken stretches; ids of categories come from the lexicon.
VOICE_LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {"narrator": "narrator", "direct": "quoted", "reported": "reported", "unknown": "(speaker not named)"},
    "fr": {"narrator": "narration", "direct": "paroles citées", "reported": "paroles rapportées",
           "unknown": "(locuteur non nommé)"},
}
_UNKNOWN = "unknown"


class MarkedParagraph:
    """A paragraph cut where hits and voices begin and end, as HTML and as plain text.

    A very long one is shown around its hits, from the first on, until it is as long as paragraphs may be.
    """

    def __init__(self, tokens: Tokens, row: int, hits: pd.DataFrame, codes: Mapping[str, str],
                 tints: Mapping[str, str], labels: Mapping[str, str]) -> None:
        self.key, self.lang = tokens.index[row], tokens.corpus.paragraphs["lang"].iat[row]
        self.text = tokens.corpus.paragraphs["text"].iat[row]
        self.codes, self.tints, self.labels = codes, tints, labels
        self.hits = _without_overlap(hits)
        self.voices, speakers = _voices_of(tokens, row)
        self.speakers = [labels.get(name, name) if name == _UNKNOWN else name for name in speakers]
        self.shown = _windows(self.text, self.hits)

    def to_html(self) -> str:
        """Return the paragraph, its number and speakers in the margin."""
        doc_id, par_id = self.key
        margin = [element("div", plain(f"¶ {par_id}")), *(element("div", plain(name)) for name in self.speakers)]
        side = f"background:{PAPER};color:{SECONDARY};font-size:12px;width:130px;flex-shrink:0;padding-right:12px"
        prose = element("div", "".join(self._pieces(html=True)), style=f"background:{PAPER};color:{TEXT};min-width:0",
                        lang=self.lang)
        row = element("div", element("div", "".join(margin), style=side, class_="framing-margin") + prose,
                      style="display:flex", class_="framing-row")
        head = element("div", plain(doc_id), style=f"{SMALL};border-top:1px solid {RULE};margin-top:8px")
        return head + row

    def to_text(self) -> str:
        """Return the paragraph in plain text, each hit in brackets with its code."""
        doc_id, par_id = self.key
        heard = f" ({', '.join(self.speakers)})" if self.speakers else ""
        return f"{doc_id} ¶ {par_id}{heard}: {''.join(self._pieces(html=False))}"

    def parts(self) -> Iterator[tuple[int, int, str, tuple[int, int, list[str]] | None]]:
        """Yield start, end, voice and hit of each part of the text that is shown, in order."""
        edges = {0, len(self.text), *(edge for window in self.shown for edge in window),
                 *(edge for start, end, _ in self.voices for edge in (start, end)),
                 *(edge for start, end, _ in self.hits for edge in (start, end))}
        for start, end in pairwise(sorted(edges)):
            if any(first <= start < last for first, last in self.shown):
                voice = next((name for first, last, name in self.voices if first <= start < last), VOICES[NARRATOR])
                yield start, end, voice, next((one for one in self.hits if one[0] <= start < one[1]), None)

    def to_plain(self) -> list[tuple[str, str, str]]:
        """Return text, kind (`hit`, `direct`, `reported` or empty) and title of each part, for a widget."""
        parts, before = [], 0
        for start, end, voice, hit in self.parts():
            names = ", ".join(self.labels.get(name, name) for name in hit[2]) if hit else ""
            kind = "hit" if hit else voice if voice in VOICE_STYLES else ""
            cut = _CUT if start > before else ""
            told = names or (self.labels.get(voice, voice) if kind else "")
            parts.append((visible(cut + self.text[start:end]), kind, told))
            before = end
        return parts if before == len(self.text) else [*parts, (_CUT, "", "")]

    def _pieces(self, *, html: bool) -> list[str]:
        pieces, before = [], 0
        for start, end, voice, hit in self.parts():
            pieces += [_CUT] if start > before else []
            last = hit is not None and (end == hit[1] or any(end == window[1] for window in self.shown))
            pieces.append(self._piece(self.text[start:end], hit[2] if hit else [], voice, last) if html else
                          self._bracketed(self.text[start:end], hit, start, end))
            before = end
        return pieces if before == len(self.text) else [*pieces, _CUT]

    def _piece(self, text: str, names: list[str], voice: str, last: bool) -> str:
        content = plain(text).replace("\n", "<br>")
        style = VOICE_STYLES.get(voice, "")
        if names:
            title = ", ".join(self.labels.get(name, name) for name in names)
            code = "".join(code_mark(self.codes[name]) for name in names) if last else ""
            colour = f"color:{QUOTED if voice == VOICES[DIRECT] else TEXT}"
            content = element("mark", content + code, style=f"background:{self.tints[names[0]]};{colour}",
                              title=title)
        told = "" if names else self.labels.get(voice, voice)
        return element("span", content, style=style, title=told) if style else content

    def _bracketed(self, text: str, hit: tuple[int, int, list[str]] | None, start: int, end: int) -> str:
        if hit is None:
            return text
        opening = "[" if start == hit[0] else ""
        closing = f" {'+'.join(self.codes[name] for name in hit[2])}]" if end == hit[1] else ""
        return f"{opening}{text}{closing}"


def _windows(text: str, hits: list[tuple[int, int, list[str]]]) -> list[tuple[int, int]]:
    """Return the stretches of a text that are shown: all of it, or what stands around its hits."""
    if len(text) <= LONGEST_PARAGRAPH:
        return [(0, len(text))]
    windows: list[tuple[int, int]] = []
    room = LONGEST_PARAGRAPH
    for start, end, _ in hits:
        if room <= 0:
            break
        first = _word_edge(text, max(start - _AROUND, 0))
        last = _word_edge(text, min(end, start + LONGEST_PARAGRAPH) + _AROUND)
        if windows and first <= windows[-1][1]:
            first, last = windows[-1][0], max(last, windows[-1][1])
            windows.pop()
        windows.append((first, last))
        room = LONGEST_PARAGRAPH - sum(last - first for first, last in windows)
    return windows or [(0, _word_edge(text, LONGEST_PARAGRAPH))]


def _word_edge(text: str, place: int) -> int:
    """Return a place between words a little behind `place`, or `place` where none is near."""
    space = text.find(" ", place, place + _AROUND // 4)
    return min(place, len(text)) if space < 0 or place == 0 else space


def _without_overlap(hits: pd.DataFrame) -> list[tuple[int, int, list[str]]]:
    """Return start, end and categories of what is marked: where hits overlap, the longest, naming all."""
    marked: list[tuple[int, int, list[str]]] = []
    ordered = sorted(zip(hits["start"], hits["end"], hits["category"], strict=True),
                     key=lambda hit: (hit[0] - hit[1], hit[0]))
    for start, end, name in ordered:
        over = next((one for one in marked if start < one[1] and end > one[0]), None)
        if over is None:
            marked.append((int(start), int(end), [name]))
        elif name not in over[2]:
            over[2].append(name)
    return sorted(marked)


def _voices_of(tokens: Tokens, row: int) -> tuple[list[tuple[int, int, str]], list[str]]:
    """Return the spoken stretches of a paragraph in characters, and who speaks, in order."""
    layer, first, last = speech_layer(tokens), tokens.offsets[row], tokens.offsets[row + 1]
    voice, span = layer.voice[first:last], layer.span[first:last]
    if not len(voice):
        return [], []
    places = tokens.spans(row)
    starts = np.append(0, np.flatnonzero((np.diff(voice) != 0) | (np.diff(span) != 0)) + 1)
    ends = np.append(starts[1:], len(voice))
    spoken = [(int(places[start, 0]), int(places[end - 1, 1]), VOICES[voice[start]])
              for start, end in zip(starts, ends, strict=True) if voice[start] != NARRATOR]
    speakers = [layer.spans[number].speaker_id for number in span[starts] if number >= 0]
    return spoken, list(dict.fromkeys(speakers))
