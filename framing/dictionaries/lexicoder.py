"""Lexicoder 3 (`.lc3`): `+category`, then its words, a line each."""

import pandas as pd

from framing._check import message
from framing.dictionaries.parsed import Card, Entry, Parsed, category_name


def parse_lc3(text: str) -> Parsed:
    """Read a Lexicoder 3 dictionary."""
    entries: list[Entry] = []
    category = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("+"):
            category = category_name([line[1:]], flat=True)
        elif category:
            entries.append({"category": category, "pattern": " ".join(line.split())})
        else:
            raise ValueError(message("read_lexicon", "a word stands before the first category", got=line,
                                     expected="`+` and a name first"))
    return Parsed(entries)


def render_lc3(entries: pd.DataFrame, card: Card) -> str:
    """Write a Lexicoder 3 dictionary."""
    parts = [f"+{name}\n" + "".join(f"{pattern}\n" for pattern in part["pattern"])
             for name, part in entries.groupby("category", sort=False)]
    return "".join(parts)
