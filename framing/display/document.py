"""A document as blocks: what is said once, written as Markdown or as a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.charts.chart import Chart
from framing.display.tables import markdown_table, markdown_text


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the document."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list of plain texts, each with a strong beginning if there is one."""

    items: Sequence[str]
    heads: Sequence[str] = ()


@dataclass(frozen=True)
class Cells:
    """A table of texts; `kinds` says of each column whether it holds numbers."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    kinds: Sequence[str]


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart, the name of its file and what is written below it."""

    name: str
    chart: Chart
    caption: str = ""


@dataclass(frozen=True)
class Reading:
    """Paragraphs of a corpus, marked: HTML that is complete, and the same as plain lines."""

    html: str
    lines: Sequence[str]


Block = Heading | Paragraph | Items | Cells | Picture | Reading


def write_markdown(blocks: Iterable[Block], *, folder: str = "figures") -> str:
    """Write blocks as Markdown; pictures are referred to in `folder`. No text can act as markup.

    Examples
    --------
    >>> from framing.display.document import Heading, Items, write_markdown
    >>> write_markdown([Heading("Limits"), Items(["a <b>"])])
    '## Limits\\n\\n- a &lt;b&gt;\\n'
    """
    return "\n\n".join(_markdown(block, folder) for block in blocks) + "\n"


def _markdown(block: Block, folder: str) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {markdown_text(block.text)}"
    if isinstance(block, Paragraph):
        return markdown_text(block.text)
    if isinstance(block, Items):
        heads = [f"**{markdown_text(head)}** " for head in block.heads] or [""] * len(block.items)
        return "\n".join(f"- {head}{markdown_text(item)}" for head, item in zip(heads, block.items, strict=True))
    if isinstance(block, Cells):
        table = markdown_table(block.header, block.rows, block.kinds)
        return f"{markdown_text(block.caption)}\n\n{table}" if block.caption else table
    if isinstance(block, Picture):
        caption = f"\n\n{markdown_text(block.caption)}" if block.caption else ""
        return f"![{markdown_text(block.chart.alt)}]({folder}/{block.name}.png){caption}"
    return "\n".join(f"> {markdown_text(line)}\n>" for line in block.lines)
