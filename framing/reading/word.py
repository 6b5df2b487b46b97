"""DOCX → paragraphs: text, style, and where they stand. Deleted text and duplicated fallbacks are left out."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from framing.reading.archives import member_bytes, open_archive
from framing.reading.blocks import article_of
from framing.reading.exports.factiva_text import is_factiva_pages, read_factiva_pages
from framing.reading.exports.nexis_word import is_nexis_pages, read_nexis_pages
from framing.reading.markup import local_name, parse_xml
from framing.reading.records import Note, Record, Refusal, Source
from framing.reading.rich_text import is_rich_text, rich_text_paragraphs

_NEXIS = b"End of Document"
_ACCESSION = re.compile(rb"(?:Document|Dokument) [A-Za-z]{2,12}\d{12}")
_DOCUMENT = "word/document.xml"
_HEADINGS = ("heading", "titre", "überschrift")
_MIN_LETTERS = 60
Found = tuple[list[Record | Refusal], list[Note]]


class Paragraph(NamedTuple):
    """A paragraph of a word processor: its text, the name of its style, whether it stands in a table or box."""

    text: str
    style: str = ""
    aside: bool = False


def is_word(source: Source) -> bool:
    """Is this a Word document (DOCX)?"""
    if not source.data.startswith(b"PK\x03\x04"):
        return False
    try:
        return _DOCUMENT in open_archive(source.data).namelist()
    except ValueError:
        return False


def is_nexis_word(source: Source) -> bool:
    """Is this a Word document that Nexis Uni wrote?"""
    return is_word(source) and _NEXIS in member_bytes(open_archive(source.data), _DOCUMENT)


def is_nexis_rich_text(source: Source) -> bool:
    """Is this an RTF document that Nexis Uni wrote?"""
    return is_rich_text(source.data) and _NEXIS in source.data


def is_factiva_rich_text(source: Source) -> bool:
    """Is this an RTF document that Factiva wrote?"""
    return is_rich_text(source.data) and _ACCESSION.search(source.data) is not None


def read_word(source: Source) -> Found:
    """Read a DOCX: an export of Nexis Uni, of Factiva, or one article.

    In a document of one article the title is the paragraph styled so, headings are subheads, tables and text boxes
    are sidebars.
    """
    paragraphs = list(word_paragraphs(source.data))
    return _read([paragraph.text for paragraph in paragraphs], paragraphs)


def read_rich_text(source: Source) -> Found:
    """Read an RTF document: an export of Factiva, of Nexis Uni, or one article."""
    texts = rich_text_paragraphs(source.data)
    return _read(texts, [Paragraph(text) for text in texts])


def _read(texts: list[str], paragraphs: list[Paragraph]) -> Found:
    if is_nexis_pages(texts):
        return read_nexis_pages(texts), []
    if is_factiva_pages(texts):
        return read_factiva_pages(texts), []
    parts = [(paragraph.text, _role(paragraph)) for paragraph in paragraphs]
    title = next((text for text, role in parts if role == "title"), None)
    if len(parts) == 1 and len(parts[0][0]) < _MIN_LETTERS:
        return [Refusal("", "a single short line, no article")], []
    item = article_of("", {"title": title}, parts)
    if isinstance(item, Record) and title is None:
        item = Record(item.item, item.metadata, item.blocks, item.notes)
    return [item], []


def _role(paragraph: Paragraph) -> str | None:
    style = paragraph.style.lower()
    if paragraph.aside:
        return "sidebar"
    if style in ("title", "titel") or style.endswith(("heading1", "titre1")) or style == "titre":
        return "title"
    if style in ("subtitle", "sous-titre", "soustitre"):
        return "standfirst"
    if style.startswith(_HEADINGS):
        return "subhead"
    return "caption" if style in ("caption", "légende") else None


def word_paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Yield the paragraphs of a DOCX in document order, each once, those of tables and boxes included."""
    text = member_bytes(open_archive(data), _DOCUMENT).decode("utf-8", errors="replace")
    tree = parse_xml(text)
    for node in tree.iter("{*}p"):
        if not _is_word(node) or any(local_name(outer) == "Fallback" for outer in node.iterancestors()):
            continue
        aside = any(local_name(outer) in ("tc", "txbxContent") for outer in node.iterancestors())
        style = node.find("{*}pPr/{*}pStyle")
        name = "" if style is None else next((value for key, value in style.items() if key.endswith("}val")), "")
        yield Paragraph("".join(_runs(node)).strip(), name, aside)


def _is_word(node: Any) -> bool:
    return "wordprocessingml" in str(node.tag)


def _runs(paragraph: Any) -> Iterator[str]:
    """Text of a paragraph, without that of the text boxes anchored in it."""
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        name = local_name(node)
        if name == "t":
            yield node.text or ""
        elif name == "tab":
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in ("txbxContent", "del", "Fallback", "pPr", "rPr", "instrText"):
            waiting.extend(reversed(node))
