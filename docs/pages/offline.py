"""What built pages would load from elsewhere: it must be nothing."""

import re
from html.parser import HTMLParser
from pathlib import Path

_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", flags=re.IGNORECASE)
_STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
# A link of these kinds only names an address.
_NAMES_ONLY = frozenset({"canonical", "next", "prev", "index", "search", "author", "license", "help"})


def loads_from_elsewhere(folder: Path) -> list[tuple[str, str]]:
    """Return page (or style sheet) and address of everything a browser would fetch from another machine."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".html", ".css"):
            continue
        text = path.read_text(encoding="utf-8")
        addresses = styled(text) if path.suffix == ".css" else loaded(text)
        found += [(path.relative_to(folder).as_posix(), address) for address in addresses
                  if _ELSEWHERE.match(address)]
    return found


def loaded(page: str) -> list[str]:
    """Return the addresses of what a page loads: scripts, styles, pictures, frames; not those it links to."""
    reader = _Loads()
    reader.feed(page)
    return reader.addresses


def styled(style: str) -> list[str]:
    """Return the addresses a style sheet loads."""
    return [first or second for first, second in _STYLE.findall(style)]


class _Loads(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_style = tag == "style"
        self.addresses += [given[name] for name in ("src", "poster", "data") if name in given]
        self.addresses += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
        self.addresses += styled(given.get("style", ""))
        if tag == "link" and not set(given.get("rel", "").split()) & _NAMES_ONLY:
            self.addresses.append(given.get("href", ""))

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.addresses += styled(data)
            self._in_style = False
