"""What a lexicon's error does to a comparison, and what coded units repair: coverage, then real coded news.

Run: python benchmarks/validation.py [--runs N] [--seed S] [--validation FOLDER]     (100 runs: some minutes)

First part, simulated: two outlets of 60 articles with 6 to 10 paragraphs, the category in 30 % of the paragraphs of
both (articles differ: intraclass correlation .1). The lexicon finds 45 % of them in outlet A and 90 % in B, and is
wrong in 5 % of the others. n paragraphs of each outlet are coded, half with a hit and half without (`coding_sheet`'s
design), by a coder who is right. Printed: the mean estimate, and how often 95 % intervals hold the truth, for the
machine's own share, the corrected one (tuned, and plain) and the difference of the outlets; the mean width; the share
of runs in which an interval is given. MC is the Monte Carlo error of a coverage of 95 %.

Second part, real: climate news coded by an expert (CCF, units of two sentences, articles of the odd half, which no
list was written from), French and English apart. The expert's share of `economic` is taken for the truth. Of each
language n units are drawn with `coding_sheet` and their codes shown to the correction; the rest is hidden from it.
Printed over repeated draws: truth, the lexicon's own share, the mean corrected share, its mean absolute error beside
that of n units drawn at random and coded, without the lexicon, and how often the interval holds the truth. Articles do
not vary between draws, so that an interval over articles is wider than it must be here, and may cover more than it
says. The second part is skipped, with the reason, where the folder is absent.
"""

import argparse
import hashlib
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from framing._check import FramingWarning
from framing.measures.frames import frame_terms
from framing.reading import corpus_from_frame
from framing.tokens import Tokens, tokenize
from framing.validation import coding_sheet, corrected_differences, corrected_shares

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "validation"
N_ARTICLES, SHARE, CORRELATION = 60, 0.30, 0.1
FINDS = {"A": 0.45, "B": 0.90}
FALSE_ALARM = 0.05
SIZES = (40, 100, 200)
RESAMPLES = 400
DRAWS = 100


def draw_corpus(generator: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray, pd.Series]:
    """Draw two outlets: the machine's table, the truth, the outlet of each article."""
    doc_ids = [f"{outlet}{number:03d}" for outlet in FINDS for number in range(N_ARTICLES)]
    sizes = generator.integers(6, 11, len(doc_ids))
    names = np.repeat(doc_ids, sizes)
    index = pd.MultiIndex.from_arrays([names, np.concatenate([np.arange(1, size + 1) for size in sizes])],
                                      names=["doc_id", "par_id"])
    strength = (1 - CORRELATION) / CORRELATION
    chance = np.repeat(generator.beta(SHARE * strength, (1 - SHARE) * strength, len(doc_ids)), sizes)
    truth = generator.random(len(index)) < chance
    finds = np.array([FINDS[name[0]] for name in names])
    says = generator.random(len(index)) < np.where(truth, finds, FALSE_ALARM)
    by = pd.Series([doc_id[0] for doc_id in doc_ids], index=pd.Index(doc_ids, name="doc_id"))
    return pd.DataFrame({"war": says.astype(int)}, index=index), truth, by


