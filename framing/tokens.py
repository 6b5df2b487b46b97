"""Integer-coded words: text is read once, everything later is arithmetic on integers."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from framing._check import check_type
from framing._markup import card
from framing._progress import watched
from framing.corpus import Corpus
from framing.languages import language
from framing.ranges import ranges, runs
from framing.scanner import NUMBER, WORD, fold, scan
from framing.sentences import sentence_starts

Derived = TypeVar("Derived")
_BAR_FROM = 100_000  # distinct chunks, about a second


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The distinct forms of a corpus; the same form in two languages counts twice.

    Attributes
    ----------
    types
        Forms with their case; apostrophes, hyphens and invisible characters made uniform.
    folded
        The forms that matching compares: lower case, œ as oe, inclusive endings dropped.
    langs
        Language code of each type.
    kind
        0 word, 1 number, 2 punctuation, 3 clitic (English 's), 4 other (address, emoji, sign).
    fold_ids
        For each type the number of the first type of its language with the same folded form.
    """

    types: np.ndarray
    folded: np.ndarray
    langs: np.ndarray
    kind: np.ndarray
    fold_ids: np.ndarray = field(init=False)
    is_word: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        first: dict[tuple[str, str], int] = {}
        keys = zip(self.langs, self.folded, strict=True)
        fold_ids = np.fromiter((first.setdefault(key, number) for number, key in enumerate(keys)),
                               np.int32, len(self.types))
        object.__setattr__(self, "fold_ids", fold_ids)
        object.__setattr__(self, "is_word", (self.kind == WORD) | (self.kind == NUMBER))
        for name in ("types", "folded", "langs", "kind", "fold_ids", "is_word"):
            getattr(self, name).setflags(write=False)

    def __len__(self) -> int:
        return len(self.types)


