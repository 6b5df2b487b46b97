"""A lexicon scored against people: precision, recall and F1 of the corpus, not of the sample."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from framing.comparison.honesty import MIN_ARTICLES, thin_note
from framing.comparison.proportions import wilson_interval
from framing.comparison.resampling import Plan, order_statistics, resamples, resampling_plan
from framing.validation.agreement import coincidences_by_article, estimate_over_articles
from framing.validation.codes import (
    Answers,
    answers_of,
    check_binary,
    few_note,
    groups_of,
    machine_table,
    matched,
    unit_labels,
)
from framing.validation.coincidences import krippendorff_alpha

COLUMNS = ("group", "measure", "statistic", "unit", "estimate", "ci_low", "ci_high", "n_articles", "n_units",
           "n_positive", "n_hits", "method", "note")
_BINARY = np.array([0.0, 1.0])
_TP, _FP, _FN, _TN = range(4)
# Statistic, unit, cells above, cells below, and what is missing where there are none below.
_RATIOS = (
    ("precision", "share of units with a hit that have it", (_TP,), (_TP, _FP), "no coded unit has a hit"),
    ("recall", "share of units that have it with a hit", (_TP,), (_TP, _FN), "no coded unit has it"),
    ("specificity", "share of units that lack it without a hit", (_TN,), (_TN, _FP), "every coded unit has it"),
    ("f1", "F1", (_TP, _TP), (_TP, _TP, _FP, _FN), "no coded unit has a hit or has it"),
    ("share_machine", "share of units", (_TP, _FP), (_TP, _FP, _FN, _TN), "no coded unit"),
    ("share_human", "share of units", (_TP, _FN), (_TP, _FP, _FN, _TN), "no coded unit"),
)


def score_codes(machine: pd.DataFrame, codes: pd.DataFrame, *, by: pd.Series | None = None, coder: str | None = None,
                confidence: float = 0.95, n_resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Score a lexicon against what people coded.

    Parameters
    ----------
    machine
        Counts by unit, such as `frame_terms(tokens, lexicon)`, a column for each category that was coded: above 0, the
        machine says yes. Any table of 0 and 1 by unit, of a classifier, serves as well.
    codes
        What `read_codes` returned, with inclusion probabilities: 0 and 1.
    by
        Group of each article (`corpus.documents["lang"]`, `["outlet"]`) or of each paragraph (its main voice:
        `voice_words(tokens)`); by default all units together.
    coder
        Hold the machine beside this coder alone, for example the one that settled disagreements. By default beside
        all: a unit that one of two coders says has the category counts as half a unit that has it.
    confidence, n_resamples, seed
        Of the interval: articles, with their coded units, are drawn with replacement.

    Returns
    -------
    One row per group, category and statistic:

    ========== ======== =========================================================== =============================
    column     unit     meaning                                                     undefined
    ========== ======== =========================================================== =============================
    group      label    value of `by`, or `all`                                     never
    measure    name     category                                                    never
    statistic  name     `precision recall specificity f1`, `share_machine` and      never
                        `share_human` (prevalence), `alpha_machine` (Krippendorff's
                        α of machine and coder) and `alpha_humans` beside it
    unit       text     what the estimate is                                        never
    estimate   0-1      the statistic (α may be below 0)                            no unit it is a share of; α where
                                                                                    answers are alike or one coder
    ci_low,    0-1      2.5 and 97.5 % of the resamples                             fewer than 5 articles; no spread,
    ci_high                                                                         such as no error seen
    n_articles articles articles of these units                                     never
    n_units    units    coded units that the machine measured                       never
    n_positive units    at least half of the coders say yes                         never
    n_hits     units    the machine says yes                                        never
    method     text     how the interval was made                                   never
    note       text     why there is no figure, or how to read it                   never (empty)
    ========== ======== =========================================================== =============================

    Raises
    ------
    KeyError
        If the machine lacks a coded category.
    ValueError
        If a code is neither 0 nor 1, an inclusion probability is missing, or codes and machine share no unit.

    Notes
    -----
    Every coded unit counts 1 / inclusion probability: it stands for the units that were not drawn. Without these
    weights a sample rich in hits flatters recall: in the oracle of the tests .92 instead of .61. Units drawn and not
    coded are taken to be like the coded ones of their stratum. The two α are of the coded units as they are, without
    weights.

    A machine can be no better than its coders agree: read `alpha_machine` beside `alpha_humans`.

    **Does not measure** quality on other texts. A score is of this category, in this language, of these outlets.

    References
    ----------
    .. [1] Horvitz & Thompson (1952), JASA 47(260), doi:10.1080/01621459.1952.10483446.
    .. [2] Song et al. (2020), Political Communication 37(4), doi:10.1080/10584609.2020.1723752.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.MultiIndex.from_product([list("abcdef"), [1, 2]], names=["doc_id", "par_id"])
    >>> machine = pd.DataFrame({"war": [1, 0] * 6}, index=index)
    >>> codes = index.to_frame(index=False).assign(
    ...     coder="Ana", category="war", code=[1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0],
    ...     inclusion_probability=[0.5, 0.1] * 6)
    >>> scores = fr.score_codes(machine, codes)
    >>> scores.set_index("statistic").loc[["precision", "recall", "f1"], "estimate"].round(3).to_dict()
    {'precision': 0.833, 'recall': 0.5, 'f1': 0.625}
    """
    where = "score_codes"
    plan = resampling_plan(where, method="percentile", confidence=confidence, n_resamples=n_resamples, seed=seed)
    found = answers_of(where, codes, coder=coder, design=True)
    answered = machine_table(where, machine, list(found))
    tables = []
    for category, answers in found.items():
        check_binary(where, category, answers)
        answers = matched(where, answers, answered)
        says = answered[category].reindex(answers.keys).to_numpy(dtype=float)
        weights = answers.weights()
        labels = unit_labels(where, by, answers.keys)
        for group in groups_of(labels):
            keep = (labels == group) & (weights > 0)
            table = _rows(answers.where(keep), says[keep], weights[keep], plan, key=str(group))
            table.insert(0, "measure", category)
            table.insert(0, "group", [group] * len(table))
            tables.append(table)
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]


