"""The report is one page that needs nothing, says what the tables say, and shows hostile text as text."""

import base64
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from corpora import make_corpus

import framing as fr
from framing._markup import plain
from framing.analysis import Analysis, analyse
from framing.cli import main
from framing.display.page import POLICY
from framing.summary import evidence

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e\"><svg onload=x> &lt; | `x` {% raw %}"
LEXICON = fr.lexicon_from_dict({"war": ["guerre*", "front"], "peace": ["paix"]}, lang="fr", name="two")
TEXT = "« La guerre dure », a dit la maire, Lise Roux. La paix vient, le front recule ; guerre et guerres."
ELEMENTS = {"html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "h4", "nav", "ul", "li", "a",
            "main", "p", "div", "span", "mark", "sup", "br", "table", "caption", "thead", "tbody", "tr", "th", "td",
            "figure", "figcaption", "img", "footer", "strong"}


class _Page(HTMLParser):
    """Collects elements with their attributes, headings and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    rows = [{"doc_id": f"{outlet}{number}", "outlet": outlet, "lang": "fr", "title": HOSTILE, "date": "2025-03-01",
             "text": TEXT + " Il pleut." * number + (f" {HOSTILE}" if number == 3 else "")}
            for outlet in ("A", HOSTILE) for number in range(6)]
    return analyse(fr.corpus_from_frame(pd.DataFrame(rows)), [LEXICON], lang="fr")


@pytest.fixture(scope="module")
def page(analysis: Analysis, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    assert fr.report(analysis, path) == path
    return path.read_text(encoding="utf-8")


def test_it_needs_nothing_and_says_so(page: str) -> None:
    parsed = _Page(page)
    assert {name for name, _ in parsed.elements} <= ELEMENTS
    given = {name for _, attributes in parsed.elements for name in attributes}
    assert not [name for name in given if name.startswith("on")]
    assert given.isdisjoint({"srcset", "background", "action", "formaction", "data", "poster"})
    links = [attributes["href"] for name, attributes in parsed.elements if "href" in attributes]
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert links == [f"#{name}" for name in ids]
    assert len(links) == len(set(links)) >= 7
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}) in parsed.elements
    assert "url(" not in page
    assert "@import" not in page


def test_pictures_are_inside_and_described(page: str, analysis: Analysis) -> None:
    pictures = [attributes for name, attributes in _Page(page).elements if name == "img"]
    assert len(pictures) == len(analysis.charts) >= 2
    for picture, chart in zip(pictures, analysis.charts.values(), strict=True):
        kind, data = picture["src"].split(",")
        assert kind == "data:image/png;base64"
        assert base64.b64decode(data) == chart.render("png")
        assert picture["alt"].startswith(chart.alt[:20])


def test_headings_do_not_skip_a_level(page: str) -> None:
    levels = [int(name[1]) for name, _ in _Page(page).elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(b - a for a, b in pairwise(levels)) == 1


def test_hostile_text_is_text(page: str) -> None:
    assert "\u202e" not in page
    text = _Page(page).text
    # In the title of the page, in the names of outlets, and in the paragraphs.
    assert text.count("<script>alert(1)</script><img src=x onerror=alert(2)>[U+202E]") > 5


def test_numbers_are_those_of_the_estimates(page: str, analysis: Analysis) -> None:
    row = analysis.estimates.query("measure == 'war' and voice == 'all' and group == 'A'").iloc[0]
    assert f"{row['estimate']:.2f}".replace(".", ",") in _Page(page).text
    assert "Articles trouvés\u00a0: 12 = gardés\u00a0: 12 + refusés\u00a0: 0." in _Page(page).text


def test_the_same_analysis_gives_the_same_bytes(page: str, analysis: Analysis, tmp_path: Path) -> None:
    again = fr.report(analysis, tmp_path / "again.html")
    assert again.read_bytes() == page.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["again.html"]


def test_words_around_the_text_are_in_the_language_asked_for(analysis: Analysis, tmp_path: Path) -> None:
    english = _Page(fr.report(analysis, tmp_path / "en.html", lang="en", title="My title").read_text(encoding="utf-8"))
    assert english.elements[0] == ("html", {"lang": "en"})
    assert "How to read this" in english.text
    assert english.words.count("My title") == 2
    pictures = [attributes["alt"] for name, attributes in english.elements if name == "img"]
    assert any("per 1,000 words" in alt for alt in pictures)


def test_text_of_articles_can_be_left_out(analysis: Analysis, tmp_path: Path) -> None:
    bare = _Page(fr.report(analysis, tmp_path / "bare.html", paragraphs=0).read_text(encoding="utf-8"))
    assert "a dit la maire" not in bare.text
    assert "comme demandé" in bare.text


def test_paragraphs_are_evenly_spaced_and_counted(page: str) -> None:
    assert "Montrés\u00a0: 8 sur 24." in _Page(page).text
    shown = re.findall(r"A\d", "".join(re.findall(r">(A\d)<", page)))
    assert shown == ["A1", "A4", "A1", "A4"]


def test_size_is_shared_out_fairly(analysis: Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_BYTES", 6_000)
    text = _Page(fr.report(analysis, tmp_path / "small.html").read_text(encoding="utf-8")).text
    number = int(re.search(r"Montrés\u00a0: (\d+) sur 24", text)[1])
    assert 4 <= number < 8
    assert "trop lourd" in text
    assert text.count("A (fr), ") == 2


def test_a_very_long_paragraph_is_shown_around_its_hits(tmp_path: Path) -> None:
    corpus = make_corpus(["Il pleut. " * 20_000 + "La guerre dure. " + "Il pleut. " * 2_000], "fr")
    view = fr.highlight(fr.tokenize(corpus), LEXICON)
    assert len(view.html) < 10_000
    assert "[guerre WAR]" in view.text
    assert view.text.count("[…]") == 2
    path = fr.report(corpus, tmp_path / "long.html", lexicon=LEXICON, lang="fr")
    assert path.stat().st_size < 1_000_000


@pytest.mark.parametrize(("options", "words"), [
    ({"path": "report.pdf"}, "ending in .html or in .md"),
    ({"lang": "de"}, "`lang` is not a known choice"),
    ({"paragraphs": -1}, "`paragraphs` must be"),
    ({"by": "outlet"}, "the groups of an analysis are given"),
])
def test_what_cannot_be_written_is_refused(analysis: Analysis, tmp_path: Path, options: dict[str, object],
                                           words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        fr.report(analysis, tmp_path / str(options.pop("path", "report.html")), **options)
    assert not list(tmp_path.iterdir())


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "port.txt"
    article.write_text("Le port\n\nLa guerre des prix a fait baisser le budget du port.", encoding="utf-8")
    out = tmp_path / "out" / "port.html"
    assert main(["report", str(article), "--out", str(out), "--lexicon", "generic_news", "--words", "en"]) == 0
    assert "open it in a browser" in capsys.readouterr().out
    assert "There is one article" in out.read_text(encoding="utf-8")
    assert main(["report", str(article), "--out", str(tmp_path / "port.docx")]) == 2
    assert "ending in .html" in capsys.readouterr().err


def test_the_same_as_markdown_with_its_figures_for_a_paper(analysis: Analysis, page: str, tmp_path: Path) -> None:
    path = tmp_path / "my paper.md"
    assert fr.report(analysis, path) == path
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    headings = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert len(headings) > 6
    assert [plain(heading) for heading in headings] == re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    pictures = re.findall(r"\]\(([^)]*\.png)\)", text)
    assert pictures == [f"my%20paper_figures/{name}.png" for name in analysis.charts]
    for name, chart in analysis.charts.items():
        files = [tmp_path / "my paper_figures" / f"{name}.{ending}" for ending in ("svg", "png", "csv", "txt")]
        assert all(file.is_file() for file in files)
        assert chart.alt.split(".")[0] in files[-1].read_text(encoding="utf-8")
    assert "<script" not in text
    assert "\u202e" not in text
    assert re.search(r"> .*\\\[guerre WAR\\\]", text)
    # Another report under the same name leaves no figure of the first behind.
    small = fr.corpus_from_frame([{"doc_id": "a", "lang": "fr", "text": "Il pleut."}])
    fr.report(small, path, lexicon=LEXICON, paragraphs=0)
    assert not list((tmp_path / "my paper_figures").glob("frames_*"))
    assert main(["report", str(_written(tmp_path)), "--out", str(tmp_path / "cli.md")]) == 0
    assert (tmp_path / "cli.md").is_file()


def _written(folder: Path) -> Path:
    article = folder / "article.txt"
    article.write_text("Le pont\n\nLa crise divise le gouvernement, a déclaré la maire.", encoding="utf-8")
    return article
