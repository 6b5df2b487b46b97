"""How far coders agree: Krippendorff's α, Gwet's AC1 and what they must be read with."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from framing._check import check_choice
from framing.comparison.honesty import MIN_ARTICLES, thin_note
from framing.comparison.resampling import Plan, order_statistics, resamples, resampling_plan
from framing.validation.codes import Answers, answers_of, few_note, groups_of, unit_labels
from framing.validation.coincidences import (
    LEVELS,
    coincidences,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    positive_agreement,
    prevalence,
)

COLUMNS = ("group", "measure", "statistic", "unit", "estimate", "ci_low", "ci_high", "n_articles", "n_units", "n_rarer",
           "n_coders", "method", "note")
IDENTICAL = "all units identical: nothing shows that coders could tell them apart"
Statistic = Callable[[np.ndarray], np.ndarray]


def agreement(codes: pd.DataFrame, *, by: pd.Series | None = None, level: str = "nominal", confidence: float = 0.95,
              n_resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Measure how far coders agree, category by category.

    Parameters
    ----------
    codes
        What `read_codes` returned, codes as they were given before anything was settled.
    by
        Group of each article (`corpus.documents["lang"]`) or of each paragraph; by default all units together.
    level
        What distances between codes mean, for α: `nominal`, `ordinal`, `interval` or `ratio`.
    confidence, n_resamples, seed
        Of the interval: articles, with their units, are drawn with replacement.

    Returns
    -------
    One row per group, category and statistic:

    ============ ======== ======================================================== ==================================
    column       unit     meaning                                                  undefined
    ============ ======== ======================================================== ==================================
    group        label    value of `by`, or `all`                                  never
    measure      name     category                                                 never
    statistic    name     `krippendorff_alpha`, `gwet_ac1`, `percent_agreement`;   never
                          for codes 0 and 1 also `positive_agreement` and
                          `prevalence`
    unit         text     what the estimate is                                     never
    estimate     as unit  1: they agree; α and AC1 0: as by chance, below 0: less  no unit with two codes; α where all
                                                                                   codes are alike; positive agreement
                                                                                   where nobody says 1
    ci_low       as unit  2.5 % of the resamples are below                         fewer than 5 articles; no spread
    ci_high      as unit  2.5 % are above                                          the same
    n_articles   articles articles of these units                                  never
    n_units      units    coded by two people or more                              never
    n_rarer      units    of which most coders gave the rarer answer               codes other than 0 and 1
    n_coders     coders   who coded any                                            never
    method       text     how the interval was made                                never
    note         text     why there is no figure, or how to read it                never (empty)
    ============ ======== ======================================================== ==================================

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If a unit is coded twice by one coder, or an argument is unknown.

    Notes
    -----
    α = 1 − (n − 1) Σ o δ² / Σ n_c n_k δ², over coincidences o_ck: each pair of answers in a unit of m adds
    1/(m − 1) [1]_. AC1 = (P − E)/(1 − E), E = Σ π(1 − π)/(q − 1) over q answers [2]_. Positive agreement: of those who
    say 1, how many of the others do. **Departures**: P and π of AC1 count answers, not units, so that a unit with
    three answers weighs more than one with two, and units with one answer are left out; without gaps it is Gwet's.

    Read together: where an answer is rare, percent agreement and AC1 are high for coders who never agree on it, and α
    is low for coders who nearly always agree. α of .80 is called reliable, of .667 the least for a tentative
    conclusion [1]_. Intervals are percentiles; resamples in which α is undefined are left out and counted in the note.

    **Does not measure** whether coders are right, nor agreement on the whole corpus: a sample with many hits is harder,
    and has a higher prevalence, than its articles.

    References
    ----------
    .. [1] Krippendorff (2004), Content Analysis, 2nd ed., ch. 11, Sage; (2011), Computing Krippendorff's
       Alpha-Reliability, University of Pennsylvania.
    .. [2] Gwet (2008), British Journal of Mathematical and Statistical Psychology 61(1), doi:10.1348/000711006X126600.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> one, two = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    >>> codes = pd.concat([pd.DataFrame({"doc_id": list("abcdefghij"), "coder": name, "category": "war", "code": given})
    ...                    for name, given in (("Ana", one), ("Bao", two))])
    >>> fr.agreement(codes).set_index("statistic")["estimate"].round(3).to_dict()  # doctest: +NORMALIZE_WHITESPACE
    {'krippendorff_alpha': 0.095, 'gwet_ac1': 0.31, 'percent_agreement': 0.6, 'positive_agreement': 0.333,
     'prevalence': 0.3}
    """
    where = "agreement"
    check_choice(where, "level", level, LEVELS)
    plan = resampling_plan(where, method="percentile", confidence=confidence, n_resamples=n_resamples, seed=seed)
    tables = []
    for category, answers in answers_of(where, codes).items():
        labels = unit_labels(where, by, answers.keys)
        for group in groups_of(labels):
            table = _rows(answers.where(labels == group), level, plan, key=str(group))
            table.insert(0, "measure", category)
            table.insert(0, "group", [group] * len(table))
            tables.append(table)
    table = pd.concat(tables, ignore_index=True)[list(COLUMNS)]
    return table.astype({"n_rarer": "Int64"})


