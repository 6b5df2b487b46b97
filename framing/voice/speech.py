"""The table of speech: one row per span, with its speaker, its cue and the rule that found it."""

from collections.abc import Collection
from itertools import islice

import numpy as np
import pandas as pd

from framing._check import check_type
from framing.tokens import Tokens
from framing.voice.lending import lend_speakers
from framing.voice.paragraphs import read_paragraphs
from framing.voice.places import characters
from framing.voice.roles import SPEAKING_ROLES, paragraphs_with_roles
from framing.voice.sentence import Span
from framing.voice.speakers import Named, name_speakers

KINDS = ("direct", "mixed", "indirect", "prepositional", "act", "scare", "title", "hearsay")
COLUMNS = ("doc_id", "par_id", "start", "end", "kind", "speaker", "speaker_id", "cue", "cue_class", "rule", "closed",
           "start_token", "end_token", "quoted", "incises", "depth")


def find_speech(tokens: Tokens, *, roles: Collection[str] = SPEAKING_ROLES,
                progress: bool | None = None) -> pd.DataFrame:
    """Find who is quoted or reported, where, and how it is introduced.

    Parameters
    ----------
    tokens
        The text. The rules for verbs are those of French and English; in other languages quotation marks and
        dialogue dashes alone are read.
    roles
        Roles of the paragraphs that are read.
    progress
        Show a bar; by default in a terminal or a notebook, for large corpora.

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
    cue_class     name       category of the cue in the scheme `attribution_verbs`, `unlisted` for another
                             verb, or `hearsay`; empty without a cue
    rule          name       the rule that found the span
    closed        bool       False where a quotation mark is never closed
    start_token,  tokens     the span among all tokens
    end_token
    quoted        characters (start, end) of each part between marks
    incises       characters (start, end) of each part inside the span that is the narrator's
    depth         levels     1 for a quote that somebody makes inside another quote, else 0
    ============= ========== =======================================================================

    Raises
    ------
    TypeError
        If `tokens` is not a `Tokens`.
    ValueError
        If a role is unknown.

    Notes
    -----
    Spans of depth 1 lie inside one of depth 0: leave them out, or take their words from it, before adding up words.
    They are kept where a cue introduces them inside the outer quote; the outer speaker's own quotes are not.

    A `mixed` span is a reported clause with a quoted part, or that part alone where no clause can be delimited. A
    quote that runs over paragraphs gives one span in each. An oriented mark that is never closed ends at its
    paragraph; a stray one is passed over.

    Who refuses to comment is reported, as who refuses anything else is: a refusal is an act of speech. A sentence
    that points back (`C'est ce qu'affirme X`, `That is what X claims`) makes the whole sentence before it reported,
    in the same paragraph and where nobody else speaks in it.

    Straight marks are read like oriented ones wherever white space tells which way they face. Where it does not
    (a space on both sides, or none), they open and close in turn, so that one lost mark turns those behind it. A
    closing mark that was never opened quotes the sentence before it and no more.

    There is no parser: the rules read closed classes of words, and an incise or inversion shows a verb that no list
    has (its `cue_class` is `unlisted`). Not found: free indirect speech; reported clauses whose verb is not in the list
    or is passive; what stands in another sentence than its cue (`That is what she said`); attitudes told by most
    adjectives. A clause may run too long where nothing but its meaning ends it. A pronoun is given to the last
    speaker that agrees with it, not resolved. The speaker of a quote without cue is that of its neighbour, a guess
    that `rule` shows. A report or a survey is a speaker like a person. `thinking` and `act` spans report attitudes
    and acts, not words: drop them by `cue_class` or `kind` where only speech should count.

    `python benchmarks/voice.py` measures it. PolNeAR dev (84 articles of US political news): content P .898, R .777,
    F1 .833 [.813, .851]; F1 .988 direct, .870 mixed, .700 indirect; the speaker shares a word with the coded source
    in .816 [.780, .850] of 1,389. Direct speech in French novels: F1 .869 [.742, .966], no better than quotation
    marks and dashes alone (.868). A source in two sentences of climate news: F1 .796 [.752, .833] in French, .832
    [.762, .890] in English. The card of `attribution_verbs` has all figures.

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
    found = lend_speakers(list(read_paragraphs(tokens, paragraphs=paragraphs, progress=progress)), documents)
    return _table(tokens, name_speakers(tokens, found))


def _table(tokens: Tokens, placed: list[tuple[int, list[Named]]]) -> pd.DataFrame:
    rows = [row for row, own in placed for _ in own]
    paragraphs = tokens.index.take(np.array(rows, dtype=np.int64))
    named = [one for _, own in placed for one in own]
    spoken = [one.speech for one in named]
    texts = tokens.corpus.paragraphs["text"].tolist()
    starts, ends = characters(tokens, rows=sorted(set(rows)))

    def between(spans: list[Span]) -> list[Span]:
        """Return the characters of spans of tokens."""
        place = np.array(spans, dtype=np.int64).reshape(-1, 2)
        return list(zip(starts[place[:, 0]].tolist(), ends[place[:, 1] - 1].tolist(), strict=True))

    spans = between([(speech.start, speech.end) for speech in spoken])
    cues = iter(between([speech.cue for speech in spoken if speech.cue]))
    cut = [(texts[row], next(cues)) if speech.cue else ("", (0, 0)) for row, speech in zip(rows, spoken, strict=True)]
    quoted = iter(between([part for speech in spoken for part in speech.quoted]))
    incises = iter(between([part for speech in spoken for part in speech.incises]))
    columns: dict[str, object] = {
        "doc_id": paragraphs.get_level_values("doc_id"),
        "par_id": paragraphs.get_level_values("par_id"),
        "start": [start for start, _ in spans],
        "end": [end for _, end in spans],
        "kind": [speech.kind for speech in spoken],
        "speaker": [one.speaker for one in named],
        "speaker_id": [one.speaker_id for one in named],
        "cue": [" ".join(text[start:end].split()) for text, (start, end) in cut],
        "cue_class": [speech.cue_class for speech in spoken],
        "rule": [speech.rule for speech in spoken],
        "closed": [speech.closed for speech in spoken],
        "start_token": [speech.start for speech in spoken],
        "end_token": [speech.end for speech in spoken],
        "quoted": [tuple(islice(quoted, len(speech.quoted))) for speech in spoken],
        "depth": [speech.depth for speech in spoken],
        "incises": [tuple(islice(incises, len(speech.incises))) for speech in spoken],
    }
    table = pd.DataFrame(columns, columns=list(COLUMNS))
    whole = dict.fromkeys(("par_id", "start", "end", "start_token", "end_token", "depth"), np.int64)
    text = dict.fromkeys(("doc_id", "kind", "speaker", "speaker_id", "cue", "cue_class", "rule"), "str")
    return table.astype({**whole, **text, "closed": bool, "quoted": object, "incises": object})
