"""A notebook as its reader meets it: a real JupyterLab in a real Chromium, with no way off this machine."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browsing import FILL, RUN_ALL, SAVE, Seen, ask, dress, look_through, opened, reading, serve

from framing.notebooks import find_notebooks
from framing.notebooks.course import INDEX
from framing.notebooks.stored import METADATA

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = [path.name for path in find_notebooks()]
VIEWS = re.compile(r"fr\.(highlight|concordance|explore)\(")
TALL = 2000
# What Notebook 7 says of its own, with any notebook.
OF_NOTEBOOK_7 = ("reading 'schema'",)
LINK = ".jp-RenderedMarkdown a[href*='{}']"
LINKS = """() => [...document.querySelectorAll('.jp-RenderedMarkdown a[href]')]
    .map(link => decodeURIComponent(new URL(link.href).pathname).split('/').pop())"""
OPENED = "name => window.jupyterapp.shell.currentWidget?.context?.path === name"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a notebook needs: running one redraws figures, and reading one may save it."""
    target = tmp_path_factory.mktemp("repository")
    for name in ("notebooks", "figures", "data"):
        shutil.copytree(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def reader(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The JupyterLab of somebody who runs the notebooks."""
    pytest.importorskip("jupyterlab", reason="jupyterlab is not installed: `python run.py test-browser` installs it")
    with serve(repository, tmp_path_factory.mktemp("reader")) as address:
        yield address


@pytest.fixture(scope="module")
def stranger(repository: Path, reader: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The JupyterLab of somebody who was sent them: it has signed nothing and trusts nothing."""
    with serve(repository, tmp_path_factory.mktemp("stranger")) as address:
        yield address


def test_there_are_notebooks_to_open() -> None:
    assert len(NOTEBOOKS) >= 10
    assert any(VIEWS.search((ROOT / "notebooks" / name).read_text(encoding="utf-8")) for name in NOTEBOOKS)


def test_the_index_leads_to_every_notebook(reader: str, chromium: Any, keep_shot: Callable[[Any, str], None]) -> None:
    with reading(chromium) as page, opened(page, reader, f"notebooks/{INDEX}"):
        page.wait_for_selector(LINK.format(NOTEBOOKS[-1]))
        assert sorted(set(NOTEBOOKS) - set(page.evaluate(LINKS))) == []
        for name in NOTEBOOKS:
            assert ask(f"{reader}/api/contents/notebooks/{quote(name)}?content=0")["type"] == "notebook"
        keep_shot(page, "lab_index")
        page.locator(LINK.format(NOTEBOOKS[0])).first.click()
        page.wait_for_function(OPENED, arg=f"notebooks/{NOTEBOOKS[0]}")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_reader_runs_it_and_a_stranger_reopens_it(name: str, repository: Path, reader: str, stranger: str,
                                                    chromium: Any, keep_shot: Callable[[Any, str], None]) -> None:
    path, stem = f"notebooks/{name}", Path(name).stem
    with reading(chromium, height=TALL) as page, opened(page, reader, path):
        dress(page, light=True)
        _run(page)
        page.evaluate(FILL)
        light = look_through(page, keep_shot, f"lab_{stem}")
        page.evaluate(SAVE)
        dress(page, light=False)
        dark = look_through(page)
    _assert_as_stored(light, repository / path)
    with reading(chromium, height=TALL) as page, opened(page, stranger, path):
        dress(page, light=False)
        page.evaluate(FILL)
        untrusted = look_through(page, keep_shot, f"untrusted_{stem}")
    for seen in (light, dark, untrusted):
        assert seen.wrong == []
        assert seen.faint() == []
        assert seen.images == light.images
        assert seen.marks == light.marks
    assert (light.marks > 0) is bool(VIEWS.search((ROOT / path).read_text(encoding="utf-8")))


def test_a_reader_runs_one_in_notebook_7(repository: Path, tmp_path: Path, chromium: Any,
                                         keep_shot: Callable[[Any, str], None]) -> None:
    pytest.importorskip("notebook", reason="notebook is not installed: `python run.py test-browser` installs it")
    path = f"notebooks/{NOTEBOOKS[-1]}"
    with (serve(repository, tmp_path / "state", app="notebook") as address,
          reading(chromium, height=TALL, own_errors=OF_NOTEBOOK_7) as page,
          opened(page, address, path, app="notebook")):
        _run(page)
        seen = look_through(page, keep_shot, f"notebook_{Path(path).stem}")
        page.evaluate(SAVE)
    _assert_as_stored(seen, repository / path)
    assert seen.wrong == []


def _run(page: Any) -> None:
    counts = page.evaluate(RUN_ALL)
    assert counts
    assert counts == list(range(1, len(counts) + 1))


def _assert_as_stored(seen: Seen, path: Path) -> None:
    """Every picture the notebook holds was seen, with words for it, and nothing is an object without a face."""
    outputs = [output for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
               for output in cell.get("outputs", [])]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert outputs
    assert len(seen.images) == len(pictures) > 0
    assert all(text.strip() for text in seen.images)
    assert " object at 0x" not in seen.words()


EXPLORING = """import framing as fr
frame = [{"doc_id": outlet[-5:], "outlet": outlet, "lang": "fr", "text": text} for outlet, text in [
    ("Le Quai", "La guerre dure. « La paix est loin », a déclaré la maire. Une autre guerre couve."),
    ("Le Phare", "Les prix montent et la paix attend. <script>document.title = 'owned'</script>")]]
tokens = fr.tokenize(fr.corpus_from_frame(frame))
lexicon = fr.lexicon_from_dict({"war": ["guerre*"], "peace": ["paix"]}, lang="fr")
fr.explore(tokens, lexicon, lang="en")"""
READING = "fr.highlight(tokens, lexicon)"
WORDS = 'fr.concordance(tokens, "paix")'


def test_a_reader_explores_in_the_dark_and_a_stranger_reopens(repository: Path, reader: str, stranger: str,
                                                              chromium: Any,
                                                              keep_shot: Callable[[Any, str], None]) -> None:
    cells = [{"cell_type": "code", "id": f"c{number}", "metadata": {}, "source": source, "outputs": [],
              "execution_count": None} for number, source in enumerate([EXPLORING, READING, WORDS])]
    stored = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    (repository / "exploring.ipynb").write_text(json.dumps(stored), encoding="utf-8")
    with reading(chromium) as page, opened(page, reader, "exploring.ipynb"):
        dress(page, light=False)
        _run(page)
        explorer = page.locator(".framing-explorer")
        status = explorer.locator("[role=status]")
        explorer.get_by_role("button", name="Le Phare, peace: 1").click()
        page.wait_for_function("() => document.querySelector('.framing-explorer [role=status]')"
                               ".textContent.startsWith('Le Phare, peace, all voices. Hits: 1;')")
        assert explorer.locator("mark").all_inner_texts() == ["paix"]
        assert "<script>" in explorer.locator("article").inner_text()
        keep_shot(page, "explorer_dark")
        # By keyboard alone: to the first row, its war cell, then the quoted words only.
        explorer.get_by_role("button", name="Le Quai, war: 2").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelectorAll('.framing-explorer mark').length === 2")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Le Quai, war: 2"
        explorer.get_by_role("button", name="quoted", exact=True).focus()
        page.keyboard.press("Space")
        explorer.get_by_role("button", name="Le Quai, war: 0").wait_for()
        assert explorer.get_by_role("button", name="quoted", exact=True).get_attribute("aria-pressed") == "true"
        page.wait_for_function("() => document.querySelectorAll('.framing-explorer article').length === 0")
        assert "quoted. Hits: 0;" in status.inner_text()
        _assert_readable(look_through(page))
        page.evaluate(SAVE)
    with reading(chromium) as page, opened(page, stranger, "exploring.ipynb"):
        for light in (True, False):
            dress(page, light=light)
            seen = look_through(page, keep_shot, "explorer_untrusted_" + ("light" if light else "dark"))
            _assert_readable(seen)
            assert seen.marks > 6
            assert "Shown without its buttons" in seen.words()
            assert "Le Phare" in seen.words()
        assert page.locator(".framing-explorer").count() == 0
        assert page.title() != "owned"


def _assert_readable(seen: Seen) -> None:
    assert len(seen.texts) > 10
    assert seen.faint() == []
    assert seen.wrong == []
