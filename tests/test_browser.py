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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
PATIENCE = 180
LOCAL = {"127.0.0.1", "localhost"}
SETTINGS = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
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
def _jupyterlab(folder: Path, state: Path) -> Iterator[str]:
    """Serve `folder` with nothing of the user's own settings, and none written; yield the address."""
    settings = state / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(SETTINGS), encoding="utf-8")
    rooms = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
             "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
             "IPYTHONDIR": "ipython"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1",
               f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
               "--ServerApp.password=", f"--ServerApp.root_dir={folder}",
               "--ServerApp.disable_check_xsrf=True", "--LabApp.expose_app_in_browser=True"]
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


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_reader_runs_a_notebook_in_jupyterlab(name: str, chromium: Any, tmp_path: Path) -> None:
    folder, state = _copy_of_repository(tmp_path / "repository"), tmp_path / "state"
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
    with _jupyterlab(folder, state) as address:
        page.goto(f"{address}/lab/tree/notebooks/{name}?reset")
        page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
        # Asked any earlier, JupyterLab may lose the command behind its dialogue for choosing a kernel.
        page.wait_for_function(IDLE)
        counts = page.evaluate(RUN_ALL)
        assert counts
        assert all(isinstance(count, int) for count in counts), counts
        words, wrong = _look_through(page, shots=os.environ.get("FRAMING_SCREENSHOTS"), name=Path(name).stem)
        page.context.close()
    assert wrong == []
    assert words
    assert all(text.strip() for text in words)
    assert outside == []


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
