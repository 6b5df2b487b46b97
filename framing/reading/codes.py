"""Coded sheets → one table of codes: what people answered, unit by unit, or an error that names the row."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from framing._check import check_columns, check_type, message
from framing.reading.archives import MAX_BYTES
from framing.reading.decoding import decode
from framing.reading.delimited import delimited_table
from framing.reading.records import Source
from framing.reading.tables import Table
from framing.reading.workbooks import is_workbook, workbook_table

# The columns of a sheet that are not codes, and their names on a French sheet.
SHEET_COLUMNS = MappingProxyType({
    "unit_id": "unité", "before": "avant", "text": "texte", "after": "après", "note": "remarque", "coder": "codeur",
    "doc_id": "article", "par_id": "paragraphe", "lang": "langue", "inclusion_probability": "probabilité d’inclusion",
})
CODE_COLUMNS = ("unit_id", "doc_id", "par_id", "inclusion_probability", "coder", "category", "code", "note")
MACHINE = "machine:"
_DESIGN = ("doc_id", "par_id", "inclusion_probability")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WHERE = "read_codes"


def read_codes(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, sheet: pd.DataFrame | None = None,
               categories: Collection[str] | None = None, values: Collection[float] = (0, 1)) -> pd.DataFrame:
    """Read sheets that people have coded.

    Parameters
    ----------
    paths
        A file, or one for each coder: what `write_coding_sheet` wrote, filled in. CSV as any spreadsheet saves it
        (comma, semicolon or tab; UTF-8 or Windows-1252; decimal point or comma), or XLSX.
    sheet
        What `coding_sheet` returned. Articles, paragraphs and inclusion probabilities are then taken from it and not
        from the files: needed where sheets were written `blind`, and a guard against a spreadsheet that changed them.
    categories
        Columns that hold codes; by default those of `sheet`, else every column that is not one of the sheet's own.
    values
        The codes that are allowed.

    Returns
    -------
    One row per unit, coder and category, in the order of the files:

    ===================== ====================================================== ============================
    column                meaning                                                undefined
    ===================== ====================================================== ============================
    unit_id               unit                                                   never
    doc_id                its article                                            never
    par_id                its paragraph                                          articles were coded
    inclusion_probability chance of the unit to be on the sheet                  not known
    coder                 who coded; the name of the file where the column is    never
                          empty
    category              what was coded                                         never
    code                  the answer                                             the cell is empty: no answer
    note                  what the coder wrote beside it                         never (empty)
    ===================== ====================================================== ============================

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ImportError
        If XLSX needs a package of the extra `io`.
    KeyError
        If a column is missing.
    ValueError
        If a cell holds something else than an allowed code, a unit stands twice for one coder or is not on the sheet,
        or a probability is none. The message names file, row (1 is the first below the header), unit and column.

    Notes
    -----
    Several coders of one unit are kept side by side, as they answered: agreement is measured before anything is
    settled between them. A settled code is one more coder, with a name of its own.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "ana.csv")
    ...     _ = path.write_text("unit_id;doc_id;par_id;inclusion_probability;war\\nu1;a;1;0,5;1\\nu2;a;2;0,5;\\n")
    ...     codes = fr.read_codes(path)
    >>> codes[["unit_id", "inclusion_probability", "coder", "category", "code"]].values.tolist()
    [['u1', 0.5, 'ana', 'war', 1.0], ['u2', 0.5, 'ana', 'war', nan]]
    """
    files = [Path(paths)] if isinstance(paths, str | os.PathLike) else [Path(path) for path in paths]
    if not files:
        raise ValueError(message(_WHERE, "no file is named"))
    known = None if sheet is None else _design(sheet)
    if categories is None and sheet is not None:
        categories = [name for name in sheet.columns if name not in SHEET_COLUMNS and not name.startswith(MACHINE)]
    allowed = {float(value) for value in values}
    table = pd.concat([_codes(path, known, categories, allowed) for path in files], ignore_index=True)
    twice = table.duplicated(["unit_id", "coder", "category"])
    if twice.any():
        row = table[twice].iloc[0]
        raise ValueError(message(_WHERE, "a coder has coded a unit twice", got=f"{row['coder']}, {row['unit_id']}",
                                 hint="two files of one coder, or a row copied"))
    return table


def _design(sheet: pd.DataFrame) -> pd.DataFrame:
    check_type(_WHERE, "sheet", sheet, expected=pd.DataFrame, hint="coding_sheet returns it")
    check_columns(_WHERE, sheet, ["unit_id", "doc_id", "inclusion_probability"])
    return sheet.set_index("unit_id").reindex(columns=list(_DESIGN))


def _codes(path: Path, known: pd.DataFrame | None, categories: Collection[str] | None,
           allowed: Collection[float]) -> pd.DataFrame:
    """Return the codes of one file."""
    found = _table(path)
    names = [_canonical(header) for header in found.headers]
    frame = pd.DataFrame([dict(zip(names, cells, strict=True)) for _, cells in found.rows], columns=names, dtype=object)
    numbers = [number for number, _ in found.rows]
    check_columns(f"{_WHERE}: {path.name}", frame,
                  ["unit_id", *([] if known is not None else ["doc_id", "inclusion_probability"]), *(categories or ())])
    coded = list(categories) if categories is not None else [
        name for name in names if name not in SHEET_COLUMNS and not name.startswith(MACHINE)]
    if not coded:
        raise ValueError(message(f"{_WHERE}: {path.name}", "no column of codes", got=f"columns {names}"))
    unit = frame["unit_id"].map(_text)

    def refuse(place: int, wrong: str, value: object, expected: object = None, hint: str = "") -> NoReturn:
        raise ValueError(message(f"{_WHERE}: {path.name}, row {numbers[place]} (unit {unit.iloc[place]})", wrong,
                                 got=repr(value), expected=expected, hint=hint))

    design = _own_design(frame, refuse) if known is None else known.reindex(unit)
    if known is not None and (strange := np.flatnonzero(~unit.isin(known.index))).size:
        refuse(strange[0], "the unit is not on the sheet", unit.iloc[strange[0]],
               hint="is it the sheet of this sample?")
    empty = pd.Series("", index=frame.index)
    coder = frame["coder"].map(_text) if "coder" in frame else empty
    base = pd.DataFrame({"unit_id": unit.to_numpy(), **{name: design[name].to_numpy() for name in _DESIGN},
                         "coder": coder.where(coder != "", path.stem).to_numpy(),
                         "note": (frame["note"].map(_text) if "note" in frame else empty).to_numpy()})
    base = base.astype({"par_id": "Int64", "inclusion_probability": float, "doc_id": "str"})
    parts = [base.assign(category=name, code=_answers(frame[name], name, allowed, refuse)) for name in coded]
    # By unit, then category: the order of the file.
    table = pd.concat(parts, keys=range(len(parts))).sort_index(level=1, kind="stable", sort_remaining=False)
    return table[list(CODE_COLUMNS)].reset_index(drop=True)


def _table(path: Path) -> Table:
    if not path.is_file():
        raise FileNotFoundError(message(_WHERE, "there is no such file", got=str(path)))
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(message(_WHERE, "the file is too large", got=f"{path.stat().st_size:,} bytes"))
    source = Source(path.name, path.read_bytes())
    if is_workbook(source):
        table = workbook_table(source)
    else:
        table = delimited_table(replace(source, text=decode(source.data).text))
    if table.refused:
        raise ValueError(message(f"{_WHERE}: {path.name}, {table.refused[0].item}", table.refused[0].reason))
    if not table.rows:
        raise ValueError(message(f"{_WHERE}: {path.name}", "no row below the header"))
    return table


def _canonical(header: object) -> str:
    """Return the name of a column: French names of the sheet's own columns become the English ones."""
    name = _text(header)
    plain = name.casefold().replace("'", "’")
    return next((key for key, french in SHEET_COLUMNS.items() if plain in (key, french)), name)


