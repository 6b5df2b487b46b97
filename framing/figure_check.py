"""Two folders of figures compared: the numbers and words always, the pictures where they can be."""

import math
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from framing.figures import PARTS, figure_files, read_index

_TOLERANCE = 1e-9
_DIFFERENCE_COLUMNS = ["figure", "part", "difference"]


def check_figures(expected: str | Path, actual: str | Path) -> pd.DataFrame:
    """Compare two folders of figures: the numbers and words always, the pictures where they can be.

    Parameters
    ----------
    expected
        The folder that is right, such as the one kept in the repository.
    actual
        The folder just written.

    Returns
    -------
    One row per difference, none when the folders agree:

    ============ ===== ============================================================== =========
    column       unit  meaning                                                        undefined
    ============ ===== ============================================================== =========
    figure             name of the figure; empty for the folder as a whole            never
    part               csv, png, svg, txt, or folder                                  never
    difference         what differs, with both values                                 never
    ============ ===== ============================================================== =========

    Notes
    -----
    Checked in order: that there are figures at all (two empty folders do not agree, they were not
    compared); that both hold the same files; the CSV, text exactly and numbers to 1e-9 of their size; the
    words; the bytes of both pictures, only where the same matplotlib drew them, since versions lay text
    out differently and no tolerance tells that from a changed number.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     fr.check_figures(empty, empty)["difference"].tolist()
    ['no figure found in the expected folder', 'no figure found in the actual folder']
    """
    folders = {"expected": Path(expected), "actual": Path(actual)}
    names = {role: figure_files(folder) for role, folder in folders.items()}
    found = [("", "folder", f"no figure found in the {role} folder") for role in folders if not names[role]]
    if found:
        return pd.DataFrame(found, columns=_DIFFERENCE_COLUMNS)
    drawn_by = {role: read_index(folder) for role, folder in folders.items()}
    for name in sorted(set(names["expected"]) | set(names["actual"])):
        present = {role: names[role].get(name, set()) for role in folders}
        for part in PARTS:
            holders = [role for role in folders if part in present[role]]
            if holders == ["expected", "actual"]:
                versions = {drawn_by[role].get(name) for role in folders}
                found += [(name, part, text) for text in _compare(folders, name, part, versions)]
            elif holders:
                found.append((name, part, f"only in the {holders[0]} folder"))
            else:
                found.append((name, part, "in neither folder"))
    return pd.DataFrame(found, columns=_DIFFERENCE_COLUMNS)


def _compare(folders: Mapping[str, Path], name: str, part: str, versions: set[str | None]) -> list[str]:
    paths = [folder / f"{name}.{part}" for folder in folders.values()]
    if part == "csv":
        return _compare_numbers(*(_read_cells(path) for path in paths))
    if part == "txt":
        # A checkout may have changed the ends of lines; the words are what counts.
        texts = [path.read_text(encoding="utf-8").strip() for path in paths]
        return [] if texts[0] == texts[1] else [f"alternative text: expected {texts[0]!r}, got {texts[1]!r}"]
    if len(versions) > 1 or None in versions:
        return []
    return [] if paths[0].read_bytes() == paths[1].read_bytes() else ["the bytes of the picture differ"]


def _read_cells(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def _compare_numbers(expected: pd.DataFrame, actual: pd.DataFrame) -> list[str]:
    if list(expected.columns) != list(actual.columns):
        return [f"columns: expected {list(expected.columns)}, got {list(actual.columns)}"]
    if len(expected) != len(actual):
        return [f"rows: expected {len(expected)}, got {len(actual)}"]
    return [f"row {row + 1}, {column}: expected {wanted!r}, got {came!r}"
            for column in expected.columns
            for row, (wanted, came) in enumerate(zip(expected[column], actual[column], strict=True))
            if not _same(wanted, came)]


def _same(wanted: str, came: str) -> bool:
    if wanted == came:
        return True
    try:
        return math.isclose(float(wanted), float(came), rel_tol=_TOLERANCE)
    except ValueError:
        return False
