"""Categories called like columns: the same numbers as under other names, or a clear refusal."""

from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.analysis import Analysis, analyse, save_analysis
from framing.cli import main
from framing.lexicon import told_apart
from framing.notation import KEYS

TEXTS = ["The talks failed, said the minister. « War is near », the mayor said.",
         "Talks resume. The war cost money, according to the Kremlin, and nobody likes a sad end."]
WORDS = ("talks", "war", "cost", "money", "end")
PLAIN = tuple(f"neutral_{word}" for word in WORDS)


def corpus() -> fr.Corpus:
    """Two outlets with a column of metadata called `beat`."""
    return fr.corpus_from_frame([{"doc_id": f"{outlet}{number}", "outlet": outlet, "beat": "town", "lang": "en",
                                  "text": TEXTS[number % 2]} for outlet in "AB" for number in range(6)])


def lexicon(names: tuple[str, ...]) -> fr.Lexicon:
    """The same words under other names."""
    return fr.lexicon_from_dict({name: [word] for name, word in zip(names, WORDS, strict=True)}, lang="en")


@cache
def plain_analysis() -> Analysis:
    """The analysis under names that nothing else has."""
    return analyse(corpus(), [lexicon(PLAIN)])


@pytest.fixture
def plain() -> Analysis:
    """The same, made once."""
    return plain_analysis()


def produced(analysis: Analysis) -> list[str]:
    """Every name that a table of an analysis has, of its columns or of its measures."""
    tables = (analysis.paragraphs, analysis.hits, analysis.polarity, analysis.speech, analysis.speakers,
              analysis.estimates, analysis.corpus.documents, analysis.corpus.paragraphs)
    names = {str(name) for table in tables for name in [*table.columns, *table.index.names] if name}
    names |= {"camp", "group", "measure", "all", *analysis.estimates["measure"]} - set(PLAIN)
    return sorted(name for name in names - set(PLAIN) if not name.startswith("n_"))


def test_names_that_no_category_can_have_are_refused_with_a_hint() -> None:
    for name in [*KEYS, "n_words", "voice/quoted"]:
        with pytest.raises(ValueError, match="expected"):
            fr.lexicon_from_dict({name: ["war"]}, lang="en")


def plainly(analysis: Analysis, names: dict[str, str]) -> list[pd.DataFrame]:
    """The tables of an analysis with its categories under other names."""
    wide = [table.rename(columns=names) for table in (analysis.paragraphs, analysis.speakers)]
    assert all(table.columns.is_unique for table in wide)
    return [*wide, analysis.hits.replace({"category": names}), analysis.estimates.replace({"measure": names})]


@settings(max_examples=2, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_a_category_called_like_a_column_changes_no_number(random: Random) -> None:
    plain = plain_analysis()
    allowed = [name for name in produced(plain) if name not in KEYS]
    assert {"role", "lang", "ttr", "camp", "outlet", "beat", "lix", "words_direct", "group", "measure"} <= set(allowed)
    names = tuple(random.sample(allowed, len(WORDS)))
    own = lexicon(names)
    found = analyse(corpus(), [own])
    back = dict(zip(found.findings.scheme.categories, PLAIN, strict=True))
    for one, other in zip(plainly(found, back), plainly(plain, {}), strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert found.charts.keys() == plain.charts.keys()
    assert not set(found.findings.scheme.categories) & set(found.corpus.documents)


def test_the_measures_alone_count_under_any_allowed_name(plain: Analysis) -> None:
    tokens, by = plain.findings.tokens, plain.corpus.documents["outlet"]
    names = [name for name in produced(plain) if name not in KEYS]
    assert len(names) > 30
    for start in range(0, len(names) - len(WORDS), len(WORDS)):
        chosen = tuple(names[start:start + len(WORDS)])
        own, neutral = lexicon(chosen), lexicon(PLAIN)
        for measure in (fr.frame_terms, fr.distinct_terms, lambda *both: fr.frame_terms(*both, by_voice=True)):
            assert np.array_equal(measure(tokens, own).to_numpy(), measure(tokens, neutral).to_numpy())
        estimates = [fr.compare_rates(fr.frame_terms(tokens, one), by, measures=list(one.categories))
                     for one in (own, neutral)]
        assert estimates[0].drop(columns="measure").equals(estimates[1].drop(columns="measure"))
        speakers = [fr.speaker_table(tokens, one) for one in (own, neutral)]
        assert speakers[0].columns.is_unique
        assert np.array_equal(speakers[0].drop(columns="camp", errors="ignore").to_numpy(),
                              speakers[1].drop(columns="camp", errors="ignore").to_numpy())


def test_actors_with_camps_leave_a_category_called_camp_its_column() -> None:
    tokens = fr.tokenize(corpus())
    actors = fr.load_actors().assign(camp="north")
    table = fr.speaker_table(tokens, fr.lexicon_from_dict({"camp": ["war"]}, lang="en"), actors=actors)
    assert table["camp"].isin(["", "north"]).all()
    assert table["camp_terms"].sum() > 0


def test_a_renamed_category_keeps_its_label() -> None:
    entries = pd.DataFrame({"lang": "en", "category": ["lix", "lix_terms"], "pattern": ["war", "talks"]})
    own = fr.Lexicon("own", entries, {"categories": {"lix": {"label_en": "War"}}})
    apart = told_apart(own, {"lix"})
    assert apart.labels() == {"lix_terms_terms": "War", "lix_terms": "lix_terms"}
    assert told_apart(apart, {"lix"}) is apart


def test_the_command_counts_them_and_says_so(tmp_path: Path) -> None:
    corpus().documents.assign(text=TEXTS * 6).to_csv(tmp_path / "a.csv")
    (tmp_path / "own.csv").write_text("lang,category,pattern\nen,role,war\nen,ttr,talks\n", encoding="utf-8")
    assert main(["run", str(tmp_path / "a.csv"), "--lexicon", str(tmp_path / "own.csv"), "--out",
                 str(tmp_path / "out")]) == 0
    columns = pd.read_csv(tmp_path / "out/paragraphs.csv").columns
    assert columns.is_unique
    assert {"role", "role_terms", "ttr", "ttr_terms"} <= set(columns)
    assert r"'role\_terms'" in (tmp_path / "out/summary.md").read_text(encoding="utf-8")


def test_every_table_is_written_with_headings_of_its_own(tmp_path: Path) -> None:
    save_analysis(analyse(corpus(), [lexicon(("group", "measure", "lang", "camp", "title"))]), tmp_path)
    tables = sorted(tmp_path.glob("*.csv"))
    assert tables
    for path in tables:
        header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert len(set(header)) == len(header)


def test_features_have_names_of_their_own() -> None:
    vectorizer = fr.FramingVectorizer([fr.lexicon_from_dict({"mattr_25": ["war"]}, lang="en")], lang="en")
    names = vectorizer.fit(TEXTS).get_feature_names_out().tolist()
    assert len(set(names)) == len(names)
    assert vectorizer.transform(TEXTS)[0, names.index("mattr_25_terms")] > 0
