"""Categories of patterns, with where they come from and what they cannot do."""

import csv
import html
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from framing._check import check_choice, check_columns, check_type, message

COLUMNS = ("lang", "category", "pattern", "weight", "exclude", "note")
_HEADER = {"lang", "category", "pattern", "weight", "exclude", "note"}
_TRUE, _FALSE = ("true", "1", "yes", "vrai", "oui"), ("false", "0", "no", "faux", "non", "")
# A stem of one letter would match a tenth of the dictionary.
SHORTEST_STEM = 2


@dataclass(frozen=True, repr=False, eq=False)
class Lexicon:
    """A word list in categories, and its card.

    Parameters
    ----------
    name
        Identifier of the scheme.
    entries
        One row per pattern, columns `lang`, `category`, `pattern`, and, where absent filled in, `weight`
        (1.0), `exclude` (False: the pattern protects what it matches from its category), `note`.
    card
        Title, version, licence, source, categories with labels and definitions, known limits.

    Raises
    ------
    ValueError
        If there is no entry, an entry stands twice, a category has no name, or a pattern cannot be read.
    KeyError
        If a column is missing.

    Notes
    -----
    A pattern is one word, or several that must follow each other. A word may end in `*`: the stem, then any
    number of letters. Case, apostrophes and ligatures do not matter; accents do.

    Examples
    --------
    >>> import framing as fr
    >>> lexicon = fr.load_lexicon("war_peace")
    >>> lexicon.languages
    ('en', 'fr')
    >>> lexicon["war_violence"].categories
    ('war_violence',)
    """

    name: str
    entries: pd.DataFrame
    card: Mapping[str, Any]

    def __post_init__(self) -> None:
        where = f"Lexicon {self.name!r}"
        check_type(where, "entries", self.entries, expected=pd.DataFrame)
        check_columns(where, self.entries, ["lang", "category", "pattern"])
        entries = self.entries.copy().reset_index(drop=True)
        for column, value in (("weight", 1.0), ("exclude", False), ("note", "")):
            if column not in entries:
                entries[column] = value
        entries = entries[list(COLUMNS)].astype({"weight": float, "exclude": bool})
        _check_entries(where, entries)
        object.__setattr__(self, "entries", entries)
        object.__setattr__(self, "card", MappingProxyType(dict(self.card)))

    @property
    def categories(self) -> tuple[str, ...]:
        """Category ids, in the order of the card, then of the entries."""
        present = dict.fromkeys(self.entries["category"])
        listed = [name for name in self.card.get("categories", {}) if name in present]
        return tuple(dict.fromkeys([*listed, *present]))

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes that have entries, sorted."""
        return tuple(sorted(self.entries["lang"].unique()))

    def labels(self, lang: str = "en") -> dict[str, str]:
        """Return the label of each category in a language; its id where the card has none."""
        cards = self.card.get("categories", {})
        return {name: cards.get(name, {}).get(f"label_{lang}", name) for name in self.categories}

    def __getitem__(self, category: str) -> "Lexicon":
        check_choice(f"Lexicon {self.name!r}", "category", category, self.categories)
        return Lexicon(self.name, self.entries[self.entries["category"] == category], self.card)

    def __or__(self, other: "Lexicon") -> "Lexicon":
        check_type("Lexicon", "other", other, expected=Lexicon)
        shared = sorted(set(self.categories) & set(other.categories))
        if shared:
            raise ValueError(message("Lexicon", f"{self.name!r} and {other.name!r} share categories", got=shared,
                                     expected="different category names"))
        card = {"title": f"{self.name} | {other.name}",
                "categories": {**self.card.get("categories", {}), **other.card.get("categories", {})}}
        return Lexicon(f"{self.name}|{other.name}", pd.concat([self.entries, other.entries]), card)

    def __repr__(self) -> str:
        counted = self.entries.loc[~self.entries["exclude"]]
        per = ", ".join(f"{code}: {len(part)}" for code, part in counted.groupby("lang"))
        version = f" {self.card['version']}" if "version" in self.card else ""
        return f"Lexicon {self.name!r}{version}: {len(self.categories)} categories, patterns {per}"

    def _repr_html_(self) -> str:
        table = self.entries.groupby(["category", "lang"], sort=False).size().unstack(fill_value=0)
        return f"<p>{html.escape(repr(self))}</p>{table.to_html(escape=True, border=0)}"


def _check_entries(where: str, entries: pd.DataFrame) -> None:
    if entries.empty:
        raise ValueError(message(where, "the lexicon has no entry"))
    for column in ("lang", "category", "pattern"):
        wrong = [value for value in entries[column] if not (isinstance(value, str) and value.strip())]
        if wrong:
            raise ValueError(message(where, f"{len(wrong)} entries have no {column}", got=repr(wrong[0])))
    spaced = [name for name in entries["category"].unique() if any(mark.isspace() for mark in name)]
    if spaced:
        raise ValueError(message(where, "category names hold white space", got=spaced,
                                 expected="identifiers such as war_violence or war/violence"))
    keys = ["lang", "category", "pattern", "exclude"]
    repeated = entries.loc[entries.duplicated(keys), keys]
    if len(repeated):
        raise ValueError(message(where, f"{len(repeated)} entries stand twice", got=repeated.iloc[0].tolist()))
    for pattern in entries["pattern"]:
        _check_pattern(where, pattern)


def _check_pattern(where: str, pattern: str) -> None:
    for word in pattern.split():
        stem = word.removesuffix("*")
        if "*" in stem:
            raise ValueError(message(where, f"pattern {pattern!r} has `*` inside a word", got=word,
                                     expected="`*` at the end of a word"))
        if stem != word and sum(mark.isalpha() for mark in stem) < SHORTEST_STEM:
            raise ValueError(message(where, f"the stem of {pattern!r} is too short", got=word,
                                     expected=f"at least {SHORTEST_STEM} letters before `*`"))
        if not any(mark.isalnum() for mark in stem):
            raise ValueError(message(where, f"pattern {pattern!r} holds no letter", got=word))


def list_lexicons() -> pd.DataFrame:
    """List the built-in schemes.

    Returns
    -------
    One row per scheme: `name`, `title`, `languages`, `n_categories`, `n_patterns`, `version`, `licence`; no
    value is ever undefined.

    Examples
    --------
    >>> import framing as fr
    >>> fr.list_lexicons()["name"].tolist()
    ['attribution_verbs', 'generic_news', 'polarity_operators', 'tone', 'war_peace']
    """
    rows = []
    for name in _built_in():
        lexicon = load_lexicon(name)
        rows.append({"name": name, "title": lexicon.card["title"], "languages": " ".join(lexicon.languages),
                     "n_categories": len(lexicon.categories), "n_patterns": len(lexicon.entries),
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


def _from_folder(name: str, folder: Traversable) -> Lexicon:
    card = tomllib.loads(folder.joinpath("card.toml").read_text(encoding="utf-8"))
    tables = sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)
    if not tables:
        raise ValueError(message("read_lexicon", "the folder has no list", got=str(folder),
                                 expected="card.toml and one CSV per language"))
    parts = [_entries(file.read_bytes(), where=file.name, lang=file.name.removesuffix(".csv")) for file in tables]
    return Lexicon(name, pd.concat(parts), card)


def read_lexicon(path: str | Path, *, lang: str | None = None) -> Lexicon:
    """Read a lexicon of your own.

    Parameters
    ----------
    path
        A CSV with the columns `category` and `pattern`, and if you like `lang`, `weight`, `exclude` (true or
        false), `note`; separated by `,` `;` or tab, in UTF-8 or as French Excel writes it. A TOML file of the
        same name beside it is its card. Or a folder with `card.toml` and one CSV per language (`fr.csv`).
    lang
        Language of the entries where the file has no `lang` column.

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
        return _from_folder(path.name, path)
    entries = _entries(path.read_bytes(), where=path.name, lang=lang)
    card_path = path.with_suffix(".toml")
    card = tomllib.loads(card_path.read_text(encoding="utf-8")) if card_path.is_file() else {}
    return Lexicon(path.stem, entries, card)


