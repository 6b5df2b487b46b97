"""What an analysis found, and the small tables a summary prints of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing._markup import shortened
from framing.corpus import Corpus
from framing.lexicon import Lexicon
from framing.tokens import Tokens

# The shares of the voices among the measures of the estimates.
VOICE_SHARES = {"narrator": "words_narrator", "direct": "words_direct", "reported": "words_reported"}
# The one group of a corpus in which nothing names groups.
ALL_ARTICLES = "all articles"
_FINGERPRINT_LETTERS = 12


@dataclass(frozen=True, eq=False)
class Findings:
    """What a summary speaks of.

    Attributes
    ----------
    lexicons
        The lists that were asked for, each with its card; `scheme` is all of them as one.
    groups
        Group of each article.
    roles
        Paragraph roles that were measured.
    warned
        What the library warned of.
    """

    corpus: Corpus
    tokens: Tokens
    hits: pd.DataFrame
    estimates: pd.DataFrame
    speakers: pd.DataFrame
    lexicons: tuple[Lexicon, ...]
    scheme: Lexicon
    groups: pd.Series
    roles: tuple[str, ...]
    warned: tuple[str, ...]

    def languages(self) -> pd.Series:
        """Return the language of each article: that of its first paragraph."""
        return self.corpus.paragraphs["lang"].groupby(level="doc_id", sort=False).first()

    def measured(self) -> np.ndarray:
        """Return, for each paragraph, whether its role was measured."""
        return self.corpus.paragraphs["role"].isin(self.roles).to_numpy()

    def words(self) -> np.ndarray:
        """Return the number of words of each paragraph."""
        owner = self.tokens.paragraph_of_tokens()[self.tokens.vocabulary.is_word[self.tokens.ids]]
        return np.bincount(owner, minlength=len(self.tokens.index))


def corpus_rows(findings: Findings) -> pd.DataFrame:
    """Count articles, measured paragraphs and words by language and group, with the first and last date."""
    owner = findings.tokens.index.get_level_values("doc_id")
    measured, words = findings.measured(), findings.words()
    sizes = pd.DataFrame({"n_paragraphs": measured, "n_words": np.where(measured, words, 0)}).groupby(owner).sum()
    documents = findings.corpus.documents
    dates = documents["date"] if "date" in documents else pd.Series(pd.NaT, index=documents.index)
    table = pd.DataFrame({"lang": findings.languages(), "group": findings.groups,
                          "date": pd.to_datetime(dates, errors="coerce")}).join(sizes)
    grouped = table.groupby(["lang", "group"], sort=True)
    return grouped.agg(n_articles=("n_words", "size"), n_paragraphs=("n_paragraphs", "sum"),
                       n_words=("n_words", "sum"), first=("date", "min"), last=("date", "max")).reset_index()


def common_terms(findings: Findings, lang: str, category: str, *, limit: int) -> list[tuple[str, int]]:
    """Return the commonest terms of a category in one language, ties by name; the first is all of them together."""
    hits = findings.hits
    part = hits[(hits["category"] == category) & (hits["doc_id"].map(findings.languages()) == lang)]
    terms = part["text"].str.lower().value_counts()
    ordered = sorted(terms.items(), key=lambda item: (-item[1], str(item[0])))[:limit]
    return [("", len(part)), *((shortened(term), int(number)) for term, number in ordered)]


def leading_speakers(findings: Findings, *, limit: int) -> pd.DataFrame:
    """Sum the words of each speaker by language and group: those with most words, ties by name."""
    table = findings.speakers.reset_index()
    table = table.assign(lang=table["doc_id"].map(findings.languages()), group=table["doc_id"].map(findings.groups))
    sums = table.groupby(["lang", "group", "speaker"], sort=True).agg(
        n_articles=("doc_id", "nunique"), n_words=("n_words", "sum"), n_words_direct=("n_words_direct", "sum"))
    ordered = sums.reset_index().sort_values(["lang", "group", "n_words", "speaker"],
                                             ascending=[True, True, False, True], kind="stable")
    return ordered.groupby(["lang", "group"], sort=False).head(limit).reset_index(drop=True)


def fingerprint(parts: Iterable[str]) -> str:
    """Return a short hash of texts in their order: the same texts, the same fingerprint."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:_FINGERPRINT_LETTERS]
