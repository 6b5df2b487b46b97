"""Means over articles, and the resampling below them."""

import itertools
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import framing as fr
from framing._check import FramingWarning
from framing.comparison.resampling import interval, resample_log_ratio, resample_mean, resampling_plan


def documents(values: list[float], name: str = "mattr_25") -> tuple[pd.DataFrame, pd.Series]:
    """Return a document table of one group."""
    index = pd.Index([f"a{i:02d}" for i in range(len(values))], name="doc_id")
    return pd.DataFrame({name: values}, index=index), pd.Series("A", index=index)


def drawn(n: int, seed: int = 0) -> list[float]:
    return np.random.default_rng(seed).gamma(4, 0.2, n).tolist()


def plan(method: str, n_resamples: int = 9999):
    return resampling_plan("test", method=method, confidence=0.95, n_resamples=n_resamples, seed=0)


def test_below_ten_articles_the_interval_is_that_of_students_t() -> None:
    values = drawn(7)
    row = fr.compare_means(*documents(values)).iloc[0]
    expected = stats.t.interval(0.95, 6, loc=np.mean(values), scale=stats.sem(values))
    assert row["estimate"] == pytest.approx(np.mean(values))
    assert [row["ci_low"], row["ci_high"]] == pytest.approx(list(expected))
    assert row["unit"] == "mean over articles"
    assert "Student's t" in row["method"]


@pytest.mark.parametrize(("method", "name"), [("percentile", "percentile"), ("bca", "BCa")])
def test_resampled_intervals_agree_with_scipy(method: str, name: str) -> None:
    values = drawn(14)
    row = fr.compare_means(*documents(values), method=method, n_resamples=19999).iloc[0]
    theirs = stats.bootstrap((values,), np.mean, method=name, n_resamples=19999,
                             rng=np.random.default_rng(3)).confidence_interval
    assert [row["ci_low"], row["ci_high"]] == pytest.approx(list(theirs), rel=0.01)


def test_studentized_interval_agrees_with_a_plain_loop() -> None:
    values = np.array(drawn(12, 2))
    row = fr.compare_means(*documents(values.tolist()), n_resamples=19999).iloc[0]
    chosen = values[np.random.default_rng(4).integers(0, 12, (20000, 12))]
    pivots = (chosen.mean(axis=1) - values.mean()) / (chosen.std(axis=1, ddof=1) / np.sqrt(12))
    high, low = np.quantile(pivots, [0.025, 0.975])
    expected = values.mean() - np.array([low, high]) * stats.sem(values)
    assert [row["ci_low"], row["ci_high"]] == pytest.approx(expected.tolist(), rel=0.02)


def test_resamples_have_the_distribution_of_full_enumeration() -> None:
    hits, words = np.array([2.0, 7.0, 4.0]), np.array([100.0, 250.0, 120.0])
    terms = [(1, hits[:, None]), (-1, words[:, None])]
    resampled = resample_log_ratio(terms, plan("percentile", 40000), key="k")
    counts = pd.Series(np.exp(resampled.values[:, 0]).round(10)).value_counts(normalize=True)
    exact: dict[float, float] = {}
    for chosen in itertools.product(range(3), repeat=3):
        rate = (hits[list(chosen)].sum() / words[list(chosen)].sum()).round(10)
        exact[rate] = exact.get(rate, 0) + 1 / 27
    assert set(counts.index) == set(exact)
    for rate, probability in exact.items():
        assert counts[rate] == pytest.approx(probability, abs=4 * np.sqrt(probability / 40000))


def test_errors_inside_resamples_are_those_of_the_linearised_ratio() -> None:
    hits, words = np.array([2.0, 7.0, 4.0, 0.0, 3.0]), np.array([100.0, 250.0, 120.0, 90.0, 60.0])
    terms = [(1, hits[:, None]), (-1, words[:, None])]
    resampled = resample_log_ratio(terms, plan("studentized", 200), key="k")
    possible = {}
    for chosen in itertools.combinations_with_replacement(range(5), 5):
        y, x = hits[list(chosen)], words[list(chosen)]
        if y.sum():
            rate = y.sum() / x.sum()
            error = np.sqrt(5 / 4 * ((y - rate * x) ** 2).sum()) / y.sum()
            possible.setdefault(np.log(rate).round(9), set()).add(error.round(6))
    with_hits = np.isfinite(resampled.values[:, 0])
    assert with_hits.sum() > 150
    for value, error in zip(resampled.values[with_hits, 0], resampled.errors[with_hits, 0], strict=True):
        assert any(abs(error - other) < 1e-5 for other in possible[value.round(9)])


def test_paragraph_values_are_weighed_by_words_inside_the_article() -> None:
    index = pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("a", 3), ("b", 1), ("c", 1)],
                                      names=["doc_id", "par_id"])
    lix, words = [30.0, 60.0, np.nan, 50.0, np.nan], [10, 30, 500, 40, 20]
    table = pd.DataFrame({"lix": lix, "n_words": words}, index=index)
    by = pd.Series({"a": "A", "b": "A", "c": "A"})
    with pytest.warns(FramingWarning, match=r"A \(2\)"):
        row = fr.compare_means(table, by).iloc[0]
    assert row["estimate"] == pytest.approx(((30 * 10 + 60 * 30) / 40 + 50) / 2)
    assert row["n_articles"] == 2
    assert row["n_paragraphs"] == 3
    assert row["n_words"] == 80
    assert row["note"].startswith("1 of 3 articles have no value; 2 articles: fewer than 5")
    with pytest.warns(FramingWarning):
        plain = fr.compare_means(table, by, weights=None).iloc[0]
    assert plain["estimate"] == pytest.approx((45 + 50) / 2)


