"""Speech under any typography: spans stand in their text, and the same words give the same spans."""

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

from framing.tokens import tokenize
from framing.voice import DIRECT, NARRATOR, REPORTED, find_speech, voice_of_tokens
from framing.voice.speech import COLUMNS, KINDS

_MARKS = st.sampled_from(list("«»“”„‟‹›‘’‚'\"＂—–-…:;,.?!()[]\u00a0\u202f\u2009 \n\t\u00ad\u200b"))
_STREWN = st.lists(st.one_of(_MARKS, st.text(max_size=6), st.sampled_from(
    ["Le maire a dit", "que", "selon Paul", "-t-il", "dit-il", "a-t-elle ajouté", "peut-on lire", "Pour Anne Roux,",
     "the mayor said", "that", "according to", "’s claim that", "« ", " »", "''", "``", "— ", "aurait été"])),
    max_size=24).map("".join)


@given(st.lists(_STREWN, min_size=1, max_size=4), st.sampled_from(["fr", "en", "de", "uk", "und"]))
def test_any_text_with_marks_strewn_in_is_read(paragraphs: list[str], lang: str) -> None:
    tokens = tokenize(make_corpus(paragraphs, lang))
    table, voice = find_speech(tokens), voice_of_tokens(tokens)
    assert tuple(table.columns) == COLUMNS
    assert set(table["kind"]) <= set(KINDS)
    assert len(voice) == len(tokens)
    assert set(np.unique(voice).tolist()) <= {NARRATOR, DIRECT, REPORTED}
    assert table[["par_id", "start"]].apply(tuple, axis=1).is_monotonic_increasing if len(table) else True
    for row in table.itertuples():
        assert 0 <= row.start < row.end <= len(paragraphs[row.par_id - 1])
        first, last = tokens.offsets[row.par_id - 1], tokens.offsets[row.par_id]
        assert first <= row.start_token < row.end_token <= last
        spans = tokens.spans(row.par_id - 1)
        assert spans[row.start_token - first][0] == row.start
        assert spans[row.end_token - first - 1][1] == row.end
        assert all(row.start <= start < end <= row.end for start, end in (*row.quoted, *row.incises))
        assert row.depth in (0, 1)


# « and » stand for the marks of a quote, ’ for an apostrophe; each template is one or two sentences.
_FRENCH = ("« {clause} », {verb} {name}.", "« {clause} », {verb}-t-elle.", "{name} {verb} : « {clause}. »",
           "« {clause}, {verb} {name}, {more}. »", "{name} {verb} que {clause}.", "{clause}, {verb} {name}.",
           "Selon {name}, {clause}.", "Selon {name}, « {clause} ».", "{clause} « {word} », {verb} {name}.",
           "Les « {word} » sont là. {clause}.", "« {clause}. » {more}.", "« {clause} », {verb} {name}. « {more}. »",
           "Pour {name}, l’eau est là et {clause}.", "{name} s’indigne que l’eau « {word} » {clause}.")
_ENGLISH = ("“{clause},” {verb} {name}.", "“{clause},” {name} {verb}.", "{name} {verb}: “{clause}.”",
            "“{clause},” {name} {verb}, “{more}.”", "{name} {verb} that {clause}.", "{clause}, {name} {verb}.",
            "According to {name}, {clause}.", "{name} {verb} the dam “{word}” again.",
            "The “{word}” are here. {clause}.", "“{clause}.” {more}.",
            "“{clause},” {verb} {name}. “{more}.”", "{name} {verb} it’s “{word}” and {clause}.")
_FILLINGS = {
    "fr": {"clause": ["L’eau monte encore ce soir", "Le pont n’a pas tenu", "On ne l’a pas vu"],
           "more": ["Il faudra qu’on parte", "La digue s’ouvre"], "name": ["Anne Roux", "le maire", "l’ingénieure"],
           "verb": ["affirme", "raconte", "ajoute"], "word": ["haute", "d’en bas", "sauveteurs"]},
    "en": {"clause": ["The water hasn’t stopped", "It’s over", "Nobody’s dam will hold"],
           "more": ["We can’t stay", "It breaks"], "name": ["Anna Rudd", "the mayor", "she"],
           "verb": ["said", "warned", "added"], "word": ["high", "won’t hold", "rescuers"]},
}


def _filled(lang: str, template: str) -> st.SearchStrategy[str]:
    return st.fixed_dictionaries({name: st.sampled_from(words) for name, words in _FILLINGS[lang].items()}).map(
        lambda words: template.format(**words))


_TEXTS = st.one_of([st.tuples(st.just(lang), st.lists(st.sampled_from(templates).flatmap(
    lambda template, lang=lang: _filled(lang, template)), min_size=1, max_size=3).map(" ".join))
    for lang, templates in (("fr", _FRENCH), ("en", _ENGLISH))])


def _written(text: str, opening: str, closing: str) -> str:
    for left, right in (("« ", " »"), ("“", "”")):
        text = text.replace(left, opening).replace(right, closing)
    return text


def _spans_by_letters(versions: list[str], lang: str) -> list[list[tuple[object, ...]]]:
    """Return the spans of each version by the letters before and in them, which no typography changes."""
    articles = {f"{number:02d}": [text] for number, text in enumerate(versions)}
    table: pd.DataFrame = find_speech(tokenize(make_corpus(articles, lang)))
    found: list[list[tuple[object, ...]]] = [[] for _ in versions]
    for row in table.itertuples():
        text = versions[int(row.doc_id)]
        letters = [sum(mark.isalnum() for mark in text[:place]) for place in (
            row.start, row.end, *(end for part in (*row.quoted, *row.incises) for end in part))]
        found[int(row.doc_id)].append((row.kind, row.speaker, row.cue_class, row.rule, *letters))
    return found


@given(_TEXTS)
def test_typography_changes_no_span(case: tuple[str, str]) -> None:
    lang, text = case
    versions = [_written(text, opening, closing) for opening, closing in (
        ("« ", " »"), ("«\u00a0", "\u00a0»"), ("«\u202f", "\u202f»"), ("«", "»"), ("“", "”"), ('"', '"'))]
    versions += [version.replace("’", "'") for version in versions]
    found = _spans_by_letters(versions, lang)
    assert [spans for spans in found if spans != found[0]] == []


@given(_TEXTS, st.integers(min_value=0, max_value=5))
def test_straight_and_oriented_marks_agree_where_one_is_missing(case: tuple[str, str], missing: int) -> None:
    lang, text = case
    oriented = _written(text, "“", "”")
    marks = [place for place, mark in enumerate(oriented) if mark in "“”"]
    if marks:
        lost = marks[missing % len(marks)]
        oriented = oriented[:lost] + oriented[lost + 1:]
    straight = oriented.replace("“", '"').replace("”", '"')
    found = _spans_by_letters([oriented, straight], lang)
    assert found[0] == found[1], oriented


@pytest.mark.parametrize(("text", "quoted"), [
    ("Le pont tient \" encore \", dit Luc.", "encore"), ("« Le pont tient \" encore ce soir », dit Luc.", "Le pont"),
])
def test_straight_marks_with_spaces_on_both_sides_take_turns(text: str, quoted: str) -> None:
    table = find_speech(tokenize(make_corpus([text], "fr")))
    assert quoted in text[table["start"].iat[0]:table["end"].iat[0]]
