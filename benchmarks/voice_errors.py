"""What is missed and what is false in PolNeAR, by causes that can be computed from the text around it."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd
from voice_sets import MARKS, SPEAKING, Words

from framing.lexicon_files import load_lexicon
from framing.voice.nouns import noun_class

_BEING = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_PREPOSITIONS = frozenset(["in", "of", "to", "for", "from", "with", "by", "on", "about", "at", "as", "under"])
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "who"])
_DETERMINERS = frozenset(["the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our"])


def print_errors(words: Words, articles: pd.DataFrame, table: pd.DataFrame) -> None:
    """Print the tables of causes, largest first."""
    gold = words.mask([[tuple(span) for one in own for span in one["content"]] for own in articles["attributions"]])
    found = words.spoken(table, tuple(kind for kinds in SPEAKING.values() for kind in kinds))
    for title, causes in (("missed or cut short: words of attributions", _missed(words, articles, found)),
                          ("false or too long: words of spans", _false(words, table, gold)),
                          ("wrong or missing speakers: attributions", _speakers(words, articles, table))):
        counts: Counter[tuple[str, str]] = Counter()
        for kind, cause, n_words in causes:
            counts[kind, cause] += n_words
        print(f"\n{title}")
        print(pd.Series(counts, dtype=int).rename_axis(["kind", "cause"]).rename("n").reset_index().sort_values(
            "n", ascending=False, kind="stable").head(24).to_string(index=False))


def _missed(words: Words, articles: pd.DataFrame, found: np.ndarray) -> Iterable[tuple[str, str, int]]:
    listed = set(load_lexicon("attribution_verbs").entries.query("lang == 'en'")["pattern"])
    for text, (whole, own) in enumerate(zip(articles["text"], articles["attributions"], strict=True)):
        marks = [match.span() for match in MARKS.finditer(whole)]
        for one in own:
            if not one["content"]:
                continue
            parts = [words.slice(text, *span) for span in one["content"]]
            n_words = sum(int(words.is_word[part].sum()) for part in parts)
            n_found = sum(int(found[part].sum()) for part in parts)
            if n_words == n_found:
                continue
            share = _quoted_share(one["content"], marks)
            kind = "direct" if share > 0.9 else "mixed" if share > 0.05 else "indirect"
            cause = "cut short" if n_found >= n_words / 2 else _cause(whole, one, listed)
            yield kind, cause, n_words - n_found


def _quoted_share(content: list[list[int]], marks: list[tuple[int, int]]) -> float:
    size = sum(end - start for start, end in content)
    inside = sum(max(0, min(end, right) - max(start, left)) for start, end in content for left, right in marks)
    return inside / max(size, 1)


def _cause(text: str, one: dict[str, list[list[int]]], listed: set[str]) -> str:
    """Say why an attribution is missed, from its cue and the first words of its content."""
    cue = " ".join(text[start:end] for start, end in one["cue"]).lower().split()
    start, end = one["content"][0]
    opening = text[start:end].lower().split()[:2]
    if not cue:
        return "no cue coded"
    if cue == [":"]:
        return "colon"
    if any(noun_class("en", word) and word not in listed for word in cue):
        return "noun of saying"
    verbs = [word for word in cue if word in listed]
    if not verbs:
        return "preposition" if set(cue) <= _PREPOSITIONS else "verb or phrase not in the list"
    if _BEING & set(cue):
        return "listed verb, passive or with be"
    if opening[:1] == ["to"]:
        return "listed verb, infinitive"
    if opening[:1] == ["that"] or "that" in cue:
        return "listed verb, that"
    if opening and (opening[0] in _DETERMINERS or len(text[start:end].split()) < 5):
        return "listed verb, noun phrase or no that"
    return "listed verb, no that"


def _false(words: Words, table: pd.DataFrame, gold: np.ndarray) -> Iterable[tuple[str, str, int]]:
    for row in table.itertuples():
        inside = words.is_word[row.start_token:row.end_token]
        n_false = int((inside & ~gold[row.start_token:row.end_token]).sum())
        if not n_false:
            continue
        long = n_false < inside.sum() / 2
        yield row.kind, f"{row.rule.split(',')[0]}, {'clause too long' if long else row.cue_class or 'no cue'}", n_false


def _speakers(words: Words, articles: pd.DataFrame, table: pd.DataFrame) -> Iterable[tuple[str, str, int]]:
    owner = np.full(len(words.tokens), -1)
    for number, (start, end) in enumerate(zip(table["start_token"], table["end_token"], strict=True)):
        owner[start:end] = number
    kinds, rules, spoken = table["kind"].tolist(), table["rule"].tolist(), table["speaker"].str.lower().tolist()
    for text, (whole, own) in enumerate(zip(articles["text"], articles["attributions"], strict=True)):
        for one in own:
            tokens = np.concatenate([owner[words.slice(text, *span)] for span in one["content"]] or [np.array([-1])])
            if not one["source"] or not len(tokens) or (tokens >= 0).mean() < 0.5:
                continue
            number = int(np.bincount(tokens[tokens >= 0]).argmax())
            source = set(" ".join(whole[start:end] for start, end in one["source"]).lower().split())
            said = set(spoken[number].split())
            if said & source - _DETERMINERS:
                continue
            cause = ("none found" if not said else "pronoun for a name" if said <= _PRONOUNS
                     else "name for a pronoun" if source <= _PRONOUNS else "another phrase")
            lent = ", lent by its neighbour" if rules[number].endswith("speaker beside") else ""
            yield kinds[number], cause + lent, 1
