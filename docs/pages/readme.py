"""Parts of the README as parts of pages, so that they are written once."""

import re

from pages.gallery import FOLDER


def opening(readme: str) -> str:
    """Return what stands before the first section, without the title."""
    return _linked(readme.partition("\n## ")[0].partition("\n")[2])


def section(readme: str, title: str) -> str:
    """Return the text of a section, without its title."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", readme, flags=re.DOTALL | re.MULTILINE)
    if found is None:
        raise KeyError(f"the README has no section {title!r}")
    return _linked(found[1])


def filled(page: str, readme: str) -> str:
    """Put the parts of the README in where a page asks for them: `<!-- README -->`, `<!-- README: Section -->`."""
    return re.sub(r"<!-- README(?:: ([^>]+?))? -->\n",
                  lambda asked: section(readme, asked[1]) if asked[1] else opening(readme), page)


def _linked(text: str) -> str:
    """Let pictures point to the gallery of the pages; the other links lead to the same places there."""
    return text.strip("\n").replace("](figures/", f"]({FOLDER}/") + "\n"
