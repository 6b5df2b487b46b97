"""What a category rests on: the share of each term, how many distinct terms, which categories go together."""

from collections.abc import Collection
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.matching import Matches, covered_paragraphs
from framing.measures.frames import frame_terms
from framing.measures.units import rows_of
from framing.measures.voiced import voiced_matches
from framing.notation import category_at
from framing.tokens import Tokens

# A category is driven by a term that gives half of its hits, if it has enough hits to say so.
DRIVING_SHARE, ENOUGH_HITS = 0.5, 10
_N_FORMS = 3


def term_shares(tokens: Tokens, lexicon: Lexicon | str, *, roles: Collection[str] = DEFAULT_ROLES,
                voice: str = "all") -> pd.DataFrame:
    """Show which terms a category's hits come from.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a built-in scheme.
    roles
        Paragraph roles that are counted.
    voice
        Whose words are counted: `all`, or `narrator`, `direct`, `reported` alone.

    Returns
    -------
    One row per language, category and term that has a hit, the commonest term of a category first:

    =========== ======== =========================================================== =========
    column      unit     meaning                                                     undefined
    =========== ======== =========================================================== =========
    lang        -        language of the term                                        never
    category    -        its category                                                never
    pattern     -        the term as the lexicon writes it                           never
    n_hits      terms    its matches                                                 never
    share       fraction of the category's matches in that language                  never
    n_documents articles articles in which it matches                                never
    forms       -        the commonest wordings it matched, in lower case            never
    drives      -        the term has half of at least 10 hits, or more: the figure  never
                         of the category is a figure of this term
    =========== ======== =========================================================== =========

    Raises
    ------
    ValueError
        If the lexicon has no entry in a language of the text, or a role is unknown.

    Notes
    -----
    Higher `share` => the category rests on fewer words. Where several entries match one place the longest counts,
    then the first, as in `frame_terms`; see `leave_term_out` for what remains without a term. It is not said
    whether the term means what the category says.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en",
    ...                                 "text": "Shells fell. Shelling went on. A truce failed: shells again."}])
    >>> lexicon = fr.lexicon_from_dict({"war": ["shell*", "bomb*", "fell"]}, lang="en")
    >>> fr.term_shares(fr.tokenize(corpus), lexicon)[["pattern", "n_hits", "share", "forms"]].values.tolist()
    [['shell*', 3, 0.75, 'shells, shelling'], ['fell', 1, 0.25, 'fell']]
    """
    lexicon = resolve_lexicon(lexicon)
    rows = rows_of("term_shares", tokens, unit="document", roles=roles, voice=voice)
    matches = voiced_matches(tokens, lexicon, paragraphs=rows.paragraphs)
    matches = matches.keep(rows.measured[matches.start])
    entries = lexicon.entries
    order = {name: place for place, name in enumerate(lexicon.categories)}
    hits = entries[["lang", "category", "pattern"]].iloc[matches.entry].reset_index(drop=True)
    hits = hits.assign(document=rows.row[matches.start], form=_wordings(tokens, matches))
    keys = ["lang", "category", "pattern"]
    table = hits.groupby(keys, sort=False).agg(n_hits=("document", "size"), n_documents=("document", "nunique"),
                                               forms=("form", _commonest)).reset_index()
    total = table.groupby(["lang", "category"])["n_hits"].transform("sum")
    table["share"] = table["n_hits"] / total
    table["drives"] = (table["share"] >= DRIVING_SHARE) & (total >= ENOUGH_HITS)
    table = table.assign(_order=table["category"].map(order)).sort_values(
        ["_order", "lang", "n_hits", "pattern"], ascending=[True, True, False, True], ignore_index=True)
    return table[[*keys, "n_hits", "share", "n_documents", "forms", "drives"]]


def _wordings(tokens: Tokens, matches: Matches) -> list[str]:
    folded, ids = tokens.vocabulary.folded, tokens.ids
    return [" ".join(folded[ids[start:end]]) for start, end in
            zip(matches.start.tolist(), matches.end.tolist(), strict=True)]


def _commonest(forms: pd.Series) -> str:
    counted = forms.value_counts().rename_axis("form").reset_index(name="n")
    return ", ".join(counted.sort_values(["n", "form"], ascending=[False, True])["form"].head(_N_FORMS))


