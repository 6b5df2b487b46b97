"""Bytes → text, in the one order that holds for press files.

Byte-order mark, then the pattern of NUL bytes, then strict UTF-8, then Windows-1252, else a refusal that asks
for the encoding. No statistical detector: on short French texts they name code pages nobody used. Charsets
declared inside files are not believed either; a strict decoding decides.
"""

import codecs
import re
from typing import NamedTuple

from framing._check import message
from framing.reading.records import Note

_MARKS = (  # UTF-32 first: its little-endian mark begins with the one of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NUL_PATTERNS = (("utf-32-le", 4, (1, 2, 3)), ("utf-32-be", 4, (0, 1, 2)),
                 ("utf-16-le", 2, (1,)), ("utf-16-be", 2, (0,)))
_STRAY = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\udc80-\udcff]")
_USUAL = re.compile("[\x00-\x7f\u00a0-\u00ffŒœŸ\u2002-\u200b\u2010-\u202f\u20ac]*")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


class Decoded(NamedTuple):
    """Text, the encoding that gave it, and what had to be noted."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """Turn the bytes of a text file into text.

    Parameters
    ----------
    data
        The whole file.
    encoding
        Encoding to use instead of looking for one; decoding is strict.

    Returns
    -------
    `Decoded`: the text without byte-order mark, the encoding, and notes. A UTF-8 file with a few damaged
    bytes is read with U+FFFD in their place; a file whose lines are in two encodings is read line by line;
    both are noted.

    Raises
    ------
    ValueError
        If the encoding is unknown, the bytes do not fit it, or the content is not text.

    Examples
    --------
    >>> from framing.reading.decoding import decode
    >>> decode("l’été".encode("cp1252"))
    Decoded(text='l’été', encoding='cp1252', notes=())
    """
    if encoding is not None:
        return Decoded(_strict(data, check_encoding("decode", encoding)).removeprefix("\ufeff"), encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark):], name), f"{name} with byte-order mark")
    name = _wide_encoding(data)
    decoded = Decoded(_strict(data, name), name) if name else _utf8_or_cp1252(data)
    _refuse_binary(decoded.text)
    return decoded


def check_encoding(where: str, encoding: str) -> str:
    """Return `encoding` if Python knows it as a text encoding; raise `ValueError` otherwise."""
    try:
        "".encode(encoding)
    except (LookupError, UnicodeError, ValueError) as error:
        raise ValueError(message(where, "`encoding` is not a known text encoding", got=repr(encoding),
                                 hint="for example 'utf-8', 'cp1252', 'mac_roman'")) from error
    return encoding


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except ValueError as error:
        raise ValueError(message("decode", f"the bytes are not {encoding}", got=str(error))) from error


def _wide_encoding(data: bytes) -> str:
    # Latin text in UTF-16 or UTF-32 has a NUL in every unit, always at the same place; UTF-8 has none.
    head = data[:4096]
    for name, width, empty in _NUL_PATTERNS:
        if len(data) % width or len(head) < 2 * width:
            continue
        columns = [head[place::width] for place in range(width)]
        share = [column.count(0) / len(column) for column in columns]
        if all(share[place] > 0.5 if place in empty else share[place] < 0.1 for place in range(width)):
            return name
    return ""


def _utf8_or_cp1252(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        lenient = data.decode("utf-8", errors="surrogateescape")
    n_stray = sum(1 for _ in _STRAY.finditer(lenient))
    n_valid = sum(1 for _ in _BEYOND_ASCII.finditer(lenient))
    if n_valid >= 20 * n_stray:
        text = _STRAY.sub("\ufffd", lenient)
        return Decoded(text, "utf-8", (Note("damaged bytes replaced by U+FFFD", n_stray),))
    if n_valid:
        mixed = _by_line(data)
        if mixed is not None:
            return mixed
    try:
        return Decoded(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError as error:
        raise ValueError(message("decode", "the bytes are neither UTF-8, UTF-16 nor Windows-1252 text",
                                 hint="if it is text, pass encoding=, for example 'mac_roman'")) from error


def _by_line(data: bytes) -> Decoded | None:
    """Read each line as UTF-8 where that gives ordinary Western text, else as Windows-1252."""
    texts, n_utf8 = [], 0
    for line in data.split(b"\n"):
        try:
            text = line.decode("utf-8")
            usual = _USUAL.fullmatch(text) is not None
        except UnicodeDecodeError:
            usual = False
        if usual:
            n_utf8 += not line.isascii()
            texts.append(text)
            continue
        try:
            texts.append(line.decode("cp1252"))
        except UnicodeDecodeError:
            return None
    if not n_utf8:
        return None
    return Decoded("\n".join(texts), "utf-8 and cp1252",
                   (Note("two encodings in one file, read line by line", 1, f"{n_utf8} UTF-8 line(s)"),))


def _refuse_binary(text: str) -> None:
    n_controls = sum(1 for _ in _CONTROLS.finditer(text))
    if n_controls > 0.02 * len(text) or text.count("\x00") > 0.2 * len(text):
        raise ValueError(message("decode", "the content is not text (binary data)",
                                 hint="if it is text, pass encoding="))
