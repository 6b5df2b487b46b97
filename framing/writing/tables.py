"""Tables on disk: files that other tools read, CSV or Parquet."""

import os
from pathlib import Path

import pandas as pd

from framing.reading.packages import needed
from framing.writing.whole import write_text, write_whole

# A spreadsheet executes a cell that begins with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(table: pd.DataFrame, path: str | os.PathLike[str], *, index: bool = True) -> None:
    """Write a table as CSV (UTF-8, plain line ends, no cell that a spreadsheet would execute) or as Parquet.

    Parameters
    ----------
    table
        Any table; in CSV, text cells that begin with `=`, `+`, `-`, `@` get an apostrophe in front.
    path
        File to write, Parquet where it ends in `.parquet`, else CSV; its folder is made if needed.
    index
        Write the index (`doc_id`, `par_id`) as the first columns.

    Returns
    -------
    Nothing. In CSV, decimal numbers have ten significant digits; undefined is an empty cell. In Parquet, a column that
    mixes kinds of values is written as text.

    Raises
    ------
    ImportError
        If Parquet is asked for without the extra `io`.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import pandas as pd
    >>> from framing.writing import write_table
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_table(pd.DataFrame({"text": ["=1+1"], "n": [-2]}), pathlib.Path(folder, "t.csv"), index=False)
    ...     pathlib.Path(folder, "t.csv").read_text(encoding="utf-8")
    "text,n\\n'=1+1,-2\\n"
    """
    flat = table.reset_index() if index else table
    if Path(path).suffix.lower() == ".parquet":
        needed("pyarrow", "writing Parquet")
        write_whole(Path(path), lambda temporary: storable(flat).to_parquet(temporary, index=False))
        return
    text = defused(flat).to_csv(index=False, lineterminator="\n", float_format="%.10g")
    write_text(path, text)


def defused(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before every text or column name that a spreadsheet would execute."""
    texts = [column for column in table.columns if not pd.api.types.is_numeric_dtype(table[column])]
    safe = table.assign(**{column: table[column].map(_defuse) for column in texts})
    return safe.rename(columns=_defuse)


def _defuse(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value


def storable(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with columns of mixed values as text: a Parquet column holds one kind."""
    mixed = [column for column in table.columns if table[column].dtype == object
             and len(set(table[column].dropna().map(type))) > 1]
    texts = {column: table[column].map(lambda value: None if pd.isna(value) else str(value)) for column in mixed}
    return table.assign(**texts).rename(columns=str)
