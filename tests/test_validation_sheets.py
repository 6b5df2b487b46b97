"""Coding sheets: how units are drawn, written, filled in and read back."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.tokens import Tokens
from framing.validation.sheets import allocate
from framing.writing.coding_sheets import write_coding_sheet

LEXICON = fr.lexicon_from_dict({"war": ["guerre*"], "rain": ["pluie*"]}, lang="fr")
CODED = Path(__file__).resolve().parents[1] / "data" / "codes"


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    """Two outlets, twelve articles, a hit in every third paragraph."""
    texts = {f"{outlet}{number:02d}": [f"{'La guerre dure' if (k + number) % 3 == 0 else 'Il fait beau'}, jour {k}."
                                       for k in range(6 + number % 3)]
             for outlet in ("fanal", "quai") for number in range(6)}
    return fr.tokenize(make_corpus(texts, outlet=["Le Fanal"] * 6 + ["Le Quai"] * 6))


def draw(tokens: Tokens, **options) -> pd.DataFrame:
    return fr.coding_sheet(tokens, LEXICON, **{"n": 24, "categories": ["war"], **options})


def strata_of(tokens: Tokens, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return, for each unit of a sheet, what it was drawn by."""
    counts = fr.frame_terms(tokens, LEXICON)["war"]
    keys = pd.MultiIndex.from_frame(sheet[["doc_id", "par_id"]])
    return sheet.assign(hit=counts.reindex(keys).to_numpy() > 0,
                        outlet=tokens.corpus.documents["outlet"].reindex(sheet["doc_id"]).to_numpy())


def test_every_group_gives_hits_and_the_rest_with_their_chance(tokens: Tokens) -> None:
    sheet = strata_of(tokens, draw(tokens))
    assert sheet.groupby(["outlet", "hit"]).size().tolist() == [6, 6, 6, 6]
    counts = fr.frame_terms(tokens, LEXICON)["war"] > 0
    outlet = counts.index.get_level_values("doc_id").map(tokens.corpus.documents["outlet"])
    sizes = counts.groupby([outlet, counts]).size()
    for (name, hit), part in sheet.groupby(["outlet", "hit"]):
        assert part["inclusion_probability"].to_numpy() == pytest.approx(6 / sizes[name, hit])
    # The weights of the sample add up to the corpus.
    assert (1 / sheet["inclusion_probability"]).sum() == pytest.approx(len(counts))


def test_coders_see_text_and_context_and_no_machine(tokens: Tokens) -> None:
    sheet = draw(tokens)
    assert not [name for name in sheet.columns if "machine" in name or "hit" in name]
    assert sheet["war"].isna().all()
    row = sheet[sheet["par_id"] == 3].iloc[0]
    texts = tokens.corpus.paragraphs["text"]
    assert [row["before"], row["text"], row["after"]] == [texts[row["doc_id"], number] for number in (2, 3, 4)]
    assert (sheet.loc[sheet["par_id"] == 1, "before"] == "").all()
    assert "machine:war" in draw(tokens, show_machine=True)
    assert "before" not in draw(tokens, context=False)


def test_same_seed_same_sample(tokens: Tokens) -> None:
    pd.testing.assert_frame_equal(draw(tokens), draw(tokens))
    assert draw(tokens)["doc_id"].tolist() != draw(tokens, seed=1)["doc_id"].tolist()
    hits = strata_of(tokens, draw(tokens))["hit"]
    assert hits.tolist() != sorted(hits), "the order tells the strata"


def test_every_unit_has_the_chance_the_sheet_says(tokens: Tokens) -> None:
    runs = 50
    drawn = pd.concat([draw(tokens, seed=seed, n=12) for seed in range(runs)])
    said = drawn.groupby(["doc_id", "par_id"])["inclusion_probability"].first()
    found = drawn.groupby(["doc_id", "par_id"]).size() / runs
    assert len(found) == len(tokens.index)
    error = np.sqrt(said * (1 - said) / runs)
    assert (np.abs(found - said) / error).max() < 4.5


def test_articles_can_be_coded_whole(tokens: Tokens) -> None:
    sheet = draw(tokens, unit="document", n=5, by=pd.Series("all", index=tokens.corpus.documents.index))
    assert "par_id" not in sheet
    row = sheet.iloc[0]
    assert row["text"] == "\n\n".join(tokens.corpus.paragraphs["text"][row["doc_id"]])
    assert sheet["inclusion_probability"].to_numpy() == pytest.approx(5 / 12)


