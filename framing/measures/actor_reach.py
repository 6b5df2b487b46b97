"""Which words stand near which actor: the arrays behind the tone about actors."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing._check import check_choice, check_columns, check_type, message
from framing.corpus import Corpus
from framing.lexicon import Lexicon
from framing.matching import match_terms
from framing.measures.hits import find_terms
from framing.measures.scopes import clauses_of
from framing.tokens import Tokens, tokenize
from framing.voice import find_speech

WINDOWS = ("sentence", "clause")
# Spans in which somebody else than the narrator has the word.
_SPOKEN = ("direct", "mixed", "indirect", "prepositional", "act")


@dataclass(frozen=True)
class Reach:
    """Mentions of actors in text order, and what bounds their reach.

    `actor`, `start` and `end` are parallel, one per mention: number of the actor, first token, the token after the
    last. Per token: `segment`, the sentence or clause; `unknown`, a speaker that is not known has the word. `words`
    (n_tokens + 1) counts the words before each token, `n_words` is how many of them an actor reaches, and `own` are
    the sorted keys `actor * n_tokens + token` of the words that are the actors' own.
    """

    names: list[str]
    actor: np.ndarray
    start: np.ndarray
    end: np.ndarray
    segment: np.ndarray
    unknown: np.ndarray
    words: np.ndarray
    n_words: int
    own: np.ndarray

    def is_own(self, actor: np.ndarray, token: np.ndarray) -> np.ndarray:
        """Return whether a token is a word of the actor, or of a speaker that is not known."""
        return np.isin(actor * len(self.segment) + token, self.own) | self.unknown[token]


def reach_of(where: str, tokens: Tokens, actors: pd.DataFrame, *, within: int | str,
             roles: Collection[str]) -> Reach:
    """Find the mentions of the actors, the segments that bound their reach, and the words that are their own."""
    check_type(where, "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    lexicon, names = _actor_lexicon(where, actors)
    if isinstance(within, str):
        check_choice(where, "within", within, WINDOWS)
    elif isinstance(within, bool) or within < 1:
        raise ValueError(message(where, "`within` is no window", got=within,
                                 expected=f"a number of words from 1, or one of {list(WINDOWS)}"))
    mentions = find_terms(tokens, lexicon, roles=roles, overlap="lexicon")
    start, end = absolute(tokens, mentions)
    edges = tokens.sentences
    if within == "clause":
        edges = clauses_of(tokens, light=np.zeros(len(tokens), dtype=bool)).stops
    own, unknown = _spoken(tokens, lexicon)
    return Reach(
        names=names, actor=_numbers(mentions["category"]), start=start, end=end,
        segment=np.searchsorted(edges, np.arange(len(tokens)), side="right") - 1, unknown=unknown,
        words=np.append(0, np.cumsum(tokens.vocabulary.is_word[tokens.ids])),
        n_words=len(tokens) if isinstance(within, str) else within, own=own)


def absolute(tokens: Tokens, hits: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the first token and the token after the last of some hits, counted over the whole text."""
    rows = tokens.index.get_indexer(pd.MultiIndex.from_frame(hits[["doc_id", "par_id"]]))
    first = tokens.offsets[rows]
    return first + hits["start_token"].to_numpy(), first + hits["end_token"].to_numpy()


