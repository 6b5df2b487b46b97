"""What objects show of themselves, and tables for papers: informative, complete, and never markup."""

import re
from typing import Any

import pandas as pd
import pytest
from corpora import make_corpus

import framing as fr
from framing.analysis import analyse

HOSTILE = "<script>alert(1)</script>\u202e"


def _objects() -> dict[str, Any]:
    corpus = fr.corpus_from_frame([
        {"doc_id": HOSTILE, "outlet": HOSTILE, "lang": "fr", "title": HOSTILE * 20, "text": "La guerre dure."},
        {"doc_id": "b", "outlet": "B", "lang": "fr", "text": " "}])
    lexicon = fr.lexicon_from_dict({"war": ["guerre"], "<b>": ["paix"]}, lang="fr", name=HOSTILE)
    return {"Corpus": corpus, "ReadReport": corpus.report, "Tokens": fr.tokenize(corpus), "Lexicon": lexicon,
            "Analysis": analyse(corpus, [fr.lexicon_from_dict({"war": ["guerre"]}, lang="fr")])}


@pytest.fixture(scope="module")
def objects() -> dict[str, Any]:
    return _objects()


@pytest.mark.parametrize("name", ["Corpus", "ReadReport", "Tokens", "Lexicon", "Analysis"])
def test_an_object_shows_itself_in_any_theme(objects: dict[str, Any], name: str) -> None:
    page, text = objects[name]._repr_html_(), repr(objects[name])
    assert text.startswith(name)
    assert len(page) < 20_000
    assert not re.search(r"<(script|b)>|\u202e", page)
    # Every cell and the card itself bring both colours, so that the theme of the page cannot make them unreadable.
    styled = re.findall(r'<(?:div|th|td|caption) style="([^"]*)"', page)
    assert styled
    assert all(("color:" in style) == ("background:" in style) for style in styled)
    assert page.startswith('<div style="background:#ffffff;color:#1a1a1a')
    for number in re.findall(r"\d+", text.split("\n")[0]):
        assert number in page


def test_long_tables_are_cut_and_say_so() -> None:
    corpus = make_corpus({f"a{number}": ["Un."] for number in range(40)}, "fr")
    assert "10 of 40 rows" in corpus._repr_html_()
    assert corpus._repr_html_().count("<tr>") == 11


TABLE = pd.DataFrame({"group": ["a|b_c", "<i>"], "estimate": [1234.5, float("nan")], "ci_low": [-0.004, 2.0],
                      "n_articles": pd.array([1200, None], dtype="Int64"),
                      "period": pd.to_datetime(["2025-01-01", None]), "kept": [True, False]})


def test_markdown_is_aligned_escaped_and_written_in_the_language() -> None:
    lines = fr.to_markdown(TABLE, lang="fr", decimals=1, labels={"group": "titre", "a|b_c": "A|B"}).split("\n")
    assert lines[0] == r"| titre | estimate | ci\_low | n\_articles | period | kept |"
    assert lines[1] == "|---|---:|---:|---:|---|---|"
    assert lines[2] == "| A\\|B | 1\u202f234,5 | 0,0 | 1\u202f200 | 2025-01-01 | True |"
    assert lines[3] == "| &lt;i&gt; | – | 2,0 | – | – | False |"


def test_latex_is_aligned_and_escaped() -> None:
    text = fr.to_latex(TABLE.assign(group=["50 % & {x}_^~\\", "#1 $"]))
    assert text.startswith("\\begin{tabular}{lrrrll}\n\\hline\n")
    assert r"50 \% \& \{x\}\_\textasciicircum{}\textasciitilde{}\textbackslash{} & 1,234.50 &" in text
    assert r"\#1 \$ & – & 2.00 &" in text
    assert text.count(r"\\") == 3
    assert text.endswith("\\end{tabular}")


def test_a_named_index_is_written_and_a_nameless_one_is_not() -> None:
    assert fr.to_markdown(TABLE.set_index("group")[["kept"]]).startswith("| group | kept |")
    assert fr.to_markdown(TABLE[["kept"]]).startswith("| kept |")
    with pytest.raises(ValueError, match="`decimals`"):
        fr.to_latex(TABLE, decimals=-1)
    with pytest.raises(ValueError, match="`lang`"):
        fr.to_markdown(TABLE, lang="de")
    with pytest.raises(TypeError, match="`table`"):
        fr.to_markdown([1])


def _estimates() -> pd.DataFrame:
    nothing = float("nan")
    return pd.DataFrame({
        "group": [HOSTILE, "Le Phare"] * 2, "measure": ["conflict"] * 2 + ["mattr_25"] * 2,
        "unit": ["per 1,000 words"] * 2 + ["mean over articles"] * 2, "estimate": [1234.5, 3.2, 0.912, nothing],
        "ci_low": [900.0, nothing, 0.9, nothing], "ci_high": [1500.0, nothing, 0.92, nothing],
        "n_articles": [1212, 3, 1212, 0], "method": "95 % interval, articles resampled 2,000 times (studentized)"})


def test_estimates_are_shown_with_their_intervals_in_the_language_of_the_reader() -> None:
    given = _estimates()
    shown = fr.estimate_table(given, lang="fr", labels={"conflict": "Conflit"})
    pd.testing.assert_frame_equal(given, _estimates())
    assert list(shown.table.columns) == ["groupe", "mesure", "estimation", "intervalle", "unité", "articles"]
    assert shown.table["estimation"].tolist()[:2] == ["1\u202f234", "3"]
    assert shown.table["intervalle"].tolist() == ["900–1\u202f500", "–", "0,90–0,92", "–"]
    assert shown.table["estimation"].tolist()[2:] == ["0,91", "–"]
    assert "intervalle à 95\u00a0%" in shown.caption
    page, text = shown._repr_html_(), repr(shown)
    for seen in (page, text, shown.to_markdown()):
        assert "1\u202f234" in seen
        assert "\u202e" not in seen
        assert "intervalle à 95" in seen
    assert "<script" not in page + shown.to_markdown()
    assert shown.to_latex().startswith("\\begin{tabular}{llrrlr}\n\\hline\ngroupe & mesure")
    for style in re.findall(r'<(?:div|th|td|p) style="([^"]*)"', page):
        assert ("color:" in style) == ("background:" in style)


def test_long_tables_of_estimates_are_cut_and_say_so() -> None:
    many = pd.concat([_estimates().iloc[:1].assign(group=f"g{number}") for number in range(60)])
    shown = fr.estimate_table(many)
    assert (len(shown), shown._repr_html_().count("<tr>")) == (60, 41)
    assert "The first 40 of 60 rows." in repr(shown)
    with pytest.raises(KeyError, match="estimate_table"):
        fr.estimate_table(many.drop(columns="ci_low"))
