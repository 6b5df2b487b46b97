"""Lexicons: what is refused, what survives a file, and the traps the built-in schemes must not fall into."""

import csv
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
from corpora import make_corpus

import framing as fr
from framing.lexicon import Lexicon
from framing.matching import match_terms
from framing.patterns import pattern_words
from framing.tokens import tokenize

SCHEMES = ["attribution_verbs", "conflict_actors", "generic_news", "metaphors", "modality", "moral_language",
           "polarity_operators", "policy_frames", "strategy_issue", "tone", "uncertainty", "war_peace"]
CARD = {"title", "version", "licence", "description", "source", "what_it_is_not", "known_limits", "changes",
        "categories"}
CATEGORY = {"label_en", "label_fr", "definition_en", "definition_fr", "traps"}

# Words that a careless stem or a bare noun would catch, from expansions of such stems on word lists.
TRAPS = [
    ("en", "conflict", "accustomed"), ("en", "elite_orientation", "admirable"), ("en", "morality", "Churchill"),
    ("en", "economic", "taxi taxonomy important investigation companion subsidiary"),
    ("en", "people_orientation", "residential citizenship"), ("en", "human_interest", "residential"),
    ("en", "war_victory", "window successor winding prevailing"),
    ("en", "war_violence", "bombardier rocketed shellfish"),
    ("en", "peace_solution", "compromised compromising settlement"),
    ("en", "peace_reconciliation", "cooperative trusted"),
    ("en", "elite_orientation", "leadership presidential ministerial"),
    ("en", "war_demonising", "regime vicious circle"),
    ("en", "responsibility", "due to begin"), ("en", "economic", "industrial action trade unions"),
    ("en", "morality", "by virtue of"), ("en", "war_us_them", "lies collaborators"),
    ("en", "war_escalation", "intensive care mobilised reinforced"), ("en", "peace_solution", "peace of mind"),
    ("fr", "economic", "importante investigation investiture banquet taxi en marge de bourse d’études"),
    ("fr", "economic", "prix Nobel marché de Noël emploi du temps coûte que coûte"),
    ("fr", "war_violence", "bombardier charité charte troupeau guerre commerciale tirage alarme"),
    ("fr", "war_demonising", "régime de retraite lâche boucher brutalement meurtrier assassinat"),
    ("fr", "war_victory", "gagner se rendre libérer Libéria écrasant reprise de"),
    ("fr", "morality", "immortel en vertu de prise de conscience invité d’honneur église"),
    ("fr", "conflict", "condamné à espèces menacées haute tension accusé de réception conflits d’intérêts"),
    ("fr", "responsibility", "responsable faute de délai de carence"),
    ("fr", "human_interest", "familial fils électriques pays voisins pères fondateurs"),
    ("fr", "peace_solution", "négociants médiathèque médiatique océan Pacifique gardien de la paix"),
    ("fr", "peace_reconciliation", "mutuelle coopérative inclusif"), ("fr", "people_orientation", "civil citoyenneté"),
    ("fr", "peace_causes_context", "explique"), ("fr", "war_escalation", "soins intensifs mobilisation renforcer"),
    ("fr", "war_us_them", "collaborateurs"), ("fr", "peace_invisible_effects", "guérilla"),
    ("fr", "positive", "embrasser optimiser optimisation"), ("fr", "negative", "pourriez tricher"),
    ("en", "positive", "improvise successor"), ("en", "negative", "scarce"),
]


@cache
def loaded(name: str) -> Lexicon:
    """Return a built-in scheme, read once."""
    return fr.load_lexicon(name)


@pytest.mark.parametrize(("lang", "category", "words"), TRAPS)
def test_traps_are_not_matched(lang: str, category: str, words: str) -> None:
    scheme = next(loaded(name) for name in SCHEMES if category in loaded(name).categories)
    hits = fr.find_terms(tokenize(make_corpus([words], lang)), scheme[category])
    assert hits["text"].tolist() == []


