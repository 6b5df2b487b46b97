"""From a number back to its words: the hits that an estimate counts."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from framing._check import check_choice, check_columns, check_type, message
from framing.measures.evidence_rows import hits_of_word, spans_of_speech, why_none
from framing.tokens import Tokens
from framing.voice import VOICES

_WHERE = "evidence"
_SIGNS = {"n_positive": 1, "n_negative": -1}
# Both signs make a balance of tone.
_BALANCES = ("logit", "relative_difference", "proportional", "density")
_FREQUENCIES = ("D", "W", "M", "Q", "Y")
_SIDES = ("group", "reference")
_ALL, _REST = "all", "rest"


def evidence(hits: pd.DataFrame | Tokens, mark: Mapping[str, Any] | pd.Series, *, by: pd.Series | None = None,
             dates: pd.Series | None = None, freq: str = "M", side: str = "group") -> pd.DataFrame:
    """Return the hits that one estimate counts.

    Parameters
    ----------
    hits
        What was counted: output of `find_terms` for the lexicon and the roles that were compared; of `tone_hits` or
        `tone_about_hits` for tone; of `find_speech` for shares of voices, speakers and cues; or the `Tokens`, for the
        words of `keyness`.
    mark
        What was estimated: a row of estimates or of a chart's table, or `{"group": …, "measure": …}`; `voice`,
        `within`, `period`, `pattern`, `speaker`, `actor` and `doc_id` too, where it has them.
    by
        Group of each article, as it was compared; not needed where all articles are one group.
    dates, freq
        Date of each article and length of the periods, as `trend` had them; for a mark with a period.
    side
        Of a comparison: the hits of the `group`, or those of its `reference`.

    Returns
    -------
    Rows of `hits`, in their order. `highlight(tokens, hits=…)` shows them in their paragraphs. Spans of speech get the
    columns `category` (their kind), `voice` and `speaker`, so that they can be shown like hits.

    Raises
    ------
    ValueError
        If the measure has no hits (the message says why: an index of readability is computed, not counted), the group
        is unknown, or a mark with a period comes without dates.
    KeyError
        If `hits` or `mark` lacks a column.

    Notes
    -----
    Nothing is computed: rows are chosen. For a rate, hits ÷ `n_words` × 1000 gives the estimate back. An estimate of
    one language counts the hits of that language: pass those. Of a smoothed line, the hits of the period itself are
    returned, not those of its neighbours. Words of `keyness` are looked for as they stand in the table; for lemmas, and
    for `voice=` or `roles=` other than the default, pass the hits of `find_terms`.

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
    check_type(_WHERE, "hits", hits, expected=(pd.DataFrame, Tokens), hint="find_terms(tokens, lexicon) gives them")
    check_choice(_WHERE, "side", side, _SIDES)
    if by is not None:
        check_type(_WHERE, "by", by, expected=pd.Series, hint='for example corpus.documents["outlet"]')
    asked = _side_of({str(name): value for name, value in mark.items()}, side)
    measure = _measure(asked)
    reason = why_none(asked, measure, hits)
    if reason:
        raise ValueError(message(_WHERE, f"no hits stand behind {measure or 'this mark'}: it is {reason[0]}",
                                 hint=reason[1]))
    if isinstance(hits, Tokens):
        rows = hits_of_word(hits, measure)
    elif "cue_class" in hits:
        rows = spans_of_speech(hits, asked, measure)
    else:
        check_columns(_WHERE, hits, ["doc_id", "category", "voice"])
        rows = hits[_counted_for(hits, measure)]
    keep = _of_group(rows, asked, by) & _in_period(rows, asked, dates, freq)
    voice = asked.get("voice")
    if voice in VOICES:
        keep &= rows["voice"].eq(voice)
    for name in ("doc_id", "par_id", "pattern", "actor"):
        if name in asked and name in rows and pd.notna(asked[name]):
            keep &= rows[name].eq(asked[name])
    return rows[keep].reset_index(drop=True)


