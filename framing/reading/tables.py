"""Rows of a table → records: one article per row, or one paragraph per row."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from framing.corpus import ROLES
from framing.reading.blocks import blocks_of, with_heading
from framing.reading.cleaning import clean_block, clean_text
from framing.reading.headers import canonical_columns, complete_date, is_absent, is_blank
from framing.reading.records import Block, Note, Record, Refusal, Source

CELL_LIMIT = 32_767  # letters a spreadsheet cell holds; longer texts are cut without a word
_PARAGRAPH_FIELDS = frozenset({"text", "role", "par_id", "lang"})
Found = list[Record | Refusal]


class Row(NamedTuple):
    """One row: its number in the source, counted from 1 below the header, and its cells by canonical name."""

    number: int
    cells: dict[str, Any]


class Table(NamedTuple):
    """A table as found in a source, rows that could not be read among them."""

    headers: Sequence[object]
    rows: Sequence[tuple[int, Sequence[Any]]]
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


def table_reader(to_table: Callable[[Source], Table]) -> Callable[[Source], tuple[Found, list[Note]]]:
    """Make a reader of a source from a function that finds its table."""
    def read(source: Source) -> tuple[Found, list[Note]]:
        return records_from_table(to_table(source), stem=source.stem)
    return read


def records_from_table(table: Table, *, stem: str, rows: str = "auto",
                       fixed: Mapping[str, object] | None = None) -> tuple[Found, list[Note]]:
    """Turn a table into records.

    Rows are paragraphs when there is a `par_id` column, or when identifiers repeat and the repeated rows are
    neighbours that agree on everything but their text, each text without a blank line. Otherwise rows are
    articles, and a second row with the same identifier is refused. `rows` (`articles`, `paragraphs`) decides
    instead.
    """
    names = canonical_columns(table.headers, fixed=fixed)
    if not table.rows:
        return list(table.refused) or [Refusal("", "table without rows")], list(table.notes)
    if "text" not in names:
        shown = ", ".join(map(str, table.headers[:12]))
        return [Refusal("", f"no text column among: {shown}")], list(table.notes)
    found = [Row(number, dict(zip(names, values, strict=True))) for number, values in table.rows]
    as_paragraphs = rows == "paragraphs" or (rows == "auto" and _rows_are_paragraphs(found, names))
    records = _paragraph_records(found, stem) if as_paragraphs else _article_records(found, stem)
    notes = [Note("rows read as paragraphs", len(found))] if as_paragraphs else []
    return [*records, *table.refused], [*table.notes, *notes]


def _rows_are_paragraphs(rows: Sequence[Row], names: Sequence[str]) -> bool:
    if "par_id" in names:
        return True
    if "doc_id" not in names:
        return False
    ids = [row.cells["doc_id"] for row in rows]
    if len(set(map(str, ids))) == len(ids) or any(map(is_absent, ids)):
        return False
    groups = _grouped(rows)
    runs = 1 + sum(str(one) != str(other) for one, other in pairwise(ids))
    return runs == len(groups) and all(_is_one_article(group) for group in groups.values() if len(group) > 1)


def _is_one_article(group: Sequence[Row]) -> bool:
    texts = [str(row.cells["text"]).strip() for row in group]
    others = [[str(value) for name, value in row.cells.items() if name not in _PARAGRAPH_FIELDS]
              for row in group]
    return (len(set(texts)) == len(texts) and all(other == others[0] for other in others)
            and not any("\n\n" in text.replace("\r\n", "\n") for text in texts))


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(_identifier(row) or "", []).append(row)
    return groups


def _identifier(row: Row) -> str:
    value = row.cells.get("doc_id")
    if is_absent(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # pandas turns a column of whole numbers with a gap into decimals
    return str(value).strip()


def _label(row: Row) -> str:
    identifier = _identifier(row)
    return f"row {row.number} ({identifier})" if identifier else f"row {row.number}"


def _metadata(row: Row, identifier: str) -> dict[str, Any]:
    kept = {name: value for name, value in row.cells.items()
            if name not in ("text", "role", "par_id", "standfirst") and not is_absent(value)}
    return complete_date(kept) | {"doc_id": identifier}


def _article_records(rows: Sequence[Row], stem: str) -> Found:
    found: Found = []
    seen = set()
    for row in rows:
        text, identifier = row.cells["text"], _identifier(row) or f"{stem}-{row.number}"
        if is_absent(text):
            found.append(Refusal(_label(row), "no text"))
        elif not isinstance(text, str):
            found.append(Refusal(_label(row), f"the text is not a string but {type(text).__name__}"))
        elif identifier in seen:
            found.append(Refusal(_label(row), "duplicate id"))
        else:
            seen.add(identifier)
            blocks, notes = blocks_of(text)
            blocks = with_heading(blocks, row.cells.get("title"), row.cells.get("standfirst"))
            if len(text) == CELL_LIMIT:
                notes = (*notes, Note(f"text of exactly {CELL_LIMIT:,} characters: cut by a spreadsheet"))
            found.append(Record(_label(row), _metadata(row, identifier), blocks, notes))
    return found


def _paragraph_records(rows: Sequence[Row], stem: str) -> Found:
    found: Found = []
    for identifier, group in _grouped(rows).items():
        if not identifier and any("doc_id" in row.cells for row in group):
            found.extend(Refusal(_label(row), "no doc_id") for row in group)
            continue
        found.append(_article_of_rows(group, identifier or stem))
    return found


def _article_of_rows(group: Sequence[Row], identifier: str) -> Record | Refusal:
    numbers = [_par_id(row, place) for place, row in enumerate(group, start=1)]
    problem = _problem(group, numbers)
    if problem:
        return Refusal(identifier, problem)
    notes: list[Note] = []
    blocks = []
    for row, number in zip(group, numbers, strict=True):
        raw = row.cells["text"]
        text, seen = clean_text("" if is_blank(raw) else raw)
        notes.extend(seen)
        role, lang = row.cells.get("role"), row.cells.get("lang")
        blocks.append(Block(clean_block(text), None if is_absent(role) else role, number,
                            None if is_absent(lang) else lang))
    n_empty = sum(not block.text for block in blocks)
    if n_empty:
        notes.append(Note("empty paragraphs kept", n_empty))
    metadata = _metadata(group[0], identifier)
    differing = [name for name in group[0].cells if name not in _PARAGRAPH_FIELDS
                 and len({str(row.cells[name]) for row in group}) > 1]
    if differing:
        notes.append(Note("paragraphs of one article disagree, the first was taken", 1, ", ".join(differing)))
    languages = Counter(block.lang for block in blocks if block.lang)
    if languages:
        metadata["lang"] = languages.most_common(1)[0][0]
    ordered = tuple(sorted(blocks, key=lambda block: block.par_id or 0))
    return Record(identifier, metadata, ordered, tuple(notes), may_hold_title=False)


def _par_id(row: Row, place: int) -> int | None:
    """Number of a paragraph: as given, else its place; `None` where what is given is no number from 1."""
    if "par_id" not in row.cells:
        return place
    try:
        number = float(str(row.cells["par_id"]))
    except ValueError:
        return None
    return int(number) if number.is_integer() and 1 <= number < 2**31 else None


def _problem(group: Sequence[Row], numbers: Sequence[int | None]) -> str:
    if None in numbers:
        value = group[numbers.index(None)].cells["par_id"]
        return f"par_id is not a whole number from 1: {value!r}"
    if len(set(numbers)) < len(numbers):
        return f"par_id {Counter(numbers).most_common(1)[0][0]} is given twice"
    texts = [row.cells["text"] for row in group]
    if all(map(is_blank, texts)):
        return "no text"
    if not all(isinstance(text, str) or is_blank(text) for text in texts):
        return "a text is not a string"
    roles = {row.cells.get("role") for row in group if not is_absent(row.cells.get("role"))}
    unknown = sorted(str(role) for role in roles if role not in ROLES)
    return f"unknown role {unknown[0]!r}" if unknown else ""
