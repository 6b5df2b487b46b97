"""WARC archives of crawls (CC-News): each page that was answered, in the order of the crawl."""

import re
from collections.abc import Iterator
from dataclasses import replace

from framing.reading.archives import gunzipped
from framing.reading.decoding import decode
from framing.reading.records import Note, Record, Refusal, Source
from framing.reading.web.pages import read_page

_MAX_HEADERS = 64_000


def is_warc(data: bytes) -> bool:
    """Is this a WARC archive?"""
    return data.startswith(b"WARC/")


def read_warc(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every HTML page of a WARC; the time of the crawl is not that of publication and stays apart.

    Requests, crawl information and answers that are no pages are not articles: they are counted in notes. A page
    without running text is refused by its address.
    """
    found: list[Record | Refusal] = []
    others: dict[str, int] = {}
    for number, (headers, content) in enumerate(_records(source.data), start=1):
        kind = headers.get("warc-type", "")
        if kind not in ("response", "resource"):
            others[kind or "record without type"] = others.get(kind or "record without type", 0) + 1
            continue
        status, http, body = _answer(content) if kind == "response" else (200, {}, content)
        media = http.get("content-type", headers.get("content-type", "")).lower()
        if status != 200 or "html" not in media:
            name = f"answer {status}" if status != 200 else "answer that is no page"
            others[name] = others.get(name, 0) + 1
            continue
        found.append(_page(source, headers, http, body, f"record {number}"))
    notes = [Note(f"not read: {name}", count) for name, count in others.items()]
    return found or [Refusal("", "a WARC without a page")], notes


def _page(source: Source, headers: dict[str, str], http: dict[str, str], body: bytes, item: str) -> Record | Refusal:
    url = headers.get("warc-target-uri", "").strip("<>")
    item = url or item
    try:
        if "chunked" in http.get("transfer-encoding", "").lower():
            body = _dechunked(body)
        if body.startswith(b"\x1f\x8b"):
            body = gunzipped(body)
        article = read_page(Source(source.name, b"", decode(body).text.replace("\r\n", "\n"), url))[0][0]
    except ValueError as error:
        return Refusal(item, str(error).partition(": ")[2] or str(error))
    if isinstance(article, Refusal):
        return Refusal(item, article.reason)
    crawled = headers.get("warc-date")
    return replace(article, item=item, metadata={**article.metadata, "doc_id": item, "crawled": crawled})


def _records(data: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    place = 0
    while (place := data.find(b"WARC/", place)) >= 0:
        end = _end_of_headers(data, place)
        headers = _headers(data[place:end])
        length = headers.get("content-length", "")
        size = int(length) if length.isdecimal() and len(length) < 12 else 0
        yield headers, data[end:end + size]
        place = end + size


def _end_of_headers(data: bytes, start: int) -> int:
    last = min(start + _MAX_HEADERS, len(data))
    return min((place + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if (place := data.find(mark, start, last)) >= 0),
               default=last)


def _headers(head: bytes) -> dict[str, str]:
    lines = re.split(r"\r?\n", head.decode("utf-8", errors="replace"))
    pairs = (line.partition(":") for line in lines[1:] if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _answer(content: bytes) -> tuple[int, dict[str, str], bytes]:
    end = _end_of_headers(content, 0)
    match = re.match(rb"HTTP/[\d.]{1,4} (\d{3})", content)
    return int(match[1]) if match else 0, _headers(content[:end]), content[end:]


def _dechunked(body: bytes) -> bytes:
    parts, place = [], 0
    while match := re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n").match(body, place):
        size = int(match[1], 16)
        if not size:
            break
        parts.append(body[match.end():match.end() + size])
        place = match.end() + size
    return b"".join(parts) or body