def _side_of(mark: dict[str, Any], side: str) -> dict[str, Any]:
    """Return the mark of one side of a comparison: which group, which voice, which period."""
    if side == "reference":
        reference = mark.get("reference")
        if reference is None or pd.isna(reference):
            raise ValueError(message(_WHERE, "the mark compares with nothing", got="no reference",
                                     hint="side=\"group\" gives its hits"))
        spanned = " to " in str(mark.get("period", ""))
        mark = {**mark, "period": reference} if spanned else {**mark, "group": reference, "rest_of": mark.get("group")}
    if "within" in mark:
        # `voice_ratios`: the groups are voices, inside the articles of `within`.
        return {**mark, "group": mark["within"], "voice": mark["group"]}
    return mark


def _measure(mark: Mapping[str, Any]) -> str:
    name = mark.get("measure", mark.get("category"))
    if name is None or pd.isna(name):
        balances = [balance for balance in _BALANCES if balance in mark]
        if not (balances or "n_copied" in mark):
            raise KeyError(message(_WHERE, "the mark has no measure", got=list(mark),
                                   expected="`measure`, or `category`"))
        return balances[0] if balances else ""
    return str(name)


def _counted_for(hits: pd.DataFrame, measure: str) -> pd.Series:
    """Return which hits a measure counts."""
    if "final_sign" in hits and measure in _SIGNS:
        return hits["final_sign"] == _SIGNS[measure]
    if "final_sign" in hits and measure in _BALANCES:
        return hits["final_sign"] != 0
    known = sorted(set(hits["category"]))
    if measure in known or ("final_sign" not in hits and not measure.startswith("n_")):
        # A category without a hit is a count of none.
        return hits["category"] == measure
    raise ValueError(message(_WHERE, "the measure is no count of these hits", got=repr(measure),
                             expected=f"one of {known}" + (f" or {sorted(_SIGNS)}" if "final_sign" in hits else ""),
                             hint="tone_hits(tokens) gives the hits behind n_positive and n_negative"))


def _of_group(rows: pd.DataFrame, mark: Mapping[str, Any], by: pd.Series | None) -> pd.Series:
    """Return which hits stand in articles of the group of the mark; all of them where there is one group."""
    everywhere = pd.Series(True, index=rows.index)
    group = mark.get("group")
    if group is None or pd.isna(group) or (by is None and group == _ALL):
        return everywhere
    if by is None:
        raise ValueError(message(_WHERE, "nothing says which articles are of the group", got=repr(group),
                                 hint='pass by=, for example corpus.documents["outlet"]'))
    groups = by.dropna().astype("str")
    of_hits = rows["doc_id"].map(groups)
    if group == _REST and mark.get("rest_of") is not None and _REST not in set(groups):
        return of_hits.notna() & of_hits.ne(str(mark["rest_of"]))
    check_choice(_WHERE, "group", str(group), set(groups))
    return of_hits.eq(str(group))


def _in_period(rows: pd.DataFrame, mark: Mapping[str, Any], dates: pd.Series | None, freq: str) -> pd.Series:
    """Return which hits stand in articles of the period of the mark."""
    if "period" not in mark:
        return pd.Series(True, index=rows.index)
    if dates is None:
        raise ValueError(message(_WHERE, "the mark has a period, and nothing says when articles appeared",
                                 hint='pass dates=corpus.documents["date"], and freq= as trend had it'))
    check_choice(_WHERE, "freq", freq, _FREQUENCIES)
    days = rows["doc_id"].map(pd.to_datetime(dates).dt.tz_localize(None))
    first, to, last = str(mark["period"]).partition(" to ")
    if to:
        return days.dt.normalize().between(pd.Timestamp(first), pd.Timestamp(last))
    return days.dt.to_period(freq).dt.start_time.eq(pd.Timestamp(mark["period"]))
