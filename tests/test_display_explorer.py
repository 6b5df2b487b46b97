"""The explorer counts what `find_terms` finds, sends one page, and takes nothing from a page on trust."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from corpora import make_corpus

import framing as fr
from framing.tokens import Tokens

pytest.importorskip("anywidget", reason="anywidget is not installed: pip install 'media-framing[widget]'")

HOSTILE = "<script>alert(1)</script>\u202e"
SENT = ("words", "voices", "rows", "columns", "counts", "asked", "shown")


def _sent(widget: Any) -> int:
    return len(json.dumps({name: getattr(widget, name) for name in SENT}).encode())


def test_cells_count_what_is_found(demonstration: Tokens) -> None:
    widget = fr.explore(demonstration, "generic_news", lang="en")
    hits = fr.find_terms(demonstration, "generic_news")
    outlets = demonstration.corpus.documents["outlet"]
    assert widget.rows == sorted(set(outlets))
    lexicon = fr.load_lexicon("generic_news")
    for voice in ("all", "narrator", "direct", "reported"):
        part = hits if voice == "all" else hits[hits["voice"] == voice]
        table = pd.crosstab(part["doc_id"].map(outlets), part["category"])
        table = table.reindex(index=widget.rows, columns=list(lexicon.categories), fill_value=0)
        assert widget.counts[voice] == table.to_numpy().tolist()
    assert sum(map(sum, widget.counts["all"])) == len(hits) > 500


def test_pressing_reads_the_paragraphs_of_the_cell(demonstration: Tokens) -> None:
    widget = fr.explore(demonstration, "generic_news", lang="en")
    row, column = widget.rows.index("Le Fanal"), widget.columns.index("Conflict")
    read, pages = [], 1
    for page in range(1, 50):
        widget.asked = {"cell": [row, column], "voice": "narrator", "page": page}
        assert widget.shown["page"] == page
        read += widget.shown["paragraphs"]
        pages = widget.shown["pages"]
        if page == pages:
            break
    hits = fr.find_terms(demonstration, "generic_news", voice="narrator")
    wanted = hits[hits["doc_id"].str.startswith("fanal") & (hits["category"] == "conflict")]
    assert pages > 1
    assert len(read) == len(wanted[["doc_id", "par_id"]].drop_duplicates())
    marked = [text for one in read for text, kind, _ in one["pieces"] if kind == "hit"]
    assert sorted(marked) == sorted(wanted["text"])
    first = demonstration.corpus.paragraphs["text"].loc[tuple(wanted[["doc_id", "par_id"]].iloc[0])]
    assert "".join(text for text, _, _ in read[0]["pieces"]) == first
    assert widget.shown["said"].startswith("Le Fanal, Conflict, narrator. Hits: ")


def test_a_word_narrows_the_cell_and_follows_the_voice(demonstration: Tokens) -> None:
    widget = fr.explore(demonstration, "generic_news", lang="en")
    row, column = widget.rows.index("Le Fanal"), widget.columns.index("Conflict")
    hits = fr.find_terms(demonstration, "generic_news")
    hits = hits[hits["doc_id"].str.startswith("fanal") & (hits["category"] == "conflict")]
    words = hits["text"].str.lower().str.replace("’", "'")
    for voice in ("all", "narrator", "direct"):
        widget.asked = {"cell": [row, column], "voice": voice, "term": -1, "page": 1}
        shown = {word.lower(): int(label.split(": ")[1]) for _, word, label in widget.shown["terms"]}
        counted = words[(hits["voice"] == voice) | (voice == "all")].value_counts()
        assert 3 < len(shown) <= 20
        assert shown == counted[list(shown)].to_dict()
        assert counted.drop(list(shown)).max() <= min(shown.values()) or len(shown) == len(counted)
        assert (f"and {len(counted) - len(shown)} more words" if len(counted) > 20 else "") == widget.shown["more"]
    number, word, _ = widget.shown["terms"][0]
    widget.asked = {"cell": [row, column], "voice": "all", "term": number, "page": 1}
    marked = [text.lower() for one in widget.shown["paragraphs"] for text, kind, _ in one["pieces"] if kind == "hit"]
    assert set(marked) == {word.lower()}
    assert len(marked) == (words == word.lower()).sum()
    assert f"Conflict ({word})" in widget.shown["said"]
    widget.asked = {"cell": [row, widget.columns.index("Morality")], "voice": "all", "term": number, "page": 1}
    assert (widget.shown["paragraphs"], widget.shown["terms"][-1][2]) == ([], f"{word}: 0")


def test_words_are_told_apart_as_readers_would() -> None:
    lexicon = fr.lexicon_from_dict({"war": ["état d'urgence", "état* de guerre", "guerre"]}, lang="fr")
    texts = ["L’état d’urgence. L'État d'urgence. Un état de guerre, des états de guerre. Guerre ! La guerre."]
    widget = fr.explore(fr.tokenize(make_corpus(texts, "fr", outlet="A")), lexicon)
    assert [label for _, _, label in widget.shown["terms"]] == [
        "guerre\u00a0: 2", "état d'urgence\u00a0: 2", "état de guerre\u00a0: 1", "états de guerre\u00a0: 1"]
    assert "guerre\u00a0: 2, état d&#x27;urgence\u00a0: 2" in widget._repr_mimebundle_()[0]["text/html"]


def test_a_name_keeps_its_capital_and_a_word_that_opened_a_sentence_once_does_not() -> None:
    lexicon = fr.lexicon_from_dict({"place": ["mirna", "port de mirna", "war"]}, lang="en")
    texts = ["Mirna waits. MIRNA waits for war. War came to Mirna.", "The Port de Mirna. War, war."]
    widget = fr.explore(fr.tokenize(make_corpus(texts, "en", outlet="A")), lexicon)
    assert {label for _, _, label in widget.shown["terms"]} == {"Mirna: 3", "Port de Mirna: 1", "war: 4"}
    number = next(number for number, word, _ in widget.shown["terms"] if word == "Mirna")
    widget.asked = {"cell": [0, 0], "voice": "all", "term": number, "page": 1}
    marked = [text for one in widget.shown["paragraphs"] for text, kind, _ in one["pieces"] if kind == "hit"]
    assert marked == ["Mirna", "MIRNA", "Mirna"]


def test_a_word_of_a_megabyte_is_cut() -> None:
    corpus = make_corpus(["war" + "a" * 1_000_000], "en", outlet="A")
    widget = fr.explore(fr.tokenize(corpus), fr.lexicon_from_dict({"war": ["war*"]}, lang="en"))
    assert max(len(label) for _, _, label in widget.shown["terms"]) < 250
    widget.asked = {"cell": [0, 0], "voice": "all", "term": 0, "page": 1}
    assert len(widget.shown["said"]) < 400
    assert _sent(widget) < 20_000


@pytest.mark.parametrize("asked", [{}, {"cell": [0, 99], "voice": "all", "page": 1},
                                   {"cell": [-1, 0], "voice": "all", "page": 1},
                                   {"cell": ["0", 0], "voice": "all", "page": 1},
                                   {"cell": [0, 0], "voice": "loud", "page": 1},
                                   {"cell": [0, 0], "voice": "all", "page": 1, "term": 99},
                                   {"cell": [0, 0], "voice": "all", "page": 1, "term": True},
                                   {"cell": [0, 0], "voice": "all", "page": True},
                                   {"cell": [0, 0], "voice": "all", "page": "1"}])
def test_what_a_page_asks_is_checked(asked: dict[str, Any]) -> None:
    widget = fr.explore(fr.tokenize(make_corpus(["La crise divise."], "fr", outlet="A")), "generic_news")
    widget.asked = asked
    assert widget.shown["paragraphs"] == []
    widget.asked = {"cell": [0, 0], "voice": "all", "page": 10_000}
    assert widget.shown["page"] == 1


def test_without_trust_it_is_plain_html_and_hostile_text_is_text() -> None:
    corpus = make_corpus({HOSTILE: [f"{HOSTILE} La crise."]}, "fr", outlet=HOSTILE)
    widget = fr.explore(fr.tokenize(corpus), fr.lexicon_from_dict({"<b>": ["crise"]}, lang="fr"))
    data, _ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == "Explorer by outlet. Hits: 1; groups: 1; categories: 1"
    assert "<script" not in data["text/html"]
    assert "&lt;script&gt;" in data["text/html"]
    assert "crise" in data["text/html"]
    assert "\u202e" not in data["text/html"] + json.dumps(widget.shown, ensure_ascii=False) + widget.rows[0]
    script = Path(fr.display.__file__).with_name("explorer.js").read_text(encoding="utf-8")
    assert "textContent" in script
    assert not [word for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "http") if word in script]


def test_large_corpora_stay_light() -> None:
    rain = "Il pleut sur le port. " * 12
    texts = [f"La crise {number} divise le pays, dit la maire. {rain}" for number in range(50)]
    corpus = make_corpus({f"a{number}": texts for number in range(100)}, "fr", outlet="A")
    tokens = fr.tokenize(corpus)
    widget = fr.explore(tokens, "generic_news")
    assert _sent(widget) + len(widget._repr_mimebundle_()[0]["text/html"]) < 60_000
    assert len(fr.highlight(tokens, "generic_news", per_page=10_000).html.encode()) < 2_000_000


def test_what_cannot_be_explored_is_refused(demonstration: Tokens) -> None:
    with pytest.raises(KeyError, match="no column 'paper'"):
        fr.explore(demonstration, "generic_news", by="paper")
    with pytest.raises(ValueError, match="`lang`"):
        fr.explore(demonstration, "generic_news", lang="de")
    many = fr.tokenize(make_corpus({f"a{number}": ["Crise."] for number in range(201)}, "fr"))
    with pytest.raises(ValueError, match="too many groups"):
        fr.explore(many, "generic_news", by=pd.Series(many.corpus.documents.index, many.corpus.documents.index))
