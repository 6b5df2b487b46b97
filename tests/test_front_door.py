"""`run.py` and what stands around it: the pins, the short names, the gate."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
PINS = (ROOT / "requirements" / "figures.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def door() -> ModuleType:
    """`run.py` as a module, loaded anew for each test."""
    spec = importlib.util.spec_from_file_location("front_door", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_an_old_python_is_refused_in_one_sentence(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    assert not re.search(r"from __future__|-> \w+\[|: \w+\[\w+\][,)]", source)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed; this is Python 3\.9\.2"):
        door.main(["test"])


def test_a_python_without_venv_is_told_what_to_install(door: ModuleType, monkeypatch: pytest.MonkeyPatch,
                                                       tmp_path: Path) -> None:
    monkeypatch.setattr(door, "PYTHON", tmp_path / "absent")
    monkeypatch.setattr(door.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    with pytest.raises(SystemExit, match=r"apt install python3\.\d+-venv"):
        door.make_venv()


@pytest.mark.parametrize(("words", "status"), [([], 2), (["fly"], 2), (["--help"], 0)])
def test_without_a_known_task_it_explains_itself(words: list[str], status: int) -> None:
    command = [sys.executable, str(ROOT / "run.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "run.py figures --check" in done.stdout + done.stderr


@pytest.mark.parametrize("words", [["figures", "--chek"], ["clean", "notebooks"], ["docs", "html"]])
def test_a_mistyped_word_stops_before_anything_is_done(door: ModuleType, words: list[str],
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "prepare", lambda parts: pytest.fail("installed something"))
    with pytest.raises(SystemExit, match=words[1]):
        door.main(words)


def test_a_task_installs_what_it_needs_and_no_more(door: ModuleType) -> None:
    assert door.parts_of("figures", ["--check"]) == door.parts_of("test", ["-x"]) == ["work"]
    assert "browser" in door.parts_of("test", ["-m", "browser"])
    assert "lab" in door.parts_of("lab", [])
    assert door.parts_of("docs", []) == ["work", "docs"]
    assert door.parts_of("test-browser", []) == ["work", "lab", "browser"]


def test_without_a_chromium_it_says_how_to_get_one(door: ModuleType, monkeypatch: pytest.MonkeyPatch,
                                                   capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    monkeypatch.setattr(door, "prepare", lambda parts: None)
    monkeypatch.setattr(door.shutil, "which", lambda name: None)
    monkeypatch.setattr(door, "answer", lambda code: "False")
    monkeypatch.setattr(door, "call", lambda *words: pytest.fail("began without a browser"))
    assert door.main(["test-browser"]) == 1
    assert "apt install chromium" in capsys.readouterr().out
    monkeypatch.setattr(door.shutil, "which", lambda name: "/usr/bin/chromium")
    monkeypatch.setattr(door, "SCREENSHOTS", tmp_path / "screenshots")
    monkeypatch.setattr(door, "call", lambda *words: 0 if words[:4] == ("-m", "pytest", "-m", "browser") else 3)
    assert door.main(["test-browser"]) == 0
    assert "screenshots/" in capsys.readouterr().out


def test_only_the_whole_is_shared_out_among_processors(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(door, "prepare", lambda parts: None)
    monkeypatch.setattr(door, "call", lambda *words: called.append(words) or 0)
    door.main(["test"])
    door.main(["test", "-x", "tests/test_corpus.py"])
    assert "-n" in called[0]
    assert called[0][-2:] == ("-m", "not browser")
    assert called[1] == ("-m", "pytest", "-x", "tests/test_corpus.py")


def test_the_lab_opens_the_index_and_serves_what_it_links(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(door, "prepare", lambda parts: None)
    monkeypatch.setattr(door, "call", lambda *words: started.append(words) or 0)
    monkeypatch.chdir(ROOT / "tests")
    assert door.main(["lab", "--no-browser"]) == 0
    assert started == [("-m", "jupyter", "lab", f"--LabApp.default_url=/lab/tree/{door.INDEX}", "--no-browser")]
    assert Path.cwd() == ROOT
    assert (ROOT / door.INDEX).is_file()


def test_binder_installs_this_project_as_its_figures_are_drawn() -> None:
    folder = ROOT / ".binder"
    assert sorted(path.name for path in folder.iterdir()) == ["requirements.txt", "runtime.txt"]
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    constraint, project = [line.split() for line in lines if not line.startswith("#")]
    assert constraint[0] == "--constraint"
    assert (folder / constraint[1]).resolve() == ROOT / "requirements" / "figures.txt"
    assert project[0] == "--editable"
    extras = re.fullmatch(r"\.\[(.+)\]", project[1])[1].split(",")
    known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(extras) <= set(known["optional-dependencies"])
    runtime = re.fullmatch(r"python-(3\.\d+)\n", (folder / "runtime.txt").read_text(encoding="utf-8"))
    assert f">={runtime[1]}" == known["requires-python"]


def test_what_is_installed_follows_the_pins_and_the_project(door: ModuleType, monkeypatch: pytest.MonkeyPatch,
                                                            tmp_path: Path) -> None:
    before = door.fingerprint()
    assert door.fingerprint() == before
    other = tmp_path / "pins.txt"
    other.write_bytes(door.PINS.read_bytes() + b"one-more==1.0\n")
    monkeypatch.setattr(door, "PINS", other)
    assert door.fingerprint() != before


def test_a_version_another_installer_moved_is_seen(door: ModuleType, monkeypatch: pytest.MonkeyPatch,
                                                   tmp_path: Path) -> None:
    for name, version in (("Some_Package", "2.0"), ("kept", "1.0")):
        folder = tmp_path / "lib" / "python3.11" / "site-packages" / f"{name}-{version}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    pins = tmp_path / "pins.txt"
    pins.write_text("some-package==1.0\nkept==1.0\nnot-installed==3.0\n", encoding="utf-8")
    monkeypatch.setattr(door, "VENV", tmp_path)
    monkeypatch.setattr(door, "PINS", pins)
    assert door.drift() == ["some-package==1.0"]


def test_redrawing_puts_new_files_in_and_stale_ones_out(door: ModuleType, monkeypatch: pytest.MonkeyPatch,
                                                        tmp_path: Path) -> None:
    kept, drawn = tmp_path / "figures", tmp_path / "drawn"
    kept.mkdir()
    drawn.mkdir()
    for name in ("same.csv", "old.csv", "gone.csv", "notes.docx"):
        (kept / name).write_text("before", encoding="utf-8")
    for name, text in (("same.csv", "before"), ("old.csv", "after"), ("new.csv", "after")):
        (drawn / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(door, "FIGURES", kept)
    door.redraw(drawn)
    found = {path.name: path.read_text(encoding="utf-8") for path in kept.iterdir()}
    assert found == {"same.csv": "before", "old.csv": "after", "new.csv": "after", "notes.docx": "before"}


@pytest.mark.parametrize(("differences", "same_system", "status"), [
    ([], True, 0),
    ([("01_a", "csv", "row 1, estimate: expected '3.5', got '3.6'")], False, 1),
    ([("", "folder", "no figure found in the actual folder")], False, 1),
    ([("01_a", "png", "only in the expected folder")], False, 1),
    ([("01_a", "png", "the bytes of the picture differ")], True, 1),
    ([("01_a", "png", "the bytes of the picture differ")], False, 0),
])
def test_numbers_count_everywhere_and_pictures_where_they_were_drawn(
        door: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
        differences: list[tuple[str, str, str]], same_system: bool, status: int) -> None:
    here = (sys.platform, door.platform.machine())
    monkeypatch.setattr(door, "DRAWN_ON", here if same_system else ("another", "system"))
    assert door.report(differences, 4) == status
    printed = capsys.readouterr().out
    assert all(difference in printed for _, _, difference in differences)
    assert ("every number is the one" in printed) is (status == 0)


def test_pins_are_plain_and_hold_everything_the_tasks_install() -> None:
    assert len(PINS) > 50
    assert [line for line in PINS if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []
    pinned = {_plain(line.split("==")[0]) for line in PINS}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    needed = [*project["project"]["dependencies"], *groups["test"], *groups["browser"], *groups["docs"],
              *(name for extra in project["project"]["optional-dependencies"].values() for name in extra)]
    assert {_plain(re.match(r"[A-Za-z0-9._-]+", name)[0]) for name in needed} - pinned == set()


def test_the_gate_runs_what_the_readme_explains() -> None:
    gate = ROOT / ".ci" / "run"
    assert os.name == "nt" or os.access(gate, os.X_OK)
    commands = re.findall(r"^python3 (run\.py .+)$", gate.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert commands == ["run.py test", "run.py figures --check", "run.py docs", "run.py test-browser"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in commands if command not in readme] == []


@pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="the gate is a bash script")
def test_the_gate_says_what_to_install_where_it_cannot(tmp_path: Path) -> None:
    for name in ("bash", "dirname", "env", "id"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run([str(tmp_path / "bash"), str(ROOT / ".ci" / "run")], env={"PATH": str(tmp_path)},
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "sudo apt-get install chromium" in done.stderr


def test_make_only_gives_short_names() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    recipes = [line for line in lines if line.startswith("\t")]
    assert recipes
    assert all(line.startswith("\t$(PYTHON) run.py ") for line in recipes)