@pytest.mark.parametrize("name", SCHEMES)
def test_cards_are_complete(name: str) -> None:
    lexicon = loaded(name)
    assert set(lexicon.card) >= CARD
    assert lexicon.card["licence"] == "CC0-1.0"
    assert lexicon.languages == ("en", "fr")
    assert list(lexicon.card["categories"]) == list(lexicon.categories)
    for category in lexicon.categories:
        assert set(lexicon.card["categories"][category]) >= CATEGORY, category
    counted = lexicon.entries.groupby(["category", "lang"]).size().unstack()
    alone = {"negation_marker", "negator_ne"}  # French negates in two words, English in one
    assert counted.drop(index=alone & set(counted.index)).notna().all().all()


@pytest.mark.parametrize("name", SCHEMES)
def test_cards_say_the_same_in_french(name: str) -> None:
    lexicon = loaded(name)
    english, french = lexicon.card, lexicon.card_in("fr")
    told = ["title", "description", "source", "what_it_is_not", "known_limits", "measured_quality"]
    told = [key for key in told if key in english]
    assert set(told) == set(english["fr"])
    for key in told:
        one, other = ([card[key]] if isinstance(card[key], str) else card[key] for card in (english, french))
        assert len(one) == len(other)
        for text, translated in zip(one, other, strict=True):
            assert text != translated
            assert _numbers(text) == _numbers(translated.replace("\u202f", "").replace(",", "."))
            assert not re.search(r"\w [:;?!»]|« ", translated), translated


