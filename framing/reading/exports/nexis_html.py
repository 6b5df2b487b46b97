"""Nexis HTML (up to 2019): `<DOC NUMBER=1>` inside comments; class names change from file to file."""

import re

from framing.reading.exports.nexis_fields import ERROR_DOCUMENT, Label, document, label_of
from framing.reading.markup import parse_html, passages
from framing.reading.records import Note, Record, Refusal, Source

_DOCUMENT = re.compile(r"<!--[^<>]{0,80}<DOC NUMBER=\d+>", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:©|\(c\)|Copyright)", re.IGNORECASE)


def is_nexis_html(source: Source) -> bool:
    """Is this a Nexis export in HTML?"""
    return _DOCUMENT.search(source.text) is not None


def read_nexis_html(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every document of a Nexis HTML export."""
    starts = list(_DOCUMENT.finditer(source.text))
    ends = [match.start() for match in starts[1:]] + [len(source.text)]
    return [_document(source.text[match.start():end], f"document {number}")
            for number, (match, end) in enumerate(zip(starts, ends, strict=True), start=1)], []


def _document(html: str, item: str) -> Record | Refusal:
    if ERROR_DOCUMENT in html:
        return Refusal(item, "the service printed an error in place of the document")
    head: list[str] = []
    body: list[str] = []
    labels: list[Label] = []
    below = False
    for line in (passage.text.strip("\u00a0 ") for passage in passages(parse_html(html))):
        label = label_of(line, capitals=True)
        if label and (not label.above or not body):
            labels.append(label)
            below = below or not label.above
        elif not labels:
            head.append(re.sub("[\u00a0 ]+", " ", line))
        elif not below and line and not _RIGHTS.match(line):
            body.append(line)
    return document(item, head, body, labels)
