"""JSON of news services: Event Registry, Guardian, New York Times, NewsAPI, GDELT, JSON Feed.

Several of them give no full text. What they give is kept with the role `note`, which measures leave out, and the
column `extent` says what it is: `full text`, `truncated`, `abstract` or `title only`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from framing.reading.blocks import article_of
from framing.reading.json_lines import json_items, json_table
from framing.reading.outlets import outlet_fields
from framing.reading.records import Note, Record, Refusal, Source
from framing.reading.tables import table_reader
from framing.reading.web.fragments import Parts, parts_of_html, parts_of_text, plain

_CUT = re.compile(r"\s*…?\s*\[\+\d+ chars\]\s*$")
_OWN_TEXTS = ("text", "texte", "body", "maintext")
Item = Mapping[str, Any]
Article = tuple[dict[str, Any], Parts]


class Service(NamedTuple):
    """A news service: a word only its answers hold, where the articles stand in them, how one is read."""

    sign: re.Pattern[str]
    path: tuple[str, ...]
    read: Callable[[Item], Article]


def at(item: Any, *path: str) -> Any:
    """Value at a path of keys; `None` where it leads nowhere."""
    for key in path:
        item = item.get(key) if isinstance(item, Mapping) else None
    return item


def words_of(value: Any) -> int | None:
    """A declared number of words."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 8 else None


