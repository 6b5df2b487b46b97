"""Pairs of articles that have words in common, and how many: the measuring behind `duplicates`.

Pairs are found through what few articles have, and measured on all they have.
"""

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from framing._progress import watched
from framing.comparison.shingles import Texts, fingerprints, shingle_matrix

# Shingles of more articles than this are idiom or boilerplate: they find no pair, and count once one is found.
_COMMON = 200
_BLOCK = 2_000
_PAIRS = 20_000
_BAR_FROM = 3  # blocks, about a second
_MANY = 60  # articles that print one paragraph; more are a rubric or a legal notice


def overlaps(texts: Texts, *, shingle: int, least: float, min_words: int, min_paragraph_words: int,
             progress: bool | None = None) -> pd.DataFrame:
    """Measure every pair of articles with the same words, a shared paragraph, or shingles in common.

    `least` is the share of the shingles of the shorter article, rare ones only, from which a pair is looked at.

    Returns
    -------
    One row per pair: `one`, `two` (places of the articles, the first smaller), `exact`, `n_shared_paragraphs`,
    `shared_words`, `shared_share` (of the words of the shorter), `n_common`, `jaccard`, `containment`.
    """
    n_words = texts.n_words()
    long = n_words >= max(min_words, shingle)
    matrix = shingle_matrix(texts, shingle, long)
    n_shingles = np.diff(matrix.indptr)
    exact = _equal(*fingerprints(texts.words, texts.articles)[:2])
    paragraphs = _shared_paragraphs(texts, min_paragraph_words)
    common = _common_shingles(matrix, least, progress)
    pairs = pd.concat([exact, paragraphs, common], axis=1)
    one, other = (pairs.index.get_level_values(level).to_numpy() for level in (0, 1))
    shared = pairs["n_common"].to_numpy(dtype=float, copy=True)
    unseen = np.isnan(shared) & long[one] & long[other]
    shared[unseen] = [len(np.intersect1d(matrix[[a]].indices, matrix[[b]].indices, assume_unique=True))
                      for a, b in zip(one[unseen], other[unseen], strict=True)]
    fewest, sum_of = np.minimum(n_shingles[one], n_shingles[other]), n_shingles[one] + n_shingles[other]
    with np.errstate(divide="ignore", invalid="ignore"):
        pairs["jaccard"] = np.where(sum_of > 0, shared / (sum_of - shared), np.nan)
        pairs["containment"] = np.where(fewest > 0, shared / fewest, np.nan)
    pairs["exact"] = pairs["exact"].notna()
    pairs["n_shared_paragraphs"] = pairs["n_shared_paragraphs"].fillna(0).astype("int64")
    shares = pairs["shared_words"].fillna(0) / np.maximum(1, np.minimum(n_words[one], n_words[other]))
    return pairs.assign(shared_share=shares).rename_axis(["one", "two"]).reset_index()


def _pair_index(pairs: np.ndarray) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([pairs[:, 0], pairs[:, 1]], names=["one", "two"])


def _equal(owners: np.ndarray, prints: np.ndarray) -> pd.Series:
    """Pairs of articles with the same fingerprint; each later one with the first, and with each other."""
    order = np.argsort(prints, kind="stable")
    edges = np.flatnonzero(np.diff(prints[order])) + 1
    runs = [np.sort(owners[run]) for run in np.split(order, edges) if len(run) > 1]
    found = [pair for run in runs for pair in combinations(run.tolist(), 2)]
    return pd.Series(True, index=_pair_index(np.array(found, dtype=np.int64).reshape(-1, 2)), name="exact")


def _shared_paragraphs(texts: Texts, min_paragraph_words: int) -> pd.DataFrame:
    """Pairs of articles that share paragraphs: how many, and the words in them."""
    _, prints, lengths = fingerprints(texts.words, texts.paragraphs)
    owners = texts.articles[np.cumsum(lengths) - lengths]
    table = pd.DataFrame({"print": prints, "owner": owners, "n_words": lengths})
    table = table[table["n_words"] >= min_paragraph_words].drop_duplicates(["print", "owner"])
    n_owners = table.groupby("print")["owner"].transform("size")
    table = table[(n_owners > 1) & (n_owners <= _MANY)]
    found = [(*pair, int(n_words)) for (_, n_words), run in table.groupby(["print", "n_words"])["owner"]
             for pair in combinations(sorted(run.tolist()), 2)]
    counted = pd.DataFrame(np.array(found, dtype=np.int64).reshape(-1, 3), columns=["one", "two", "n_words"])
    return counted.groupby(["one", "two"])["n_words"].agg(["size", "sum"]).set_axis(
        ["n_shared_paragraphs", "shared_words"], axis=1)


def _common_shingles(matrix: sparse.csr_array, least: float, progress: bool | None) -> pd.Series:
    """Shingles in common of each pair that shares enough rare ones."""
    n_articles = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rare = matrix[:, np.flatnonzero((n_articles > 1) & (n_articles <= _COMMON))]
    n_shingles = np.diff(matrix.indptr)
    other_side = rare.T.tocsr()
    found = []
    blocks = range(0, matrix.shape[0], _BLOCK)
    for start in watched(blocks, "pairs", total=len(blocks), unit="block", progress=progress, least=_BAR_FROM):
        block = (rare[start:start + _BLOCK] @ other_side).tocoo()
        one, two = block.row + start, block.col
        keep = (one < two) & (block.data >= least * np.minimum(n_shingles[one], n_shingles[two]))
        found.append(np.column_stack([one[keep], two[keep]]))
    pairs = np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)
    counts = np.zeros(len(pairs), dtype=np.int64)
    parts = range(0, len(pairs), _PAIRS)
    for start in watched(parts, "common words", total=len(parts), unit="block", progress=progress, least=_BAR_FROM):
        part = pairs[start:start + _PAIRS]
        common = matrix[part[:, 0]].multiply(matrix[part[:, 1]])
        counts[start:start + len(part)] = np.asarray(common.sum(axis=1)).ravel()
    return pd.Series(counts, index=_pair_index(pairs), name="n_common")
