"""Keyness: the words that set a group apart, with their spread over articles and how sure that is."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from framing._check import check_columns, check_positive, check_type, message
from framing.comparison.articles import Articles, group_labels, warn_thin, weights_of
from framing.comparison.association import (
    deviation_of_proportions,
    g2_four_cell,
    g2_two_cell,
    jensen_shannon_parts,
    log_odds,
    log_ratio,
    percent_difference,
)
from framing.comparison.honesty import MIN_ARTICLES
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.pairs import REST, Pair, compare_pair, exchange_of, pair_of, shared_strata, thin_units
from framing.comparison.permutation import MOST_EXACT, count_arrangements, every_arrangement, moment_p_values
from framing.comparison.priors import Prior
from framing.comparison.ratios import compared_groups
from framing.comparison.resampling import Plan, resampling_plan
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.measures.terms import DocumentTermMatrix, document_term_matrix
from framing.tokens import Tokens

KEYNESS_COLUMNS = (
    "group", "measure", "unit", "estimate", "ci_low", "ci_high", "log_odds", "z", "percent_difference",
    "g2_four_cell", "g2_two_cell", "jensen_shannon", "n_hits", "n_hits_reference", "rate", "rate_reference", "dp",
    "dp_norm", "n_articles_with", "n_articles_with_reference", "sign_share", "p_value", "q_value", "n_articles",
    "n_articles_reference", "n_words", "reference", "prior", "method", "note")
_TERMS_AT_ONCE = 400


def keyness(tokens: Tokens, by: pd.Series | str, *, terms: str | Lexicon = "words", reference: object = REST,
            within: pd.Series | str | None = None, prior: Prior | None = None,
            stop_words: Collection[str] = (), min_count: int = 5, min_articles: int = 3,
            roles: Collection[str] = DEFAULT_ROLES, voice: str = "all", weights: pd.Series | None = None,
            method: str = "studentized", confidence: float = 0.95, n_resamples: int = 1000,
            seed: int = 0) -> pd.DataFrame:
    """Find the words that each group of articles uses more, or less, than the others.

    Parameters
    ----------
    tokens
        Output of `tokenize`, in one language.
    by
        Group of each article: a Series indexed by doc_id, or the name of a column of the documents. Articles
        without a group are left out.
    terms
        What is counted: `words`, `lemmas`, `2-grams` to `5-grams`, or a lexicon: as in `document_term_matrix`.
    reference
        `"rest"`: each group against all other articles; or the one group the others are compared with.
    within
        Stratum of each article, such as the event: a Series, or the name of a column. Articles are then
        resampled and exchanged by stratum, and only strata that both sides share are compared.
    prior
        The prior of the log-odds; `Prior()` if `None`.
    stop_words, min_count, min_articles
        Terms left out: these words, those with fewer hits, those in fewer articles of the compared ones.
        Their words still count in the rates.
    roles
        Paragraph roles that are counted.
    voice
        Whose words are counted: `all`, or `narrator`, `direct`, `reported` alone. Articles without a word
        of that voice are left out.
    weights
        Weight of each article: a Series indexed by doc_id; hits, words and intervals follow it.
    method, confidence, n_resamples, seed
        How the interval of the log ratio is made, as in `rate_ratios`.

    Returns
    -------
    One row per group (sorted) and term, the largest `z` first:

    =================================== ========== ============================================ ================
    column                              unit       meaning                                      undefined
    =================================== ========== ============================================ ================
    group, reference                    label      who is compared with whom                    never
    measure                             text       the term                                     never
    estimate                            log2 ratio log ratio of the rates; 0 hits taken as 0.5  never
    ci_low, ci_high                     log2 ratio interval over articles                       see `note`
    log_odds, z                         -          log-odds under the prior; over its error     no hit, no prior
    percent_difference                  %          difference of rates in % of the reference's  0 hits there
    g2_four_cell, g2_two_cell           -          log-likelihood, with and without other words never
    jensen_shannon                      bits       share in the divergence of the two sides     never
    n_hits, n_hits_reference            hits       (weighted) occurrences                       never
    rate, rate_reference                per 1,000  of words, stop words included                never
    dp, dp_norm                         0-1        deviation of proportions over the group's    no hit
                                                   articles: 0 spread like the words
    n_articles_with, ..._with_reference articles   articles that have the term                  never
    sign_share                          0-1        resamples in which the contrast keeps its    thin, equal
                                                   direction
    p_value                             0-1        articles exchanged between the sides         no variation
    q_value                             0-1        Benjamini-Hochberg over the whole table      as p_value
    n_articles, n_articles_reference    articles   articles with words on each side             never
    n_words                             words      of the group                                 never
    prior, method, note                 text       how it was done, why there is no interval    never (empty)
    =================================== ========== ============================================ ================

    Raises
    ------
    ValueError
        If the articles are in several languages, no term is left, or there is nothing to compare with.
    KeyError
        If `by` or `within` names no column of the documents.

    Warns
    -----
    FramingWarning
        If a side has fewer than 5 articles: it is described, without intervals.

    Notes
    -----
    Above 0 => the group uses the term more. `z` ranks, and takes every word for independent: it is no
    evidence. That is what `p_value` is for: the group's hits less those expected at the common rate (of the
    stratum), compared with all exchanges of articles between the sides [5]_; all of them looked at up to
    20,000, else approximated by the permutation mean, variance and skewness. No p-value is given where a side
    has fewer than 5 articles. Read effect (`estimate`) and dispersion (`dp`, `n_articles_with`)
    together [4]_: a word of one article is a word about its topic.

    **Departures**: the variance behind `z` leaves out the two terms of the complements, as its source does;
    `jensen_shannon` is not corrected for the size of the sample.

    **Does not measure** why a word is used, nor topic apart from manner: use `within` to compare articles on
    the same event. In a small corpus the names of that month's news come first.

    References
    ----------
    .. [1] Monroe, Colaresi & Quinn (2008), Political Analysis 16(4), doi:10.1093/pan/mpn018.
    .. [2] Dunning (1993), Computational Linguistics 19(1); Rayson & Garside (2000), Comparing Corpora.
    .. [3] Hardie (2014), Log Ratio; Gabrielatos & Marchi (2012), Keyness.
    .. [4] Gries (2008), IJCL 13(4); Gries (2021), Research in Corpus Linguistics 9(2).
    .. [5] Mielke & Berry (2001), Permutation Methods, Springer.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["War and talks.", "The war goes on.", "War again, no talks.", "War and war.", "A war of words."]
    >>> others = ["Talks go on.", "The talks and war.", "Peace talks.", "Talks of peace.", "Long talks."]
    >>> corpus = fr.corpus_from_frame([{"doc_id": f"a{i}", "par_id": 1, "lang": "en", "text": text,
    ...                                 "outlet": "Ledger" if i < 5 else "Review"}
    ...                                for i, text in enumerate(texts + others)])
    >>> table = fr.keyness(fr.tokenize(corpus), "outlet", reference="Review")
    >>> table[["measure", "estimate", "n_articles_with", "p_value"]].round(3).values.tolist()
    [['war', 2.222, 5, 0.032], ['talks', -1.684, 2, 0.056]]
    """
    where = "keyness"
    plan = resampling_plan(where, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    check_type(where, "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    check_positive(where, "min_articles", min_articles)
    matrix = document_term_matrix(tokens, terms, stop_words=stop_words, roles=roles, voice=voice)
    labels = group_labels(where, column_of(where, tokens, by, "by"), matrix.index, gaps=True)
    strata = None if within is None else group_labels(where, column_of(where, tokens, within, "within"),
                                                      matrix.index, name="within", gaps=True)
    used = labels.notna().to_numpy() & (matrix.n_words > 0)
    check_one_language(where, tokens, matrix.index[used], roles)
    counts = matrix.counts[used]
    n_terms = int((counts.sum(axis=0) > 0).sum())
    kept = ((counts > 0).sum(axis=0) >= min_articles) & (counts.sum(axis=0) >= min_count)
    if not kept.any():
        raise ValueError(message(where, f"no term stands in {min_articles} articles and {min_count} times",
                                 got=f"{n_terms} terms in {int(used.sum())} articles",
                                 hint="lower min_articles and min_count"))
    articles = _articles(where, matrix, used, kept, weights)
    labels = labels[articles.doc_ids]
    tables, thin = [], []
    for group in compared_groups(where, labels, reference):
        pair = pair_of(articles, labels, group, reference)
        tables.append(_compare(pair, strata, plan, prior or Prior(), n_terms))
        thin += thin_units(tables[-1])
    warn_thin(where, list(dict.fromkeys(thin)), minimum=MIN_ARTICLES)
    table = pd.concat(tables, ignore_index=True)
    if weights is None:
        table = table.astype({"n_hits": "int64", "n_hits_reference": "int64"})
    table["q_value"] = benjamini_hochberg(table["p_value"])
    return table[list(KEYNESS_COLUMNS)]


def column_of(where: str, tokens: Tokens, by: pd.Series | str, name: str) -> pd.Series:
    """Return a Series by doc_id: the one given, or the column of the documents that is named."""
    if not isinstance(by, str):
        check_type(where, name, by, expected=(str, pd.Series), hint='for example "outlet"')
        return by
    check_columns(where, tokens.corpus.documents, [by])
    return tokens.corpus.documents[by]


def check_one_language(where: str, tokens: Tokens, doc_ids: pd.Index, roles: Collection[str]) -> None:
    """Refuse to compare words of several languages."""
    paragraphs = tokens.corpus.paragraphs
    wanted = [roles] if isinstance(roles, str) else list(roles)
    looked_at = paragraphs["role"].isin(wanted) & paragraphs.index.get_level_values("doc_id").isin(doc_ids)
    langs = sorted(paragraphs.loc[looked_at, "lang"].unique())
    if len(langs) > 1:
        raise ValueError(message(where, "words of several languages cannot be compared", got=f"text in {langs}",
                                 hint='compare inside one: corpus.subset(corpus.documents["lang"] == "fr")'))


def _articles(where: str, matrix: DocumentTermMatrix, used: np.ndarray, kept: np.ndarray,
              weights: pd.Series | None) -> Articles:
    doc_ids = matrix.index[used]
    weight = weights_of(where, weights, doc_ids)
    words = matrix.n_words[used].astype(float)[:, None]
    unknown = np.full((len(doc_ids), 1), np.nan)
    return Articles(doc_ids=doc_ids, measures=tuple(matrix.terms[kept]), exposure=weight * words,
                    values=weight * matrix.counts[used][:, kept].toarray(), n_paragraphs=unknown,
                    n_words=words, weight=weight)


def _compare(pair: Pair, strata: pd.Series | None, plan: Plan, prior: Prior, n_terms: int) -> pd.DataFrame:
    """Put effect, dispersion and uncertainty of every term beside each other, in blocks of terms."""
    if strata is not None:
        pair = shared_strata(pair, strata)
    blocks = [slice(start, start + _TERMS_AT_ONCE)
              for start in range(0, len(pair.first.measures), _TERMS_AT_ONCE)]
    parts = [Pair(pair.group, pair.reference, *(replace(side, values=side.values[:, block],
                                                        measures=side.measures[block])
                                                for side in (pair.first, pair.second))) for block in blocks]
    table = pd.concat([compare_pair(part, strata, plan, "per 1,000 words") for part in parts], ignore_index=True)
    for name in ("ci_low", "ci_high"):
        table[name] = np.log2(table[name])
    table = table.assign(**effects(pair, prior, n_terms), unit="log2 ratio",
                         p_value=np.concatenate([p_values(part, strata) for part in parts]))
    return table.sort_values(["z", "measure"], ascending=[False, True], kind="stable", ignore_index=True)


def effects(pair: Pair, prior: Prior, n_terms: int) -> dict[str, Any]:
    """Return every effect size and dispersion of a pair's terms, by name of the column."""
    a, b = (side.values.sum(axis=0) for side in (pair.first, pair.second))
    c, d = (float(side.exposure.sum()) for side in (pair.first, pair.second))
    strength = prior.strength(min(c, d))
    alpha = prior.alpha(np.array(pair.first.measures, dtype=object), a + b, c + d, n_terms, strength)
    delta, z = log_odds(a, c, b, d, alpha, strength)
    dp, dp_norm = deviation_of_proportions(pair.first.values, pair.first.exposure[:, 0])
    return {
        "estimate": log_ratio(a, c, b, d), "log_odds": delta, "z": z,
        "percent_difference": percent_difference(a, c, b, d), "g2_four_cell": g2_four_cell(a, c, b, d),
        "g2_two_cell": g2_two_cell(a, c, b, d), "jensen_shannon": jensen_shannon_parts(a, c, b, d),
        "n_hits": a, "n_hits_reference": b, "rate": 1000 * a / c, "rate_reference": 1000 * b / d, "dp": dp,
        "dp_norm": dp_norm, "n_articles_with": (pair.first.values > 0).sum(axis=0),
        "n_articles_with_reference": (pair.second.values > 0).sum(axis=0), "prior": prior.describe(strength),
    }


def p_values(pair: Pair, strata: pd.Series | None) -> np.ndarray:
    """Return the p-values of a pair's measures under exchange of articles; NaN where a side is thin."""
    if min(len(pair.first), len(pair.second)) < MIN_ARTICLES:
        return np.full(len(pair.first.measures), np.nan)
    exchange = exchange_of(pair, strata)
    if count_arrangements(exchange.in_group, exchange.strata) > MOST_EXACT:
        return moment_p_values(exchange)
    every = every_arrangement(exchange.in_group, exchange.strata)
    return exchange.p_values(every, "difference", drawn=False)
