"""Lexicons on disk: the built-in schemes by name, and lists of your own."""

import csv
import io
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pandas as pd

from framing._check import check_choice, check_type, message
from framing.lexicon import COLUMNS, Lexicon

_SYNONYMS = {"catégorie": "category", "categorie": "category", "motif": "pattern", "terme": "pattern",
             "term": "pattern", "langue": "lang", "language": "lang", "poids": "weight", "exclure": "exclude",
             "voix": "voice"}
_TRUE, _FALSE = ("true", "1", "yes", "vrai", "oui"), ("false", "0", "no", "faux", "non", "")


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
    check_choice("load_lexicon", "name", name, _built_in())
    return _from_folder(name, files("framing.lexicons").joinpath(name))


def _from_folder(name: str, folder: Traversable, *, regex: bool = False) -> Lexicon:
    card = tomllib.loads(folder.joinpath("card.toml").read_text(encoding="utf-8"))
    tables = sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)
    if not tables:
        raise ValueError(message("read_lexicon", "the folder has no list", got=str(folder),
                                 expected="card.toml and one CSV per language"))
    parts = [_entries(file.read_bytes(), where=file.name, lang=file.name.removesuffix(".csv")) for file in tables]
    return Lexicon(name, pd.concat(parts), card, regex)


def read_lexicon(path: str | Path, *, lang: str | None = None, regex: bool = False) -> Lexicon:
    """Read a lexicon of your own.

    Parameters
    ----------
    path
        A CSV with the columns `category` and `pattern`, and if you like `lang`, `weight`, `exclude` (true or
        false), `note`, `condition`, `voice`; separated by `,` `;` or tab, in UTF-8 or as French Excel writes
        it. A TOML file of the same name beside it is its card. Or a folder with `card.toml` and one CSV per
        language (`fr.csv`).
    lang
        Language of the entries where the file has no `lang` column.
    regex
        Allow words between slashes, read as regular expressions.

    Returns
    -------
    The `Lexicon`, named after the file.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If an entry cannot be read, with its line.

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
    entries = _entries(path.read_bytes(), where=path.name, lang=lang)
    card_path = path.with_suffix(".toml")
    card = tomllib.loads(card_path.read_text(encoding="utf-8")) if card_path.is_file() else {}
    return Lexicon(path.stem, entries, card, regex)


def _entries(raw: bytes, *, where: str, lang: str | None) -> pd.DataFrame:
    """Read the rows of a lexicon file; words such as `null` and `no` stay words."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = [{_SYNONYMS.get(str(name).strip().lower(), str(name)): value for name, value in row.items()}
            for row in csv.DictReader(io.StringIO(text), delimiter=separator)]
    names = set(rows[0]) if rows else set()
    missing = {"category", "pattern"} - names
    if missing or names - set(COLUMNS):
        raise ValueError(message(where, "the columns are not those of a lexicon", got=sorted(map(str, names)),
                                 expected=f"category and pattern, and some of {sorted(COLUMNS)}"))
    if "lang" not in names and lang is None:
        raise ValueError(message(where, "the language is not known", hint='pass lang="fr" or add a column lang'))
    return pd.DataFrame([_entry(row, where=f"{where}, line {line}", lang=lang)
                         for line, row in enumerate(rows, start=2)])


def _entry(row: dict[str, str | None], *, where: str, lang: str | None) -> dict[str, object]:
    flag, weight = (row.get("exclude") or "").strip().lower(), (row.get("weight") or "1").strip()
    if flag not in (*_TRUE, *_FALSE):
        raise ValueError(message(where, "`exclude` must be true or false", got=repr(flag)))
    try:
        number = float(weight.replace(",", "."))
    except ValueError:
        raise ValueError(message(where, "`weight` is not a number", got=repr(weight))) from None
    return {"lang": row.get("lang") or lang, "category": (row["category"] or "").strip(),
            "pattern": " ".join((row["pattern"] or "").split()), "weight": number, "exclude": flag in _TRUE,
            "note": row.get("note") or "", "condition": " ".join((row.get("condition") or "").split()),
            "voice": (row.get("voice") or "").strip().lower()}


def resolve_lexicon(lexicon: Lexicon | str) -> Lexicon:
    """Return the lexicon itself, or the built-in scheme of that name."""
    if isinstance(lexicon, str):
        return load_lexicon(lexicon)
    check_type("lexicon", "lexicon", lexicon, expected=(Lexicon, str), hint="read_lexicon(path) reads a file")
    return lexicon
