"""The report in a real Chromium: on a desk, on a phone and in print, for everybody, and without a way out."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing as fr
from framing.analysis import analyse

pytestmark = pytest.mark.browser

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"
AXE = "axe-core@4"
HOSTILE = ("<script>document.title='owned'</script>"
           "<img src=http://127.0.0.1:9/x onerror=\"document.title='owned'\">\u202e")
WIDTHS = {"desk": 1280, "phone": 390}


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accessibility checker, fetched by npm into a temporary folder."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: it fetches axe-core, which checks accessibility")
    folder = tmp_path_factory.mktemp("axe")
    done = subprocess.run([npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), AXE],
                          capture_output=True, text=True, check=False, timeout=120)
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if done.returncode or not script.exists():
        pytest.skip(f"npm could not fetch {AXE}: {done.stderr.strip()[-200:]}")
    return script


@pytest.fixture(scope="session", params=["demonstration", "hostile"])
def page_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report: of the demonstration corpus in French, or of hostile text in English."""
    target = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    if request.param == "demonstration":
        return fr.report(analyse(fr.read_corpus(ARTICLES), lang="fr"), target)
    rows = [{"doc_id": f"{outlet}{number}", "outlet": outlet, "lang": "en", "title": HOSTILE,
             "text": f"{HOSTILE} The war budget failed, said {HOSTILE}."}
            for outlet in ("A", HOSTILE) for number in range(5)]
    return fr.report(fr.corpus_from_frame(pd.DataFrame(rows)), target, lang="en")


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_everybody_can_read_it(page_file: Path, width: int, axe: Path, chromium: Any) -> None:
    # The checker is a script: only for it is the policy of the page set aside.
    page = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(path=str(axe))
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        result = page.evaluate("axe.run()")
        assert len(result["passes"]) > 10
        assert [(found["id"], found["nodes"][0]["html"]) for found in result["violations"]] == []


def test_it_asks_the_network_for_nothing_and_runs_nothing(page_file: Path, chromium: Any,
                                                          keep_shot: Callable[[Any, str], None]) -> None:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(page_file.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    assert page.title() != "owned"
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 1000)")
    assert page.locator("main img").count() >= 3
    keep_shot(page, f"report_{page_file.stem}")


def test_the_policy_of_the_page_stops_what_is_put_into_it(page_file: Path, chromium: Any) -> None:
    page = chromium.new_context().new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(page_file.as_uri())
    page.evaluate("""() => {
        const image = document.createElement('img');
        image.src = 'http://127.0.0.1:9/x.png';
        document.body.append(image);
    }""")
    page.wait_for_timeout(300)
    assert any("Content Security Policy" in text for text in refused), refused
