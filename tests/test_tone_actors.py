"""Tone about actors: who is near, whose own words are left out, and when there is too little to chart."""

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicon import lexicon_from_dict
from framing.measures.tone_actors import tone_about, tone_about_balance, tone_about_hits
from framing.tokens import tokenize

ACTORS = pd.DataFrame([
    ("Mayor", "mayor", "en", "power"), ("Mayor", "town hall", "en", "power"), ("Bank", "bank*", "en", "money"),
    ("Maire", "maire", "fr", "pouvoir"), ("Maire", "hôtel de ville", "fr", "pouvoir"),
    ("Banque", "banque*", "fr", "argent"),
], columns=["actor", "form", "lang", "camp"])

# Language, text, window, and the actor, distance and final sign of each word about somebody.
CASES = [
    ("en", "The mayor is honest.", 10, [("Mayor", 2, 1)]),
    ("en", "The town hall is not honest.", 10, [("Mayor", 3, -1)]),
    ("en", "The mayor met an honest bank.", 10, [("Bank", 1, 1)]),
    ("en", "The mayor honest bank.", 10, [("Mayor", 1, 1), ("Bank", 1, 1)]),
    ("en", "The mayor left. It was honest.", 10, []),
    ("en", "The mayor is here; it is honest.", "clause", []),
    ("en", "The mayor is here; it is honest.", "sentence", [("Mayor", 5, 1)]),
    ("en", "The mayor is so very truly honest.", 3, []),
    ("en", "“The plan is honest,” said the mayor.", "sentence", []),
    ("en", "“The bank is honest,” said the mayor.", "sentence", [("Bank", 2, 1)]),
    ("en", "The bank closed. “It is a scandal.”", "sentence", []),
    ("fr", "La maire n'est pas honnête.", 10, [("Maire", 4, -1)]),
    ("fr", "L’hôtel de ville est honnête.", 10, [("Maire", 2, 1)]),
    ("fr", "« La banque est honnête », a dit la maire.", "sentence", [("Banque", 2, 1)]),
    ("fr", "« Le plan est honnête », a dit la maire.", "sentence", []),
    ("fr", "Selon la maire, la banque est un scandale.", "sentence", [("Banque", 3, -1)]),
]


@pytest.mark.parametrize(("lang", "text", "within", "expected"), CASES)
def test_words_go_to_the_nearest_actor(lang: str, text: str, within: int | str, expected: list[object]) -> None:
    tokens = tokenize(make_corpus([text], lang))
    hits = tone_about_hits(tokens, ACTORS, within=within)
    assert list(zip(hits["actor"], hits["distance"], hits["final_sign"], strict=True)) == expected


def test_a_word_inside_a_name_says_nothing_of_it() -> None:
    actors = pd.DataFrame({"actor": ["Hope Party", "Bank"], "form": ["party of hope", "bank"], "lang": "en"})
    tokens = tokenize(make_corpus(["The Party of Hope met the bank."], "en"))
    assert tone_about_hits(tokens, actors).empty
    assert tone_about(tokens, actors)["n_mentions"].tolist() == [1, 1]


def test_counts_by_article_with_their_camp() -> None:
    corpus = make_corpus({"a": ["The mayor is honest.", "The mayor is dishonest. So is the bank."], "b": ["The bank."],
                          "c": ["Rain."]}, "en")
    counts = tone_about(tokenize(corpus), ACTORS)
    assert counts.index.tolist() == [("a", "Mayor"), ("a", "Bank"), ("b", "Bank")]
    assert counts["n_mentions"].tolist() == [2, 1, 1]
    assert counts[["n_positive", "n_negative"]].to_numpy().tolist() == [[1, 1], [0, 0], [0, 0]]
    assert counts["n_words"].tolist() == [8, 4, 2]
    assert counts["camp"].tolist() == ["power", "money", "money"]


