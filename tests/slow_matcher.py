"""A matcher written from the rules alone, one token and one pattern at a time: what the quick one must agree with."""

import re
from dataclasses import dataclass

from framing.languages import language
from framing.lexicon import Lexicon
from framing.patterns import pattern_words
from framing.scanner import fold, scan
from framing.tokens import Tokens


@dataclass(frozen=True)
class Hit:
    """A match: the number of its entry, where it stands, and what the rules ask of it."""

    entry: int
    start: int
    end: int
    category: str
    exclude: bool


def slow_matches(tokens: Tokens, lexicon: Lexicon, *, overlap: str, voice: list[int], levels: int | None = None,
                 keep_nested: bool = False) -> list[tuple[int, int, int]]:
    """Return (start, end, entry) of every match, in text order."""
    hits = []
    for number, entry in enumerate(lexicon.entries.itertuples(index=False)):
        hits += [Hit(number, start, end, entry.category, entry.exclude)
                 for start, end in places(tokens, entry.pattern, entry.lang)
                 if _condition_holds(tokens, entry.condition, entry.lang, start, end)
                 and _in_voice(entry.voice, voice[start])]
    kept = [hit for hit in hits if not hit.exclude and not any(
        other.exclude and other.category == hit.category and _overlap(hit, other)
        and hit.end - hit.start <= other.end - other.start for other in hits)]
    if overlap != "all":
        kept = [Hit(hit.entry, hit.start, hit.end, _scope(hit.category, overlap, levels), False) for hit in kept]
        winners = _resolved(kept)
        kept = winners + (_nested(kept, winners) if keep_nested else [])
    return sorted((hit.start, hit.end, hit.entry) for hit in kept)


def places(tokens: Tokens, pattern: str, lang: str) -> list[tuple[int, int]]:
    """Return start and end of every place where a pattern stands."""
    words = [re.compile(_expression(word)) for word in pattern_words(pattern, lang)]
    found = []
    for row, (text, code) in enumerate(zip(tokens.corpus.paragraphs["text"], tokens.corpus.paragraphs["lang"],
                                           strict=True)):
        forms = [fold(piece.form) for chunk in text.split() for piece in scan(chunk, language(code))]
        first = int(tokens.offsets[row])
        for place in range(len(forms) - len(words) + 1 if code == lang else 0):
            if all(word.fullmatch(form) for word, form in zip(words, forms[place:], strict=False)):
                found.append((first + place, first + place + len(words)))
    return found


def _expression(word: str) -> str:
    if word == "*":
        return r"\w.*"
    if word.startswith("/"):
        return word[1:-1]
    return re.escape(word).replace(r"\*", r"[^\W\d_]*").replace(r"\?", r"[^\W\d_]")


def _condition_holds(tokens: Tokens, condition: str, lang: str, start: int, end: int) -> bool:
    if not condition:
        return True
    written = re.fullmatch(r"(unless|only) (.*) within (\d*) ?(?:in )?(sentence|paragraph|)( before| after|)",
                           condition)
    assert written
    is_word = tokens.vocabulary.is_word[tokens.ids]
    near = False
    for pattern in written[2].split(" | "):
        for left, right in places(tokens, pattern, lang):
            if (left < end and right > start) or (written[5] == " before" and left >= end) or (
                    written[5] == " after" and right <= start):
                continue
            gap = (right, start) if right <= start else (end, left)
            edges = tokens.sentences if written[4] == "sentence" else tokens.offsets
            apart = any(gap[0] <= opening <= gap[1] for opening in edges)
            near |= not apart and (not written[3] or sum(is_word[gap[0]:gap[1]]) + 1 <= int(written[3]))
    return near == (written[1] == "only")


def _in_voice(asked: str, voice: int) -> bool:
    return {"": True, "narrator": voice == 0, "direct": voice == 1, "reported": voice == 2, "quoted": voice > 0}[asked]


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _scope(category: str, overlap: str, levels: int | None) -> str:
    return "/".join(category.split("/")[:levels]) if overlap == "category" else ""


def _resolved(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.entry)):
        if not any(_overlap(hit, one) and one.category == hit.category for one in kept):
            kept.append(hit)
    return kept


def _nested(hits: list[Hit], winners: list[Hit]) -> list[Hit]:
    inside: dict[tuple[str, int, int], Hit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.entry)):
        if any(one.category == hit.category and one.start <= hit.start and hit.end <= one.end
               and hit.end - hit.start < one.end - one.start for one in winners):
            inside.setdefault((hit.category, hit.start, hit.end), hit)
    return list(inside.values())
