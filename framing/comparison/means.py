"""Means over articles, for indices that do not add up: MATTR, LIX, sentence length."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from framing._check import check_columns, message
from framing.comparison.articles import (
    Articles,
    group_labels,
    measure_names,
    sorted_labels,
    sorted_table,
    warn_thin,
    weights_of,
)
from framing.comparison.honesty import MIN_ARTICLES, few_note, mean_note
from framing.comparison.rates import ESTIMATE_COLUMNS, finish_notes, stack_estimates
from framing.comparison.resampling import Plan, interval, resample_mean, resampling_plan


def compare_means(features: pd.DataFrame, by: pd.Series, *, measures: Sequence[str] | None = None,
                  weights: str | None = "n_words", article_weights: pd.Series | None = None,
                  method: str = "studentized", confidence: float = 0.95, n_resamples: int = 2000,
                  seed: int = 0) -> pd.DataFrame:
    """Average an index over the articles of each group.

    Every article counts once, or with its weight. In a document table its value is the row. In a paragraph
    table it is the mean of its paragraphs' values, longer paragraphs weighing more; paragraphs without a value
    are passed over.

    Parameters
    ----------
    features
        Document table (index doc_id) or paragraph table (index doc_id, par_id).
    by
        Group of each article: a Series indexed by doc_id, such as `corpus.documents["outlet"]`.
    measures
        Columns to average; default every column of decimal numbers.
    weights
        Column that weighs paragraphs inside their article; `None` weighs them equally. A document table has
        one row per article and nothing to weigh.
    article_weights
        Weight of each article in the mean over articles, from a sampling design or from duplicates: a Series
        indexed by doc_id. It goes with the article into every resample.
    method
        `studentized` (bootstrap-t; below 10 articles Student's t), `percentile` or `bca`.
    confidence
        Level of the interval, between 0 and 1.
    n_resamples
        Number of times the articles are drawn.
    seed
        Same seed, same interval; the name of the group enters too, the other groups do not.

    Returns
    -------
    One row per group (sorted) and measure (in the order of the columns), with the columns of `compare_rates`:

    ============ =================== ========================================= =========================
    column       unit                meaning                                   undefined
    ============ =================== ========================================= =========================
    unit         text                "mean over articles"                      never
    estimate     that of the measure mean of the article values                no article has a value
    ci_low       that of the measure lower bound of the interval               see `note`
    ci_high      that of the measure upper bound                               see `note`
    n_articles   articles            articles with a value                     never
    n_paragraphs paragraphs          paragraphs with a value                   document table
    n_words      words               words of the rows with a value            no column n_words
    note         text                gaps, why there is no interval            never (empty)
    ============ =================== ========================================= =========================

    Raises
    ------
    ValueError
        If an article has no group, no column can be averaged, or a weight is missing or negative.
    KeyError
        If a column is missing.
    TypeError
        If `by` is not a Series, or a column does not hold numbers.

    Warns
    -----
    FramingWarning
        If a group has fewer than 5 articles with a value.

    Notes
    -----
    Direction and unit are those of the measure. Article values are drawn with replacement inside the group;
    the studentized interval divides each resample's shift by its own standard error.

    **Departure** from pooled measures: MATTR of an article is not the mean of its paragraphs' MATTR. Pass the
    table measured with `unit="document"` where the index should see whole articles.

    **Does not measure** rates: for hits use `compare_rates`, where long articles weigh more.

    References
    ----------
    .. [1] Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 5, Cambridge UP.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> features = pd.DataFrame({"mattr_25": [0.91, 0.88, 0.93, 0.90, 0.86]},
    ...                         index=pd.Index(list("abcde"), name="doc_id"))
    >>> table = fr.compare_means(features, pd.Series("Le Fanal", index=features.index))
    >>> table[["group", "measure", "estimate", "ci_low", "ci_high"]].round(3).values.tolist()
    [['Le Fanal', 'mattr_25', 0.896, 0.862, 0.93]]
    """
    where = "compare_means"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    articles = _article_means(where, features, measures, weights)
    articles = replace(articles, weight=weights_of(where, article_weights, articles.doc_ids))
    articles = articles.where(articles.weight[:, 0] > 0)
    labels = group_labels(where, by, articles.doc_ids)
    tables, thin = [], []
    for group in sorted_labels(labels):
        table = _group_means(articles.where((labels == group).to_numpy()), plan, key=str(group))
        table.insert(0, "group", [group] * len(table))
        tables.append(table)
        fewest = table["n_articles"].min()
        if fewest < MIN_ARTICLES:
            thin.append(f"{group} ({fewest})")
    warn_thin(where, thin, minimum=MIN_ARTICLES)
    return stack_estimates(tables, ESTIMATE_COLUMNS)


def _article_means(where: str, features: pd.DataFrame, measures: Sequence[str] | None,
                   weights: str | None) -> Articles:
    table = sorted_table(where, features)
    names = _mean_columns(where, table, measures)
    by_paragraph = table.index.nlevels > 1
    values = table[names].astype(float)
    values = values.where(np.isfinite(values))
    weight = pd.Series(1.0, index=table.index)
    if by_paragraph and weights is not None:
        check_columns(where, table, [weights])
        weight = table[weights].astype(float)
        if weight.isna().any() or (weight < 0).any():
            raise ValueError(message(where, f"weights in {weights!r} must be known and not negative"))
    # A value of a paragraph that weighs nothing says nothing: it is a gap like an undefined one.
    present = values.notna().mul(weight > 0, axis=0)
    words = table["n_words"].astype(float) if "n_words" in table else pd.Series(np.nan, index=table.index)

    def total(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.groupby(level="doc_id").sum()

    weighed = total(present.mul(weight, axis=0))
    sums = total(values.fillna(0).mul(weight, axis=0).where(present, 0.0))
    counted = total(present.astype(float))
    return Articles(
        doc_ids=sums.index, measures=tuple(names), values=(sums / weighed.where(weighed > 0)).to_numpy(),
        exposure=np.ones((len(sums), 1)), weight=np.ones((len(sums), 1)),
        n_paragraphs=counted.to_numpy() if by_paragraph else np.full(sums.shape, np.nan),
        n_words=present.mul(words, axis=0).groupby(level="doc_id").sum(min_count=1).to_numpy())


def _mean_columns(where: str, table: pd.DataFrame, measures: Sequence[str] | None) -> list[str]:
    if measures is None:
        names = [name for name in table.columns if pd.api.types.is_float_dtype(table[name].dtype)]
        if not names:
            raise ValueError(message(where, "no column of decimal numbers",
                                     got=f"columns {list(table.columns)}",
                                     hint="name the columns in `measures`; counts go to compare_rates"))
        return names
    names = measure_names(where, table, measures)
    wrong = [name for name in names if not pd.api.types.is_numeric_dtype(table[name].dtype)]
    if wrong:
        raise TypeError(message(where, f"column(s) {wrong} do not hold numbers",
                                got=f"dtype {table[wrong[0]].dtype}"))
    return names


def _group_means(articles: Articles, plan: Plan, *, key: str) -> pd.DataFrame:
    present = ~np.isnan(articles.values)
    n_articles = present.sum(axis=0)
    bounds = np.full((2, len(articles.measures)), np.nan)
    notes = np.array([mean_note(values[kept]) for values, kept
                      in zip(articles.values.T, present.T, strict=True)], dtype=object)
    # Measures defined for the same articles share one draw.
    patterns, kind = np.unique(present, axis=1, return_inverse=True)
    for number, pattern in enumerate(patterns.T):
        columns = np.flatnonzero((kind.ravel() == number) & (notes == ""))
        if len(columns):
            values, weight = articles.values[pattern][:, columns], articles.weight[pattern]
            bounds[:, columns] = interval(resample_mean(values, weight, plan, key=key), plan)
            notes[columns] = finish_notes(list(notes[columns]), bounds[0, columns],
                                          few_note(len(values), plan))
    gaps = [f"{len(articles) - n} of {len(articles)} articles have no value" if n < len(articles) else ""
            for n in n_articles]
    totals = (articles.weight * np.where(present, articles.values, 0.0)).sum(axis=0)
    weighed = (articles.weight * present).sum(axis=0)
    return pd.DataFrame({
        "measure": list(articles.measures), "unit": "mean over articles",
        "estimate": np.divide(totals, weighed, out=np.full(totals.shape, np.nan), where=n_articles > 0),
        "ci_low": bounds[0], "ci_high": bounds[1], "n_articles": n_articles,
        "n_paragraphs": np.where(present, articles.n_paragraphs, 0.0).sum(axis=0),
        "n_words": np.where(present, articles.n_words, 0.0).sum(axis=0),
        "method": [plan.describe(n) for n in n_articles],
        "note": ["; ".join(filter(None, pair)) for pair in zip(gaps, notes, strict=True)],
    })
