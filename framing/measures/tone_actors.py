"""Tone about actors: the polarity words that stand near their names, their own words left out."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing._check import check_columns, check_type, message
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.measures.actor_reach import Reach, absolute, nearest, reach_of, words_near
from framing.measures.tone import tone_balance, tone_hits
from framing.tokens import Tokens

_COUNTS = ("n_mentions", "n_positive", "n_negative", "n_dropped", "n_words")


def tone_about(tokens: Tokens, actors: pd.DataFrame, *, within: int | str = 10, lexicon: Lexicon | str = "tone",
               operators: Lexicon | str | None = "polarity_operators",
               roles: Collection[str] = DEFAULT_ROLES) -> pd.DataFrame:
    """Count the positive and negative words near each actor, article by article: a proxy of the tone about them.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    actors
        The actor table: one row per form, columns `actor` (the one name), `form` (a way it is written, matched like
        a lexicon pattern), `lang`, and if you like `camp`.
    within
        How near: a number of words inside the sentence, `sentence`, or `clause` (between marks and coordinating or
        relative words).
    lexicon, operators, roles
        As in `tone`.

    Returns
    -------
    One row per article and actor named in it, index `(doc_id, actor)`, in the order of the articles and of the table:

    ========== ======== =========================================================== =========
    column     unit     meaning                                                     undefined
    ========== ======== =========================================================== =========
    n_mentions mentions places where a form of the actor stands                     never
    n_positive terms    words about the actor, positive after the operators         never
    n_negative terms    words about the actor, negative after the operators         never
    n_dropped  terms    words about the actor that count for neither side           never
    n_words    words    words near the actor that are not known to be their own     never
    camp       -        of the actor, where the table has it                        never
    ========== ======== =========================================================== =========

    Raises
    ------
    ValueError
        If the table has an empty cell, a form of two actors, or no form in a language of the text, or `within` is
        neither a number from 1 nor a known window.
    KeyError
        If a column of the table is missing.

    Warns
    -----
    FramingWarning
        If some paragraphs are in a language that the table, the lexicon or the operators do not have.

    Notes
    -----
    Higher `n_positive` against `n_negative` => more favourable vocabulary near the name. It is not a stance: who is
    judged is not parsed. A word counts for the nearest actor, for both if they are equally near; a word inside a name
    counts for none. What the actor says (`find_speech`) is left out for them and counts for whoever else is near;
    what an unknown speaker says is left out for all. Pronouns are not resolved, so much of what is said of an actor
    is missed, in every outlet alike. Sentence-level word lists reach a macro-F1 of .50 on the targets of news
    sentences, fine-tuned models .83 [1]_: read `tone_about_hits` before you say anything of an actor.

    References
    ----------
    .. [1] Hamborg & Donnay (2021), NewsMTSC, EACL.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en",
    ...                                 "text": "The mayor made an excellent plan; the bank remains a fiasco."}])
    >>> actors = pd.DataFrame({"actor": ["Mayor", "Bank"], "form": ["mayor", "bank"], "lang": "en"})
    >>> fr.tone_about(fr.tokenize(corpus), actors, within="clause")[["n_positive", "n_negative"]].values.tolist()
    [[1, 0], [0, 1]]
    """
    reach = reach_of("tone_about", tokens, actors, within=within, roles=roles)
    hits = _hits(tokens, reach, lexicon=lexicon, operators=operators, roles=roles)
    documents = tokens.index.get_level_values("doc_id").to_numpy()[tokens.paragraph_of_tokens()]
    place, actor = words_near(reach, tokens.vocabulary.is_word[tokens.ids])
    sign = hits["final_sign"]
    parts = {
        "n_mentions": pd.DataFrame({"doc_id": documents[reach.start], "actor": reach.actor}),
        "n_positive": hits[sign > 0], "n_negative": hits[sign < 0], "n_dropped": hits[sign == 0],
        "n_words": pd.DataFrame({"doc_id": documents[place], "actor": actor}),
    }
    counted = pd.DataFrame({name: part.groupby(["doc_id", "actor"]).size() for name, part in parts.items()})
    counted = counted.reindex(columns=list(_COUNTS)).fillna(0).astype(np.int64)
    order = pd.MultiIndex.from_product([tokens.corpus.documents.index, range(len(reach.names))],
                                       names=["doc_id", "actor"])
    counted = counted.reindex(order[order.isin(counted.index)])
    numbers = counted.index.get_level_values("actor")
    counted.index = pd.MultiIndex.from_arrays(
        [counted.index.get_level_values("doc_id"), np.array(reach.names, dtype=object)[numbers]],
        names=["doc_id", "actor"])
    if "camp" in actors:
        camps = actors.drop_duplicates("actor").set_index("actor")["camp"]
        counted["camp"] = camps.reindex(counted.index.get_level_values("actor")).to_numpy()
    return counted


def tone_about_hits(tokens: Tokens, actors: pd.DataFrame, *, within: int | str = 10, lexicon: Lexicon | str = "tone",
                    operators: Lexicon | str | None = "polarity_operators",
                    roles: Collection[str] = DEFAULT_ROLES) -> pd.DataFrame:
    """Find the polarity words near each actor: the rows behind `tone_about`.

    Parameters
    ----------
    tokens, actors, within, lexicon, operators, roles
        As in `tone_about`.

    Returns
    -------
    The columns of `tone_hits` after two of its own, in text order; a word equally near to two actors stands twice:

    ======== ===== ================================================== =========
    column   unit  meaning                                            undefined
    ======== ===== ================================================== =========
    actor    -     the actor, by the one name                         never
    distance words from the word to the nearest form; 1: side by side never
    ======== ===== ================================================== =========

    Raises
    ------
    ValueError, KeyError
        As in `tone_about`.

    Notes
    -----
    `tone_about` counts these rows; its limits are told there.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "La maire n’a pas réussi."}])
    >>> actors = pd.DataFrame({"actor": ["Maire"], "form": ["la maire"], "lang": "fr"})
    >>> hits = fr.tone_about_hits(fr.tokenize(corpus), actors)
    >>> hits[["actor", "distance", "text", "final_sign"]].values.tolist()
    [['Maire', 4, 'réussi', -1]]
    """
    reach = reach_of("tone_about_hits", tokens, actors, within=within, roles=roles)
    hits = _hits(tokens, reach, lexicon=lexicon, operators=operators, roles=roles)
    return hits.assign(actor=np.array(reach.names, dtype=object)[hits["actor"]])


def tone_about_balance(counts: pd.DataFrame, by: pd.Series | None = None, *, min_articles: int = 5,
                       min_hits: int = 20) -> pd.DataFrame:
    """Turn the counts about actors into balances, where there is enough to chart.

    Parameters
    ----------
    counts
        Output of `tone_about`.
    by
        Group of each article (such as its outlet), a Series indexed by `doc_id`; all together if `None`.
    min_articles, min_hits
        Articles that name the actor, and positive and negative words about them, below which there is no balance.

    Returns
    -------
    One row per actor, or per group and actor, with the columns of `tone_balance` and:

    ========== ======== ================================================ =========================
    column     unit     meaning                                          undefined
    ========== ======== ================================================ =========================
    n_articles articles that name the actor                              never
    n_mentions mentions sum over the articles                            never
    note       -        why there is no balance; empty where there is    never
    ========== ======== ================================================ =========================

    The balances are undefined (NaN) below `min_articles` or `min_hits`; the counts are always given.

    Raises
    ------
    KeyError
        If a column of `tone_about` is missing.
    ValueError
        If an article has no group.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> index = pd.MultiIndex.from_product([list("abcde"), ["Mayor"]], names=["doc_id", "actor"])
    >>> counts = pd.DataFrame({"n_mentions": 2, "n_positive": 3, "n_negative": 1, "n_words": 40}, index=index)
    >>> fr.tone_about_balance(counts)[["logit", "n_articles", "note"]].round(2).values.tolist()
    [[1.04, 5, '']]
    """
    where = "tone_about_balance"
    check_type(where, "counts", counts, expected=pd.DataFrame, hint="pass the table tone_about() returned")
    check_columns(where, counts.reset_index(), ["doc_id", "actor", "n_mentions", "n_positive", "n_negative", "n_words"])
    keys: list[pd.Series] = [pd.Series(counts.index.get_level_values("actor"), index=counts.index, name="actor")]
    if by is not None:
        check_type(where, "by", by, expected=pd.Series, hint="documents[\"outlet\"] is one")
        groups = by.reindex(counts.index.get_level_values("doc_id"))
        if groups.isna().any():
            raise ValueError(message(where, "`by` gives no group to an article",
                                     got=groups.index[groups.isna().to_numpy()][0]))
        keys.insert(0, pd.Series(groups.to_numpy(), index=counts.index, name="group"))
    grouped = counts.groupby(keys, sort=False)
    sums = grouped[["n_mentions", "n_positive", "n_negative", "n_words"]].sum()
    n_articles = grouped.size()
    balance = tone_balance(sums)
    few = n_articles < min_articles
    short = sums["n_positive"] + sums["n_negative"] < min_hits
    defined = [name for name in balance if not name.startswith("n_")]
    balance[defined] = balance[defined].where(~(few | short))
    note = np.where(few, f"fewer than {min_articles} articles", np.where(short, f"fewer than {min_hits} words", ""))
    return balance.assign(n_articles=n_articles, n_mentions=sums["n_mentions"], note=note)


def _hits(tokens: Tokens, reach: Reach, *, lexicon: Lexicon | str, operators: Lexicon | str | None,
          roles: Collection[str]) -> pd.DataFrame:
    """Return the polarity words that an actor reaches, with the number of the actor and the distance first."""
    words = tone_hits(tokens, lexicon=lexicon, operators=operators, roles=roles)
    place, actor, distance = nearest(reach, *absolute(tokens, words))
    hits = words.iloc[place].reset_index(drop=True)
    hits.insert(0, "actor", actor)
    hits.insert(1, "distance", distance)
    return hits
