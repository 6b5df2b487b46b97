"""The document-term matrix: how often each word, lemma, word sequence or category stands in each article."""

import importlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from framing._check import check_positive, check_type, message
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.measures.closed_classes import LIGHT, PHRASE_STOPS, PREPOSITIONS, QUE, STOPS
from framing.measures.frames import frame_terms
from framing.measures.units import Rows, rows_of
from framing.scanner import fold
from framing.tokens import Tokens

_WHERE = "document_term_matrix"
_SEQUENCE = re.compile(r"([2-5])-grams\Z")
_MORE_FUNCTION_WORDS = {
    "fr": "qui quoi dont lequel laquelle lesquels lesquelles ne n' pas non comme sans selon après avant sous "
          "celui celle ceux celles ci là y déjà alors ainsi très peu fait faire dit peut doit deux jusqu' "
          "-t-il -t-elle -il -elle -on -t-on",
    "en": "not n't no nor so than then there here up out over under after before between through during "
          "against who whom whose what how why where own same only just now down off again further each few other "
          "some too very while my your its one two said also",
}


@dataclass(frozen=True, eq=False, repr=False)
class DocumentTermMatrix:
    """Counts of terms in articles, as a sparse matrix with the names of its rows and columns.

    Attributes
    ----------
    counts
        int64 (n_rows, n_terms), `scipy.sparse.csr_array`.
    index
        Index of the rows: `doc_id`, or `(doc_id, par_id)`.
    terms
        Names of the columns, in sorted order. A form found in several languages has a column for each,
        with the language behind it: `conflit [fr]`.
    n_words
        int64 (n_rows): every word of the row that was measured, those without a column included.
    kind
        What a column is: `words`, `lemmas`, `2-grams` … or `categories`.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en", "text": "War and peace, and war."}])
    >>> matrix = fr.document_term_matrix(fr.tokenize(corpus))
    >>> matrix
    DocumentTermMatrix: 1 rows × 3 words, 5 words counted
    >>> matrix.to_frame().iloc[0].to_dict()
    {'and': 2, 'peace': 1, 'war': 2, 'n_words': 5}
    """

    counts: sparse.csr_array
    index: pd.Index
    terms: np.ndarray
    n_words: np.ndarray
    kind: str

    def __repr__(self) -> str:
        return (f"DocumentTermMatrix: {len(self.index):,} rows × {len(self.terms):,} {self.kind}, "
                f"{int(self.n_words.sum()):,} words counted")

    def to_frame(self) -> pd.DataFrame:
        """Return a table of counts with `n_words`, as every measure gives it: dense, for few terms."""
        table = pd.DataFrame(self.counts.toarray(), index=self.index, columns=list(self.terms))
        if "n_words" in table:
            raise ValueError(message("DocumentTermMatrix.to_frame", "a term is called like the column n_words"))
        table["n_words"] = self.n_words
        return table


def function_words(lang: str) -> frozenset[str]:
    """Return the function words of a language: articles, pronouns, prepositions, conjunctions, auxiliaries.

    Parameters
    ----------
    lang
        `fr` or `en`.

    Returns
    -------
    A frozen set of forms in lower case, for `stop_words=`.

    Raises
    ------
    ValueError
        If the language has no list.

    Notes
    -----
    **Does not decide** what matters: pronouns and negation distinguish voices. Nothing is left out unless
    this set is passed.

    Examples
    --------
    >>> import framing as fr
    >>> "dans" in fr.function_words("fr"), "guerre" in fr.function_words("fr")
    (True, False)
    """
    if lang not in _MORE_FUNCTION_WORDS:
        raise ValueError(message("function_words", "no list for this language", got=repr(lang),
                                 expected=f"one of {sorted(_MORE_FUNCTION_WORDS)}"))
    return frozenset().union(_MORE_FUNCTION_WORDS[lang].split(), *(
        words.get(lang, frozenset()) for words in (LIGHT, STOPS, QUE, PHRASE_STOPS, PREPOSITIONS)))


