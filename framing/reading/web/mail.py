"""Saved mail and MHTML → the page or text inside. Addresses of sender and recipient are not kept."""

import email
import email.message
import re
from typing import Any

from framing._check import message
from framing.reading.decoding import decode
from framing.reading.records import Source

_HEADERS = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){0,60}?"
                      rb"(?:MIME-Version|Content-Type):", re.IGNORECASE)
_FIRST = re.compile(rb"\s*(?:From|To|Date|Subject|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|"
                    rb"Snapshot-Content-Location|Content-Type|X-[A-Za-z-]+):", re.IGNORECASE)
_MAX_PARTS = 2_000


def is_mail(data: bytes) -> bool:
    """Is this an e-mail (EML) or a page saved as MHTML?"""
    head = data[:16_000].replace(b"\r\n", b"\n")
    return _FIRST.match(head) is not None and _HEADERS.match(head) is not None


def mail_source(source: Source) -> Source:
    """The HTML of a message, or its text; for MHTML with the address the page was saved from.

    Raises
    ------
    ValueError
        If the message holds neither.
    """
    try:
        parts = _parts(email.message_from_bytes(source.data))
        chosen = next((part for kind in ("text/html", "application/xhtml+xml", "text/plain")
                       for part in parts if part.get_content_type() == kind), None)
        payload = chosen.get_payload(decode=True) if chosen is not None else None
        address = _address(parts[0], chosen)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise ValueError(message("read_corpus", "a damaged e-mail")) from error
    if not isinstance(payload, bytes) or not payload.strip():
        raise ValueError(message("read_corpus", "an e-mail without text"))
    decoded = decode(payload)
    return Source(source.name, payload, decoded.text, address)


def _parts(whole: Any) -> list[Any]:
    parts = []
    for part in whole.walk():
        parts.append(part)
        if len(parts) > _MAX_PARTS:
            break
    return parts


def _address(whole: Any, part: Any) -> str:
    for holder, name in ((whole, "Snapshot-Content-Location"), (part, "Content-Location")):
        value = str(holder.get(name, "")).strip() if holder is not None else ""
        if value.startswith(("http://", "https://")):
            return value
    return ""
