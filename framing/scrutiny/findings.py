"""What a check says: one row per finding."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

SEVERITIES = ("error", "warning", "note")


class Finding(NamedTuple):
    """A finding about an entry, or about a category where `pattern` is empty."""

    check: str
    severity: str
    lang: str
    category: str
    pattern: str
    detail: str


def table_of(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table, the gravest first; within a severity their order is kept."""
    table = pd.DataFrame(list(findings), columns=list(Finding._fields)).astype("str")
    order = table["severity"].map(SEVERITIES.index).to_numpy(dtype=int).argsort(kind="stable")
    return table.iloc[order].reset_index(drop=True)
