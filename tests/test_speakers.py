"""Speakers: their words add up, spellings are merged, shares and ratios are those of other estimators."""

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus

import framing as fr
from framing._check import FramingWarning
from framing.comparison.speakers import ALL_SPEAKERS, LOADED_CLASSES
from framing.tokens import Tokens

TEXT = ["« Le pont tient », a déclaré la maire, Lise Roux. Selon le Kremlin, tout va bien. Moscou dément un accord.",
        "Lise Roux a admis que la guerre dure. Il pleut."]


def _tokens(paragraphs: list[str], lang: str = "fr") -> Tokens:
    return fr.tokenize(make_corpus(paragraphs, lang))


def test_words_of_speakers_add_up_to_the_spoken_words(demonstration: Tokens) -> None:
    table = fr.speaker_table(demonstration, "generic_news", polarity="tone")
    words = fr.voice_words(demonstration, unit="document")
    spoken = table[["n_words_direct", "n_words_reported", "n_words"]].groupby(level="doc_id").sum()
    assert len(spoken) == 72
    pd.testing.assert_series_equal(spoken["n_words_direct"], words["direct"].loc[spoken.index], check_names=False)
    pd.testing.assert_series_equal(spoken["n_words_reported"], words["reported"].loc[spoken.index],
                                   check_names=False)
    assert (table["n_words"] == table["n_words_direct"] + table["n_words_reported"]).all()
    classes = table.filter(like="n_cues_")
    assert (classes.sum(axis=1) == table["n_cues"]).all()
    assert table["n_cues"].sum() > 500


def test_terms_of_speakers_add_up_to_the_terms_of_their_voices(demonstration: Tokens) -> None:
    table = fr.speaker_table(demonstration, "generic_news", polarity="tone")
    frames = fr.frame_terms(demonstration, "generic_news", by_voice=True)
    tone = fr.tone(demonstration, by_voice=True)
    spoken = frames.drop(index="narrator", level="voice").join(tone.drop(columns="n_words"))
    names = [*fr.load_lexicon("generic_news").categories, "n_positive", "n_negative"]
    assert table[names].sum().to_dict() == spoken[names].sum().to_dict()
    assert table[names].sum().sum() > 100


def test_spellings_are_merged_in_their_language() -> None:
    table = fr.speaker_table(_tokens(TEXT))
    assert table.index.get_level_values("speaker").tolist() == ["Lise Roux", "gouvernement russe"]
    named = fr.speaker_table(_tokens(TEXT), actors=fr.load_actors("en").assign(camp="governments"))
    assert named.index.get_level_values("speaker").tolist() == ["Lise Roux", "Russian government"]
    assert named["camp"].tolist() == ["", "governments"]
    own = pd.DataFrame({"actor": ["La mairie"], "form": ["lise rou*"], "lang": ["fr"]})
    merged = fr.speaker_table(_tokens(TEXT), actors=own).index.get_level_values("speaker")
    assert set(merged) == {"La mairie", "Kremlin", "Moscou"}


def test_a_speaker_called_others_does_not_meet_the_rest() -> None:
    index = pd.MultiIndex.from_product([list("abcdef"), ["others", "mayor", "union", "unknown"]],
                                       names=["doc_id", "speaker"])
    shares = fr.speaker_shares(pd.DataFrame({"n_words": [9, 8, 7, 6] * 6}, index=index), n_speakers=2)
    assert shares.set_index("measure")["estimate"].round(9).to_dict() == {
        "others": 30.0, "mayor": round(800 / 30, 9), "(others)": round(700 / 30, 9), "unknown": 20.0}


def test_forms_lose_their_article_and_an_actor_has_one_camp() -> None:
    own = pd.DataFrame({"actor": ["Kremlin SA"] * 2, "form": ["le Kremlin", "Moscou"], "lang": "fr",
                        "camp": ["x", "y"]})
    merged = fr.speaker_table(_tokens(TEXT), actors=own.drop(columns="camp")).index.get_level_values("speaker")
    assert "Kremlin SA" in merged
    with pytest.raises(ValueError, match="stands in two camps"):
        fr.speaker_table(_tokens(TEXT), actors=own)


def test_an_article_without_speech_has_no_row() -> None:
    table = fr.speaker_table(_tokens(["Il pleut sur la ville."]))
    assert table.empty
    with pytest.raises(ValueError, match="speaker_shares: nobody speaks"):
        fr.speaker_shares(table)


