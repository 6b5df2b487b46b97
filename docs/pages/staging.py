"""The source of the pages, put together in a folder of its own: what is written, what is generated, what is run."""

import json
import shutil
from pathlib import Path

from pages import api, command, gallery, lexicons, measures, readme

DOCS = Path(__file__).resolve().parents[1]
ROOT = DOCS.parent
INDEX = "00_index.ipynb"
# What makes a page with code in it a notebook.
_FRONT_MATTER = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n"
_CELL = "```{code-cell}\n"


def notebooks() -> tuple[Path, ...]:
    """Return the notebooks of the course, its index first."""
    return tuple(sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")))


# Pages of the repository that are pages here too; they link each other by these names.
_OF_THE_REPOSITORY = ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff")


def stage(target: Path) -> None:
    """Make the folder anew, laid out as the repository is: notebooks find `../data` and save to `../figures`.

    Notebooks run in this folder, on copies: neither they nor the figures of the repository change.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for place, page in written().items():
        filled = readme.filled(page, text)
        _write(target / place, _FRONT_MATTER + filled if _CELL in filled else filled)
    for place, page in generated().items():
        _write(target / place, page)
    for path in notebooks():
        source = path.read_text(encoding="utf-8")
        _write(target / "notebooks" / path.name, with_chapters(source) if path.name == INDEX else source)
    for name in _OF_THE_REPOSITORY:
        shutil.copy(ROOT / name, target)
    shutil.copytree(ROOT / "data", target / "data")
    shutil.copytree(ROOT / "figures", target / gallery.FOLDER, ignore=shutil.ignore_patterns("*.md", "*.json"))


def with_chapters(index: str) -> str:
    """Return the index of the course with the other notebooks as its chapters, for the sidebar."""
    notebook = json.loads(index)
    names = [path.stem for path in notebooks() if path.name != INDEX]
    toctree = "\n".join(["```{toctree}", ":hidden:", "", *names, "```"])
    notebook["cells"].append({"cell_type": "markdown", "id": "chapters", "metadata": {}, "source": toctree})
    return json.dumps(notebook, ensure_ascii=False)


def written() -> dict[str, str]:
    """Return the pages that are written by hand: text by path."""
    folder = DOCS / "text"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.md"))}


def cells(page: str) -> list[str]:
    """Return the code of a page that is run when it is built."""
    return [part.partition("\n```")[0] for part in page.split(_CELL)[1:]]


def generated() -> dict[str, str]:
    """Return the generated pages: text by path."""
    course = [path for path in notebooks() if path.name != INDEX]
    return {**{f"api/{name}": page for name, page in api.pages().items()},
            **{f"lexicons/{name}": page for name, page in lexicons.pages().items()},
            "measures.md": measures.page(), "command.md": command.page(),
            "gallery.md": gallery.page(ROOT / "figures", course)}


def _write(path: Path, page: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", newline="\n")
