"""Tables on disk: files that other tools read, written whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

# A spreadsheet executes a cell that begins with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a temporary file beside `path`, then put it in place in one step.

    An error or an interruption leaves the old file, or none.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        # mkstemp makes files for the owner alone; a result is read by others.
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a text in UTF-8 with plain line ends, whole or not at all.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from framing.writing import write_text
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_text(pathlib.Path(folder, "a.txt"), "Une phrase.")
    ...     pathlib.Path(folder, "a.txt").read_text(encoding="utf-8")
    'Une phrase.'
    """
    write_whole(Path(path), lambda temporary: _write(temporary, text))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def write_table(table: pd.DataFrame, path: str | os.PathLike[str], *, index: bool = True) -> None:
    """Write a table as CSV: UTF-8, plain line ends, no cell that a spreadsheet would execute.

    Parameters
    ----------
    table
        Any table; text cells that begin with `=`, `+`, `-`, `@` get an apostrophe in front.
    path
        File to write; its folder is made if needed.
    index
        Write the index (`doc_id`, `par_id`) as the first columns.

    Returns
    -------
    Nothing. Decimal numbers have ten significant digits; undefined is an empty cell.

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
    text = defused(flat).to_csv(index=False, lineterminator="\n", float_format="%.10g")
    write_text(path, text)


def defused(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before every text or column name that a spreadsheet would execute."""
    texts = [column for column in table.columns if not pd.api.types.is_numeric_dtype(table[column])]
    safe = table.assign(**{column: table[column].map(_defuse) for column in texts})
    return safe.rename(columns=_defuse)


def _defuse(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value
