"""CSV and TSV → table: the delimiter is read off whole records, quoted cells may hold line breaks."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from framing.reading.headers import FIELDS, canonical_columns, has_text_column
from framing.reading.records import Note, Refusal, Source
from framing.reading.tables import Table

DELIMITERS = (";", ",", "\t", "|")
_LINE_END = re.compile("\r\n?")
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n")
_SAMPLE = 20  # records looked at to choose the delimiter


def looks_delimited(source: Source) -> bool:
    """Is this a table with columns for the text and something else known, or at least a file called one?

    One known name is not enough: a story may begin « Article, chapeau et photo … ».
    """
    head = _head(source.text)
    for header in _headers(head):
        known = [name for name in canonical_columns(header[:200]) if name in FIELDS]
        if "text" in known and len(known) > 1:
            return True
    return source.name.lower().endswith((".csv", ".tsv", ".tab"))


def delimited_table(source: Source) -> Table:
    """Find the records of a delimited file.

    Rows with more cells than the header are refused by number; shorter rows are filled up and noted.
    """
    declared = _SEPARATOR_LINE.match(source.text)
    text = _LINE_END.sub("\n", source.text[declared.end() if declared else 0:])
    delimiter = declared[1] if declared else choose_delimiter(text)
    records = [record for record in parse_records(text, delimiter) if any(cell.strip() for cell in record)]
    if not records:
        return Table([], [])
    header, rows, refused, n_short = records[0], [], [], 0
    for number, record in enumerate(records[1:], start=1):
        while len(record) > len(header) and not record[-1].strip():
            record.pop()
        if len(record) > len(header):
            refused.append(Refusal(f"row {number}", "more cells than the header"))
            continue
        n_short += len(record) < len(header)
        rows.append((number, record + [""] * (len(header) - len(record))))
    notes = (Note("rows with fewer cells than the header, filled up", n_short),) if n_short else ()
    return Table(header, rows, tuple(refused), notes)


def choose_delimiter(text: str) -> str:
    """Choose the delimiter: a header that names a text, then records of equal length, then most columns.

    Examples
    --------
    >>> from framing.reading.delimited import choose_delimiter
    >>> choose_delimiter('titre;texte\\n"Oui, non";"a, b, c"\\n')
    ';'
    """
    def merit(delimiter: str) -> tuple[bool, float, int]:
        records = list(islice(parse_records(text, delimiter), _SAMPLE))
        width = len(records[0]) if records else 0
        alike = sum(len(record) == width for record in records) / max(1, len(records))
        named = width > 1 and has_text_column(records[0])
        return named, alike if width > 1 else 0.0, width
    return max(DELIMITERS, key=merit)


def parse_records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the records of delimited text whose line ends are `\\n`.

    A cell that opens with a quotation mark ends at the next single one. Where something other than a
    delimiter follows, the marks belong to the text (an unquoted cell that begins with a quotation).

    Examples
    --------
    >>> from framing.reading.delimited import parse_records
    >>> list(parse_records('a;"say ""no"";\\nplease"\\n"Yes", he said;2', ";"))
    [['a', 'say "no";\\nplease'], ['"Yes", he said', '2']]
    """
    record: list[str] = []
    for match in _cell_pattern(delimiter).finditer(text):
        quoted, tail, plain, end = match.groups()
        if quoted is None:
            record.append(plain)
        elif tail.strip():
            record.append(match[0].removesuffix(end))
        else:
            record.append(quoted.replace('""', '"'))
        if end != delimiter:
            if record != [""] or end:
                yield record
            record = []
            if not end:
                return


def _headers(text: str) -> Iterator[list[str]]:
    for delimiter in DELIMITERS:
        yield next(parse_records(text, delimiter), [])


def _head(text: str) -> str:
    declared = _SEPARATOR_LINE.match(text)
    return _LINE_END.sub("\n", text[declared.end() if declared else 0:][:20_000])


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    # Possessive repetition: a cell is scanned once, whatever follows.
    return re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"([^{mark}\n]*+)|([^{mark}\n]*+))({mark}|\n|\Z)')
