"""Lexicons on disk: the built-in schemes by name, and lists of your own."""

import tomllib
import warnings
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pandas as pd

from framing._check import FramingWarning, check_choice, check_type, message
from framing.dictionaries import FORMATS, Parsed, detect_format
from framing.lexicon import COLUMNS, DEFAULTS, Lexicon
from framing.notation import check_pattern
from framing.reading.decoding import decode

_MAX_BYTES = 50_000_000


def list_lexicons() -> pd.DataFrame:
    """List the built-in schemes.

    Returns
    -------
    One row per scheme: `name`, `title`, `languages`, `n_categories`, `n_patterns`, `n_exclusions`,
    `version`, `licence`; no
    value is ever undefined.

    Examples
    --------
    >>> import framing as fr
    >>> fr.list_lexicons()["name"].tolist()  # doctest: +NORMALIZE_WHITESPACE
    ['attribution_verbs', 'conflict_actors', 'generic_news', 'metaphors', 'modality', 'moral_language',
     'polarity_operators', 'policy_frames', 'strategy_issue', 'tone', 'uncertainty', 'war_peace']
    """
    rows = []
    for name in _built_in():
        lexicon = load_lexicon(name)
        rows.append({"name": name, "title": lexicon.card["title"], "languages": " ".join(lexicon.languages),
                     "n_categories": len(lexicon.categories), "n_patterns": int((~lexicon.entries["exclude"]).sum()),
                     "n_exclusions": int(lexicon.entries["exclude"].sum()),
                     "version": lexicon.card["version"], "licence": lexicon.card["licence"]})
    return pd.DataFrame(rows)


def _built_in() -> tuple[str, ...]:
    folders = files("framing.lexicons").iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.joinpath("card.toml").is_file()))


def load_lexicon(name: str) -> Lexicon:
    """Load a built-in scheme by name.

    Parameters
    ----------
    name
        A name that `list_lexicons` shows.

    Returns
    -------
    The `Lexicon`, all its languages together.

    Raises
    ------
    ValueError
        If there is no such scheme.

    Examples
    --------
    >>> import framing as fr
    >>> fr.load_lexicon("generic_news").categories
    ('responsibility', 'human_interest', 'conflict', 'morality', 'economic')
    """
    if isinstance(name, str | Path) and (Path(name).suffix or len(Path(name).parts) > 1):
        raise ValueError(message("load_lexicon", "`name` is a path, not the name of a built-in scheme", got=str(name),
                                 expected=f"one of {list(_built_in())}", hint="read_lexicon(path) reads a file"))
    check_choice("load_lexicon", "name", name, _built_in())
    return _from_folder(name, files("framing.lexicons").joinpath(name))


def _from_folder(name: str, folder: Traversable, *, regex: bool = False) -> Lexicon:
    card = tomllib.loads(folder.joinpath("card.toml").read_text(encoding="utf-8"))
    tables = sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)
    if not tables:
        raise ValueError(message("read_lexicon", "the folder has no list", got=str(folder),
                                 expected="card.toml and one CSV per language"))
    parts = [_table(_parse(file.read_bytes(), where=file.name), where=file.name,
                    lang=file.name.removesuffix(".csv"), regex=regex) for file in tables]
    return Lexicon(name, pd.concat(parts), card, regex)


