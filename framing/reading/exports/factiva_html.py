"""Factiva HTML, with codes (a table per article) or without (lines above the text)."""

import re
from collections.abc import Iterator
from typing import Any

from framing.reading.blocks import article_of
from framing.reading.exports.factiva_fields import ACCESSION, coded_metadata, shaped_metadata
from framing.reading.markup import first, parse_html, passages, text_of
from framing.reading.records import Note, Record, Refusal, Source

# The inner division: the outer one, which repeats the name, is missing from some exports, and the last article has
# its own outer class.
_ARTICLE = re.compile(r"""<div\b[^<>]{0,200}\bclass=["']article (\w\w)Article["'][^<>]{0,200}>""", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,4}\) ")


def is_factiva_html(source: Source) -> bool:
    """Is this a Factiva export in HTML?"""
    return _ARTICLE.search(source.text) is not None and "articleParagraph" in source.text


def read_factiva_html(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every article of a Factiva HTML export; the language is that of the article, not of the interface."""
    starts = list(_ARTICLE.finditer(source.text))
    ends = [match.start() for match in starts[1:]] + [len(source.text)]
    return [_article(source.text[match.start():end], match[1].lower(), f"article {number}")
            for number, (match, end) in enumerate(zip(starts, ends, strict=True), start=1)], []


def _article(html: str, lang: str, item: str) -> Record | Refusal:
    tree = parse_html(html)
    cells = _cells(tree)
    if cells:
        fields = {code: text_of(cell) for code, cell in cells.items()}
        metadata = coded_metadata(fields)
        parts: list[tuple[str, str | None]] = [
            (passage.text, None) for code in ("LP", "TD") if code in cells for passage in passages(cells[code])]
        if fields.get("ART"):
            parts.append((fields["ART"], "caption"))
        return _finished(item, metadata | {"lang": lang}, parts)
    title = _NUMBERED.sub("", text_of(first(tree, "//span[contains(@class, 'Headline')]")), count=1)
    lines = [_NUMBERED.sub("", passage.text, count=1) for passage in _above_the_text(tree)]
    metadata, _ = shaped_metadata(lines, title)
    accession = ACCESSION.search(text_of(tree)[-300:])
    metadata |= {"title": title, "lang": lang, "doc_id": accession[1] if accession else None}
    parts = [(text_of(paragraph), None) for paragraph in tree.xpath("//p[contains(@class, 'articleParagraph')]")]
    return _finished(item, metadata, parts)


def _finished(item: str, metadata: dict[str, Any], parts: list[tuple[str, str | None]]) -> Record | Refusal:
    if not any(text for text, _ in parts):
        metadata["extent"] = "title only"
    return article_of(item, metadata, parts)


def _cells(tree: Any) -> dict[str, Any]:
    """The table of an article with codes: code → cell."""
    found: dict[str, Any] = {}
    for row in tree.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        if len(cells) == 2 and "index" in (cells[0].get("class") or ""):
            found.setdefault(text_of(cells[0]).strip("\u00a0 "), cells[1])
    return found


def _above_the_text(tree: Any) -> Iterator[Any]:
    for passage in passages(tree):
        if "articleParagraph" in (passage.element.get("class") or ""):
            return
        yield passage
