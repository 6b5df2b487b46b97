"""Diversity indices against published formulas, other programs' numbers and plain loops."""

from itertools import pairwise
from math import comb, nan

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.measures.diversity import Occurrences, hdd, mattr, msttr, mtld, occurrences_of, yule_k

SENTENCE = "the cat sat on the mat the dog sat on the log and the cat saw the dog"
TEXTS = {
    "EN": SENTENCE.split(),
    "SEQ": [i * i % 23 for i in range(120)],
    "SEQ2": [(i * i + 3 * i) % 97 for i in range(150)],
    "ALT": ["a", "b"] * 5,
    "UNI": list(range(20)),
}
# Computed with koRpus and quanteda.textstats (R); lexicalrichness agrees but for MSTTR of SEQ (0.80, it drops
# the last segment) and UNI (MTLD 20, where koRpus says infinite and taaled 0).
ORACLES = [
    ("EN", "V", 9), ("EN", "K", 1172.8395062), ("EN", "mattr10", 0.7111111), ("EN", "msttr10", 0.6),
    ("EN", "hdd10", 0.6488688), ("EN", "hdd42", nan), ("EN", "mtld", 10.201002),
    ("SEQ", "V", 12), ("SEQ", "K", 763.8888889), ("SEQ", "mattr10", 0.8063063), ("SEQ", "mattr50", 0.24),
    ("SEQ", "msttr10", 0.7833333), ("SEQ", "hdd10", 0.7115983), ("SEQ", "hdd42", 0.2815949),
    ("SEQ", "mtld", 12.0),
    ("SEQ2", "V", 49), ("SEQ2", "K", 140.4444444), ("SEQ2", "mattr10", 0.958156),
    ("SEQ2", "mattr50", 0.7546535), ("SEQ2", "msttr10", 0.9333333), ("SEQ2", "hdd10", 0.9377202),
    ("SEQ2", "hdd42", 0.7402384), ("SEQ2", "mtld", 55.925666),
    ("ALT", "V", 2), ("ALT", "K", 4000.0), ("ALT", "mattr10", 0.2), ("ALT", "msttr10", 0.2),
    ("ALT", "hdd10", 0.2), ("ALT", "hdd42", nan), ("ALT", "mtld", 3.3333333),
    ("UNI", "V", 20), ("UNI", "K", 0.0), ("UNI", "mattr10", 1.0), ("UNI", "msttr10", 1.0),
    ("UNI", "hdd10", 1.0), ("UNI", "hdd42", nan), ("UNI", "mtld", nan),
]
MEASURES = {
    "V": Occurrences.n_types,
    "K": yule_k,
    "mattr10": lambda words: mattr(words, window=10),
    "mattr50": lambda words: mattr(words, window=50),
    "msttr10": lambda words: msttr(words, window=10),
    "hdd10": lambda words: hdd(words, draws=10),
    "hdd42": lambda words: hdd(words, draws=42),
    "mtld": mtld,
}

paragraphs = st.lists(st.lists(st.integers(0, 12), max_size=60), max_size=8)


def occurrences(texts: list[list[object]]) -> Occurrences:
    number: dict[object, int] = {}
    ids = [number.setdefault(word, len(number)) for text in texts for word in text]
    return occurrences_of(np.array(ids, dtype=np.int32), np.cumsum([0, *map(len, texts)]))


@pytest.mark.parametrize(("text", "measure", "expected"), ORACLES)
def test_oracles(text: str, measure: str, expected: float) -> None:
    value = MEASURES[measure](occurrences([TEXTS[text]]))
    assert value.tolist() == pytest.approx([expected], abs=1e-6, rel=1e-7, nan_ok=True)


def test_texts_side_by_side_measure_like_texts_alone() -> None:
    together = occurrences([TEXTS["EN"], [], TEXTS["SEQ"], TEXTS["ALT"], [], TEXTS["SEQ2"], TEXTS["UNI"]])
    for name, measure in MEASURES.items():
        found = dict(zip(["EN", "", "SEQ", "ALT", "", "SEQ2", "UNI"], measure(together), strict=True))
        for text, key, expected in ORACLES:
            if key == name:
                assert found[text] == pytest.approx(expected, abs=1e-6, rel=1e-7, nan_ok=True)


def test_one_word_short_is_undefined() -> None:
    words = occurrences([list(range(24)), list(range(25)), [0] * 25])
    for value in (mattr(words, window=25), msttr(words, window=25), hdd(words, draws=25)):
        assert value.tolist() == pytest.approx([nan, 1, 0.04], nan_ok=True)


def test_mtld_needs_a_whole_factor_unless_told_otherwise() -> None:
    # Ten words, one repeated: ratio 0.9 at the end, 0.1 / 0.28 of a factor in both directions.
    words = occurrences([[*range(9), 0]])
    assert np.isnan(mtld(words)).all()
    assert mtld(words, allow_partial=True).tolist() == pytest.approx([28.0])
    assert np.isnan(mtld(occurrences([list(range(30))]), allow_partial=True)).all()


