"""How many words each voice has, and where it is heard."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing._check import check_type
from framing.corpus import DEFAULT_ROLES
from framing.measures.units import rows_of
from framing.tokens import Tokens
from framing.voice import VOICES, speech_layer


def voice_words(tokens: Tokens, *, unit: str = "paragraph",
                roles: Collection[str] = DEFAULT_ROLES) -> pd.DataFrame:
    """Count the words of the narrator, of direct and of reported speech.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    unit
        `paragraph`: one row per paragraph; `document`: one row per article.
    roles
        Paragraph roles that are counted; others keep their row with no words.

    Returns
    -------
    One row per paragraph (or article), in the order of the tokens:

    ======== ===== ================================================== =========
    column   unit  meaning                                            undefined
    ======== ===== ================================================== =========
    narrator words the journalist's own                               never
    direct   words between quotation marks, of direct and mixed       never
                   speech
    reported words reported without marks: indirect, prepositional,   never
                   reported acts, what frames a mixed quote
    n_words  words the three together                                 never
    ======== ===== ================================================== =========

    Raises
    ------
    ValueError
        If an argument is unknown.

    Notes
    -----
    Higher `direct` and `reported` against `n_words` => more of the text is somebody's speech. Shares with intervals:
    `compare_rates(voice_words(tokens), by, per=100)`. What `find_speech` misses is counted as the narrator's. It misses
    more than it takes for speech wrongly: the narrator's share is rather too high than too low. It does not measure
    whether the journalist agrees with what is reported.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "« Le pont tient », a déclaré la maire. Il pleut."}])
    >>> fr.voice_words(fr.tokenize(corpus)).iloc[0].to_dict()
    {'narrator': 6, 'direct': 3, 'reported': 0, 'n_words': 9}
    """
    rows = rows_of("voice_words", tokens, unit=unit, roles=roles)
    word, heard = tokens.vocabulary.is_word[tokens.ids], speech_layer(tokens).voice
    columns = {name: rows.total(word & (heard == number)) for number, name in enumerate(VOICES)}
    return pd.DataFrame(columns | {"n_words": np.sum(list(columns.values()), axis=0)}, index=rows.index)


def voice_runs(tokens: Tokens) -> pd.DataFrame:
    """Find the runs of tokens in one voice, paragraph by paragraph: what a barcode lays behind its hits.

    Parameters
    ----------
    tokens
        Output of `tokenize`.

    Returns
    -------
    One row per run, in text order:

    =========== ====== ================================================ =========
    column      unit   meaning                                          undefined
    =========== ====== ================================================ =========
    doc_id      -      article                                          never
    par_id      -      paragraph, from 1                                never
    voice       -      narrator, direct or reported                     never
    speaker     -      who says it, as in `find_speech`                 never (empty: narrator)
    start_token tokens first token, counted from 0 in the paragraph     never
    end_token   tokens the token after the last                         never
    =========== ====== ================================================ =========

    Notes
    -----
    The runs of a paragraph cover all its tokens, marks included; quotation marks are the narrator's. Roles other than
    title, standfirst and body are the narrator's throughout.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "en", "text": "“We stay,” she said."}])
    >>> fr.voice_runs(fr.tokenize(corpus))[["voice", "start_token", "end_token"]].values.tolist()
    [['narrator', 0, 1], ['direct', 1, 4], ['narrator', 4, 8]]
    """
    check_type("voice_runs", "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    layer, owner = speech_layer(tokens), tokens.paragraph_of_tokens()
    changes = (np.diff(owner) != 0) | (np.diff(layer.voice) != 0) | (np.diff(layer.span) != 0)
    starts = np.concatenate([np.zeros(min(len(tokens), 1), dtype=np.int64), np.flatnonzero(changes) + 1])
    ends = np.append(starts[1:], len(tokens))[:len(starts)]
    rows = owner[starts]
    return pd.DataFrame({
        "doc_id": tokens.index.get_level_values("doc_id").take(rows),
        "par_id": tokens.index.get_level_values("par_id").take(rows),
        "voice": pd.Series(np.array(VOICES, dtype=object)[layer.voice[starts]], dtype="str"),
        "speaker": pd.Series(np.append(layer.speakers(), "")[layer.span[starts]], dtype="str"),
        "start_token": starts - tokens.offsets[rows],
        "end_token": ends - tokens.offsets[rows],
    })
