"""The pages: every name, measure, scheme, notebook and figure has its place, and what they show runs."""

import importlib
import inspect
import json
import re
import string
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import api, command, docstrings, gallery, lexicons, markdown, measures, offline, readme, staging

import framing as fr
from framing.lexicon import Lexicon

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = staging.written()
WITH_CODE = [name for name, page in WRITTEN.items() if staging.cells(page)]
HOSTILE = ('</details><script>document.title="owned"</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) '
           "{raw}`x` ```{raw} html\n```\n# h | \u202eb\u2028% c $m$ &lt; \\")


@pytest.fixture(scope="session")
def generated() -> dict[str, str]:
    """The generated pages: text by path."""
    return staging.generated()


# ---- text that is shown ---------------------------------------------------------------------------------------------


@given(st.text())
def test_no_text_can_act_as_markup(value: str) -> None:
    shown = markdown.text(value)
    assert len(shown.splitlines()) <= 1
    assert not set(re.sub(r"\\[!-/:-@\[-`{-~]", "", shown)) & set(string.punctuation)


@pytest.mark.parametrize(("value", "shown"), [
    ("a <b>", r"a \<b\>"), ("  1.  x\n- y ", r"1\. x \- y"), ("14\u00a0%", "14\u00a0\\%"), ("\u202e", r"\[U\+202E\]"),
])
def test_text_is_kept_as_it_reads(value: str, shown: str) -> None:
    assert markdown.text(value) == shown


def test_only_code_is_set_in_prose() -> None:
    assert markdown.prose("`n' … pas`, <b>") == r"`n' … pas`\, \<b\>"
    assert markdown.prose("`a|b`") == r"a\|b"


def _hostile() -> Lexicon:
    entries = pd.DataFrame([{"lang": lang, "category": "evil", "pattern": pattern, "exclude": exclude}
                            for lang in ("en", "fr")
                            for pattern, exclude in (("<script>", False), ("a|b", False), ("<b>", True))])
    card = {"title": HOSTILE, "version": HOSTILE, "description": HOSTILE, "known_limits": [HOSTILE], HOSTILE: HOSTILE,
            "quality": {HOSTILE: {"f1": HOSTILE}, "traps": [HOSTILE]}, "fr": {"description": HOSTILE},
            "categories": {"evil": {"label_en": HOSTILE, "label_fr": HOSTILE, "definition_en": HOSTILE,
                                    "traps": [HOSTILE], HOSTILE: HOSTILE}}}
    return Lexicon("<i>name</i>", entries, card)


def test_a_hostile_card_is_text_on_every_line() -> None:
    page = lexicons.page(_hostile())
    assert page.count("owned") == 17
    assert not re.search(r"(?<!\\)<(?!details>|summary>|/summary>|/details>)", page)
    assert not re.search(r"(?<!\\)[`{]|^\s*%|\u2028|\u202e", page, flags=re.MULTILINE)
    assert page.count("<details>") == page.count("</details>") == 2


def test_a_hostile_card_is_text_when_it_is_built(tmp_path: Path) -> None:
    pytest.importorskip("myst_nb", reason="Sphinx is not installed: `python run.py docs` installs it")
    (tmp_path / "conf.py").write_text("extensions = ['myst_nb']\nhtml_theme = 'basic'\nsmartquotes = False\n"
                                      "nb_execution_mode = 'off'\n", encoding="utf-8")
    (tmp_path / "index.md").write_text(lexicons.page(_hostile()), encoding="utf-8", newline="\n")
    words = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(tmp_path), str(tmp_path / "out")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    article = (tmp_path / "out" / "index.html").read_text(encoding="utf-8").partition('<div class="body"')[2]
    article = article.partition('<div class="sphinxsidebar"')[0]
    assert article.count("&lt;script&gt;document.title=") > 10
    assert not re.search(r"<script|<img|<b>|<i>|javascript:[^<]*\"", article)


# ---- docstrings -----------------------------------------------------------------------------------------------------


DOCSTRING = """Measure it, see `tokenize`.

Parameters
----------
lang, outlet
    For `those that
    state none`; see [1]_.

Returns
-------
Rows:

======= ===== =========
column  unit  meaning
======= ===== =========
n_words words all of
              them
start,  place `ends`
end           too
======= ===== =========

Below the table.

References
----------
.. [1] Somebody (1999).

Examples
--------
>>> 1 + 1
2
"""


def test_sections_and_tables_of_a_docstring() -> None:
    found = docstrings.sections(DOCSTRING)
    assert list(found) == ["", "Parameters", "Returns", "References", "Examples"]
    table, = docstrings.tables(found["Returns"])
    assert table.header == ("column", "unit", "meaning")
    assert table.rows == (("n_words", "words", "all of them"), ("start, end", "place", "`ends` too"))
    assert docstrings.after_tables(found["Returns"]) == ["Below the table."]


