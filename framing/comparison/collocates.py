"""Collocates: the words that stand near a word or an actor more often than elsewhere in the same articles."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import ndtr

from framing._check import check_positive, check_type, message
from framing.comparison.articles import Articles, warn_thin, weights_of
from framing.comparison.honesty import ARTICLE, MIN_ARTICLES
from framing.comparison.keyness import KEYNESS_COLUMNS, check_one_language, effects
from framing.comparison.multiplicity import benjamini_hochberg
from framing.comparison.pairs import Pair, compare_pair, thin_units
from framing.comparison.priors import Prior
from framing.comparison.resampling import resampling_plan
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon, lexicon_from_dict
from framing.matching import match_terms
from framing.measures.units import rows_of
from framing.scanner import fold
from framing.tokens import Tokens

_WHERE = "collocates"
ELSEWHERE = "elsewhere in these articles"


def collocates(tokens: Tokens, node: str | Sequence[str] | Lexicon, *, window: int = 5,
               prior: Prior | None = None, stop_words: Collection[str] = (), min_count: int = 3,
               min_articles: int = 3, roles: Collection[str] = DEFAULT_ROLES, voice: str = "all",
               weights: pd.Series | None = None, method: str = "studentized", confidence: float = 0.95,
               n_resamples: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Find the words that stand near a node word more, or less, often than elsewhere in the same articles.

    Parameters
    ----------
    tokens
        Output of `tokenize`, in one language.
    node
        A pattern, several patterns, or a `Lexicon`: what the words stand near. Patterns are those of a
        lexicon: `Orvek`, `accord* de paix`.
    window
        Words looked at on either side, inside the paragraph; marks do not count.
    prior
        As in `keyness`; its α₀ is by default a tenth of the words near the node.
    stop_words, min_count, min_articles
        Words left out: these, those with fewer hits near the node, those near it in fewer articles.
    voice
        Whose words are counted: `all`, or `narrator`, `direct`, `reported` alone. The node counts where its
        first word is of that voice; windows are as wide as in the text, whoever speaks in them.
    roles, weights, method, confidence, n_resamples, seed
        As in `keyness`.

    Returns
    -------
    One row per word with the columns of `keyness`, the largest `z` first. `group` names the node and
    `reference` says "elsewhere in these articles": only articles with words on both sides are compared, each
    with itself. `n_words` are the words near the node.

    Raises
    ------
    ValueError
        If the node is nowhere, no word is left, or the text is in several languages.

    Warns
    -----
    FramingWarning
        If fewer than 5 articles have the node.

    Notes
    -----
    Above 0 => the word is used more near the node. A word in two windows counts once, and the node's own
    words count on neither side. Articles are resampled whole, both sides with them. `p_value` flips the sign
    of each article's excess of hits near the node (normal approximation, never below 2 to the power of
    1 − the number of articles with an excess): an article that uses the word once decides little.

    **Does not measure** what is said of the node: nearness is not syntax, and a window crosses sentences.

    References
    ----------
    .. [1] Evert (2009), Corpora and collocations, in Corpus Linguistics 2, de Gruyter.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["Orvek threatens the port. The harbour sleeps and the boats wait in the rain."] * 6
    >>> corpus = fr.corpus_from_frame([{"doc_id": f"a{i}", "par_id": 1, "lang": "en", "text": text}
    ...                                for i, text in enumerate(texts)])
    >>> table = fr.collocates(fr.tokenize(corpus), "Orvek", window=2)
    >>> table[["group", "measure", "n_hits", "n_hits_reference"]].head(2).values.tolist()
    [['Orvek', 'the', 6, 18], ['Orvek', 'threatens', 6, 0]]
    """
    plan = resampling_plan(_WHERE, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
    check_positive(_WHERE, "window", window)
    near = _near(tokens, node, window, roles, voice)
    kept = ((near.close.sum(axis=0) >= min_count) & ((near.close > 0).sum(axis=0) >= min_articles)
            & ~np.isin(near.forms, [fold(word) for word in stop_words]))
    if not kept.any():
        raise ValueError(message(_WHERE, f"no word stands near the node {min_count} times in {min_articles} articles",
                                 got=f"{near.close.shape[0]} articles with {near.name!r}",
                                 hint="lower min_count and min_articles, or widen the window"))
    weight = weights_of(_WHERE, weights, near.doc_ids)
    first, second = (_side(near, counts, kept, weight) for counts in (near.close, near.far))
    pair = Pair(near.name, ELSEWHERE, first, second)
    own = pd.Series(near.doc_ids, index=near.doc_ids)
    table = compare_pair(pair, own, plan, "per 1,000 words", noun=ARTICLE)
    if len(near.doc_ids) < MIN_ARTICLES:
        warn_thin(_WHERE, thin_units(table), minimum=MIN_ARTICLES)
    for name in ("ci_low", "ci_high"):
        table[name] = np.log2(table[name])
    n_terms = int(((near.close.sum(axis=0) + near.far.sum(axis=0)) > 0).sum())
    table = table.assign(**effects(pair, prior or Prior(), n_terms), unit="log2 ratio", p_value=_flip_p(first, second))
    if weights is None:
        table = table.astype({"n_hits": "int64", "n_hits_reference": "int64"})
    table["q_value"] = benjamini_hochberg(table["p_value"])
    table = table.sort_values(["z", "measure"], ascending=[False, True], kind="stable", ignore_index=True)
    return table[list(KEYNESS_COLUMNS)]


@dataclass(frozen=True, eq=False)
class _Near:
    name: str
    doc_ids: pd.Index
    forms: np.ndarray
    close: sparse.csr_array   # (n articles, n forms) hits inside the windows
    far: sparse.csr_array     # the same outside


def _near(tokens: Tokens, node: str | Sequence[str] | Lexicon, window: int, roles: Collection[str],
          voice: str) -> _Near:
    rows = rows_of(_WHERE, tokens, unit="document", roles=roles, voice=voice)
    check_one_language(_WHERE, tokens, tokens.corpus.documents.index, roles)
    lexicon, name = _node(tokens, node, rows.paragraphs)
    matches = match_terms(tokens, lexicon, overlap="lexicon", paragraphs=rows.paragraphs)
    matches = matches.keep(rows.measured[matches.start])
    words = tokens.vocabulary.is_word[tokens.ids] & rows.paragraphs[tokens.paragraph_of_tokens()]
    # Places among the words, marks left out; one more than the last for the end of the text.
    rank = np.concatenate([[0], np.cumsum(words)])
    bounds = rank[tokens.offsets]
    paragraph = tokens.paragraph_of_tokens()[matches.start]
    first, last = rank[matches.start], rank[matches.end]
    inside = _covered(first, last, rank[-1])
    windows = _covered(np.maximum(first - window, bounds[paragraph]),
                       np.minimum(last + window, bounds[paragraph + 1]), rank[-1])
    fold_ids = tokens.vocabulary.fold_ids[tokens.ids[words]]
    used, column = np.unique(fold_ids, return_inverse=True)
    article, heard = rows.row[words], rows.measured[words]
    close, far = (sparse.coo_array((np.ones(int(mask.sum())), (article[mask], column[mask])),
                                   shape=(len(rows.index), len(used))).tocsr()
                  for mask in (heard & windows & ~inside, heard & ~windows & ~inside))
    both = np.flatnonzero((close.sum(axis=1) > 0) & (far.sum(axis=1) > 0))
    if not len(both):
        raise ValueError(message(_WHERE, "no article has words near the node and elsewhere", got=repr(name),
                                 hint="find_terms shows what a pattern matches"))
    return _Near(name, rows.index[both], tokens.vocabulary.folded[used], close[both], far[both])


def _node(tokens: Tokens, node: str | Sequence[str] | Lexicon, measured: np.ndarray) -> tuple[Lexicon, str]:
    check_type(_WHERE, "node", node, expected=(str, list, tuple, Lexicon), hint='for example "Orvek"')
    if isinstance(node, Lexicon):
        return node, node.name
    patterns = [node] if isinstance(node, str) else list(node)
    langs = tokens.corpus.paragraphs["lang"].to_numpy()[measured]
    return lexicon_from_dict({"node": patterns}, lang=langs[0] if len(langs) else "und"), ", ".join(patterns)


def _covered(first: np.ndarray, last: np.ndarray, n_words: int) -> np.ndarray:
    """Return which words lie in one of the spans."""
    steps = np.bincount(first, minlength=n_words + 1) - np.bincount(last, minlength=n_words + 1)
    return np.cumsum(steps)[:n_words] > 0


def _side(near: _Near, counts: sparse.csr_array, kept: np.ndarray, weight: np.ndarray) -> Articles:
    words = counts.sum(axis=1)[:, None]
    return Articles(doc_ids=near.doc_ids, measures=tuple(near.forms[kept]), exposure=weight * words,
                    values=weight * counts[:, kept].toarray(), n_words=words, weight=weight,
                    n_paragraphs=np.full((len(near.doc_ids), 1), np.nan))


def _flip_p(first: Articles, second: Articles) -> np.ndarray:
    """Return p-values of the hits near the node under a change of sign of each article's excess."""
    if len(first) < MIN_ARTICLES:
        return np.full(len(first.measures), np.nan)
    share = (first.values + second.values) / (first.exposure + second.exposure)
    excess = first.values - first.exposure * share
    length = np.sqrt((excess ** 2).sum(axis=0))
    known = length > 1e-12 * (1 + first.values.sum(axis=0))
    z = np.divide(np.abs(excess.sum(axis=0)), length, out=np.zeros_like(length), where=known)
    articles = (np.abs(excess) > 1e-12).sum(axis=0)
    return np.where(known, np.clip(2 * ndtr(-z), 2.0 ** (1 - articles), 1.0), np.nan)
