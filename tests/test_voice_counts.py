"""Counts split by voice: they add up, nothing gets lost, and each measure says whose words it counts."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.measures.units import VOICE_CHOICES
from framing.tokens import Tokens

VOICES = ("narrator", "direct", "reported")
PIECES = ["« Nous tenons le pont, dit-elle, et la route »", "a déclaré la maire",
          "Le maire a ajouté que la guerre finit.", "Selon la préfecture, un mort.", "Il pleut", "“We hold,”",
          "« sans fin", "42", "— Oui. — Non.", ".", "…", "she said",
          "The mayor said that war is near.", "\u00a0", "»", "\"droite\"", "une victoire, un échec"]
LEXICON = fr.lexicon_from_dict({"war": ["guerre", "war", "pont"], "rest": ["maire", "la maire", "mayor"]}, lang="fr")
PAIR = fr.lexicon_from_dict({"positive": ["victoire", "tenons"], "negative": ["échec", "guerre"]}, lang="fr")


def _tokens(paragraphs: list[str]) -> Tokens:
    return fr.tokenize(make_corpus({"a": paragraphs[::2] or [""], "b": paragraphs[1::2] or [""]}, "fr"))


def _tables(tokens: Tokens, unit: str, **voice: object) -> list[pd.DataFrame]:
    return [fr.frame_terms(tokens, LEXICON, unit=unit, **voice), fr.tone(tokens, lexicon=PAIR, unit=unit, **voice),
            fr.lexical_features(tokens, unit=unit, **voice), fr.readability(tokens, unit=unit, **voice)]


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join), min_size=1, max_size=5),
       st.sampled_from(["paragraph", "document"]))
def test_voices_add_up_to_the_whole(paragraphs: list[str], unit: str) -> None:
    tokens = _tokens(paragraphs)
    compared = 0
    for whole, split in zip(_tables(tokens, unit), _tables(tokens, unit, by_voice=True), strict=True):
        counts = [name for name in whole.columns if pd.api.types.is_integer_dtype(whole[name]) and name != "n_types"]
        summed = split[counts].groupby(level=list(whole.index.names), sort=False).sum()
        pd.testing.assert_frame_equal(summed, whole[counts])
        compared += len(counts)
    assert compared > 20
    words = fr.voice_words(tokens, unit=unit)
    assert (words[list(VOICES)].sum(axis=1) == words["n_words"]).all()
    assert (words["n_words"] == fr.lexical_features(tokens, unit=unit)["n_words"]).all()


@pytest.mark.parametrize("unit", ["paragraph", "document"])
def test_one_voice_is_its_rows_of_the_split_table(unit: str) -> None:
    tokens = _tokens(["« Nous tenons le pont », a déclaré la maire. Il pleut sur la guerre. Le vent tourne.",
                      "Le maire a ajouté que la guerre finit. « Un échec », dit-il."])
    for voice in VOICES:
        for one, split in zip(_tables(tokens, unit, voice=voice), _tables(tokens, unit, by_voice=True), strict=True):
            pd.testing.assert_frame_equal(one, split.xs(voice, level="voice"))
    assert VOICE_CHOICES[1:] == VOICES


def test_voices_of_the_demonstration_corpus_add_up(demonstration: Tokens) -> None:
    for split, whole in ((fr.frame_terms(demonstration, "generic_news", by_voice=True),
                          fr.frame_terms(demonstration, "generic_news")),
                         (fr.tone(demonstration, by_voice=True), fr.tone(demonstration)),
                         (fr.lexical_features(demonstration, by_voice=True), fr.lexical_features(demonstration))):
        counts = [name for name in whole if pd.api.types.is_integer_dtype(whole[name]) and name != "n_types"]
        pd.testing.assert_frame_equal(split[counts].groupby(level=["doc_id", "par_id"], sort=False).sum(),
                                      whole[counts])


@pytest.mark.shared
def test_voices_of_a_large_corpus_add_up(shared: Path) -> None:
    with gzip.open(shared / "validation" / "gilets_jaunes" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        source = pd.DataFrame(map(json.loads, lines))
    rows = source.explode("paragraphs").dropna(subset="paragraphs")
    rows = rows[rows["paragraphs"].str.strip() != ""]
    frame = pd.DataFrame({"doc_id": rows.index.astype("str"), "text": rows["paragraphs"], "lang": rows["lang"]})
    frame["par_id"] = frame.groupby("doc_id").cumcount() + 1
    tokens = fr.tokenize(fr.corpus_from_frame(frame))
    assert len(tokens.index) > 50_000
    words = fr.voice_words(tokens, roles=("title", "standfirst", "body"))
    assert (words[list(VOICES)].sum(axis=1) == words["n_words"]).all()
    split = fr.frame_terms(tokens, "generic_news", by_voice=True)
    whole = fr.frame_terms(tokens, "generic_news")
    pd.testing.assert_frame_equal(split.groupby(level=["doc_id", "par_id"], sort=False).sum(), whole)


def test_sentences_stay_whole_and_count_for_the_voice_of_most_of_their_words() -> None:
    tokens = _tokens(["« Nous tenons le pont et la route », dit-elle. Il pleut."])
    table = fr.lexical_features(tokens, by_voice=True).xs(("a", 1))
    # The quoted sentence is nine words long, its two words of the narrator included.
    assert table["n_sentences"].tolist() == [1, 1, 0]
    assert table["mean_sentence_words"].iloc[:2].tolist() == [2.0, 9.0]
    assert np.isnan(table["mean_sentence_words"].iloc[2])
    assert table["n_words"].tolist() == [4, 7, 0]


def test_a_voice_without_a_sentence_of_its_own_says_why() -> None:
    tokens = _tokens(["« Nous tenons le pont et la route », dit-elle."])
    table = fr.lexical_features(tokens, voice="narrator")
    reasons = fr.explain_missing(table).set_index("measure")["reason"]
    assert reasons.loc["mean_sentence_words"].iloc[0] == "No sentence has most of its words in this voice."


def test_hits_know_voice_and_speaker_and_recount() -> None:
    tokens = _tokens(["« Le pont tient », a déclaré la maire, Lise Roux. La maire"
                      " sourit. Roux a ajouté que la guerre finit."])
    hits = fr.find_terms(tokens, LEXICON)
    assert hits[["text", "voice", "speaker"]].values.tolist() == [
        ["pont", "direct", "Lise Roux"], ["la maire", "narrator", ""], ["La maire", "narrator", ""],
        ["guerre", "reported", "Lise Roux"]]
    counts = fr.frame_terms(tokens, LEXICON, by_voice=True)
    again = hits.groupby(["voice", "category"]).size()
    assert len(again) == 3
    assert all(counts.xs(voice, level="voice")[category].sum() == number
               for (voice, category), number in again.items())
    assert fr.find_terms(tokens, LEXICON, voice="reported")["text"].tolist() == ["guerre"]
    assert fr.tone_hits(tokens, lexicon=PAIR, voice="reported")["text"].tolist() == ["guerre"]


def test_typography_changes_no_voice() -> None:
    plain = "« Le pont tient », a déclaré la maire. Selon l'expert, c'est la guerre."
    tables = [fr.frame_terms(_tokens([text]), LEXICON, by_voice=True) for text in (
        plain, plain.replace("« ", "«\u00a0").replace(" »", "\u202f»").replace("'", "’"),
        plain.replace("« ", "“").replace(" »", "”"), plain.replace("« ", '"').replace(" »", '"'))]
    assert tables[0]["n_words"].tolist()[:3] == [7, 3, 4]
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table, tables[0])


def test_a_subset_is_measured_as_the_subset_of_the_measure(demonstration: Tokens) -> None:
    corpus = demonstration.corpus
    keep = corpus.documents["outlet"] == "Le Fanal"
    part = fr.tokenize(corpus.subset(keep))
    whole = fr.frame_terms(demonstration, "generic_news", by_voice=True)
    pd.testing.assert_frame_equal(fr.frame_terms(part, "generic_news", by_voice=True),
                                  whole.loc[corpus.documents.index[keep]])
    speakers = fr.speaker_table(demonstration)
    pd.testing.assert_frame_equal(fr.speaker_table(part), speakers.loc[corpus.documents.index[keep]])


def test_bad_arguments_are_named() -> None:
    tokens = _tokens(["Un."])
    with pytest.raises(ValueError, match=r"frame_terms: `voice` is not a known choice; got 'quoted'"):
        fr.frame_terms(tokens, LEXICON, voice="quoted")
    with pytest.raises(ValueError, match=r"`by_voice` splits all voices"):
        fr.tone(tokens, lexicon=PAIR, voice="direct", by_voice=True)
    with pytest.raises(TypeError, match=r"`by_voice` has the wrong type"):
        fr.readability(tokens, by_voice="yes")


def test_runs_cover_every_token_once(demonstration: Tokens) -> None:
    runs = fr.voice_runs(demonstration)
    length = (runs["end_token"] - runs["start_token"]).groupby([runs["doc_id"], runs["par_id"]]).sum()
    assert (length > 0).all()
    expected = pd.Series(np.diff(demonstration.offsets), index=demonstration.index)
    assert (length.reindex(demonstration.index) == expected).all()
    assert ((runs["voice"] == "narrator") == (runs["speaker"] == "")).all()
    assert fr.voice_runs(_tokens([""])).empty
