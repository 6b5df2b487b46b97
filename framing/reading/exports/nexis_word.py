"""Nexis Uni (2019 and later) as DOCX or RTF: title, source, date, labels, `Body` … `End of Document`."""

from collections.abc import Sequence

from framing.reading.exports.nexis_fields import Label, date_fields, is_date_line, label_of, labelled
from framing.reading.outlets import outlet_fields
from framing.reading.records import Record, Refusal

_END = "End of Document"
_BODY = ("Body", "Corps", "Volltext", "Text")
_AFTER = ("Classification", "Graphic", "Correction-Date", "Klassifizierung")
_COPYRIGHT = ("©", "(c)", "copyright")


def is_nexis_pages(paragraphs: Sequence[str]) -> bool:
    """Are these the paragraphs of a Nexis Uni export?"""
    stripped = [paragraph.strip() for paragraph in paragraphs]
    return _END in stripped and any(label_of(line, capitals=False) for line in stripped)


def read_nexis_pages(paragraphs: Sequence[str]) -> list[Record | Refusal]:
    """Read the articles of a Nexis Uni export; the cover, with the list of documents, is not one."""
    found: list[Record | Refusal] = []
    lines: list[str] = []
    for line in filter(None, (paragraph.strip() for paragraph in paragraphs)):
        if line == _END:
            found.append(_document(lines, f"document {len(found) + 1}"))
            lines = []
        else:
            lines.append(line)
    return found


def _document(lines: Sequence[str], item: str) -> Record | Refusal:
    body = next((number for number, line in enumerate(lines) if line in _BODY), None)
    above = lines[:body] if body is not None else lines
    # The cover stands before the first article: the date nearest to the text is the article's.
    dated = [number for number, line in enumerate(above) if number > 1 and is_date_line(line)]
    if not dated:
        return Refusal(item, "no date line between title and text")
    place = dated[-1]
    metadata: dict[str, object] = {**outlet_fields(lines[place - 1]), **date_fields(lines[place])}
    metadata["title"] = lines[place - 2]
    labels: list[Label] = []
    for line in above[place + 1:]:
        label = label_of(line, capitals=False)
        if label:
            labels.append(label)
        elif line.lower().startswith(_COPYRIGHT):
            metadata["rights"] = line
        elif labels:
            labels[-1] = Label(labels[-1].field, f"{labels[-1].value} {line}".strip(), labels[-1].above)
    text, below = _split(lines[body + 1:] if body is not None else [])
    return labelled(item, metadata, text, [*labels, *below])


def _split(lines: Sequence[str]) -> tuple[list[str], list[Label]]:
    """Text of the article, and the labelled lines of its classification."""
    text: list[str] = []
    labels: list[Label] = []
    section = ""
    for line in lines:
        label = label_of(line, capitals=False)
        if line in _AFTER or (label and not label.above):
            section = line if line in _AFTER else section or "Classification"
        if label and section:
            labels.append(label)
        elif section == "Graphic" and line not in _AFTER:
            labels.append(Label("caption", line, False))
        elif not section:
            text.append(line)
    return _without_abstract(text), labels


def _without_abstract(text: list[str]) -> list[str]:
    # An abstract repeats the beginning of the full text that follows it.
    return text[text.index("FULL TEXT") + 1:] if text[:1] == ["ABSTRACT"] and "FULL TEXT" in text else text
