"""Rates and rate ratios: estimates, honest intervals, and refusals."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import framing as fr
from framing._check import FramingWarning

# Two outlets of four articles (hits, words), rates and ratio computed by hand: 26/1500, 8/1500, 3.25.
OUTLETS = {"A": [(12, 400), (3, 350), (9, 500), (2, 250)], "B": [(2, 300), (1, 450), (4, 500), (1, 250)]}


def articles(pairs: dict[str, list[tuple[int, int]]], name: str = "war") -> tuple[pd.DataFrame, pd.Series]:
    """Return a document table and its groups from (hits, words) per group."""
    rows = [(f"{group}{i:03d}", group, *pair)
            for group, block in pairs.items() for i, pair in enumerate(block)]
    table = pd.DataFrame(rows, columns=["doc_id", "group", name, "n_words"]).set_index("doc_id")
    return table[[name, "n_words"]], table["group"]


def paragraphs(counts: pd.DataFrame) -> pd.DataFrame:
    """Split every article into two paragraphs that add up to it."""
    half = counts // 2
    return pd.concat([half, counts - half], keys=[1, 2], names=["par_id", "doc_id"]).swaplevel().sort_index()


def drawn(n_articles: int, seed: int = 0, rate: float = 0.02) -> list[tuple[int, int]]:
    """Draw articles whose rates differ."""
    generator = np.random.default_rng(seed)
    words = generator.integers(200, 600, n_articles)
    hits = generator.poisson(rate * words * generator.lognormal(0, 0.6, n_articles))
    return list(zip(hits.tolist(), words.tolist(), strict=True))


def quietly(function, *arguments, **options) -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        return function(*arguments, **options)


def test_rates_are_ratios_of_sums() -> None:
    counts, by = articles(OUTLETS)
    table = quietly(fr.compare_rates, counts, by).set_index("group")
    assert table["estimate"].tolist() == pytest.approx([17.3333333, 5.3333333])
    assert table["unit"].tolist() == ["per 1,000 words"] * 2
    assert table["n_articles"].tolist() == [4, 4]
    assert table["n_words"].tolist() == [1500, 1500]
    per_100 = quietly(fr.compare_rates, counts, by, per=100)["estimate"].tolist()
    assert per_100 == pytest.approx([1.7333333, 0.5333333])


def test_ratio_is_that_of_pooled_rates_not_of_mean_rates() -> None:
    counts, by = articles(OUTLETS)
    table = quietly(fr.rate_ratios, counts, by, reference="B")
    assert table["estimate"].tolist() == pytest.approx([3.25])
    assert table[["group", "reference", "unit"]].values.tolist() == [["A", "B", "ratio"]]
    assert table["n_articles_reference"].tolist() == [4]


def test_paragraph_and_document_tables_agree() -> None:
    counts, by = articles({"A": drawn(12), "B": drawn(12, 1)})
    whole = fr.compare_rates(counts, by)
    split = fr.compare_rates(paragraphs(counts), by)
    pd.testing.assert_frame_equal(whole.drop(columns="n_paragraphs"), split.drop(columns="n_paragraphs"))
    assert split["n_paragraphs"].tolist() == [24, 24]
    assert whole["n_paragraphs"].isna().all()


def test_percentile_and_bca_agree_with_scipy() -> None:
    pairs = np.array(drawn(14))
    counts, by = articles({"A": pairs.tolist()})

    def rate(hits: np.ndarray, words: np.ndarray, axis: int = -1) -> np.ndarray:
        return 1000 * hits.sum(axis=axis) / words.sum(axis=axis)

    for method, name in (("percentile", "percentile"), ("bca", "BCa")):
        ours = fr.compare_rates(counts, by, method=method, n_resamples=9999).iloc[0]
        theirs = stats.bootstrap((pairs[:, 0], pairs[:, 1]), rate, paired=True, vectorized=True, method=name,
                                 n_resamples=9999, rng=np.random.default_rng(5)).confidence_interval
        assert [ours["ci_low"], ours["ci_high"]] == pytest.approx(list(theirs), rel=0.02)


def test_studentized_interval_agrees_with_a_plain_loop() -> None:
    pairs = np.array(drawn(12, 3), dtype=float)
    counts, by = articles({"A": pairs.astype(int).tolist()})
    ours = fr.compare_rates(counts, by, n_resamples=20000).iloc[0]

    def log_rate(sample: np.ndarray) -> float:
        return np.log(sample[:, 0].sum() / sample[:, 1].sum())

    def linear_error(sample: np.ndarray) -> float:
        hits, words = sample.T
        residuals = hits - hits.sum() / words.sum() * words
        return np.sqrt(12 / 11 * (residuals ** 2).sum()) / hits.sum()

    generator = np.random.default_rng(8)
    pivots = []
    for _ in range(6000):
        sample = pairs[generator.integers(0, 12, 12)]
        pivots.append((log_rate(sample) - log_rate(pairs)) / linear_error(sample))
    low, high = np.quantile(pivots, [0.025, 0.975])
    left_out = np.array([log_rate(np.delete(pairs, i, axis=0)) for i in range(12)])
    error = np.sqrt(11 / 12 * ((left_out - left_out.mean()) ** 2).sum())
    # The margin for samples that are too alike: n / (n - 1).
    expected = 1000 * np.exp(log_rate(pairs) - np.array([high, low]) * error * np.sqrt(12 / 11))
    assert [ours["ci_low"], ours["ci_high"]] == pytest.approx(expected.tolist(), rel=0.03)


def test_below_ten_articles_the_interval_is_students_t_and_says_so() -> None:
    pairs = np.array(drawn(6, 4), dtype=float)
    counts, by = articles({"A": pairs.astype(int).tolist()})
    row = fr.compare_rates(counts, by).iloc[0]
    left_out = np.log([np.delete(pairs, i, axis=0)[:, 0].sum() / np.delete(pairs, i, axis=0)[:, 1].sum()
                       for i in range(6)])
    half = stats.t.ppf(0.975, 5) * np.sqrt(5 / 6 * ((left_out - left_out.mean()) ** 2).sum())
    assert row["ci_low"] == pytest.approx(row["estimate"] * np.exp(-half))
    assert row["ci_high"] == pytest.approx(row["estimate"] * np.exp(half))
    assert row["method"] == "95 % interval, leaving out one article at a time (jackknife, Student's t)"
    assert row["note"] == "6 articles: fewer than 10, so the interval assumes a t distribution"
    percentile = fr.compare_rates(counts, by, method="percentile").iloc[0]
    assert percentile["method"] == "95 % interval, articles resampled 2,000 times (percentile)"
    assert "too narrow" in percentile["note"]


def test_ratio_below_ten_articles_has_welchs_degrees_of_freedom() -> None:
    pairs = {"A": drawn(6, 4), "B": drawn(8, 5)}
    row = fr.rate_ratios(*articles(pairs), reference="B").iloc[0]
    errors, freedom = [], []
    for name in ("A", "B"):
        block = np.array(pairs[name], dtype=float)
        n = len(block)
        sums = [np.delete(block, i, axis=0).sum(axis=0) for i in range(n)]
        left = np.log([hits / words for hits, words in sums])
        errors.append((n - 1) / n * ((left - left.mean()) ** 2).sum())
        freedom.append(n - 1)
    df = sum(errors) ** 2 / sum(e ** 2 / f for e, f in zip(errors, freedom, strict=True))
    half = stats.t.ppf(0.975, df) * np.sqrt(sum(errors))
    assert row["ci_high"] == pytest.approx(row["estimate"] * np.exp(half))


def test_ratio_interval_agrees_with_scipy() -> None:
    first, second = np.array(drawn(15, 6), dtype=float), np.array(drawn(12, 7), dtype=float)
    counts, by = articles({"A": first.astype(int).tolist(), "B": second.astype(int).tolist()})
    ours = fr.rate_ratios(counts, by, reference="B", method="percentile", n_resamples=9999).iloc[0]
    generator = np.random.default_rng(2)
    draws = [block[generator.integers(0, len(block), (20000, len(block)))].sum(axis=1)
             for block in (first, second)]
    ratios = (draws[0][:, 0] / draws[0][:, 1]) / (draws[1][:, 0] / draws[1][:, 1])
    assert [ours["ci_low"], ours["ci_high"]] == pytest.approx(np.quantile(ratios, [0.025, 0.975]).tolist(),
                                                           rel=0.03)


def test_one_article_gives_an_estimate_and_no_interval() -> None:
    counts, by = articles({"A": [(3, 415)]})
    with pytest.warns(FramingWarning, match=r"1 thin group.*that can be measured: A \(1\)"):
        row = fr.compare_rates(counts, by).iloc[0]
    assert row["estimate"] == pytest.approx(3000 / 415)
    assert np.isnan(row["ci_low"])
    assert np.isnan(row["ci_high"])
    assert row["note"] == "one article: an interval over articles cannot come from one article"


@pytest.mark.parametrize("n", [2, 3, 4])
def test_thin_groups_give_no_interval(n: int) -> None:
    counts, by = articles({"A": drawn(n), "B": drawn(12, 1)})
    with pytest.warns(FramingWarning, match=rf"A \({n}\)"):
        table = fr.compare_rates(counts, by).set_index("group")
    assert np.isnan(table.loc["A", "ci_low"])
    assert table.loc["A", "note"].startswith(f"{n} articles: fewer than 5")
    assert table.loc["B", "ci_low"] < table.loc["B", "estimate"] < table.loc["B", "ci_high"]
    assert table.loc["B", "note"] == ""
    with pytest.warns(FramingWarning, match=rf"A \({n}\)"):
        ratio = fr.rate_ratios(counts, by, reference="B").iloc[0]
    assert np.isnan(ratio["ci_low"])
    assert ratio["note"].startswith(f"A: {n} articles")


def test_no_hit_is_a_rate_of_zero_without_an_interval_of_zero_width() -> None:
    counts, by = articles({"A": [(0, 52)] * 12, "B": drawn(12)})
    row = fr.compare_rates(counts, by).iloc[0]
    assert row["estimate"] == 0
    assert np.isnan(row["ci_low"])
    assert np.isnan(row["ci_high"])
    # Exact Poisson: -ln(0.025) / 624 words = 5.91 per 1,000.
    assert "up to 5.91 per 1,000 words" in row["note"]
    over = fr.rate_ratios(counts, by, reference="A").iloc[0]
    assert np.isnan(over["estimate"])
    assert over["note"].startswith("A: no hit in 12 articles")
    assert fr.rate_ratios(counts, by, reference="B").iloc[0]["estimate"] == 0


def test_hits_in_too_few_articles_give_no_interval() -> None:
    words = 300
    rare = [(1, words)] * 3 + [(0, words)] * 9
    counts, by = articles({"A": rare})
    row = fr.compare_rates(counts, by).iloc[0]
    assert np.isnan(row["ci_high"])
    assert row["note"] == "3 hit(s) in 3 of 12 articles: too few articles with a hit to bound the rate"
    counts, by = articles({"A": [(1, words)] * 4 + [(0, words)] * 8})
    assert np.isfinite(fr.compare_rates(counts, by).iloc[0]["ci_high"])
    # A higher confidence asks for a smaller share of resamples without a hit.
    assert np.isnan(fr.compare_rates(counts, by, confidence=0.99).iloc[0]["ci_high"])


def test_equal_rates_show_no_spread() -> None:
    row = fr.compare_rates(*articles({"A": [(2, 100), (4, 200)] * 6})).iloc[0]
    assert row["estimate"] == pytest.approx(20)
    assert np.isnan(row["ci_low"])
    assert row["note"] == "the same rate in all 12 articles: resampling shows no spread"


@pytest.mark.parametrize("hits", [[200, 1, 1, 1, 0, 0], [300, *[1] * 4, *[0] * 8], [80, 1, 1, 1, 1, 1, 2]])
def test_one_dominating_article_gives_no_bound_beyond_what_words_allow(hits: list[int]) -> None:
    counts, by = articles({"A": [(number, 400) for number in hits]})
    row = fr.compare_rates(counts, by).iloc[0]
    assert row["estimate"] == pytest.approx(1000 * sum(hits) / (400 * len(hits)))
    assert np.isnan(row["ci_low"])
    assert np.isnan(row["ci_high"])
    assert "one of the" in row["note"]
    assert "% of the hits" in row["note"]


def test_a_bound_of_more_than_one_hit_per_word_is_refused_only_where_words_are_what_is_counted_in() -> None:
    per_paragraph = pd.DataFrame({"war": [9, 3, 7, 5, 8, 4, 9, 2, 6, 7], "n_paragraphs": 2},
                                 index=pd.Index([f"a{i}" for i in range(10)], name="doc_id"))
    by = pd.Series("A", index=per_paragraph.index)
    row = fr.compare_rates(per_paragraph, by, exposure="n_paragraphs", per=1).iloc[0]
    assert row["ci_low"] < row["estimate"] == 3.0 < row["ci_high"]


@pytest.mark.parametrize("n", [6, 12, 40])
def test_hits_more_even_than_chance_get_the_interval_of_independent_hits(n: int) -> None:
    counts, by = articles({"A": [(4 + (i == 0), 400) for i in range(n)], "B": [(3 + (i == 1), 400) for i in range(n)]})
    table = fr.compare_rates(counts, by)
    total = counts["war"].groupby(by).sum().to_numpy()
    half = stats.norm.ppf(0.975) / np.sqrt(total)
    assert table["ci_low"].tolist() == pytest.approx((table["estimate"] * np.exp(-half)).tolist())
    assert table["ci_high"].tolist() == pytest.approx((table["estimate"] * np.exp(half)).tolist())
    assert table["note"].str.contains("more evenly over articles than chance").all()
    ratio = fr.rate_ratios(counts, by, reference="B").iloc[0]
    half = stats.norm.ppf(0.975) * np.sqrt((1 / total).sum())
    assert ratio["ci_high"] / ratio["estimate"] == pytest.approx(np.exp(half))
    assert "independent hits" in ratio["note"]


def test_a_weight_of_two_is_an_article_counted_twice_in_the_estimate() -> None:
    counts, by = articles({"A": drawn(12)})
    weights = pd.Series(1.0, index=counts.index).mask(counts.index == counts.index[3], 2.0)
    weighted = fr.compare_rates(counts, by, weights=weights).iloc[0]
    twice = pd.concat([counts, counts.iloc[[3]].rename(index=lambda name: name + "b")])
    assert weighted["estimate"] == pytest.approx(
        fr.compare_rates(twice, pd.Series("A", index=twice.index))["estimate"].iloc[0])
    assert weighted["n_articles"] == 12
    # The scale of the weights says nothing: the interval is that of weights half as large.
    half = fr.compare_rates(counts, by, weights=weights / 2).iloc[0]
    assert half[["ci_low", "ci_high"]].tolist() == pytest.approx(weighted[["ci_low", "ci_high"]].tolist())
    left_out = fr.compare_rates(counts, by, weights=weights.mask(weights == 2, 0.0)).iloc[0]
    assert left_out["n_articles"] == 11
    with pytest.raises(ValueError, match="not negative; got -1"):
        fr.compare_rates(counts, by, weights=weights - 2)


def test_articles_without_words_do_not_count() -> None:
    counts, by = articles({"A": [*drawn(10), (0, 0), (0, 0)], "B": [(0, 0)]})
    table = quietly(fr.compare_rates, counts, by).set_index("group")
    assert table.loc["A", "n_articles"] == 10
    alone = fr.compare_rates(counts[counts["n_words"] > 0], by)
    assert alone.iloc[0]["ci_low"] == table.loc["A", "ci_low"]
    assert np.isnan(table.loc["B", "estimate"])
    assert table.loc["B", "note"] == "no article to measure"


def test_intervals_do_not_depend_on_order_other_groups_or_other_measures() -> None:
    counts, by = articles({"A": drawn(12), "B": drawn(15, 1), "C": drawn(11, 2)})
    counts.insert(1, "peace", drawn_column(len(counts)))
    table = fr.compare_rates(counts, by)
    assert table["group"].tolist() == ["A", "A", "B", "B", "C", "C"]
    assert table["measure"].tolist() == ["war", "peace"] * 3
    shuffled = paragraphs(counts).sample(frac=1, random_state=3)
    again = fr.compare_rates(shuffled, by.sample(frac=1, random_state=4))
    pd.testing.assert_frame_equal(table.drop(columns="n_paragraphs"), again.drop(columns="n_paragraphs"))
    only = fr.compare_rates(counts[by == "B"], by, measures=["war"])
    alone = table[(table["group"] == "B") & (table["measure"] == "war")].reset_index(drop=True)
    pd.testing.assert_frame_equal(only, alone)
    other = fr.compare_rates(counts, by, seed=1)
    assert (other["ci_low"] != table["ci_low"]).all()
    assert (other["estimate"] == table["estimate"]).all()


def drawn_column(n: int) -> list[int]:
    return np.random.default_rng(9).poisson(4, n).tolist()


@pytest.mark.parametrize("n_articles", [200, 3000])
def test_many_articles_in_batches_give_the_normal_interval(n_articles: int) -> None:
    pairs = np.array(drawn(n_articles), dtype=float)
    row = fr.compare_rates(*articles({"A": pairs.astype(int).tolist()})).iloc[0]
    hits, words = pairs.T
    residuals = hits - hits.sum() / words.sum() * words
    error = np.sqrt((residuals ** 2).sum()) / hits.sum()
    normal = row["estimate"] * np.exp(1.96 * error * np.array([-1, 1]))
    assert [row["ci_low"], row["ci_high"]] == pytest.approx(normal.tolist(), rel=0.03)


def test_within_compares_shared_events_only_and_resamples_them() -> None:
    events = [f"e{i:02d}" for i in range(12)]
    generator = np.random.default_rng(4)
    level = generator.lognormal(0, 1.2, 12)
    rows = []
    for outlet, factor in (("A", 0.04), ("B", 0.02)):
        for event, height in zip(events, level, strict=True):
            rows.append((f"{outlet}{event}", outlet, event, int(400 * factor * height) + 1, 400))
    rows.append(("lonely", "A", "e99", 300, 400))
    rows.append(("eventless", "A", None, 300, 400))
    table = pd.DataFrame(rows, columns=["doc_id", "by", "event", "war", "n_words"]).set_index("doc_id")
    counts = table[["war", "n_words"]]
    shared = table[table["event"].isin(events)].groupby("by")["war"].sum()
    paired = fr.rate_ratios(counts, table["by"], reference="B", within=table["event"]).iloc[0]
    assert paired["estimate"] == pytest.approx(shared["A"] / shared["B"])
    assert paired["n_strata"] == 12
    assert paired["n_articles"] == paired["n_articles_reference"] == 12
    assert paired["method"] == "95 % interval, shared strata resampled 2,000 times (studentized)"
    apart = fr.rate_ratios(counts.iloc[:-2], table["by"], reference="B").iloc[0]
    # The event raises both outlets' rates, so comparing inside events is far more precise.
    assert np.log(paired["ci_high"] / paired["ci_low"]) < 0.5 * np.log(apart["ci_high"] / apart["ci_low"])
    assert apart.isna()["n_strata"]


def test_within_percentile_agrees_with_a_plain_loop() -> None:
    first, second = np.array(drawn(12, 6), dtype=float), np.array(drawn(12, 7), dtype=float)
    counts, by = articles({"A": first.astype(int).tolist(), "B": second.astype(int).tolist()})
    event = by.index.str[1:].to_series(index=by.index)
    ours = fr.rate_ratios(counts, by, reference="B", within=event, method="percentile",
                          n_resamples=9999).iloc[0]
    chosen = np.random.default_rng(3).integers(0, 12, (20000, 12))
    a, b = first[chosen].sum(axis=1), second[chosen].sum(axis=1)
    expected = np.quantile((a[:, 0] / a[:, 1]) / (b[:, 0] / b[:, 1]), [0.025, 0.975])
    assert [ours["ci_low"], ours["ci_high"]] == pytest.approx(expected.tolist(), rel=0.03)


def test_the_same_ratio_in_every_event_is_no_certainty() -> None:
    hits = [5, 9, 4, 12, 7, 3, 8, 6, 11, 10, 2, 13]
    counts, by = articles({"A": [(2 * k, 300) for k in hits], "B": [(k, 300) for k in hits]})
    event = by.index.str[1:].to_series(index=by.index)
    row = fr.rate_ratios(counts, by, reference="B", within=event).iloc[0]
    assert row["estimate"] == pytest.approx(2)
    assert np.isnan(row["ci_low"])
    assert row["note"].startswith("the resamples do not bound the interval")


def test_few_shared_events_give_no_interval() -> None:
    counts, by = articles({"A": drawn(12), "B": drawn(12, 1)})
    event = pd.Series(["x", "y", "z"] * 8, index=by.index)
    with pytest.warns(FramingWarning, match=r"A / B \(3\)"):
        row = fr.rate_ratios(counts, by, reference="B", within=event).iloc[0]
    assert row["note"].startswith("A: 3 shared strata: fewer than 5")
    with pytest.warns(FramingWarning, match=r"A / B \(0\)"):
        none = fr.rate_ratios(counts, by, reference="B", within=by).iloc[0]
    assert np.isnan(none["estimate"])
    assert none["n_strata"] == 0


def test_default_measures_are_counts_that_add_up() -> None:
    counts, by = articles({"A": drawn(12)})
    counts = counts.assign(n_types=50, mattr_25=0.9, label="x", flag=True)
    assert fr.compare_rates(counts, by)["measure"].tolist() == ["war"]
    for column in ("n_types", "mattr_25", "flag", "label", "n_words"):
        with pytest.raises(ValueError, match=rf"\['{column}'\] are not counts that add up"):
            fr.compare_rates(counts, by, measures=[column])


def test_another_exposure() -> None:
    counts, by = articles({"A": drawn(12)})
    counts = counts.assign(n_sentences=20)
    row = fr.compare_rates(counts, by, measures=["war"], exposure="n_sentences", per=100).iloc[0]
    assert row["unit"] == "per 100 sentences"
    assert row["estimate"] == pytest.approx(100 * counts["war"].sum() / 240)
    assert row["n_words"] == counts["n_words"].sum()
    bare = fr.compare_rates(counts.drop(columns="n_words"), by, exposure="n_sentences").iloc[0]
    assert bare.isna()["n_words"]


def test_no_articles_give_an_empty_table() -> None:
    counts, by = articles({"A": drawn(5)})
    assert fr.compare_rates(counts.iloc[:0], by).empty


@pytest.mark.parametrize(("change", "error", "match"), [
    ({"by": "outlet"}, TypeError, r"compare_rates: `by` has the wrong type.*corpus.documents\[\"outlet\"\]"),
    ({"by": pd.Series({"A000": "A"})}, ValueError, "`by` lacks 11 article"),
    ({"method": "basic"}, ValueError, "`method` is not a known choice"),
    ({"confidence": 95}, ValueError, "`confidence` must lie between 0 and 1"),
    ({"n_resamples": 20}, ValueError, "too few resamples.*at least 40"),
    ({"n_resamples": 99.5}, ValueError, "`n_resamples` must be a whole number"),
    ({"seed": -1}, ValueError, "`seed` must be a whole number"),
    ({"per": 0}, ValueError, "`per` must be above zero"),
    ({"measures": "war"}, TypeError, "`measures` must be a list"),
    ({"measures": []}, ValueError, "`measures` is empty"),
    ({"measures": ["peace"]}, KeyError, "missing column"),
    ({"exposure": "n_tokens"}, KeyError, "missing column"),
])
def test_errors_name_what_is_wrong(change: dict, error: type, match: str) -> None:
    counts, by = articles({"A": drawn(12)})
    options = {"by": by} | change
    with pytest.raises(error, match=match):
        fr.compare_rates(counts, options.pop("by"), **options)


def test_broken_tables_are_refused() -> None:
    counts, by = articles({"A": drawn(12)})
    with pytest.raises(ValueError, match="have no label in `by`"):
        fr.compare_rates(counts, by.where(by.index != "A003"))
    with pytest.raises(ValueError, match="names an article twice"):
        fr.compare_rates(counts, pd.concat([by, by]))
    with pytest.raises(ValueError, match="appears twice"):
        fr.compare_rates(pd.concat([counts, counts]), by)
    with pytest.raises(ValueError, match="not indexed by paragraph"):
        fr.compare_rates(counts.reset_index(drop=True), by)
    with pytest.raises(ValueError, match=r"not negative; got columns \['war'\]"):
        fr.compare_rates(counts.assign(war=-1), by)
    with pytest.raises(ValueError, match="not negative"):
        fr.compare_rates(counts.assign(war=pd.array([None] + [1] * 11, dtype="Int64")), by)
    with pytest.raises(ValueError, match="`exposure` 'n_words' does not hold whole numbers"):
        fr.compare_rates(counts.assign(n_words=1.5), by)
    with pytest.raises(ValueError, match="no column of counts"):
        fr.compare_rates(counts[["n_words"]], by)
    with pytest.raises(ValueError, match="`reference` is not a group; got 'Z'"):
        fr.rate_ratios(counts, by, reference="Z")
    with pytest.raises(TypeError, match="`within` has the wrong type"):
        fr.rate_ratios(counts, by, reference="A", within="event")


def test_inputs_are_not_changed() -> None:
    counts, by = articles({"A": drawn(12), "B": drawn(12, 1)})
    counts = paragraphs(counts).sample(frac=1, random_state=1)
    before, labels = counts.copy(), by.copy()
    fr.compare_rates(counts, by)
    fr.rate_ratios(counts, by, reference="A", within=by.index.str[1:].to_series(index=by.index))
    pd.testing.assert_frame_equal(counts, before)
    pd.testing.assert_series_equal(by, labels)


PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 400)), min_size=1, max_size=14)


@settings(max_examples=30)
@given(PAIRS, PAIRS, st.sampled_from(["studentized", "percentile", "bca"]))
def test_invariants_of_rates(first: list, second: list, method: str) -> None:
    # No more hits than words, as in any table of counts.
    pairs = {name: [(min(hits, words), words) for hits, words in block]
             for name, block in (("A", first), ("B", second))}
    counts, by = articles(pairs)
    table = quietly(fr.compare_rates, counts, by, method=method, n_resamples=200)
    sums = counts.groupby(by).sum()
    expected = 1000 * sums["war"] / sums["n_words"].where(sums["n_words"] > 0)
    np.testing.assert_allclose(table["estimate"], expected, equal_nan=True)
    bounded = table["ci_low"].notna()
    assert (bounded == table["ci_high"].notna()).all()
    assert (table.loc[~bounded, "note"] != "").all()
    assert (table.loc[bounded, "ci_low"] <= table.loc[bounded, "ci_high"]).all()
    assert (table.loc[bounded, "ci_low"] >= 0).all()
    assert np.isfinite(table.loc[bounded, "ci_high"]).all()
    twice = quietly(fr.compare_rates, counts * 2, by, method=method, n_resamples=200)
    columns = ["estimate", "ci_low", "ci_high"]
    # Twice as many hits are better known where chance alone was the bound; otherwise nothing changes.
    spread = ~table["note"].str.contains("independent hits")
    np.testing.assert_allclose(twice.loc[spread, columns], table.loc[spread, columns], equal_nan=True)
    np.testing.assert_allclose(twice["estimate"], table["estimate"], equal_nan=True)


@settings(max_examples=30)
@given(PAIRS, PAIRS)
def test_swapping_the_reference_inverts_the_ratio(first: list, second: list) -> None:
    counts, by = articles({"A": [(h, w + 30) for h, w in first], "B": [(h, w + 30) for h, w in second]})
    over = quietly(fr.rate_ratios, counts, by, reference="B", n_resamples=199).iloc[0]
    under = quietly(fr.rate_ratios, counts, by, reference="A", n_resamples=199).iloc[0]
    if over["estimate"] > 0:
        assert under["estimate"] == pytest.approx(1 / over["estimate"])
    else:
        assert over["note"] != ""
    if np.isfinite(over["ci_low"]):
        assert [under["ci_low"], under["ci_high"]] == pytest.approx([1 / over["ci_high"], 1 / over["ci_low"]],
                                                                   rel=1e-6)