def test_mtld_factor_at_exactly_the_threshold_stays_open() -> None:
    # 25 words, 18 types, the repetitions last: the ratio ends on 0.72 and never goes below.
    words = occurrences([[*range(18), *range(7)]])
    assert np.isnan(mtld(words)).all()
    assert mtld(words, allow_partial=True).tolist() == pytest.approx([25.0])
    # One repetition more tips it over.
    assert mtld(occurrences([[*range(18), *range(8)]])).tolist() == pytest.approx([26.0])


def test_mtld_minimum_counts_words() -> None:
    words = occurrences([[1, 1] * 50, [1, 1, 1] * 33])
    assert mtld(words, min_words=100).tolist() == pytest.approx([2.0, nan], nan_ok=True)


def test_no_text_at_all() -> None:
    for measure in MEASURES.values():
        assert len(measure(occurrences([]))) == 0


# The definitions once more, as plain loops.

def naive_ttr(text: list[int]) -> float:
    return len(set(text)) / len(text)


def naive_mattr(text: list[int], window: int) -> float:
    windows = [naive_ttr(text[i:i + window]) for i in range(len(text) - window + 1)]
    return sum(windows) / len(windows) if windows else nan


def naive_msttr(text: list[int], window: int) -> float:
    edges = range(0, len(text) + 1, window)
    segments = [naive_ttr(text[first:last]) for first, last in pairwise(edges)]
    return sum(segments) / len(segments) if segments else nan


def naive_hdd(text: list[int], draws: int) -> float:
    if len(text) < draws:
        return nan
    missed = [comb(len(text) - text.count(word), draws) / comb(len(text), draws) for word in set(text)]
    return sum(1 - share for share in missed) / draws


def naive_yule(text: list[int]) -> float:
    squares = sum(text.count(word) ** 2 for word in set(text))
    return 1e4 * (squares - len(text)) / len(text) ** 2 if text else nan


def naive_factors(text: list[int]) -> tuple[int, float]:
    factors, stretch = 0, []
    for word in text:
        stretch.append(word)
        if 100 * len(set(stretch)) < 72 * len(stretch):
            factors, stretch = factors + 1, []
    return factors, (1 - naive_ttr(stretch)) / 0.28 if stretch else 0


def naive_mtld(text: list[int], allow_partial: bool) -> float:
    values = []
    for whole, rest in (naive_factors(text), naive_factors(text[::-1])):
        if whole + rest == 0 or (whole == 0 and not allow_partial):
            return nan
        values.append(len(text) / (whole + rest))
    return sum(values) / 2


@given(paragraphs, st.integers(2, 12))
@example([[], [1], []], 2)
def test_windows_equal_plain_loops(texts: list[list[int]], window: int) -> None:
    words = occurrences(texts)
    assert mattr(words, window=window) == pytest.approx([naive_mattr(t, window) for t in texts], nan_ok=True)
    assert msttr(words, window=window) == pytest.approx([naive_msttr(t, window) for t in texts], nan_ok=True)
    assert hdd(words, draws=window) == pytest.approx([naive_hdd(t, window) for t in texts], nan_ok=True)


@given(paragraphs, st.booleans())
def test_mtld_and_yule_equal_plain_loops(texts: list[list[int]], allow_partial: bool) -> None:
    words = occurrences(texts)
    expected = [naive_mtld(text, allow_partial) for text in texts]
    assert mtld(words, allow_partial=allow_partial) == pytest.approx(expected, nan_ok=True)
    assert yule_k(words) == pytest.approx([naive_yule(text) for text in texts], nan_ok=True)


@given(paragraphs)
def test_occurrences_equal_plain_loops(texts: list[list[int]]) -> None:
    words = occurrences(texts)
    previous = [max((k for k in range(i) if text[k] == text[i]), default=-1) for text in texts
                for i in range(len(text))]
    following = [min((k for k in range(i + 1, len(text)) if text[k] == text[i]), default=-1) for text in texts
                 for i in range(len(text))]
    assert words.previous.tolist() == previous
    assert words.following.tolist() == following
    assert words.n_types().tolist() == [len(set(text)) for text in texts]
    assert words.n_hapaxes().tolist() == [sum(text.count(word) == 1 for word in text) for text in texts]


@given(st.lists(st.integers(0, 30), min_size=25, max_size=300))
def test_bounds(text: list[int]) -> None:
    words = occurrences([text])
    for value in (mattr(words, window=25), msttr(words, window=25), hdd(words, draws=25)):
        assert 0 < value[0] <= 1
    assert hdd(words, draws=len(text))[0] == pytest.approx(naive_ttr(text))
    assert mattr(words, window=len(text))[0] == pytest.approx(naive_ttr(text))


def test_arrays_given_are_not_written_to() -> None:
    ids, offsets = np.array([3, 1, 3, 2], dtype=np.int32), np.array([0, 2, 4])
    ids.setflags(write=False)
    offsets.setflags(write=False)
    words = occurrences_of(ids, offsets)
    for measure in MEASURES.values():
        measure(words)
    assert ids.tolist() == [3, 1, 3, 2]
