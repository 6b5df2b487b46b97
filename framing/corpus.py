"""Documents and their paragraphs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import is_normalized, normalize

import numpy as np
import pandas as pd

from framing._check import check_columns, check_paragraph_index, check_type, message
from framing._markup import card, small_table

_HALF = re.compile("[\ud800-\udfff]")
ROLES = ("title", "kicker", "standfirst", "body", "subhead", "caption", "sidebar", "note", "signature",
         "boilerplate")
DEFAULT_ROLES = ("standfirst", "body")


# Copies are made when they are written to; before pandas 3 they had to be made at once.
_COPIES_ARE_LAZY = int(pd.__version__.split(".")[0]) >= 3


class _HandedOut:
    """A table handed out as a copy, so that whoever changes it changes nothing here."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._place = f"_{name}"

    def __get__(self, corpus: "Corpus | None", owner: type) -> pd.DataFrame:
        if corpus is None:
            raise AttributeError("a table belongs to one corpus")
        return corpus.__dict__[self._place].copy(deep=not _COPIES_ARE_LAZY)

    def __set__(self, corpus: "Corpus", table: pd.DataFrame) -> None:
        corpus.__dict__[self._place] = table


@dataclass(frozen=True, repr=False, eq=False)
class Corpus:
    """News articles and their paragraphs: two tables that nothing changes.

    Parameters
    ----------
    documents
        One row per article, index `doc_id` (text). Columns are free; `title`, `outlet`, `date`, `lang`,
        `author`, `section` and `url` are the usual ones.
    paragraphs
        One row per paragraph, index `(doc_id, par_id)`, `par_id` counted from 1 in source order. Columns
        `text`; `role` (`body` where absent); `lang` (the article's where absent, else `und`).
    report
        What the reader saw, kept and refused; `None` when the tables were made by hand.

    Raises
    ------
    ValueError
        If an index is not unique, a paragraph has no article, an article no paragraph, or a role is unknown.
    TypeError
        If a text is not a string.

    Notes
    -----
    The tables are copied at the door, text in composed form (NFC), and handed out as copies. Boilerplate is tagged
    by its role and never deleted: measures take the roles `standfirst` and `body` unless told otherwise.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "outlet": "Le Fanal", "lang": "fr",
    ...                                 "text": "Un titre.\\n\\nUn paragraphe."}])
    >>> corpus
    Corpus: 1 article, 2 paragraphs (2 body), 1 outlet, languages fr
    >>> corpus.paragraphs["text"].tolist()
    ['Un titre.', 'Un paragraphe.']
    """

    # Read, the fields are tables; what stands here hands them out, which the type of a field cannot say.
    documents: pd.DataFrame = _HandedOut()  # type: ignore[assignment]
    paragraphs: pd.DataFrame = _HandedOut()  # type: ignore[assignment]
    report: Any = None

    def __post_init__(self) -> None:
        documents, paragraphs = _checked(self.__dict__["_documents"], self.__dict__["_paragraphs"])
        object.__setattr__(self, "documents", documents)
        object.__setattr__(self, "paragraphs", paragraphs)

    def __len__(self) -> int:
        return len(self.documents)

    def __repr__(self) -> str:
        roles = self.paragraphs["role"].value_counts()
        counted = ", ".join(f"{n} {role}" for role, n in sorted(roles.items(), key=lambda item: -item[1]))
        parts = [_plural(len(self.documents), "article"),
                 _plural(len(self.paragraphs), "paragraph") + (f" ({counted})" if counted else "")]
        if "outlet" in self.documents:
            parts.append(_plural(self.documents["outlet"].nunique(), "outlet"))
        languages = sorted(self.paragraphs["lang"].unique())
        return f"Corpus: {', '.join(parts)}, languages {' '.join(languages) or 'none'}"

    def _repr_html_(self) -> str:
        return card([repr(self)], small_table(self.documents.reset_index(), caption="documents"))

    def subset(self, keep: pd.Series | np.ndarray | Callable[[pd.DataFrame], pd.Series]) -> "Corpus":
        """Return the corpus of the articles where `keep` is true.

        Parameters
        ----------
        keep
            Boolean Series indexed by `doc_id`, boolean array in the order of the documents, or a function from
            the documents table to one of these.

        Returns
        -------
        A new `Corpus`; `par_id` and order do not change. Its report is still that of the whole reading.

        Raises
        ------
        ValueError
            If `keep` is not boolean or does not cover every article.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.corpus_from_frame([
        ...     {"doc_id": "a", "outlet": "A", "lang": "en", "text": "One."},
        ...     {"doc_id": "b", "outlet": "B", "lang": "en", "text": "Two."}])
        >>> corpus.subset(lambda documents: documents["outlet"] == "B").documents.index.tolist()
        ['b']
        """
        mask: Any = keep(self.documents) if callable(keep) else keep
        if isinstance(mask, np.ndarray) and mask.shape == (len(self.documents),):
            mask = pd.Series(mask, index=self.documents.index)
        check_type("Corpus.subset", "keep", mask, expected=pd.Series,
                   hint='for example corpus.documents["outlet"] == "Le Fanal"')
        mask = mask.reindex(self.documents.index)
        if mask.isna().any() or mask.astype(object).map(type).ne(bool).any():
            raise ValueError(message("Corpus.subset", "`keep` must hold True or False for every article",
                                     got=f"dtype {mask.dtype}, {int(mask.isna().sum())} article(s) missing"))
        mask = mask.astype(bool)
        kept = mask[self.paragraphs.index.get_level_values("doc_id")].to_numpy()
        return Corpus(self.documents[mask], self.paragraphs[kept], report=self.report)

    def sample(self, n: int, *, by: str | None = None, seed: int = 0) -> "Corpus":
        """Return a corpus of `n` articles drawn at random, in their order.

        Parameters
        ----------
        n
            Articles to draw; of each group where `by` is given. A group with fewer is taken whole.
        by
            Column of the documents that names the groups; articles without a value are a group.
        seed
            The same seed draws the same articles.

        Raises
        ------
        KeyError
            If there is no column `by`.
        ValueError
            If `n` is not a whole number above zero.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.corpus_from_frame([{"doc_id": str(number), "lang": "en", "outlet": "AB"[number % 2],
        ...                                 "text": "One."} for number in range(8)])
        >>> corpus.sample(2, by="outlet").documents["outlet"].value_counts().to_dict()
        {'A': 2, 'B': 2}
        """
        if not isinstance(n, int) or isinstance(n, bool) or n < 1:
            raise ValueError(message("Corpus.sample", "`n` must be a whole number above zero", got=repr(n)))
        documents = self.documents
        if by is not None:
            check_columns("Corpus.sample", documents, [by])
        rank = pd.Series(np.random.default_rng(seed).permutation(len(documents)), index=documents.index)
        within = rank if by is None else rank.groupby(documents[by].to_numpy(), dropna=False).rank(method="first") - 1
        return self.subset(within < n)


