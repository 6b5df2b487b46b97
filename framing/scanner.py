"""Where words begin and end inside one chunk of text between two white spaces.

The scanner sees a chunk alone, never its neighbours: the same chunk is always cut in the same way, so it is
cut once per distinct chunk and not once per occurrence.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from framing.languages import Language

WORD, NUMBER, PUNCTUATION, CLITIC, OTHER = range(5)
KINDS = ("word", "number", "punctuation", "clitic", "other")

# Invisible characters that typesetting leaves inside words.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ‘´`′＇"), "'")
_HYPHENS = dict.fromkeys(map(ord, "‐‑"), "-")

# A letter or digit; Python's \w leaves out the combining marks of Arabic, Hebrew and decomposed Latin.
_LETTER = r"(?:[^\W_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670])"
_PIECE = re.compile(
    rf"""
    (?P<address>(?i:https?://)\S*[\w/]|(?i:www\.)\S*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+)
  | (?P<initials>Ph\.D\.?(?!{_LETTER})|[^\W\d_](?:\.-?[^\W\d_])+\.?(?![^\W_])|[A-ZÀ-Þ]\.(?=$|,))
  | (?P<word>{_LETTER}(?:{_LETTER}|['&](?={_LETTER})|-(?={_LETTER})|·(?={_LETTER})
        |(?<=\d)[.,:](?=\d)|(?<=[a-zà-ÿ])\.(?=[a-zà-ÿ]))*)
  | (?P<ellipsis>\.{{3,}}|…)
  | (?P<dashes>-{{2,}})
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_INCLUSIVE = re.compile(r"(?<=[a-zà-ÿœ])(?:[·.](?:e|ne|le|te|se|ive|ère|ière|rice|trice|euse|fe|ve|esse|elle|ienne))"
                        r"(?:[·.]?(s))?\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A token inside a chunk: its form, its kind, and where it stands in the chunk as written."""

    form: str
    kind: int
    start: int
    end: int


def scan(chunk: str, language: Language) -> list[Piece]:
    """Cut a chunk into tokens.

    Examples
    --------
    >>> from framing.languages import language
    >>> from framing.scanner import scan
    >>> [piece.form for piece in scan("«l’aurait-il»,", language("fr"))]
    ['«', "l'", 'aurait', '-il', '»', ',']
    """
    text, origin = _normalise(chunk)
    pieces = []
    for form, kind, start in _pieces(text, language):
        end = start + len(form)
        form = "…" if kind == PUNCTUATION and form.startswith("...") else form
        pieces.append(Piece(form, kind, origin[start], origin[end - 1] + 1))
    return pieces


def fold(form: str) -> str:
    """Return the form that matching compares: lower case, ligatures opened, inclusive endings dropped.

    Examples
    --------
    >>> from framing.scanner import fold
    >>> fold("Cœur"), fold("expert·e·s"), fold("ÉTAT")
    ('coeur', 'experts', 'état')
    """
    folded = unicodedata.normalize("NFC", form.casefold()).replace("œ", "oe").replace("æ", "ae")
    if "·" in folded or "." in folded:
        folded = _INCLUSIVE.sub(lambda match: match.group(1) or "", folded)
    return folded


def _normalise(chunk: str) -> tuple[str, range | list[int]]:
    """Undo typography; also give, for each character left, its place in the chunk as written."""
    if chunk.isascii():
        return chunk, range(len(chunk))
    plain = chunk.translate(_HYPHENS)
    origin: range | list[int] = range(len(chunk))
    if _INVISIBLE.search(plain):
        origin = [place for place, character in enumerate(plain) if not _INVISIBLE.match(character)]
        plain = "".join(plain[place] for place in origin)
    folded = plain.translate(_APOSTROPHES)
    if folded != plain:
        # An apostrophe stands after a letter; elsewhere the same character is a quotation mark and is kept.
        folded = "".join(mark if _is_apostrophe(plain, place) else plain[place]
                         for place, mark in enumerate(folded))
    return folded, origin


def _is_apostrophe(text: str, place: int) -> bool:
    """Tell an apostrophe from the same character as a quotation mark, by its neighbours."""
    before, after = text[place - 1:place], text[place + 1:place + 2]
    if before == ".":  # the U.K.'s
        return after.isalpha()
    return before.isalpha() and (not after or after.isalnum() or after in "«“\"‹([…")


def _pieces(text: str, language: Language) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    position = 0
    while position < len(text):
        match = _PIECE.match(text, position)
        if match is None:  # white space: never inside a chunk, but the scanner must not depend on it
            position += 1
            continue
        group, form = match.lastgroup, match.group()
        if group == "initials" and form[:-1].lower() in language.letter_words:
            # "So did I." ends a sentence; the initial of "I. Newton" is cut as well.
            group, form = "word", form[:-1]
        if group == "word":
            found += _word(text, form, position, language)
        elif group == "initials":
            found += [(form, WORD, position), *_clitic(text, position + len(form), language)]
        elif group == "address":
            found.append((form, OTHER, position))
        else:
            found.append((form, _mark_kind(form), position))
        position = found[-1][2] + len(found[-1][0])
    return found


def _mark_kind(mark: str) -> int:
    return PUNCTUATION if unicodedata.category(mark[0]).startswith("P") else OTHER


def _word(text: str, form: str, start: int, language: Language) -> list[tuple[str, int, int]]:
    """Cut a run of letters at the joints its language has."""
    found: list[tuple[str, int, int]] = []
    low = form.lower()
    while language.elisions and "'" in low and low not in language.whole:
        head, _, rest = low.partition("'")
        if head not in language.elisions:
            break
        length = len(head) + 1
        found.append((form[:length], WORD, start))
        form, low, start = form[length:], rest, start + length
    # An elided word cut from its noun by a white space: « l’ Ukraine ».
    if low in language.elisions and text.startswith("'", start + len(form)):
        return [*found, (form + "'", WORD, start)]
    tail: list[tuple[str, int, int]] = []
    if "-" in low and language.enclitics:
        cut = _enclitic(low, language)
        if cut:
            tail = [(form[-cut:], WORD, start + len(form) - cut)]
            form, low = form[:-cut], low[:-cut]
    elif language.clitics and "'" in low and low not in language.whole:
        head, _, ending = low.rpartition("'")
        if ending in language.clitics:
            tail = [(form[len(head):], CLITIC, start + len(head))]
            form, low = form[:len(head)], head
    if not tail and text[start + len(form):start + len(form) + 1] == "." and _abbreviated(low, language):
        form += "."
    kind = NUMBER if form[0].isdigit() else WORD
    return [*found, (form, kind, start), *tail]


def _clitic(text: str, start: int, language: Language) -> list[tuple[str, int, int]]:
    """The possessive of an abbreviation: the U.K.'s."""
    if not text.startswith("'", start):
        return []
    ending = "".join(takewhile(str.isalpha, text[start + 1:]))
    return [("'" + ending, CLITIC, start)] if ending.lower() in language.clitics else []


def _abbreviated(low: str, language: Language) -> bool:
    return low + "." in language.abbreviations or low + "." in language.closing_abbreviations


def _enclitic(low: str, language: Language) -> int:
    """Length of the pronoun tied to the end of a word, its hyphens included; 0 if there is none."""
    if low in language.enclitic_whole:
        return 0
    head, _, last = low.rpartition("-")
    if head.endswith("-t") and "t-" + last in language.enclitics and len(head) > 2:
        return len(last) + 3
    # A name or a longer compound ends in the same letters (Bar-le-Duc, va-t-en-guerre): one joint only.
    if last in language.enclitics and head.isalpha():
        return len(last) + 1
    return 0


@cache
def opening_and_closing_marks() -> tuple[frozenset[str], frozenset[str]]:
    """Marks that open or close what stands between them; straight marks do both and are in neither set."""
    opening = frozenset(chr(code) for code in range(0x3000)
                        if unicodedata.category(chr(code)) in ("Ps", "Pi"))
    closing = frozenset(chr(code) for code in range(0x3000)
                        if unicodedata.category(chr(code)) in ("Pe", "Pf"))
    return opening, closing