def test_a_sample_that_cannot_be_drawn_is_refused(tokens: Tokens) -> None:
    with pytest.raises(ValueError, match=r"at least 8 \(two for each stratum\) and at most 84"):
        draw(tokens, n=7)
    with pytest.raises(ValueError, match="`n` does not fit"):
        draw(tokens, n=1000)
    with pytest.raises(ValueError, match="`hit_share`"):
        draw(tokens, hit_share=1.0)
    with pytest.raises(ValueError, match="categories"):
        draw(tokens, categories=["peace"])
    assert len(draw(tokens, n=84)) == 84
    assert (draw(tokens, n=84)["inclusion_probability"] == 1).all()


@given(st.lists(st.tuples(st.integers(1, 60), st.floats(0.05, 1)), min_size=1, max_size=8), st.data())
def test_allocation_uses_the_whole_sample_and_no_unit_twice(strata: list[tuple[int, float]], data) -> None:
    sizes, weights = np.array([size for size, _ in strata]), np.array([weight for _, weight in strata])
    n = data.draw(st.integers(int(np.minimum(sizes, 2).sum()), int(sizes.sum())))
    taken = allocate(sizes, weights, n)
    assert taken.sum() == n
    assert (taken <= sizes).all()
    assert (taken >= np.minimum(sizes, 2)).all()


# Written, filled in, read back


def filled(sheet: pd.DataFrame) -> pd.DataFrame:
    answers = np.where(np.arange(len(sheet)) % 5 == 0, np.nan, np.arange(len(sheet)) % 2)
    return sheet.assign(war=pd.array(np.where(np.isnan(answers), pd.NA, answers), dtype="Int64"))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("blind", [False, True])
def test_a_sheet_comes_back_as_it_went(tokens: Tokens, tmp_path: Path, ending: str, lang: str, blind: bool) -> None:
    sheet = filled(draw(tokens))
    path = tmp_path / f"ana.{ending}"
    write_coding_sheet(sheet, path, coder="Ana", blind=blind, lang=lang)
    codes = fr.read_codes(path, sheet=sheet if blind else None)
    assert codes["unit_id"].tolist() == sheet["unit_id"].tolist()
    assert codes["code"].tolist() == pytest.approx(sheet["war"].astype(float).tolist(), nan_ok=True)
    assert codes["inclusion_probability"].to_numpy() == pytest.approx(sheet["inclusion_probability"].to_numpy())
    assert codes["doc_id"].tolist() == sheet["doc_id"].tolist()
    assert codes["par_id"].tolist() == sheet["par_id"].tolist()
    assert set(codes["coder"]) == {"Ana"}
    if blind and ending == "csv":
        assert not set(sheet["doc_id"]) & set(path.read_text(encoding="utf-8-sig").replace(";", ",").split(","))


def test_french_excel_opens_it_and_saves_it(tokens: Tokens, tmp_path: Path) -> None:
    sheet = filled(draw(tokens))
    path = tmp_path / "ana.csv"
    write_coding_sheet(sheet, path, lang="fr")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[0] == (
        "unité;avant;texte;après;war;remarque;codeur;article;paragraphe;langue;probabilité d’inclusion")
    # "CSV (séparateur : point-virgule)" of French Excel: Windows-1252, CRLF.
    saved = data.decode("utf-8-sig").replace("\n", "\r\n").encode("cp1252")
    (tmp_path / "Béa.csv").write_bytes(saved)
    codes = fr.read_codes(tmp_path / "Béa.csv")
    assert set(codes["coder"]) == {"Béa"}, "the file names a coder who has not signed"
    assert codes["inclusion_probability"].to_numpy() == pytest.approx(sheet["inclusion_probability"].to_numpy())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nothing_in_a_sheet_is_executed(tmp_path: Path, ending: str) -> None:
    texts = {"=cmd": ["=1+1 guerre", "@sum pluie"], "-b": ["+33 guerre", "- pluie, dit-il"]}
    sheet = fr.coding_sheet(fr.tokenize(make_corpus(texts)), LEXICON, n=4, categories=["war"])
    sheet["note"] = "=HYPERLINK(1)"
    path = tmp_path / f"a.{ending}"
    write_coding_sheet(sheet, path, coder="Ana")
    if ending == "csv":
        cells = path.read_text(encoding="utf-8-sig").replace("\n", ",").split(",")
    else:
        openpyxl = pytest.importorskip("openpyxl")
        found = [cell for row in openpyxl.load_workbook(path).active for cell in row if cell.value is not None]
        assert not [cell for cell in found if cell.data_type == "f"]
        cells = [str(cell.value) for cell in found]
    assert len(cells) > 20
    assert not [cell for cell in cells if cell.lstrip(" \"").startswith(("=", "+", "-", "@"))]
    codes = fr.read_codes(path)
    assert sorted(set(codes["doc_id"])) == ["-b", "=cmd"]
    assert set(codes["note"]) == {"=HYPERLINK(1)"}


