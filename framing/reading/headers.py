"""What columns and header lines are called, in French and English, and the one name each has here."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

FIELDS: Mapping[str, tuple[str, ...]] = {
    "doc_id": ("doc_id", "id", "identifiant", "uri"),
    "par_id": ("par_id",),
    "role": ("role",),
    "text": ("text", "texte", "body", "content", "maintext", "article", "contenu"),
    "title": ("title", "titre", "headline", "subject"),
    "standfirst": ("standfirst", "chapo", "chapeau"),
    "outlet": ("outlet", "source", "journal", "media", "media_name", "publication", "domain",
               "source_domain"),
    "date": ("date", "publish_date", "published_at", "publishedat", "date_publish", "date_publication",
             "pubdate", "timestamp", "datetime"),
    "year": ("year", "annee"),
    "month": ("month", "mois"),
    "day": ("day", "jour"),
    "lang": ("lang", "langue", "language"),
    "author": ("author", "auteur", "byline", "authors", "auteurs"),
    "section": ("section", "rubrique"),
    "url": ("url", "link", "lien"),
}
# What Python, pandas and JSON print for a gap of their own; to the letter, because names look like it: NA is Namibia,
# NAN an agency, Nan a town, and `None` may be a title.
_PRINTED_GAPS = frozenset({"nan", "NaN", "NaT", "<NA>"})
_NOT_A_NAME = re.compile(r"[\W_]+")


def name_key(header: object) -> str:
    """Fold a header for comparison: case, accents, spaces and punctuation.

    Examples
    --------
    >>> from framing.reading.headers import name_key
    >>> name_key(" Année "), name_key("Date de Publication")
    ('annee', 'date_de_publication')
    """
    plain = unicodedata.normalize("NFKD", str(header).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_A_NAME.sub("_", plain).strip("_")


def canonical_columns(headers: Sequence[object], *, fields: Iterable[str] = tuple(FIELDS),
                      fixed: Mapping[str, object] | None = None) -> list[str]:
    """Give every header its canonical name; unknown ones keep their own, numbered where they repeat.

    Where several headers mean the same field the first synonym of `FIELDS` wins. For a nested `meta.source`
    the last part counts when no header says `source` itself.

    Examples
    --------
    >>> from framing.reading.headers import canonical_columns
    >>> canonical_columns(["Titre", "texte", "journal", "domain", "likes"])
    ['title', 'text', 'outlet', 'domain', 'likes']
    """
    names = {headers.index(header): field for field, header in (fixed or {}).items()}
    for keys in ([name_key(header) for header in headers],
                 [name_key(str(header).rsplit(".", 1)[-1]) for header in headers]):
        for field in fields:
            if field in names.values():
                continue
            for synonym in FIELDS[field]:
                free = [place for place, key in enumerate(keys) if key == synonym and place not in names]
                if free:
                    names[free[0]] = field
                    break
    taken = set(names.values()) | set(FIELDS)
    repeats: Counter[str] = Counter()
    for place, header in enumerate(headers):
        if place not in names:
            own = name = str(header).strip() or "column"
            while name in taken:
                repeats[own] += 1
                name = f"{own}_{repeats[own] + 1}"
            names[place] = name
            taken.add(name)
    return [names[place] for place in range(len(headers))]


def has_text_column(headers: Sequence[object]) -> bool:
    """Does one of the headers name the text of an article?"""
    return any(name_key(part) in FIELDS["text"] for header in headers
               for part in (header, str(header).rsplit(".", 1)[-1]))


def complete_date(metadata: dict[str, Any]) -> dict[str, Any]:
    """Join separate year, month and day into `date`, where no date is given.

    Examples
    --------
    >>> from framing.reading.headers import complete_date
    >>> complete_date({"year": "2023", "month": "juin", "day": "2"})
    {'date': '2 juin 2023'}
    """
    parts = [str(metadata.get(name, "")).strip() for name in ("year", "month", "day")]
    if is_absent(metadata.get("date")) and all(parts):
        year, month, day = parts
        rest = {name: value for name, value in metadata.items() if name not in ("year", "month", "day")}
        numeric = month.isdigit() and day.isdigit()
        return rest | {"date": f"{year}-{month:0>2}-{day:0>2}" if numeric else f"{day} {month} {year}"}
    return metadata


def is_absent(value: object) -> bool:
    """Is a value of the metadata missing: nothing, an empty cell, or what a program printed for its own gap?

    Examples
    --------
    >>> from framing.reading.headers import is_absent
    >>> [is_absent(value) for value in (float("nan"), " ", "nan", "NaN", "NaT", "<NA>")]
    [True, True, True, True, True, True]
    >>> [is_absent(value) for value in ("NA", "None", "null", "NAN", "Nan")]
    [False, False, False, False, False]
    """
    return is_blank(value) or (isinstance(value, str) and value.strip() in _PRINTED_GAPS)


def is_blank(value: object) -> bool:
    """Is there no value: `None`, one of the gaps of pandas, or a text of white space? *Nan* is a word of a text."""
    if isinstance(value, str):
        return not value.strip()
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))
