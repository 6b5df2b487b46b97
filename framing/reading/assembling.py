"""Readings → Corpus: the one place where records become tables, and where what was found is counted."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from framing._check import message
from framing.corpus import Corpus
from framing.reading.dates import ParsedDate, parse_dates
from framing.reading.detection import language_code, settle_languages
from framing.reading.headers import is_absent
from framing.reading.records import Block, Note, Reading, Record, Refusal
from framing.reading.repairing import repaired, without_surrogates
from framing.reading.report import (
    FILE_COLUMNS,
    LANGUAGE_COLUMNS,
    NOTE_COLUMNS,
    REFUSED_COLUMNS,
    SKIPPED_COLUMNS,
    ReadReport,
    table_of,
)
from framing.reading.roles import assign_roles

_USUAL_COLUMNS = ("title", "outlet", "date", "lang", "author", "url")
_SINGLE_BLOCK_WORDS = 40
SINGLE_BLOCK = "single block, no paragraph break"


@dataclass(frozen=True)
class _Article:
    """A record on its way into the corpus."""

    reading: Reading
    record: Record
    doc_id: str
    roles: list[str]
    lang: str
    origin: str
    date: ParsedDate

    @property
    def blocks(self) -> list[tuple[Block, str]]:
        return list(zip(self.record.blocks, self.roles, strict=True))

    @property
    def notes(self) -> Iterator[Note]:
        yield from self.record.notes
        if self.date.reason:
            yield Note(self.date.reason, 1, str(self.record.metadata["date"])[:60])
        given = self.record.metadata.get("lang")
        if not is_absent(given) and language_code(given) is None:
            yield Note("language not understood", 1, str(given)[:60])
        body = [block.text for block, role in self.blocks if role == "body"]
        if len(body) == 1 and len(body[0][:4_000].split()) >= _SINGLE_BLOCK_WORDS:
            yield Note(SINGLE_BLOCK)


def build_corpus(where: str, readings: Sequence[Reading], *, skipped: Sequence[tuple[str, str]] = (),
                 title: str = "auto", lang: str | None = None, outlet: str | None = None,
                 dayfirst: bool | None = None, files: bool = True) -> Corpus:
    """Turn readings into a corpus with its report.

    Raises
    ------
    ValueError
        If no article is left; the message lists the reasons.
    """
    readings = [repaired(reading) for reading in readings]
    skipped = [(without_surrogates(source), reason) for source, reason in skipped]
    outlet = without_surrogates(outlet)
    found = [(reading, item) for reading in readings for item in reading.found if isinstance(item, Record)]
    if not found:
        raise ValueError(_nothing_read(where, readings, skipped))
    ids, renamed = unique_ids(found)
    dates = _dates(found, dayfirst)
    roles = [assign_roles(record.blocks, title=title if record.may_hold_title or title == "first" else "none")
             for _, record in found]
    given = [record.metadata.get("lang", lang) for _, record in found]
    samples = [_sample(record, kept) for (_, record), kept in zip(found, roles, strict=True)]
    languages = settle_languages(samples, given)
    articles = [_Article(reading, record, doc_id, kept, code, origin, date)
                for (reading, record), doc_id, kept, (code, origin), date
                in zip(found, ids, roles, languages, dates, strict=True)]
    report = _report(readings, articles, skipped, renamed)
    corpus = Corpus(_documents(articles, outlet, files), _paragraphs(articles), report=report)
    if len(corpus) != report.n_kept:
        raise ValueError(message(where, "articles kept are not articles in the corpus",
                                 got=f"{report.n_kept} and {len(corpus)}"))
    return corpus


def unique_ids(found: Sequence[tuple[Reading, Record]]) -> tuple[list[str], set[int]]:
    """Identifier of each record, made unique by the path of its source; and which ones were changed.

    Examples
    --------
    >>> from framing.reading.assembling import unique_ids
    >>> from framing.reading.records import Reading, Record
    >>> names = ("a/x.txt", "b/x.txt", "y.txt")
    >>> unique_ids([(Reading(name, "text", "utf-8", ()), Record("", {}, ())) for name in names])
    (['a/x', 'b/x', 'y'], {0, 1})
    """
    spellings: tuple[Callable[[Reading, Record], str], ...] = (_own_id, _id_with_path, _id_with_file)
    ids = [spellings[0](*pair) for pair in found]
    renamed: set[int] = set()
    for spelling in spellings[1:]:
        counted = Counter(ids)
        repeated = {place for place, name in enumerate(ids) if counted[name] > 1}
        ids = [spelling(*pair) if place in repeated else ids[place] for place, pair in enumerate(found)]
        renamed |= repeated
    taken = Counter(ids)
    for place, name in enumerate(ids):
        number = 2
        while taken[ids[place]] > 1:
            taken[ids[place]] -= 1
            ids[place] = f"{name} ({number})"
            taken[ids[place]] += 1
            number += 1
    return ids, renamed


def _own_id(reading: Reading, record: Record) -> str:
    given = record.metadata.get("doc_id")
    if not is_absent(given):
        return unicodedata.normalize("NFC", str(given).strip())
    stem = PurePosixPath(reading.source).stem
    return unicodedata.normalize("NFC", f"{stem} {record.item}" if record.item else stem)


def _id_with_path(reading: Reading, record: Record) -> str:
    path = str(PurePosixPath(reading.source).with_suffix(""))
    whole_file = not record.item and is_absent(record.metadata.get("doc_id"))
    return path if whole_file else f"{path}/{_own_id(reading, record)}"


def _id_with_file(reading: Reading, record: Record) -> str:
    whole_file = not record.item and is_absent(record.metadata.get("doc_id"))
    return reading.source if whole_file else f"{reading.source}/{_own_id(reading, record)}"


def _dates(found: Sequence[tuple[Reading, Record]], dayfirst: bool | None) -> list[ParsedDate]:
    # What 12/06/2023 means is a habit of whoever wrote the column: one table, or one folder of texts.
    columns: dict[str, list[int]] = {}
    for place, (reading, record) in enumerate(found):
        columns.setdefault(reading.source if record.item else "", []).append(place)
    dates: dict[int, ParsedDate] = {}
    for places in columns.values():
        values = [found[place][1].metadata.get("date") for place in places]
        dates.update(zip(places, parse_dates(values, dayfirst=dayfirst), strict=True))
    return [dates[place] for place in range(len(found))]


def _sample(record: Record, roles: Sequence[str]) -> str:
    parts, length = [], 0
    for block, role in zip(record.blocks, roles, strict=True):
        if role in ("title", "standfirst", "body", "note") and length < 5_000:
            parts.append(block.text[:5_000])
            length += len(parts[-1])
    return "\n".join(parts)


def _documents(articles: Sequence[_Article], outlet: str | None, files: bool) -> pd.DataFrame:
    index = pd.Index([article.doc_id for article in articles], name="doc_id", dtype="str")
    extra = dict.fromkeys(name for article in articles for name in article.record.metadata
                          if name not in (*_USUAL_COLUMNS, "doc_id"))
    columns: dict[str, list[Any]] = {name: [article.record.metadata.get(name) for article in articles]
                                     for name in (*_USUAL_COLUMNS, *extra)}
    columns["title"] = [_title(article) for article in articles]
    columns["outlet"] = [outlet if is_absent(value) else str(value) for value in columns["outlet"]]
    columns["date"] = [article.date.date for article in articles]
    columns["lang"] = [article.lang for article in articles]
    if files:
        columns["source_file"] = [article.reading.source for article in articles]
        columns["source_format"] = [article.reading.format for article in articles]
    return pd.DataFrame({name: _series(name, values, index) for name, values in columns.items()}, index=index)


def _series(name: str, values: list[Any], index: pd.Index) -> pd.Series:
    if name == "date":
        return pd.Series(pd.array(values, dtype="datetime64[s]"), index=index)
    textual = all(isinstance(value, str) for value in values if not is_absent(value))
    return pd.Series([None if is_absent(value) else value for value in values], index=index,
                     dtype="str" if textual else None)


def _title(article: _Article) -> object:
    given = article.record.metadata.get("title")
    if not is_absent(given):
        return unicodedata.normalize("NFC", str(given))
    return next((block.text for block, role in article.blocks if role == "title"), None)


def _paragraphs(articles: Sequence[_Article]) -> pd.DataFrame:
    rows = [(article.doc_id, block.par_id or place, block.text, role,
             language_code(block.lang) or article.lang)
            for article in articles for place, (block, role) in enumerate(article.blocks, start=1)]
    doc_ids, par_ids, texts, roles, languages = zip(*rows, strict=True)
    index = pd.MultiIndex.from_arrays([pd.Index(doc_ids, dtype="str"), pd.Index(par_ids, dtype="int64")],
                                      names=["doc_id", "par_id"])
    return pd.DataFrame({"text": pd.Series(texts, index=index, dtype="str"),
                         "role": pd.Series(roles, index=index, dtype="str"),
                         "lang": pd.Series(languages, index=index, dtype="str")})


def _report(readings: Sequence[Reading], articles: Sequence[_Article], skipped: Sequence[tuple[str, str]],
            renamed: set[int]) -> ReadReport:
    kept = Counter(id(article.reading) for article in articles)
    n_paragraphs, n_undated, n_single = (Counter[int]() for _ in range(3))
    for article in articles:
        n_paragraphs[id(article.reading)] += len(article.record.blocks)
        n_undated[id(article.reading)] += article.date.date is None
        n_single[id(article.reading)] += any(note.note == SINGLE_BLOCK for note in article.notes)
    files = [(reading.source, reading.format, reading.encoding, len(reading.found), kept[id(reading)],
              sum(isinstance(item, Refusal) for item in reading.found), n_paragraphs[id(reading)],
              n_undated[id(reading)], n_single[id(reading)]) for reading in readings]
    notes = [(reading.source, "", *note) for reading in readings for note in reading.notes]
    for place, article in enumerate(articles):
        seen = list(article.notes)
        if place in renamed:
            seen.append(Note("doc_id made unique by its path", 1, article.doc_id))
        notes += [(article.reading.source, article.record.item, *note) for note in seen]
    languages = Counter((article.lang, article.origin) for article in articles)
    return ReadReport(table_of(files, FILE_COLUMNS), table_of(_refused(readings), REFUSED_COLUMNS),
                      table_of(notes, NOTE_COLUMNS), table_of(list(skipped), SKIPPED_COLUMNS),
                      table_of([(*key, n) for key, n in languages.most_common()], LANGUAGE_COLUMNS))


def _refused(readings: Sequence[Reading]) -> list[tuple[str, str, str]]:
    return [(reading.source, item.item, item.reason)
            for reading in readings for item in reading.found if isinstance(item, Refusal)]


def _nothing_read(where: str, readings: Sequence[Reading], skipped: Sequence[tuple[str, str]]) -> str:
    reasons = [f"{source} {item}".strip() + f": {reason}" for source, item, reason in _refused(readings)]
    reasons += [f"{source}: skipped, {reason}" for source, reason in skipped]
    shown = "; ".join(reasons[:5]) + (f"; and {len(reasons) - 5} more" if len(reasons) > 5 else "")
    return message(where, f"no article could be read ({shown or 'no file found'})")
