"""From a table of paragraphs or documents to one row per article, and from articles to groups."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from framing._check import FramingWarning, check_columns, check_paragraph_index, check_type, message

# A number of different words does not add up over paragraphs, so no rate can be made of it.
_NOT_ADDITIVE = ("n_types",)


@dataclass(frozen=True, eq=False)
class Articles:
    """Sums per article, articles sorted by doc_id; `n_paragraphs` and `n_words` are NaN where unknown.

    Hits and exposure are those of the article times its weight; paragraphs and words are as counted.
    """

    doc_ids: pd.Index
    measures: tuple[str, ...]
    values: np.ndarray        # (n articles, m measures): hits, or the article's value of an index
    exposure: np.ndarray      # (n, 1): what hits are counted in; ones where values are means
    n_paragraphs: np.ndarray  # (n, m or 1): paragraphs measured
    n_words: np.ndarray       # (n, m or 1)
    weight: np.ndarray        # (n, 1): ones unless the caller weighs articles

    def __len__(self) -> int:
        return len(self.doc_ids)

    def exposed(self) -> "Articles":
        """Return the articles that have exposure: the others say nothing about a rate."""
        return self.where(self.exposure[:, 0] > 0)

    def where(self, keep: np.ndarray) -> "Articles":
        """Return the articles where `keep` is true."""
        return replace(self, doc_ids=self.doc_ids[keep], values=self.values[keep],
                       exposure=self.exposure[keep], n_paragraphs=self.n_paragraphs[keep],
                       n_words=self.n_words[keep], weight=self.weight[keep])


def sorted_table(where: str, table: pd.DataFrame) -> pd.DataFrame:
    """Check that the table is indexed by paragraph or document; sort it so that order cannot matter."""
    check_type(where, "the first argument", table, expected=pd.DataFrame,
               hint="pass the table a measure returned")
    if table.index.nlevels > 1 or table.index.name != "doc_id":
        check_paragraph_index(where, table)
    if not table.index.is_unique:
        twice = table.index[table.index.duplicated()][0]
        raise ValueError(message(where, "a row of the table appears twice", got=f"index {twice!r}"))
    return table.sort_index()


def count_articles(where: str, counts: pd.DataFrame, *, measures: Sequence[str] | None,
                   exposure: str, weights: pd.Series | None = None) -> Articles:
    """Add up hits and exposure per article, each article times its weight."""
    table = sorted_table(where, counts)
    check_columns(where, table, [exposure])
    if not pd.api.types.is_integer_dtype(table[exposure].dtype):
        raise ValueError(message(where, f"`exposure` {exposure!r} does not hold whole numbers",
                                 got=f"dtype {table[exposure].dtype}"))
    names = _count_columns(where, table, measures, exposure)
    by_paragraph = table.index.nlevels > 1
    columns = list(dict.fromkeys([*names, exposure, *(["n_words"] if "n_words" in table else [])]))
    numbers = table[columns]
    if numbers.isna().any(axis=None) or (numbers < 0).any(axis=None):
        bad = [name for name in columns if numbers[name].isna().any() or (numbers[name] < 0).any()]
        raise ValueError(message(where, "counts must be known and not negative", got=f"columns {bad}",
                                 hint="0 where nothing was found; do not pass a joined table with gaps"))
    codes, doc_ids = pd.factorize(table.index.get_level_values("doc_id"))
    sums = np.zeros((len(doc_ids), len(columns)))
    np.add.at(sums, codes, numbers.to_numpy(dtype=float))
    measured = np.bincount(codes[(numbers[exposure] > 0).to_numpy()], minlength=len(doc_ids)).astype(float)
    unknown = np.full((len(doc_ids), 1), np.nan)

    def column(name: str) -> np.ndarray:
        return sums[:, [columns.index(name)]]

    weight = weights_of(where, weights, doc_ids)
    return Articles(
        doc_ids=doc_ids, measures=tuple(names), values=weight * sums[:, :len(names)],
        exposure=weight * column(exposure), weight=weight,
        n_paragraphs=measured[:, None] if by_paragraph else unknown,
        n_words=column("n_words") if "n_words" in columns else unknown)


def weights_of(where: str, weights: pd.Series | None, doc_ids: pd.Index) -> np.ndarray:
    """Return the weight of each article, (n, 1): ones without `weights`; refuse gaps and negative ones."""
    if weights is None:
        return np.ones((len(doc_ids), 1))
    given = group_labels(where, weights, doc_ids, name="weights", hint="a weight for every article, by doc_id")
    if not pd.api.types.is_numeric_dtype(given.dtype):
        raise TypeError(message(where, "`weights` does not hold numbers", got=f"dtype {given.dtype}"))
    values = given.to_numpy(dtype=float)
    if (values < 0).any() or not np.isfinite(values).all():
        raise ValueError(message(where, "`weights` must be finite and not negative",
                                 got=repr(float(values[~(values >= 0) | ~np.isfinite(values)][0]))))
    return np.asarray(values[:, None])


def _count_columns(where: str, table: pd.DataFrame, measures: Sequence[str] | None,
                   exposure: str) -> list[str]:
    additive = [name for name in table.columns if pd.api.types.is_integer_dtype(table[name].dtype)
                and name != exposure and name not in _NOT_ADDITIVE]
    if measures is None:
        if not additive:
            raise ValueError(message(where, "no column of counts", got=f"columns {list(table.columns)}",
                                     expected="whole numbers besides the exposure"))
        return additive
    names = measure_names(where, table, measures)
    wrong = [name for name in names if name not in additive]
    if wrong:
        raise ValueError(message(where, f"column(s) {wrong} are not counts that add up over paragraphs",
                                 got=f"dtype {table[wrong[0]].dtype}", expected="whole numbers of hits",
                                 hint="an index such as MATTR goes to compare_means"))
    return names


def measure_names(where: str, table: pd.DataFrame, measures: Sequence[str]) -> list[str]:
    """Check the names asked for: a list of columns of the table, each named once."""
    if isinstance(measures, str):
        raise TypeError(message(where, "`measures` must be a list", got=repr(measures),
                                hint=f"write [{measures!r}]"))
    names = list(dict.fromkeys(measures))
    if not names:
        raise ValueError(message(where, "`measures` is empty", hint="leave it out to take every column"))
    check_columns(where, table, names)
    return names


def group_labels(where: str, by: pd.Series, doc_ids: pd.Index, *, name: str = "by",
                 hint: str = 'for example corpus.documents["outlet"]',
                 gaps: bool = False) -> pd.Series:
    """Return the label of each article; refuse articles without a label unless `gaps` are allowed."""
    check_type(where, name, by, expected=pd.Series, hint=hint)
    if not by.index.is_unique:
        raise ValueError(message(where, f"`{name}` names an article twice",
                                 got=repr(by.index[by.index.duplicated()][0])))
    missing = doc_ids.difference(by.index)
    if len(missing):
        raise ValueError(message(where, f"`{name}` lacks {len(missing)} article(s) of the table",
                                 got=f"no label for {missing[0]!r}",
                                 expected="a Series indexed by doc_id", hint=hint))
    labels = by.reindex(doc_ids)
    if labels.isna().any() and not gaps:
        raise ValueError(message(where, f"{int(labels.isna().sum())} article(s) have no label in `{name}`",
                                 got=f"a gap for {labels.index[labels.isna()][0]!r}",
                                 hint='name the gaps, for example by.fillna("unknown")'))
    return labels


def sorted_labels(labels: pd.Series) -> list:
    """Return the distinct labels in sorted order; labels of mixed kinds are sorted as text."""
    distinct = list(labels.dropna().unique())
    try:
        return sorted(distinct)
    except TypeError:
        return sorted(distinct, key=str)


def warn_thin(where: str, thin: Sequence[str], *, minimum: int) -> None:
    """Warn once about the groups that have too few articles for an interval."""
    if thin:
        shown = ", ".join(thin[:5]) + (" …" if len(thin) > 5 else "")
        warnings.warn(message(where, f"{len(thin)} thin group(s) with fewer than {minimum} articles that can be "
                              f"measured: {shown}",
                              hint="they get an estimate and no interval; see the column `note`"),
                      FramingWarning, stacklevel=3)
