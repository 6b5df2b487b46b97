"""The index of the notebooks: what each asks and how long it takes, written from the notebooks themselves."""

import json
import math
from pathlib import Path
from typing import Any

from framing._check import message
from framing.notebooks.stored import cleaned

INDEX = "00_index.ipynb"
COURSE = "course"
# Reading speed, and the time a cell takes to be run and its output looked at.
_WORDS_A_MINUTE, _MINUTES_A_CELL = 180, 0.5


def write_course(folder: str | Path) -> bool:
    """Write the table of `00_index.ipynb` anew: a line for each notebook beside it.

    Parameters
    ----------
    folder
        Folder of the notebooks.

    Returns
    -------
    True if the file changed.

    Raises
    ------
    ValueError
        If the index has no cell tagged `course`.
    """
    target = Path(folder, INDEX)
    before = target.read_text(encoding="utf-8")
    notebook = json.loads(before)
    cells = [cell for cell in notebook["cells"] if COURSE in cell.get("metadata", {}).get("tags", [])]
    if len(cells) != 1:
        raise ValueError(message("write_course", f"{INDEX} needs one cell tagged `{COURSE}`", got=f"{len(cells)}"))
    others = sorted(path for path in target.parent.glob("[0-9][0-9]_*.ipynb") if path.name != INDEX)
    lines = ["| notebook | question | minutes |", "|---|---|---:|", *map(_line, others)]
    cells[0]["source"] = "\n".join(lines).splitlines(keepends=True)
    after = cleaned(json.dumps(notebook), name=INDEX)
    if after != before:
        target.write_text(after, encoding="utf-8", newline="\n")
    return after != before


def _line(path: Path) -> str:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    question = prose[0].splitlines()[0].removeprefix("# ").replace("|", "\\|")
    n_words = sum(len(text.split()) for text in prose)
    n_code = sum(cell["cell_type"] == "code" for cell in cells)
    minutes = math.ceil(n_words / _WORDS_A_MINUTE + n_code * _MINUTES_A_CELL)
    return f"| [{path.stem}]({path.name}) | {question} | {minutes} |"
