"""How often 95 % intervals hold the true value when two groups of articles do not differ.

Run: python benchmarks/interval_coverage.py [--runs N]

Each article has 4 to 16 paragraphs of 20 to 80 words and its own frequency of use, a log-normal factor of
mean 1 (sd 0.8 on the log scale); hits are Poisson given that factor. Both groups come from the same
distribution, so the rate is known and the rate ratio is 1. Two categories: 8 and 2 hits per 1,000 words.
Beside the library's intervals over articles stands the percentile interval over paragraphs, as if they were
independent. `given` is the share of cases in which the library gives an interval; coverage is among those.
"""

import argparse
import time
import warnings

import numpy as np
import pandas as pd

from framing.comparison import compare_rates, rate_ratios

RATES = {"common": 8.0, "rare": 2.0}  # hits per 1,000 words
SPREAD = 0.8
SIZES = (5, 10, 30)
RESAMPLES = {"article": 2000, "paragraph": 500}
WAYS = {
    "articles, studentized": ("article", "studentized"),
    "articles, percentile": ("article", "percentile"),
    "paragraphs, percentile": ("paragraph", "percentile"),
}


def draw_table(generator: np.random.Generator, n_articles: int) -> pd.DataFrame:
    """Draw the paragraphs of two groups of articles that do not differ."""
    group = np.repeat(["a", "b"], n_articles)
    n_paragraphs = generator.integers(4, 17, 2 * n_articles)
    article = np.repeat(np.arange(2 * n_articles), n_paragraphs)
    n_words = generator.integers(20, 81, len(article))
    table = pd.DataFrame({"article": article, "group": group[article], "n_words": n_words})
    for name, rate in RATES.items():
        factor = np.exp(generator.normal(-SPREAD ** 2 / 2, SPREAD, 2 * n_articles))
        table[name] = generator.poisson(rate / 1000 * factor[article] * n_words)
    return table


def by_unit(table: pd.DataFrame, unit: str) -> tuple[pd.DataFrame, pd.Series]:
    """Return the counts and the groups with articles, or wrongly each paragraph, as independent units."""
    units = table.groupby("article").agg({"group": "first", **dict.fromkeys([*RATES, "n_words"], "sum")})
    if unit == "paragraph":
        units = table.drop(columns="article")
    units.index = pd.Index([f"u{number:05d}" for number in units.index], name="doc_id")
    return units[[*RATES, "n_words"]], units["group"]


def covered(estimates: pd.DataFrame, truth: dict[str, float]) -> list[tuple[str, float]]:
    """Say for each row whether its interval holds the truth; NaN where there is no interval."""
    true = estimates["measure"].map(truth)
    inside = (estimates["ci_low"] <= true) & (true <= estimates["ci_high"])
    return list(zip(estimates["measure"], inside.where(estimates["ci_low"].notna()), strict=True))


def simulate(n_articles: int, runs: int, seed: int) -> pd.DataFrame:
    """Collect coverage of rates and ratios, one row per interval."""
    generator = np.random.default_rng([seed, n_articles])
    rows = []
    for run in range(runs):
        table = draw_table(generator, n_articles)
        for way, (unit, method) in WAYS.items():
            counts, by = by_unit(table, unit)
            options = {"method": method, "n_resamples": RESAMPLES[unit], "seed": run}
            rows += [(way, "rate", *row) for row in covered(compare_rates(counts, by, **options), RATES)]
            ratios = rate_ratios(counts, by, reference="b", **options)
            rows += [(way, "ratio", *row) for row in covered(ratios, dict.fromkeys(RATES, 1.0))]
    return pd.DataFrame(rows, columns=["way", "quantity", "measure", "inside"])


def summarise(results: pd.DataFrame) -> pd.DataFrame:
    """Give the coverage in %, its Monte Carlo error, and the share of cases that got an interval at all."""
    inside = results.assign(inside=results["inside"].astype(float)).groupby(
        ["quantity", "measure", "way"], sort=False)["inside"]
    table = pd.DataFrame({"coverage": inside.mean(), "given": inside.count() / inside.size()})
    # The two groups of one run are independent draws, so every interval counts as one trial.
    table["error"] = np.sqrt(table["coverage"] * (1 - table["coverage"]) / inside.count())
    return 100 * table


def main() -> None:
    """Run the simulation and print one line per number of articles, quantity and kind of interval."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="comparisons per size (default 1000)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    warnings.simplefilter("error")
    start = time.perf_counter()
    print(f"{arguments.runs} runs each; coverage of the 95 % interval, %")
    print("articles  quantity category resampled                coverage  ± MC   given")
    for n_articles in SIZES:
        results = simulate(n_articles, arguments.runs, arguments.seed)
        for (quantity, measure, way), row in summarise(results).iterrows():
            print(f"{n_articles:>8}  {quantity:8} {measure:8} {way:24}{row['coverage']:>9.1f} "
                  f"{row['error']:>5.1f} {row['given']:>6.0f}%")
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