def test_a_docstring_becomes_restructured_text() -> None:
    written = "\n".join(docstrings.restructured(DOCSTRING, names=["tokenize"]))
    assert written.startswith("Measure it, see :py:obj:`~framing.tokenize`.")
    assert ".. rubric:: Parameters\n\n``lang``, ``outlet``\n    For ``those that\n    state none``; see [1]." in written
    assert "start,  place `ends`\n" in written, "the columns of a table stay where they are"
    assert "\n1. Somebody (1999)." in written
    assert ">>> 1 + 1\n2" in written


def test_a_table_without_an_end_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a table"):
        docstrings.tables(["=== ===", "a   b", "=== ===", "c   d"])


# ---- the reference, the measures, the schemes -----------------------------------------------------------------------


def test_every_public_name_has_a_page_and_a_line() -> None:
    named = [name for names in api.grouped_names().values() for name in names]
    assert sorted(named) == list(fr.__all__)
    assert all(api.grouped_names().values())
    pages = api.pages()
    rooms = [f"{room}.{name}" for room, names in api.ROOMS.items() for name in names]
    assert set(pages) == {f"{name}.rst" for name in [*named, *rooms]} | {"index.rst"}
    assert len({name.lower() for name in pages}) == len(pages), "some systems do not tell cases apart"
    assert all(f":py:obj:`~framing.{name}`" in pages["index.rst"] for name in [*named, *rooms])
    assert all(".. auto" in page for name, page in pages.items() if name != "index.rst")


def test_names_behind_the_face_are_documented() -> None:
    things = [getattr(importlib.import_module(f"framing.{room}"), name) for room, names in api.ROOMS.items()
              for name in names]
    assert len(things) > 5
    assert all(inspect.getdoc(thing) for thing in things)


def test_every_column_that_is_returned_is_in_the_table_of_measures(demonstration: fr.Tokens) -> None:
    documents = demonstration.corpus.documents
    one = fr.tokenize(demonstration.corpus.subset(documents["title"] == documents["title"].iloc[0]))
    for name, table in {"lexical_features": fr.lexical_features(one), "readability": fr.readability(one),
                        "tone": fr.tone(one)}.items():
        documented = {column for cell, *_ in measures.columns_of(name) for column in cell.split(", ")}
        assert set(table.columns) <= documented, name


def test_the_table_of_measures_is_read_off_the_docstrings() -> None:
    assert ("mtld", "words", "mean length of stretches that keep a ttr of 0.72", "< 100 words (1)") \
        in measures.columns_of("lexical_features")
    named = [name for names in measures.measuring().values() for name in names]
    assert {"frame_terms", "compare_rates", "tone", "find_speech", "check_lexicon"} <= set(named)
    assert sorted(named) == [name for name in fr.__all__ if measures.columns_of(name)]
    page = measures.page()
    assert all(f"{{py:obj}}`~framing.{name}`" in page for name in named)
    assert r"\(1\) also where no word is repeated" in page
    assert "| `yule_k` | 200 |" in page
    assert measures.direction_of("frame_terms").startswith("Higher value =>")


def test_every_scheme_has_a_page_with_its_card(generated: dict[str, str]) -> None:
    schemes = fr.list_lexicons()["name"]
    assert {path for path in generated if path.startswith("lexicons/")} == {
        f"lexicons/{name}.md" for name in [*schemes, "index"]}
    for name in schemes:
        lexicon, page = fr.load_lexicon(name), generated[f"lexicons/{name}.md"]
        assert markdown.text(lexicon.card["what_it_is_not"]) in page
        assert all(markdown.text(limit) in page for limit in lexicon.card["known_limits"])
        assert "How well it did" in page
        assert all(markdown.text(label) in page for lang in ("en", "fr") for label in lexicon.labels(lang).values())
        assert all(markdown.text(pattern) in page for pattern in lexicon.entries["pattern"])


def test_a_scheme_that_was_never_scored_says_so() -> None:
    lexicon = fr.lexicon_from_dict({"war": ["guerre*"]}, lang="fr", name="mine")
    assert lexicons.UNKNOWN in lexicons.page(lexicon)
    assert lexicons.UNKNOWN not in lexicons.page(fr.load_lexicon("generic_news"))


# ---- notebooks, figures, the readme, the command --------------------------------------------------------------------


