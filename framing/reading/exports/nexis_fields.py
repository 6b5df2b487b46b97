"""The parts of a Nexis document: source, date, title, labelled lines, text, labelled lines again."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from framing.reading.blocks import article_of
from framing.reading.dates import parse_dates
from framing.reading.outlets import outlet_fields
from framing.reading.records import Record, Refusal

ERROR_DOCUMENT = "We are sorry but there is an error in this document"
_ABOVE = {"BYLINE": "author", "AUTEUR": "author", "AUTOR": "author", "SECTION": "section", "RUBRIQUE": "section",
          "RUBRIK": "section", "LENGTH": "words", "LONGUEUR": "words", "LANGE": "words", "DATELINE": "dateline",
          "HIGHLIGHT": "standfirst", "ENCART": "standfirst", "SERIES": "series"}
# The language a document declares is often wrong: it is kept beside the one that is detected.
_BELOW = {"LOAD DATE": "load_date", "DATE CHARGEMENT": "load_date", "UPDATE": "load_date", "LANGUAGE": "lang_declared",
          "LANGUE": "lang_declared", "SPRACHE": "lang_declared", "PUBLICATION TYPE": "publication_type",
          "TYPE PUBLICATION": "publication_type", "SUBJECT": "subjects", "SUJET": "subjects", "GRAPHIC": "caption",
          "GRAFIK": "caption", "JOURNAL CODE": "source_code", "COMPANY": "companies", "SOCIETE": "companies",
          "INDUSTRY": "industries", "SECTEUR ACTIVITE": "industries", "GEOGRAPHIC": "regions",
          "LOCALISATION GEO": "regions", "PERSON": "persons", "PERSONNE": "persons", "CORRECTION": "note",
          "CORRECTION DATE": "correction_date", "DISTRIBUTION": "distribution", "TICKER": "tickers",
          "SYMBOLE BOURSIER": "tickers", "COUNTRY": "country", "STATE": "state", "CITY": "city",
          "ORGANIZATION": "organizations", "URL": "url", "NOTES": "note"}
_LABEL = re.compile(r"([^\W\d_][^\W\d_ ]*(?:[ -][^\W\d_]+){0,2}) ?:[ \u00a0]*(.*)", re.DOTALL)
_NUMBERING = re.compile(r"(?:Document |Dokument )?\d+ (?:of|von|de|sur) \d+(?: DOCUMENTS?)?$")
_DATE_LINE = re.compile(
    r"((?:[^\W\d_]{3,12} \d{1,2},? \d{4}|\d{1,2}\.? [^\W\d_]{3,12} \d{4}|(?:[^\W\d_]{4,10},? )(?:[^\W\d_]{3,12} "
    r"\d{1,2},? \d{4}|\d{1,2}\.? [^\W\d_]{3,12} \d{4}))(?:,? ?[^\W\d_]{3,6}day|,? (?:lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|\w+tag|Mittwoch))?(?:,? \d{1,2}:\d{2}(?: ?[AP]M)?)?)(?: ([A-Z]{2,4})\b)?[, ]*(.*)$")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright|tous droits|all rights)", re.IGNORECASE)


class Label(NamedTuple):
    """A labelled line: the name of its field here, its value, whether it stands above the text."""

    field: str
    value: str
    above: bool


def label_of(line: str, *, capitals: bool) -> Label | None:
    """Read a labelled line; `None` for any other.

    With `capitals` (text and HTML exports) the label is printed in capitals; otherwise (DOCX) a no-break space
    follows the colon. A sentence that begins « Language: … » is neither.

    Examples
    --------
    >>> from framing.reading.exports.nexis_fields import label_of
    >>> label_of("LOAD-DATE: January 11, 2010", capitals=True)
    Label(field='load_date', value='January 11, 2010', above=False)
    >>> label_of("Subject: the bridge", capitals=False) is None
    True
    """
    match = _LABEL.match(line[:2_000])
    if not match or (capitals and match[1] != match[1].upper()):
        return None
    if not capitals and not re.match(r".{3,30}?:(?:\u00a0|$)", line):
        return None
    plain = unicodedata.normalize("NFD", match[1].upper()).replace("-", " ")
    name = "".join(letter for letter in plain if not unicodedata.combining(letter))
    value = line[match.start(2):].strip()
    if name in _ABOVE:
        return Label(_ABOVE[name], value, True)
    return Label(_BELOW[name], value, False) if name in _BELOW else None


def is_date_line(line: str) -> bool:
    """Is the line a date as the service prints it, perhaps with an edition after it?"""
    match = _DATE_LINE.match(line)
    return match is not None and len(line) < 120 and parse_dates([match[1]])[0].date is not None


def date_fields(line: str) -> dict[str, str]:
    """Read a date line: date, time zone as printed, edition.

    Examples
    --------
    >>> from framing.reading.exports.nexis_fields import date_fields
    >>> date_fields("January 11, 2010 Monday Edition 1; North")
    {'date': 'January 11, 2010 Monday', 'edition': 'Edition 1; North'}
    >>> date_fields("July 1, 2019 Monday 9:20 AM GMT")
    {'date': 'July 1, 2019 Monday 9:20 AM', 'tz': 'GMT'}
    """
    match = _DATE_LINE.match(line)
    if not match:
        return {}
    return {name: value for name, value in (("date", match[1]), ("tz", match[2]), ("edition", match[3])) if value}


def document(item: str, head: Sequence[str], text: Sequence[str], labels: Sequence[Label],
             extra: dict[str, object] | None = None) -> Record | Refusal:
    """Make an article of its head (outlet, date and title, in any order after the outlet), text and labels."""
    lines = [line for line in head if not _NUMBERING.match(line) and not _RIGHTS.match(line)]
    place = next((number for number, line in enumerate(lines) if number and is_date_line(line)), None)
    metadata: dict[str, object] = dict(extra or {})
    if lines:
        metadata |= outlet_fields(lines[0])
    if place is not None:
        metadata |= date_fields(lines[place])
    title = " ".join(line for number, line in enumerate(lines) if number not in (0, place))
    return labelled(item, metadata | {"title": title}, text, labels)


def labelled(item: str, metadata: dict[str, object], text: Sequence[str], labels: Sequence[Label]) -> Record | Refusal:
    """Make an article of its metadata, text and labelled lines, whose captions and notes stand after the text."""
    parts: list[tuple[str, str | None]] = [(str(metadata.get("title") or ""), "title")]
    parts += [(label.value, "standfirst") for label in labels if label.field == "standfirst"]
    parts += [(paragraph, None) for paragraph in text]
    parts += [(label.value, label.field) for label in labels if label.field in ("caption", "note")]
    for label in labels:
        if label.field == "words":
            figures = re.match(r"[\d.,\u00a0 ]+", label.value)
            if figures and re.search(r"\d", figures[0]):
                metadata["words_declared"] = int(re.sub(r"\D", "", figures[0])[:9])
        elif label.field not in ("caption", "note", "standfirst"):
            metadata.setdefault(label.field, label.value)
    if not text:
        metadata["extent"] = "title only"
    return article_of(item, metadata, parts)
