"""What `voice.py` and `voice_errors.py` share: validation texts as words, masks, scores and their intervals."""

import re
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from framing.corpus import Corpus
from framing.tokens import Tokens, tokenize

MARKS = re.compile(r"[“«][^”»\n]*[”»]|\"[^\"\n]*\"|''.*?''|(?m:^\s*(?:[—–]|--).*$)")
SPEAKING = {"direct": ("direct",), "mixed": ("mixed",), "indirect": ("indirect", "prepositional", "act")}
N_RESAMPLES = 1000

Spans = list[list[tuple[int, int]]]


def read(path: Path) -> pd.DataFrame:
    """Read a table of JSON lines with its ids as they are written."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return pd.read_json(path, lines=True, dtype=False, convert_dates=False)


def corpus_of_lines(texts: list[str], lang: str) -> tuple[Corpus, list[int]]:
    """Make one article of each text, one paragraph of each line; also return where each line begins."""
    keys, lines, starts = [], [], []
    for number, text in enumerate(texts):
        for par_id, match in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text), start=1):
            keys.append((f"{number:05d}", par_id))
            lines.append(match.group())
            starts.append(match.start())
    documents = pd.DataFrame({"lang": lang}, index=pd.Index(sorted({key for key, _ in keys}), name="doc_id"))
    index = pd.MultiIndex.from_tuples(keys, names=["doc_id", "par_id"])
    return Corpus(documents, pd.DataFrame({"text": lines}, index=index)), starts


def characters(tokens: Tokens, starts: list[int]) -> np.ndarray:
    """Return first character and end of every token in its article."""
    return np.concatenate([tokens.spans(row) + starts[row] for row in range(len(starts))])


class Words:
    """Texts as words, and human spans laid over them."""

    def __init__(self, texts: list[str], lang: str) -> None:
        corpus, starts = corpus_of_lines(texts, lang)
        self.tokens = tokenize(corpus)
        self.places = characters(self.tokens, starts)
        documents = self.tokens.index.get_level_values("doc_id").astype(int).to_numpy()
        self.document = documents[self.tokens.paragraph_of_tokens()]
        self.is_word = self.tokens.vocabulary.is_word[self.tokens.ids]
        self.n_texts = len(texts)
        self.first = np.searchsorted(self.document, np.arange(len(texts) + 1))

    def slice(self, text: int, start: int, end: int) -> slice:
        """Return the tokens of a text that begin between two of its characters."""
        low, high = self.first[text], self.first[text + 1]
        return slice(low + int(np.searchsorted(self.places[low:high, 0], start)),
                     low + int(np.searchsorted(self.places[low:high, 0], end)))

    def mask(self, spans: Spans) -> np.ndarray:
        """Return which words stand in the spans of their text."""
        inside = np.zeros(len(self.tokens), dtype=bool)
        for text, own in enumerate(spans):
            for start, end in own:
                inside[self.slice(text, start, end)] = True
        return inside & self.is_word

    def spoken(self, table: pd.DataFrame, kinds: tuple[str, ...]) -> np.ndarray:
        """Return which words stand in the spans of some kinds, incises aside."""
        inside = np.zeros(len(self.tokens), dtype=bool)
        chosen = table[table["kind"].isin(kinds)]
        for start, end in zip(chosen["start_token"], chosen["end_token"], strict=True):
            inside[start:end] = True
        return inside & self.is_word

    def sums(self, mask: np.ndarray) -> np.ndarray:
        """Count the words of a mask in each text."""
        return np.bincount(self.document[mask], minlength=self.n_texts)


def by_marks(texts: list[str]) -> Spans:
    """Return the spans of the plain rule."""
    return [[match.span() for match in MARKS.finditer(text)] for text in texts]


def rates(hits_said: np.ndarray, said: np.ndarray, hits_gold: np.ndarray, gold: np.ndarray) -> tuple[float, ...]:
    """Return precision, recall and F1 of sums over articles."""
    precision = hits_said.sum() / max(said.sum(), 1)
    recall = hits_gold.sum() / max(gold.sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def scored(name: str, what: str, by: str, counts: np.ndarray) -> dict[str, object]:
    """Return a row: P, R, F1 and the percentile interval of F1 over resampled articles.

    `counts` holds for each article: right among found, found, found among coded, coded.
    """
    drawn = np.random.default_rng(0).integers(0, len(counts), (N_RESAMPLES, len(counts)))
    resampled = np.array([rates(*counts[picked].T)[2] for picked in drawn])
    precision, recall, f1 = rates(*counts.T)
    low, high = np.quantile(resampled, [0.025, 0.975])
    return {"set": name, "what": what, "by": by, "articles": len(counts), "n": int(counts[:, 3].sum()),
            "P": precision, "R": recall, "F1": f1, "low": low, "high": high}


def share(hits: np.ndarray, total: np.ndarray) -> tuple[float, float, float]:
    """Return a share of sums over articles with its interval over resampled articles."""
    drawn = np.random.default_rng(0).integers(0, len(hits), (N_RESAMPLES, len(hits)))
    resampled = hits[drawn].sum(axis=1) / np.maximum(total[drawn].sum(axis=1), 1)
    low, high = np.quantile(resampled, [0.025, 0.975])
    return hits.sum() / max(total.sum(), 1), low, high
