"""What a reader hands over: articles as plain records, refusals by name, notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple


class Block(NamedTuple):
    """One paragraph. What the source does not say (role, number, language) is `None`."""

    text: str
    role: str | None = None
    par_id: int | None = None
    lang: str | None = None


class Note(NamedTuple):
    """Something seen in a source: what, how often, and one example."""

    note: str
    n: int = 1
    detail: str = ""


@dataclass(frozen=True)
class Record:
    """One article: its name inside the source (empty where the whole file is the article) and its blocks.

    `metadata` has canonical names (`doc_id title outlet date lang author url …`) and values as found.
    `may_hold_title` is false where the source says what each block is, or that all are paragraphs.
    """

    item: str
    metadata: Mapping[str, Any]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    may_hold_title: bool = True


@dataclass(frozen=True)
class Refusal:
    """One article, or a whole file, that could not be read, and why."""

    item: str
    reason: str


@dataclass(frozen=True)
class Source:
    """One input file: its name relative to what the user named, its bytes, its text once decoded.

    `url` is the address a page was saved from, where what it was saved in says so.
    """

    name: str
    data: bytes = b""
    text: str = ""
    url: str = ""

    @property
    def stem(self) -> str:
        """File name without folder and extension."""
        return PurePosixPath(self.name).stem


@dataclass(frozen=True)
class Reading:
    """All that one source gave."""

    source: str
    format: str
    encoding: str
    found: tuple[Record | Refusal, ...]
    notes: tuple[Note, ...] = ()
