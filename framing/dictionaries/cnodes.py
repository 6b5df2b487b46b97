"""Yoshikoder (`.ykd`) and Lexicoder 2 (`.lcd`): XML with a `cnode` per category and a `pnode` per pattern."""

from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import pandas as pd

from framing._check import message
from framing.dictionaries.parsed import Card, Entry, Parsed, category_name, in_tree_order, patterns_by_category

_DEEPEST = 50


def parse_cnodes(text: str) -> Parsed:
    """Read a Yoshikoder dictionary; its single outer `cnode` is the dictionary itself and gives the title.

    Entities and document types are refused: a word list needs none.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError(message("read_lexicon", "the XML declares a document type or entities",
                                 expected="plain XML", hint="remove the declaration"))
    try:
        root = ElementTree.fromstring(text.lstrip())
    except ElementTree.ParseError as error:
        raise ValueError(message("read_lexicon", "the XML is damaged", got=str(error))) from error
    if root.tag != "dictionary":
        raise ValueError(message("read_lexicon", "the XML is no dictionary", got=f"<{root.tag}>",
                                 expected="<dictionary>"))
    outer = root.findall("cnode")
    title = ""
    if len(outer) == 1 and outer[0].find("cnode") is not None and outer[0].find("pnode") is None:
        title, outer = outer[0].get("name", ""), outer[0].findall("cnode")
    entries: list[Entry] = []
    waiting = [(node, [node.get("name", "")]) for node in reversed(outer)]
    while waiting:
        node, path = waiting.pop()
        if len(path) > _DEEPEST:
            raise ValueError(message("read_lexicon", "categories lie too deep in each other", got=path[:3],
                                     expected=f"at most {_DEEPEST} levels"))
        entries += [{"category": category_name(path), "pattern": " ".join(leaf.get("name", "").split())}
                    for leaf in node.findall("pnode")]
        waiting += [(child, [*path, child.get("name", "")]) for child in reversed(node.findall("cnode"))]
    return Parsed(entries, card={"title": title} if title else {})


def render_ykd(entries: pd.DataFrame, card: Card) -> str:
    """Write a Yoshikoder dictionary."""
    return _render(entries, str(card.get("title", "")), style="050805")


def render_lcd(entries: pd.DataFrame, card: Card) -> str:
    """Write a Lexicoder 2 dictionary: the same XML under another style."""
    return _render(entries, str(card.get("title", "")), style="lexicoder")


def _render(entries: pd.DataFrame, title: str, *, style: str) -> str:
    by_category = patterns_by_category(entries)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<dictionary style={quoteattr(style)}>",
             f'\t<cnode name={quoteattr(title)} desc="">']
    open_levels = 0
    for name in in_tree_order(list(by_category)):
        depth = name.count("/")
        lines += ["\t" * (level + 1) + "</cnode>" for level in range(open_levels, depth, -1)]
        lines.append("\t" * (depth + 2) + f'<cnode name={quoteattr(name.rpartition("/")[2])} desc="">')
        lines += ["\t" * (depth + 3) + f"<pnode name={quoteattr(entry['pattern'])}/>" for entry in by_category[name]]
        open_levels = depth + 1
    lines += ["\t" * (level + 1) + "</cnode>" for level in range(open_levels, -1, -1)]
    return "\n".join([*lines, "</dictionary>"]) + "\n"
