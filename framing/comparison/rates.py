"""Rates of a group: the ratio of sums, with an interval over articles."""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing._check import FramingWarning, check_positive, message
from framing.comparison.articles import (
    Articles,
    count_articles,
    group_labels,
    sorted_labels,
    warn_thin,
)
from framing.comparison.bounds import chance_error, concentration, guarded_interval
from framing.comparison.honesty import ARTICLE, MIN_ARTICLES, UNBOUNDED, few_note, rate_notes
from framing.comparison.resampling import Plan, resample_log_ratio, resampling_plan

ESTIMATE_COLUMNS = ("group", "measure", "unit", "estimate", "ci_low", "ci_high", "n_articles",
                    "n_paragraphs", "n_words", "method", "note")


def compare_rates(counts: pd.DataFrame, by: pd.Series, *, measures: Sequence[str] | None = None,
                  exposure: str = "n_words", per: float = 1000, weights: pd.Series | None = None,
                  method: str = "studentized", confidence: float = 0.95, n_resamples: int = 2000, seed: int = 0,
                  lang: pd.Series | None = None) -> pd.DataFrame:
    """Estimate how often each group of articles uses each category.

    A rate is the sum of hits over the sum of words of the group, never a mean of paragraph rates. The
    interval comes from drawing whole articles with replacement inside the group.

    Parameters
    ----------
    counts
        Paragraph table (index doc_id, par_id) or document table (index doc_id) of counts.
    by
        Group of each article: a Series indexed by doc_id, such as `corpus.documents["outlet"]`.
    measures
        Columns to compare; default every column of whole numbers except the exposure and `n_types`, which
        does not add up over paragraphs.
    exposure
        Column the hits are counted in.
    per
        Rates are given per this many units of exposure.
    weights
        Weight of each article, from a sampling design or from duplicates: a Series indexed by doc_id. It
        multiplies the article's hits and exposure, and goes with the article into every resample.
    method
        `studentized` (bootstrap-t of the log rate; below 10 articles Student's t), `percentile` or `bca`.
    confidence
        Level of the interval, between 0 and 1.
    n_resamples
        Number of times the articles are drawn.
    seed
        Same seed, same interval; the name of the group enters too, the other groups do not.
    lang
        Language of each article, a Series indexed by doc_id such as `corpus.documents["lang"]`: adds the column
        `lang`, so that charts can warn of rates that do not compare.

    Returns
    -------
    One row per group (sorted) and measure (in the order of the columns):

    ============ ================== ============================================== ========================
    column       unit               meaning                                        undefined
    ============ ================== ============================================== ========================
    group        label              value of `by`                                  never
    measure      name               column of `counts`                             never
    unit         text               for example "per 1,000 words"                  never
    estimate     as `unit`          sum of hits / sum of exposure × per            never
    ci_low       as `unit`          lower bound of the interval                    see Notes, with a `note`
    ci_high      as `unit`          upper bound                                    see Notes, with a `note`
    n_articles   articles           articles with exposure                         never
    n_paragraphs paragraphs         paragraphs with exposure                       document table
    n_words      words              words of these articles                        no column n_words
    method       text               how intervals were made                        never
    note         text               why there is no interval, or how to read it    never (empty)
    lang         code               language of the group, `en+fr` if mixed        not there without `lang`
    ============ ================== ============================================== ========================

    Raises
    ------
    ValueError
        If an article has no group, a column asked for does not hold whole numbers, or a count is missing or
        negative.
    KeyError
        If a column is missing.
    TypeError
        If `by` is not a Series.

    Warns
    -----
    FramingWarning
        If a group has fewer than 5 articles, or articles in several languages.

    Notes
    -----
    Higher value => the category's words are more frequent. r = Σ hits / Σ words; SE(log r) by the delete-one
    jackknife; the studentized bounds are r·exp(−t·SE·√(n/(n − 1))), with n articles and t the quantiles of
    (log r* − log r)/SE* over resamples. **Departures**: the root is not in the source: resamples of few
    articles are too alike [3]_; no SE* is taken below SE/4, because resamples of articles that happen to agree
    claim too much; with fewer than 10 articles resamples repeat the same two or three and those quantiles
    explode, so t is then Student's with n − 1 degrees of freedom; `method` and `note` say so.

    **No interval** is given with fewer than 5 articles; where no article has a hit (resampling would answer
    0 to 0, and an exact Poisson bound would ignore that hits cluster: it stands in the note, as optimistic);
    where hits stand in so few articles that resamples without any hit exceed the tail of the interval (fewer
    than 3 of 5 articles, 4 of 10 or more, at 95 %); where every article has the same rate; and where one
    article holds so many of the hits that the bounds span three orders of magnitude or more than one hit per
    word. **No interval is narrower than chance**: where hits are spread over the articles more evenly than
    independent hits would be, the bounds are at least r·exp(±z·√(Σ w²h)/Σ w h), those of a Poisson count.

    **Coverage** of the 95 % interval in %, and in brackets the share of cases that get one where it is not all,
    by intraclass correlation (ICC) of the paragraphs, as benchmarks/coverage.py prints it (2,000 runs, Monte
    Carlo error 0.5) for a category in 30 % and one in 5 % of the paragraphs:

    ======== ========= ========= ========= =========== ========= =========
    articles ICC 0     ICC .1    ICC .5    rare, ICC 0 ICC .1    ICC .5
    ======== ========= ========= ========= =========== ========= =========
    5        97.5      96.5 (98) 94.8 (68) 95.7 (32)   94.3 (16) 71.1 (2)
    10       97.2      95.7      97.3 (94) 97.6 (60)   97.2 (32) 80.8 (4)
    30       95.5      95.8      96.4      95.9        95.5 (99) 97.4 (59)
    100      95.0      95.0      95.6      95.9        94.5      96.3
    ======== ========= ========= ========= =========== ========= =========

    Where fewer than about five articles have a hit most cases get no interval, and those that get one were
    chosen by luck: 71 and 81 % are the price.

    **Does not measure** what caused a difference, nor whether the words frame anything; rates of different
    languages are not comparable, because lexicons and word division differ. Articles must be independent:
    agency copies printed by several outlets, or many articles on one event, make intervals too narrow.

    References
    ----------
    .. [1] Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 5, Cambridge UP.
    .. [2] Efron & Tibshirani (1993), An Introduction to the Bootstrap, Chapman & Hall.
    .. [3] Hesterberg (2015), The American Statistician 69(4), doi:10.1080/00031305.2015.1089789.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> counts = pd.DataFrame({"war": [12, 3, 9, 2, 7, 4], "n_words": [400, 350, 500, 250, 300, 200]},
    ...                       index=pd.Index(list("abcdef"), name="doc_id"))
    >>> by = pd.Series("Le Fanal", index=counts.index)
    >>> table = fr.compare_rates(counts, by)
    >>> table[["group", "measure", "unit", "estimate", "ci_low", "ci_high"]].round(1).values.tolist()
    [['Le Fanal', 'war', 'per 1,000 words', 18.5, 11.0, 31.0]]
    """
    where = "compare_rates"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    check_positive(where, "per", per)
    articles = count_articles(where, counts, measures=measures, exposure=exposure, weights=weights)
    labels = group_labels(where, by, articles.doc_ids)
    unit = rate_unit(exposure, per)
    tables, thin = [], []
    for group in sorted_labels(labels):
        part = articles.where((labels == group).to_numpy())
        table = group_rates(part, plan, key=str(group), per=per, unit=unit)
        table.insert(0, "group", [group] * len(table))
        tables.append(table)
        if table["n_articles"].iloc[0] < MIN_ARTICLES:
            thin.append(f"{group} ({table['n_articles'].iloc[0]})")
    warn_thin(where, thin, minimum=MIN_ARTICLES)
    table = stack_estimates(tables, ESTIMATE_COLUMNS)
    if lang is None:
        return table
    codes = group_labels(where, lang, articles.doc_ids, name="lang", hint='for example corpus.documents["lang"]')
    return table.assign(lang=table["group"].map(_languages(where, codes, labels)))


