"""How well the categories of the built-in schemes find what people coded: precision, recall and F1.

Run: python benchmarks/lexicons.py [--validation FOLDER] [--part develop|report] [--set ccf|gvfc|babe]

A unit has a frame if it holds at least one, or two, terms of the category; `narrator` counts only terms whose first
word is the narrator's. Units: two sentences of climate news (CCF, French and English), headlines on gun violence
(GVFC), sentences of US news (BABE, words of praise and blame against the coders' label of bias). Beside each score:
the number of units and of positive ones, a 95 % percentile interval of F1 (1,000 resamples of articles, headlines
or sentences), the F1 of calling every unit positive (`always`), and the F1 of our untuned drafts on all CCF units
(`draft`; for political the drafts of political, policy and external regulation together). CCF articles and BABE
outlets are halved by the digest of their name, GVFC headlines by their number: even to develop, odd to report. No
list was written from the odd halves, nor from either half of GVFC and BABE. The figures hold for climate news, gun
headlines and US sentences, and validate no use on another corpus.
"""

import argparse
import hashlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from framing.lexicon_files import load_lexicon
from framing.matching import match_terms
from framing.reading import corpus_from_frame
from framing.tokens import tokenize
from framing.voice import voice_of_tokens

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "validation"
RESAMPLES = 1000
POLITICAL = ("policy_frames.political", "policy_frames.policy_prescription", "policy_frames.external_regulation")
SIX = ("economic", "health", "political", "security", "cultural", "justice")
# Human label to our categories, set by set; what follows a comma tells a second reading of the label.
CCF = {"economic": ("policy_frames.economic",), "economic, generic news": ("generic_news.economic",),
       "health": ("policy_frames.health_safety",), "political": POLITICAL,
       "political, alone": ("policy_frames.political",), "security": ("policy_frames.security_defense",),
       "cultural": ("policy_frames.cultural_identity",), "justice": ("policy_frames.fairness_equality",),
       "justice, with law": ("policy_frames.fairness_equality", "policy_frames.legality_constitutionality")}
GVFC = {"Politics": ("policy_frames.political",), "Public opinion": ("policy_frames.public_opinion",),
        "Gun control/regulation": ("policy_frames.policy_prescription", "policy_frames.legality_constitutionality"),
        "Gun rights/2nd amendment": ("policy_frames.legality_constitutionality",),
        "Race/ethnicity": ("policy_frames.fairness_equality",),
        "Economic consequences": ("policy_frames.economic",), "Mental health": ("policy_frames.health_safety",),
        "Society/culture": ("policy_frames.cultural_identity",)}
BABE = {"biased": ("tone.positive", "tone.negative"), "biased, blame": ("tone.negative",)}
DRAFTS = {
    "en": {"economic": .50, "health": .45, "political": .57, "political, alone": .40, "security": .23, "cultural": .28,
           "justice": .11},
    "fr": {"economic": .54, "health": .45, "political": .58, "political, alone": .54, "security": .17, "cultural": .20,
           "justice": .16},
}


@dataclass(frozen=True)
class Units:
    """Coded texts: one row per unit (lang, part, group, text), and one truth value per unit and human label."""

    name: str
    table: pd.DataFrame
    gold: pd.DataFrame
    categories: dict[str, tuple[str, ...]]


