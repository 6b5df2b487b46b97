"""Corpus and Tokens in a folder of Parquet files, and back: the two halves of one format stand together."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing._check import check_type, message
from framing.corpus import Corpus
from framing.reading.packages import needed
from framing.reading.report import ReadReport
from framing.tokens import Tokens, Vocabulary
from framing.writing.tables import write_table
from framing.writing.whole import write_text

_VERSION = 1
_CARD = "framing.json"
_REPORT = ("files", "refused", "notes", "skipped", "languages")
_VOCABULARY = ("types", "folded", "langs", "kind")


def save_corpus(corpus: Corpus, folder: str | os.PathLike[str]) -> None:
    """Save a corpus, with its report, as a folder of Parquet files; `load_corpus` brings it back.

    Parameters
    ----------
    corpus
        What to save.
    folder
        Folder to make or to write over.

    Returns
    -------
    Nothing. The folder holds `documents.parquet`, `paragraphs.parquet`, `report_….parquet` and, written last,
    `framing.json`. A column that mixes kinds of values comes back as text.

    Raises
    ------
    ImportError
        If the extra `io` is not installed.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "lang": "fr", "text": "Un.\\n\\nDeux."}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     fr.save_corpus(corpus, folder)
    ...     fr.load_corpus(folder).paragraphs.equals(corpus.paragraphs)
    True
    """
    check_type("save_corpus", "corpus", corpus, expected=Corpus)
    _save("save_corpus", Path(folder), _corpus_tables(corpus), "corpus")


def load_corpus(folder: str | os.PathLike[str]) -> Corpus:
    """Load a corpus that `save_corpus` or `save_tokens` saved.

    Parameters
    ----------
    folder
        The folder it was saved in.

    Returns
    -------
    The `Corpus`, with its report.

    Raises
    ------
    FileNotFoundError
        If the folder holds none.
    ValueError
        If a file is missing or damaged, or was written by a later version.

    Examples
    --------
    >>> import framing as fr
    >>> fr.load_corpus("no_such_folder")
    Traceback (most recent call last):
        ...
    FileNotFoundError: load_corpus: no saved corpus here; got 'no_such_folder'. Hint: save_corpus() makes such a folder
    """
    target = Path(folder)
    _card("load_corpus", target)
    return _corpus("load_corpus", target)


def save_tokens(tokens: Tokens, folder: str | os.PathLike[str]) -> None:
    """Save tokens with their corpus as a folder of Parquet files; `load_tokens` brings them back.

    Parameters
    ----------
    tokens
        What to save.
    folder
        Folder to make or to write over.

    Returns
    -------
    Nothing.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> tokens = fr.tokenize(fr.corpus_from_frame([{"doc_id": "a", "lang": "fr", "text": "Un, deux."}]))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     fr.save_tokens(tokens, folder)
    ...     fr.load_tokens(folder)
    Tokens: 2 words (2 types), 4 tokens with punctuation, 1 sentences, 1 paragraphs, 1 articles
    """
    check_type("save_tokens", "tokens", tokens, expected=Tokens)
    tables = _corpus_tables(tokens.corpus) | {
        "tokens": pd.DataFrame({"ids": tokens.ids, "spaced": tokens.spaced}),
        "offsets": pd.DataFrame({"offsets": tokens.offsets}),
        "sentences": pd.DataFrame({"sentences": tokens.sentences}),
        "vocabulary": pd.DataFrame({name: getattr(tokens.vocabulary, name) for name in _VOCABULARY}),
    }
    _save("save_tokens", Path(folder), tables, "tokens")


def load_tokens(folder: str | os.PathLike[str]) -> Tokens:
    """Load tokens that `save_tokens` saved.

    Parameters
    ----------
    folder
        The folder they were saved in.

    Returns
    -------
    The `Tokens`, with their corpus.

    Raises
    ------
    FileNotFoundError
        If the folder holds none.
    ValueError
        If a file is missing or damaged, or the numbers in it do not fit together.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> tokens = fr.tokenize(fr.corpus_from_frame([{"doc_id": "a", "lang": "fr", "text": "Un, deux."}]))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     fr.save_tokens(tokens, folder)
    ...     fr.load_tokens(folder).forms("a", 1)
    ['Un', ',', 'deux', '.']
    """
    where, target = "load_tokens", Path(folder)
    if _card(where, target) != "tokens":
        raise FileNotFoundError(message(where, "the folder holds a corpus without tokens",
                                        hint="tokenize(load_corpus(folder))"))
    corpus = _corpus(where, target)
    words, offsets = _table(where, target, "tokens"), _array(_table(where, target, "offsets")["offsets"], np.int64)
    vocabulary = _table(where, target, "vocabulary")
    parts = [_objects(vocabulary[name]) for name in _VOCABULARY[:3]]
    ids = _array(words["ids"], np.int32)
    sentences = _array(_table(where, target, "sentences")["sentences"], np.int64)
    sound = (len(offsets) == len(corpus.paragraphs) + 1 and offsets[0] == 0 and offsets[-1] == len(ids)
             and (np.diff(offsets) >= 0).all() and ((ids >= 0) & (ids < len(vocabulary))).all()
             and ((sentences >= 0) & (sentences < max(1, len(ids)))).all())
    if not sound:
        raise ValueError(message(where, "the files do not fit together", got=repr(str(target))))
    types = Vocabulary(parts[0], parts[1], parts[2], _array(vocabulary["kind"], np.uint8))
    return Tokens(corpus, ids, offsets, _array(words["spaced"], np.bool_), sentences, types)


def _corpus_tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    tables = {"documents": corpus.documents.reset_index(), "paragraphs": corpus.paragraphs.reset_index()}
    if isinstance(corpus.report, ReadReport):
        tables |= {f"report_{name}": getattr(corpus.report, name) for name in _REPORT}
    return tables


def _save(where: str, folder: Path, tables: dict[str, pd.DataFrame], kind: str) -> None:
    needed("pyarrow", "saving")
    card = folder / _CARD
    card.unlink(missing_ok=True)
    for name, table in tables.items():
        write_table(table, folder / f"{name}.parquet", index=False)
    # Written last: a folder without its card is one whose saving did not end.
    write_text(card, json.dumps({"holds": kind, "version": _VERSION, "report": "report_files" in tables}) + "\n")


def _card(where: str, folder: Path) -> str:
    try:
        card: Any = json.loads((folder / _CARD).read_text(encoding="utf-8"))
        kind, version = str(card["holds"]), int(card["version"])
    except OSError as error:
        raise FileNotFoundError(message(where, "no saved corpus here", got=repr(str(folder)),
                                        hint="save_corpus() makes such a folder")) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(message(where, f"damaged {_CARD}", got=repr(str(folder)))) from error
    if version > _VERSION:
        raise ValueError(message(where, "saved by a later version of framing", got=version, expected=_VERSION))
    return kind


def _corpus(where: str, folder: Path) -> Corpus:
    documents = _table(where, folder, "documents").set_index("doc_id")
    paragraphs = _table(where, folder, "paragraphs").set_index(["doc_id", "par_id"])
    if "date" in documents and pd.api.types.is_datetime64_any_dtype(documents["date"]):
        documents["date"] = documents["date"].astype("datetime64[s]")  # Parquet knows no whole seconds
    report = None
    if (folder / "report_files.parquet").exists():
        report = ReadReport(*(_table(where, folder, f"report_{name}") for name in _REPORT))
    return Corpus(documents, paragraphs, report=report)


def _table(where: str, folder: Path, name: str) -> pd.DataFrame:
    arrow = needed("pyarrow", "loading")
    try:
        return pd.read_parquet(folder / f"{name}.parquet")
    except (OSError, arrow.ArrowException, ValueError) as error:
        raise ValueError(message(where, f"{name}.parquet is missing or damaged", got=repr(str(folder)))) from error


def _array(column: pd.Series, kind: Any) -> np.ndarray:
    return column.to_numpy(dtype=kind, copy=True)


def _objects(column: Sequence[str]) -> np.ndarray:
    array = np.empty(len(column), dtype=object)
    array[:] = list(column)
    return array
