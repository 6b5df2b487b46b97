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
