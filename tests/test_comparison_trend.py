"""Rates over time: periods, gaps, and articles without a date."""

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing._check import FramingWarning


def dated(days: list[str], hits: list[int] | None = None) -> tuple[pd.DataFrame, pd.Series]:
    """Return a document table of 100 words an article, and the dates."""
    index = pd.Index([f"a{i:02d}" for i in range(len(days))], name="doc_id")
    hits = hits or np.random.default_rng(0).poisson(5, len(days)).tolist()
    dates = pd.Series(pd.to_datetime(days), index=index)
    return pd.DataFrame({"war": hits, "n_words": 100}, index=index), dates


def test_a_month_without_articles_is_a_row() -> None:
    counts, dates = dated(["2026-01-05"] * 6 + ["2026-03-31"] * 10)
    table = fr.trend(counts, dates)
    assert table["period"].dt.strftime("%Y-%m-%d").tolist() == ["2026-01-01", "2026-02-01", "2026-03-01"]
    assert table["n_articles"].tolist() == [6, 0, 10]
    assert table["estimate"].iloc[0] == pytest.approx(1000 * counts["war"].iloc[:6].sum() / 600)
    assert np.isnan(table["estimate"].iloc[1])
    assert table["note"].iloc[1] == "no article to measure"
    assert table["ci_low"].notna().tolist() == [True, False, True]
    assert table["group"].unique().tolist() == ["all"]


@pytest.mark.parametrize(("freq", "expected"), [
    ("W", ["2026-03-30", "2026-04-06"]), ("M", ["2026-04-01"]), ("Q", ["2026-04-01"]),
])
def test_periods_start_on_their_first_day(freq: str, expected: list[str]) -> None:
    counts, dates = dated(["2026-04-01 23:30"] * 5 + ["2026-04-06 00:10"] * 5)
    table = fr.trend(counts, dates, freq=freq)
    assert table["period"].tolist() == [pd.Timestamp(day) for day in expected]


def test_every_group_has_every_period() -> None:
    counts, dates = dated(["2026-01-05"] * 10 + ["2026-04-05"] * 5)
    by = pd.Series(["A"] * 5 + ["B"] * 5 + ["A"] * 5, index=counts.index)
    table = fr.trend(counts, dates, by=by)
    assert table.groupby("group")["n_articles"].agg(list).to_dict() == {"A": [5, 0, 0, 5], "B": [5, 0, 0, 0]}
    alone = fr.trend(counts[by == "A"], dates, by=by)
    pd.testing.assert_frame_equal(table[table["group"] == "A"].reset_index(drop=True), alone)


def test_all_periods_together_recount_to_the_rate() -> None:
    counts, dates = dated([f"2026-0{1 + i % 3}-10" for i in range(30)])
    table = fr.trend(counts, dates)
    whole = fr.compare_rates(counts, pd.Series("all", index=counts.index)).iloc[0]
    pooled = np.average(table["estimate"], weights=table["n_words"].astype(float))
    assert pooled == pytest.approx(whole["estimate"])


def test_time_zones_keep_the_day_of_the_article() -> None:
    counts, dates = dated(["2026-01-31 23:30"] * 5)
    table = fr.trend(counts, dates.dt.tz_localize("America/New_York"))
    assert table["period"].tolist() == [pd.Timestamp("2026-01-01")]


def test_undated_articles_and_thin_periods_are_told() -> None:
    counts, dates = dated(["2026-01-05"] * 6)
    dates.iloc[5] = pd.NaT
    with pytest.warns(FramingWarning, match=r"1 article\(s\) have no date"):
        table = fr.trend(counts, dates)
    assert table["n_articles"].tolist() == [5]
    with pytest.warns(FramingWarning, match=r"all 2026-01-01 \(4\)"):
        thin = fr.trend(counts.iloc[:4], dates)
    assert np.isnan(thin["ci_low"].iloc[0])


def test_errors() -> None:
    counts, dates = dated(["2026-01-05"] * 6)
    with pytest.raises(ValueError, match="`freq` is not a known choice"):
        fr.trend(counts, dates, freq="H")
    with pytest.raises(TypeError, match="`dates` does not hold dates"):
        fr.trend(counts, dates.astype(str))
    with pytest.raises(TypeError, match="`dates` has the wrong type"):
        fr.trend(counts, "date")
    with pytest.raises(ValueError, match="no article has a date"):
        fr.trend(counts, dates.where(dates > "2027"))
    with pytest.raises(ValueError, match="`dates` lacks 1 article"):
        fr.trend(counts, dates.iloc[1:])


