"""The parameters of a notebook: a tagged cell with its own values, and a cell below it with yours."""

import ast
import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from framing._check import message
from framing.notebooks.stored import cleaned

INJECTED = "injected-parameters"
# Cells that speak of the demonstration corpus: they would be untrue of somebody else's articles.
DEMONSTRATION = "demonstration"


def jupyter(name: str) -> Any:
    """Import a part of Jupyter, or say how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(message("framing.notebooks", f"{name} is not installed",
                                  hint='pip install "media-framing[lab]"')) from error


def code_cells(notebook: Any) -> list[Any]:
    """Return the code cells of a notebook, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def read_with_parameters(path: Path, values: Mapping[str, object]) -> Any:
    """Read a notebook and put a cell with `values` below its parameters cell.

    With another corpus, cells tagged `demonstration` are left out.
    """
    notebook = _read(path)
    first = next(iter(code_cells(notebook)), None)
    if first is None or "parameters" not in first.metadata.get("tags", []):
        raise ValueError(message("run_notebooks", f"{path.name} has no parameters",
                                 expected="a first code cell tagged `parameters`"))
    known = {target.id for node in ast.parse(first.source).body if isinstance(node, ast.Assign)
             for target in node.targets if isinstance(target, ast.Name)}
    if unknown := sorted({"FIGURES", *values} - known):
        raise ValueError(message("run_notebooks", f"{path.name} has no parameter {', '.join(unknown)}",
                                 got=f"parameters {sorted(known)}"))
    if "CORPUS" in values:
        notebook.cells = [cell for cell in notebook.cells if DEMONSTRATION not in cell.metadata.get("tags", [])]
    # FIGURES holds for the copy as it will lie in `out`; the kernel is told another folder, see `running`.
    lines = [assignment(name, value) for name, value in {**values, "FIGURES": "../figures"}.items()]
    injected = jupyter("nbformat").v4.new_code_cell("\n".join(lines), id=INJECTED)
    injected.metadata["tags"] = [INJECTED]
    notebook.cells.insert(notebook.cells.index(first) + 1, injected)
    return notebook


def stored_number(path: Path, cell: Any) -> int:
    """Return which cell of the stored notebook this is, counted from 1."""
    return [stored.id for stored in _read(path).cells].index(cell.id) + 1


def _read(path: Path) -> Any:
    return jupyter("nbformat").reads(cleaned(path.read_text(encoding="utf-8"), name=path.name), as_version=4)


def assignment(name: str, value: object) -> str:
    """Write a parameter as a line of Python; a path becomes absolute."""
    plain = str(value.absolute()) if isinstance(value, Path) else value
    try:
        survives = ast.literal_eval(repr(plain)) == plain
    except (ValueError, SyntaxError):
        survives = False
    if not survives:
        raise TypeError(message("run_notebooks", f"parameter {name} cannot be written into a notebook",
                                got=type(value).__name__,
                                expected="text, a number, a path, or a list of these"))
    return f"{name} = {plain!r}"
