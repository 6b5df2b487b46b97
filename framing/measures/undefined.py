"""What is undefined, from how many words on, and why: NaN is never left without its reason."""

import re

import numpy as np
import pandas as pd

from framing._check import check_columns, check_positive, check_type, message

READABILITY_WORDS = 100
# Below these numbers of words an index says more about the length of the text than about its words.
MIN_WORDS = {"mtld": 100, "yule_k": 200, "mean_word_letters": 10, "mean_zipf": 10}
FORMULA_LANGUAGES = {"flesch_reading_ease": ("en", "English"), "kandel_moles_207": ("fr", "French"),
                     "kandel_moles_209": ("fr", "French")}
READABILITY = ("lix", "rix", *FORMULA_LANGUAGES)

MEASURES = frozenset({"ttr", "share_hapax_types", "mtld", "yule_k", "mean_word_letters", "share_long_words",
                      "mean_sentence_words", "numbers_per_sentence", "punctuation_per_sentence", "mean_zipf",
                      "share_rare_words", "n_syllables", *READABILITY})

_WINDOWED = re.compile(r"(?:mattr|msttr|hdd)_(\d+)\Z")
# Measured over whole sentences, which count for the voice that has most of their words.
_OF_SENTENCES = frozenset({"mean_sentence_words", "numbers_per_sentence", "punctuation_per_sentence", *READABILITY})
# What is left to say of a text that has enough words.
_OTHERWISE = {
    "mtld": "Read in one of the two directions, the text has no whole factor.",
    "n_syllables": "A language of the text has no syllable rule.",
    **dict.fromkeys(FORMULA_LANGUAGES, "All words are numbers."),
}


def ratio(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Divide; NaN where the denominator is 0."""
    quotient = np.full(np.shape(denominator), np.nan)
    return np.divide(numerator, denominator, out=quotient, where=np.asarray(denominator) != 0)


def explain_missing(table: pd.DataFrame, *, min_words: int = READABILITY_WORDS) -> pd.DataFrame:
    """Say why the undefined values of a table are undefined.

    Parameters
    ----------
    table
        Output of `lexical_features` or `readability`, whole or a selection of its rows and columns, with the
        counts beside the measures.
    min_words
        The `min_words` that was given to `readability`.

    Returns
    -------
    One row per undefined value, in the order of the table:

    =========== ==== ============================================= =========
    column      unit meaning                                       undefined
    =========== ==== ============================================= =========
    <index>     -    `doc_id` and `par_id`, or `doc_id`            never
    measure     -    the column whose value is NaN                 never
    reason      -    one sentence                                  never
    =========== ==== ============================================= =========

    Raises
    ------
    TypeError
        If `table` is not a DataFrame.
    KeyError
        If the table has no `n_words`.

    Notes
    -----
    The reasons follow from the counts in the table, so that they survive a file. A column that neither
    measure returns is reported as such. Nothing is explained about values that are there.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.measures.lexical import lexical_features
    >>> from framing.measures.undefined import explain_missing
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en",
    ...                                 "text": "Only three words."}])
    >>> missing = explain_missing(lexical_features(fr.tokenize(corpus)))
    >>> missing.set_index("measure").loc["mattr_25", "reason"]
    '3 words; mattr_25 needs 25.'
    """
    check_type("explain_missing", "table", table, expected=pd.DataFrame)
    check_columns("explain_missing", table, ["n_words"])
    check_positive("explain_missing", "min_words", min_words)
    names = list(table.index.names)
    if None in names:
        raise ValueError(message("explain_missing", "the index has no name", got=names,
                                 hint="pass the table a measure returned, with its index"))
    found = [(np.flatnonzero(table[column].isna()), column) for column in table.columns]
    found = [(rows, column) for rows, column in found if len(rows)]
    rows = np.concatenate([np.empty(0, dtype=np.int64), *(rows for rows, _ in found)])
    measures = np.array([column for rows, column in found for _ in range(len(rows))], dtype=object)
    reasons = [_first_reason(table.iloc[rows], column, min_words) for rows, column in found]
    order = np.argsort(rows, kind="stable")
    missing = table.index[rows[order]].to_frame(index=False)
    missing["measure"] = measures[order]
    missing["reason"] = np.concatenate([np.empty(0, dtype=object), *reasons])[order]
    return missing


def minimum_words(column: str, min_words: int = READABILITY_WORDS) -> int:
    """Return from how many words on a column is defined; 1 where any word will do."""
    windowed = _WINDOWED.match(column)
    if windowed:
        return int(windowed.group(1))
    return min_words if column in READABILITY else MIN_WORDS.get(column, 1)


def _first_reason(part: pd.DataFrame, column: str, min_words: int) -> np.ndarray:
    """Word the reason of each row of `part`, in all of which the column is undefined."""
    text = np.full(len(part), "", dtype=object)
    # The weightiest comes last and writes over the others.
    for holds, reason in reversed(_reasons(part, column, min_words)):
        text = np.where(holds, reason, text)
    return text


def _reasons(part: pd.DataFrame, column: str, min_words: int) -> list[tuple[np.ndarray, str | np.ndarray]]:
    """Return pairs of where a reason holds and its wording, the weightiest first."""
    words = part["n_words"].to_numpy()
    everywhere = np.ones(len(part), dtype=bool)
    if column not in MEASURES and not _WINDOWED.match(column):
        return [(everywhere, f"{column} is not a measure of lexical_features or readability.")]
    reasons: list[tuple[np.ndarray, str | np.ndarray]] = [
        (words == 0, "No word was measured: the text is empty or its role was left out.")]
    if column in FORMULA_LANGUAGES and "lang" in part:
        code, name = FORMULA_LANGUAGES[column]
        languages = part["lang"].to_numpy(dtype=object)
        reasons.append((languages != code, f"The formula is for {name}; the language is " + languages + "."))
    if column in _OF_SENTENCES and "n_sentences" in part:
        reasons.append(((part["n_sentences"] == 0).to_numpy(), "No sentence has most of its words in this voice."))
    counted, noun = _counted(part, column)
    minimum = minimum_words(column, min_words)
    numbers = np.char.mod("%.0f", counted).astype(object)
    reasons.append((counted < minimum, numbers + f" {noun}; {column} needs {minimum}."))
    if column == "mtld" and "n_types" in part:
        reasons.append((part["n_types"].to_numpy() == words, "No word is repeated."))
    return [*reasons, (everywhere, _OTHERWISE.get(column, "The columns of the table do not tell why."))]


def _counted(part: pd.DataFrame, column: str) -> tuple[np.ndarray, str]:
    """Return what the minimum of a column is counted in, and its name."""
    if column in ("mean_zipf", "share_rare_words") and "n_listed_words" in part:
        return part["n_listed_words"].to_numpy(), "words in the norms"
    if column == "mean_word_letters" and "n_numbers" in part:
        return (part["n_words"] - part["n_numbers"]).to_numpy(), "words that are not numbers"
    return part["n_words"].to_numpy(), "words"
