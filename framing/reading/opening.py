"""read_corpus: files and folders → Corpus. The only place where input files are opened."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from framing._check import check_choice, message
from framing._progress import watched
from framing.corpus import Corpus
from framing.reading.archives import MAX_BYTES
from framing.reading.assembling import build_corpus
from framing.reading.blocks import with_heading
from framing.reading.decoding import check_encoding
from framing.reading.detection import check_language
from framing.reading.exports.prospero import with_contexts
from framing.reading.file_names import NamePattern, compile_pattern, name_metadata
from framing.reading.formats import read_source
from framing.reading.headers import complete_date
from framing.reading.listing import Where, list_files
from framing.reading.records import Note, Reading, Record, Refusal, Source
from framing.reading.side_table import SideTable, match_rows, read_side_table

_WHERE = "read_corpus"
_BAR_FROM = 100  # files; below, reading is over before a bar helps


def read_corpus(path_or_paths: Where | Iterable[Where], *, metadata: Where | None = None,
                pattern: str | None = None, lang: str | None = None, title: str = "auto",
                outlet: str | None = None, encoding: str | None = None, dayfirst: bool | None = None,
                progress: bool | None = None) -> Corpus:
    """Read news articles from a file, a folder or several of them.

    The format is found in the content, never in the extension. Folders are read with their sub-folders, sorted by
    name.

    ================== ====================================================================================
    what it is         what is read
    ================== ====================================================================================
    press databases    Europresse HTML (three generations); Factiva HTML, XML, saved or pasted text, RTF;
                       Nexis DOCX, RTF, text, HTML; ProQuest text, HTML, e-mail
    texts and tables   text with or without front matter, DOCX, RTF, CSV, TSV, JSON, JSON lines, XLSX, Parquet
    text programs      IRaMuTeQ and Alceste, Prospéro (a text with its context `.ctx`), TEI, TXM
    the web            saved pages, MHTML, RSS and Atom, JSON Feed, WARC
    news services      Event Registry, Guardian; titles or abstracts only: NewsAPI, New York Times, GDELT,
                       Media Cloud
    agencies           ninjs, NewsML 1.2, NewsML-G2, NITF
    with a warning     PDF of one column
    ================== ====================================================================================

    HTML, XML, workbooks, Parquet and PDF need packages of the extra `io`. Any of these may be packed with gzip.

    Parameters
    ----------
    path_or_paths
        A file, a folder, or several of them.
    metadata
        Table with one row per text file, joined on the file name; by default the `metadata.csv` of the
        folder.
    pattern
        Metadata in file names, such as `"{date}_{outlet}_{title}"`, or in paths, such as
        `"{outlet}/{year}/{_}"`. Front matter holds before the table, the table before the file name.
    lang, outlet
        For the articles that state none; without `lang` the language is detected. A code of two or three letters
        (`fr`, `pt-BR`), or a common name (`French`, `français`).
    title
        `"auto"`: a short first line without full stop before a longer paragraph is the title, when the source
        gives none; `"first"`: the first paragraph is; `"none"`: no paragraph is.
    encoding
        Encoding of text files, for those that are neither UTF-8, UTF-16 nor Windows-1252.
    dayfirst
        Whether 12/06/2023 is the 12th of June; by default the other dates of the table decide.
    progress
        Show a bar; by default in a terminal, from 100 files on.

    Returns
    -------
    A `Corpus`. Its `report` says what was found, kept, refused and skipped. Identifiers are those given, else
    the file name without extension; they are made unique by the path. Documents have the columns `title outlet
    date lang author url`, missing where the source does not say, then other metadata, `source_file` and
    `source_format`. A title or standfirst that the source, or a title that a metadata table, gives apart from
    the text becomes the first paragraph. Links, credits and the like are tagged `boilerplate`, never deleted.
    `date` is the clock time as printed, without time zone.

    Raises
    ------
    FileNotFoundError
        If a path does not exist.
    ImportError
        If a file needs a package of the extra `io`.
    ValueError
        If no article could be read (the reasons are listed) or an argument is not understood.

    Notes
    -----
    Text is brought to NFC and freed of control characters; typography stays as found. What looks wrong
    (mojibake, glued sentences, an article in a single block) is named in the report and left.

    A cell of metadata is missing where it is empty, or holds what Python, pandas and JSON print for a gap (`nan` `NaN`
    `NaT` `<NA>`, to the letter). `NA`, `None` and `null` are text: an outlet may be called so, and NA is the
    code of Namibia. `pandas.read_csv` takes these for gaps unless told `keep_default_na=False`.

    Where a source prints more, documents have the columns `source_raw` (the outlet as printed) `edition issue medium
    section pages tz kicker subtitle words_declared also_published_in`. `extent` says whether a source gave the `full
    text`, a text `truncated`, an `abstract` or the `title only`; what is not full text has the role `note`, which
    measures leave out. Nothing in a file is executed, fetched or expanded; files of more than 1 GB, and archives that
    unpack to more than 200 times their size, are refused.

    Examples
    --------
    >>> import framing as fr, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "2023-06-12_Le-Fanal.txt").write_text(
    ...     "Un pont ferme\\n\\nLa ville a fermé le pont lundi soir.\\n\\nLire aussi : Les ponts",
    ...     encoding="utf-8")
    >>> corpus = fr.read_corpus(folder, pattern="{date}_{outlet}")
    >>> corpus.documents[["title", "outlet", "lang"]].to_dict("records")
    [{'title': 'Un pont ferme', 'outlet': 'Le-Fanal', 'lang': 'fr'}]
    >>> corpus.paragraphs["role"].tolist()
    ['title', 'body', 'boilerplate']
    """
    check_choice(_WHERE, "title", title, ("auto", "first", "none"))
    check_language(_WHERE, lang)
    if encoding is not None:
        check_encoding(_WHERE, encoding)
    if not isinstance(path_or_paths, str | os.PathLike | Iterable) or isinstance(path_or_paths, Mapping) \
            or hasattr(path_or_paths, "columns"):
        raise TypeError(message(_WHERE, "`path_or_paths` is not a path", got=type(path_or_paths).__name__,
                                hint="for a table in memory use corpus_from_frame"))
    listing = list_files(path_or_paths, metadata=metadata)
    side_tables = [_side_table(name, path, encoding) for name, path in listing.side_tables]
    compiled = compile_pattern(pattern) if pattern is not None else None
    readings = [read_source_file(name, path, encoding) for name, path in watched(
        listing.files, "reading", total=len(listing.files), unit="file", progress=progress, least=_BAR_FROM)]
    readings = _with_metadata(with_contexts(readings), side_tables, compiled)
    return build_corpus(_WHERE, readings, skipped=listing.skipped, title=title, lang=lang, outlet=outlet,
                        dayfirst=dayfirst)


def read_source_file(name: str, path: Path, encoding: str | None = None) -> Reading:
    """Open one file and read it; a file that cannot be opened, or is larger than 1 GB, comes back as a refusal."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            reason = (f"larger than {MAX_BYTES:,} bytes ({size:,}); cut it into several files, or save a table as "
                      "Parquet, which is smaller")
            return Reading(name, "unknown", "", (Refusal("", reason),))
        data = path.read_bytes()
    except OSError as error:
        reason = f"file cannot be opened ({error.strerror or type(error).__name__})"
        return Reading(name, "unknown", "", (Refusal("", reason),))
    return read_source(Source(name, data), encoding=encoding)


