"""How a notebook is stored: without outputs, in one spelling, so that a difference is a change of content.

A cell tagged `check` is stored folded: it computes the answer to an exercise.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from framing._check import message

METADATA: dict[str, dict[str, str]] = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CHECK = "check"
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def clean_notebook(path: str | Path) -> bool:
    """Rewrite a notebook as it is stored: no outputs, an id for each cell, tags as the only metadata.

    What is tagged `check` is folded.

    Returns
    -------
    True if the file changed.

    Raises
    ------
    ValueError
        If the file is not a notebook of format 4.
    """
    target = Path(path)
    before = target.read_bytes()
    after = cleaned(before.decode("utf-8"), name=target.name).encode("utf-8")
    if after == before:
        return False
    # Written beside and moved: whoever opens the file meanwhile finds the old one or the new one.
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(after)
    os.replace(beside, target)
    return True


def check_clean(path: str | Path) -> None:
    """Raise `ValueError` if a notebook is not as `clean_notebook` would store it."""
    source = Path(path)
    before = source.read_bytes()
    if cleaned(before.decode("utf-8"), name=source.name).encode("utf-8") != before:
        raise ValueError(message("check_clean", f"{source.name} is stored with outputs or editor metadata",
                                 hint="run `python run.py clean`"))


def cleaned(text: str, *, name: str) -> str:
    """Return the text of a notebook as it is stored; `name` is the file's, for the error."""
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(message("clean_notebook", f"{name} is not a notebook", got=str(error))) from error
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise ValueError(message("clean_notebook", f"{name} is not a notebook of format 4"))
    taken: set[str] = set()
    cells = []
    for number, cell in enumerate(notebook["cells"], start=1):
        # An id that is there stays: renumbering would show every cell below a new one as changed.
        cell_id = next(free for free in _ids(cell, number) if free not in taken)
        taken.add(cell_id)
        cells.append(_cleaned_cell(cell, cell_id))
    stored = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _ids(cell: dict[str, Any], number: int) -> Iterator[str]:
    """Yield the id a cell has, if it is a good one, then ids it may take."""
    present = cell.get("id")
    if isinstance(present, str) and _CELL_ID.fullmatch(present):
        yield present
    yield f"cell-{number:03d}"
    again = 2
    while True:
        yield f"cell-{number:03d}-{again}"
        again += 1


def _cleaned_cell(cell: dict[str, Any], cell_id: str) -> dict[str, Any]:
    tags = cell.get("metadata", {}).get("tags")
    source = "".join(cell["source"])
    metadata = {"tags": tags} if tags else {}
    if CHECK in metadata.get("tags", []):
        metadata["jupyter"] = {"source_hidden": True}
    stored = {"cell_type": cell["cell_type"], "id": cell_id, "metadata": metadata,
              "source": source.splitlines(keepends=True)}
    if cell["cell_type"] == "code":
        stored |= {"execution_count": None, "outputs": []}
    elif cell.get("attachments"):
        stored |= {"attachments": cell["attachments"]}
    return stored
