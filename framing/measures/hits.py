"""Hits: the matches of a lexicon with the text they matched, behind every count."""

from collections.abc import Collection
from itertools import pairwise

import numpy as np
import pandas as pd

from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.matching import Matches
from framing.measures.units import rows_of
from framing.measures.voiced import voiced_matches
from framing.notation import category_at
from framing.tokens import Tokens, token_spans
from framing.voice import VOICES, speech_layer
from framing.voice.places import characters

COLUMNS = ("doc_id", "par_id", "category", "pattern", "weight", "voice", "speaker", "start_token", "end_token", "start",
           "end", "text")

# Paragraphs; up to so many it costs less to scan them again than to add up the lengths of all tokens.
_FEW = 1000


def find_terms(tokens: Tokens, lexicon: Lexicon | str, *, roles: Collection[str] = DEFAULT_ROLES,
               voice: str = "all", overlap: str = "category", keep_nested: bool = False,
               levels: int | None = None) -> pd.DataFrame:
    """Find every place where a lexicon matches.

    Every count of framing terms is a count of these rows: `frame_terms` adds them up, the barcode draws them.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a built-in scheme.
    roles
        Paragraph roles that are searched.
    voice
        `all`, or the matches of `narrator`, `direct` or `reported` alone.
    overlap
        `category` (in a category the leftmost, longest match wins; a token may count in several categories),
        `lexicon` (a token counts once in all), `all` (every match counts).
    keep_nested
        A match wholly inside a longer one that counts, counts too.
    levels
        Category names are cut to this many levels, `war/violence` to `war`; by default taken whole.

    Returns
    -------
    One row per match, in text order:

    =========== ========== ================================================== =========
    column      unit       meaning                                            undefined
    =========== ========== ================================================== =========
    doc_id      -          article                                            never
    par_id      -          paragraph, from 1                                  never
    category    -          category of the entry                              never
    pattern     -          the entry as the lexicon writes it                 never
    weight      -          weight of the entry                                never
    voice       -          narrator, direct or reported: that of the first    never
                           word
    speaker     -          who says it, as in `find_speech` (`speaker_id`)    never (empty:
                                                                              narrator)
    start_token tokens     first token, counted from 0 in the paragraph       never
    end_token   tokens     the token after the last                           never
    start       characters where the match begins in the paragraph's `text`   never
    end         characters where it ends                                      never
    text        -          what stands there, as written                      never
    =========== ========== ================================================== =========

    Raises
    ------
    ValueError
        If the lexicon has no entry in a language of the text, or a role or policy is unknown.

    Notes
    -----
    A match is a word in a list, not a meaning: irony, negation and homonyms count alike.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "L’accord de paix n’a rien d’une victoire."}])
    >>> lexicon = fr.lexicon_from_dict({"peace": ["paix", "accord* de paix"], "war": ["victoire*"]}, lang="fr")
    >>> fr.find_terms(fr.tokenize(corpus), lexicon)[["category", "text", "start"]].values.tolist()
    [['peace', 'accord de paix', 2], ['war', 'victoire', 32]]
    """
    lexicon = resolve_lexicon(lexicon)
    rows = rows_of("find_terms", tokens, unit="paragraph", roles=roles, voice=voice)
    matches = voiced_matches(tokens, lexicon, overlap=overlap, keep_nested=keep_nested, levels=levels,
                             paragraphs=rows.paragraphs)
    hits = hits_table(tokens, lexicon, matches.keep(rows.measured[matches.start]))
    return hits.assign(category=hits["category"].map(lambda name: category_at(name, levels)))


def hits_table(tokens: Tokens, lexicon: Lexicon, matches: Matches) -> pd.DataFrame:
    """Return matches as rows that can be read: where, what, which entry."""
    rows = tokens.paragraph_of_tokens()[matches.start]
    start, end, text = _characters(tokens, rows, matches)
    first_token = tokens.offsets[rows]
    entries = lexicon.entries.iloc[matches.entry]
    voice, speaker = _said_by(tokens, matches.start)
    return pd.DataFrame({
        "doc_id": tokens.index.get_level_values("doc_id").take(rows),
        "par_id": tokens.index.get_level_values("par_id").take(rows),
        "category": entries["category"].to_numpy(),
        "pattern": entries["pattern"].to_numpy(),
        "weight": entries["weight"].to_numpy(),
        "voice": pd.Series(voice, dtype="str"),
        "speaker": pd.Series(speaker, dtype="str"),
        "start_token": matches.start - first_token,
        "end_token": matches.end - first_token,
        "start": start,
        "end": end,
        "text": pd.Series(text, dtype="str"),
    })


def _said_by(tokens: Tokens, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the voice and the speaker of some tokens, by name."""
    layer = speech_layer(tokens)
    speakers = np.append(layer.speakers(), "")  # the last one is the narrator's
    return np.array(VOICES, dtype=object)[layer.voice[places]], speakers[layer.span[places]]


def _characters(tokens: Tokens, rows: np.ndarray, matches: Matches) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Find the characters of the matches, reading again only the paragraphs that have one."""
    texts = tokens.corpus.paragraphs["text"].tolist()
    bounds = np.flatnonzero(np.diff(rows, prepend=-1, append=-1))
    if len(bounds) > _FEW:
        starts, ends = characters(tokens, rows=rows[bounds[:-1]].tolist())
        start, end = starts[matches.start], ends[matches.end - 1]
    else:
        langs = tokens.corpus.paragraphs["lang"].tolist()
        start, end = np.zeros((2, len(matches)), dtype=np.int64)
        for first, last in pairwise(bounds):
            row = rows[first]
            spans, offset = token_spans(texts[row], langs[row]), tokens.offsets[row]
            start[first:last] = spans[matches.start[first:last] - offset, 0]
            end[first:last] = spans[matches.end[first:last] - offset - 1, 1]
    return start, end, [texts[row][a:b] for row, a, b in zip(rows, start, end, strict=True)]
