"""Codes as tables of answers: units by coders, the article of each unit, the chance it had to be drawn."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from framing._check import check_choice, check_columns, check_type, message
from framing.comparison.articles import group_labels

# Of the rarer answer; below, an agreement or a score hangs on a handful of units.
ENOUGH_OF_RARER = 20
FEW = "only {n} units with the rarer answer, fewer than 20: read it as a hint"


@dataclass(frozen=True, eq=False)
class Answers:
    """What people said of the units of one category.

    Attributes
    ----------
    keys
        Where each unit stands: `(doc_id, par_id)`, or `doc_id`.
    coders
        Names, sorted.
    answers
        float (units, coders), NaN without an answer.
    chance
        float (units): inclusion probability, NaN where unknown.
    """

    keys: pd.Index
    coders: tuple[str, ...]
    answers: np.ndarray
    chance: np.ndarray

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def doc_ids(self) -> pd.Index:
        """Article of each unit."""
        return self.keys.get_level_values("doc_id")

    def where(self, keep: np.ndarray) -> "Answers":
        """Return the units where `keep` is true."""
        return replace(self, keys=self.keys[keep], answers=self.answers[keep], chance=self.chance[keep])

    def truth(self) -> np.ndarray:
        """Return the share of a unit's coders who say 1; NaN where nobody answered."""
        given = ~np.isnan(self.answers)
        n = given.sum(axis=1)
        return np.divide(np.where(given, self.answers, 0).sum(axis=1), n, out=np.full(len(n), np.nan), where=n > 0)

    def weights(self) -> np.ndarray:
        """Return how many units of the corpus each coded one stands for; 0 where nobody answered.

        Units that were drawn and not answered are taken to be like those of the same inclusion probability that
        were: these stand for them too.
        """
        answered = ~np.isnan(self.answers).all(axis=1)
        _, stratum = np.unique(self.chance.round(12), return_inverse=True)
        share = np.bincount(stratum, answered) / np.bincount(stratum)
        rate = share[stratum] * self.chance
        return np.divide(1.0, rate, out=np.zeros(len(rate)), where=answered & (rate > 0))


def answers_of(where: str, codes: pd.DataFrame, *, coder: str | None = None,
               design: bool = False) -> dict[str, Answers]:
    """Return the answers of each category; with `design`, refuse units without an inclusion probability."""
    check_type(where, "codes", codes, expected=pd.DataFrame, hint="read_codes returns them")
    check_columns(where, codes, ["doc_id", "coder", "category", "code"])
    if coder is not None:
        check_choice(where, "coder", coder, set(codes["coder"]))
        codes = codes[codes["coder"] == coder]
    if codes.empty:
        raise ValueError(message(where, "there is no code"))
    by_paragraph = "par_id" in codes and bool(codes["par_id"].notna().any())
    keys = ["doc_id", "par_id"] if by_paragraph else ["doc_id"]
    codes = codes.assign(inclusion_probability=_chances(where, codes, design=design))
    if by_paragraph and codes["par_id"].isna().any():
        raise ValueError(message(where, "some units are paragraphs, and some are articles",
                                 got=repr(codes.loc[codes["par_id"].isna(), "doc_id"].iloc[0])))
    if by_paragraph:
        codes = codes.astype({"par_id": np.int64})
    twice = codes.duplicated([*keys, "coder", "category"])
    if twice.any():
        raise ValueError(message(where, "a coder has coded a unit twice",
                                 got=codes.loc[twice, [*keys, "coder", "category"]].iloc[0].tolist()))
    found = {}
    for category, part in codes.groupby("category", sort=False):
        wide = part.pivot(index=keys, columns="coder", values="code").sort_index()
        chance = part.groupby(keys)["inclusion_probability"].first().reindex(wide.index)
        index = wide.index if by_paragraph else pd.Index(wide.index.get_level_values("doc_id"), name="doc_id")
        found[str(category)] = Answers(index, tuple(map(str, wide.columns)), wide.to_numpy(dtype=float),
                                       chance.to_numpy(dtype=float))
    return found