@dataclass(frozen=True, repr=False, eq=False)
class Tokens:
    """The words and marks of a corpus as integers. Made by `tokenize`; the arrays cannot be written to.

    Attributes
    ----------
    corpus
        Where the tokens come from; rows of every table follow its paragraphs.
    ids
        int32 (n_tokens): number of each token's type in `vocabulary`.
    offsets
        int64 (n_paragraphs + 1): paragraph `i` holds the tokens `offsets[i]` to `offsets[i + 1]`.
    spaced
        bool (n_tokens): white space stands before the token.
    sentences
        int64 (n_sentences): first token of each sentence.
    vocabulary
        The distinct forms and what is known of each.

    Examples
    --------
    >>> import framing as fr
    >>> tokens = fr.tokenize(fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr", "text": "Un, un."}]))
    >>> tokens.ids.tolist(), tokens.vocabulary.types.tolist()
    ([0, 1, 2, 3], ['Un', ',', 'un', '.'])
    """

    corpus: Corpus
    ids: np.ndarray
    offsets: np.ndarray
    spaced: np.ndarray
    sentences: np.ndarray
    vocabulary: Vocabulary
    _derived: dict[str, Any] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for name in ("ids", "offsets", "spaced", "sentences"):
            getattr(self, name).setflags(write=False)

    def __len__(self) -> int:
        return len(self.ids)

    def __repr__(self) -> str:
        words = int(self.vocabulary.is_word[self.ids].sum())
        types = len(np.unique(self.vocabulary.fold_ids[self.vocabulary.is_word]))
        return (f"Tokens: {words:,} words ({types:,} types), {len(self.ids):,} tokens with punctuation, "
                f"{len(self.sentences):,} sentences, {len(self.offsets) - 1:,} paragraphs, "
                f"{len(self.corpus):,} articles")

    def _repr_html_(self) -> str:
        return card([repr(self)])

    @property
    def index(self) -> pd.MultiIndex:
        """The `(doc_id, par_id)` of each paragraph, in order."""
        return self.corpus.paragraphs.index

    def once(self, name: str, compute: Callable[["Tokens"], Derived]) -> Derived:
        """Return what depends on these tokens alone, computed when it is first asked for.

        Who speaks is needed by every measure and costs more than cutting the text: it is found once.
        """
        if name not in self._derived:
            self._derived[name] = compute(self)
        return self._derived[name]

    def paragraph_of_tokens(self) -> np.ndarray:
        """Return the row of the paragraph of each token, int64 (n_tokens)."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    def forms(self, doc_id: str, par_id: int) -> list[str]:
        """Return the tokens of one paragraph, for reading.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
        ...                                 "text": "« L’OTAN, a-t-il dit, n’a qu’un but. »"}])
        >>> fr.tokenize(corpus).forms("a", 1)
        ['«', "L'", 'OTAN', ',', 'a', '-t-il', 'dit', ',', "n'", 'a', "qu'", 'un', 'but', '.', '»']
        """
        row = self.index.get_loc((doc_id, par_id))
        return self.vocabulary.types[self.ids[self.offsets[row]:self.offsets[row + 1]]].tolist()

    def spans(self, row: int) -> np.ndarray:
        """Return where the tokens of paragraph number `row` stand in its text, int64 (n, 2).

        Positions are not stored: they are found again, by the scanner that made the tokens, for the
        paragraphs somebody reads.
        """
        paragraphs = self.corpus.paragraphs
        return token_spans(paragraphs["text"].iat[row], paragraphs["lang"].iat[row])


def token_spans(text: str, lang: str) -> np.ndarray:
    """Return first character and end of each token of a text, int64 (n_tokens, 2).

    Examples
    --------
    >>> from framing.tokens import token_spans
    >>> token_spans("L’OTAN dit", "fr").tolist()
    [[0, 2], [2, 6], [7, 10]]
    """
    profile = language(lang)
    # A long text repeats itself: each distinct chunk is scanned once, as in `tokenize`.
    cut = {chunk: [(piece.start, piece.end) for piece in scan(chunk, profile)] for chunk in set(text.split())}
    found = [(start + first, start + last) for start, chunk in _chunks(text) for first, last in cut[chunk]]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def tokenize(corpus: Corpus, *, progress: bool | None = None) -> Tokens:
    """Cut every paragraph into words and marks, and code them as integers.

    Elided words (`l'`, `qu'`), inverted pronouns (`-t-il`), numbers with their separators, abbreviations with
    their stop and hyphenated compounds are one token each; every mark is a token. English `'s` is cut off and
    not counted as a word. What is typography and not language (apostrophes, no-break and thin spaces, soft
    hyphens, decomposed accents) does not change a number.

    Parameters
    ----------
    corpus
        Articles and paragraphs, each with its language; a language without a profile gets the plain rules.
    progress
        Show a bar; by default in a terminal or a notebook, for large corpora.

    Returns
    -------
    A `Tokens` object over all paragraphs of the corpus, whatever their role.

    Raises
    ------
    TypeError
        If `corpus` is not a `Corpus`.

    Notes
    -----
    White-space chunks are coded by a dictionary encoding; the scanner then runs once per *distinct* chunk and
    language. Fixed compounds written apart (`États Unis`) stay apart, and hyphenated English compounds
    (`long-term`) stay together, where treebanks often cut them.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en",
    ...                                 "text": "Mr. Orvek didn't deny it. The U.S. said nothing."}])
    >>> fr.tokenize(corpus)
    Tokens: 9 words (9 types), 11 tokens with punctuation, 2 sentences, 1 paragraphs, 1 articles
    """
    check_type("tokenize", "corpus", corpus, expected=Corpus,
               hint="read_corpus() and corpus_from_frame() make one")
    texts, langs = corpus.paragraphs["text"].tolist(), corpus.paragraphs["lang"].to_numpy()
    codes, lengths, chunks = _encode_chunks(texts, langs)
    pieces, vocabulary = _scan_chunks(chunks, progress)
    n_pieces = np.diff(pieces["offsets"])
    per_chunk = n_pieces[codes]
    ids = pieces["ids"][ranges(pieces["offsets"][codes], per_chunk)]
    spaced = np.zeros(len(ids), dtype=bool)
    chunk_ends = np.cumsum(per_chunk)
    spaced[(chunk_ends - per_chunk)[per_chunk > 0]] = True
    offsets = np.concatenate([[0], chunk_ends])[np.concatenate([[0], np.cumsum(lengths)])].astype(np.int64)
    starts = sentence_starts(ids, offsets, spaced, types=vocabulary.types, folded=vocabulary.folded,
                             langs=vocabulary.langs, kind=vocabulary.kind)
    return Tokens(corpus, ids, offsets, spaced, starts, vocabulary)


def _encode_chunks(texts: list[str], langs: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[tuple[str, str]]]:
    """Number the white-space chunks of each language; no chunk is looked at twice by our own code."""
    tables: dict[str, Any] = {}
    number = count()
    split = [text.split() for text in texts]
    lengths = np.fromiter(map(len, split), np.int64, len(split))
    codes = np.empty(lengths.sum(), dtype=np.int64)
    bounds = np.concatenate([[0], np.cumsum(lengths)])
    for first, last, code in runs(langs):
        table = tables.setdefault(code, defaultdict(number.__next__))
        flat = chain.from_iterable(split[first:last])
        # The dictionary gives a new chunk its number as it is asked for it: one pass, in C.
        codes[bounds[first]:bounds[last]] = np.fromiter(map(table.__getitem__, flat), np.int64,
                                                        bounds[last] - bounds[first])
    chunks: list[tuple[str, str]] = [("", "")] * next(number)
    for code, table in tables.items():
        for chunk, place in table.items():
            chunks[place] = (code, chunk)
    return codes, lengths, chunks


def _scan_chunks(chunks: list[tuple[str, str]],
                 progress: bool | None) -> tuple[dict[str, np.ndarray], Vocabulary]:
    """Scan each distinct chunk once; number the types in the order in which they are met."""
    table: dict[tuple[str, str], int] = {}
    kinds: list[int] = []
    type_ids: list[int] = []
    offsets = [0]
    for code, chunk in watched(chunks, "tokens", total=len(chunks), unit="form", progress=progress, least=_BAR_FROM):
        for piece in scan(chunk, language(code)):
            key = (code, piece.form)
            place = table.setdefault(key, len(table))
            if place == len(kinds):
                kinds.append(piece.kind)
            type_ids.append(place)
        offsets.append(len(type_ids))
    vocabulary = Vocabulary(
        types=_objects(form for _, form in table),
        folded=_objects(fold(form) for _, form in table),
        langs=_objects(code for code, _ in table),
        kind=np.array(kinds, dtype=np.uint8),
    )
    arrays: dict[str, np.ndarray] = {"ids": np.array(type_ids, dtype=np.int32),
                                     "offsets": np.array(offsets, dtype=np.int64)}
    return arrays, vocabulary


def _objects(values: Iterator[str]) -> np.ndarray:
    listed = list(values)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the chunks of a text with their places; splits exactly where `str.split` does."""
    start = 0
    for chunk in text.split():
        start = text.index(chunk, start)
        yield start, chunk
        start += len(chunk)
