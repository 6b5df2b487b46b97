"""Categories of patterns, with where they come from and what they cannot do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from framing._check import check_choice, check_columns, check_type, message
from framing._markup import card, small_table
from framing.notation import VOICES, check_category, check_pattern, read_condition

COLUMNS = ("lang", "category", "pattern", "weight", "exclude", "note", "condition", "voice")
DEFAULTS: dict[str, Any] = {"weight": 1.0, "exclude": False, "note": "", "condition": "", "voice": ""}


@dataclass(frozen=True, repr=False, eq=False)
class Lexicon:
    """A word list in categories, and its card.

    Parameters
    ----------
    name
        Identifier of the scheme.
    entries
        One row per pattern, columns `lang`, `category`, `pattern`, and, where absent filled in, `weight`
        (1.0), `exclude` (False: the pattern protects what it matches from its category), `note`, `condition`
        and `voice` (empty: none).
    card
        Title, version, licence, source, categories with labels and definitions, known limits; in a table named
        after a language, the same in that language.
    regex
        Allow words between slashes, read as regular expressions.

    Raises
    ------
    ValueError
        If there is no entry, an entry stands twice, a category has no name, or a pattern, a condition or a
        voice cannot be read.
    KeyError
        If a column is missing.

    Notes
    -----
    A pattern is one word, or several that must follow each other. `*` is any number of letters and `?` one
    letter, anywhere in a word (`guerr*`, `*phobie`, `organi?ation`); a lone `*` between two words is any one
    word. A word between slashes (`/inter(national|action)s?/`) is a regular expression, if `regex` allows it: it
    must match a whole word and keeps to the syntax that `framing.expressions` accepts. Case, apostrophes and
    ligatures do not matter; accents do. A category may have levels, `war/violence`. It is a column of the tables of
    counts, so that it cannot be called `doc_id`, `par_id`, `voice` or `speaker`, nor begin with `n_`.

    A condition is `unless` or `only`, patterns separated by `|`, then `within` and a number of words (`3`, or `3
    in sentence`), `sentence` or `paragraph`, and if you like `before` or `after` the match: the entry counts
    unless, or only if, one of the patterns stands that near, beside the match and not in it. Words are counted
    from the nearer end, marks left out: `within 1` is the next word. A condition looks at every match of its
    patterns, whatever else those words count for. A voice (`narrator`, `direct`, `reported`, or `quoted` for the
    last two) lets the entry count in that voice only.

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
    regex: bool = False

    def __post_init__(self) -> None:
        where = f"Lexicon {self.name!r}"
        check_type(where, "entries", self.entries, expected=pd.DataFrame)
        check_columns(where, self.entries, ["lang", "category", "pattern"])
        entries = self.entries.copy().reset_index(drop=True)
        for column, value in DEFAULTS.items():
            if column not in entries:
                entries[column] = value
        entries = entries[list(COLUMNS)].astype({"weight": float, "exclude": bool})
        _check_entries(where, entries, regex=self.regex)
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

    def card_in(self, lang: str) -> dict[str, Any]:
        """Return the card with its texts in a language, as far as it has them."""
        return {**self.card, **self.card.get(lang, {})}

    def __getitem__(self, category: str) -> "Lexicon":
        check_choice(f"Lexicon {self.name!r}", "category", category, self.categories)
        return Lexicon(self.name, self.entries[self.entries["category"] == category], self.card, self.regex)

    def __or__(self, other: "Lexicon") -> "Lexicon":
        check_type("Lexicon", "other", other, expected=Lexicon)
        shared = sorted(set(self.categories) & set(other.categories))
        if shared:
            raise ValueError(message("Lexicon", f"{self.name!r} and {other.name!r} share categories", got=shared,
                                     expected="different category names"))
        card = {"title": f"{self.name} | {other.name}",
                "categories": {**self.card.get("categories", {}), **other.card.get("categories", {})}}
        return Lexicon(f"{self.name}|{other.name}", pd.concat([self.entries, other.entries]), card,
                       self.regex or other.regex)

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[str, pd.DataFrame, dict[str, Any], bool]]:
        # The read-only view of the card cannot be pickled; scikit-learn clones and pickles what it is given.
        return (Lexicon, (self.name, self.entries, dict(self.card), self.regex))

    def __repr__(self) -> str:
        counted = self.entries.loc[~self.entries["exclude"]]
        per = ", ".join(f"{code}: {len(part)}" for code, part in counted.groupby("lang"))
        version = f" {self.card['version']}" if "version" in self.card else ""
        special = {"exclusions": self.entries["exclude"], "with a condition": self.entries["condition"] != "",
                   "with a voice": self.entries["voice"] != ""}
        told = "".join(f"; {int(rows.sum())} {what}" for what, rows in special.items() if rows.any())
        return f"Lexicon {self.name!r}{version}: {len(self.categories)} categories, patterns {per}{told}"

    def _repr_html_(self) -> str:
        table = self.entries.groupby(["category", "lang"]).size().unstack(fill_value=0).reindex(self.categories)
        told = [str(self.card[name]) for name in ("title", "what_it_is_not") if self.card.get(name)]
        return card([repr(self), *told], small_table(table.reset_index(), caption="entries", limit=30))


