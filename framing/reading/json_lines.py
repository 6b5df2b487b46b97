"""JSON list, JSON lines or one JSON object → table."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from framing._check import message
from framing.reading.records import Note, Refusal, Source
from framing.reading.tables import Table

_BEGINNING = re.compile(r'\s*(?:\[\s*\{|\[\s*\]|\{\s*["}])')


def looks_json(source: Source) -> bool:
    """Does the text begin like a JSON object or a list of them, or is the file at least called so?"""
    called = source.name.lower().endswith((".json", ".jsonl", ".ndjson"))
    return called or _BEGINNING.match(source.text[:1000]) is not None


def json_table(source: Source) -> Table:
    """Find the articles of a JSON file; numbers stay as written, nested objects give `a.b` columns."""
    return table_of_mappings(json_items(source.text))


def json_items(text: str) -> list[tuple[int, Any]]:
    """Numbered values of a JSON list, of JSON lines, or of one JSON value; a line that is no JSON is a `Refusal`."""
    return list(_whole(text) if text.lstrip().startswith("[") else _lines(text))


def table_of_mappings(items: list[tuple[int, Any]]) -> Table:
    """Numbered mappings → table; items that are no mapping are refused by number."""
    flat: list[tuple[int, dict[str, Any]]] = []
    refused = []
    for number, item in items:
        if isinstance(item, Mapping):
            flat.append((number, dict(_flattened(item))))
        else:
            reason = item.reason if isinstance(item, Refusal) else f"not an object but {type(item).__name__}"
            refused.append(Refusal(f"row {number}", reason))
    headers = list(dict.fromkeys(name for _, cells in flat for name in cells))
    rows = [(number, [cells.get(name) for name in headers]) for number, cells in flat]
    n_lists = sum(isinstance(value, str) and value.startswith("[{") for _, row in rows for value in row)
    notes = (Note("nested lists kept as JSON text", n_lists),) if n_lists else ()
    return Table(headers, rows, tuple(refused), notes)


def _whole(text: str) -> Iterator[tuple[int, Any]]:
    value = _parsed(text)
    if isinstance(value, Refusal):
        raise ValueError(message("read_corpus", value.reason))
    yield from enumerate(value if isinstance(value, list) else [value], start=1)


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    whole = _parsed(text)
    if not isinstance(whole, Refusal):
        yield 1, whole
        return
    # Only real line ends separate: a JSON string may hold U+2028, at which splitlines() would cut.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _parsed(line)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.strip(), parse_int=str, parse_float=str, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        return Refusal("", f"not valid JSON ({str(error).split(':')[0]})")


def _constant(name: str) -> str | None:
    return None if name == "NaN" else name


def _flattened(item: Mapping[Any, Any], outer: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in item.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{outer}{name}.")
        elif isinstance(value, list | tuple):
            plain = all(isinstance(part, str) for part in value)
            text = "; ".join(value) if plain else json.dumps(value, ensure_ascii=False, default=str)
            yield f"{outer}{name}", text
        else:
            yield f"{outer}{name}", value
