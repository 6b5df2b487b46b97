"""Agreement of coders, held to published numbers and to what must not change it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import framing as fr

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four coders, twelve units.
GAP = None
PUBLISHED = [[1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
             [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP]]


def codes_of(rows: list[list], *, articles: list[str] | None = None, category: str = "war") -> pd.DataFrame:
    """Return codes: one row of answers per coder."""
    n = len(rows[0])
    articles = articles or [f"d{number:03d}" for number in range(n)]
    par_ids = pd.Series(articles).groupby(articles).cumcount() + 1
    return pd.concat([pd.DataFrame({"doc_id": articles, "par_id": par_ids, "coder": f"c{number}", "category": category,
                                    "code": np.array(answers, dtype=float)}) for number, answers in enumerate(rows)],
                     ignore_index=True)


def statistics(codes: pd.DataFrame, **options) -> pd.DataFrame:
    return fr.agreement(codes, **options).set_index("statistic")


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.7434211), ("ordinal", 0.8153875), ("interval", 0.8491071),
                                              ("ratio", 0.7974028)])
def test_krippendorffs_own_example(level: str, alpha: float) -> None:
    row = statistics(codes_of(PUBLISHED), level=level).loc["krippendorff_alpha"]
    assert row["estimate"] == pytest.approx(alpha, abs=5e-8)
    assert (row["n_units"], row["n_coders"]) == (11, 4)
    assert row["ci_low"] < alpha < row["ci_high"]
    assert pd.isna(row["n_rarer"])


def test_krippendorffs_binary_example() -> None:
    table = statistics(codes_of([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]))
    assert table.loc["krippendorff_alpha", "estimate"] == pytest.approx(0.0952381, abs=5e-8)
    assert table.loc["gwet_ac1", "estimate"] == pytest.approx(0.3103448, abs=5e-8)


def skewed() -> pd.DataFrame:
    cells = ((0, 0, 90), (1, 0, 4), (0, 1, 4), (1, 1, 2))
    return codes_of([[pair[k] for pair in cells for _ in range(pair[2])] for k in (0, 1)])


def test_a_rare_answer_parts_alpha_from_ac1() -> None:
    """Cells 90/4/4/2 and their coefficients: the methods' skewed case, computed there in R and by hand."""
    table = statistics(skewed())
    expected = {"krippendorff_alpha": 0.2943262, "gwet_ac1": 0.9098287, "percent_agreement": 0.92,
                "positive_agreement": 1 / 3, "prevalence": 0.06}
    assert {name: table.loc[name, "estimate"] for name in expected} == pytest.approx(expected, abs=5e-8)
    # 2 P - 1 is the coefficient of Brennan and Prediger, sometimes printed as AC1.
    assert table.loc["gwet_ac1", "estimate"] != pytest.approx(2 * 0.92 - 1, abs=0.01)
    assert set(table["n_rarer"]) == {6 + 4}
    assert table["note"].str.contains("fewer than 20").all()
    alpha = table.loc["krippendorff_alpha"]
    assert -0.06 < alpha["ci_low"] < 0
    assert 0.55 < alpha["ci_high"] < 0.75


def test_all_alike_is_undefined_and_says_so() -> None:
    table = statistics(codes_of([[0] * 8, [0] * 8]))
    alpha = table.loc["krippendorff_alpha"]
    assert np.isnan(alpha["estimate"])
    assert "all units identical" in alpha["note"]
    assert np.isnan(table.loc["positive_agreement", "estimate"])
    assert "nobody says 1" in table.loc["positive_agreement", "note"]
    assert table.loc["percent_agreement", "estimate"] == 1


def test_one_coder_is_no_agreement() -> None:
    table = statistics(codes_of([[0, 1, 1, 0, 1]]))
    assert table["estimate"].isna().all()
    assert table["note"].str.contains("no unit was coded by two people").all()


def test_few_articles_get_no_interval() -> None:
    table = statistics(codes_of([[0, 1, 1, 0], [0, 1, 0, 0]], articles=["a", "a", "b", "b"]))
    assert table["estimate"].notna().all()
    assert table[["ci_low", "ci_high"]].isna().all(axis=None)
    assert table["note"].str.contains("2 articles: fewer than 5").all()


