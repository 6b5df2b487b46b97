"""The lexicon's error carried into a share: oracles, what must hold, and a corpus in which the raw figure misleads."""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing._check import FramingWarning
from framing.comparison.resampling import resample_mean, resampling_plan
from framing.validation.correction import Sampled, pseudo_outcomes, rogan_gladen, tuned_outcomes, tuning_slope

# Egami et al. (2023), worked case of the methods: machine, who was coded, people's answers, group.
SAYS, CODED, TRUTH = [1, 1, 0, 1, 0, 1, 0, 0], [1, 0, 1, 0, 1, 1, 0, 0], [1, 0, 1, 0, 0, 0, 0, 0]
# Angelopoulos et al. (2023): ten coded units, forty that are not.
Y, F, REST = [1, 0, 0, 1, 1, 0, 1, 0, 0, 0], [1, 0, 1, 1, 0, 0, 1, 0, 1, 0], [1] * 14 + [0] * 26


def sampled(says: list, truth: list, coded: list, chance: float) -> Sampled:
    return Sampled(np.array(says, dtype=float), np.array(coded) / chance, np.array(truth, dtype=float))


def test_pseudo_outcomes_of_the_source() -> None:
    values = pseudo_outcomes(sampled(SAYS, TRUTH, CODED, 0.5))
    assert values.tolist() == [1, 1, 2, 1, 0, -1, 0, 0]
    assert values.mean() == 0.5
    assert values[:4].mean() - values[4:].mean() == 1.5
    assert np.mean(SAYS[:4]) - np.mean(SAYS[4:]) == 0.5
    plan = resampling_plan("test", method="studentized", confidence=0.95, n_resamples=40, seed=0)
    errors = [resample_mean(part[:, None], np.ones((4, 1)), plan, key="a").error[0]
              for part in (values[:4], values[4:])]
    assert np.hypot(*errors) == pytest.approx(0.3535534, abs=5e-8)  # HC1


def test_prediction_powered_mean_of_the_source() -> None:
    sample = sampled(F + REST, Y + [0] * 40, [1] * 10 + [0] * 40, 0.2)
    # Their slope, .332767, is relative to units that are not coded; ours to all units: 50 to 40.
    assert tuned_outcomes(sample, 0.332767 * 50 / 40).mean() == pytest.approx(0.3500849, abs=1e-7)
    assert tuned_outcomes(sample, 50 / 40).mean() == pytest.approx(0.25)
    assert tuned_outcomes(sample, 0.0).mean() == pytest.approx(0.40)
    # Ours divides by the variance of coded units, 1/n: .4 instead of .416.
    assert tuning_slope(sample) == pytest.approx(0.4)
    assert tuned_outcomes(sample, 0.4).mean() == pytest.approx(0.4 + 0.4 * (0.38 - 0.5))


def test_rogan_and_gladen() -> None:
    error = np.sqrt(0.3 * 0.7 / 2000)
    share, spread = rogan_gladen(0.3, error, sensitivity=(0.8, 100), specificity=(0.9, 200))
    assert (share, spread) == pytest.approx((0.2857143, 0.0308123), abs=5e-8)
    assert rogan_gladen(0.05, error, sensitivity=(0.8, 100), specificity=(0.9, 200)).share == pytest.approx(-0.0714286,
                                                                                                          abs=5e-8)
    assert np.isnan(rogan_gladen(0.3, error, sensitivity=(0.5, 100), specificity=(0.4, 200)).share)


