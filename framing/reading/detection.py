"""Which language an article is in: as given, else detected, else that of the corpus."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from framing._check import check_type, message
from framing.reading.headers import is_absent, name_key

USUAL = ("fr", "en", "de", "es", "it", "pt", "nl", "ru", "uk")
MIN_WORDS = 5
# Short texts look like rare languages: outside the usual ones the model must be this sure, and a usual one is
# put in its place only where the model gives it some chance.
SURE = 0.8
_SOME_CHANCE = 0.01
_NO_LANGUAGE = "zxx"
_SAMPLE = 2_000  # letters; enough to tell, and a bound for very long texts
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
_NAMES = {
    "french": "fr", "francais": "fr", "fre": "fr", "fra": "fr", "english": "en", "anglais": "en", "eng": "en",
    "german": "de", "allemand": "de", "deu": "de", "ger": "de", "spanish": "es", "espagnol": "es",
    "spa": "es",
    "italian": "it", "italien": "it", "ita": "it", "portuguese": "pt", "portugais": "pt", "por": "pt",
    "dutch": "nl", "neerlandais": "nl", "nld": "nl", "dut": "nl", "russian": "ru", "russe": "ru", "rus": "ru",
    "englisch": "en", "ingles": "en", "inglese": "en", "engels": "en", "英文": "en", "英語": "en",
    "franzosisch": "fr", "frances": "fr", "francese": "fr", "frans": "fr", "法文": "fr",
    "deutsch": "de", "aleman": "de", "tedesco": "de", "spanisch": "es", "espanol": "es", "italienisch": "it",
    "italiano": "it", "portugiesisch": "pt", "niederlandisch": "nl", "arabic": "ar", "arabe": "ar", "polish": "pl",
    "polonais": "pl", "chinese": "zh", "chinois": "zh", "japanese": "ja", "japonais": "ja", "swedish": "sv",
    "suedois": "sv", "turkish": "tr", "turc": "tr", "greek": "el", "grec": "el", "romanian": "ro", "roumain": "ro",
    "ukrainian": "uk", "ukrainien": "uk", "ukr": "uk",
}


def language_code(value: object) -> str | None:
    """Read a language as sources write it; `None` where it is absent or not a language.

    Examples
    --------
    >>> from framing.reading.detection import language_code
    >>> language_code("fr-FR"), language_code("Français"), language_code("ENGLISH"), language_code("?")
    ('fr', 'fr', 'en', None)
    """
    if is_absent(value):
        return None
    text = str(value).strip().casefold()
    if name_key(text) in _NAMES:
        return _NAMES[name_key(text)]
    code = _CODE.fullmatch(text)
    return _NAMES.get(code[1], code[1]) if code and code[1] != "nan" else None


def check_language(where: str, value: object) -> None:
    """Raise unless `value`, given for the articles that state no language, is `None` or one that is understood."""
    if value is None:
        return
    check_type(where, "lang", value, expected=str)
    if language_code(value) is None:
        raise ValueError(message(where, "`lang` is not a language", got=repr(value),
                                 expected="a code of two or three letters ('fr', 'pt-BR'), or a common name"))


def detect_language(text: str) -> str | None:
    """Language of a text among all those py3langid knows; `None` below five words.

    A language outside `USUAL` that is less than 80 % likely gives way to a usual one that has some chance.

    Examples
    --------
    >>> from framing.reading.detection import detect_language
    >>> detect_language("La ville a fermé le vieux pont hier soir."), detect_language("OTAN Kiev")
    ('fr', None)
    >>> detect_language("Miasto zamknęło stary most w poniedziałek wieczorem.")
    'pl'
    """
    sample = text[:_SAMPLE]
    if len(_WORD.findall(sample)) < MIN_WORDS:
        return None
    ranked = _identifier().rank(sample)
    best, chance = ranked[0]
    if best not in USUAL and chance < SURE:
        best = next((code for code, chance in ranked if code in USUAL and chance >= _SOME_CHANCE), best)
    return None if best == _NO_LANGUAGE else str(best)


def settle_languages(texts: Sequence[str], given: Sequence[object]) -> list[tuple[str, str]]:
    """Language and its origin (`given detected majority unknown`) for each article.

    Examples
    --------
    >>> from framing.reading.detection import settle_languages
    >>> settle_languages(["Hier soir, la ville a fermé le pont.", "Court."], [None, None])
    [('fr', 'detected'), ('fr', 'majority')]
    """
    settled: list[tuple[str, str] | None] = []
    for text, value in zip(texts, given, strict=True):
        code = language_code(value)
        if code:
            settled.append((code, "given"))
        else:
            detected = detect_language(text)
            settled.append((detected, "detected") if detected else None)
    counted = Counter(language[0] for language in settled if language)
    # Ties go to the language met first: Counter keeps the order of insertion.
    rest = (counted.most_common(1)[0][0], "majority") if counted else ("und", "unknown")
    return [language or rest for language in settled]


@cache
def _identifier() -> Any:
    # Loaded on first use: a corpus whose articles state their language never needs the model.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
