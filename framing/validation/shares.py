"""Shares of units that have a category, with the lexicon's error carried into them."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing._check import check_choice, check_type, message
from framing.comparison.articles import group_labels, sorted_labels, warn_thin
from framing.comparison.honesty import MIN_ARTICLES
from framing.comparison.rates import ESTIMATE_COLUMNS, stack_estimates
from framing.comparison.resampling import Plan, resampling_plan
from framing.validation.codes import Answers, answers_of, check_binary, machine_table, matched
from framing.validation.correction import Sampled
from framing.validation.estimates import (
    Share,
    bounds_of,
    checked_rates,
    clipped,
    describe,
    share_by_codes,
    share_by_machine,
    share_by_rates,
    subtract,
)

COLUMNS = (*ESTIMATE_COLUMNS, "correction", "n_coded")


@dataclass(frozen=True, eq=False)
class _Study:
    """What is corrected, by what, and how intervals are made."""

    says: pd.DataFrame
    n_words: pd.Series
    labels: np.ndarray
    answers: dict[str, Answers]
    accuracy: pd.DataFrame | None
    plan: Plan
    tuned: bool

    @property
    def unit(self) -> str:
        """What shares are of."""
        return "share of paragraphs" if self.says.index.nlevels > 1 else "share of articles"

    def shares(self, group: Hashable, measure: str) -> Iterator[Share]:
        """Yield the shares of a group: the machine's, and the corrected one where something corrects it."""
        here = self.labels == group
        says = self.says[measure].to_numpy()[here]
        owner = pd.factorize(self.says.index.get_level_values("doc_id")[here])[0]
        raw = share_by_machine(says, owner, self.plan, key=str(group))
        yield raw
        if measure in self.answers:
            sample = self._sample(self.answers[measure], says, here)
            yield share_by_codes(sample, owner, self.plan, key=str(group), tuned=self.tuned)
        elif self.accuracy is not None:
            yield share_by_rates(raw, says, self._rates(group, measure), shared="group" not in self.accuracy)

    def _sample(self, answers: Answers, says: np.ndarray, here: np.ndarray) -> Sampled:
        # Weights are made on all coded units: a stratum's answers stand for its unanswered units everywhere.
        place = self.says.index.get_indexer(answers.keys)
        weight, truth = np.zeros(len(here)), np.zeros(len(here))
        weight[place], truth[place] = answers.weights(), np.nan_to_num(answers.truth())
        return Sampled(says.astype(float), weight[here], truth[here])

    def _rates(self, group: Hashable, measure: str) -> pd.Series:
        table = self.accuracy if self.accuracy is not None else pd.DataFrame()
        found = table[table["measure"] == measure]
        if "group" in found:
            found = found[found["group"] == group]
        if found.empty:
            raise ValueError(message("corrected_shares", "`accuracy` lacks a row", got=f"{group!r}, {measure!r}",
                                     hint="error rates are needed for every group that is compared"))
        return found.iloc[0]