def test_too_little_gives_no_balance() -> None:
    index = pd.MultiIndex.from_tuples([(f"d{n}", actor) for n in range(5) for actor in ("Mayor", "Bank")][:9],
                                      names=["doc_id", "actor"])
    counts = pd.DataFrame({"n_mentions": 1, "n_positive": 3, "n_negative": 1, "n_words": 30}, index=index)
    balance = tone_about_balance(counts)
    assert balance.loc["Mayor", "logit"] == pytest.approx(np.log(15.5 / 5.5))
    assert balance.loc["Mayor", ["n_articles", "n_mentions", "note"]].tolist() == [5, 5, ""]
    assert np.isnan(balance.loc["Bank", "logit"])
    assert balance.loc["Bank", ["n_articles", "n_positive", "note"]].tolist() == [4, 12, "fewer than 5 articles"]
    assert tone_about_balance(counts, min_hits=21).loc["Mayor", "note"] == "fewer than 21 words"
    outlets = pd.Series({f"d{n}": "X" if n < 3 else "Y" for n in range(5)})
    by_outlet = tone_about_balance(counts, outlets, min_articles=2, min_hits=8)
    assert by_outlet["n_articles"].tolist() == [3, 3, 2, 1]
    assert by_outlet.index.tolist() == [("X", "Mayor"), ("X", "Bank"), ("Y", "Mayor"), ("Y", "Bank")]
    assert by_outlet["logit"].notna().tolist() == [True, True, True, False]
    with pytest.raises(ValueError, match="no group to an article; got d4"):
        tone_about_balance(counts, outlets.drop("d4"))
    with pytest.raises(KeyError, match="n_mentions"):
        tone_about_balance(counts.drop(columns="n_mentions"))


def test_wrong_tables_and_windows_are_refused() -> None:
    tokens = tokenize(make_corpus(["The mayor."], "en"))
    with pytest.raises(KeyError, match="form"):
        tone_about(tokens, ACTORS.drop(columns="form"))
    with pytest.raises(ValueError, match="belongs to two actors; got mayor"):
        tone_about(tokens, pd.concat([ACTORS, ACTORS.iloc[[0]].assign(actor="Town")]))
    with pytest.raises(ValueError, match="`within` is no window; got 0"):
        tone_about(tokens, ACTORS, within=0)
    with pytest.raises(ValueError, match="did you mean 'sentence'"):
        tone_about(tokens, ACTORS, within="sentense")
    with pytest.raises(ValueError, match="no entry in a language of the text"):
        tone_about(tokens, ACTORS[ACTORS["lang"] == "fr"])
    with pytest.raises(TypeError, match="`actors` has the wrong type"):
        tone_about(tokens, ["mayor"])


WORDS = ["mayor", "bank", "banks", "honest", "scandal", "not", "the", "rain", ".", ",", "and", "“", "”", "said", "é"]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), min_size=1, max_size=4),
       st.sampled_from([1, 4, 10, "sentence", "clause"]))
def test_counts_are_counts_of_hits(texts: list[str], within: int | str) -> None:
    tokens = tokenize(make_corpus({f"d{place}": [text] for place, text in enumerate(texts)}, "en"))
    lists = {"lexicon": lexicon_from_dict({"positive": ["honest"], "negative": ["scandal"]}, lang="en"),
             "operators": lexicon_from_dict({"negator": ["not"]}, lang="en")}
    counts = tone_about(tokens, ACTORS, within=within, **lists)
    hits = tone_about_hits(tokens, ACTORS, within=within, **lists)
    for column, sign in (("n_positive", 1), ("n_negative", -1), ("n_dropped", 0)):
        recount = hits[hits["final_sign"] == sign].groupby(["doc_id", "actor"]).size()
        assert recount.reindex(counts.index, fill_value=0).tolist() == counts[column].tolist()
        assert recount.sum() == counts[column].sum()
    assert (counts["n_words"] >= counts[["n_positive", "n_negative", "n_dropped"]].sum(axis=1)).all()
    assert (hits["distance"] >= 1).all()
