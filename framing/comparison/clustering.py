"""The design effect: how much less paragraphs of the same articles say than independent ones would."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing._check import check_paragraph_index
from framing.comparison.articles import count_articles, group_labels, sorted_labels, sorted_table, warn_thin
from framing.comparison.honesty import MIN_ARTICLES, thin_note

EFFECT_COLUMNS = ("group", "measure", "design_effect", "icc", "n_articles", "n_paragraphs", "effective_paragraphs",
                  "note")


def design_effects(counts: pd.DataFrame, by: pd.Series, *, measures: Sequence[str] | None = None,
                   exposure: str = "n_words") -> pd.DataFrame:
    """Measure how alike the paragraphs of an article are, and what that costs.

    Parameters
    ----------
    counts
        Paragraph table of counts: index (doc_id, par_id).
    by
        Group of each article: a Series indexed by doc_id.
    measures, exposure
        As in `compare_rates`.

    Returns
    -------
    One row per group (sorted) and measure:

    ==================== ========== ============================================= ===========================
    column               unit       meaning                                       undefined
    ==================== ========== ============================================= ===========================
    design_effect        ratio      variance of the rate over articles / the same under 5 articles, no hit,
                                    over paragraphs taken for independent         one paragraph an article
    icc                  -1 to 1    intraclass correlation of the paragraphs      as design_effect
    n_articles           articles   with exposure                                 never
    n_paragraphs         paragraphs with exposure                                 never
    effective_paragraphs paragraphs n_paragraphs / design_effect                  as design_effect
    note                 text       why nothing is given                          never (empty)
    ==================== ========== ============================================= ===========================

    Raises
    ------
    ValueError
        If the table is not one of paragraphs; otherwise as `compare_rates`.

    Warns
    -----
    FramingWarning
        If a group has fewer than 5 articles.

    Notes
    -----
    A design effect of 3 means that three paragraphs say as much as one independent paragraph would, and that
    an interval over paragraphs is too narrow by √3. Both variances are those of a ratio of sums, Σ(hits −
    r·words)²/(Σ words)². The correlation is solved from design effect = 1 + (m − 1)·ICC with m = Σn²/Σn, n the
    paragraphs of an article: long articles weigh more; it is cut at 1. A design effect below 1 says that
    paragraphs differ more inside articles than between them: by chance, or because each says a thing once.

    **Does not measure** whether articles are independent of each other.

    References
    ----------
    .. [1] Kish (1965), Survey Sampling, ch. 5, Wiley.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.MultiIndex.from_product([list("abcdef"), [1, 2]], names=["doc_id", "par_id"])
    >>> counts = pd.DataFrame({"war": [3, 4, 0, 0, 2, 1, 5, 4, 0, 1, 1, 1], "n_words": 60}, index=index)
    >>> table = fr.design_effects(counts, pd.Series("Le Fanal", index=list("abcdef")))
    >>> table[["design_effect", "icc", "effective_paragraphs"]].round(2).values.tolist()
    [[2.07, 1.0, 5.8]]
    """
    where = "design_effects"
    table = sorted_table(where, counts)
    check_paragraph_index(where, table)
    articles = count_articles(where, table, measures=measures, exposure=exposure)
    labels = group_labels(where, by, articles.doc_ids)
    measured = table[table[exposure] > 0]
    owner = measured.index.get_level_values("doc_id")
    tables, thin = [], []
    for group in sorted_labels(labels):
        own = articles.where((labels == group).to_numpy()).exposed()
        rows = measured[owner.isin(own.doc_ids)]
        hits, words = rows[list(articles.measures)].to_numpy(dtype=float), rows[[exposure]].to_numpy(dtype=float)
        tables.append(_effects(own.values, own.exposure, hits, words, own.n_paragraphs[:, 0]).assign(
            group=[group] * len(own.measures), measure=list(own.measures)))
        if len(own) < MIN_ARTICLES:
            thin.append(f"{group} ({len(own)})")
    warn_thin(where, thin, minimum=MIN_ARTICLES)
    if not tables:
        return pd.DataFrame(columns=list(EFFECT_COLUMNS))
    return pd.concat(tables, ignore_index=True)[list(EFFECT_COLUMNS)]


def _effects(hits: np.ndarray, words: np.ndarray, paragraph_hits: np.ndarray, paragraph_words: np.ndarray,
             sizes: np.ndarray) -> pd.DataFrame:
    n, n_paragraphs = len(hits), len(paragraph_hits)
    effect = np.full(hits.shape[1], np.nan)
    total = hits.sum(axis=0)
    several = n_paragraphs > n
    if n >= MIN_ARTICLES and several:
        rate = total / words.sum()
        between = ((hits - words * rate) ** 2).sum(axis=0) * n / (n - 1)
        as_if = ((paragraph_hits - paragraph_words * rate) ** 2).sum(axis=0) * n_paragraphs / (n_paragraphs - 1)
        effect = np.divide(between, as_if, out=effect, where=(total > 0) & (as_if > 1e-12 * total))
    size = (sizes ** 2).sum() / sizes.sum() if n else np.nan
    reason = "" if several or not n else "one paragraph in every article: there is nothing to compare"
    return pd.DataFrame({
        "design_effect": effect, "icc": np.minimum((effect - 1) / (size - 1), 1.0) if several else np.nan,
        "n_articles": n, "n_paragraphs": n_paragraphs,
        "effective_paragraphs": n_paragraphs / np.where(effect > 0, effect, np.nan),
        "note": [thin_note(n) or reason or ("no hit" if number == 0 else "") for number in total],
    })
