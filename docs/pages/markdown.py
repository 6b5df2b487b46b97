"""Markdown in which no text can act as markup."""

import re
from collections.abc import Iterable, Sequence

from framing._markup import visible

# What some reader of the page takes for the end of a line; no-break spaces are kept, they are French typography.
_BREAKS = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def text(value: object) -> str:
    """Return text on one line, every mark of ASCII escaped: neither Markdown, nor a directive, nor HTML."""
    return _escaped(visible(_BREAKS.sub(" ", str(value)).strip()))


def prose(value: object) -> str:
    """Return text in which only what stands between single backticks is set, as code."""
    pieces = re.split(r"`([^`]+)`", _BREAKS.sub(" ", str(value)).strip())
    # A bar would end the cell of a table, inside code too.
    return "".join(f"`{piece}`" if place % 2 and "|" not in piece else _escaped(piece)
                   for place, piece in enumerate(map(visible, pieces)))


def _escaped(piece: str) -> str:
    return _MARKS.sub(r"\\\1", piece)


def heading(title: str, level: int = 1) -> str:
    """Return a heading."""
    return f"{'#' * level} {text(title)}"


def items(lines: Iterable[object]) -> str:
    """Return a list, each line as text."""
    return "\n".join(f"- {text(line)}" for line in lines)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 0) -> str:
    """Return a table; cells are Markdown already, the last `numbers` columns stand to the right."""
    rule = ["---"] * (len(header) - numbers) + ["---:"] * numbers
    return "\n".join(f"| {' | '.join(line)} |" for line in [header, rule, *rows])


def blocks(*parts: str) -> str:
    """Return a page: its parts, each apart from the next, and a line end."""
    return "\n\n".join(part for part in parts if part) + "\n"
