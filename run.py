#!/usr/bin/env python3
"""The front door: everything below needs Python 3.11 or newer, and nothing else installed first.

python run.py test [...]        run the tests; further words go to pytest
python run.py test-browser      run the notebooks and the report in a real Chromium; pictures in screenshots/
python run.py figures           run every notebook and redraw figures/
python run.py figures --check   run every notebook elsewhere and compare the numbers with figures/
python run.py docs              build the documentation pages in docs/_build/html
python run.py lab [...]         open the notebooks in JupyterLab, at their index
python run.py clean             strip the notebooks of outputs, write index and reading times anew
"""

# The syntax, annotations included, is that of Python 3.6: an old Python must get as far as being refused.
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
FIGURES = ROOT / "figures"
PINS = ROOT / "requirements" / "figures.txt"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DRAWN_ON = ("linux", "x86_64")
TASKS = ("test", "test-browser", "figures", "docs", "lab", "clean")
SCREENSHOTS = ROOT / "screenshots"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
INDEX = "notebooks/00_index.ipynb"

# Whoever asks for some tests gets them at once; the whole is shared out among the processors.
SHARED_OUT = ("-n", "logical", "--maxprocesses", "4", "--dist", "worksteal")

# What is installed, each part when a task first needs it.
PARTS = {
    "work": ["--editable", ".", "--group", "test"],
    "lab": ["--editable", ".[lab]"],
    "browser": ["--group", "browser"],
    "docs": ["--group", "docs"],
}


