"""Every number leads back to its words: the evidence of an estimate recounts to it."""

import pandas as pd
import pytest

import framing as fr
from framing._check import FramingWarning
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
