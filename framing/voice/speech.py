"""The table of speech: one row per span, with its speaker, its cue and the rule that found it."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing._check import check_type
from framing.tokens import Tokens
from framing.voice.lending import lend_speakers
from framing.voice.paragraphs import read_paragraphs
from framing.voice.places import Finder
from framing.voice.roles import SPEAKING_ROLES, paragraphs_with_roles
from framing.voice.speakers import name_speakers

KINDS = ("direct", "mixed", "indirect", "prepositional", "act", "scare", "title", "hearsay")
COLUMNS = ("doc_id", "par_id", "start", "end", "kind", "speaker", "speaker_id", "cue", "cue_class", "rule", "closed",
           "start_token", "end_token", "quoted", "incises")


def find_speech(tokens: Tokens, *, roles: Collection[str] = SPEAKING_ROLES) -> pd.DataFrame:
    """Find who is quoted or reported, where, and how it is introduced.

    Parameters
    ----------
    tokens
        The text. The rules for verbs are those of French and English; in other languages quotation marks and
        dialogue dashes alone are read.
    roles
        Roles of the paragraphs that are read.

    Returns
    -------
    One row per span, in text order; positions in the text of the paragraph, ends excluded, marks outside.

    ============= ========== =======================================================================
    column        unit       meaning
    ============= ========== =======================================================================
    doc_id        id         article
    par_id        id         paragraph
    start, end    characters the span in the paragraph's text
    kind          name       direct, mixed, indirect, prepositional, act, scare, title or hearsay
    speaker       text       as written; empty where none is found
    speaker_id    name       longest name of the article that fits, else the phrase; `unknown`
    cue           text       the words that introduce the span; empty without any
    cue_class     name       category of the cue in the scheme `attribution_verbs`, or `hearsay`
    rule          name       the rule that found the span
    closed        bool       False where a quotation mark is never closed
    start_token,  tokens     the span among all tokens
    end_token
    quoted        characters (start, end) of each part between marks
    incises       characters (start, end) of each part inside the span that is the narrator's
    ============= ========== =======================================================================

    Raises
    ------
    TypeError
        If `tokens` is not a `Tokens`.
    ValueError
        If a role is unknown.

    Notes
    -----
    A `mixed` span is a reported clause with a quoted part, or that part alone where no clause can be delimited. A
    quote that runs over paragraphs gives one span in each. An oriented mark that is never closed ends at its
    paragraph; a stray one is passed over.

    There is no parser: the rules read closed classes of words. Not found: free indirect speech; reported clauses
    whose verb is not in the list, is passive or is a noun (`the claim that`); attitudes told by adjectives. A
    pronoun is given to the last speaker that agrees with it, not resolved. The speaker of a quote without cue is
    that of its neighbour, a guess that `rule` shows. `thinking` and `act` spans report attitudes and acts, not
    words: drop them by `cue_class` or `kind` where only speech should count.

    References
    ----------
    Semino & Short 2004, Corpus Stylistics (kinds of speech presentation); Pareti 2016, PARC 3.0: A Corpus of
    Attribution Relations, LREC (source, cue, content); Dendale 1993, Langue française (conditional of hearsay).

    Examples
    --------
    >>> import framing as fr
    >>> from framing.voice import find_speech
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...                                 "text": "« Le pont tient », a déclaré la maire."}])
    >>> find_speech(fr.tokenize(corpus))[["kind", "speaker", "cue", "cue_class", "start", "end"]].values.tolist()
    [['direct', 'la maire', 'a déclaré', 'neutral', 2, 15]]
    """
    check_type("find_speech", "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    paragraphs = paragraphs_with_roles("find_speech", tokens, roles)
    documents = tokens.index.get_level_values("doc_id").tolist()
    found = lend_speakers(list(read_paragraphs(tokens, paragraphs=paragraphs)), documents)
    placed = name_speakers(tokens, found)
    rows: list[tuple[object, ...]] = []
    finder = Finder(tokens)
    keys = tokens.index.tolist()
    for row, named in placed:
        doc_id, par_id = keys[row]
        text = finder.texts[row]
        at = finder.places(row, {place for one in named for place in one.places()})
        for one in named:
            speech, start, end = one.speech, at.start, at.end
            cue = text[start(speech.cue[0]):end(speech.cue[1])] if speech.cue else ""
            rows.append((doc_id, par_id, start(speech.start), end(speech.end), speech.kind, one.speaker,
                         one.speaker_id, " ".join(cue.split()), speech.cue_class, speech.rule, speech.closed,
                         speech.start, speech.end,
                         tuple((start(left), end(right)) for left, right in speech.quoted),
                         tuple((start(left), end(right)) for left, right in speech.incises)))
    return _table(rows)


def _table(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
    table = pd.DataFrame({name: list(values) for name, values in zip(COLUMNS, columns, strict=True)})
    whole = dict.fromkeys(("par_id", "start", "end", "start_token", "end_token"), np.int64)
    text = dict.fromkeys(("doc_id", "kind", "speaker", "speaker_id", "cue", "cue_class", "rule"), "str")
    return table.astype({**whole, **text, "closed": bool, "quoted": object, "incises": object})
