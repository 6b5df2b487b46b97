"""Documents and their paragraphs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing._check import check_columns, check_paragraph_index, check_type, message
from framing._markup import card, small_table

ROLES = ("title", "kicker", "standfirst", "body", "subhead", "caption", "sidebar", "note", "signature",
         "boilerplate")
DEFAULT_ROLES = ("standfirst", "body")


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
    The tables are copied at the door. Boilerplate is tagged by its role and never deleted: measures take the
    roles `standfirst` and `body` unless told otherwise.

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

    documents: pd.DataFrame
    paragraphs: pd.DataFrame
    report: Any = None

    def __post_init__(self) -> None:
        documents, paragraphs = _checked(self.documents, self.paragraphs)
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
