"""Files and folders → Corpus, with a report in which nothing is lost."""

import errno
import os
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.reading import ReadReport, read_corpus
from framing.reading.formats import read_source
from framing.reading.records import Record, Source
from framing.reading.report import (
    FILE_COLUMNS,
    LANGUAGE_COLUMNS,
    NOTE_COLUMNS,
    REFUSED_COLUMNS,
    SKIPPED_COLUMNS,
    table_of,
)

BODY = "La ville a fermé le vieux pont lundi soir.\n\nLes riverains font un détour de onze kilomètres."


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_a_folder_is_read_in_order_and_what_is_passed_over_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"b.txt": BODY, "a/c.md": BODY, "~$x.docx": "x", ".~lock.x.docx#": "x", ".DS_Store": "x",
                     ".git/config.txt": "x", "README.md": "x", "PROVENANCE": "x"})
    corpus = read_corpus(tmp_path)
    assert corpus.documents["source_file"].to_dict() == {"c": "a/c.md", "b": "b.txt"}
    assert sorted(corpus.report.skipped["source"]) == [
        ".DS_Store", ".git", ".~lock.x.docx#", "PROVENANCE", "README.md", "~$x.docx"]
    assert (corpus.report.n_found, corpus.report.n_kept, corpus.report.n_refused) == (2, 2, 0)


def test_a_bad_file_among_good_ones_is_a_row_in_the_report(tmp_path: Path) -> None:
    zip_path = tmp_path / "a.txt"
    with zipfile.ZipFile(zip_path, "w") as archive:
        archive.writestr("x.txt", "x")
    with zipfile.ZipFile(tmp_path / "b.csv", "w") as archive:
        archive.writestr("word/document.xml", "x")
    write(tmp_path, {"c.txt": b"\x89PNG\r\n\x1a\n\x00", "d.txt": "", "e.txt": " \n\t",
                     "f.txt": b"\x01\x02\x03" * 9, "g.txt": "<!DOCTYPE html><body><p>x</p>",
                     "h.txt": "{\\rtf1 x}", "i.txt": "<?xml version='1.0'?><a/>", "j.csv": "a;b\n1;2\n",
                     "k.txt": "---\ntitle: x\n---\n", "l.jsonl": "{oops", "z.txt": BODY,
                     "m.txt": "**** *source_x\n", "n.eml": "From: a\nMIME-Version: 1.0\n\n"})
    report = read_corpus(tmp_path).report
    assert report.refused.set_index("source")["reason"].to_dict() == {
        "a.txt": "not a supported format (zip archive)", "b.csv": "not readable as XML.",
        "c.txt": "not a supported format (PNG image)", "d.txt": "empty file", "e.txt": "no text",
        "f.txt": "the content is not text (binary data). Hint: if it is text, pass encoding=",
        "g.txt": "a page without running text", "h.txt": "a single short line, no article",
        "i.txt": "not a supported format (XML of <a>)", "j.csv": "no text column among: a, b",
        "k.txt": "metadata without text",
        "l.jsonl": "not valid JSON (Expecting property name enclosed in double quotes)",
        "m.txt": "no text", "n.eml": "an e-mail without text."}
    assert report.n_kept == 1
    assert report.n_found == 1 + report.n_refused


