"""leave_term_out: what becomes of the rates when a category loses one of its terms."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from framing._check import check_positive
from framing.comparison.articles import group_labels
from framing.comparison.honesty import MIN_ARTICLES
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.matching import Matches, covered_paragraphs, leftmost_longest
from framing.measures.units import Rows, rows_of
from framing.measures.voiced import voiced_matches
from framing.tokens import Tokens

COLUMNS = ("lang", "category", "pattern", "share", "group", "rate", "rate_without", "change", "order_changes")
_TAIL = 0.025


def leave_term_out(tokens: Tokens, lexicon: Lexicon | str, *, by: pd.Series | None = None, n_terms: int = 5,
                   roles: Collection[str] = DEFAULT_ROLES, voice: str = "all", per: float = 1000) -> pd.DataFrame:
    """Estimate the rates of a category again without each of its commonest terms.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a built-in scheme.
    by
        Group of each article: a Series indexed by doc_id; by default all articles are one group, `all`.
    n_terms
        How many terms of each category and language are left out, one at a time.
    roles
        Paragraph roles that are counted.
    voice
        Whose words are counted: `all`, or `narrator`, `direct`, `reported` alone.
    per
        Rates are given per this many words.

    Returns
    -------
    One row per language, category, term left out (the commonest first) and group:

    ============= ================ ===================================================== ======================
    column        unit             meaning                                               undefined
    ============= ================ ===================================================== ======================
    lang          -                language of the term                                  never
    category      -                its category                                          never
    pattern       -                the term left out                                     never
    share         fraction         of the category's hits in that language               never
    group         label            value of `by`                                         never
    rate          per `per` words  hits of the category over words of the language       the group has no words
    rate_without  per `per` words  the same without the term                             the group has no words
    change        fraction         rate_without / rate − 1                               rate 0 or undefined
    order_changes -                two groups that were separated stand in the other     never
                                   order without the term
    ============= ================ ===================================================== ======================

    Raises
    ------
    ValueError
        If an article has no group, or the lexicon has no entry in a language of the text.

    Notes
    -----
    `change` near 0 everywhere => no single term carries the result. Matches are resolved anew without the term, so
    that a shorter entry may count in its place. Two terms left out together may change more than either; that is not
    tried.

    A tie that tips over is no finding, so that `order_changes` speaks only of groups that were separated with all
    terms: their rates r = Σh/Σw differ by more than t · √(v₁ + v₂), where v = n/(n − 1) · Σ(h − r·w)²/(Σw)² over the
    n articles of a group (the linearised variance of a ratio [1]_), at least Σh/(Σw)², that of independent hits, and t
    is Student's 97.5 % quantile with n − 1 degrees of freedom for the smaller n. A group with fewer than 5 articles is
    separated from none. Of the order without the term only the estimates are looked at.

    References
    ----------
    .. [1] Cochran (1977), Sampling Techniques, 3rd ed., ch. 6, Wiley.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([
    ...     {"doc_id": "a", "par_id": 1, "lang": "en", "text": "Shells fell and shells burst."},
    ...     {"doc_id": "b", "par_id": 1, "lang": "en", "text": "A bomb fell on it."}])
    >>> lexicon = fr.lexicon_from_dict({"war": ["shell*", "bomb*"]}, lang="en")
    >>> table = fr.leave_term_out(fr.tokenize(corpus), lexicon, by=pd.Series({"a": "Post", "b": "Echo"}))
    >>> table[["pattern", "group", "rate", "rate_without", "order_changes"]].values.tolist()[:2]
    [['shell*', 'Echo', 200.0, 200.0, False], ['shell*', 'Post', 400.0, 0.0, False]]
    """
    where = "leave_term_out"
    lexicon = resolve_lexicon(lexicon)
    check_positive(where, "n_terms", n_terms)
    check_positive(where, "per", per)
    rows = rows_of(where, tokens, unit="document", roles=roles, voice=voice)
    labels = pd.Series("all", index=rows.index) if by is None else group_labels(where, by, rows.index)
    codes, groups = pd.factorize(labels, sort=True)
    covered = covered_paragraphs(tokens, lexicon, among=rows.paragraphs)
    every = voiced_matches(tokens, lexicon, overlap="all", paragraphs=covered)
    counted = rows.measured & tokens.vocabulary.is_word[tokens.ids] & covered[tokens.paragraph_of_tokens()]
    tables = []
    for lang in lexicon.languages:
        own_words = counted & (tokens.vocabulary.langs[tokens.ids] == lang)
        words = np.bincount(rows.row[own_words], minlength=len(rows.index))
        for category in lexicon.categories:
            own = ((lexicon.entries["lang"] == lang) & (lexicon.entries["category"] == category)).to_numpy()
            part = every.keep(own[every.entry])
            if len(part):
                tables += [table.assign(lang=lang, category=category, group=groups) for table in
                           _without_each(part, lexicon, rows, words, codes, n_terms=n_terms, per=per)]
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)] if tables else pd.DataFrame(columns=list(COLUMNS))


def _without_each(part: Matches, lexicon: Lexicon, rows: Rows, words: np.ndarray, codes: np.ndarray, *,
                  n_terms: int, per: float) -> list[pd.DataFrame]:
    """Rates of one category and language without each of its commonest terms, a row per group.

    `words` and `codes` are the words and the group of each article.
    """
    patterns = lexicon.entries["pattern"].to_numpy(dtype=object)
    one = np.zeros(len(patterns), dtype=np.int64)

    def hits(matches: Matches) -> tuple[np.ndarray, Matches]:
        kept = matches.keep(leftmost_longest(matches, one))
        kept = kept.keep(rows.measured[kept.start])
        return np.bincount(rows.row[kept.start], minlength=len(words)), kept

    counts, kept = hits(part)
    rate, separated = _rates(counts, words, codes), _separated(counts, words, codes)
    shares = pd.Series(patterns[kept.entry]).value_counts(normalize=True).rename_axis("pattern").reset_index(name="n")
    tables = []
    for term, share in shares.sort_values(["n", "pattern"], ascending=[False, True]).head(n_terms).to_numpy():
        without = _rates(hits(part.keep(patterns[part.entry] != term))[0], words, codes)
        change = np.divide(without, rate, out=np.full(len(rate), np.nan), where=rate > 0) - 1
        before, after = (np.subtract.outer(values, values) for values in (rate, without))
        tables.append(pd.DataFrame({"pattern": term, "share": float(share), "rate": rate * per,
                                    "rate_without": without * per, "change": change,
                                    "order_changes": bool(((before * after < 0) & separated).any())}))
    return tables


def _rates(counts: np.ndarray, words: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Return hits per word of each group; NaN for a group without words."""
    hits, exposure = np.bincount(codes, counts), np.bincount(codes, words)
    return np.divide(hits, exposure, out=np.full(len(hits), np.nan), where=exposure > 0)


def _separated(counts: np.ndarray, words: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Return bool (groups, groups): the rates of two groups differ by more than their articles let expect."""
    rate, exposure = _rates(counts, words, codes), np.bincount(codes, words)
    n = np.bincount(codes, words > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.bincount(codes, (counts - np.where(words > 0, rate[codes] * words, 0)) ** 2) * n / (n - 1)
        variance = np.maximum(spread, np.bincount(codes, counts)) / exposure ** 2
        least = stdtrit(np.minimum.outer(n, n) - 1, 1 - _TAIL) * np.sqrt(np.add.outer(variance, variance))
        return np.asarray((np.abs(np.subtract.outer(rate, rate)) > least)
                          & (np.minimum.outer(n, n) >= MIN_ARTICLES))