def _side_table(name: str, path: Path, encoding: str | None) -> SideTable:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(message(_WHERE, f"the metadata table {name!r} cannot be opened",
                                 got=error.strerror)) from error
    return read_side_table(Source(name, data), encoding=encoding)


def _with_metadata(readings: Sequence[Reading], tables: Sequence[SideTable],
                   pattern: NamePattern | None) -> list[Reading]:
    """Complete records with the metadata of side tables and file names; say what did not match."""
    sources = [reading.source for reading in readings]
    matches = [match_rows(table, sources) for table in tables]
    named = {source: name_metadata(pattern, source) for source in sources} if pattern else {}
    if pattern and not any(named.values()):
        raise ValueError(message(_WHERE, "no file name fits `pattern`", got=f"for example {sources[:1]}",
                                 expected=f"a name like {pattern.written!r}"))
    completed = []
    for reading in readings:
        notes = [Note("file name does not fit the pattern")] if pattern and not named[reading.source] else []
        layers: list[Mapping[str, Any]] = [complete_date(dict(named.get(reading.source) or {}))]
        for table, matched in zip(tables, matches, strict=True):
            if reading.source in matched:
                layers.append(table.rows[matched[reading.source]])
            elif table.covers(reading.source):
                notes.append(Note("file without a row in the metadata table"))
        completed.append(_completed(_headed(reading, layers[1:]), layers, notes))
    return [*completed, *_unmatched(tables, matches)]


def _headed(reading: Reading, rows: Sequence[Mapping[str, Any]]) -> Reading:
    """Make the title of a metadata table a paragraph, as one in front of the text or in a column beside it."""
    article = reading.found[0] if len(reading.found) == 1 else None
    if not isinstance(article, Record) or "title" in article.metadata \
            or any(block.role == "title" or block.par_id is not None for block in article.blocks):
        return reading
    title = next((row["title"] for row in reversed(rows) if "title" in row), None)
    return replace(reading, found=(replace(article, blocks=with_heading(article.blocks, title, None)),))


def _completed(reading: Reading, layers: Sequence[Mapping[str, Any]], notes: list[Note]) -> Reading:
    """Add metadata from beside the text, the later layer before the earlier, the text's own before both."""
    whole_file = len(reading.found) == 1
    beside = {name: value for layer in layers for name, value in layer.items()
              if whole_file or name not in ("title", "doc_id")}
    found: list[Record | Refusal] = []
    differing: set[str] = set()
    for item in reading.found:
        if isinstance(item, Record):
            differing |= {name for name in beside.keys() & item.metadata.keys()
                          if str(beside[name]) != str(item.metadata[name])}
            item = replace(item, metadata={**beside, **item.metadata})
        found.append(item)
    if differing:
        notes = [*notes, Note("metadata beside the text differ, those of the text were kept", len(differing),
                              ", ".join(sorted(differing)))]
    return replace(reading, found=tuple(found), notes=(*reading.notes, *notes))


def _unmatched(tables: Sequence[SideTable], matches: Sequence[Mapping[str, str]]) -> list[Reading]:
    readings = []
    for table, matched in zip(tables, matches, strict=True):
        left = sorted(table.rows.keys() - set(matched.values()))
        notes = [Note("metadata row without a file", 1, key) for key in left]
        readings.append(Reading(table.source, "metadata table", "", (), (*table.notes, *notes)))
    return readings
