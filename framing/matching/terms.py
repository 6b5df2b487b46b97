"""Which places count as a match of a lexicon: conditions, voices, exclusions, overlaps, in this order."""

import warnings

import numpy as np
import pandas as pd

from framing._check import FramingWarning, check_choice, check_positive, message
from framing.lexicon import Lexicon
from framing.matching.nearness import conditions_hold
from framing.matching.overlaps import leftmost_longest, with_nested, without_excluded
from framing.matching.spans import Matches, find_patterns
from framing.notation import category_at
from framing.patterns import Compiled, compile_patterns
from framing.tokens import Tokens

OVERLAPS = ("category", "lexicon", "all")


def match_terms(tokens: Tokens, lexicon: Lexicon, *, overlap: str = "category",
                keep_nested: bool = False, levels: int | None = None, paragraphs: np.ndarray | None = None,
                voice: np.ndarray | None = None) -> Matches:
    """Find every match of a lexicon.

    Parameters
    ----------
    tokens, lexicon
        The text and the patterns; entries are matched in paragraphs of their own language.
    overlap
        `category`: inside a category the leftmost, then longest match wins and a token counts once;
        `lexicon`: the same over all categories together; `all`: every match counts.
    keep_nested
        A match that lies wholly inside a longer one that counts, counts too, once per place; what overlaps it
        only in part does not.
    levels
        Names of categories are cut to this many levels (`war/violence` at 1 is `war`) before overlaps are
        resolved, so that a token counts once for all of them.
    paragraphs
        Boolean, one per paragraph: where to look; everywhere if `None`.
    voice
        Number of the voice of each token, as `framing.voice` gives it; needed by lexicons with a voice
        condition.

    Returns
    -------
    `Matches`, excluding entries left out, sorted by first token, then entry.

    Raises
    ------
    ValueError
        If the lexicon has no entry in any language of the text, `overlap` is unknown, `levels` is below 1, or
        an entry has a voice condition and `voice` is not given.

    Warns
    -----
    FramingWarning
        If some paragraphs are in a language the lexicon does not have.

    Notes
    -----
    An exclusion removes, inside its own category whatever the `levels`, every match that overlaps it and is not
    longer. `category` and `lexicon` are what quanteda calls the nested scopes `key` and `dictionary`;
    **departure**: of two matches that overlap in part quanteda keeps the longer, here the first counts, as
    readers read. It has no counterpart of `keep_nested`. A word without accents in capitals (`ETAT`), or with a
    bare capital first letter (`Etat`), matches its accented pattern; otherwise accents count.
    """
    check_choice("match_terms", "overlap", overlap, OVERLAPS)
    if levels is not None:
        check_positive("match_terms", "levels", levels)
    covered = covered_paragraphs(tokens, lexicon, among=paragraphs)
    compiled = compile_patterns(lexicon, tokens)
    found = find_patterns(tokens, compiled)
    found = found.keep(covered[np.searchsorted(tokens.offsets, found.start, side="right") - 1])
    n_entries = len(lexicon.entries)
    of_entries, of_conditions = found.keep(found.entry < n_entries), found.keep(found.entry >= n_entries)
    beside = Matches(of_conditions.entry - n_entries, of_conditions.start, of_conditions.end)
    found = of_entries.keep(conditions_hold(tokens, of_entries, beside, compiled=compiled))
    found = found.keep(entries_allow(compiled, found, voice))
    names = lexicon.entries["category"]
    found = without_excluded(found, lexicon.entries["exclude"].to_numpy(dtype=bool), pd.factorize(names)[0])
    if overlap == "all":
        return found
    group = pd.factorize(np.array([category_at(name, levels) for name in names.tolist()], dtype=object))[0]
    group = group * (overlap == "category")
    kept = leftmost_longest(found, group)
    return with_nested(found, kept, group) if keep_nested else found.keep(kept)


def entries_allow(compiled: Compiled, found: Matches, voice: np.ndarray | None) -> np.ndarray:
    """Return which matches stand in a voice that their entry asks for; the first token's voice is the match's."""
    if compiled.voices.all():
        return np.ones(len(found), dtype=bool)
    if voice is None:
        raise ValueError(message("match_terms", "an entry has a voice condition and the voices are not known",
                                 expected="`voice`, one number per token"))
    return compiled.voices[found.entry, voice[found.start]]


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
