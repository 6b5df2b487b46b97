"""Tables already in memory → Corpus."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from framing._check import check_choice, check_type, message
from framing.corpus import Corpus
from framing.reading.assembling import build_corpus
from framing.reading.detection import check_language
from framing.reading.headers import has_text_column
from framing.reading.json_lines import table_of_mappings
from framing.reading.records import Reading
from framing.reading.tables import Table, records_from_table

_WHERE = "corpus_from_frame"


def corpus_from_frame(frame: pd.DataFrame | Sequence[Mapping[str, Any]], *, text: str = "text",
                      doc_id: str = "doc_id", rows: str = "auto", title: str = "auto",
                      lang: str | None = None, outlet: str | None = None,
                      dayfirst: bool | None = None) -> Corpus:
    """Make a corpus from a table: one row per article, or one row per paragraph.

    Parameters
    ----------
    frame
        A DataFrame or a list of dictionaries. Columns are known by their French or English names (`title
        titre headline`, `outlet source journal`, `date`, `lang`, `author`, `url` …); others are kept.
    text, doc_id
        Columns that hold the text and the identifier of the article. Without identifiers, articles are
        numbered.
    rows
        `"articles"`: the text of each row is split into paragraphs, a repeated identifier is refused.
        `"paragraphs"`: rows with one identifier are an article. `"auto"`: paragraphs when there is a
        `par_id` column, or when neighbouring rows repeat an identifier and differ only in their text.
    title
        `"auto"`: a short first line without full stop before a longer paragraph is the title, when rows are
        articles and the table gives no title; `"first"`: the first paragraph is; `"none"`: no paragraph is.
    lang, outlet
        For the articles that state none; without `lang` the language is detected. A code of two or three letters
        (`fr`, `pt-BR`), or a common name (`French`, `français`).
    dayfirst
        Whether 12/06/2023 is the 12th of June; by default the other dates of the column decide.

    Returns
    -------
    A `Corpus` with its `report`. A title or standfirst given beside the text of an article becomes its first
    paragraph. Documents have the columns `title outlet date lang author url`, missing where not given, then
    the others. `date` is the clock time as given, without time zone. `None`, NaN, NaT and `pd.NA` are missing, and so
    is the text `nan`, `NaN`, `NaT` or `<NA>` that `astype(str)` makes of them; `NA`, `None` and `null` are text.

    Raises
    ------
    KeyError
        If the text column is missing.
    TypeError
        If `frame` is neither a DataFrame nor a list of dictionaries.
    ValueError
        If no article is left.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "titre": "Un pont ferme", "journal": "Le Fanal",
    ...                                 "text": "Le pont est fermé depuis lundi.\\n\\n(Avec AFP)"}])
    >>> corpus.paragraphs["role"].tolist()
    ['title', 'body', 'signature']
    >>> fr.corpus_from_frame(corpus.paragraphs).paragraphs.equals(corpus.paragraphs)
    True
    """
    check_choice(_WHERE, "rows", rows, ("auto", "articles", "paragraphs"))
    check_choice(_WHERE, "title", title, ("auto", "first", "none"))
    check_language(_WHERE, lang)
    table = _table(frame)
    columns = f"columns {list(map(str, table.headers))}"
    fixed = {field: name for field, name in (("text", text), ("doc_id", doc_id)) if name in table.headers}
    if table.headers and "text" not in fixed and not (text == "text" and has_text_column(table.headers)):
        raise KeyError(message(_WHERE, f"missing column {text!r}", got=columns,
                               hint="name the column that holds the text with text="))
    if "doc_id" not in fixed and doc_id != "doc_id":
        raise KeyError(message(_WHERE, f"missing column {doc_id!r}", got=columns))
    found, notes = records_from_table(table, stem="article", rows=rows, fixed=fixed)
    reading = Reading("table", "table", "", tuple(found), tuple(notes))
    return build_corpus(_WHERE, [reading], title=title, lang=lang, outlet=outlet, dayfirst=dayfirst,
                        files=False)


def _table(frame: pd.DataFrame | Sequence[Mapping[str, Any]]) -> Table:
    if isinstance(frame, pd.DataFrame):
        keys = [name for name in frame.index.names
                if name in ("doc_id", "par_id") and name not in frame.columns]
        frame = frame.reset_index(level=keys) if keys else frame
        return Table(list(frame.columns), list(enumerate(frame.itertuples(index=False, name=None), start=1)))
    hint = "for a file use read_corpus; for one text [{'text': …}]"
    check_type(_WHERE, "frame", frame, expected=(pd.DataFrame, list, tuple), hint=hint)
    if not all(isinstance(item, Mapping) for item in frame):
        raise TypeError(message(_WHERE, "every item of the list must be a dictionary", hint=hint))
    return table_of_mappings(list(enumerate(frame, start=1)))
