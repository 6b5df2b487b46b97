"""Foreign dictionaries: samples written here from the documented layouts, read, written, read again."""

import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing._check import FramingWarning
from framing.dictionaries import FORMATS, detect_format
from framing.lexicon import COLUMNS, Lexicon
from framing.tokens import tokenize

SAMPLES = {
    "liwc2007": ("a.dic", "%\n1\tharm\n2 \tcare\n%\nbless*\t2\nwound*\t1\nwounded care 1 2\n", {
        ("harm", "wound*"), ("harm", "wounded care"), ("care", "bless*"), ("care", "wounded care")}),
    "liwc2015": ("a.dic", "%\n1\taffect (Affective words)\n\t2\tanger (Anger)\n3\tpeace\n%\nfury\t1\t2\ntruce*\t3\n", {
        ("affect", "fury"), ("affect/anger", "fury"), ("peace", "truce*")}),
    "liwc2022": ("a.dicx", 'DicTerm,harm,care\nwound*,X,\n"first, aid",0.5,1\n', {
        ("harm", "wound*"), ("harm", "first, aid"), ("care", "first, aid")}),
    "liwc2022 of 1 and 0": ("a.dicx", "Entry,harm,care\nrope*,1,\nbless,0,1\n", {("harm", "rope*"), ("care", "bless")}),
    "lexicoder3": ("a.lc3", "+A category\ntruce*\nnot good\n+other\nfury\n", {
        ("A_category", "truce*"), ("A_category", "not good"), ("other", "fury")}),
    "yoshikoder": ("a.ykd", """<?xml version="1.0" encoding="UTF-8"?>
<dictionary style="050805" patternengine="substring">
 <cnode name="War &amp; peace" desc="">
  <cnode name="war" desc=""><pnode name="fury"/><cnode name="air" desc=""><pnode name="bomb*"/></cnode></cnode>
  <cnode name="peace" desc=""><pnode name="truce*"/></cnode>
 </cnode>
</dictionary>""", {("war", "fury"), ("war/air", "bomb*"), ("peace", "truce*")}),
    "lexicoder2": ("a.lcd", """<dictionary style="lexicoder"><cnode name="d" desc=""><cnode name="war" desc="">
  <pnode name="fury"/></cnode></cnode></dictionary>""", {("war", "fury")}),
    "wordstat": ("a.cat", "WAR\n\tFURY (1)\n\tNO_MANS_LAND (1)\n   \tAIR\n   \t\tBOMB* (2)\nPEACE\n\tTRUCE* (1)\n", {
        ("WAR", "FURY"), ("WAR", "NO MANS LAND"), ("WAR/AIR", "BOMB*"), ("PEACE", "TRUCE*")}),
    "yaml": ("a.yml", "answers: [no, yes, on, off, null, ~, 1984, 1.50]\nno:\n  - 'y'\n  - air:\n    - \"*bomb?\"\n", {
        ("answers", word) for word in ("no", "yes", "on", "off", "null", "1984", "1.50")}
             | {("no", "y"), ("no/air", "*bomb?")}),
    "yaml of one word": ("a.yml", "# two\n---\nwar: fury\npeace:\n- truce*\n- no\n", {
        ("war", "fury"), ("peace", "truce*"), ("peace", "no")}),
    "json": ("a.json", '{"answers": ["no", 1984], "war": {"air": ["bomb*"], "sea": ["ship"]}}', {
        ("answers", "no"), ("answers", "1984"), ("war/air", "bomb*"), ("war/sea", "ship")}),
}


def pairs(lexicon: Lexicon) -> set[tuple[str, str]]:
    """Return (category, pattern) of every entry."""
    return set(zip(lexicon.entries["category"], lexicon.entries["pattern"], strict=True))


