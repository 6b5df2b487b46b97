"""RSS and Atom feeds: the content of an entry, else its teaser."""

from typing import Any

from framing.reading.blocks import article_of
from framing.reading.markup import local_name, parse_xml
from framing.reading.outlets import outlet_fields
from framing.reading.records import Note, Record, Refusal, Source
from framing.reading.web.fragments import parts_of_html, plain

ROOTS = ("rss", "RDF", "feed")
_FULL = ("encoded", "content")
_DATES = ("pubDate", "published", "date", "updated")
_TEASER = ("description", "summary")


def read_feed(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every entry of a feed.

    An entry with a teaser only is kept with the role `note` and `extent` `abstract`: feeds rarely hold whole texts.
    `date` is that of publication where the entry gives one, else of its last change.
    """
    tree = parse_xml(source.text)
    entries = list(tree.iter("{*}item", "{*}entry"))
    channel = next(tree.iter("{*}channel"), tree)
    outlet, lang = plain(_child(channel, "title")), _child(channel, "language")
    lang = lang or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    found = [_entry(entry, f"entry {number}", outlet, lang) for number, entry in enumerate(entries, start=1)]
    return found or [Refusal("", "a feed without an entry")], []


def _entry(entry: Any, item: str, outlet: str, lang: str | None) -> Record | Refusal:
    full = next(filter(None, (_child(entry, name) for name in _FULL)), "")
    teaser = next(filter(None, (_child(entry, name) for name in _TEASER)), "")
    parts = parts_of_html(full) or [(text, "note") for text, _ in parts_of_html(teaser)]
    author = next((node for node in entry if local_name(node) in ("creator", "author")), None)
    link = _child(entry, "link") or next((node.get("href") for node in entry if local_name(node) == "link"), None)
    metadata = {"doc_id": _child(entry, "guid") or _child(entry, "id") or link, "title": plain(_child(entry, "title")),
                "lang": lang, "url": link,
                "author": " ".join("".join(author.itertext()).split()) if author is not None else None,
                "date": next(filter(None, (_child(entry, name) for name in _DATES)), None),
                "extent": "full text" if full and parts else "abstract" if parts else "title only"}
    return article_of(item, metadata | (dict(outlet_fields(outlet)) if outlet else {}), parts)


def _child(node: Any, name: str) -> str:
    """Text of the first child of this name; Atom content may be XHTML, whose tags are kept."""
    child = next((child for child in node if local_name(child) == name), None)
    if child is None:
        return ""
    if len(child) and child.get("type") == "xhtml":
        return "".join(f"<p>{' '.join(part.itertext())}</p>" for part in child.iter("{*}p"))
    return "".join(child.itertext()).strip()
