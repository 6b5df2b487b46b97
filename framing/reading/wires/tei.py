"""TEI documents, and the XML that TXM imports (XTZ): one `<text>` with its metadata as attributes."""

import html
import re
from typing import Any

from framing.reading.blocks import article_of, blocks_of
from framing.reading.headers import canonical_columns
from framing.reading.markup import collapsed, parse_xml, passages
from framing.reading.outlets import outlet_fields
from framing.reading.records import Note, Record, Refusal, Source

_BLOCKS = frozenset("p head ab l lg div div1 div2 item list quote body text front back figure figDesc".split())
_SILENT = frozenset("note fw teiHeader pb bibl".split())
_OPENING = re.compile(r"<text\b((?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,4000})>")
_ATTRIBUTE = re.compile(r"([\w.:-]{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_BREAK = re.compile(r"<lb\b[^<>]{0,200}/?>|</(?:p|head|div)>")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_FIELDS = ("title", "outlet", "date", "lang", "author", "section", "url")


def read_tei(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every `TEI` of a document: its header gives the metadata, notes and page breaks are left out."""
    tree = parse_xml(source.text)
    texts = list(tree.iter("{*}TEI", "{*}TEI.2")) or [tree]
    several = len(texts) > 1
    return [_document(node, f"text {number}" if several else "") for number, node in enumerate(texts, start=1)], []


def _document(tree: Any, item: str) -> Record | Refusal:
    for line in tree.iter("{*}lb", "{*}cb", "{*}milestone"):
        if line.get("break") != "no":
            line.tail = " " + (line.tail or "")
    title = _text(tree, ".//{*}titleStmt/{*}title")
    outlet = next((node for node in tree.iterfind(".//{*}sourceDesc//{*}title") if node.get("level") == "j"), None)
    date = next((node.get("when") for path in (".//{*}sourceDesc//{*}date", ".//{*}publicationStmt/{*}date",
                                               ".//{*}date") for node in tree.iterfind(path) if node.get("when")), None)
    language = tree.find(".//{*}langUsage/{*}language")
    body = tree.find(".//{*}text/{*}body")
    parts: list[tuple[str, str | None]] = []
    for passage in passages(body, blocks=_BLOCKS, silent=_SILENT) if body is not None else ():
        role = "caption" if passage.tag == "figDesc" else "subhead" if passage.tag == "head" else None
        parts.append((passage.text, "title" if role == "subhead" and not parts else role))
    metadata = {"title": title, "author": _text(tree, ".//{*}titleStmt/{*}author"), "date": date,
                "doc_id": tree.get("{http://www.w3.org/XML/1998/namespace}id"),
                "lang": language.get("ident") if language is not None else None,
                **(outlet_fields(collapsed(" ".join(outlet.itertext()))) if outlet is not None else {})}
    return article_of(item, metadata, parts) if any(role is None for _, role in parts) \
        else Refusal(item, "a TEI document without paragraphs")


def _text(tree: Any, path: str) -> str:
    node = tree.find(path)
    return collapsed(" ".join(node.itertext())) if node is not None else ""


def read_txm(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every `<text …>` of a TXM file; titles may hold raw tags, so it is not asked to be well-formed."""
    starts = list(_OPENING.finditer(source.text))
    ends = [match.start() for match in starts[1:]] + [len(source.text)]
    found = [_txm_text(match[1], source.text[match.end():end], f"text {number}" if len(starts) > 1 else "")
             for number, (match, end) in enumerate(zip(starts, ends, strict=True), start=1)]
    return found or [Refusal("", "a TXM file without a <text>")], []


def _txm_text(attributes: str, text: str, item: str) -> Record | Refusal:
    pairs = [(name, html.unescape(double or single)) for name, double, single in _ATTRIBUTE.findall(attributes)]
    given = {name: _TAG.sub("", value) for name, value in pairs}
    # EuroParser writes the outlet twice: with its issue number, and clean.
    clean = given.pop("journalClean", "")
    names = canonical_columns(list(given), fields=_FIELDS)
    metadata: dict[str, object] = dict(zip(names, given.values(), strict=True))
    identifier = next((given[name] for name in ("id", "identifiant") if given.get(name)), None)
    if metadata.get("outlet"):
        metadata |= outlet_fields(str(metadata["outlet"]))
    if clean:
        metadata["outlet"] = clean
    if re.match(r"\d{4} \d{1,2} \d{1,2}T", str(metadata.get("date", ""))):
        metadata["date"] = str(metadata["date"]).replace(" ", "-")
    body = html.unescape(_TAG.sub("", _BREAK.sub("\n\n", text.partition("</text>")[0])))
    parts = [(collapsed(block.text), None) for block in blocks_of(body)[0]]
    return article_of(item, metadata | {"doc_id": identifier}, parts) if parts else Refusal(item, "no text")
