"""Counts that several measures start from: words, sentences, letters, long words, numbers."""

import numpy as np

from framing.measures.undefined import ratio
from framing.measures.units import Rows, sentence_rows
from framing.scanner import NUMBER
from framing.tokens import Tokens, Vocabulary

# "More than six letters" (Björnsson 1968).
LONG_WORD_LETTERS = 7


def letters_of_types(vocabulary: Vocabulary) -> np.ndarray:
    """Count the letters of each word type, int64; marks, hyphens, apostrophes and digits are none.

    The folded form is counted: `cœur` has the five letters of `coeur`.
    """
    letters = np.zeros(len(vocabulary), dtype=np.int64)
    words = np.flatnonzero(vocabulary.is_word)
    letters[words] = np.fromiter(map(_letters, vocabulary.folded[words]), np.int64, len(words))
    return letters


def _letters(form: str) -> int:
    return len(form) if form.isalpha() else sum(map(str.isalpha, form))


def basic_counts(tokens: Tokens, rows: Rows) -> dict[str, np.ndarray]:
    """Return the columns `n_words n_sentences n_letters n_long_words n_numbers` of each row, never undefined.

    A sentence counts if it has a word: a line of stars is none. It counts for the voice of most of its words.
    """
    vocabulary, ids = tokens.vocabulary, tokens.ids
    letters = letters_of_types(vocabulary)
    word = vocabulary.is_word[ids]
    return {
        "n_words": rows.total(word),
        "n_sentences": sentence_rows(tokens, rows).total(_sentences_with_words(tokens, word)),
        "n_letters": rows.total(letters[ids]),
        "n_long_words": rows.total((letters >= LONG_WORD_LETTERS)[ids]),
        "n_numbers": rows.total((vocabulary.kind == NUMBER)[ids]),
    }


def per_sentence(tokens: Tokens, rows: Rows, *, of_types: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return how many tokens of some types a sentence of each row has on average; NaN without a sentence.

    The sentences are whole: those in which the voice of the row has most of the words.
    """
    whole = sentence_rows(tokens, rows)
    word = tokens.vocabulary.is_word[tokens.ids]
    sentences = whole.total(_sentences_with_words(tokens, word))
    return {name: ratio(whole.total(types[tokens.ids]), sentences) for name, types in of_types.items()}


def _sentences_with_words(tokens: Tokens, word: np.ndarray) -> np.ndarray:
    """Return bool (n_tokens): the token opens a sentence that has a word."""
    words_before = np.concatenate([[0], np.cumsum(word)])
    bounds = np.append(tokens.sentences, len(tokens))
    opens = np.zeros(len(tokens), dtype=bool)
    opens[tokens.sentences] = np.diff(words_before[bounds]) > 0
    return opens


def words_by_row(tokens: Tokens, rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    """Return the types of the measured words, row after row in source order, and where each row begins.

    Types are numbered by folded form. The paragraphs of an article follow each other by `par_id`, wherever
    they stand in the table.
    """
    places = np.flatnonzero(rows.measured & tokens.vocabulary.is_word[tokens.ids])
    row = rows.row[places]
    paragraph = tokens.index.get_level_values("par_id").to_numpy()[tokens.paragraph_of_tokens()[places]]
    step = np.diff(row)
    if (step < 0).any() or ((step == 0) & (np.diff(paragraph) < 0)).any():
        order = np.lexsort((paragraph, row))
        places, row = places[order], row[order]
    lengths = np.bincount(row, minlength=len(rows.index))
    return tokens.vocabulary.fold_ids[tokens.ids[places]], np.concatenate([[0], np.cumsum(lengths)])
