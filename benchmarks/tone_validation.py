"""How well the sign of the tone proxy agrees with human codes: tweets, editorials, climate news.

Run: python benchmarks/tone_validation.py [--validation FOLDER]

For each unit the proxy says positive, neutral or negative: the sign of n_positive - n_negative, with the
operators and without them (words as listed). Against the human classes: macro-F1 with a 95 % percentile
interval (1,000 resamples of articles, or of tweets), accuracy, and the macro-F1 of always naming the
commonest class; for editorials also Pearson's r with the mean of twenty raters. `develop` is the part that
may be looked at, `report` the part that may not; editorials have no parts of their own and are halved by
article. `peer` is the plain baseline of the set's own description, measured there on the units it names.
Tweets are not news, and the tone of climate coverage is not sentiment: none of these figures validates a
use on another corpus.
"""

import argparse
import hashlib
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from framing.measures.tone import tone
from framing.reading import corpus_from_frame
from framing.tokens import tokenize

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "validation"
CLASSES = ("negative", "neutral", "positive")
WAYS = {"operators": "polarity_operators", "as listed": None}
RESAMPLES = 1000
# Macro-F1 of the plain baselines as the descriptions of the sets give them.
PEERS = {
    ("tweets", "fr"): "TF-IDF + logistic .547 (test), Pattern .387, XLM-R .720",
    ("tweets", "en"): "TF-IDF + logistic .498 (test), XLM-R .682",
    ("climate", "fr"): "Pattern .310 (all)",
    ("climate", "en"): "VADER .346 (all)",
    ("editorials", "en"): "VADER F1 .555, r .503 (all); one human r .745",
}


def read(path: Path) -> pd.DataFrame:
    """Read a table of JSON lines with its ids as they are written."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return pd.read_json(path, lines=True, dtype=False, convert_dates=False)


def halves(keys: pd.Series) -> pd.Series:
    """Halve articles by the parity of their digest: even to develop, odd to report."""
    odd = keys.map(lambda key: int(hashlib.md5(str(key).encode()).hexdigest(), 16) % 2 == 1)
    return odd.map({False: "develop", True: "report"})


def tweets(folder: Path) -> Iterator[pd.DataFrame]:
    """Yield tweets with their class; each is a group of its own."""
    for name, lang in (("french", "fr"), ("english", "en")):
        for split in ("train", "val", "test"):
            units = read(folder / "xlmt_tweets" / f"{name}_{split}.jsonl.gz")
            part = "report" if split == "test" else "develop"
            yield pd.DataFrame({"set": "tweets", "lang": lang, "part": part, "group": units["id"],
                                "text": units["text"], "gold": units["label"]})


def climate(folder: Path) -> Iterator[pd.DataFrame]:
    """Yield the coded units of climate news that have a tone."""
    units = read(folder / "ccf_climate" / "train_4000.jsonl.gz")
    units = units[units["tone"].isin(CLASSES)]
    yield pd.DataFrame({"set": "climate", "lang": units["lang"].str.lower(), "part": halves(units["doc_id"]),
                        "group": units["doc_id"], "text": units["text"], "gold": units["tone"]})


def editorials(folder: Path) -> Iterator[pd.DataFrame]:
    """Yield editorial sentences; the mean rating is cut at +-0.5 into classes."""
    units = read(folder / "vader_nyt_editorials" / "snippets.jsonl.gz")
    mean = units["sentiment_mean"].astype(float)
    yield pd.DataFrame({"set": "editorials", "lang": "en", "part": halves(units["article"]),
                        "group": units["article"], "text": units["text"], "rating": mean,
                        "gold": np.select([mean <= -0.5, mean >= 0.5], ["negative", "positive"], "neutral")})


def balances(units: pd.DataFrame, operators: str | None) -> np.ndarray:
    """Return n_positive - n_negative of each unit."""
    frame = pd.DataFrame({"doc_id": [f"u{place:06d}" for place in range(len(units))], "par_id": 1,
                          "text": units["text"].to_numpy(), "lang": units["lang"].to_numpy()})
    counts = tone(tokenize(corpus_from_frame(frame)), operators=operators, unit="document")
    counts = counts.loc[frame["doc_id"]]
    return (counts["n_positive"] - counts["n_negative"]).to_numpy()


def macro_f1(confusion: np.ndarray) -> np.ndarray:
    """Return macro-F1 of confusion matrices (…, gold, predicted)."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    total = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    return np.divide(2 * hits, total, out=np.zeros(hits.shape), where=total > 0).mean(axis=-1)


def scores(units: pd.DataFrame, predicted: np.ndarray) -> dict[str, object]:
    """Compare classes: macro-F1 with an interval over groups, accuracy, and the commonest class."""
    gold = units["gold"].map(CLASSES.index).to_numpy(dtype=int)
    group = pd.factorize(units["group"])[0]
    by_group = np.zeros((group.max() + 1, 3, 3))
    np.add.at(by_group, (group, gold, predicted), 1)
    generator = np.random.default_rng(20261123)
    weights = generator.multinomial(len(by_group), np.full(len(by_group), 1 / len(by_group)), size=RESAMPLES)
    drawn = macro_f1(np.tensordot(weights, by_group, axes=1))
    commonest = np.zeros((3, 3))
    commonest[:, np.bincount(gold, minlength=3).argmax()] = np.bincount(gold, minlength=3)
    confusion = by_group.sum(axis=0)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {"n": len(units), "macro_f1": macro_f1(confusion), "ci_low": low, "ci_high": high,
            "accuracy": np.trace(confusion) / confusion.sum(), "commonest": macro_f1(commonest),
            "share_neutral_said": (predicted == 1).mean()}


def measure(folder: Path) -> pd.DataFrame:
    """Measure every set that is there, in both ways and all parts."""
    parts = [frame for source in (tweets, climate, editorials) for frame in source(folder)]
    units = pd.concat(parts, ignore_index=True)
    rows = []
    for way, operators in WAYS.items():
        balance = balances(units, operators)
        for key, part in units.groupby(["set", "lang", "part"], sort=False):
            own = balance[part.index]
            rated = part["rating"].notna().all()
            r = np.corrcoef(own, part["rating"].to_numpy(dtype=float))[0, 1] if rated else np.nan
            rows.append({**dict(zip(("set", "lang", "part"), key, strict=True)), "way": way,
                         **scores(part, np.sign(own) + 1), "r": r, "peer": PEERS[key[:2]]})
    return pd.DataFrame(rows).sort_values(["set", "lang", "part", "way"]).reset_index(drop=True)


def main() -> None:
    """Print the table, or say why there is none."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--validation", type=Path, default=FOLDER, metavar="FOLDER")
    folder = parser.parse_args().validation
    if not folder.is_dir():
        print(f"skipped: no validation sets in {folder}; they are not part of the repository")
        return
    with pd.option_context("display.width", 250, "display.max_colwidth", 60, "display.max_columns", 20):
        print(measure(folder).to_string(index=False, float_format="{:.3f}".format))


if __name__ == "__main__":
    main()
