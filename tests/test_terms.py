"""The document-term matrix: every word once, whatever its typography, and nothing outside its article."""

import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.tokens import Tokens

TEXTS = {
    "a": ["La guerre, la paix. Guerre et paix !", "L’accord de paix tient."],
    "b": ["Un accord de paix ; l'accord tient, dit-elle."],
    "c": ["Rien."],
}


def test_words_are_folded_and_counted_per_article(tokens_of) -> None:
    table = fr.document_term_matrix(tokens_of(TEXTS)).to_frame()
    assert table.index.tolist() == ["a", "b", "c"]
    assert table["guerre"].tolist() == [2, 0, 0]
    assert table["paix"].tolist() == [3, 1, 0]
    assert table["l'"].tolist() == [1, 1, 0]
    assert table.drop(columns="n_words").sum(axis=1).tolist() == table["n_words"].tolist()
    assert list(table.columns[:-1]) == sorted(table.columns[:-1])


def test_paragraph_rows_add_up_to_article_rows(tokens_of) -> None:
    tokens = tokens_of(TEXTS)
    paragraphs = fr.document_term_matrix(tokens, unit="paragraph").to_frame()
    assert len(paragraphs) == 4
    articles = fr.document_term_matrix(tokens).to_frame()
    assert paragraphs.groupby(level="doc_id").sum().equals(articles)


def test_stop_words_and_limits_take_columns_away_but_no_words(tokens_of) -> None:
    tokens = tokens_of(TEXTS)
    everything = fr.document_term_matrix(tokens)
    some = fr.document_term_matrix(tokens, stop_words={"Paix"}, min_count=2, min_articles=2)
    assert some.terms.tolist() == ["accord", "de", "l'", "tient"]
    assert some.n_words.tolist() == everything.n_words.tolist()
    by_paragraph = fr.document_term_matrix(tokens, min_articles=2, unit="paragraph")
    assert "guerre" not in by_paragraph.terms
    assert "paix" in by_paragraph.terms


def test_sequences_stay_inside_a_sentence_and_stop_at_marks(tokens_of) -> None:
    pairs = fr.document_term_matrix(tokens_of(TEXTS), "2-grams").to_frame()
    assert pairs["la guerre"].tolist() == [1, 0, 0]
    assert "guerre la" not in pairs
    assert "paix guerre" not in pairs
    assert pairs["l'accord"].tolist() == [1, 1, 0]
    triples = fr.document_term_matrix(tokens_of(TEXTS), "3-grams", stop_words={"un", "l'"}).terms.tolist()
    assert "accord de paix" in triples
    assert "un accord de" not in triples


def test_categories_are_those_of_frame_terms(tokens_of) -> None:
    tokens = tokens_of(TEXTS)
    lexicon = fr.lexicon_from_dict({"war": ["guerre*"], "peace": ["paix", "accord* de paix"]}, lang="fr")
    matrix = fr.document_term_matrix(tokens, lexicon)
    assert matrix.kind == "categories"
    assert matrix.to_frame().equals(fr.frame_terms(tokens, lexicon, unit="document"))


def test_lemmas_join_the_forms_of_a_word(tokens_of) -> None:
    pytest.importorskip("simplemma")
    tokens = tokens_of(["Les guerres finissent. La guerre finit."])
    table = fr.document_term_matrix(tokens, "lemmas").to_frame()
    assert table["guerre"].tolist() == [2]
    assert table["finir"].tolist() == [2]
    assert table.drop(columns="n_words").sum(axis=1).tolist() == table["n_words"].tolist()


def test_lemmas_without_their_package_say_what_to_install(tokens_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "simplemma", None)
    with pytest.raises(ImportError, match=r"lemmas need the package simplemma.*media-framing\[lemmas\]"):
        fr.document_term_matrix(tokens_of(["Un mot."]), "lemmas")


def test_a_form_of_two_languages_has_a_column_for_each() -> None:
    corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr", "text": "Le conflit, la force."},
                                   {"doc_id": "b", "par_id": 1, "lang": "en", "text": "A show of force."}])
    table = fr.document_term_matrix(fr.tokenize(corpus)).to_frame()
    assert table[["force [en]", "force [fr]"]].to_numpy().tolist() == [[0, 1], [1, 0]]


