"""How well the tone proxy and the lexicon tools people use agree with human codes, side by side.

Run: python benchmarks/tone.py [--validation FOLDER] [--part develop|report]
Peers: pip install --group benchmark; a peer that is not installed is named and left out.

Each tool says positive, neutral or negative of a unit. The tone proxy: the sign of n_positive - n_negative, with the
operators, and without them (`as listed`). VADER (English), vaderSentiment-fr, TextBlob (English) and textblob-fr,
which is the French analyser and word list of Pattern (Pattern itself cannot be installed on the Pythons supported
here): their score cut at +-.05. Against the human classes: macro-F1 with a 95 % percentile interval (1,000
resamples of articles, or of tweets), accuracy, and the macro-F1 of always naming the commonest class; for
editorials also Pearson's r with the mean of twenty raters, whose classes are cut at +-.5 (our score there is
`logit` of `tone_balance`).

`develop` may be looked at, `report` not: tweets have their own parts; climate articles and editorials are halved by
the parity of the digest of their article, a fixed cut. Tweets are not news, and the tone of climate coverage is not
sentiment: none of these figures validates a use on another corpus. The raters of the editorials judged how bad the
events are as well as how the text judges them; the proxy leaves events out on purpose.
"""

import argparse
import hashlib
import importlib
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from framing.measures.tone import tone, tone_balance
from framing.reading import corpus_from_frame
from framing.tokens import tokenize

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "validation"
CLASSES = ("negative", "neutral", "positive")
WAYS = {"framing": "polarity_operators", "framing, as listed": None}
CUT = 0.05
RESAMPLES = 1000


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


def ours(units: pd.DataFrame, operators: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Return n_positive - n_negative and the logit of each unit."""
    frame = pd.DataFrame({"doc_id": [f"u{place:06d}" for place in range(len(units))], "par_id": 1,
                          "text": units["text"].to_numpy(), "lang": units["lang"].to_numpy()})
    counts = tone(tokenize(corpus_from_frame(frame)), operators=operators, unit="document")
    counts = counts.loc[frame["doc_id"]]
    return (counts["n_positive"] - counts["n_negative"]).to_numpy(), tone_balance(counts)["logit"].fillna(0).to_numpy()


def vader(module: str) -> Callable[[str], float]:
    """Return the compound score of VADER, or of its French translation."""
    analyzer = importlib.import_module(f"{module}.vaderSentiment").SentimentIntensityAnalyzer()
    return lambda text: analyzer.polarity_scores(text)["compound"]


def textblob(lang: str) -> Callable[[str], float]:
    """Return the polarity of TextBlob, with Pattern's French analyser for French."""
    blob = importlib.import_module("textblob").TextBlob
    arguments = {}
    if lang == "fr":
        french = importlib.import_module("textblob_fr")
        arguments = {"pos_tagger": french.PatternTagger(), "analyzer": french.PatternAnalyzer()}

    def polarity(text: str) -> float:
        found = blob(text, **arguments).sentiment
        return found[0]
    return polarity


PEERS = {
    ("VADER", "en"): lambda: vader("vaderSentiment"), ("vader-fr", "fr"): lambda: vader("vaderSentiment_fr"),
    ("TextBlob", "en"): lambda: textblob("en"), ("textblob-fr (Pattern)", "fr"): lambda: textblob("fr"),
}


def peers(units: pd.DataFrame) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the scores of each installed peer, NaN in languages it does not read; name those that are missing."""
    for (name, lang), make in PEERS.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                score = make()
            except ImportError as error:
                print(f"{name}: not installed, left out ({error})")
                continue
            own = (units["lang"] == lang).to_numpy()
            values = np.full(len(units), np.nan)
            values[own] = [score(text) for text in units.loc[own, "text"]]
        yield name, values


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
            "said_neutral": (predicted == 1).mean()}


def measure(units: pd.DataFrame) -> pd.DataFrame:
    """Score every tool on every set and language of one part."""
    tools = []
    for way, operators in WAYS.items():
        balance, logit = ours(units, operators)
        tools.append((way, np.sign(balance), logit))
    for name, values in peers(units):
        tools.append((name, np.where(np.isnan(values), np.nan, np.sign(values) * (np.abs(values) >= CUT)), values))
    rows = []
    for key, part in units.groupby(["set", "lang"], sort=False):
        for name, said, value in tools:
            if np.isnan(said[part.index]).any():
                continue
            rated = part["rating"].notna().all()
            r = np.corrcoef(value[part.index], part["rating"].to_numpy(dtype=float))[0, 1] if rated else np.nan
            rows.append({**dict(zip(("set", "lang"), key, strict=True)), "tool": name,
                         **scores(part, said[part.index].astype(int) + 1), "r": r})
    return pd.DataFrame(rows)


def main() -> None:
    """Print the table of one part, or say why there is none."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--validation", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--part", choices=("develop", "report"), default="develop")
    arguments = parser.parse_args()
    if not arguments.validation.is_dir():
        print(f"skipped: no validation sets in {arguments.validation}; they are not part of the repository")
        return
    units = pd.concat([frame for source in (tweets, climate, editorials) for frame in source(arguments.validation)])
    units = units[units["part"] == arguments.part].reset_index(drop=True)
    print(f"part {arguments.part}")
    with pd.option_context("display.width", 200, "display.max_columns", 20):
        print(measure(units).to_string(index=False, float_format="{:.3f}".format, na_rep="-"))


if __name__ == "__main__":
    main()
