"""What every measure is asked for: which unit, which paragraphs, whose voice."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from framing._check import check_choice, check_type, message
from framing.corpus import DEFAULT_ROLES
from framing.tokens import Tokens
from framing.voice import VOICES, speech_layer
from framing.voice.roles import paragraphs_with_roles

UNITS = ("paragraph", "document")
VOICE_CHOICES = ("all", *VOICES)


@dataclass(frozen=True)
class Rows:
    """Which row of a table each token counts for.

    Attributes
    ----------
    index
        Index of the table: `(doc_id, par_id)`, or `doc_id`; a last level `voice` if split by voice.
    row
        int64 (n_tokens): row of each token; tokens that are not measured have theirs too, see `measured`.
    measured
        bool (n_tokens): the token stands in a paragraph whose role was asked for, in a voice asked for.
    paragraphs
        bool (n_paragraphs): the role of the paragraph was asked for.
    article
        int64 (n_paragraphs): row of each paragraph, of its first voice.
    voice
        Name of the one voice measured, `all`, or `each`.
    """

    index: pd.Index
    row: np.ndarray
    measured: np.ndarray
    paragraphs: np.ndarray
    article: np.ndarray
    voice: str

    def total(self, values: np.ndarray) -> np.ndarray:
        """Sum a value per token over the measured tokens of each row.

        Whole numbers and truth values give int64, anything else float64.
        """
        weights = np.where(self.measured, values, 0)
        sums = np.bincount(self.row, weights=weights, minlength=len(self.index))
        whole = np.issubdtype(values.dtype, np.integer) or values.dtype == bool
        return np.rint(sums).astype(np.int64) if whole else sums


def rows_of(where: str, tokens: Tokens, *, unit: str, roles: Collection[str] = DEFAULT_ROLES, voice: str = "all",
            by_voice: bool = False) -> Rows:
    """Resolve `unit=`, `roles=`, `voice=` and `by_voice=` of a measure.

    A table has a row for every paragraph (or article) of the tokens, and voice if split by voice; those without a
    measured word keep their row, with no words.
    """
    check_type(where, "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    check_choice(where, "unit", unit, UNITS)
    check_voice(where, voice, by_voice=by_voice)
    paragraphs = paragraphs_with_roles(where, tokens, roles)
    index: pd.Index = tokens.index
    article = np.arange(len(index))
    if unit == "document":
        index = tokens.corpus.documents.index
        article = index.get_indexer(tokens.index.get_level_values("doc_id"))
    owner = tokens.paragraph_of_tokens()
    rows = Rows(index, article[owner], paragraphs[owner], paragraphs, article, "each" if by_voice else voice)
    if rows.voice == "all":
        return rows
    return _of_voice(rows, speech_layer(tokens).voice)


def sentence_rows(tokens: Tokens, rows: Rows) -> Rows:
    """Return the rows with every sentence whole, in the voice that has most of its words.

    Words per sentence would otherwise count the "she said" of quoted sentences as words of the narrator's own.
    """
    if rows.voice == "all":
        return rows
    heard = speech_layer(tokens).voice
    sentence = np.repeat(np.arange(len(tokens.sentences)), np.diff(np.append(tokens.sentences, len(tokens))))
    word = tokens.vocabulary.is_word[tokens.ids]
    words = np.bincount(sentence[word] * len(VOICES) + heard[word], minlength=len(tokens.sentences) * len(VOICES))
    # Ties go to the narrator, then to quoted words.
    voice = words.reshape(-1, len(VOICES)).argmax(axis=1)[sentence].astype(np.uint8)
    whole = replace(rows, row=rows.article[tokens.paragraph_of_tokens()],
                    measured=rows.paragraphs[tokens.paragraph_of_tokens()])
    if rows.voice == "each":
        return replace(whole, row=whole.row + voice)
    return replace(whole, measured=whole.measured & (voice == VOICES.index(rows.voice)))


def check_voice(where: str, voice: str, *, by_voice: bool = False) -> None:
    """Refuse a voice that does not exist, or one voice and all of them at once."""
    check_choice(where, "voice", voice, VOICE_CHOICES)
    check_type(where, "by_voice", by_voice, expected=bool)
    if by_voice and voice != "all":
        raise ValueError(message(where, "`by_voice` splits all voices, `voice` asks for one",
                                 got=f"voice={voice!r}, by_voice=True", hint="leave one of them out"))


def _of_voice(rows: Rows, heard: np.ndarray) -> Rows:
    if rows.voice != "each":
        return replace(rows, measured=rows.measured & (heard == VOICES.index(rows.voice)))
    names = pd.Index(VOICES, dtype="str").take(np.tile(np.arange(len(VOICES)), len(rows.index)))
    levels = [rows.index.get_level_values(level).repeat(len(VOICES)) for level in range(rows.index.nlevels)]
    index = pd.MultiIndex.from_arrays([*levels, names], names=[*rows.index.names, "voice"])
    return replace(rows, index=index, row=rows.row * len(VOICES) + heard, article=rows.article * len(VOICES))
