"""The text of one article → its blocks, with the headings its record gives apart."""

from collections.abc import Iterable, Mapping
from typing import Any

from framing.reading.cleaning import clean_block, clean_text
from framing.reading.dates import time_zone
from framing.reading.headers import is_absent, name_key
from framing.reading.records import Block, Note, Record, Refusal
from framing.reading.splitting import split_paragraphs


def blocks_of(text: str) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Clean a text and split it into blocks without a role; notes say what was seen.

    Examples
    --------
    >>> from framing.reading.blocks import blocks_of
    >>> [block.text for block in blocks_of("Un.\\r\\n\\r\\nDeux.")[0]]
    ['Un.', 'Deux.']
    """
    cleaned, notes = clean_text(text)
    return tuple(Block(paragraph) for paragraph in split_paragraphs(cleaned)), notes


def with_heading(blocks: tuple[Block, ...], title: object, standfirst: object) -> tuple[Block, ...]:
    """Put title and standfirst before the body; where the text repeats them, only their role is set.

    Examples
    --------
    >>> from framing.reading.blocks import with_heading
    >>> from framing.reading.records import Block
    >>> blocks = with_heading((Block("Un pont."), Block("Le pont.")), "Un pont", None)
    >>> [(block.text, block.role) for block in blocks]
    [('Un pont.', 'title'), ('Le pont.', None)]
    """
    heading: list[Block] = []
    for value, role in ((title, "title"), (standfirst, "standfirst")):
        if is_absent(value):
            continue
        text = clean_block(clean_text(str(value))[0])
        if blocks and _is_same(blocks[0].text, text):
            text, blocks = blocks[0].text, blocks[1:]
        heading.append(Block(text, role))
    return (*heading, *blocks)


def _is_same(one: str, other: str) -> bool:
    # Folding a whole paragraph to compare it with a title is dear, and its length tells most apart.
    return abs(len(one) - len(other)) <= 0.2 * len(other) + 10 and name_key(one) == name_key(other)


def article_of(item: str, metadata: Mapping[str, Any], parts: Iterable[tuple[str, str | None]]) -> Record | Refusal:
    """Make a record of an article whose source says which passage is what.

    Parameters
    ----------
    item
        Name of the article inside its source.
    metadata
        Canonical names and values; empty ones are left out. `title` becomes the first paragraph where no part is one.
    parts
        Text and role of each passage, in source order; a role of `None` is decided by the wording, later.

    Returns
    -------
    A `Record`, or a `Refusal` where no passage has text.

    Examples
    --------
    >>> from framing.reading.blocks import article_of
    >>> article_of("article 1", {"title": "Un pont", "author": ""}, [("Le pont ferme.", None)]).metadata
    {'title': 'Un pont', 'extent': 'full text'}
    """
    zone = {"tz": time_zone(metadata.get("date"))} | dict(metadata)
    known = {name: value for name, value in zone.items() if not is_absent(value)}
    blocks: list[Block] = []
    seen: dict[str, Note] = {}
    title = clean_block(clean_text(str(known["title"]))[0]) if "title" in known else ""
    for raw, role in parts:
        text, notes = clean_text(raw)
        text = clean_block(text)
        if text == title and not blocks:
            role = "title"
        if text:
            blocks.append(Block(text, role))
        for note in notes:
            earlier = seen.get(note.note)
            seen[note.note] = note if earlier is None else Note(note.note, earlier.n + note.n, earlier.detail)
    if item:
        # An export says what an article is; a file of one article does not say whether it is whole.
        whole = any(block.role is None for block in blocks)
        known.setdefault("extent", "full text" if whole else "title only")
    if title and all(block.role != "title" for block in blocks):
        blocks.insert(0, Block(title, "title"))
    if not blocks:
        return Refusal(item, "no text")
    return Record(item, known, tuple(blocks), tuple(seen.values()), may_hold_title=False)