def test_a_mistyped_year_is_named_and_not_drawn_as_centuries_of_silence() -> None:
    counts, dates = dated(["2205-01-10", *["2025-01-05"] * 5, *["2025-02-05"] * 5])
    with pytest.raises(ValueError, match=r"hold no article; got .* to 2205-01-10 \(a00\)\. Hint: is a year"):
        fr.trend(counts, dates)
    decades = dates.mask(dates.dt.year == 2205, pd.Timestamp("1950-01-10"))
    with pytest.raises(ValueError, match="899 of 902 periods hold no article"):
        fr.trend(counts, decades)
    with pytest.warns(FramingWarning, match="thin"):
        assert len(fr.trend(counts, decades, freq="Y")) == 76


def test_days_are_periods_too() -> None:
    counts, dates = dated(["2026-01-05"] * 6 + ["2026-01-07"] * 6)
    table = fr.trend(counts, dates, freq="D")
    assert table["n_articles"].tolist() == [6, 0, 6]


def daily(n: int = 120, seed: int = 3) -> tuple[pd.DataFrame, pd.Series]:
    """Return one article a day whose rate steps from 10 to 20 per 1,000 words in the middle."""
    generator = np.random.default_rng(seed)
    index = pd.Index([f"a{i:03d}" for i in range(n)], name="doc_id")
    words = generator.integers(300, 500, n)
    rate = np.where(np.arange(n) < n // 2, 0.01, 0.02)
    counts = pd.DataFrame({"war": generator.poisson(rate * words * generator.lognormal(-0.05, 0.3, n)),
                           "n_words": words}, index=index)
    return counts, pd.Series(pd.date_range("2026-01-05", periods=n, freq="D"), index=index)


def test_a_rolling_window_is_the_rate_of_its_articles() -> None:
    counts, dates = daily(119)
    table = fr.smooth_trend(counts, dates, freq="W", window=5)
    weeks = dates.dt.to_period("W")
    chosen = weeks.isin(sorted(weeks.unique())[3:8])
    expected = fr.compare_rates(counts[chosen], pd.Series("all", index=counts.index)).iloc[0]
    row = table.iloc[5]
    assert row["estimate"] == pytest.approx(expected["estimate"])
    assert row["n_articles"] == 35
    assert row["n_articles_period"] == 7
    assert row["ci_low"] == pytest.approx(expected["ci_low"], rel=0.1)
    alone = fr.trend(counts, dates, freq="W")
    np.testing.assert_allclose(table["period_estimate"], alone["estimate"])
    assert table["n_articles"].iloc[0] == 21


def test_local_linear_follows_a_line_that_a_window_flattens_at_the_ends() -> None:
    index = pd.Index([f"a{i:03d}" for i in range(120)], name="doc_id")
    dates = pd.Series(pd.date_range("2026-01-05", periods=120, freq="D"), index=index)
    counts = pd.DataFrame({"war": 100 + 2 * np.arange(120), "n_words": 5000}, index=index)
    line = fr.smooth_trend(counts, dates, freq="W", window=5, smoother="local_linear", n_resamples=200)
    # The middle of each week: its rate is that of the line itself.
    middle = (line["period"] + pd.Timedelta(days=3.5) - dates.iloc[0]) / pd.Timedelta(days=1)
    inside = middle < 119
    assert line["estimate"][inside].tolist() == pytest.approx((20 + 0.4 * middle[inside]).tolist(), abs=0.02)
    rolling = fr.smooth_trend(counts, dates, freq="W", window=5)
    assert rolling["estimate"].iloc[0] > line["estimate"].iloc[0] + 2
    assert line["method"].str.contains("percentile").all()
    assert (line["ci_low"] <= line["estimate"] + 1e-9).all()
    assert (line["ci_high"] >= line["estimate"] - 1e-9).all()


def test_local_linear_agrees_with_a_plain_weighted_fit() -> None:
    counts, dates = daily(60)
    table = fr.smooth_trend(counts, dates, freq="M", window=3, smoother="local_linear", n_resamples=200)
    month = pd.Period("2026-02")
    middle = month.start_time + (month.end_time - month.start_time) / 2
    distance = (dates - middle) / pd.Timedelta(days=1)
    reach = 3 * ((month.end_time - month.start_time) / pd.Timedelta(days=1)) / 2
    weight = np.clip(1 - np.abs(distance / reach) ** 3, 0, None) ** 3 * counts["n_words"]
    slope, level = np.polyfit(distance, counts["war"] / counts["n_words"], 1, w=np.sqrt(weight))
    assert np.isfinite(slope)
    assert table.iloc[1]["estimate"] == pytest.approx(1000 * level)


@pytest.mark.parametrize("smoother", ["rolling", "local_linear"])
def test_smoothing_bridges_no_gap(smoother: str) -> None:
    counts, dates = dated(["2026-01-05"] * 8 + ["2026-03-05"] * 8)
    table = fr.smooth_trend(counts, dates, smoother=smoother, n_resamples=200)
    assert table["estimate"].isna().tolist() == [False, True, False]
    assert table["note"].iloc[1] == "no article in this period"
    assert table["n_articles_period"].tolist() == [8, 0, 8]


def test_windows_have_a_middle() -> None:
    counts, dates = dated(["2026-01-05"] * 8)
    for window in (2, 4, 1, 3.0):
        with pytest.raises(ValueError, match="`window` must be an odd number"):
            fr.smooth_trend(counts, dates, window=window)


def test_change_between_two_periods_is_a_ratio_of_their_rates() -> None:
    counts, dates = daily()
    row = fr.compare_periods(counts, dates, before=("2026-01-05", "2026-03-05"),
                             after=("2026-03-06", "2026-12-31")).iloc[0]
    early = counts[dates <= "2026-03-05"].sum()
    assert row["rate_before"] == pytest.approx(1000 * early["war"] / early["n_words"])
    assert row["estimate"] == pytest.approx(row["rate_after"] / row["rate_before"])
    assert row["ci_low"] > 1
    assert row["before_low"] < row["rate_before"] < row["before_high"]
    assert (row["n_articles_reference"], row["n_articles"]) == (60, 60)
    assert row["reference"] == "2026-01-05 to 2026-03-05"
    by = pd.Series(["A", "B"] * 60, index=counts.index)
    months = fr.compare_periods(counts, dates, before="2026-01", after="2026-04", by=by)
    assert months["group"].tolist() == ["A", "B"]
    assert months["period"].eq("2026-04-01 to 2026-04-30").all()


def test_few_articles_far_apart_can_be_compared() -> None:
    counts, dates = dated([f"{year}-05-01" for year in range(1990, 2020) for _ in range(2)])
    row = fr.compare_periods(counts, dates, before=("1990", "1999"), after=("2000", "2019-12-31")).iloc[0]
    assert (row["n_articles_reference"], row["n_articles"]) == (20, 40)


def test_a_group_without_articles_in_a_period_is_a_row_that_says_so() -> None:
    counts, dates = daily()
    by = pd.Series(np.where(dates < "2026-02-01", "A", "B"), index=counts.index)
    by.iloc[0] = "B"
    with pytest.warns(FramingWarning, match="thin"):
        table = fr.compare_periods(counts, dates, before="2026-01", after="2026-03", by=by).set_index("group")
    assert np.isnan(table.loc["A", "estimate"])
    assert np.isfinite(table.loc["A", "rate_before"])
    assert table.loc["A", "n_articles"] == 0
    assert "no article to measure" in table.loc["A", "note"]


@pytest.mark.parametrize(("change", "match"), [
    ({"before": "2026-03", "after": "2026-02"}, "`before` must end before `after` begins"),
    ({"before": "2026-01", "after": "2027"}, "no article stands in `after`"),
    ({"before": "soon"}, "`before` is not a period"),
    ({"before": ("2026-02-01", "2026-01-01")}, "ends before it begins"),
    ({"before": ("2026-01-01", "2026-01-02", "2026-01-03")}, "`before` is not a period"),
])
def test_periods_that_cannot_be_compared_are_refused(change: dict, match: str) -> None:
    counts, dates = daily()
    with pytest.raises(ValueError, match=match):
        fr.compare_periods(counts, dates, **({"before": "2026-01", "after": "2026-03"} | change))