def _rows(answers: Answers, says: np.ndarray, weights: np.ndarray, plan: Plan, *, key: str) -> pd.DataFrame:
    truth = answers.truth()
    owner, articles = pd.factorize(answers.doc_ids)
    cells = np.zeros((len(articles), 4))
    np.add.at(cells, owner, weights[:, None] * np.column_stack(
        [truth * says, (1 - truth) * says, truth * (1 - says), (1 - truth) * (1 - says)]))
    caution = few_note(truth) if len(truth) else ""
    draws = np.concatenate([drawn @ cells for drawn in resamples(len(cells), plan, key)]) \
        if len(cells) >= MIN_ARTICLES else np.zeros((0, 4))
    rows = []
    for statistic, unit, above, below, absent in _RATIOS:
        counted = (~np.isclose(cells[owner][:, list(below)].sum(axis=1), 0)).sum() if len(owner) else 0
        estimate, low, high, note = _ratio(cells, draws, above, below, absent, plan, n_units=int(counted))
        rows.append({"statistic": statistic, "unit": unit, "estimate": estimate, "ci_low": low, "ci_high": high,
                     "note": "; ".join(filter(None, (note, caution)))})
    for statistic, unit, matrices, absent in _alphas(answers, says):
        estimate, low, high, note = estimate_over_articles(matrices, _mean_alpha, plan, key=key)
        note = absent if np.isnan(estimate) else note
        rows.append({"statistic": statistic, "unit": unit, "estimate": estimate, "ci_low": low, "ci_high": high,
                     "note": "; ".join(filter(None, (note, caution)))})
    return pd.DataFrame(rows).assign(n_articles=len(articles), n_units=len(answers),
                                     n_positive=int((truth >= 0.5).sum()), n_hits=int(says.sum()),
                                     method=plan.describe(len(articles)))


def _ratio(cells: np.ndarray, draws: np.ndarray, above: tuple[int, ...], below: tuple[int, ...], absent: str,
           plan: Plan, *, n_units: int) -> tuple[float, float, float, str]:
    """Return a ratio of summed cells, its bounds over resampled articles, and why there are none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = cells[:, above].sum() / cells[:, below].sum()
        values = draws[:, above].sum(axis=1) / draws[:, below].sum(axis=1)
    if np.isnan(estimate):
        return np.nan, np.nan, np.nan, absent
    if not len(draws):
        return float(estimate), np.nan, np.nan, thin_note(len(cells))
    defined = values[~np.isnan(values)]
    if np.ptp(defined) < 1e-12:
        low, high = (float(bound) for bound in wilson_interval(round(estimate * n_units), n_units,
                                                               confidence=plan.confidence))
        return float(estimate), np.nan, np.nan, (f"the same in every article: no spread to be seen; were the {n_units} "
                                                 f"units independent, {low:.2f} to {high:.2f} would be compatible")
    low, high = (float(bound[0]) for bound in
                 order_statistics(defined[:, None], np.array([[plan.tail], [1 - plan.tail]])))
    lost = len(values) - len(defined)
    return float(estimate), low, high, f"undefined in {lost:,} of {len(values):,} resamples" if lost else ""


def _alphas(answers: Answers, says: np.ndarray) -> list[tuple[str, str, np.ndarray, str]]:
    """Return, for machine and humans, the coincidences by article and pair of coders."""
    unit = "Krippendorff's α (nominal)"
    beside = []
    for column in range(len(answers.coders)):
        pair = np.column_stack([answers.answers[:, column], says])
        held = Answers(answers.keys, (answers.coders[column], "machine"), pair, answers.chance)
        beside.append(coincidences_by_article(held, _BINARY)[1])
    twice = answers.where((~np.isnan(answers.answers)).sum(axis=1) > 1)
    humans = coincidences_by_article(twice, _BINARY)[1][:, None]
    return [("alpha_machine", unit, np.stack(beside, axis=1), "answers of machine and coder are all alike"),
            ("alpha_humans", unit, humans, "all units identical" if len(twice) else "no unit was coded by two people")]


def _mean_alpha(matrices: np.ndarray) -> np.ndarray:
    """Return the mean over pairs of coders of α, (…, pairs, 2, 2) → (…); NaN where a pair's is undefined."""
    alpha: Callable[[np.ndarray], np.ndarray] = partial(krippendorff_alpha, values=_BINARY, level="nominal")
    return np.asarray(alpha(matrices).mean(axis=-1))
