"""Figures on disk: picture, numbers and words side by side, the same bytes for the same numbers."""

import io
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import matplotlib
import pandas as pd

from framing._check import message
from framing.charts.chart import Chart
from framing.charts.style import check_font

PARTS = ("csv", "png", "svg", "txt")
INDEX = "index.json"
README = "README.md"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def save_figure(chart: Chart, directory: str | Path, *, name: str) -> tuple[Path, ...]:
    """Write a chart as NAME.svg, NAME.png, NAME.csv (the numbers drawn) and NAME.txt (the words).

    Parameters
    ----------
    chart
        What a chart function returned.
    directory
        Folder to write in; it is made when absent.
    name
        Name of the figure, without an ending: letters, digits, `_` and `-`.

    Returns
    -------
    The paths written, in the order csv, png, svg, txt.

    Raises
    ------
    ValueError
        If the name could leave the folder or would not be a file name everywhere.
    RuntimeError
        If the font does not come from matplotlib: other outlines, other bytes.

    Notes
    -----
    Nothing is written before everything is drawn; each file is replaced whole, so that an interrupted run
    leaves no half-written one. The PNG is 1440 pixels wide for a figure of 7.2 inches. In the CSV,
    decimal numbers have ten significant digits, and text that a spreadsheet would run as a formula is
    preceded by an apostrophe. `index.json` records which matplotlib drew each figure: pictures are
    comparable byte for byte only under the same one.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> import framing as fr
    >>> estimates = pd.DataFrame({"group": ["Le Quai", "Le Phare"], "measure": "conflict",
    ...     "unit": "per 1,000 words", "estimate": [5.8, 3.2], "ci_low": [3.9, 1.3],
    ...     "ci_high": [7.5, 5.6], "n_articles": [212, 180]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in fr.save_figure(fr.chart_rates(estimates), folder, name="rates")]
    ['rates.csv', 'rates.png', 'rates.svg', 'rates.txt']
    """
    if not _NAME.fullmatch(name):
        raise ValueError(message("save_figure", "`name` is not a plain file name", got=repr(name),
                                 expected="letters, digits, _ and -, such as 02_frames_by_outlet"))
    check_font("save_figure")
    folder = Path(directory)
    contents = {
        "csv": _csv(chart.table),
        "png": chart.render("png"),
        "svg": chart.render("svg"),
        "txt": f"{chart.alt}\n".encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    drawn_by = read_index(folder) | {name: matplotlib.__version__}
    files = {folder / f"{name}.{part}": contents[part] for part in PARTS}
    _replace(files | {folder / INDEX: _json(drawn_by)})
    return tuple(files)


def write_index(directory: str | Path) -> Path:
    """Write README.md in a folder of figures: each picture with its words and the file of its numbers.

    Parameters
    ----------
    directory
        A folder that `save_figure` wrote to.

    Returns
    -------
    The path of the README.

    Raises
    ------
    ValueError
        If the folder holds no figure.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import framing as fr
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "rates.png").write_bytes(b"")
    ...     _ = Path(folder, "rates.txt").write_text("Conflict 5.8.", encoding="utf-8")
    ...     fr.write_index(folder).read_text(encoding="utf-8").splitlines()[4]
    '## rates'
    """
    folder = Path(directory)
    names = figure_files(folder)
    if not names:
        raise ValueError(message("write_index", "no figure found", got=str(folder),
                                 hint="call save_figure first"))
    lines = ["# Figures", "", "Written by `write_index`; do not edit by hand.", ""]
    for name in sorted(names):
        words = folder / f"{name}.txt"
        alt = _markdown(words.read_text(encoding="utf-8") if words.exists() else name)
        kinds = {"numbers": "csv", "vector picture": "svg"}
        links = [f"[{kind}]({name}.{part})" for kind, part in kinds.items() if part in names[name]]
        lines += [f"## {name}", "", f"![{alt}]({name}.png)", ""]
        lines += [f"Files: {', '.join(links)}.", ""] if links else []
    target = folder / README
    _replace({target: "\n".join(lines).encode()})
    return target


def figure_names(directory: str | Path) -> list[str]:
    """Return the names of the figures that `save_figure` recorded in a folder, sorted."""
    return sorted(read_index(Path(directory)))


def remove_figure(directory: str | Path, *, name: str) -> None:
    """Take a figure that `save_figure` wrote, and its record, out of a folder."""
    folder = Path(directory)
    drawn_by = read_index(folder)
    drawn_by.pop(name, None)
    _replace({folder / INDEX: _json(drawn_by)})
    if _NAME.fullmatch(name):
        for part in PARTS:
            (folder / f"{name}.{part}").unlink(missing_ok=True)


def _csv(table: pd.DataFrame) -> bytes:
    safe = table.copy()
    for column in safe.columns:
        if pd.api.types.is_string_dtype(safe[column]) or safe[column].dtype == object:
            safe[column] = safe[column].map(_defuse)
    safe.columns = [_defuse(str(column)) for column in safe.columns]
    buffer = io.StringIO()
    safe.to_csv(buffer, index=False, lineterminator="\n", float_format="%.10g")
    return buffer.getvalue().encode("utf-8")


def _defuse(cell: object) -> object:
    # Spreadsheets run such text as a formula; a tab or a carriage return before it does not stop them.
    if isinstance(cell, str) and cell.lstrip()[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}:
        return f"'{cell}"
    return cell


def _json(content: Mapping[str, str]) -> bytes:
    return (json.dumps({"matplotlib": dict(sorted(content.items()))}, indent=2) + "\n").encode()


def read_index(folder: Path) -> dict[str, str]:
    """Return which matplotlib drew each figure of a folder."""
    path = folder / INDEX
    if not path.exists():
        return {}
    try:
        drawn_by = json.loads(path.read_text(encoding="utf-8"))["matplotlib"]
        return {str(name): str(version) for name, version in drawn_by.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ValueError(message("figures", "the record of matplotlib versions cannot be read", got=str(path),
                                 hint="delete the file and draw the figures again")) from problem


def _replace(files: Mapping[Path, bytes]) -> None:
    """Write every file under a passing name in its own folder, then put all in place."""
    waiting = {target.with_name(f".{target.name}.{os.getpid()}.tmp"): target for target in files}
    try:
        for passing, target in waiting.items():
            passing.write_bytes(files[target])
        for passing, target in waiting.items():
            os.replace(passing, target)
    finally:
        for passing in waiting:
            passing.unlink(missing_ok=True)


def figure_files(folder: Path) -> dict[str, set[str]]:
    """Return the figures of a folder by name, each with the parts that are there."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        part = path.suffix[1:]
        if part in PARTS and path.is_file() and _NAME.fullmatch(path.stem):
            found.setdefault(path.stem, set()).add(part)
    return found


def _markdown(text: str) -> str:
    """Make text safe inside the brackets of a Markdown image: no markup, no line break."""
    # No-break spaces are kept: they are French typography.
    plain = re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+!|$~])", r"\\\1", plain)
