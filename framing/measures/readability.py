"""Readability formulas, each in its own language only, with the counts they come from."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing._check import check_choice, check_positive
from framing.corpus import DEFAULT_ROLES
from framing.measures.counts import LONG_WORD_LETTERS, basic_counts, letters_of_types, per_sentence
from framing.measures.syllables import syllables_of_types
from framing.measures.undefined import FORMULA_LANGUAGES, READABILITY_WORDS, ratio
from framing.measures.units import Rows, rows_of
from framing.tokens import Tokens

# Constant, weight of words per sentence, weight of syllables per word.
FLESCH_1948 = (206.835, 1.015, 84.6)
# Two versions of Kandel & Moles (1958) are in circulation.
KANDEL_MOLES = {"207": (207.0, 1.015, 73.6), "209": (209.0, 1.15, 68.0)}
# Language of a text whose measured paragraphs are in several (ISO 639-2).
SEVERAL_LANGUAGES = "mul"


def readability(tokens: Tokens, *, unit: str = "document", roles: Collection[str] = DEFAULT_ROLES,
                voice: str = "all", by_voice: bool = False, kandel_moles: str = "207",
                min_words: int = READABILITY_WORDS) -> pd.DataFrame:
    """Measure readability by formulas of sentence length and word length.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    unit
        `document`: one row per article, over its pooled words; `paragraph`: one row per paragraph.
    roles
        Paragraph roles that are measured; others keep their row with no words.
    voice, by_voice
        Whose words are measured, as in `frame_terms`. W/S and G/S are then those of the whole sentences in which
        the voice has most of the words.
    kandel_moles
        Constants of the French formula: `207` (207 - 1.015 W/S - 73.6 Y/W) or `209` (209 - 1.15 W/S -
        68 Y/W). The column name says which.
    min_words
        Scores of texts with fewer words are NaN. 100 is the sample the formulas were made for.

    Returns
    -------
    One row per article (or paragraph), in the order of the tokens:

    =================== ========= =============================================== ========================
    column              unit      meaning                                         undefined
    =================== ========= =============================================== ========================
    lang                -         language of the measured text; `mul` if several never
    n_words             words     words and numbers (W)                           never
    n_sentences         sentences sentences with a word (S)                       never
    n_letters           letters   letters of the words                            never
    n_long_words        words     words of 7 letters and more (G)                 never
    n_numbers           words     words that begin with a digit; no syllables     never
    n_syllables         syllables syllables of the other words (Y)                no rule
    lix                 -         W/S + 100 G/W                                   < 100 words
    rix                 -         G/S                                             < 100 words
    flesch_reading_ease -         206.835 - 1.015 W/S - 84.6 Y/W                  < 100 words; not English
    kandel_moles_207    -         207 - 1.015 W/S - 73.6 Y/W                      < 100 words; not French
    =================== ========= =============================================== ========================

    `n_syllables` is undefined where a word is in a language without syllable rule.

    Raises
    ------
    ValueError
        If `min_words` is not above zero or an argument is unknown.

    Notes
    -----
    Higher value => harder text for `lix` and `rix`; higher value => easier text for `flesch_reading_ease` and
    `kandel_moles`. Never compare scores across languages, nor the two versions of Kandel-Moles: they lie 12
    points apart on plain prose. 207 is the default, because its constants are the ones most French tools
    print; the article of 1958 itself could not be consulted.

    Departure: in Y/W, numbers are left out of W, since their syllables are not counted. Syllables come from
    spelling (`count_syllables`), not from a dictionary of pronunciation. Elided words (`l'`) are words
    without a syllable. French Y/W is therefore lower, and W/S higher, than where `l'usine` is one word:
    compare only scores computed here.

    The formulas look at lengths. They do not measure whether a text is clear, well ordered or understood.
    `explain_missing` says why a score is undefined.

    References
    ----------
    .. [1] Björnsson (1968), Läsbarhet, Liber (LIX)
    .. [2] Anderson (1983), Journal of Reading 26(6) (RIX)
    .. [3] Flesch (1948), Journal of Applied Psychology 32(3), doi:10.1037/h0057532
    .. [4] Kandel & Moles (1958), Application de l'indice de Flesch à la langue française, Cahiers d'études de
       radio-télévision 19

    Examples
    --------
    >>> import framing as fr
    >>> from framing.measures.readability import readability
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en",
    ...                                 "text": "The minister resigned. Nobody explained why."}])
    >>> scores = readability(fr.tokenize(corpus), min_words=5)
    >>> scores[["n_words", "n_sentences", "n_syllables", "lix"]].iloc[0].tolist()
    [6.0, 2.0, 12.0, 53.0]
    >>> scores["flesch_reading_ease"].round(1).tolist()
    [34.6]
    """
    rows = rows_of("readability", tokens, unit=unit, roles=roles, voice=voice, by_voice=by_voice)
    check_choice("readability", "kandel_moles", kandel_moles, KANDEL_MOLES)
    check_positive("readability", "min_words", min_words)
    columns = {"lang": _languages(tokens, rows), **basic_counts(tokens, rows),
               "n_syllables": _syllables(tokens, rows)}
    lengths = per_sentence(tokens, rows, of_types={
        "words": tokens.vocabulary.is_word, "long_words": letters_of_types(tokens.vocabulary) >= LONG_WORD_LETTERS})
    return pd.DataFrame(columns | _scores(columns, lengths, kandel_moles, min_words), index=rows.index)


def reading_ease(words_per_sentence: np.ndarray, syllables_per_word: np.ndarray,
                 constants: tuple[float, float, float]) -> np.ndarray:
    """Return a reading ease of the family of Flesch: constant - a W/S - b Y/W.

    Examples
    --------
    >>> from framing.measures.readability import FLESCH_1948, reading_ease
    >>> round(reading_ease(20.0, 1.7, FLESCH_1948), 3)
    42.715
    """
    constant, sentence_weight, syllable_weight = constants
    return constant - sentence_weight * words_per_sentence - syllable_weight * syllables_per_word


def lix(words_per_sentence: np.ndarray, share_long_words: np.ndarray) -> np.ndarray:
    """Return LIX: words per sentence plus long words per hundred words.

    Examples
    --------
    >>> from framing.measures.readability import lix
    >>> lix(20.0, 0.3)
    50.0
    """
    return words_per_sentence + 100 * share_long_words


def _scores(counts: dict[str, np.ndarray], lengths: dict[str, np.ndarray], kandel_moles: str,
            min_words: int) -> dict[str, np.ndarray]:
    words, sentence_length = counts["n_words"], lengths["words"]
    word_length = ratio(counts["n_syllables"], words - counts["n_numbers"])
    french = f"kandel_moles_{kandel_moles}"
    scores = {
        "lix": lix(sentence_length, ratio(counts["n_long_words"], words)),
        "rix": lengths["long_words"],
        "flesch_reading_ease": reading_ease(sentence_length, word_length, FLESCH_1948),
        french: reading_ease(sentence_length, word_length, KANDEL_MOLES[kandel_moles]),
    }
    for column in ("flesch_reading_ease", french):
        of_language = counts["lang"] == FORMULA_LANGUAGES[column][0]
        scores[column] = np.where(of_language, scores[column], np.nan)
    return {column: np.where(words >= min_words, score, np.nan) for column, score in scores.items()}


def _syllables(tokens: Tokens, rows: Rows) -> np.ndarray:
    per_type = syllables_of_types(tokens.vocabulary)
    unknown = np.isnan(per_type)
    counted = rows.total(np.where(unknown, 0.0, per_type)[tokens.ids])
    return np.where(rows.total(unknown[tokens.ids]) > 0, np.nan, counted)


def _languages(tokens: Tokens, rows: Rows) -> np.ndarray:
    """Return the language of the measured words of each row; without words, that of its paragraphs."""
    langs = tokens.corpus.paragraphs["lang"].to_numpy(dtype=object)
    if "par_id" in rows.index.names:
        return np.repeat(langs, len(rows.index) // max(len(langs), 1))
    codes, names = pd.factorize(langs)
    article, n_articles = rows.article, len(tokens.corpus)
    n_voices = len(rows.index) // max(n_articles, 1)
    article = article // max(n_voices, 1)
    words = np.bincount(tokens.paragraph_of_tokens(), weights=tokens.vocabulary.is_word[tokens.ids],
                        minlength=len(codes))
    heard = (words > 0) & rows.paragraphs
    silent = np.bincount(article[heard], minlength=n_articles) == 0
    counted = heard | silent[article]
    lowest, highest = np.full(n_articles, len(names)), np.full(n_articles, -1)
    np.minimum.at(lowest, article[counted], codes[counted])
    np.maximum.at(highest, article[counted], codes[counted])
    found = np.append(names, SEVERAL_LANGUAGES)[np.where(lowest == highest, lowest, len(names))]
    return np.repeat(found, n_voices)
