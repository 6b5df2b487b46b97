"""Readability: formulas on given counts, counts on given texts, each formula in its language only."""

import numpy as np
import pandas as pd
import pytest

from framing.corpus import Corpus
from framing.measures.readability import FLESCH_1948, KANDEL_MOLES, lix, readability, reading_ease
from framing.measures.undefined import explain_missing
from framing.tokens import tokenize

ENGLISH = ("The minister defended the budget. Critics attacked the decision. The government will publish a "
           "detailed report tomorrow.")
FRENCH = ("Le ministre a défendu le budget. Les critiques ont attaqué la décision. Le gouvernement publiera "
          "demain un rapport détaillé.")
COLUMNS = ["lang", "n_words", "n_sentences", "n_letters", "n_long_words", "n_numbers", "n_syllables", "lix",
           "rix", "flesch_reading_ease", "kandel_moles_207"]
SCORES = COLUMNS[-4:]


def corpus_of_texts(rows: list[tuple[str, str, str]]) -> Corpus:
    """Return a corpus of (doc_id, lang, text), paragraphs numbered inside each article."""
    names = list(dict.fromkeys(doc_id for doc_id, _, _ in rows))
    numbers = [sum(other == doc_id for other, _, _ in rows[:place + 1])
               for place, (doc_id, _, _) in enumerate(rows)]
    index = pd.MultiIndex.from_arrays([[row[0] for row in rows], numbers], names=["doc_id", "par_id"])
    columns = {"lang": [row[1] for row in rows], "text": [row[2] for row in rows]}
    paragraphs = pd.DataFrame(columns, index=index)
    return Corpus(pd.DataFrame(index=pd.Index(names, name="doc_id", dtype="str")), paragraphs)


def scores_of(*rows: tuple[str, str, str], **arguments: object) -> pd.DataFrame:
    return readability(tokenize(corpus_of_texts(list(rows))), **arguments)


@pytest.mark.parametrize(("counts", "expected"), [
    # W S Y G, then LIX, RIX, Flesch, Kandel-Moles 209 and 207, worked out by hand from the formulas.
    ((100, 5, 170, 30), (50.0, 6.0, 42.715, 70.40, 61.58)),
    ((17, 3, 33, 9), (58.6078, 3.0, 36.8598, 70.4833, 58.3777)),
])
def test_formulas_on_counts(counts: tuple[int, ...], expected: tuple[float, ...]) -> None:
    words, sentences, syllables, long_words = counts
    found = (lix(words / sentences, long_words / words), long_words / sentences,
             *(reading_ease(words / sentences, syllables / words, constants)
               for constants in (FLESCH_1948, KANDEL_MOLES["209"], KANDEL_MOLES["207"])))
    assert found == pytest.approx(expected, abs=1e-4)


def test_english_text() -> None:
    scores = scores_of(("a", "en", ENGLISH), min_words=17)
    found = scores.loc["a"]
    assert list(scores.columns) == COLUMNS
    # The pronouncing dictionary CMUdict also has 33 syllables.
    assert found[COLUMNS[:7]].tolist() == ["en", 17, 3, 101, 9, 0, 33]
    assert found["lix"] == pytest.approx(58.6078, abs=1e-4)
    assert found["rix"] == 3
    assert found["flesch_reading_ease"] == pytest.approx(36.8598, abs=1e-4)
    assert np.isnan(found["kandel_moles_207"])


@pytest.mark.parametrize(("constants", "expected"), [("207", 57.2454), ("209", 69.2956)])
def test_french_text(constants: str, expected: float) -> None:
    found = scores_of(("a", "fr", FRENCH), min_words=1, kandel_moles=constants).loc["a"]
    # The pronunciations of Lexique 3.83 also have 37 syllables.
    assert found[COLUMNS[:7]].tolist() == ["fr", 19, 3, 103, 9, 0, 37]
    assert found["lix"] == pytest.approx(53.7018, abs=1e-4)
    assert found[f"kandel_moles_{constants}"] == pytest.approx(expected, abs=1e-4)
    assert np.isnan(found["flesch_reading_ease"])


