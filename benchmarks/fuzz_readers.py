"""Every reader on damaged samples: python benchmarks/fuzz_readers.py [number] [seed]

Samples are those beside the repository (../shared/formats) and those of tests/samples; of large ones the first 200 kB.
Each is cut off, has bits flipped, is spliced with another, has a piece repeated, or gets another extension. Every
reading must end within 10 seconds in a corpus whose report adds up or in an error worded by us, and must not need more
memory than 20 times the file plus 20 MB (for the interpreter and the tables of a small corpus). Prints what did not.
"""

import faulthandler
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

from framing.corpus import Corpus
from framing.reading import read_corpus

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT.parent / "shared/formats", ROOT / "tests/samples")
LARGEST = 200_000
ALLOWANCE = 20_000_000
SECONDS = 10.0
EXTENSIONS = (".txt", ".html", ".csv", ".json", ".xml", ".docx", ".pdf", ".eml", ".xlsx", ".gz", ".md", ".jsonl")


def samples() -> list[tuple[str, bytes]]:
    """Name and content of every sample."""
    found = []
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and path.name not in ("PROVENANCE", "README.md"):
                found.append((path.name, path.read_bytes()[:LARGEST]))
    return found


def mutated(name: str, data: bytes, others: list[tuple[str, bytes]], chance: random.Random) -> tuple[str, bytes, str]:
    """One damaged sample: file name, content, kind of damage."""
    kind = chance.choice(("truncated", "flipped", "spliced", "repeated", "renamed", "several"))
    steps = [kind] if kind != "several" else chance.choices(("truncated", "flipped", "spliced", "repeated"), k=3)
    for step in steps:
        place = chance.randrange(len(data) + 1)
        if step == "truncated":
            data = data[:place]
        elif step == "flipped":
            changed = bytearray(data)
            for _ in range(chance.choice((1, 3, 30, 300))):
                if changed:
                    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            data = bytes(changed)
        elif step == "spliced":
            other = chance.choice(others)[1]
            data = data[:place] + other[chance.randrange(len(other) + 1):]
        elif step == "repeated":
            piece = data[place:place + chance.choice((1, 20, 500))]
            data = (data[:place] + piece * chance.choice((2, 50)) + data[place:])[:2 * LARGEST]
    suffix = chance.choice(EXTENSIONS) if kind == "renamed" or chance.random() < 0.2 else Path(name).suffix
    return f"{Path(name).stem}{suffix}", data, kind


def peak_growth(reset: bool, before: int = 0) -> int:
    """Resident memory now (after a reset of its peak), or how far the peak rose above `before`, in bytes."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    wanted = "VmRSS" if reset else "VmHWM"
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(int(line.split()[1]) for line in status.split("\n") if line.startswith(wanted))
    return kilobytes * 1024 - before


def outcome(path: Path) -> str:
    """Read one file: `corpus`, `refused`, or what went wrong."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            corpus = read_corpus(path, progress=False)
    except (ValueError, KeyError, OSError) as error:
        ours = str(error).strip("'\"").startswith("read_corpus: ")
        return "refused" if ours else f"FOREIGN {type(error).__name__}: {error}"
    except Exception as error:
        return f"FOREIGN {type(error).__name__}: {str(error)[:200]}"
    report = corpus.report
    sound = isinstance(corpus, Corpus) and report.n_found == report.n_kept + report.n_refused and len(corpus) > 0
    return "corpus" if sound else "UNSOUND corpus"


def main() -> int:
    """Damage, read, and count."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    found = samples()
    if not found:
        sys.stdout.write("skipped: no samples\n")
        return 0
    measured = sys.platform == "linux"
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    slowest = largest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in found:  # imports and caches are not the memory of a file
            path = Path(folder, name)
            path.write_bytes(data)
            outcome(path)
            path.unlink()
        for turn in range(number):
            name, data, kind = mutated(*found[turn % len(found)], found, chance)
            path = Path(folder, name)
            path.write_bytes(data)
            faulthandler.dump_traceback_later(60, exit=True)
            before = peak_growth(True) if measured else 0
            start = time.perf_counter()
            result = outcome(path)
            seconds = time.perf_counter() - start
            grown = peak_growth(False, before) if measured else 0
            faulthandler.cancel_dump_traceback_later()
            outcomes[result.split(" ", 1)[0]] += 1
            slowest = max(slowest, seconds)
            excess = (grown - ALLOWANCE) / max(1, len(data))
            largest = max(largest, excess)
            if result not in ("corpus", "refused") or seconds > SECONDS or excess > 20:
                wrong.append(f"  {turn} {name} ({kind}, {len(data)} bytes): {result[:160]}; {seconds:.1f} s; "
                             f"{grown / 1e6:.0f} MB")
                Path(tempfile.gettempdir(), f"framing_fuzz_{turn}{path.suffix}").write_bytes(data)
            path.unlink()
    sys.stdout.write(f"{number} damaged files from {len(found)} samples: {dict(outcomes)}; slowest {slowest:.2f} s; "
                     f"memory above the allowance at most {largest:.1f} times the file\n")
    sys.stdout.write("\n".join(wrong[:60]) + ("\n" if wrong else ""))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
