"""A saved web page → one article, with the metadata the page declares."""

import html as entities
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from framing.reading.blocks import article_of
from framing.reading.markup import parse_html, text_of
from framing.reading.outlets import outlet_fields
from framing.reading.records import Note, Record, Refusal, Source
from framing.reading.web.extraction import article_parts, whole_page

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_TEMPLATE = re.compile(r"\{\{[^{}]{1,200}\}\}")
_PAGE = re.compile(r"<(?:head|body|script|nav)\b", re.IGNORECASE)
_KINDS = ("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting",
          "LiveBlogPosting", "RadioEpisode", "BackgroundNewsArticle", "ReviewNewsArticle", "SocialMediaPosting")
_MAX_DEPTH = 6


def read_page(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read a saved page as one article.

    Metadata come from JSON-LD, then from `article:` and `og:` properties, then from `<time>`; nothing is guessed from
    the text. The language a page declares is often that of its template: it is detected instead. A page drawn by its
    scripts, which holds template marks or no running text, is refused.
    """
    page = parse_html(source.text)
    metadata = page_metadata(page)
    saved = _SAVED_FROM.search(source.text[:2_000])
    metadata["url"] = source.url or (saved[1] if saved else None) or metadata["url"]
    parts = article_parts(page) if _PAGE.search(source.text) else whole_page(page)
    written = [(text, role) for text, role in parts if not _TEMPLATE.search(text)]
    if not any(role is None for _, role in written):
        reason = "a page drawn by its scripts: it holds no text" if _TEMPLATE.search(source.text) else \
            "a page without running text"
        return [Refusal("", reason)], []
    if not metadata.get("outlet") and metadata["url"]:
        metadata |= outlet_fields(_host(str(metadata["url"])))
    return [article_of("", metadata, written)], []


def page_metadata(page: Any) -> dict[str, Any]:
    """Title, outlet, author, date, section and address as the page declares them."""
    properties: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name and (meta.get("content") or "").strip():
            properties.setdefault(name, meta.get("content").strip())
    data = next(_linked_data(page), {})
    outlet = _name(data.get("publisher")) or properties.get("og:site_name", "")
    title = _string(data.get("headline")) or properties.get("og:title") or text_of(next(page.iter("h1"), None)) \
        or text_of(next(page.iter("title"), None))
    moment = next((node.get("datetime") for node in page.iter("time") if node.get("datetime")), None)
    canonical = next((link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"), None)
    return {"title": _without_site(entities.unescape(title or ""), outlet),
            "author": _name(data.get("author")) or properties.get("author"),
            "date": _string(data.get("datePublished")) or properties.get("article:published_time") or moment,
            "section": _string(data.get("articleSection")) or properties.get("article:section"),
            "url": canonical or properties.get("og:url"), **(outlet_fields(outlet) if outlet else {})}


def _linked_data(page: Any) -> Iterator[Mapping[str, Any]]:
    """The articles that the JSON-LD of a page describes."""
    for script in page.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            value = json.loads("".join(script.itertext()), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _objects(value, 0) if _is_article(item))


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, Mapping):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(name), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)


def _is_article(item: Mapping[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(kind in _KINDS for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str))


def _name(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_name, value[:20])))
    if isinstance(value, Mapping):
        value = value.get("name")
    return _string(value)


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return entities.unescape(value).strip() if isinstance(value, str) else ""


def _without_site(title: str, outlet: str) -> str:
    head, mark, tail = title.rpartition(" | ")
    if not mark:
        head, mark, tail = title.rpartition(" - ")
    return head.strip() if mark and outlet and tail.strip().lower() == outlet.lower() else title.strip()


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
