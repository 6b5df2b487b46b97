"""Imports only go down the floors, and no floor below the charts knows matplotlib."""

import ast
from pathlib import Path

import framing

ROOT = Path(framing.__file__).parent
FLOORS = ("_check", "_markup", "_progress", "ranges", "lexicons", "languages", "corpus", "reading", "expressions",
          "notation", "lexicon", "dictionaries", "lexicon_files", "scanner", "sentences", "actors", "tokens",
          "type_index", "patterns", "matching", "voice", "measures", "scrutiny", "comparison", "validation",
          "modelling", "charts", "writing", "display", "figures", "figure_check", "summary", "estimating", "analysis",
          "reporting", "notebooks", "cli", "__main__")
HOMES = {"sklearn": {"modelling"}, "matplotlib": {"charts", "figures"}, "anywidget": {"display"}}


def _imports() -> list[tuple[str, str]]:
    """Return (room, imported module) of every import in the package."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found.append((room, node.module or "."))
            elif isinstance(node, ast.Import):
                found += [(room, alias.name) for alias in node.names]
    return found


def test_imports_only_go_down() -> None:
    inside = [(room, name.split(".")[1]) for room, name in _imports()
              if name.startswith("framing.") and room != "__init__"]
    assert len(inside) > 20
    up = [(room, other) for room, other in inside
          if room != other and FLOORS.index(other) >= FLOORS.index(room)]
    assert not up


def test_heavy_libraries_stay_in_their_rooms() -> None:
    heavy = [(room, name) for room, name in _imports() if name.split(".")[0] in HOMES]
    assert heavy
    assert not [(room, name) for room, name in heavy if room not in HOMES[name.split(".")[0]]]


def test_no_pyplot_and_no_asserts_or_prints_in_the_library() -> None:
    paths = sorted(ROOT.rglob("*.py"))
    assert paths
    assert not [name for _, name in _imports() if "pyplot" in name]
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Assert), path
            is_print = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
            assert not is_print or path.name == "cli.py", path
