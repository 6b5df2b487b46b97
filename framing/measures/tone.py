"""A tone proxy: polarity words, after the operators around them."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from framing._check import check_choice, check_columns, check_type, message
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.measures.hits import hits_table
from framing.measures.operators import EFFECTS
from framing.measures.polarity import Polarity, polarity_words
from framing.tokens import Tokens


def tone(tokens: Tokens, *, lexicon: Lexicon | str = "tone",
         operators: Lexicon | str | None = "polarity_operators", unit: str = "paragraph",
         roles: Collection[str] = DEFAULT_ROLES, voice: str = "all", by_voice: bool = False,
         negated_positive: str = "flip", negated_negative: str = "drop") -> pd.DataFrame:
    """Count positive and negative words, after negation and other operators: a tone proxy.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` with the categories `positive` and `negative`, or the name of a built-in one.
    operators
        A `Lexicon` of operators, or the name of a built-in one; `None` counts the words as they are listed.
    unit
        `paragraph`: one row per paragraph; `document`: one row per article.
    roles
        Paragraph roles that are counted; others keep their row with no words and no terms.
    voice, by_voice
        Whose words are counted, as in `frame_terms`.
    negated_positive, negated_negative
        What becomes of a negated word: `flip` (it counts for the other side), `drop` (it counts for
        neither) or `keep`.

    Returns
    -------
    One row per paragraph (or article), in the order of the tokens:

    ================= ===== ======================================================== =========
    column            unit  meaning                                                  undefined
    ================= ===== ======================================================== =========
    n_positive        terms positive after the operators                             never
    n_negative        terms negative after the operators                             never
    n_dropped         terms polarity words that count for neither side               never
    n_negated         terms polarity words in the reach of a negator                 never
    n_restricted      terms … of `only`, `ne … que`                                  never
    n_intensified     terms … right after an intensifier                             never
    n_diminished      terms … right after a diminisher                               never
    n_irrealis        terms … of a condition or wish                                 never
    n_additive        terms … of `not only`, `non seulement`: not negated            never
    n_pseudo_negated  terms … of `no doubt`, `sans cesse`: not negated               never
    n_before_contrast terms … with `but`, `mais`, `although` … later in the sentence never
    n_after_contrast  terms … with one earlier in the sentence                       never
    n_words           words words that could have been a match                       never
    ================= ===== ======================================================== =========

    Raises
    ------
    ValueError
        If the lexicon has no entry in a language of the text, lacks one of its two categories, or an argument
        is unknown.

    Warns
    -----
    FramingWarning
        If some paragraphs are in a language that the lexicon or the operators do not have.

    Notes
    -----
    Higher `n_positive` against `n_negative` => more favourable vocabulary. The number is a balance of
    evaluative words. It is not the author's attitude, nor the reader's emotion, nor how bad the events are.
    The built-in list leaves out words that name an event (war, victim, crime): they would measure the topic.
    Words that both name and judge (failure, scandal) stay, so bad news told plainly still counts as negative.

    Scope. An operator reaches three content words to the right, up to a mark, a quotation mark, a
    coordinating or a relative word. French `pas plus jamais guère rien personne aucun nul point` negate
    only with `ne` in their clause (spoken `pas jamais rien` between quotation marks, and a `pas` or `aucun`
    that opens a clause without verb, do without); with it they also reach the verb between the two. `ne`
    alone denies nothing, `ne … que` restricts. `sans` and `without` reach a noun phrase; right after
    another negator the two cancel out. Verbs that avoid or end something (prevent, `éviter`, `lutter
    contre`) turn what follows like a negator, unless they are denied themselves (« n'a pas évité le
    scandale »). What says that its subject is lacking (`fait défaut`, `was averted`) reaches three content
    words to the left.

    **Departure** from Polanyi and Zaenen [1]_: a negated negative word is dropped and not turned into praise
    (« pas catastrophique » is none), and degree, condition and contrast are counted but do not weigh, as no
    weight has been validated for news. On English reviews a factor of -1.27 did slightly better than -1 [2]_;
    that is another genre.

    What it cannot do: irony, comparison, who is judged and by whom (a quoted insult counts like the paper's
    own word: take `voice="narrator"` before saying "the outlet"), the end of a clause that no mark or stop word shows,
    words it does not list. On news headlines published dictionaries reached Krippendorff alphas of .05 to .34
    with the gold codes, one crowd coder .75 [3]_; off-the-shelf tools agree little with each other [4]_.
    `benchmarks/tone.py` measures this one beside others. Validate against your own coding before calling a
    chart "tone".

    References
    ----------
    .. [1] Polanyi & Zaenen (2006), Contextual valence shifters.
    .. [2] Hogenboom et al. (2011), IEEE SMC: two words behind the negator, +5.5 points of accuracy.
    .. [3] van Atteveldt et al. (2021), Communication Methods and Measures 15(2).
    .. [4] Boukes et al. (2020), Communication Methods and Measures 14(2).

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "Ce n’est pas un succès. Il n’est pas seulement inutile."}])
    >>> fr.tone(fr.tokenize(corpus))[["n_positive", "n_negative", "n_negated", "n_words"]].values.tolist()
    [[0, 2, 1, 12]]
    """
    found = polarity_words("tone", tokens, lexicon=lexicon, operators=operators, unit=unit, roles=roles, voice=voice,
                           by_voice=by_voice, outcomes=(negated_positive, negated_negative))
    row = found.rows.row[found.matches.start]

    def count(which: np.ndarray) -> np.ndarray:
        return np.bincount(row[which], minlength=len(found.rows.index))

    table = {"n_positive": count(found.final_sign > 0), "n_negative": count(found.final_sign < 0),
             "n_dropped": count(found.final_sign == 0)}
    table |= {f"n_{effect}": count(found.acting[:, place] >= 0) for place, effect in enumerate(EFFECTS)}
    table["n_words"] = found.rows.total(tokens.vocabulary.is_word[tokens.ids]
                                        & found.covered[tokens.paragraph_of_tokens()])
    return pd.DataFrame(table, index=found.rows.index)


def tone_hits(tokens: Tokens, *, lexicon: Lexicon | str = "tone",
              operators: Lexicon | str | None = "polarity_operators", roles: Collection[str] = DEFAULT_ROLES,
              voice: str = "all", negated_positive: str = "flip", negated_negative: str = "drop",
              factors: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Find every polarity word, with the operators that acted on it: the rows behind the tone proxy.

    Parameters
    ----------
    tokens, lexicon, operators, roles, voice, negated_positive, negated_negative
        As in `tone`.
    factors
        What an effect multiplies the weight of a word by, such as `{"intensified": 1.5}`; nothing by default.

    Returns
    -------
    One row per polarity word, in text order, with the columns of `find_terms` (`weight` is the entry's
    weight times the factors of its effects; 0 for a dropped word) and:

    ========== ==== ============================================================== =========
    column     unit meaning                                                        undefined
    ========== ==== ============================================================== =========
    sign       -    1 or -1, as listed                                             never
    operator   -    the operators that acted (`n' … pas`), joined by +; or empty   never
    effect     -    what each of them did, in the same order                       never
    final_sign -    1, 0 or -1, after the operators                                never
    ========== ==== ============================================================== =========

    Effects: `negated restricted intensified diminished irrealis additive pseudo_negated before_contrast
    after_contrast`. Only `negated` changes a sign.

    Raises
    ------
    ValueError
        As in `tone`, or if a factor is unknown or below zero.

    Notes
    -----
    `tone` counts these rows: `n_negative` is the number with `final_sign` -1. The proxy's limits are told
    there.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en",
    ...                                 "text": "It was no success, but not a disaster."}])
    >>> hits = fr.tone_hits(fr.tokenize(corpus))
    >>> hits[["text", "operator", "final_sign"]].values.tolist()
    [['success', 'no + but', -1], ['disaster', 'not + but', 0]]
    >>> hits["effect"].tolist()
    ['negated + before_contrast', 'negated + after_contrast']
    """
    found = polarity_words("tone_hits", tokens, lexicon=lexicon, operators=operators, unit="paragraph", roles=roles,
                           voice=voice, by_voice=False, outcomes=(negated_positive, negated_negative))
    multiplied = _factors(factors)
    hits = hits_table(tokens, found.lexicon, found.matches)
    acted = found.acting >= 0
    weight = hits["weight"] * np.where(acted, multiplied, 1.0).prod(axis=1)
    effects = np.broadcast_to(np.array(EFFECTS, dtype=object), acted.shape)
    return hits.assign(
        weight=weight.where(found.final_sign != 0, 0.0),
        sign=found.sign,
        operator=pd.Series(_joined(acted, _wording(tokens, found)), dtype="str"),
        effect=pd.Series(_joined(acted, effects), dtype="str"),
        final_sign=found.final_sign,
    )


def tone_balance(counts: pd.DataFrame) -> pd.DataFrame:
    """Turn the counts of the tone proxy into balances.

    Parameters
    ----------
    counts
        Output of `tone`, or sums of its rows over articles or groups.

    Returns
    -------
    One row per row of `counts`, with P, N and T for `n_positive`, `n_negative`, `n_words`:

    =================== =============== ======================================= ==============
    column              unit            meaning                                 undefined
    =================== =============== ======================================= ==============
    logit               log odds        ln((P + 0.5) / (N + 0.5))               T = 0
    logit_se            log odds        sqrt(1 / (P + 0.5) + 1 / (N + 0.5))     T = 0
    relative_difference -1 to 1         (P - N) / (P + N)                       P + N = 0
    proportional        terms per word  (P - N) / T                             T = 0
    density             terms per word  (P + N) / T: how much is evaluated      T = 0
    n_positive          terms           P                                        never
    n_negative          terms           N                                        never
    n_words             words           T                                       never
    =================== =============== ======================================= ==============

    Raises
    ------
    KeyError
        If a column of `tone` is missing.

    Notes
    -----
    Higher value => more favourable vocabulary (`density`: more evaluative vocabulary). Never average the
    balances of paragraphs: sum the counts, then transform. The logit shrinks what rests on few words; with
    no polarity word it is 0, with an error of 2. `logit_se` takes words as independent, which words of one
    article are not: resample articles for an interval.

    References
    ----------
    .. [1] Lowe, Benoit, Mikhaylov & Laver (2011), Legislative Studies Quarterly 36(1).

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> counts = pd.DataFrame({"n_positive": [7], "n_negative": [2], "n_words": [120]}, index=["a1"])
    >>> fr.tone_balance(counts)[["logit", "logit_se", "relative_difference"]].round(4).values.tolist()
    [[1.0986, 0.7303, 0.5556]]
    """
    check_type("tone_balance", "counts", counts, expected=pd.DataFrame, hint="pass the table tone() returned")
    check_columns("tone_balance", counts, ["n_positive", "n_negative", "n_words"])
    positive, negative = counts["n_positive"].astype(float), counts["n_negative"].astype(float)
    words = counts["n_words"].astype(float)
    measured, both = words > 0, positive + negative
    return pd.DataFrame({
        "logit": np.log((positive + 0.5) / (negative + 0.5)).where(measured),
        "logit_se": np.sqrt(1 / (positive + 0.5) + 1 / (negative + 0.5)).where(measured),
        "relative_difference": (positive - negative) / both.where(both > 0),
        "proportional": (positive - negative) / words.where(measured),
        "density": both / words.where(measured),
        "n_positive": counts["n_positive"], "n_negative": counts["n_negative"], "n_words": counts["n_words"],
    }, index=counts.index)


def _factors(factors: Mapping[str, float] | None) -> np.ndarray:
    factors = {} if factors is None else factors
    for effect, factor in factors.items():
        check_choice("tone_hits", "factors", effect, EFFECTS)
        if not (np.isfinite(factor) and factor >= 0):
            raise ValueError(message("tone_hits", "`factors` holds a number that is no factor",
                                     got=f"{effect}: {factor}", expected="a number from 0"))
    return np.array([factors.get(effect, 1.0) for effect in EFFECTS])


def _wording(tokens: Tokens, found: Polarity) -> np.ndarray:
    """Return the wording of the operator behind each word and effect."""
    wording = np.full(found.acting.size, "", dtype=object)
    if found.operators is not None:
        wording[:] = found.operators.texts(tokens, found.acting.ravel())
    return wording.reshape(found.acting.shape)


def _joined(acted: np.ndarray, words: np.ndarray) -> list[str]:
    return [" + ".join(row[shown]) for row, shown in zip(words, acted, strict=True)]
