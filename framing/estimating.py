"""All estimates of one analysis: frames, tone, voices and indices, language by language."""

from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd

from framing.comparison import (
    compare_means,
    compare_rates,
    duplicate_weights,
    find_duplicates,
    first_of_duplicates,
)
from framing.lexicon import Lexicon
from framing.measures.frames import frame_terms
from framing.measures.lexical import lexical_features
from framing.measures.readability import readability
from framing.measures.tone import tone
from framing.measures.voices import voice_words
from framing.summary import VOICE_SHARES
from framing.tokens import Tokens

INDICES = ("mattr_25", "mean_word_letters", "mean_sentence_words", "share_long_words")
TONE = ("n_positive", "n_negative")
# The measures beside the categories.
MEASURES = (*INDICES, "lix", *TONE, *VOICE_SHARES, *VOICE_SHARES.values())
# Frames and tone are estimated for the whole text, and for the journalist's own words.
VOICES_ESTIMATED = ("all", "narrator")
# What becomes of articles that are one text, and what `method` says of it.
COPIES = {"keep": "", "first": "; of copies the first", "weight": "; copies weighed to one"}


def estimate(tokens: Tokens, scheme: Lexicon, groups: pd.Series, *, roles: Collection[str],
             duplicates: str) -> pd.DataFrame:
    """Return one row per language, voice, group and measure; languages are never mixed."""
    indices = lexical_features(tokens, unit="document", roles=roles)[list(INDICES)]
    indices["lix"] = readability(tokens, unit="document", roles=roles)["lix"]
    voices = voice_words(tokens, roles=roles).rename(columns=VOICE_SHARES)
    indices["n_words"] = voices["n_words"].groupby(level="doc_id").sum()
    # Frames and tone have their own lists, languages and so their own exposure: each is compared on its own.
    counts = [(voice, names, table) for voice in VOICES_ESTIMATED for names, table in (
        (scheme.categories, frame_terms(tokens, scheme, roles=roles, voice=voice)),
        (TONE, tone(tokens, roles=roles, voice=voice)[[*TONE, "n_words"]]))]
    parts = []
    kept, weights = _copies(tokens, duplicates)
    owners = tokens.index.get_level_values("doc_id")
    for code, own, main in _languages(tokens):
        written, articles = own & owners.isin(kept), main.intersection(kept, sort=False)
        # A category without a pattern in this language was not looked for: it has no rate, not a rate of zero.
        listed = set(scheme.entries.loc[scheme.entries["lang"] == code, "category"])
        tables = []
        for voice, names, table in counts:
            measures = [name for name in names if name in listed or name in TONE]
            if measures:
                rates = compare_rates(table[written], groups, measures=measures, weights=weights)
                tables.append(rates.assign(voice=voice))
        tables.append(compare_rates(voices[written], groups, per=100, weights=weights).assign(voice="all"))
        if len(articles):
            means = compare_means(indices.loc[articles], groups, measures=[*INDICES, "lix"], article_weights=weights)
            tables.append(means.assign(voice="all"))
        parts += [table.assign(lang=code) for table in tables]
    table = pd.concat(parts, ignore_index=True)
    table["method"] += COPIES[duplicates]
    first = ["lang", "voice"]
    return table[[*first, *table.columns.drop(first)]]


def _copies(tokens: Tokens, duplicates: str) -> tuple[pd.Index, pd.Series | None]:
    """Return the articles that are compared, and their weights if copies are weighed."""
    documents = tokens.corpus.documents.index
    if duplicates == "keep":
        return documents, None
    found = find_duplicates(tokens)
    if duplicates == "weight":
        return documents, duplicate_weights(found)
    first = first_of_duplicates(found)
    return first.index[first], None


def _languages(tokens: Tokens) -> Iterator[tuple[str, np.ndarray, pd.Index]]:
    """Yield each language with its paragraphs, and the articles that have most of their tokens in it.

    What adds up is counted paragraph by paragraph, so that an article in two languages counts for both; an index of
    a whole article counts for one.
    """
    langs = tokens.corpus.paragraphs["lang"]
    lengths = pd.Series(np.diff(tokens.offsets), index=tokens.index)
    by_language = lengths.groupby([langs.index.get_level_values("doc_id"), langs]).sum().unstack(fill_value=0)
    main = by_language.idxmax(axis=1)
    for code in sorted(langs.unique()):
        yield code, (langs == code).to_numpy(), main.index[main == code]