def _chances(where: str, codes: pd.DataFrame, *, design: bool) -> pd.Series:
    if "inclusion_probability" not in codes:
        chances = pd.Series(np.nan, index=codes.index)
    else:
        chances = codes["inclusion_probability"].astype(float)
    bad = ~((chances > 0) & (chances <= 1)) if design else (chances <= 0) | (chances > 1)
    if bad.any():
        raise ValueError(message(
            where, f"{int(bad.sum())} code(s) without an inclusion probability",
            got=repr(float(chances[bad].iloc[0])), expected="a number above 0, at most 1",
            hint="coding_sheet writes it; units chosen by hand cannot stand for others (write 1 if all were coded)"))
    return chances


def check_binary(where: str, category: str, answers: Answers) -> None:
    """Refuse answers other than 0 and 1."""
    given = answers.answers[~np.isnan(answers.answers)]
    odd = given[~np.isin(given, (0, 1))]
    if odd.size:
        raise ValueError(message(where, f"codes of {category!r} are not 0 and 1", got=float(odd[0]),
                                 hint="code presence and absence; agreement(level=…) measures scales"))


def unit_labels(where: str, by: pd.Series | None, keys: pd.Index) -> np.ndarray:
    """Return the group of each unit: one for all without `by`; else by article, or by paragraph."""
    if by is None:
        return np.full(len(keys), "all", dtype=object)
    check_type(where, "by", by, expected=pd.Series, hint='for example corpus.documents["outlet"]')
    if by.index.nlevels == 1:
        doc_ids = keys.get_level_values("doc_id")
        distinct = pd.Index(doc_ids.unique())
        return group_labels(where, by, distinct).reindex(doc_ids).to_numpy(dtype=object)
    if keys.nlevels == 1:
        raise ValueError(message(where, "`by` names paragraphs, and articles were coded"))
    labels = by.reindex(keys)
    if labels.isna().any():
        raise ValueError(message(where, f"`by` lacks {int(labels.isna().sum())} of the coded units",
                                 got=f"no label for {keys[labels.isna().to_numpy()][0]!r}"))
    return labels.to_numpy(dtype=object)


def groups_of(labels: np.ndarray) -> list[Hashable]:
    """Return the distinct labels, sorted as text."""
    return sorted(set(labels.tolist()), key=str)


def machine_table(where: str, machine: pd.DataFrame, categories: Sequence[str]) -> pd.DataFrame:
    """Return whether the machine sees each category, True or False, in the units it measured."""
    check_type(where, "machine", machine, expected=pd.DataFrame,
               hint="frame_terms(tokens, lexicon) gives it: the categories' counts, by paragraph")
    if machine.index.names not in (["doc_id", "par_id"], ["doc_id"]):
        raise ValueError(message(where, "the machine's table has no unit a row",
                                 got=f"index {list(machine.index.names)}",
                                 expected="['doc_id', 'par_id'] or ['doc_id']"))
    if not machine.index.is_unique:
        raise ValueError(message(where, "a row of the machine's table appears twice",
                                 got=repr(machine.index[machine.index.duplicated()][0])))
    check_columns(where, machine, categories)
    measured = machine["n_words"] > 0 if "n_words" in machine else pd.Series(True, index=machine.index)
    table = machine.loc[measured, list(categories)]
    if table.isna().any(axis=None):
        raise ValueError(message(where, "the machine's answers must be known", got="a gap",
                                 hint="0 where nothing was found"))
    return table.sort_index() > 0


def matched(where: str, answers: Answers, machine: pd.DataFrame) -> Answers:
    """Return the coded units that the machine measured."""
    if answers.keys.nlevels != machine.index.nlevels:
        raise ValueError(message(where, "codes and machine do not have the same unit",
                                 got=f"{list(answers.keys.names)} and {list(machine.index.names)}",
                                 hint="measure with the unit of the sheet: unit='paragraph' or 'document'"))
    inside = answers.keys.isin(machine.index)
    if not inside.any():
        raise ValueError(message(where, "none of the coded units is among those the machine measured",
                                 got=repr(answers.keys[0]), hint="take codes and tokens of one corpus"))
    return answers.where(inside)


def few_note(answers: np.ndarray) -> str:
    """Say that one of the two answers is too rare to judge; empty where both are frequent enough."""
    given = answers[~np.isnan(answers)]
    n = int(min((given >= 0.5).sum(), (given < 0.5).sum()))
    return FEW.format(n=n) if n < ENOUGH_OF_RARER else ""
