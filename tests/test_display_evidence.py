"""Every number leads back to its words: the evidence of an estimate recounts to it."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing._check import FramingWarning
from framing.analysis import analyse
from framing.tokens import Tokens


@pytest.fixture(scope="module")
def groups(demonstration: Tokens) -> pd.Series:
    return demonstration.corpus.documents["outlet"]


def _hits(row: pd.Series) -> int:
    return round(row["estimate"] * row["n_words"] / 1000)


def test_every_mark_of_a_chart_recounts_to_its_estimate(demonstration: Tokens, groups: pd.Series) -> None:
    rates = fr.compare_rates(fr.frame_terms(demonstration, "generic_news"), groups)
    chart = fr.chart_rates(rates)
    hits = fr.find_terms(demonstration, "generic_news")
    assert len(chart.table) == 30
    total = 0
    for row in chart.table.itertuples():
        found = chart.evidence(hits, groups, group=row.group, measure=row.measure)
        assert len(found) == _hits(chart.table.loc[row.Index])
        total += len(found)
    assert total == len(hits) > 500
    view = fr.highlight(demonstration, "generic_news", hits=found)
    assert view.n_hits == len(found) > 0
    pd.testing.assert_frame_equal(view.hits, found, check_dtype=False)


def test_voice_and_tone_recount_too(demonstration: Tokens, groups: pd.Series) -> None:
    hits = fr.tone_hits(demonstration)
    for voice in ("narrator", "direct"):
        rates = fr.compare_rates(fr.tone(demonstration, voice=voice)[["n_positive", "n_negative", "n_words"]], groups)
        assert len(rates) == 12
        for _, row in rates.assign(voice=voice).iterrows():
            assert len(fr.evidence(hits, row, by=groups)) == _hits(row)


def test_periods_recount_too(demonstration: Tokens, groups: pd.Series) -> None:
    dates = demonstration.corpus.documents["date"]
    lexicon = fr.load_lexicon("war_peace")["war_violence"]
    with pytest.warns(FramingWarning, match="thin"):
        lines = fr.trend(fr.frame_terms(demonstration, lexicon), dates, freq="Q", by=groups)
    chart = fr.chart_trend(lines)
    hits = fr.find_terms(demonstration, lexicon)
    defined = chart.table[chart.table["estimate"].notna()]
    assert len(defined) > 10
    for _, row in defined.iterrows():
        found = chart.evidence(hits, groups, group=row["group"], period=row["period"], dates=dates, freq="Q")
        assert len(found) == _hits(row)
    with pytest.raises(ValueError, match="nothing says when articles appeared"):
        fr.evidence(hits, defined.iloc[0], by=groups)


def test_what_cannot_be_led_back_is_refused(demonstration: Tokens, groups: pd.Series) -> None:
    hits = fr.find_terms(demonstration, "generic_news")
    rates = fr.compare_rates(fr.frame_terms(demonstration, "generic_news"), groups)
    with pytest.raises(ValueError, match="5 marks of the chart"):
        fr.chart_rates(rates).evidence(hits, groups, group="Le Fanal")
    with pytest.raises(KeyError, match="missing column"):
        fr.chart_rates(rates).evidence(hits, groups, outlet="Le Fanal")
    with pytest.raises(ValueError, match="no count of these hits"):
        fr.evidence(hits, {"group": "Le Fanal", "measure": "n_positive"}, by=groups)
    with pytest.raises(ValueError, match="did you mean 'Le Fanal'"):
        fr.evidence(hits, {"group": "Le Fanale", "measure": "conflict"}, by=groups)
    with pytest.raises(KeyError, match="the mark has no"):
        fr.evidence(hits, {"group": "Le Fanal"}, by=groups)
    other = fr.tokenize(fr.corpus_from_frame([{"doc_id": "z", "lang": "fr", "text": "La crise."}]))
    with pytest.raises(ValueError, match="are not in these tokens"):
        fr.highlight(other, "generic_news", hits=hits)


@pytest.fixture(scope="module")
def french(demonstration: Tokens) -> Tokens:
    corpus = demonstration.corpus
    return fr.tokenize(corpus.subset(corpus.documents["lang"] == "fr"))


@pytest.fixture(autouse=True)
def _thin_groups_are_told_elsewhere() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        yield


def test_both_sides_of_a_ratio_a_heat_map_and_a_difference(french: Tokens) -> None:
    by = french.corpus.documents["outlet"]
    counts, hits = fr.frame_terms(french, "generic_news"), fr.find_terms(french, "generic_news")
    ratios = fr.rate_ratios(counts, by, reference="Le Fanal", n_resamples=50)
    for chart in (fr.chart_ratios(ratios), fr.chart_heatmap(ratios)):
        of = {"group": "La Traverse", "measure": "conflict"}
        own, other = (chart.evidence(hits, by, side=side, **of) for side in ("group", "reference"))
        assert set(own["doc_id"].map(by)) == {"La Traverse"}
        assert set(other["doc_id"].map(by)) == {"Le Fanal"}
        words = counts["n_words"].groupby(by.reindex(counts.index.get_level_values("doc_id")).to_numpy()).sum()
        ratio = (len(own) / words["La Traverse"]) / (len(other) / words["Le Fanal"])
        assert ratio == pytest.approx(ratios.set_index(["group", "measure"]).loc[tuple(of.values()), "estimate"])
    rest = fr.rate_ratios(counts, by, reference="rest", n_resamples=50).iloc[0]
    both = [fr.evidence(hits, rest, by=by, side=side) for side in ("group", "reference")]
    assert sum(map(len, both)) == (hits["category"] == rest["measure"]).sum() > len(both[0]) > 0
    difference = fr.rate_differences(counts, by, reference="Le Fanal", n_resamples=50).iloc[0]
    assert len(fr.evidence(hits, difference, by=by)) > 0
    model = fr.rate_model(counts, by).iloc[0]
    assert len(fr.evidence(hits, model, by=by, side="reference")) > 0
    with pytest.raises(ValueError, match="compares with nothing"):
        fr.evidence(hits, {"group": "Le Fanal", "measure": "conflict"}, by=by, side="reference")
    with pytest.raises(ValueError, match="nothing says which articles"):
        fr.evidence(hits, rest)


def test_pairs_and_slopes(french: Tokens) -> None:
    documents = french.corpus.documents
    by, dates = documents["outlet"], documents["date"]
    counts, hits = fr.frame_terms(french, "generic_news"), fr.find_terms(french, "generic_news")
    pairs = fr.chart_pairs(fr.compare_rates(counts, by, n_resamples=50), pair=("La Traverse", "Le Fanal"))
    for _, row in pairs.table.iterrows():
        assert len(pairs.evidence(hits, by, group=row["group"], measure=row["measure"])) == _hits(row)
    changes = fr.compare_periods(counts, dates, by=by, before=("2025-01-01", "2025-05-31"),
                                 after=("2025-06-01", "2025-12-31"), n_resamples=50)
    slope = fr.chart_slope(changes, measure="conflict")
    for row in slope.table.itertuples():
        late, early = (slope.evidence(hits, by, dates=dates, side=side, group=row.group)
                       for side in ("group", "reference"))
        days = pd.to_datetime(dates).dt.strftime("%Y-%m-%d")
        assert (late["doc_id"].map(days) >= "2025-06-01").all()
        assert (early["doc_id"].map(days) <= "2025-05-31").all()
        assert len(late) == round(row.rate_after * row.n_words / 1000)
    every = fr.compare_periods(counts, dates, before="2025-05", after="2025-06", n_resamples=50).iloc[0]
    assert len(fr.evidence(hits, every, dates=dates)) == round(every["rate_after"] * every["n_words"] / 1000)


def test_distinctive_words(french: Tokens) -> None:
    by = french.corpus.documents["outlet"]
    words = fr.keyness(french, by, n_resamples=50)
    chart = fr.chart_distinctive(words, n_terms=3)
    assert len(chart.table) == 9
    for row in chart.table.itertuples():
        own, rest = (chart.evidence(french, by, side=side, group=row.group, measure=row.measure)
                     for side in ("group", "reference"))
        assert (len(own), len(rest)) == (row.n_hits, row.n_hits_reference)
    plane = fr.chart_keyness(words, group="Le Fanal", n_terms=3)
    assert len(plane.evidence(french, by, measure=plane.table["measure"].iloc[0])) == plane.table["n_hits"].iloc[0]
    pairs = fr.keyness(french, by, terms="2-grams", n_resamples=50, min_count=5)
    row = pairs[pairs["n_hits"] > 0].iloc[0]
    found = fr.evidence(french, row, by=by)
    assert len(found) == row["n_hits"]
    view = fr.highlight(french, hits=found)
    assert view.n_hits == len(found)
    with pytest.raises(ValueError, match="near a node"):
        fr.evidence(french, fr.collocates(french, "guerre*", n_resamples=50).iloc[0], by=by)


def test_voices_speakers_and_cues_lead_to_spans_of_speech(french: Tokens) -> None:
    by, speech = french.corpus.documents["outlet"], fr.find_speech(french)
    shares = fr.compare_rates(fr.voice_words(french), by, measures=["narrator", "direct", "reported"], per=100,
                              n_resamples=50)
    chart = fr.chart_voices(shares)
    found = chart.evidence(speech, by, group="Le Fanal", measure="direct")
    assert set(found["kind"]) <= {"direct", "mixed"}
    assert set(found["doc_id"].map(by)) == {"Le Fanal"}
    view = fr.highlight(french, hits=found, per_page=3)
    assert view.n_hits == len(found) > 20
    with pytest.raises(ValueError, match="pass find_speech"):
        chart.evidence(fr.find_terms(french, "generic_news"), by, group="Le Fanal", measure="direct")
    with pytest.raises(ValueError, match="nobody else speaks"):
        chart.evidence(speech, by, group="Le Fanal", measure="narrator")
    table = fr.speaker_table(french)
    cues = fr.cue_shares(table, by)
    for _, row in cues.head(8).iterrows():
        assert len(fr.evidence(speech[speech["depth"] == 0], row, by=by)) <= row["n_cues"]
    assert len(fr.evidence(speech, cues[cues["n_cues"] > 0].iloc[0], by=by)) > 0
    leading = fr.speaker_shares(table, by, n_resamples=50).iloc[0]
    said = fr.evidence(speech, leading, by=by)
    assert set(said["voice"]) <= {"direct", "reported"}
    rows = table.reset_index()
    rows = rows[(rows["speaker"] == leading["measure"]) & (rows["doc_id"].map(by) == leading["group"])]
    assert len(said) == rows["n_spans"].sum() > 0


def test_voice_ratios_barcodes_terms_and_balances(french: Tokens) -> None:
    by, hits = french.corpus.documents["outlet"], fr.find_terms(french, "generic_news")
    voices = fr.voice_ratios(fr.frame_terms(french, "generic_news", by_voice=True), by, n_resamples=50)
    row = voices[(voices["group"] == "direct") & (voices["measure"] == "human_interest")].iloc[0]
    own, narrator = (fr.evidence(hits, row, by=by, side=side) for side in ("group", "reference"))
    assert (set(own["voice"]), set(narrator["voice"])) == ({"direct"}, {"narrator"})
    assert set(own["doc_id"].map(by)) == {row["within"]}
    doc_id = hits["doc_id"].iloc[0]
    roles, n_tokens = french.corpus.paragraphs["role"], french.offsets[1:] - french.offsets[:-1]
    lengths = pd.DataFrame({"role": roles, "n_tokens": n_tokens}, index=french.index)
    barcode = fr.chart_barcode(hits, lengths, doc_id=doc_id)
    for category in set(barcode.table["category"]):
        ticks = hits[(hits["doc_id"] == doc_id) & (hits["category"] == category)]
        pd.testing.assert_frame_equal(barcode.evidence(hits, category=category), ticks.reset_index(drop=True))
    terms = fr.term_shares(french, "generic_news")
    for row in terms.head(5).to_dict("records"):
        assert len(fr.evidence(hits, row)) == row["n_hits"] > 0
    polarity = fr.tone_hits(french)
    balance = fr.tone_balance(fr.tone(french)[["n_positive", "n_negative", "n_words"]].groupby(level="doc_id").sum())
    for doc_id, row in balance.head(5).iterrows():
        found = fr.evidence(polarity, {**row.to_dict(), "doc_id": doc_id})
        assert len(found) == row["n_positive"] + row["n_negative"]


def test_what_has_no_hits_says_why(french: Tokens) -> None:
    by, hits = french.corpus.documents["outlet"], fr.find_terms(french, "generic_news")
    means = fr.compare_means(fr.lexical_features(french, unit="document")[["mattr_25"]], by, n_resamples=50)
    with pytest.raises(ValueError, match="no hits stand behind mattr_25: it is an index"):
        fr.chart_rates(means).evidence(hits, by, group="Le Fanal")
    for measure in ("lix", "mattr_50", "mean_sentence_words"):
        with pytest.raises(ValueError, match=f"no hits stand behind {measure}"):
            fr.evidence(hits, {"group": "Le Fanal", "measure": measure}, by=by)
    copies = fr.chart_copies(fr.shared_copy(fr.find_duplicates(french), by))
    with pytest.raises(ValueError, match="find_duplicates"):
        copies.evidence(hits, by, group="Le Fanal", other="La Traverse")


def test_an_analysis_leads_back_to_its_words() -> None:
    folder = Path(__file__).resolve().parents[1] / "data" / "articles"
    analysis = analyse(fr.read_corpus(folder).sample(3, by="outlet"), ["generic_news"])
    counted = analysis.estimates[analysis.estimates["unit"] == "per 1,000 words"]
    assert len(counted) > 50
    for _, row in counted.iterrows():
        assert len(analysis.evidence(row)) == _hits(row)
    chart = analysis.charts["frames_fr"]
    assert len(analysis.evidence(chart.table.iloc[0])) == _hits(chart.table.iloc[0]) > 0
    assert len(analysis.evidence(analysis.charts["voices_fr"].table.query("measure == 'direct'").iloc[0])) > 0
    with pytest.raises(ValueError, match="no hits stand behind lix"):
        analysis.evidence({"group": "Le Fanal", "measure": "lix"})