def read_lexicon(path: str | Path, *, lang: str | None = None, regex: bool = False) -> Lexicon:
    """Read a lexicon of your own, or a dictionary of another tool; the content tells which format it is.

    Parameters
    ----------
    path
        A CSV or Excel table with the columns `category` and `pattern`, and if you like `lang`, `weight`,
        `exclude` (true or false), `note`, `condition`, `voice`; a CSV is separated by `,` `;` or tab, in UTF-8 or
        as French Excel writes it. Or LIWC `.dic` and `.dicx`, Lexicoder `.lcd` and `.lc3`, Yoshikoder `.ykd`,
        WordStat `.cat`, YAML as quanteda has it, JSON. A TOML file of the same name beside it is its card. Or a
        folder with `card.toml` and one CSV per language (`fr.csv`).
    lang
        Language of the entries where the file does not say it.
    regex
        Allow words between slashes, read as regular expressions.

    Returns
    -------
    The `Lexicon`, named after the file.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ImportError
        If Excel or YAML needs a package of the extra `io`.
    ValueError
        If the file is none of these, an entry of a table cannot be read (with its line), or the language is
        not known.

    Warns
    -----
    FramingWarning
        If a dictionary of another tool holds entries that have no meaning here (a stem of one letter, an
        emoticon, a rule over whole documents): they are left out, and named.

    Notes
    -----
    Levels become `war/violence`; white space in category names becomes `_`. Wildcards stand for letters here,
    where some tools let them stand for any character.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "energy.csv")
    ...     _ = path.write_text("category;pattern\\natom;centrale* nucléaire*\\n", encoding="cp1252")
    ...     fr.read_lexicon(path, lang="fr")
    Lexicon 'energy': 1 categories, patterns fr: 1
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(message("read_lexicon", "there is no such file", got=str(path),
                                        hint="built-in schemes go by name: load_lexicon(name)"))
    if path.is_dir():
        return _from_folder(path.name, path, regex=regex)
    if path.stat().st_size > _MAX_BYTES:
        raise ValueError(message("read_lexicon", "the file is too large", got=f"{path.stat().st_size:,} bytes",
                                 expected=f"at most {_MAX_BYTES:,}"))
    parsed = _parse(path.read_bytes(), where=path.name)
    entries = _table(parsed, where=path.name, lang=lang, regex=regex)
    card_path = path.with_suffix(".toml")
    card = tomllib.loads(card_path.read_text(encoding="utf-8")) if card_path.is_file() else parsed.card
    return Lexicon(path.stem, entries, card, regex)


def _parse(raw: bytes, *, where: str) -> Parsed:
    """Recognise a format and read it."""
    if raw.startswith(b"PK\x03\x04"):
        return FORMATS["excel"].parse(raw)
    text = decode(raw).text
    if "\ufffd" in text:
        raise ValueError(message(where, "some characters are damaged (U+FFFD)", hint="save it again as UTF-8"))
    return FORMATS[detect_format(text)].parse(text)


def _table(parsed: Parsed, *, where: str, lang: str | None, regex: bool) -> pd.DataFrame:
    """Make a table of entries; of a foreign dictionary leave out, and name, what has no meaning here."""
    entries, left_out = parsed.entries, list(parsed.left_out)
    if not parsed.own:
        entries = []
        for entry in parsed.entries:
            try:
                check_pattern(where, entry["pattern"], regex=regex)
                entries.append(entry)
            except ValueError:
                left_out.append(entry["pattern"])
    if left_out:
        shown = ", ".join(map(repr, left_out[:8])) + (", …" if len(left_out) > 8 else "")
        warnings.warn(message("read_lexicon", f"{where}: {len(left_out)} entries were left out: {shown}"),
                      FramingWarning, stacklevel=3)
    if lang is None and not all(entry.get("lang") for entry in entries):
        raise ValueError(message(where, "the language is not known", hint='pass lang="fr" or add a column lang'))
    rows = [{**DEFAULTS, **entry, "lang": entry.get("lang") or lang} for entry in entries]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table if parsed.own else table.drop_duplicates(ignore_index=True)


def resolve_lexicon(lexicon: Lexicon | str) -> Lexicon:
    """Return the lexicon itself, or the built-in scheme of that name."""
    if isinstance(lexicon, str):
        return _shared(lexicon)
    check_type("lexicon", "lexicon", lexicon, expected=(Lexicon, str), hint="read_lexicon(path) reads a file")
    return lexicon


@cache
def _shared(name: str) -> Lexicon:
    """Read a built-in scheme once: for measures, which change nothing; who asks for one by name has a new one."""
    return load_lexicon(name)
