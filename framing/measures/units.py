"""The two units every measure speaks in, paragraphs and articles, and which paragraphs it looks at."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing._check import check_choice, check_type, message
from framing.corpus import DEFAULT_ROLES, ROLES
from framing.tokens import Tokens

UNITS = ("paragraph", "document")


@dataclass(frozen=True)
class Rows:
    """Which row of a table each token counts for.

    Attributes
    ----------
    index
        Index of the table: `(doc_id, par_id)`, or `doc_id`.
    row
        int64 (n_tokens): row of each token; tokens of other roles have theirs too, see `measured`.
    measured
        bool (n_tokens): the token stands in a paragraph whose role was asked for.
    paragraphs
        bool (n_paragraphs): the role of the paragraph was asked for.
    """

    index: pd.Index
    row: np.ndarray
    measured: np.ndarray
    paragraphs: np.ndarray

    def total(self, values: np.ndarray) -> np.ndarray:
        """Sum a value per token over the measured tokens of each row.

        Whole numbers and truth values give int64, anything else float64.
        """
        weights = np.where(self.measured, values, 0)
        sums = np.bincount(self.row, weights=weights, minlength=len(self.index))
        whole = np.issubdtype(values.dtype, np.integer) or values.dtype == bool
        return np.rint(sums).astype(np.int64) if whole else sums


def rows_of(where: str, tokens: Tokens, *, unit: str, roles: Collection[str] = DEFAULT_ROLES) -> Rows:
    """Resolve `unit=` and `roles=` of a measure.

    A table has a row for every paragraph (or article) of the tokens; those without a measured paragraph keep
    their row, with no words.
    """
    check_type(where, "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    check_choice(where, "unit", unit, UNITS)
    paragraphs = paragraphs_with(where, tokens, roles)
    owner = tokens.paragraph_of_tokens()
    measured = paragraphs[owner]
    if unit == "paragraph":
        return Rows(tokens.index, owner, measured, paragraphs)
    documents = tokens.corpus.documents.index
    place = documents.get_indexer(tokens.index.get_level_values("doc_id"))
    return Rows(documents, place[owner], measured, paragraphs)


def paragraphs_with(where: str, tokens: Tokens, roles: Collection[str]) -> np.ndarray:
    """Return which paragraphs have one of the roles; refuse a role that does not exist."""
    wanted = [roles] if isinstance(roles, str) else list(roles)
    unknown = [role for role in wanted if role not in ROLES]
    if unknown or not wanted:
        raise ValueError(message(where, "`roles` must name paragraph roles", got=wanted,
                                 expected=f"some of {list(ROLES)}"))
    return tokens.corpus.paragraphs["role"].isin(wanted).to_numpy()