def test_below_the_minimum_there_is_no_score() -> None:
    five, six = (" ".join([ENGLISH] * times) for times in (5, 6))
    scores = scores_of(("a", "en", five), ("b", "en", six))
    assert scores["n_words"].tolist() == [85, 102]
    assert scores[["lix", "rix", "flesch_reading_ease"]].notna().all(axis=1).tolist() == [False, True]
    assert scores.loc["a", SCORES].isna().all()


def test_an_article_pools_its_paragraphs() -> None:
    parts = [("a", "en", ENGLISH)] * 6
    pooled, apart = scores_of(*parts), scores_of(*parts, unit="paragraph")
    assert apart[SCORES].isna().all(axis=None)
    assert len(apart) == 6
    assert pooled["lix"].tolist() == pytest.approx([58.6078], abs=1e-4)
    assert pooled["n_syllables"].tolist() == [198]


def test_a_language_without_rule_has_lix_only() -> None:
    scores = scores_of(("a", "uk", "Уряд оприлюднить докладний звіт завтра. " * 30))
    assert scores[["lix", "rix"]].notna().all(axis=None)
    assert scores[["n_syllables", "flesch_reading_ease", "kandel_moles_207"]].isna().all(axis=None)
    reasons = explain_missing(scores).set_index("measure")["reason"]
    assert reasons["n_syllables"] == "A language of the text has no syllable rule."
    assert reasons["flesch_reading_ease"] == "The formula is for English; the language is uk."


def test_an_article_in_two_languages_has_neither_formula() -> None:
    scores = scores_of(("a", "en", ENGLISH), ("a", "fr", FRENCH), ("b", "fr", ""), ("b", "en", ENGLISH),
                       ("c", "fr", ""), min_words=5)
    assert scores["lang"].tolist() == ["mul", "en", "fr"]
    assert scores["n_syllables"].tolist() == [70, 33, 0]
    assert scores["flesch_reading_ease"].notna().tolist() == [False, True, False]
    assert scores["kandel_moles_207"].isna().all()
    reasons = explain_missing(scores, min_words=5).set_index(["doc_id", "measure"])["reason"]
    assert reasons["a", "kandel_moles_207"] == "The formula is for French; the language is mul."
    assert reasons["c", "lix"] == "No word was measured: the text is empty or its role was left out."


def test_numbers_have_no_syllables_and_are_reported() -> None:
    plain, with_numbers = scores_of(("a", "en", ENGLISH), min_words=1), scores_of(
        ("a", "en", ENGLISH.replace("report", "report 2026 12,5")), min_words=1)
    assert with_numbers["n_numbers"].tolist() == [2]
    assert with_numbers["n_words"].tolist() == [19]
    assert with_numbers["n_syllables"].tolist() == plain["n_syllables"].tolist()
    expected = reading_ease(19 / 3, 33 / 17, FLESCH_1948)
    assert with_numbers["flesch_reading_ease"].tolist() == pytest.approx([expected])
    only = scores_of(("a", "en", "1 2 3"), min_words=1)
    assert np.isnan(only["flesch_reading_ease"].iloc[0])
    assert explain_missing(only, min_words=1).set_index("measure").loc["flesch_reading_ease", "reason"] == (
        "All words are numbers.")


def test_reasons_follow_the_minimum_given() -> None:
    scores = scores_of(("a", "en", ENGLISH), min_words=50)
    reasons = explain_missing(scores, min_words=50).set_index("measure")["reason"]
    assert reasons["lix"] == "17 words; lix needs 50."
    assert reasons["kandel_moles_207"] == "The formula is for French; the language is en."
    # Without the argument the usual minimum is taken to be the one that was used.
    assert explain_missing(scores).set_index("measure").loc["lix", "reason"] == "17 words; lix needs 100."


@pytest.mark.parametrize(("arguments", "text"), [
    ({"kandel_moles": "1958"}, "`kandel_moles` is not a known choice"),
    ({"min_words": 0}, "`min_words` must be above zero"),
    ({"unit": "text"}, "`unit` is not a known choice"),
])
def test_wrong_arguments(arguments: dict[str, object], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        scores_of(("a", "en", ENGLISH), **arguments)