def test_nothing_readable_is_an_error_that_lists_the_reasons(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no file found"):
        read_corpus(tmp_path)
    write(tmp_path, {"a.txt": "", ".hidden": "x"})
    with pytest.raises(ValueError, match=r"a\.txt: empty file; \.hidden: skipped, hidden file"):
        read_corpus(tmp_path)


def test_a_missing_path_gets_a_hint(tmp_path: Path) -> None:
    write(tmp_path, {"articles.txt": BODY})
    with pytest.raises(FileNotFoundError, match=r"did you mean 'articles\.txt'"):
        read_corpus(tmp_path / "article.txt")
    with pytest.raises(FileNotFoundError, match="corpus_from_frame"):
        read_corpus("Le pont ferme.\n\n" * 40)
    with pytest.raises(FileNotFoundError, match="no such file"):
        read_corpus(tmp_path, metadata=tmp_path / "none.csv")
    with pytest.raises(FileNotFoundError, match="no such file"):
        read_corpus("a\x00b")


@pytest.mark.parametrize("paths", [pd.DataFrame({"text": ["x"]}), {"text": "x"}, 3, None])
def test_what_is_not_a_path_is_a_type_error(paths: object) -> None:
    with pytest.raises(TypeError, match="corpus_from_frame"):
        read_corpus(paths)  # type: ignore[arg-type]


def test_wrong_arguments_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": BODY})
    for arguments in ({"title": "maybe"}, {"encoding": "utf-9"}, {"pattern": "no braces"},
                      {"pattern": "{a}_{a}"}, {"pattern": "{date}_{outlet}"}):
        with pytest.raises(ValueError, match="read_corpus: "):
            read_corpus(tmp_path, **arguments)
    with pytest.raises(ValueError, match="no path given"):
        read_corpus([])


def test_a_file_without_permission_and_broken_links_are_refused(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.txt": BODY, "b.txt": BODY})
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "d.txt").symlink_to(tmp_path / "d.txt")
    read_bytes = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "b.txt":
            raise PermissionError(errno.EACCES, "Permission denied")
        return read_bytes(path)
    monkeypatch.setattr(Path, "read_bytes", denied)
    report = read_corpus(tmp_path).report
    assert report.refused["source"].tolist() == ["b.txt", "c.txt", "d.txt"]
    assert report.refused["reason"].str.startswith("file cannot be opened (").all()
    assert "Permission denied" in report.refused["reason"].iloc[0]


def test_links_that_loop_are_walked_once(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.txt": BODY})
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "twin.txt").symlink_to(tmp_path / "a" / "x.txt")
    report = read_corpus(tmp_path).report
    assert report.n_found == 1
    assert report.skipped["source"].tolist() == ["a/loop", "twin.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_does_not_block(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": BODY})
    os.mkfifo(tmp_path / "p.txt")
    assert read_corpus(tmp_path).report.skipped["reason"].tolist() == ["not a regular file"]


def test_several_paths_are_read_in_the_order_given_each_once(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.txt": BODY, "b/y.txt": BODY, "b/x.txt": BODY})
    corpus = read_corpus([tmp_path / "b" / "y.txt", str(tmp_path / "a"), tmp_path / "b"])
    assert corpus.documents["source_file"].tolist() == ["b/y.txt", "a/x.txt", "b/x.txt"]
    assert corpus.documents.index.tolist() == ["y", "a/x", "b/x"]
    assert corpus.report.skipped["source"].tolist() == ["b/y.txt"]
    assert corpus.report.notes["note"].tolist() == ["doc_id made unique by its path"] * 2


def test_identifiers_that_still_collide_get_their_file_and_a_number(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": BODY, "a.md": BODY, "t.csv": "id,texte\n1,Un.\n2,Deux.\n",
                     "u.csv": "id,texte\n1,Un.\n"})
    assert sorted(read_corpus(tmp_path).documents.index) == ["2", "a.md", "a.txt", "t/1", "u/1"]


@pytest.mark.parametrize("head", [
    "---\ntitle: \"Le pont : fin\"\noutlet: Le Fanal\ndate: 2023-06-02\nauthor: [A. Riv, B. Val]\n# note\n"
    "lang: fr\nstandfirst: Une fermeture.\n---\n",
    "---\r\ntitre: Le pont : fin\r\njournal: Le Fanal\r\ndate: 2 juin 2023\r\nauteur:\r\n  - A. Riv\r\n"
    "  - B. Val\r\nlangue: français\r\nchapo: >\r\n  Une fermeture.\r\n---\r\n",
    "Titre\u00a0: Le pont : fin\nSource : Le Fanal\nDate : 2 juin 2023\nAuteur : A. Riv; B. Val\n"
    "Langue : fr\nChapo : Une fermeture.\n\n",
])
def test_front_matter_and_header_lines(tmp_path: Path, head: str) -> None:
    write(tmp_path, {"a.txt": head + BODY})
    corpus = read_corpus(tmp_path / "a.txt")
    document = corpus.documents.loc["a"]
    assert document[["title", "outlet", "lang", "author"]].tolist() == ["Le pont : fin", "Le Fanal", "fr",
                                                                        "A. Riv; B. Val"]
    assert str(document["date"]) == "2023-06-02 00:00:00"
    assert corpus.paragraphs["role"].tolist() == ["title", "standfirst", "body", "body"]
    assert corpus.paragraphs["text"].tolist() == ["Le pont : fin", "Une fermeture.", *BODY.split("\n\n")]


