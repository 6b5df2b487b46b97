"""Where something may introduce speech: verbs of saying and prepositions, found by number among the tokens."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.matching import match_terms
from framing.tokens import Tokens
from framing.voice.words import listed

FINITE_FORM, PARTICIPLE, GERUND, BARE = range(4)
_IRREGULAR_PAST = listed(
    "said told wrote spoke swore thought felt found knew saw read held sought understood")
_REGULAR = ("é", "ée", "és", "ées")
_IRREGULAR = ("u", "ue", "us", "ues", "i", "ie", "is", "ies", "ise", "ises")
_PARTICIPLES = listed(
    "dits dites dite écrits écrite écrites promis promise admis admise repris reprise crainte "
    "contredits plainte")


class Cue(NamedTuple):
    """A form that may introduce speech: its tokens, its class, its lemma, and what form it is."""

    start: int
    end: int
    category: str
    lemma: str
    form: int
    reflexive: bool = False


class Entry(NamedTuple):
    """What is known of a form before it is met: class, lemma, form, and whether it needs a reflexive pronoun."""

    category: str
    lemma: str
    form: int
    reflexive: bool = False


@dataclass(frozen=True)
class Cues:
    """Where cues stand, in text order; each becomes a `Cue` when its paragraph is read."""

    starts: list[int]
    ends: list[int]
    entries: list[Entry]

    def between(self, first: int, last: int) -> list[Cue]:
        """Return the cues that begin between two tokens."""
        low, high = bisect_left(self.starts, first), bisect_left(self.starts, last)
        return [Cue(start, end, *entry) for start, end, entry in zip(
            self.starts[low:high], self.ends[low:high], self.entries[low:high], strict=True)]

    def places(self) -> set[int]:
        """Return all tokens of the cues."""
        return {place for start, end in zip(self.starts, self.ends, strict=True) for place in range(start, end)}

    def joined(self, added: list[tuple[int, int, Entry]]) -> "Cues":
        """Return these cues and others, in text order."""
        if not added:
            return self
        starts = self.starts + [start for start, _, _ in added]
        ends = self.ends + [end for _, end, _ in added]
        entries = self.entries + [entry for _, _, entry in added]
        order = np.argsort(starts, kind="stable").tolist()
        return Cues([starts[place] for place in order], [ends[place] for place in order],
                    [entries[place] for place in order])


@cache
def _lists() -> tuple[dict[tuple[str, str], Entry], Lexicon]:
    """Read the built-in list once: single words as a dictionary, phrases and exclusions as a lexicon."""
    lexicon = resolve_lexicon("attribution_verbs")
    words: dict[tuple[str, str], Entry] = {}
    phrases: list[str] = []
    names = ("lang", "pattern", "category", "note", "exclude")
    for lang, pattern, category, note, exclude in zip(*(lexicon.entries[name].tolist() for name in names), strict=True):
        if " " in pattern or "'" in pattern or exclude:
            phrases.append(pattern)
            continue
        lemma, _, mark = note.partition("; ")
        entry = Entry(category, lemma or pattern, _form(pattern, lang, lemma), bool(mark))
        words.setdefault((lang, pattern.replace("œ", "oe")), entry)
    return words, Lexicon("phrases", lexicon.entries.loc[lexicon.entries["pattern"].isin(phrases)], {})


def _form(word: str, lang: str, lemma: str) -> int:
    if lang == "en":
        if word.endswith("ing"):
            return GERUND
        return FINITE_FORM if word.endswith(("ed", "s")) or word in _IRREGULAR_PAST else BARE
    if word.endswith("ant"):
        return GERUND
    if word == lemma or word.endswith(lemma.rpartition("'")[2] or "'"):
        return BARE
    if lemma.endswith("er"):
        return PARTICIPLE if word.endswith(_REGULAR) else FINITE_FORM
    return PARTICIPLE if word.endswith(_IRREGULAR) or word in _PARTICIPLES else FINITE_FORM


def find_cues(tokens: Tokens, *, paragraphs: np.ndarray) -> Cues:
    """Return every form of the list of attribution verbs in the paragraphs asked for, in text order."""
    words, phrases = _lists()
    vocabulary = tokens.vocabulary
    entries = [words.get(key) for key in zip(vocabulary.langs, vocabulary.folded, strict=True)]
    listed = np.fromiter((entry is not None for entry in entries), bool, len(entries))
    free = listed[tokens.ids] & paragraphs[tokens.paragraph_of_tokens()]
    found, excluded = _phrases(tokens, phrases, paragraphs)
    for start, end in [*((start, end) for start, end, _ in found), *excluded]:
        free[start:end] = False
    single = np.flatnonzero(free)
    known = [entry for entry in (entries[number] for number in tokens.ids[single].tolist()) if entry is not None]
    return Cues(single.tolist(), (single + 1).tolist(), known).joined(found)


def _phrases(tokens: Tokens, phrases: Lexicon,
             paragraphs: np.ndarray) -> tuple[list[tuple[int, int, Entry]], list[tuple[int, int]]]:
    """Return the phrases of the list, and where its exclusions stand."""
    langs = tokens.corpus.paragraphs["lang"]
    known = langs.isin(phrases.languages).to_numpy() & paragraphs
    if not known.any():
        return [], []
    table = phrases.entries
    excluding = table["exclude"].tolist()
    plain = Lexicon("phrases", table.assign(exclude=False, category=np.where(excluding, "", table["category"]) + "|"),
                    {})
    hits = match_terms(tokens, plain, overlap="lexicon", paragraphs=known)
    entries = [Entry(name, pattern, GERUND if pattern.split()[0].endswith(("ing", "ant")) else FINITE_FORM)
               for name, pattern in zip(table["category"].tolist(), table["pattern"].tolist(), strict=True)]
    found = list(zip(hits.entry.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True))
    return ([(start, end, entries[number]) for number, start, end in found if not excluding[number]],
            [(start, end) for number, start, end in found if excluding[number]])
