"""Europresse HTML up to 2013: tables, with empty `<p></p>` between the paragraphs."""

import re

from framing.reading.blocks import article_of
from framing.reading.exports.europresse_header import header_fields
from framing.reading.markup import collapsed, first, parse_html, text_of
from framing.reading.outlets import outlet_fields
from framing.reading.records import Note, Record, Refusal, Source

_DOCUMENT = re.compile(r"""<span class=["']?DocPublicationName\b""")
_TITLE = re.compile(r"""<span class=["']?TitreArticleVisu["']?>""")
_SPAN = re.compile(r"<(/?)span\b[^>]{0,500}>", re.IGNORECASE)
_GAP = re.compile(r"<p>\s*</p>", re.IGNORECASE)
_AUTHOR = re.compile(r"(?:\s*<br ?/?>)*([^<]{1,200})<br ?/?>\s*<p>\s*</p>", re.IGNORECASE)
_RIGHTS = re.compile(r"<b>\s*<i>\s*©", re.IGNORECASE)
_NUMBER = re.compile(r"Numéro de document : ?([^<\s]+)")


def looks_like_tables(html: str) -> bool:
    """Is this the oldest generation: documents, but no `<article>` around them?"""
    return _TITLE.search(html) is not None and not re.search(r"<article\b", html, re.IGNORECASE)


def read_tables(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every document of an export of the oldest generation."""
    starts = [match.start() for match in _DOCUMENT.finditer(source.text)]
    ends = [*starts[1:], len(source.text)]
    return [_document(source.text[start:end], f"article {number}")
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)], []


def _document(html: str, item: str) -> Record | Refusal:
    opening = _TITLE.search(html)
    if opening is None:
        return Refusal(item, "no title")
    title_end = _closing(html, opening.end())
    above = parse_html(html[:opening.start()])
    metadata: dict[str, object] = dict(outlet_fields(text_of(first(above, "//span[@class='DocPublicationName']"))))
    headers = above.xpath("//span[@class='DocHeader']")
    metadata |= header_fields("".join(header.text_content() for header in headers))
    subtitle = collapsed(headers[-1].xpath("string(following-sibling::text()[last()])")) if headers else ""
    metadata["title"] = text_of(parse_html(html[opening.start():title_end]))
    rest = html[title_end:]
    author = _AUTHOR.match(rest)
    if author:
        metadata["author"] = collapsed(author[1])
        rest = rest[author.end():]
    rights = _RIGHTS.search(rest)
    number = _NUMBER.search(rest)
    metadata["doc_id"] = number[1] if number else None
    metadata |= {"subtitle": subtitle, "rights": text_of(parse_html(rest[rights.start():].partition("<p>")[0]))
                 if rights else None}
    end = rights.start() if rights else number.start() if number else len(rest)
    paragraphs = [text_of(parse_html(part)) for part in _GAP.split(rest[:end]) if part.strip()]
    return article_of(item, metadata, [(str(metadata["title"]), "title"), (subtitle, "standfirst"),
                                       *((text, None) for text in paragraphs)])


def _closing(html: str, place: int) -> int:
    """End of the title: highlighted words inside it are spans too."""
    depth = 1
    for match in _SPAN.finditer(html, place):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(html)