def document_term_matrix(tokens: Tokens, terms: str | Lexicon = "words", *, stop_words: Collection[str] = (),
                         min_count: int = 1, min_articles: int = 1, unit: str = "document",
                         roles: Collection[str] = DEFAULT_ROLES, voice: str = "all") -> DocumentTermMatrix:
    """Count every term in every article.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    terms
        `words`: folded forms (lower case, œ as oe); `lemmas`: dictionary forms by simplemma (the extra
        `lemmas`); `2-grams` to `5-grams`: words that follow each other in a sentence with no mark between; a
        `Lexicon`, or the name of a built-in one: its categories.
    stop_words
        Words that get no column, such as `function_words("fr")`; a word sequence gets none when it begins or
        ends with one. They still count in `n_words`.
    min_count, min_articles
        Terms with fewer occurrences, or in fewer articles, get no column.
    unit
        `document`: one row per article; `paragraph`: one row per paragraph.
    roles
        Paragraph roles that are counted; others keep their row with no words.
    voice
        Whose words are counted: `all`, or `narrator`, `direct`, `reported` alone. A word sequence belongs to
        the voice of its first word, so that the three voices add up to `all`.

    Returns
    -------
    A `DocumentTermMatrix`: `counts`, `index`, `terms`, `n_words` and `kind`.

    Raises
    ------
    ValueError
        If `terms` or `voice` is unknown, a limit is not above zero, or simplemma does not know a language of the text.
    ImportError
        If lemmas are asked for and simplemma is not installed.

    Notes
    -----
    Numbers are words; punctuation and the English `'s` are not. Lemmas come from the form alone: a form that
    is a noun or a verb gets one lemma, the same everywhere. **Does not** merge spellings, nor tell meanings
    apart.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "L’accord de paix ; un accord de paix."}])
    >>> fr.document_term_matrix(fr.tokenize(corpus), "2-grams", stop_words={"de"}).terms.tolist()
    ["l'accord", 'un accord']
    """
    check_type(_WHERE, "terms", terms, expected=(str, Lexicon))
    if isinstance(stop_words, str):
        raise TypeError(message(_WHERE, "`stop_words` is one word", got=repr(stop_words),
                                expected=f"a list such as [{stop_words!r}]"))
    for name, limit in (("min_count", min_count), ("min_articles", min_articles)):
        check_positive(_WHERE, name, limit)
    rows = rows_of(_WHERE, tokens, unit=unit, roles=roles, voice=voice)
    sequence = _SEQUENCE.match(terms) if isinstance(terms, str) else None
    kind = terms if isinstance(terms, str) and (sequence or terms in ("words", "lemmas")) else "categories"
    if kind == "categories":
        table = frame_terms(tokens, terms, unit=unit, roles=roles, voice=voice)
        found, names = sparse.csr_array(table.drop(columns="n_words").to_numpy()), table.columns[:-1].to_numpy()
        n_words = table["n_words"].to_numpy()
    else:
        words = tokens.vocabulary.is_word[tokens.ids] & rows.paragraphs[tokens.paragraph_of_tokens()]
        stopped = frozenset(map(fold, stop_words))
        code_of_type, forms, langs = _lemmas(tokens) if kind == "lemmas" else _folded(tokens)
        codes = np.where(words, code_of_type[tokens.ids], -1)
        stop = np.array([form in stopped for form in forms], dtype=bool)
        place, column, names = _sequences(tokens, codes, forms, langs, stop,
                                          length=int(sequence[1]) if sequence else 1)
        heard = rows.measured[place]
        place, column = place[heard], column[heard]
        found = sparse.coo_array((np.ones(len(place), np.int64), (rows.row[place], column)),
                                 shape=(len(rows.index), len(names))).tocsr()
        n_words = rows.total(words)
    return _kept(found, rows, names, n_words, kind, min_count=min_count, min_articles=min_articles)


def _kept(found: sparse.csr_array, rows: Rows, names: np.ndarray, n_words: np.ndarray, kind: str, *,
          min_count: int, min_articles: int) -> DocumentTermMatrix:
    article = pd.factorize(rows.index.get_level_values("doc_id"))[0]
    of_article = sparse.csr_array((np.ones(len(article)), (article, np.arange(len(article)))))
    n_articles = np.asarray(((of_article @ found) > 0).sum(axis=0)).ravel()
    total = np.asarray(found.sum(axis=0)).ravel()
    kept = np.flatnonzero((total >= min_count) & (n_articles >= min_articles))
    kept = kept[np.argsort(names[kept].astype(str), kind="stable")] if kind != "categories" else kept
    return DocumentTermMatrix(found[:, kept].astype(np.int64), rows.index, names[kept], n_words, kind)


def _folded(tokens: Tokens) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    vocabulary = tokens.vocabulary
    return vocabulary.fold_ids, vocabulary.folded, vocabulary.langs


def _lemmas(tokens: Tokens) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number the lemmas: each distinct form is looked up once."""
    simplemma = _simplemma()
    vocabulary = tokens.vocabulary
    words = zip(vocabulary.types, vocabulary.folded, vocabulary.langs, vocabulary.is_word, strict=True)
    try:
        keys = [(lang, fold(simplemma.lemmatize(form, lang=lang)) if is_word else folded)
                for form, folded, lang, is_word in words]
    except ValueError as problem:
        raise ValueError(message(_WHERE, "simplemma does not know a language of the text", got=str(problem),
                                 hint='terms="words" needs no dictionary')) from problem
    codes, distinct = pd.factorize(pd.Series(keys, dtype=object))
    return codes, np.array([key[1] for key in distinct], dtype=object), np.array([key[0] for key in distinct])


def _simplemma() -> Any:
    try:
        return importlib.import_module("simplemma")
    except ImportError as problem:
        raise ImportError(message(_WHERE, "lemmas need the package simplemma", got="it is not installed",
                                  hint='pip install "media-framing[lemmas]"')) from problem


def _sequences(tokens: Tokens, codes: np.ndarray, forms: np.ndarray, langs: np.ndarray, stop: np.ndarray, *,
               length: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return first token and column of every sequence of words, and the names of the columns."""
    sentence = np.searchsorted(tokens.sentences, np.arange(len(codes)), side="right")
    last = len(codes) - length + 1
    place = np.arange(max(last, 0))
    whole = np.ones(len(place), dtype=bool)
    for step in range(length):
        whole &= (codes[place + step] >= 0) & (sentence[place + step] == sentence[place])
    place = place[whole]
    place = place[~(stop[codes[place]] | stop[codes[place + length - 1]])]
    windows = codes[place[:, None] + np.arange(length)]
    # Rows are compared as a whole, which costs; single words are numbers already.
    distinct, column = np.unique(windows, return_inverse=True, axis=None if length == 1 else 0)
    distinct = distinct.reshape(-1, length)
    # The apostrophe of an elision holds its word: l'accord, not l' accord.
    names = [" ".join(forms[window]).replace("' ", "'") for window in distinct]
    return place, column.ravel(), _told_apart(names, langs[distinct[:, 0]] if len(distinct) else langs[:0])


def _told_apart(names: list[str], langs: np.ndarray) -> np.ndarray:
    repeated = pd.Series(names, dtype=object).duplicated(keep=False)
    told = [f"{name} [{lang}]" if twice else name
            for name, lang, twice in zip(names, langs, repeated, strict=True)]
    return np.array(told, dtype=object)
