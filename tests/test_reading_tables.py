"""Tables, in files and in memory → Corpus."""

import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.reading import corpus_from_frame, read_corpus
from framing.reading.delimited import parse_records
from framing.reading.headers import canonical_columns

FRENCH = "La ville a fermé le vieux pont lundi soir, a dit la maire.\n\nLes riverains font un long détour."
ENGLISH = "The town closed the old bridge on Monday, the mayor said.\n\nNeighbours drive seven miles more."
HEADER = ["identifiant", "Titre", "journal", "date", "texte"]
ROWS = [["0012", "Le pont ferme", "Le Fanal", "25/12/2023", FRENCH],
        ["1.2E+15", "", "The Lamp", "02/06/2023", ENGLISH]]


def delimited(delimiter: str, newline: str = "\r\n") -> str:
    lines = [HEADER, *ROWS]
    return newline.join(delimiter.join(quoted(cell) for cell in line) for line in lines)


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def summary(path: Path) -> list[object]:
    corpus = read_corpus(path)
    columns = corpus.documents[["title", "outlet", "date", "lang"]].fillna("").astype(str)
    paragraphs = corpus.paragraphs
    return [columns.to_dict("index"), paragraphs["text"].to_dict(), paragraphs["role"].to_list()]


@pytest.fixture
def reference(tmp_path: Path) -> list[object]:
    path = tmp_path / "reference.jsonl"
    lines = [json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS]
    path.write_text("\n".join(lines), encoding="utf-8")
    return summary(path)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_delimiter_and_encoding_gives_the_same_corpus(
        tmp_path: Path, reference: list[object], delimiter: str, encoding: str) -> None:
    path = tmp_path / "export.txt"  # the name says nothing; the content does
    path.write_bytes(delimited(delimiter).encode(encoding))
    assert summary(path) == reference


def test_the_reference_corpus_is_what_the_table_says(reference: list[object]) -> None:
    documents, texts, roles = reference
    assert documents == {
        "0012": {"title": "Le pont ferme", "outlet": "Le Fanal", "date": "2023-12-25", "lang": "fr"},
        "1.2E+15": {"title": "", "outlet": "The Lamp", "date": "2023-06-02", "lang": "en"}}
    assert list(texts.values()) == ["Le pont ferme", *FRENCH.split("\n\n"), *ENGLISH.split("\n\n")]
    assert roles == ["title", "body", "body", "body", "body"]


def test_json_list_and_parquet_and_workbook_give_the_same_corpus(
        tmp_path: Path, reference: list[object]) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="writes the workbook")
    frame = pd.DataFrame(ROWS, columns=HEADER)
    (tmp_path / "a.json").write_text(frame.to_json(orient="records"), encoding="utf-8")
    frame.to_parquet(tmp_path / "b.parquet")
    book = openpyxl.Workbook()
    book.active.append(["nothing here"])
    sheet = book.create_sheet("articles")
    for row in [HEADER, *ROWS]:
        sheet.append(row)
    book.save(tmp_path / "c.xlsx")
    for name in ("a.json", "b.parquet", "c.xlsx"):
        assert summary(tmp_path / name) == reference
    assert read_corpus(tmp_path / "c.xlsx").report.notes["note"].tolist() == ["sheet not read"]


def test_a_missing_package_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pd.DataFrame(ROWS, columns=HEADER).to_parquet(tmp_path / "b.parquet")

    def absent(name: str, *rest: object) -> object:
        raise ImportError(name)
    monkeypatch.setattr("framing.reading.packages.importlib.import_module", absent)
    with pytest.raises(ImportError, match=r"media-framing\[io\]"):
        read_corpus(tmp_path / "b.parquet")


def test_nested_json_and_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    good = json.dumps({"text": "Le pont.\u2028Fermé.", "meta": {"source": "Le Fanal", "date": "2023-06-02"},
                       "tags": ["a", "b"], "n": 12345678901234567890})
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([good, "", "{oops", "[1]", '{"text": ""}']).encode())
    corpus = read_corpus(path)
    document = corpus.documents.iloc[0]
    assert (document["outlet"], str(document["date"])[:10]) == ("Le Fanal", "2023-06-02")
    assert (document["tags"], document["n"]) == ("a; b", "12345678901234567890")
    assert corpus.report.refused[["item", "reason"]].to_numpy().tolist() == [
        ["row 5", "no text"], ["row 3", "not valid JSON (Expecting property name enclosed in double quotes)"],
        ["row 4", "not an object but list"]]
    assert (corpus.report.n_found, corpus.report.n_kept) == (4, 1)


