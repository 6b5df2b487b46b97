"""Syllables by rule: words the rules get right, and the ones they are known to get wrong."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import Corpus
from framing.measures.syllables import count_syllables, syllables_of_types
from framing.tokens import tokenize

FRENCH = {
    "gouvernement": 4, "ministre": 2, "aujourd'hui": 3, "nécessite": 3, "approvisionnement": 6, "aéroport": 4,
    "pays": 2, "août": 1, "quelqu'un": 2, "créé": 2, "créée": 2, "européenne": 4, "paient": 1, "client": 2,
    "ouvrier": 3, "guerre": 1, "industrie": 3, "oignon": 2, "théâtre": 2, "président": 3, "voyage": 2,
    "idées": 2, "milliards": 2, "bruit": 1, "cruel": 2, "publie": 2, "naïf": 2, "mangea": 2, "cœur": 1,
    "coeur": 1, "porte-parole": 3, "-t-il": 1, "expert·e·s": 2, "y": 1, "le": 1, "États-Unis": 4,
}
# French orthography does not mark what is heard here: the rule's number, not the dictionary's.
FRENCH_ERRORS = {"parlent": (2, 1), "poète": (1, 2), "tué": (2, 1), "lorsque": (1, 2), "publient": (3, 2)}
ENGLISH = {
    "minister": 3, "defended": 3, "attacked": 2, "decision": 3, "detailed": 2, "government": 3, "the": 1,
    "table": 2, "tables": 2, "troubled": 2, "called": 1, "makes": 1, "houses": 2, "changes": 2, "churches": 2,
    "wanted": 2, "crossed": 1, "months": 1, "year": 1, "player": 2, "eyes": 1, "beyond": 2, "didn't": 2,
    "don't": 1, "I'm": 1, "one-way": 2, "Mr.": 1,
}
ENGLISH_ERRORS = {"being": (1, 2), "create": (1, 2), "business": (3, 2)}
ACRONYMS = [("BDI", "fr", 3), ("OTAN", "fr", 2), ("NATO", "en", 2), ("SNCF", "fr", 4), ("AFP", "fr", 3),
            ("ONU", "fr", 2), ("UE", "fr", 2), ("BBC", "en", 3), ("US", "en", 2), ("U.S.", "en", 2),
            ("J.-C.", "fr", 2), ("WWF", "fr", 7), ("COVID-19", "fr", 2), ("F-16", "fr", 1), ("L'", "fr", 0),
            ("QU'", "fr", 0), ("A", "en", 1), ("USA", "en", 2), ("CFE-CGC", "fr", 6)]


@pytest.mark.parametrize(("form", "expected"), FRENCH.items())
def test_french(form: str, expected: int) -> None:
    assert count_syllables(form, "fr") == expected
    assert count_syllables(form.capitalize(), "fr") == expected


@pytest.mark.parametrize(("form", "expected"), ENGLISH.items())
def test_english(form: str, expected: int) -> None:
    assert count_syllables(form, "en") == expected


@pytest.mark.parametrize(("form", "lang", "by_rule", "heard"), [
    *((form, "fr", *both) for form, both in FRENCH_ERRORS.items()),
    *((form, "en", *both) for form, both in ENGLISH_ERRORS.items()),
])
def test_known_errors(form: str, lang: str, by_rule: int, heard: int) -> None:
    assert count_syllables(form, lang) == by_rule != heard


@pytest.mark.parametrize("part", ["l'", "d'", "s'", "t'", "qu'", "n'"])
def test_elided_words_have_none(part: str) -> None:
    assert count_syllables(part, "fr") == 0


@pytest.mark.parametrize(("form", "lang", "expected"), ACRONYMS)
def test_acronyms(form: str, lang: str, expected: int) -> None:
    assert count_syllables(form, lang) == expected


def test_a_language_without_rule_is_refused() -> None:
    with pytest.raises(ValueError, match=r"count_syllables: the language has no syllable rule; got 'uk'"):
        count_syllables("слово", "uk")


def test_types_have_their_own_rule() -> None:
    documents = pd.DataFrame({"lang": ["fr", "en", "uk"]}, index=pd.Index(["a", "b", "c"], name="doc_id"))
    index = pd.MultiIndex.from_tuples([("a", 1), ("b", 1), ("c", 1)], names=["doc_id", "par_id"])
    texts = ["table 12,5 !", "table", "стіл 3"]
    vocabulary = tokenize(Corpus(documents, pd.DataFrame({"text": texts}, index=index))).vocabulary
    found = syllables_of_types(vocabulary).tolist()
    assert dict(zip(vocabulary.types.tolist()[:3], found[:3], strict=True)) == {"table": 1, "12,5": 0, "!": 0}
    assert found[3] == 2
    assert np.isnan(found[4])
    assert found[5] == 0


@given(st.text(max_size=20), st.sampled_from(["fr", "en"]))
def test_any_string_has_a_bounded_count(form: str, lang: str) -> None:
    count = count_syllables(form, lang)
    assert (lang == "en") <= count <= 3 * len(form) + 1
