"""HTML that survives: complete inline styles, everything escaped, colour never alone.

JupyterLab drops style sheets, scripts and SVG from notebooks it does not trust, GitHub drops more: so each element
carries its own background and its own text colour, and is readable on any page, light or dark.
"""

import html
import unicodedata
from collections.abc import Iterable, Sequence

import pandas as pd

TEXT, SECONDARY, PAPER, RULE = "#1a1a1a", "#555555", "#ffffff", "#d9d9d6"
CARD = f"background:{PAPER};color:{TEXT};padding:12px 16px;font-size:15px;line-height:1.7;text-align:left"
SMALL = f"background:{PAPER};color:{SECONDARY};font-size:12px;line-height:1.5"
# Marks that turn the direction of what follows, and other invisible controls: shown as text they are harmless.
_CONTROLS = {code: f"[U+{code:04X}]" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E,
                                                  0x200F)}
_LONGEST_CELL = 200
_COMPACT = f"background:{PAPER};color:{TEXT};padding:8px 12px;font-size:13px;line-height:1.5;text-align:left"
_CELL = f"background:{PAPER};color:{TEXT};border-bottom:1px solid {RULE};padding:2px 10px 2px 0;vertical-align:top"


def plain(text: object) -> str:
    """Return text that HTML shows as it is: escaped, with marks of direction spelled out."""
    return html.escape(visible(text), quote=True)


def visible(text: object) -> str:
    """Return text without what cannot be seen: marks of direction are spelled out, other controls replaced."""
    spelled = str(text).translate(_CONTROLS)
    return "".join(mark if mark in "\n\t" or unicodedata.category(mark) != "Cc" else "\ufffd" for mark in spelled)


def shortened(text: object) -> str:
    """Return text cut where it is longer than a cell of a table can hold."""
    written = str(text)
    return written if len(written) <= _LONGEST_CELL else written[:_LONGEST_CELL] + "…"


def element(name: str, content: str, *, style: str = "", **attributes: str) -> str:
    """Return an element; `content` is HTML already, attributes are escaped here."""
    given = {"style": style, **attributes} if style else attributes
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{plain(value)}"' for key, value in given.items()
                      if value)
    return f"<{name}{written}>{content}</{name}>"


def card(lines: Iterable[str], *tables: str) -> str:
    """Return what a notebook shows of an object: its first line strong, the others below, then tables."""
    head, *others = [plain(line) for line in lines]
    said = [element("div", element("strong", head)), *(element("div", line) for line in others)]
    return element("div", "".join([*said, *tables]), style=_COMPACT)


def small_table(table: pd.DataFrame, *, caption: str = "", limit: int = 10) -> str:
    """Return the first rows of a table, every cell with its own colours; long text is cut, the rest counted."""
    shown = table.head(limit)
    rest = len(table) - len(shown)
    title = " · ".join(filter(None, [caption, f"{len(shown)} of {len(table):,} rows" if rest else ""]))
    numeric = [pd.api.types.is_numeric_dtype(table[name]) for name in table.columns]
    head = _row("th", [str(name) for name in table.columns], numeric)
    body = [_row("td", ["" if _absent(cell) else shortened(cell) for cell in row], numeric)
            for row in shown.itertuples(index=False, name=None)]
    parts = [element("caption", plain(title), style=f"{SMALL};text-align:left") if title else "", head, *body]
    return element("div", element("table", "".join(parts), style=f"background:{PAPER};border-collapse:collapse"),
                   style="overflow-x:auto;margin-top:6px")


def _row(kind: str, cells: Sequence[str], numeric: Sequence[bool]) -> str:
    sides = ["right" if number else "left" for number in numeric]
    scope = {"scope": "col"} if kind == "th" else {}
    return element("tr", "".join(element(kind, plain(cell), style=f"{_CELL};text-align:{side}", **scope)
                                 for cell, side in zip(cells, sides, strict=True)))


def _absent(cell: object) -> bool:
    return pd.api.types.is_scalar(cell) and bool(pd.isna(cell))
