"""Framing-term frequencies: how often each category of a lexicon is used."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.matching import covered_paragraphs
from framing.measures.units import rows_of
from framing.measures.voiced import voiced_matches
from framing.notation import category_at
from framing.tokens import Tokens


def frame_terms(tokens: Tokens, lexicon: Lexicon | str, *, unit: str = "paragraph",
                roles: Collection[str] = DEFAULT_ROLES, voice: str = "all", by_voice: bool = False,
                overlap: str = "category", keep_nested: bool = False, levels: int | None = None,
                weighted: bool = False) -> pd.DataFrame:
    """Count the terms of each category of a lexicon.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a built-in scheme (`generic_news`, `war_peace`).
    unit
        `paragraph`: one row per paragraph; `document`: one row per article.
    roles
        Paragraph roles that are counted; others keep their row with no words and no terms.
    voice
        Whose words are counted: `all`, or `narrator`, `direct`, `reported` alone, terms and `n_words` alike.
    by_voice
        A row for each paragraph (or article) and voice, index level `voice`; the rows of the three voices add up to
        those of `all`.
    overlap, keep_nested
        As in `find_terms`.
    levels
        Count at this level of category names: at 1, `war/violence` and `war/victory` are one column `war`, and a
        token counts once for it. By default the names are taken whole.
    weighted
        Add up the weights of the entries instead of counting their matches.

    Returns
    -------
    One row per paragraph (or article), in the order of the tokens:

    ============== ===== ================================================ =========
    column         unit  meaning                                          undefined
    ============== ===== ================================================ =========
    <category id>  terms matches of the category, one column each         never
                         (or the sum of their weights)
    n_words        words exposure: words that could have been a match     never
    ============== ===== ================================================ =========

    Raises
    ------
    ValueError
        If the lexicon has no entry in a language of the text, or an argument is unknown.

    Notes
    -----
    Higher value => more of the category's vocabulary; divide sums of terms by sums of `n_words`
    (`compare_rates`), never average paragraph rates. A count of words from a list is a proxy of a frame: it
    does not see what the sentence says with them, irony, or what is left unsaid. A term belongs to the voice of its
    first word. Sums of weights are no counts: `compare_rates` refuses them; divide them by `n_words` for
    `compare_means`. Paragraphs in a language the lexicon does not have have `n_words` 0, with a warning.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en",
    ...                                 "text": "Talks failed; the shelling went on. Talks resume."}])
    >>> lexicon = fr.lexicon_from_dict({"war": ["shell*"], "peace": ["talks"]}, lang="en")
    >>> fr.frame_terms(fr.tokenize(corpus), lexicon).iloc[0].to_dict()
    {'war': 1, 'peace': 2, 'n_words': 8}
    """
    lexicon = resolve_lexicon(lexicon)
    rows = rows_of("frame_terms", tokens, unit=unit, roles=roles, voice=voice, by_voice=by_voice)
    covered = covered_paragraphs(tokens, lexicon, among=rows.paragraphs)
    matches = voiced_matches(tokens, lexicon, overlap=overlap, keep_nested=keep_nested, levels=levels,
                             paragraphs=covered)
    matches = matches.keep(rows.measured[matches.start])
    names = [category_at(name, levels) for name in lexicon.entries["category"]]
    categories = list(dict.fromkeys(category_at(name, levels) for name in lexicon.categories))
    place = pd.Index(categories).get_indexer(pd.Index(names))
    cell = rows.row[matches.start] * len(categories) + place[matches.entry]
    weights = lexicon.entries["weight"].to_numpy()[matches.entry] if weighted else None
    counts = np.bincount(cell, weights, minlength=len(rows.index) * len(categories))
    counts = counts.reshape(len(rows.index), len(categories))
    table = pd.DataFrame(counts, index=rows.index, columns=categories)
    words = tokens.vocabulary.is_word[tokens.ids] & covered[tokens.paragraph_of_tokens()]
    table["n_words"] = rows.total(words)
    return table
