"""Shares of speech and of cues: who is heard most, and with which verbs the outlet introduces whom."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing._check import check_columns, check_fraction, check_positive, check_type, message
from framing.comparison.articles import group_labels, sorted_labels
from framing.comparison.proportions import wilson_interval
from framing.comparison.rates import compare_rates

# Verbs that tell more than that something was said: doubt, admission, reproach, mood.
LOADED_CLASSES = ("distancing", "conceding", "criticising", "manner_emotion")
FEWEST_CUES = 20
# In brackets, as no phrase of an article is: « but others said » must not meet the sum of the rest.
OTHERS = "(others)"
UNKNOWN = "unknown"
ALL_SPEAKERS = "all speakers"
_PREFIX = "n_cues_"
CUE_COLUMNS = ("group", "speaker", "measure", "unit", "estimate", "ci_low", "ci_high", "n_cues", "n_cues_total",
               "n_articles", "method", "note")


def speaker_shares(table: pd.DataFrame, by: pd.Series | None = None, *, n_speakers: int = 8,
                   confidence: float = 0.95, n_resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Estimate which share of the spoken words of each group each speaker has.

    Parameters
    ----------
    table
        Output of `speaker_table`.
    by
        Group of each article, such as `corpus.documents["outlet"]`; without it all articles form the group "all".
    n_speakers
        Number of speakers shown of each group, those with most words in it; the rest are the row `(others)`.
    confidence, n_resamples, seed
        As in `compare_rates`.

    Returns
    -------
    One row per group and speaker with the columns of `compare_rates`: `measure` is the speaker, and the shares of a
    group add up to 100 with those of `(others)` and `unknown`:

    ======== =================== ============================================= ============================
    column   unit                meaning                                       undefined
    ======== =================== ============================================= ============================
    estimate per 100 spoken      words of the speaker / direct and reported    never
             words               words of the group × 100
    ci_low   per 100 spoken      bounds; articles are resampled                too few articles, see `note`
    ci_high  words
    ======== =================== ============================================= ============================

    Raises
    ------
    ValueError
        If nobody speaks, or an article has no group.

    Notes
    -----
    Higher value => more room among those who are given words at all; the group's share of speech is that of
    `voice_words`. A speaker who is heard in few articles has no interval: which stories an outlet covered decides.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.MultiIndex.from_product([list("abcde"), ["the mayor", "unknown"]], names=["doc_id", "speaker"])
    >>> table = pd.DataFrame({"n_words": [30, 10, 20, 5, 40, 10, 10, 10, 20, 5]}, index=index)
    >>> fr.speaker_shares(table)[["measure", "estimate"]].values.tolist()
    [['the mayor', 75.0], ['unknown', 25.0]]
    """
    where = "speaker_shares"
    _check_table(where, table, ["n_words"])
    if isinstance(n_speakers, bool) or not isinstance(n_speakers, int) or n_speakers < 1:
        raise ValueError(message(where, "`n_speakers` must be a whole number above zero", got=repr(n_speakers)))
    words = table["n_words"].groupby(level=["doc_id", "speaker"], sort=True).sum().unstack(fill_value=0)
    groups = _groups(where, by, words.index)
    tables = []
    for group in sorted_labels(groups):
        counts = _counts(words[groups == group], n_speakers)
        tables.append(compare_rates(counts, groups[groups == group], measures=list(counts.columns[:-1]),
                                    exposure="n_spoken_words", per=100, confidence=confidence, n_resamples=n_resamples,
                                    seed=seed))
    return pd.concat(tables, ignore_index=True)


def _counts(words: pd.DataFrame, n_speakers: int) -> pd.DataFrame:
    """Keep the columns of the speakers with most words, then `(others)` and `unknown`, then the sum of all."""
    total = words.drop(columns=UNKNOWN, errors="ignore").sum()
    # The columns are sorted by name and the sort is stable: the order of articles does not choose who is shown.
    heard = total[total > 0].sort_values(ascending=False, kind="stable").index
    counts = words[list(heard[:n_speakers])].copy()
    if len(heard) > n_speakers:
        counts[OTHERS] = words[heard[n_speakers:]].sum(axis=1)
    if UNKNOWN in words:
        counts[UNKNOWN] = words[UNKNOWN]
    counts["n_spoken_words"] = words.sum(axis=1)
    return counts.astype(np.int64)


