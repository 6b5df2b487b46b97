"""One name for all the ways a person, an office or a place is written: the actor table."""

from importlib.resources import files

import numpy as np
import pandas as pd

from framing._check import check_choice, check_columns, check_type, message
from framing.scanner import fold

COLUMNS = ("actor", "form", "lang")
_NAMED_IN = ("en", "fr")
# What may stand before a name without being part of it.
_ARTICLES = ("le ", "la ", "les ", "l'", "the ", "un ", "une ", "a ", "an ")


def load_actors(lang: str | None = None) -> pd.DataFrame:
    """Load the built-in actor table: institutions, and capitals that stand for governments.

    Parameters
    ----------
    lang
        Language the actors are named in, `en` or `fr`, so that texts of both share their names; by default each in
        the language of its form.

    Returns
    -------
    One row per form, to be edited and added to like any table:

    ====== ==================================================================== =========
    column meaning                                                              undefined
    ====== ==================================================================== =========
    actor  the one name                                                         never
    form   a way it is written; a word may end in `*`, as in a lexicon          never
    lang   language of the texts the form is looked for in                      never
    ====== ==================================================================== =========

    A column `camp` of your own (government, opposition, expert …) is carried into the tables of speakers.

    Raises
    ------
    ValueError
        If `lang` is unknown.

    Notes
    -----
    The table is a small beginning. A capital stands for its government only where somebody is given words: « Moscou
    dément » is the government, « à Moscou » is a place. Persons are not listed, for offices change hands.

    Examples
    --------
    >>> import framing as fr
    >>> actors = fr.load_actors()
    >>> actors.loc[actors["form"] == "kremlin", ["lang", "actor"]].values.tolist()
    [['fr', 'gouvernement russe'], ['en', 'Russian government']]
    """
    if lang is not None:
        check_choice("load_actors", "lang", lang, _NAMED_IN)
    source = files("framing.lexicons").joinpath("actors.csv")
    with source.open(encoding="utf-8") as lines:
        table = pd.read_csv(lines, dtype="str", keep_default_na=False)
    own = table["actor_fr"].where(table["lang"] == "fr", table["actor_en"])
    return table.assign(actor=own if lang is None else table[f"actor_{lang}"])[list(COLUMNS)]


def check_actors(where: str, actors: pd.DataFrame) -> None:
    """Refuse a table that lacks a column, has an empty cell, or gives one form to two actors."""
    check_type(where, "actors", actors, expected=pd.DataFrame, hint="load_actors() makes one to begin with")
    check_columns(where, actors, COLUMNS)
    for column in COLUMNS:
        wrong = [value for value in actors[column] if not (isinstance(value, str) and value.strip())]
        if wrong:
            raise ValueError(message(where, f"{len(wrong)} row(s) of `actors` have no {column}", got=repr(wrong[0])))
    forms = actors.assign(form=[_plain(form) for form in actors["form"]])
    owners = forms.groupby(["lang", "form"])["actor"].nunique()
    if (owners > 1).any():
        raise ValueError(message(where, "a form of `actors` belongs to two actors",
                                 got=owners.index[owners > 1][0], expected="one actor per form and language"))
    if "camp" in actors:
        camps = actors.drop_duplicates(["actor", "camp"])["actor"]
        if camps.duplicated().any():
            raise ValueError(message(where, "an actor of `actors` stands in two camps",
                                     got=camps[camps.duplicated()].iat[0], expected="one camp for all its forms"))


def actor_of_names(names: np.ndarray, langs: np.ndarray, actors: pd.DataFrame) -> np.ndarray:
    """Return the actor of each name; a name that no form fits stays as it is.

    Name and form are compared whole, without their article: « le Kremlin » fits `kremlin`, « l'ombre du Kremlin »
    does not.
    """
    whole: dict[tuple[str, str], str] = {}
    stems: list[tuple[str, str, str]] = []
    for actor, form, lang in actors[list(COLUMNS)].itertuples(index=False):
        folded = _plain(form)
        if "*" in folded:
            stems.append((lang, folded.rstrip("*"), actor))
        else:
            whole[lang, folded] = actor
    found: dict[tuple[str, str], str] = {}
    for name, lang in sorted(set(zip(names, langs, strict=True))):
        plain = _plain(name)
        fitting = (actor for code, stem, actor in stems if code == lang and plain.startswith(stem)
                   and plain[len(stem):].isalpha())
        found[name, lang] = whole.get((lang, plain)) or next(fitting, name)
    actors_of = np.empty(len(names), dtype=object)
    actors_of[:] = [found[key] for key in zip(names, langs, strict=True)]
    return actors_of


def _plain(name: str) -> str:
    folded = fold(name.replace("’", "'"))
    for article in _ARTICLES:
        if folded.startswith(article):
            return folded.removeprefix(article)
    return folded