def test_every_notebook_is_a_chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "generated", lambda: {"measures.md": "# Measures"})
    before = {path: path.read_bytes() for folder in ("notebooks", "figures") for path in (ROOT / folder).iterdir()
              if path.is_file()}
    staging.stage(tmp_path / "source")
    names = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert len(names) > 10
    assert sorted(path.name for path in (tmp_path / "source/notebooks").iterdir()) == names
    index = json.loads((tmp_path / "source/notebooks" / staging.INDEX).read_text(encoding="utf-8"))
    chapters = index["cells"][-1]["source"].splitlines()
    assert [f"{name}.ipynb" for name in chapters if name[:1].isdigit()] == [n for n in names if n != staging.INDEX]
    assert (tmp_path / "source/data/articles/le_fanal").is_dir()
    assert not (tmp_path / "source/figures").exists(), "notebooks save theirs there"
    assert {path: path.read_bytes() for path in before} == before


def test_every_figure_is_in_the_gallery_with_its_words() -> None:
    page = gallery.page(ROOT / "figures", staging.notebooks())
    pictures = sorted((ROOT / "figures").glob("*.png"))
    assert len(pictures) > 30
    for picture in pictures:
        alt = picture.with_suffix(".txt").read_text(encoding="utf-8").strip()
        assert f"![{markdown.text(alt)}](gallery/{picture.name})" in page
    assert "(notebooks/03_frames_by_outlet.ipynb)" in page


def test_parts_of_the_readme_are_written_once() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    asked = [page for page in WRITTEN.values() if "<!-- README" in page]
    assert len(asked) > 2
    assert all("<!-- README" not in readme.filled(page, text) for page in asked)
    assert "import framing as fr" in readme.section(text, "Ten lines")
    assert "](gallery/03_frames_fr.png)" in readme.opening(text)
    with pytest.raises(KeyError, match="no section 'Eleven lines'"):
        readme.section(text, "Eleven lines")


def test_the_command_page_has_every_sub_command() -> None:
    page = command.page()
    listed = re.search(r"COMMAND\n((?:    .*\n)+)", page)[1]
    assert re.findall(r"^    (\w+)", listed, flags=re.MULTILINE) == list(command.COMMANDS)
    assert all(f"usage: framing {name}" in page for name in command.COMMANDS)


# ---- the written pages ----------------------------------------------------------------------------------------------


def test_written_pages_link_to_what_is_there(generated: dict[str, str]) -> None:
    there = {*WRITTEN, *generated, *(f"notebooks/{path.name}" for path in staging.notebooks())}
    links = [(name, target) for name, page in WRITTEN.items()
             for target in re.findall(r"\]\(([^)#\s]+)\)", page) if "://" not in target]
    assert len(links) > 40
    resolved = [(name, (Path("/") / Path(name).parent / target).resolve().relative_to("/").as_posix())
                for name, target in links]
    assert [pair for pair in resolved if pair[1] not in there] == []


def test_written_pages_name_only_what_exists() -> None:
    named = {name for page in WRITTEN.values() for name in re.findall(r"framing\.(\w+)[`>]", page)}
    called = {name for page in WRITTEN.values() for name in re.findall(r"\bfr\.(\w+)", page)}
    assert len(named) > 20
    assert named | called <= set(fr.__all__)


@pytest.mark.parametrize("name", WITH_CODE)
def test_code_of_the_written_pages_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data", target_is_directory=True)
    place = tmp_path / Path(name).parent
    place.mkdir(exist_ok=True)
    monkeypatch.chdir(place)
    known: dict[str, object] = {}
    for code in staging.cells(WRITTEN[name]):
        exec(compile(code, name, "exec"), known)
    assert "fr" in known


def test_the_sources_of_the_readme_have_a_page() -> None:
    assert {"europresse", "factiva", "nexis", "proquest", "corpora", "services", "web", "folder", "tables", "pdf",
            "word-list"} == {Path(name).stem for name in WRITTEN if name.startswith("how-to/")} - {"index"}


# ---- without a network ----------------------------------------------------------------------------------------------


def test_what_a_page_loads_is_told_from_what_it_links_to() -> None:
    page = ('<a href="https://a.example">a</a><link rel="canonical" href="https://b.example">'
            '<link rel="stylesheet" href="//c.example/x.css"><script src="https://d.example/x.js"></script>'
            '<img src="e.png" srcset="https://f.example/2x.png 2x"><p style="background:url(https://g.example/p.png)">'
            "<style>@import 'https://h.example/x.css';</style>")
    assert offline.loaded(page) == ["//c.example/x.css", "https://d.example/x.js", "e.png", "https://f.example/2x.png",
                                    "https://g.example/p.png", "https://h.example/x.css"]


def test_a_page_that_asks_another_machine_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<img src="data:image/png;base64,AA"><img src="b.png">', encoding="utf-8")
    assert offline.loads_from_elsewhere(tmp_path) == []
    (tmp_path / "s.css").write_text("p { background: url('https://c.example/f.woff') }", encoding="utf-8")
    assert offline.loads_from_elsewhere(tmp_path) == [("s.css", "https://c.example/f.woff")]
