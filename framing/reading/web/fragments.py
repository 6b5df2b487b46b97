"""HTML inside other formats (feeds, services, agencies) → passages with roles."""

import html
import re
from typing import Any

from framing.reading.blocks import blocks_of
from framing.reading.markup import Passage, local_name, parse_html, passages

_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,2000}|!--)")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption"))
_PARAGRAPHS = frozenset(("p", "li", "blockquote", "td", "dd"))
Parts = list[tuple[str, str | None]]


def parts_of_html(text: str) -> Parts:
    """Passages of an HTML fragment, with the role its elements give them; plain text is split at its blank lines.

    Examples
    --------
    >>> from framing.reading.web.fragments import parts_of_html
    >>> parts_of_html("<p>One.</p><h2>Two</h2><aside><p>Related: x</p></aside>")
    [('One.', None), ('Two', 'subhead'), ('Related: x', 'sidebar')]
    """
    if not _TAG.search(text):
        text = html.unescape(text)
        if not _TAG.search(text):
            return parts_of_text(text)
    return parts_of_element(parse_html(text))


def parts_of_element(element: Any, *, loose: str | None = None) -> Parts:
    """Passages of an element with their roles.

    `loose` is the role of text that stands outside paragraphs where there are paragraphs: agencies put the section
    and the source there.
    """
    found = list(passages(element))
    marked = any(passage.tag in _PARAGRAPHS for passage in found)
    return [(passage.text, role_of(passage) or (loose if marked and passage.tag not in _PARAGRAPHS else None))
            for passage in found]


def parts_of_text(text: str) -> Parts:
    """Paragraphs of a plain text, without roles."""
    return [(block.text, block.role) for block in blocks_of(text)[0]]


def plain(text: Any) -> str:
    """Text on one line, whether it is plain, HTML, or HTML escaped twice; `""` for what is no text."""
    return " ".join(part for part, _ in parts_of_html(text)) if isinstance(text, str) else ""


def role_of(passage: Passage) -> str | None:
    """Role of a passage of a page: heading, caption, what stands aside; `None` for the rest."""
    element = passage.element
    inside = {local_name(element), *(local_name(outer) for outer in element.iterancestors())}
    if inside & {"figcaption", "figure"}:
        return "caption"
    if "aside" in inside:
        return "sidebar"
    return "subhead" if local_name(element) in _HEADINGS else None
