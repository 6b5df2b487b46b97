"""Docstrings as the library writes them: their sections, their tables, and the same as reStructuredText.

The sections are numpydoc's, with two habits of this project that no reader of numpydoc knows: types stand in the
annotations only, and `Returns` is free text with a table of columns.
"""

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

_HEADING = re.compile(r"-{3,}\Z")
_BORDER = re.compile(r"=+(?: +=+)+\Z")
_LITERAL = re.compile(r"(?<![`:])`([^`]+)`(?!`)")
_NOTE = re.compile(r"(\[\d+\])_")
_REFERENCE = re.compile(r"\s*\.\. \[(\d+)\] (.*)")


class Table(NamedTuple):
    """A table of a docstring: its header and its rows, one text per cell."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(docstring: str) -> dict[str, list[str]]:
    """Return the lines of each section by its title; those before the first have the title ""."""
    found: dict[str, list[str]] = {"": []}
    lines = docstring.splitlines()
    title = ""
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else ""
        if line and not line.startswith(" ") and _HEADING.match(below) and len(below) >= len(line):
            title = line
            found[title] = []
        elif not (_HEADING.match(line) and place and lines[place - 1] == title):
            found[title].append(line)
    return found


def tables(lines: Sequence[str]) -> list[Table]:
    """Return the tables among the lines; a row without a first cell continues the row above.

    So does a row below a first cell that ends with a comma.
    """
    return [_table(block) for _, block in _blocks(lines) if _BORDER.match(block[0])]


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines between two empty ones, with the place of the first."""
    for filled, group in itertools.groupby(enumerate(lines), key=lambda numbered: bool(numbered[1].strip())):
        if filled:
            numbered = list(group)
            yield numbered[0][0], [line for _, line in numbered]


def _table(block: Sequence[str]) -> Table:
    starts = [match.start() for match in re.finditer("=+", block[0])]
    ends = [*starts[1:], None]
    parts: list[list[list[str]]] = []
    for line in block:
        if _BORDER.match(line):
            parts.append([])
            continue
        cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        if not parts[-1] or (cells[0] and not parts[-1][-1][0].endswith(",")):
            parts[-1].append(cells)
        else:
            parts[-1][-1] = [f"{above} {cell}".strip() for above, cell in zip(parts[-1][-1], cells, strict=True)]
    *head, body, after = parts
    if after or len(head) > 1:
        raise ValueError(f"not a table of a docstring: {block[0]!r}")
    return Table(tuple(head[0][0]) if head else (), tuple(map(tuple, body)))


def after_tables(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs below the last table among the lines, each as one line."""
    blocks = [block for _, block in _blocks(lines)]
    last = max(place for place, block in enumerate(blocks) if _BORDER.match(block[0]))
    return [" ".join(line.strip() for line in block) for block in blocks[last + 1:]]


def restructured(docstring: str, *, names: Collection[str]) -> list[str]:
    """Return a docstring as lines of reStructuredText; what is in `names` becomes a link to `framing.<name>`."""
    written: list[str] = []
    for title, lines in sections(docstring).items():
        if title:
            written += ["", f".. rubric:: {title}", ""]
        if title == "References":
            written += _references(lines)
        elif title == "Examples":
            written += lines
        else:
            written += _linked(_definitions(lines) if title in _LISTS else lines, names)
    return written


_LISTS = ("Parameters", "Attributes", "Raises", "Warns")


def _definitions(lines: Sequence[str]) -> list[str]:
    """Set the terms of a list as code; their indented text is left."""
    return [re.sub(r"[\w.*]+", r"``\g<0>``", line) if line and not line.startswith(" ") else line for line in lines]


def _references(lines: Sequence[str]) -> list[str]:
    """Write footnotes as a list: several docstrings on one page may then have a first."""
    return [_REFERENCE.sub(r"\1. \2", line) if _REFERENCE.match(line) else line for line in lines]


def _linked(lines: Sequence[str], names: Collection[str]) -> list[str]:
    """Link names and set what is between single backticks as code; tables keep their columns."""
    written = list(lines)
    for start, block in _blocks(lines):
        if not _BORDER.match(block[0].strip()):
            text = _NOTE.sub(r"\1", "\n".join(block))
            linked = _LITERAL.sub(lambda match: _role(match[1], names), text)
            written[start:start + len(block)] = linked.split("\n")
    return written


def _role(name: str, names: Collection[str]) -> str:
    return f":py:obj:`~framing.{name}`" if name in names else f"``{name}``"
