"""Figures on disk: the same bytes whatever the hash seed, and a checker that sees what changed."""

import json
import os
import shutil
import subprocess
import sys

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from framing import figures
from framing.charts import Chart, chart_rates
from framing.figure_check import check_figures
from framing.figures import save_figure, write_index

DRAW = """
import sys
import pandas as pd
from framing.charts import chart_barcode, chart_heatmap, chart_pairs, chart_rates, chart_trend
from framing.figures import save_figure, write_index

groups = ["La Traverse", "Le Quai", "L’Écho", "Ostra", "Le Phare", "The Post"]
base = pd.DataFrame([{"group": group, "measure": measure, "unit": "per 1,000 words",
                      "estimate": 1 + place / 3, "ci_low": 0.5 + place / 3, "ci_high": 2 + place / 3,
                      "n_articles": 3 + place}
                     for place, group in enumerate(groups) for measure in ("war", "peace")])
index = pd.MultiIndex.from_tuples([("a", 1), ("a", 2)], names=["doc_id", "par_id"])
paragraphs = pd.DataFrame({"role": ["title", "body"], "n_tokens": [8, 50]}, index=index)
hits = pd.DataFrame({"doc_id": "a", "par_id": [1, 2, 2], "category": ["war", "war", "peace"],
                     "start_token": [1, 4, 9], "end_token": [2, 6, 10]})
periods = pd.concat([base[base["measure"] == "war"].assign(period=f"2024-0{month}") for month in (1, 2, 4)])
save_figure(chart_rates(base, title="Rates"), sys.argv[1], name="rates")
save_figure(chart_heatmap(base.assign(unit="ratio")), sys.argv[1], name="heatmap")
save_figure(chart_pairs(base, pair=("Le Quai", "Ostra")), sys.argv[1], name="pairs")
save_figure(chart_trend(periods, events={"2024-02-10": "Vote"}), sys.argv[1], name="trend")
save_figure(chart_barcode(hits, paragraphs), sys.argv[1], name="barcode")
write_index(sys.argv[1])
"""


def estimates(first=5.8):
    return pd.DataFrame({"group": ["Le Quai", "La Traverse"], "measure": "conflict",
                         "unit": "per 1,000 words", "estimate": [first, 1 / 3], "ci_low": [3.9, 0.1],
                         "ci_high": [7.5, 0.6], "n_articles": [212, 180]})


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn")
    save_figure(chart_rates(estimates()), folder, name="rates")
    return folder


@pytest.fixture
def folder(drawn, tmp_path):
    return shutil.copytree(drawn, tmp_path / "expected")


@pytest.fixture
def copy(folder):
    return shutil.copytree(folder, folder.with_name("actual"))


def test_two_hash_seeds_give_the_same_bytes(tmp_path):
    for seed in ("0", "123"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "0" else "UTC"}
        subprocess.run([sys.executable, "-c", DRAW, str(tmp_path / seed)], env=environment, check=True)
    names = sorted(path.name for path in (tmp_path / "0").iterdir())
    assert len(names) == 5 * 4 + 2
    assert names == sorted(path.name for path in (tmp_path / "123").iterdir())
    for name in names:
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "123" / name).read_bytes(), name
    assert check_figures(tmp_path / "0", tmp_path / "123").empty


