"""The table of measures: every column a function returns, read off its docstring."""

import inspect
from types import MappingProxyType

import framing as fr
from framing.measures.undefined import MIN_WORDS, READABILITY, minimum_words
from pages import markdown
from pages.api import room_of, summary
from pages.docstrings import Table, after_tables, sections, tables

_FAMILIES = MappingProxyType({
    "Of each paragraph or article": ("measures", "voice"),
    "Of groups of articles: estimates": ("comparison",),
    "Of human coding": ("validation", "reading"),
    "Of word lists, actors and charts": ("scrutiny", "actors", "charts", "figure_check"),
})
HEADER = ("column", "unit", "what it measures", "undefined when")


def measuring() -> dict[str, list[str]]:
    """Return the functions whose docstring has a table of columns, by family."""
    with_table = [name for name in fr.__all__ if columns_of(name)]
    return {family: [name for name in with_table if room_of(name) in rooms] for family, rooms in _FAMILIES.items()}


def columns_of(name: str) -> list[tuple[str, ...]]:
    """Return column, unit, meaning and undefined case of each column a function returns."""
    found = [table for table in tables(_returns(name)) if table.header[:1] == ("column",)]
    return [row for table in found for row in _rows(table)]


def direction_of(name: str) -> str:
    """Return what a higher value means, where the notes begin with it."""
    first = " ".join(sections(inspect.getdoc(getattr(fr, name)) or "").get("Notes", [])).partition(".")[0]
    return f"{first.strip()}." if "=>" in first else ""


def page() -> str:
    """Return the page."""
    parts = [markdown.heading("Measures"),
             "Every column, with its unit and the case in which it is undefined, as the functions themselves say it. "
             "Undefined is NaN, never 0; {py:obj}`~framing.explain_missing` gives the reason.",
             markdown.heading("How many words a measure needs", 2), _minima()]
    for family, names in measuring().items():
        parts.append(markdown.heading(family, 2))
        for name in names:
            parts += _of_function(name)
    return markdown.blocks(*parts)


def _of_function(name: str) -> list[str]:
    rows = [[markdown.prose(_coded(column)), markdown.prose(unit), markdown.prose(meaning), markdown.prose(undefined)]
            for column, unit, meaning, undefined in columns_of(name)]
    below = [markdown.prose(paragraph) for paragraph in after_tables(_returns(name))]
    return [markdown.heading(name, 3), f"{{py:obj}}`~framing.{name}`: {markdown.prose(summary(getattr(fr, name)))}",
            markdown.prose(direction_of(name)), markdown.table(HEADER, rows), *below]


def _coded(column: str) -> str:
    """Set each name of a cell as code; what is in angle brackets is a place for names."""
    return ", ".join(part if part.startswith(("<", "`")) else f"`{part}`" for part in column.split(", "))


def _minima() -> str:
    names = ["mattr_25", *MIN_WORDS, *READABILITY]
    return markdown.table(("column", "words"), [(f"`{name}`", str(minimum_words(name))) for name in names], numbers=1)


def _returns(name: str) -> list[str]:
    return sections(inspect.getdoc(getattr(fr, name)) or "").get("Returns", [])


def _rows(table: Table) -> list[tuple[str, ...]]:
    """Return the rows in one order of columns, whichever of them a table has."""
    places = {title: place for place, title in enumerate(table.header)}
    wanted = ("column", "unit", "meaning", "undefined")
    return [tuple(row[places[title]] if title in places else "" for title in wanted) for row in table.rows]
