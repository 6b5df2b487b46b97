"""How many words each voice has: the exposure of every count that is split by voice."""

from collections.abc import Collection

import numpy as np
import pandas as pd

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
    `compare_rates(voice_words(tokens), by, per=100)`. What `find_speech` misses is counted as the narrator's, so the
    narrator's share is an upper bound. It does not measure whether the journalist agrees with what is reported.

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
