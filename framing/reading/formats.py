"""The table of source formats: how to know one by its content, and who reads it."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from framing.reading.decoding import decode
from framing.reading.delimited import delimited_table, looks_delimited
from framing.reading.json_lines import json_table, looks_json
from framing.reading.records import Note, Reading, Record, Refusal, Source
from framing.reading.tables import table_reader
from framing.reading.text_files import read_text_file
from framing.reading.workbooks import is_parquet, is_workbook, parquet_table, workbook_table


class Format(NamedTuple):
    """A source format: its name, how its content is recognised, its reader."""

    name: str
    matches: Callable[[Source], bool]
    read: Callable[[Source], tuple[list[Record | Refusal], list[Note]]]


# The first that matches reads the source. Binary formats see the bytes; text formats see the decoded text.
BINARY_FORMATS = (
    Format("xlsx", is_workbook, table_reader(workbook_table)),
    Format("parquet", is_parquet, table_reader(parquet_table)),
)
TEXT_FORMATS = (
    Format("json", looks_json, table_reader(json_table)),
    Format("csv", looks_delimited, table_reader(delimited_table)),
    Format("text", lambda source: True, read_text_file),
)

_SIGNATURES = (
    (b"%PDF-", "PDF"), (b"{\\rtf", "RTF document"), (b"\xd0\xcf\x11\xe0", "old Word or Excel file"),
    (b"\x89PNG", "PNG image"), (b"\xff\xd8\xff", "JPEG image"), (b"GIF8", "GIF image"),
    (b"\x1f\x8b", "gzip archive"), (b"7z\xbc\xaf", "7z archive"), (b"Rar!", "RAR archive"),
    (b"WARC/", "WARC archive"), (b"PAR1", "damaged Parquet file"),
    (b"SQLite format 3", "SQLite database"), (b"\x7fELF", "program"), (b"RIFF", "sound or image"),
    (b"BZh", "bzip2 archive"), (b"\xfd7zXZ", "xz archive"), (b"ID3", "sound"), (b"OggS", "sound"),
)
_FOREIGN_TEXT = (
    (re.compile(r"\s*<(?:!doctype html|html|head|body|meta|div|p|table|span|article|section)\b", re.I),
     "HTML page"),
    (re.compile(r"\s*<(?:\?xml|TEI|rss|feed|text)\b"), "XML"),
    (re.compile(r"(?:[A-Z][A-Za-z-]+: [^\n]*\n(?:[ \t][^\n]*\n)*)*MIME-Version:"), "e-mail or MHTML"),
    (re.compile(r"\s*\*{4} \*"), "IRaMuTeQ corpus"),
)


def read_source(source: Source, *, encoding: str | None = None) -> Reading:
    """Read one source with the reader its content asks for; what cannot be read comes back as a refusal."""
    if not source.data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return _refused(source, "empty file" if not source.data else "no text", "")
    for known in BINARY_FORMATS:
        if known.matches(source):
            return _read(known, source, "", ())
    foreign = _binary_kind(source.data)
    if foreign:
        return _refused(source, f"not a supported format ({foreign})", foreign)
    try:
        decoded = decode(source.data, encoding=encoding)
    except ValueError as error:
        return _refused(source, _reason(error), "")
    decoded_source = Source(source.name, source.data, decoded.text.lstrip("\ufeff"))
    for pattern, foreign in _FOREIGN_TEXT:
        if pattern.match(decoded.text[:4000]):
            return _refused(source, f"not a supported format ({foreign})", foreign)
    known = next(known for known in TEXT_FORMATS if known.matches(decoded_source))
    return _read(known, decoded_source, decoded.encoding, decoded.notes)


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
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return "damaged zip archive"
    if any(name.startswith("word/") for name in names):
        return "Word document"
    return "OpenDocument file" if "mimetype" in names else "zip archive"