def concat(corpora: Sequence[Corpus], *, names: Sequence[str] | None = None) -> Corpus:
    """Put corpora one after the other.

    Parameters
    ----------
    corpora
        One or more.
    names
        A name for each, put in front of its identifiers (`name/doc_id`): needed where two hold the same identifier.

    Returns
    -------
    A `Corpus` with all their articles; a column that one does not have is missing there. Its report is theirs together
    where all have one, else `None`.

    Raises
    ------
    ValueError
        If there is none, identifiers repeat, or `names` are not distinct and as many as the corpora.

    Examples
    --------
    >>> import framing as fr
    >>> one = fr.corpus_from_frame([{"doc_id": "a", "lang": "en", "text": "One."}])
    >>> fr.concat([one, one], names=["x", "y"]).documents.index.tolist()
    ['x/a', 'y/a']
    """
    for corpus in corpora:
        check_type("concat", "corpora", corpus, expected=Corpus)
    if not len(corpora):
        raise ValueError(message("concat", "no corpus given"))
    if names is not None and (len(names) != len(corpora) or len(set(names)) < len(names)):
        raise ValueError(message("concat", "`names` must be distinct, one for each corpus", got=list(names)))
    documents = [corpus.documents for corpus in corpora]
    paragraphs = [corpus.paragraphs for corpus in corpora]
    if names is not None:
        documents = [table.rename(index=lambda key, name=name: f"{name}/{key}")
                     for name, table in zip(names, documents, strict=True)]
        paragraphs = [table.rename(index=lambda key, name=name: f"{name}/{key}", level="doc_id")
                      for name, table in zip(names, paragraphs, strict=True)]
    together = pd.concat(documents)
    if not together.index.is_unique:
        repeated = list(together.index[together.index.duplicated()][:3])
        raise ValueError(message("concat", "identifiers repeat", got=repeated,
                                 hint="pass names=, one for each corpus"))
    reports = [corpus.report for corpus in corpora]
    joined = all(hasattr(report, "joined") for report in reports)
    return Corpus(together, pd.concat(paragraphs), report=reports[0].joined(reports[1:]) if joined else None)


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _checked(documents: pd.DataFrame, paragraphs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Check both tables against each other and complete the optional columns."""
    check_type("Corpus", "documents", documents, expected=pd.DataFrame)
    check_type("Corpus", "paragraphs", paragraphs, expected=pd.DataFrame)
    if documents.index.name != "doc_id":
        raise ValueError(message("Corpus", "documents are not indexed by doc_id",
                                 got=f"index {documents.index.name!r}"))
    check_paragraph_index("Corpus", paragraphs)
    check_columns("Corpus", paragraphs, ["text"])
    _check_keys(documents, paragraphs)
    documents, paragraphs = documents.copy(), paragraphs.copy()
    paragraphs["text"] = pd.Series([_composed(text) for text in paragraphs["text"]], paragraphs.index,
                                   paragraphs["text"].dtype)
    if "role" not in paragraphs:
        paragraphs["role"] = "body"
    unknown = sorted(set(paragraphs["role"].unique()) - set(ROLES), key=str)
    if unknown:
        raise ValueError(message("Corpus", "unknown paragraph role", got=unknown, expected=f"some of {ROLES}"))
    if "lang" not in paragraphs:
        known = documents["lang"] if "lang" in documents else pd.Series("und", index=documents.index)
        owner = paragraphs.index.get_level_values("doc_id")
        paragraphs["lang"] = known.fillna("und").loc[owner].to_numpy()
    return documents, paragraphs


def _composed(text: str) -> str:
    """Return a text in composed form (NFC), halves of surrogate pairs replaced: these are no characters."""
    if text.isascii():
        return text
    whole = _HALF.sub("\ufffd", text)
    return whole if is_normalized("NFC", whole) else normalize("NFC", whole)


def _check_keys(documents: pd.DataFrame, paragraphs: pd.DataFrame) -> None:
    for name, index in (("documents", documents.index), ("paragraphs", paragraphs.index)):
        if not index.is_unique:
            raise ValueError(message("Corpus", f"{name} have repeated keys",
                                     got=list(index[index.duplicated()][:3]), expected="unique keys"))
    owners = paragraphs.index.get_level_values("doc_id").unique()
    orphans = owners.difference(documents.index)
    if len(orphans):
        raise ValueError(message("Corpus", f"{len(orphans)} doc_id(s) of paragraphs have no row in documents",
                                 got=list(orphans[:3])))
    empty = documents.index.difference(owners)
    if len(empty):
        raise ValueError(message("Corpus", f"{len(empty)} article(s) have no paragraph", got=list(empty[:3]),
                                 hint="leave them out, and say so in the report"))
    numbers = paragraphs.index.get_level_values("par_id")
    if len(numbers) and not (np.issubdtype(numbers.dtype, np.integer) and numbers.min() >= 1):
        raise ValueError(message("Corpus", "par_id must count from 1", got=list(numbers[:3])))
    wrong = [text for text in paragraphs["text"] if not isinstance(text, str)]
    if wrong:
        raise TypeError(message("Corpus", f"{len(wrong)} text(s) are not strings", got=repr(wrong[0])))
