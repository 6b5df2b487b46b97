"""Europresse HTML of 2014 and later: one `<article>` per document, whatever stands unclosed inside it."""

import re
from collections.abc import Iterator
from typing import Any

from framing.reading.blocks import article_of
from framing.reading.exports.europresse_header import header_fields
from framing.reading.exports.europresse_tables import looks_like_tables, read_tables
from framing.reading.markup import by_class, first, parse_html, passages, text_of
from framing.reading.outlets import outlet_fields
from framing.reading.records import Note, Record, Refusal, Source

_ARTICLE = re.compile(r"<article\b", re.IGNORECASE)
_EURO = re.compile(r'<symbol value=["\']?euro["\']?\s*/?>(?:\s*</symbol>)?', re.IGNORECASE)
_PUBLICATION = re.compile(r"""class\s*=\s*["']?DocPublicationName""")
_LABEL = re.compile(r"\W*(Illustration|Encadré|Note|Article)\(s\)(?: en relation)?\W*$", re.IGNORECASE)
_ROLES = {"illustration": "caption", "encadré": "sidebar", "note": "note", "article": "boilerplate"}
_SOCIAL = re.compile(r"""class=["'](?:twitter|socialNetworkPost)["']""")
_PROVENANCE = "Cet article est paru dans"
_NOT_HOSTED = "Ce document référence un lien"
_SECOND_COPY = "[Additional Text]:"
# Where the body of an article stands, best first; the export of a damaged article lacks the first two.
_BODIES = (f".//div[{by_class('docOcurrContainer')}]", f".//div[{by_class('DocText')}]", ".//section")


def is_europresse(source: Source) -> bool:
    """Is this an export of Europresse (or Eureka), of any generation?"""
    return _PUBLICATION.search(source.text) is not None


def read_europresse(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every document of an Europresse export.

    The standfirst, which stands outside the body, the kicker, captions, boxes and notes keep their roles. A document
    without body text is kept with its title (`extent`: `title only`, or `abstract` for a link with a teaser);
    `also_published_in` lists the outlets where Europresse found the same text.
    """
    if looks_like_tables(source.text):
        return read_tables(source)
    starts = [match.start() for match in _ARTICLE.finditer(source.text)]
    ends = [*starts[1:], len(source.text)]
    found = [_document(source.text[start:end], f"article {number}")
             for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)]
    return found or [Refusal("", "an Europresse page without an article")], []


def _document(html: str, item: str) -> Record | Refusal:
    if _SOCIAL.search(html):
        return Refusal(item, "a post of a social network, not an article")
    tree = parse_html(_EURO.sub("€", html))
    publication = first(tree, f"//span[{by_class('DocPublicationName')}]")
    if publication is None:
        return Refusal(item, "no outlet: not an article")
    lines = [passage.text for passage in passages(_broken(publication))]
    metadata: dict[str, Any] = outlet_fields(lines[0]) if lines else {}
    if len(lines) > 1:
        metadata["edition"] = " ".join(lines[1:])
    metadata |= header_fields(text_of(first(tree, f"//span[{by_class('DocHeader')}]")))
    parts = [*_heading(tree, metadata), *_body(tree, metadata), *_beside(tree)]
    metadata |= {
        "doc_id": text_of(first(tree, "//*[contains(translate(@id, 'P', 'p') , 'publiC_lblNodoc')]"
                                      f"|//*[{by_class('publiC-lblNodoc')}]")),
        "also_published_in": "; ".join(text_of(name) for name in tree.xpath(f"//*[{by_class('source-name-APD')}]")),
        "rights": text_of(first(tree, "//footer//small")),
    }
    return article_of(item, metadata, parts)


def _broken(publication: Any) -> Any:
    # A line break in the name separates outlet and edition: there it is a boundary, not a space.
    for line_break in publication.iter("br"):
        line_break.tag = "p"
    return publication


def _heading(tree: Any, metadata: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Kicker, title, subtitle and standfirst; the author and the rubric go to the metadata."""
    title = first(tree, f"//*[{by_class('titreArticleVisu')}]")
    metadata["title"] = text_of(title)
    metadata["subtitle"] = text_of(first(tree, f"//*[{by_class('rdp__subtitle')}]"))
    metadata["author"] = text_of(first(tree, f"//div[{by_class('docAuthors')}]"))
    metadata["rubric"] = text_of(first(tree, "//header/div[not(@class)]/p[not(@class)]"))
    block = first(tree, f"//div[{by_class('titreArticle')}]")
    before = "preceding-sibling" if block is None else "preceding"
    kickers = title.xpath(f"{before}::p[contains(@class, 'sm-margin-bottom')]") if title is not None else []
    metadata["kicker"] = " ".join(filter(None, map(text_of, kickers)))
    if not metadata["author"] and block is not None:
        later = block.xpath("following-sibling::div[not(@class)][1][not(//*[contains(@class, 'rdp__')])]"
                            f"|following-sibling::p[{by_class('sm-margin-bottomNews')}][1]")
        metadata["author"] = text_of(later[0]) if later else ""
    yield metadata["kicker"], "kicker"
    yield metadata["title"], "title"
    yield metadata["subtitle"], "standfirst"
    for standfirst in tree.xpath("//header/p[not(@class)]|//header/b/p"):
        yield text_of(standfirst), "standfirst"


def _body(tree: Any, metadata: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    body = next((found for path in _BODIES if (found := first(tree, path)) is not None), None)
    linked = first(tree, f"//*[{by_class('link-not-hosted')}]")
    found = [passage.text for passage in passages(body, breaks=False)] if body is not None else []
    link = next((link for link in body.iter("a") if text_of(link).startswith(_PROVENANCE)), None) \
        if body is not None else None
    if link is not None:
        metadata["url"] = link.get("href")
    if linked is not None:
        metadata["extent"] = "abstract"
    elif not found:
        metadata["extent"] = "title only"
    role: str | None = "note" if linked is not None else None
    for text in found:
        if text.startswith(_SECOND_COPY):
            # What follows is a second copy of the text, which would count twice.
            yield _SECOND_COPY, "boilerplate"
            text, role = text.removeprefix(_SECOND_COPY), "note"
        yield text, "boilerplate" if text.startswith(_NOT_HOSTED) else role


def _beside(tree: Any) -> Iterator[tuple[str, str | None]]:
    """Captions, boxes and notes under the text; their printed labels give the role and are left out."""
    for part in tree.xpath("//aside/*"):
        role = "caption"
        for passage in passages(part):
            label = _LABEL.match(passage.text)
            role = _ROLES[label[1].lower()] if label else role
            if not label:
                yield passage.text, role
