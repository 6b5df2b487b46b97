"""Lexical features: hand counts, minimum lengths with their reasons, and what must never change a number."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import Corpus
from framing.measures.lexical import lexical_features
from framing.measures.readability import readability
from framing.measures.undefined import explain_missing
from framing.tokens import Tokens, tokenize

COLUMNS = ["n_words", "n_sentences", "n_letters", "n_long_words", "n_numbers", "n_punctuation", "n_questions",
           "n_exclamations", "n_types", "ttr", "share_hapax_types", "mattr_25", "msttr_25", "hdd_25", "mtld",
           "yule_k", "mean_word_letters", "mean_sentence_words", "share_long_words", "numbers_per_sentence",
           "punctuation_per_sentence"]
ADDITIVE = ["n_words", "n_sentences", "n_letters", "n_long_words", "n_numbers", "n_punctuation",
            "n_questions", "n_exclamations"]


def corpus_of_rows(rows: list[tuple[str, int, str]], **columns: list[str]) -> Corpus:
    """Return a corpus of (doc_id, par_id, text) in the order given."""
    names = list(dict.fromkeys(doc_id for doc_id, _, _ in rows))
    documents = pd.DataFrame({"lang": "fr"}, index=pd.Index(names, name="doc_id", dtype="str"))
    index = pd.MultiIndex.from_tuples([row[:2] for row in rows], names=["doc_id", "par_id"])
    return Corpus(documents, pd.DataFrame({"text": [row[2] for row in rows], **columns}, index=index))


def numbered(words: int, types: int) -> str:
    """Return a text of so many words, its types taking turns."""
    names = [f"m{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(types)]
    return " ".join(names[k % types] for k in range(words))


WORDS = ["L’accord", "tient", "bon", "12", "?", "!", "« oui »", ".", "États-Unis", "longuement", "Le", "***"]
french = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
articles = st.lists(st.tuples(st.sampled_from("abc"), french), min_size=1, max_size=10)


def rows_of(pairs: list[tuple[str, str]]) -> list[tuple[str, int, str]]:
    seen: dict[str, int] = {}
    rows = []
    for doc_id, text in pairs:
        seen[doc_id] = seen.get(doc_id, 0) + 1
        rows.append((doc_id, seen[doc_id], text))
    return rows


def test_hand_count(tokens_of: Callable[..., Tokens]) -> None:
    text = "L’accord de 2015 tient-il ? Non ! L’ACCORD est mort."
    table = lexical_features(tokens_of([text]), window=5)
    # L' accord de 2015 tient -il | Non | L' ACCORD est mort
    expected = {"n_words": 11, "n_sentences": 3, "n_letters": 33, "n_long_words": 0, "n_numbers": 1,
                "n_punctuation": 3, "n_questions": 1, "n_exclamations": 1, "n_types": 9, "ttr": 9 / 11,
                "share_hapax_types": 7 / 9, "mean_word_letters": 3.3, "mean_sentence_words": 11 / 3,
                "share_long_words": 0.0, "numbers_per_sentence": 1 / 3, "punctuation_per_sentence": 1.0,
                "mattr_5": 1.0, "msttr_5": 1.0}
    found = table.iloc[0]
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert [name.replace("_5", "_25") for name in table.columns] == COLUMNS
    assert np.isnan(found["mtld"])
    assert np.isnan(found["yule_k"])


def test_typography_does_not_change_a_number() -> None:
    plain = tokenize(make_corpus(["L'oeuvre a du coeur : « c'est dit », soeur. " * 5]))
    print_ = tokenize(make_corpus(["L’œuvre a du cœur\u00a0: «\u00a0c’est dit\u202f», s\u00adœur. " * 5]))
    pd.testing.assert_frame_equal(lexical_features(plain), lexical_features(print_))


def test_minimum_lengths() -> None:
    texts = [numbered(24, 20), numbered(25, 20), numbered(99, 20), numbered(100, 20), numbered(199, 20),
             numbered(200, 20), numbered(120, 120), "mot " * 9, "mot " * 10, ""]
    defined = lexical_features(tokenize(make_corpus(texts))).notna()
    assert defined["mattr_25"].tolist() == [False, *[True] * 6, False, False, False]
    assert defined[["msttr_25", "hdd_25"]].eq(defined["mattr_25"], axis=0).all(axis=None)
    assert defined["mtld"].tolist() == [False, False, False, True, True, True, False, False, False, False]
    assert defined["yule_k"].tolist() == [*[False] * 5, True, False, False, False, False]
    assert defined["mean_word_letters"].tolist() == [*[True] * 7, False, True, False]
    assert defined["ttr"].tolist() == [*[True] * 9, False]


def test_every_undefined_value_has_its_reason() -> None:
    texts = ["", "Un mot.", numbered(120, 120), numbered(105, 77), "1 2 3 4 5 6 7 8 9 10 11"]
    table = lexical_features(tokenize(make_corpus(texts)))
    missing = explain_missing(table)
    assert len(missing) == int(table.isna().sum().sum()) > 20
    assert list(missing.columns) == ["doc_id", "par_id", "measure", "reason"]
    reasons = missing.set_index(["par_id", "measure"])["reason"]
    assert reasons[1, "ttr"] == "No word was measured: the text is empty or its role was left out."
    assert reasons[2, "hdd_25"] == "2 words; hdd_25 needs 25."
    assert reasons[3, "mtld"] == "No word is repeated."
    assert reasons[4, "mtld"] == "Read in one of the two directions, the text has no whole factor."
    assert reasons[4, "yule_k"] == "105 words; yule_k needs 200."
    assert reasons[5, "mean_word_letters"] == "0 words that are not numbers; mean_word_letters needs 10."
    assert not reasons.str.contains("do not tell").any()
    assert missing["par_id"].is_monotonic_increasing


def test_reasons_survive_a_selection_and_say_what_they_cannot_know() -> None:
    table = lexical_features(tokenize(make_corpus(["Un mot.", numbered(120, 120)])))
    few = explain_missing(table[["n_words", "mtld"]].assign(odd=np.nan))
    assert few["reason"].tolist() == [
        "2 words; mtld needs 100.", "odd is not a measure of lexical_features or readability.",
        "Read in one of the two directions, the text has no whole factor.",
        "odd is not a measure of lexical_features or readability."]
    assert explain_missing(table[["n_words"]]).columns.tolist() == ["doc_id", "par_id", "measure", "reason"]
    with pytest.raises(KeyError, match=r"explain_missing: missing column\(s\) \['n_words'\]"):
        explain_missing(table[["mtld"]])
    with pytest.raises(ValueError, match="the index has no name"):
        explain_missing(table.reset_index(drop=True))


def test_roles_left_out_keep_their_row() -> None:
    rows = [("a", 1, "Un titre ici"), ("a", 2, "Le corps du texte.")]
    tokens = tokenize(corpus_of_rows(rows, role=["title", "body"]))
    table = lexical_features(tokens)
    assert table["n_words"].tolist() == [0, 4]
    assert table.loc[("a", 1), ADDITIVE].eq(0).all()
    assert table.loc[("a", 1), ["ttr", "mean_sentence_words", "share_long_words"]].isna().all()
    assert lexical_features(tokens, roles=("title", "body"), unit="document")["n_words"].tolist() == [7]
    assert lexical_features(tokens, unit="document")["n_words"].tolist() == [4]


def test_an_article_is_its_pooled_text_in_source_order() -> None:
    first, second, third = numbered(60, 31), numbered(45, 37), numbered(30, 30)
    whole = lexical_features(tokenize(make_corpus([f"{first} {second} {third}"])), unit="document")
    shuffled = corpus_of_rows([("a", 3, third), ("b", 1, first), ("a", 1, first), ("a", 2, second)])
    table = lexical_features(tokenize(shuffled), unit="document")
    diversity = ["n_words", "n_types", "mattr_25", "msttr_25", "hdd_25", "mtld", "mean_word_letters"]
    assert whole.loc["a", diversity].notna().all()
    pd.testing.assert_series_equal(table.loc["a", diversity], whole.loc["a", diversity])


def test_no_words_at_all() -> None:
    for texts in ([""], ["… !", "***"]):
        table = lexical_features(tokenize(make_corpus(texts)))
        assert table["n_words"].eq(0).all()
        assert table["n_sentences"].eq(0).all()
        assert table["mean_sentence_words"].isna().all()


@pytest.mark.parametrize(("arguments", "error", "text"), [
    ({"window": 1}, ValueError, "`window` is too small; got 1; expected at least 2 words"),
    ({"window": 2.5}, TypeError, "`window` has the wrong type"),
    ({"window": True}, ValueError, "`window` is too small"),
    ({"norms": "lexique"}, ValueError, "`norms` is not a known choice"),
    ({"unit": "article"}, ValueError, "`unit` is not a known choice"),
    ({"roles": ["corps"]}, ValueError, "`roles` must name paragraph roles"),
])
def test_wrong_arguments(tokens_of: Callable[..., Tokens], arguments: dict[str, object],
                         error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        lexical_features(tokens_of(["Un mot."]), **arguments)


def test_norms_without_their_package(tokens_of: Callable[..., Tokens],
                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wordfreq", None)
    # A language no other test asks for, so that nothing is in memory.
    with pytest.raises(ImportError, match=r'Hint: pip install "media-framing\[norms\]"'):
        lexical_features(tokens_of(["Un mot."], "mi"), norms="wordfreq")
    assert "mean_zipf" not in lexical_features(tokens_of(["Un mot."], "mi"))


def test_norms() -> None:
    pytest.importorskip("wordfreq", reason="the extra [norms] is not installed")
    texts = ["L’homme dit que le temps de la paix est là, quelqu’un le dit aujourd’hui.", "Zzyqx 12 !",
             "Le cœur du texte rubicond dit-il, le chœur du temps et la paix."]
    table = lexical_features(tokenize(make_corpus(texts)), norms="wordfreq")
    assert list(table.columns) == [*COLUMNS, "n_listed_words", "mean_zipf", "share_rare_words"]
    assert table["n_listed_words"].tolist() == [15, 0, 14]
    assert 5 < table["mean_zipf"].iloc[0] < 8
    assert table["share_rare_words"].tolist() == pytest.approx([0, np.nan, 1 / 14], nan_ok=True)
    reasons = explain_missing(table).set_index(["par_id", "measure"])["reason"]
    assert reasons[2, "share_rare_words"] == "0 words in the norms; share_rare_words needs 1."
    assert reasons[2, "mean_zipf"] == "0 words in the norms; mean_zipf needs 10."
    unlisted = lexical_features(tokenize(make_corpus(["Kei te pai"], "mi")), norms="wordfreq")
    assert unlisted["n_listed_words"].tolist() == [0]


def assert_same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    assert left.index.equals(right.index)
    assert left.dtypes.equals(right.dtypes)
    numbers = right.select_dtypes("number").columns
    assert len(numbers)
    # Sums of fractions may differ in their last bit with the order of the words.
    np.testing.assert_allclose(left[numbers].to_numpy(), right[numbers].to_numpy(), rtol=1e-12)
    others = right.columns.difference(numbers)
    assert left[others].equals(right[others])


@pytest.mark.parametrize("measure", [lexical_features, readability])
@given(pairs=articles, random=st.randoms())
def test_permuting_paragraphs_permutes_rows(measure: Callable[..., pd.DataFrame],
                                            pairs: list[tuple[str, str]], random: Random) -> None:
    rows = rows_of(pairs)
    tokens, other = tokenize(corpus_of_rows(rows)), tokenize(corpus_of_rows(random.sample(rows, len(rows))))
    assert_same(measure(other, unit="paragraph"), measure(tokens, unit="paragraph").loc[other.index])
    articles_in_order = other.corpus.documents.index
    assert_same(measure(other, unit="document"), measure(tokens, unit="document").loc[articles_in_order])


@pytest.mark.parametrize("measure", [lexical_features, readability])
@given(pairs=articles)
def test_a_subset_measures_like_the_subset_of_the_measure(measure: Callable[..., pd.DataFrame],
                                                          pairs: list[tuple[str, str]]) -> None:
    corpus = corpus_of_rows(rows_of(pairs))
    first = corpus.documents.index == corpus.documents.index[0]
    part = tokenize(corpus.subset(pd.Series(first, index=corpus.documents.index)))
    tokens = tokenize(corpus)
    for unit in ("paragraph", "document"):
        table = measure(tokens, unit=unit)
        assert_same(measure(part, unit=unit), table.loc[part.corpus.documents.index])


@given(articles)
def test_counts_of_an_article_are_the_sum_of_its_paragraphs(pairs: list[tuple[str, str]]) -> None:
    tokens = tokenize(corpus_of_rows(rows_of(pairs)))
    summed = lexical_features(tokens)[ADDITIVE].groupby("doc_id", sort=False).sum()
    pd.testing.assert_frame_equal(lexical_features(tokens, unit="document")[ADDITIVE], summed)


@given(st.lists(st.text(), min_size=1, max_size=5), st.sampled_from(["fr", "en", "uk", "und"]))
def test_any_text_gives_finite_or_nan(texts: list[str], lang: str) -> None:
    tokens = tokenize(make_corpus(texts, lang))
    before = tokens.ids.copy()
    for measure in (lexical_features, readability):
        for unit in ("paragraph", "document"):
            table = measure(tokens, unit=unit)
            assert not np.isinf(table.select_dtypes("number").to_numpy(dtype=float)).any()
            assert len(explain_missing(table)) == int(table.isna().sum().sum())
    assert (tokens.ids == before).all()


@pytest.mark.shared
def test_seed_article(shared: Path) -> None:
    lines = (shared / "article" / "article.txt").read_text(encoding="utf-8").splitlines()
    table = lexical_features(tokenize(make_corpus([line for line in lines if line.strip()])))
    oracles = json.loads((shared / "methods" / "oracles.json").read_text(encoding="utf-8"))["seed_article"]
    for column, key in (("mattr_25", "mattr25"), ("hdd_25", "hdd25")):
        expected = [oracles[key].get(str(line), np.nan) for line in range(1, len(table) + 1)]
        assert table[column].tolist() == pytest.approx(expected, abs=1e-6, nan_ok=True)
    assert table["n_words"].tolist() == oracles["tokens"]
