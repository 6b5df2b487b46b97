"""Do French and English lists say the same of the same sentence? python benchmarks/parallel.py

1,000 sentences that professionals translated (UD PUD, news and Wikipedia, CC BY-SA 3.0), beside the repository in
../shared/validation/ud_pud_parallel_en_fr. For each category of the built-in schemes: in how many sentences each list
has a hit, in how many both; agreement as Cohen's kappa and as both / either; the French rate over the English one, with
an interval from drawing sentences (2,000 times, 95 %). Then, for the single words of the lists alone, the same ratio
before and after each rate is divided by what the language at large has (needs the extra `norms`). 1 would be two
lists that count alike. With few sentences a line says little: fewer than 10 with a hit in either are marked.
"""

import argparse
import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import framing as fr
from framing.lexicon import Lexicon
from framing.tokens import Tokens

SET = Path(__file__).resolve().parents[2] / "shared/validation/ud_pud_parallel_en_fr/sentences.jsonl.gz"
FEW, N_RESAMPLES = 10, 2000


def read_pairs(path: Path) -> tuple[Tokens, Tokens]:
    """Return the French and the English sentences, a paragraph each, in the same order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    french, english = (fr.tokenize(fr.corpus_from_frame([
        {"doc_id": "pud", "par_id": number, "lang": lang, "text": row[lang]["text"]}
        for number, row in enumerate(rows, start=1)])) for lang in ("fr", "en"))
    return french, english


def kappa(one: np.ndarray, other: np.ndarray) -> float:
    """Cohen's kappa of two truth values per sentence; NaN where chance alone agrees."""
    observed = (one == other).mean()
    chance = one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean())
    return (observed - chance) / (1 - chance) if chance < 1 else np.nan


def rate_ratio(french: pd.DataFrame, english: pd.DataFrame, category: str, draws: np.ndarray) -> np.ndarray:
    """Return the ratio of rates in each draw of sentences; NaN where English has no hit."""
    sums = [table[name].to_numpy()[draws].sum(axis=1) for table in (french, english) for name in (category, "n_words")]
    with np.errstate(divide="ignore", invalid="ignore"):
        return (sums[0] / sums[1]) / (sums[2] / sums[3])


def of_single_words(lexicon: Lexicon, french: Tokens, english: Tokens) -> pd.DataFrame:
    """Return, by category, the French rate over the English one, plain and each over its expected rate."""
    part = fr.single_words(lexicon)
    expected = fr.expected_rates(part).set_index(["lang", "category"])["expected"]
    plain, relative = {}, {}
    for lang, tokens in (("fr", french), ("en", english)):
        counts = fr.frame_terms(tokens, part).sum()
        observed = counts.drop("n_words") / counts["n_words"] * 1000
        plain[lang], relative[lang] = observed, observed / expected[lang].reindex(observed.index)
    return pd.DataFrame({"single words": plain["fr"] / plain["en"], "over expected": relative["fr"] / relative["en"]})


def compare(name: str, french: Tokens, english: Tokens, *, norms: bool) -> pd.DataFrame:
    """Return one row per category of a scheme."""
    lexicon = fr.load_lexicon(name)
    tables = [fr.frame_terms(tokens, lexicon) for tokens in (french, english)]
    draws = np.random.default_rng(0).integers(len(tables[0]), size=(N_RESAMPLES, len(tables[0])))
    all_once = np.arange(len(tables[0]))[None, :]
    singles = of_single_words(lexicon, french, english) if norms else pd.DataFrame()
    rows = []
    for category in lexicon.categories:
        one, other = (table[category].to_numpy() > 0 for table in tables)
        resampled = rate_ratio(*tables, category, draws)
        low, high = np.nanquantile(resampled, [0.025, 0.975]) if np.isfinite(resampled).all() else (np.nan, np.nan)
        either = int((one | other).sum())
        rows.append({"category": category + (" (few)" if either < FEW else ""), "fr": int(one.sum()),
                     "en": int(other.sum()), "both": int((one & other).sum()),
                     "both/either": (one & other).sum() / either if either else np.nan, "kappa": kappa(one, other),
                     "rate fr/en": rate_ratio(*tables, category, all_once)[0], "low": low, "high": high,
                     **(singles.loc[category].to_dict() if norms else {})})
    return pd.DataFrame(rows)


def main() -> None:
    """Print a table per scheme, and the median distance from 1 of each kind of ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schemes", nargs="*", default=["generic_news", "war_peace", "tone"])
    arguments = parser.parse_args()
    if not SET.is_file():
        sys.exit(f"{SET.name} is not beside the repository")
    french, english = read_pairs(SET)
    norms = True
    try:
        import wordfreq  # noqa: F401
    except ImportError:
        norms = False
        sys.stdout.write("wordfreq is not installed: no expected rates\n")
    for name in arguments.schemes:
        table = compare(name, french, english, norms=norms)
        sys.stdout.write(f"{name}: {len(french.index)} sentences, sentences with a hit\n")
        sys.stdout.write(table.to_string(index=False, float_format="{:.2f}".format, na_rep="-") + "\n")
        enough = table[~table["category"].str.endswith("(few)")]
        for column in table.columns.intersection(["rate fr/en", "single words", "over expected"]):
            away = np.log2(enough[column]).abs()
            away = away[np.isfinite(away)]
            sys.stdout.write(f"    {column}: median factor away from 1 {2 ** away.median():.2f} "
                             f"({len(away)} categories)\n")


if __name__ == "__main__":
    main()