def _numbers(text: str) -> list[float]:
    """The numbers of a text, sorted: languages order their sentences otherwise."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return sorted(map(float, re.findall(r"(?<![\d.])\d*\.?\d+", plain)))


@pytest.mark.parametrize("name", SCHEMES)
def test_files_are_sorted_unique_and_plain(name: str) -> None:
    order = list(loaded(name).card["categories"])
    tables = [path for path in files("framing.lexicons").joinpath(name).iterdir() if path.name.endswith(".csv")]
    assert len(tables) == 2
    for table in tables:
        raw = table.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in raw
        rows = list(csv.DictReader(raw.decode("utf-8").splitlines()))
        keys = [(order.index(row["category"]), row["exclude"], row["pattern"]) for row in rows]
        assert keys == sorted(set(keys)), table.name


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_pattern_can_be_met(name: str, lang: str) -> None:
    lexicon = loaded(name)
    entries = lexicon.entries[(lexicon.entries["lang"] == lang) & ~lexicon.entries["exclude"]]
    plain = Lexicon(name, entries.assign(condition="", voice=""), {})
    texts = [pattern.replace("*", "") for pattern in plain.entries["pattern"]]
    tokens = tokenize(make_corpus(texts, lang))
    matches = match_terms(tokens, plain, overlap="all")
    met = {(int(entry), int(row)) for entry, row in
           zip(matches.entry, tokens.paragraph_of_tokens()[matches.start], strict=True)}
    assert len(texts) > 10
    missing = [texts[place] for place in range(len(texts)) if (place, place) not in met]
    assert not missing
    assert all(pattern_words(pattern, lang) for pattern in plain.entries["pattern"])


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_exclusion_protects_something(name: str, lang: str) -> None:
    entries = loaded(name).entries.assign(condition="", voice="")
    excluded = entries[entries["exclude"] & (entries["lang"] == lang)]
    assert len(excluded) > 0 or name in ("metaphors", "polarity_operators")
    rivals = Lexicon(name, entries[~entries["exclude"] & (entries["lang"] == lang)], {})
    tokens = tokenize(make_corpus([pattern.replace("*", "") for pattern in excluded["pattern"]] or [""], lang))
    matches = match_terms(tokens, rivals)
    met = set(zip(tokens.paragraph_of_tokens()[matches.start].tolist(),
                  rivals.entries["category"].to_numpy()[matches.entry].tolist(), strict=True))
    idle = [entry.pattern for row, entry in enumerate(excluded.itertuples()) if (row, entry.category) not in met]
    assert not idle, f"{lang}: {idle} exclude what nothing matches"


def test_list_lexicons_names_all() -> None:
    table = fr.list_lexicons()
    assert table["name"].tolist() == SCHEMES
    assert (table["n_patterns"] > 100).all()


def test_words_that_tables_spoil_survive(tmp_path: Path) -> None:
    words = ["null", "NA", "no", "on", "yes", "nan", "None"]
    path = tmp_path / "traps.csv"
    path.write_text("category,pattern,weight,exclude,note\n" + "".join(f"c,{word},1,false,\n" for word in words),
                    encoding="utf-8")
    assert fr.read_lexicon(path, lang="en").entries["pattern"].tolist() == words


def test_excel_in_french(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes("catégorie;motif;poids;exclude\nénergie;centrale*;1,5;vrai\nénergie;pétrole;;\n".encode("cp1252"))
    entries = fr.read_lexicon(path, lang="fr").entries
    assert entries["weight"].tolist() == [1.5, 1.0]
    assert entries["exclude"].tolist() == [True, False]
    assert entries["pattern"].tolist() == ["centrale*", "pétrole"]


@pytest.mark.parametrize(("content", "words"), [
    ("word,group\na,b\n", "columns are not those of a lexicon"),
    ("category,pattern,colour\nc,a,red\n", "columns are not those of a lexicon"),
    ("category,pattern\nc,a*\n", "too short"), ("category,pattern\nc,*\n", "lone `*`"),
    ("category,pattern\nc,\n", "no pattern"), ("category,pattern\n,word\n", "no category"),
    ("category,pattern\nc,war\nc,war\n", "stand twice"), ("category,pattern\nc d,war\n", "white space"),
    ("category,pattern,weight\nc,war,heavy\n", "line 2: `weight` is not a number"),
    ("category,pattern,exclude\nc,war,perhaps\n", "line 2: `exclude` must be true or false"),
    ("category,pattern\nn_words,war\n", "begin with `n_`"),
    ("category,pattern\nc,!!\n", "holds no letter"), ("", "columns are not those of a lexicon"),
])
def test_damaged_files_are_refused(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "lexicon.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(words)):
        fr.read_lexicon(path, lang="en")


def test_other_errors(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file"):
        fr.read_lexicon(tmp_path / "none.csv")
    path = tmp_path / "a.csv"
    path.write_text("category,pattern\nc,war\n", encoding="utf-8")
    with pytest.raises(ValueError, match="language is not known"):
        fr.read_lexicon(path)
    with pytest.raises(ValueError, match="did you mean 'war_peace'"):
        fr.load_lexicon("war_piece")
    with pytest.raises(ValueError, match=r"read_lexicon\(path\)"):
        fr.load_lexicon(str(path))
    path.write_text("category,pattern\nc,war\n,peace\n", encoding="utf-8")
    with pytest.raises(ValueError, match="1 entry has no category; got '' in entry 2"):
        fr.read_lexicon(path, lang="en")
    with pytest.raises(TypeError, match="wrap it in a list"):
        fr.lexicon_from_dict({"c": "war"}, lang="en")
    with pytest.raises(ValueError, match="no entry"):
        fr.lexicon_from_dict({}, lang="en")
    with pytest.raises(ValueError, match="share categories"):
        _ = fr.load_lexicon("war_peace") | fr.load_lexicon("war_peace")


def test_a_folder_like_a_built_in_scheme(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "card.toml").write_text('title = "Mine"\nversion = "1"\n', encoding="utf-8")
    (folder / "fr.csv").write_text("category,pattern\nc,guerre*\n", encoding="utf-8")
    lexicon = fr.read_lexicon(folder)
    assert (lexicon.name, lexicon.languages) == ("mine", ("fr",))


def test_union_selection_and_copies() -> None:
    both = fr.load_lexicon("war_peace") | fr.load_lexicon("generic_news")
    assert len(both.categories) == 17
    assert both["conflict"].categories == ("conflict",)
    assert both.labels("fr")["conflict"] == "Conflit"
    entries = pd.DataFrame({"lang": ["fr"], "category": ["c"], "pattern": ["mot"]})
    lexicon = Lexicon("x", entries, {})
    entries.loc[0, "pattern"] = "autre"
    assert lexicon.entries.loc[0, "pattern"] == "mot"
    with pytest.raises(TypeError):
        lexicon.card["title"] = "changed"  # type: ignore[index]
    assert "<b>" not in fr.lexicon_from_dict({"<b>": ["x"]}, lang="fr")._repr_html_()
