"""RTF → paragraphs. Pictures, styles and field codes are passed over; nothing is executed."""

import re

from framing._check import message

_PIECE = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_DESTINATIONS = frozenset(
    "fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr headerf footerf "
    "footnote themedata colorschememapping datastore latentstyles listtable listoverridetable generator fldinst "
    "rsidtbl xmlnstbl bkmkstart bkmkend shpinst nonshppict filetbl revtbl pgptbl".split())
_WORDS = {"par": "\n", "sect": "\n", "page": "\n", "line": " ", "tab": "\t", "emdash": "—", "endash": "–",
          "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "cell": "\n", "row": "\n",
          "emspace": " ", "enspace": " "}
_SIGNS = {"~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
_MAX_DEPTH = 200
_CODE_PAGES = {437: "cp437", 850: "cp850", 1250: "cp1250", 1251: "cp1251", 1252: "cp1252", 1253: "cp1253",
               1254: "cp1254", 1255: "cp1255", 1256: "cp1256", 10000: "mac_roman", 65001: "utf-8"}


def is_rich_text(data: bytes) -> bool:
    """Is this an RTF document?"""
    return data.lstrip().startswith(b"{\\rtf")


def rich_text_paragraphs(data: bytes) -> list[str]:
    """Return the paragraphs of an RTF document, in order, empty ones left out.

    Raises
    ------
    ValueError
        If groups are nested deeper than any word processor nests them.

    Examples
    --------
    >>> from framing.reading.rich_text import rich_text_paragraphs
    >>> rich_text_paragraphs(rb"{\\rtf1\\ansi{\\fonttbl Arial;} L\\u8217\\'92\\'e9t\\'e9\\par {\\b deux}\\par}")
    ['L’été', 'deux']
    """
    parts: list[str] = []
    page = "cp1252"
    stack: list[tuple[bool, int]] = []
    silent, fallback, to_skip = False, 1, 0
    for match in _PIECE.finditer(data.decode("latin-1")):
        word, number, octet, sign, brace, text = match.groups()
        if brace == "{":
            if len(stack) >= _MAX_DEPTH:
                raise ValueError(message("read_corpus", f"RTF groups nested deeper than {_MAX_DEPTH}"))
            stack.append((silent, fallback))
            to_skip = 0
        elif brace == "}":
            silent, fallback = stack.pop() if stack else (False, 1)
            to_skip = 0
        elif word:
            silent = silent or word in _DESTINATIONS
            if word == "uc" and number:
                fallback = max(0, min(int(number), 8))
            elif word == "ansicpg" and number:
                page = _CODE_PAGES.get(int(number), page)
            elif word == "u" and number and not silent:
                # \u takes signed 16 bits; then come so many characters for readers that do not know it.
                parts.append(chr(int(number) % 65536))
                to_skip = fallback
            elif word in _WORDS and not silent:
                parts.append(_WORDS[word])
        elif octet:
            if to_skip:
                to_skip -= 1
            elif not silent:
                parts.append(bytes([int(octet, 16)]).decode(page, errors="replace"))
        elif sign:
            # \* begins a group that only some readers understand: all of it is passed over.
            silent = silent or sign == "*"
            parts.append("" if silent else _SIGNS.get(sign, ""))
        elif text:
            kept, to_skip = text[to_skip:], max(0, to_skip - len(text))
            if not silent:
                parts.append(kept)
    return [line for line in map(str.strip, _paired("".join(parts)).split("\n")) if line]


def _paired(text: str) -> str:
    # Characters beyond the first plane come as two halves.
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
