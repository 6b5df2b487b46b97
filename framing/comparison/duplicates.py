"""Near-duplicates and agency copy: which articles are one text, which share paragraphs, and who came first.

Nothing is dropped: pairs and groups are tables, and what a comparison does with them (`duplicate_weights`,
`first_of_duplicates`) is asked for by name. Exposure questions count every outlet that printed a text; production
questions count a text once. The two answers belong side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from framing._check import check_fraction, check_positive, check_type, message
from framing.comparison.overlaps import overlaps
from framing.comparison.shingles import read_words
from framing.corpus import DEFAULT_ROLES, Corpus
from framing.tokens import Tokens, tokenize

_WHERE = "find_duplicates"
KINDS = ("exact", "near", "contained", "paragraphs")
PAIR_COLUMNS = ("doc_id", "other", "kind", "jaccard", "containment", "n_shared_paragraphs", "first", "hours")


@dataclass(frozen=True, eq=False)
class Duplicates:
    """What `find_duplicates` found.

    Attributes
    ----------
    pairs
        One row per pair, see `find_duplicates`.
    groups
        One row per article, index `doc_id`: `group` (number from 1; an article alone has its own), `n_in_group`,
        `first` (true for the earliest of its group; by the order of the corpus where dates are missing or equal).
    method
        What was compared, in one sentence.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": name, "lang": "en", "text": "The bridge closed on Monday."}
    ...                                for name in "ab"])
    >>> fr.find_duplicates(corpus)
    Duplicates: 1 pairs (1 exact); 2 of 2 articles in 1 groups
    """

    pairs: pd.DataFrame
    groups: pd.DataFrame
    method: str

    def __repr__(self) -> str:
        kinds = self.pairs["kind"].value_counts()
        counted = ", ".join(f"{kinds[kind]:,} {kind}" for kind in KINDS if kind in kinds)
        n_copies = int((self.groups["n_in_group"] > 1).sum())
        n_groups = self.groups.loc[self.groups["n_in_group"] > 1, "group"].nunique()
        return (f"Duplicates: {len(self.pairs):,} pairs ({counted or 'none'}); {n_copies:,} of {len(self.groups):,} "
                f"articles in {n_groups:,} groups")


def find_duplicates(corpus: Corpus | Tokens, *, shingle: int = 5, jaccard: float = 0.8, containment: float = 0.8,
                    min_words: int = 30, min_paragraph_words: int = 15,
                    roles: Sequence[str] = DEFAULT_ROLES, progress: bool | None = None) -> Duplicates:
    """Find articles that are one text, and articles that share paragraphs.

    Parameters
    ----------
    corpus
        A `Corpus`, or its `Tokens` where they are at hand.
    shingle
        Words in a shingle: the units whose overlap is measured.
    jaccard, containment
        From which share on a pair is `near`, or `contained`.
    min_words
        Shorter articles are compared as wholes only (weather, listings: alike and not copies).
    min_paragraph_words
        Shorter paragraphs are not looked at when shared paragraphs are counted.
    roles
        Which paragraphs are compared.
    progress
        Show a bar; by default in a terminal or a notebook, for large corpora.

    Returns
    -------
    `Duplicates`, with the tables `pairs` and `groups`. Columns of `pairs`, the strongest kind first:

    =================== =============================================================================================
    doc_id, other       the two articles, in the order of the corpus
    kind                `exact` (the same words), `near` (Jaccard from `jaccard` on), `contained` (the shorter lies in
                        the longer), `paragraphs` (two paragraphs shared, or one that is half of an article)
    jaccard             shingles in both, of the shingles in either; NaN where an article is too short
    containment         shingles in both, of those of the shorter; NaN as above
    n_shared_paragraphs paragraphs with the same words
    first               which was published first; missing where a date is missing or both fall on one day of which no
                        hour is known
    hours               hours between the two; NaN as above
    =================== =============================================================================================

    Groups are made of `exact` and `near` pairs, and of `contained` ones where the shorter has at least half the words
    of the longer: a brief inside a long page does not make the page its copy.

    Raises
    ------
    TypeError
        If `corpus` is neither.
    ValueError
        If a threshold is not between 0 and 1, or a length not above zero.

    Notes
    -----
    Words are compared in folded form, without typography. Pairs are found through shingles that few articles have, and
    measured on all: unlike MinHash this finds containment, and its shares are exact. A pair all of whose shingles
    stand in more than 200 articles each is not found. What is measured is common wording, not who copied from whom:
    two outlets that print one agency text are both its copies.

    References
    ----------
    Broder, "On the resemblance and containment of documents", 1997. Nicholls, "Detecting textual reuse in news stories,
    at scale", International Journal of Communication 13, 2019.

    Examples
    --------
    >>> import framing as fr
    >>> copy = "Le vieux pont de la ville a fermé lundi soir à la suite de la crue, a dit la mairie, et il restera " * 2
    >>> corpus = fr.corpus_from_frame([
    ...     {"doc_id": "a", "outlet": "Le Fanal", "date": "2025-01-02", "lang": "fr", "text": copy + "fermé."},
    ...     {"doc_id": "b", "outlet": "La Traverse", "date": "2025-01-03", "lang": "fr", "text": copy + "clos."}])
    >>> found = fr.find_duplicates(corpus)
    >>> found.pairs[["doc_id", "other", "kind", "first", "hours"]].values.tolist()
    [['a', 'b', 'near', 'a', 24.0]]
    >>> found.groups["n_in_group"].tolist(), fr.duplicate_weights(found).tolist()
    ([2, 2], [0.5, 0.5])
    """
    check_type(_WHERE, "corpus", corpus, expected=(Corpus, Tokens))
    for name, share in (("jaccard", jaccard), ("containment", containment)):
        check_fraction(_WHERE, name, share)
    for name, number in (("shingle", shingle), ("min_words", min_words), ("min_paragraph_words", min_paragraph_words)):
        check_positive(_WHERE, name, number)
    tokens = corpus if isinstance(corpus, Tokens) else tokenize(corpus, progress=progress)
    documents = tokens.corpus.documents
    texts = read_words(tokens, tuple(roles))
    pairs = overlaps(texts, shingle=shingle, least=0.25 * min(jaccard, containment), min_words=min_words,
                     min_paragraph_words=min_paragraph_words, progress=progress)
    pairs["kind"] = _kinds(pairs, jaccard, containment)
    pairs = pairs[pairs["kind"] != ""]
    groups = _groups(pairs, texts.n_words(), documents)
    method = (f"shingles of {shingle} folded words, roles {', '.join(roles)}; near from Jaccard {jaccard:g}, contained "
              f"from {containment:g}, articles from {min_words} words, paragraphs from {min_paragraph_words}")
    return Duplicates(_named(pairs, documents), groups, method)


def duplicate_weights(duplicates: Duplicates) -> pd.Series:
    """Weigh each article by one over the articles of its group, so that each text counts once.

    Parameters
    ----------
    duplicates
        What `find_duplicates` found.

    Returns
    -------
    A Series by `doc_id`, for the `weights=` of a comparison.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": name, "lang": "en", "text": "The bridge closed on Monday."}
    ...                                for name in "ab"])
    >>> fr.duplicate_weights(fr.find_duplicates(corpus)).to_dict()
    {'a': 0.5, 'b': 0.5}
    """
    check_type("duplicate_weights", "duplicates", duplicates, expected=Duplicates)
    return (1.0 / duplicates.groups["n_in_group"]).rename("weight")


def first_of_duplicates(duplicates: Duplicates) -> pd.Series:
    """Mark the earliest article of each group: `corpus.subset(first_of_duplicates(found))` keeps one of each.

    Parameters
    ----------
    duplicates
        What `find_duplicates` found.

    Returns
    -------
    A Series of True and False by `doc_id`; an article alone is True.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": name, "lang": "en", "text": "The bridge closed on Monday."}
    ...                                for name in "ab"])
    >>> corpus.subset(fr.first_of_duplicates(fr.find_duplicates(corpus))).documents.index.tolist()
    ['a']
    """
    check_type("first_of_duplicates", "duplicates", duplicates, expected=Duplicates)
    return duplicates.groups["first"]


def shared_copy(duplicates: Duplicates, by: pd.Series) -> pd.DataFrame:
    """Count, for each two groups of articles (outlets), how many articles of one have a copy in the other.

    Parameters
    ----------
    duplicates
        What `find_duplicates` found; pairs of every kind count.
    by
        Group of each article, indexed by `doc_id`: `corpus.documents["outlet"]`.

    Returns
    -------
    One row per ordered pair of groups, `group` and `other`, also of a group with itself: `n_copied` (articles of
    `group` with a copy in `other`), `n_articles` (of `group`), `share` (the one of the other), `n_first` (of the pairs
    between the two, those where the article of `group` came first).

    Raises
    ------
    ValueError
        If `by` does not cover every article.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([
    ...     {"doc_id": name, "outlet": outlet, "lang": "en", "text": "The bridge closed on Monday."}
    ...     for name, outlet in (("a", "Ledger"), ("b", "Dispatch"))])
    >>> table = fr.shared_copy(fr.find_duplicates(corpus), corpus.documents["outlet"])
    >>> table[["group", "other", "n_copied", "n_articles"]].values.tolist()[1]
    ['Dispatch', 'Ledger', 1, 1]
    """
    check_type("shared_copy", "by", by, expected=pd.Series)
    by = by.reindex(duplicates.groups.index)
    if by.isna().any():
        raise ValueError(message("shared_copy", "`by` does not name a group for every article",
                                 got=f"{int(by.isna().sum())} missing", hint='fillna("unknown") makes them a group'))
    pairs = duplicates.pairs
    both = pd.concat([pairs[["doc_id", "other", "first"]],
                      pairs[["other", "doc_id", "first"]].set_axis(["doc_id", "other", "first"], axis=1)])
    both["group"], both["with"] = by[both["doc_id"]].to_numpy(), by[both["other"]].to_numpy()
    copied = both.drop_duplicates(["doc_id", "with"]).groupby(["group", "with"]).size()
    earlier = both[both["first"] == both["doc_id"]].groupby(["group", "with"]).size()
    names = sorted(by.unique())
    index = pd.MultiIndex.from_product([names, names], names=["group", "other"])
    table = pd.DataFrame({"n_copied": copied.rename_axis(["group", "other"]).reindex(index, fill_value=0),
                          "n_articles": by.value_counts()[index.get_level_values("group")].to_numpy()}, index=index)
    table["share"] = table["n_copied"] / table["n_articles"]
    table["n_first"] = earlier.rename_axis(["group", "other"]).reindex(index, fill_value=0)
    return table.reset_index()


def _kinds(pairs: pd.DataFrame, jaccard: float, containment: float) -> np.ndarray:
    several = (pairs["n_shared_paragraphs"] >= 2) | (pairs["shared_share"] >= 0.5)
    return np.select([pairs["exact"], pairs["jaccard"] >= jaccard, pairs["containment"] >= containment, several],
                     list(KINDS), default="")


def _groups(pairs: pd.DataFrame, n_words: np.ndarray, documents: pd.DataFrame) -> pd.DataFrame:
    one, two = pairs["one"].to_numpy(), pairs["two"].to_numpy()
    alike = np.maximum(n_words[one], n_words[two]) <= 2 * np.minimum(n_words[one], n_words[two])
    tied = pairs["kind"].isin(["exact", "near"]).to_numpy() | (pairs["kind"].eq("contained").to_numpy() & alike)
    n = len(documents)
    links = sparse.coo_array((np.ones(int(tied.sum())), (one[tied], two[tied])), shape=(n, n))
    _, label = connected_components(links, directed=False)
    # Numbered in the order in which the corpus meets them, so that the same corpus gives the same numbers.
    group = pd.factorize(label)[0] + 1
    dates = documents["date"] if "date" in documents else pd.Series(pd.NaT, index=documents.index)
    order = pd.DataFrame({"group": group, "date": pd.to_datetime(dates).to_numpy(), "place": np.arange(n)})
    first = order.sort_values(["group", "date", "place"], na_position="last").groupby("group")["place"].first()
    table = pd.DataFrame({"group": group, "n_in_group": np.bincount(group)[group],
                          "first": np.isin(np.arange(n), first.to_numpy())}, index=documents.index)
    return table


def _named(pairs: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    names = documents.index.to_numpy()
    one, two = pairs["one"].to_numpy(), pairs["two"].to_numpy()
    dates = pd.to_datetime(documents["date"]) if "date" in documents else pd.Series(pd.NaT, index=documents.index)
    earlier, later = (dates.iloc[place].reset_index(drop=True) for place in (one, two))
    hours = (later - earlier) / pd.Timedelta(hours=1)
    # Midnight is how a date without an hour is stored: within one day it orders nothing.
    unknown = (earlier.dt.normalize() == later.dt.normalize()) & (
        (earlier == earlier.dt.normalize()) | (later == later.dt.normalize()))
    hours = hours.mask(unknown)
    first = pd.Series(names[one], dtype="str").where(hours > 0, pd.Series(names[two], dtype="str").where(hours < 0))
    table = pd.DataFrame({"doc_id": names[one], "other": names[two], "kind": pairs["kind"].to_numpy(),
                          "jaccard": pairs["jaccard"].to_numpy(), "containment": pairs["containment"].to_numpy(),
                          "n_shared_paragraphs": pairs["n_shared_paragraphs"].to_numpy(), "first": first,
                          "hours": hours.abs().to_numpy()})
    rank = table["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    order = np.lexsort((two, one, rank.to_numpy(dtype=float)))
    return table.iloc[order].reset_index(drop=True)[list(PAIR_COLUMNS)]
