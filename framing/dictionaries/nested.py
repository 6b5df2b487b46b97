"""YAML as quanteda lays it out, and JSON: categories hold patterns, or further categories."""

import importlib
import json
from typing import Any

import pandas as pd

from framing._check import message
from framing.dictionaries.parsed import Card, Entry, Parsed, category_name, in_tree_order, patterns_by_category
from framing.lexicon import COLUMNS

# A category with its contents, as pairs, so that a name that stands twice loses nothing.
Pairs = list[tuple[str, Any]]


def parse_yaml(text: str) -> Parsed:
    """Read YAML; every scalar is a word: `no`, `on`, `yes`, `null` and `1984` too. Aliases are refused."""
    try:
        yaml = importlib.import_module("yaml")
    except ImportError as error:
        raise ImportError(message("read_lexicon", "a YAML dictionary needs the package 'pyyaml'",
                                  hint="pip install 'media-framing[io]'")) from error
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader)):
            raise ValueError(message("read_lexicon", "the YAML uses aliases (`*name`)",
                                     hint='a pattern that begins with `*` stands in quotes: "*phobie"'))
        tree = _plain(yaml.compose(text, Loader=yaml.BaseLoader), yaml)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(message("read_lexicon", "the YAML cannot be read", got=str(error),
                                 hint='a pattern that begins with `*` stands in quotes: "*phobie"')) from error
    return _parsed(tree)


def _plain(node: Any, yaml: Any) -> Any:
    """Return a YAML node as pairs, lists and strings; nothing is made a number or a truth value."""
    if isinstance(node, yaml.MappingNode):
        return tuple((str(key.value), _plain(value, yaml)) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, yaml) for item in node.value]
    return node.value if node is not None else ""


def parse_json(text: str) -> Parsed:
    """Read JSON: a tree of categories and patterns, or `entries` with all columns and a `card`."""
    try:
        whole = json.loads(text)
        if isinstance(whole, dict) and isinstance(whole.get("entries"), list) and all(
                isinstance(entry, dict) for entry in whole["entries"]):
            return _with_columns(whole)
        return _parsed(json.loads(text, object_pairs_hook=tuple))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(message("read_lexicon", "the JSON cannot be read", got=str(error))) from error


def _with_columns(whole: dict[str, Any]) -> Parsed:
    unknown = sorted({name for entry in whole["entries"] for name in entry} - set(COLUMNS))
    if unknown:
        raise ValueError(message("read_lexicon", "the entries have columns that are not those of a lexicon",
                                 got=unknown, expected=f"some of {sorted(COLUMNS)}"))
    card = whole.get("card")
    return Parsed(whole["entries"], card=card if isinstance(card, dict) else {}, own=True)


def _parsed(tree: Any) -> Parsed:
    if not isinstance(tree, tuple):
        raise ValueError(message("read_lexicon", "the file holds no categories", got=type(tree).__name__,
                                 expected="names of categories with their patterns"))
    entries: list[Entry] = []
    left_out: list[str] = []
    _collect(tree, [], entries, left_out)
    return Parsed(entries, left_out)


def _collect(tree: Any, path: list[str], entries: list[Entry], left_out: list[str]) -> None:
    """Gather the patterns below a category; a list may mix patterns and further categories."""
    if isinstance(tree, tuple):
        for name, below in tree:
            _collect(below, [*path, name], entries, left_out)
    elif isinstance(tree, list):
        for item in tree:
            _collect(item, path, entries, left_out)
    elif isinstance(tree, str) and not tree.strip():
        return
    elif isinstance(tree, str) or (isinstance(tree, int) and not isinstance(tree, bool)):
        entries.append({"category": category_name(path), "pattern": " ".join(str(tree).split())})
    else:
        left_out.append(f"{category_name(path)}: {tree!r}")


def render_yaml(entries: pd.DataFrame, card: Card) -> str:
    """Write YAML; every word stands in quotes, so that no reader makes `no` a truth value."""
    by_category = patterns_by_category(entries)
    parents = {name.rpartition("/")[0] for name in by_category}
    lines = []
    for name in in_tree_order(list(by_category)):
        depth = name.count("/")
        mark = "- " if depth else ""
        lines.append("  " * (2 * depth - 1 if depth else 0) + f"{mark}{_quoted(name.rpartition('/')[2])}:")
        if not by_category[name] and name not in parents:
            lines[-1] += " []"
        lines += ["  " * (2 * depth + 1) + f"- {_quoted(entry['pattern'])}" for entry in by_category[name]]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def render_json(entries: pd.DataFrame, card: Card) -> str:
    """Write the entries with all columns, and the card."""
    rows = entries[list(COLUMNS)].to_dict("records")
    return json.dumps({"card": dict(card), "entries": rows}, ensure_ascii=False, indent=1, default=str) + "\n"
