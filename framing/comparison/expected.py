"""compare_with_expected: rates over what the language at large has, so that two languages can be compared."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing.comparison.rates import ESTIMATE_COLUMNS, compare_rates
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.measures.expected import Frequencies, expected_rates, single_words
from framing.measures.frames import frame_terms
from framing.tokens import Tokens

OBSERVED_EXPECTED = "observed / expected"
NOT_LISTED = "no single word of the category is in the frequency list"


def compare_with_expected(tokens: Tokens, lexicon: Lexicon | str, *, by: pd.Series,
                          frequencies: Frequencies | str = "wordfreq", roles: Collection[str] = DEFAULT_ROLES,
                          method: str = "studentized", confidence: float = 0.95, n_resamples: int = 2000,
                          seed: int = 0) -> pd.DataFrame:
    """Estimate how much more often than in the language at large each group uses each category.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a built-in scheme; only its single words count (`single_words`).
    by
        Group of each article: a Series indexed by doc_id.
    frequencies
        As in `expected_rates`.
    roles
        Paragraph roles that are counted.
    method, confidence, n_resamples, seed
        As in `compare_rates`.

    Returns
    -------
    One row per language, group and measure: the columns of `compare_rates`, of unit "observed / expected", and

    ======== =============== ====================================================== =====================
    column   unit            meaning                                                undefined
    ======== =============== ====================================================== =====================
    lang     -               language of the words counted                          never
    expected per 1,000 words rate of the same words in the language at large        no word is in the list
    ======== =============== ====================================================== =====================

    Raises
    ------
    ValueError, ImportError
        As `compare_rates` and `expected_rates`.

    Warns
    -----
    FramingWarning
        If a group has fewer than 5 articles.

    Notes
    -----
    1 => as often as in the language at large; 2 => twice as often. The expected rate is taken as known: the interval
    is that of the observed rate, divided. **Departure**: entries of several words are left out on both sides, so
    the observed rate is lower than that of `compare_rates`. **It does not make two lists equal**: what one of them
    misses remains, and on sentences that say the same in both languages the ratio comes nearer to 1 for some
    categories and moves away for others (`benchmarks/parallel.py` prints each). A difference between languages
    smaller than what that script shows for the category is no finding.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": f"d{n}", "par_id": 1, "lang": "en", "text": "War again. " * n}
    ...                                for n in range(1, 7)])
    >>> table = fr.compare_with_expected(
    ...     fr.tokenize(corpus), fr.lexicon_from_dict({"war": ["war*"]}, lang="en"),
    ...     by=pd.Series("Post", index=corpus.documents.index), frequencies={"en": {"war": 0.05}})
    >>> table[["lang", "group", "measure", "unit", "estimate", "expected"]].values.tolist()
    [['en', 'Post', 'war', 'observed / expected', 10.0, 50.0]]
    """
    lexicon = resolve_lexicon(lexicon)
    part = single_words(lexicon)
    counts = frame_terms(tokens, part, roles=roles)
    langs = tokens.corpus.paragraphs["lang"].to_numpy()
    tables = []
    for lang in part.languages:
        own = counts[langs == lang]
        if not own["n_words"].any():
            continue
        expected = expected_rates(part, lang, frequencies=frequencies).set_index("category")["expected"]
        rates = compare_rates(own, by, method=method, confidence=confidence, n_resamples=n_resamples, seed=seed)
        tables.append(_over(rates, expected).assign(lang=lang))
    return pd.concat(tables, ignore_index=True)[["lang", *ESTIMATE_COLUMNS, "expected"]]


def _over(rates: pd.DataFrame, expected: pd.Series) -> pd.DataFrame:
    """Divide estimates and their bounds by the expected rate of their measure."""
    reference = rates["measure"].map(expected).astype(float)
    divided = {name: rates[name] / reference for name in ("estimate", "ci_low", "ci_high")}
    note = np.where(reference.isna(), NOT_LISTED, rates["note"])
    return rates.assign(**divided, unit=OBSERVED_EXPECTED, expected=reference, note=note)
