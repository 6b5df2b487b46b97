"""The permutation test: articles exchanged between two groups, category by category."""

import zlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing._check import check_positive
from framing._progress import watched
from framing.comparison.honesty import MIN_ARTICLES
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.pairs import Pair, exchange_of, shared_strata
from framing.comparison.permutation import (
    MOST_EXACT,
    count_arrangements,
    drawn_arrangements,
    every_arrangement,
    smallest_p,
)
from framing.comparison.ratios import compared_pairs

TEST_COLUMNS = ("group", "measure", "unit", "estimate", "p_value", "q_value", "smallest_p", "n_articles",
                "n_articles_reference", "n_strata", "reference", "method", "note")
_BAR_FROM = 20_000_000  # articles exchanged, about a second


def permutation_test(counts: pd.DataFrame, by: pd.Series, *, reference: object,
                     measures: Sequence[str] | None = None, exposure: str = "n_words",
                     within: pd.Series | None = None, weights: pd.Series | None = None,
                     n_permutations: int = 9999, seed: int = 0, progress: bool | None = None) -> pd.DataFrame:
    """Test whether a group's rates differ from a reference's more than exchanged articles would.

    Parameters
    ----------
    counts, by, measures, exposure, weights
        As in `compare_rates`.
    reference
        The group the others are compared with; `"rest"`: all the other articles together.
    within
        Stratum of each article, such as the event: articles are exchanged inside strata only, and only strata
        that both sides have count.
    n_permutations
        Number of random exchanges where there are more than 20,000 possible ones; fewer are all looked at.
    seed
        Same seed, same exchanges.
    progress
        Show a bar; by default in a terminal or a notebook, for large corpora.

    Returns
    -------
    One row per group and measure:

    ==================== ========== ================================================== ====================
    column               unit       meaning                                            undefined
    ==================== ========== ================================================== ====================
    group, reference     label      who is compared with whom                          never
    unit                 text       "ratio"                                            never
    estimate             ratio      rate of the group / rate of the reference          no hit in the reference
    p_value              0-1        exchanges at least as far from equal rates         thin or no variation
    q_value              0-1        Benjamini-Hochberg over the whole table            as p_value
    smallest_p           0-1        the smallest p these numbers of articles can give  never
    n_articles           articles   of the group (in shared strata)                    never
    n_articles_reference articles   of the reference (in shared strata)                never
    n_strata             strata     that both share                                    without `within`
    method               text       what was exchanged, and how often                  never
    note                 text       why there is no p, or none below .05               never (empty)
    ==================== ========== ================================================== ====================

    Raises
    ------
    ValueError, KeyError, TypeError
        As `rate_ratios`.

    Notes
    -----
    The statistic is the log of the rate ratio, its sign left aside; inside strata, of the ratio of found hits
    over those expected at each stratum's common rate. The test supposes that articles are exchangeable when
    nothing differs; it knows nothing of paragraphs, so many paragraphs of one article do not add up to
    evidence. Random exchanges count the observed one too: (1 + as far) / (1 + drawn). Fewer than 5 articles
    on a side get no p-value.

    **Does not measure** how large a difference is (`rate_ratios`), nor whether it matters.

    References
    ----------
    .. [1] Good (2005), Permutation, Parametric and Bootstrap Tests of Hypotheses, Springer.
    .. [2] Phipson & Smyth (2010), doi:10.2202/1544-6115.1585.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> counts = pd.DataFrame({"war": [12, 3, 9, 2, 7, 2, 1, 4, 1, 3],
    ...                        "n_words": [400, 350, 500, 250, 300] * 2},
    ...                       index=pd.Index(list("abcdefghij"), name="doc_id"))
    >>> by = pd.Series(["Le Fanal"] * 5 + ["La Digue"] * 5, index=counts.index)
    >>> row = fr.permutation_test(counts, by, reference="La Digue").iloc[0]
    >>> f"p = {row['p_value']:.3f}, at best {row['smallest_p']:.3f}; {row['method']}"
    'p = 0.032, at best 0.008; all 252 exchanges of articles'
    """
    where = "permutation_test"
    check_positive(where, "n_permutations", n_permutations)
    pairs, strata = compared_pairs(where, counts, by, reference=reference, measures=measures, exposure=exposure,
                                   within=within, weights=weights)
    work = n_permutations * sum(len(pair.first) + len(pair.second) for pair in pairs)
    bar = progress if progress is not None or work >= _BAR_FROM else False
    tables = [_test(pair, strata, n_permutations, seed)
              for pair in watched(pairs, "exchanges", total=len(pairs), unit="group", progress=bar)]
    if not tables:
        return pd.DataFrame(columns=list(TEST_COLUMNS))
    table = pd.concat(tables, ignore_index=True)
    table["q_value"] = benjamini_hochberg(table["p_value"])
    return table[list(TEST_COLUMNS)].astype({"n_strata": "Int64"})


def _test(pair: Pair, strata: pd.Series | None, n_permutations: int, seed: int) -> pd.DataFrame:
    if strata is not None:
        pair = shared_strata(pair, strata)
    fewest = min(len(pair.first), len(pair.second))
    where = "" if strata is None else " inside strata"
    p, smallest, how = np.full(len(pair.first.measures), np.nan), 1.0, "description, without a test"
    n_strata = np.nan if strata is None else strata[pair.first.doc_ids].nunique()
    if fewest:
        exchange = exchange_of(pair, strata)
        possible = count_arrangements(exchange.in_group, exchange.strata)
        exact = possible <= MOST_EXACT
        smallest = smallest_p(exchange.in_group, exchange.strata) if exact else 1 / (1 + n_permutations)
    if fewest >= MIN_ARTICLES and exact:
        every = every_arrangement(exchange.in_group, exchange.strata)
        p, how = exchange.p_values(every, "ratio", drawn=False), f"all {possible:,} exchanges of articles{where}"
    elif fewest >= MIN_ARTICLES:
        # The group's name must not draw the same as another's.
        generator = np.random.default_rng([seed, zlib.crc32(str(pair.group).encode())])
        random = drawn_arrangements(exchange.in_group, exchange.strata, n_permutations, generator)
        p = exchange.p_values(random, "ratio", drawn=True)
        how = f"{n_permutations:,} random exchanges of articles{where}"
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (pair.first.values.sum(axis=0) / pair.first.exposure.sum()) / (
            pair.second.values.sum(axis=0) / pair.second.exposure.sum())
    return pd.DataFrame({
        "group": [pair.group] * len(p), "measure": list(pair.first.measures), "unit": "ratio",
        "estimate": np.where(np.isfinite(ratio), ratio, np.nan), "p_value": p, "smallest_p": smallest,
        "n_articles": len(pair.first), "n_articles_reference": len(pair.second),
        "n_strata": n_strata, "reference": [pair.reference] * len(p),
        "method": how, "note": [_note(value, fewest, smallest) for value in p],
    })


def _note(p: float, fewest: int, smallest: float) -> str:
    if fewest < MIN_ARTICLES:
        return (f"{fewest} article(s) on one side: fewer than {MIN_ARTICLES} are described, not tested; the smallest "
                f"p they could give is {smallest:.3g}")
    if np.isnan(p):
        return "all articles have the same rate: nothing to exchange"
    return f"the smallest p these articles can give is {smallest:.3g}" if smallest > 0.05 else ""