def test_unquoted_quotations_and_ragged_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text('id\ttexte\turl\n1\t"Oui", a dit la maire.\tu\n2\tCourt.\n3\ta\tb\tc\n4\tSuite.\tu\t\n',
                    encoding="utf-8")
    corpus = read_corpus(path)
    assert corpus.paragraphs["text"].tolist() == ['"Oui", a dit la maire.', "Court.", "Suite."]
    assert corpus.report.refused["reason"].tolist() == ["more cells than the header"]
    assert corpus.report.notes["note"].tolist() == ["rows with fewer cells than the header, filled up"]


def test_words_for_nothing_stay_words_and_cells_of_any_length_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"sep=;\nid;journal;texte\nNA;null;{'mot ' * 50_000}\n", encoding="utf-8")
    corpus = read_corpus(path)
    assert corpus.documents.loc["NA", "outlet"] == "null"
    assert len(corpus.paragraphs["text"].iloc[0]) == 199_999


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\x00", exclude_categories=("Cs",)),
                                 max_size=12), min_size=2, max_size=4), min_size=1, max_size=6),
       st.sampled_from([";", ",", "\t", "|"]))
def test_quoted_records_come_back(records: list[list[str]], delimiter: str) -> None:
    text = "\n".join(delimiter.join(quoted(cell) for cell in record) for record in records)
    assert list(parse_records(text, delimiter)) == records


@given(st.text(alphabet='a",;\n', max_size=60))
def test_any_text_parses_to_its_own_letters(text: str) -> None:
    cells = [cell for record in parse_records(text, ",") for cell in record]
    assert sum(cell.count("a") for cell in cells) == text.count("a")


def test_headers_in_both_languages_and_repeated_names() -> None:
    assert canonical_columns(["Année", "Mois", "JOUR", "Contenu", "média"]) == [
        "year", "month", "day", "text", "outlet"]
    assert canonical_columns(["body", "text", "x", "x", ""]) == ["body", "text", "x", "x_2", "column"]


def test_separate_year_month_and_day_make_a_date() -> None:
    corpus = corpus_from_frame([{"annee": 2023, "mois": 6, "jour": 2, "texte": "Le pont ferme."},
                                {"annee": "2023", "mois": "août", "jour": "1", "texte": "Le pont rouvre."}])
    assert corpus.documents["date"].astype(str).tolist() == ["2023-06-02", "2023-08-01"]


def test_a_cell_cut_by_a_spreadsheet_is_flagged() -> None:
    corpus = corpus_from_frame([{"text": "x" * 32_767}, {"text": "y"}])
    assert corpus.report.notes["note"].str.contains("cut by a spreadsheet").sum() == 1


def test_articles_with_the_same_identifier_are_refused_by_name() -> None:
    corpus = corpus_from_frame([{"doc_id": "a", "title": "Un", "text": "Premier."},
                                {"doc_id": "a", "title": "Deux", "text": "Second."}])
    assert corpus.report.refused.to_dict("records") == [
        {"source": "table", "item": "row 2 (a)", "reason": "duplicate id"}]
    assert corpus.paragraphs["text"].tolist() == ["Un", "Premier."]


def test_repeated_identifiers_that_differ_in_text_only_are_paragraphs() -> None:
    rows = [{"doc_id": "a", "outlet": "X", "text": "Un"},
            {"doc_id": "a", "outlet": "X", "text": "Deux mots."},
            {"doc_id": "b", "outlet": "Y", "text": "Trois."}]
    corpus = corpus_from_frame(rows)
    assert corpus.paragraphs.index.tolist() == [("a", 1), ("a", 2), ("b", 1)]
    assert corpus.paragraphs["role"].unique().tolist() == ["body"]
    assert corpus_from_frame(rows, rows="articles").report.n_refused == 1


