"""Readers measured on the samples beside the repository."""

import csv
import importlib.util
import json
from pathlib import Path

import pytest

from framing.reading import read_corpus
from framing.reading.boilerplate import line_kind
from framing.reading.decoding import decode

pytestmark = pytest.mark.shared


def test_the_first_article_gives_the_expected_paragraphs(shared: Path) -> None:
    lines = (shared / "article" / "expected_paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [(row["doc_id"], row["block"] + 1, row["text"], row["role"]) for row in map(json.loads, lines)]
    assert len(expected) == 10
    corpus = read_corpus(shared / "article" / "article.txt")
    found = corpus.paragraphs.reset_index()[["doc_id", "par_id", "text", "role"]]
    assert list(found.itertuples(index=False, name=None)) == expected
    assert corpus.documents["lang"].tolist() == ["fr"]
    assert corpus.documents[["outlet", "date", "author", "url"]].isna().all(axis=None)


def test_every_labelled_line_is_told(shared: Path) -> None:
    with (shared / "formats" / "boilerplate" / "lines.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 40
    wrong = [(row["text"], row["label"], line_kind(row["text"])) for row in rows
             if (line_kind(row["text"]) or "NOT_boilerplate") != row["label"]]
    assert wrong == []


def test_paragraph_samples(shared: Path) -> None:
    paths = sorted((shared / "formats" / "paragraphs").glob("*.txt"))
    assert len(paths) == 10
    found = {path.stem: read_corpus(path) for path in paths}
    reference = found["blank_line"].paragraphs["text"].tolist()
    counts = {name: len(corpus.paragraphs) for name, corpus in found.items()}
    other = {name for name, n in counts.items() if n != 3}
    assert other == {"one_blob", "glued_no_space", "quote_spans_two_pars"}
    assert counts["one_blob"] == counts["glued_no_space"] == 1
    assert all(corpus.paragraphs["text"].tolist() == reference for name, corpus in found.items()
               if counts[name] == 3)
    for name in ("one_blob", "glued_no_space"):
        assert "single block, no paragraph break" in found[name].report.notes["note"].tolist()
    assert "glued sentences, left as found" in found["glued_no_space"].report.notes["note"].tolist()


@pytest.mark.parametrize("name", ["utf8", "utf8_bom", "utf16le_bom", "utf16be_bom", "utf16le_nobom", "nfd",
                                  "cp1252"])
def test_encodings_give_the_clean_text(shared: Path, name: str) -> None:
    folder = shared / "formats" / "encodings"
    clean = (folder / "expected_clean.txt").read_text(encoding="utf-8")
    if name == "cp1252":  # it has no narrow no-break space
        clean = clean.replace("\u202f", "\u00a0")
    assert read_corpus(folder / f"{name}.txt").paragraphs["text"].tolist() == [clean]


@pytest.mark.parametrize(("name", "note"), [
    ("mojibake_utf8_as_cp1252", "suspected mojibake, left as found"),
    ("double_mojibake", "suspected mojibake, left as found"),
    ("latin9", "suspected ISO-8859-15 (pass encoding='iso-8859-15')"),
    ("c1_controls", "C1 control characters mapped back"),
    ("null_bytes", "invisible characters removed"),
    ("zwsp_bom_inside", "invisible characters removed"),
    ("html_entities", "HTML entities, left as found"),
    ("mixed_utf8_cp1252_lines", "two encodings in one file, read line by line"),
])
def test_what_is_wrong_with_a_sample_is_reported(shared: Path, name: str, note: str) -> None:
    corpus = read_corpus(shared / "formats" / "encodings" / f"{name}.txt")
    assert note in corpus.report.notes["note"].tolist()


def test_a_macintosh_file_is_asked_about(shared: Path) -> None:
    path = shared / "formats" / "encodings" / "macroman.txt"
    with pytest.raises(ValueError, match="encoding="):
        decode(path.read_bytes())
    clean = (path.parent / "expected_clean.txt").read_text(encoding="utf-8").replace("\u202f", "\u00a0")
    assert read_corpus(path, encoding="mac_roman").paragraphs["text"].tolist() == [clean]


def test_tables_and_front_matter_give_one_article(shared: Path) -> None:
    formats = shared / "formats"
    paths = [path for folder in ("tables", "frontmatter", "fourcat")
             for path in sorted((formats / folder).glob("SYNTHETIC_*"))]
    assert len(paths) == 10
    reference = (formats / "paragraphs" / "blank_line.txt").read_text(encoding="utf-8").strip().split("\n\n")
    for path in paths:
        corpus = read_corpus(path, dayfirst=True)
        first = corpus.paragraphs.loc[corpus.documents.index[0]]
        assert first.loc[first["role"] == "body", "text"].tolist() == reference
        assert str(corpus.documents["date"].iloc[0])[:10] == "2023-06-12"
        assert corpus.documents["lang"].tolist() == ["fr", "en", "fr"][:len(corpus)]
        assert corpus.report.n_refused == 0


def test_folder_of_texts(shared: Path) -> None:
    corpus = read_corpus(shared / "formats" / "antconc_folder", pattern="{date}_{outlet}_{title}")
    assert corpus.documents["outlet"].fillna("").tolist() == ["Le-Quotidien-Fictif", "DailyExample", ""]
    assert corpus.paragraphs.groupby("doc_id", sort=False).size().tolist() == [4, 4, 3]
    assert corpus.report.skipped["source"].tolist() == ["PROVENANCE"]


def test_every_oracle_value_is_found_or_its_difference_explained(shared: Path) -> None:
    path = Path(__file__).resolve().parents[1] / "benchmarks" / "readers.py"
    spec = importlib.util.spec_from_file_location("readers_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    compared, different = 0, set()
    small = [sample for sample in sorted((shared / "formats").rglob("*")) if sample.is_file()
             and sample.name not in ("PROVENANCE", "README.md") and not sample.name.startswith("expected")
             and not sample.name.endswith("_subset.json")]
    for sample in small:
        name = sample.relative_to(shared / "formats").as_posix()
        for what, found, expected in benchmark.checks(name, benchmark.read(sample)[0]):
            compared += 1
            if found != expected:
                different.add((name, what.partition("] ")[2] or what))
    assert compared > 600
    assert different == set(benchmark.EXPLAINED)
