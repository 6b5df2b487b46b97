"""Where patterns meet words: every place where a lexicon entry matches, with its tokens.

Each word of a pattern was looked up once among the types; tokens are found by number.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing._check import FramingWarning, check_choice, message
from framing.lexicon import Lexicon
from framing.patterns import Compiled, compile_patterns
from framing.tokens import Tokens

OVERLAPS = ("category", "lexicon", "all")


@dataclass(frozen=True)
class Matches:
    """Matches in text order: number of the lexicon entry, first token and the token after the last."""

    entry: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def __len__(self) -> int:
        return len(self.entry)

    def keep(self, mask: np.ndarray) -> "Matches":
        """Return the matches where `mask` holds (or in the order of an array of places)."""
        return Matches(self.entry[mask], self.start[mask], self.end[mask])


def match_terms(tokens: Tokens, lexicon: Lexicon, *, overlap: str = "category",
                paragraphs: np.ndarray | None = None) -> Matches:
    """Find every match of a lexicon.

    Parameters
    ----------
    tokens, lexicon
        The text and the patterns; entries are matched in paragraphs of their own language.
    overlap
        `category`: inside a category the leftmost, then longest match wins and a token counts once;
        `lexicon`: the same over all categories together; `all`: every match counts.
    paragraphs
        Boolean, one per paragraph: where to look; everywhere if `None`.

    Returns
    -------
    `Matches`, excluding entries left out, sorted by first token, then entry.

    Raises
    ------
    ValueError
        If the lexicon has no entry in any language of the text, or `overlap` is unknown.

    Warns
    -----
    FramingWarning
        If some paragraphs are in a language the lexicon does not have.

    Notes
    -----
    An exclusion removes, inside its category, every match that overlaps it and is not longer. A word without
    accents in capitals (`ETAT`), or with a bare capital first letter (`Etat`), matches its accented pattern;
    otherwise accents count.
    """
    check_choice("match_terms", "overlap", overlap, OVERLAPS)
    covered = covered_paragraphs(tokens, lexicon, among=paragraphs)
    compiled = compile_patterns(lexicon, tokens)
    found = _join(_single(tokens, compiled), _multiple(tokens, compiled))
    owner = tokens.paragraph_of_tokens()
    found = found.keep(covered[owner[found.start]])
    found = found.keep(np.lexsort((found.entry, found.start)))
    excluding = lexicon.entries["exclude"].to_numpy(dtype=bool)
    category = pd.factorize(lexicon.entries["category"])[0]
    found = _without_excluded(found, excluding, category)
    if overlap == "all":
        return found
    group = category if overlap == "category" else np.zeros_like(category)
    return _leftmost_longest(found, group)


def covered_paragraphs(tokens: Tokens, lexicon: Lexicon, *, among: np.ndarray | None = None) -> np.ndarray:
    """Return which paragraphs (of those looked at) are in a language of the lexicon; warn of the others."""
    langs = tokens.corpus.paragraphs["lang"]
    wanted = np.ones(len(langs), dtype=bool) if among is None else among
    covered = langs.isin(lexicon.languages).to_numpy() & wanted
    missing = langs[wanted & ~covered].value_counts()
    if wanted.any() and not covered.any():
        raise ValueError(message(
            "match_terms", f"lexicon {lexicon.name!r} has no entry in a language of the text",
            got=f"text in {sorted(missing.index)}", expected=f"some of {list(lexicon.languages)}",
            hint="give the corpus its language with lang="))
    if len(missing):
        counted = ", ".join(f"{number} in {code}" for code, number in missing.items())
        warnings.warn(message("match_terms", f"lexicon {lexicon.name!r} does not cover every language; "
                              f"paragraphs left out: {counted}"), FramingWarning, stacklevel=3)
    return covered


def _expand(tokens: Tokens, type_lists: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return every (list number, token position) whose token's type is in the list."""
    sizes = np.fromiter(map(len, type_lists), np.int64, len(type_lists))
    if not sizes.sum():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    types = np.concatenate(type_lists)
    order = np.argsort(types, kind="stable")
    lists = np.repeat(np.arange(len(type_lists)), sizes)[order]
    per_type = np.bincount(types, minlength=len(tokens.vocabulary))
    first = np.concatenate([[0], np.cumsum(per_type)])
    places = np.flatnonzero(per_type[tokens.ids] > 0)
    repeats = per_type[tokens.ids[places]]
    ends = np.cumsum(repeats)
    within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - repeats, repeats)
    positions = np.repeat(places, repeats)
    return lists[first[tokens.ids[positions]] + within], positions


def _single(tokens: Tokens, compiled: Compiled) -> Matches:
    patterns = [(entry, words[0]) for entry, words in compiled.patterns if len(words) == 1]
    number, positions = _expand(tokens, [compiled.types_of_atom[atom] for _, atom in patterns])
    entries = np.array([entry for entry, _ in patterns], dtype=np.int64)
    return Matches(entries[number], positions, positions + 1)


