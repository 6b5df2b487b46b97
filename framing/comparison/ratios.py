"""Rate ratios: each group against a reference, with an interval over articles or over shared strata."""

from collections.abc import Sequence

import pandas as pd

from framing._check import message
from framing.comparison.articles import count_articles, group_labels, sorted_labels, warn_thin
from framing.comparison.honesty import MIN_ARTICLES
from framing.comparison.pairs import REST, Pair, compare_pair, pair_of, thin_units
from framing.comparison.rates import ESTIMATE_COLUMNS, rate_unit, stack_estimates
from framing.comparison.resampling import resampling_plan

RATIO_COLUMNS = (*ESTIMATE_COLUMNS, "reference", "n_articles_reference", "n_strata")


def rate_ratios(counts: pd.DataFrame, by: pd.Series, *, reference: object,
                measures: Sequence[str] | None = None, exposure: str = "n_words",
                within: pd.Series | None = None, weights: pd.Series | None = None,
                method: str = "studentized", confidence: float = 0.95, n_resamples: int = 2000,
                seed: int = 0) -> pd.DataFrame:
    """Compare how often each group uses each category with how often a reference group does.

    Parameters
    ----------
    counts
        Paragraph table (index doc_id, par_id) or document table (index doc_id) of counts.
    by
        Group of each article: a Series indexed by doc_id, such as `corpus.documents["outlet"]`.
    reference
        The group the others are divided by; `"rest"` compares each group with all the other articles together.
    measures
        Columns to compare; default as in `compare_rates`.
    exposure
        Column the hits are counted in.
    within
        Stratum of each article, such as the event reported: a Series indexed by doc_id. Only strata in which
        both groups have words are compared, and strata are resampled, not articles. Articles without a
        stratum are left out.
    weights
        Weight of each article, as in `compare_rates`.
    method
        `studentized` (bootstrap-t of the log ratio; below 10 articles, or strata, Student's t with Welch's
        degrees of freedom), `percentile` or `bca`.
    confidence
        Level of the interval, between 0 and 1.
    n_resamples
        Number of times articles (or strata) are drawn.
    seed
        Same seed, same interval.

    Returns
    -------
    One row per group other than the reference (sorted) and measure, with the columns of `compare_rates`:

    ==================== ============ ========================================== ==========================
    column               unit         meaning                                    undefined
    ==================== ============ ========================================== ==========================
    group                label        the group that is compared                 never
    unit                 text         "ratio"                                    never
    estimate             ratio        rate of the group / rate of the reference  no hit in the reference
    ci_low, ci_high      ratio        bounds of the interval                     see Notes, with a `note`
    n_articles           articles     of the group (in shared strata)            never
    n_paragraphs         paragraphs   of the group                               document table
    n_words              words        of the group                               no column n_words
    reference            label        the reference                              never
    n_articles_reference articles     of the reference (in shared strata)        never
    n_strata             strata       strata that both groups share              without `within`
    ==================== ============ ========================================== ==========================

    Raises
    ------
    ValueError
        If `reference` is not a group; otherwise as `compare_rates`.
    KeyError
        If a column is missing.
    TypeError
        If `by` or `within` is not a Series.

    Warns
    -----
    FramingWarning
        If a group, or the shared strata, number fewer than 5.

    Notes
    -----
    Higher value => the group uses the category more than the reference; 1 means equally often. The ratio is
    one of pooled rates (Σ hits / Σ words), not of mean article rates. Articles of both groups are drawn
    independently and the interval is made on the log scale, as in `compare_rates`; with `within`, one draw of
    strata serves both groups, so what the event does to both cancels out. Where a group has no hit, or gives
    no interval of its own, the ratio gets none: no number is added to zero counts.

    **Coverage** of the 95 % interval without a true difference, in %, with the share of cases that get one in
    brackets, as in `compare_rates`:

    ======== ========= ========= ========= =========== ========= =========
    articles ICC 0     ICC .1    ICC .5    rare, ICC 0 ICC .1    ICC .5
    ======== ========= ========= ========= =========== ========= =========
    5        98.1      96.3 (97) 97.7 (46) 99.5 (10)   100 (3)   - (0)
    10       96.3      95.9      97.3 (90) 98.4 (34)   99.5 (11) - (0)
    30       96.7      96.0      96.9      95.4        96.3 (98) 98.2 (34)
    100      95.5      95.2      95.0      95.5        95.0      96.9 (99)
    ======== ========= ========= ========= =========== ========= =========

    **Does not measure** significance over many categories: of 20 intervals one misses 1 by chance. With
    `within`, a group that writes more on one event still weighs that event more.

    References
    ----------
    .. [1] Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 5, Cambridge UP.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> counts = pd.DataFrame({"war": [12, 3, 9, 2, 7, 2, 1, 4, 1, 3],
    ...                        "n_words": [400, 350, 500, 250, 300] * 2},
    ...                       index=pd.Index(list("abcdefghij"), name="doc_id"))
    >>> by = pd.Series(["Le Fanal"] * 5 + ["La Digue"] * 5, index=counts.index)
    >>> table = fr.rate_ratios(counts, by, reference="La Digue")
    >>> table[["group", "measure", "estimate", "ci_low", "ci_high"]].round(2).values.tolist()
    [['Le Fanal', 'war', 3.0, 1.47, 6.13]]
    """
    where = "rate_ratios"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    pairs, strata = compared_pairs(where, counts, by, reference=reference, measures=measures, exposure=exposure,
                                   within=within, weights=weights)
    tables = [compare_pair(pair, strata, plan, rate_unit(exposure, 1000)) for pair in pairs]
    thin = dict.fromkeys(name for table in tables for name in thin_units(table))
    warn_thin(where, list(thin), minimum=MIN_ARTICLES)
    return stack_estimates(tables, RATIO_COLUMNS)


def compared_pairs(where: str, counts: pd.DataFrame, by: pd.Series, *, reference: object,
                   measures: Sequence[str] | None, exposure: str, within: pd.Series | None,
                   weights: pd.Series | None) -> tuple[list[Pair], pd.Series | None]:
    """Check what a comparison with a reference is given; return each group beside the reference, and the strata."""
    articles = count_articles(where, counts, measures=measures, exposure=exposure, weights=weights)
    labels = group_labels(where, by, articles.doc_ids)
    strata = strata_of(where, within, articles.doc_ids)
    return [pair_of(articles, labels, group, reference)
            for group in compared_groups(where, labels, reference)], strata


def strata_of(where: str, within: pd.Series | None, doc_ids: pd.Index) -> pd.Series | None:
    """Return the stratum of each article, gaps allowed; `None` where nothing is stratified."""
    if within is None:
        return None
    return group_labels(where, within, doc_ids, name="within", gaps=True,
                        hint='for example corpus.documents["event"]')


def compared_groups(where: str, labels: pd.Series, reference: object) -> list:
    """Return the groups that are compared, sorted: all but the reference, or all where it is the rest."""
    groups = sorted_labels(labels)
    if reference == REST:
        if REST in groups:
            raise ValueError(message(where, "a group is called 'rest', the word for all other articles",
                                     hint="give that group another name in `by`"))
        if len(groups) < 2:
            raise ValueError(message(where, "there is no rest to compare with", got=f"groups {groups}"))
        return groups
    if reference not in groups:
        raise ValueError(message(where, "`reference` is not a group", got=repr(reference),
                                 expected=f"one of {groups}"))
    return [group for group in groups if group != reference]
