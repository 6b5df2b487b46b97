"""Run notebooks, each in a fresh kernel, on the articles they come with or on somebody's own."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tqdm.auto import tqdm

from framing._check import check_columns, message
from framing.figures import INDEX, README, write_index
from framing.lexicon_files import load_lexicon, read_lexicon
from framing.notebooks.course import INDEX as COURSE_INDEX
from framing.notebooks.parameters import (
    INJECTED,
    assignment,
    code_cells,
    jupyter,
    read_with_parameters,
    stored_number,
)
from framing.notebooks.stored import METADATA
from framing.reading import read_corpus

# The scheme of the first notebook; all the notebooks' own have its languages.
_OWN_LEXICON = "generic_news"

# What a kernel must not take from the machine: the order of hashes, dates, threads, a display, progress
# bars. The epoch is the first day a zip archive can hold.
KERNEL_SETTINGS = MappingProxyType({
    "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "315532800", "TZ": "UTC", "TQDM_DISABLE": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
})


def find_notebooks() -> tuple[Path, ...]:
    """Find the notebooks of this project, in their order: those installed with it, or its checkout's.

    The index of the course is not among them: there is nothing in it to run.

    Raises
    ------
    FileNotFoundError
        If there are none.

    Examples
    --------
    >>> from framing.notebooks import find_notebooks
    >>> find_notebooks()[0].name[:3]
    '01_'
    """
    package = Path(__file__).resolve().parents[1]
    places = (package / "notebook_files", package.parent / "notebooks")
    for folder in places:
        found = tuple(sorted(path for path in folder.glob("[0-9][0-9]_*.ipynb") if path.name != COURSE_INDEX))
        if found:
            return found
    raise FileNotFoundError(message("find_notebooks", "no notebook is there", got=str(places[-1]),
                                    expected="files named NN_name.ipynb"))


def run_on_corpus(corpus: str | Path, *, out: str | Path, by: str | None = None,
                  lexicon: str | Path | None = None, progress: bool = False) -> tuple[Path, ...]:
    """Run all notebooks of this project on somebody's own articles: the sub-command ``notebooks``.

    Parameters
    ----------
    corpus
        File or folder `read_corpus` reads, without options: what the files do not say of themselves stands in a
        `metadata.csv` in the folder (outlets, languages, dates as 2025-02-01).
    out
        Folder for ``figures`` and for the executed ``notebooks``.
    by
        Column of the documents that names the groups; the notebooks' own choice by default.
    lexicon
        Name of a built-in scheme, or a lexicon file; the notebooks' own choice by default.
    progress
        Show a progress bar.

    Returns
    -------
    The files written.

    Raises
    ------
    FileNotFoundError
        If `corpus` or a lexicon file is not there.
    KeyError
        If the documents have no column `by`.
    ValueError
        If nothing can be read, the lexicon is not understood, or it has no entry in a language of the articles. All
        of these are raised before a notebook runs.
    RuntimeError
        If notebooks fail, see `run_notebooks`.
    """
    parameters: dict[str, object] = {"CORPUS": _existing("corpus", Path(corpus))}
    if by is not None:
        parameters["BY"] = by
    if lexicon is not None:
        path = Path(lexicon)
        named_as_file = path.exists() or path.suffix or path.name != str(lexicon)
        parameters["LEXICON"] = _existing("lexicon", path) if named_as_file else str(lexicon)
    _check_fit(Path(corpus), by, parameters.get("LEXICON", _OWN_LEXICON))
    return run_notebooks(find_notebooks(), out=out, parameters=parameters, progress=progress)


def run_notebooks(notebooks: Iterable[str | Path], *, out: str | Path,
                  parameters: Mapping[str, object] | None = None, keep: bool = True, timeout: int = 900,
                  progress: bool = False, tell: Callable[[str, int], None] | None = None) -> tuple[Path, ...]:
    """Run notebooks, each in a fresh kernel, and collect the figures they save.

    The notebooks themselves are never changed. A kernel starts in the folder of its notebook, so that
    relative paths mean the same here as in JupyterLab.

    Parameters
    ----------
    notebooks
        Files whose first code cell is tagged ``parameters`` and assigns, among others, ``FIGURES``: the
        folder figures are saved to, which is set here.
    out
        Folder to write to, made when it is not there: figures, with a README that shows them, to
        ``figures`` in it, executed copies to ``notebooks``.
    parameters
        New values for names the parameters cell assigns. A `Path` is made absolute, text is taken as
        it stands.
    keep
        Keep the executed copies, with their outputs.
    timeout
        Seconds one cell may take.
    progress
        Show a progress bar, on standard error or in the calling notebook.
    tell
        Called with the name of each notebook that has run to its end, and the number of files it left.

    Returns
    -------
    The files written. Those of one notebook appear once it has run to its end: a run that fails or is
    interrupted leaves no half-written file.

    Raises
    ------
    ImportError
        If nbclient or nbformat is not installed.
    ValueError
        If a notebook has no parameters cell, or that cell does not assign a name in `parameters`.
    RuntimeError
        If notebooks fail: names each one, the cell and the error; so does one that draws a figure otherwise than
        another did under the same name. The others are run all the same.

    Notes
    -----
    The values go into a second cell below the parameters cell, the convention of papermill [1]_.

    References
    ----------
    .. [1] papermill documentation, "Parameterize", https://papermill.readthedocs.io
    """
    prepared = [(Path(path), read_with_parameters(Path(path), parameters or {})) for path in notebooks]
    folder = Path(out).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, str] = {}
    failures: list[RuntimeError] = []
    n_cells = sum(len(code_cells(notebook)) for _, notebook in prepared)
    with tqdm(total=n_cells, unit="cell", disable=not progress) as bar:
        for path, notebook in prepared:
            bar.set_description(path.stem)
            with tempfile.TemporaryDirectory(prefix=".running-", dir=folder) as stage:
                try:
                    _seed_record(folder / "figures", Path(stage, "figures"))
                    _execute(path, notebook, Path(stage), timeout=timeout, bar=bar)
                    _refuse_other_figures(path, Path(stage), folder, written)
                except RuntimeError as error:
                    failures.append(error)
                    continue
                if keep:
                    _write_copy(notebook, Path(stage, "notebooks", path.name))
                moved = _move(Path(stage), folder)
                written |= dict.fromkeys(moved, path.name)
                if tell is not None:
                    tell(path.name, len(moved))
    if any(path.suffix == ".png" for path in written):
        written[write_index(folder / "figures")] = README
    if failures:
        raise RuntimeError("\n".join(map(str, failures))) from failures[0]
    return tuple(written)


def _check_fit(path: Path, by: str | None, lexicon: object) -> None:
    """Refuse once, and in one sentence, what every notebook would refuse."""
    documents = read_corpus(path).documents
    if by is not None:
        check_columns("run_on_corpus", documents, [by])
    # As the notebooks do: a list that names no language is in that of most articles.
    words = (read_lexicon(lexicon, lang=documents["lang"].mode()[0]) if isinstance(lexicon, Path)
             else load_lexicon(str(lexicon)))
    if not documents["lang"].isin(words.languages).any():
        raise ValueError(message(
            "run_on_corpus", f"lexicon {words.name!r} has no entry in a language of the articles",
            got=f"articles in {sorted(documents['lang'].unique())}", expected=f"some of {list(words.languages)}",
            hint="if the language was not recognised, give it in a column lang of metadata.csv in the folder"))


def _existing(name: str, path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(message("run_on_corpus", f"`{name}` is not there", got=str(path)))
    return path


def _seed_record(figures: Path, staged: Path) -> None:
    """Let the figures of one notebook add to the record of those already there."""
    staged.mkdir()
    if (figures / INDEX).exists():
        shutil.copy(figures / INDEX, staged)


def _execute(path: Path, notebook: Any, stage: Path, *, timeout: int, bar: tqdm) -> None:
    """Run all cells in place; figures go to `stage` until the notebook has run to its end."""
    exceptions = jupyter("nbclient.exceptions")
    manager = jupyter("jupyter_client.manager").AsyncKernelManager(
        # No folder of kernels: the kernel is then this very Python, whatever else is called python3.
        kernel_spec_manager=jupyter("jupyter_client.kernelspec").KernelSpecManager(kernel_dirs=[]),
        connection_file=str(stage / "kernel.json"))
    client = jupyter("nbclient").NotebookClient(
        notebook, km=manager, timeout=timeout, record_timing=False, store_widget_state=False,
        resources={"metadata": {"path": str(path.absolute().parent)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"])
    environment = {**os.environ, **KERNEL_SETTINGS, "IPYTHONDIR": str(stage / "ipython")}
    injected = next(cell for cell in notebook.cells if cell.id == INJECTED)
    kept_source = injected.source
    injected.source += "\n" + assignment("FIGURES", stage / "figures")
    position = 0
    try:
        with client.setup_kernel(env=environment, cleanup_kc=True):
            for position, cell in enumerate(notebook.cells):
                client.execute_cell(cell, position)
                bar.update(cell.cell_type == "code")
    except (exceptions.CellControlSignal, RuntimeError) as error:
        raise RuntimeError(_failure(path, notebook, position, error)) from error
    injected.source = kept_source


def _failure(path: Path, notebook: Any, position: int, error: Exception) -> str:
    """Say which cell of the stored notebook failed, counted from 1, and how."""
    cell = notebook.cells[position]
    line = next(iter(cell.source.strip().splitlines()), "")
    raised = f"{getattr(error, 'ename', '')}: {getattr(error, 'evalue', '')}"
    cause = raised if hasattr(error, "ename") else str(error)
    return message(path.name, f"cell {stored_number(path, cell)} failed", got=" ".join(cause.split()),
                   hint=f"the cell begins `{line}`")


def _write_copy(notebook: Any, target: Path) -> None:
    notebook.metadata.update(METADATA)
    target.parent.mkdir()
    text = jupyter("nbformat").writes(notebook, version=4)
    target.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def _refuse_other_figures(path: Path, stage: Path, folder: Path, written: Mapping[Path, str]) -> None:
    """Raise `RuntimeError` if a figure of an earlier notebook of this run would be replaced by another picture."""
    for source in sorted((stage / "figures").iterdir()):
        target = folder / "figures" / source.name
        if source.name != INDEX and target in written and source.read_bytes() != target.read_bytes():
            raise RuntimeError(message(path.name, f"figure {source.stem} is not the one {written[target]} draws",
                                       got=f"another {source.name}", hint="give one of the two another name"))


def _move(stage: Path, folder: Path) -> list[Path]:
    """Move what a notebook left, file by file: each is there whole or not at all."""
    moved = []
    for source in sorted(path for part in ("figures", "notebooks") for path in (stage / part).rglob("*")):
        if source.is_file():
            target = folder / source.relative_to(stage)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
            moved.append(target)
    return moved
