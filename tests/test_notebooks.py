"""The notebooks: how they are written and stored, that they run, and what running them may not do."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest

import framing.notebooks
from framing.cli import main
from framing.figure_check import check_figures
from framing.notebooks import check_clean, clean_notebook, find_notebooks, run_notebooks, run_on_corpus, write_course
from framing.notebooks.course import INDEX

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("CORPUS", "LEXICON", "BY", "FIGURES")
NETWORK = {"ftplib", "http", "httpx", "requests", "socket", "urllib", "urllib3"}
DRAW = """
import pandas as pd
from matplotlib.figure import Figure
from framing.charts import Chart
from framing.figures import save_figure
figure = Figure()
ax = figure.add_subplot()
chart = Chart(figure, (ax,), pd.DataFrame({"estimate": [3.5]}), f"{BY} {LEXICON}: 3.5.")
written = save_figure(chart, FIGURES, name=NAME)
"""
FRENCH = "_fr.ipynb"
SKELETON = {
    "en": {"head": ["Reading time:", "Needed before:", "Measured:"],
           "shown": "## What the figure", "end": ["## In short", "## Exercises", "## Where next"]},
    "fr": {"head": ["Temps de lecture\u00a0:", "À connaître avant\u00a0:", "Ce qui est mesuré\u00a0:"],
           "shown": "## Ce que montrent les figures", "end": ["## En bref", "## Exercices", "## Pour continuer"]}}
# Two languages, an outlet with one article, an article without an outlet.
SHORT = {
    "bridge_fr.txt": "---\ntitle: Le pont rouvre\noutlet: Le Quai\ndate: 2025-03-02\nlang: fr\n---\n"
                     "Le pont de Varnes a rouvert mardi après six mois de conflit entre la ville et l'entreprise.\n\n"
                     "« Nous avons eu peur pour nos emplois », a déclaré Jeanne Ormel, gérante d'un café.\n",
    "bill_fr.txt": "---\ntitle: Une facture\ndate: 2025-03-03\nlang: fr\n---\n"
                   "La facture du pont divise le conseil. L'opposition accuse le maire d'avoir caché le budget.\n",
    "bridge_en.txt": "---\ntitle: Bridge reopens\noutlet: The Pier\ndate: 2025-03-02\nlang: en\n---\n"
                     "The bridge reopened on Tuesday after a dispute over its cost.\n\n"
                     "\"We were afraid for our jobs,\" said Jane Ormel, who runs a cafe.\n"}
FIRST = 'CORPUS = "../data"\nLEXICON = "tone"\nBY = "outlet"\nFIGURES = "figures"'


@pytest.fixture(scope="module")
def notebooks() -> dict[str, Any]:
    """The notebooks of this repository by name; there are at least five."""
    paths = sorted(path for path in (ROOT / "notebooks").glob("*.ipynb") if path.name != INDEX)
    found = {path.name: nbformat.read(path, as_version=4) for path in paths}
    assert len(found) >= 5
    return found


def _code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _write(path: Path, *sources: str, tags: tuple[str, ...] = ("parameters",)) -> Path:
    """Write a notebook of code cells, the first one tagged."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"c{number}", "metadata": {}, "source": source, "execution_count": None,
         "outputs": []} for number, source in enumerate(sources)]
    if cells:
        cells[0]["metadata"] = {"tags": list(tags)}
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
                    encoding="utf-8")
    clean_notebook(path)
    return path


# How they are written


def test_names_are_numbered_in_order(notebooks: dict[str, Any]) -> None:
    assert all(re.fullmatch(r"\d\d_[a-z0-9]+(_[a-z0-9]+)*\.ipynb", name) for name in notebooks)
    lessons = [name for name in notebooks if not name.endswith(FRENCH)]
    assert [int(name[:2]) for name in lessons] == list(range(1, len(lessons) + 1))
    assert [name for name in notebooks if name not in lessons] == [
        name.replace(".ipynb", FRENCH) for name in lessons[:3]]
    assert [path.name for path in find_notebooks()] == list(notebooks)


def test_stored_clean(notebooks: dict[str, Any]) -> None:
    for name in notebooks:
        check_clean(ROOT / "notebooks" / name)


