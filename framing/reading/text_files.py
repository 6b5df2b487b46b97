"""A text file → one article: front matter or header lines, then the text."""

import re
from collections.abc import Iterator

from framing.reading.blocks import blocks_of, with_heading
from framing.reading.headers import FIELDS, canonical_columns, complete_date, is_absent
from framing.reading.records import Note, Record, Refusal, Source

_METADATA_FIELDS = tuple(field for field in FIELDS if field not in ("text", "par_id", "role"))
_FENCE = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_HEADER_LINE = re.compile(r"[^\W\d_][^:\n]{0,30}:")
_MAX_HEADER_LINES = 30


def read_text_file(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read a text file as one article.

    Metadata stand in front matter (`key: value` lines between two `---`) or in header lines at the top
    (`Titre : …`, at least two known names, then a blank line). A title and a standfirst given there become
    the first paragraphs.
    """
    text = source.text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    lines, body = split_metadata(text)
    keys = [key for key, _ in lines]
    names = canonical_columns(keys, fields=_METADATA_FIELDS)
    metadata = {name: value for name, (_, value) in zip(names, lines, strict=True) if not is_absent(value)}
    blocks, notes = blocks_of(body)
    standfirst = metadata.pop("standfirst", None)
    if not any(block.text for block in blocks):
        return [Refusal("", "metadata without text" if lines else "no text")], []
    blocks = with_heading(blocks, metadata.get("title"), standfirst)
    return [Record("", complete_date(metadata), blocks, notes)], []


def split_metadata(text: str) -> tuple[list[tuple[str, str]], str]:
    """Split a text into its metadata, as (key, value), and its body.

    Examples
    --------
    >>> from framing.reading.text_files import split_metadata
    >>> split_metadata("---\\ntitle: Pont : fin\\ntags: [a, b]\\n---\\nLe pont.")
    ([('title', 'Pont : fin'), ('tags', 'a; b')], 'Le pont.')
    >>> split_metadata("Titre : Pont\\nSource : Le Fanal\\n\\nLe pont.")
    ([('Titre', 'Pont'), ('Source', 'Le Fanal')], '\\nLe pont.')
    """
    fence = _FENCE.match(text)
    closing = _CLOSING.search(text, fence.end()) if fence else None
    if fence and closing:
        inside = text[fence.end():closing.start()]
        lines = list(_front_matter(inside))
        if lines or not inside.strip():
            return lines, text[closing.end():].removeprefix("\n")
    head = _header_lines(text.lstrip("\n"))
    return head or ([], text)


def _front_matter(text: str) -> Iterator[tuple[str, str]]:
    key, parts = "", []
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        continued = line[0] in " \t" or line.startswith("- ")
        if continued or ":" not in line:
            parts.append(line.strip().removeprefix("- "))
            continue
        if key:
            yield key, _value(parts)
        name, value = _cut(line)
        key, parts = name, [value] if value not in ("", "|", ">", "|-", ">-") else []
    if key:
        yield key, _value(parts)


def _value(parts: list[str]) -> str:
    values = [_bare(part) for part in parts]
    if len(values) == 1 and values[0].startswith("[") and values[0].endswith("]"):
        values = [_bare(value) for value in values[0][1:-1].split(",")]
    return "; ".join(value for value in values if value)


def _bare(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _cut(line: str) -> tuple[str, str]:
    key, separator, value = line.partition(": ")
    if not separator:
        key, _, value = line.partition(":")
    return key.strip(), value.strip()


def _header_lines(text: str) -> tuple[list[tuple[str, str]], str] | None:
    """Header lines at the top: a first block of `key : value` lines only, two of them known."""
    lines: list[tuple[str, str]] = []
    place = 0
    while place < len(text) and len(lines) <= _MAX_HEADER_LINES:
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        if end - place > 2_000:
            return None
        line = text[place:end]
        if not line.strip():
            break
        if not _HEADER_LINE.match(line):
            return None
        key, _, value = line.partition(":")
        lines.append((key.strip(), value.strip()))
        place = end + 1
    names = canonical_columns([key for key, _ in lines], fields=_METADATA_FIELDS)
    known = sum(name in _METADATA_FIELDS for name in names)
    return (lines, text[place:]) if known >= 2 else None
