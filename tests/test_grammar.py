"""The grammar of entries: hand-read cases of each rule, and all rules together against a slow matcher."""

import pickle
import re
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_matcher import slow_matches

import framing as fr
from framing.lexicon import Lexicon
from framing.matching import match_terms
from framing.notation import VOICES as VOICE_CONDITIONS
from framing.notation import read_condition
from framing.tokens import tokenize
from framing.voice import VOICES


def lexicon_of(*rows: dict[str, object]) -> Lexicon:
    """Return a lexicon of French entries, category `c` where none is given."""
    return Lexicon("rules", pd.DataFrame([{"lang": "fr", "category": "c", "condition": "", "voice": "",
                                           "exclude": False, "weight": 1.0, **row} for row in rows]), {}, regex=True)


def texts(text: str | list[str], *rows: dict[str, object], **options: object) -> list[str]:
    """Return the matched texts."""
    paragraphs = [text] if isinstance(text, str) else text
    return fr.find_terms(tokenize(make_corpus(paragraphs)), lexicon_of(*rows), **options)["text"].tolist()


@pytest.mark.parametrize(("text", "condition", "counts"), [
    ("la paix du marché", "unless marché within 2", False),
    ("la paix de ce marché", "unless marché within 2", True),
    ("la paix ; (marché)", "unless marché within 1", False),
    ("le marché, la paix", "only marché within 2", True),
    ("le marché de la paix", "only marché within 2", False),
    ("la paix. Le marché", "only marché within 2", True),
    ("la paix. Le marché", "only marché within sentence", False),
    ("Le marché dit la paix.", "only marché within sentence", True),
    ("la paix du grand marché", "only troupe* | grand marché within 2", True),
    ("la paix", "only paix within 5", False),
    ("la paix, la paix", "only paix within 5", True),
    ("pas de paix", "only pas within 2 before", True), ("la paix n’est pas là", "only pas within 2 before", False),
    ("la paix n’est pas là", "unless pas within 3 after", False),
    ("Non. La paix", "only non within 3 in sentence", False), ("Non, la paix", "only non within 3 in sentence", True),
    ("Non. Et puis un jour la paix", "only non within paragraph", True),
])
def test_conditions(text: str, condition: str, counts: bool) -> None:
    assert bool(texts(text, {"pattern": "paix", "condition": condition})) == counts


def test_conditions_do_not_look_into_the_next_paragraph() -> None:
    assert texts(["le marché", "la paix"], {"pattern": "paix", "condition": "only marché within 5"}) == []


def test_a_condition_sees_words_that_count_for_something_else() -> None:
    rows = ({"pattern": "prix", "condition": "unless nobel within 1"}, {"pattern": "nobel", "category": "d"})
    assert texts("le prix Nobel", *rows, overlap="lexicon") == ["Nobel"]


def test_a_conditional_exclusion_protects_only_where_its_condition_holds() -> None:
    rows = ({"pattern": "feu"}, {"pattern": "feu", "exclude": True, "condition": "only arme* within 2"})
    assert texts(["arme à feu", "le feu"], *rows) == ["feu"]


def test_a_match_that_fails_its_condition_frees_its_words() -> None:
    rows = ({"pattern": "prix nobel", "condition": "only paix within sentence"}, {"pattern": "prix"})
    assert texts("le prix Nobel", *rows) == ["prix"]


def test_voice_conditions() -> None:
    text = "« La paix viendra », a dit la ministre. La paix tarde."
    for voice, hits in (("narrator", 1), ("direct", 1), ("quoted", 1), ("reported", 0), ("", 2)):
        lexicon = lexicon_of({"pattern": "paix", "voice": voice})
        tokens = tokenize(make_corpus([text]))
        assert len(fr.find_terms(tokens, lexicon)) == hits, voice
        assert fr.frame_terms(tokens, lexicon)["c"].sum() == hits


def test_voices_are_numbered_as_the_voice_layer_numbers_them() -> None:
    assert [VOICE_CONDITIONS[name] for name in VOICES] == [(0,), (1,), (2,)]
    tokens = tokenize(make_corpus(["paix"]))
    with pytest.raises(ValueError, match="the voices are not known"):
        match_terms(tokens, lexicon_of({"pattern": "paix", "voice": "direct"}))


@pytest.mark.parametrize("condition", ["near paix within 3", "unless within 3", "unless paix within 0",
                                       "unless paix within", "only | paix within 2", "unless paix",
                                       "only paix within -1"])
def test_conditions_that_cannot_be_read_are_refused(condition: str) -> None:
    with pytest.raises(ValueError, match=r"condition: it cannot be read; got .*expected `unless`"):
        lexicon_of({"pattern": "paix", "condition": condition})


