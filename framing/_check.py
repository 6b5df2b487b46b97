"""Argument checks and the wording of errors: `where: what is wrong; got …; expected …. Hint: …`."""

import difflib
from collections.abc import Collection, Iterable

import pandas as pd


class FramingWarning(UserWarning):
    """Something the reader of a number should know: a thin group, a pattern that cannot match."""


def message(where: str, wrong: str, *, got: object = None, expected: object = None, hint: str = "") -> str:
    """Word an error: where, what is wrong, what came, what was expected, what to do next."""
    text = f"{where}: {wrong}"
    if got is not None:
        text += f"; got {_shorten(got)}"
    if expected is not None:
        text += f"; expected {expected}"
    text += "."
    return f"{text} Hint: {hint}" if hint else text


def _shorten(value: object, limit: int = 160) -> str:
    # Text shown in an error may be a whole article: the beginning is enough to recognise it.
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def check_choice(where: str, name: str, value: object, choices: Iterable[str]) -> None:
    """Raise `ValueError` unless `value` is one of `choices`; suggest the nearest one."""
    allowed = sorted(choices)
    if isinstance(value, str) and value in allowed:
        return
    near = difflib.get_close_matches(str(value), allowed, n=1)
    hint = f"did you mean {near[0]!r}?" if near else ""
    raise ValueError(message(where, f"`{name}` is not a known choice", got=repr(value),
                             expected=f"one of {allowed}", hint=hint))


def check_columns(where: str, frame: pd.DataFrame, needed: Collection[str]) -> None:
    """Raise `KeyError` naming the columns that are missing and those that are there."""
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise KeyError(message(where, f"missing column(s) {missing}",
                               got=f"columns {list(map(str, frame.columns))}"))


def check_paragraph_index(where: str, table: pd.DataFrame) -> None:
    """Raise `ValueError` unless the table is indexed by (doc_id, par_id)."""
    names = list(table.index.names)
    if names != ["doc_id", "par_id"]:
        raise ValueError(message(where, "the table is not indexed by paragraph", got=f"index {names}",
                                 expected="['doc_id', 'par_id']",
                                 hint="pass the table a measure returned, unmodified"))


def check_positive(where: str, name: str, value: float) -> None:
    """Raise `ValueError` unless `value` is a number above zero."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not value > 0:
        raise ValueError(message(where, f"`{name}` must be above zero", got=repr(value)))


def check_fraction(where: str, name: str, value: float) -> None:
    """Raise `ValueError` unless `value` lies strictly between 0 and 1."""
    if not isinstance(value, float) or not 0 < value < 1:
        raise ValueError(message(where, f"`{name}` must lie between 0 and 1", got=repr(value)))


def check_type(where: str, name: str, value: object, *, expected: type | tuple[type, ...],
               hint: str = "") -> None:
    """Raise `TypeError` naming what came and what was expected."""
    if not isinstance(value, expected):
        kinds = expected if isinstance(expected, tuple) else (expected,)
        wanted = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(message(where, f"`{name}` has the wrong type", got=type(value).__name__,
                                expected=wanted, hint=hint))