def test_paragraph_numbers_roles_and_languages_are_kept_and_sorted() -> None:
    frame = pd.DataFrame({"doc_id": ["a", "a", "a"], "par_id": [5, 2, 3.0], "text": ["Five.", "Deux.", None],
                          "role": ["body", "title", None], "lang": ["en", "fr", "fr"]})
    before = frame.copy()
    corpus = corpus_from_frame(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert corpus.paragraphs.reset_index().to_numpy().tolist() == [
        ["a", 2, "Deux.", "title", "fr"], ["a", 3, "", "body", "fr"], ["a", 5, "Five.", "body", "en"]]
    assert corpus.report.notes[["note", "n"]].to_numpy().tolist() == [
        ["rows read as paragraphs", 3], ["empty paragraphs kept", 1]]


@pytest.mark.parametrize(("column", "values", "reason"), [
    ("par_id", [1, 1], "par_id 1 is given twice"),
    ("par_id", [0, 1], "par_id is not a whole number from 1: 0"),
    ("par_id", ["x", 1], "par_id is not a whole number from 1: 'x'"),
    ("role", ["lede", "body"], "unknown role 'lede'"),
    ("text", [" ", None], "no text"), ("text", [3, "x"], "a text is not a string"),
])
def test_an_article_whose_rows_do_not_fit_is_refused_whole(
        column: str, values: list[object], reason: str) -> None:
    rows = [{"doc_id": "a", "par_id": 1, "role": "body", "text": "Un."},
            {"doc_id": "a", "par_id": 2, "role": "body", "text": "Deux."},
            {"doc_id": "b", "par_id": 1, "role": "body", "text": "Trois."}]
    for row, value in zip(rows, values, strict=False):
        row[column] = value
    report = corpus_from_frame(rows).report
    assert report.refused[["item", "reason"]].to_numpy().tolist() == [["a", reason]]


def test_other_columns_keep_their_kind_and_missing_ones_are_missing() -> None:
    frame = pd.DataFrame({"text": ["Un.", "Deux."], "shares": [3, 4], "event": ["x", None],
                          "when": pd.to_datetime(["2023-06-02", "2023-06-03"], utc=True)})
    corpus = corpus_from_frame(frame.rename(columns={"when": "date"}))
    assert corpus.documents["shares"].tolist() == [3, 4]
    assert corpus.documents["event"].isna().tolist() == [False, True]
    assert corpus.documents["date"].dt.day.tolist() == [2, 3]
    assert corpus.documents[["outlet", "author", "url"]].isna().all(axis=None)
    assert corpus.documents.index.tolist() == ["article-1", "article-2"]


def test_a_corpus_table_comes_back_as_it_was() -> None:
    corpus = corpus_from_frame([{"doc_id": "a", "title": "Le pont", "text": FRENCH, "outlet": "Le Fanal"},
                                {"doc_id": "b", "text": ENGLISH}])
    again = corpus_from_frame(corpus.paragraphs.join(corpus.documents.drop(columns="lang"), on="doc_id"))
    pd.testing.assert_frame_equal(again.paragraphs, corpus.paragraphs)
    pd.testing.assert_frame_equal(again.documents[["title", "outlet"]], corpus.documents[["title", "outlet"]])


def test_a_title_that_opens_the_text_is_not_doubled() -> None:
    corpus = corpus_from_frame([{"title": "Le pont", "chapo": "Lundi, la ville ferme.",
                                 "text": f"LE PONT\n\n{FRENCH}"}])
    assert corpus.paragraphs["role"].tolist() == ["title", "standfirst", "body", "body"]


def test_language_and_outlet_fill_only_what_is_missing() -> None:
    corpus = corpus_from_frame([{"text": "Un.", "lang": "fr", "outlet": "X"}, {"text": "Two."}], lang="en",
                               outlet="Y")
    assert corpus.documents[["lang", "outlet"]].to_numpy().tolist() == [["fr", "X"], ["en", "Y"]]


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(TypeError, match="read_corpus"):
        corpus_from_frame("articles.csv")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="dictionary"):
        corpus_from_frame(["a text"])  # type: ignore[list-item]
    with pytest.raises(KeyError, match="missing column 'words'"):
        corpus_from_frame([{"text": "x"}], text="words")
    with pytest.raises(KeyError, match="text="):
        corpus_from_frame([{"words": "x"}])
    with pytest.raises(ValueError, match="rows"):
        corpus_from_frame([{"text": "x"}], rows="lines")
    with pytest.raises(ValueError, match="no article could be read"):
        corpus_from_frame([])


def test_a_named_text_column_wins_over_one_called_text() -> None:
    corpus = corpus_from_frame([{"text": "a label", "body": "Le pont ferme."}], text="body")
    assert corpus.paragraphs["text"].tolist() == ["Le pont ferme."]
    assert corpus.documents["text_2"].tolist() == ["a label"]


