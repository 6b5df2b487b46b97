"""Which part of a page is the article: the element whose paragraphs hold most of the running text.

Paragraphs give their length to the elements around them, less the farther out (the idea of Readability). What stands
in navigation, footers, asides and forms is left out; lists of links, and closing notes in italics with links, are kept
with the roles `boilerplate` and `note`.
"""

from collections.abc import Iterator
from typing import Any

from framing.reading.markup import HTML_BLOCKS, SILENT, Passage, collapsed, local_name, passages
from framing.reading.web.fragments import Parts, role_of

_AWAY = frozenset("nav footer aside form dialog".split())
_TEXTUAL = frozenset("p blockquote li h1 h2 h3 h4 dd pre figcaption td".split())
_MIN_LETTERS = 25
_MIN_LOOSE = 60  # text outside paragraphs must be at least this long
_MAX_LINKED = 0.6
_FADING = 0.9


def article_parts(page: Any) -> Parts:
    """Passages of the article of a page, with roles; empty where the page has no running text."""
    container = _container(page)
    if container is None:
        return []
    return list(_parts(container))


def whole_page(page: Any) -> Parts:
    """All passages of a page that is nothing but an article (a fragment saved by hand)."""
    return [(passage.text, role_of(passage)) for passage in passages(page, silent=SILENT | _AWAY)]


def _container(page: Any) -> Any:
    scores: dict[Any, float] = {}
    for paragraph in page.iter("p"):
        length = len(collapsed("".join(paragraph.itertext())))
        if length < _MIN_LETTERS or _linked(paragraph) > _MAX_LINKED:
            continue
        around = list(paragraph.iterancestors())
        if any(local_name(element) in _AWAY for element in around):
            continue
        weight = float(length)
        for element in around:
            scores[element] = scores.get(element, 0.0) + weight
            weight *= _FADING
    return max(scores, key=lambda element: scores[element], default=None)


def _parts(container: Any) -> Iterator[tuple[str, str | None]]:
    found = list(passages(container, silent=SILENT | _AWAY))
    last_plain = max((place for place, passage in enumerate(found) if not _italic_with_link(passage)), default=-1)
    for place, passage in enumerate(found):
        if passage.tag not in _TEXTUAL and (len(passage.text) < _MIN_LOOSE or _linked(passage.element) > _MAX_LINKED):
            continue
        if place > last_plain:
            yield passage.text, "note"
        elif passage.tag == "li" and _linked(passage.element) > _MAX_LINKED:
            yield passage.text, "boilerplate"
        else:
            yield passage.text, role_of(passage)


def _linked(element: Any) -> float:
    """Share of the text of an element that is links."""
    total = len(collapsed("".join(element.itertext())))
    links = sum(len(collapsed("".join(link.itertext()))) for link in element.iter("a"))
    return links / total if total else 0.0


def _italic_with_link(passage: Passage) -> bool:
    element = passage.element
    if passage.tag != "p" or next(element.iter("a"), None) is None or (element.text or "").strip():
        return False
    return all(local_name(child) in ("em", "i", "a", "br") and local_name(child) not in HTML_BLOCKS
               and not (child.tail or "").strip(" .,;") for child in element)
