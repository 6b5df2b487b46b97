"""How often 95 % intervals hold the true value, and how often tests cry wolf, in 24 conditions.

Run: python benchmarks/coverage.py [--runs N] [--seed S]      (2,000 runs: some minutes on one core)

Two groups that do not differ. An article has 6 to 14 paragraphs of 40 to 80 words; a paragraph has the
category with the article's own probability, drawn from a Beta distribution, so that the intraclass
correlation of its paragraphs is exactly 0, .1 or .5; a paragraph with the category has 1 + Poisson(0.3) hits.
The category stands in 30 % (frequent) or 5 % (rare) of the paragraphs. Runs of one condition are columns of one
table, so that all are resampled at once; articles are drawn anew every 100 runs.

Printed for each condition: the articles of a group that carry the category; coverage of the intervals given, for
the rate, the ratio and the difference of two groups, and the share of runs in which one is given (the others
are NaN with a reason); rejections at .05 of `permutation_test`, of the exchange moments behind `keyness`, and of
the χ² test on paragraphs as if they were independent. A star marks the conditions in which ten articles or more
of a group carry the category on average. MC is the Monte Carlo error of a coverage of 95 %.
"""

import argparse
import time
import warnings
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import chi2

from framing.comparison import compare_rates, permutation_test, rate_differences, rate_ratios
from framing.comparison.permutation import Exchange, moment_p_values

SIZES = (5, 10, 30, 100)
CORRELATIONS = (0.0, 0.1, 0.5)
SHARES = {"frequent": 0.30, "rare": 0.05}
MORE_HITS = 0.3
AT_ONCE = 100
ENOUGH = 10
MEAN_WORDS = 60


def draw(generator: np.random.Generator, n_articles: int, share: float,
         correlation: float) -> tuple[pd.DataFrame, pd.Series, np.ndarray, np.ndarray]:
    """Draw two groups: counts by article, the groups, and paragraphs with the category out of how many."""
    total = 2 * n_articles
    sizes = generator.integers(6, 15, total)
    owner = np.repeat(np.arange(total), sizes)
    words = np.bincount(owner, generator.integers(40, 81, len(owner)), total).astype(int)
    if correlation:
        strength = (1 - correlation) / correlation
        chance = generator.beta(share * strength, (1 - share) * strength, (total, AT_ONCE))
    else:
        chance = np.full((total, AT_ONCE), share)
    present = generator.random((len(owner), AT_ONCE)) < chance[owner]
    hits = present * (1 + generator.poisson(MORE_HITS, present.shape))
    sums, carrying = np.zeros((2, total, AT_ONCE))
    np.add.at(sums, owner, hits)
    np.add.at(carrying, owner, present)
    index = pd.Index([f"d{number:04d}" for number in range(total)], name="doc_id")
    counts = pd.DataFrame(sums.astype(int), index=index, columns=[f"run_{run:03d}" for run in range(AT_ONCE)])
    by = pd.Series(np.repeat(["a", "b"], n_articles), index=index)
    return counts.assign(n_words=words), by, carrying, sizes


def inside(table: pd.DataFrame, group: str, truth: float) -> np.ndarray:
    """Say for each run whether the group's interval holds the truth; NaN where none is given."""
    rows = table[table["group"] == group]
    held = (rows["ci_low"] <= truth) & (truth <= rows["ci_high"])
    return held.astype(float).where(rows["ci_low"].notna()).to_numpy()


def paragraph_test(carrying: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return p-values of the χ² test on paragraphs with the category, taken for independent."""
    half = len(sizes) // 2
    found = np.array([carrying[:half].sum(axis=0), carrying[half:].sum(axis=0)])
    number = np.array([[sizes[:half].sum()], [sizes[half:].sum()]])
    pooled = found.sum(axis=0) / number.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = ((found - number * pooled) ** 2 / (number * pooled * (1 - pooled))).sum(axis=0)
    return chi2.sf(np.nan_to_num(statistic), 1)


def runs_of(n_articles: int, kind: str, correlation: float, runs: int, seed: int) -> Iterator[pd.DataFrame]:
    """Yield blocks of runs: what each interval and each test said."""
    generator = np.random.default_rng([seed, n_articles, int(100 * correlation), len(kind)])
    share = SHARES[kind]
    rate = 1000 * share * (1 + MORE_HITS) / MEAN_WORDS
    for block in range(runs // AT_ONCE):
        counts, by, carrying, sizes = draw(generator, n_articles, share, correlation)
        options = {"seed": block, "n_resamples": 1000}
        in_group = (by == "a").to_numpy()
        exchange = Exchange(counts.drop(columns="n_words").to_numpy(dtype=float), counts[["n_words"]].to_numpy(float),
                            in_group, np.zeros(len(by), dtype=int))
        exact = permutation_test(counts, by, reference="b", n_permutations=999, seed=block)
        yield pd.DataFrame({
            "carriers": (carrying > 0).sum(axis=0) / 2,
            "rate": inside(compare_rates(counts, by, **options), "a", rate),
            "ratio": inside(rate_ratios(counts, by, reference="b", **options), "a", 1.0),
            "difference": inside(rate_differences(counts, by, reference="b", **options), "a", 0.0),
            "permutation": (exact["p_value"] <= 0.05).to_numpy(),
            "moments": moment_p_values(exchange) <= 0.05,
            "paragraphs": paragraph_test(carrying, sizes) <= 0.05})


def line(results: pd.DataFrame) -> str:
    """Word one condition: articles that carry it, coverage and share of the intervals given, rejections."""
    carriers = results["carriers"].mean()
    parts = [f"{carriers:7.1f}{'*' if carriers >= ENOUGH else ' '}"]
    for name in ("rate", "ratio", "difference"):
        given = results[name].notna()
        covered = 100 * results.loc[given, name].mean() if given.any() else np.nan
        parts.append(f"|{covered:6.1f}{100 * given.mean():6.0f} ")
    parts.append("|" + "".join(f"{100 * results[name].mean():6.1f}"
                               for name in ("permutation", "moments", "paragraphs")))
    return "".join(parts)


def main() -> None:
    """Run the 24 conditions and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=2000, help="runs for each condition, in hundreds (default 2000)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    warnings.simplefilter("error")
    start = time.perf_counter()
    error = 100 * np.sqrt(0.95 * 0.05 / arguments.runs)
    print(f"{arguments.runs} runs a condition; %, ± {error:.1f} MC")
    print("                             carry |    rate     |    ratio    | difference  | rejected at .05")
    print("category articles  ICC  a group    | cover given | cover given | cover given |  perm  mom. parag.")
    for kind in SHARES:
        for n_articles in SIZES:
            for correlation in CORRELATIONS:
                blocks = runs_of(n_articles, kind, correlation, arguments.runs, arguments.seed)
                results = pd.concat(list(blocks), ignore_index=True)
                print(f"{kind:8} {n_articles:8} {correlation:4.1f} {line(results)}", flush=True)
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
