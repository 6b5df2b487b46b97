"""check_lexicon: each kind of finding once where it is due, and not where it is not."""

import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.lexicon import Lexicon
from framing.tokens import tokenize

DEFAULTS = {"lang": "fr", "category": "c", "exclude": False, "condition": "", "voice": ""}


def found(*rows: dict[str, object], **options: object) -> list[tuple[str, str]]:
    """Return (check, pattern) of every finding about some entries."""
    lexicon = Lexicon("x", pd.DataFrame([{**DEFAULTS, **row} for row in rows]), {}, regex=True)
    table = fr.check_lexicon(lexicon, **options)
    return list(zip(table["check"], table["pattern"], strict=True))


@pytest.mark.parametrize(("rows", "expected"), [
    ([{"pattern": "guerre*"}, {"pattern": "guerres"}], [("adds_nothing", "guerres")]),
    ([{"pattern": "guer*"}, {"pattern": "guerr*"}], [("adds_nothing", "guerr*")]),
    ([{"pattern": "guer??"}, {"pattern": "guerr*"}], []),
    ([{"pattern": "*mé*"}, {"pattern": "armée*"}], [("adds_nothing", "armée*"), ("short_stem", "*mé*")]),
    ([{"pattern": "front * sud"}, {"pattern": "front tout sud"}], [("adds_nothing", "front tout sud")]),
    ([{"pattern": "front"}, {"pattern": "front sud"}], []),
    ([{"pattern": "État"}, {"pattern": "état"}], [("adds_nothing", "état")]),
    ([{"pattern": "guerre*", "condition": "only froide within 2"}, {"pattern": "guerres"}], []),
    ([{"pattern": "guerre*", "voice": "direct"}, {"pattern": "guerres"}], []),
    ([{"pattern": "guerre*"}, {"pattern": "guerres", "category": "d"}], [("two_categories", "guerres")]),
    ([{"pattern": "prix"}, {"pattern": "pri*", "exclude": True}], [("never_counts", "prix")]),
    ([{"pattern": "prix"}, {"pattern": "prix nobel*", "exclude": True}], []),
    ([{"pattern": "prix"}, {"pattern": "paix", "exclude": True}], [("protects_nothing", "paix")]),
    ([{"pattern": "prix", "category": "d"}, {"pattern": "prix nobel*", "exclude": True}, {"pattern": "mot"}],
     [("protects_nothing", "prix nobel*")]),
    ([{"pattern": "prise de armes"}], [("elision", "prise de armes")]),
    ([{"pattern": "prise d'armes"}, {"pattern": "de guerre"}], []),
    ([{"pattern": "l’accord"}], [("elision", "l’accord")]),
    ([{"pattern": "non"}, {"pattern": "on"}], [("yaml_word", "on")]),
    ([{"pattern": "ami*"}], [("short_stem", "ami*")]),
    ([{"pattern": "/pri[xs]/"}], []),
])
def test_findings_about_entries(rows: list[dict[str, object]], expected: list[tuple[str, str]]) -> None:
    assert found(*rows) == expected


def test_counterparts() -> None:
    rows = [("fr", "a", "mot"), ("fr", "b", "paix"), ("fr", "b", "trêve*"), ("fr", "b", "accord*"),
            ("en", "b", "peace")]
    table = fr.check_lexicon(Lexicon("x", pd.DataFrame(rows, columns=["lang", "category", "pattern"]), {}))
    assert table[["check", "severity", "lang", "category"]].values.tolist() == [
        ["no_counterpart", "error", "en", "a"], ["lopsided", "note", "en", "b"]]
    assert table["detail"].tolist()[1] == "1 patterns in en, 3 patterns in fr"


def test_expansions_put_the_suspicious_and_the_broad_first() -> None:
    known = {"fr": {"banque": 50, "banques": 30, "banquet": 10, "banquier": 5, "guerre": 200, "guerres": 9, "rare": 1,
                    "rarement": 1}}
    lexicon = fr.lexicon_from_dict({"c": ["rar*", "banqu*", "guerre*", "banquet", "zzz*"]}, lang="fr")
    table = fr.check_lexicon(lexicon, frequencies=known)
    shown = table[table["check"].str.contains("expansion")][["check", "pattern", "detail"]].values.tolist()
    assert shown == [["suspicious_expansion", "banqu*", "banquet 11%"],
                     ["expansion", "guerre*", "2 forms: guerre 96%, guerres 4%"],
                     ["expansion", "banqu*", "4 forms: banque 53%, banques 32%, banquet 11%, banquier 5%"],
                     ["expansion", "rar*", "2 forms: rare 50%, rarement 50%"]]


