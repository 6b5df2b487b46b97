"""One million words through the whole engine, beside scikit-learn's CountVectorizer: python benchmarks/engine.py

The text is made of paragraphs of the demonstration corpus in which some words are replaced by invented names,
so that the vocabulary grows as news vocabularies do. CPU time of the process, so one core; the runs alternate; medians.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

import framing as fr

ARTICLES = Path(__file__).resolve().parents[1] / "data/articles"


def make_texts(n_words: int, lang: str) -> list[str]:
    """Return paragraphs of about `n_words` words in all, made from the demonstration corpus."""
    corpus = fr.read_corpus(ARTICLES)
    source = corpus.paragraphs.loc[corpus.paragraphs["lang"] == lang, "text"].tolist()
    generator = np.random.default_rng(0)
    syllables = ["ba", "lo", "mer", "ti", "van", "sou", "kre", "du", "pal", "ne", "gor", "fin", "ost", "eli"]
    texts: list[str] = []
    total = 0
    while total < n_words:
        words = source[generator.integers(len(source))].split()
        for place in generator.integers(len(words), size=max(1, len(words) // 25)):
            # A Pareto tail of names: most are seen once, as in news.
            draw = np.random.default_rng(int(generator.pareto(0.6) * 100) % 2_000_000)
            words[place] = "".join(draw.choice(syllables, size=4)).capitalize()
        texts.append(" ".join(words))
        total += len(words)
    return texts


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Alternate the two, print medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    for lang in ("fr", "en"):
        texts = make_texts(arguments.words, lang)
        corpus = fr.corpus_from_frame([{"doc_id": f"d{place // 10}", "par_id": place % 10 + 1, "text": text,
                                        "lang": lang} for place, text in enumerate(texts)])
        tokens = fr.tokenize(corpus)
        stages: dict[str, Callable[[], object]] = {
            "CountVectorizer().fit_transform": lambda texts=texts: CountVectorizer().fit_transform(texts),
            "tokenize": lambda corpus=corpus: fr.tokenize(corpus),
            "lexical_features": lambda tokens=tokens: fr.lexical_features(tokens),
            "frame_terms war_peace": lambda tokens=tokens: fr.frame_terms(tokens, "war_peace"),
            "frame_terms generic_news": lambda tokens=tokens: fr.frame_terms(tokens, "generic_news"),
            "tone": lambda tokens=tokens: fr.tone(tokens),
        }
        times: dict[str, list[float]] = {name: [] for name in stages}
        for _ in range(arguments.rounds):
            for name, work in stages.items():
                times[name].append(seconds(work))
        median = {name: statistics.median(values) for name, values in times.items()}
        ours = sum(value for name, value in median.items() if not name.startswith("CountVectorizer"))
        sys.stdout.write(f"{lang}: {tokens!r}\n")
        for name, value in median.items():
            sys.stdout.write(f"    {name:34s} {value:7.3f} s CPU\n")
        peer = median["CountVectorizer().fit_transform"]
        sys.stdout.write(f"    everything of ours / CountVectorizer: {ours:.3f} / {peer:.3f} = {ours / peer:.2f}\n")


if __name__ == "__main__":
    main()
