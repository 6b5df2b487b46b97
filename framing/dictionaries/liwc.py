"""LIWC dictionaries: `.dic` with a numbered legend (2007, indented in 2015), `.dicx` as a table (2022)."""

import csv
import io
import re

import pandas as pd

from framing._check import message
from framing.dictionaries.parsed import Card, Entry, Parsed, category_name, in_tree_order, patterns_by_category

_LEGEND = re.compile(r"(?P<indent>\t*) *(?P<number>\d+)\s+(?P<name>.+?)(?: \((?P<label>.+)\))?\s*\Z")
_SPACED = re.compile(r"(?P<word>.+?)(?P<numbers>(?:\s+\d+)+)\Z")
FIRST_HEADERS = ("entry", "dicterm")


def parse_dic(text: str) -> Parsed:
    """Read a `.dic`: `%`, numbered categories, `%`, words with their numbers. Indented categories are levels.

    Conditional codes of LIWC 2001 and 2007 (`<of>`, parentheses) are left out.
    """
    lines = text.splitlines()
    marks = [place for place, line in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2:
        raise ValueError(message("read_lexicon", "the LIWC dictionary has no legend",
                                 expected="categories between two lines `%`"))
    categories, labels = _legend(lines[marks[0] + 1:marks[1]])
    entries: list[Entry] = []
    left_out = []
    for line in filter(str.strip, lines[marks[1] + 1:]):
        word, numbers = _word(line)
        unknown = [number for number in numbers if number not in categories]
        if not numbers or unknown:
            left_out.append(line.strip())
        else:
            entries += [{"category": categories[number], "pattern": word} for number in numbers]
    return Parsed(entries, left_out, {"categories": labels} if labels else {})


def _legend(lines: list[str]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    names: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    path: list[tuple[int, str]] = []
    for line in filter(str.strip, lines):
        found = _LEGEND.match(line)
        if not found:
            raise ValueError(message("read_lexicon", "a line of the LIWC legend cannot be read", got=line.strip(),
                                     expected="a number and a name"))
        depth = len(found["indent"])
        path = [(level, name) for level, name in path if level < depth]
        path.append((depth, found["name"]))
        flat = len(path) == 1
        names[found["number"]] = category_name([name for _, name in path], flat=flat)
        if found["label"]:
            labels[names[found["number"]]] = {"label_en": found["label"]}
    return names, labels


def _word(line: str) -> tuple[str, list[str]]:
    if "<" in line or "(" in line.partition("\t")[2]:
        return line, []
    if "\t" in line.strip():
        word, _, rest = line.strip().partition("\t")
        numbers = rest.split()
    else:
        spaced = _SPACED.match(line.strip())
        word, numbers = (spaced["word"], spaced["numbers"].split()) if spaced else (line, [])
    return " ".join(word.split()), numbers if all(map(str.isdigit, numbers)) else []


def parse_dicx(text: str) -> Parsed:
    """Read a `.dicx`: one row per word, one column per category, marked by `X`, `1` or a weight."""
    rows = list(csv.reader(io.StringIO(text)))
    names = [category_name([name], flat=True) for name in rows[0][1:]]
    entries: list[Entry] = []
    left_out = []
    for row in rows[1:]:
        for name, mark in zip(names, row[1:], strict=False):
            weight = _weight(mark.strip())
            if weight is None:
                left_out.append(f"{row[0]}: {name} is {mark.strip()!r}")
            elif weight:
                entries.append({"category": name, "pattern": " ".join(row[0].split()), "weight": weight})
    return Parsed(entries, left_out)


def _weight(mark: str) -> float | None:
    if mark in ("", "X", "x"):
        return float(bool(mark))
    try:
        return float(mark.replace(",", "."))
    except ValueError:
        return None


def render_dic_2007(entries: pd.DataFrame, card: Card) -> str:
    """Write a `.dic` with a flat legend."""
    return _render_dic(entries, card, indented=False)


def render_dic_2015(entries: pd.DataFrame, card: Card) -> str:
    """Write a `.dic` whose legend is indented by level."""
    return _render_dic(entries, card, indented=True)


def _render_dic(entries: pd.DataFrame, card: Card, *, indented: bool) -> str:
    names = list(dict.fromkeys(entries["category"]))
    if indented:
        names = in_tree_order(list(patterns_by_category(entries)))
    numbers = {name: number for number, name in enumerate(names, start=1)}
    lines = ["%"]
    for name, number in numbers.items():
        depth, shown = (name.count("/"), name.rpartition("/")[2]) if indented else (0, name)
        label = card.get("categories", {}).get(name, {}).get("label_en")
        lines.append("\t" * depth + f"{number}\t{shown}" + (f" ({label})" if label else ""))
    lines.append("%")
    for pattern, part in entries.groupby("pattern", sort=False):
        lines.append("\t".join([str(pattern), *(str(numbers[name]) for name in part["category"])]))
    return "\n".join(lines) + "\n"


def render_dicx(entries: pd.DataFrame, card: Card) -> str:
    """Write a `.dicx`; `X` marks weight 1."""
    table = entries.pivot(index="pattern", columns="category", values="weight")
    table = table.reindex(index=entries["pattern"].unique(), columns=entries["category"].unique())
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["DicTerm", *table.columns])
    for pattern, weights in zip(table.index, table.to_numpy(), strict=True):
        writer.writerow([pattern, *("" if weight != weight else "X" if weight == 1 else f"{weight:g}"
                                    for weight in weights)])
    return buffer.getvalue()
