"""Word-frequency norms from an optional package, looked up once per type."""

from functools import cache

import numpy as np

from framing._check import message
from framing.scanner import WORD, fold
from framing.tokens import Vocabulary

NORMS = ("wordfreq",)


def zipf_of_types(where: str, vocabulary: Vocabulary) -> np.ndarray:
    """Return the Zipf frequency of each type: log10 of its occurrences per thousand million words, float64.

    NaN for what is not a word, for numbers, for words the norms do not list and for languages without norms.
    """
    zipf = np.full(len(vocabulary), np.nan)
    for code in sorted(set(vocabulary.langs.tolist())):
        places = np.flatnonzero((vocabulary.kind == WORD) & (vocabulary.langs == code))
        known = folded_frequencies(where, code)
        found = np.fromiter((known.get(_headword(form), 0.0) for form in vocabulary.folded[places]),
                            np.float64, len(places))
        listed = found > 0
        zipf[places[listed]] = np.log10(found[listed]) + 9
    return zipf


@cache
def folded_frequencies(where: str, code: str) -> dict[str, float]:
    """Return the relative frequency of each form of a language; the spellings that folding unites are added up."""
    try:
        from wordfreq import available_languages, get_frequency_dict
    except ImportError as error:
        raise ImportError(message(where, '`norms="wordfreq"` needs a package that is not installed',
                                  hint='pip install "media-framing[norms]"')) from error
    if code not in available_languages():
        return {}
    listed = get_frequency_dict(code, wordlist="best")
    folded = {form: share for form, share in listed.items() if form.isascii()}
    for form, share in listed.items():
        if not form.isascii():
            key = fold(form)
            folded[key] = folded.get(key, 0.0) + share
    return folded


def _headword(folded: str) -> str:
    """The norms list elided words without apostrophe and pronouns without the hyphens that tie them."""
    form = folded.rstrip("'")
    return form.rpartition("-")[2] if form.startswith("-") else form
