"""How much of what is quoted and reported is found, and whose words it is said to be.

Run: python benchmarks/voice.py [--validation FOLDER] [--part develop|report]

PolNeAR (US political news): word-level precision, recall and F1 of the content of attributions, over words and
numbers; the recall of the words of direct (over 90 % of the content between marks), mixed (over 5 %) and indirect
attributions; and, as `direct words`, how many words of the voice `direct` are content (P) and how many words of
content between marks of one paragraph are in that voice (R). A speaker is right if it shares a word with the
source; it is asked of the attributions of which half the content is found. French novels: direct speech without
incises. CCF messenger: a two-sentence unit has a source if a span of speech stands in it (reported acts aside).
`marks` is a plain rule: what stands between double quotation marks of one line, and lines that open with a dash;
it knows two straight single marks as a double one, which makes it better than the baseline in the description of
PolNeAR. Throughput: seconds of find_speech over seconds of tokenize on the same text.
"""

import argparse
import re
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from framing.corpus import Corpus
from framing.tokens import Tokens, tokenize
from framing.voice import DIRECT, find_speech, voice_of_tokens

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "validation"
PARTS = {"develop": {"polnear": "train", "aads_french": "train", "messenger": "train"},
         "report": {"polnear": "dev", "aads_french": "val", "messenger": "validation"}}
MARKS = re.compile(r"[“«][^”»\n]*[”»]|\"[^\"\n]*\"|''.*?''|(?m:^\s*(?:[—–]|--).*$)")


