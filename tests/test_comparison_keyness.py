"""Keyness: the statistics of the literature, spread over articles, and p-values that know articles."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon

import framing as fr
from framing._check import FramingWarning
from framing.comparison.association import (
    deviation_of_proportions,
    g2_four_cell,
    g2_two_cell,
    jensen_shannon_parts,
    log_odds,
    log_ratio,
    percent_difference,
)
from framing.comparison.permutation import Exchange, every_arrangement, moment_p_values, smallest_p
from framing.tokens import Tokens

# Two toy corpora of 1,000 and 1,500 words: paix, guerre, arme, négocier, everything else. δ and ζ computed
# independently (numpy and R) from the formulas of Monroe, Colaresi & Quinn (2008).
TARGET = np.array([12.0, 30, 25, 8, 925])
OTHER = np.array([30.0, 20, 10, 20, 1420])
POOLED = [(-0.156766, -0.870822), (0.27253, 1.665187), (0.427191, 2.166255), (-0.155884, -0.707025),
          (-0.119452, -4.997083)]
WEAK = [(-0.472542, -1.460626), (0.765064, 2.762404), (1.231586, 3.475148), (-0.47002, -1.186232),
        (-0.336243, -8.297518)]


@pytest.mark.parametrize(("total", "expected"), [(2500.0, POOLED), (100.0, WEAK)])
def test_log_odds_are_those_of_monroe_colaresi_and_quinn(total: float, expected: list) -> None:
    prior = fr.Prior(total=total)
    alpha = prior.alpha(np.arange(5), TARGET + OTHER, 2500.0, 5, prior.strength(1000.0))
    delta, z = log_odds(TARGET, 1000.0, OTHER, 1500.0, alpha, total)
    assert np.column_stack([delta, z]) == pytest.approx(np.array(expected), abs=2e-6)


def test_keyness_statistics_of_one_word() -> None:
    a, c, b, d = np.array([30.0]), 1000.0, np.array([20.0]), 1500.0
    assert g2_two_cell(a, c, b, d) == pytest.approx(8.1093022)
    assert g2_four_cell(a, c, b, d) == pytest.approx(8.2795653)
    assert log_ratio(a, c, b, d) == pytest.approx(1.169925)
    assert percent_difference(a, c, b, d) == pytest.approx(125.0)
    nothing = np.zeros(1)
    assert g2_two_cell(nothing, c, b, d) == pytest.approx(20.433025)
    assert log_ratio(nothing, c, b, d) == pytest.approx(-4.736966)
    assert np.isnan(percent_difference(a, c, nothing, d)).all()
    # The four-cell statistic is scipy's G-test without correction.
    table = [[30, 970], [20, 1480]]
    assert g2_four_cell(a, c, b, d) == pytest.approx(
        stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic)


def test_jensen_shannon_parts_add_up() -> None:
    parts = jensen_shannon_parts(TARGET, 1000.0, OTHER, 1500.0)
    assert parts.sum() == pytest.approx(0.0077555194)
    assert parts.sum() == pytest.approx(jensenshannon(TARGET, OTHER, base=2) ** 2)
    small = jensen_shannon_parts(np.array([0.5, 0.3, 0.2, 0]), 1.0, np.array([0.1, 0.3, 0.4, 0.2]), 1.0)
    assert small.sum() == pytest.approx(0.2295045233)


def test_dispersion_is_that_of_gries() -> None:
    dp, dp_norm = deviation_of_proportions(np.array([[1.0], [2], [3], [4], [5]]), np.array([9.0, 10, 10, 10, 11]))
    assert dp == pytest.approx(0.18)
    assert dp_norm == pytest.approx(0.2195122)
    assert np.isnan(deviation_of_proportions(np.zeros((3, 1)), np.ones(3))[0]).all()


def test_false_discovery_rate() -> None:
    p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    expected = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057143, 0.216, 0.216, 0.216]
    assert fr.benjamini_hochberg(p) == pytest.approx(expected)
    assert fr.benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p))
    shuffled = [p[3], np.nan, *p[:3], *p[4:]]
    assert fr.benjamini_hochberg(shuffled)[[2, 0]] == pytest.approx([0.01, 0.084])
    assert np.isnan(fr.benjamini_hochberg(shuffled)[1])
    with pytest.raises(ValueError, match=r"outside 0 to 1; got 1\.2"):
        fr.benjamini_hochberg([0.1, 1.2])


def drawn(n: int, n_group: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw hits of six words in n articles, their words, and the group."""
    generator = np.random.default_rng(seed)
    words = generator.integers(200, 600, n)[:, None].astype(float)
    rates = np.array([0.002, 0.003, 0.01, 0.02, 0.03, 0.05])
    hits = generator.poisson(rates * words * generator.lognormal(0, 0.6, (n, 1))).astype(float)
    return hits, words, np.arange(n) < n_group