def _languages(where: str, codes: pd.Series, labels: pd.Series) -> dict[object, str]:
    """Return the language of each group; warn of groups that mix several."""
    found = {group: "+".join(sorted(set(codes[labels == group].astype(str)))) for group in labels.unique()}
    mixed = [f"{group} ({langs})" for group, langs in found.items() if "+" in langs]
    if mixed:
        warnings.warn(message(where, f"{len(mixed)} group(s) mix languages: {', '.join(mixed[:5])}",
                              hint="lists of two languages do not count alike: group by language as well"),
                      FramingWarning, stacklevel=3)
    return found


def rate_unit(exposure: str, per: float) -> str:
    """Name the unit of a rate: `n_words` and 1000 give "per 1,000 words"."""
    return f"per {per:,} {exposure.removeprefix('n_').replace('_', ' ')}"


def group_rates(articles: Articles, plan: Plan, *, key: str, per: float, unit: str) -> pd.DataFrame:
    """Estimate every measure's rate over some articles; `key` names the draw."""
    articles = articles.exposed()
    chance = chance_error(articles.values, articles.weight)
    estimate, low, high, notes = rate_intervals(articles.values, articles.exposure, plan, chance=chance, key=key,
                                                per=per, unit=unit)
    return pd.DataFrame({
        "measure": list(articles.measures), "unit": unit, "estimate": estimate, "ci_low": low,
        "ci_high": high, "n_articles": len(articles), "n_paragraphs": articles.n_paragraphs.sum(),
        "n_words": articles.n_words.sum(), "method": plan.describe(len(articles)), "note": notes,
    })


