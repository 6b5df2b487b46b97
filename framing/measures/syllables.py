"""Syllables of French and English words by spelling rules, counted once per type."""

import re
from collections.abc import Callable

import numpy as np

from framing._check import message
from framing.scanner import WORD, fold
from framing.tokens import Vocabulary

_V = "aàáâãäåeéèêëiìíîïoòóôõöøuùúûüyÿ"
_RUN = re.compile(f"[{_V}]+")
_CONSONANT_Y = re.compile(f"(?<=[{_V}])y(?=[{_V}])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]?\.?\Z")

# French letters that are written and not heard as vowels.
_FRENCH_SILENT = re.compile("(?<=q)u|(?<=g)u(?=[eéèêiîy])|(?<=g)e(?=[aàâoô])")
# Two vowels side by side that are two syllables.
_FRENCH_HIATUS = re.compile(
    rf"""é(?!es?\Z)(?=[aàâeéèêiîïoôuûü])               # créa, européen; not idée
       | [aoue](?=[ïüë])                               # naïf, Noël
       | [ao](?=é) | (?<!o)u(?=é)                      # aéroport, tué; not loué
       | (?<=[bcdfgkptv][lr])i(?!es?\Z|er[aio]|erez)(?=[{_V}])  # client, ouvrier; not industrie, publiera
       | (?<=[bcdfgkptv][lr])u(?!es?\Z)(?=[aàâeèêoô])  # cruel; not bruit
       | ay(?=s)                                       # pays
    """, re.VERBOSE)
_FRENCH_FINAL_E = re.compile(rf"[^{_V}]es?\Z")

_ENGLISH_SILENT_E = re.compile(rf"[^{_V}]e\Z|[^{_V}td]ed\Z|(?:[^{_V}szxcgh]|(?<![cs])h)es\Z")
_ENGLISH_SYLLABIC_L = re.compile(rf"[^{_V}lrw]l(?:e|ed|es)\Z")
_ENGLISH_SYLLABIC_N = re.compile(rf"[^{_V}]n't\Z")

# What a reader can pronounce: usual beginnings and ends of a syllable around its vowels.
_PRONOUNCEABLE = re.compile(
    rf"""(?:[^{_V}]|[bcdfgkptv][lr]|s[cklmnpqtw]|[cpstw]h|gn|s[cpt][lr]|sch|[ct]hr)?
         [{_V}]+(?:[^{_V}]{{1,4}}[{_V}]+)*
         (?:[^{_V}]|[lnrs][bcdfgkpstvz]|m[bps]|c[hkt]|[pf]t|[gst]h|ll|ss|[dkpt]s)?\Z""", re.VERBOSE)
# Every letter has a name of one syllable, but for these.
_LETTER_NAMES = {"fr": {"w": 3, "y": 2}, "en": {"w": 3}}


def count_syllables(form: str, lang: str) -> int:
    """Count the syllables of one word.

    Parameters
    ----------
    form
        The word with its case: capitals tell acronyms.
    lang
        `fr` or `en`.

    Returns
    -------
    Number of syllables; 0 for a French word without a vowel letter (`l'`), at least 1 in English.

    Raises
    ------
    ValueError
        If the language has no rule.

    Notes
    -----
    Runs of vowel letters, corrected. French: y between vowels is a consonant; the mute letters of `que`,
    `gue` and `gea` drop out; hiatus adds one (`européen`, `client`); final `-e` and `-es` after a consonant
    are silent. English: y at the beginning or between vowels is a consonant; final silent `-e`, `-ed`, `-es`
    drop out; `-le` after a consonant and `n't` after one are syllables. Parts between hyphens and apostrophes
    count apart. Capitals: two letters, or what cannot be pronounced, are spelled out (`BDI` 3, `OTAN` 2).

    Spelling does not settle it all: the French verb ending `-ent` counts as a syllable (`parlent` 2), `poète`
    comes out as 1, `lorsque` as 1, `tué` as 2; English `being` as 1; `ONG` and `USA` are read as words.
    Digits inside a word are not read.

    Examples
    --------
    >>> from framing.measures.syllables import count_syllables
    >>> [count_syllables(form, "fr") for form in ("gouvernement", "aujourd'hui", "l'", "BDI", "OTAN")]
    [4, 3, 0, 3, 2]
    """
    if lang not in _RULES:
        raise ValueError(message("count_syllables", "the language has no syllable rule", got=repr(lang),
                                 expected=f"one of {sorted(_RULES)}"))
    return _RULES[lang](form)


def syllables_of_types(vocabulary: Vocabulary) -> np.ndarray:
    """Count the syllables of each type, float64; 0 for marks and numbers, NaN for words without a rule."""
    syllables = np.zeros(len(vocabulary))
    word = vocabulary.kind == WORD
    for code in set(vocabulary.langs.tolist()):
        places = np.flatnonzero(word & (vocabulary.langs == code))
        if code in _RULES:
            counts = map(_RULES[code], vocabulary.types[places])
            syllables[places] = np.fromiter(counts, np.float64, len(places))
        else:
            syllables[places] = np.nan
    return syllables


def _french(form: str) -> int:
    return sum(_spelled(part, "fr") if _is_spelled(part, form) else _french_part(fold(part))
               for part in _parts(form))


def _english(form: str) -> int:
    counted = sum(_spelled(part, "en") if _is_spelled(part, form) else _english_part(fold(part))
                  for part in _parts(form))
    return max(counted + bool(_ENGLISH_SYLLABIC_N.search(fold(form))), 1)


_RULES: dict[str, Callable[[str], int]] = {"fr": _french, "en": _english}


def _parts(form: str) -> list[str]:
    if _INITIALS.match(form):
        return [form]
    return re.split("['-]", fold(form) if "·" in form else form)


def _is_spelled(part: str, form: str) -> bool:
    if _INITIALS.match(part):
        return True
    # A lone capital is an initial, unless it is an elided word: « L'OTAN ».
    if not part.isupper() or (len(part) == 1 and "'" in form):
        return False
    return (len(part) == 2 and "'" not in form) or not _PRONOUNCEABLE.match(part.lower())


def _spelled(part: str, lang: str) -> int:
    return sum(_LETTER_NAMES[lang].get(letter, 1) for letter in part.lower() if letter.isalpha())


def _french_part(part: str) -> int:
    heard = _CONSONANT_Y.sub("j", part)
    heard = _FRENCH_SILENT.sub("", heard)
    runs = len(_RUN.findall(heard))
    if not runs:
        return 0
    runs += len(_FRENCH_HIATUS.findall(heard))
    return runs - 1 if runs > 1 and _FRENCH_FINAL_E.search(heard) else runs


def _english_part(part: str) -> int:
    heard = _CONSONANT_Y.sub("j", part)
    if len(heard) > 1 and heard[0] == "y" and heard[1] in _V:
        heard = "j" + heard[1:]
    runs = len(_RUN.findall(heard))
    silent = runs > 1 and _ENGLISH_SILENT_E.search(heard) and not _ENGLISH_SYLLABIC_L.search(heard)
    return runs - 1 if silent else runs
