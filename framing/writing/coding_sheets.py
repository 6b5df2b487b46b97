"""A coding sheet for the people who code: CSV as their spreadsheet opens it, or a workbook."""

import os
from pathlib import Path

import pandas as pd

from framing._check import check_choice, check_columns, check_type
from framing.reading.codes import SHEET_COLUMNS
from framing.reading.packages import needed
from framing.writing.tables import defused
from framing.writing.whole import write_text, write_whole

# What tells a coder which outlet a unit is from, and which units the sample was drawn to have many of.
_TELLING = ("doc_id", "par_id", "lang", "inclusion_probability")
_WIDTHS = {"text": 80, "before": 40, "after": 40, "note": 30}


def write_coding_sheet(sheet: pd.DataFrame, path: str | os.PathLike[str], *, coder: str = "", blind: bool = False,
                       lang: str = "en") -> None:
    """Write a coding sheet for one coder.

    Parameters
    ----------
    sheet
        What `coding_sheet` returned.
    path
        File to write: a workbook where it ends in `.xlsx`, else CSV.
    coder
        Name or sign of the coder, put in every row.
    blind
        Leave out article, paragraph, language and inclusion probability, so that nothing tells the coder which outlet
        a unit is from or whether the sample was drawn to have many like it. `read_codes(path, sheet=sheet)` brings
        them back.
    lang
        `fr`: French column names, and CSV as French Excel opens it (semicolons, decimal commas). `en`: commas and
        decimal points. Both begin with a byte-order mark, so that accents are read.

    Returns
    -------
    Nothing. Text is data: a cell that a spreadsheet would execute gets an apostrophe in front, which `read_codes`
    takes away.

    Raises
    ------
    ImportError
        If XLSX needs a package of the extra `io`.
    KeyError
        If the table is no coding sheet.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr", "text": "La guerre dure."},
    ...                                {"doc_id": "a", "par_id": 2, "lang": "fr", "text": "Il pleut."}])
    >>> sheet = fr.coding_sheet(fr.tokenize(corpus), "war_peace", n=2, categories=["war_violence"])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     fr.write_coding_sheet(sheet, pathlib.Path(folder, "ana.csv"), coder="Ana", blind=True, lang="fr")
    ...     pathlib.Path(folder, "ana.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    'unité;avant;texte;après;war_violence;remarque;codeur'
    """
    where = "write_coding_sheet"
    check_type(where, "sheet", sheet, expected=pd.DataFrame, hint="coding_sheet returns it")
    check_columns(where, sheet, ["unit_id", "text", "coder", "inclusion_probability"])
    check_choice(where, "lang", lang, ("en", "fr"))
    table = sheet.assign(coder=coder) if coder else sheet
    if blind:
        table = table.drop(columns=list(_TELLING), errors="ignore")
    names = dict(SHEET_COLUMNS) if lang == "fr" else {}
    safe = defused(table.astype({name: "str" for name in ("before", "text", "after") if name in table}))
    if Path(path).suffix.lower() == ".xlsx":
        widths = [_WIDTHS.get(name, 14) for name in safe.columns]
        write_whole(Path(path), lambda temporary: _write_workbook(safe.rename(columns=names), temporary, widths))
        return
    separator, decimal = (";", ",") if lang == "fr" else (",", ".")
    text = safe.rename(columns=names).to_csv(index=False, lineterminator="\n", float_format="%.10g", sep=separator,
                                             decimal=decimal)
    write_text(path, "\ufeff" + text)


def _write_workbook(table: pd.DataFrame, path: Path, widths: list[int]) -> None:
    openpyxl = needed("openpyxl", "writing a workbook")
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = "codes"
    page.freeze_panes = "B2"
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    rows = table.astype(object).where(table.notna(), None).to_numpy().tolist()
    for number, row in enumerate([list(table.columns), *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(number, column, value)
            cell.alignment = openpyxl.styles.Alignment(wrap_text=isinstance(value, str), vertical="top")
            if isinstance(value, str):
                cell.data_type = "s"
    workbook.save(path)
