"""What every format gives and takes: entries, what was left out, and names that a table can carry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

Entry = dict[str, Any]
Card = Mapping[str, Any]


@dataclass(frozen=True)
class Parsed:
    """A word list as read.

    Attributes
    ----------
    entries
        One dictionary per entry: `category` and `pattern` at least.
    left_out
        What stands in the file and could not be read, as written.
    card
        Title, labels: what the file says of itself.
    own
        The file is a lexicon of this library: every entry must be readable.
    """

    entries: list[Entry]
    left_out: list[str] = field(default_factory=list)
    card: dict[str, Any] = field(default_factory=dict)
    own: bool = False


def category_name(levels: Iterable[str], *, flat: bool = False) -> str:
    """Join the levels of a category; white space becomes `_`, and so does a slash unless the format is flat.

    Examples
    --------
    >>> from framing.dictionaries.parsed import category_name
    >>> category_name(["A category", "and/or"])
    'A_category/and_or'
    """
    names = ["_".join(level.split()) for level in levels]
    return "/".join(names if flat else [name.replace("/", "_") for name in names])


def patterns_by_category(entries: pd.DataFrame) -> dict[str, list[Entry]]:
    """Return the entries of each category, parents before their children, in the order of the table."""
    found: dict[str, list[Entry]] = {}
    for entry in entries.to_dict("records"):
        levels = str(entry["category"]).split("/")
        for depth in range(1, len(levels) + 1):
            found.setdefault("/".join(levels[:depth]), [])
        found[entry["category"]].append({str(name): value for name, value in entry.items()})
    return found


def in_tree_order(categories: Sequence[str]) -> list[str]:
    """Sort categories so that children follow their parent; otherwise the order is kept."""
    place = {name: number for number, name in enumerate(categories)}
    return sorted(categories, key=lambda name: [
        place["/".join(name.split("/")[:depth])] for depth in range(1, name.count("/") + 2)])
