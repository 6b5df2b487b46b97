"""How much of what is quoted and reported is found, and whose words it is said to be.

Run: python benchmarks/voice.py [--validation FOLDER] [--part develop|report] [--errors]

PolNeAR (US political news): precision, recall and F1 over the words of the content of attributions. For a kind, R
is the share found, in any voice, of the words of the attributions of that kind (direct: over 90 % of the content
between marks, mixed: over 5 %, indirect: the rest), and P the share of the words found in spans of that kind that
are content of any attribution. `between marks` asks for the voice `direct` alone: P its words that are content, R the
words of content between marks of one paragraph that are in it. A speaker is right if it shares a word with the
source; it is asked of the attributions of which half the content is found. French novels: direct speech without
incises. CCF messenger: a two-sentence unit has a source if a span of speech stands in it (reported acts aside).

`marks` is a plain rule: what stands between double quotation marks of one line, and lines that open with a dash; it
knows two straight single marks as a double one, which makes it better than the baseline in the description of
PolNeAR. `n` is what was coded: words, or units of the messenger sets. `low` and `high` bound F1 (or the share) in
95 % of 1,000 resamples of articles (of units for the messenger, whose articles are not named).

Throughput: processor seconds of find_speech over those of tokenize on the same text, the median of pairs.
"""

import argparse
import re
import time
from pathlib import Path

import numpy as np
import pandas as pd
from voice_errors import print_errors
from voice_sets import MARKS, SPEAKING, Words, by_marks, corpus_of_lines, read, scored, share

from framing.corpus import Corpus
from framing.tokens import tokenize
from framing.voice import DIRECT, find_speech, voice_of_tokens

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "validation"
PARTS = {"develop": {"polnear": "train", "aads_french": "train", "messenger": "train"},
         "report": {"polnear": "dev", "aads_french": "val", "messenger": "validation"}}
N_PARAGRAPHS, N_REPEATS = 20_000, 9
_SMALL = ("the", "a", "of", "s", "le", "la", "les", "de")


def kinds_of(words: Words, contents: list[tuple[int, list[tuple[int, int]]]],
             marks: np.ndarray) -> dict[str, np.ndarray]:
    """Return which words stand in content of each kind, by how much of it stands between marks."""
    masks = {kind: np.zeros(len(words.tokens), dtype=bool) for kind in SPEAKING}
    for text, parts in contents:
        places = np.concatenate([np.arange(*words.slice(text, *span).indices(len(marks))[:2]) for span in parts])
        counted = places[words.is_word[places]]
        if len(counted):
            quoted = marks[counted].mean()
            masks["direct" if quoted > 0.9 else "mixed" if quoted > 0.05 else "indirect"][counted] = True
    return masks


def polnear(words: Words, articles: pd.DataFrame, table: pd.DataFrame) -> list[dict[str, object]]:
    """Score content, kind by kind."""
    texts, coded = articles["text"].tolist(), articles["attributions"].tolist()
    contents = [(text, [tuple(span) for span in one["content"]]) for text, own in enumerate(coded) for one in own
                if one["content"]]
    gold = words.mask([[tuple(span) for one in own for span in one["content"]] for own in coded])
    marks = words.mask(by_marks(texts))
    voice = voice_of_tokens(words.tokens)
    found = (voice > 0) & words.is_word

    def row(what: str, by: str, said: np.ndarray, asked: np.ndarray, answered: np.ndarray) -> dict[str, object]:
        parts = (said & gold, said, asked & answered, asked)
        return scored("polnear", what, by, np.stack([words.sums(part) for part in parts], axis=1))

    rows = [row("content", "framing", found, gold, found), row("content", "marks", marks, gold, marks)]
    for kind, mask in kinds_of(words, contents, marks).items():
        rows.append(row(kind, "framing", words.spoken(table, SPEAKING[kind]) & found, mask, found))
    direct = (voice == DIRECT) & words.is_word
    return [*rows, row("between marks", "framing", direct, gold & marks, direct)]


def speakers(words: Words, articles: pd.DataFrame, table: pd.DataFrame) -> list[dict[str, object]]:
    """Return how often the speaker of a found attribution is right, and how often none is named."""
    owner = np.full(len(words.tokens), -1)
    for number, (start, end) in enumerate(zip(table["start_token"], table["end_token"], strict=True)):
        owner[start:end] = number
    spoken = table["speaker"].tolist()
    counts = np.zeros((words.n_texts, 3), dtype=np.int64)
    for text, (whole, own) in enumerate(zip(articles["text"], articles["attributions"], strict=True)):
        for one in own:
            if not one["source"] or not one["content"]:
                continue
            tokens = np.concatenate([owner[words.slice(text, *span)] for span in one["content"]])
            if not len(tokens) or (tokens >= 0).mean() < 0.5:
                continue
            source = " ".join(whole[start:end] for start, end in one["source"])
            said = _content(spoken[np.bincount(tokens[tokens >= 0]).argmax()])
            counts[text] += (1, bool(said & _content(source)), not said)
    return [{"set": "polnear", "what": what, "n": int(counts[:, 0].sum()),
             **dict(zip(("share", "low", "high"), share(counts[:, column], counts[:, 0]), strict=True))}
            for what, column in (("speaker right", 1), ("speaker not named", 2))]