def cue_shares(table: pd.DataFrame, by: pd.Series | None = None, *, speakers: Collection[str] | None = None,
               min_cues: int = FEWEST_CUES, confidence: float = 0.95) -> pd.DataFrame:
    """Estimate with which kinds of cue each speaker is introduced, and how many of them are loaded.

    Parameters
    ----------
    table
        Output of `speaker_table`.
    by
        Group of each article, such as `corpus.documents["outlet"]`; without it all articles form the group "all".
    speakers
        The speakers to show; all by default. The row `all speakers` of each group is always there.
    min_cues
        Shares of fewer cues are undefined.
    confidence
        Level of the interval, between 0 and 1.

    Returns
    -------
    One row per group, speaker with a cue (the most cues first) and class of cue that occurs, and `loaded`:

    ============ ============ ============================================================= ======================
    column       unit         meaning                                                       undefined
    ============ ============ ============================================================= ======================
    group        label        value of `by`, or "all"                                       never
    speaker      name         as in the table, or `all speakers`                            never
    measure      name         class of cue, or `loaded`                                     never
    unit         text         "share of cues"                                               never
    estimate     0-1          n_cues / n_cues_total                                         fewer than `min_cues`
    ci_low       0-1          lower bound, Wilson                                           fewer than `min_cues`
    ci_high      0-1          upper bound                                                   fewer than `min_cues`
    n_cues       cues         cues of this class                                            never
    n_cues_total cues         cues that introduce the speaker                               never
    n_articles   articles     articles in which the speaker is introduced by a cue          never
    method       text         how intervals were made                                       never
    note         text         why there is no share                                         empty where there is one
    ============ ============ ============================================================= ======================

    `loaded` adds up the classes distancing, conceding, criticising and manner_emotion.

    Raises
    ------
    ValueError
        If nobody speaks, a speaker asked for is not in the table, or an article has no group.

    Notes
    -----
    Higher `loaded` => the outlet says more than that the speaker said it. A class is a property of the verb, not of
    the sentence: « admettre » presupposes a fault, « dire » does not. Compare a speaker with `all speakers` of the same
    outlet. Wilson intervals take cues as independent, which cues of one article are not: they are too narrow where
    few articles give many cues, so read `n_articles` too.

    References
    ----------
    .. [1] Wilson (1927), JASA 22(158). [2] Caldas-Coulthard (1994), in Coulthard (ed.), Advances in Written Text
       Analysis (verbs of report).

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.MultiIndex.from_tuples([("a", "the mayor"), ("b", "the mayor")], names=["doc_id", "speaker"])
    >>> table = pd.DataFrame({"n_words": [90, 80], "n_cues": [14, 11], "n_cues_neutral": [10, 9],
    ...                       "n_cues_conceding": [4, 2]}, index=index)
    >>> shares = fr.cue_shares(table, speakers=["the mayor"])
    >>> shares[["measure", "estimate", "n_cues", "n_cues_total"]].values.tolist()[-1]
    ['loaded', 0.24, 6, 25]
    """
    where = "cue_shares"
    _check_table(where, table, ["n_cues"])
    check_positive(where, "min_cues", min_cues)
    check_fraction(where, "confidence", confidence)
    classes = [name for name in table.columns if name.startswith(_PREFIX)]
    present = table.index.get_level_values("speaker").unique()
    if isinstance(speakers, str):
        raise TypeError(message(where, "`speakers` is one name", got=repr(speakers), hint=f"write [{speakers!r}]"))
    missing = [] if speakers is None else [name for name in speakers if name not in present]
    if missing:
        raise ValueError(message(where, "speakers are not in the table", got=missing))
    counts = table[["n_cues", *classes]].reset_index()
    counts["group"] = _groups(where, by, pd.Index(counts["doc_id"].unique()))[counts["doc_id"]].to_numpy()
    counts = counts[counts["n_cues"] > 0]
    asked = counts if speakers is None else counts[counts["speaker"].isin(list(speakers))]
    sums = pd.concat([_summed(counts.assign(speaker=ALL_SPEAKERS)), _summed(asked)])
    return _shares(sums.sort_index(level="group", sort_remaining=False, kind="stable"), min_cues, confidence)


def _summed(counts: pd.DataFrame) -> pd.DataFrame:
    """Add up the cues of each group and speaker, the most cues first."""
    grouped = counts.groupby(["group", "speaker"], sort=True)
    sums = grouped.sum(numeric_only=True).assign(n_articles=grouped["doc_id"].nunique())
    return sums.sort_values("n_cues", ascending=False, kind="stable")


def _shares(counts: pd.DataFrame, min_cues: int, confidence: float) -> pd.DataFrame:
    wide = counts.filter(like=_PREFIX).rename(columns=lambda name: name.removeprefix(_PREFIX))
    wide = wide.loc[:, wide.sum() > 0]
    wide["loaded"] = wide.reindex(columns=list(LOADED_CLASSES), fill_value=0).sum(axis=1).astype(np.int64)
    n_cues = wide.to_numpy().ravel()
    # One row per group and speaker becomes one row per class as well.
    repeated = counts.loc[counts.index.repeat(wide.shape[1])]
    total = repeated["n_cues"].to_numpy()
    enough = total >= min_cues
    low, high = wilson_interval(n_cues, total, confidence=confidence)
    return pd.DataFrame({
        "group": repeated.index.get_level_values("group"), "speaker": repeated.index.get_level_values("speaker"),
        "measure": np.tile(wide.columns.to_numpy(dtype=object), len(counts)), "unit": "share of cues",
        "estimate": np.where(enough, n_cues / total, np.nan), "ci_low": np.where(enough, low, np.nan),
        "ci_high": np.where(enough, high, np.nan), "n_cues": n_cues, "n_cues_total": total,
        "n_articles": repeated["n_articles"].to_numpy(),
        "method": f"{100 * confidence:g} % interval, Wilson, cues taken as independent",
        "note": ["" if fits else f"{number} cue(s): a share needs {min_cues:g}"
                 for fits, number in zip(enough, total, strict=True)],
    })[list(CUE_COLUMNS)]


def _check_table(where: str, table: pd.DataFrame, columns: list[str]) -> None:
    check_type(where, "table", table, expected=pd.DataFrame, hint="speaker_table(tokens) makes it")
    if list(table.index.names) != ["doc_id", "speaker"]:
        raise ValueError(message(where, "the table is not indexed by article and speaker",
                                 got=f"index {list(table.index.names)}", expected="['doc_id', 'speaker']",
                                 hint="pass the table speaker_table() returned"))
    check_columns(where, table, columns)
    if table.empty:
        raise ValueError(message(where, "nobody speaks in the table", hint="speaker_table found no speech"))


def _groups(where: str, by: pd.Series | None, doc_ids: pd.Index) -> pd.Series:
    return pd.Series("all", index=doc_ids) if by is None else group_labels(where, by, doc_ids)
