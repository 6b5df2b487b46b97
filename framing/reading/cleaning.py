"""Text as found → text as kept: NFC, line ends, stray controls; and a look for what is never repaired."""

import re
import unicodedata
from collections.abc import Iterator

from framing.reading.records import Note

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\ufeff]")
_C1 = re.compile("[\x80-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\u2028]")

# Two or more letters that only appear together when UTF-8 was read as Windows-1252.
_MOJIBAKE = re.compile("Ã[\u00a0-\u00bfƒ‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
                       "|â[€‚„][\u00a0-\u00ff\u0152-\u2122]|Â[\u00a0-\u00bf](?!\\w)")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
# The mark comes first, then what stands around it: the search runs from mark to mark.
_GLUED = re.compile("[.!?](?=[A-ZÀ-ÖØ-Þ«“][a-zà-öø-ÿ ’'\u00a0\u202f])(?<=[a-zà-öø-ÿ][.!?])")
# In ISO-8859-15 œ and € stand where Windows-1252 has ½ and ¤.
_LATIN9 = re.compile("½(?=[a-zà-öø-ÿ])|¤")


def clean_text(text: str) -> tuple[str, tuple[Note, ...]]:
    """Return the text in NFC with plain line ends, and notes of what was removed or looks wrong.

    Removed: NUL and other control characters, zero-width spaces, byte-order marks inside the text. C1
    controls are read as the Windows-1252 characters they stand for. Carriage returns, vertical tabs, form
    feeds and U+2028 become line ends, U+2029 a blank line. Spaces, quotation marks and apostrophes stay.
    Suspected mojibake, HTML entities and glued sentences are noted and left.

    Examples
    --------
    >>> from framing.reading.cleaning import clean_text
    >>> text, notes = clean_text("L\\x92e\\u0301te\\u0301\\r\\n\\x00")
    >>> text, [note.note for note in notes][:2]
    ('L’été\\n', ['C1 control characters mapped back', 'invisible characters removed'])
    """
    text = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    notes = []
    for pattern, replacement, note in (
        (_SURROGATE, "\ufffd", "unpaired surrogates replaced by U+FFFD"),
        (_C1, _from_cp1252, "C1 control characters mapped back"),
        (_INVISIBLE, "", "invisible characters removed"),
    ):
        first = pattern.search(text)
        if first:
            text, count = pattern.subn(replacement, text)
            detail = f"U+{ord(first[0]):04X}" if pattern is _INVISIBLE else ""
            notes.append(Note(note, count, detail))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        notes.append(Note("text brought to NFC"))
    return text, (*notes, *_suspicions(text))


def clean_block(text: str) -> str:
    """Strip a paragraph and the spaces around its line breaks.

    Examples
    --------
    >>> from framing.reading.cleaning import clean_block
    >>> clean_block("  first line \\n second line ")
    'first line\\nsecond line'
    """
    text = text.strip()
    return "\n".join(line.strip() for line in text.split("\n")) if "\n" in text else text


def _from_cp1252(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("cp1252", errors="ignore")


def _suspicions(text: str) -> Iterator[Note]:
    for pattern, signs, note in ((_MOJIBAKE, "ÃâÂ", "suspected mojibake, left as found"),
                                 (_ENTITY, "&", "HTML entities, left as found"),
                                 (_LATIN9, "½¤", "suspected ISO-8859-15 (pass encoding='iso-8859-15')"),
                                 (_GLUED, ".!?", "glued sentences, left as found")):
        # Looking for one letter is many times faster than looking for a pattern, and most texts have none.
        first = pattern.search(text) if any(sign in text for sign in signs) else None
        if first:
            count = sum(1 for _ in pattern.finditer(text))
            yield Note(note, count, text[max(0, first.start() - 10):first.end() + 10].replace("\n", " "))
