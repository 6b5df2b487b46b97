"""HTML that survives: complete inline styles, everything escaped, colour never alone.

JupyterLab drops style sheets, scripts and SVG from notebooks it does not trust, GitHub drops more: so each element
carries its own background and its own text colour, and is readable on any page.
"""

import html
import unicodedata
from collections.abc import Sequence

# Light tints for marks behind text of #1a1a1a, contrast 12:1 and more; a code stands in each mark.
TINTS = ("#fbd3e6", "#d5e3ff", "#eadcc0", "#dcd8f3", "#ebebc4")
TEXT, SECONDARY, PAPER, RULE = "#1a1a1a", "#555555", "#ffffff", "#d9d9d6"
QUOTED, REPORTED = "#332288", "#4a3f9e"
CARD = f"background:{PAPER};color:{TEXT};padding:12px 16px;font-size:15px;line-height:1.7;text-align:left"
SMALL = f"background:{PAPER};color:{SECONDARY};font-size:12px;line-height:1.5"
_CODE_LETTERS = 3
# Marks that turn the direction of what follows, and other invisible controls: shown as text they are harmless.
_CONTROLS = {code: f"[U+{code:04X}]" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)}


def plain(text: object) -> str:
    """Return text that HTML shows as it is: escaped, with marks of direction spelled out."""
    visible = str(text).translate(_CONTROLS)
    kept = "".join(mark if mark in "\n\t" or unicodedata.category(mark) != "Cc" else "\ufffd" for mark in visible)
    return html.escape(kept, quote=True)


def element(name: str, content: str, *, style: str = "", **attributes: str) -> str:
    """Return an element; `content` is HTML already, attributes are escaped here."""
    given = {"style": style, **attributes} if style else attributes
    written = "".join(f' {key.rstrip("_")}="{plain(value)}"' for key, value in given.items() if value)
    return f"<{name}{written}>{content}</{name}>"


def codes_of(names: Sequence[str]) -> dict[str, str]:
    """Give each category a short code of its own, of letters of its name where they are free."""
    codes: dict[str, str] = {}
    for name in names:
        letters = [mark for mark in name.upper() if mark.isalnum()] or ["X"]
        wanted = "".join(letters[:_CODE_LETTERS])
        number = 2
        code = wanted
        while code in codes.values():
            code, number = f"{wanted[:_CODE_LETTERS - 1]}{number}", number + 1
        codes[name] = code
    return codes


def tint_of(names: Sequence[str]) -> dict[str, str]:
    """Give each category a tint; beyond five they come again, and the codes tell them apart."""
    return {name: TINTS[place % len(TINTS)] for place, name in enumerate(names)}


def code_mark(code: str) -> str:
    """Return the code of a category as it stands in a mark."""
    # The word joiner keeps the code on the line of its word.
    return "\u2060" + element("sup", plain(f"\u00a0{code}"), style=f"color:{SECONDARY};font-size:9px")
