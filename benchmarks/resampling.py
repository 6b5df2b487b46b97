"""Time and memory of intervals over very many articles: 2,000 resamples × 60 categories × 100,000 articles.

Run: python benchmarks/resampling.py [--articles N] [--categories N] [--resamples N]

Counts are drawn once (Poisson around article rates that differ); what is timed is `compare_rates` alone. The
peak is that of the whole process, the table and the libraries included. Beside it stands a plain pandas loop,
one resample at a time, on 20 resamples, scaled to the full number. The matrix library keeps to one thread unless
the environment says otherwise: on a busy machine its threads wait for each other, and take several times as long.
"""

import argparse
import os
import resource
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

from framing.comparison import compare_rates

PLAIN = 20


def draw_table(n_articles: int, n_categories: int, seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """Draw a document table of counts and one group for all its articles."""
    generator = np.random.default_rng(seed)
    index = pd.Index([f"d{number:06d}" for number in range(n_articles)], name="doc_id")
    words = generator.integers(200, 800, n_articles)
    rates = generator.uniform(0.0005, 0.01, n_categories)
    factor = generator.lognormal(-0.125, 0.5, (n_articles, 1))
    counts = pd.DataFrame(generator.poisson(rates * words[:, None] * factor), index=index,
                          columns=[f"category_{number:02d}" for number in range(n_categories)])
    counts["n_words"] = words
    return counts, pd.Series("all", index=index)


def plain_loop(counts: pd.DataFrame, n_resamples: int) -> float:
    """Time the usual way: draw rows, add them up, divide; seconds for all resamples."""
    generator = np.random.default_rng(0)
    start = time.perf_counter()
    for _ in range(PLAIN):
        drawn = counts.iloc[generator.integers(0, len(counts), len(counts))].sum()
        drawn / drawn["n_words"]
    return (time.perf_counter() - start) / PLAIN * n_resamples


def main() -> None:
    """Run both and print their times, and the peak memory of ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--categories", type=int, default=60)
    parser.add_argument("--resamples", type=int, default=2000)
    arguments = parser.parse_args()
    counts, by = draw_table(arguments.articles, arguments.categories, seed=1)
    start = time.perf_counter()
    table = compare_rates(counts, by, n_resamples=arguments.resamples)
    seconds = time.perf_counter() - start
    # Kilobytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2 ** 30 if sys.platform == "darwin" else 2 ** 20)
    given = int(table["ci_low"].notna().sum())
    plain = plain_loop(counts, arguments.resamples)
    print(f"{arguments.resamples:,} resamples × {arguments.categories} categories × {arguments.articles:,} articles")
    print(f"compare_rates (studentized) {seconds:8.1f} s   peak {peak:.2f} GB   {given} intervals")
    print(f"pandas, one at a time       {plain:8.1f} s   (scaled from {PLAIN} resamples; percentiles only)")
    print(f"ratio                       {plain / seconds:8.1f}")


if __name__ == "__main__":
    main()
