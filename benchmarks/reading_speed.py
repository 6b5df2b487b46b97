"""Reading at scale: python benchmarks/reading_speed.py

orangesum_fr_news, from the measuring material beside the repository: 36,152 articles, 255,838 paragraphs, as compressed
JSON lines. Their paragraphs are first written as one text each (untimed), then read with `read_corpus`, and the
paragraph table is written to Parquet. Prints seconds and the peak of resident memory, each step in its own process.
"""

import gzip
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import framing as fr

DATA = Path(__file__).resolve().parents[2] / "shared/validation/orangesum_fr_news/articles.jsonl.gz"


def prepare(folder: Path) -> Path:
    """Write the articles as a user's file has them: one text, blank lines between paragraphs."""
    target = folder / "articles.jsonl.gz"
    with gzip.open(DATA, "rt", encoding="utf-8") as source, gzip.open(target, "wt", encoding="utf-8") as out:
        for line in source:
            article = json.loads(line)
            article["text"] = "\n\n".join(article.pop("paragraphs"))
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    return target


def step(name: str, source: Path, folder: Path) -> None:
    """Do one step, and print its time and peak."""
    start, working = time.perf_counter(), time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if name == "read":
        corpus = fr.read_corpus(source)
        read, worked = time.perf_counter(), time.process_time() - working
        fr.write_table(corpus.paragraphs, folder / "paragraphs.parquet")
        wrote = time.perf_counter()
        fr.save_corpus(corpus, folder / "saved")
        said = (f"{len(corpus):,} articles, {len(corpus.paragraphs):,} paragraphs: read {read - start:.1f} s "
                f"({worked:.1f} s of processor), paragraph "
                f"table to Parquet {wrote - read:.1f} s, corpus saved {time.perf_counter() - wrote:.1f} s")
    else:
        corpus = fr.load_corpus(folder / "saved")
        said = f"saved corpus loaded: {len(corpus.paragraphs):,} paragraphs, {time.perf_counter() - start:.1f} s"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(f"{said}; peak {peak / 1024:,.0f} MB ({before / 1024:,.0f} MB before)\n")


def main() -> int:
    """Prepare, read, write, load."""
    if not DATA.exists():
        sys.stdout.write("skipped: the articles are not beside the repository\n")
        return 0
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = prepare(folder)
        sys.stdout.write(f"{source.stat().st_size / 1e6:.1f} MB compressed\n")
        sys.stdout.flush()
        for part in ("read", "load"):
            process = context.Process(target=step, args=(part, source, folder))
            process.start()
            process.join()
        sys.stdout.write(f"paragraphs.parquet {(folder / 'paragraphs.parquet').stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
