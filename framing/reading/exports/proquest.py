"""ProQuest as text (documents between lines of underscores) and as HTML (on its own or in an e-mail)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from framing.reading.exports.proquest_fields import label_of, proquest_article
from framing.reading.markup import parse_html, passages
from framing.reading.records import Note, Record, Refusal, Source

_RULE = re.compile(r"^_{40,}[ \t]*$", re.MULTILINE)
_NUMBERING = re.compile(r"Document \d+ of \d+$")
_TRAILER = re.compile(r"\s*Contact us at:")
_ANCHOR = re.compile(r"""<a\s[^<>]{0,80}name=["']?DocID_MSTAR_\d+""", re.IGNORECASE)
# Each full text is a page of its own inside the page, sometimes with its first sign lost.
_INNER_PAGE = re.compile(r"(?:\bhtml&gt;)?</?(?:html|head|body|meta|title)\b[^<>]{0,500}>", re.IGNORECASE)
_WORD_COUNT = re.compile(r"""<text\b[^<>]{0,80}\bwordcount=["'](\d{1,7})["']""", re.IGNORECASE)


def is_proquest_text(source: Source) -> bool:
    """Is this a ProQuest export as text?"""
    return _RULE.search(source.text) is not None and re.search(
        r"^ProQuest ?document ?ID ?:", source.text, re.MULTILINE) is not None


def read_proquest_text(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every document of a ProQuest text: each line of the full text is a paragraph."""
    chunks = [chunk for chunk in _RULE.split(source.text) if chunk.strip() and not _TRAILER.match(chunk)]
    found = [_from_text(chunk, f"document {number}") for number, chunk in enumerate(chunks, start=1)]
    usual = usual_spellings(found)
    return [_usual_outlet(item, usual) if isinstance(item, Record) else item for item in found], []


def usual_spellings(found: Sequence[Record | Refusal]) -> dict[str, str]:
    """Most frequent spelling of each outlet, by its letters: the service loses and adds spaces.

    Examples
    --------
    >>> from framing.reading.exports.proquest import usual_spellings
    >>> from framing.reading.records import Record
    >>> usual_spellings([Record("", {"outlet": name}, ()) for name in ("The Fanal", "The Fa nal", "The Fanal")])
    {'TheFanal': 'The Fanal'}
    """
    counted = Counter(str(item.metadata["outlet"]) for item in found
                      if isinstance(item, Record) and "outlet" in item.metadata)
    usual: dict[str, str] = {}
    for name, _ in counted.most_common():
        usual.setdefault(name.replace(" ", ""), name)
    return usual


def _usual_outlet(record: Record, usual: dict[str, str]) -> Record:
    outlet = usual.get(str(record.metadata.get("outlet")).replace(" ", ""))
    return replace(record, metadata={**record.metadata, "outlet": outlet}) if outlet else record


def _from_text(chunk: str, item: str) -> Record | Refusal:
    title, current = "", ""
    fields: dict[str, str] = {}
    body: list[str] = []
    for line in (line.strip() for line in chunk.split("\n")):
        label = label_of(line)
        if label and (current != "fulltext" or label[0] != "section" or "publicationtitle" not in fields):
            current = label[0]
            if current == "fulltext":
                body += [label[1]] if label[1] else []
            elif label[1] or current not in fields:
                fields.setdefault(current, label[1])
        elif current == "fulltext":
            body += [line] if line else []
        elif line and not title and not current and not _NUMBERING.match(line):
            title = line
        elif line and current == "abstract":
            fields["abstract"] = f"{fields['abstract']} {line}".strip()
    return proquest_article(item, title or fields.get("title", ""), fields, body)


def is_proquest_html(source: Source) -> bool:
    """Is this a ProQuest export in HTML?"""
    return _ANCHOR.search(source.text) is not None


def read_proquest_html(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every document of a ProQuest page, whatever is not closed between them."""
    starts = [match.start() for match in _ANCHOR.finditer(source.text)]
    ends = [*starts[1:], len(source.text)]
    return [_from_html(source.text[start:end], f"document {number}")
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)], []


def _from_html(html: str, item: str) -> Record | Refusal:
    title, current = "", ""
    fields: dict[str, str] = {}
    body: list[str] = []
    for passage in passages(parse_html(_INNER_PAGE.sub("", html))):
        label = label_of(passage.text) if passage.element.find(".//strong") is not None else None
        if label:
            current = label[0]
            if current == "fulltext":
                body += [label[1]] if label[1] else []
            else:
                fields.setdefault(current, label[1])
        elif current == "fulltext":
            body.append(passage.text)
        elif not title and not current:
            title = passage.text
        elif current == "abstract" and not fields["abstract"]:
            fields["abstract"] = passage.text
    words = _WORD_COUNT.search(html)
    return proquest_article(item, title, fields, body, int(words[1]) if words else None)
