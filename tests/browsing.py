"""A reader's desk: JupyterLab and a page in Chromium, nothing of the user's own, and no way off this machine."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Where git does not look.
SCREENSHOTS = Path(__file__).resolve().parents[1] / "screenshots"
PATIENCE = 90
LOCAL = {"127.0.0.1", "localhost"}
SETTINGS = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
APPS = {"lab": "LabApp", "notebook": "JupyterNotebookApp"}
PLACES = {"lab": "lab/tree", "notebook": "notebooks"}
# Small text that is read, by the WCAG.
LEAST_CONTRAST = 4.5
IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
# The promise of the command is the signal that every cell has finished; it keeps silent about errors.
RUN_ALL = """async () => {
    await window.jupyterapp.commands.execute('notebook:run-all-cells');
    const cells = window.jupyterapp.shell.currentWidget.content.widgets;
    return cells.filter(cell => cell.model.type === 'code').map(cell => cell.model.executionCount);
}"""
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"
DRESS = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
DRESSED = "light => document.body.dataset.jpThemeLight === light"
FILL = "() => window.jupyterapp.commands.execute('application:toggle-left-area')"
SEE = Path(__file__).with_name("browsing.js").read_text(encoding="utf-8")


@dataclass
class Seen:
    """What was seen of the outputs of a notebook: alternative texts, complaints, texts and how they stand out."""

    images: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    marks: int = 0
    texts: list[tuple[str, float]] = field(default_factory=list)

    def faint(self) -> list[tuple[str, float]]:
        """Return the texts that do not stand out from what is behind them."""
        return [(text, contrast) for text, contrast in self.texts if contrast < LEAST_CONTRAST]

    def words(self) -> str:
        """Return all texts."""
        return "\n".join(text for text, _ in self.texts)


@contextmanager
def serve(folder: Path, state: Path, *, app: str = "lab") -> Iterator[str]:
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


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(10 * PATIENCE):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/api/status", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@contextmanager
def reading(browser: Any, *, width: int = 1400, height: int = 1000, own_errors: Sequence[str] = ()) -> Iterator[Any]:
    """Yield a page that cannot leave this machine, and refuse what tried to, or failed in it, meanwhile."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    outside: list[str] = []
    errors: list[str] = []

    def stay_here(route: Any) -> None:
        if urlsplit(route.request.url).hostname in LOCAL or route.request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", stay_here)
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert outside == []
    assert [error for error in errors if not any(known in error for known in own_errors)] == []


@contextmanager
def opened(page: Any, address: str, path: str, *, app: str = "lab") -> Iterator[Any]:
    """Open a notebook, wait for its kernel, and stop the kernel in the end."""
    page.goto(f"{address}/{PLACES[app]}/{path}?reset")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    # Asked any earlier, JupyterLab may lose the command behind its dialogue for choosing a kernel.
    page.wait_for_function(IDLE)
    try:
        yield page
    finally:
        for session in ask(f"{address}/api/sessions"):
            ask(f"{address}/api/sessions/{session['id']}", method="DELETE")


def ask(address: str, *, method: str = "GET") -> Any:
    """Return what the server answers."""
    with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=PATIENCE) as answer:
        return json.loads(answer.read() or b"null")


def dress(page: Any, *, light: bool) -> None:
    """Choose the light or the dark theme."""
    page.evaluate(DRESS, "JupyterLab Light" if light else "JupyterLab Dark")
    page.wait_for_function(DRESSED, arg="true" if light else "false")


def look_through(page: Any, keep_shot: Callable[[Any, str], None] | None = None, name: str = "") -> Seen:
    """Scroll through the open notebook, look at its outputs, and keep pictures under a name."""
    seen = Seen()
    position, number = 0, 1
    while position is not None:
        found = page.evaluate(SEE, position)
        seen.images += found["images"]
        seen.wrong += found["wrong"]
        seen.marks += found["marks"]
        seen.texts += [(text, contrast) for text, contrast in found["texts"]]
        if keep_shot:
            keep_shot(page, f"{name}_{number:02d}")
        position, number = found["next"], number + 1
    return seen
