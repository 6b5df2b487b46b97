"""A notebook as its reader meets it: a real JupyterLab in a real Chromium, with no way off this machine."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from framing.notebooks import find_notebooks
from framing.notebooks.stored import METADATA

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = [path.name for path in find_notebooks()]
PATIENCE = 180
LOCAL = {"127.0.0.1", "localhost"}
SETTINGS = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
DARK = {"theme": "JupyterLab Dark", "adaptive-theme": False}
APPS = {"lab": "LabApp", "notebook": "JupyterNotebookApp"}
PLACES = {"lab": "lab/tree", "notebook": "notebooks"}
IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
# The promise of the command is the signal that every cell has finished; it keeps silent about errors.
RUN_ALL = """async () => {
    await window.jupyterapp.commands.execute('notebook:run-all-cells');
    const cells = window.jupyterapp.shell.currentWidget.content.widgets;
    return cells.filter(cell => cell.model.type === 'code').map(cell => cell.model.executionCount);
}"""
N_CELLS = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"
SHOW = "async i => { await window.jupyterapp.shell.currentWidget.content.scrollToItem(i, 'center') }"
WRONG = ", ".join(f".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.{kind}']"
                  for kind in ("stderr", "error"))


@pytest.fixture(autouse=True)
def _jupyter() -> None:
    pytest.importorskip("jupyterlab", reason="jupyterlab is not installed: pip install 'media-framing[lab]'")


@contextmanager
def _jupyterlab(folder: Path, state: Path, *, app: str = "lab", dark: bool = False) -> Iterator[str]:
    """Serve `folder` with nothing of the user's own settings, and none written; yield the address."""
    settings = state / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    if dark:
        (settings / "themes.jupyterlab-settings").write_text(json.dumps(DARK), encoding="utf-8")
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(SETTINGS), encoding="utf-8")
    rooms = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
             "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
             "IPYTHONDIR": "ipython"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", app, "--no-browser", "--allow-root", "--ip=127.0.0.1",
               f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
               "--ServerApp.password=", f"--ServerApp.root_dir={folder}",
               "--ServerApp.disable_check_xsrf=True", f"--{APPS[app]}.expose_app_in_browser=True"]
    environment = {**os.environ, **{key: str(state / room) for key, room in rooms.items()}}
    log = state / "server.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(command, cwd=folder, stdout=stream, stderr=subprocess.STDOUT,
                                  env=environment, start_new_session=True)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, server, log)
            yield address
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(10 * PATIENCE):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/api/status", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _copy_of_repository(target: Path) -> Path:
    """Copy what a notebook needs: running one redraws figures and may save the notebook."""
    for name in ("notebooks", "figures", "data"):
        shutil.copytree(ROOT / name, target / name)
    return target


def test_there_are_notebooks_to_open() -> None:
    assert len(NOTEBOOKS) >= 6


@pytest.mark.parametrize(("app", "name"), [*(("lab", name) for name in NOTEBOOKS), ("notebook", NOTEBOOKS[-1])])
def test_a_reader_runs_a_notebook(app: str, name: str, chromium: Any, tmp_path: Path) -> None:
    pytest.importorskip(app if app == "notebook" else "jupyterlab",
                        reason=f"{app} is not installed: `python run.py test-browser` installs it")
    folder, state = _copy_of_repository(tmp_path / "repository"), tmp_path / "state"
    page, outside = _page(chromium)
    with _jupyterlab(folder, state, app=app) as address:
        page.goto(f"{address}/{PLACES[app]}/notebooks/{name}?reset")
        page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
        # Asked any earlier, JupyterLab may lose the command behind its dialogue for choosing a kernel.
        page.wait_for_function(IDLE)
        counts = page.evaluate(RUN_ALL)
        assert counts
        assert all(isinstance(count, int) for count in counts), counts
        words, wrong = _look_through(page, shots=os.environ.get("FRAMING_SCREENSHOTS"), name=f"{app}_{Path(name).stem}")
        page.context.close()
    assert wrong == []
    assert words
    assert all(text.strip() for text in words)
    assert outside == []


def _page(chromium: Any) -> tuple[Any, list[str]]:
    """Return a page that cannot leave this machine, and the list of what it tried to reach."""
    page = chromium.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.set_default_timeout(PATIENCE * 1000)
    outside: list[str] = []

    def stay_here(route: Any) -> None:
        if urlsplit(route.request.url).hostname in LOCAL or route.request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.context.route("**/*", stay_here)
    return page, outside