def main(arguments: list) -> int:
    """Do one task and return its exit status."""
    if sys.version_info < (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Python 3.11 or newer is needed; this is Python {found} ({sys.executable}).")
    if not arguments or arguments[0] not in TASKS:
        wanted_help = bool(arguments) and arguments[0] in ("-h", "--help", "help")
        print(__doc__, file=sys.stdout if wanted_help else sys.stderr)
        return 0 if wanted_help else 2
    task, *rest = arguments
    if (task == "figures" and rest not in ([], ["--check"])) or (task in ("clean", "docs") and rest):
        sys.exit(f"run.py {task}: unknown words {' '.join(rest)}")
    os.chdir(ROOT)
    prepare(parts_of(task, rest))
    if task == "test":
        return call("-m", "pytest", *(rest or (*SHARED_OUT, "-m", "not browser")))
    if task == "test-browser":
        return browse(rest) if chromium() else 1
    if task == "lab":
        # Named as a page and not as a file: else the server's root is notebooks/, and pictures beside it are not found.
        return call("-m", "jupyter", "lab", f"--LabApp.default_url=/lab/tree/{INDEX}", *rest)
    if task == "docs":
        return call("docs/build.py")
    if Path(sys.prefix).resolve() != VENV.resolve():
        return call(str(ROOT / "run.py"), *arguments)
    return clean() if task == "clean" else figures(check=bool(rest))


def say(text: str) -> None:
    """Print one line about one step."""
    print(f"run.py: {text}", flush=True)


def call(*words: str) -> int:
    """Run the Python of .venv and return its exit status."""
    child = subprocess.Popen([str(PYTHON), *words])
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            # Ctrl-C reaches the child as well; it is given the time to tidy up.
            continue


def parts_of(task: str, rest: list) -> list:
    """Return the parts of `PARTS` a task needs."""
    if task in ("lab", "docs"):
        return ["work", task]
    if task == "test-browser" or (task == "test" and any("browser" in word for word in rest)):
        return ["work", "lab", "browser"]
    return ["work"]


def chromium() -> bool:
    """Tell whether there is a Chromium to drive, and how to get one when there is none."""
    found = any(shutil.which(name) for name in CHROMIUM) or answer(
        "from pathlib import Path; from playwright.sync_api import sync_playwright as start; play = start().start(); "
        "print(Path(play.chromium.executable_path).exists()); play.stop()") == "True"
    if not found:
        say("no Chromium here. On Debian and Ubuntu: sudo apt install chromium. "
            f"Elsewhere: {PYTHON.relative_to(ROOT)} -m playwright install chromium")
    return found


def browse(rest: list) -> int:
    """Run the browser tests, and say where their pictures are."""
    if not rest:
        shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    status = call("-m", "pytest", "-m", "browser", *(rest or SHARED_OUT))
    say(f"what the browser showed is in {SCREENSHOTS.name}/")
    return status


# ---- the environment -------------------------------------------------------------------------------


def prepare(parts: list) -> None:
    """Make .venv and install what is missing; do nothing when all is there as pinned."""
    wanted = fingerprint()
    stale = [part for part in parts if read(VENV / f"{part}.stamp") != wanted]
    drifted = [] if stale else drift()
    if not (stale or drifted) and PYTHON.exists():
        return
    make_venv()
    stale = stale or ["work"]
    say(f"installing {' + '.join(stale)}, versions as in {PINS.relative_to(ROOT).as_posix()}")
    words = [word for part in stale for word in PARTS[part]]
    # --group came with pip 25.1.
    pip_install("--upgrade", "pip>=25.1")
    pip_install("--constraint", str(PINS), *words, *drifted)
    for part in stale:
        (VENV / f"{part}.stamp").write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """Return a hash of all that decides what is installed."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "pyproject.toml", PINS):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def drift() -> list:
    """Return the pins another installer has moved away from, as requirements."""
    from importlib.metadata import distributions

    def plain(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    folders = [str(path) for pattern in ("lib/python3*/site-packages", "Lib/site-packages")
               for path in VENV.glob(pattern)]
    installed = {plain(found.name): found.version for found in distributions(path=folders)}
    pins = [line.split("==") for line in PINS.read_text(encoding="utf-8").split()]
    return [f"{name}=={version}" for name, version in pins
            if installed.get(plain(name), version) != version]


def make_venv() -> None:
    """Make .venv with the running Python, unless it is there and of this Python."""
    if PYTHON.exists() and answer("import sys; print(sys.version)") == sys.version:
        # Other tools make an environment without pip; there is no need to throw it away.
        if answer("import pip; print('there')") != "there":
            answer("import ensurepip; ensurepip.bootstrap(default_pip=True)")
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        sys.exit("This Python cannot make virtual environments. On Debian and Ubuntu: "
                 f"sudo apt install python3.{sys.version_info.minor}-venv")
    say(f"making .venv with Python {sys.version.split()[0]}")
    import venv

    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"Making {VENV} failed: {error}")


def answer(code: str) -> str:
    """Return what the Python of .venv prints, or nothing when it fails."""
    done = subprocess.run([str(PYTHON), "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          encoding="utf-8", check=False)
    return done.stdout.strip()


def pip_install(*words: str) -> None:
    """Install into .venv, or stop with what pip said."""
    status = call("-m", "pip", "install", "-qq", "--disable-pip-version-check", *words)
    if status:
        sys.exit("run.py: pip could not install; is a package index within reach? "
                 "Run the same command again once it is.")


def read(path: Path) -> str:
    """Return the text of a file, or nothing when it is not there."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


# ---- the notebooks, run by the Python of .venv -----------------------------------------------------


def figures(*, check: bool) -> int:
    """Run every notebook with its own parameters; compare with figures/, or put them there."""
    from framing.figure_check import check_figures
    from framing.notebooks import find_notebooks, run_notebooks

    with tempfile.TemporaryDirectory(prefix=".figures-", dir=ROOT) as folder:
        start = time.perf_counter()

        def tell(name: str, n_files: int) -> None:
            nonlocal start
            now = time.perf_counter()
            say(f"{name}: {n_files} files, {now - start:.0f} s")
            start = now

        try:
            run_notebooks(find_notebooks(), out=folder, keep=False, tell=tell)
        except RuntimeError as error:
            say(str(error))
            return 1
        drawn = Path(folder, "figures")
        if not drawn.is_dir():
            say("the notebooks saved no figure")
            return 1
        if not check:
            redraw(drawn)
            return 0
        differences = check_figures(FIGURES, drawn).itertuples(index=False, name=None)
        return report(list(differences), len(list(drawn.glob("*.csv"))))


def report(differences: list, n_figures: int) -> int:
    """Print (figure, part, difference) line by line; fail on numbers, words and missing files."""
    # The same matplotlib rounds otherwise on another processor: there only the numbers can be held to.
    comparable = (sys.platform, platform.machine()) == DRAWN_ON
    for figure, part, difference in differences:
        say(f"figures/{figure}.{part}: {difference}" if figure else f"figures/: {difference}")
    pictures = [row for row in differences if row[1] in ("png", "svg") and row[2].startswith("the bytes")]
    failed = bool(differences) if comparable else len(differences) > len(pictures)
    if failed:
        say("figures/ is not what the notebooks draw; `python run.py figures` redraws it")
    else:
        say(f"{n_figures} figures: every number is the one in figures/")
    return int(failed)


def redraw(drawn: Path) -> None:
    """Make figures/ hold what was drawn: new files in, files no notebook draws any more out."""
    FIGURES.mkdir(exist_ok=True)
    new = {path.name: path for path in sorted(drawn.iterdir())}
    endings = {path.suffix for path in new.values()}
    gone = [path for path in sorted(FIGURES.iterdir()) if path.suffix in endings and path.name not in new]
    changed = [name for name, path in new.items()
               if not (FIGURES / name).exists() or (FIGURES / name).read_bytes() != path.read_bytes()]
    for name in changed:
        os.replace(new[name], FIGURES / name)
    for path in gone:
        path.unlink()
    say(f"figures/: {len(new)} files, {len(changed)} changed, {len(gone)} removed")


def clean() -> int:
    """Store every notebook without its outputs; write index and reading times anew."""
    from framing.notebooks import clean_notebook, find_notebooks, write_course

    for notebook in find_notebooks():
        say(f"{notebook.name}: {'cleaned' if clean_notebook(notebook) else 'was clean'}")
    written = write_course(ROOT / "notebooks")
    say(f"index and reading times: {', '.join(written) + ' written anew' if written else 'are current'}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