def corpus(n_articles: int = 20, n_paragraphs: int = 8, seed: int = 0,
           groups: tuple[str, ...] = ("Le Fanal", "Le Quai")) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Draw truth and a machine that errs more in the first group: truth alike, raw shares not."""
    generator = np.random.default_rng(seed)
    doc_ids = [f"{group}{number:03d}" for group in groups for number in range(n_articles)]
    index = pd.MultiIndex.from_product([doc_ids, range(1, n_paragraphs + 1)], names=["doc_id", "par_id"])
    by = pd.Series([doc_id[:-3] for doc_id in doc_ids], index=pd.Index(doc_ids, name="doc_id"))
    chance = np.repeat(generator.beta(2, 4, len(doc_ids)), n_paragraphs)
    truth = generator.random(len(index)) < chance
    errs = index.get_level_values("doc_id").map(by).to_numpy() == groups[0]
    yes, no = np.where(errs, 0.45, 0.9), np.where(errs, 0.05, 0.05)
    says = generator.random(len(index)) < np.where(truth, yes, no)
    machine = pd.DataFrame({"war": says.astype(int), "n_words": 50}, index=index)
    return machine, pd.Series(truth.astype(int), index=index), by


def sample(machine: pd.DataFrame, truth: pd.Series, n: int, seed: int = 0) -> pd.DataFrame:
    """Code n units of each group and answer of the machine."""
    generator = np.random.default_rng(seed)
    strata = machine.index.get_level_values("doc_id").str[:-3] + machine["war"].astype(str).to_numpy()
    parts = []
    for stratum in sorted(set(strata)):
        members = np.flatnonzero(strata == stratum)
        chosen = generator.choice(members, min(n, len(members)), replace=False)
        parts.append(machine.index[chosen].to_frame(index=False).assign(
            code=truth.to_numpy()[chosen], inclusion_probability=len(chosen) / len(members)))
    return pd.concat(parts, ignore_index=True).assign(coder="Ana", category="war")


def shares(table: pd.DataFrame, correction: str) -> pd.DataFrame:
    return table[table["correction"] == correction].set_index("group")


def test_the_raw_figure_misleads_and_the_corrected_one_does_not() -> None:
    machine, truth, by = corpus(60)
    codes = sample(machine, truth, 60)
    table = fr.corrected_shares(machine, by, codes=codes)
    raw, corrected = shares(table, "uncorrected"), shares(table, "coded units")
    assert raw.loc["Le Quai", "estimate"] - raw.loc["Le Fanal", "estimate"] > 0.1
    for group in ("Le Fanal", "Le Quai"):
        found = truth[machine.index.get_level_values("doc_id").str.startswith(group)].mean()
        row = corrected.loc[group]
        assert row["ci_low"] < found < row["ci_high"]
    fanal = truth[machine.index.get_level_values("doc_id").str.startswith("Le Fanal")].mean()
    assert raw.loc["Le Fanal", "ci_high"] < fanal
    gap = fr.corrected_differences(machine, by, codes=codes, reference="Le Quai").set_index("correction")
    assert gap.loc["uncorrected", "ci_high"] < 0, "a difference where there is none"
    assert gap.loc["coded units", "ci_low"] < 0 < gap.loc["coded units", "ci_high"]
    assert gap.loc["uncorrected", "unit"] == "difference in share of paragraphs"


def test_columns_are_those_of_compare_rates_and_can_be_drawn() -> None:
    machine, truth, by = corpus()
    table = fr.corrected_shares(machine, by, codes=sample(machine, truth, 30))
    rates = fr.compare_rates(machine, by)
    assert list(table.columns) == [*rates.columns, "correction", "n_coded"]
    assert table["n_paragraphs"].tolist() == [160] * 4
    assert table["n_words"].tolist() == [8000] * 4
    assert table["n_coded"].tolist() == [0, 53, 0, 60]  # one stratum has 23 units alone
    english = fr.chart_rates(table[table["correction"] == "coded units"])
    assert "orrected by coded units (prediction-powered)" in english.caption
    raw = fr.chart_rates(table[table["correction"] == "uncorrected"], lang="fr")
    assert "non corrigé" in raw.caption
    assert "proportion des paragraphes" in raw.ax.get_xlabel()
    french = fr.chart_rates(table[table["correction"] == "coded units"], lang="fr").caption
    assert "corrigé par les unités codées" in french
    assert not [word for word in ("corrected", "interval,") if word in french]


def test_all_coded_gives_the_classical_estimate() -> None:
    machine, truth, by = corpus()
    codes = machine.index.to_frame(index=False).assign(coder="Ana", category="war", code=truth.to_numpy(),
                                                       inclusion_probability=1.0)
    table = shares(fr.corrected_shares(machine, by, codes=codes), "coded units")
    classical = shares(fr.corrected_shares(truth.rename("war").to_frame(), by), "uncorrected")
    for name in ("estimate", "ci_low", "ci_high"):
        assert table[name].to_numpy() == pytest.approx(classical[name].to_numpy())
    plain = shares(fr.corrected_shares(machine, by, codes=codes, tuned=False), "coded units")
    assert plain["estimate"].to_numpy() == pytest.approx(classical["estimate"].to_numpy())


@pytest.mark.parametrize("tuned", [True, False])
def test_a_machine_that_is_never_wrong_is_left_as_it_is(tuned: bool) -> None:
    machine, _, by = corpus()
    generator = np.random.default_rng(3)
    codes = sample(machine, machine["war"], 100).sample(60, random_state=generator)
    table = fr.corrected_shares(machine, by, codes=codes, tuned=tuned)
    raw, corrected = shares(table, "uncorrected"), shares(table, "coded units")
    for name in ("estimate", "ci_low", "ci_high"):
        assert corrected[name].to_numpy() == pytest.approx(raw[name].to_numpy())
    assert corrected["note"].str.contains("no error among").all()


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.booleans()), min_size=4, max_size=40))
def test_shares_stay_shares(rows: list[tuple[int, int, bool]]) -> None:
    index = pd.MultiIndex.from_arrays([[f"d{k % 6}" for k in range(len(rows))], [k // 6 + 1 for k in range(len(rows))]],
                                      names=["doc_id", "par_id"])
    machine = pd.DataFrame({"war": [row[0] for row in rows]}, index=index)
    by = pd.Series("a", index=pd.Index([f"d{k}" for k in range(6)], name="doc_id"))
    codes = index.to_frame(index=False).assign(coder="Ana", category="war", inclusion_probability=0.5,
                                               code=[row[1] if row[2] else np.nan for row in rows])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        for tuned in (True, False):
            table = fr.corrected_shares(machine, by, codes=codes, tuned=tuned, n_resamples=40)
            numbers = table[["estimate", "ci_low", "ci_high"]].to_numpy()
            assert np.all(np.isnan(numbers) | ((numbers >= 0) & (numbers <= 1)))
            assert table.loc[table["ci_low"].isna(), "note"].ne("").all()
            kept = table.dropna(subset="ci_low")
            assert (kept["ci_low"] <= kept["estimate"] + 1e-9).all()


def test_few_articles_and_no_codes_say_so() -> None:
    machine, truth, by = corpus(12)
    codes = sample(machine, truth, 20)
    few = codes[~codes["doc_id"].str.startswith("Le Quai") | codes["doc_id"].isin(["Le Quai000", "Le Quai001"])]
    row = shares(fr.corrected_shares(machine, by, codes=few), "coded units").loc["Le Quai"]
    assert np.isnan(row["ci_low"])
    assert "coded units in 2 articles" in row["note"]
    none = codes[codes["doc_id"].str.startswith("Le Fanal")]
    row = shares(fr.corrected_shares(machine, by, codes=none), "coded units").loc["Le Quai"]
    assert np.isnan(row["estimate"])
    assert row["note"] == "no coded unit in this group"
    small = machine[machine.index.get_level_values("doc_id").str[-3:].astype(int) < 3]
    with pytest.warns(FramingWarning, match="2 thin group"):
        table = fr.corrected_shares(small, by)
    assert table["ci_low"].isna().all()
    assert table["note"].str.contains("3 articles: fewer than 5").all()


def rates(**columns) -> pd.DataFrame:
    return pd.DataFrame({"measure": ["war"], "sensitivity": 0.8, "n_sensitivity": 100, "specificity": 0.9,
                         "n_specificity": 200, **columns})


def test_known_error_rates_correct_and_say_when_they_cannot() -> None:
    says = np.repeat([1, 0], [600, 1400])
    index = pd.Index([f"d{number:04d}" for number in range(2000)], name="doc_id")
    machine, by = pd.DataFrame({"war": says}, index=index), pd.Series("a", index=index)
    row = fr.corrected_shares(machine, by, accuracy=rates()).iloc[1]
    # The observed share's error is over articles, n - 1 instead of n.
    assert row[["estimate", "ci_low", "ci_high"]].tolist() == pytest.approx([0.285714, 0.225323, 0.346105], abs=1e-5)
    assert "Rogan–Gladen" in row["method"]
    assert "same rates for all groups" in row["note"]
    assert row["unit"] == "share of articles"
    rare = fr.corrected_shares(machine.assign(war=np.repeat([1, 0], [100, 1900])), by,
                               accuracy=rates(group="a")).iloc[1]
    assert rare["estimate"] == 0
    assert "the correction gave -0.071, clipped" in rare["note"]
    blind = fr.corrected_shares(machine, by, accuracy=rates(sensitivity=0.1, group="a")).iloc[1]
    assert np.isnan(blind["estimate"])
    assert "no better than chance" in blind["note"]


def test_error_rates_are_needed_for_every_group() -> None:
    machine, _, by = corpus()
    with pytest.raises(ValueError, match=r"lacks a row; got 'Le Quai', 'war'"):
        fr.corrected_shares(machine, by, accuracy=rates(group="Le Fanal"))
    both = pd.concat([rates(group="Le Fanal", sensitivity=0.45), rates(group="Le Quai", sensitivity=0.9)])
    gap = fr.corrected_differences(machine, by, accuracy=both, reference="Le Quai")
    assert gap["correction"].tolist() == ["uncorrected", "error rates"]
    assert gap["ci_low"].notna().all()


def test_without_codes_or_rates_the_figure_is_marked_uncorrected() -> None:
    machine, _, by = corpus()
    table = fr.corrected_shares(machine, by)
    assert set(table["correction"]) == {"uncorrected"}
    assert table["method"].str.startswith("uncorrected; ").all()
    assert table["estimate"].tolist() == pytest.approx(
        [machine.loc[by.index[by == group], "war"].mean() for group in ("Le Fanal", "Le Quai")])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_articles_coded_whole_go_the_same_way(tokens_of, tmp_path: Path, ending: str) -> None:
    texts = {f"d{number:02d}": ["La guerre dure." if number % 3 else "Il fait beau.", "Le soir tombe."]
             for number in range(24)}
    tokens = tokens_of(texts)
    lexicon = fr.lexicon_from_dict({"war": ["guerre*"]}, lang="fr")
    sheet = fr.coding_sheet(tokens, lexicon, n=12, unit="document")
    sheet["war"] = (sheet["text"].str.contains("guerre") & (sheet["unit_id"] != "u001")).astype(int)
    fr.write_coding_sheet(sheet, tmp_path / f"ana.{ending}", coder="Ana", lang="fr")
    codes = fr.read_codes(tmp_path / f"ana.{ending}")
    machine = fr.frame_terms(tokens, lexicon, unit="document")
    table = fr.corrected_shares(machine, tokens.corpus.documents["lang"], codes=codes)
    assert set(table["unit"]) == {"share of articles"}
    assert table["n_paragraphs"].isna().all()
    assert table["n_coded"].tolist() == [0, 12]
    scores = fr.score_codes(machine, codes).set_index("statistic")["estimate"]
    assert table["estimate"].tolist() == pytest.approx([scores["share_machine"], scores["share_human"]])


def test_bad_input_is_refused() -> None:
    machine, truth, by = corpus()
    codes = sample(machine, truth, 20)
    with pytest.raises(ValueError, match="both passed"):
        fr.corrected_shares(machine, by, codes=codes, accuracy=rates())
    with pytest.raises(ValueError, match="without an inclusion probability"):
        fr.corrected_shares(machine, by, codes=codes.drop(columns="inclusion_probability"))
    with pytest.raises(ValueError, match="out of range"):
        fr.corrected_shares(machine, by, accuracy=rates(sensitivity=1.2))
    with pytest.raises(ValueError, match="two rows for one"):
        fr.corrected_shares(machine, by, accuracy=pd.concat([rates(), rates()]))
    with pytest.raises(ValueError, match=r"nobody coded \['peace'\]"):
        fr.corrected_shares(machine.assign(peace=0), by, codes=codes, measures=["peace"])
    with pytest.raises(ValueError, match="`reference`"):
        fr.corrected_differences(machine, by, reference="Le Phare")
    with pytest.raises(ValueError, match="must be a list"):
        fr.corrected_shares(machine, by, measures="war")
    before = codes.copy(), machine.copy()
    fr.corrected_shares(machine, by, codes=codes)
    pd.testing.assert_frame_equal(codes, before[0])
    pd.testing.assert_frame_equal(machine, before[1])
