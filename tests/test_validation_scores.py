"""Lexicons scored against people, and the errors behind a score."""

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.validation.codes import answers_of

LEXICON = fr.lexicon_from_dict({"war": ["guerre*", "front*"]}, lang="fr")


def units(says: list[int], *, articles: int = 20) -> pd.DataFrame:
    """Return a machine's table of one paragraph a row, spread over articles."""
    number = np.arange(len(says))
    index = pd.MultiIndex.from_arrays([[f"d{k % articles:02d}" for k in number], number // articles + 1],
                                      names=["doc_id", "par_id"])
    return pd.DataFrame({"war": says}, index=index)


def coded(table: pd.DataFrame, codes: list[float], chance: list[float] | float, coder: str = "Ana") -> pd.DataFrame:
    return table.index.to_frame(index=False).assign(coder=coder, category="war", code=codes,
                                                    inclusion_probability=chance)


def statistics(machine: pd.DataFrame, codes: pd.DataFrame, **options) -> pd.DataFrame:
    return fr.score_codes(machine, codes, **options).set_index("statistic")


def two_phase() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hits: 50 of 200 coded, 35 have it; no hits: 60 of 1,800 coded, 3 have it."""
    machine = units([1] * 50 + [0] * 60)
    truth = [1] * 35 + [0] * 15 + [1] * 3 + [0] * 57
    return machine, coded(machine, truth, [0.25] * 50 + [60 / 1800] * 60)


def test_weights_turn_the_sample_into_the_corpus() -> None:
    machine, codes = two_phase()
    table = statistics(machine, codes)
    expected = {"precision": 0.7, "recall": 0.6086957, "f1": 0.6511628, "share_human": 0.115, "share_machine": 0.1}
    assert {name: table.loc[name, "estimate"] for name in expected} == pytest.approx(expected, abs=5e-8)
    flat = statistics(machine, codes.assign(inclusion_probability=1.0))
    assert flat.loc["recall", "estimate"] == pytest.approx(0.9210526, abs=5e-8)
    assert flat.loc["f1", "estimate"] == pytest.approx(0.7954545, abs=5e-8)
    row = table.loc["precision"]
    assert row[["n_articles", "n_units", "n_positive", "n_hits"]].tolist() == [20, 110, 38, 50]


def test_intervals_are_those_of_articles_drawn_with_their_units() -> None:
    machine, codes = two_phase()
    table = statistics(machine, codes, n_resamples=4000)
    # By a plain loop, units in single articles.
    generator = np.random.default_rng(5)
    doc_ids = codes["doc_id"].unique()
    says, truth = machine["war"].to_numpy(), codes["code"].to_numpy()
    weight, owner = 1 / codes["inclusion_probability"].to_numpy(), pd.factorize(codes["doc_id"])[0]
    drawn = np.array([np.bincount(generator.integers(0, 20, 20), minlength=20)[owner] for _ in range(4000)]) * weight
    assert len(doc_ids) == 20
    hit = (drawn * says * truth).sum(axis=1)
    loops = {"precision": hit / (drawn * says).sum(axis=1), "recall": hit / (drawn * truth).sum(axis=1)}
    for name, values in loops.items():
        assert table.loc[name, ["ci_low", "ci_high"]].tolist() == pytest.approx(
            np.quantile(values, [0.025, 0.975]).tolist(), abs=0.02)


def test_coders_who_differ_count_by_halves() -> None:
    machine = units([1, 1, 0, 0] * 3, articles=6)
    one, two = [1, 1, 0, 0] * 3, [1, 0, 0, 1] * 3
    both = pd.concat([coded(machine, one, 1.0), coded(machine, two, 1.0, "Bao")])
    table = statistics(machine, both)
    assert table.loc["precision", "estimate"] == pytest.approx(0.75)
    assert table.loc["share_human", "estimate"] == pytest.approx(0.5)
    alone = statistics(machine, both, coder="Ana")
    assert alone.loc["precision", "estimate"] == 1
    assert alone.loc["alpha_machine", "estimate"] == pytest.approx(1)
    assert "no unit was coded by two people" in alone.loc["alpha_humans", "note"]
    humans = fr.agreement(both).set_index("statistic").loc["krippendorff_alpha", "estimate"]
    assert table.loc["alpha_humans", "estimate"] == pytest.approx(humans)


def test_what_is_undefined_says_why() -> None:
    machine = units([0] * 40)
    table = statistics(machine, coded(machine, [0] * 40, 1.0))
    assert table.loc[["precision", "recall", "f1", "alpha_machine"], "estimate"].isna().all()
    assert "no coded unit has a hit" in table.loc["precision", "note"]
    assert "no coded unit has it" in table.loc["recall", "note"]
    assert table.loc["specificity", "estimate"] == 1
    perfect = table.loc["specificity"]
    assert np.isnan(perfect["ci_low"])
    assert "40 units independent, 0.91 to 1.00" in perfect["note"]


def test_uncoded_units_are_taken_to_be_like_their_stratum() -> None:
    machine, codes = two_phase()
    dropped = codes.copy()
    dropped.loc[np.flatnonzero(machine["war"].to_numpy() == 1)[::2], "code"] = np.nan
    table = statistics(machine, dropped)
    assert table.loc["share_machine", "estimate"] == pytest.approx(0.1)
    weights = answers_of("test", dropped)["war"].weights()
    assert weights.sum() == pytest.approx(2000)
    assert set(weights[weights > 0].round(6)) == {8.0, 30.0}


def test_groups_by_outlet_are_scored_apart() -> None:
    machine, codes = two_phase()
    by = pd.Series({f"d{k:02d}": "fr" if k % 2 else "en" for k in range(20)})
    table = fr.score_codes(machine, codes, by=by)
    for group, part in table.groupby("group"):
        mine = codes["doc_id"].map(by) == group
        alone = fr.score_codes(machine, codes[mine])
        assert part["estimate"].tolist() == pytest.approx(alone["estimate"].tolist(), nan_ok=True)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.sampled_from([0.1, 0.5, 1.0])), min_size=1,
                max_size=30))
def test_a_machine_that_repeats_the_coder_is_perfect(rows: list[tuple[int, int, float]]) -> None:
    machine = units([says for says, _, _ in rows])
    chance = [chance for _, _, chance in rows]
    table = statistics(machine, coded(machine, [says for says, _, _ in rows], chance), n_resamples=40)
    for name in ("precision", "recall", "f1", "specificity"):
        assert np.isnan(table.loc[name, "estimate"]) or table.loc[name, "estimate"] == pytest.approx(1)
    assert table.loc["share_machine", "estimate"] == pytest.approx(table.loc["share_human", "estimate"])
    other = statistics(machine, coded(machine, [truth for _, truth, _ in rows], chance), n_resamples=40)
    assert other.loc[["precision", "recall", "f1", "specificity"], "estimate"].dropna().between(-1e-12, 1 + 1e-12).all()


def test_codes_that_cannot_stand_for_others_are_refused() -> None:
    machine, codes = two_phase()
    with pytest.raises(ValueError, match="without an inclusion probability"):
        fr.score_codes(machine, codes.assign(inclusion_probability=np.nan))
    with pytest.raises(ValueError, match="not 0 and 1"):
        fr.score_codes(machine, codes.assign(code=codes["code"] + 1))
    with pytest.raises(ValueError, match="none of the coded units"):
        fr.score_codes(machine, codes.assign(doc_id="x" + codes["doc_id"]))
    with pytest.raises(ValueError, match="do not have the same unit"):
        fr.score_codes(machine.groupby(level="doc_id").sum(), codes)
    with pytest.raises(KeyError, match="missing column"):
        fr.score_codes(machine.rename(columns={"war": "peace"}), codes)
    with pytest.raises(ValueError, match="no unit a row"):
        fr.score_codes(machine.reset_index(), codes)
    with pytest.raises(ValueError, match="`coder`"):
        fr.score_codes(machine, codes, coder="Anna")


# Errors that can be read


@pytest.fixture(scope="module")
def read_case() -> tuple:
    texts = ["La guerre des prix reprend.", "Le front de mer est fermé, la guerre aussi.", "Les chars avancent.",
             "La guerre dure.", "Il pleut sur le front."]
    tokens = fr.tokenize(make_corpus(texts))
    codes = pd.concat([tokens.corpus.paragraphs.index.to_frame(index=False).assign(
        coder=name, category="war", code=given, inclusion_probability=[0.5, 0.5, 0.1, 0.5, 0.5])
        for name, given in (("Ana", [0, 0, 1, 1, 1]), ("Bao", [0, 0, 1, 1, 0]))])
    return tokens, codes


def test_errors_come_with_text_and_terms(read_case: tuple) -> None:
    tokens, codes = read_case
    errors = fr.coding_errors(tokens, LEXICON, codes=codes)
    assert errors[["error", "par_id", "human", "terms"]].values.tolist() == [
        ["false positive", 1, 0.0, "guerre"], ["false positive", 2, 0.0, "front, guerre"], ["miss", 3, 1.0, ""]]
    assert errors["weight"].tolist() == [2.0, 2.0, 10.0]
    assert errors["text"].tolist() == tokens.corpus.paragraphs["text"].tolist()[:3]
    alone = fr.coding_errors(tokens, LEXICON, codes=codes, coder="Bao")
    assert alone["par_id"].tolist() == [1, 2, 5, 3]


def test_false_hits_can_be_marked_where_they_stand(read_case: tuple) -> None:
    tokens, codes = read_case
    hits = fr.find_terms(tokens, LEXICON)
    false = fr.false_hits(hits, codes)
    assert false["text"].tolist() == ["guerre", "front", "guerre"]
    view = fr.highlight(tokens, LEXICON, hits=false)
    assert (view.n_hits, view.n_paragraphs) == (3, 2)


def test_terms_are_counted_by_their_errors(read_case: tuple) -> None:
    tokens, codes = read_case
    table = fr.term_errors(fr.find_terms(tokens, LEXICON), codes).set_index("pattern")
    assert table.loc["guerre*", ["n_units", "n_false"]].tolist() == [3, 2]
    assert table.loc["guerre*", "precision"] == pytest.approx(1 / 3)
    assert table.loc["front*", ["n_units", "n_false"]].tolist() == [2, 1]
    assert table.loc["front*", "precision"] == pytest.approx(0.25)
    assert table["share_of_false"].tolist() == [1.0, 0.5]
    right = fr.term_errors(fr.find_terms(tokens, LEXICON), codes.assign(code=1))
    assert right["share_of_false"].isna().all()
