"""The gallery: every figure of the repository with its alternative text, by the notebook that draws it."""

import itertools
from collections.abc import Sequence
from pathlib import Path

from pages import markdown

FOLDER = "gallery"


def page(figures: Path, notebooks: Sequence[Path]) -> str:
    """Return the page of the figures in a folder, where the pictures lie beside it in `gallery`.

    The number a figure's name begins with is that of its notebook; `notebooks` are those that have a page.
    """
    pictures = sorted(figures.glob("*.png"))
    parts = [markdown.heading("Figures"),
             "What the notebooks draw from the demonstration corpus, which is invented: nothing here is a finding on "
             "journalism. Each picture has its numbers as CSV and its description as text."]
    for number, group in itertools.groupby(pictures, key=lambda picture: picture.name[:2]):
        parts += [markdown.heading(_title(number, notebooks), 2), *_links(number, notebooks)]
        parts += [_figure(picture) for picture in group]
    return markdown.blocks(*parts)


def _title(number: str, notebooks: Sequence[Path]) -> str:
    names = [path.stem for path in notebooks if path.name.startswith(number)]
    return names[0] if names else number


def _links(number: str, notebooks: Sequence[Path]) -> list[str]:
    names = [path.name for path in notebooks if path.name.startswith(number)]
    return [f"Drawn in {', '.join(f'[{markdown.text(Path(name).stem)}](notebooks/{name})' for name in names)}."]


def _figure(picture: Path) -> str:
    alt = picture.with_suffix(".txt").read_text(encoding="utf-8").strip()
    place = f"{FOLDER}/{picture.stem}"
    return markdown.blocks(f"![{markdown.text(alt)}]({place}.png)",
                           f"`{picture.stem}`: {{download}}`numbers <{place}.csv>`, "
                           f"{{download}}`vector picture <{place}.svg>`").rstrip()