def service_reader(service: Service) -> Callable[[Source], tuple[list[Record | Refusal], list[Note]]]:
    """Make a reader of the answers of one service; JSON of another shape is read as a table."""
    def read(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
        items = articles_at(json_items(source.text), service.path)
        if items is None or _have_texts(items, service):
            return table_reader(json_table)(source)
        found: list[Record | Refusal] = []
        for number, item in enumerate(items, start=1):
            name = f"article {number}"
            if isinstance(item, Refusal) or not isinstance(item, Mapping):
                reason = item.reason if isinstance(item, Refusal) else f"not an object but {type(item).__name__}"
                found.append(Refusal(name, reason))
            else:
                metadata, parts = service.read(item)
                found.append(article_of(name, {key: scalar(value) for key, value in metadata.items()}, parts))
        return found or [Refusal("", "an answer without an article")], []
    return read


def _have_texts(items: list[Any], service: Service) -> bool:
    # Somebody's own table may carry the fields of a service beside a text of its own.
    own = any(isinstance(item.get(name), str) for item in items[:20] if isinstance(item, Mapping)
              for name in _OWN_TEXTS)
    return own and service.read is not event_registry


def articles_at(items: list[tuple[int, Any]], path: tuple[str, ...]) -> list[Any] | None:
    """Articles of one answer, of several lines of answers, or of a bare list; `None` for another shape."""
    nested = [at(item, *path) for _, item in items]
    if nested and all(isinstance(part, list) for part in nested):
        return [article for part in nested for article in part]
    if any(isinstance(item, Mapping) and path[0] in item for _, item in items):
        return None
    return [item for _, item in items]


def scalar(value: Any) -> Any:
    """A value of a column: text or nothing; lists and objects are no metadata here."""
    return value if isinstance(value, str | int | bool) or value is None else None


def event_registry(item: Item) -> Article:
    """An article of Event Registry: full text, with the service's own mark of duplicates."""
    authors = item.get("authors")
    names = [str(at(author, "name")) for author in authors if at(author, "name")] if isinstance(authors, list) else []
    metadata = {"doc_id": item.get("uri"), "title": plain(item.get("title")), "lang": item.get("lang"),
                "date": item.get("dateTimePub") or item.get("dateTime") or item.get("date"), "url": item.get("url"),
                "author": "; ".join(names), "is_duplicate": item.get("isDuplicate"), "event": item.get("eventUri"),
                **outlet_fields(str(at(item, "source", "title") or at(item, "source", "uri") or "")),
                "extent": "full text" if item.get("body") else "title only"}
    body = item.get("body")
    return metadata, parts_of_text(body) if isinstance(body, str) else []


def guardian(item: Item) -> Article:
    """An article of the Guardian's service: the HTML body; `bodyText` has lost the paragraphs."""
    body, flat = at(item, "fields", "body"), at(item, "fields", "bodyText")
    parts = parts_of_html(body) if isinstance(body, str) else parts_of_text(flat) if isinstance(flat, str) else []
    teaser = plain(at(item, "fields", "trailText"))
    metadata = {"doc_id": item.get("id"), "title": plain(item.get("webTitle")), "url": item.get("webUrl"),
                "date": item.get("webPublicationDate"), "section": item.get("sectionName"),
                "outlet": "The Guardian", "source_raw": at(item, "fields", "publication") or "theguardian.com",
                "medium": "web", "author": plain(at(item, "fields", "byline")), "lang": at(item, "fields", "lang"),
                "words_declared": words_of(at(item, "fields", "wordcount")), "teaser": teaser,
                "extent": "full text" if parts else "title only"}
    return metadata, parts


def new_york_times(item: Item) -> Article:
    """A document of the New York Times: abstract, snippet and first paragraph; never the text."""
    given = [plain(item.get(name)) for name in ("abstract", "lead_paragraph", "snippet")]
    distinct = list(dict.fromkeys(filter(None, given)))
    metadata = {"doc_id": item.get("_id") or item.get("uri"), "title": plain(at(item, "headline", "main")),
                "print_title": at(item, "headline", "print_headline"), "date": item.get("pub_date"),
                "outlet": item.get("source") or "The New York Times", "section": item.get("section_name"),
                "author": re.sub(r"^By ", "", plain(at(item, "byline", "original"))), "url": item.get("web_url"),
                "pages": item.get("print_page"), "words_declared": words_of(item.get("word_count")), "lang": "en",
                "extent": "abstract" if distinct else "title only"}
    return metadata, [(text, "note") for text in distinct]


def news_api(item: Item) -> Article:
    """An article of NewsAPI: its content is cut after some 200 letters."""
    given = item.get("content")
    content = given if isinstance(given, str) else ""
    whole = bool(content) and not _CUT.search(content)
    text = _CUT.sub("", content) or plain(item.get("description"))
    outlet = str(at(item, "source", "name") or "")
    extent = "full text" if whole else "truncated" if content else "abstract" if text else "title only"
    metadata = {"title": plain(item.get("title")).removesuffix(f" - {outlet}"), "author": item.get("author"),
                "date": item.get("publishedAt"), "url": item.get("url"), "extent": extent, **outlet_fields(outlet)}
    return metadata, [(part, role if whole else "note") for part, role in parts_of_html(text)]


def gdelt(item: Item) -> Article:
    """A row of GDELT: a title and an address."""
    metadata = {"title": plain(item.get("title")), "date": item.get("seendate"), "url": item.get("url"),
                "outlet": item.get("domain"), "lang": item.get("language"), "country": item.get("sourcecountry"),
                "extent": "title only"}
    return metadata, []


def json_feed(item: Item) -> Article:
    """An entry of a JSON Feed: its content, else its summary."""
    content = item.get("content_html") or item.get("content_text")
    text = content if isinstance(content, str) else item.get("summary")
    parts = parts_of_html(text) if isinstance(text, str) else []
    full = isinstance(content, str) and bool(parts)
    metadata = {"doc_id": item.get("id"), "title": plain(item.get("title")), "url": item.get("url"),
                "date": item.get("date_published"), "author": at(item, "author", "name"),
                "lang": item.get("language"), "extent": "full text" if full else "abstract" if parts else "title only"}
    return metadata, [(part, role if full else "note") for part, role in parts]


SERVICES = {
    "event registry": Service(re.compile(r'"(?:dateTimePub|isDuplicate)"'), ("articles", "results"), event_registry),
    "guardian": Service(re.compile(r'"webPublicationDate"'), ("response", "results"), guardian),
    "new york times": Service(re.compile(r'"(?:print_headline|lead_paragraph)"'), ("response", "docs"),
                              new_york_times),
    "newsapi": Service(re.compile(r'"urlToImage"'), ("articles",), news_api),
    "gdelt": Service(re.compile(r'"seendate"'), ("articles",), gdelt),
    "json feed": Service(re.compile(r"jsonfeed\.org\\?/version"), ("items",), json_feed),
}