@pytest.mark.parametrize(("rows", "words"), [
    ({"actor": ["A", "B"], "form": ["x", "X"], "lang": ["fr", "fr"]}, "belongs to two actors"),
    ({"actor": ["A"], "form": [" "], "lang": ["fr"]}, "have no form"),
])
def test_bad_actor_tables_are_named(rows: dict[str, list[str]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        fr.speaker_table(_tokens(TEXT), actors=pd.DataFrame(rows))


def test_shares_are_the_rates_of_the_words(demonstration: Tokens) -> None:
    outlets = demonstration.corpus.documents["outlet"]
    table = fr.speaker_table(demonstration)
    shares = fr.speaker_shares(table, outlets, n_speakers=3)
    assert shares.groupby("group")["estimate"].sum().round(9).tolist() == [100.0] * 6
    assert shares.groupby("group").size().tolist() == [5] * 6
    first = shares.iloc[0]
    here = table[outlets[table.index.get_level_values("doc_id")].to_numpy() == first["group"]]["n_words"]
    assert first["estimate"] == pytest.approx(100 * here.xs(first["measure"], level="speaker").sum() / here.sum())
    assert set(shares["unit"]) == {"per 100 spoken words"}


def test_shares_of_cues_need_twenty_and_have_wilson_bounds(demonstration: Tokens) -> None:
    table = fr.speaker_table(demonstration)
    outlets = demonstration.corpus.documents["outlet"]
    shares = fr.cue_shares(table, outlets)
    everybody = shares[shares["speaker"] == ALL_SPEAKERS]
    loaded = everybody[everybody["measure"] == "loaded"].set_index("group")
    counted = table[[f"n_cues_{name}" for name in LOADED_CLASSES]].sum(axis=1)
    owners = outlets[table.index.get_level_values("doc_id")].to_numpy()
    assert loaded["n_cues"].to_dict() == counted.groupby(owners).sum().to_dict()
    low, high = fr.wilson_interval(loaded["n_cues"], loaded["n_cues_total"])
    np.testing.assert_allclose(loaded[["ci_low", "ci_high"]].to_numpy(), np.column_stack([low, high]))
    classes = everybody[everybody["measure"] != "loaded"]
    assert (classes.groupby("group")["n_cues"].sum() == loaded["n_cues_total"]).all()
    thin = shares[shares["n_cues_total"] < 20]
    assert thin["estimate"].isna().all()
    assert (thin["note"] != "").all()
    assert len(thin) > 50
    # Le Fanal was written with a negative narrator: its verbs are the most loaded of all.
    assert loaded["estimate"].idxmax() == "Le Fanal"


def test_a_speaker_who_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="speakers are not in the table; got"):
        fr.cue_shares(fr.speaker_table(_tokens(TEXT)), speakers=["Nobody"])


def test_ratio_of_voices_is_paired_inside_articles() -> None:
    index = pd.MultiIndex.from_product([list("abcdefgh"), ["narrator", "direct", "reported"]],
                                       names=["doc_id", "voice"])
    generator = np.random.default_rng(1)
    counts = pd.DataFrame({"war": generator.integers(1, 9, len(index)), "n_words": 100}, index=index)
    counts.loc[("h", "direct"), :] = 0
    table = fr.voice_ratios(counts).set_index("group")
    both = counts.drop(index="h").xs("direct", level="voice"), counts.drop(index="h").xs("narrator", level="voice")
    assert table.loc["direct", "estimate"] == pytest.approx(both[0]["war"].sum() / both[1]["war"].sum())
    assert table["n_strata"].to_dict() == {"direct": 7, "reported": 8}
    assert "articles" in table.loc["direct", "note"]
    assert "strata" not in " ".join([*table["note"], *table["method"]])
    assert table.loc["direct", "ci_low"] < table.loc["direct", "estimate"] < table.loc["direct", "ci_high"]


def test_ratios_of_voices_refuse_a_table_that_is_not_split(demonstration: Tokens) -> None:
    with pytest.raises(ValueError, match="voice_ratios: the table is not split by voice"):
        fr.voice_ratios(fr.frame_terms(demonstration, "generic_news"))
    counts = fr.frame_terms(_tokens(TEXT), "generic_news", by_voice=True)
    with pytest.warns(FramingWarning, match="thin"):
        table = fr.voice_ratios(counts)
    assert table["ci_low"].isna().all()
