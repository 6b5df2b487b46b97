"""NITF, NewsML 1.2 and NewsML-G2: news items of agencies as XML."""

from typing import Any

from framing.reading.blocks import article_of
from framing.reading.markup import collapsed, parse_xml, passages
from framing.reading.records import Note, Record, Refusal, Source
from framing.reading.web.fragments import Parts, parts_of_element, parts_of_html

ROOTS = ("NewsML", "newsMessage", "newsItem", "packageItem", "contentSet", "inlineXML", "nitf")
_BLOCKS = frozenset("p hl1 hl2 h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th div section media media-caption "
                    "blockquote block body body.content body.head abstract hedline byline dateline lead br".split())
_SILENT = frozenset("media-reference media-metadata script style head object".split())
_MAX_SIGNATURE = 40


def read_newsml(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every text item of an agency file; pictures and packages are refused by name.

    The last line of an agency story, initials such as `ab-cd/ef`, is tagged `signature`; `hl2` are subheads. Of several
    revisions of one item the highest is kept.
    """
    tree = parse_xml(source.text)
    items = list(tree.iter("{*}newsItem", "{*}NewsItem"))
    if not items:
        return [_article(tree, "item 1")], []
    found = [_item(item, f"item {number}") for number, item in enumerate(items, start=1)]
    return _latest(found), []


def _item(item: Any, name: str) -> Record | Refusal:
    kind = (_attribute(item, "itemClass", "qcode") or "text").rpartition(":")[2]
    if kind not in ("text", "composite"):
        return Refusal(name, f"not a text ({kind})")
    return _article(item, name)


def _article(item: Any, name: str) -> Record | Refusal:
    body = _first(item, "body.content")
    parts: Parts = []
    lead = None
    if body is not None:
        parts = [(passage.text, _role(passage.tag)) for passage in passages(body, blocks=_BLOCKS, silent=_SILENT)]
        lead = _first(item, "abstract")
    else:
        parts = _xhtml(item)
    if lead is not None:
        parts = [(passage.text, "standfirst") for passage in passages(lead, blocks=_BLOCKS)] + parts
    title = _text(item, "HeadLine") or _text(item, "headline") or _text(item, "hl1") or _text(item, "title")
    if title and parts and collapsed(parts[0][0]) == title:
        parts[0] = (title, "title")
    if not parts:
        return Refusal(name, "an item without text")
    last = max((place for place, (_, role) in enumerate(parts) if role is None), default=0)
    parts[last] = _signed(*parts[last])
    return article_of(name, _metadata(item) | {"title": title}, parts)


def _signed(text: str, role: str | None) -> tuple[str, str | None]:
    initials = len(text) <= _MAX_SIGNATURE and " " not in text and ("/" in text or "-" in text) and text.islower()
    rights = len(text) <= _MAX_SIGNATURE and "©" in text
    return (text, "signature") if role is None and (initials or rights) else (text, role)


def _metadata(item: Any) -> dict[str, object]:
    provider = _attribute(item, "provider", "qcode") or ""
    return {
        "doc_id": item.get("guid") or _text(item, "PublicIdentifier") or _attribute(item, "doc-id", "id-string"),
        "date": _text(item, "versionCreated") or _text(item, "ThisRevisionCreated")
        or _attribute(item, "date.issue", "norm") or _text(item, "FirstCreated"),
        "lang": _attribute(item, "language", "tag") or _attribute(item, "Language", "FormalName")
        or item.get("{http://www.w3.org/XML/1998/namespace}lang") or item.get("baselang"),
        "author": _text(item, "by") or _text(item, "ByLine") or _text(item, "byline")
        or (_attribute(_first(item, "Creator"), "Party", "FormalName") or ""),
        "dateline": _text(item, "dateline") or _text(item, "DateLine"),
        "outlet": provider.rpartition(":")[2] or _attribute(_first(item, "Provider"), "Party", "FormalName")
        or _attribute(_first(item, "Source"), "Party", "FormalName")
        or _text(_first(item, "distributor"), "org") or _text(_first(item, "infoSource"), "name")
        or _text(_first(item, "provider"), "name"),
        "rights": _text(item, "copyrightNotice") or _text(item, "CopyrightLine"),
        "words_declared": _words(item),
        "version": item.get("version") or _text(item, "RevisionId"),
    }


def _words(item: Any) -> int | None:
    for node in item.iter("{*}Property") if item is not None else ():
        if node.get("FormalName") in ("WordCount", "Words") and (node.get("Value") or "").isdecimal():
            return int(node.get("Value")[:8])
    declared = (_attribute(item, "inlineXML", "wordcount") or "")[:8]
    return int(declared) if declared.isdecimal() else None


def _xhtml(item: Any) -> Parts:
    """Text of an item whose content is XHTML, or HTML kept as text: the longest where there are several."""
    best: Parts = []
    for node in item.iter("{*}inlineXML", "{*}DataContent", "{*}inlineData"):
        found = parts_of_element(node, loose="note")
        if len(found) == 1 and "<p" in found[0][0]:
            found = parts_of_html(found[0][0])
        if sum(len(text) for text, _ in found) > sum(len(text) for text, _ in best):
            best = found
    return best


def _role(tag: str) -> str | None:
    if tag in ("hl2", "h2", "h3", "h4", "h5"):
        return "subhead"
    if tag in ("hl1", "h1"):
        return "title"
    return "caption" if tag in ("media-caption", "media") else None


def _latest(found: list[Record | Refusal]) -> list[Record | Refusal]:
    """Of the revisions of one item keep the highest; the others are refused by name."""
    best: dict[str, tuple[int, int]] = {}
    for place, item in enumerate(found):
        if isinstance(item, Record) and item.metadata.get("doc_id"):
            key, version = _revision(item)
            best[key] = max(best.get(key, (-1, -1)), (version, place))
    kept = {place for _, place in best.values()}
    return [Refusal(item.item, f"an earlier revision of {_revision(item)[0]}")
            if isinstance(item, Record) and item.metadata.get("doc_id") and place not in kept else item
            for place, item in enumerate(found)]


def _revision(record: Record) -> tuple[str, int]:
    key, version = str(record.metadata["doc_id"]), str(record.metadata.get("version") or "0")
    number = int(version) if version.isdecimal() and len(version) < 10 else 0
    return key.removesuffix(f":{version}"), number


def _first(item: Any, name: str) -> Any:
    return next(item.iter(f"{{*}}{name}"), None) if item is not None else None


def _text(item: Any, name: str) -> str:
    node = _first(item, name)
    return collapsed(" ".join(node.itertext())) if node is not None else ""


def _attribute(item: Any, name: str, attribute: str) -> str | None:
    node = _first(item, name)
    return node.get(attribute) if node is not None else None