def _entries(raw: bytes, *, where: str, lang: str | None) -> pd.DataFrame:
    """Read the rows of a lexicon file; words such as `null` and `no` stay words."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
    names = set(rows[0]) if rows else set()
    missing = {"category", "pattern"} - names
    if missing or names - _HEADER:
        raise ValueError(message(where, "the columns are not those of a lexicon", got=sorted(map(str, names)),
                                 expected=f"category and pattern, and some of {sorted(_HEADER)}"))
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
            "note": row.get("note") or ""}


def lexicon_from_dict(categories: Mapping[str, Sequence[str]], *, lang: str, name: str = "custom") -> Lexicon:
    """Make a lexicon from a mapping of categories to patterns.

    Parameters
    ----------
    categories
        Category name to its patterns.
    lang
        Language of the patterns.
    name
        Name of the lexicon.

    Returns
    -------
    The `Lexicon`; every pattern has weight 1 and none excludes.

    Raises
    ------
    ValueError
        If a pattern cannot be read.
    TypeError
        If the patterns of a category are one string.

    Examples
    --------
    >>> import framing as fr
    >>> fr.lexicon_from_dict({"war": ["guerre*", "ligne de front"]}, lang="fr")
    Lexicon 'custom': 1 categories, patterns fr: 2
    """
    rows = []
    for category, patterns in categories.items():
        if isinstance(patterns, str):
            raise TypeError(message("lexicon_from_dict", f"category {category!r} has one string", got=patterns,
                                    expected="a list of patterns", hint="wrap it in a list"))
        rows += [{"lang": lang, "category": category, "pattern": pattern} for pattern in patterns]
    return Lexicon(name, pd.DataFrame(rows, columns=["lang", "category", "pattern"]), {"title": name})


def resolve_lexicon(lexicon: Lexicon | str) -> Lexicon:
    """Return the lexicon itself, or the built-in scheme of that name."""
    if isinstance(lexicon, str):
        return load_lexicon(lexicon)
    check_type("lexicon", "lexicon", lexicon, expected=(Lexicon, str), hint="read_lexicon(path) reads a file")
    return lexicon
