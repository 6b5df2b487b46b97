"""The course: its index, and the reading time at the head of each notebook, written from the notebooks themselves."""

import json
import math
import re
from pathlib import Path
from types import MappingProxyType
from typing import Any

from framing._check import message
from framing.notebooks.stored import CHECK, cleaned

INDEX = "00_index.ipynb"
COURSE = "course"
# A notebook in French stands beside the English one whose name it completes.
FRENCH = "_fr"
# Cells that the learner writes in; with those that check what was written they are no part of the reading.
ANSWER = "answer"
# Reading speed, and the time a cell takes to be run and its output looked at.
_WORDS_A_MINUTE, _MINUTES_A_CELL = 180, 0.5
_READING_TIME = MappingProxyType({
    "en": re.compile(r"^(- \*\*Reading time:\*\* )\d+(?= minutes)", re.MULTILINE),
    "fr": re.compile(r"^(- \*\*Temps de lecture\u00a0:\*\* )\d+(?= minutes)", re.MULTILINE)})


def write_course(folder: str | Path) -> tuple[str, ...]:
    """Write anew what the course says of itself: the table of `00_index.ipynb` and every reading time.

    A notebook `NN_name_fr.ipynb` is listed beside `NN_name.ipynb`, and in French.

    Parameters
    ----------
    folder
        Folder of the notebooks.

    Returns
    -------
    The names of the files that changed.

    Raises
    ------
    ValueError
        If the index has no cell tagged `course`, a notebook no reading time in its first cell, or a French notebook no
        English one.
    """
    target = Path(folder, INDEX)
    index = json.loads(target.read_text(encoding="utf-8"))
    cells = [cell for cell in index["cells"] if COURSE in cell.get("metadata", {}).get("tags", [])]
    if len(cells) != 1:
        raise ValueError(message("write_course", f"{INDEX} needs one cell tagged `{COURSE}`", got=f"{len(cells)}"))
    paths = sorted(path for path in target.parent.glob("[0-9][0-9]_*.ipynb") if path.name != INDEX)
    notebooks = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    for stem, notebook in notebooks.items():
        _write_minutes(stem, notebook)
    cells[0]["source"] = "\n".join(_table(notebooks)).splitlines(keepends=True)
    written = {target: index, **{path: notebooks[path.stem] for path in paths}}
    return tuple(path.name for path, notebook in written.items() if _rewrite(path, notebook))


def _write_minutes(stem: str, notebook: dict[str, Any]) -> None:
    """Put the reading time into the first cell of a notebook."""
    pattern = _READING_TIME["fr" if stem.endswith(FRENCH) else "en"]
    head = notebook["cells"][0]
    said, n_found = pattern.subn(rf"\g<1>{_minutes(notebook)}", "".join(head["source"]))
    if n_found != 1:
        raise ValueError(message("write_course", f"{stem} does not say its reading time once, in its first cell",
                                 got=f"{n_found} times", expected=f"a line like {pattern.pattern!r}"))
    head["source"] = said.splitlines(keepends=True)


def _minutes(notebook: dict[str, Any]) -> int:
    prose = [_source(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    n_words = sum(len(text.split()) for text in prose)
    n_code = sum(cell["cell_type"] == "code" and not {ANSWER, CHECK} & set(cell.get("metadata", {}).get("tags", []))
                 for cell in notebook["cells"])
    return math.ceil(n_words / _WORDS_A_MINUTE + n_code * _MINUTES_A_CELL)


def _table(notebooks: dict[str, Any]) -> list[str]:
    """Return the lines of the index: a notebook, its question, its minutes, and the same in French."""
    rows = {stem: [_link(stem, stem), _question(notebook), str(_minutes(notebook)), ""]
            for stem, notebook in notebooks.items() if not stem.endswith(FRENCH)}
    for stem in notebooks.keys() - rows.keys():
        english = stem.removesuffix(FRENCH)
        if english not in rows:
            raise ValueError(message("write_course", f"{stem} stands alone", expected=f"{english}.ipynb beside it"))
        said = f"{_link(_question(notebooks[stem]), stem)} ({_minutes(notebooks[stem])} min)"
        rows[english][-1] = said
    return ["| notebook | question | minutes | en français |", "|---|---|---:|---|",
            *(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in rows.values())]


def _link(text: str, stem: str) -> str:
    return f"[{text}]({stem}.ipynb)"


def _question(notebook: dict[str, Any]) -> str:
    return _source(notebook["cells"][0]).splitlines()[0].removeprefix("# ").replace("|", "\\|")


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _rewrite(path: Path, notebook: dict[str, Any]) -> bool:
    """Store a notebook and tell whether its file changed."""
    after = cleaned(json.dumps(notebook), name=path.name)
    if after == path.read_text(encoding="utf-8"):
        return False
    path.write_text(after, encoding="utf-8", newline="\n")
    return True
