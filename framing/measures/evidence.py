"""From a number back to its words: the hits that an estimate counts."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from framing._check import check_choice, check_columns, check_type, message

_SIGNS = {"n_positive": 1, "n_negative": -1}
_FREQUENCIES = ("W", "M", "Q")


def evidence(hits: pd.DataFrame, mark: Mapping[str, Any] | pd.Series, *, by: pd.Series,
             dates: pd.Series | None = None, freq: str = "M") -> pd.DataFrame:
    """Return the hits that one estimate counts.

    Parameters
    ----------
    hits
        Output of `find_terms`, or of `tone_hits` for `n_positive` and `n_negative`, for the lexicon and the roles
        that were compared.
    mark
        What was estimated: a row of estimates or of a chart's table, or `{"group": …, "measure": …}`; `voice` and
        `period` too, where it has them.
    by
        Group of each article, as it was compared.
    dates, freq
        Date of each article and length of the periods, as `trend` had them; for a mark with a period.

    Returns
    -------
    Rows of `hits`, in their order. `highlight(tokens, lexicon, hits=…)` shows them in their paragraphs.

    Raises
    ------
    ValueError
        If the measure is no count of hits, the group is unknown, or a mark with a period comes without dates.
    KeyError
        If `hits` or `mark` lacks a column.

    Notes
    -----
    Nothing is computed: rows are chosen. For a rate, hits ÷ `n_words` × 1000 gives the estimate back. Of a contrast
    (`rate_ratios`), the hits of `group` are returned; ask for those of `reference` as well. An estimate of one language
    counts the hits of that language: pass those.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([
    ...     {"doc_id": "a", "outlet": "Le Quai", "lang": "fr", "text": "La guerre dure. La paix attend."},
    ...     {"doc_id": "b", "outlet": "Le Phare", "lang": "fr", "text": "Une guerre des prix."}])
    >>> lexicon = fr.lexicon_from_dict({"war": ["guerre*"], "peace": ["paix"]}, lang="fr")
    >>> tokens = fr.tokenize(corpus)
    >>> hits = fr.find_terms(tokens, lexicon)
    >>> mark = {"group": "Le Quai", "measure": "war"}
    >>> found = fr.evidence(hits, mark, by=corpus.documents["outlet"])
    >>> fr.highlight(tokens, lexicon, hits=found)
    1 occurrence dans 1 paragraphe, page 1 sur 1
    a ¶ 1: La [guerre WAR] dure. La paix attend.
    """
    where = "evidence"
    check_type(where, "hits", hits, expected=pd.DataFrame, hint="find_terms(tokens, lexicon) gives them")
    check_type(where, "by", by, expected=pd.Series, hint='for example corpus.documents["outlet"]')
    check_columns(where, hits, ["doc_id", "category", "voice"])
    missing = [name for name in ("group", "measure") if name not in mark]
    if missing:
        raise KeyError(message(where, f"the mark has no {missing}", got=f"{list(mark.keys())}"))
    groups = by.astype("str")
    check_choice(where, "group", str(mark["group"]), set(groups.dropna()))
    keep = hits["doc_id"].map(groups).eq(str(mark["group"])) & _counts_for(where, hits, str(mark["measure"]))
    voice = mark.get("voice", "all")
    if pd.notna(voice) and voice != "all":
        keep &= hits["voice"].eq(voice)
    if "period" in mark:
        keep &= hits["doc_id"].map(_periods(where, dates, freq)).eq(pd.Timestamp(mark["period"]))
    return hits[keep].reset_index(drop=True)


def _counts_for(where: str, hits: pd.DataFrame, measure: str) -> pd.Series:
    """Return which hits a measure counts."""
    if measure in _SIGNS and "final_sign" in hits:
        return hits["final_sign"] == _SIGNS[measure]
    known = sorted(set(hits["category"]))
    if measure in known or ("final_sign" not in hits and not measure.startswith("n_")):
        # A category without a hit is a count of none.
        return hits["category"] == measure
    raise ValueError(message(where, "the measure is no count of these hits", got=repr(measure),
                             expected=f"one of {known}" + (f" or {sorted(_SIGNS)}" if "final_sign" in hits else ""),
                             hint="tone_hits(tokens) gives the hits behind n_positive and n_negative"))


def _periods(where: str, dates: pd.Series | None, freq: str) -> pd.Series:
    """Return the first day of the period of each article."""
    if dates is None:
        raise ValueError(message(where, "the mark has a period, and nothing says when articles appeared",
                                 hint='pass dates=corpus.documents["date"], and freq= as trend had it'))
    check_choice(where, "freq", freq, _FREQUENCIES)
    days = pd.to_datetime(dates).dt.tz_localize(None)
    return days.dt.to_period(freq).dt.start_time