def in_order(lexicon: Lexicon) -> list[tuple[object, ...]]:
    """Return the entries, sorted."""
    return sorted(lexicon.entries.itertuples(index=False, name=None))


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.filterwarnings("ignore:.*'~'.*:framing._check.FramingWarning")
def test_samples_are_read_written_and_read_again(sample: str, tmp_path: Path) -> None:
    file, text, expected = SAMPLES[sample]
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    lexicon = fr.read_lexicon(path, lang="en")
    assert pairs(lexicon) == expected
    again = tmp_path / ("again" + path.suffix)
    fr.write_lexicon(lexicon, again, format=sample.split()[0])
    assert in_order(fr.read_lexicon(again, lang="en")) == in_order(lexicon)
    assert len(list(tmp_path.iterdir())) == 2


def test_weights_labels_and_titles_survive(tmp_path: Path) -> None:
    for sample, column in (("liwc2022", [0.5, 1.0, 1.0]), ("wordstat", [1.0, 1.0, 1.0, 2.0])):
        (tmp_path / "x").write_text(SAMPLES[sample][1], encoding="utf-8")
        assert sorted(fr.read_lexicon(tmp_path / "x", lang="en").entries["weight"]) == column
    (tmp_path / "x").write_text(SAMPLES["liwc2015"][1], encoding="utf-8")
    assert fr.read_lexicon(tmp_path / "x", lang="en").labels()["affect/anger"] == "Anger"
    (tmp_path / "x").write_text(SAMPLES["yoshikoder"][1], encoding="utf-8")
    assert fr.read_lexicon(tmp_path / "x", lang="en").card["title"] == "War & peace"


@pytest.mark.parametrize(("rule", "condition"), [
    ("@R1 [CAT NEAR DOG* /S 3] (1)", "only DOG* within 3 in sentence"),
    ("@R1 [CAT NOT NEAR HOT_DOG /P] (1)", "unless HOT DOG within paragraph"),
    ("@R1 [CAT AFTER #NEGATIONS /S 3] (1)", "only not | never within 3 in sentence before"),
    ("@R1 [CAT NOT BEFORE #NEGATIONS /S] (1)", "unless not | never within sentence after"),
])
def test_wordstat_rules_are_conditions(rule: str, condition: str, tmp_path: Path) -> None:
    path, again = tmp_path / "a.cat", tmp_path / "again.cat"
    path.write_text(f"PETS\n\t{rule}\n\tfish (1)\nNEGATIONS\n\tnot (1)\n\tnever (1)\n", encoding="utf-8")
    lexicon = fr.read_lexicon(path, lang="en")
    assert lexicon.entries["condition"].tolist()[0] == condition
    assert lexicon.entries["pattern"].tolist()[0] == "CAT"
    fr.write_lexicon(lexicon, again)
    assert in_order(fr.read_lexicon(again, lang="en")) == in_order(lexicon)


def test_a_rule_counts_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a.cat"
    path.write_text("NOT_GOOD\n\t@R [#GOOD AFTER #NO /S 3] (1)\nGOOD\n\tgood (1)\n\tfine (1)\nNO\n\tnot (1)\n",
                    encoding="utf-8")
    tokens = tokenize(make_corpus(["It was not very good. Fine, not good. Good is not."], "en"))
    hits = fr.find_terms(tokens, fr.read_lexicon(path, lang="en"))
    assert (hits["category"] == "NOT_GOOD").sum() == 2
    assert (hits["category"] == "GOOD").sum() == 4


