"""20,000 patterns on ten million words, beside 2,000 of them and beside Aho-Corasick: python benchmarks/patterns.py

The text is invented: 200,000 word forms whose frequencies fall as 1/rank. Of the patterns 60 % are words, 25 % stems
with `*`, 15 % sequences of two and three words that occur; all are drawn by chance from the 60,000 commonest forms, in
50 categories. The peer (pyahocorasick, in C) looks for the same patterns in the same text, one paragraph at a time, and
checks word boundaries; it does not resolve overlaps. On a part of the text, both must find the same places.
"""

import argparse
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import TypeVar

import ahocorasick
import numpy as np
import pandas as pd

import framing as fr
from framing.lexicon import Lexicon
from framing.matching import match_terms
from framing.tokens import Tokens

N_FORMS, N_USED, N_CATEGORIES, PARAGRAPH_WORDS = 200_000, 60_000, 50, 50
Result = TypeVar("Result")


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def invented_forms(generator: np.random.Generator) -> np.ndarray:
    """Return distinct word forms of three to five syllables."""
    syllables = np.array([consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"])
    forms: dict[str, None] = {}
    while len(forms) < N_FORMS:
        for size in (3, 4, 5):
            drawn = syllables[generator.integers(len(syllables), size=(N_FORMS // 3, size))]
            forms.update(dict.fromkeys(map("".join, drawn)))
    return generator.permutation(np.array(list(forms)[:N_FORMS], dtype=object))


def make_text(n_words: int, forms: np.ndarray, generator: np.random.Generator) -> tuple[list[str], np.ndarray]:
    """Return paragraphs and, a row each, the numbers of their words."""
    weights = 1 / np.arange(1, N_FORMS + 1)
    edges = np.cumsum(weights / weights.sum())
    numbers = np.searchsorted(edges, generator.random((n_words // PARAGRAPH_WORDS, PARAGRAPH_WORDS)))
    numbers = np.minimum(numbers, N_FORMS - 1)
    return [" ".join(row) for row in forms[numbers].tolist()], numbers


def make_patterns(n: int, forms: np.ndarray, numbers: np.ndarray, generator: np.random.Generator) -> list[str]:
    """Return distinct patterns in random order."""
    found: dict[str, None] = {}
    while len(found) < n:
        word = forms[generator.integers(N_USED)]
        draw = generator.random()
        if draw < 0.6:
            found[word] = None
        elif draw < 0.85:
            found[word[:-2] + "*"] = None
        else:
            row, size = numbers[generator.integers(len(numbers))], int(generator.integers(2, 4))
            place = generator.integers(PARAGRAPH_WORDS - size)
            found[" ".join(forms[row[place:place + size]])] = None
    return list(found)


def lexicon_of(patterns: list[str]) -> Lexicon:
    """Return a lexicon of the patterns, in categories by turns."""
    entries = pd.DataFrame({"lang": "fr", "pattern": patterns})
    return Lexicon("invented", entries.assign(category=[f"c{place % N_CATEGORIES}" for place in range(len(patterns))]),
                   {})


def with_ahocorasick(texts: list[str], patterns: list[str]) -> set[tuple[int, int, int]]:
    """Find (paragraph, first character, pattern) of every pattern, at word boundaries."""
    automaton = ahocorasick.Automaton()
    for number, pattern in enumerate(patterns):
        stem = pattern.removesuffix("*")
        automaton.add_word(" " + stem + ("" if pattern.endswith("*") else " "), (number, len(stem), pattern[-1] == "*"))
    automaton.make_automaton()
    found = set()
    for row, text in enumerate(texts):
        for last, (number, length, starred) in automaton.iter(f" {text} "):
            found.add((row, last - length + (1 if starred else 0) - 1, number))
    return found


def seconds(work: Callable[[], Result]) -> tuple[float, Result]:
    """CPU seconds of one call, and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def alternate(tokens: Tokens, lexicons: dict[str, Lexicon], rounds: int) -> dict[str, float]:
    """Match the lexicons by turns, print what each costs, and return the medians."""
    times: dict[str, list[float]] = {name: [] for name in lexicons}
    hits = {}
    for _ in range(rounds):
        for name, lexicon in lexicons.items():
            took, matches = seconds(lambda lexicon=lexicon: match_terms(tokens, lexicon))
            times[name].append(took)
            hits[name] = len(matches)
    medians = {name: float(np.median(values)) for name, values in times.items()}
    for name, value in medians.items():
        say(f"    match_terms, {len(lexicons[name].entries):6,} patterns ({name}) {value:6.2f} s CPU "
            f"{hits[name]:10,} matches {value / len(tokens) * 1e9:5.0f} ns per token")
    return medians


def same_places(tokens: Tokens, texts: list[str], lexicon: Lexicon, patterns: list[str]) -> bool:
    """Do both find the same places when every match counts?"""
    ours = match_terms(tokens, lexicon, overlap="all")
    rows = tokens.paragraph_of_tokens()[ours.start]
    starts = np.concatenate([[0], np.cumsum([len(word) + 1 for text in texts for word in text.split(" ")])])
    first = starts[tokens.offsets[rows]]
    keys = set(zip(rows.tolist(), (starts[ours.start] - first).tolist(), ours.entry.tolist(), strict=True))
    return keys == with_ahocorasick(texts, patterns)


def main() -> None:
    """Print times, memory and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=10_000_000)
    parser.add_argument("--patterns", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    generator = np.random.default_rng(0)
    forms = invented_forms(generator)
    texts, numbers = make_text(arguments.words, forms, generator)
    patterns = make_patterns(arguments.patterns, forms, numbers, generator)
    corpus = fr.corpus_from_frame(pd.DataFrame({
        "doc_id": [f"d{place // 20}" for place in range(len(texts))],
        "par_id": [place % 20 + 1 for place in range(len(texts))], "text": texts, "lang": "fr"}))
    took, tokens = seconds(lambda: fr.tokenize(corpus))
    say(f"{tokens!r}; tokenize {took:.1f} s CPU")
    tenth = patterns[:len(patterns) // 10]
    # `w` is in no form: these patterns add to the number, not to what is found.
    absent = [pattern[0] + "w" + pattern[1:] for pattern in patterns[len(tenth):]]
    lexicons = {"a tenth": lexicon_of(tenth), "a tenth, the rest absent": lexicon_of(tenth + absent),
                "all": lexicon_of(patterns)}
    medians = alternate(tokens, lexicons, arguments.rounds)
    for name in ("a tenth, the rest absent", "all"):
        say(f"    {name} / a tenth: {medians[name]:.2f} / {medians['a tenth']:.2f} s = "
            f"{medians[name] / medians['a tenth']:.2f}")
    tracemalloc.start()
    match_terms(tokens, lexicons["all"])
    say(f"    memory at its peak inside match_terms {tracemalloc.get_traced_memory()[1] / 2**20:,.0f} MiB; "
        f"tokens {tokens.ids.nbytes / 2**20:,.0f} MiB; process "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:,.0f} MiB")
    tracemalloc.stop()
    part = texts[:len(texts) // 10]
    some = fr.tokenize(fr.corpus_from_frame([{"doc_id": "d", "par_id": place + 1, "text": text, "lang": "fr"}
                                             for place, text in enumerate(part)]))
    ours, _ = seconds(lambda: match_terms(some, lexicons["all"], overlap="all"))
    peer, _ = seconds(lambda: with_ahocorasick(part, patterns))
    say(f"    on a tenth of the text: match_terms(overlap=\"all\") / pyahocorasick {ours:.2f} / {peer:.2f} s = "
        f"{ours / peer:.2f}; tokenize is not counted, nor needed by the peer")
    say(f"    both find the same places: {same_places(some, part, lexicons['all'], patterns)}")


if __name__ == "__main__":
    main()
