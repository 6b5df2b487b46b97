"""Entries that another entry meets wherever they stand.

Every pattern is read as a text, its wildcards filled in with letters no word has, and matched with the whole lexicon:
an entry that covers all the ways to fill in another covers it everywhere.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from framing.corpus import Corpus
from framing.expressions import is_expression
from framing.lexicon import Lexicon
from framing.matching import find_patterns
from framing.patterns import compile_patterns, pattern_words
from framing.scrutiny.findings import Finding
from framing.tokens import Tokens, tokenize

# A letter without case that no word has; three lengths tell `*` from any number of `?`.
_FILLING = "\ua66e"
_LENGTHS = (0, 1, 7)


def shadow_findings(lexicon: Lexicon) -> Iterator[Finding]:
    """Find entries that never count, that add nothing, or that count for two categories; idle exclusions."""
    entries = lexicon.entries
    pairs = _pairs(lexicon)
    lang, category, pattern = (entries[name].to_numpy(dtype=object) for name in ("lang", "category", "pattern"))
    exclude = entries["exclude"].to_numpy(dtype=bool).tolist()
    free = ((entries["condition"] == "") & (entries["voice"] == "")).to_numpy()

    def finding(check: str, severity: str, one: int, detail: str) -> Finding:
        return Finding(check, severity, lang[one], category[one], pattern[one], detail)

    same = {(one, other) for one, other, everywhere in pairs if everywhere}
    for one, other, everywhere in pairs:
        alike = category[one] == category[other]
        if exclude[one] or not everywhere or not free[other]:
            continue
        if exclude[other] and alike:
            yield finding("never_counts", "error", one, f"the exclusion {pattern[other]!r} removes it everywhere")
        elif not exclude[other] and alike and ((other, one) not in same or other < one):
            yield finding("adds_nothing", "note", one, f"{pattern[other]!r} counts it already")
        elif not exclude[other] and not alike:
            yield finding("two_categories", "note", one, f"counts for {category[other]} too, by {pattern[other]!r}")
    for place in np.flatnonzero(exclude).tolist():
        rivals = [other for other in range(len(pattern)) if not exclude[other] and category[other] == category[place]
                  and lang[other] == lang[place]]
        if not any(_can_remove(pattern[place], pattern[other], lang[place]) for other in rivals):
            yield finding("protects_nothing", "warning", place, "no entry of its category can stand in it")


def _can_remove(exclusion: str, pattern: str, lang: str) -> bool:
    """Can there be a text in which an exclusion meets a match of a pattern, one that is not longer?"""
    outer, inner = pattern_words(exclusion, lang), pattern_words(pattern, lang)
    if len(inner) > len(outer):
        return False
    for shift in range(1 - len(inner), len(outer)):
        shared = [(outer[place + shift], word) for place, word in enumerate(inner)
                  if 0 <= place + shift < len(outer)]
        if all(_meet(*pair) for pair in shared):
            return True
    return False


@cache
def _meet(one: str, other: str) -> bool:
    """Is there a word that both words of patterns match? Regular expressions are taken to meet anything."""
    if is_expression(one) or is_expression(other):
        return True
    if not one or not other:
        return not (one + other).strip("*")
    if one[0] == "*":
        return _meet(one[1:], other) or _meet(one, other[1:])
    if other[0] == "*":
        return _meet(one, other[1:]) or _meet(one[1:], other)
    return (one[0] == other[0] or "?" in (one[0], other[0])) and _meet(one[1:], other[1:])


def _has_expression(pattern: str) -> bool:
    return any(map(is_expression, pattern.split()))


def _pairs(lexicon: Lexicon) -> list[tuple[int, int, bool]]:
    """Return (entry, other entry that matches in it, whether it matches the whole of it however it is filled in)."""
    readings = [(one, lang, text) for one, (lang, pattern) in
                enumerate(zip(lexicon.entries["lang"], lexicon.entries["pattern"], strict=True))
                for text in _texts(pattern)]
    if not readings:
        return []
    tokens = tokenize(_corpus(readings))
    number = tokens.index.get_level_values("par_id").to_numpy() - 1
    subject = np.array([one for one, _, _ in readings])[number]
    found = find_patterns(tokens, compile_patterns(lexicon, tokens))
    found = found.keep(found.entry < len(lexicon.entries))
    row = np.searchsorted(tokens.offsets, found.start, side="right") - 1
    whole = (found.start == tokens.offsets[row]) & (found.end == tokens.offsets[row + 1])
    table = pd.DataFrame({"one": subject[row], "other": found.entry, "row": row, "whole": whole})
    readings_met = table[table["one"] != table["other"]].groupby(["one", "other", "row"])["whole"].any()
    covered = readings_met.groupby(["one", "other"]).sum().reset_index(name="n")
    needed = np.bincount(subject, minlength=len(lexicon.entries))[covered["one"].to_numpy()]
    everywhere = covered["n"].to_numpy() == needed
    return list(zip(covered["one"].tolist(), covered["other"].tolist(), everywhere.tolist(), strict=True))


def _texts(pattern: str) -> list[str]:
    if _has_expression(pattern):
        return []
    lone = " ".join(_FILLING if word == "*" else word for word in pattern.split()).replace("?", _FILLING)
    return list(dict.fromkeys(lone.replace("*", _FILLING * length) for length in _LENGTHS))


def _corpus(readings: list[tuple[int, str, str]]) -> Corpus:
    langs = sorted({lang for _, lang, _ in readings})
    documents = pd.DataFrame({"lang": langs}, index=pd.Index(langs, name="doc_id", dtype="str"))
    keys = [(lang, number) for number, (_, lang, _) in enumerate(readings, start=1)]
    index = pd.MultiIndex.from_tuples(keys, names=["doc_id", "par_id"])
    return Corpus(documents, pd.DataFrame({"text": [text for _, _, text in readings]}, index=index))


def absent_findings(lexicon: Lexicon, tokens: Tokens) -> Iterator[Finding]:
    """Find entries that stand nowhere in a text, of the languages it has."""
    found = find_patterns(tokens, compile_patterns(lexicon, tokens))
    counts = np.bincount(found.entry, minlength=len(lexicon.entries))
    present = set(tokens.corpus.paragraphs["lang"])
    for entry, count in zip(lexicon.entries.itertuples(index=False), counts, strict=False):
        if not count and entry.lang in present:
            yield Finding("never_occurs", "note", str(entry.lang), str(entry.category), str(entry.pattern),
                          "not once in this corpus" + ("; an exclusion" if entry.exclude else ""))
