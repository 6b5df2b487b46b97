"""Voice on cases and codings beside the repository: what must be found there, and what must not."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from corpora import make_corpus

from framing.tokens import tokenize
from framing.voice import find_speech

yaml = pytest.importorskip("yaml", reason="the cases beside the repository are YAML; PyYAML is not installed")
pytestmark = pytest.mark.shared

SPEAKING = ("direct", "mixed", "indirect", "prepositional", "act")


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _forms(table: pd.DataFrame, paragraphs: list[str]) -> list[tuple[str, str]]:
    """Return (kind, text) of every span and of every part of it between marks."""
    found = []
    for row in table.itertuples():
        text = paragraphs[row.par_id - 1]
        found += [(row.kind, text[start:end]) for start, end in ((row.start, row.end), *row.quoted)]
    return found


def _cases(shared: Path) -> list[dict[str, Any]]:
    return yaml.safe_load((shared / "methods" / "voice_testbench.yaml").read_text(encoding="utf-8"))


def _letters(text: str) -> str:
    return "".join(mark for mark in text.casefold() if mark.isalnum())


def test_cases(shared: Path) -> None:
    found, missed = {"direct": 0, "mixed": 0, "indirect": 0, "scare": 0, "title": 0}, []
    expected = dict.fromkeys(found, 0)
    for case in _cases(shared):
        paragraphs = _paragraphs(case["text"])
        forms = _forms(find_speech(tokenize(make_corpus(paragraphs, case["lang"]))), paragraphs)
        for quote in case["expected"]["quotes"]:
            kind = quote["type"].removesuffix("_act")
            if quote.get("ambiguous") or kind not in expected:
                continue
            expected[kind] += 1
            kinds = SPEAKING[2:] if kind == "indirect" else (kind,)
            if any(one in kinds and _letters(text) == _letters(quote["text"]) for one, text in forms):
                found[kind] += 1
            else:
                missed.append((case["id"], quote["text"]))
    assert expected["direct"] > 10
    assert {kind: found[kind] for kind in ("direct", "mixed", "scare", "title")} == {
        kind: expected[kind] for kind in ("direct", "mixed", "scare", "title")}, missed
    assert found["indirect"] >= 0.85 * expected["indirect"], missed


def test_cases_without_speech(shared: Path) -> None:
    silent = [case for case in _cases(shared) if not case["expected"]["quotes"]]
    assert len(silent) > 5
    for case in silent:
        table = find_speech(tokenize(make_corpus(_paragraphs(case["text"]), case["lang"])))
        assert not table["kind"].isin([*SPEAKING, "scare", "title"]).any(), case["id"]
        if "hearsay_conditional" in case["expected"]:
            assert (table["kind"] == "hearsay").any() == (
                case["expected"]["hearsay_conditional"] or "hearsay_marker" in case["expected"]
                or "allegedly" in case["text"]), case["id"]


def test_speakers_of_cases(shared: Path) -> None:
    asked, right = 0, 0
    for case in _cases(shared):
        paragraphs = _paragraphs(case["text"])
        table = find_speech(tokenize(make_corpus(paragraphs, case["lang"])))
        said = {_letters(speaker) for speaker in table["speaker"]}
        for quote in case["expected"]["quotes"]:
            if quote.get("speaker") and not quote.get("ambiguous"):
                asked += 1
                right += _letters(quote["speaker"]) in said
    assert asked > 20
    assert right == asked


def test_the_coded_article(shared: Path) -> None:
    gold = yaml.safe_load((shared / "methods" / "seed_voice_gold.yaml").read_text(encoding="utf-8"))["spans"]
    paragraphs = _paragraphs((shared / "article" / "article.txt").read_text(encoding="utf-8"))
    table = find_speech(tokenize(make_corpus(paragraphs, "fr")))
    assert len(gold) == 14
    right = 0
    for span in gold:
        start = paragraphs[span["paragraph"] - 1].index(span["text"])
        overlaps = [(_overlap((start, start + len(span["text"])), part), row.speaker)
                    for row in table[table["par_id"] == span["paragraph"]].itertuples()
                    for part in ((row.start, row.end), *row.quoted)]
        best, speaker = max(overlaps)
        assert best >= 0.5, span["text"]
        right += bool(_content(speaker) & _content(span["speaker"]))
    assert right >= 11
    unclosed = table[~table["closed"]]
    assert unclosed["par_id"].tolist() == [4]
    assert unclosed["end"].iat[0] == len(paragraphs[3].rstrip())


def _content(phrase: str) -> set[str]:
    return set(re.findall(r"\w+", phrase.casefold())) - {"le", "la", "les", "l", "de", "du", "des", "et"}


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / (max(one[1], other[1]) - min(one[0], other[0]))