def test_units_of_one_article_are_drawn_together() -> None:
    generator = np.random.default_rng(1)
    easy = np.repeat(generator.integers(0, 2, 20), 10)  # articles on which coders agree on everything, or on nothing
    first = generator.integers(0, 2, 200)
    second = np.where(easy == 1, first, 1 - first)
    apart = statistics(codes_of([first, second])).loc["krippendorff_alpha"]
    together = statistics(codes_of([first, second], articles=[f"a{n:02d}" for n in range(20) for _ in range(10)]))
    together = together.loc["krippendorff_alpha"]
    assert together["estimate"] == pytest.approx(apart["estimate"])
    assert together["ci_high"] - together["ci_low"] > 2 * (apart["ci_high"] - apart["ci_low"])


def test_groups_by_article_and_by_paragraph() -> None:
    codes = codes_of([[0, 1, 1, 0, 1, 0], [0, 1, 0, 0, 1, 1]], articles=list("aabbcc"))
    by = pd.Series({"a": "fr", "b": "en", "c": "fr"})
    table = fr.agreement(codes, by=by).query("statistic == 'percent_agreement'").set_index("group")
    assert table["estimate"].to_dict() == {"en": 0.5, "fr": 0.75}
    units = pd.MultiIndex.from_product([list("abc"), [1, 2]], names=["doc_id", "par_id"])
    heard = pd.Series(["narrator", "direct"] * 3, index=units)
    table = fr.agreement(codes, by=heard).query("statistic == 'percent_agreement'").set_index("group")
    assert table["estimate"].round(3).to_dict() == {"direct": 0.667, "narrator": 0.667}


answer = st.one_of(st.none(), st.integers(0, 2))


@settings(max_examples=25)
@given(st.lists(st.tuples(answer, answer, answer), min_size=2, max_size=15), st.permutations(range(3)))
def test_names_and_order_of_coders_and_units_change_nothing(units: list[tuple], order: list[int]) -> None:
    rows = [list(answers) for answers in zip(*units, strict=True)]
    assume(any(value is not None for answers in rows for value in answers))
    table = fr.agreement(codes_of(rows), n_resamples=40)
    other = codes_of([rows[place][::-1] for place in order], articles=[f"d{n:03d}" for n in range(len(units))][::-1])
    again = fr.agreement(other, n_resamples=40)
    assert table["estimate"].to_numpy() == pytest.approx(again["estimate"].to_numpy(), nan_ok=True)
    alpha = table.set_index("statistic").loc["krippendorff_alpha", "estimate"]
    assert np.isnan(alpha) or alpha <= 1 + 1e-12


@settings(max_examples=25)
@given(st.lists(st.integers(0, 1), min_size=2, max_size=20))
def test_two_who_always_agree_have_one_or_nothing(answers: list[int]) -> None:
    alpha = statistics(codes_of([answers, answers]), n_resamples=40).loc["krippendorff_alpha", "estimate"]
    assert np.isnan(alpha) if len(set(answers)) == 1 else alpha == pytest.approx(1)


def test_bad_codes_are_refused() -> None:
    codes = codes_of([[0, 1]])
    with pytest.raises(ValueError, match="coded a unit twice"):
        fr.agreement(pd.concat([codes, codes]))
    with pytest.raises(KeyError, match="missing column"):
        fr.agreement(codes.drop(columns="coder"))
    with pytest.raises(ValueError, match="`level`"):
        fr.agreement(codes, level="nominl")


@pytest.mark.shared
def test_the_published_two_by_two_tables_recompute(shared) -> None:
    """Sixty-five labels coded twice by two people; two of the published α are not α, and none of the AC1 is."""
    tables = pd.read_csv(shared / "validation" / "ccf_climate" / "agreement_2x2_published.csv")
    assert len(tables) == 65
    agreeing = 0
    for row in tables.itertuples():
        cells = ((1, 1, row.both), (1, 0, row.coder1_only), (0, 1, row.coder2_only), (0, 0, row.neither))
        codes = codes_of([[pair[k] for pair in cells for _ in range(int(pair[2]))] for k in (0, 1)])
        alpha = statistics(codes, n_resamples=40).loc["krippendorff_alpha", "estimate"]
        agreeing += abs(alpha - row.krippendorff_alpha) < 0.001  # printed with three decimals, cut, not rounded
    assert agreeing == 63
