"""Which XML vocabulary a document is written in, by its first element."""

import re

from framing.reading.records import Source

_BEFORE = re.compile(
    r"(?:\s+|<\?[^>]{0,500}\?>|<!--(?:(?!-->).){0,20000}-->|<!DOCTYPE[^<>\[]{0,500}(?:\[[^\]]{0,5000}\])?\s*>)*+"
    r"<([A-Za-z_][\w.-]{0,60})(?::([\w.-]{1,60}))?", re.DOTALL)
_PAGE = re.compile(r"(?:\s+|<\?xml[^>]{0,200}\?>|<!--(?:(?!-->).){0,20000}-->)*+"
                   r"<(?:!doctype html|html|head|body|meta|div|p|table|span|article|section|main|h[1-6]|a|link)\b",
                   re.IGNORECASE | re.DOTALL)
KINDS = {
    "NewsML": "newsml", "newsMessage": "newsml", "newsItem": "newsml", "packageItem": "newsml", "contentSet": "newsml",
    "nitf": "nitf", "rss": "feed", "RDF": "feed", "feed": "feed", "TEI": "tei", "TEI.2": "tei", "teiCorpus": "tei",
    "text": "txm", "corpus": "txm", "PPSResponse": "factiva",
}


def root_name(text: str) -> str:
    """Name of the first element of a document, without prefix; `""` where it does not begin like one.

    Examples
    --------
    >>> from framing.reading.xml_kinds import root_name
    >>> root_name('<?xml version="1.0"?><!-- feed --><rss version="2.0">'), root_name("Un pont <ferme>.")
    ('rss', '')
    """
    match = _BEFORE.match(text[:40_000])
    return (match[2] or match[1]) if match else ""


def xml_kind(source: Source) -> str:
    """Vocabulary of a document among `KINDS`, `html` for pages, `xml` for any other, `""` for what is no markup."""
    root = root_name(source.text)
    if root in KINDS:
        return KINDS[root]
    if source.text.lstrip().startswith("<?xml") and root.lower() != "html":
        return "xml"
    return ""


def looks_like_page(source: Source) -> bool:
    """Does the text begin like an HTML page or fragment?"""
    return _PAGE.match(source.text) is not None and xml_kind(source) != "xml"
