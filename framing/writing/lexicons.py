"""Lexicons written for other tools, or as a table."""

import os
import warnings
from pathlib import Path

from framing._check import FramingWarning, check_choice, check_type, message
from framing.dictionaries import FORMATS, carried_entries, format_of_name
from framing.lexicon import Lexicon
from framing.writing.whole import write_whole


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