def test_other_refusals() -> None:
    with pytest.raises(ValueError, match=r"condition 'unless p\* within 3': the stem of 'p\*' is too short"):
        lexicon_of({"pattern": "paix", "condition": "unless p* within 3"})
    with pytest.raises(ValueError, match="did you mean 'reported'"):
        lexicon_of({"pattern": "paix", "voice": "reporter"})
    with pytest.raises(ValueError, match="`note` holds what is no text"):
        Lexicon("x", pd.DataFrame({"lang": ["fr"], "category": ["c"], "pattern": ["mot"], "note": [None]}), {})
    with pytest.raises(ValueError, match="a weight is not a finite number"):
        Lexicon("x", pd.DataFrame({"lang": ["fr"], "category": ["c"], "pattern": ["mot"], "weight": [np.nan]}), {})


def test_conditions_are_written_as_they_are_read() -> None:
    for text in ("unless prix nobel* | médaille* within 5", "only paix within sentence",
                 "only a within paragraph after", "unless within within 3 in sentence before"):
        assert str(read_condition(text)) == text


@pytest.mark.parametrize(("text", "pattern", "expected"), [
    ("xénophobie, islamophobie et phobie", "*phobie", ["xénophobie", "islamophobie", "phobie"]),
    ("désarmement, armée, larme", "*arm*", ["désarmement", "armée", "larme"]),
    ("internationale, intergouvernementale", "inter*nale", ["internationale"]),
    ("organisation, organization, organissation", "organi?ation", ["organisation", "organization"]),
    ("arme, armes, armée", "arme?", ["armes"]),
    ("ÉTATIQUE, ETATIQUE, Etatique", "état*", ["ÉTATIQUE", "ETATIQUE", "Etatique"]),
    ("contre-attaque, contre-offensive", "contre-*ve", ["contre-offensive"]),
    ("l’armement, d’armement", "l'*ment", ["l’armement"]),
    ("prise de nombreux otages, prise d’otages, prise, d’otages", "prise * otage*", ["prise d’otages"]),
    ("km², kmx", "km*", ["kmx"]), ("km², kmx", "*km*", ["kmx"]), ("guerre-éclair", "*clair", []),
    ("nationale, internationales", "/(inter)?nationale?s?/", ["nationale", "internationales"]),
    ("L’ÉTAT, l’Etat", "/.tat/", ["ÉTAT", "Etat"]),
])
def test_wildcards(text: str, pattern: str, expected: list[str]) -> None:
    assert texts(text, {"pattern": pattern}) == expected


@pytest.mark.parametrize("word", ["/(a+)+/", "/(a|b)*c/", "/(?=a)b/", r"/(a)\1/", "/a**/", "/((a?)+)x/", "/[a/",
                                  r"/\bmot/", "/a{2}{3}/"])
def test_expressions_that_could_run_for_ever_are_refused(word: str) -> None:
    with pytest.raises(ValueError, match="the regular expression"):
        lexicon_of({"pattern": word})


@pytest.mark.parametrize("word", ["/.*a.*b.*c.*d/", "/" + "a?" * 30 + "a" * 30 + "/", "/" + "(a|a)" * 30 + "b/"])
def test_expressions_that_read_a_word_in_too_many_ways_are_refused(word: str) -> None:
    with pytest.raises(ValueError, match="too many ways"):
        lexicon_of({"pattern": word})


def test_expressions_that_take_too_long_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.type_index._SECONDS", -1.0)
    with pytest.raises(ValueError, match=r"took more than .* seconds; got /pai\."):
        texts("la paix", {"pattern": "/pai./"})


def test_expressions_do_not_look_at_addresses() -> None:
    address = "https://fanal.example/" + "a" * 5000
    assert texts(f"aaa {address}", {"pattern": "/.*a.*a.*/"}) == ["aaa"]


