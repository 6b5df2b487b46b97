"""Lexical features: length, diversity, length of words and sentences, and on request rarity."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing._check import check_choice, check_type, message
from framing.corpus import DEFAULT_ROLES
from framing.measures.counts import basic_counts, per_sentence, words_by_row
from framing.measures.diversity import hdd, mattr, msttr, mtld, occurrences_of, yule_k
from framing.measures.norms import NORMS, zipf_of_types
from framing.measures.undefined import minimum_words, ratio
from framing.measures.units import Rows, rows_of
from framing.scanner import NUMBER, PUNCTUATION
from framing.tokens import Tokens

# Below one occurrence per million words (van Heuven et al. 2014).
RARE_ZIPF = 3.0
_QUESTION, _EXCLAMATION = frozenset("?？؟"), frozenset("!！")


def lexical_features(tokens: Tokens, *, unit: str = "paragraph", roles: Collection[str] = DEFAULT_ROLES,
                     voice: str = "all", by_voice: bool = False, window: int = 25,
                     norms: str | None = None) -> pd.DataFrame:
    """Measure length, lexical diversity, and the length of words and sentences.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    unit
        `paragraph`: one row per paragraph; `document`: one row per article, over its pooled words.
    roles
        Paragraph roles that are measured; others keep their row with no words.
    voice, by_voice
        Whose words are measured, as in `frame_terms`.
    window
        Words per window, segment and draw of `mattr`, `msttr` and `hdd`, at least 2; the column names carry
        it. 25 suits paragraphs of the press, of which seven in ten have that many words; 50 suits articles.
    norms
        `wordfreq` adds three columns of word rarity; needs `pip install "media-framing[norms]"`.

    Returns
    -------
    One row per paragraph (or article), in the order of the tokens:

    ======================== ========= ================================================== ===============
    column                   unit      meaning                                            undefined
    ======================== ========= ================================================== ===============
    n_words                  words     words and numbers, elided words (`l'`) included    never
    n_sentences              sentences sentences with a word                              never
    n_letters                letters   letters of the words                               never
    n_long_words             words     words of 7 letters and more                        never
    n_numbers                words     words that begin with a digit                      never
    n_punctuation            marks     punctuation marks                                  never
    n_questions              marks     question marks                                     never
    n_exclamations           marks     exclamation marks                                  never
    n_types                  types     distinct words; depends on length                  never
    ttr                      0-1       n_types / n_words; depends on length               no words
    share_hapax_types        0-1       types that occur once / n_types; depends on length no words
    mattr_25                 0-1       mean ttr over all windows of 25 words              < 25 words
    msttr_25                 0-1       mean ttr over successive segments of 25 words      < 25 words
    hdd_25                   0-1       expected ttr of 25 words drawn at random           < 25 words
    mtld                     words     mean length of stretches that keep a ttr of 0.72   < 100 words (1)
    yule_k                   -         10⁴ × (Σ f² - N) / N²                              < 200 words
    mean_word_letters        letters   n_letters / words that are not numbers             < 10 such
    mean_sentence_words      words     words of these sentences / n_sentences (3)         no sentence
    share_long_words         0-1       n_long_words / n_words                             no words
    numbers_per_sentence     words     numbers of these sentences / n_sentences (3)       no sentence
    punctuation_per_sentence marks     marks of these sentences / n_sentences (3)         no sentence
    n_listed_words           words     words in the norms (2)                             never
    mean_zipf                log10     mean Zipf frequency of the listed words (2)        < 10 listed
    share_rare_words         0-1       listed words with Zipf < 3 / n_listed_words (2)    none listed
    ======================== ========= ================================================== ===============

    (1) also where no word is repeated, or a direction of reading has no whole factor. (2) only with `norms`.
    (3) a sentence is whole and counts for the voice of most of its words; without a split by voice this is
    n_words / n_sentences.

    Raises
    ------
    ValueError
        If `window` is below 2 or an argument is unknown.
    ImportError
        If `norms` are asked for and their package is not installed.

    Notes
    -----
    Higher value => richer vocabulary (ttr, mattr, msttr, hdd, mtld, share_hapax_types); for `yule_k` and
    `mean_zipf`, lower value => richer vocabulary. Words are compared in their folded form (case, typography
    and ligatures do not count), not as lemmas: inflection makes French look richer than English, so compare
    inside a language. Numbers count as words.

    Length: `n_types`, `ttr` and `share_hapax_types` rise or fall with the length of the text and are there
    for texts of the same length; `mattr`, `msttr` and `hdd` with a window of 25 do not depend on it from 25
    words on. Below its minimum an index is NaN; `explain_missing` says why for each. To average counts over
    a group, divide the sums.

    Departure: MSTTR keeps the last segment where the length is a multiple of the window; MTLD closes a factor
    when the ratio is below 0.72, whatever the length of the stretch, and is not extrapolated from a part of
    a factor. Other programs differ on both.

    Norms: the package wordfreq holds frequencies of 40 languages from several kinds of text up to 2021. It is
    closed since 2023, and so gives the same numbers tomorrow. Its data (CC BY-SA 4.0, 57 MB to fetch) stay
    outside this package, hence the extra. Words the lists do not have (names, hyphenated compounds,
    misprints) are left out of the mean and not called rare: compare `n_listed_words` with `n_words`.

    These are properties of wording. They do not tell what a text says or how well it is written.

    References
    ----------
    .. [1] Covington & McFall (2010), J. Quantitative Linguistics 17(2), doi:10.1080/09296171003643098 (MATTR)
    .. [2] McCarthy & Jarvis (2007), Language Testing 24(4), doi:10.1177/0265532207080767 (HD-D)
    .. [3] McCarthy & Jarvis (2010), Behavior Research Methods 42(2), doi:10.3758/BRM.42.2.381 (MTLD)
    .. [4] Koizumi (2012), Vocabulary Learning and Instruction 1(1) (100 words for MTLD)
    .. [5] Tweedie & Baayen (1998), Computers and the Humanities 32(5), doi:10.1023/A:1001749303137 (K)
    .. [6] van Heuven et al. (2014), Q. J. Experimental Psychology 67(6), doi:10.1080/17470218.2013.850521

    Examples
    --------
    >>> import framing as fr
    >>> from framing.measures.lexical import lexical_features
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en",
    ...                                 "text": "The talks failed. The talks, again, failed in 2019!"}])
    >>> features = lexical_features(fr.tokenize(corpus), window=5)
    >>> features[["n_words", "n_sentences", "n_types", "n_exclamations"]].iloc[0].tolist()
    [9, 2, 6, 1]
    >>> features["mattr_5"].round(2).tolist()
    [0.84]
    """
    rows = rows_of("lexical_features", tokens, unit=unit, roles=roles, voice=voice, by_voice=by_voice)
    _check_window(window)
    if norms is not None:
        check_choice("lexical_features", "norms", norms, NORMS)
    counts = basic_counts(tokens, rows) | _marks(tokens, rows)
    columns = counts | _diversity(tokens, rows, window) | _means(tokens, rows, counts)
    if norms is not None:
        columns |= _rarity(tokens, rows)
    return pd.DataFrame(columns, index=rows.index)


def _check_window(window: int) -> None:
    check_type("lexical_features", "window", window, expected=int)
    if isinstance(window, bool) or window < 2:
        raise ValueError(message("lexical_features", "`window` is too small", got=window,
                                 expected="at least 2 words"))


def _marks(tokens: Tokens, rows: Rows) -> dict[str, np.ndarray]:
    vocabulary = tokens.vocabulary
    punctuation = vocabulary.kind == PUNCTUATION

    def total(marks: frozenset[str]) -> np.ndarray:
        among = np.fromiter((form in marks for form in vocabulary.types), bool, len(vocabulary))
        return rows.total((punctuation & among)[tokens.ids])

    return {"n_punctuation": rows.total(punctuation[tokens.ids]), "n_questions": total(_QUESTION),
            "n_exclamations": total(_EXCLAMATION)}


def _diversity(tokens: Tokens, rows: Rows, window: int) -> dict[str, np.ndarray]:
    words = occurrences_of(*words_by_row(tokens, rows))
    n_types = words.n_types()
    return {
        "n_types": n_types,
        "ttr": ratio(n_types, words.lengths),
        "share_hapax_types": ratio(words.n_hapaxes(), n_types),
        f"mattr_{window}": mattr(words, window=window),
        f"msttr_{window}": msttr(words, window=window),
        f"hdd_{window}": hdd(words, draws=window),
        "mtld": mtld(words, min_words=minimum_words("mtld")),
        "yule_k": np.where(words.lengths >= minimum_words("yule_k"), yule_k(words), np.nan),
    }


def _means(tokens: Tokens, rows: Rows, counts: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    kind = tokens.vocabulary.kind
    plain_words = counts["n_words"] - counts["n_numbers"]
    mean_letters = ratio(counts["n_letters"], plain_words)
    enough = plain_words >= minimum_words("mean_word_letters")
    sentences = per_sentence(tokens, rows, of_types={
        "mean_sentence_words": tokens.vocabulary.is_word, "numbers_per_sentence": kind == NUMBER,
        "punctuation_per_sentence": kind == PUNCTUATION})
    return {
        "mean_word_letters": np.where(enough, mean_letters, np.nan),
        "mean_sentence_words": sentences["mean_sentence_words"],
        "share_long_words": ratio(counts["n_long_words"], counts["n_words"]),
        "numbers_per_sentence": sentences["numbers_per_sentence"],
        "punctuation_per_sentence": sentences["punctuation_per_sentence"],
    }


def _rarity(tokens: Tokens, rows: Rows) -> dict[str, np.ndarray]:
    zipf = zipf_of_types("lexical_features", tokens.vocabulary)
    listed = ~np.isnan(zipf)
    n_listed = rows.total(listed[tokens.ids])
    mean_zipf = ratio(rows.total(np.where(listed, zipf, 0.0)[tokens.ids]), n_listed)
    n_rare = rows.total((listed & (zipf < RARE_ZIPF))[tokens.ids])
    return {"n_listed_words": n_listed,
            "mean_zipf": np.where(n_listed >= minimum_words("mean_zipf"), mean_zipf, np.nan),
            "share_rare_words": ratio(n_rare, n_listed)}