@pytest.mark.parametrize("head", ["---", "Attention : danger", "Un mot : deux mots."])
def test_what_only_looks_like_metadata_is_text(tmp_path: Path, head: str) -> None:
    write(tmp_path, {"a.txt": f"{head}\n\n{BODY}"})
    assert read_corpus(tmp_path).paragraphs["text"].tolist() == [head, *BODY.split("\n\n")]


def test_metadata_from_names_tables_and_text_in_that_order(tmp_path: Path) -> None:
    write(tmp_path, {
        "2023-06-02_Fanal.txt": BODY, "20230603_Lampe.txt": f"---\noutlet: La Lampe\n---\n{BODY}",
        "metadata.csv": "fichier;journal;rubrique\n2023-06-02_Fanal;Le Fanal;Ville\n"
                        "20230603_Lampe.txt;X;Y\nnone;a;b\n",
        "other.txt": BODY})
    corpus = read_corpus(tmp_path, pattern="{date}_{outlet}")
    assert corpus.documents["outlet"].tolist()[:2] == ["Le Fanal", "La Lampe"]
    assert corpus.documents["section"].tolist()[:2] == ["Ville", "Y"]
    assert corpus.documents["date"].astype(str).tolist()[:2] == ["2023-06-02", "2023-06-03"]
    assert corpus.documents.loc["other", ["outlet", "date", "section"]].isna().all()
    notes = corpus.report.notes[["source", "note"]].to_numpy().tolist()
    assert ["other.txt", "file name does not fit the pattern"] in notes
    assert ["other.txt", "file without a row in the metadata table"] in notes
    assert ["metadata.csv", "metadata row without a file"] in notes
    assert ["20230603_Lampe.txt", "metadata beside the text differ, those of the text were kept"] in notes
    assert corpus.report.n_found == 3


def test_a_table_of_metadata_elsewhere_and_in_a_sub_folder(tmp_path: Path) -> None:
    write(tmp_path, {"x/a.txt": BODY, "y/a.txt": BODY, "y/metadata.csv": "id,outlet\na,Le Fanal\n",
                     "table.tsv": "file\toutlet\nx/a.txt\tLa Lampe\n"})
    assert read_corpus([tmp_path / "x", tmp_path / "y"]).documents["outlet"].fillna("").to_dict() == {
        "x/a": "", "y/a": "Le Fanal"}
    given_table = read_corpus([tmp_path / "x", tmp_path / "y"], metadata=tmp_path / "table.tsv")
    assert given_table.documents["outlet"].fillna("").to_dict() == {"x/a": "La Lampe", "y/a": ""}


def test_a_title_in_a_metadata_table_becomes_a_paragraph(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": BODY, "b.txt": f"Le pont ferme\n\n{BODY}", "c.txt": f"---\ntitle: Le quai\n---\n{BODY}",
                     "metadata.csv": "fichier;titre\na;Un pont ferme\nb;Le pont ferme\nc;Un autre\n"})
    corpus = read_corpus(tmp_path)
    titles = corpus.paragraphs.query("role == 'title'")["text"]
    assert titles.to_dict() == {("a", 1): "Un pont ferme", ("b", 1): "Le pont ferme", ("c", 1): "Le quai"}
    assert corpus.documents["title"].tolist() == titles.tolist()
    assert (corpus.paragraphs.groupby(level="doc_id").size() == 3).all()


def test_a_metadata_table_alone_is_read_as_articles(tmp_path: Path) -> None:
    write(tmp_path, {"metadata.csv": "id,texte\n1,Un.\n"})
    assert len(read_corpus(tmp_path)) == 1


def test_pattern_on_folders(tmp_path: Path) -> None:
    write(tmp_path, {"Fanal/2023/06/02/a.txt": BODY})
    document = read_corpus(tmp_path, pattern="{outlet}/{year}/{month}/{day}/{_}").documents.loc["a"]
    assert (document["outlet"], str(document["date"])) == ("Fanal", "2023-06-02 00:00:00")


