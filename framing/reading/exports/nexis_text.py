"""Nexis as plain text (up to 2019): documents under `1 of 10 DOCUMENTS`, lines cut at 79 letters."""

import re
from collections.abc import Iterator, Sequence

from framing.reading.exports.nexis_fields import ERROR_DOCUMENT, Label, document, label_of
from framing.reading.records import Note, Record, Refusal, Source

_START = re.compile(r"^[ \t\f]*(?:(?:Dokument|Document) \d+ (?:von|de|sur) \d+|\d+ of \d+ DOCUMENTS?)[ \t]*$",
                    re.MULTILINE)
_LENGTH = re.compile(r"^(?:LENGTH|LONGUEUR|LÄNGE): ", re.MULTILINE)
_RIGHTS = re.compile(r"[ \t]+(?:©|\(c\)|Copyright)", re.IGNORECASE)
_LAST_ABOVE = "words"


def is_nexis_text(source: Source) -> bool:
    """Is this a Nexis export as plain text?"""
    start = _START.search(source.text)
    return start is not None and _LENGTH.search(source.text, start.end()) is not None


def read_nexis_text(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every document of a Nexis text; the cover page before the first is left out."""
    text = source.text
    starts = list(_START.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [_document(text[match.end():end], f"document {number}")
            for number, (match, end) in enumerate(zip(starts, ends, strict=True), start=1)], []


def _document(text: str, item: str) -> Record | Refusal:
    if ERROR_DOCUMENT in text:
        return Refusal(item, "the service printed an error in place of the document")
    head: list[str] = []
    body: list[str] = []
    labels: list[Label] = []
    rights: list[str] = []
    for lines in _groups(text):
        label = label_of(lines[0].strip(), capitals=True)
        if label and label.above and label.field == _LAST_ABOVE and not body:
            # The first line of the text may follow the length without a blank line.
            labels.append(label)
            body += [_joined(lines[1:])] if lines[1:] else []
        elif label and (not label.above or not body):
            labels.append(Label(label.field, " ".join([label.value, *map(str.strip, lines[1:])]).strip(), label.above))
        elif _RIGHTS.match(lines[0]):
            rights.append(" ".join(map(str.strip, lines)))
        elif not labels:
            head.append(" ".join(map(str.strip, lines)))
        else:
            body.append(_joined(lines))
    return document(item, head, body, labels, {"rights": " ".join(rights)})


def _joined(lines: Sequence[str]) -> str:
    # Every line is cut at 79 letters; only a blank line ends a paragraph.
    return " ".join(map(str.strip, lines))


def _groups(text: str) -> Iterator[list[str]]:
    for group in re.split(r"\n(?:[ \t]*\n)+", text):
        lines = [line.rstrip() for line in group.split("\n") if line.strip()]
        if lines:
            yield lines