def distinct_terms(tokens: Tokens, lexicon: Lexicon | str, *, unit: str = "document",
                   roles: Collection[str] = DEFAULT_ROLES, voice: str = "all",
                   levels: int | None = None) -> pd.DataFrame:
    """Count the different terms of each category, beside how often they stand there.

    Parameters
    ----------
    tokens, lexicon, unit, roles, voice, levels
        As in `frame_terms`.

    Returns
    -------
    A table with the rows and columns of `frame_terms`; a term counts once per row however often it matches.

    Raises
    ------
    ValueError
        As `frame_terms`.

    Notes
    -----
    Higher value => the category is spoken of in more words, not more often. It grows with the length of the text
    and with the list: compare texts of like length, and never categories with each other.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en", "text": "Shells, shells, bombs."}])
    >>> lexicon = fr.lexicon_from_dict({"war": ["shell*", "bomb*"]}, lang="en")
    >>> fr.distinct_terms(fr.tokenize(corpus), lexicon).loc["a"].to_dict()
    {'war': 2, 'n_words': 3}
    """
    lexicon = resolve_lexicon(lexicon)
    table = frame_terms(tokens, lexicon, unit=unit, roles=roles, voice=voice, levels=levels)
    rows = rows_of("distinct_terms", tokens, unit=unit, roles=roles, voice=voice)
    matches = voiced_matches(tokens, lexicon, levels=levels,
                             paragraphs=covered_paragraphs(tokens, lexicon, among=rows.paragraphs))
    matches = matches.keep(rows.measured[matches.start])
    n_entries = len(lexicon.entries)
    row, entry = np.divmod(np.unique(rows.row[matches.start] * n_entries + matches.entry), n_entries)
    names = pd.Index(table.columns[:-1])
    place = names.get_indexer(pd.Index([category_at(name, levels) for name in lexicon.entries["category"]]))
    counts = np.bincount(row * len(names) + place[entry], minlength=len(table) * len(names))
    table[list(names)] = counts.reshape(len(table), -1)
    return table


def category_cooccurrence(tokens: Tokens, lexicon: Lexicon | str, *, unit: str = "paragraph",
                          roles: Collection[str] = DEFAULT_ROLES, voice: str = "all",
                          levels: int | None = None) -> pd.DataFrame:
    """Show which categories stand in the same paragraphs, and which count the same words.

    Parameters
    ----------
    tokens, lexicon, unit, roles, voice, levels
        As in `frame_terms`.

    Returns
    -------
    One row per pair of categories, in the order of the lexicon:

    ============ ========== ==================================================== ====================
    column       unit       meaning                                              undefined
    ============ ========== ==================================================== ====================
    category_a   -          one category                                         never
    category_b   -          another                                              never
    n_a, n_b     paragraphs with a hit of the one, of the other (or articles)    never
    n_both       paragraphs with a hit of both                                   never
    expected     paragraphs n_a · n_b / paragraphs with words                    no paragraph has words
    ratio        -          n_both / expected                                    `expected` is 0
    n_shared     tokens     words that count for both                            never
    ============ ========== ==================================================== ====================

    Raises
    ------
    ValueError
        As `frame_terms`.

    Notes
    -----
    `ratio` above 1 => together more often than if they were independent. Long paragraphs have more of everything,
    so that 1 is a low bar; and where `n_shared` is large the two go together because one word counts twice, not
    because an article joins two ideas.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": number, "lang": "en", "text": text}
    ...                                for number, text in enumerate(["War and cost.", "War.", "Rain.", "Sun."], 1)])
    >>> lexicon = fr.lexicon_from_dict({"war": ["war"], "money": ["cost"]}, lang="en")
    >>> fr.category_cooccurrence(fr.tokenize(corpus), lexicon).iloc[0].to_dict()
    {'category_a': 'war', 'category_b': 'money', 'n_a': 2, 'n_b': 1, 'n_both': 1, 'expected': 0.5, 'ratio': 2.0, \
'n_shared': 0}
    """
    lexicon = resolve_lexicon(lexicon)
    table = frame_terms(tokens, lexicon, unit=unit, roles=roles, voice=voice, levels=levels)
    names = list(table.columns[:-1])
    present = table.loc[table["n_words"] > 0, names].to_numpy() > 0
    together = present.T.astype(np.int64) @ present
    rows = rows_of("category_cooccurrence", tokens, unit=unit, roles=roles, voice=voice)
    matches = voiced_matches(tokens, lexicon, levels=levels,
                             paragraphs=covered_paragraphs(tokens, lexicon, among=rows.paragraphs))
    matches = matches.keep(rows.measured[matches.start])
    place = pd.Index(names).get_indexer(pd.Index([category_at(name, levels) for name in lexicon.entries["category"]]))
    shared = _shared_tokens(matches, place[matches.entry], shape=(len(tokens), len(names)))
    pairs = list(combinations(range(len(names)), 2))
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    alone = present.sum(axis=0)
    expected = alone[one] * alone[other] / len(present) if len(present) else np.full(len(pairs), np.nan)
    both = together[one, other]
    return pd.DataFrame({
        "category_a": np.array(names, dtype=object)[one], "category_b": np.array(names, dtype=object)[other],
        "n_a": alone[one], "n_b": alone[other], "n_both": both, "expected": expected,
        "ratio": np.divide(both, expected, out=np.full(len(pairs), np.nan), where=expected > 0),
        "n_shared": shared[one, other]})


def _shared_tokens(matches: Matches, place: np.ndarray, *, shape: tuple[int, int]) -> np.ndarray:
    """Count, for each two categories, the tokens that stand in a match of both."""
    sizes = matches.end - matches.start
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    positions, columns = np.repeat(matches.start, sizes) + within, np.repeat(place, sizes)
    covered = sparse.csr_matrix((np.ones(len(positions), dtype=np.int64), (positions, columns)), shape=shape)
    covered.data[:] = 1
    return (covered.T @ covered).toarray()