def test_expressions_need_a_flag(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pass regex=True"):
        fr.lexicon_from_dict({"c": ["/pai./"]}, lang="fr")
    path = tmp_path / "c.csv"
    path.write_text("category,pattern\nc,/pai./\n", encoding="utf-8")
    with pytest.raises(ValueError, match="pass regex=True"):
        fr.read_lexicon(path, lang="fr")
    lexicon = fr.read_lexicon(path, lang="fr", regex=True)
    assert fr.find_terms(tokenize(make_corpus(["la paix"])), pickle.loads(pickle.dumps(lexicon)))["text"].tolist() == [
        "paix"]
    assert (lexicon["c"] | fr.lexicon_from_dict({"d": ["mot"]}, lang="fr")).regex


@pytest.mark.parametrize(("pattern", "words"), [
    ("*", "lone `*`"), ("prise *", "lone `*`"), ("a*", "too short"), ("*?", "holds no letter"), ("?*a", "too short")])
def test_patterns_that_would_match_everything_are_refused(pattern: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        lexicon_of({"pattern": pattern})


def test_levels() -> None:
    rows = ({"pattern": "attaque*", "category": "war/violence", "weight": 2.0},
            {"pattern": "attaque aérienne", "category": "war/air"}, {"pattern": "paix", "category": "peace"})
    tokens, lexicon = tokenize(make_corpus(["L’attaque aérienne, la paix, les attaques"])), lexicon_of(*rows)
    counts = {levels: fr.frame_terms(tokens, lexicon, levels=levels).iloc[0].to_dict() for levels in (None, 1, 2)}
    assert counts[1] == {"war": 2, "peace": 1, "n_words": 7}
    assert counts[None] == counts[2] == {"war/violence": 2, "war/air": 1, "peace": 1, "n_words": 7}
    assert fr.find_terms(tokens, lexicon, levels=1)["category"].tolist() == ["war", "peace", "war"]
    assert fr.frame_terms(tokens, lexicon, weighted=True)["war/violence"].tolist() == [4.0]
    with pytest.raises(ValueError, match="`levels` must be above zero"):
        fr.find_terms(tokens, lexicon, levels=0)
    for name in ("war//air", "/war"):
        with pytest.raises(ValueError, match="a level of a category has no name"):
            lexicon_of({"pattern": "x", "category": name})


def test_nested_matches_may_count() -> None:
    rows = ({"pattern": "prix nobel de la paix"}, {"pattern": "prix nobel"}, {"pattern": "paix"}, {"pattern": "pai?"},
            {"pattern": "paix durable"})
    text = "le prix Nobel de la paix durable"
    assert texts(text, *rows) == ["prix Nobel de la paix"]
    assert texts(text, *rows, keep_nested=True) == ["prix Nobel de la paix", "prix Nobel", "paix"]


def test_the_lexicon_shows_what_is_special() -> None:
    lexicon = lexicon_of({"pattern": "paix", "condition": "only marché within 2"}, {"pattern": "feu", "exclude": True},
                         {"pattern": "arme", "voice": "quoted"})
    assert repr(lexicon) == ("Lexicon 'rules': 1 categories, patterns fr: 2; 1 exclusions; 1 with a condition; "
                             "1 with a voice")
    assert "1 with a voice" in lexicon._repr_html_()


def test_csv_columns_may_be_missing_or_empty(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("category,pattern,condition,voice\nc,paix,unless prix within 3,\nc,feu,,Narrator\nc,arme,,\n",
                    encoding="utf-8")
    entries = fr.read_lexicon(path, lang="fr").entries
    assert entries["condition"].tolist() == ["unless prix within 3", "", ""]
    assert entries["voice"].tolist() == ["", "narrator", ""]


WORDS = ["la", "paix", "guerre", "guerres", "front", "sud", "l’arme", "armée", ".", "« ", "d’armes", "Fin.", ","]
PATTERNS = ["paix", "guerre*", "front sud", "front", "sud", "la paix", "l'arme", "arm*", "d'armes", "sud front sud",
            "paix guerre* front", "*rre?", "*er*", "?a", "la * front", "/g.*s|fron[tz]/", "d'/arm.{2,}/", "*mé*"]
CONDITIONS = st.just("") | st.builds(
    "{} {} within {}".format, st.sampled_from(["unless", "only"]),
    st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=2).map(" | ".join),
    st.sampled_from(["1", "2 before", "4 after", "5 in sentence", "sentence", "sentence before", "paragraph",
                     "paragraph after"]))
ENTRIES = st.lists(st.fixed_dictionaries({
    "category": st.sampled_from(["x", "x/a", "x/b", "y"]), "pattern": st.sampled_from(PATTERNS),
    "exclude": st.sampled_from([False, False, True]), "condition": CONDITIONS,
    "voice": st.sampled_from(["", "", "narrator", "direct", "quoted"])}), min_size=1, max_size=8,
    unique_by=lambda row: tuple(sorted(map(str, row.items()))))
PARAGRAPHS = st.lists(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join), min_size=1, max_size=3)


@settings(max_examples=300)
@given(PARAGRAPHS, ENTRIES, st.sampled_from(["category", "lexicon", "all"]), st.booleans(),
       st.sampled_from([None, 1, 2]), st.sampled_from([3, 1_000_000]), st.randoms(use_true_random=False))
def test_all_rules_agree_with_the_slow_matcher(paragraphs: list[str], rows: list[dict[str, object]], overlap: str,
                                               keep_nested: bool, levels: int | None, block: int,
                                               random: Random) -> None:
    tokens = tokenize(make_corpus(paragraphs))
    lexicon = lexicon_of(*rows)
    voice = np.array([random.randrange(3) for _ in range(len(tokens))], dtype=np.uint8)
    options = {"overlap": overlap, "levels": levels, "keep_nested": keep_nested}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.matching.spans._BLOCK_TOKENS", block)
        found = match_terms(tokens, lexicon, voice=voice, **options)
    quick = sorted(zip(found.start.tolist(), found.end.tolist(), found.entry.tolist(), strict=True))
    assert quick == slow_matches(tokens, lexicon, voice=voice.tolist(), **options)
