"""Small corpora written for the tests, and the profiles of hypothesis."""

from collections.abc import Callable
from pathlib import Path

import pytest
from corpora import make_corpus
from hypothesis import HealthCheck, settings

from framing.corpus import Corpus
from framing.reading import read_corpus
from framing.tokens import Tokens, tokenize

SHARED = Path(__file__).resolve().parents[2] / "shared"

settings.register_profile("ci", max_examples=60, deadline=None, derandomize=True,
                          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
settings.load_profile("ci")


@pytest.fixture
def corpus_of() -> Callable[..., Corpus]:
    """Factory of hand-made corpora."""
    return make_corpus


@pytest.fixture
def tokens_of() -> Callable[..., Tokens]:
    """Factory of tokens of hand-made corpora."""
    return lambda *arguments, **columns: tokenize(make_corpus(*arguments, **columns))


@pytest.fixture(scope="session")
def demonstration() -> Tokens:
    """Tokens of the demonstration corpus."""
    return tokenize(read_corpus(Path(__file__).resolve().parents[1] / "data" / "articles"))


@pytest.fixture
def shared() -> Path:
    """Folder of measuring material beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("measures on material beside the repository, which is not there")
    return SHARED
