"""The text of one article → its blocks, with the headings its record gives apart."""

from framing.reading.cleaning import clean_block, clean_text
from framing.reading.headers import is_absent, name_key
from framing.reading.records import Block, Note
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
        if blocks and name_key(blocks[0].text) == name_key(text):
            text, blocks = blocks[0].text, blocks[1:]
        heading.append(Block(text, role))
    return (*heading, *blocks)
