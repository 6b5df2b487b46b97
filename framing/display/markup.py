"""The marks of the reading views: tints with codes, so that colour is never alone."""

from collections.abc import Sequence

from framing._markup import SECONDARY, element, plain

# Light tints for marks behind text of #1a1a1a, contrast 12:1 and more; a code stands in each mark.
TINTS = ("#fbd3e6", "#d5e3ff", "#eadcc0", "#dcd8f3", "#ebebc4")
QUOTED, REPORTED = "#332288", "#4a3f9e"
_CODE_LETTERS = 3


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