@pytest.mark.parametrize(("file", "text", "named"), [
    ("a.cat", "A\n\tfish (1)\n\t@R [CAT AND DOG /D] (1)\n\t@S [CAT NEAR #NONE /S 3] (1)\n", ["CAT AND DOG", "#NONE"]),
    ("a.dic", "%\n1\ta\n2\tb\n%\nlike\t(1)2\nkind\t<of>1\nfish\t1\nodd\t9\n:)\t1\nx*\t2\n",
     ["like", "kind", "odd", ":)", "x*"]),
    ("a.json", '{"a": ["fish", true, null, 1.5, ":-)"]}', ["True", "None", "1.5", ":-)"]),
    ("a.dicx", "Entry,a\nfish,1\nbad,many\n", ["many"]),
])
def test_what_cannot_be_read_is_left_out_and_named(file: str, text: str, named: list[str], tmp_path: Path) -> None:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    with pytest.warns(FramingWarning, match=f"{len(named)} entries were left out") as caught:
        lexicon = fr.read_lexicon(path, lang="en")
    assert "fish" in set(lexicon.entries["pattern"])
    assert all(word in str(caught[0].message) for word in named)


def rich() -> Lexicon:
    """Return a lexicon that uses everything."""
    rows = [("war/air", "bomb*", 2.0, False, "loud", "", ""), ("war", "bath bomb*", 1.0, True, "", "", ""),
            ("war", "fury", 1.0, False, "", "unless road | movie within 3", ""),
            ("war", "shell*", 1.0, False, "", "only fire within 2", ""), ("war", "enemy", 1.0, False, "", "", "quoted"),
            ("peace", "/truces?/", 1.0, False, "", "", ""), ("peace", "=cmd", 1.0, False, "-1", "", ""),
            ("peace", "no", 1.0, False, "", "", "")]
    entries = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "lang"]).assign(lang="en")
    return Lexicon("rich", entries, {"title": "Rich", "version": "1"}, regex=True)