def test_the_index_lists_every_notebook_and_is_current(notebooks: dict[str, Any], tmp_path: Path) -> None:
    check_clean(ROOT / "notebooks" / INDEX)
    for name in (INDEX, *notebooks):
        shutil.copy(ROOT / "notebooks" / name, tmp_path / name)
    assert not write_course(tmp_path), "run `python run.py clean`"
    index = nbformat.read(tmp_path / INDEX, as_version=4)
    assert {cell.cell_type for cell in index.cells} == {"markdown"}
    prose = "\n".join(cell.source for cell in index.cells)
    rows = re.findall(r"^\| \[(.+?)\]\(\1\.ipynb\) \| .+\? \| \d+ \| ?(.*?) ?\|$", prose, flags=re.MULTILINE)
    french = {stem: re.search(r"\]\((.+)\.ipynb\) \(\d+ min\)$", beside)[1] for stem, beside in rows if beside}
    assert {f"{stem}.ipynb" for stem, _ in rows} | {f"{stem}.ipynb" for stem in french.values()} == set(notebooks)
    assert french == {stem: f"{stem}_fr" for stem in french}
    assert len(french) == 3
    assert set(re.findall(r"\]\((.*?)\)", prose)) == set(notebooks)
    last = tmp_path / list(notebooks)[-1]
    notebook = json.loads(last.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"].append("\n" + "word " * 1800)
    last.write_text(json.dumps(notebook), encoding="utf-8")
    assert write_course(tmp_path) == (INDEX, last.name)
    (tmp_path / "01_first_article.ipynb").unlink()
    with pytest.raises(ValueError, match="01_first_article_fr stands alone"):
        write_course(tmp_path)
    shutil.copy(ROOT / "notebooks" / "01_first_article.ipynb", tmp_path)
    _write(tmp_path / "11_new.ipynb", "1")
    with pytest.raises(ValueError, match="11_new does not say its reading time once"):
        write_course(tmp_path)
    _write(tmp_path / INDEX, "1")
    with pytest.raises(ValueError, match="one cell tagged `course`"):
        write_course(tmp_path)


def test_each_opens_with_its_question(notebooks: dict[str, Any]) -> None:
    for name, notebook in notebooks.items():
        first = notebook.cells[0]
        assert first.cell_type == "markdown", name
        assert first.source.startswith("# "), name
        assert "?" in first.source, name


def test_each_has_the_skeleton_of_the_course(notebooks: dict[str, Any]) -> None:
    for name, notebook in notebooks.items():
        words = SKELETON["fr" if name.endswith(FRENCH) else "en"]
        minutes = re.search(rf"^- \*\*{words['head'][0]}\*\* (\d+) minutes", notebook.cells[0].source, re.MULTILINE)
        assert 5 <= int(minutes[1]) <= 30, name
        assert re.findall(r"^- (\*\*.+?\*\*)", notebook.cells[0].source, re.MULTILINE) == [
            f"**{label}**" for label in words["head"]], name
        prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        headings = re.findall(r"^#+ .+", prose, re.MULTILINE)
        assert [heading for heading in headings if heading.startswith("# ")] == headings[:1], name
        assert all(heading.startswith(("# ", "## ")) for heading in headings), name
        assert len(headings) == len(set(headings)) >= 8, name
        assert headings[-4].startswith(words["shown"]), name
        assert headings[-3:] == words["end"], name
        assert ("**En bref.**" in prose) is not name.endswith(FRENCH), name
        links = set(re.findall(r"\]\((\w+\.ipynb)\)", prose))
        assert links, name
        assert links <= set(notebooks), name


def test_each_ends_with_exercises_whose_answers_are_folded_away(notebooks: dict[str, Any]) -> None:
    for name, notebook in notebooks.items():
        tagged = [cell for cell in _code(notebook) if {"answer", "check"} & set(cell.metadata.get("tags", []))]
        assert len(tagged) >= 2, name
        assert tagged == _code(notebook)[-len(tagged):], name
        for number, (answer, check) in enumerate(zip(tagged[::2], tagged[1::2], strict=True), start=1):
            written = "reponse" if name.endswith(FRENCH) else "answer"
            assert answer.metadata.tags == ["answer"], name
            assert re.search(rf"^{written}_{number} = None  # .+$", answer.source.splitlines()[-1]), name
            assert check.metadata.tags == ["check", "hide-input"], name
            assert check.metadata.jupyter.source_hidden is True, name
            assert f"    {written}_{number}, " in check.source, name


def test_french_prose_is_set_as_french(notebooks: dict[str, Any]) -> None:
    found = [(name, notebook) for name, notebook in notebooks.items() if name.endswith(FRENCH)]
    assert len(found) == 3
    for name, notebook in found:
        for cell in notebook.cells:
            said = cell.source if cell.cell_type == "markdown" else ""
            said = re.sub(r'<img src="\S+" alt="([^"]*)" width="\d+">', r"\1", said)
            said = re.sub(r"`[^`]*`|\]\([^)]*\)|^\|[-:|]+\|$", "", said, flags=re.MULTILINE)
            assert not re.search(r"'|\"| [:;!?»]|« |\w[;!?]|\d %|\d \d{3}\b", said), (name, said)


def test_what_is_said_of_the_demonstration_is_tagged_so(notebooks: dict[str, Any]) -> None:
    for name, notebook in notebooks.items():
        tagged = [cell for cell in notebook.cells if "demonstration" in cell.metadata.get("tags", [])]
        assert len(tagged) >= 2, name
        assert re.search("composed for this project|composé pour ce projet", tagged[0].source), name
        for cell in notebook.cells:
            if cell.cell_type == "markdown" and "../figures/" in cell.source:
                assert cell in tagged, f"{name}: {cell.source[:60]}"


def test_each_has_the_same_parameters(notebooks: dict[str, Any]) -> None:
    for name, notebook in notebooks.items():
        first = _code(notebook)[0]
        assert first.metadata.get("tags") == ["parameters"], name
        assigned = [node.targets[0].id for node in ast.parse(first.source).body]
        assert assigned == list(NAMES), name


def test_cells_are_short_plain_python_that_stays_on_the_machine(notebooks: dict[str, Any]) -> None:
    for name, notebook in notebooks.items():
        for cell in _code(notebook):
            where = f"{name}: {cell.source}"
            assert len(cell.source.splitlines()) <= 15, where
            assert not re.search(r"\bpip\b", cell.source), where
            nodes = list(ast.walk(ast.parse(cell.source)))
            imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
            imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
            assert not {module.split(".")[0] for module in imported} & NETWORK, where
            constants = [node.value for node in nodes if isinstance(node, ast.Constant)]
            texts = [value for value in constants if isinstance(value, str)]
            assert not [text for text in texts if re.match(r"[/~\\]|[A-Za-z]:[/\\]|\w+://", text)], where


def test_each_shows_committed_figures_with_words_for_them(notebooks: dict[str, Any]) -> None:
    for name, notebook in notebooks.items():
        prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        # Markdown alone gives a picture no width: it would stand there twice as large as the chart it repeats.
        assert "![" not in prose, name
        shown = re.findall(r'^<img src="(.*?)" alt="(.*?)" width="720">$', prose, flags=re.MULTILINE)
        assert len(shown) == prose.count("<img") > 0, name
        for target, words in shown:
            assert words.strip(), (name, target)
            assert re.fullmatch(r"\.\./figures/[\w-]+\.png", target), (name, target)
            assert (ROOT / "notebooks" / target).exists(), (name, target)


# That they run


@pytest.mark.notebooks
def test_all_run_quietly_and_draw_the_committed_figures(notebooks: dict[str, Any], tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in find_notebooks()}
    run_notebooks(find_notebooks(), out=tmp_path)
    found = check_figures(ROOT / "figures", tmp_path / "figures")
    # Pictures are held to their bytes by `run.py figures --check`, on the system they were drawn on.
    assert found[~found["difference"].str.startswith("the bytes")].to_dict("records") == []
    assert {path: path.read_bytes() for path in before} == before
    for name in notebooks:
        executed = nbformat.read(tmp_path / "notebooks" / name, as_version=4)
        assert all(isinstance(cell.execution_count, int) for cell in _code(executed)), name
        outputs = [output for cell in _code(executed) for output in cell.outputs]
        assert any("image/png" in output.get("data", {}) for output in outputs), name
        verdicts = [output.data["text/plain"] for cell in _code(executed) if "check" in cell.metadata.get("tags", [])
                    for output in cell.outputs]
        assert verdicts, name
        assert all(verdict.startswith(("… Not answered yet", "… Pas encore de réponse")) for verdict in verdicts), name
        assert not [output for output in outputs if output.get("name") == "stderr"], name


@pytest.mark.notebooks
def test_all_run_on_three_short_texts_and_say_in_sentences_what_is_missing(notebooks: dict[str, Any],
                                                                         tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    for name, text in SHORT.items():
        (tmp_path / "own" / name).write_text(text, encoding="utf-8")
    written = run_on_corpus(tmp_path / "own", out=tmp_path / "out", by="outlet")
    names = {path.relative_to(tmp_path / "out").as_posix() for path in written}
    assert {f"notebooks/{name}" for name in notebooks} | {"figures/README.md"} <= names
    assert {"figures/01_rates_en.csv", "figures/01_rates_fr.csv", "figures/02_lix_fr.csv"} <= names
    said = 0
    for name in notebooks:
        executed = nbformat.read(tmp_path / "out" / "notebooks" / name, as_version=4)
        outputs = [output for cell in _code(executed) for output in cell.outputs]
        assert not [output for output in outputs if output.get("name") == "stderr"], name
        said += any("thin group" in output.get("text", "") for output in outputs)
    assert said > 3


@pytest.mark.notebooks
def test_a_figure_is_drawn_alike_under_one_name_or_not_at_all(tmp_path: Path) -> None:
    same = [_write(tmp_path / f"{name}.ipynb", FIRST, f'NAME = "shared"{DRAW}') for name in ("01_a", "01_a_fr")]
    other = _write(tmp_path / "02_b.ipynb", FIRST, 'BY = "event"', f'NAME = "shared"{DRAW}')
    told: list[tuple[str, int]] = []
    with pytest.raises(RuntimeError, match=r"02_b\.ipynb: figure shared is not the one 01_a_fr\.ipynb draws"):
        run_notebooks([*same, other], out=tmp_path / "out", tell=lambda *words: told.append(words))
    assert told == [("01_a.ipynb", 6), ("01_a_fr.ipynb", 6)]
    assert (tmp_path / "out/figures/shared.txt").read_text(encoding="utf-8") == "outlet tone: 3.5.\n"
    assert not (tmp_path / "out/notebooks/02_b.ipynb").exists()
    # Another run may replace what an earlier one drew.
    run_notebooks([other], out=tmp_path / "out")
    assert (tmp_path / "out/figures/shared.txt").read_text(encoding="utf-8") == "event tone: 3.5.\n"


# What running one does


@pytest.mark.notebooks
def test_parameters_reach_the_cells_below(tmp_path: Path) -> None:
    source = _write(tmp_path / "01_a.ipynb", FIRST, f'NAME = "01_a"{DRAW}', "chart")
    before = source.read_bytes()
    own = {"BY": "le d'à côté", "CORPUS": Path("articles")}
    written = run_notebooks([source], out=tmp_path / "out", parameters=own)
    assert source.read_bytes() == before
    assert not list(tmp_path.glob("figures"))
    assert {path.relative_to(tmp_path / "out").as_posix() for path in written} == {
        "figures/01_a.csv", "figures/01_a.png", "figures/01_a.svg", "figures/01_a.txt", "figures/index.json",
        "figures/README.md", "notebooks/01_a.ipynb"}
    assert (tmp_path / "out/figures/01_a.txt").read_text(encoding="utf-8") == "le d'à côté tone: 3.5.\n"
    copy = nbformat.read(tmp_path / "out/notebooks/01_a.ipynb", as_version=4)
    assert copy.cells[0].source == FIRST
    assert copy.cells[1].metadata.tags == ["injected-parameters"]
    injected = dict(line.split(" = ") for line in copy.cells[1].source.splitlines())
    assert ast.literal_eval(injected["CORPUS"]) == str(Path("articles").absolute())
    assert ast.literal_eval(injected["FIGURES"]) == "../figures"
    assert "image/png" in copy.cells[3].outputs[0].data


@pytest.mark.notebooks
def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    source = _write(tmp_path / "01_a.ipynb", FIRST, f'NAME = "01_a"{DRAW}', "chart", "hash('framing')")
    for name in ("one", "two"):
        run_notebooks([source], out=tmp_path / name)
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(files) == 7
    assert [file for file in files
            if (tmp_path / "one" / file).read_bytes() != (tmp_path / "two" / file).read_bytes()] == []


@pytest.mark.notebooks
def test_a_failing_notebook_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    paths = [_write(tmp_path / "01_bad.ipynb", FIRST, f'NAME = "01_bad"{DRAW}', "# why\n{}['missing']"),
             _write(tmp_path / "02_good.ipynb", FIRST, f'NAME = "02_good"{DRAW}'),
             _write(tmp_path / "03_dead.ipynb", FIRST, "import os\nos._exit(1)")]
    with pytest.raises(RuntimeError) as caught:
        run_notebooks(paths, out=tmp_path / "out")
    first, second = str(caught.value).splitlines()
    assert first.startswith("01_bad.ipynb: cell 3 failed; got KeyError: 'missing'")
    assert second.startswith("03_dead.ipynb: cell 2 failed; got Kernel died")
    left = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*")}
    assert "notebooks/02_good.ipynb" in left
    assert not [name for name in left if "bad" in name or "dead" in name or "running" in name]


@pytest.mark.notebooks
def test_a_cell_that_takes_too_long_is_named(tmp_path: Path) -> None:
    source = _write(tmp_path / "01_slow.ipynb", FIRST, "import time\ntime.sleep(600)")
    with pytest.raises(RuntimeError, match=r"01_slow\.ipynb: cell 2 failed; got A cell timed out"):
        run_notebooks([source], out=tmp_path / "out", timeout=5)


@pytest.mark.notebooks
def test_figures_of_several_notebooks_share_one_record(tmp_path: Path) -> None:
    paths = [_write(tmp_path / f"{name}.ipynb", FIRST, f'NAME = "{name}"{DRAW}') for name in ("01_a", "02_b")]
    run_notebooks(paths, out=tmp_path / "out", keep=False)
    assert not (tmp_path / "out/notebooks").exists()
    record = json.loads((tmp_path / "out/figures/index.json").read_text(encoding="utf-8"))
    assert set(record["matplotlib"]) == {"01_a", "02_b"}


@pytest.mark.parametrize(("sources", "tags", "parameters", "reason"), [
    ((FIRST,), (), {}, "has no parameters"),
    ((), (), {}, "has no parameters"),
    ((FIRST,), ("parameters",), {"CORPSU": "x"}, "has no parameter CORPSU"),
    (('CORPUS = "x"',), ("parameters",), {}, "has no parameter FIGURES"),
])
def test_wrong_parameters_are_refused_before_anything_runs(
        tmp_path: Path, sources: tuple[str, ...], tags: tuple[str, ...], parameters: dict[str, object],
        reason: str) -> None:
    source = _write(tmp_path / "01_a.ipynb", *sources, tags=tags)
    with pytest.raises(ValueError, match=reason):
        run_notebooks([source], out=tmp_path / "out", parameters=parameters)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("value", [object(), float("nan"), {"a": Path("b")}])
def test_a_value_no_notebook_can_hold_is_refused(tmp_path: Path, value: object) -> None:
    source = _write(tmp_path / "01_a.ipynb", FIRST)
    with pytest.raises(TypeError, match="parameter BY"):
        run_notebooks([source], out=tmp_path / "out", parameters={"BY": value})


@pytest.mark.parametrize("arguments", [{"corpus": "absent"}, {"corpus": ".", "lexicon": "absent.csv"},
                                       {"corpus": ".", "lexicon": Path("folder", "absent")}])
def test_absent_files_are_refused_before_anything_runs(tmp_path: Path, arguments: dict[str, Any]) -> None:
    with pytest.raises(FileNotFoundError, match="is not there"):
        run_on_corpus(**arguments, out=tmp_path / "out")


@pytest.mark.parametrize(("text", "options", "words"), [
    ("Le pont a fermé lundi soir, dit la mairie.", ["--by", "newspaper"], "missing column(s) ['newspaper']"),
    ("Le pont a fermé lundi soir, dit la mairie.", ["--lexicon", "war_piece"], "did you mean 'war_peace'"),
    ("Die Brücke ist seit Montag gesperrt, sagt die Stadt.", [], "no entry in a language of the articles"),
    ("", [], "no article could be read"),
])
def test_what_every_notebook_would_refuse_is_said_once(
        text: str, options: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "article.txt", tmp_path / "out"
    source.write_text(text, encoding="utf-8")
    assert main(["notebooks", "--corpus", str(source), "--out", str(out), *options]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not out.exists()


def test_an_option_not_taken_leads_to_the_help_that_says_how_to_go(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["notebooks", "--corpus", str(tmp_path), "--out", str(tmp_path / "out"), "--day-first"])
    assert "framing notebooks does not take --day-first; framing notebooks --help" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="0"):
        main(["notebooks", "--help"])
    assert "metadata.csv" in capsys.readouterr().out


def test_the_command_says_which_notebook_failed_and_no_more(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*given: object, **options: object) -> None:
        raise RuntimeError("03_frames.ipynb: cell 4 failed; got KeyError.")

    monkeypatch.setattr(framing.notebooks, "run_on_corpus", fail)
    assert main(["notebooks", "--corpus", str(tmp_path / "articles"), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == "framing: 03_frames.ipynb: cell 4 failed; got KeyError.\n"


def test_without_jupyter_the_error_says_what_to_install(tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    source = _write(tmp_path / "01_a.ipynb", FIRST)
    monkeypatch.setitem(sys.modules, "nbformat", None)
    with pytest.raises(ImportError, match=r"media-framing\[lab\]"):
        run_notebooks([source], out=tmp_path / "out")


def test_no_notebook_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = str(tmp_path / "framing" / "notebooks" / "running.py")
    monkeypatch.setattr(framing.notebooks.running, "__file__", elsewhere)
    with pytest.raises(FileNotFoundError, match="no notebook is there"):
        find_notebooks()


# How they are stored


def test_cleaning_keeps_what_was_written_and_drops_what_was_run(tmp_path: Path) -> None:
    path = tmp_path / "dirty.ipynb"
    cells = [
        {"cell_type": "code", "id": "kept-id", "metadata": {"tags": ["parameters"], "collapsed": True},
         "source": ["é = 1\n", "é"], "execution_count": 7, "outputs": [{"output_type": "stream"}]},
        {"cell_type": "code", "id": "kept-id", "metadata": {}, "source": "2",
         "execution_count": None, "outputs": []},
        {"cell_type": "markdown", "metadata": {"editor": {}}, "source": "Why?", "attachments": {"a.png": {}}}]
    metadata = {"kernelspec": {"name": "somebody"}}
    dirty = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(dirty), encoding="utf-8")
    with pytest.raises(ValueError, match=r"dirty\.ipynb .* run `python run\.py clean`"):
        check_clean(path)
    assert clean_notebook(path)
    check_clean(path)
    assert not clean_notebook(path)
    stored = nbformat.read(path, as_version=4)
    nbformat.validate(stored)
    assert [cell.id for cell in stored.cells] == ["kept-id", "cell-002", "cell-003"]
    assert stored.cells[0].source == "é = 1\né"
    assert stored.cells[0].metadata == {"tags": ["parameters"]}
    assert (stored.cells[0].outputs, stored.cells[0].execution_count) == ([], None)
    assert stored.cells[2].attachments == {"a.png": {}}
    assert stored.metadata.kernelspec.name == "python3"
    assert path.read_text(encoding="utf-8") == nbformat.writes(stored).rstrip("\n") + "\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["not json", "[]", '{"nbformat": 3}'])
def test_what_is_no_notebook_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"other\.ipynb is not a notebook"):
        clean_notebook(path)
    assert path.read_text(encoding="utf-8") == text


# How they are shipped


def test_the_wheel_holds_the_notebooks_and_an_installed_package_finds_them(notebooks: dict[str, Any],
                                                                          tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    code = ("from framing.notebooks import find_notebooks\n"
            "for path in find_notebooks(): print(path)")
    # -P: not the folder it runs in; the extracted wheel comes first on the path, as an installed one would.
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, env=environment, check=True,
                          capture_output=True, text=True)
    found = [Path(line) for line in done.stdout.splitlines()]
    assert [path.name for path in found] == list(notebooks)
    assert all(path.is_relative_to(tmp_path / "installed") for path in found)
