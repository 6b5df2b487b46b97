"""Hostile input: bombs, entities, addresses, scripts, paths, damage. A corpus or a worded error, never anything "
"else."""

import gzip
import io
import os
import random
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.reading import read_corpus
from framing.reading.archives import gunzipped, member_bytes, open_archive
from framing.reading.formats import read_source
from framing.reading.records import Refusal, Source

EXPORTS = Path(__file__).resolve().parents[1] / "data" / "exports"
SAMPLES = [path.read_bytes() for path in sorted(EXPORTS.iterdir())]


def reason(content: bytes | str, name: str = "x.bin") -> str:
    found = read_source(Source(name, content if isinstance(content, bytes) else content.encode())).found
    assert len(found) == 1
    assert isinstance(found[0], Refusal), found
    return found[0].reason


def test_entities_are_never_expanded() -> None:
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else 'ha'}'>" for n in range(10))
    assert "declares entities" in reason(f"<?xml version='1.0'?><!DOCTYPE rss [{laughs}]><rss><item><title>&a9;</title>"
                                         "</item></rss>")
    outside = "<!DOCTYPE TEI [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><TEI><text><body><p>&x;</p></body></text></TEI>"
    assert "declares entities" in reason(outside)


def test_archives_that_unpack_to_far_more_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document>" + b"0" * 30_000_000)
    assert "unpacks to far more" in reason(stream.getvalue(), "b.docx")
    with pytest.raises(ValueError, match="unpacks to far more"):
        gunzipped(gzip.compress(b"0" * 30_000_000))
    assert "unpacks to far more" in reason(gzip.compress(b"0" * 30_000_000), "b.txt.gz")
    assert gunzipped(gzip.compress(b"ab") + gzip.compress(b"cd")) == b"abcd"
    with pytest.raises(ValueError, match="ends too early"):
        gunzipped(gzip.compress(os.urandom(5_000))[:-100])
    with pytest.raises(ValueError, match="damaged zip"):
        member_bytes(open_archive(_zip("a")), "b")


def _zip(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


def test_a_file_beyond_the_limit_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(1_000_000_001)  # a hole: no disk is filled
    (tmp_path / "a.txt").write_text("Le pont ferme.", encoding="utf-8")
    report = read_corpus(tmp_path).report
    assert "larger than 1,000,000,000 bytes" in report.refused["reason"].item()
    assert report.n_kept == 1


def test_scripts_and_addresses_are_text_at_most(tmp_path: Path) -> None:
    page = ("<html><head><script "
            "src='http://127.0.0.1:9/x.js'>document.write('<p>no</p>')</script></head><body><article>"
            "<p onclick='x()'>The old bridge closed on Monday evening <img src='http://127.0.0.1:9/i.png' "
            "onerror='x()'>in "
            "Port.</p></article></body></html>")
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    corpus = read_corpus(tmp_path / "p.html")
    assert corpus.paragraphs["text"].tolist() == ["The old bridge closed on Monday evening in Port."]
    assert "<script" not in corpus._repr_html_()


def test_pictures_and_scripts_of_a_saved_page_are_not_articles(tmp_path: Path) -> None:
    (tmp_path / "p_files").mkdir()
    (tmp_path / "p_files" / "x.js").write_text("var a = 1;", encoding="utf-8")
    (tmp_path / "p.html").write_text("<p>The old bridge closed on Monday.</p>", encoding="utf-8")
    report = read_corpus(tmp_path).report
    assert report.skipped["source"].tolist() == ["p_files"]
    assert report.n_found == 1


def test_links_to_outside_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("Une phrase secrète.", encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.txt").write_text("Le pont ferme.", encoding="utf-8")
    (inside / "b.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (inside / "c").symlink_to(tmp_path / "outside")
    report = read_corpus(inside).report
    assert report.n_found == 1
    assert report.skipped["source"].tolist() == ["b.txt", "c"]
    assert set(report.skipped["reason"]) == {"link to outside the folder (name it to read it)"}
    assert len(read_corpus(inside / "b.txt")) == 1


@pytest.mark.parametrize("content", [
    "{" * 100_000, "[" * 100_000, "<p>" * 20_000 + "x", "<div>" * 5_000 + "<p>" + "Some words here. " * 20,
    "<a " * 50_000, "<!--" * 50_000, "<" * 100_000, '"' * 100_001, "**** *a\n" * 5_000, "_" * 100_000,
    "{\\rtf1 " + "\\'" * 50_000, "<article class='x" * 5_000, "*HD* \t\n" * 5_000, "HD \t\n" * 5_000,
    "<DOC NUMBER=1>" * 10_000, "From: x\nMIME-Version: 1.0\n" + "Content-Type: multipart/mixed; "
                                                                "boundary=b\n\n--b\n" * 2_000,
    "WARC/1.0\r\n" * 10_000, "a: b\n" * 20_000, "<?xml?>" * 10_000, "<!DOCTYPE" * 10_000,
    "<span class='DocPublicationName'>" * 3_000])
def test_repetition_ends_soon(content: str) -> None:
    read_source(Source("x.txt", content.encode()))


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_damaged_exports_give_records_or_worded_refusals(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice(SAMPLES))
    for _ in range(chance.choice((1, 10, 100))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    if chance.random() < 0.5:
        data = data[:chance.randrange(len(data))]
    if chance.random() < 0.3:
        data += chance.choice(SAMPLES)[chance.randrange(500):]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reading = read_source(Source("x.txt", bytes(data)))
    assert reading.found
    assert all(item.reason for item in reading.found if isinstance(item, Refusal))