@pytest.mark.parametrize("name", ["csv", "excel", "json"])
def test_tables_carry_everything(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"rich{FORMATS[name].suffix}"
    if name == "json":
        fr.write_lexicon(rich(), path)
    else:
        with pytest.warns(FramingWarning, match=f"{name} cannot carry the card"):
            fr.write_lexicon(rich(), path)
    again = fr.read_lexicon(path, regex=True)
    assert in_order(again) == in_order(rich())
    assert dict(again.card) == (dict(rich().card) if name == "json" else {})


def test_no_cell_is_executed(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    with pytest.warns(FramingWarning):
        fr.write_lexicon(rich(), tmp_path / "a.csv")
    assert ",'=cmd," in (tmp_path / "a.csv").read_text(encoding="utf-8")
    with pytest.warns(FramingWarning):
        fr.write_lexicon(rich(), tmp_path / "a.xlsx")
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows() for cell in row]
    assert "=cmd" in {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(("name", "lost", "kept"), [
    ("yaml", "1 exclusions (left out), 2 entries with a condition (left out), 1 entries with a voice (left out), "
             "1 regular expressions (left out), 1 weights, 2 notes, the card", {"bomb*", "=cmd", "no"}),
    ("wordstat", "1 exclusions (left out), 1 entries with a condition (left out), 1 entries with a voice (left out), "
                 "1 regular expressions (left out), 2 notes, the card", {"bomb*", "=cmd", "no", "shell*"}),
])
def test_the_warning_names_what_a_format_cannot_carry(name: str, lost: str, kept: set[str], tmp_path: Path) -> None:
    with pytest.warns(FramingWarning) as caught:
        fr.write_lexicon(rich(), tmp_path / "a", format=name)
    assert f"{name} cannot carry {lost}." in str(caught[0].message)
    assert {pattern for _, pattern in pairs(fr.read_lexicon(tmp_path / "a", lang="en"))} == kept


def test_errors(tmp_path: Path) -> None:
    both = fr.load_lexicon("war_peace")
    with pytest.raises(ValueError, match="yaml has no place for languages"):
        fr.write_lexicon(both, tmp_path / "a.yaml")
    with pytest.raises(ValueError, match=r"the ending of the file names no format; got a\.doc"):
        fr.write_lexicon(both, tmp_path / "a.doc")
    with pytest.raises(ValueError, match="did you mean 'wordstat'"):
        fr.write_lexicon(both, tmp_path / "a.cat", format="wordstats")
    with pytest.raises(ValueError, match="can carry no entry"):
        fr.write_lexicon(fr.lexicon_from_dict({"c": ["/a./"]}, lang="en", regex=True), tmp_path / "a.yaml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("text", "words"), [
    ('<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "b">]><dictionary/>', "document type or entities"),
    ("<dictionary><cnode>", "the XML is damaged"), ("<html></html>", "the XML is no dictionary"),
    ("<dictionary>" + "<cnode name='a'>" * 80 + "</cnode>" * 80 + "</dictionary>", "too deep"),
    ("a: &x [b]\nc: *x\n", "aliases"), ("c:\n  - *phobie\n", "stands in quotes"),
    ("a: [b\n", "the YAML cannot be read"),
    ('{"a": ["b"', "the JSON cannot be read"), ("{" + '"a":{' * 100_000, "the JSON cannot be read"),
    ('{"entries": [{"pattern": "a", "colour": "red"}]}', "columns that are not those"),
    ("%\nharm\t1\n", "no legend"), ("%\nharm\n%\nhurt\t1\n", "a line of the LIWC legend"),
    ("caf\ufffd: [a]\n", "damaged"), ("+\nword\n", "before the first category"),
])
def test_damaged_dictionaries_are_refused(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        fr.read_lexicon(path, lang="en")


def test_workbooks_that_unpack_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.dictionaries.tables._MAX_UNPACKED", 1000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 5000)
    (tmp_path / "a.xlsx").write_bytes(buffer.getvalue())
    with pytest.raises(ValueError, match="the workbook is too large"):
        fr.read_lexicon(tmp_path / "a.xlsx", lang="en")
    monkeypatch.setattr("framing.lexicon_files._MAX_BYTES", 10)
    with pytest.raises(ValueError, match="the file is too large"):
        fr.read_lexicon(tmp_path / "a.xlsx", lang="en")


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    (tmp_path / "a.yml").write_text("a: [b]\n", encoding="utf-8")
    with pytest.raises(ImportError, match=r"media-framing\[io\]"):
        fr.read_lexicon(tmp_path / "a.yml", lang="en")


LEVELS = st.lists(st.from_regex(r"[a-zA-Zé][a-z_&<\"'-]{0,5}", fullmatch=True), min_size=1, max_size=3).map("/".join)
WORD = st.from_regex(r"[a-zéœ]{2,5}(['-][a-z]{2,4})?\*?", fullmatch=True) | st.sampled_from(
    ["no", "on", "null", "1984", "l'état", "*arm*", "a&b", "qu'il"])


@given(st.lists(st.tuples(LEVELS.filter(lambda name: not name.startswith("n_")),
                          st.lists(WORD, min_size=1, max_size=3).map(" ".join)), min_size=1, max_size=12, unique=True))
def test_any_plain_lexicon_survives_every_format(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    lexicon = Lexicon("x", pd.DataFrame(rows, columns=["category", "pattern"]).assign(lang="fr"), {"title": "x"})
    for name, form in FORMATS.items():
        path = tmp_path / f"x{form.suffix}"
        fr.write_lexicon(lexicon, path, format=name)
        assert in_order(fr.read_lexicon(path, lang="fr")) == in_order(lexicon), name


def test_detection_does_not_look_at_the_ending() -> None:
    found = {sample: detect_format(text) for sample, (_, text, _) in SAMPLES.items()}
    assert found == {"liwc2007": "liwc2015", "liwc2015": "liwc2015", "liwc2022": "liwc2022",
                     "liwc2022 of 1 and 0": "liwc2022", "lexicoder3": "lexicoder3", "yoshikoder": "yoshikoder",
                     "lexicoder2": "yoshikoder", "wordstat": "wordstat", "yaml": "yaml",
                     "yaml of one word": "yaml", "json": "json"}
    assert json.loads(SAMPLES["json"][1])