@pytest.mark.parametrize(("lang", "stem", "good", "trap"), [
    ("en", "accus", "accused accusation accuses", "accustomed"), ("en", "crime", "crime crimes", "Crimea"),
    ("en", "church", "church churches", "Churchill"), ("en", "rabbi", "rabbi rabbis", "rabbit"),
    ("en", "tax", "tax taxes taxation taxed", "taxi"), ("en", "invest", "invest investment investing", "investigation"),
    ("en", "success", "success successful successfully", "successor"), ("en", "scar", "scar scars scarred", "scarce"),
    ("fr", "banque", "banque banques", "banquet"), ("fr", "béni", "bénie bénir bénis", "bénin"),
    ("fr", "troupe", "troupe troupes", "troupeau"), ("fr", "guéri", "guérir guérit", "guérilla"),
    ("fr", "camp", "camp camps camper", "campagne"), ("fr", "bataill", "bataille batailles batailler", "bataillon"),
    ("fr", "trich", "triche tricher tricheurs", "Trichet"), ("fr", "tax", "taxe taxes taxation", "taxi"),
])
def test_traps_are_suspicious_and_forms_are_not(lang: str, stem: str, good: str, trap: str) -> None:
    known = {lang: dict.fromkeys([*good.split(), trap.casefold()], 1.0)}
    table = fr.check_lexicon(fr.lexicon_from_dict({"c": [f"{stem}*"]}, lang=lang), frequencies=known)
    odd = table.loc[table["check"] == "suspicious_expansion", "detail"].tolist()
    assert [detail.rpartition(" ")[0] for detail in odd if "," not in detail] == [trap.casefold()]


def test_accents() -> None:
    known = {"fr": {"déclaré": 90, "declare": 1, "cote": 40, "côté": 90}}
    assert found({"pattern": "declare"}, {"pattern": "cote"}, frequencies=known) == [("accents", "declare")]


@pytest.mark.parametrize(("n_accented", "n_bare", "told"), [(1, 0, False), (4, 0, False), (5, 0, True), (5, 1, False),
                                                            (30, 2, True)])
def test_accents_in_a_corpus_need_enough_of_it(n_accented: int, n_bare: int, told: bool) -> None:
    tokens = tokenize(make_corpus({"a": ["déclaré " * n_accented + "declare " * n_bare + "."]}))
    table = fr.check_lexicon(fr.lexicon_from_dict({"c": ["declare"]}, lang="fr"), tokens)
    assert ("accents" in set(table["check"])) == told


def test_a_corpus_serves_as_frequency_list_and_shows_what_it_lacks() -> None:
    tokens = tokenize(make_corpus({"a": ["La guerre, les guerres."], "b": ["Peace."]}, lang=["fr", "en"]))
    rows = ({"pattern": "guerre*"}, {"pattern": "paix"}, {"pattern": "truce", "lang": "en"},
            {"pattern": "friede", "lang": "de"})
    findings = found(*rows, tokens=tokens)
    assert [pattern for check, pattern in findings if check == "never_occurs"] == ["paix", "truce"]
    assert ("expansion", "guerre*") in findings


def test_errors_and_the_empty_table() -> None:
    lexicon = fr.lexicon_from_dict({"c": ["paix"]}, lang="fr")
    table = fr.check_lexicon(lexicon)
    assert table.empty
    assert list(table.columns) == ["check", "severity", "lang", "category", "pattern", "detail"]
    with pytest.raises(ValueError, match="`frequencies` cannot be read"):
        fr.check_lexicon(lexicon, frequencies="lexique")
    with pytest.raises(TypeError, match="`tokens` has the wrong type"):
        fr.check_lexicon(lexicon, make_corpus(["a"]))  # type: ignore[arg-type]


def test_built_in_schemes_have_no_error_but_the_french_double_negation() -> None:
    names = fr.list_lexicons()["name"].tolist()
    assert names
    for name in names:
        table = fr.check_lexicon(name)
        errors = table[table["severity"] == "error"]
        assert set(errors["category"]) <= {"negation_marker", "negator_ne"}, name


PATTERNS = ["paix", "pai*", "*aix", "pa?x", "la paix", "la pai*", "* paix", "front", "fron*", "la front"]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("cd"), st.sampled_from([one for one in PATTERNS if one != "* paix"]),
                          st.booleans()), min_size=2, max_size=6, unique=True))
def test_what_adds_nothing_can_be_left_out(rows: list[tuple[str, str, bool]]) -> None:
    entries = pd.DataFrame(rows, columns=["category", "pattern", "exclude"]).assign(lang="fr")
    table = fr.check_lexicon(Lexicon("x", entries, {}))
    idle = table[table["check"].isin(["adds_nothing", "never_counts", "protects_nothing"])]
    gone = set(zip(idle["category"], idle["pattern"], idle["check"] == "protects_nothing", strict=True))
    kept = entries[[(row.category, row.pattern, row.exclude) not in gone for row in entries.itertuples()]]
    tokens = tokenize(make_corpus(["la paix la paie fronde la front le faix aix paix, pa front la paiement pxx"]))
    if kept.empty:
        assert fr.frame_terms(tokens, Lexicon("x", entries, {})).drop(columns="n_words").to_numpy().sum() == 0
        return
    before, after = (fr.frame_terms(tokens, Lexicon("x", part, {})) for part in (entries, kept))
    pd.testing.assert_frame_equal(before[list(after.columns)], after)
    assert not before.drop(columns=list(after.columns)).to_numpy().any()