def exact_p_values(exchange: Exchange) -> np.ndarray:
    return exchange.p_values(every_arrangement(exchange.in_group, exchange.strata), "difference", drawn=False)


def test_exact_p_values_agree_with_scipy() -> None:
    hits, words, group = drawn(9, 4, seed=3)

    def statistic(members: np.ndarray, axis: int) -> np.ndarray:
        return members.mean(axis=axis)

    p = exact_p_values(Exchange(hits, words, group, np.zeros(9, int)))
    for j in range(hits.shape[1]):
        excess = hits[:, j] - words[:, 0] * hits[:, j].sum() / words.sum()
        result = stats.permutation_test((excess[group], excess[~group]), lambda x, y, axis: statistic(x, axis)
                                        - statistic(y, axis), vectorized=True, n_resamples=np.inf)
        # scipy doubles the smaller tail; ours counts what is as far from 0 on either side.
        distribution = np.abs(result.null_distribution)
        assert p[j] == pytest.approx((distribution >= abs(result.statistic) - 1e-9).mean())


@pytest.mark.parametrize(("n", "n_group"), [(16, 8), (18, 5)])
def test_moments_approximate_the_exact_p_values(n: int, n_group: int) -> None:
    strata = np.zeros(n, int)
    pairs = []
    for seed in range(10):
        hits, words, group = drawn(n, n_group, seed)
        pairs += list(zip(*(function(Exchange(hits, words, group, strata))
                            for function in (moment_p_values, exact_p_values)), strict=True))
    close, exact = np.array(pairs).T
    assert len(exact) == 60
    small = exact < 0.2
    assert small.sum() >= 8
    assert np.abs(close - exact)[small].mean() < 0.03
    assert np.corrcoef(close, exact)[0, 1] > 0.95


def test_moments_inside_strata_agree_with_exchanges_inside_strata() -> None:
    generator = np.random.default_rng(5)
    strata = np.repeat(np.arange(10), 2)
    group = np.tile([True, False], 10)
    words = np.full((20, 1), 400.0)
    hits = generator.poisson(np.repeat(generator.uniform(1, 12, 10), 2)[:, None] * [1, 1, 1, 1, 1]).astype(float)
    hits[group] += generator.poisson([0, 0, 1, 2, 4], (10, 5))
    close, exact = (function(Exchange(hits, words, group, strata))
                    for function in (moment_p_values, exact_p_values))
    assert np.abs(close - exact)[exact < 0.2].max() < 0.03
    assert smallest_p(group, strata) == 2 / 1024


def test_moments_do_not_reject_a_true_null_too_often() -> None:
    generator = np.random.default_rng(0)
    strata = np.repeat(np.arange(12), 3)
    words = generator.integers(250, 600, (36, 1)).astype(float)
    hits = generator.poisson(words / 400 * generator.lognormal(-0.32, 0.8, (36, 4000))).astype(float)
    for codes in (strata, np.zeros(36, int)):
        p = moment_p_values(Exchange(hits, words, np.arange(36) % 3 == 0, codes))
        assert 0.03 < (p < 0.05).mean() < 0.055
        assert (p < 0.001).mean() <= 0.001


@pytest.mark.parametrize(("n", "expected"), [(2, 1 / 3), (3, 0.1), (4, 2 / 70), (5, 2 / 252)])
def test_the_smallest_p_of_few_articles(n: int, expected: float) -> None:
    assert smallest_p(np.arange(2 * n) < n, np.zeros(2 * n, int)) == pytest.approx(expected)
    assert smallest_p(np.arange(5) < 2, np.zeros(5, int)) == pytest.approx(0.1)


def outlets(n: int = 6) -> fr.Corpus:
    """Return three outlets of n articles on the same events; each has a word of its own."""
    own = {"A": "guerre", "B": "budget", "C": "famille"}
    records = [{"doc_id": f"{outlet}{i}", "par_id": 1, "lang": "fr", "outlet": outlet, "event": f"e{i}",
                "text": f"Le récit de la ville {word} et {word} ce matin. {'Port' if i == 0 else 'Quai'} calme {i}."}
               for outlet, word in own.items() for i in range(n)]
    return fr.corpus_from_frame(records)