def _text(value: object) -> str:
    """Return a cell as text, without the apostrophe that keeps a spreadsheet from executing it."""
    text = "" if value is None or (isinstance(value, float) and np.isnan(value)) else str(value).strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def _own_design(frame: pd.DataFrame, refuse: Any) -> pd.DataFrame:
    """Return article, paragraph and probability as a file states them."""
    rows: list[Mapping[str, object]] = []
    for place in range(len(frame)):
        par_id = _number(frame["par_id"].iloc[place]) if "par_id" in frame else None
        chance = _number(frame["inclusion_probability"].iloc[place])
        if isinstance(par_id, str) or (par_id is not None and not (par_id.is_integer() and par_id >= 1)):
            refuse(place, "par_id is not a whole number from 1", frame["par_id"].iloc[place])
        if isinstance(chance, str) or (chance is not None and not 0 < chance <= 1):
            refuse(place, "inclusion_probability is none", frame["inclusion_probability"].iloc[place],
                   "a number above 0, at most 1", "read the files with sheet=, the table coding_sheet returned")
        if not (doc_id := _text(frame["doc_id"].iloc[place])):
            refuse(place, "no doc_id", "")
        rows.append({"doc_id": doc_id, "par_id": par_id, "inclusion_probability": chance})
    return pd.DataFrame(rows, index=frame.index)


def _answers(cells: pd.Series, name: str, allowed: Collection[float], refuse: Any) -> list[float]:
    answers: list[float] = []
    for place, cell in enumerate(cells):
        value = _number(cell)
        if value is None:
            answers.append(np.nan)
        elif isinstance(value, float) and value in allowed:
            answers.append(value)
        else:
            refuse(place, f"not a code for {name!r}", cell, f"one of {sorted(allowed)}, or an empty cell",
                   "empty the cell and write a note where the unit cannot be coded")
    return answers


def _number(cell: object) -> float | str | None:
    """Return a cell as a number, None where it is empty, the text where it is none; a decimal comma is a point."""
    text = _text(cell)
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return number if np.isfinite(number) else text