def test_measures_with_different_gaps_keep_their_own_articles() -> None:
    features, by = documents(drawn(14))
    features["lix"] = [np.nan, np.nan, *drawn(12, 1)]
    table = fr.compare_means(features, by).set_index("measure")
    assert table["n_articles"].to_dict() == {"mattr_25": 14, "lix": 12}
    alone = fr.compare_means(features.iloc[2:][["lix"]], by).iloc[0]
    assert alone["ci_low"] == pytest.approx(table.loc["lix", "ci_low"])
    assert table.loc["lix", "note"] == "2 of 14 articles have no value"
    assert table.loc["mattr_25", "note"] == ""


def test_without_a_value_or_a_spread_there_is_no_interval() -> None:
    features, by = documents([0.9] * 12)
    row = fr.compare_means(features, by).iloc[0]
    assert row["estimate"] == pytest.approx(0.9)
    assert np.isnan(row["ci_low"])
    assert row["note"] == "the same value in all 12 articles: resampling shows no spread"
    with pytest.warns(FramingWarning, match=r"A \(0\)"):
        empty = fr.compare_means(features * np.nan, by).iloc[0]
    assert np.isnan(empty["estimate"])
    assert empty["note"] == "12 of 12 articles have no value; no article to measure"


def test_articles_that_agree_do_not_make_the_interval_explode() -> None:
    # Without a least error, resamples of the nine equal articles alone would have none at all.
    values = [*([0.9] * 9), 0.8, 0.85, 0.95]
    row = fr.compare_means(*documents(values)).iloc[0]
    assert 0.6 < row["ci_low"] < row["estimate"] < row["ci_high"] < 1.2


def test_default_measures_are_decimal_columns() -> None:
    features, by = documents(drawn(12))
    features = features.assign(n_words=400, label="x")
    assert fr.compare_means(features, by)["measure"].tolist() == ["mattr_25"]
    assert fr.compare_means(features, by, measures=["n_words"]).iloc[0]["estimate"] == 400
    with pytest.raises(TypeError, match=r"\['label'\] do not hold numbers"):
        fr.compare_means(features, by, measures=["label"])
    with pytest.raises(ValueError, match="no column of decimal numbers"):
        fr.compare_means(features[["n_words"]], by)
    with pytest.raises(TypeError, match=r"`by` has the wrong type"):
        fr.compare_means(features, "outlet")


def test_weights_must_be_known() -> None:
    index = pd.MultiIndex.from_tuples([("a", 1), ("a", 2)], names=["doc_id", "par_id"])
    table = pd.DataFrame({"lix": [30.0, 60.0], "n_words": [10, -1]}, index=index)
    with pytest.raises(ValueError, match="weights in 'n_words' must be known"):
        fr.compare_means(table, pd.Series({"a": "A"}))
    with pytest.raises(KeyError, match="n_tokens"):
        fr.compare_means(table, pd.Series({"a": "A"}), weights="n_tokens")


@settings(max_examples=30)
@given(st.lists(st.floats(-50, 50) | st.just(np.nan), min_size=1, max_size=15), st.integers(0, 99))
def test_invariants_of_means(values: list[float], seed: int) -> None:
    features, by = documents(values)
    before = features.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        row = fr.compare_means(features, by, n_resamples=200).iloc[0]
        shuffled = fr.compare_means(features.sample(frac=1, random_state=seed), by, n_resamples=200).iloc[0]
    np.testing.assert_allclose(row["estimate"], features["mattr_25"].mean(), atol=1e-9)
    pd.testing.assert_series_equal(row, shuffled)
    pd.testing.assert_frame_equal(features, before)
    if np.isnan(row["ci_low"]):
        assert row["note"] != ""
    else:
        assert row["ci_low"] <= row["ci_high"]


@given(st.lists(st.floats(0.1, 10), min_size=10, max_size=14, unique=True))
def test_percentile_bounds_of_a_mean_stay_inside_the_data(values: list[float]) -> None:
    low, high = interval(resample_mean(np.array(values)[:, None], np.ones((len(values), 1)), plan("percentile", 200),
                                       key="k"),
                         plan("percentile", 200))
    assert min(values) - 1e-9 <= low[0] <= high[0] <= max(values) + 1e-9


def test_article_weights_are_those_of_the_mean() -> None:
    values = [0.91, 0.88, 0.93, 0.90, 0.86, 0.95, 0.79, 0.84, 0.9, 0.87]
    features = pd.DataFrame({"mattr_25": values}, index=pd.Index([f"a{i}" for i in range(10)], name="doc_id"))
    by = pd.Series("A", index=features.index)
    weights = pd.Series([1.0, 2, 1, 1, 3, 1, 1, 0, 1, 1], index=features.index)
    row = fr.compare_means(features, by, article_weights=weights).iloc[0]
    assert row["estimate"] == pytest.approx(np.average(values, weights=weights))
    assert row["n_articles"] == 9
    same = fr.compare_means(features, by, article_weights=weights * 7).iloc[0]
    assert same[["ci_low", "ci_high"]].tolist() == pytest.approx(row[["ci_low", "ci_high"]].tolist())
    plain = fr.compare_means(features, by).iloc[0]
    ones = fr.compare_means(features, by, article_weights=weights * 0 + 1).iloc[0]
    assert ones[["ci_low", "ci_high"]].tolist() == pytest.approx(plain[["ci_low", "ci_high"]].tolist())
