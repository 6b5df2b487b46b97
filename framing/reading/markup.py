"""HTML and XML → trees and their paragraphs. Nothing is executed, fetched or expanded.

The HTML parser repairs what is malformed; the XML parser loads no DTD, opens no address, and a document that
declares entities is refused before it is parsed.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from framing._check import message
from framing.reading.packages import needed

# What begins and ends a paragraph; any other element stands inside one.
HTML_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead "
    "title tr ul".split())
SILENT = frozenset("script style head noscript template iframe object svg select button textarea input".split())
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


class Passage(NamedTuple):
    """A run of text without a break: its innermost block element, and the text with its spaces collapsed."""

    element: Any
    text: str

    @property
    def tag(self) -> str:
        """Local name of the block element."""
        return local_name(self.element)


def parse_html(text: str) -> Any:
    """Parse an HTML page or fragment into an element tree; whatever is not closed is repaired."""
    html = needed("lxml.html", "HTML")
    etree = needed("lxml.etree", "HTML")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    plain = text.replace("\x00", "") or " "
    try:
        tree = etree.fromstring(plain.encode("utf-8"), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(message("read_corpus", "not readable as HTML", got=str(error))) from error
    if tree is None:
        raise ValueError(message("read_corpus", "an HTML page without content"))
    return tree


def parse_xml(text: str) -> Any:
    """Parse XML into an element tree, leniently, without entities, DTD or network.

    Raises
    ------
    ValueError
        If the document declares entities or nothing of it can be parsed.
    """
    etree = needed("lxml.etree", "XML")
    if _ENTITY.search(text):
        raise ValueError(message("read_corpus", "the XML declares entities, which are never expanded",
                                 hint="save the document with its entities replaced"))
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
                             recover=True, remove_comments=True, remove_pis=True, huge_tree=False)
    plain = text.replace("\x00", "")
    try:
        tree = etree.fromstring(_DECLARATION.sub("", plain, count=1).strip().encode("utf-8"), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(message("read_corpus", "not readable as XML", got=str(error))) from error
    if tree is None:
        raise ValueError(message("read_corpus", "not readable as XML"))
    return tree


def passages(element: Any, *, blocks: frozenset[str] = HTML_BLOCKS, silent: frozenset[str] = SILENT,
             breaks: bool = True) -> Iterator[Passage]:
    """Yield the runs of text of an element, in order; none is empty.

    A block element ends the run, and so do two `<br>` in a row where `breaks` is true; one `<br>` is a space.
    Inline elements add no space: search engines mark hits inside words.

    Examples
    --------
    >>> from framing.reading.markup import parse_html, passages
    >>> page = parse_html("<p>l'<b>én</b>ergie,<br>oui</p>un<br><br>deux")
    >>> [passage.text for passage in passages(page)]
    ["l'énergie, oui", 'un', 'deux']
    """
    etree = needed("lxml.etree", "HTML")
    run = _Run(element)
    walker = etree.iterwalk(element, events=("start", "end"))
    skipped = None
    for event, node in walker:
        name = local_name(node)
        if event == "start":
            if name in silent:
                walker.skip_subtree()
                skipped = node
                continue
            if name == "br":
                yield from run.line_break(breaks)
            elif name in blocks:
                yield from run.close(node)
            run.add(node.text)
        else:
            if skipped is node:
                skipped = None
            elif name in blocks:
                yield from run.close(node.getparent() if node is not element else element)
            if node is not element:
                run.add(node.tail)
    yield from run.close(element)


class _Run:
    """Text gathered since the last break."""

    def __init__(self, element: Any) -> None:
        self.element = element
        self.parts: list[str] = []
        self.after_break = False

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.after_break = self.after_break and not text.strip()

    def line_break(self, breaks: bool) -> Iterator[Passage]:
        if breaks and self.after_break:
            yield from self.close(self.element)
        self.parts.append(" ")
        self.after_break = True

    def close(self, following: Any) -> Iterator[Passage]:
        text = collapsed("".join(self.parts))
        if text:
            yield Passage(self.element, text)
        self.parts, self.after_break, self.element = [], False, following


def collapsed(text: str) -> str:
    """Return the text with runs of ordinary white space as one space; no-break spaces stay inside.

    Examples
    --------
    >>> from framing.reading.markup import collapsed
    >>> collapsed("  one\\n   two ")
    'one two'
    """
    return _SPACES.sub(" ", text).strip()


def text_of(element: Any) -> str:
    """Return the text of an element on one line; `""` for no element.

    Examples
    --------
    >>> from framing.reading.markup import parse_html, text_of
    >>> text_of(parse_html("<p>One<br>two<p>three"))
    'One two three'
    """
    return " ".join(passage.text for passage in passages(element)) if element is not None else ""


def local_name(element: Any) -> str:
    """Name of an element without its namespace; `""` for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first(element: Any, path: str) -> Any:
    """First element an XPath finds, or `None`."""
    found = element.xpath(path) if element is not None else []
    return found[0] if found else None


def by_class(name: str) -> str:
    """XPath condition: the element has this class, among others.

    Examples
    --------
    >>> from framing.reading.markup import by_class
    >>> by_class("DocText")
    "contains(concat(' ', normalize-space(@class), ' '), ' DocText ')"
    """
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
