"""Where something may introduce speech: verbs of saying and prepositions, found by number among the tokens."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from framing.lexicon import Lexicon
from framing.lexicon_files import load_lexicon
from framing.matching import match_terms
from framing.tokens import Tokens
from framing.voice.words import listed

FOR_SOMEBODY = "pour"
FINITE_FORM, PARTICIPLE, GERUND, BARE = range(4)
_IRREGULAR_PAST = listed(
    "said told wrote spoke swore thought felt found knew saw read held sought understood")
_REGULAR = ("é", "ée", "és", "ées")
_IRREGULAR = ("u", "ue", "us", "ues", "i", "ie", "is", "ies", "ise", "ises")
_PARTICIPLES = listed(
    "dits dites dite écrits écrite écrites promis promise admis admise repris reprise crainte "
    "contredits plainte")


@dataclass(frozen=True, slots=True)
class Cue:
    """A form that may introduce speech: its tokens, its class, its lemma, and what form it is."""

    start: int
    end: int
    category: str
    lemma: str
    form: int
    reflexive: bool = False


@dataclass(frozen=True)
class _Entry:
    category: str
    lemma: str
    form: int
    reflexive: bool


@cache
def _lists() -> tuple[dict[tuple[str, str], _Entry], Lexicon]:
    """Read the built-in list once: single words as a dictionary, phrases and exclusions as a lexicon."""
    lexicon = load_lexicon("attribution_verbs")
    words: dict[tuple[str, str], _Entry] = {}
    phrases: list[str] = []
    names = ("lang", "pattern", "category", "note", "exclude")
    for lang, pattern, category, note, exclude in zip(*(lexicon.entries[name].tolist() for name in names), strict=True):
        if " " in pattern or "'" in pattern or exclude:
            phrases.append(pattern)
            continue
        lemma, _, mark = note.partition("; ")
        entry = _Entry(category, lemma or pattern, _form(pattern, lang, lemma), bool(mark))
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


def find_cues(tokens: Tokens, *, paragraphs: np.ndarray) -> list[Cue]:
    """Return every form of the list of attribution verbs in the paragraphs asked for, in text order."""
    words, phrases = _lists()
    vocabulary = tokens.vocabulary
    keys = zip(vocabulary.langs, vocabulary.folded, strict=True)
    entries = [words.get(key) for key in keys]
    listed = np.fromiter((entry is not None for entry in entries), bool, len(entries))
    single = np.flatnonzero(listed[tokens.ids] & paragraphs[tokens.paragraph_of_tokens()])
    cues, excluded = _phrases(tokens, phrases, paragraphs)
    taken = set(excluded)
    for cue in cues:
        taken.update(range(cue.start, cue.end))
    ids = tokens.ids[single].tolist()
    for place, number in zip(single.tolist(), ids, strict=True):
        entry = entries[number]
        if entry is not None and place not in taken:
            cues.append(Cue(place, place + 1, entry.category, entry.lemma, entry.form, entry.reflexive))
    return sorted(cues, key=lambda cue: cue.start)


def _phrases(tokens: Tokens, phrases: Lexicon, paragraphs: np.ndarray) -> tuple[list[Cue], set[int]]:
    langs = tokens.corpus.paragraphs["lang"]
    known = langs.isin(phrases.languages).to_numpy() & paragraphs
    if not known.any():
        return [], set()
    entries = phrases.entries
    excluding = entries["exclude"].to_numpy()
    plain = Lexicon("phrases", entries.assign(exclude=False, category=np.where(excluding, "", entries["category"]) +
                                              "|"), {})
    found = match_terms(tokens, plain, overlap="lexicon", paragraphs=known)
    cues: list[Cue] = []
    excluded: set[int] = set()
    names = entries["category"].to_numpy()
    patterns = entries["pattern"].to_numpy()
    for entry, start, end in zip(found.entry.tolist(), found.start.tolist(), found.end.tolist(), strict=True):
        if excluding[entry]:
            excluded.update(range(start, end))
            continue
        first = patterns[entry].split()[0]
        form = GERUND if first.endswith(("ing", "ant")) else FINITE_FORM
        cues.append(Cue(start, end, names[entry], patterns[entry], form))
    return cues, excluded


def with_heads(heads: list[int], cues: list[Cue]) -> list[Cue]:
    """Add the sentences that begin with « pour »: what follows may be somebody in whose view they hold."""
    added = [Cue(place, place + 1, "prepositional", FOR_SOMEBODY, FINITE_FORM) for place in heads]
    return sorted([*cues, *added], key=lambda cue: cue.start) if added else cues