def corrected_shares(machine: pd.DataFrame, by: pd.Series, *, codes: pd.DataFrame | None = None,
                     accuracy: pd.DataFrame | None = None, measures: Sequence[str] | None = None,
                     coder: str | None = None, tuned: bool = True, method: str = "studentized",
                     confidence: float = 0.95, n_resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Estimate in what share of its units each group has a category, with the lexicon's error carried into it.

    Parameters
    ----------
    machine
        Counts by unit, such as `frame_terms(tokens, lexicon)`: above 0, the machine says yes. All units of the corpus,
        not the coded ones alone.
    by
        Group of each article: a Series indexed by doc_id, such as `corpus.documents["outlet"]`.
    codes
        What `read_codes` returned, with inclusion probabilities. Corrects by the coded units of the group itself.
    accuracy
        Error rates from elsewhere, used where there are no codes: columns `measure`, `sensitivity`, `n_sensitivity`
        (units that have the category, of which it is a share), `specificity`, `n_specificity`, and `group`.
    measures
        Categories; by default those of `codes` or `accuracy`, else all columns.
    coder
        As in `score_codes`.
    tuned
        Trust the machine as far as the coded units say it can be trusted (prediction-powered inference); if not, in
        full (design-based supervised learning).
    method, confidence, n_resamples, seed
        Of the interval, as in `compare_rates`: articles are drawn, with all their units.

    Returns
    -------
    For each group and measure, the machine's share and below it the corrected one, in the columns of `compare_rates`
    (`estimate` 0 to 1, `unit` "share of paragraphs", `n_paragraphs` all units) and:

    ========== ===== ============================================================ =========
    column     unit  meaning                                                      undefined
    ========== ===== ============================================================ =========
    correction -     `uncorrected`, `coded units` or `error rates`                never
    n_coded    units coded units of the group                                     never
    ========== ===== ============================================================ =========

    `chart_rates(shares.query("correction == 'coded units'"))` draws the corrected ones; caption and `method` say which.
    `estimate` is NaN without a coded unit, or where error rates are no better than chance; bounds are NaN with fewer
    than 5 articles, or 5 with coded units; `note` says why.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If a code is neither 0 nor 1, an inclusion probability is missing, codes and machine share no unit, or both
        `codes` and `accuracy` are passed.

    Warns
    -----
    FramingWarning
        If a group has fewer than 5 articles.

    Notes
    -----
    A lexicon that errs more in one outlet than in the other makes a difference where there is none. Coded units tell
    by how much:

    - **codes** [1]_ [2]_: λ·mean(ŷ) over all units + the weighted mean of y − λŷ over the coded ones, weights 1/π. λ is
      the weighted slope of y on ŷ among the group's coded units, in 0 to 1. Whatever the lexicon is worth, the
      estimate is centred on what people would have said. **Departures**: the slope divides by the variance of coded
      units, not of all, so that a machine that is never wrong is left as it is. Not tuned, it is the mean of
      ŷ + (R/π)(y − ŷ) with λ = 1 [2]_.
    - **accuracy** [3]_: (q + Sp − 1)/(Se + Sp − 1), variance by the delta method with that of q over articles. Error
      rates move with outlet and subject: rates from elsewhere are an assumption, codes are not.
    - **neither**: the machine's own share, marked uncorrected.

    Shares are clipped to 0 and 1 and the note says so. Where no error is seen among the coded units of one kind, the
    interval does not know of rarer errors and the note says so.

    **Coverage** of the 95 % interval, as benchmarks/validation.py --runs 200 prints it (Monte Carlo error 1.5): where
    the lexicon finds 45 % in one outlet and 90 % in the other, that of the counted difference is 1 to 2 %, of the
    corrected one 98, 96 and 97 % with 40, 100 and 200 coded units an outlet; of the corrected share 97, 96 and 97 % in
    the first outlet, 90, 98 and 93 % in the second. Few coded units seldom show errors that are rare: the interval is
    then too narrow.

    **Does not measure** rates per 1,000 words: a share says in how many units the category is present. It corrects
    towards the coders, with their faults.

    References
    ----------
    .. [1] Angelopoulos, Duchi & Zrnic (2023), PPI++, arXiv:2311.01453.
    .. [2] Egami, Hinck, Stewart & Wei (2023), Using Imperfect Surrogates for Downstream Inference, NeurIPS 36.
    .. [3] Rogan & Gladen (1978), American Journal of Epidemiology 107(1).

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.MultiIndex.from_product([list("abcdef"), [1, 2]], names=["doc_id", "par_id"])
    >>> machine = pd.DataFrame({"war": [1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1]}, index=index)
    >>> by = pd.Series("Le Fanal", index=pd.Index(list("abcdef"), name="doc_id"))
    >>> codes = index.to_frame(index=False).iloc[::2].assign(coder="Ana", category="war", code=[1, 0, 1, 0, 1, 1],
    ...                                                      inclusion_probability=0.5)
    >>> shares = fr.corrected_shares(machine, by, codes=codes)
    >>> shares[["correction", "estimate", "n_coded"]].round(3).values.tolist()
    [['uncorrected', 0.583, 0], ['coded units', 0.467, 6]]
    """
    where = "corrected_shares"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    study = _study(where, machine, by, codes, accuracy, measures, coder, plan, tuned=tuned)
    rows, thin = [], []
    for group in sorted_labels(pd.Series(study.labels)):
        for measure in study.says.columns:
            for share in study.shares(group, measure):
                low, high, note = bounds_of(share, plan)
                value, low, high, note = clipped(share.value, low, high, note)
                rows.append(_row(study, share, group, measure, (value, low, high), note))
        if share.n_articles < MIN_ARTICLES:
            thin.append(f"{group} ({share.n_articles})")
    warn_thin(where, thin, minimum=MIN_ARTICLES)
    return stack_estimates([pd.DataFrame(rows)], COLUMNS)


def corrected_differences(machine: pd.DataFrame, by: pd.Series, *, reference: object, codes: pd.DataFrame | None = None,
                          accuracy: pd.DataFrame | None = None, measures: Sequence[str] | None = None,
                          coder: str | None = None, tuned: bool = True, method: str = "studentized",
                          confidence: float = 0.95, n_resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Subtract the reference's share of a category from that of each group, before and after correction.

    Parameters
    ----------
    machine, by, codes, accuracy, measures, coder, tuned
        As in `corrected_shares`.
    reference
        The group that is subtracted.
    method, confidence, n_resamples, seed
        As in `corrected_shares`.

    Returns
    -------
    The columns of `corrected_shares`, and `reference`; `unit` says "difference in share of paragraphs", `n_articles` is
    that of the smaller group, `n_coded`, `n_paragraphs` and `n_words` those of both. Undefined as there.

    Raises
    ------
    ValueError, KeyError
        As `corrected_shares`; if the reference is no group.

    Notes
    -----
    Above 0 => the group has the category in more of its units. Articles of the two groups are drawn apart and the
    difference itself is bounded. With `accuracy`, rates of the two groups are taken for independent.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.MultiIndex.from_product([list("abcdefghij"), [1, 2]], names=["doc_id", "par_id"])
    >>> machine = pd.DataFrame({"war": [1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0]}, index=index)
    >>> by = pd.Series(["Le Fanal"] * 5 + ["La Digue"] * 5, index=pd.Index(list("abcdefghij"), name="doc_id"))
    >>> table = fr.corrected_differences(machine, by, reference="La Digue")
    >>> table[["group", "correction", "estimate"]].round(2).values.tolist()
    [['Le Fanal', 'uncorrected', 0.3]]
    """
    where = "corrected_differences"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    study = _study(where, machine, by, codes, accuracy, measures, coder, plan, tuned=tuned)
    groups = sorted_labels(pd.Series(study.labels))
    if reference not in groups:
        check_choice(where, "reference", reference, map(str, groups))
    rows = []
    for group in groups:
        if group == reference:
            continue
        for measure in study.says.columns:
            for one, other in zip(study.shares(group, measure), study.shares(reference, measure), strict=True):
                share = subtract(one, other)
                low, high, note = bounds_of(share, plan)
                row = _row(study, share, group, measure, (share.value, low, high), note, reference=reference)
                rows.append({**row, "unit": f"difference in {row['unit']}", "reference": reference})
    return stack_estimates([pd.DataFrame(rows, columns=[*COLUMNS, "reference"])], [*COLUMNS, "reference"])


def _study(where: str, machine: pd.DataFrame, by: pd.Series, codes: pd.DataFrame | None,
           accuracy: pd.DataFrame | None, measures: Sequence[str] | None, coder: str | None, plan: Plan, *,
           tuned: bool) -> _Study:
    check_type(where, "machine", machine, expected=pd.DataFrame, hint="frame_terms(tokens, lexicon) gives it")
    if codes is not None and accuracy is not None:
        raise ValueError(message(where, "`codes` and `accuracy` are both passed",
                                 hint="codes of this corpus are worth more than rates from elsewhere: leave those out"))
    answers = {} if codes is None else answers_of(where, codes, coder=coder, design=True)
    rates = None if accuracy is None else checked_rates(where, accuracy)
    names = list(dict.fromkeys(measures if measures is not None else answers if codes is not None
                               else rates["measure"] if rates is not None
                               else [name for name in machine.columns if name != "n_words"]))
    if isinstance(measures, str) or not names:
        raise ValueError(message(where, "`measures` must be a list of categories", got=repr(measures)))
    says = machine_table(where, machine, names)
    if missing := [name for name in names if codes is not None and name not in answers]:
        raise ValueError(message(where, f"nobody coded {missing}", got=f"codes of {sorted(answers)}",
                                 hint="pass the coded categories in measures="))
    held = {}
    for name in (names if codes is not None else ()):
        check_binary(where, name, answers[name])
        held[name] = matched(where, answers[name], says)
    doc_ids = says.index.get_level_values("doc_id")
    labels = group_labels(where, by, pd.Index(doc_ids.unique())).reindex(doc_ids).to_numpy(dtype=object)
    n_words = machine["n_words"].reindex(says.index) if "n_words" in machine else pd.Series(np.nan, index=says.index)
    return _Study(says, n_words, labels, held, rates, plan, tuned)


def _row(study: _Study, share: Share, group: object, measure: str, numbers: tuple[float, float, float], note: str, *,
         reference: object = None) -> dict[str, object]:
    here = (study.labels == group) | (study.labels == reference)
    n_words = study.n_words[here].sum(min_count=1)
    return {"group": group, "measure": measure, "unit": study.unit, "estimate": numbers[0], "ci_low": numbers[1],
            "ci_high": numbers[2], "n_articles": share.n_articles,
            "n_paragraphs": int(here.sum()) if study.says.index.nlevels > 1 else pd.NA,
            "n_words": pd.NA if pd.isna(n_words) else int(n_words), "method": describe(share, study.plan), "note": note,
            "correction": share.correction, "n_coded": share.n_coded}
