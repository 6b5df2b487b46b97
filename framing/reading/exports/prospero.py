"""Prospéro corpora: a text (`.txt`) beside its context (`.ctx`), which holds what is known of it line by line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from framing.reading.blocks import article_of, blocks_of
from framing.reading.outlets import outlet_fields
from framing.reading.records import Note, Reading, Record, Refusal, Source

CONTEXT = "prospero context"
_MARK = re.compile(r"fileCtx\d{4}[ \t]*(?:\n|\Z)")
# The title, a line with a full stop alone, the text.
_TEXT = re.compile(r"[ \t]*(\S[^\n]{0,1000})\n[ \t]*\.[ \t]*\n")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
_TITLE, _FIRST, _DAY, _SECOND, _KIND = 1, 2, 5, 6, 7
_UNKNOWN = "unknown source"


def is_context(source: Source) -> bool:
    """Is this the context of a text?"""
    return _MARK.match(source.text) is not None


def is_prospero_text(source: Source) -> bool:
    """Is this a text as Prospéro takes it: a title, a line with a full stop, more?"""
    return _TEXT.match(source.text) is not None


def read_prospero_text(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read the text of a pair; its metadata stand in the context, see `with_contexts`.

    A line below begins a paragraph or continues one by the rules for any text; its indent says nothing.
    """
    head = _TEXT.match(source.text)
    title, rest = (head[1].strip(), source.text[head.end():]) if head else ("", source.text)
    lines = "\n".join(line.strip() for line in rest.split("\n"))
    blocks, notes = blocks_of(lines)
    found = article_of("", {"title": title}, [(block.text, block.role) for block in blocks])
    whole = not isinstance(found, Record) or any(block.role != "title" for block in found.blocks)
    return [found if whole else Refusal("", "no text")], list(notes)


def read_context(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read a context as a record without text, which `with_contexts` joins to the text of the same name."""
    return [Record("", context_fields(source.text), ())], []


def context_fields(text: str) -> dict[str, str]:
    """Read the lines of a context: 2 title, 3 and 7 source, 6 date (day first), 8 kind of source.

    Where lines 3 and 7 differ, the one is the author and the other the outlet.

    Examples
    --------
    >>> from framing.reading.exports.prospero import context_fields
    >>> context_fields("fileCtx0005\\nUn pont\\nLe Fanal\\n\\n\\n02/06/2023\\nLe Fanal\\nunknown source")
    {'title': 'Un pont', 'outlet': 'Le Fanal', 'source_raw': 'Le Fanal', 'date': '2023-06-02'}
    """
    lines = [line.strip() for line in text.split("\n")]
    lines += [""] * (_KIND + 1 - len(lines))
    first, second = lines[_FIRST], lines[_SECOND]
    outlet = second or first
    fields = {"title": lines[_TITLE], **(outlet_fields(outlet) if outlet else {})}
    if first and first != outlet:
        fields["author"] = first
    day = _DATE.match(lines[_DAY])
    fields["date"] = f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}" if day else lines[_DAY]
    fields["source_kind"] = "" if lines[_KIND] == _UNKNOWN else lines[_KIND]
    return {name: value for name, value in fields.items() if value}


def with_contexts(readings: Sequence[Reading]) -> list[Reading]:
    """Join each context to the text of the same path and name; a context without one is refused.

    What the text itself says holds before its context.
    """
    contexts = {_pair(reading): reading for reading in readings if reading.format == CONTEXT}
    if not contexts:
        return list(readings)
    taken = {_pair(reading) for reading in readings if _is_text(reading)}
    joined = []
    for reading in readings:
        key = _pair(reading)
        if reading.format == CONTEXT:
            alone = (Refusal("", "a Prospéro context without its text (.txt) beside it"),)
            joined.append(replace(reading, found=() if key in taken else alone))
        elif key in contexts and _is_text(reading):
            found = tuple(_informed(item, contexts[key]) for item in reading.found)
            joined.append(replace(reading, found=found))
        else:
            joined.append(reading)
    return joined


def _pair(reading: Reading) -> str:
    return str(PurePosixPath(reading.source).with_suffix("")).casefold()


def _is_text(reading: Reading) -> bool:
    return reading.format in ("prospero", "text")


def _informed(item: Record | Refusal, context: Reading) -> Record | Refusal:
    """Add to an article what its context says and the article does not."""
    if not isinstance(item, Record):
        return item
    known = {name: value for part in context.found if isinstance(part, Record)
             for name, value in part.metadata.items()}
    return replace(item, metadata={**known, **item.metadata})
