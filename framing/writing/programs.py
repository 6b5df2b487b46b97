"""A corpus for other programs: IRaMuTeQ, TXM, and R (quanteda, readtext)."""

import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from framing._check import check_choice, check_columns, check_type, message
from framing.corpus import DEFAULT_ROLES, Corpus
from framing.writing.tables import write_table
from framing.writing.whole import write_text

_ROLES = ("title", *DEFAULT_ROLES)
_VARIABLES = ("outlet", "date", "lang")
_UNNAMED = re.compile(r"[^A-Za-z0-9]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAX_NAME = 80


def write_iramuteq(corpus: Corpus, path: str | os.PathLike[str], *, variables: Sequence[str] = _VARIABLES,
                   roles: Sequence[str] = _ROLES) -> None:
    """Write a corpus for IRaMuTeQ: `**** *outlet_LeFanal *date_2025-02-12`, then the text.

    Parameters
    ----------
    corpus
        What to write.
    path
        File to write, in UTF-8.
    variables
        Columns of the documents that become starred variables; a missing value leaves its variable out.
    roles
        Paragraphs to write, one line each.

    Returns
    -------
    Nothing. Names and values lose accents, spaces and `_`, which the format uses; `*` in a text becomes a space. An
    article without a paragraph of these roles keeps its header line.

    Raises
    ------
    KeyError
        If a variable is no column.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "outlet": "Le Fanal", "lang": "fr", "text": "Le pont ferme."}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     fr.write_iramuteq(corpus, pathlib.Path(folder, "c.txt"))
    ...     pathlib.Path(folder, "c.txt").read_text(encoding="utf-8")
    '**** *outlet_Le-Fanal *lang_fr\\nLe pont ferme.\\n\\n'
    """
    check_type("write_iramuteq", "corpus", corpus, expected=Corpus)
    documents = corpus.documents
    check_columns("write_iramuteq", documents, variables)
    texts = _texts(corpus, roles, "\n")
    pieces = []
    for doc_id, row in documents[list(variables)].iterrows():
        stars = [f"*{_word(name, '')}_{_word(_written(value))}" for name, value in row.items() if not pd.isna(value)]
        pieces.append(f"{' '.join(['****', *stars])}\n{texts[doc_id].replace('*', ' ')}\n\n")
    write_text(path, "".join(pieces))


def write_txm(corpus: Corpus, folder: str | os.PathLike[str], *, variables: Sequence[str] = (*_VARIABLES, "title"),
              roles: Sequence[str] = _ROLES) -> None:
    """Write a corpus for TXM (import module XML-XTZ): a folder of XML files and `metadata.csv`.

    Parameters
    ----------
    corpus
        What to write.
    folder
        Folder to make; one that already holds files is refused.
    variables
        Columns of the documents for `metadata.csv`, whose first column `id` is the name of each file.
    roles
        Paragraphs to write, as `<p role="body">`.

    Returns
    -------
    Nothing.

    Raises
    ------
    KeyError
        If a variable is no column.
    ValueError
        If the folder is not empty.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "outlet": "Le Fanal", "lang": "fr", "text": "Le pont & l’eau."}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     fr.write_txm(corpus, pathlib.Path(folder, "txm"))
    ...     pathlib.Path(folder, "txm", "a.xml").read_text(encoding="utf-8").split("\\n")[2]
    '<p role="body">Le pont &amp; l’eau.</p>'
    """
    check_type("write_txm", "corpus", corpus, expected=Corpus)
    documents = corpus.documents
    check_columns("write_txm", documents, variables)
    target = Path(folder)
    if target.exists() and any(target.iterdir()):
        raise ValueError(message("write_txm", "the folder is not empty", got=repr(str(target))))
    names = _file_names(documents.index)
    rows = corpus.paragraphs
    rows = rows[rows["role"].isin(roles)]
    bodies = {doc_id: "\n".join(f"<p role={quoteattr(role)}>{escape(_CONTROLS.sub('', text))}</p>"
                                for text, role in zip(part["text"], part["role"], strict=True))
              for doc_id, part in rows.groupby(level="doc_id", sort=False)}
    for doc_id, name in names.items():
        write_text(target / f"{name}.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n<text id={quoteattr(name)}>\n'
                                           f"{bodies.get(doc_id, '')}\n</text>\n")
    metadata = documents[list(variables)].map(_written).rename(columns=lambda name: _word(name, ""))
    metadata.insert(0, "id", [names[doc_id] for doc_id in documents.index])
    write_table(metadata, target / "metadata.csv", index=False)


def write_readtext(corpus: Corpus, path: str | os.PathLike[str], *, unit: str = "article",
                   roles: Sequence[str] = DEFAULT_ROLES) -> None:
    """Write a corpus as CSV for R: `readtext("corpus.csv", text_field = "text")`, then `quanteda::corpus()`.

    Parameters
    ----------
    corpus
        What to write.
    path
        File to write.
    unit
        `article`: one row each, paragraphs separated by blank lines; `paragraph`: one row each, with `role` and
        `par_id`.
    roles
        Paragraphs to write.

    Returns
    -------
    Nothing. Columns: `doc_id` (of a paragraph `article.number`), `text`, then those of the documents. A text that a
    spreadsheet would execute gets an apostrophe in front.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "outlet": "Le Fanal", "lang": "fr", "text": "Un.\\n\\nDeux."}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     fr.write_readtext(corpus, pathlib.Path(folder, "c.csv"), unit="paragraph")
    ...     pathlib.Path(folder, "c.csv").read_text(encoding="utf-8").split("\\n")[1][:16]
    'a.1,Un.,a,1,body'
    """
    check_type("write_readtext", "corpus", corpus, expected=Corpus)
    check_choice("write_readtext", "unit", unit, ("article", "paragraph"))
    documents = corpus.documents
    if unit == "article":
        texts = _texts(corpus, roles, "\n\n")
        table = documents.assign(text=[texts[doc_id] for doc_id in documents.index]).reset_index()
    else:
        rows = corpus.paragraphs.reset_index()
        rows = rows[rows["role"].isin(roles)]
        table = rows.merge(documents.drop(columns="lang", errors="ignore"), left_on="doc_id", right_index=True)
        table = table.rename(columns={"doc_id": "article"})
        table.insert(0, "doc_id", table["article"] + "." + table["par_id"].astype(str))
    columns = ["doc_id", "text", *(name for name in table if name not in ("doc_id", "text"))]
    write_table(table[columns], path, index=False)


def _texts(corpus: Corpus, roles: Sequence[str], mark: str) -> dict[str, str]:
    rows = corpus.paragraphs
    kept = rows[rows["role"].isin(roles)]["text"]
    joined = kept.groupby(level="doc_id", sort=False).agg(mark.join).to_dict()
    return {doc_id: joined.get(doc_id, "") for doc_id in corpus.documents.index}


def _written(value: object) -> str:
    if value is None or pd.isna(value):
        return ""
    # The day is a category; the hour would make every article its own.
    return value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else str(value)


def _word(text: str, joint: str = "-") -> str:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _UNNAMED.sub(joint, plain).strip(joint or None) or "x"


def _file_names(doc_ids: pd.Index) -> dict[str, str]:
    """A file name for each article: letters and figures only, no two alike whatever the capitals."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for doc_id in doc_ids:
        name = short = _word(doc_id)[:_MAX_NAME]
        number = 2
        while name.lower() in taken or name.lower() == "metadata":
            name = f"{short}-{number}"
            number += 1
        taken.add(name.lower())
        names[doc_id] = name
    return names