@pytest.mark.parametrize("within", [None, "event"])
def test_each_group_against_the_rest(within: str | None) -> None:
    tokens = fr.tokenize(outlets())
    table = fr.keyness(tokens, "outlet", within=within, min_count=1)
    assert table.groupby("group")["measure"].first().to_dict() == {"A": "guerre", "B": "budget", "C": "famille"}
    top = table[table["measure"] == "guerre"].set_index("group").loc["A"]
    assert (top["n_hits"], top["n_hits_reference"], top["n_articles_with"]) == (12, 0, 6)
    assert top["rate"] == pytest.approx(1000 * 12 / top["n_words"])
    assert top["estimate"] == pytest.approx(np.log2(12 / 0.5 / (1 / 2)))
    assert top["dp"] == pytest.approx(0, abs=1e-12)
    assert top["sign_share"] == 1
    assert top["q_value"] < 0.05
    assert "no hit in" in top["note"]
    same = table[table["measure"] == "ville"]
    assert same["estimate"].abs().max() < 1e-9
    assert not (same["p_value"] < 0.9).any()
    assert table.groupby("group")["z"].apply(lambda z: z.is_monotonic_decreasing).all()


def test_a_series_a_column_and_a_reference_say_the_same() -> None:
    tokens = fr.tokenize(outlets())
    by = tokens.corpus.documents["outlet"]
    named = fr.keyness(tokens, "outlet", reference="C")
    pd.testing.assert_frame_equal(named, fr.keyness(tokens, by, reference="C"))
    assert named["group"].unique().tolist() == ["A", "B"]
    # Articles without a group are left out: the rest is then the reference itself.
    two = fr.keyness(tokens, by.where(by != "B"))
    first = named[named["group"] == "A"].set_index("measure")["log_odds"]
    second = two[two["group"] == "A"].set_index("measure")["log_odds"]
    shared = first.index.intersection(second.index)
    assert len(shared) > 3
    assert second[shared].to_numpy() == pytest.approx(first[shared].to_numpy())


def test_priors() -> None:
    tokens = fr.tokenize(outlets())
    priors = {"weak": fr.Prior(total=1), "strong": fr.Prior(total=5000), "uniform": fr.Prior("uniform", total=50),
              "own": fr.Prior("frequencies", total=50, frequencies={"guerre": 9, "ville": 90})}
    tables = {name: fr.keyness(tokens, "outlet", prior=prior).set_index(["group", "measure"])["log_odds"]
              for name, prior in priors.items()}
    key = ("A", "guerre")
    assert tables["weak"][key] > tables["uniform"][key] > tables["strong"][key] > 0
    assert np.isfinite(tables["own"]).all()
    assert "α₀ = 5,000 words" in fr.keyness(tokens, "outlet", prior=fr.Prior(total=5000))["prior"].iloc[0]
    for wrong in ({"source": "web"}, {"total": 0}, {"source": "frequencies"}, {"frequencies": {"a": 1}},
                  {"source": "frequencies", "frequencies": {"a": 0}}):
        with pytest.raises(ValueError, match="Prior: "):
            fr.Prior(**wrong)