def _multiple(tokens: Tokens, compiled: Compiled) -> Matches:
    """Match sequences: begin at the rarest word of each, then check its other words one place at a time."""
    patterns = [(entry, words) for entry, words in compiled.patterns if len(words) > 1]
    frequency = np.bincount(tokens.ids, minlength=len(tokens.vocabulary))
    counts = [int(frequency[types].sum()) for types in compiled.types_of_atom]
    anchors = [int(np.argmin([counts[atom] for atom in words])) for _, words in patterns]
    number, positions = _expand(tokens, [compiled.types_of_atom[words[anchor]]
                                         for (_, words), anchor in zip(patterns, anchors, strict=True)])
    length = np.array([len(words) for _, words in patterns], dtype=np.int64)
    start = positions - np.array(anchors, dtype=np.int64)[number]
    end = start + length[number]
    owner = tokens.paragraph_of_tokens()
    whole = (start >= 0) & (end <= len(owner))
    whole[whole] = owner[start[whole]] == owner[end[whole] - 1]
    number, start, end = number[whole], start[whole], end[whole]
    n_types = len(tokens.vocabulary)
    pairs = np.unique(np.concatenate([np.zeros(0, np.int64)] + [
        atom * n_types + types.astype(np.int64) for atom, types in enumerate(compiled.types_of_atom)]))
    table = np.full((len(patterns), length.max(initial=1)), -1, dtype=np.int64)
    for row, (_, words) in enumerate(patterns):
        table[row, :len(words)] = words
    for place in range(table.shape[1]):
        here = start + place < end
        atom = table[number, place]
        key = atom * n_types + tokens.ids[np.minimum(start + place, len(owner) - 1)]
        fits = ~here | _contains(pairs, key)
        number, start, end = number[fits], start[fits], end[fits]
    entries = np.array([entry for entry, _ in patterns], dtype=np.int64)
    return Matches(entries[number], start, end)


def _contains(ordered: np.ndarray, keys: np.ndarray) -> np.ndarray:
    if not len(ordered):
        return np.zeros(len(keys), dtype=bool)
    place = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    return ordered[place] == keys


def _join(one: Matches, two: Matches) -> Matches:
    return Matches(*(np.concatenate([getattr(one, name), getattr(two, name)])
                     for name in ("entry", "start", "end")))


def _without_excluded(found: Matches, excluding: np.ndarray, category: np.ndarray) -> Matches:
    """Drop exclusions and, in their category, the overlapping matches that are not longer than they are."""
    is_exclusion = excluding[found.entry]
    removed = is_exclusion.copy()
    if is_exclusion.any():
        reach = int((found.end - found.start).max())
        order = np.argsort(found.start, kind="stable")
        starts = found.start[order]
        for exclusion in np.unique(category[found.entry[is_exclusion]]):
            of_category = category[found.entry] == exclusion
            inside = found.keep(is_exclusion & of_category)
            low = np.searchsorted(starts, inside.start - reach, side="left")
            high = np.searchsorted(starts, inside.end, side="left")
            sizes = high - low
            pair = np.repeat(np.arange(len(inside)), sizes)
            near = order[np.arange(sizes.sum()) + np.repeat(low - (np.cumsum(sizes) - sizes), sizes)]
            overlaps = (found.start[near] < inside.end[pair]) & (found.end[near] > inside.start[pair])
            longer = (found.end - found.start)[near] > (inside.end - inside.start)[pair]
            removed[near[overlaps & ~longer & of_category[near]]] = True
    return found.keep(~removed)


def _leftmost_longest(found: Matches, group: np.ndarray) -> Matches:
    """Inside each group keep the leftmost match, the longest of those, and drop what overlaps it."""
    label = group[found.entry]
    order = np.lexsort((found.entry, -(found.end - found.start), found.start, label))
    label, start, end = label[order], found.start[order], found.end[order]
    kept = np.zeros(len(order), dtype=bool)
    waiting = np.arange(len(order))
    while len(waiting):
        # The first of each run of overlapping matches is safe; what it overlaps is out; look again.
        same = label[waiting][1:] == label[waiting][:-1]
        span = label[waiting].astype(np.int64) * (int(end.max()) + 1)
        furthest = np.maximum.accumulate(span + end[waiting])
        fresh = np.append(True, ~same | (span[1:] + start[waiting][1:] >= furthest[:-1]))
        leaders = waiting[fresh]
        kept[leaders] = True
        run = np.cumsum(fresh) - 1
        clear = ~fresh & (start[waiting] >= end[leaders][run])
        waiting = waiting[clear]
    return found.keep(np.sort(order[kept]))
