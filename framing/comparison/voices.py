"""One voice against another inside the same articles: does the outlet say it, or whom it quotes?"""

from collections.abc import Sequence

import pandas as pd

from framing._check import check_choice, check_type, message
from framing.comparison.articles import group_labels, sorted_labels
from framing.comparison.rates import stack_estimates
from framing.comparison.ratios import RATIO_COLUMNS, rate_ratios


def voice_ratios(counts: pd.DataFrame, by: pd.Series | None = None, *, reference: str = "narrator",
                 measures: Sequence[str] | None = None, exposure: str = "n_words", method: str = "studentized",
                 confidence: float = 0.95, n_resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Compare how often each voice uses each category with how often a reference voice does in the same articles.

    Parameters
    ----------
    counts
        A table of counts split by voice (`by_voice=True`): an index level is named `voice`.
    by
        Group of each article; without it all articles form the group "all".
    reference
        The voice the others are divided by.
    measures, exposure, method, confidence, n_resamples, seed
        As in `rate_ratios`.

    Returns
    -------
    One row per group (sorted), voice other than the reference and measure, with the columns of `rate_ratios`, where
    `group` is the voice, `n_strata` the number of articles in which both voices have words, and:

    ====== ===== ================================ =========
    column unit  meaning                          undefined
    ====== ===== ================================ =========
    within label group of the articles            never
    ====== ===== ================================ =========

    Raises
    ------
    ValueError
        If the table is not split by voice, or the reference is not one of its voices.

    Notes
    -----
    Higher value => the voice uses the category more than the reference voice. Both voices of an article are drawn
    together: what the story is about cancels out. Articles in which one of the two has no word are left out, and so
    the estimate may differ from the ratio of two rates of `compare_rates`.

    **Does not measure** what the outlet thinks: it chooses whom it quotes.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.MultiIndex.from_product([list("abcdef"), ["narrator", "direct"]], names=["doc_id", "voice"])
    >>> counts = pd.DataFrame({"war": [2, 6, 1, 4, 3, 5, 2, 7, 2, 5, 1, 6], "n_words": [200, 150] * 6}, index=index)
    >>> table = fr.voice_ratios(counts)
    >>> table[["within", "group", "measure", "estimate", "n_strata"]].round(2).values.tolist()
    [['all', 'direct', 'war', 4.0, 6]]
    """
    where = "voice_ratios"
    check_type(where, "counts", counts, expected=pd.DataFrame, hint="pass a table made with by_voice=True")
    if "voice" not in counts.index.names:
        raise ValueError(message(where, "the table is not split by voice", got=f"index {list(counts.index.names)}",
                                 expected="an index level `voice`", hint="measure with by_voice=True"))
    check_choice(where, "reference", reference, counts.index.get_level_values("voice").unique())
    articles = counts.groupby(level=["doc_id", "voice"], sort=True).sum(numeric_only=True)
    doc_ids = articles.index.get_level_values("doc_id")
    groups = pd.Series("all", index=doc_ids.unique()) if by is None else group_labels(where, by, doc_ids.unique())
    # A pair of article and voice is the unit that has counts; the article is the stratum both voices share.
    pairs = pd.Index([f"{doc_id}\n{voice}" for doc_id, voice in articles.index], name="doc_id")
    voices = pd.Series(articles.index.get_level_values("voice"), index=pairs)
    strata = pd.Series(doc_ids, index=pairs)
    tables = []
    for group in sorted_labels(groups):
        here = doc_ids.isin(groups.index[groups == group])
        table = rate_ratios(articles.set_axis(pairs)[here], voices[here], reference=reference, measures=measures,
                            exposure=exposure, within=strata[here], method=method, confidence=confidence,
                            n_resamples=n_resamples, seed=seed)
        # Strata are articles here, and the words of the table say so.
        said = {"method": table["method"], "note": table["note"]}
        said = {name: text.str.replace("shared strata", "articles").str.replace("shared stratum", "article")
                for name, text in said.items()}
        tables.append(table.assign(within=group, **said))
    return stack_estimates(tables, ("within", *RATIO_COLUMNS))
