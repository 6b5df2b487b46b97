"""Metadata from file names: a pattern such as `{date}_{outlet}_{title}`."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from framing._check import message

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SHAPES = {"date": r"\d{4}-\d{1,2}-\d{1,2}|\d{8}", "year": r"\d{4}", "month": r"\d{1,2}", "day": r"\d{1,2}"}


class NamePattern(NamedTuple):
    """A file-name pattern: as written, and as a regular expression."""

    written: str
    expression: re.Pattern[str]


def compile_pattern(pattern: str) -> NamePattern:
    """Turn a file-name pattern into a regular expression.

    Placeholders are names in braces; `{date}` is an ISO or compact date, `{year}`, `{month}`, `{day}` are
    numbers, `{_}` is not kept, any other name takes the shortest text that fits. A pattern with `/` is
    matched against the path below the folder, another against the file name, both without extension.

    Examples
    --------
    >>> from framing.reading.file_names import compile_pattern, name_metadata
    >>> name_metadata(compile_pattern("{date}_{outlet}_{title}"), "20230612_Le-Fanal_le_pont.txt")
    {'date': '20230612', 'outlet': 'Le-Fanal', 'title': 'le_pont'}
    """
    names = _PLACEHOLDER.findall(pattern)
    if not names or len(set(names)) < len(names) or not all(name.isidentifier() for name in names):
        raise ValueError(message("read_corpus", "`pattern` must hold distinct names in braces",
                                 got=repr(pattern), expected="for example '{date}_{outlet}_{title}'"))
    parts = _PLACEHOLDER.split(pattern)
    built = [re.escape(part) if place % 2 == 0 else f"(?P<{part}>{_SHAPES.get(part, '[^/]+?')})"
             for place, part in enumerate(parts)]
    return NamePattern(pattern, re.compile("".join(built)))


def name_metadata(pattern: NamePattern, source: str) -> dict[str, str] | None:
    """Metadata in the name of a source; `None` where the pattern does not fit."""
    path = PurePosixPath(source)
    match = pattern.expression.fullmatch(str(path.with_suffix("")) if "/" in pattern.written else path.stem)
    return {name: value for name, value in match.groupdict().items() if name != "_"} if match else None