def rate_intervals(hits: np.ndarray, exposure: np.ndarray, plan: Plan, *, chance: np.ndarray, key: str, per: float,
                   unit: str, noun: tuple[str, str] = ARTICLE,
                   ) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Return the rates of some units, their bounds and notes; `chance` is the log error of independent hits."""
    total = exposure.sum()
    estimate = hits.sum(axis=0) / total * per if total else np.full(hits.shape[1], np.nan)
    low, high = np.full_like(estimate, np.nan), np.full_like(estimate, np.nan)
    notes = rate_notes(hits, exposure, plan, per=per, unit=unit, noun=noun)
    given = np.array([not note for note in notes], dtype=bool)
    if given.any():
        resampled = resample_log_ratio([(1, hits[:, given]), (-1, exposure)], plan, key=key)
        # Where no article has more hits than words, no rate can exceed one hit per word.
        possible = 0.0 if (hits <= exposure).all() else np.inf
        bounds = guarded_interval(resampled, plan, chance=chance[given], caution=few_note(len(hits), plan, noun),
                                  concentrated=concentration(hits[:, given], noun[1]), limit=possible)
        low[given], high[given] = np.exp(bounds.low) * per, np.exp(bounds.high) * per
        notes = replace_notes(notes, given, bounds.notes)
    return estimate, low, high, notes


def replace_notes(notes: Sequence[str], given: np.ndarray, found: Sequence[str]) -> list[str]:
    """Put the notes of the measures that were given an interval in their places among all notes."""
    rest = iter(found)
    return [next(rest) if there else note for note, there in zip(notes, given, strict=True)]


def finish_notes(notes: Sequence[str], low: np.ndarray, caution: str) -> list[str]:
    """Complete the notes: a bound the resamples did not give, and the caution where an interval stands."""
    return [note or (UNBOUNDED if np.isnan(bound) else caution)
            for note, bound in zip(notes, low, strict=True)]


def stack_estimates(tables: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """Put the groups' rows under each other, with fixed columns and whole numbers that may be unknown."""
    if not tables:
        return pd.DataFrame(columns=list(columns))
    table = pd.concat(tables, ignore_index=True)[list(columns)]
    return table.astype({name: "Int64" for name in ("n_paragraphs", "n_words", "n_strata") if name in table})
