"""The summary says what the tables say, escapes what articles bring, and claims nothing more."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.analysis import Analysis, analyse
from framing.reading.cleaning import clean_text
from framing.summary.reasons import reason_in

LEXICON = fr.lexicon_from_dict({"war": ["guerre*", "front"], "peace": ["paix"], "flood": ["crue"]}, lang="fr")
TEXT = "« La guerre dure », a dit la maire. La paix vient, le front recule ; guerre et guerres."


def _analyse(outlets: list[str | None], text: str = TEXT, lang: str = "fr") -> Analysis:
    rows = [{"doc_id": f"a{number}", "outlet": outlet, "lang": "fr", "text": text}
            for number, outlet in enumerate(outlets)]
    return analyse(fr.corpus_from_frame(pd.DataFrame(rows)), [LEXICON], lang=lang)


def _table(summary: str) -> list[list[str]]:
    """Return the cells of the estimates, header and rule left out."""
    part = summary.split("## Estimates")[-1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def test_terms_are_counted_and_sorted_with_ties_by_name() -> None:
    summary = _analyse([None], lang="en").summary
    assert "- **war:** 4 (guerre 2, front 1, guerres 1)" in summary
    assert "- **peace:** 1 (paix 1)" in summary
    assert "Categories without a single hit: flood." in summary
    assert "16 words in 1 measured paragraph." in summary


def test_every_row_of_the_table_is_an_estimate() -> None:
    analysis = _analyse(["A"] * 6 + ["B"] * 6, lang="en")
    shown = analysis.estimates[analysis.estimates["measure"] != "flood"]
    rows = _table(analysis.summary)
    assert len(rows) == len(shown) > 20
    for cells, row in zip(rows, shown.itertuples(), strict=True):
        assert cells[0] == row.lang == "fr"
        assert (cells[1], cells[2]) == (row.voice, row.group)
        assert cells[4] == ("none" if pd.isna(row.estimate) else f"{row.estimate:.2f}")
        assert (cells[6] == "none") == pd.isna(row.ci_low)
        assert cells[7] == str(row.n_articles)


@pytest.mark.parametrize(("outlets", "words"), [
    ([None], "There is one article"),
    ([None, None], "Nothing names groups of articles (no outlet)"),
    (["A", "A", "B"], "Groups with fewer than five articles are described"),
])
def test_what_cannot_be_compared_is_said(outlets: list[str | None], words: str) -> None:
    summary = _analyse(outlets, lang="en").summary
    notes = summary.split("## How to read this")[1]
    assert words in notes
    others = {"There is one article", "Nothing names groups of articles", "Groups with fewer"} - {words[:20]}
    assert sum(other in notes for other in others) <= 1
    assert "proxies" in notes


def test_enough_articles_in_named_groups_need_no_excuse() -> None:
    notes = _analyse(["A"] * 6 + ["B"] * 6, lang="en").summary.split("## How to read this")[1]
    assert not any(words in notes for words in ("There is one article", "Nothing names", "fewer than five"))


def test_text_of_articles_is_no_markup() -> None:
    hostile = "<b>*A*</b>|[x](y)`_"
    summary = _analyse([hostile] * 6, lang="en").summary
    assert hostile not in summary
    assert "<b>" not in summary
    assert r"&lt;b&gt;\*A\*&lt;/b&gt;\|\[x\](y)\`\_" in summary
    assert {len(cells) for cells in _table(summary)} == {8}


def test_nothing_found_is_said() -> None:
    summary = _analyse([None], text="Il pleut sur la ville et les toits.", lang="en").summary
    assert "No term of the lexicon was found." in summary


def test_french_summary_has_french_numbers_and_spaces() -> None:
    summary = _analyse(["A"] * 6).summary
    assert "# Résumé de l’analyse" in summary
    own_words = summary.split("### ")[0]  # what the cards of the lists say of themselves is in English
    assert not re.search(r" [:;?!»%]", own_words)
    assert len(own_words) > 1000
    row = next(line for line in summary.splitlines() if "mots cités" in line)
    assert re.search(r"\| \d+,\d\d \|", row)
    assert "## Figures" in summary
    assert summary.count("](figures/") == len(_analyse(["A"] * 6).charts) > 1


def _reasons() -> Iterator[str]:
    """Find what the readers can refuse or note, in their sources; `1` stands for what varies."""
    place = {"Note": 0, "Refusal": 1, "ParsedDate": 1, "message": 1}
    for path in (Path(fr.__file__).parent / "reading").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and len(call.args) > 1 - (
                    call.func.id == "Note") and call.func.id in place:
                where = call.args[0]
                of_a_file = path.parent.name in ("web", "wires", "exports") or path.stem in (
                    "archives", "workbooks", "markup", "pdf", "rich_text")
                decoding = isinstance(where, ast.Constant) and where.value == "decode"
                if call.func.id == "message" and not of_a_file and not decoding:
                    continue
                given = call.args[place[call.func.id]]
                for part in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
                    if isinstance(part, ast.Constant):
                        yield str(part.value)
                    elif isinstance(part, ast.JoinedStr):
                        yield "".join(str(one.value) if isinstance(one, ast.Constant) else "1" for one in part.values)


def test_every_reason_of_the_readers_has_french_words() -> None:
    reasons = {reason for reason in _reasons() if reason and not reason.startswith("`")}
    reasons |= {note.note for note in clean_text("Ã©t &amp; c½ur fini.Encore \x92\x00\ud800 e\u0301")[1]}
    assert len(reasons) > 70
    assert [reason for reason in sorted(reasons) if "«" in reason_in("fr", reason)] == []


def test_a_french_summary_says_in_french_what_was_refused(tmp_path: Path) -> None:
    for name, text in {"a.txt": TEXT, "b.txt": "", "metadata.csv": "file,outlet\nx,Quai\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    summary = analyse(fr.read_corpus(tmp_path), [LEXICON], lang="fr").summary
    assert "fichier vide 1" in summary
    assert "fichier sans ligne dans le tableau de métadonnées 2" in summary
    assert "empty file" not in summary


def test_signs_that_the_font_has_not_stop_no_report(tmp_path: Path) -> None:
    lexicon = fr.lexicon_from_dict({"🔥": ["guerre*"], "和平": ["paix"]}, lang="fr")
    rows = [{"doc_id": f"a{number}", "outlet": outlet, "lang": "fr", "text": TEXT}
            for number, outlet in enumerate(["日報", "صحيفة"])]
    # Here every warning is an error.
    page = fr.report(fr.corpus_from_frame(rows), tmp_path / "page.html", lexicon=lexicon).read_text(encoding="utf-8")
    assert all(sign in page for sign in ("🔥", "日報"))


def test_one_article_is_promised_no_interval_and_named_by_its_title() -> None:
    row = {"doc_id": "article", "title": "Le front recule", "lang": "fr", "text": "La guerre dure. " * 1_200}
    analysis = analyse(fr.corpus_from_frame([row]), [LEXICON], lang="fr")
    told = analysis.summary.replace("\u202f", " ").replace("\u00a0", " ")
    assert analysis.estimates["ci_low"].isna().all()
    assert "Estimations, sans intervalle" in told
    assert "intervalles à 95 %" not in told
    assert analysis.charts["frames_fr"].alt.startswith("Graphique à points, sans intervalle")
    assert "Barre" not in analysis.charts["frames_fr"].caption
    assert "au fil de l’article « Le front recule »" in told
    assert "1 200 (guerre 1 200)" in told