def nearest(reach: Reach, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give places of the text to the nearest actor: number of the place, number of the actor, distance in words.

    Equally near actors get the place both; a place inside a name, or that no actor reaches, is left out.
    """
    low = np.searchsorted(reach.segment[reach.start], reach.segment[start], side="left")
    high = np.searchsorted(reach.segment[reach.start], reach.segment[start], side="right")
    place, mention = _pairs(low, high)
    left, right = reach.start[mention], reach.end[mention]
    before = reach.words[start[place]] - reach.words[right]
    after = reach.words[left] - reach.words[end[place]]
    distance = np.maximum(before, after) + 1
    inside = (left < end[place]) & (right > start[place])
    named = np.bincount(place[inside], minlength=len(start)) > 0
    actor = reach.actor[mention]
    kept = ~named[place] & (distance <= reach.n_words) & ~reach.is_own(actor, start[place])
    found = pd.DataFrame({"place": place[kept], "actor": actor[kept], "distance": distance[kept]})
    least = found.groupby("place")["distance"].transform("min")
    found = found[found["distance"] == least].drop_duplicates().sort_values(["place", "actor"])
    return found["place"].to_numpy(), found["actor"].to_numpy(), found["distance"].to_numpy()


def words_near(reach: Reach, is_word: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the words that each actor reaches, once each, as parallel arrays: token, number of the actor."""
    order = np.flatnonzero(is_word)
    first, last = reach.words[reach.start] - reach.n_words, reach.words[reach.end] + reach.n_words
    segments = reach.segment[order]
    opens = np.searchsorted(segments, reach.segment[reach.start], side="left")
    closes = np.searchsorted(segments, reach.segment[reach.start], side="right")
    mention, place = _pairs(np.maximum(first, opens), np.minimum(last, closes))
    keys = np.unique(reach.actor[mention] * len(reach.segment) + order[place])
    actor, token = np.divmod(keys, max(len(reach.segment), 1))
    kept = ~reach.is_own(actor, token)
    return token[kept], actor[kept]


def _pairs(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return every (number, place) with low <= place < high of that number."""
    sizes = np.maximum(high - low, 0)
    number = np.repeat(np.arange(len(low)), sizes)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return number, np.repeat(low, sizes) + within


def _actor_lexicon(where: str, actors: pd.DataFrame) -> tuple[Lexicon, list[str]]:
    """Make a lexicon whose categories are the numbers of the actors, whose names may hold spaces."""
    check_type(where, "actors", actors, expected=pd.DataFrame, hint="one row per form: actor, form, lang")
    check_columns(where, actors, ["actor", "form", "lang"])
    names = list(dict.fromkeys(actors["actor"]))
    entries = pd.DataFrame({"lang": actors["lang"], "pattern": actors["form"],
                            "category": "a" + actors["actor"].map(names.index).astype(str)}).drop_duplicates()
    twice = entries[entries.duplicated(["lang", "pattern"])]
    if len(twice):
        raise ValueError(message(where, "a form of `actors` belongs to two actors", got=twice["pattern"].iat[0],
                                 expected="one actor per form and language"))
    return Lexicon("actors", entries, {"title": "actors"}), names


def _numbers(categories: pd.Series) -> np.ndarray:
    return categories.str.slice(1).astype(np.int64).to_numpy()


def _spoken(tokens: Tokens, lexicon: Lexicon) -> tuple[np.ndarray, np.ndarray]:
    """Return the keys of the words that are an actor's own, and which tokens an unknown speaker says."""
    speech = find_speech(tokens)
    speech = speech[speech["kind"].isin(_SPOKEN)].reset_index(drop=True)
    nobody = (speech["speaker"] == "").to_numpy() | (speech["speaker_id"] == "unknown").to_numpy()
    span, token = _pairs(speech["start_token"].to_numpy(), speech["end_token"].to_numpy())
    unknown = np.zeros(len(tokens), dtype=bool)
    unknown[token[nobody[span]]] = True
    rows = tokens.index.get_indexer(pd.MultiIndex.from_frame(speech[["doc_id", "par_id"]]))
    langs = tokens.corpus.paragraphs["lang"].to_numpy()[rows]
    named = speech[~nobody].assign(lang=langs[~nobody])
    named = named[named["lang"].isin(lexicon.languages)]
    if named.empty:
        return np.zeros(0, dtype=np.int64), unknown
    texts = named["speaker"] + " , " + named["speaker_id"]
    index = pd.MultiIndex.from_arrays([[f"s{place:07d}" for place in range(len(named))], [1] * len(named)],
                                      names=["doc_id", "par_id"])
    documents = pd.DataFrame({"lang": named["lang"].to_numpy()}, index=index.get_level_values("doc_id"))
    speakers = tokenize(Corpus(documents, pd.DataFrame({"text": texts.to_numpy(), "lang": named["lang"].to_numpy()},
                                                       index=index)))
    matches = match_terms(speakers, lexicon, overlap="lexicon")
    who = named.index.to_numpy()[speakers.paragraph_of_tokens()[matches.start]]
    actor = _numbers(lexicon.entries["category"].iloc[matches.entry])
    pair, token = _pairs(speech["start_token"].to_numpy()[who], speech["end_token"].to_numpy()[who])
    return np.unique(actor[pair] * len(tokens) + token), unknown
