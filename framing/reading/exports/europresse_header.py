"""The header line of Europresse: `section, jour JJ mois AAAA - heure N mots, p. X`."""

import re

from framing.reading.dates import parse_dates

_WEEKDAY = "(?i:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_DATE = re.compile(
    rf"(?:\b{_WEEKDAY},? )?"
    r"(?:\b\d{1,2}(?:er)? [^\W\d_]{3,12}\.? \d{4}|\b[^\W\d_]{3,12} \d{1,2}, \d{4}|"
    r"\b\d{4}-\d{2}-\d{2}(?:T\S+)?)(?!\d)")
_WORDS = re.compile(r"(?<![\d:])(\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d+) (?:mots|words)\b")
_PAGES = re.compile(r", p\. ?(.+)$")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?")
_ZONE = re.compile(r"(?:UTC ?)?[+-]\d{2}:?\d{2}|UTC|GMT|Z$")


def header_fields(header: str) -> dict[str, object]:
    """Read the header line of a document.

    Returns
    -------
    `section`, `date` (with the clock time, where printed), `tz`, `words_declared`, `pages`; only those printed. The
    date is the last one of the line that is a date: a section may hold commas and figures.

    Examples
    --------
    >>> from framing.reading.exports.europresse_header import header_fields
    >>> header_fields("Espace, Port, mardi 9 janvier 2007 - 17:36 UTC +02:00 295 mots, p. 14,15")
    {'pages': '14,15', 'words_declared': 295, 'section': 'Espace, Port', 'date': '9 janvier 2007 17:36', 'tz': '+02:00'}
    """
    fields: dict[str, object] = {}
    pages = _PAGES.search(header)
    if pages:
        fields["pages"], header = pages[1].strip(), header[:pages.start()]
    words = list(_WORDS.finditer(header))
    if words:
        fields["words_declared"] = int(re.sub(r"\D", "", words[-1][1]))
        header = header[:words[-1].start()]
    dates = [match for match in _DATE.finditer(header) if parse_dates([match[0]])[0].date]
    if not dates:
        return fields | ({"section": header.strip(" ,")} if header.strip(" ,") else {})
    printed, rest = dates[-1][0], header[dates[-1].end():]
    section = header[:dates[-1].start()].strip(" ,")
    if section:
        fields["section"] = section
    clock, zone = _CLOCK.search(rest), _ZONE.search(rest)
    day = re.sub(rf"^{_WEEKDAY},? ", "", printed)
    fields["date"] = f"{day} {clock[0]}" if clock else day
    if clock and zone:
        fields["tz"] = zone[0].removeprefix("UTC").strip() or "UTC"
    return fields