def _check_entries(where: str, entries: pd.DataFrame, *, regex: bool) -> None:
    if entries.empty:
        raise ValueError(message(where, "the lexicon has no entry"))
    for column in ("lang", "category", "pattern"):
        wrong = [(row, value) for row, value in enumerate(entries[column], start=1)
                 if not (isinstance(value, str) and value.strip())]
        if wrong:
            (row, value), number = wrong[0], "1 entry has" if len(wrong) == 1 else f"{len(wrong)} entries have"
            raise ValueError(message(where, f"{number} no {column}", got=f"{value!r} in entry {row}"))
    for category in entries["category"].unique():
        check_category(where, category)
    for column in ("note", "condition", "voice"):
        wrong = [value for value in entries[column] if not isinstance(value, str)]
        if wrong:
            raise ValueError(message(where, f"`{column}` holds what is no text", got=repr(wrong[0]),
                                     expected="a text, empty where there is none"))
    if not np.isfinite(entries["weight"]).all():
        raise ValueError(message(where, "a weight is not a finite number"))
    keys = ["lang", "category", "pattern", "exclude", "condition", "voice"]
    repeated = entries.loc[entries.duplicated(keys), keys]
    if len(repeated):
        raise ValueError(message(where, f"{len(repeated)} entries stand twice", got=repeated.iloc[0].tolist()))
    for pattern in entries["pattern"]:
        check_pattern(where, pattern, regex=regex)
    for condition in sorted(set(entries["condition"]) - {""}):
        for pattern in read_condition(condition).patterns:
            check_pattern(f"{where}, condition {condition!r}", pattern, regex=regex)
    for voice in sorted(set(entries["voice"])):
        check_choice(where, "voice", voice, VOICES)


def told_apart(lexicon: Lexicon, taken: Collection[str]) -> Lexicon:
    """Rename the categories that are called like a column they will stand beside: `role` becomes `role_terms`.

    Nothing else changes: labels and definitions of the card go with them. A lexicon without such a category is
    returned as it is.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.lexicon import told_apart
    >>> told_apart(fr.lexicon_from_dict({"role": ["mayor"], "war": ["war"]}, lang="en"), {"role", "text"}).categories
    ('role_terms', 'war')
    """
    names: dict[str, str] = {}
    for category in lexicon.categories:
        name = category
        while name in taken or (name != category and name in lexicon.categories):
            name += "_terms"
        names[category] = name
    if all(old == new for old, new in names.items()):
        return lexicon
    cards = {names.get(name, name): told for name, told in lexicon.card.get("categories", {}).items()}
    entries = lexicon.entries.assign(category=lexicon.entries["category"].map(names))
    return Lexicon(lexicon.name, entries, {**lexicon.card, "categories": cards}, lexicon.regex)


def lexicon_from_dict(categories: Mapping[str, Sequence[str]], *, lang: str, name: str = "custom",
                      regex: bool = False) -> Lexicon:
    """Make a lexicon from a mapping of categories to patterns.

    Parameters
    ----------
    categories
        Category name to its patterns.
    lang
        Language of the patterns.
    name
        Name of the lexicon.
    regex
        Allow words between slashes, read as regular expressions.

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
    return Lexicon(name, pd.DataFrame(rows, columns=["lang", "category", "pattern"]), {"title": name}, regex)
