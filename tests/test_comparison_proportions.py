"""Wilson and exact Poisson intervals against computed oracles and scipy."""

import numpy as np
import pytest
from scipy import stats

import framing as fr


@pytest.mark.parametrize(("hits", "total", "expected"), [
    (35, 50, (0.5624965, 0.8089645)), (0, 20, (0.0, 0.1611251)), (12, 52, (0.1372426, 0.3613378)),
])
def test_wilson(hits: int, total: int, expected: tuple[float, float]) -> None:
    assert fr.wilson_interval(hits, total) == pytest.approx(expected, abs=1e-7)
    theirs = stats.binomtest(hits, total).proportion_ci(0.9, method="wilson")
    assert fr.wilson_interval(hits, total, confidence=0.9) == pytest.approx(tuple(theirs), abs=1e-9)


def test_wilson_at_its_edges() -> None:
    low, high = fr.wilson_interval([0, 20, 0], [20, 20, 0])
    assert low[0] == 0
    assert high[1] == 1
    assert np.isnan(low[2])
    assert np.isnan(high[2])
    assert high[0] == pytest.approx(1 - low[1])


@pytest.mark.parametrize(("hits", "words", "expected"), [
    (3, 52, (11.8975408, 168.6014052)), (0, 52, (0.0, 70.9399895)),
])
def test_poisson(hits: int, words: int, expected: tuple[float, float]) -> None:
    assert fr.poisson_interval(hits, words) == pytest.approx(expected, abs=1e-6)


def test_poisson_agrees_with_chi_squared_quantiles() -> None:
    hits = np.arange(1, 40)
    low, high = fr.poisson_interval(hits, 200, per=1, confidence=0.9)
    assert low == pytest.approx(stats.chi2.ppf(0.05, 2 * hits) / 400)
    assert high == pytest.approx(stats.chi2.ppf(0.95, 2 * hits + 2) / 400)


def test_poisson_without_words_is_undefined() -> None:
    assert np.isnan(fr.poisson_interval([0, 1], [0, 0])).all()


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="`hits` must not exceed `total`"):
        fr.wilson_interval(3, 2)
    with pytest.raises(ValueError, match="must not be negative"):
        fr.wilson_interval(-1, 2)
    with pytest.raises(ValueError, match="`hits` and `exposure` must not be negative"):
        fr.poisson_interval(-1, 2)
    with pytest.raises(ValueError, match="`confidence` must lie between 0 and 1"):
        fr.poisson_interval(1, 2, confidence=95.0)
