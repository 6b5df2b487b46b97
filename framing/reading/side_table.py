"""The table of metadata beside a folder of texts (`metadata.csv`), joined on file names."""

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from framing._check import message
from framing.reading.decoding import decode
from framing.reading.delimited import delimited_table
from framing.reading.headers import FIELDS, canonical_columns, complete_date, is_absent, name_key
from framing.reading.records import Note, Source
from framing.reading.workbooks import is_workbook, workbook_table

_FILE_COLUMNS = ("file", "filename", "file_name", "fichier", "nom_de_fichier", "nom_fichier", "path",
                 "chemin", "doc_id", "id", "identifiant")
_FIELDS = tuple(field for field in FIELDS if field not in ("text", "par_id", "role"))


class SideTable(NamedTuple):
    """Metadata by file name, for the files below the folder of the table."""

    source: str
    rows: Mapping[str, Mapping[str, Any]]
    notes: tuple[Note, ...] = ()

    def covers(self, source: str) -> bool:
        """Is a source in the folder of the table, or below?"""
        return PurePosixPath(source).is_relative_to(PurePosixPath(self.source).parent)


def read_side_table(source: Source, *, encoding: str | None = None) -> SideTable:
    """Read a table of metadata: the file names stand in a column called so, else in the first one."""
    if is_workbook(source):
        table = workbook_table(source)
    else:
        decoded = decode(source.data, encoding=encoding)
        table = delimited_table(Source(source.name, source.data, decoded.text))
    if not table.headers:
        raise ValueError(message("read_corpus", f"the metadata table {source.name!r} is empty"))
    keys = [name_key(header) for header in table.headers]
    place = next((keys.index(name) for name in _FILE_COLUMNS if name in keys), 0)
    rest = [header for column, header in enumerate(table.headers) if column != place]
    names = canonical_columns(rest, fields=_FIELDS)
    rows: dict[str, Mapping[str, Any]] = {}
    repeated, n_nameless = [], 0
    for _, values in table.rows:
        if is_absent(values[place]):
            n_nameless += 1
            continue
        key = normal_name(str(values[place]))
        cells = [value for column, value in enumerate(values) if column != place]
        if key in rows:
            repeated.append(key)
            continue
        rows[key] = complete_date({name: value for name, value in zip(names, cells, strict=True)
                                   if not is_absent(value)})
    notes = [Note("metadata row repeats a file name, the first was taken", 1, key) for key in repeated]
    notes += [Note("metadata rows without a file name", n_nameless)] if n_nameless else []
    notes += [Note("metadata row not read", 1, f"{refusal.item}: {refusal.reason}")
              for refusal in table.refused]
    return SideTable(source.name, rows, tuple(notes))


def match_rows(table: SideTable, sources: Sequence[str]) -> dict[str, str]:
    """Source → key of its row: by path, else by file name, else by name without extension.

    Examples
    --------
    >>> from framing.reading.side_table import SideTable, match_rows
    >>> table = SideTable("metadata.csv", {"un": {}, "deux.txt": {}})
    >>> match_rows(table, ["un.txt", "b/deux.txt", "trois.txt"])
    {'un.txt': 'un', 'b/deux.txt': 'deux.txt'}
    """
    matched = {}
    for source in sources:
        if not table.covers(source):
            continue
        path = PurePosixPath(source).relative_to(PurePosixPath(table.source).parent)
        for key in (str(path), str(path.with_suffix("")), path.name, path.stem):
            if key in table.rows:
                matched[source] = key
                break
    return matched


def normal_name(name: str) -> str:
    """A file name as compared: NFC, forward slashes."""
    return unicodedata.normalize("NFC", name.strip()).replace("\\", "/").removeprefix("./")
