"""The prior of the log-odds: how many words are imagined beforehand, and how they are spread over the terms."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from framing._check import check_choice, check_positive, message

SOURCES = ("corpus", "uniform", "frequencies")
# With no strength given, a tenth of the smaller side's words: enough to hold rare words back.
_SHARE = 0.1


@dataclass(frozen=True)
class Prior:
    """What is believed of every term before the comparison: the α of an informative Dirichlet prior.

    A strong prior pulls the log-odds of rare words towards 0; words of the same contrast then rank by how
    often they are used.

    Attributes
    ----------
    source
        `corpus`: in proportion to the compared articles together; `uniform`: alike for every term;
        `frequencies`: in proportion to `frequencies`.
    total
        α₀, the number of words imagined, over all terms; `None`: a tenth of the words of the smaller side.
    frequencies
        Counts or shares of terms in a reference corpus, for `source="frequencies"`. A term that is not
        there gets the smallest of them.

    Raises
    ------
    ValueError
        If `source` is unknown, `total` not above zero, or frequencies are missing, superfluous or not
        above zero.

    Notes
    -----
    `Prior(total=n)` with n the words of both sides has the raw pooled counts as α: strong shrinkage.

    References
    ----------
    .. [1] Monroe, Colaresi & Quinn (2008), Political Analysis 16(4), doi:10.1093/pan/mpn018.

    Examples
    --------
    >>> import framing as fr
    >>> fr.Prior(total=500)
    Prior(source='corpus', total=500, frequencies=None)
    >>> fr.Prior(total=500).describe(500)
    'prior: pooled corpus, α₀ = 500 words'
    """

    source: str = "corpus"
    total: float | None = None
    frequencies: Mapping[str, float] | None = None

    def __post_init__(self) -> None:
        check_choice("Prior", "source", self.source, SOURCES)
        if self.total is not None:
            check_positive("Prior", "total", self.total)
        if (self.frequencies is not None) != (self.source == "frequencies"):
            raise ValueError(message("Prior", "`frequencies` and source='frequencies' go together",
                                     got=f"source {self.source!r}"))
        if self.frequencies is not None and not (self.frequencies and min(self.frequencies.values()) > 0):
            raise ValueError(message("Prior", "`frequencies` must all be above zero, and there must be some"))

    def strength(self, smaller: float) -> float:
        """Return α₀, given the words of the smaller side."""
        return _SHARE * smaller if self.total is None else float(self.total)

    def alpha(self, terms: np.ndarray, pooled: np.ndarray, n_words: float, n_terms: int,
              strength: float) -> np.ndarray:
        """Return the α of each term; `pooled` are its hits on both sides, `n_terms` all distinct terms."""
        if self.source == "uniform":
            return np.full(len(terms), strength / n_terms)
        if self.frequencies is None:
            return strength * pooled / n_words
        least = min(self.frequencies.values())
        known = np.array([self.frequencies.get(term, least) for term in terms], dtype=float)
        absent = sum(term not in self.frequencies for term in terms)
        return strength * known / (sum(self.frequencies.values()) + absent * least)

    def describe(self, strength: float) -> str:
        """Say in words what the prior was."""
        names = {"corpus": "pooled corpus", "uniform": "uniform", "frequencies": "reference frequencies"}
        return f"prior: {names[self.source]}, α₀ = {strength:,.4g} words"