def test_other_roles_keep_their_row_without_words() -> None:
    corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr", "role": "title", "text": "Titre."},
                                   {"doc_id": "a", "par_id": 2, "lang": "fr", "role": "body", "text": "Corps."}])
    matrix = fr.document_term_matrix(fr.tokenize(corpus), unit="paragraph")
    assert matrix.terms.tolist() == ["corps"]
    assert matrix.n_words.tolist() == [0, 1]


@pytest.mark.parametrize(("change", "error", "match"), [
    ({"terms": "7-grams"}, Exception, "7-grams"),
    ({"min_count": 0}, ValueError, "`min_count` must be above zero"),
    ({"stop_words": "le"}, TypeError, "`stop_words` is one word"),
    ({"unit": "page"}, ValueError, "`unit` is not a known choice"),
])
def test_errors(tokens_of, change: dict, error: type, match: str) -> None:
    with pytest.raises(error, match=match):
        fr.document_term_matrix(tokens_of(TEXTS), **change)


def test_function_words_are_known_in_both_languages() -> None:
    assert {"le", "qui", "ne"} <= fr.function_words("fr")
    assert {"the", "not", "who"} <= fr.function_words("en")
    with pytest.raises(ValueError, match="no list for this language"):
        fr.function_words("de")


@given(st.lists(st.lists(st.sampled_from(["paix", "guerre", "accord", ".", ","]), max_size=8), min_size=1, max_size=5))
def test_no_word_is_lost_or_made_up(words: list[list[str]]) -> None:
    corpus = fr.corpus_from_frame([{"doc_id": f"d{i}", "par_id": 1, "lang": "fr", "text": " ".join(["mot", *block])}
                                   for i, block in enumerate(words)])
    tokens = fr.tokenize(corpus)
    matrix = fr.document_term_matrix(tokens)
    assert np.array_equal(np.asarray(matrix.counts.sum(axis=1)).ravel(), matrix.n_words)
    pairs = fr.document_term_matrix(tokens, "2-grams")
    assert (np.asarray(pairs.counts.sum(axis=1)).ravel() <= np.maximum(matrix.n_words - 1, 0)).all()


@pytest.mark.parametrize("terms", ["words", "2-grams", "3-grams", "war_peace"])
def test_the_three_voices_add_up_to_all(demonstration: Tokens, terms: str) -> None:
    tables = {}
    for voice in ("all", "narrator", "direct", "reported"):
        matrix = fr.document_term_matrix(demonstration, terms, voice=voice)
        assert matrix.counts.sum() > 0
        tables[voice] = matrix
    every = tables.pop("all")
    counts, n_words = np.zeros(every.counts.shape, dtype=np.int64), np.zeros_like(every.n_words)
    place = pd.Index(every.terms)
    for matrix in tables.values():
        counts[:, place.get_indexer(matrix.terms)] += matrix.counts.toarray()
        n_words += matrix.n_words
    assert set().union(*(matrix.terms for matrix in tables.values())) == set(every.terms)
    np.testing.assert_array_equal(counts, every.counts.toarray())
    np.testing.assert_array_equal(n_words, every.n_words)


def test_a_sequence_belongs_to_the_voice_of_its_first_word(tokens_of) -> None:
    tokens = tokens_of(["The mayor said that talks go on."], lang="en")
    heard = {voice: fr.document_term_matrix(tokens, "2-grams", voice=voice).terms.tolist()
             for voice in ("narrator", "reported")}
    assert "talks go" in heard["reported"]
    assert "the mayor" in heard["narrator"]
    assert not set(heard["narrator"]) & set(heard["reported"])
    assert sorted(heard["narrator"] + heard["reported"]) == fr.document_term_matrix(tokens, "2-grams").terms.tolist()


def test_an_unknown_voice_is_refused(demonstration: Tokens) -> None:
    with pytest.raises(ValueError, match=r"document_term_matrix: .*voice"):
        fr.document_term_matrix(demonstration, voice="author")
