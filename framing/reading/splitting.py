"""Text → paragraphs, by the conventions press texts are stored in.

A blank line separates paragraphs. Where there is none, a line is a paragraph, unless the lines are cut at a
fixed width: then they are joined, and an indent begins a paragraph.
"""

import re
import statistics
from collections.abc import Iterable, Iterator

from framing.reading.cleaning import clean_block

_MAX_WRAP = 100  # wider "columns" are paragraphs on one line each
_MIN_WRAP = 55
_LONG_LINE = 90
_SENTENCE_END = re.compile(r"""[.!?…:][ \u00a0\u202f]*[»”"’')\]]*$""")
_PILCROW = re.compile(r"¶(?!\s*\d)")  # before a number it refers to a paragraph


def split_paragraphs(text: str) -> list[str]:
    """Split cleaned text (line ends are `\\n`) into paragraphs; nothing but white space is lost.

    Examples
    --------
    >>> from framing.reading.splitting import split_paragraphs
    >>> split_paragraphs("One.\\n\\nTwo,\\nand a half.")
    ['One.', 'Two,\\nand a half.']
    """
    if "\n" not in text.strip():
        return _stripped(_PILCROW.split(text) if "¶" in text else [text])
    groups = list(_line_groups(text))
    if all(len(group) == 1 for group in groups):
        return _stripped(group[0] for group in groups)
    if _is_wrapped(groups):
        return _stripped(" ".join(lines) for group in groups for lines in _indented(group))
    if len(groups) == 1:
        return _stripped(groups[0])
    return _stripped(block for group in groups for block in _lines_or_block(group))


def _stripped(blocks: Iterable[str]) -> list[str]:
    return [text for text in map(clean_block, blocks) if text]


def _line_groups(text: str) -> Iterator[list[str]]:
    group: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            group.append(line.rstrip())
        elif group:
            yield group
            group = []
    if group:
        yield group


def _lines_or_block(group: list[str]) -> list[str]:
    # Between blank lines too, a line that is long or closes a sentence is a paragraph of its own.
    if len(group) > 1 and (statistics.median(map(len, group)) > _LONG_LINE
                           or all(_SENTENCE_END.search(line[-12:]) for line in group[:-1])):
        return group
    return ["\n".join(group)]


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Are the lines cut at a fixed width? Lines that could go on, all nearly as long as the longest."""
    lines = [line for group in groups for paragraph in _indented(group) for line in paragraph]
    going_on = [line for group in groups for paragraph in _indented(group) for line in paragraph[:-1]]
    if not going_on:
        return False
    lengths = sorted(map(len, lines))
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not _MIN_WRAP <= width <= _MAX_WRAP or statistics.median(lengths) > _LONG_LINE:
        return False
    full = sum(0.68 * width <= len(line) for line in going_on)
    closed = sum(bool(_SENTENCE_END.search(line[-12:])) for line in going_on)
    return full > 0.8 * len(going_on) and closed < 0.5 * len(going_on)


def _indented(group: list[str]) -> Iterator[list[str]]:
    """Cut a group of lines before each line that is indented more than the others."""
    indents = [len(line) - len(line.lstrip()) for line in group]
    least = min(indents)
    paragraph: list[str] = []
    for line, indent in zip(group, indents, strict=True):
        if paragraph and indent >= least + 2:
            yield paragraph
            paragraph = []
        paragraph.append(line.strip())
    yield paragraph
