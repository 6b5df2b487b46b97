"""Word boundaries against gold tokens: python benchmarks/tokenization.py

Universal Dependencies PUD, 1,000 sentences a language, from the measuring material beside the repository. Words only:
punctuation and signs are left out on both sides; so are English possessives and contractions, which the set cuts in
two ways. Prints precision, recall and F1 of (start, end), and the disagreements by kind.
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

from framing.reading import corpus_from_frame
from framing.scanner import OTHER, PUNCTUATION
from framing.tokens import token_spans, tokenize

GOLD = Path(__file__).resolve().parents[2] / "shared/validation/ud_pud_parallel_en_fr/surface_tokens.jsonl.gz"
APOSTROPHE = re.compile(r"[\w.-]+['’]\w*")
Span = tuple[int, int]


def kind_of(text: str, span: Span) -> str:
    """Name why a cut may differ from the gold one, from what stands around it."""
    start, end = span
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    chunk = text[start:end]
    if re.search(r"\d", chunk) and re.search(r"\d\s\d", text[max(0, start - 4):end + 4]):
        return "figures grouped by a space"
    if re.search(r"\w[-–]\w", chunk):
        return "hyphenated compound"
    if re.fullmatch(r"\W*\d[\d.,]*[^\W\d_]+\W*", chunk):
        return "figure and its unit"
    if "." in chunk.rstrip("»”\"') "):
        return "full stop of an abbreviation"
    if re.search(r"['’‘]", chunk):
        return "apostrophe"
    return "other"


def main() -> int:
    """Measure both languages and print the table."""
    if not GOLD.exists():
        sys.stdout.write("skipped: the gold tokens are not beside the repository\n")
        return 0
    with gzip.open(GOLD, "rt", encoding="utf-8") as stream:
        sentences = [json.loads(line) for line in stream]
    for lang in ("fr", "en"):
        rows = [row for row in sentences if row["lang"] == lang]
        frame = [{"doc_id": row["id"], "par_id": 1, "text": row["text"], "lang": lang} for row in rows]
        tokens = tokenize(corpus_from_frame(frame))
        right = wrong = missed = 0
        kinds: Counter[str] = Counter()
        for place, row in enumerate(rows):
            text = row["text"]
            gold = {(start, end) for start, end, tag in row["tokens"] if tag not in ("PUNCT", "SYM")}
            kind = tokens.vocabulary.kind[tokens.ids[tokens.offsets[place]:tokens.offsets[place + 1]]]
            ours = {(int(start), int(end)) for (start, end), sort in zip(token_spans(text, lang), kind, strict=True)
                    if sort not in (PUNCTUATION, OTHER)}
            if lang == "en":
                out = [match.span() for match in APOSTROPHE.finditer(text)]
                gold, ours = ({span for span in spans if not any(a < span[1] and span[0] < b for a, b in out)}
                              for spans in (gold, ours))
            right, wrong, missed = right + len(gold & ours), wrong + len(ours - gold), missed + len(gold - ours)
            kinds.update(kind_of(text, span) for span in gold ^ ours)
        precision, recall = right / (right + wrong), right / (right + missed)
        f1 = 2 * precision * recall / (precision + recall)
        sys.stdout.write(f"{lang}: {len(rows)} sentences, {right + missed} gold words, precision {precision:.4f}, "
                         f"recall {recall:.4f}, F1 {f1:.4f}\n")
        for name, number in kinds.most_common():
            sys.stdout.write(f"    {number:4d} boundaries differ: {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
