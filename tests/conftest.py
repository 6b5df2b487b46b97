"""Small corpora written for the tests, and the profiles of hypothesis."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import SCREENSHOTS
from corpora import make_corpus
from hypothesis import HealthCheck, settings

from framing.corpus import Corpus
from framing.reading import read_corpus
from framing.tokens import Tokens, tokenize

CHROMIUM_ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
                      "--disable-background-networking")
ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

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
    return tokenize(read_corpus(ROOT / "data" / "articles"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of measuring material beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("measures on material beside the repository, which is not there")
    return SHARED


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless Chromium; skipped, with the reason, where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: "
                                     "`python run.py test-browser` installs it")
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    binary = next(filter(None, map(shutil.which, names)), None)
    with playwright.sync_playwright() as driver:
        binary = binary or driver.chromium.executable_path
        if not Path(binary).exists():
            pytest.skip("no Chromium here: `apt-get install chromium` or `playwright install chromium`")
        browser = driver.chromium.launch(executable_path=binary, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def keep_shot() -> Callable[[Any, str], None]:
    """Keep a picture of a page in `screenshots/`, where git does not look."""
    SCREENSHOTS.mkdir(exist_ok=True)
    return lambda page, name: page.screenshot(path=str(SCREENSHOTS / f"{name}.png"))