def code(generator: np.random.Generator, machine: pd.DataFrame, truth: np.ndarray, n: int) -> pd.DataFrame:
    """Code n units of each outlet, half with a hit, half without, as far as there are enough."""
    outlet = machine.index.get_level_values("doc_id").str[0].to_numpy()
    says = machine["war"].to_numpy()
    parts = []
    for name in FINDS:
        sizes = [int(((outlet == name) & (says == answer)).sum()) for answer in (0, 1)]
        hits = min(n // 2, sizes[1])
        for answer, k in ((1, hits), (0, min(n - hits, sizes[0]))):
            chosen = generator.choice(np.flatnonzero((outlet == name) & (says == answer)), k, replace=False)
            parts.append(machine.index[chosen].to_frame(index=False).assign(
                code=truth[chosen].astype(float), inclusion_probability=k / sizes[answer]))
    return pd.concat(parts, ignore_index=True).assign(coder="expert", category="war")


def simulate(runs: int, seed: int) -> None:
    """Print coverage by number of coded units."""
    print(f"simulated: 2 x {N_ARTICLES} articles, truth {SHARE:.2f} in both, the lexicon finds {FINDS['A']:.0%} and "
          f"{FINDS['B']:.0%}; {runs} runs, MC {100 * np.sqrt(0.95 * 0.05 / runs):.1f}")
    print(f"{'coded an outlet':>15}  {'figure':<28}{'truth':>6}{'mean':>8}{'covers %':>10}{'width':>8}{'given %':>9}")
    for n in SIZES:
        rows = []
        for run in range(runs):
            generator = np.random.default_rng([seed, n, run])
            machine, truth, by = draw_corpus(generator)
            codes = code(generator, machine, truth, n)
            options = {"codes": codes, "n_resamples": RESAMPLES, "seed": run}
            for tuned, said in ((True, "corrected"), (False, "corrected, plain")):
                shares = corrected_shares(machine, by, tuned=tuned, **options)
                rows += [(f"{row.group} {said if row.n_coded else 'uncorrected'}", SHARE, row.estimate, row.ci_low,
                          row.ci_high) for row in shares.itertuples() if tuned or row.n_coded]
            gaps = corrected_differences(machine, by, reference="B", **options)
            rows += [(f"A - B {'corrected' if row.n_coded else 'uncorrected'}", 0.0, row.estimate, row.ci_low,
                      row.ci_high) for row in gaps.itertuples()]
        table = pd.DataFrame(rows, columns=["figure", "truth", "estimate", "low", "high"])
        for figure, part in table.groupby("figure", sort=True):
            given = part.dropna(subset="low")
            held = ((given["low"] <= given["truth"]) & (given["truth"] <= given["high"])).mean()
            width, share = (given["high"] - given["low"]).mean(), 100 * len(given) / len(part)
            print(f"{n:>15}  {figure:<28}{part['truth'].iloc[0]:>6.2f}{part['estimate'].mean():>8.3f}"
                  f"{100 * held:>10.1f}{width:>8.3f}{share:>9.1f}")


def climate(folder: Path, lang: str) -> tuple[Tokens, pd.Series]:
    """Read the coded units of one language, odd articles: tokens, and the expert's answers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        units = pd.read_json(folder / "ccf_climate" / "train_4000.jsonl.gz", lines=True, dtype=False,
                             convert_dates=False)
    odd = units["doc_id"].map(lambda name: int(hashlib.md5(str(name).encode()).hexdigest(), 16) % 2 == 1)
    units = units[odd & (units["lang"].str.lower() == lang)]
    units = units.assign(par_id=units.groupby("doc_id").cumcount() + 1, doc_id=units["doc_id"].astype(str), lang=lang)
    tokens = tokenize(corpus_from_frame(units[["doc_id", "par_id", "text", "lang"]]))
    truth = units.set_index(["doc_id", "par_id"])["frames"].map(lambda frames: float("economic" in frames))
    return tokens, truth.reindex(tokens.index)


def real(folder: Path, seed: int) -> None:
    """Print the estimate before and after correction, by number of coded units."""
    print(f"\nreal: climate news (CCF), odd articles, economic of policy_frames; {DRAWS} draws of n coded units")
    print(f"{'language':>8}{'units':>7}{'n':>6}{'truth':>8}{'lexicon':>9}{'corrected':>11}{'error':>8}"
          f"{'codes alone':>13}{'covers %':>10}")
    for lang in ("fr", "en"):
        tokens, truth = climate(folder, lang)
        machine = frame_terms(tokens, "policy_frames")[["economic", "n_words"]]
        measured = machine["n_words"] > 0
        by = pd.Series(lang, index=tokens.corpus.documents.index)
        target = truth[measured].mean()
        for n in SIZES:
            found = []
            for number in range(DRAWS):
                sheet = coding_sheet(tokens, "policy_frames", n=n, categories=["economic"], seed=seed + number, by=by,
                                     context=False)
                codes = sheet.drop(columns="economic").assign(
                    coder="expert", category="economic",
                    code=truth.reindex(pd.MultiIndex.from_frame(sheet[["doc_id", "par_id"]])).to_numpy())
                row = corrected_shares(machine, by, codes=codes, n_resamples=RESAMPLES, seed=number).iloc[1]
                alone = np.random.default_rng(number).choice(truth[measured].to_numpy(), n, replace=False).mean()
                found.append((row["estimate"], row["ci_low"] <= target <= row["ci_high"], alone))
            estimates, held, alone = (np.array(column, dtype=float) for column in zip(*found, strict=True))
            counted = (machine["economic"][measured] > 0).mean()
            print(f"{lang:>8}{int(measured.sum()):>7}{n:>6}{target:>8.3f}{counted:>9.3f}"
                  f"{estimates.mean():>11.3f}{np.abs(estimates - target).mean():>8.3f}"
                  f"{np.abs(alone - target).mean():>13.3f}{100 * held.mean():>10.0f}")


def main() -> None:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--validation", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    warnings.simplefilter("ignore", FramingWarning)
    simulate(chosen.runs, chosen.seed)
    if chosen.validation.is_dir():
        real(chosen.validation, chosen.seed)
    else:
        print(f"\nreal coded news skipped: no folder {chosen.validation}")


if __name__ == "__main__":
    main()
