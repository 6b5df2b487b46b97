"""IRaMuTeQ and Alceste corpora: `**** *variable_value` before each text."""

import re

from framing.reading.blocks import article_of, blocks_of
from framing.reading.headers import canonical_columns
from framing.reading.records import Note, Record, Refusal, Source

# After a number every word is a variable: « 2023 *année* fut … » is a sentence.
_START = re.compile(r"^(?:\*{4}[ \t]+(?=\*\S)(.*)|\d{4,5}[ \t]+((?:\*\S+[ \t]*)+))$", re.MULTILINE)
_THEME = re.compile(r"^-\*(\S+)[ \t]*$", re.MULTILINE)
_FIELDS = ("outlet", "date", "year", "month", "day", "lang", "author", "section")


def is_iramuteq(source: Source) -> bool:
    """Is this a corpus of IRaMuTeQ or Alceste?"""
    return _START.match(source.text.lstrip("\ufeff \t\r\n")) is not None


def read_iramuteq(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every text of an IRaMuTeQ corpus.

    Starred variables become columns (`source` and the like `outlet`; a variable without value is `True`), thematic
    lines the column `themes`. Titles were merged into the text by whoever wrote the file: none is looked for.
    """
    text = source.text
    starts = list(_START.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [_text(match[1] or match[2], text[match.end():end], f"text {number}")
            for number, (match, end) in enumerate(zip(starts, ends, strict=True), start=1)], []


def _text(header: str, text: str, item: str) -> Record | Refusal:
    stars = [part[1:].partition("_") for part in header.split() if len(part) > 1 and part.startswith("*")]
    names = canonical_columns([name for name, _, _ in stars], fields=_FIELDS)
    metadata: dict[str, object] = {name: value if mark else True
                                   for name, (_, mark, value) in zip(names, stars, strict=True)}
    pieces = _THEME.split(text)
    metadata["themes"] = "; ".join(pieces[1::2])
    parts = [(block.text, None) for piece in pieces[::2] for block in blocks_of(piece)[0]]
    return article_of(item, metadata, parts)