def test_no_difference_gives_few_findings() -> None:
    generator = np.random.default_rng(8)
    vocabulary = [f"mot{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(60)]
    share = generator.dirichlet(np.ones(60))
    records = [{"doc_id": f"d{i:02d}", "par_id": 1, "lang": "fr", "outlet": "AB"[i % 2],
                "text": " ".join(generator.choice(vocabulary, 150, p=generator.dirichlet(share * 30 + 1e-3)))}
               for i in range(40)]
    table = fr.keyness(fr.tokenize(fr.corpus_from_frame(records)), "outlet", reference="B")
    assert len(table) > 40
    assert (table["p_value"] < 0.05).mean() < 0.1
    # Taken for independent, the same words differ everywhere.
    assert (table["g2_four_cell"] > stats.chi2.ppf(0.95, 1)).mean() > 0.2
    assert not (table["q_value"] < 0.05).any()


def test_thin_groups_are_described() -> None:
    with pytest.warns(FramingWarning, match="thin"):
        table = fr.keyness(fr.tokenize(outlets(n=3)), "outlet", reference="C", min_count=1)
    assert table["ci_low"].isna().all()
    assert table["p_value"].isna().all()
    assert table["estimate"].notna().all()
    assert table["method"].eq("description, without an interval").all()


def test_weights_enter_hits_words_and_effects() -> None:
    tokens = fr.tokenize(outlets())
    ones = pd.Series(1.0, index=tokens.corpus.documents.index)
    plain, weighed = fr.keyness(tokens, "outlet"), fr.keyness(tokens, "outlet", weights=ones)
    pd.testing.assert_frame_equal(plain, weighed.astype({"n_hits": "int64", "n_hits_reference": "int64"}))
    none = fr.keyness(tokens, "outlet", weights=ones.mask(ones.index == "A0", 0.0)).set_index(["group", "measure"])
    assert none.loc[("A", "guerre"), "n_hits"] == 10
    assert none.loc[("A", "guerre"), "n_articles"] == 5


@pytest.mark.parametrize(("change", "error", "match"), [
    ({"by": "paper"}, KeyError, "missing column"),
    ({"reference": "Z"}, ValueError, "`reference` is not a group"),
    ({"min_articles": 50}, ValueError, "no term stands in 50 articles"),
    ({"min_articles": 0}, ValueError, "`min_articles` must be above zero"),
])
def test_errors(change: dict, error: type, match: str) -> None:
    with pytest.raises(error, match=match):
        fr.keyness(fr.tokenize(outlets()), **({"by": "outlet"} | change))


def test_languages_are_not_compared() -> None:
    corpus = fr.corpus_from_frame([{"doc_id": lang, "par_id": 1, "lang": lang, "outlet": lang, "text": "Force."}
                                   for lang in ("fr", "en")])
    with pytest.raises(ValueError, match="words of several languages"):
        fr.keyness(fr.tokenize(corpus), "outlet", min_count=1, min_articles=1)


def test_collocates_of_a_word() -> None:
    texts = ["Orvek menace le port.", "Le quai dort sous la pluie ; les navires attendent le matin clair."]
    corpus = fr.corpus_from_frame([{"doc_id": f"a{i}", "par_id": p + 1, "lang": "fr", "text": text}
                                   for i in range(8) for p, text in enumerate(texts)])
    table = fr.collocates(fr.tokenize(corpus), "Orvek", window=2).set_index("measure")
    assert table.loc["menace", ["n_hits", "n_hits_reference"]].tolist() == [8, 0]
    assert table.loc["le", ["n_hits", "n_hits_reference"]].tolist() == [8, 16]
    # The window ends with the paragraph, and "port" is the third word.
    assert set(table.index) == {"menace", "le"}
    assert table.loc["menace", "p_value"] == pytest.approx(2 / 2 ** 8)
    assert table["group"].eq("Orvek").all()
    with pytest.raises(ValueError, match="no article has words near the node"):
        fr.collocates(fr.tokenize(corpus), "Absent")


def test_collocates_count_a_word_once_and_the_node_never() -> None:
    corpus = fr.corpus_from_frame([{"doc_id": f"a{i}", "par_id": 1, "lang": "fr",
                                    "text": "Orvek dit Orvek. Puis rien ne bouge au port ce matin calme."}
                                   for i in range(6)])
    table = fr.collocates(fr.tokenize(corpus), ["Orvek"], window=1).set_index("measure")
    assert table.loc["dit", "n_hits"] == 6
    assert "orvek" not in table.index
    assert table.loc["puis", "n_words"] == 12


def test_keyness_of_the_narrators_words_alone(demonstration: Tokens) -> None:
    english = fr.tokenize(demonstration.corpus.subset(demonstration.corpus.documents["lang"] == "en"))
    said, own = (fr.keyness(english, "outlet", min_count=10, min_articles=5, n_resamples=50, voice=voice)
                 for voice in ("all", "narrator"))
    counts = fr.document_term_matrix(english, voice="narrator").to_frame().drop(columns="n_words")
    outlet = english.corpus.documents["outlet"]
    row = own.iloc[0]
    assert row["n_hits"] == counts.loc[outlet == row["group"], row["measure"]].sum()
    both = said.merge(own, on=["group", "measure"], suffixes=("", "_own"))
    assert len(both) > 50
    assert (both["n_hits_own"] <= both["n_hits"]).all()
    assert (both["n_words_own"] < both["n_words"]).all()
    assert (both["estimate_own"] != both["estimate"]).mean() > 0.9


def test_collocates_of_one_voice_count_its_words_in_windows_of_the_text() -> None:
    texts = ['Orvek waits. "Orvek threatens the port," the mayor said near Orvek.'] * 6
    corpus = fr.corpus_from_frame([{"doc_id": f"a{i}", "par_id": 1, "lang": "en", "text": text}
                                   for i, text in enumerate(texts)])
    tokens = fr.tokenize(corpus)
    said, own, quoted = (fr.collocates(tokens, "Orvek", window=2, min_count=1, voice=voice).set_index("measure")
                         for voice in ("all", "narrator", "direct"))
    # The mayor is one word too far; the narrator's window does not jump over the quotation to reach him.
    assert own["n_hits"].to_dict() == {"waits": 6, "said": 6, "near": 6}
    assert own["n_words"].iloc[0] == 6 * 3
    assert quoted["n_hits"].to_dict() == {"threatens": 6, "the": 6}
    assert said.loc["the", "n_hits"] == 6


def test_voices_in_collocates_and_keyness_must_exist(demonstration: Tokens) -> None:
    for function, subject in ((fr.keyness, "outlet"), (fr.collocates, "Orvek")):
        with pytest.raises(ValueError, match="voice"):
            function(demonstration, subject, voice="author")
