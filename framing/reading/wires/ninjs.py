"""ninjs: news items of agencies as JSON, flat (1.x) or with lists of headlines and bodies (2.x, 3.x)."""

import re
from collections.abc import Iterator
from typing import Any

from framing.reading.blocks import article_of
from framing.reading.json_lines import json_items
from framing.reading.markup import parse_html
from framing.reading.records import Note, Record, Refusal, Source
from framing.reading.web.fragments import Parts, parts_of_element, parts_of_text, plain
from framing.reading.web.services import Item, at, scalar

_SIGN = re.compile(r'"version[cC]reated"\s*:|"bodies"\s*:\s*\[')
_URI = re.compile(r'"uri"\s*:')


def is_ninjs(source: Source) -> bool:
    """Is this JSON in the vocabulary of ninjs?"""
    head = source.text[:200_000]
    return head.lstrip()[:1] in ("{", "[") and _SIGN.search(head) is not None and _URI.search(head) is not None


def read_ninjs(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every text item: of several bodies, which are the same text, the one with paragraphs is taken."""
    found: list[Record | Refusal] = []
    for number, item in json_items(source.text):
        name = f"item {number}"
        if not isinstance(item, dict):
            found.append(item if isinstance(item, Refusal) else Refusal(name, "not an object"))
        elif item.get("type") in ("picture", "video", "audio", "graphic"):
            found.append(Refusal(name, f"not a text ({item['type']})"))
        else:
            found.append(_article(name, item))
    return found, []


def _article(name: str, item: Item) -> Record | Refusal:
    body = _body(item)
    extent = "full text"
    if not body:
        body = [(text, "note") for text in _values(item, "descriptions", "description")]
        extent = "abstract" if body else "title only"
    metadata = {"doc_id": item.get("uri"), "title": next(iter(_values(item, "headlines", "headline")), ""),
                "date": item.get("versionCreated") or item.get("versioncreated"), "lang": item.get("language"),
                "author": plain(item.get("by") or item.get("byline")),
                "outlet": item.get("copyrightHolder") or item.get("copyrightholder") or at(item, "infoSource", "name"),
                "located": item.get("located"), "rights": item.get("copyrightNotice") or item.get("copyrightnotice"),
                "extent": extent}
    return article_of(name, {key: scalar(value) for key, value in metadata.items()}, body)


def _values(item: Item, several: str, one: str) -> list[str]:
    listed = item.get(several)
    values = [at(part, "value") for part in listed] if isinstance(listed, list) else [item.get(one)]
    return list(filter(None, map(plain, values)))


def _body(item: Item) -> Parts:
    best: Parts = []
    for text, markup in sorted(_bodies(item), key=lambda body: not body[1]):
        parts = parts_of_element(parse_html(text), loose="note") if markup else parts_of_text(text)
        if len(parts) > len(best):
            best = parts
        if best and markup:
            break
    return best


def _bodies(item: Item) -> Iterator[tuple[str, bool]]:
    """Each body and whether it is marked up."""
    listed: Any = item.get("bodies")
    for body in listed if isinstance(listed, list) else []:
        value = at(body, "value")
        kind = str(at(body, "contentType") or at(body, "contenttype") or at(body, "role") or "")
        if isinstance(value, str):
            yield value, "html" in kind or "xml" in kind
    for name, value in item.items():
        if str(name).startswith("body_") and isinstance(value, str):
            yield value, "html" in str(name)
