"""What the tool knows of a language: one TOML profile each, read once.

A language without a profile is still cut into words, by the plain rules: no elision, no clitic, no
abbreviation of its own.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Language:
    """A language profile: closed classes that decide where words and sentences end.

    Attributes
    ----------
    code
        ISO 639-1 code; `und` for the profile of an unknown language.
    elisions, whole
        Elided words (`l`, `qu`) without their apostrophe; words that keep theirs (`aujourd'hui`).
    clitics
        Endings after an apostrophe that are cut off and not counted as words (English `'s`).
    enclitics, enclitic_whole
        Words tied by a hyphen that are cut off (`-t-il`); compounds that are not cut.
    letter_words
        Words of one letter, whose full stop is not that of an initial (English `I.`).
    abbreviations, closing_abbreviations
        With their full stop; the second kind may also end a sentence.
    numbered
        Words whose full stop, before a figure, does not end a sentence (`art. 3`).
    sentence_openers
        Words whose capital, after a closing abbreviation, opens a sentence.
    months
        Spellings of the twelve months.
    """

    code: str
    name: str = ""
    elisions: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    clitics: frozenset[str] = frozenset()
    enclitics: frozenset[str] = frozenset()
    enclitic_whole: frozenset[str] = frozenset()
    letter_words: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    closing_abbreviations: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    sentence_openers: frozenset[str] = frozenset()
    months: tuple[tuple[str, ...], ...] = ()


@cache
def available_languages() -> tuple[str, ...]:
    """Codes of the languages that have a profile, sorted.

    Examples
    --------
    >>> from framing.languages import available_languages
    >>> available_languages()
    ('en', 'fr')
    """
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def language(code: str) -> Language:
    """Return the profile of a language; an empty one, with the plain rules, where there is none.

    Examples
    --------
    >>> from framing.languages import language
    >>> "aujourd'hui" in language("fr").whole, language("fi").elisions
    (True, frozenset())
    """
    if code not in available_languages():
        return Language(code)
    text = files(__name__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    sets = {field.name for field in fields(Language)} - {"code", "name", "months"}
    return Language(
        code,
        name=raw["name"],
        months=tuple(map(tuple, raw.get("months", ()))),
        **{name: frozenset(raw.get(name, ())) for name in sets},
    )
