"""Reference rates: how often a category's words stand in a language at large, from a list of word frequencies."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from framing._check import check_choice, check_positive, message
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.measures.norms import folded_frequencies
from framing.patterns import pattern_words
from framing.type_index import Forms

Frequencies = Mapping[str, Mapping[str, float]]


def single_words(lexicon: Lexicon | str) -> Lexicon:
    """Return the part of a lexicon that a list of word frequencies can speak of.

    Parameters
    ----------
    lexicon
        A `Lexicon` or the name of a built-in scheme.

    Returns
    -------
    The entries of one word, exclusions too, without those that ask for a condition or a voice.

    Raises
    ------
    ValueError
        If nothing is left.

    Examples
    --------
    >>> import framing as fr
    >>> lexicon = fr.lexicon_from_dict({"war": ["guerre*", "champ de bataille", "l'arme"]}, lang="fr")
    >>> fr.single_words(lexicon).entries["pattern"].tolist()
    ['guerre*']
    """
    lexicon = resolve_lexicon(lexicon)
    entries = lexicon.entries
    one = np.array([len(pattern_words(pattern, lang)) == 1 for pattern, lang in
                    zip(entries["pattern"], entries["lang"], strict=True)], dtype=bool)
    kept = entries[one & (entries["condition"] == "").to_numpy() & (entries["voice"] == "").to_numpy()]
    if kept["exclude"].all():
        raise ValueError(message("single_words", f"lexicon {lexicon.name!r} has no entry of one word",
                                 hint="a frequency list knows single words only"))
    return Lexicon(lexicon.name, kept, lexicon.card, lexicon.regex)


def expected_rates(lexicon: Lexicon | str, lang: str | None = None, *, frequencies: Frequencies | str = "wordfreq",
                   per: float = 1000) -> pd.DataFrame:
    """Say how often the words of each category would stand in a text of the language at large.

    Parameters
    ----------
    lexicon
        A `Lexicon` or the name of a built-in scheme.
    lang
        One language; by default each of the lexicon.
    frequencies
        `"wordfreq"` (the extra `norms`), or for each language its words with their relative frequency.
    per
        Rates are given per this many words.

    Returns
    -------
    One row per language and category:

    ============= ============= ================================================================ ==================
    column        unit          meaning                                                          undefined
    ============= ============= ================================================================ ==================
    lang          -             language                                                         never
    category      -             category                                                         never
    expected      per `per`     summed frequency of the forms its single words match, each form  no single word of
                  words         once, less those a single-word exclusion matches                 it is in the list
    n_patterns    patterns      entries that are no exclusions                                   never
    n_covered     patterns      of these, single words without condition or voice                never
    n_unlisted    patterns      of the covered, those no form in the list matches                never
    n_not_covered patterns      several words, a condition, a voice: the list cannot speak of    never
                                them, and they are not in `expected`
    ============= ============= ================================================================ ==================

    Raises
    ------
    ValueError
        If the language is not one of the lexicon, or no list is given for it.
    ImportError
        If `"wordfreq"` is asked for and is not installed.

    Notes
    -----
    French and English lists differ in how many words they hold, how common these are, and how the languages cut
    words: a rate of one is no measure for the other. Observed over expected is (`compare_with_expected`): both
    are counted with the same patterns, in the same language. **It is not** a rate in news: the list mixes books,
    subtitles and the web, so that every news corpus has more politics than expected; what compares is the ratio of
    two ratios. Homonyms count on both sides.

    Examples
    --------
    >>> import framing as fr
    >>> lexicon = fr.lexicon_from_dict({"war": ["war*", "bomb", "front line"]}, lang="en")
    >>> known = {"en": {"war": 0.002, "wars": 0.0005, "bomb": 0.0001, "line": 0.001}}
    >>> fr.expected_rates(lexicon, frequencies=known)[["category", "expected", "n_not_covered"]].values.tolist()
    [['war', 2.6, 1]]
    """
    where = "expected_rates"
    lexicon = resolve_lexicon(lexicon)
    check_positive(where, "per", per)
    if lang is not None:
        check_choice(where, "lang", lang, lexicon.languages)
    rows = []
    for code in lexicon.languages if lang is None else (lang,):
        known = _list_of(where, code, frequencies)
        index = Forms.of(list(known), np.arange(len(known)), np.arange(len(known)))
        shares = np.fromiter(known.values(), np.float64, len(known))
        own = lexicon.entries[lexicon.entries["lang"] == code]
        for category in lexicon.categories:
            rows.append({"lang": code, "category": category,
                         **_expected(own[own["category"] == category], code, index, shares, per=per)})
    return pd.DataFrame(rows)


def _expected(entries: pd.DataFrame, code: str, index: Forms, shares: np.ndarray, *, per: float) -> dict[str, object]:
    wanted, excluded = np.zeros(len(shares), dtype=bool), np.zeros(len(shares), dtype=bool)
    n_covered = n_unlisted = 0
    for entry in entries.itertuples(index=False):
        words = pattern_words(str(entry.pattern), code)
        if len(words) != 1 or entry.condition or entry.voice:
            continue
        places = np.concatenate([np.zeros(0, np.int64), *index.find(words[0])])
        (excluded if entry.exclude else wanted)[places] = True
        n_covered += not entry.exclude
        n_unlisted += not entry.exclude and not len(places)
    n_patterns = int((~entries["exclude"]).sum())
    forms = wanted & ~excluded
    return {"expected": shares[forms].sum() * per if forms.any() else np.nan, "n_patterns": n_patterns,
            "n_covered": n_covered, "n_unlisted": n_unlisted, "n_not_covered": n_patterns - n_covered}


def _list_of(where: str, code: str, frequencies: Frequencies | str) -> Mapping[str, float]:
    if isinstance(frequencies, str):
        check_choice(where, "frequencies", frequencies, ["wordfreq"])
        known: Mapping[str, float] = folded_frequencies(where, code)
    else:
        known = frequencies.get(code, {})
    if not known:
        raise ValueError(message(where, f"there is no frequency list for {code!r}",
                                 hint=f'pass frequencies={{"{code}": {{word: relative frequency}}}}'))
    return known