def _rows(answers: Answers, level: str, plan: Plan, *, key: str) -> pd.DataFrame:
    answers = answers.where((~np.isnan(answers.answers)).sum(axis=1) > 1)
    given = answers.answers[~np.isnan(answers.answers)]
    values = np.unique(given)
    binary = bool(np.isin(values, (0, 1)).all())
    values = np.array([0.0, 1.0]) if binary else values
    articles, matrices = coincidences_by_article(answers, values)
    caution = few_note(answers.truth()) if binary else ""
    rows = []
    for statistic, (unit, compute) in _statistics(values, level, binary=binary).items():
        estimate, low, high, note = estimate_over_articles(matrices, compute, plan, key=key)
        if np.isnan(estimate) and len(answers):
            note = "nobody says 1" if statistic == "positive_agreement" else IDENTICAL
        elif np.isnan(estimate):
            note = "no unit was coded by two people"
        rows.append({"statistic": statistic, "unit": unit, "estimate": estimate, "ci_low": low, "ci_high": high,
                     "note": "; ".join(filter(None, (note, caution)))})
    truth = answers.truth()
    n_rarer = float(min((truth >= 0.5).sum(), (truth < 0.5).sum())) if binary else np.nan
    return pd.DataFrame(rows).assign(
        n_articles=len(articles), n_units=len(answers), method=plan.describe(len(articles)), n_rarer=n_rarer,
        n_coders=int((~np.isnan(answers.answers)).any(axis=0).sum()))


def _statistics(values: np.ndarray, level: str, *, binary: bool) -> Mapping[str, tuple[str, Statistic]]:
    found: dict[str, tuple[str, Statistic]] = {
        "krippendorff_alpha": (f"Krippendorff's α ({level})", partial(krippendorff_alpha, values=values, level=level)),
        "gwet_ac1": ("Gwet's AC1", partial(gwet_ac1, n_values=max(2, len(values)))),
        "percent_agreement": ("share of pairs that agree", percent_agreement)}
    if binary:
        found["positive_agreement"] = ("share of pairs that agree, where one says 1", positive_agreement)
        found["prevalence"] = ("share of codes that are 1", prevalence)
    return found


def coincidences_by_article(answers: Answers, values: np.ndarray) -> tuple[pd.Index, np.ndarray]:
    """Return the articles and the sum of their units' coincidences, (articles, values, values)."""
    owner, articles = pd.factorize(answers.doc_ids)
    matrices = np.zeros((len(articles), len(values), len(values)))
    np.add.at(matrices, owner, coincidences(answers.answers, values))
    return articles, matrices


def estimate_over_articles(matrices: np.ndarray, compute: Statistic, plan: Plan, *,
                           key: str) -> tuple[float, float, float, str]:
    """Return a statistic of summed matrices, its bounds from resampled articles, and why there are none."""
    estimate = float(compute(matrices.sum(axis=0)))
    note = thin_note(len(matrices))
    if np.isnan(estimate) or len(matrices) < MIN_ARTICLES:
        return estimate, np.nan, np.nan, note
    flat = matrices.reshape(len(matrices), -1)
    values = np.concatenate([compute((drawn @ flat).reshape(-1, *matrices.shape[1:]))
                             for drawn in resamples(len(matrices), plan, key)])
    defined = values[~np.isnan(values)]
    if not len(defined) or np.ptp(defined) < 1e-12:
        return estimate, np.nan, np.nan, "every resample gives the same: no spread to be seen"
    low, high = order_statistics(defined[:, None], np.array([[plan.tail], [1 - plan.tail]]))
    lost = len(values) - len(defined)
    note = f"undefined in {lost:,} of {len(values):,} resamples" if lost else ""
    return estimate, float(low[0]), float(high[0]), note