def test_numeric_dates_of_a_folder_help_each_other(tmp_path: Path) -> None:
    write(tmp_path, {f"{day}.txt": f"---\ndate: {day}/06/2023\n---\n{BODY}" for day in ("02", "25")})
    assert read_corpus(tmp_path).documents["date"].dt.day.tolist() == [2, 25]
    report = read_corpus(tmp_path / "02.txt").report
    assert report.notes[["note", "detail"]].to_numpy().tolist() == [["ambiguous date", "02/06/2023"]]
    assert read_corpus(tmp_path / "02.txt", dayfirst=True).documents["date"].dt.month.tolist() == [6]


def test_an_article_in_one_block_is_noted_and_a_one_word_paragraph_is_not(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "mot " * 50, "b.txt": "mot"})
    notes = read_corpus(tmp_path).report.notes
    assert notes[["source", "note"]].to_numpy().tolist() == [["a.txt", "single block, no paragraph break"]]


def test_a_very_long_line_with_hostile_runs_is_read(tmp_path: Path) -> None:
    # Each run is what a pattern with two nested repetitions would walk through in quadratic time.
    run = " " * 300_000 + "\t" * 300_000 + "¶ " * 1_000 + "&" * 300_000 + "Â" * 300_000 + '"' * 300_001
    write(tmp_path, {"a.txt": "x" + run + "y", "b.csv": f"id,texte\n1,{run}\n2,fin\n"})
    corpus = read_corpus(tmp_path)
    kept = "".join(corpus.paragraphs.loc["a", "text"]).replace(" ", "").replace("\t", "")
    assert kept == "x" + run.replace(" ", "").replace("\t", "").replace("¶", "") + "y"


def test_progress_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"a.txt": BODY})
    read_corpus(tmp_path, progress=True)
    assert "reading" in capsys.readouterr().err
    read_corpus(tmp_path)
    assert capsys.readouterr().err == ""


def test_reading_twice_gives_the_same_tables(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": BODY, "b.csv": "id,texte,journal\n1,Un.,X\n"})
    first, second = read_corpus(tmp_path), read_corpus(tmp_path)
    pd.testing.assert_frame_equal(first.documents, second.documents)
    pd.testing.assert_frame_equal(first.paragraphs, second.paragraphs)
    pd.testing.assert_frame_equal(first.report.notes, second.report.notes)


@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode)
       | st.text(alphabet='id,textTitre:- \n"{}[];|\t', max_size=300).map(str.encode))
def test_any_bytes_give_records_with_text_or_named_refusals(data: bytes) -> None:
    reading = read_source(Source("x.txt", data))
    assert reading.found
    for item in reading.found:
        if isinstance(item, Record):
            assert any(block.text for block in item.blocks)
        else:
            assert item.reason


def test_the_report_is_readable_and_its_html_escaped(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": BODY, "<b>.txt": ""})
    report = read_corpus(tmp_path).report
    assert repr(report).split("\n") == [
        "ReadReport: 2 found = 1 kept + 1 refused, from 2 sources", "  formats: unknown 1, text 1",
        "  paragraphs: 2 (2.0 an article)", "  without a date: 1",
        "  encodings: utf-8 1", "  languages: fr 1 (detected)", "  refused: empty file 1"]
    assert "&lt;b&gt;.txt" in report._repr_html_()
    assert "<b>.txt" not in report._repr_html_()


def test_a_report_that_does_not_add_up_is_an_error() -> None:
    empty = {"refused": table_of([], REFUSED_COLUMNS), "notes": table_of([], NOTE_COLUMNS),
             "skipped": table_of([], SKIPPED_COLUMNS), "languages": table_of([], LANGUAGE_COLUMNS)}
    with pytest.raises(ValueError, match="kept plus refused"):
        ReadReport(table_of([("a", "text", "", 2, 1, 0, 1, 0, 0)], FILE_COLUMNS), **empty)
    with pytest.raises(ValueError, match="named differ"):
        ReadReport(table_of([("a", "text", "", 2, 1, 1, 1, 0, 0)], FILE_COLUMNS), **empty)


def test_public_names() -> None:
    assert fr.read_corpus is read_corpus
    assert fr.ReadReport is ReadReport