cell = st.none() | st.text(max_size=20) | st.integers() | st.floats()


@given(st.lists(st.fixed_dictionaries({"text": cell}, optional={"doc_id": cell, "par_id": cell, "title": cell,
                                                                "date": cell, "lang": cell, "role": cell}),
                max_size=6))
def test_found_is_kept_plus_refused_for_any_table(rows: list[dict[str, object]]) -> None:
    sure = {"doc_id": "sure", "par_id": 1, "text": "Le pont ferme."}
    corpus = corpus_from_frame([*rows, sure])
    assert "sure" in corpus.documents.index
    assert corpus.report.n_found == len(corpus) + len(corpus.report.refused)


@pytest.mark.parametrize("row", [
    {"outlet": "Le \udce9 Fanal"}, {"doc_id": "a\ud83d"}, {"\udce9 column": "x"},
    {"title": "\ud83d", "date": "\ud83d"}])
def test_metadata_no_file_can_hold_are_repaired_and_noted(row: dict[str, str]) -> None:
    corpus = corpus_from_frame([{"doc_id": "a", "text": "Le pont ferme."} | row])
    assert "unpaired surrogates in metadata replaced by U+FFFD" in corpus.report.notes["note"].tolist()
    corpus.documents.to_csv().encode("utf-8")


GAPS = [None, float("nan"), np.float32("nan"), pd.NA, pd.NaT, np.datetime64("NaT"), Decimal("NaN"), "", " ",
        "nan", "NaN", "NaT", "<NA>"]


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_is_no_outlet(gap: object) -> None:
    rows = [{"doc_id": "a", "outlet": gap, "beat": gap, "title": gap, "lang": "en", "text": ENGLISH},
            {"doc_id": "b", "outlet": "The Lamp", "beat": "town", "title": "A bridge", "lang": "en", "text": ENGLISH}]
    documents = corpus_from_frame(rows).documents
    assert documents[["outlet", "beat", "title"]].isna().to_numpy().tolist() == [[True] * 3, [False] * 3]
    numbered = corpus_from_frame([row | {"doc_id": gap} for row in rows]).documents
    assert numbered.index.tolist() == ["article-1", "article-2"]


@pytest.mark.parametrize("name", ["NA", "None", "null", "NAN", "Nan", "N/A"])
def test_a_name_that_looks_like_a_gap_is_text(name: str, tmp_path: Path) -> None:
    frame = pd.DataFrame({"doc_id": ["a"], "outlet": [name], "lang": ["en"], "text": [ENGLISH]})
    frame.to_csv(tmp_path / "a.csv", index=False)
    for corpus in (corpus_from_frame(frame), read_corpus(tmp_path / "a.csv")):
        assert corpus.documents["outlet"].tolist() == [name]


def test_files_with_gaps_name_no_outlet(tmp_path: Path) -> None:
    frame = pd.DataFrame({"outlet": [np.nan, "The Lamp"], "score": [np.nan, 1.5], "lang": "en", "text": ENGLISH})
    frame.to_csv(tmp_path / "a.csv", index=False, na_rep="nan")
    frame.to_parquet(tmp_path / "b.parquet")
    lines = ['{"outlet": NaN, "score": NaN, "lang": "en", "text": ' + json.dumps(ENGLISH) + "}",
             '{"outlet": "The Lamp", "score": 1.5, "lang": "en", "text": ' + json.dumps(ENGLISH) + "}"]
    (tmp_path / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    frame.to_excel(tmp_path / "d.xlsx", index=False, na_rep="NaN")
    gaps = read_corpus(tmp_path).documents.groupby("source_file")[["outlet", "score"]].count()
    assert gaps.to_numpy().tolist() == [[1, 1]] * 4


def test_nan_is_a_word_of_a_text() -> None:
    rows = [{"doc_id": "a", "par_id": number, "lang": "fr", "text": text}
            for number, text in enumerate(["Oui.", "nan"], 1)]
    assert corpus_from_frame(rows).paragraphs["text"].tolist() == ["Oui.", "nan"]


def test_a_row_of_metadata_without_a_file_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("file,outlet\na.txt,The Lamp\nnan,Nobody\n,Nobody\n", encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert corpus.documents["outlet"].tolist() == ["The Lamp"]
    notes = corpus.report.notes
    assert notes.loc[notes["note"] == "metadata rows without a file name", "n"].tolist() == [2]
