"""PDF → text, with a warning: a PDF knows where letters stand, not what a paragraph is."""

import io
import logging
import re
import statistics
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, NamedTuple

from framing._check import FramingWarning, message
from framing.reading.blocks import article_of
from framing.reading.packages import needed
from framing.reading.records import Note, Record, Refusal, Source

_MAX_PAGES = 500
_MAX_BYTES = 50_000_000
_MIDDLE = 0.4  # of the width of the page: a column that begins farther right is a second one
_MIN_LETTERS = 20
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zà-öø-ÿ])")
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}
WARNING = ("read from a PDF: paragraphs, columns, running heads and hyphens were guessed; if the source offers HTML or "
           "text, read that instead")


class Line(NamedTuple):
    """A line of a page: its text, and where it begins, in points from the lower left corner."""

    text: str
    x: float
    y: float


def is_pdf(data: bytes) -> bool:
    """Is this a PDF?"""
    return data[:1024].lstrip().startswith(b"%PDF-")


def read_pdf(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read a PDF of one column as one article, with a `FramingWarning`.

    A page of several columns is refused: in which order they were meant to be read cannot be told. So is a scan
    without text.
    """
    if len(source.data) > _MAX_BYTES:
        return [Refusal("", f"a PDF of more than {_MAX_BYTES:,} bytes")], []
    pages = _pages(source.data)
    if any(_several_columns(lines, width) for lines, width in pages):
        return [Refusal("", "a PDF of several columns, whose order cannot be told; export HTML or text")], []
    paragraphs = [text for lines, _ in pages for text in paragraphs_of_lines(lines)]
    if not paragraphs:
        return [Refusal("", "a PDF without text (a scan?)")], []
    warnings.warn(message(source.name, WARNING), FramingWarning, stacklevel=2)
    item = article_of("", {}, [(text, None) for text in paragraphs])
    item = Record("", {}, item.blocks, item.notes) if isinstance(item, Record) else item
    return [item], [Note("read from a PDF, paragraphs guessed", len(pages))]


def _pages(data: bytes) -> list[tuple[list[Line], float]]:
    pypdf = needed("pypdf", "a PDF")
    try:
        with warnings.catch_warnings(), _quiet():
            warnings.simplefilter("ignore")
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted:
                raise ValueError("it is encrypted")
            pages = [(_lines(page), float(page.mediabox.width)) for page in list(reader.pages)[:_MAX_PAGES]]
    except Exception as error:  # a damaged PDF breaks the parser in many ways, none of them ours
        raise ValueError(message("read_corpus", "not readable as PDF", got=str(error))) from error
    return pages


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the parser from logging what is wrong with a file: it is said once, in the report."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _lines(page: Any) -> list[Line]:
    found: list[Line] = []

    def gather(text: str, _matrix: Any, place: Any, _font: Any, _size: Any) -> None:
        text = "".join(_LIGATURES.get(letter, letter) for letter in text).strip("\n")
        if not text.strip():
            return
        if found and abs(found[-1].y - place[5]) < 1 and place[4] > found[-1].x:
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {text}")
        else:
            found.append(Line(text.strip(), float(place[4]), float(place[5])))
    page.extract_text(visitor_text=gather)
    return found


def _several_columns(lines: Sequence[Line], width: float) -> bool:
    long = [line for line in lines if len(line.text) >= _MIN_LETTERS]
    right = sum(line.x > _MIDDLE * width for line in long)
    return right >= 3 and 0.2 * len(long) <= right < len(long)


def paragraphs_of_lines(lines: Sequence[Line]) -> list[str]:
    """Join lines into paragraphs: a gap half as wide again as usual begins one.

    Examples
    --------
    >>> from framing.reading.pdf import Line, paragraphs_of_lines
    >>> paragraphs_of_lines([Line("The bridge was clo-", 0, 90), Line("sed.", 0, 78), Line("Later", 0, 50)])
    ['The bridge was closed.', 'Later']
    """
    gaps = [above.y - below.y for above, below in pairwise(lines) if above.y > below.y]
    usual = statistics.median_low(gaps) if gaps else 0.0
    paragraphs: list[list[str]] = []
    for place, line in enumerate(lines):
        gap = lines[place - 1].y - line.y if place else 0.0
        if not place or gap > 1.5 * usual or gap < 0:
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    return [_HYPHEN.sub("", "\n".join(part)).replace("\n", " ") for part in paragraphs]
