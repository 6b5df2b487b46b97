"""Lists of addresses without texts: Media Cloud, and the tables of GDELT. They give titles, which is said."""

import html
import re

from framing.reading.blocks import article_of
from framing.reading.delimited import delimited_table
from framing.reading.headers import name_key
from framing.reading.outlets import outlet_fields
from framing.reading.records import Note, Record, Refusal, Source

_MEDIA_CLOUD = frozenset(("media_name", "publish_date", "title", "url"))
_COUNTS = (("source", "count", "ratio"), ("date", "count", "total_count", "ratio"))
_GKG_COLUMNS = 27
_GKG_LINE = re.compile(r"\d{14}-T?\d{1,7}\t\d{14}\t")
_PAGE_TITLE = re.compile(r"<PAGE_TITLE>([^<]{1,1000})</PAGE_TITLE>")


def is_title_list(source: Source) -> bool:
    """Is this a list of stories of Media Cloud, one of its tables of counts, or a GDELT knowledge graph?"""
    if _GKG_LINE.match(source.text):
        return True
    header = tuple(name_key(part.strip('"')) for part in source.text.partition("\n")[0].split(","))
    return (_MEDIA_CLOUD.issubset(header) and "text" not in header) or header in _COUNTS


def read_title_list(source: Source) -> tuple[list[Record | Refusal], list[Note]]:
    """Read a list of stories: each is kept with its title and address, and `extent` says `title only`."""
    if _GKG_LINE.match(source.text):
        lines = [line for line in source.text.split("\n") if line.strip()]
        return [_graph_row(line, f"row {number}") for number, line in enumerate(lines, start=1)], []
    table = delimited_table(source)
    names = [name_key(name) for name in table.headers]
    if "title" not in names:
        return [Refusal("", "a table of counts, not of articles")], []
    found = [_story(dict(zip(names, values, strict=True)), f"row {number}") for number, values in table.rows]
    return [*found, *table.refused], list(table.notes)


def _story(row: dict[str, str], item: str) -> Record | Refusal:
    metadata = {"doc_id": row.get("id") or row.get("stories_id"), "title": row.get("title"), "url": row.get("url"),
                "date": row.get("publish_date"), "lang": row.get("language"), "extent": "title only",
                **outlet_fields(row.get("media_name", ""))}
    return article_of(item, metadata, [])


def _graph_row(line: str, item: str) -> Record | Refusal:
    cells = line.split("\t")
    title = _PAGE_TITLE.search(cells[-1])
    if len(cells) != _GKG_COLUMNS or not title:
        return Refusal(item, f"{len(cells)} columns in place of {_GKG_COLUMNS}" if title else "no page title")
    metadata = {"doc_id": cells[0], "title": html.unescape(title[1]), "date": cells[1], "url": cells[4],
                "outlet": cells[3], "extent": "title only"}
    return article_of(item, metadata, [])