EXPLORING = """import framing as fr
frame = [{"doc_id": outlet[-5:], "outlet": outlet, "lang": "fr", "text": text} for outlet, text in [
    ("Le Quai", "La guerre dure. « La paix est loin », a déclaré la maire. Une autre guerre couve."),
    ("Le Phare", "Les prix montent et la paix attend. <script>document.title = 'owned'</script>")]]
tokens = fr.tokenize(fr.corpus_from_frame(frame))
lexicon = fr.lexicon_from_dict({"war": ["guerre*"], "peace": ["paix"]}, lang="fr")
fr.explore(tokens, lexicon, lang="en")"""
READING = "fr.highlight(tokens, lexicon)"
SAVE = "async () => { await window.jupyterapp.commands.execute('docmanager:save') }"


def test_a_reader_explores_in_the_dark_and_a_stranger_reopens(chromium: Any, tmp_path: Path,
                                                              keep_shot: Callable[[Any, str], None]) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    cells = [{"cell_type": "code", "id": f"c{number}", "metadata": {}, "source": source, "outputs": [],
              "execution_count": None} for number, source in enumerate([EXPLORING, READING])]
    stored = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    (folder / "exploring.ipynb").write_text(json.dumps(stored), encoding="utf-8")
    page, outside = _page(chromium)
    with _jupyterlab(folder, tmp_path / "reader", dark=True) as address:
        page.goto(f"{address}/lab/tree/exploring.ipynb?reset")
        page.wait_for_function(IDLE)
        assert page.evaluate(RUN_ALL) == [1, 2]
        page.evaluate(SHOW, 0)
        assert page.evaluate("document.body.dataset.jpThemeLight") == "false"
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
        _assert_readable(page)
        page.evaluate(SAVE)
        page.context.close()
    page, strangers = _page(chromium)
    with _jupyterlab(folder, tmp_path / "stranger", dark=True) as address:
        page.goto(f"{address}/lab/tree/exploring.ipynb?reset")
        page.wait_for_function(IDLE)
        page.evaluate(SHOW, 0)
        outputs = page.locator(".jp-OutputArea-output")
        outputs.first.locator("mark").first.wait_for()
        assert page.locator(".framing-explorer").count() == 0
        assert page.title() != "owned"
        shown = " ".join(outputs.all_inner_texts())
        assert "Shown without its buttons" in shown
        assert "Le Phare" in shown
        keep_shot(page, "explorer_untrusted")
        _assert_readable(page)
        page.context.close()
    assert outside + strangers == []


CONTRASTS = """() => {
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const rgb = text => text.match(/[0-9.]+/g).map(Number);
    const ground = node => { for (; node; node = node.parentElement) {
        const colour = rgb(getComputedStyle(node).backgroundColor);
        if (colour.length === 3 || colour[3] === 1) return colour;
    } return [255, 255, 255]; };
    const found = [];
    for (const area of document.querySelectorAll('.jp-OutputArea-output')) {
        const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || !node.getClientRects().length) continue;
            const pair = [light(rgb(getComputedStyle(node).color)), light(ground(node))].sort((a, b) => b - a);
            found.push([(pair[0] + 0.05) / (pair[1] + 0.05), walker.currentNode.textContent.trim().slice(0, 40)]);
        }
    }
    return found;
}"""


def _assert_readable(page: Any) -> None:
    """Every text of the outputs stands out from what is behind it, as WCAG asks of small text."""
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 10
    assert [found for found in contrasts if found[0] < 4.5] == []


def _look_through(page: Any, *, shots: str | None, name: str) -> tuple[list[str], list[str]]:
    """Scroll to each cell, as off-screen output does not exist; return alternative texts and complaints."""
    words: list[str] = []
    wrong: list[str] = []
    for position in range(page.evaluate(N_CELLS)):
        page.evaluate(SHOW, position)
        page.wait_for_timeout(200)
        wrong += page.locator(WRONG).all_inner_texts()
        for image in page.locator(".jp-OutputArea-output img").all():
            assert image.is_visible()
            assert image.evaluate("image => image.complete && image.naturalWidth > 0")
            words.append(image.get_attribute("alt") or "")
        if shots:
            Path(shots).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(shots, f"{name}_{position + 1:02d}.png")))
    return words, wrong
