"""The report in a real Chromium: on a desk, on a phone and in print, for everybody, and without a way out."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browsing import SCREENSHOTS
from pypdf import PdfReader

import framing as fr
from framing.analysis import analyse

pytestmark = pytest.mark.browser

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"
AXE = "axe-core@4"
HOSTILE = ("<script>document.title='owned'</script>"
           "<img src=http://127.0.0.1:9/x onerror=\"document.title='owned'\">\u202e")
WIDTHS = {"desk": 1280, "phone": 390}
# Text cut off at the edge of what holds it. What scrolls on its own is not cut.
HIDDEN = """() => [...document.querySelectorAll('main *, header *, nav *, footer *')].filter(node =>
    !node.closest('.scroll') && node.getBoundingClientRect().right > innerWidth + 1)
    .map(node => node.outerHTML.slice(0, 120))"""


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


@pytest.fixture(scope="module", params=["demonstration", "hostile", pytest.param("article", marks=pytest.mark.shared)])
def page_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report: of the demonstration corpus in French, of hostile text in English, of one real article."""
    target = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    if request.param == "demonstration":
        return fr.report(analyse(fr.read_corpus(ARTICLES), lang="fr"), target)
    if request.param == "article":
        return fr.report(fr.read_corpus(request.getfixturevalue("shared") / "article" / "article.txt"), target)
    rows = [{"doc_id": f"{outlet}{number}", "outlet": outlet, "lang": "en", "title": HOSTILE,
             "text": f"{HOSTILE} The war budget failed, said {HOSTILE}."}
            for outlet in ("A", HOSTILE) for number in range(5)]
    return fr.report(fr.corpus_from_frame(pd.DataFrame(rows)), target, lang="en")


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_everybody_can_read_it(page_file: Path, width: int, axe: Path, chromium: Any,
                               keep_shot: Callable[[Any, str], None]) -> None:
    # The checker is a script: only for it is the policy of the page set aside.
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(HIDDEN) == []
    keep_shot(page, f"report_{page_file.stem}_{width}")
    page.add_script_tag(path=str(axe))
    for media, scheme in (("screen", "light"), ("screen", "dark"), ("print", "light")):
        page.emulate_media(media=media, color_scheme=scheme)
        result = page.evaluate("axe.run()")
        assert len(result["passes"]) > 10
        assert [(found["id"], found["nodes"][0]["html"]) for found in result["violations"]] == []
    context.close()


def test_it_prints_whole(page_file: Path, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    headings = page.locator("h1, h2").all_inner_texts()
    target = SCREENSHOTS / f"report_{page_file.stem}.pdf"
    target.parent.mkdir(exist_ok=True)
    page.pdf(path=str(target), format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm"))
    context.close()
    printed = PdfReader(target).pages
    texts = ["".join(sheet.extract_text().split()) for sheet in printed]
    pictures = sum(len(sheet.images) for sheet in printed)
    assert all(text or sheet.images for text, sheet in zip(texts, printed, strict=True))
    assert pictures == page_file.read_text(encoding="utf-8").count("<img ") > 0
    assert headings
    assert [heading for heading in headings if "".join(heading.split())[:60] not in "".join(texts)] == []
    # What is wider than the sheet is cut at its edge: A4 is 18 cm wide between these margins.
    context = chromium.new_context(viewport={"width": 680, "height": 900})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    context.close()


def test_it_asks_the_network_for_nothing_and_runs_nothing(page_file: Path, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script("window.refused = []; addEventListener('securitypolicyviolation', event =>"
                         " window.refused.push(event.blockedURI + ' ' + event.violatedDirective))")
    page.goto(page_file.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    assert page.evaluate("window.refused") == []
    assert page.title() != "owned"
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 1000)")
    assert page.locator("main img").count() >= 3
    context.close()


def test_the_policy_of_the_page_stops_what_is_put_into_it(page_file: Path, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(page_file.as_uri())
    page.evaluate("""() => {
        const image = document.createElement('img');
        image.src = 'http://127.0.0.1:9/x.png';
        const script = document.createElement('script');
        script.textContent = 'window.owned = 1';
        document.body.append(image, script);
    }""")
    page.wait_for_timeout(300)
    assert sum("Content Security Policy" in text for text in refused) >= 2, refused
    assert page.evaluate("window.owned") is None
    context.close()
