"""Word lists as tables, CSV and Excel: one row per entry, all columns."""

import csv
import importlib
import io
import zipfile
from typing import Any

import pandas as pd

from framing._check import message
from framing.dictionaries.parsed import Card, Entry, Parsed
from framing.lexicon import COLUMNS

_SYNONYMS = {"catégorie": "category", "categorie": "category", "motif": "pattern", "terme": "pattern",
             "term": "pattern", "langue": "lang", "language": "lang", "poids": "weight", "exclure": "exclude",
             "voix": "voice"}
_TRUE, _FALSE = ("true", "1", "yes", "vrai", "oui"), ("false", "0", "no", "faux", "non", "")
# A spreadsheet executes a cell that begins with one of these; an apostrophe before it keeps it text.
_FORMULA = ("=", "+", "-", "@")
_MAX_UNPACKED = 200_000_000
_LONGEST_HEADER = 10_000


def is_table(text: str) -> bool:
    """Is the first line a header with a category and a pattern?"""
    return {"category", "pattern"} <= {_column(name) for name in _header(text)}


def _header(text: str) -> list[str]:
    first = text.split("\n", 1)[0][:_LONGEST_HEADER]
    return next(csv.reader([first], delimiter=_separator(first)), [])


def _separator(first: str) -> str:
    return max(",;\t", key=first.count)


def _column(name: object) -> str:
    plain = str(name).strip()
    return _SYNONYMS.get(plain.lower(), plain.lower() if plain.lower() in COLUMNS else plain)


def parse_csv(text: str) -> Parsed:
    """Read rows separated by `,` `;` or tab; words such as `null` and `no` stay words."""
    reader = csv.DictReader(io.StringIO(text), delimiter=_separator(text.split("\n", 1)[0]))
    return _parsed([dict(row) for row in reader])


def parse_excel(data: bytes) -> Parsed:
    """Read the first sheet that has the columns of a lexicon."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED:
            raise ValueError(message("read_lexicon", "the workbook is too large",
                                     expected=f"at most {_MAX_UNPACKED:,} bytes unpacked"))
    calamine = _needed("python_calamine")
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    except (calamine.CalamineError, OSError) as error:
        raise ValueError(message("read_lexicon", "damaged workbook", got=str(error))) from error
    for rows in sheets:
        if rows and {"category", "pattern"} <= {_column(name) for name in rows[0]}:
            return _parsed([dict(zip(map(str, rows[0]), map(_cell, row), strict=True)) for row in rows[1:]
                            if any(str(value).strip() for value in row)])
    return _parsed([])


def _needed(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(message("lexicon", f"a workbook needs the package {module!r}",
                                  hint="pip install 'media-framing[io]'")) from error


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _parsed(rows: list[dict[Any, Any]]) -> Parsed:
    named = [{_column(name): value for name, value in row.items()} for row in rows]
    names = set(named[0]) if named else set()
    missing = {"category", "pattern"} - names
    if missing or names - set(COLUMNS):
        raise ValueError(message("read_lexicon", "the columns are not those of a lexicon", got=sorted(names),
                                 expected=f"category and pattern, and some of {sorted(COLUMNS)}"))
    return Parsed([_entry(row, line) for line, row in enumerate(named, start=2)], own=True)


def _entry(row: dict[str, str | None], line: int) -> Entry:
    text = {name: " ".join((value or "").split()) for name, value in row.items()}
    where, flag, weight = f"read_lexicon: line {line}", text.get("exclude", "").lower(), text.get("weight") or "1"
    if flag not in (*_TRUE, *_FALSE):
        raise ValueError(message(where, "`exclude` must be true or false", got=repr(flag)))
    try:
        number = float(weight.replace(",", "."))
    except ValueError:
        raise ValueError(message(where, "`weight` is not a number", got=repr(weight))) from None
    entry = {"category": text["category"], "pattern": _without_guard(text["pattern"]), "weight": number,
             "exclude": flag in _TRUE, "note": _without_guard(row.get("note") or ""),
             "condition": text.get("condition", ""), "voice": text.get("voice", "").lower()}
    return {**entry, "lang": text.get("lang", "")}


def _without_guard(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def _guarded(text: object) -> object:
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text


def _with_words(entries: pd.DataFrame) -> pd.DataFrame:
    return entries[list(COLUMNS)].assign(exclude=entries["exclude"].map({True: "true", False: "false"}),
                                         weight=entries["weight"].map("{:g}".format))


def render_csv(entries: pd.DataFrame, card: Card) -> str:
    """Write all columns; a cell that a spreadsheet would execute gets an apostrophe in front."""
    table = _with_words(entries)
    return table.map(_guarded).to_csv(index=False, lineterminator="\n")


def render_excel(entries: pd.DataFrame, card: Card) -> bytes:
    """Write all columns as text cells, which a spreadsheet does not execute."""
    openpyxl = _needed("openpyxl")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "entries"
    table = _with_words(entries)
    for number, row in enumerate([list(COLUMNS), *table.to_numpy().tolist()], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            cell.data_type = "s"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
