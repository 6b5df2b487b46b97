"""What a category rests on, against counts made by hand and against matching without the term."""

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.lexicon import Lexicon
from framing.tokens import Tokens, tokenize

TEXTS = {"a": ["La guerre, les guerres ; un obus.", "Obus et paix."], "b": ["Guerre ! Le prix de la paix."],
         "c": ["Rien de neuf."]}
LEXICON = fr.lexicon_from_dict({"war": ["guerre*", "obus", "guerres"], "peace": ["paix", "prix de la paix"],
                                "cost": ["prix", "coût*"]}, lang="fr")


@pytest.fixture
def tokens() -> Tokens:
    return tokenize(make_corpus(TEXTS))


def test_term_shares(tokens: Tokens) -> None:
    table = fr.term_shares(tokens, LEXICON)
    assert table.drop(columns=["lang", "forms", "drives"]).values.tolist() == [
        ["war", "guerre*", 3, 0.6, 2], ["war", "obus", 2, 0.4, 1], ["peace", "paix", 1, 0.5, 1],
        ["peace", "prix de la paix", 1, 0.5, 1], ["cost", "prix", 1, 1.0, 1]]
    assert table["forms"].tolist()[0] == "guerre, guerres"
    assert not table["drives"].any()
    assert (table.groupby(["lang", "category"])["share"].sum() == 1).all()
    counts = fr.frame_terms(tokens, LEXICON).sum()
    assert table.groupby("category")["n_hits"].sum().to_dict() == counts.drop("n_words").to_dict()


