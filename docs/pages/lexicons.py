"""The cards of the built-in schemes as pages: what a list is, what it is not, how well it did, every entry."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

import framing as fr
from framing.lexicon import Lexicon
from pages import markdown

# What a card may say of the whole list, in the order of the page.
_PARTS = MappingProxyType({
    "en": {"description": "", "what_it_is_not": "What it is not", "known_limits": "Known limits",
           "measured_quality": "How well it did", "quality": "How well it did", "source": "Sources"},
    "fr": {"description": "", "what_it_is_not": "Ce qu’elle n’est pas", "known_limits": "Limites connues",
           "measured_quality": "Qualité mesurée", "quality": "Qualité mesurée", "source": "Sources"},
})
_CHANGES = MappingProxyType({"en": "Changes", "fr": "Changements"})
_ELSEWHERE = ("title", "version", "licence", "categories", "changes", "fr")
_LANGUAGES = MappingProxyType({"en": "English", "fr": "French"})
UNKNOWN = "No human coding was at hand to score this list: its accuracy is not known."


def pages() -> dict[str, str]:
    """Return the page of every built-in scheme, and the one that lists them, by file name."""
    schemes = fr.list_lexicons()
    return {**{f"{name}.md": page(fr.load_lexicon(name)) for name in schemes["name"]}, "index.md": index(schemes)}


def index(schemes: pd.DataFrame) -> str:
    """Return the page that lists the schemes, from the table of `list_lexicons`."""
    rows = [[f"[{markdown.text(row.title)}]({row.name}.md)", f"`{row.name}`", markdown.text(row.languages),
             str(row.n_categories), f"{row.n_patterns:,}", f"{row.n_exclusions:,}"]
            for row in schemes.itertuples(index=False)]
    header = ("scheme", "name", "languages", "categories", "patterns", "exclusions")
    toctree = "\n".join(["```{toctree}", ":hidden:", "", *schemes["name"], "```"])
    return markdown.blocks(
        markdown.heading("Word lists"),
        "The built-in schemes, each with its card. `fr.load_lexicon(name)` gives one; all are CC0. A count of words is "
        "a [proxy](../concepts/proxy.md): the card says what the list does not measure and how it was scored.",
        markdown.table(header, rows, numbers=3), toctree)


def page(lexicon: Lexicon) -> str:
    """Return the page of one lexicon. Nothing in it can act as markup, whoever wrote the card and the entries."""
    card = lexicon.card
    facts = [f"{name} {card[name]}" for name in ("version", "licence") if name in card]
    parts = [markdown.heading(str(card.get("title", lexicon.name))),
             markdown.text(" · ".join([lexicon.name, *facts]))]
    parts += _told(card, "en", level=2)
    if not {"measured_quality", "quality"} & set(card):
        parts += [markdown.heading(_PARTS["en"]["quality"], 2), UNKNOWN]
    parts += [markdown.heading("Categories", 2), _counts(lexicon)]
    for category in lexicon.categories:
        parts += _category(lexicon, category)
    parts += _changes(card, "en", level=2)
    if isinstance(card.get("fr"), Mapping):
        parts += [markdown.heading("En français", 2), *_told(card["fr"], "fr", level=3),
                  *_changes(card["fr"], "fr", level=3)]
    return markdown.blocks(*parts)


def _told(card: Mapping[str, Any], lang: str, *, level: int) -> list[str]:
    """Write what a card says of the whole list; what the order does not name comes last, under its own key."""
    titles = _PARTS[lang]
    parts = []
    for key in [*(key for key in titles if key in card), *(key for key in card if key not in (*titles, *_ELSEWHERE))]:
        title = titles.get(key, key)
        parts += [markdown.heading(title, level)] if title else []
        parts.append(_value(card[key]))
    return parts


def _changes(card: Mapping[str, Any], lang: str, *, level: int) -> list[str]:
    return [markdown.heading(_CHANGES[lang], level), _value(card["changes"])] if card.get("changes") else []


def _value(value: Any) -> str:
    """Write what a card holds under a key: a text, a list, or tables in tables."""
    if isinstance(value, Mapping):
        return "\n".join(_nested(value))
    return markdown.items(value) if isinstance(value, list) else markdown.text(value)


def _nested(card: Mapping[str, Any], depth: int = 0) -> list[str]:
    lines = []
    for key, value in card.items():
        begin = f"{'  ' * depth}- {markdown.text(key.replace('_', ' '))}"
        if isinstance(value, Mapping) and not any(isinstance(one, Mapping | list) for one in value.values()):
            numbers = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in value.items())
            lines.append(f"{begin}: {markdown.text(numbers)}")
        elif isinstance(value, Mapping):
            lines += [begin, *_nested(value, depth + 1)]
        elif isinstance(value, list):
            lines += [begin, *(f"{'  ' * (depth + 1)}- {markdown.text(one)}" for one in value)]
        else:
            lines.append(f"{begin}: {markdown.text(value)}")
    return lines


def _counts(lexicon: Lexicon) -> str:
    """Write how many patterns and exclusions each category has in each language."""
    entries = lexicon.entries
    kinds = [(lang, exclude) for lang in lexicon.languages for exclude in (False, True)]
    n_entries = entries.groupby(["category", "lang", "exclude"]).size()
    rows = [[markdown.text(category), *(markdown.text(lexicon.labels(lang)[category]) for lang in ("en", "fr")),
             *(f"{n_entries.get((category, lang, exclude), 0):,}" for lang, exclude in kinds)]
            for category in lexicon.categories]
    header = ["id", "label", "libellé",
              *(f"{markdown.text(lang)} {'exclusions' if exclude else 'patterns'}" for lang, exclude in kinds)]
    return markdown.table(header, rows, numbers=len(kinds))


def _category(lexicon: Lexicon, category: str) -> list[str]:
    card = lexicon.card.get("categories", {}).get(category, {})
    said = {key: value for key, value in card.items() if not key.startswith("label_")}
    definitions = [markdown.text(said.pop(f"definition_{lang}")) for lang in ("en", "fr")
                   if f"definition_{lang}" in said]
    others = [f"**{markdown.text(key.replace('_', ' '))}**\n\n{_value(value)}" for key, value in said.items()]
    return [markdown.heading(lexicon.labels("en")[category], 3), "\n\n".join(definitions), *others,
            *(_entries(lexicon, category, lang) for lang in lexicon.languages)]


def _entries(lexicon: Lexicon, category: str, lang: str) -> str:
    """Write the entries of a category in a language, folded: what counts, and what is kept from counting."""
    rows = lexicon.entries.query("category == @category and lang == @lang")
    if rows.empty:
        return ""
    name = _LANGUAGES.get(lang, lang)
    kept, excluded = (rows[rows["exclude"] == exclude] for exclude in (False, True))
    parts = [" · ".join(_entry(row) for row in kept.itertuples(index=False))]
    if len(excluded):
        parts.append(f"Excluded: {' · '.join(_entry(row) for row in excluded.itertuples(index=False))}")
    lead = f"{markdown.text(name)}: {len(kept):,} patterns, {len(excluded):,} exclusions"
    return f"<details>\n<summary>\n\n{lead}\n\n</summary>\n\n" + "\n\n".join(parts) + "\n\n</details>"


def _entry(row: Any) -> str:
    """Write an entry with what it hangs on."""
    hangs = [str(part) for part in (row.condition, row.voice and f"voice: {row.voice}",
                                    "" if row.weight == 1 else f"weight {row.weight:g}") if part]
    return markdown.text(f"{row.pattern} [{'; '.join(hangs)}]" if hangs else row.pattern)