class TestSave:
    def test_four_files_and_the_record_of_the_version(self, folder):
        assert sorted(path.name for path in folder.iterdir()) == [
            "index.json", "rates.csv", "rates.png", "rates.svg", "rates.txt"]
        record = json.loads((folder / "index.json").read_text())
        assert record == {"matplotlib": {"rates": matplotlib.__version__}}

    def test_the_csv_holds_the_numbers_drawn_with_plain_line_ends(self, folder):
        content = (folder / "rates.csv").read_bytes()
        assert b"\r" not in content
        assert content.splitlines()[2] == b"La Traverse,conflict,\"per 1,000 words\",0.3333333333,0.1,0.6,180"

    def test_large_whole_numbers_keep_every_digit(self, tmp_path):
        table = pd.DataFrame({"n_words": [1234567, 7654321], "n_articles": [1234567.0, np.nan]})
        save_figure(Chart(Figure(), (), table, "alt"), tmp_path, name="words")
        assert (tmp_path / "words.csv").read_text() == "n_words,n_articles\n1234567,1234567\n7654321,\n"

    def test_the_words_are_the_alternative_text(self, folder):
        assert (folder / "rates.txt").read_text(encoding="utf-8") == chart_rates(estimates()).alt + "\n"

    @pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
    def test_text_that_a_spreadsheet_would_run_is_defused(self, tmp_path, text):
        table = pd.DataFrame({"group": [text], "estimate": [-1.5]})
        save_figure(Chart(Figure(), (), table, "alt"), tmp_path, name="trap")
        read = pd.read_csv(tmp_path / "trap.csv", lineterminator="\n")
        assert read["group"][0].startswith("'")
        assert read["estimate"][0] == -1.5
        assert table["group"][0] == text

    @pytest.mark.parametrize("name", ["", "a/b", "../a", "a.b", ".a", "é", "a b", "-a"])
    def test_a_name_cannot_leave_the_folder(self, tmp_path, name):
        with pytest.raises(ValueError, match="plain file name"):
            save_figure(chart_rates(estimates()), tmp_path, name=name)
        assert list(tmp_path.iterdir()) == []

    def test_a_failure_leaves_the_old_files_and_nothing_else(self, folder, monkeypatch):
        before = {path.name: path.read_bytes() for path in folder.iterdir()}

        def fail(source, target):
            raise OSError("disk full")

        monkeypatch.setattr(figures.os, "replace", fail)
        with pytest.raises(OSError, match="disk full"):
            save_figure(chart_rates(estimates(6.0)), folder, name="rates")
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before

    def test_a_chart_that_cannot_be_drawn_writes_nothing(self, tmp_path, monkeypatch):
        def fail(self, format):
            raise ValueError("no picture")

        monkeypatch.setattr(Chart, "render", fail)
        with pytest.raises(ValueError, match="no picture"):
            save_figure(chart_rates(estimates()), tmp_path / "new", name="rates")
        assert not (tmp_path / "new").exists()

    def test_another_font_of_the_same_name_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr("framing.charts.style.font_manager.findfont", lambda *_, **__: "/fonts/x.ttf")
        with pytest.raises(RuntimeError, match="does not come from matplotlib"):
            save_figure(Chart(Figure(), (), pd.DataFrame(), "alt"), tmp_path, name="rates")

    def test_a_second_figure_keeps_the_record_of_the_first(self, folder):
        save_figure(chart_rates(estimates()), folder, name="again")
        assert sorted(json.loads((folder / "index.json").read_text())["matplotlib"]) == ["again", "rates"]

    def test_an_unreadable_record_is_refused(self, folder):
        (folder / "index.json").write_text("[]")
        with pytest.raises(ValueError, match="cannot be read"):
            save_figure(chart_rates(estimates()), folder, name="rates")


