"""Tables of results as Markdown and as LaTeX, numbers written as the reader writes them."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from framing._check import check_choice, check_type, message
from framing._markup import visible
from framing.charts.words import MISSING, format_number
from framing.corpus import Corpus

NUMBER, TEXT = "number", "text"
LANGUAGES = ("en", "fr")
_LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
          "<": r"\textless{}", ">": r"\textgreater{}", "\u202f": r"\,", "\u00a0": "~", "\u2212": "$-$",
          **{mark: f"\\{mark}" for mark in "&%$#_{}"}}


def to_markdown(table: pd.DataFrame, *, lang: str = "en", decimals: int = 2,
                labels: Mapping[str, str] | None = None) -> str:
    """Write a table of results in Markdown.

    Parameters
    ----------
    table
        Any table, such as estimates; choose its columns first. A named index becomes the first columns.
    lang
        `en` (1,234.5) or `fr` (1 234,5).
    decimals
        Digits behind the decimal point; whole numbers have none.
    labels
        Names to print for column names and for ids in text cells.

    Returns
    -------
    Markdown, numbers to the right. Undefined is a dash. Text cannot act as markup.

    Raises
    ------
    TypeError
        If `table` is not a DataFrame.
    ValueError
        If `lang` is unknown, or `decimals` is no whole number from 0.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> table = pd.DataFrame({"group": ["Le Quai"], "estimate": [5.804], "n_articles": [212]})
    >>> print(fr.to_markdown(table, lang="fr", labels={"group": "titre"}))
    | titre | estimate | n\\_articles |
    |---|---:|---:|
    | Le Quai | 5,80 | 212 |
    """
    return markdown_table(*_written("to_markdown", table, lang, decimals, labels or {}))


def to_latex(table: pd.DataFrame, *, lang: str = "en", decimals: int = 2,
             labels: Mapping[str, str] | None = None) -> str:
    r"""Write a table of results as a LaTeX tabular, without packages.

    Parameters
    ----------
    table
        Any table, such as estimates; choose its columns first. A named index becomes the first columns.
    lang
        `en` (1,234.5) or `fr` (1 234,5).
    decimals
        Digits behind the decimal point; whole numbers have none.
    labels
        Names to print for column names and for ids in text cells.

    Returns
    -------
    A `tabular`, numbers to the right, special characters escaped. Undefined is a dash.

    Raises
    ------
    TypeError
        If `table` is not a DataFrame.
    ValueError
        If `lang` is unknown, or `decimals` is no whole number from 0.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> print(fr.to_latex(pd.DataFrame({"group": ["R&D"], "estimate": [5.804]})))
    \begin{tabular}{lr}
    \hline
    group & estimate \\
    \hline
    R\&D & 5.80 \\
    \hline
    \end{tabular}
    """
    header, rows, kinds = _written("to_latex", table, lang, decimals, labels or {})
    lines = [" & ".join(map(latex_text, line)) + r" \\" for line in [header, *rows]]
    columns = "".join("r" if kind == NUMBER else "l" for kind in kinds)
    return "\n".join([rf"\begin{{tabular}}{{{columns}}}", r"\hline", lines[0], r"\hline", *lines[1:], r"\hline",
                      r"\end{tabular}"])


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]], kinds: Sequence[str]) -> str:
    """Write a table in Markdown, numbers to the right, text of articles unable to act as markup."""
    rule = "|".join("---:" if kind == NUMBER else "---" for kind in kinds)
    written = ["| " + " | ".join(markdown_text(cell) for cell in line) + " |" for line in [header, *rows]]
    return "\n".join([written[0], f"|{rule}|", *written[1:]])


def markdown_text(text: str) -> str:
    """Keep text from acting as Markdown or HTML; white space becomes single spaces."""
    # No-break spaces are kept: they are French typography.
    escaped = re.sub(r"[ \t\n]+", " ", visible(text))
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\|`*_\[\]#~])", r"\\\1", escaped)


def latex_text(text: str) -> str:
    """Keep text from acting as LaTeX; white space becomes single spaces."""
    return "".join(_LATEX.get(mark, mark) for mark in re.sub(r"[ \t\n]+", " ", visible(text)))


def main_language(corpus: Corpus) -> str:
    """Return the language of the words around a text: French where most paragraphs are, else English."""
    langs = corpus.paragraphs["lang"]
    return "fr" if len(langs) and langs.mode().iat[0] == "fr" else "en"


def _written(where: str, table: pd.DataFrame, lang: str, decimals: int,
             labels: Mapping[str, str]) -> tuple[list[str], list[list[str]], list[str]]:
    """Return header, rows and kinds of a table as text."""
    check_type(where, "table", table, expected=pd.DataFrame)
    check_choice(where, "lang", lang, LANGUAGES)
    if isinstance(decimals, bool) or not isinstance(decimals, int) or decimals < 0:
        raise ValueError(message(where, "`decimals` must be a whole number from 0", got=repr(decimals)))
    named = any(name is not None for name in table.index.names)
    flat = table.reset_index() if named else table
    header = [labels.get(str(name), str(name)) for name in flat.columns]
    columns = [flat.iloc[:, place] for place in range(flat.shape[1])]
    numeric = [pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column) for column in columns]
    texts = [[_number(cell, lang, 0 if pd.api.types.is_integer_dtype(column) else decimals) if number
              else _text(cell, labels) for cell in column]
             for column, number in zip(columns, numeric, strict=True)]
    rows = [list(row) for row in zip(*texts, strict=True)]
    return header, rows, [NUMBER if number else TEXT for number in numeric]


def _number(cell: float, lang: str, decimals: int) -> str:
    return MISSING if pd.isna(cell) else format_number(float(cell), lang, decimals=decimals)


def _text(cell: object, labels: Mapping[str, str]) -> str:
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat() if cell == cell.normalize() else cell.isoformat(sep=" ")
    missing = pd.api.types.is_scalar(cell) and bool(pd.isna(cell))
    return MISSING if missing else labels.get(str(cell), str(cell))
