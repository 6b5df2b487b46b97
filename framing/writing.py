"""Tables and lexicons on disk: files that other tools read, written whole or not at all."""

import os
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from framing._check import FramingWarning, check_choice, check_type, message
from framing.dictionaries import FORMATS, carried_entries, format_of_name
from framing.lexicon import Lexicon

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


def write_lexicon(lexicon: Lexicon, path: str | os.PathLike[str], *, format: str | None = None,
                  lang: str | None = None) -> None:
    """Write a lexicon for another tool, or as a table.

    Parameters
    ----------
    lexicon
        The lexicon.
    path
        File to write; its ending tells the format where `format` does not.
    format
        `csv`, `excel`, `json`, `yaml` (as quanteda reads it), `liwc2007`, `liwc2015` (`.dic`), `liwc2022` (`.dicx`),
        `lexicoder2` (`.lcd`), `lexicoder3` (`.lc3`), `yoshikoder` (`.ykd`) or `wordstat` (`.cat`).
    lang
        The language to write; needed where the format has no place for languages and the lexicon has several.

    Returns
    -------
    Nothing. `read_lexicon` reads the file again, equal but for what the warning names and the order of entries.

    Raises
    ------
    ImportError
        If Excel needs a package of the extra `io`.
    ValueError
        If the format or the language is not known, or no entry is left that the format can carry.

    Warns
    -----
    FramingWarning
        If the format cannot carry something: weights, notes and the card are not written; entries whose meaning
        hangs on an exclusion, a condition, a voice or a regular expression are left out, never written as
        something else. WordStat takes conditions as rules, where each looks for one pattern or for the whole of a
        category.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> lexicon = fr.lexicon_from_dict({"war": ["guerre*", "no man's land"]}, lang="fr")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "war.yaml")
    ...     fr.write_lexicon(lexicon, path)
    ...     print(path.read_text(encoding="utf-8"))
    "war":
      - "guerre*"
      - "no man's land"
    <BLANKLINE>
    """
    check_type("write_lexicon", "lexicon", lexicon, expected=Lexicon)
    target, name = Path(path), format_of_name(Path(path), format)
    entries = lexicon.entries
    if lang is not None:
        check_choice("write_lexicon", "lang", lang, lexicon.languages)
        entries = entries[entries["lang"] == lang]
    elif "lang" not in FORMATS[name].carries and len(lexicon.languages) > 1:
        raise ValueError(message("write_lexicon", f"{name} has no place for languages", got=list(lexicon.languages),
                                 hint='write one at a time with lang="fr"'))
    carried, lost = carried_entries(entries, name, card=lexicon.card)
    if carried.empty:
        raise ValueError(message("write_lexicon", f"{name} can carry no entry of {lexicon.name!r}", got=lost))
    if lost:
        warnings.warn(message("write_lexicon", f"{name} cannot carry {', '.join(lost)}", hint="json carries all"),
                      FramingWarning, stacklevel=2)
    content = FORMATS[name].render(carried, lexicon.card)
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    write_whole(target, lambda temporary: _write_bytes(temporary, data))


def _write_bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)
