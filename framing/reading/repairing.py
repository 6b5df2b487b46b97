"""Unpaired surrogates in names and metadata: no file can hold them, so they become U+FFFD, with a note.

They come from file names in an old encoding and from JSON that was cut inside an emoji. Texts are cleaned where
they are split; here it is what stands beside them.
"""

import re
from dataclasses import replace
from typing import Any

from framing.reading.records import Note, Reading, Record, Refusal

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOTE = "unpaired surrogates in metadata replaced by U+FFFD"


def without_surrogates(value: Any) -> Any:
    """Return the value, or the text with U+FFFD in place of what no file can hold.

    Examples
    --------
    >>> from framing.reading.repairing import without_surrogates
    >>> without_surrogates("Le Fanal \\ud83d"), without_surrogates(3)
    ('Le Fanal \ufffd', 3)
    """
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) and not value.isascii() else value


def repaired(reading: Reading) -> Reading:
    """Return the reading with names and metadata that can be written to a file."""
    found = tuple(_item(item) for item in reading.found)
    return replace(reading, source=without_surrogates(reading.source), found=found,
                   notes=tuple(map(_note, reading.notes)))


def _item(item: Record | Refusal) -> Record | Refusal:
    if isinstance(item, Refusal):
        return Refusal(without_surrogates(item.item), without_surrogates(item.reason))
    metadata = {without_surrogates(name): without_surrogates(value) for name, value in item.metadata.items()}
    n_changed = sum(1 for pair in item.metadata.items() if any(value != without_surrogates(value) for value in pair
                                                               if isinstance(value, str)))
    notes = (*map(_note, item.notes), *([Note(_NOTE, n_changed)] if n_changed else []))
    return replace(item, item=without_surrogates(item.item), metadata=metadata, notes=notes)


def _note(note: Note) -> Note:
    return Note(without_surrogates(note.note), note.n, without_surrogates(note.detail))