def read(path: Path) -> pd.DataFrame:
    """Read a table of JSON lines with its ids as they are written."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return pd.read_json(path, lines=True, dtype=False, convert_dates=False)


def corpus_of_lines(texts: list[str], lang: str) -> tuple[Corpus, list[int]]:
    """Make one article of each text, one paragraph of each line; also return where each line begins."""
    keys, lines, starts = [], [], []
    for number, text in enumerate(texts):
        for par_id, match in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text), start=1):
            keys.append((f"{number:05d}", par_id))
            lines.append(match.group())
            starts.append(match.start())
    documents = pd.DataFrame({"lang": lang}, index=pd.Index(sorted({key for key, _ in keys}), name="doc_id"))
    index = pd.MultiIndex.from_tuples(keys, names=["doc_id", "par_id"])
    return Corpus(documents, pd.DataFrame({"text": lines}, index=index)), starts


def characters(tokens: Tokens, starts: list[int]) -> np.ndarray:
    """Return first character and end of every token in its article."""
    spans = [tokens.spans(row) + starts[row] for row in range(len(starts))]
    return np.concatenate(spans)


class Words:
    """Texts as words, with the voice found in each, and human spans laid over them."""

    def __init__(self, texts: list[str], lang: str) -> None:
        corpus, starts = corpus_of_lines(texts, lang)
        self.tokens = tokenize(corpus)
        self.places = characters(self.tokens, starts)
        documents = self.tokens.index.get_level_values("doc_id").astype(int).to_numpy()
        self.document = documents[self.tokens.paragraph_of_tokens()]
        self.is_word = self.tokens.vocabulary.is_word[self.tokens.ids]
        self.first = np.searchsorted(self.document, np.arange(len(texts) + 1))
        self.starts = starts

    def slice(self, text: int, start: int, end: int) -> slice:
        """Return the tokens of a text that begin between two of its characters."""
        low, high = self.first[text], self.first[text + 1]
        return slice(low + int(np.searchsorted(self.places[low:high, 0], start)),
                     low + int(np.searchsorted(self.places[low:high, 0], end)))

    def mask(self, spans: list[list[tuple[int, int]]]) -> np.ndarray:
        """Return which tokens stand in the spans of their text."""
        inside = np.zeros(len(self.tokens), dtype=bool)
        for text, own in enumerate(spans):
            for start, end in own:
                inside[self.slice(text, start, end)] = True
        return inside


def score(gold: np.ndarray, said: np.ndarray) -> dict[str, float]:
    """Return precision, recall and F1 of two masks."""
    hits = int((gold & said).sum())
    precision, recall = hits / max(said.sum(), 1), hits / max(gold.sum(), 1)
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(precision + recall, 1e-9)}


def by_marks(texts: list[str]) -> list[list[tuple[int, int]]]:
    """Return the spans of the plain rule."""
    return [[match.span() for match in MARKS.finditer(text)] for text in texts]


def polnear(folder: Path, part: str) -> list[dict[str, object]]:
    """Score content, kind by kind, and speakers."""
    articles = read(folder / "polnear" / f"{part}.jsonl.gz")
    texts, attributions = articles["text"].tolist(), articles["attributions"].tolist()
    words = Words(texts, "en")
    voice = voice_of_tokens(words.tokens)
    marks = words.mask(by_marks(texts)) & words.is_word
    contents = [[tuple(span) for one in own for span in one["content"]] for own in attributions]
    gold = words.mask(contents) & words.is_word
    found = (voice > 0) & words.is_word
    rows: list[dict[str, object]] = [{"set": "polnear", "what": "content", "by": "framing", **score(gold, found)},
                                     {"set": "polnear", "what": "content", "by": "marks", **score(gold, marks)}]
    kinds = {name: np.zeros(len(words.tokens), dtype=bool) for name in ("direct", "mixed", "indirect")}
    for text, own in enumerate(attributions):
        for one in own:
            parts = [words.slice(text, *span) for span in one["content"]]
            inside = np.concatenate([marks[part] for part in parts]) if parts else np.zeros(0, bool)
            counted = np.concatenate([words.is_word[part] for part in parts]) if parts else np.zeros(0, bool)
            if not counted.any():
                continue
            share = inside.sum() / counted.sum()
            name = "direct" if share > 0.9 else "mixed" if share > 0.05 else "indirect"
            for part in parts:
                kinds[name][part] = True
    for name, mask in kinds.items():
        mask = mask & words.is_word
        rows.append({"set": "polnear", "what": name, "by": "framing", "P": np.nan,
                     "R": (mask & found).sum() / mask.sum(), "F1": np.nan})
    # Marks that run over paragraphs are beyond the plain rule: they count as right where a human sees content.
    direct = (voice == DIRECT) & words.is_word
    precision, recall = (direct & gold).sum() / direct.sum(), (direct & gold & marks).sum() / (gold & marks).sum()
    rows.append({"set": "polnear", "what": "direct words", "by": "framing", "P": precision, "R": recall,
                 "F1": 2 * precision * recall / (precision + recall)})
    rows.append({"set": "polnear", "what": "speaker", "by": "framing", **speakers(words, attributions, texts)})
    return rows


def speakers(words: Words, attributions: list, texts: list[str]) -> dict[str, float]:
    """Return the share of found attributions whose speaker shares a capital or content word with the source."""
    table = find_speech(words.tokens)
    table = table[~table["kind"].isin(["scare", "title", "hearsay"])]
    owner = np.full(len(words.tokens), -1)
    for number, (start, end) in enumerate(zip(table["start_token"], table["end_token"], strict=True)):
        owner[start:end] = number
    right = matched = unknown = 0
    spoken = table["speaker"].tolist()
    for text, own in enumerate(attributions):
        for one in own:
            if not one["source"] or not one["content"]:
                continue
            tokens = np.concatenate([owner[words.slice(text, *span)] for span in one["content"]])
            if not len(tokens) or (tokens >= 0).mean() < 0.5:
                continue
            number = np.bincount(tokens[tokens >= 0]).argmax()
            source = " ".join(texts[text][start:end] for start, end in one["source"]).lower()
            said = {word for word in re.findall(r"\w+", spoken[number].lower()) if word not in ("the", "a", "of", "s")}
            matched += 1
            unknown += not said
            right += bool(said & set(re.findall(r"\w+", source)))
    return {"P": right / max(matched, 1), "R": matched, "F1": unknown / max(matched, 1)}


def novels(folder: Path, part: str) -> list[dict[str, object]]:
    """Score direct speech in novels."""
    table = read(folder / "aads_french" / f"{part}.jsonl.gz")
    texts = table["text"].tolist()
    words = Words(texts, "fr")
    gold = words.mask([[tuple(span) for span in spans] for spans in table["direct_speech_spans"]]) & words.is_word
    voice = (voice_of_tokens(words.tokens) == DIRECT) & words.is_word
    return [{"set": "novels", "what": "direct", "by": "framing", **score(gold, voice)},
            {"set": "novels", "what": "direct", "by": "marks",
             **score(gold, words.mask(by_marks(texts)) & words.is_word)}]


def messenger(folder: Path, part: str) -> list[dict[str, object]]:
    """Score the presence of a source in two-sentence units."""
    rows: list[dict[str, object]] = []
    for lang in ("FR", "EN"):
        units = read(folder / "ccf_climate" / "splits" / f"messenger_{part}_{lang}.jsonl.gz")
        gold = units["label"].to_numpy().astype(bool)
        corpus, _ = corpus_of_lines(units["text"].tolist(), lang.lower())
        table = find_speech(tokenize(corpus))
        speech = table[~table["kind"].isin(["scare", "title", "hearsay", "act"])]
        said = np.isin(np.arange(len(gold)), speech["doc_id"].astype(int))
        marks = np.array([bool(MARKS.search(text)) for text in units["text"]])
        rows += [{"set": f"messenger {lang}", "what": "unit", "by": "framing", **score(gold, said)},
                 {"set": f"messenger {lang}", "what": "unit", "by": "marks", **score(gold, marks)}]
    return rows


def throughput(folder: Path) -> str:
    """Time find_speech against tokenize."""
    texts = read(folder / "polnear" / "train.jsonl.gz")["text"].tolist()
    corpus, _ = corpus_of_lines(texts, "en")
    begin = time.perf_counter()
    tokens = tokenize(corpus)
    cut = time.perf_counter()
    find_speech(tokens)
    found = time.perf_counter()
    voice_of_tokens(tokens)
    end = time.perf_counter()
    return (f"{len(tokens):,} tokens: tokenize {cut - begin:.2f} s, find_speech {found - cut:.2f} s "
            f"({(found - cut) / (cut - begin):.1f} x), voice_of_tokens {end - found:.2f} s")


def main() -> None:
    """Print the tables, or say why there are none."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--validation", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--part", choices=list(PARTS), default="report")
    chosen = parser.parse_args()
    if not chosen.validation.is_dir():
        print(f"skipped: no validation sets in {chosen.validation}; they are not part of the repository")
        return
    parts = PARTS[chosen.part]
    rows = [*polnear(chosen.validation, parts["polnear"]), *novels(chosen.validation, parts["aads_french"]),
            *messenger(chosen.validation, parts["messenger"])]
    print(f"{chosen.part}; speaker: P accuracy, R number matched, F1 share without speaker")
    with pd.option_context("display.width", 160):
        print(pd.DataFrame(rows).to_string(index=False, float_format="{:.3f}".format))
    print(throughput(chosen.validation))


if __name__ == "__main__":
    main()
