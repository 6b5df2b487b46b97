"""Factiva as text: saved by a browser (`*HD*`), pasted or mailed (`HD`), or as RTF without codes."""

import re
from collections.abc import Iterator, Sequence

from framing.reading.blocks import article_of
from framing.reading.exports.factiva_fields import ACCESSION, CODES, coded_metadata, shaped_metadata
from framing.reading.records import Note, Record, Refusal, Source

_CODES = "|".join(CODES)
_SAVED = re.compile(rf"\*({_CODES})\*[ \u00a0]*(?:\t(.*))?$")
_PASTED = re.compile(rf"({_CODES})[ \u00a0]*(?:\t(.*))?$")
_HIT = re.compile(r"\*([^*]{1,300})\*")
_WRAPPED = re.compile(r"(?<=\w)([-/])\n(?=\w)")
_SIGN = re.compile(r"^\*?(?:HD|SN|PD)\*?[ \u00a0]*\t.*\n(?:.*\n){0,30}?\*?(?:LP|TD)\*?[ \u00a0\t]*$", re.MULTILINE)
_FOOTER = re.compile(r"^(?:©|\(c\)|copyright).{0,20}Factiva", re.IGNORECASE)


def is_factiva_text(source: Source) -> bool:
    """Is this a Factiva export as text, with codes?"""
    return _SIGN.search(source.text[:20_000]) is not None


def read_factiva_text(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every article of a Factiva text: lines are joined, the marks around search hits taken off."""
    text = source.text
    saved = re.search(r"^\*HD\*", text, re.MULTILINE) is not None
    found = [_article(fields, f"article {number}", saved)
             for number, fields in enumerate(_articles(text.split("\n"), _SAVED if saved else _PASTED), start=1)]
    return found or [Refusal("", "a Factiva text without an article")], []


def _articles(lines: Sequence[str], pattern: re.Pattern[str]) -> Iterator[dict[str, list[str]]]:
    """Yield the fields of each article as lines; the accession number ends one."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = pattern.match(line)
        if match:
            if "AN" in fields or (match[1] in fields and match[1] in ("HD", "SN", "PD")):
                yield fields
                fields = {}
            code = match[1]
            fields.setdefault(code, [])
            if (match[2] or "").strip():
                fields[code].append(match[2])
        elif code and not _FOOTER.match(line):
            fields[code].append(line)
    if "HD" in fields or "LP" in fields:
        yield fields


def _article(fields: dict[str, list[str]], item: str, saved: bool) -> Record | Refusal:
    values = {code: _plain(_joined("\n".join(line.strip() for line in lines if line.strip())), saved)
              for code, lines in fields.items() if code not in ("LP", "TD")}
    parts = [(_plain(paragraph, saved), None) for code in ("LP", "TD")
             for paragraph in _paragraphs(fields.get(code, []))]
    metadata = coded_metadata(values)
    if not parts:
        metadata["extent"] = "title only"
    return article_of(item, metadata, parts)


def _paragraphs(lines: Sequence[str]) -> list[str]:
    joined = re.split(r"\n(?:[ \t\u00a0]*\n)+", "\n".join(line.rstrip() for line in lines).strip())
    return [_joined(part) for part in joined if part.strip()]


def _joined(text: str) -> str:
    # Browsers cut lines after a hyphen or a slash too: there nothing stood between.
    return _WRAPPED.sub(r"\1", text).replace("\n", " ")


def _plain(text: str, saved: bool) -> str:
    return _HIT.sub(r"\1", text) if saved else text


def is_factiva_pages(paragraphs: Sequence[str]) -> bool:
    """Are these the paragraphs of a Factiva RTF: articles that end with their accession number?"""
    return any(ACCESSION.fullmatch(paragraph.strip()) for paragraph in paragraphs)


def read_factiva_pages(paragraphs: Sequence[str]) -> list[Record | Refusal]:
    """Read the articles of a Factiva RTF; the search summary at the end is not one."""
    found: list[Record | Refusal] = []
    lines: list[str] = []
    for paragraph in filter(None, map(str.strip, paragraphs)):
        accession = ACCESSION.fullmatch(paragraph)
        if not accession:
            lines.append(paragraph)
            continue
        item = f"article {len(found) + 1}"
        # Above the words stand section, title, author: where nothing marks the title, the first line is taken.
        metadata, n_header = shaped_metadata(lines, lines[0] if lines else "")
        found.append(article_of(item, metadata | {"doc_id": accession[1]}, [(text, None) for text in lines[n_header:]])
                     if n_header else Refusal(item, "no line of words above the text"))
        lines = []
    return found
