"""XLSX and Parquet → table. Both need the packages of the extra `io`."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from framing._check import message
from framing.reading.archives import open_archive
from framing.reading.headers import has_text_column, is_blank
from framing.reading.packages import needed
from framing.reading.records import Note, Source
from framing.reading.tables import Table


def is_workbook(source: Source) -> bool:
    """Is this an XLSX workbook?"""
    if not source.data.startswith(b"PK\x03\x04"):
        return False
    try:
        return any(name.startswith("xl/") for name in open_archive(source.data).namelist())
    except ValueError:
        return False


def is_parquet(source: Source) -> bool:
    """Is this a Parquet file?"""
    return source.data.startswith(b"PAR1") and source.data.endswith(b"PAR1")


def workbook_table(source: Source) -> Table:
    """Find the first sheet with a text column; the other sheets are named in a note."""
    calamine = needed("python_calamine", "an XLSX workbook")
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        sheets = {name: _filled(workbook.get_sheet_by_name(name).to_python())
                  for name in workbook.sheet_names}
    except (calamine.CalamineError, OSError) as error:
        raise ValueError(message("read_corpus", "damaged workbook", got=str(error))) from error
    sheets = {name: rows for name, rows in sheets.items() if rows}
    if not sheets:
        return Table([], [])
    chosen = next((name for name, rows in sheets.items() if has_text_column(rows[0])), next(iter(sheets)))
    notes = tuple(Note("sheet not read", 1, name) for name in sheets if name != chosen)
    header, *rows = sheets[chosen]
    return Table([_cell(value) for value in header],
                 [(number, [_cell(value) for value in row]) for number, row in enumerate(rows, start=1)],
                 notes=notes)


def parquet_table(source: Source) -> Table:
    """Find the rows of a Parquet file."""
    parquet = needed("pyarrow.parquet", "a Parquet file")
    arrow = needed("pyarrow", "a Parquet file")
    try:
        table = parquet.read_table(io.BytesIO(source.data))
    except (arrow.ArrowException, OSError) as error:
        raise ValueError(message("read_corpus", "damaged Parquet file", got=str(error))) from error
    columns = [[_cell(value) for value in column.to_pylist()] for column in table.columns]
    return Table(table.column_names, list(enumerate(map(list, zip(*columns, strict=True)), start=1)))


def _filled(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(row) for row in rows if any(str(value).strip() for value in row)]


def _cell(value: Any) -> Any:
    """A cell as text, or a date: whole numbers without `.0` (identifiers), `_x000D_` as a line end."""
    if isinstance(value, str):
        return value.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    if isinstance(value, dt.datetime | dt.date) or is_blank(value):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
