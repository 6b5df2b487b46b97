"""Rate models against R and statsmodels, permutation tests against enumeration, differences and influence."""

import warnings
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing._check import FramingWarning
from framing.comparison.fitting import clustered_covariance, fit_rates
from framing.comparison.permutation import Exchange, every_arrangement

# Two outlets of four articles (hits, words). Coefficients and errors computed with statsmodels and R.
HITS = np.array([12.0, 3, 9, 2, 2, 1, 4, 1])
WORDS = np.array([400.0, 350, 500, 250, 300, 450, 500, 250])
DESIGN = np.column_stack([np.ones(8), np.repeat([1.0, 0.0], 4)])


def outlets(n: int = 12, seed: int = 0, ratio: float = 2.0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw articles of three outlets and two sections: counts and covariates."""
    generator = np.random.default_rng(seed)
    index = pd.Index([f"d{i:03d}" for i in range(3 * n)], name="doc_id")
    documents = pd.DataFrame({"outlet": np.repeat(["A", "B", "C"], n),
                              "section": np.tile(["home", "world"], 3 * n // 2),
                              "event": np.tile([f"e{i}" for i in range(n)], 3)}, index=index)
    words = generator.integers(250, 600, 3 * n)
    rate = 0.01 * np.where(documents["outlet"] == "B", ratio, 1) * np.where(documents["section"] == "world", 1.5, 1)
    factor = generator.lognormal(-0.08, 0.4, (2, 3 * n))
    return pd.DataFrame({"war": generator.poisson(rate * words * factor[0]), "calm": generator.poisson(
        0.01 * words * factor[1]), "n_words": words}, index=index), documents


def test_poisson_coefficients_and_errors() -> None:
    fit = fit_rates(DESIGN, HITS, WORDS, np.ones(8), negative_binomial=False)
    assert fit.coefficients[1] == pytest.approx(1.178655, abs=1e-6)
    assert np.sqrt(fit.bread[1, 1]) == pytest.approx(0.4043, abs=1e-4)
    assert fit.dispersion == pytest.approx(1.364774, abs=1e-6)
    assert np.sqrt(fit.dispersion * fit.bread[1, 1]) == pytest.approx(0.472322, abs=1e-6)
    assert np.sqrt(clustered_covariance(fit, np.arange(8))[1, 1]) == pytest.approx(0.4045476, abs=1e-6)
    # Without the factor of few clusters it is the plain sandwich.
    assert np.sqrt(clustered_covariance(fit, np.arange(8))[1, 1] * 6 / 8) == pytest.approx(0.3503485, abs=1e-6)


def test_negative_binomial_coefficients_and_errors() -> None:
    fit = fit_rates(DESIGN, HITS, WORDS, np.ones(8), negative_binomial=True)
    assert fit.coefficients[1] == pytest.approx(1.166136, abs=1e-5)
    assert np.sqrt(fit.bread[1, 1]) == pytest.approx(0.4385, abs=1e-4)
    assert fit.theta == pytest.approx(18.90, abs=0.01)


def test_hits_without_overdispersion_have_no_theta() -> None:
    fit = fit_rates(DESIGN, np.array([4.0, 4, 5, 4, 3, 4, 5, 4]), WORDS, np.ones(8), negative_binomial=True)
    assert np.isinf(fit.theta)
    assert fit.converged


def test_several_covariates_agree_with_statsmodels() -> None:
    api = pytest.importorskip("statsmodels.api")
    counts, documents = outlets()
    table = fr.rate_model(counts, documents[["outlet", "section"]], measures=["war"]).set_index("group")
    design = np.column_stack([np.ones(36), documents["outlet"] == "B", documents["outlet"] == "C",
                              documents["section"] == "world"]).astype(float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = api.GLM(counts["war"].to_numpy(), design, family=api.families.Poisson(),
                        offset=np.log(counts["n_words"].to_numpy()))
        robust = model.fit(cov_type="cluster", cov_kwds={"groups": np.arange(36)})
        negative = api.NegativeBinomial(counts["war"].to_numpy(), design,
                                        offset=np.log(counts["n_words"].to_numpy())).fit(disp=0, maxiter=500)
    assert table["coefficient"].tolist() == pytest.approx(robust.params[1:].tolist(), rel=1e-6)
    assert table["standard_error"].tolist() == pytest.approx(robust.bse[1:].tolist(), rel=1e-4)
    assert table["freedom"].eq(32).all()
    second = fr.rate_model(counts, documents[["outlet", "section"]], measures=["war"], family="negative_binomial")
    assert second["coefficient"].tolist() == pytest.approx(negative.params[1:4].tolist(), abs=1e-4)
    assert second["theta"].iloc[0] == pytest.approx(1 / negative.params[4], rel=1e-3)
    by_event = fr.rate_model(counts, documents["outlet"], measures=["war"], clusters=documents["event"])
    assert by_event["freedom"].eq(11).all()
    assert not np.allclose(by_event["standard_error"], table["standard_error"].iloc[:2])


def test_a_model_finds_the_outlet_and_not_the_other_category() -> None:
    counts, documents = outlets(n=30)
    table = fr.rate_model(counts, documents[["outlet", "section"]]).set_index(["measure", "group"])
    assert table.loc[("war", "B"), "ci_low"] > 1
    assert table.loc[("war", "B"), "q_value"] < 0.05
    assert table.loc[("war", "world"), "ci_low"] > 1
    assert (table.loc["calm", "q_value"] > 0.05).all()
    assert table["reference"].tolist() == ["A", "A", "home"] * 2
    number = fr.rate_model(counts, documents["section"].eq("world").astype(float).rename("world"), measures=["war"])
    assert number["group"].tolist() == ["world"]
    assert number["covariate"].tolist() == ["world"]


def test_levels_that_cannot_be_judged_say_why() -> None:
    counts, documents = outlets()
    counts.loc[documents["outlet"] == "C", "war"] = 0
    table = fr.rate_model(counts, documents["outlet"]).set_index(["measure", "group"])
    silent = table.loc[("war", "C")]
    assert (silent["estimate"], silent["note"]) == (0.0, "no hit in the 12 article(s) of this level")
    assert np.isnan(silent["ci_low"])
    without = fr.rate_model(counts[documents["outlet"] != "C"], documents["outlet"], measures=["war"]).iloc[0]
    assert table.loc[("war", "B"), "coefficient"] == pytest.approx(without["coefficient"])
    counts.loc[documents["outlet"] == "A", "war"] = 0
    assert fr.rate_model(counts, documents["outlet"], measures=["war"])["note"].str.contains("reference level").all()
    few = documents["outlet"].where(documents.index != "d000", "D")
    thin = fr.rate_model(counts, few, measures=["calm"]).set_index("group").loc["D"]
    assert np.isfinite(thin["estimate"])
    assert np.isnan(thin["ci_low"])
    assert "fewer than 5" in thin["note"]


@pytest.mark.parametrize(("change", "match"), [
    (lambda d: d["outlet"].where(d["outlet"] != "A"), "no label in `covariates`"),
    (lambda d: d["outlet"].mask(d["outlet"] != "A", "A"), "has one value only"),
    (lambda d: pd.to_datetime(d["outlet"].map({"A": "2026-01-01", "B": "2026-01-02", "C": "2026-01-03"})), "dates"),
    (lambda d: d[["outlet"]].assign(again=d["outlet"]), "say the same"),
])
def test_covariates_that_cannot_enter_are_refused(change, match: str) -> None:
    counts, documents = outlets()
    with pytest.raises(ValueError, match=match):
        fr.rate_model(counts, change(documents))


def test_weights_in_a_model_are_articles_counted_again() -> None:
    counts, documents = outlets()
    weights = pd.Series(1.0, index=counts.index).mask(counts.index == "d003", 2.0)
    twice = pd.concat([counts, counts.loc[["d003"]].rename(index={"d003": "d003b"})])
    outlet = pd.concat([documents["outlet"], pd.Series({"d003b": "A"})])
    for family in ("quasi_poisson", "negative_binomial"):
        first = fr.rate_model(counts, documents["outlet"], weights=weights, family=family)
        second = fr.rate_model(twice, outlet.rename("outlet"), family=family)
        assert first["coefficient"].tolist() == pytest.approx(second["coefficient"].tolist(), rel=1e-5)


def test_the_ratio_statistic_has_the_exact_p_of_the_toy() -> None:
    exchange = Exchange(HITS[:, None], WORDS[:, None], DESIGN[:, 1] == 1, np.zeros(8, int))
    every = list(every_arrangement(exchange.in_group, exchange.strata))
    assert sum(map(len, every)) == 70
    assert exchange.p_values(iter(every), "ratio", drawn=False) == pytest.approx(4 / 70)


def test_permutation_inside_strata_agrees_with_a_plain_loop() -> None:
    generator = np.random.default_rng(2)
    strata = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1])
    group = np.array([1, 1, 0, 0, 1, 1, 0, 0, 0], dtype=bool)
    words = generator.integers(200, 500, (9, 1)).astype(float)
    hits = generator.poisson(6, (9, 1)).astype(float)
    exchange = Exchange(hits, words, group, strata)
    rate = [hits[strata == s].sum() / words[strata == s].sum() for s in (0, 1)]
    due = words[:, 0] * np.take(rate, strata)

    def far(members: list[int]) -> float:
        own = np.isin(np.arange(9), members)
        return abs(np.log(hits[own].sum() / due[own].sum()) - np.log(hits[~own].sum() / due[~own].sum()))

    every = [far([*one, *two]) for one in combinations(range(4), 2) for two in combinations(range(4, 9), 2)]
    expected = np.mean(np.array(every) >= far(np.flatnonzero(group).tolist()) - 1e-9)
    p = exchange.p_values(every_arrangement(group, strata), "ratio", drawn=False)
    assert p == pytest.approx(expected)


def test_a_side_without_a_hit_is_infinitely_far_and_still_has_a_p() -> None:
    hits = np.array([[2.0], [1], [3], [1], [2], [0], [0], [0], [0], [0]])
    exchange = Exchange(hits, np.full((10, 1), 300.0), np.arange(10) < 5, np.zeros(10, int))
    p = exchange.p_values(every_arrangement(exchange.in_group, exchange.strata), "ratio", drawn=False)
    assert p == pytest.approx(2 / 252)


def test_permutation_test_says_what_it_did() -> None:
    counts, documents = outlets(n=30)
    table = fr.permutation_test(counts, documents["outlet"], reference="rest", n_permutations=999)
    assert table["method"].eq("999 random exchanges of articles").all()
    found = table[table["q_value"] < 0.05]
    assert set(found["measure"]) == {"war"}
    assert found["p_value"].min() >= 1 / 1000
    again = fr.permutation_test(counts, documents["outlet"], reference="rest", n_permutations=999)
    pd.testing.assert_frame_equal(table, again)
    inside = fr.permutation_test(counts, documents["outlet"], reference="A", within=documents["event"],
                                 n_permutations=999)
    assert inside["method"].eq("999 random exchanges of articles inside strata").all()
    assert inside["n_strata"].eq(30).all()


def test_few_articles_are_not_tested_and_the_smallest_p_is_told() -> None:
    counts, documents = outlets(n=4)
    table = fr.permutation_test(counts, documents["outlet"], reference="A")
    assert table["p_value"].isna().all()
    assert table["note"].str.contains("smallest p they could give is 0.0286").all()


def test_differences_are_those_of_the_rates_and_their_intervals() -> None:
    counts, documents = outlets()
    by = documents["outlet"]
    rates = fr.compare_rates(counts, by).set_index(["group", "measure"])
    table = fr.rate_differences(counts, by, reference="A").set_index(["group", "measure"])
    assert table["unit"].eq("difference per 1,000 words").all()
    first, second = rates.loc[("B", "war")], rates.loc[("A", "war")]
    row = table.loc[("B", "war")]
    assert row["estimate"] == pytest.approx(first["estimate"] - second["estimate"])
    assert row["ci_low"] == pytest.approx(row["estimate"] - np.hypot(first["estimate"] - first["ci_low"],
                                                                     second["ci_high"] - second["estimate"]))
    assert row["ci_high"] == pytest.approx(row["estimate"] + np.hypot(first["ci_high"] - first["estimate"],
                                                                      second["estimate"] - second["ci_low"]))
    back = fr.rate_differences(counts, by, reference="B").set_index(["group", "measure"]).loc[("A", "war")]
    assert [-back["ci_high"], -back["ci_low"]] == pytest.approx([row["ci_low"], row["ci_high"]])


def test_differences_inside_events_are_narrower_where_the_event_rules() -> None:
    generator = np.random.default_rng(4)
    level = generator.lognormal(0, 1, 20)
    index = pd.Index([f"{side}{i:02d}" for side in "AB" for i in range(20)], name="doc_id")
    counts = pd.DataFrame({"war": generator.poisson(8 * np.tile(level, 2)), "n_words": 400}, index=index)
    by = pd.Series([name[0] for name in index], index=index)
    event = pd.Series([name[1:] for name in index], index=index)
    wide = fr.rate_differences(counts, by, reference="A").iloc[0]
    narrow = fr.rate_differences(counts, by, reference="A", within=event).iloc[0]
    assert narrow["ci_high"] - narrow["ci_low"] < 0.4 * (wide["ci_high"] - wide["ci_low"])
    assert narrow["n_strata"] == 20
    same = counts.assign(war=np.tile(np.arange(5, 25), 2))
    equal = fr.rate_differences(same, by, reference="A", within=event).iloc[0]
    assert np.isnan(equal["ci_low"])
    assert "do not bound" in equal["note"]
    assert narrow["ci_low"] < narrow["estimate"] < narrow["ci_high"]


def test_ratio_and_difference_to_the_rest() -> None:
    counts, documents = outlets()
    by = documents["outlet"]
    ratio = fr.rate_ratios(counts, by, reference="rest").set_index(["group", "measure"]).loc[("B", "war")]
    two = by.where(by == "B", "others")
    plain = fr.rate_ratios(counts, two, reference="others").set_index("measure").loc["war"]
    assert ratio["estimate"] == pytest.approx(plain["estimate"])
    assert ratio["ci_low"] == pytest.approx(plain["ci_low"], rel=0.05)
    difference = fr.rate_differences(counts, by, reference="rest").set_index(["group", "measure"]).loc[("B", "war")]
    assert difference["estimate"] > 0
    assert difference["n_articles_reference"] == 24
    with pytest.raises(ValueError, match="a group is called 'rest'"):
        fr.rate_ratios(counts, by.replace("A", "rest"), reference="rest")
    with pytest.raises(ValueError, match="there is no rest"):
        fr.rate_ratios(counts, by.mask(by != "A", "A"), reference="rest")


def test_design_effect_of_copied_paragraphs_is_their_number() -> None:
    generator = np.random.default_rng(1)
    index = pd.MultiIndex.from_product([[f"a{i:02d}" for i in range(40)], [1, 2, 3, 4]], names=["doc_id", "par_id"])
    copied = np.repeat(generator.poisson(3, 40), 4)
    counts = pd.DataFrame({"same": copied, "free": generator.poisson(3, 160), "none": 0, "n_words": 60}, index=index)
    by = pd.Series("A", index=index.get_level_values(0).unique())
    table = fr.design_effects(counts, by).set_index("measure")
    assert table.loc["same", "design_effect"] == pytest.approx(4, rel=0.03)
    assert table.loc["same", "icc"] == pytest.approx(1, abs=0.03)
    assert table.loc["free", "design_effect"] == pytest.approx(1, abs=0.35)
    assert table.loc["same", "effective_paragraphs"] == pytest.approx(160 / table.loc["same", "design_effect"])
    assert np.isnan(table.loc["none", "icc"])
    assert table.loc["none", "note"] == "no hit"
    alone = fr.design_effects(counts.loc[(slice(None), [1]), :], by).set_index("measure")
    assert alone["note"].str.contains("one paragraph in every article").any()
    with pytest.warns(FramingWarning, match="thin"):
        assert fr.design_effects(counts.iloc[:12], by)["design_effect"].isna().all()


@pytest.mark.parametrize("reference", [None, "A", "rest"])
def test_influence_is_the_change_when_a_text_is_left_out(reference: str | None) -> None:
    counts, documents = outlets(n=6)
    by = documents["outlet"]
    table = fr.article_influence(counts, by, reference=reference, measures=["war"], top=50)
    chosen = table[(table["group"] == "B") & (table["rank"] == 1)].iloc[0]
    left = counts.drop(index=chosen.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        again = (fr.compare_rates(left, by, measures=["war"]) if reference is None
                 else fr.rate_ratios(left, by, reference=reference, measures=["war"])).set_index("group")
    assert chosen["estimate_without"] == pytest.approx(again.loc["B", "estimate"])
    assert chosen["change"] == pytest.approx(chosen["estimate"] - chosen["estimate_without"])
    own = table[table["group"] == "B"]
    assert own["change"].abs().is_monotonic_decreasing
    assert len(own) == {None: 6, "A": 12, "rest": 18}[reference]


def test_influence_of_paragraphs() -> None:
    counts, documents = outlets(n=6)
    parts = pd.concat([counts // 2, counts - counts // 2], keys=[1, 2], names=["par_id", "doc_id"]).swaplevel()
    table = fr.article_influence(parts, documents["outlet"], unit="paragraph", top=3)
    assert table.index.names == ["doc_id", "par_id"]
    assert table.groupby(["group", "measure"]).size().eq(3).all()
    row = table.iloc[0]
    without = parts.drop(index=row.name)
    own = without[without.index.get_level_values("doc_id").map(documents["outlet"]) == row["group"]]
    assert row["estimate_without"] == pytest.approx(1000 * own[row["measure"]].sum() / own["n_words"].sum())
    with pytest.raises(ValueError, match="not indexed by paragraph"):
        fr.article_influence(counts, documents["outlet"], unit="paragraph")