@pytest.mark.parametrize(("n", "drives"), [(9, False), (10, True)])
def test_a_category_driven_by_one_term_is_flagged(n: int, drives: bool) -> None:
    table = fr.term_shares(tokenize(make_corpus(["guerre " * (n // 2) + "obus " * (n - n // 2)])), LEXICON)
    assert table["drives"].tolist()[0] == drives


def test_shares_are_of_one_language() -> None:
    both = fr.lexicon_from_dict({"war": ["guerre", "obus"]}, lang="fr").entries
    english = fr.lexicon_from_dict({"war": ["war"]}, lang="en").entries
    lexicon = Lexicon("two", pd.concat([both, english]), {})
    mixed = tokenize(make_corpus({"a": ["guerre obus obus"], "b": ["war war"]}, lang=["fr", "en"]))
    assert fr.term_shares(mixed, lexicon)["share"].tolist() == [1.0, pytest.approx(2 / 3), pytest.approx(1 / 3)]
    left_out = fr.leave_term_out(mixed, lexicon)
    assert left_out[["lang", "pattern", "rate", "rate_without"]].values.tolist() == [
        ["en", "war", 1000.0, 0.0], ["fr", "obus", 1000.0, pytest.approx(1000 / 3)],
        ["fr", "guerre", 1000.0, pytest.approx(2000 / 3)]]


def test_distinct_terms(tokens: Tokens) -> None:
    by_article = fr.distinct_terms(tokens, LEXICON)
    assert by_article["war"].tolist() == [2, 1, 0]
    assert by_article["n_words"].tolist() == fr.frame_terms(tokens, LEXICON, unit="document")["n_words"].tolist()
    assert fr.distinct_terms(tokens, LEXICON, unit="paragraph")["war"].tolist() == [2, 1, 1, 0]
    nested = fr.lexicon_from_dict({"war/arms": ["obus"], "war/talk": ["guerre*"]}, lang="fr")
    assert fr.distinct_terms(tokens, nested, levels=1)["war"].tolist() == [2, 1, 0]


def test_cooccurrence(tokens: Tokens) -> None:
    table = fr.category_cooccurrence(tokens, LEXICON).set_index(["category_a", "category_b"])
    war_peace = table.loc[("war", "peace")]
    assert war_peace[["n_a", "n_b", "n_both"]].tolist() == [3, 2, 2]
    assert war_peace["expected"] == 3 * 2 / 4
    assert war_peace["ratio"] == pytest.approx(4 / 3)
    assert table["n_shared"].to_dict() == {("war", "peace"): 0, ("war", "cost"): 0, ("peace", "cost"): 1}
    absent = fr.category_cooccurrence(tokenize(make_corpus(["Rien."])), LEXICON)
    assert absent["ratio"].isna().all()
    assert fr.category_cooccurrence(tokens, LEXICON["war"]).empty


def test_leaving_a_term_out_frees_what_it_covered(tokens: Tokens) -> None:
    by = pd.Series({"a": "Fanal", "b": "Écho", "c": "Écho"})
    table = fr.leave_term_out(tokens, LEXICON, by=by)
    first = table[(table["pattern"] == "guerre*")].set_index("group")
    assert first.loc["Fanal", "rate"] == pytest.approx(1000 * 4 / 9)
    assert first.loc["Fanal", "rate_without"] == pytest.approx(1000 * 3 / 9)  # `guerres` counts in its place
    assert first.loc["Écho", "change"] == -1
    assert not first["order_changes"].any()
    longest = table[table["pattern"] == "prix de la paix"].set_index("group")
    assert longest.loc["Écho", "rate_without"] == longest.loc["Écho", "rate"]  # `paix` counts in its place
    assert table[(table["category"] == "cost") & (table["group"] == "Fanal")]["change"].isna().all()


def test_order_of_groups() -> None:
    tokens = tokenize(make_corpus({"a": ["guerre guerre obus"], "b": ["guerre obus obus obus"]}))
    table = fr.leave_term_out(tokens, fr.lexicon_from_dict({"war": ["guerre"], "arms": ["obus", "mot"]}, lang="fr"),
                              by=pd.Series({"a": "x", "b": "y"}))
    assert not table["order_changes"].any()
    one = fr.lexicon_from_dict({"war": ["guerre", "obus"]}, lang="fr")
    texts = {"x": "guerre guerre rien rien " * 10, "y": "guerre obus obus rien " * 10}
    for n_articles, changes in ((1, False), (4, False), (5, True)):
        turned, by = outlets(texts, n_articles)
        table = fr.leave_term_out(turned, one, by=by).drop_duplicates("pattern")
        assert table.set_index("pattern")["order_changes"].to_dict() == {"guerre": False, "obus": changes}


def outlets(texts: dict[str, str], n_articles: int) -> tuple[Tokens, pd.Series]:
    """Return so many articles of each outlet, each with its text, and the outlet of each."""
    articles = {f"{name}{number}": [text] for name, text in texts.items() for number in range(n_articles)}
    return tokenize(make_corpus(articles)), pd.Series({doc_id: doc_id[0] for doc_id in articles})


def test_a_tie_that_tips_over_is_no_change_of_order() -> None:
    one = fr.lexicon_from_dict({"war": ["guerre", "obus"]}, lang="fr")
    texts = {"x": "guerre " * 10 + "rien " * 90, "y": "guerre " * 9 + "obus obus " + "rien " * 89}
    tokens, by = outlets(texts, 6)
    table = fr.leave_term_out(tokens, one, by=by)
    tipped = table[table["pattern"] == "obus"].set_index("group")
    assert tipped.loc["y", "rate"] > tipped.loc["x", "rate"]
    assert tipped.loc["y", "rate_without"] < tipped.loc["x", "rate_without"]
    assert not table["order_changes"].any()


def test_one_article_with_all_the_hits_separates_nothing() -> None:
    one = fr.lexicon_from_dict({"war": ["guerre", "obus"]}, lang="fr")
    loud = {"x0": ["obus " * 60 + "rien " * 40]} | {f"x{number}": ["rien " * 100] for number in range(1, 6)}
    calm = {f"y{number}": ["guerre " * 3 + "rien " * 97] for number in range(6)}
    tokens = tokenize(make_corpus(loud | calm))
    table = fr.leave_term_out(tokens, one, by=pd.Series({doc_id: doc_id[0] for doc_id in loud | calm}))
    assert table.loc[table["pattern"] == "obus", "rate_without"].tolist() == [0.0, 30.0]
    assert not table["order_changes"].any()


def test_errors(tokens: Tokens) -> None:
    with pytest.raises(ValueError, match="lacks 2 article"):
        fr.leave_term_out(tokens, LEXICON, by=pd.Series({"a": "x"}))
    with pytest.raises(ValueError, match="`n_terms` must be above zero"):
        fr.leave_term_out(tokens, LEXICON, n_terms=0)
    empty = tokenize(make_corpus(["Rien."]))
    assert fr.leave_term_out(empty, LEXICON).empty
    assert fr.term_shares(empty, LEXICON).empty


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["la", "paix", "guerre", "guerres", "prix", "de", "obus", "."]), min_size=5,
                max_size=40))
def test_leaving_out_is_matching_without(words: list[str]) -> None:
    tokens = tokenize(make_corpus([" ".join(words)]))
    for row in fr.leave_term_out(tokens, LEXICON, n_terms=9).itertuples():
        entries = LEXICON.entries[(LEXICON.entries["pattern"] != row.pattern)
                                  & (LEXICON.entries["category"] == row.category)]
        counts = fr.frame_terms(tokens, Lexicon("without", entries, {})).sum() if len(entries) else None
        rate = 0 if counts is None else counts[row.category] / counts["n_words"] * 1000
        np.testing.assert_allclose(row.rate_without, rate)


def test_each_function_counts_the_voice_asked_for(demonstration: Tokens) -> None:
    outlets = demonstration.corpus.documents["outlet"]
    hits, shared, rates = {}, {}, {}
    for voice in ("all", "narrator", "direct", "reported"):
        counts = fr.frame_terms(demonstration, "war_peace", unit="document", voice=voice)
        shares = fr.term_shares(demonstration, "war_peace", voice=voice)
        assert shares.groupby("category")["n_hits"].sum().to_dict() == {
            name: total for name, total in counts.drop(columns="n_words").sum().items() if total}
        hits[voice] = shares["n_hits"].sum()
        distinct = fr.distinct_terms(demonstration, "war_peace", voice=voice)
        assert (distinct.to_numpy() <= counts.to_numpy()).all()
        assert distinct["n_words"].equals(counts["n_words"])
        pairs = fr.category_cooccurrence(demonstration, "war_peace", unit="document", voice=voice)
        assert pairs["n_a"].iloc[0] == (counts[pairs["category_a"].iloc[0]] > 0).sum()
        shared[voice] = pairs["n_shared"].sum()
        left = fr.leave_term_out(demonstration, "war_peace", by=outlets, n_terms=1, voice=voice)
        sums = counts.groupby(outlets).sum()
        for row in left[left["rate"] > 0].itertuples():
            assert row.rate == pytest.approx(1000 * sums.loc[row.group, row.category] / sums.loc[row.group, "n_words"])
        rates[voice] = left["rate"].gt(0).sum()
    assert hits["all"] == hits["narrator"] + hits["direct"] + hits["reported"]
    assert shared["all"] >= shared["narrator"]
    assert min(rates.values()) > 0


def test_a_voice_that_says_nothing_of_a_category_has_no_term_to_leave_out() -> None:
    tokens = tokenize(make_corpus(["Shells fell on the town."], lang="en"))
    lexicon = fr.lexicon_from_dict({"war": ["shell*"]}, lang="en")
    assert len(fr.leave_term_out(tokens, lexicon)) == 1
    assert fr.leave_term_out(tokens, lexicon, voice="direct").empty
    assert fr.term_shares(tokens, lexicon, voice="direct").empty
