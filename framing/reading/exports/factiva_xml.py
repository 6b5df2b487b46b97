"""Factiva XML, as its service answered until about 2012: `PPSResponse` with one `ppsarticle` per article."""

import re
from typing import Any

from framing.reading.blocks import article_of
from framing.reading.detection import language_code
from framing.reading.markup import collapsed, parse_xml
from framing.reading.outlets import outlet_fields
from framing.reading.records import Note, Record, Refusal, Source

_ARTICLE = re.compile(r"<(?:[\w.-]{1,60}:)?ppsarticle[\s/>]")
_FIELDS = {"accessionNo": "doc_id", "sourceCode": "source_code", "publisherName": "publisher", "pages": "pages",
           "copyright": "rights"}
_LISTS = {"region": "regions", "newsSubject": "subjects"}
_BODY = ("leadParagraph", "tailParagraphs")


def read_factiva_xml(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read every article of an answer: headline, lead and tail paragraphs, and what Factiva says of it.

    An answer may be ill-formed. What the parser could repair is read; articles that begin in the file and are not in
    the repaired tree are refused by number. Marks of search hits stand inside words and add no space.
    """
    tree = parse_xml(source.text)
    nodes = list(tree.iter("{*}ppsarticle"))
    found = [_article(node, f"article {number}") for number, node in enumerate(nodes, start=1)]
    begun = len(_ARTICLE.findall(source.text))
    found += [Refusal(f"article {number}", "the XML is damaged before or in this article")
              for number in range(len(nodes) + 1, begun + 1)]
    declared = next((int(node.get("count")) for node in tree.iter("{*}ppsarticleResultSet")
                     if node.get("count", "").isdecimal()), len(found))
    notes = [Note("articles declared and articles found differ", 1, f"{declared} and {len(found)}")] \
        if declared != len(found) else []
    return found or [Refusal("", "a Factiva answer without an article")], notes


def _article(node: Any, item: str) -> Record | Refusal:
    article = node.find("{*}article")
    if article is None:
        return Refusal(item, "no text")
    metadata: dict[str, object] = {name: _text(article.find(f"{{*}}{field}")) for field, name in _FIELDS.items()}
    metadata |= {name: "; ".join(filter(None, map(_text, article.iterfind(f"{{*}}{field}/{{*}}name"))))
                 for field, name in _LISTS.items()}
    metadata["title"] = _text(article.find("{*}headline"))
    metadata["lang"] = language_code(_text(article.find("{*}baseLanguage")))
    metadata["date"] = next(filter(None, (_text(article.find(f"{{*}}publicationDate{inner}"))
                                          for inner in ("/{*}dateTime", "/{*}date", ""))), None)
    words = _text(article.find("{*}wordCount"))
    metadata["words_declared"] = int(words) if words.isdecimal() else None
    named = _text(article.find("{*}sourceName"))
    metadata |= outlet_fields(named) if named else {}
    parts = [("".join(paragraph.itertext()), None) for name in _BODY
             for paragraph in article.iterfind(f"{{*}}{name}/{{*}}paragraph")]
    return article_of(item, metadata, [(collapsed(text), role) for text, role in parts])


def _text(element: Any) -> str:
    return collapsed("".join(element.itertext())) if element is not None else ""
