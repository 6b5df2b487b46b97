"""The built pages in a real Chromium: on a desk and on a phone, light and dark, for everybody, without a network."""

from pathlib import Path
from typing import Any

import pytest
from test_browser_report import WIDTHS, axe

pytestmark = pytest.mark.browser

# The checker is the report's; a fixture is found where its name stands.
checker = axe
PAGES = Path(__file__).resolve().parents[1] / "docs" / "_build" / "html"
KINDS = ("index", "notebooks/03_frames_by_outlet", "how-to/europresse", "concepts/rates", "api/index",
         "api/compare_rates", "api/Lexicon", "measures", "lexicons/generic_news", "gallery", "command")
GRAVE = ("serious", "critical")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_everybody_can_read_the_pages(width: int, scheme: str, checker: Path, chromium: Any) -> None:
    if not (PAGES / "index.html").exists():
        pytest.skip("the pages are not built: `python run.py docs` builds them")
    page = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found = []
    for name in KINDS:
        page.goto((PAGES / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.add_script_tag(path=str(checker))
        result = page.evaluate("axe.run()")
        assert len(result["passes"]) > 10
        found += [(name, violation["id"], violation["nodes"][0]["html"]) for violation in result["violations"]
                  if violation["impact"] in GRAVE]
    assert found == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
