"""What evidence can be rows of beside hits: the places of a word, the spans of speech; and why a measure has none."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from framing._check import check_choice, message
from framing.actors import actor_of_names, load_actors
from framing.lexicon import Lexicon
from framing.matching import Matches
from framing.measures.hits import find_terms, hits_table
from framing.measures.undefined import MEASURES
from framing.measures.units import rows_of
from framing.tokens import Tokens
from framing.voice import VOICES

_VOICE_OF_KIND = {"direct": "direct", "mixed": "direct", "indirect": "reported", "prepositional": "reported",
                  "act": "reported"}
_KINDS = {"direct": ("direct", "mixed"), "reported": ("mixed", "indirect", "prepositional", "act")}
_LOADED = ("distancing", "conceding", "criticising", "manner_emotion")
_EVERYBODY = "all speakers"
_OF_CUES, _OF_SPEAKERS = "share of cues", "per 100 spoken words"
_WINDOWED = re.compile(r"(?:mattr|msttr|hdd)_\d+\Z")
_TOLD_APART = re.compile(r"(.+) \[(\w+)\]\Z")


def why_none(mark: Mapping[str, Any], measure: str, hits: pd.DataFrame | Tokens) -> tuple[str, str] | None:
    """Return why no hits stand behind an estimate, and what to look at instead; `None` where they do."""
    unit = str(mark.get("unit", ""))
    if "n_copied" in mark:
        return ("a share of articles that are copies", "find_duplicates(tokens) names the articles")
    if unit == "mean over articles" or measure in MEASURES or _WINDOWED.match(measure):
        return ("an index, computed from all words of a text and not counted",
                "read the articles themselves; lexical_features and readability give their values one by one")
    if mark.get("reference") == "elsewhere in these articles":
        return ("a word near a node: not every place of the word counts",
                "concordance(tokens, node) shows the places; a lexicon entry with the condition "
                "`only node within 5` counts them")
    listed = isinstance(hits, pd.DataFrame) and "category" in hits and (hits["category"] == measure).any()
    spoken = unit in (_OF_CUES, _OF_SPEAKERS) or (measure.removeprefix("words_") in VOICES and not listed)
    speech = isinstance(hits, pd.DataFrame) and "cue_class" in hits
    if spoken and not speech:
        return ("a share of words or cues, and no count of terms",
                "pass find_speech(tokens): the spans of speech are what it is made of")
    if speech and measure.removeprefix("words_") == "narrator":
        return ("the words that nobody else speaks", "direct and reported speech have spans")
    return None


def hits_of_word(tokens: Tokens, word: str) -> pd.DataFrame:
    """Return every place of a word, or of words that follow each other, as rows of `find_terms`."""
    told = _TOLD_APART.match(word)
    written, langs = (told[1], [told[2]]) if told else (word, sorted(set(tokens.corpus.paragraphs["lang"])))
    # The name of a category holds no white space and does not begin like a count.
    name = "_".join(written.replace("/", " ").split())
    name = f"word_{name}" if name.startswith("n_") else name
    lexicon = Lexicon(name, pd.DataFrame({"lang": langs, "category": name, "pattern": written}), {})
    types = (tokens.vocabulary.folded == written) & np.isin(tokens.vocabulary.langs, langs)
    if not types.any():
        return find_terms(tokens, lexicon, overlap="all")
    # One token, whatever a pattern would make of it: « -t-elle », « M. ».
    rows = rows_of("evidence", tokens, unit="paragraph")
    places = np.flatnonzero(types[tokens.ids] & rows.measured)
    return hits_table(tokens, lexicon, Matches(np.zeros(len(places), dtype=np.int64), places, places + 1))


def spans_of_speech(speech: pd.DataFrame, mark: Mapping[str, Any], measure: str) -> pd.DataFrame:
    """Return the spans of speech behind a share of a voice, of a speaker or of a kind of cue, to be read like hits."""
    rows = speech.assign(category=speech["kind"], voice=speech["kind"].map(_VOICE_OF_KIND).fillna(VOICES[0]),
                         speaker=speech["speaker_id"])
    spoken = rows["kind"].isin(_VOICE_OF_KIND)
    unit = str(mark.get("unit", ""))
    if unit == _OF_CUES:
        classes = _LOADED if measure == "loaded" else (measure,)
        named = str(mark.get("speaker", _EVERYBODY))
        said = pd.Series(True, index=rows.index) if named == _EVERYBODY else _said_by(rows, named)
        return rows[spoken & rows["cue_class"].isin(classes) & said]
    voice = measure.removeprefix("words_")
    if unit == _OF_SPEAKERS or voice not in _KINDS:
        return rows[spoken & _said_by(rows, measure)]
    return rows[rows["kind"].isin(_KINDS[voice])]


def _said_by(rows: pd.DataFrame, speaker: str) -> pd.Series:
    """Return which spans a speaker says, by the name in the article or that of the actor."""
    names, actors = rows["speaker_id"], load_actors()
    known = rows["speaker_id"].eq(speaker)
    distinct = np.array(sorted(set(names)), dtype=object)
    for lang in sorted(set(actors["lang"])):
        of_actor = actor_of_names(distinct, np.full(len(distinct), lang, dtype=object), actors) == speaker
        known |= names.isin(distinct[of_actor])
    if not known.any():
        check_choice("evidence", "speaker", speaker, set(names))
        raise ValueError(message("evidence", "nobody speaks under this name", got=repr(speaker)))
    return known
