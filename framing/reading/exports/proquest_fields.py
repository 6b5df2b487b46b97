"""The labelled lines of ProQuest. Spaces are lost and added inside labels, so they are compared without any."""

import re
from collections.abc import Mapping, Sequence

from framing.reading.blocks import article_of
from framing.reading.outlets import outlet_fields
from framing.reading.records import Record, Refusal

_FIELDS = {
    "author": "author", "publicationtitle": "publication", "publicationdate": "date", "section": "section",
    "pages": "pages", "firstpage": "pages", "proquestdocumentid": "doc_id", "documenturl": "url",
    "languageofpublication": "lang", "copyright": "rights", "subject": "subjects", "location": "regions",
    "people": "persons", "company/organization": "companies", "documenttype": "document_type", "column": "column",
    "edition": "edition", "dateline": "dateline",
}
# Labels that are known, and whose values are not kept.
_OTHERS = frozenset(
    "title publicationinfo abstract links fulltext businessindexingterm identifier/keyword identifiers/keywords "
    "classification publicationyear publisher placeofpublication countryofpublication publicationsubject issn isbn "
    "sourcetype lastupdated database alternatetitle volume issue firstpages onlinepublicationdate "
    "publicationhistory milestonedates eissn doi codenissn numberofpages".split())
_LABEL = re.compile(r"([A-Z][A-Za-z /]{2,32}?) ?: ?")
_STRAY_SPACE = re.compile(r"(?<=[A-Z])([a-z]{0,2}) ([a-z]{1,2})(?= \d)")
_ONLINE = re.compile(r"\(([Oo] ?n ?l ?i ?n ?e)\)")
_PROXIED = re.compile(r"https?://(?:www|search)\.proquest\.com/\S+")


def label_of(line: str) -> tuple[str, str] | None:
    """Known label of a line (without spaces, in lower case) and the value after it; `None` for other lines.

    Examples
    --------
    >>> from framing.reading.exports.proquest_fields import label_of
    >>> label_of("Place ofpublication: Port"), label_of("Answer: none")
    (('placeofpublication', 'Port'), None)
    """
    match = _LABEL.match(line)
    name = match[1].replace(" ", "").lower() if match else ""
    return (name, line[match.end():].strip()) if match and (name in _FIELDS or name in _OTHERS) else None


def proquest_article(item: str, title: str, fields: Mapping[str, str], text: Sequence[str],
                     words: int | None = None) -> Record | Refusal:
    """Make an article of its labelled values and the paragraphs of its full text.

    The outlet is what stands before the semicolon, the place after it. Without full text, the abstract is kept with
    the role `note`, and `extent` says so.
    """
    metadata: dict[str, object] = {_FIELDS[name]: value for name, value in fields.items()
                                   if name in _FIELDS and name != "publicationtitle"}
    metadata |= {"title": title, "words_declared": words}
    publication = _ONLINE.sub("(Online)", fields.get("publicationtitle", ""))
    if publication:
        name, _, place = publication.partition(";")
        metadata |= outlet_fields(name) | {"source_raw": publication, "place": place.strip()}
    if "date" in metadata:
        metadata["date"] = _STRAY_SPACE.sub(r"\1\2", str(metadata["date"]))
    url = _PROXIED.search(str(metadata.get("url", "")))
    if url:
        metadata["url"] = url[0].split("?accountid")[0]
    if text:
        return article_of(item, metadata, [(paragraph, _role(paragraph)) for paragraph in text])
    abstract = fields.get("abstract", "")
    given = bool(abstract) and not abstract.lower().startswith(("none available", "not available"))
    metadata["extent"] = "abstract" if given else "title only"
    return article_of(item, metadata, [(title, "title"), *([(abstract, "note")] if given else [])])


def _role(paragraph: str) -> str | None:
    # Printed captions and credits stand after the text, each behind its label, and may be long.
    if paragraph.startswith("CAPTION:"):
        return "caption"
    return "boilerplate" if paragraph.startswith(("CREDIT:", "Enlarge this image.")) else None
