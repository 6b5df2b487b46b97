"""Near-duplicates: shares checked against sets of word tuples, groups, direction, weights, and the chart."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.charts import chart_copies
from framing.comparison import duplicate_weights, find_duplicates, first_of_duplicates, shared_copy
from framing.reading import corpus_from_frame, read_corpus
from framing.tokens import tokenize

WIRE = ("Le fleuve a débordé dans la nuit à Saint-Fiacre, et trois cents habitants ont dû quitter leur maison, a "
        "annoncé la préfecture.\n\n« L’eau est montée de deux mètres en une heure », a raconté la maire, qui demande "
        "à la région des pompes et des couvertures pour le gymnase.\n\nLa décrue n’est pas attendue avant jeudi, selon "
        "le service des eaux, et les écoles de la vallée resteront fermées.")
OTHER = ("Le conseil a voté mardi soir le budget de la ville, avec trois voix d’avance, après un débat de six heures "
         "sur le prix de l’eau et sur celui des transports du matin.")
words = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=60).map(" ".join)


def corpus_of(*texts, **columns):
    rows = [{"doc_id": f"d{number}", "lang": "fr", "text": text, **{name: values[number] for name, values
                                                                  in columns.items()}}
            for number, text in enumerate(texts)]
    return corpus_from_frame(rows, title="none")


def pairs_of(found):
    return {(row.doc_id, row.other): row.kind for row in found.pairs.itertuples()}


def test_the_four_kinds() -> None:
    lead, _, end = WIRE.split("\n\n")
    found = find_duplicates(corpus_of(WIRE, WIRE, WIRE.replace("trois cents", "quatre cents"), f"{lead}\n\n{end}",
                                      f"{OTHER}\n\n{lead}\n\n{end}\n\n{OTHER} {OTHER[::-1]}", OTHER), min_words=20)
    kinds = pairs_of(found)
    assert kinds["d0", "d1"] == "exact"
    assert kinds["d0", "d2"] == "near"
    assert kinds["d0", "d3"] == "contained"
    assert kinds["d0", "d4"] == "paragraphs"
    assert ("d0", "d5") not in kinds
    assert found.groups["group"].tolist() == [1, 1, 1, 1, 2, 3]
    assert found.groups["n_in_group"].tolist() == [4, 4, 4, 4, 1, 1]
    assert "1 exact" in repr(found)


def test_a_brief_in_a_long_page_is_found_and_does_not_make_a_group() -> None:
    brief = WIRE.split("\n\n")[0] + " " + WIRE.split("\n\n")[1]
    rest = (f"{OTHER} Le point {number} de l’ordre du jour a été reporté." for number in range(8))
    long = "\n\n".join([brief, *rest])
    found = find_duplicates(corpus_of(brief, long))
    assert pairs_of(found) == {("d0", "d1"): "contained"}
    assert found.pairs["containment"].item() == 1.0
    assert found.pairs["jaccard"].item() < 0.5
    assert found.groups["n_in_group"].tolist() == [1, 1]


def test_typography_hides_no_copy() -> None:
    straight = WIRE.replace("’", "'").replace("« ", '"').replace(" »", '"')
    assert pairs_of(find_duplicates(corpus_of(WIRE, straight))) == {("d0", "d1"): "exact"}


def test_short_rubrics_are_no_copies_unless_they_are_equal() -> None:
    found = find_duplicates(corpus_of("Ciel voilé, 24 degrés.", "Ciel voilé, 26 degrés.", "Ciel voilé, 26 degrés."))
    assert pairs_of(found) == {("d1", "d2"): "exact"}
    assert np.isnan(found.pairs["jaccard"]).all()


def test_one_shared_quotation_is_no_copy() -> None:
    quote = WIRE.split("\n\n")[1]
    found = find_duplicates(corpus_of(f"{OTHER}\n\n{quote}\n\n{OTHER.upper()} Fin.", WIRE))
    assert pairs_of(found) == {}


@pytest.mark.parametrize(("dates", "first", "hours"), [
    (["2025-01-02", "2025-01-03"], "d0", 24.0), (["2025-01-03 08:00", "2025-01-03 06:30"], "d1", 1.5),
    (["2025-01-02", "2025-01-02"], None, np.nan), (["2025-01-02", "2025-01-02 08:00"], None, np.nan),
    (["2025-01-02", None], None, np.nan)])
def test_direction_by_time(dates, first, hours) -> None:
    row = find_duplicates(corpus_of(WIRE, WIRE, date=dates)).pairs.iloc[0]
    assert (row["first"] if isinstance(row["first"], str) else None) == first
    assert row["hours"] == hours or (np.isnan(row["hours"]) and np.isnan(hours))


def test_weights_and_first_add_up_to_one_text_each() -> None:
    corpus = corpus_of(WIRE, WIRE, OTHER * 2, date=["2025-01-04", "2025-01-02", "2025-01-03"])
    found = find_duplicates(corpus)
    assert duplicate_weights(found).to_dict() == {"d0": 0.5, "d1": 0.5, "d2": 1.0}
    assert corpus.subset(first_of_duplicates(found)).documents.index.tolist() == ["d1", "d2"]
    assert find_duplicates(tokenize(corpus)).pairs.equals(found.pairs)


@given(st.lists(words, min_size=2, max_size=6))
def test_shares_are_those_of_sets_of_word_tuples(texts: list[str]) -> None:
    corpus = corpus_of(*texts)
    found = find_duplicates(corpus, shingle=3, min_words=3, jaccard=0.3, containment=0.3)
    sets = {doc_id: {tuple(part) for part in zip(*(text.split()[place:] for place in range(3)), strict=False)}
            for doc_id, text in zip(corpus.documents.index, texts, strict=True)}
    for row in found.pairs.dropna(subset="jaccard").itertuples():
        one, other = sets[row.doc_id], sets[row.other]
        assert row.jaccard == pytest.approx(len(one & other) / len(one | other))
        assert row.containment == pytest.approx(len(one & other) / min(len(one), len(other)))
    expected = {(a, b) for a in sets for b in sets if a < b and sets[a] and sets[b]
                and len(sets[a] & sets[b]) >= 0.3 * len(sets[a] | sets[b])}
    assert expected <= {(row.doc_id, row.other) for row in found.pairs.itertuples()}
    assert duplicate_weights(found).sum() == pytest.approx(found.groups["group"].nunique())


def test_the_demonstration_corpus_shares_the_agency_copy_of_its_design() -> None:
    corpus = read_corpus(Path(__file__).resolve().parents[1] / "data" / "articles")
    found = find_duplicates(corpus)
    outlet, event = corpus.documents["outlet"], corpus.documents["event"]
    assert set(found.pairs["kind"]) == {"paragraphs"}
    assert found.pairs["n_shared_paragraphs"].tolist() == [3, 3, 3, 3]
    assert {frozenset(outlet[[row.doc_id, row.other]]) for row in found.pairs.itertuples()} == {
        frozenset(("Le Fanal", "La Traverse"))}
    assert {tuple(event[[row.doc_id, row.other]]) for row in found.pairs.itertuples()} == {
        (name, name) for name in ("mirna_strike", "irse_flood", "lande_fire", "health_fund_breach")}


def test_shared_copy_counts_articles_of_each_outlet() -> None:
    corpus = corpus_of(WIRE, WIRE, WIRE, OTHER, outlet=["A", "B", "B", "B"],
                       date=["2025-01-01", "2025-01-02", "2025-01-02", "2025-01-02"])
    table = shared_copy(find_duplicates(corpus), corpus.documents["outlet"]).set_index(["group", "other"])
    assert table["n_copied"].to_dict() == {("A", "A"): 0, ("A", "B"): 1, ("B", "A"): 2, ("B", "B"): 2}
    assert table.loc[("B", "A"), "share"] == pytest.approx(2 / 3)
    assert table.loc[("A", "B"), "n_first"] == 2
    with pytest.raises(ValueError, match="does not name a group"):
        shared_copy(find_duplicates(corpus), pd.Series({"d0": "A"}))


def test_the_chart_prints_the_counts_and_says_them() -> None:
    corpus = corpus_of(WIRE, WIRE, OTHER, outlet=["A $x$", "B", "B"])
    table = shared_copy(find_duplicates(corpus), corpus.documents["outlet"])
    chart = chart_copies(table, title="Copies", lang="fr")
    assert [text.get_text() for text in chart.ax.texts] == ["0", "1", "1", "0"]
    assert [tick.get_text() for tick in chart.ax.get_yticklabels()] == ["A $x$ (1)", "B (2)"]
    assert "1 sur 1 articles de A $x$ partagent du texte avec B" in chart.alt
    assert chart.table["share"].tolist() == [0.0, 1.0, 0.5, 0.0]
    assert chart_copies(table, groups=["B"]).alt == "Shared copy. No articles share copy."
    with pytest.raises(ValueError, match="does not hold"):
        chart_copies(table, groups=["C"])
    with pytest.raises(KeyError, match="missing column"):
        chart_copies(table.drop(columns="share"))


def test_a_pair_of_texts_without_words_is_nothing() -> None:
    found = find_duplicates(corpus_of("…", "— !"))
    assert len(found.pairs) == 0
    assert found.groups["n_in_group"].tolist() == [1, 1]


def test_wrong_arguments_are_named() -> None:
    corpus = corpus_of(WIRE)
    for arguments in ({"jaccard": 2}, {"containment": 0.0}, {"shingle": 0}, {"min_words": -1}):
        with pytest.raises(ValueError, match="find_duplicates"):
            find_duplicates(corpus, **arguments)
    with pytest.raises(TypeError, match="wrong type"):
        find_duplicates(corpus.documents)


@pytest.mark.shared
def test_the_labelled_sample(shared: Path) -> None:
    corpus = read_corpus(shared / "formats" / "duplicates" / "SYNTHETIC_agency_copy.jsonl")
    found = find_duplicates(corpus)
    assert pairs_of(found)["d2", "d5"] == "exact"
    grouped = found.groups.groupby("group").groups.values()
    assert {tuple(ids) for ids in grouped if len(ids) > 1} == {("d1", "d2", "d3", "d5")}
    assert not re.search("d6|d7", str(found.pairs[["doc_id", "other"]].to_numpy()))
