"""check_lexicon: a word list read by machine before it is trusted."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from framing._check import check_type, message
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.measures.norms import folded_frequencies
from framing.scrutiny.expansions import expansion_findings
from framing.scrutiny.findings import Finding, table_of
from framing.scrutiny.shadows import absent_findings, shadow_findings
from framing.scrutiny.spelling import FEWEST_ACCENTED, accent_findings, spelling_findings
from framing.tokens import Tokens

_LOPSIDED = 2.0
Frequencies = Mapping[str, Mapping[str, float]]


def check_lexicon(lexicon: Lexicon | str, tokens: Tokens | None = None, *,
                  frequencies: Frequencies | str | None = None) -> pd.DataFrame:
    """Look for what is wrong, or worth knowing, in a word list.

    Parameters
    ----------
    lexicon
        A `Lexicon` or the name of a built-in scheme.
    tokens
        A corpus: entries that it does not have are named, and wildcards are expanded in it.
    frequencies
        What wildcards are expanded in: `"wordfreq"` (the extra `norms`), or for each language its words with
        their frequency. By default the corpus, where there is one.

    Returns
    -------
    One row per finding, the gravest first:

    ======== ==== ====================================================================== =========
    column   unit meaning                                                                undefined
    ======== ==== ====================================================================== =========
    check    -    the kind of finding, see Notes                                         never
    severity -    `error`: it cannot do what it says; `warning`: probably not meant;     never
                  `note`: to know
    lang     -    language of the entry, or of the category                              never
    category -    its category                                                           never
    pattern  -    the entry; empty: the whole category                                   never
    detail   -    what was found                                                         never
    ======== ==== ====================================================================== =========

    Raises
    ------
    ValueError
        If `frequencies` is neither.
    ImportError
        If `"wordfreq"` is asked for and is not installed.

    Notes
    -----
    - `never_counts` (error): an exclusion of its category removes it everywhere.
    - `no_counterpart` (error): a category has no entry in another language of the lexicon.
    - `protects_nothing` (warning): an exclusion in which no entry of its category can stand.
    - `suspicious_expansion` (warning): at least 2 % of what a stem catches does not look like a form of the word
      (`crime*`: Crimea), by a list of endings; the weightiest first.
    - `accents` (warning): the word is ten times commoner with accents; in a corpus, if it stands there at least 5 times
      with them (were both spellings equally common, the first five would all be accented in 3 % of the cases).
    - `elision` (warning: *de armes* cannot occur; note: *l'accord* counts after l' only).
    - `adds_nothing` (note): another entry of the category counts the same place already; harmless.
    - `two_categories` (note): what it matches counts for another category too.
    - `lopsided` (note): one language has more than twice the patterns of another.
    - `yaml_word`, `short_stem` (notes), `never_occurs` (note): not once in the corpus.
    - `expansion` (note): what a wildcard catches, the broadest first, with shares.

    A finding is a question to the author of the list, and no finding is no proof: homonyms, irony and missing
    words are not seen. Patterns with regular expressions are expanded but not compared with others.

    Examples
    --------
    >>> import framing as fr
    >>> lexicon = fr.lexicon_from_dict({"crime": ["crime*", "crimes", "theft*"]}, lang="en")
    >>> table = fr.check_lexicon(lexicon, frequencies={"en": {"crime": 5, "crimes": 2, "crimea": 3, "theft": 1}})
    >>> table[["check", "pattern", "detail"]].values.tolist()[:2]
    [['suspicious_expansion', 'crime*', 'crimea 30%'], ['adds_nothing', 'crimes', "'crime*' counts it already"]]
    """
    lexicon = resolve_lexicon(lexicon)
    if tokens is not None:
        check_type("check_lexicon", "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    lists = _frequencies(lexicon, tokens, frequencies)
    return table_of(_findings(lexicon, tokens, lists, counted=frequencies is None))


def _findings(lexicon: Lexicon, tokens: Tokens | None, lists: Frequencies, *, counted: bool) -> Iterator[Finding]:
    yield from _counterparts(lexicon)
    # A frequency list is large by its nature; a corpus may hold a word once.
    yield from accent_findings(lexicon, lists, least=FEWEST_ACCENTED if counted else 0)
    expanded = list(expansion_findings(lexicon, lists))
    yield from (finding for finding in expanded if finding.check != "expansion")
    yield from shadow_findings(lexicon)
    yield from spelling_findings(lexicon)
    yield from absent_findings(lexicon, tokens) if tokens is not None else ()
    yield from (finding for finding in expanded if finding.check == "expansion")


def _counterparts(lexicon: Lexicon) -> Iterator[Finding]:
    counted = lexicon.entries[~lexicon.entries["exclude"]].groupby(["category", "lang"]).size().unstack(fill_value=0)
    counted = counted.reindex(index=lexicon.categories, columns=lexicon.languages, fill_value=0)
    for category, sizes in counted.iterrows():
        for lang, size in sizes.items():
            if size == 0:
                yield Finding("no_counterpart", "error", str(lang), str(category), "", "no entry in this language")
        if sizes.min() and sizes.max() > _LOPSIDED * sizes.min():
            yield Finding("lopsided", "note", str(sizes.idxmin()), str(category), "",
                          ", ".join(f"{size} patterns in {lang}" for lang, size in sizes.items()))


def _frequencies(lexicon: Lexicon, tokens: Tokens | None, given: Frequencies | str | None) -> Frequencies:
    if given is None:
        return {} if tokens is None else _counted(tokens, lexicon)
    if given == "wordfreq":
        return {lang: folded_frequencies("check_lexicon", lang) for lang in lexicon.languages}
    if isinstance(given, Mapping) and all(isinstance(one, Mapping) for one in given.values()):
        return {lang: known for lang, known in given.items() if lang in lexicon.languages}
    raise ValueError(message("check_lexicon", "`frequencies` cannot be read", got=repr(given),
                             expected='"wordfreq" or {"fr": {"paix": 12.0, …}}'))


def _counted(tokens: Tokens, lexicon: Lexicon) -> dict[str, dict[str, float]]:
    """Return how often each folded form of the corpus stands in it, by language."""
    vocabulary = tokens.vocabulary
    counts = np.bincount(vocabulary.fold_ids[tokens.ids], minlength=len(vocabulary))
    places = np.flatnonzero(vocabulary.is_word & (counts > 0))
    lists: dict[str, dict[str, float]] = {lang: {} for lang in lexicon.languages}
    for lang, form, count in zip(vocabulary.langs[places], vocabulary.folded[places], counts[places], strict=True):
        if lang in lists:
            lists[lang][form] = float(count)
    return lists
