"""Words of articles as numbers: shingles of neighbouring words, fingerprints of paragraphs and of whole texts.

Words are compared in their folded form, so that the typography of an export (quotation marks, apostrophes, spaces)
does not hide a copy. Everything is arithmetic on arrays; no text is compared with another.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from framing.tokens import Tokens

_FACTOR = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Texts:
    """The words of the chosen paragraphs of each article.

    Attributes
    ----------
    words
        uint64 (n_words): a mixed number for each folded word.
    articles, paragraphs
        int64 (n_words): row of the article, and of the paragraph, each word stands in.
    n_articles
        Articles, those without a chosen paragraph included.
    """

    words: np.ndarray
    articles: np.ndarray
    paragraphs: np.ndarray
    n_articles: int

    def n_words(self) -> np.ndarray:
        """Words of each article, int64 (n_articles)."""
        return np.bincount(self.articles, minlength=self.n_articles)


def read_words(tokens: Tokens, roles: tuple[str, ...]) -> Texts:
    """Gather the words of the paragraphs with these roles, in order."""
    corpus = tokens.corpus
    paragraphs = corpus.paragraphs
    owner = corpus.documents.index.get_indexer(paragraphs.index.get_level_values("doc_id"))
    chosen = paragraphs["role"].isin(roles).to_numpy()
    row = tokens.paragraph_of_tokens()
    keep = tokens.vocabulary.is_word[tokens.ids] & chosen[row]
    row = row[keep]
    # Paragraphs of an article need not be neighbours in a table made by hand.
    order = np.argsort(owner[row], kind="stable")
    mixed = mix(tokens.vocabulary.fold_ids.astype(np.uint64))
    return Texts(mixed[tokens.ids[keep]][order], owner[row][order], row[order], len(corpus))


def mix(numbers: np.ndarray) -> np.ndarray:
    """Spread numbers over 64 bits, one to one (the finaliser of splitmix64).

    References
    ----------
    Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
    """
    with np.errstate(over="ignore"):
        numbers = (numbers + np.uint64(1)) * _FACTOR
        numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def shingle_matrix(texts: Texts, size: int, keep: np.ndarray) -> sparse.csr_array:
    """Which shingle of `size` words stands in which article: ones, int32 (n_articles, n_shingles).

    Articles where `keep` is false have an empty row; a shingle crosses paragraphs, never articles.
    """
    n = len(texts.words) - size + 1
    if n <= 0:
        return sparse.csr_array((texts.n_articles, 0), dtype=np.int32)
    with np.errstate(over="ignore"):
        value = np.zeros(n, dtype=np.uint64)
        for place in range(size):
            value = mix(value ^ texts.words[place:place + n])
    inside = (texts.articles[:n] == texts.articles[size - 1:]) & keep[texts.articles[:n]]
    names, column = np.unique(value[inside], return_inverse=True)
    matrix = sparse.csr_array((np.ones(len(column), dtype=np.int32), (texts.articles[:n][inside], column)),
                              shape=(texts.n_articles, len(names)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def fingerprints(words: np.ndarray, owners: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fingerprint of each run of words with one owner: owners, fingerprints (uint64), lengths.

    The fingerprint depends on the words and on their order.
    """
    if not len(words):
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty.astype(np.uint64), empty
    starts = np.flatnonzero(np.concatenate([[True], owners[1:] != owners[:-1]]))
    lengths = np.diff(np.append(starts, len(words)))
    place = np.arange(len(words)) - np.repeat(starts, lengths)
    with np.errstate(over="ignore"):
        parts = mix(words ^ mix(place.astype(np.uint64)))
        return owners[starts], np.add.reduceat(parts, starts), lengths
