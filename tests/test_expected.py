"""Reference rates: sums made by hand, two languages on one scale, and the warnings of rates that do not compare."""

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus

import framing as fr
from framing._check import FramingWarning
from framing.comparison.expected import OBSERVED_EXPECTED
from framing.lexicon import Lexicon
from framing.tokens import tokenize

KNOWN = {"fr": {"guerre": 0.002, "guerres": 0.0005, "guerrier": 0.0001, "prix": 0.001, "paix": 0.003},
         "en": {"war": 0.004, "wars": 0.001, "peace": 0.002}}
ROWS = [("fr", "war", "guerre*", False, ""), ("fr", "war", "guerr*", False, ""),
        ("fr", "war", "champ de bataille", False, ""), ("fr", "war", "guerrier", True, ""),
        ("fr", "war", "zzz*", False, ""),
        ("fr", "peace", "paix", False, ""), ("fr", "peace", "prix", False, "only paix within 3"),
        ("fr", "talk", "à table", False, ""), ("en", "war", "war*", False, ""), ("en", "peace", "peace", False, "")]
LEXICON = Lexicon("x", pd.DataFrame(ROWS, columns=["lang", "category", "pattern", "exclude", "condition"]), {})


def test_expected_rates() -> None:
    table = fr.expected_rates(LEXICON, "fr", frequencies=KNOWN).set_index("category")
    assert table["expected"].round(9).tolist()[:2] == [2.5, 3.0]
    assert np.isnan(table.loc["talk", "expected"])
    assert table.loc["war", ["n_patterns", "n_covered", "n_unlisted", "n_not_covered"]].tolist() == [4, 3, 1, 1]
    assert table.loc["peace", ["n_patterns", "n_covered", "n_unlisted", "n_not_covered"]].tolist() == [2, 1, 0, 1]
    both = fr.expected_rates(LEXICON, frequencies=KNOWN, per=100)
    assert both["lang"].unique().tolist() == ["en", "fr"]
    assert both.set_index(["lang", "category"]).loc[("en", "war"), "expected"] == pytest.approx(0.5)


def test_wordfreq_gives_both_languages_a_rate() -> None:
    pytest.importorskip("wordfreq", reason="the extra [norms] is not installed")
    table = fr.expected_rates("war_peace")
    assert (table["expected"] > 0).all()
    assert (table["n_patterns"] == table["n_covered"] + table["n_not_covered"]).all()


def test_a_list_expected_in_a_text_drawn_from_it_is_met() -> None:
    words = [word for word, share in KNOWN["fr"].items() for _ in range(round(share * 10_000))]
    filler = ["mot"] * (10_000 - len(words))
    corpus = make_corpus({f"d{part}": [" ".join((words + filler)[part::5])] for part in range(5)})
    table = fr.compare_with_expected(tokenize(corpus), LEXICON, by=pd.Series("x", index=corpus.documents.index),
                                     frequencies=KNOWN).set_index("measure")
    assert table.loc[["war", "peace"], "estimate"].tolist() == pytest.approx([1, 1])
    assert table.loc["war", "unit"] == OBSERVED_EXPECTED
    assert "talk" not in table.index  # no entry of one word


def test_two_languages_on_one_scale() -> None:
    texts = {f"{lang}{number}": [text * (number + 1)] for lang, text in (("fr", "la guerre et le mot. "),
                                                                         ("en", "the war and the word. "))
             for number in range(5)}
    corpus = make_corpus(texts, lang=["fr"] * 5 + ["en"] * 5)
    by = corpus.documents["lang"].map({"fr": "Fanal", "en": "Post"})
    tokens = tokenize(corpus)
    table = fr.compare_with_expected(tokens, LEXICON, by=by, frequencies=KNOWN)
    war = table[table["measure"] == "war"].set_index("group")
    assert war["estimate"].to_dict() == {"Fanal": pytest.approx(200 / 2.5), "Post": pytest.approx(200 / 5)}
    assert war["lang"].to_dict() == {"Fanal": "fr", "Post": "en"}
    fr.chart_rates(table, measures=["war"])
    rates = fr.compare_rates(fr.frame_terms(tokens, LEXICON), by, measures=["war"], lang=corpus.documents["lang"])
    assert rates.set_index("group")["lang"].to_dict() == {"Fanal": "fr", "Post": "en"}
    with pytest.warns(FramingWarning, match=r"figures of several languages stand side by side; got \['en', 'fr'\]"):
        fr.chart_rates(rates)
    fr.chart_rates(rates[rates["lang"] == "fr"])
    fr.chart_rates(rates, groups=["Fanal"])


def test_a_category_the_list_does_not_know_has_no_ratio() -> None:
    corpus = make_corpus({f"d{number}": ["zzz mot"] for number in range(5)})
    table = fr.compare_with_expected(tokenize(corpus), fr.lexicon_from_dict({"c": ["zzz"]}, lang="fr"),
                                     by=pd.Series("x", index=corpus.documents.index), frequencies=KNOWN)
    assert table[["estimate", "ci_low", "ci_high", "expected"]].isna().all(axis=None)
    assert table["note"].tolist() == ["no single word of the category is in the frequency list"]


def test_groups_that_mix_languages_are_named() -> None:
    corpus = make_corpus({f"d{number}": ["guerre mot"] for number in range(6)}, lang=["fr", "en"] * 3)
    counts = pd.DataFrame({"war": 1, "n_words": 2}, index=corpus.documents.index)
    with pytest.warns(FramingWarning, match=r"1 group\(s\) mix languages: x \(en\+fr\)"):
        table = fr.compare_rates(counts, pd.Series("x", index=counts.index), lang=corpus.documents["lang"])
    assert table["lang"].tolist() == ["en+fr"]


def test_single_words_and_errors() -> None:
    assert fr.single_words(LEXICON).entries["pattern"].tolist() == ["guerre*", "guerr*", "guerrier", "zzz*", "paix",
                                                                    "war*", "peace"]
    with pytest.raises(ValueError, match="no entry of one word"):
        fr.single_words(fr.lexicon_from_dict({"c": ["deux mots"]}, lang="fr"))
    with pytest.raises(ValueError, match="there is no frequency list for 'en'"):
        fr.expected_rates(LEXICON, frequencies={"fr": KNOWN["fr"]})
    with pytest.raises(ValueError, match="`lang` is not a known choice"):
        fr.expected_rates(LEXICON, "de")
    with pytest.raises(ValueError, match="`frequencies` is not a known choice"):
        fr.expected_rates(LEXICON, frequencies="lexique")
