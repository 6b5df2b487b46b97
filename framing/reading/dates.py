"""Dates as newspapers and exports write them → datetimes, without the machine's locale."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from framing.languages import available_languages, language
from framing.reading.headers import is_absent, name_key

_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?|(?!\d))")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,? +){0,2}"
_MONTH = r"([^\W\d_]{3,12})\.?"
_DAY_MONTH = re.compile(rf"{_WEEKDAY}(\d{{1,2}})(?:er|st|nd|rd|th)?\.?[ -]+{_MONTH},?[ -]+(\d{{4}})(?!\d)")
_MONTH_DAY = re.compile(rf"(?:[^\W\d_]{{2,12}}\.?,? +)?{_MONTH} +(\d{{1,2}})(?:st|nd|rd|th)?,? +"
                        r"(\d{4})(?!\d)")
_TIME = re.compile(r"(?<!\d)(?<![+-])([01]?\d|2[0-3]) ?[:h] ?([0-5]\d)(?::?([0-5]\d))?"
                   r"(?: ?([AaPp])\.?[Mm])?")
_ZONE = re.compile(r"(?<=\d) ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})$")
_OTHER_MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
)
_CHINESE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_SPACES = re.compile(r"[ \t\u00a0\u2009\u202f]+")


class ParsedDate(NamedTuple):
    """A date as published (clock time as printed, no time zone), or why there is none."""

    date: dt.datetime | None
    reason: str = ""


def parse_dates(values: Sequence[object], *, dayfirst: bool | None = None) -> list[ParsedDate]:
    """Parse the dates of one column.

    Parameters
    ----------
    values
        Texts, dates or nothing, as found; one column of one source, because what 12/06/2023 means is read off
        the other dates of the column.
    dayfirst
        Whether 12/06/2023 is the 12th of June. By default a number above 12 elsewhere in the column decides;
        where none does, the date is left out with the reason `ambiguous date`.

    Returns
    -------
    One `ParsedDate` per value: `date` is `None` with reason `""` where there was no value, `unparsed date` or
    `ambiguous date`.

    Examples
    --------
    >>> from framing.reading.dates import parse_dates
    >>> [str(parsed.date) for parsed in parse_dates(["1er août 2023", "Aug 2, 2023 9:20 PM", "20230803"])]
    ['2023-08-01 00:00:00', '2023-08-02 21:20:00', '2023-08-03 00:00:00']
    >>> parse_dates(["12/06/2023"])
    [ParsedDate(date=None, reason='ambiguous date')]
    """
    if dayfirst is None:
        dayfirst = _day_comes_first(values)
    return [_parse(value, dayfirst) for value in values]


def time_zone(value: object) -> str:
    """Time zone a printed date ends with, as printed; `""` where there is none.

    Examples
    --------
    >>> from framing.reading.dates import time_zone
    >>> time_zone("2023-06-12T11:49:55+02:00"), time_zone("Mon, 12 Jun 2023 11:49:55 GMT"), time_zone("12 juin 2023")
    ('+02:00', 'GMT', '')
    """
    match = _ZONE.search(value.strip()) if isinstance(value, str) else None
    return match[1] if match else ""


@cache
def _months() -> dict[str, int]:
    # Services print dates in the language of their interface, which need not be one that is measured.
    other = {name_key(name): number for names in _OTHER_MONTHS for number, name in enumerate(names.split(), start=1)}
    return other | {name_key(spelling): number
                    for code in available_languages()
                    for number, spellings in enumerate(language(code).months, start=1)
                    for spelling in spellings}


def _day_comes_first(values: Sequence[object]) -> bool | None:
    found = [_NUMERIC.match(value.strip()) for value in values if isinstance(value, str)]
    day_first = any(match and int(match[1]) > 12 for match in found)
    month_first = any(match and int(match[2]) > 12 for match in found)
    return day_first if day_first != month_first else None


def _parse(value: object, dayfirst: bool | None) -> ParsedDate:
    if is_absent(value):
        return ParsedDate(None)
    if isinstance(value, dt.datetime):
        clock = (value.hour, value.minute, value.second)
        return ParsedDate(dt.datetime(value.year, value.month, value.day, *clock))
    if isinstance(value, dt.date):
        return ParsedDate(dt.datetime(value.year, value.month, value.day))
    text = _SPACES.sub(" ", str(value)[:80].strip())
    numeric = _NUMERIC.match(text)
    if numeric:
        first, second, year = map(int, numeric.groups())
        if dayfirst is None and first <= 12 and second <= 12 and first != second:
            return ParsedDate(None, "ambiguous date")
        swap = second > 12 if dayfirst is None else not dayfirst
        day, month = (second, first) if swap else (first, second)
        return _built(year, month, day, text[numeric.end():])
    return _written(text)


def _written(text: str) -> ParsedDate:
    if match := _COMPACT.match(text):
        clock = f"{match[4]}:{match[5]}:{match[6] or '00'}" if match[4] else ""
        return _built(int(match[1]), int(match[2]), int(match[3]), clock)
    if match := _ISO.match(text):
        return _built(int(match[1]), int(match[2]), int(match[3]), text[match.end():].lstrip("T"))
    if match := _CHINESE.match(text):
        return _built(int(match[1]), int(match[2]), int(match[3]), text[match.end():])
    if (match := _DAY_MONTH.match(text)) and name_key(match[2]) in _months():
        return _built(int(match[3]), _months()[name_key(match[2])], int(match[1]), text[match.end():])
    if (match := _MONTH_DAY.match(text)) and name_key(match[1]) in _months():
        return _built(int(match[3]), _months()[name_key(match[1])], int(match[2]), text[match.end():])
    return ParsedDate(None, "unparsed date")


def _built(year: int, month: int, day: int, rest: str) -> ParsedDate:
    clock = _TIME.search(rest)
    hour, minute, second = (int(part or 0) for part in clock.groups()[:3]) if clock else (0, 0, 0)
    if clock and clock[4]:
        hour = hour % 12 + (12 if clock[4] in "Pp" else 0)
    try:
        return ParsedDate(dt.datetime(year, month, day, hour, minute, second))
    except ValueError:
        return ParsedDate(None, "unparsed date")
