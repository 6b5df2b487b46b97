"""Attribution: which articles, or paragraphs, an estimate rests on."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing._check import check_choice, check_paragraph_index, check_positive
from framing.comparison.articles import (
    Articles,
    count_articles,
    group_labels,
    sorted_labels,
    sorted_table,
    weights_of,
)
from framing.comparison.pairs import REST
from framing.comparison.rates import rate_unit
from framing.comparison.ratios import compared_groups

INFLUENCE_COLUMNS = ("group", "measure", "unit", "reference", "rank", "side", "estimate", "estimate_without", "change",
                     "n_hits", "exposure")


def article_influence(counts: pd.DataFrame, by: pd.Series, *, reference: object = None, unit: str = "article",
                      measures: Sequence[str] | None = None, exposure: str = "n_words", per: float = 1000,
                      weights: pd.Series | None = None, top: int = 10) -> pd.DataFrame:
    """Find the articles, or paragraphs, without which an estimate would change most.

    Parameters
    ----------
    counts, by, measures, exposure, per, weights
        As in `compare_rates`.
    reference
        `None`: the estimate is the rate of each group. A group, or `"rest"`: the rate ratio to it.
    unit
        `article` or `paragraph`: what is left out, one at a time.
    top
        Number of rows for each group and measure.

    Returns
    -------
    Index doc_id (and par_id for paragraphs), one row per text left out, by group, measure and rank:

    ================ ============ =============================================== ===================
    column           unit         meaning                                         undefined
    ================ ============ =============================================== ===================
    group, measure   -            whose estimate                                  never
    unit             text         for example "per 1,000 words", or "ratio"       never
    reference        label        what a ratio is over                            rates
    rank             -            1 is the text that changes the estimate most    never
    side             label        group the text itself belongs to                never
    estimate         as `unit`    with all texts                                  never
    estimate_without as `unit`    without this one                                nothing left
    change           as `unit`    estimate − estimate_without: what it adds       nothing left
    n_hits, exposure hits, words  of this text, times its weight                  never
    ================ ============ =============================================== ===================

    Raises
    ------
    ValueError, KeyError, TypeError
        As `compare_rates` and `rate_ratios`; if paragraphs are asked for and the table has none.

    Notes
    -----
    Above 0 => the text raises the estimate. An estimate that one article carries is that article's finding:
    read it. Changes do not add up to the estimate.

    **Does not measure** which words did it: `find_terms` lists the hits of a text.

    References
    ----------
    .. [1] Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 11 (the jackknife).

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> counts = pd.DataFrame({"war": [12, 3, 9, 2, 7, 4], "n_words": [400, 350, 500, 250, 300, 200]},
    ...                       index=pd.Index(list("abcdef"), name="doc_id"))
    >>> table = fr.article_influence(counts, pd.Series("Le Fanal", index=counts.index), top=2)
    >>> table[["estimate", "estimate_without", "change"]].round(2).to_dict("index")
    {'a': {'estimate': 18.5, 'estimate_without': 15.62, 'change': 2.88}, \
'b': {'estimate': 18.5, 'estimate_without': 20.61, 'change': -2.11}}
    """
    where = "article_influence"
    check_choice(where, "unit", unit, ("article", "paragraph"))
    check_positive(where, "per", per)
    check_positive(where, "top", top)
    table = sorted_table(where, counts)
    articles = count_articles(where, table, measures=measures, exposure=exposure, weights=weights)
    labels = group_labels(where, by, articles.doc_ids)
    if unit == "paragraph":
        check_paragraph_index(where, table)
        articles = _paragraphs(where, table, articles, exposure, weights)
        labels = labels.reindex(articles.doc_ids.get_level_values("doc_id")).set_axis(articles.doc_ids)
    groups = sorted_labels(labels) if reference is None else compared_groups(where, labels, reference)
    side = labels.to_numpy()
    parts = [_left_out(articles, side, group, reference, top, per) for group in groups]
    result = pd.concat(parts) if parts else pd.DataFrame(columns=list(INFLUENCE_COLUMNS))
    result["unit"] = rate_unit(exposure, per) if reference is None else "ratio"
    if weights is None:
        result = result.astype({name: "int64" for name in ("n_hits", "exposure") if _whole(result[name])})
    return result[list(INFLUENCE_COLUMNS)]


def _whole(numbers: pd.Series) -> bool:
    """Return whether all numbers are whole: counts are, a share that was passed as a measure is not."""
    return bool((pd.to_numeric(numbers) % 1 == 0).all())


def _paragraphs(where: str, table: pd.DataFrame, articles: Articles, exposure: str,
                weights: pd.Series | None) -> Articles:
    """Make every paragraph a unit of its own, with the weight of its article."""
    weight = weights_of(where, weights, articles.doc_ids)
    weight = weight[articles.doc_ids.get_indexer(table.index.get_level_values("doc_id"))]
    unknown = np.full((len(table), 1), np.nan)
    return Articles(doc_ids=table.index, measures=articles.measures, weight=weight, n_paragraphs=unknown,
                    values=weight * table[list(articles.measures)].to_numpy(dtype=float), n_words=unknown,
                    exposure=weight * table[[exposure]].to_numpy(dtype=float))


def _left_out(articles: Articles, side: np.ndarray, group: object, reference: object, top: int,
              per: float) -> pd.DataFrame:
    own = side == group
    other = np.zeros_like(own) if reference is None else ~own if reference == REST else side == reference
    hits, words = articles.values, articles.exposure
    with np.errstate(divide="ignore", invalid="ignore"):
        def value(own_hits: np.ndarray, own_words: np.ndarray, other_hits: np.ndarray,
                  other_words: np.ndarray) -> np.ndarray:
            rate = own_hits / own_words
            result = rate * per if reference is None else rate / (other_hits / other_words)
            return np.where(np.isfinite(result), result, np.nan)

        sums = [part[chosen].sum(axis=0) for chosen in (own, other) for part in (hits, words)]
        estimate = value(*sums)
        without = value(*(total - np.where(chosen[:, None], part, 0.0) for total, (chosen, part) in zip(
            sums, [(chosen, part) for chosen in (own, other) for part in (hits, words)], strict=True)))
    used = np.flatnonzero((own | other) & (words[:, 0] > 0))
    tables = []
    for j, measure in enumerate(articles.measures):
        change = estimate[j] - without[used, j]
        order = used[np.argsort(-np.nan_to_num(np.abs(change), nan=np.inf), kind="stable")[:top]]
        tables.append(pd.DataFrame({
            "group": [group] * len(order), "measure": measure, "reference": [reference] * len(order),
            "rank": np.arange(1, len(order) + 1), "side": side[order], "estimate": estimate[j],
            "estimate_without": without[order, j], "change": estimate[j] - without[order, j],
            "n_hits": hits[order, j], "exposure": words[order, 0],
        }, index=articles.doc_ids[order]))
    return pd.concat(tables)