HEAD = "unit_id,doc_id,par_id,inclusion_probability,coder,war\n"


@pytest.mark.parametrize(("rows", "said"), [
    ("u1,a,1,0.5,Ana,1\nu2,a,2,0.5,Ana,yes\n", r"x\.csv, row 2 \(unit u2\): not a code for 'war'; got 'yes'"),
    ("u1,a,1,0.5,Ana,2\n", r"row 1 .*got '2'; expected one of \[0\.0, 1\.0\]"),
    ("u1,a,1,0.5,Ana,1\nu1,a,1,0.5,Ana,1\n", "coded a unit twice; got Ana, u1"),
    ("u1,a,1,1.5,Ana,1\n", r"row 1 .*inclusion_probability is none; got '1\.5'"),
    ("u1,a,1,5 mai,Ana,1\n", "inclusion_probability is none; got '5 mai'"),
    ("u1,a,one,0.5,Ana,1\n", "par_id is not a whole number"),
    ("u1,,1,0.5,Ana,1\n", "no doc_id"),
    ("u1,a,1,0.5,Ana,1,9\n", "row 1: more cells than the header"),
    ("", "no row below the header"),
])
def test_a_bad_cell_is_named_by_its_row(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        fr.read_codes(path)


def test_a_file_that_is_none_is_named(tmp_path: Path, tokens: Tokens) -> None:
    with pytest.raises(FileNotFoundError, match="no such file"):
        fr.read_codes(tmp_path / "absent.csv")
    with pytest.raises(ValueError, match="no file is named"):
        fr.read_codes([])
    path = tmp_path / "x.csv"
    path.write_text("unit_id,war\nu1,1\n", encoding="utf-8")
    with pytest.raises(KeyError, match=r"x\.csv: missing column"):
        fr.read_codes(path)
    path.write_text("unit_id,war\nzzz,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not on the sheet"):
        fr.read_codes(path, sheet=draw(tokens))
    with pytest.raises(KeyError, match="no_such"):
        fr.read_codes(path, sheet=draw(tokens), categories=["no_such"])


def test_scales_are_read_where_they_are_allowed(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEAD.replace("war", "tone") + "u1,a,1,0.5,Ana,-2\nu2,a,2,0.5,Ana,\n", encoding="utf-8")
    codes = fr.read_codes(path, values=range(-2, 3))
    assert codes["code"].tolist() == pytest.approx([-2, np.nan], nan_ok=True)


# The coded sample of the demonstration corpus


def test_the_demonstration_codes_are_of_its_paragraphs(demonstration: Tokens) -> None:
    paths = sorted(CODED.glob("*.csv"))
    assert [path.name for path in paths] == ["coder_a.csv", "coder_b.csv"]
    codes = fr.read_codes(paths)
    assert codes.groupby(["coder", "category"]).size().tolist() == [120] * 4
    assert codes["code"].isna().sum() == 1
    assert codes["inclusion_probability"].between(0.1, 0.6).all()
    texts = demonstration.corpus.paragraphs["text"]
    for path, (separator, name, column) in zip(paths, ((",", "text", "unit_id"), (";", "texte", "unité")), strict=True):
        table = pd.read_csv(path, sep=separator, encoding="utf-8-sig").set_index(column)
        keys = codes.drop_duplicates("unit_id").set_index("unit_id")[["doc_id", "par_id"]]
        for unit, text in table[name].items():
            assert texts[keys.loc[unit, "doc_id"], int(keys.loc[unit, "par_id"])] == text.removeprefix("'")
