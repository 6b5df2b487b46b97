"""The table of speech as other programs read it: plain cells, places counted inside the paragraph, actors named."""

from collections.abc import Sequence

import pandas as pd

from framing.actors import actor_of_names, load_actors
from framing.tokens import Tokens


def written_speech(tokens: Tokens, speech: pd.DataFrame) -> pd.DataFrame:
    """Return the table of `find_speech` with what is said as text, and every place inside its paragraph.

    Parameters
    ----------
    tokens
        What `find_speech` read.
    speech
        Its output.

    Returns
    -------
    The rows and columns of `speech`, with `actor` (as `speaker_table` names the speaker) after `speaker_id` and `text`
    (the span as written) after `end`; `start_token` and `end_token` counted from 0 in the paragraph; `quoted` and
    `incises` as text, `2-15 20-31`.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.voice.written import written_speech
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "lang": "fr",
    ...                                 "text": "Il pleut.\\n\\n« Non », dit le Kremlin."}])
    >>> tokens = fr.tokenize(corpus)
    >>> table = written_speech(tokens, fr.find_speech(tokens))
    >>> table[["text", "actor", "start_token", "quoted"]].values.tolist()
    [['Non', 'gouvernement russe', 1, '2-5']]
    """
    rows = tokens.index.get_indexer(pd.MultiIndex.from_frame(speech[["doc_id", "par_id"]]))
    first, texts = tokens.offsets[rows], tokens.corpus.paragraphs["text"].tolist()
    said = [texts[row][start:end] for row, start, end in zip(rows, speech["start"], speech["end"], strict=True)]
    table = speech.assign(
        start_token=speech["start_token"] - first, end_token=speech["end_token"] - first,
        quoted=pd.Series(map(_places, speech["quoted"]), speech.index, dtype="str"),
        incises=pd.Series(map(_places, speech["incises"]), speech.index, dtype="str"))
    table.insert(table.columns.get_loc("end") + 1, "text", pd.Series(said, table.index, dtype="str"))
    table.insert(table.columns.get_loc("speaker_id") + 1, "actor", actors_of(tokens, speech, name="speaker_id"))
    return table


def actors_of(tokens: Tokens, rows: pd.DataFrame, *, name: str = "speaker") -> pd.Series:
    """Return the actor of the speaker of each row, by the built-in table; empty where nobody speaks."""
    langs = tokens.corpus.paragraphs["lang"].reindex(pd.MultiIndex.from_frame(rows[["doc_id", "par_id"]]))
    names = actor_of_names(rows[name].to_numpy(dtype=object), langs.to_numpy(), load_actors())
    return pd.Series(names, rows.index, dtype="str")


def _places(parts: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{start}-{end}" for start, end in parts)