def _content(phrase: str) -> set[str]:
    return {word for word in re.findall(r"\w+", phrase.lower()) if word not in _SMALL}


def novels(folder: Path, part: str) -> list[dict[str, object]]:
    """Score direct speech in novels."""
    table = read(folder / "aads_french" / f"{part}.jsonl.gz")
    texts = table["text"].tolist()
    words = Words(texts, "fr")
    gold = words.mask([[tuple(span) for span in spans] for spans in table["direct_speech_spans"]])
    voice = (voice_of_tokens(words.tokens) == DIRECT) & words.is_word
    return [scored("novels", "direct", by, np.stack([words.sums(mask) for mask in (
        said & gold, said, said & gold, gold)], axis=1))
        for by, said in (("framing", voice), ("marks", words.mask(by_marks(texts))))]


def messenger(folder: Path, part: str) -> list[dict[str, object]]:
    """Score the presence of a source in two-sentence units."""
    rows: list[dict[str, object]] = []
    for lang in ("FR", "EN"):
        units = read(folder / "ccf_climate" / "splits" / f"messenger_{part}_{lang}.jsonl.gz")
        gold = units["label"].to_numpy().astype(bool)
        corpus, _ = corpus_of_lines(units["text"].tolist(), lang.lower())
        table = find_speech(tokenize(corpus))
        speech = table[table["kind"].isin(["direct", "mixed", "indirect", "prepositional"])]
        said = np.isin(np.arange(len(gold)), speech["doc_id"].astype(int))
        marks = np.array([bool(MARKS.search(text)) for text in units["text"]])
        rows += [scored(f"messenger {lang}", "unit", by, np.stack([one & gold, one, one & gold, gold], axis=1).astype(
            int)) for by, one in (("framing", said), ("marks", marks))]
    return rows


def throughput(name: str, corpus: Corpus) -> str:
    """Time find_speech against tokenize, pair by pair."""
    seconds = []
    for _ in range(N_REPEATS):
        begin = time.process_time()
        tokens = tokenize(corpus)
        cut = time.process_time()
        find_speech(tokens)
        seconds.append((cut - begin, time.process_time() - cut))
    cutting, finding = np.array(seconds).T
    return (f"{name}: {len(tokens):,} tokens, {N_REPEATS} pairs: tokenize {np.median(cutting):.2f} s, "
            f"find_speech {np.median(finding):.2f} s, ratio {np.median(finding / cutting):.2f}")


def timed_corpora(folder: Path) -> dict[str, Corpus]:
    """Return what is timed: all of PolNeAR's larger part, and the first paragraphs of French news."""
    news = read(folder / "orangesum_fr_news" / "articles.jsonl.gz")["paragraphs"]
    last = int(np.searchsorted(np.cumsum(news.map(len)), N_PARAGRAPHS)) + 1
    return {"polnear train": corpus_of_lines(read(folder / "polnear" / "train.jsonl.gz")["text"].tolist(), "en")[0],
            "French news": corpus_of_lines(["\n".join(own) for own in news[:last]], "fr")[0]}


def main() -> None:
    """Print the tables, or say why there are none."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--validation", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--part", choices=list(PARTS), default="report")
    parser.add_argument("--errors", action="store_true", help="also print what is missed and false, by cause")
    chosen = parser.parse_args()
    folder, parts = chosen.validation, PARTS[chosen.part]
    if not folder.is_dir():
        print(f"skipped: no validation sets in {folder}; they are not part of the repository")
        return
    for name, corpus in timed_corpora(folder).items():  # before large tables stand in memory
        print(throughput(name, corpus))
    articles = read(folder / "polnear" / f"{parts['polnear']}.jsonl.gz")
    words = Words(articles["text"].tolist(), "en")
    table = find_speech(words.tokens)
    speech = table[table["kind"].isin([kind for kinds in SPEAKING.values() for kind in kinds])]
    rows = [*polnear(words, articles, speech), *novels(folder, parts["aads_french"]),
            *messenger(folder, parts["messenger"])]
    print(f"part: {chosen.part}")
    with pd.option_context("display.width", 160):
        for one in (rows, speakers(words, articles, speech)):
            print(pd.DataFrame(one).to_string(index=False, float_format="{:.3f}".format))
        if chosen.errors:
            print_errors(words, articles, speech)


if __name__ == "__main__":
    main()
