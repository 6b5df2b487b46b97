"""What Factiva says of an article: by two-letter code, or by the shape of the lines above the text."""

import re
from collections.abc import Mapping, Sequence

from framing.reading.detection import language_code
from framing.reading.outlets import outlet_fields

CODES = ("HD", "SE", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD",
         "ART", "CT", "CLM", "DLN", "CX", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN")
# The interface language changes labels and dates, not the shape: a number and the word for words.
_WORDS = re.compile(r"([\d.,\u00a0 ]+) ?(?:words|mots|Wörter|parole|palabras|palavras|woorden|字|語|слов\w*|słów)$")
_CODE_SHAPE = re.compile(r"[A-Z0-9]{2,12}$")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm])?$")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)", re.IGNORECASE)
ACCESSION = re.compile(r"(?:Document|Dokument|Documento|文件|ドキュメント|Документ) +([A-Za-z0-9]{10,40})\b")
_NAMES = {"CO": "companies", "IN": "industries", "NS": "subjects", "RE": "regions", "CR": "credit", "CLM": "column",
          "SE": "section", "ED": "edition", "PG": "pages", "VOL": "volume", "BY": "author", "HD": "title",
          "CY": "rights", "SC": "source_code", "PUB": "publisher"}


def coded_metadata(fields: Mapping[str, str]) -> dict[str, object]:
    """Give the fields of an export with codes their names here.

    Examples
    --------
    >>> from framing.reading.exports.factiva_fields import coded_metadata
    >>> coded_metadata({"HD": "Un pont", "WC": "1,118 mots", "AN": "Document FANL000020230612ej6c00001"})
    {'title': 'Un pont', 'words_declared': 1118, 'doc_id': 'FANL000020230612ej6c00001'}
    """
    metadata: dict[str, object] = {_NAMES[code]: value for code, value in fields.items() if code in _NAMES}
    if fields.get("SN"):
        named = dict(outlet_fields(fields["SN"]))
        metadata |= {name: value for name, value in named.items() if name not in metadata}
    if fields.get("PD"):
        metadata["date"] = f"{fields['PD']} {fields.get('ET', '')}".strip()
    words = _WORDS.match(fields.get("WC", ""))
    if words:
        metadata["words_declared"] = int(re.sub(r"\D", "", words[1]) or 0)
    accession = ACCESSION.search(fields.get("AN", ""))
    metadata["doc_id"] = accession[1] if accession else fields.get("AN")
    lang = language_code(fields.get("LA"))
    if lang and len(lang) == 2:
        metadata["lang"] = lang
    return {name: value for name, value in metadata.items() if value}


def shaped_metadata(lines: Sequence[str], title: str) -> tuple[dict[str, object], int]:
    """Read the lines above the text of an export without codes, and how many they are.

    The order is section, title, author, credit, words, date, time, outlet, code, edition, page, language, rights;
    all but words, date, outlet and code may be missing. Without a line of words nothing is read.

    Examples
    --------
    >>> from framing.reading.exports.factiva_fields import shaped_metadata
    >>> lines = ["Un pont", "Ana Riv", "118 mots", "12 juin 2023", "Le Fanal", "FANL", "4", "Français", "(c) 2023"]
    >>> fields, n = shaped_metadata([*lines, "Le pont ferme."], "Un pont")
    >>> fields["outlet"], fields["author"], fields["pages"], fields["lang"], n
    ('Le Fanal', 'Ana Riv', '4', 'fr', 9)
    """
    place = next((number for number, line in enumerate(lines[:12]) if _WORDS.match(line)), None)
    if place is None or len(lines) < place + 4:
        return {}, 0
    above = list(lines[:place])
    fields = {"HD": title, "WC": lines[place], "PD": lines[place + 1]}
    if title in above:
        number = above.index(title)
        fields["SE"] = " ".join(above[:number])
        after = above[number + 1:]
        if after:
            fields["BY"] = re.sub(r"^(?:By|Par|Von) ", "", after[0])
            fields["CR"] = " ".join(after[1:])
    place += 2
    if _CLOCK.match(lines[place]):
        fields["ET"] = lines[place]
        place += 1
    fields["SN"] = lines[place]
    place += 1
    if place < len(lines) and _CODE_SHAPE.match(lines[place]):
        fields["SC"] = lines[place]
        place += 1
    place = _below_the_code(lines, place, fields)
    return coded_metadata(fields), place


def _below_the_code(lines: Sequence[str], place: int, fields: dict[str, str]) -> int:
    """Edition, page, language and rights: the rights end the header; without them, the language does."""
    rights = next((number for number in range(place, min(place + 6, len(lines))) if _RIGHTS.match(lines[number])),
                  None)
    language = next((number for number in range(place, min(place + 4, len(lines)))
                     if len(language_code(lines[number]) or "xxxx") == 2 and len(lines[number]) < 20), None)
    end = rights if rights is not None else language
    if end is None:
        return place
    between = [number for number in range(place, end) if number != language]
    if between:
        fields["PG"] = lines[between[-1]]
    if len(between) > 1:
        fields["ED"] = lines[between[0]]
    if language is not None:
        fields["LA"] = lines[language]
    if rights is not None:
        fields["CY"] = lines[rights]
    return end + 1
