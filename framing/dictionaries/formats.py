"""The formats by name: how each is recognised, read and written, and what it can carry."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from framing._check import check_choice, message
from framing.dictionaries.cnodes import parse_cnodes, render_lcd, render_ykd
from framing.dictionaries.lexicoder import parse_lc3, render_lc3
from framing.dictionaries.liwc import (
    FIRST_HEADERS,
    parse_dic,
    parse_dicx,
    render_dic_2007,
    render_dic_2015,
    render_dicx,
)
from framing.dictionaries.nested import parse_json, parse_yaml, render_json, render_yaml
from framing.dictionaries.parsed import Card, Parsed, patterns_by_category
from framing.dictionaries.tables import is_table, parse_csv, parse_excel, render_csv, render_excel
from framing.dictionaries.wordstat import can_write, looks_like_wordstat, parse_cat, render_cat
from framing.expressions import is_expression

_ALL = frozenset({"lang", "weight", "exclude", "note", "condition", "voice", "regex"})


@dataclass(frozen=True)
class Format:
    """A format: its ending, its reader (text, or bytes for Excel), its writer, and the columns it carries."""

    suffix: str
    parse: Callable[..., Parsed]
    render: Callable[[pd.DataFrame, Card], str | bytes]
    carries: frozenset[str] = frozenset()


# Of several with one ending the first is written by default.
FORMATS = {
    "csv": Format(".csv", parse_csv, render_csv, _ALL),
    "excel": Format(".xlsx", parse_excel, render_excel, _ALL),
    "json": Format(".json", parse_json, render_json, _ALL | {"card"}),
    "yaml": Format(".yaml", parse_yaml, render_yaml),
    "liwc2015": Format(".dic", parse_dic, render_dic_2015, frozenset({"labels"})),
    "liwc2007": Format(".dic", parse_dic, render_dic_2007, frozenset({"labels"})),
    "liwc2022": Format(".dicx", parse_dicx, render_dicx, frozenset({"weight"})),
    "lexicoder2": Format(".lcd", parse_cnodes, render_lcd),
    "lexicoder3": Format(".lc3", parse_lc3, render_lc3),
    "yoshikoder": Format(".ykd", parse_cnodes, render_ykd),
    "wordstat": Format(".cat", parse_cat, render_cat, frozenset({"weight", "condition"})),
}


def detect_format(text: str) -> str:
    """Name the format of a text; what looks like no other is taken for CSV.

    Formats that differ in writing only go by one name: `liwc2015`, `yoshikoder`.

    Examples
    --------
    >>> from framing.dictionaries import detect_format
    >>> detect_format("%\\n1\\tharm\\n%\\nhurt*\\t1\\n"), detect_format("harm: [hurt*, kill]")
    ('liwc2015', 'yaml')
    """
    lines = [line for line in text.splitlines() if line.strip()] or [""]
    first = lines[0].strip()
    marks = ((first.startswith("<"), "yoshikoder"), (first.startswith("{"), "json"), (first == "%", "liwc2015"),
             (first.startswith("+"), "lexicoder3"), (is_table(text), "csv"),
             (first.partition(",")[0].strip('"').lower() in FIRST_HEADERS, "liwc2022"),
             (looks_like_wordstat(text), "wordstat"), (_looks_like_yaml(lines), "yaml"))
    return next((name for holds, name in marks if holds), "csv")


def _looks_like_yaml(lines: list[str]) -> bool:
    outer = [line for line in lines if not line.startswith(("#", "---", "...", "%YAML", " ", "\t", "- ", "]"))]
    return bool(outer) and all(re.search(r"\S:(\s|\Z)", line) for line in outer)


def format_of_name(path: PurePath, name: str | None) -> str:
    """Return the format to write: the one asked for, else the one of the file's ending."""
    if name is not None:
        check_choice("write_lexicon", "format", name, FORMATS)
        return name
    endings = {".yml": "yaml", **{one.suffix: key for key, one in reversed(FORMATS.items())}}
    if path.suffix.lower() not in endings:
        raise ValueError(message("write_lexicon", "the ending of the file names no format", got=path.name,
                                 expected=f"one of {sorted(endings)}", hint="or pass format="))
    return endings[path.suffix.lower()]


def carried_entries(entries: pd.DataFrame, name: str, *, card: Card) -> tuple[pd.DataFrame, list[str]]:
    """Return the entries that a format can say, and the names of what it cannot.

    Weights, notes and the card are dropped; entries that would mean something else are left out.
    """
    carries = FORMATS[name].carries
    left = {"exclude": (entries["exclude"], "exclusions"),
            "condition": (entries["condition"] != "", "entries with a condition"),
            "voice": (entries["voice"] != "", "entries with a voice"),
            "regex": (entries["pattern"].map(lambda text: any(map(is_expression, text.split()))),
                      "regular expressions")}
    lost, kept = [], pd.Series(True, index=entries.index)
    for column, (rows, words) in left.items():
        if column == "condition" and name == "wordstat":
            categories = patterns_by_category(entries)
            writable = [can_write(dict(zip(entries.columns, row, strict=True)), categories)
                        for row in entries.itertuples(index=False, name=None)]
            rows = ~pd.Series(writable, index=entries.index)
        elif column in carries:
            continue
        if rows.any():
            lost.append(f"{int(rows.sum())} {words} (left out)")
            kept &= ~rows
    for column, rows in (("weight", entries["weight"] != 1), ("note", entries["note"] != "")):
        if column not in carries and (rows & kept).any():
            lost.append(f"{int((rows & kept).sum())} {column}s")
    said = {"title"} | ({"categories"} if "labels" in carries else set())
    if "card" not in carries and set(card) - said:
        lost.append("the card")
    return entries[kept], lost