def read(path: Path) -> pd.DataFrame:
    """Read a table of JSON lines with its ids as they are written."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return pd.read_json(path, lines=True, dtype=False, convert_dates=False)


def halves(keys: pd.Series) -> pd.Series:
    """Halve by the parity of a digest: even to develop, odd to report."""
    odd = keys.map(lambda key: int(hashlib.md5(str(key).encode()).hexdigest(), 16) % 2 == 1)
    return odd.map({False: "develop", True: "report"})


def ccf(folder: Path) -> Units:
    """Return the coded units of climate news."""
    units = read(folder / "ccf_climate" / "train_4000.jsonl.gz")
    table = pd.DataFrame({"lang": units["lang"].str.lower(), "part": halves(units["doc_id"]),
                          "group": units["doc_id"].astype(str), "text": units["text"]})
    coded = {frame: units["frames"].map(lambda own, frame=frame: frame in own) for frame in SIX}
    gold = pd.DataFrame({label: coded[label.split(",")[0]] for label in CCF})
    return Units("ccf", table, gold, CCF)


def gvfc(folder: Path) -> Units:
    """Return the headlines that have a frame; each is a group of its own."""
    units = read(folder / "gvfc" / "headlines.jsonl.gz")
    units = units[units["frame"].notna()].reset_index(drop=True)
    table = pd.DataFrame({"lang": "en", "part": halves(units["id"]), "group": units["id"], "text": units["text"]})
    gold = pd.DataFrame({label: (units["frame"] == label) | (units["frame2"] == label) for label in GVFC})
    return Units("gvfc", table, gold, GVFC)


def babe(folder: Path) -> Units:
    """Return the sentences on whose bias the coders agreed."""
    units = read(folder / "babe" / "final_labels_SG2.jsonl.gz")
    units = units[units["label_bias"].isin(["Biased", "Non-biased"])].reset_index(drop=True)
    table = pd.DataFrame({"lang": "en", "part": halves(units["outlet"]), "group": units["id"], "text": units["text"]})
    biased = units["label_bias"] == "Biased"
    return Units("babe", table, pd.DataFrame(dict.fromkeys(BABE, biased)), BABE)


def hits(table: pd.DataFrame, categories: list[str]) -> dict[str, pd.DataFrame]:
    """Count the terms of each category in each unit: all, and those of the narrator."""
    frame = pd.DataFrame({"doc_id": [f"u{place:06d}" for place in range(len(table))], "par_id": 1,
                          "text": table["text"].to_numpy(), "lang": table["lang"].to_numpy()})
    tokens = tokenize(corpus_from_frame(frame))
    told = voice_of_tokens(tokens) == 0
    row = tokens.index.get_level_values("doc_id").str.slice(1).astype(int).to_numpy()[tokens.paragraph_of_tokens()]
    counts = {voice: pd.DataFrame(0, index=table.index, columns=categories) for voice in ("all", "narrator")}
    for name in sorted({one.split(".")[0] for one in categories}):
        lexicon = load_lexicon(name)
        matches = match_terms(tokens, lexicon)
        of_entry = name + "." + lexicon.entries["category"].to_numpy(dtype=object)[matches.entry]
        for category in (one for one in categories if one.startswith(f"{name}.")):
            start = matches.start[of_entry == category]
            for voice, kept in (("all", start), ("narrator", start[told[start]])):
                counts[voice][category] = np.bincount(row[kept], minlength=len(table))
    return counts


def score(gold: np.ndarray, said: np.ndarray, group: np.ndarray) -> dict[str, float]:
    """Return precision, recall and F1, with an interval of F1 over groups; NaN where nothing was said."""
    number = pd.factorize(group)[0]
    size = int(number.max()) + 1
    counts = np.stack([np.bincount(number, weights=mask, minlength=size)
                       for mask in (gold & said, said, gold)], axis=1)
    hit, found, true = counts.sum(axis=0)
    generator = np.random.default_rng(20261123)
    drawn = generator.multinomial(size, np.full(size, 1 / size), size=RESAMPLES) @ counts
    low, high = np.quantile(2 * drawn[:, 0] / np.maximum(drawn[:, 1] + drawn[:, 2], 1), [0.025, 0.975])
    share = gold.mean()
    return {"n": len(gold), "n_true": int(true), "P": hit / found if found else np.nan,
            "R": hit / true if true else np.nan, "F1": 2 * hit / max(found + true, 1), "ci_low": low, "ci_high": high,
            "always": 2 * share / (1 + share)}


def measure(units: Units, part: str) -> pd.DataFrame:
    """Score every human label in every language, for one and two terms, for all voices and the narrator."""
    counts = hits(units.table, sorted({one for own in units.categories.values() for one in own}))
    rows = []
    for lang, table in units.table[units.table["part"] == part].groupby("lang"):
        for label, categories in units.categories.items():
            gold = units.gold.loc[table.index, label].to_numpy(dtype=bool)
            for voice, least in (("all", 1), ("all", 2), ("narrator", 1), ("narrator", 2)):
                said = counts[voice].loc[table.index, list(categories)].sum(axis=1).to_numpy() >= least
                own = score(gold, said, table["group"].to_numpy())
                draft = DRAFTS[lang].get(label, np.nan) if (units.name, voice, least) == ("ccf", "all", 1) else np.nan
                rows.append({"set": units.name, "lang": lang, "label": label, "voice": voice, "terms": least,
                             **own, "draft": draft})
    return pd.DataFrame(rows)


def means(scores: pd.DataFrame) -> Iterator[str]:
    """Yield the mean F1 over the six frames of CCF, language by language."""
    plain = scores[(scores["voice"] == "all") & (scores["terms"] == 1) & scores["label"].isin(SIX)]
    for lang, own in plain.groupby("lang"):
        yield f"mean F1 of {len(own)} frames, {lang}: {own['F1'].mean():.3f} (drafts {own['draft'].mean():.3f})"


def main() -> None:
    """Print the tables, or say why there are none."""
    sources = {"ccf": ccf, "gvfc": gvfc, "babe": babe}
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--validation", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--part", choices=("develop", "report"), default="develop")
    parser.add_argument("--set", choices=tuple(sources), action="append", dest="sets")
    arguments = parser.parse_args()
    if not arguments.validation.is_dir():
        print(f"skipped: no validation sets in {arguments.validation}; they are not part of the repository")
        return
    for name in arguments.sets or sources:
        scores = measure(sources[name](arguments.validation), arguments.part)
        print(f"\n{name}, part {arguments.part}")
        with pd.option_context("display.width", 200, "display.max_rows", 200):
            print(scores.to_string(index=False, float_format="{:.3f}".format, na_rep="-"))
        if name == "ccf":
            print(*means(scores), sep="\n")


if __name__ == "__main__":
    main()
