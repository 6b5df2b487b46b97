"""The table of source formats: how to know one by its content, and who reads it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from framing.reading.archives import gunzipped, open_archive
from framing.reading.decoding import decode
from framing.reading.delimited import delimited_table, looks_delimited
from framing.reading.exports.europresse import is_europresse, read_europresse
from framing.reading.exports.factiva_html import is_factiva_html, read_factiva_html
from framing.reading.exports.factiva_text import is_factiva_text, read_factiva_text
from framing.reading.exports.factiva_xml import read_factiva_xml
from framing.reading.exports.iramuteq import is_iramuteq, read_iramuteq
from framing.reading.exports.nexis_html import is_nexis_html, read_nexis_html
from framing.reading.exports.nexis_text import is_nexis_text, read_nexis_text
from framing.reading.exports.proquest import (
    is_proquest_html,
    is_proquest_text,
    read_proquest_html,
    read_proquest_text,
)
from framing.reading.exports.prospero import (
    CONTEXT,
    is_context,
    is_prospero_text,
    read_context,
    read_prospero_text,
)
from framing.reading.json_lines import json_table, looks_json
from framing.reading.pdf import is_pdf, read_pdf
from framing.reading.records import Note, Reading, Record, Refusal, Source
from framing.reading.rich_text import is_rich_text
from framing.reading.tables import table_reader
from framing.reading.text_files import read_text_file
from framing.reading.title_lists import is_title_list, read_title_list
from framing.reading.web.feeds import read_feed
from framing.reading.web.mail import is_mail, mail_source
from framing.reading.web.pages import read_page
from framing.reading.web.services import SERVICES, Service, service_reader
from framing.reading.web.warc import is_warc, read_warc
from framing.reading.wires.newsml import read_newsml
from framing.reading.wires.ninjs import is_ninjs, read_ninjs
from framing.reading.wires.tei import read_tei, read_txm
from framing.reading.word import (
    is_factiva_rich_text,
    is_nexis_rich_text,
    is_nexis_word,
    is_word,
    read_rich_text,
    read_word,
)
from framing.reading.workbooks import is_parquet, is_workbook, parquet_table, workbook_table
from framing.reading.xml_kinds import looks_like_page, root_name, xml_kind


class Format(NamedTuple):
    """A source format: its name, how its content is recognised, its reader."""

    name: str
    matches: Callable[[Source], bool]
    read: Callable[[Source], tuple[list[Record | Refusal], list[Note]]]


def _kind(name: str) -> Callable[[Source], bool]:
    return lambda source: xml_kind(source) == name


def _answers(service: Service) -> Callable[[Source], bool]:
    return lambda source: source.text.lstrip()[:1] in ("{", "[") and service.sign.search(source.text) is not None


# The first that matches reads the source. Binary formats see the bytes; text formats see the decoded text.
BINARY_FORMATS = (
    Format("xlsx", is_workbook, table_reader(workbook_table)),
    Format("parquet", is_parquet, table_reader(parquet_table)),
    Format("nexis", is_nexis_word, read_word),
    Format("docx", is_word, read_word),
    Format("nexis", is_nexis_rich_text, read_rich_text),
    Format("factiva", is_factiva_rich_text, read_rich_text),
    Format("rtf", lambda source: is_rich_text(source.data), read_rich_text),
    Format("pdf", lambda source: is_pdf(source.data), read_pdf),
    Format("warc", lambda source: is_warc(source.data), read_warc),
)
TEXT_FORMATS = (
    Format("europresse", is_europresse, read_europresse),
    Format("factiva", is_factiva_html, read_factiva_html),
    Format("nexis", is_nexis_html, read_nexis_html),
    Format("proquest", is_proquest_html, read_proquest_html),
    Format("newsml", _kind("newsml"), read_newsml),
    Format("nitf", _kind("nitf"), read_newsml),
    Format("feed", _kind("feed"), read_feed),
    Format("tei", _kind("tei"), read_tei),
    Format("txm", _kind("txm"), read_txm),
    Format("factiva", _kind("factiva"), read_factiva_xml),
    Format("factiva", is_factiva_text, read_factiva_text),
    Format("nexis", is_nexis_text, read_nexis_text),
    Format("proquest", is_proquest_text, read_proquest_text),
    Format("iramuteq", is_iramuteq, read_iramuteq),
    Format(CONTEXT, is_context, read_context),
    Format("prospero", is_prospero_text, read_prospero_text),
    *(Format(name, _answers(service), service_reader(service)) for name, service in SERVICES.items()),
    Format("ninjs", is_ninjs, read_ninjs),
    Format("json", looks_json, table_reader(json_table)),
    Format("page", looks_like_page, read_page),
    Format("titles", is_title_list, read_title_list),
    Format("csv", looks_delimited, table_reader(delimited_table)),
    Format("text", lambda source: True, read_text_file),
)

_LINE_END = re.compile("\r\n?")
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "old Word or Excel file"), (b"\x89PNG", "PNG image"), (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"), (b"7z\xbc\xaf", "7z archive"), (b"Rar!", "RAR archive"), (b"PAR1", "damaged Parquet file"),
    (b"SQLite format 3", "SQLite database"), (b"\x7fELF", "program"), (b"RIFF", "sound or image"),
    (b"BZh", "bzip2 archive"), (b"\xfd7zXZ", "xz archive"), (b"ID3", "sound"), (b"OggS", "sound"),
)


def read_source(source: Source, *, encoding: str | None = None) -> Reading:
    """Read one source with the reader its content asks for; what cannot be read comes back as a refusal."""
    if not source.data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return _refused(source, "empty file" if not source.data else "no text", "")
    try:
        if source.data.startswith(b"\x1f\x8b"):
            inner = replace(source, name=source.name.removesuffix(".gz"), data=gunzipped(source.data))
            return replace(_read_content(inner, encoding), source=source.name)
        return _read_content(source, encoding)
    except ValueError as error:
        return _refused(source, _reason(error), "")


def _read_content(source: Source, encoding: str | None) -> Reading:
    for known in BINARY_FORMATS:
        if known.matches(source):
            return _read(known, source, "", ())
    foreign = _binary_kind(source.data)
    if foreign:
        return _refused(source, f"not a supported format ({foreign})", foreign)
    notes: tuple[Note, ...]
    if is_mail(source.data):
        source, found_in, notes = mail_source(source), "utf-8", (Note("read from a saved message or MHTML"),)
        text = source.text
    else:
        decoded = decode(source.data, encoding=encoding)
        text, found_in, notes = decoded.text, decoded.encoding, decoded.notes
    source = replace(source, text=_LINE_END.sub("\n", text.lstrip("\ufeff")))
    if xml_kind(source) == "xml":
        return _refused(source, f"not a supported format (XML of <{root_name(source.text)}>)", "XML")
    return _read(next(known for known in TEXT_FORMATS if known.matches(source)), source, found_in, notes)


def _read(known: Format, source: Source, encoding: str, notes: tuple[Note, ...]) -> Reading:
    try:
        found, seen = known.read(source)
    except ValueError as error:
        return _refused(source, _reason(error), known.name)
    return Reading(source.name, known.name, encoding, tuple(found), (*notes, *seen))


def _refused(source: Source, reason: str, kind: str) -> Reading:
    return Reading(source.name, kind or "unknown", "", (Refusal("", reason),))


def _reason(error: ValueError) -> str:
    # The message begins with the function that raised it, which says nothing to the reader of a report.
    return str(error).partition(": ")[2] or str(error)


def _binary_kind(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return _archive_kind(data)
    return next((name for signature, name in _SIGNATURES if data.startswith(signature)), "")


def _archive_kind(data: bytes) -> str:
    try:
        names = open_archive(data).namelist()
    except ValueError as error:
        return _reason(error)
    return "OpenDocument file" if "mimetype" in names else "zip archive"