class TestCheck:
    def test_equal_folders_have_no_difference(self, folder, copy):
        table = check_figures(folder, copy)
        assert table.empty
        assert list(table.columns) == ["figure", "part", "difference"]

    @pytest.mark.parametrize("missing", ["expected", "actual", "both"])
    def test_no_figure_at_all_is_a_failure(self, folder, tmp_path, missing):
        empty = tmp_path / "empty"
        empty.mkdir()
        sides = {"expected": (empty, folder), "actual": (folder, tmp_path / "absent"), "both": (empty, empty)}
        assert "no figure found" in check_figures(*sides[missing])["difference"][0]

    def test_a_changed_number_is_found_by_its_row_and_column(self, folder, tmp_path):
        save_figure(chart_rates(estimates(5.81)), tmp_path / "actual", name="rates")
        table = check_figures(folder, tmp_path / "actual")
        assert "row 1, estimate: expected '5.8', got '5.81'" in table["difference"].tolist()
        assert {"csv", "png", "svg"} <= set(table["part"])

    @pytest.mark.parametrize(("printed", "n_differences"), [("5.8000000001", 0), ("5.80001", 1), ("text", 1)])
    def test_numbers_agree_to_a_thousand_millionth(self, folder, copy, printed, n_differences):
        csv = copy / "rates.csv"
        csv.write_text(csv.read_text(encoding="utf-8").replace("5.8", printed), encoding="utf-8")
        assert len(check_figures(folder, copy)) == n_differences

    def test_a_changed_label_column_or_row_is_found(self, folder, copy):
        csv = copy / "rates.csv"
        text = csv.read_text(encoding="utf-8")
        for changed, found in ((text.replace("Le Quai", "Le Phare"), "row 1, group"),
                               (text.replace("ci_low", "low"), "columns"),
                               (text + "Le Phare,conflict,x,1,1,1,1\n", "rows: expected 2, got 3")):
            csv.write_text(changed, encoding="utf-8")
            assert found in check_figures(folder, copy)["difference"][0]

    def test_changed_words_are_found_and_line_ends_are_not(self, folder, copy):
        words = copy / "rates.txt"
        words.write_bytes(words.read_bytes().replace(b"\n", b"\r\n"))
        assert check_figures(folder, copy).empty
        words.write_text("other", encoding="utf-8")
        assert check_figures(folder, copy)["part"].tolist() == ["txt"]

    def test_missing_and_extra_figures_are_found(self, folder, copy):
        save_figure(chart_rates(estimates()), folder, name="old")
        save_figure(chart_rates(estimates()), copy, name="new")
        table = check_figures(folder, copy)
        assert table["difference"].tolist() == [
            f"only in the {side} folder" for side in ("actual", "expected") for _ in range(4)]
        assert table["figure"].unique().tolist() == ["new", "old"]

    def test_a_missing_file_is_found(self, folder, copy):
        (copy / "rates.csv").unlink()
        assert check_figures(folder, copy)["difference"].tolist() == ["only in the expected folder"]
        (folder / "rates.csv").unlink()
        assert check_figures(folder, copy)["difference"].tolist() == ["in neither folder"]

    def test_pictures_are_compared_only_under_the_same_matplotlib(self, folder, copy):
        (copy / "rates.png").write_bytes(b"other")
        assert check_figures(folder, copy)["part"].tolist() == ["png"]
        (copy / "index.json").write_text('{"matplotlib": {"rates": "3.9.4"}}')
        assert check_figures(folder, copy).empty


class TestIndex:
    def test_each_figure_is_listed_with_its_words_and_its_numbers(self, folder):
        save_figure(chart_rates(estimates()), folder, name="again")
        text = write_index(folder).read_bytes().decode()
        assert "\r" not in text
        assert text.index("## again") < text.index("## rates")
        assert "[numbers](rates.csv)" in text
        assert "![Dot chart with intervals: per 1,000 words." in text
        assert "](rates.png)" in text

    def test_words_cannot_break_out_of_the_markdown(self, tmp_path):
        alt = "a](http://x) <img src=x> `code` *b* $c$ \\ \n\n# heading | ~ &amp;"
        save_figure(Chart(Figure(), (), pd.DataFrame(), alt), tmp_path, name="trap")
        line = next(line for line in write_index(tmp_path).read_text().splitlines() if line.startswith("!["))
        inside = line.removeprefix("![").removesuffix("](trap.png)")
        assert "a\\]\\(http://x\\) &lt;img src=x&gt; \\`code\\` \\*b\\* \\$c\\$" in inside
        assert inside.endswith("\\\\ \\# heading \\| \\~ &amp;amp;")

    def test_an_empty_folder_is_refused(self, tmp_path):
        with pytest.raises(ValueError, match="no figure found"):
            write_index(tmp_path)
