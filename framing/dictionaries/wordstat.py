"""WordStat (`.cat`): a tree by tabs, items with their weight in parentheses, rules as `@NAME [ … ]`.

A rule `ITEM NEAR ITEM /S 3` is an entry with a condition. `#NAME` stands for the items of a category.
"""

import re

import pandas as pd

from framing.dictionaries.parsed import Card, Entry, Parsed, category_name, in_tree_order, patterns_by_category
from framing.notation import Condition, read_condition

_ITEM = re.compile(r"(?P<indent>\s*)(?P<text>\S.*?)\s*\((?P<weight>-?\d+(?:[.,]\d+)?)\)\s*\Z")
_RULE = re.compile(r"@\S+\s*\[\s*(?P<item>\S+)\s+(?P<no>NOT\s+)?(?P<word>NEAR|AFTER|BEFORE)\s+(?P<other>\S+)\s*"
                   r"/(?P<unit>[SP])(?:\s*(?P<n>\d+))?\s*\]\Z", re.IGNORECASE)
# `A AFTER B`: what is counted is A, and B stands before it.
_SIDES = {"NEAR": "", "AFTER": "before", "BEFORE": "after"}
_WORDS = {side: word for word, side in _SIDES.items()}


def looks_like_wordstat(text: str) -> bool:
    """Has the text indented items with a number in parentheses?"""
    return any("\t" in found["indent"] for found in map(_ITEM.match, text.splitlines()) if found)


def parse_cat(text: str) -> Parsed:
    """Read a WordStat dictionary; rules over whole documents or with AND, OR are left out."""
    path: list[tuple[int, str]] = []
    items: list[tuple[str, str, float]] = []
    for line in filter(str.strip, text.splitlines()):
        found = _ITEM.match(line)
        depth = line[:len(line) - len(line.lstrip())].count("\t")
        path = [(level, name) for level, name in path if level < depth]
        if found:
            items.append((category_name(name for _, name in path), found["text"],
                          float(found["weight"].replace(",", "."))))
        else:
            path.append((depth, line.strip()))
    return _entries(items)


def _entries(items: list[tuple[str, str, float]]) -> Parsed:
    plain = [(category, _spaced(text)) for category, text, _ in items if not text.startswith("@")]
    entries: list[Entry] = []
    left_out: list[str] = []
    for category, text, weight in items:
        rule = _RULE.match(text)
        if not category or (text.startswith("@") and not rule):
            left_out.append(text)
        elif rule:
            counted, near = (_meant(rule[part], plain) for part in ("item", "other"))
            condition = Condition(not rule["no"], tuple(near), int(rule["n"]) if rule["n"] else None,
                                  rule["unit"].upper() == "S", _SIDES[rule["word"].upper()])
            entries += [{"category": category, "pattern": pattern, "weight": weight, "condition": str(condition)}
                        for pattern in counted if near]
            if not (counted and near):
                left_out.append(text)
        else:
            entries.append({"category": category, "pattern": _spaced(text), "weight": weight})
    return Parsed(entries, left_out)


def _meant(item: str, plain: list[tuple[str, str]]) -> list[str]:
    """Return the patterns an item of a rule stands for: itself, or those of the category it names."""
    if not item.startswith("#"):
        return [_spaced(item)]
    name = category_name([item[1:]])
    return [pattern for category, pattern in plain if name in category.split("/")]


def _spaced(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def can_write(entry: Entry, categories: dict[str, list[Entry]]) -> bool:
    """Can a rule say the condition of an entry? Several patterns need a category that holds just these."""
    if not entry["condition"]:
        return True
    return _named(read_condition(entry["condition"]), categories) is not None


def _named(condition: Condition, categories: dict[str, list[Entry]]) -> str | None:
    if len(condition.patterns) == 1:
        return condition.patterns[0].replace(" ", "_")
    for name in categories:
        leaf = name.rpartition("/")[2]
        plain = [(category, entry["pattern"]) for category, items in categories.items() for entry in items
                 if not entry["condition"]]
        if _meant(f"#{leaf}", plain) == list(condition.patterns):
            return f"#{leaf}"
    return None


def render_cat(entries: pd.DataFrame, card: Card) -> str:
    """Write a WordStat dictionary; conditions become rules."""
    categories = patterns_by_category(entries)
    lines = []
    rules = 0
    for name in in_tree_order(list(categories)):
        depth = name.count("/")
        lines.append("\t" * depth + name.rpartition("/")[2])
        for entry in categories[name]:
            text = entry["pattern"]
            if entry["condition"]:
                rules += 1
                text = f"@RULE{rules} [{_rule(entry, categories)}]"
            lines.append("\t" * (depth + 1) + f"{text} ({entry['weight']:g})")
    return "\n".join(lines) + "\n"


def _rule(entry: Entry, categories: dict[str, list[Entry]]) -> str:
    condition = read_condition(entry["condition"])
    unit = f"/{'S' if condition.sentence else 'P'}" + (f" {condition.n_words}" if condition.n_words else "")
    return " ".join([entry["pattern"].replace(" ", "_"), *([] if condition.only else ["NOT"]),
                     _WORDS[condition.side], str(_named(condition, categories)), unit])
