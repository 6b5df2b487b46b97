"""Hostile text in a real Chromium: every view shows it as text, runs nothing of it, asks for nothing, stays in size."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.analysis import Analysis, analyse, save_analysis
from framing.display import explorer

pytestmark = pytest.mark.browser

CONTROLS = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)))
ATTACKS = ("</title></style></textarea><script>window.owned = 1</script>",
           "<img src='http://attacker.invalid/1' onerror='window.owned = 1'>",
           "<svg onload='window.owned = 1'><use href='http://attacker.invalid/2'/></svg>",
           "\" onfocus=\"window.owned = 1\" autofocus=\"",
           "<a href='javascript:window.owned = 1'>x</a>",
           "<iframe srcdoc='<script>parent.owned = 1</script>'></iframe>",
           "<style>@import 'http://attacker.invalid/3';</style>",
           "[x](javascript:window.owned) ![x](http://attacker.invalid/4) <http://attacker.invalid/5>",
           "&lt;script&gt;window.owned = 1&lt;/script&gt; &#60;img src=x onerror=window.owned=1&#62;",
           f"a{CONTROLS}b")
HOSTILE = " ".join(ATTACKS)
# What of it must be read, in every view that shows text at all, however short it is cut.
SHOWN = "<script>window.owned"
MEGABYTE = 1_000_000
MOST_BYTES = 1_600_000
# Charts are pictures, and the page of the report has several.
MOST_BYTES_OF_PICTURES = 3_000_000
WIDGET = """async ([source, state]) => {
    const code = await import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'})));
    const model = {get: name => state[name], set: () => {}, save_changes: () => {}, on: () => {}, off: () => {}};
    code.default.render({model, el: document.body});
}"""
# What came out of the text, instead of being it. Only the report links, inside itself.
STRANGERS = """() => [...document.querySelectorAll('*')].filter(node =>
    ['SCRIPT', 'SVG', 'IFRAME', 'OBJECT', 'EMBED', 'USE', 'LINK', 'FORM', 'INPUT', 'TEXTAREA', 'BASE']
        .includes(node.tagName.toUpperCase())
    || [...node.attributes].some(given => given.name.startsWith('on') || given.name === 'autofocus')
    || node.tagName === 'IMG' && !/^(data:image\\/png;|figures\\/)/.test(node.getAttribute('src'))
    || node.tagName === 'A' && !/^#s\\d+$/.test(node.getAttribute('href'))
    || node.tagName === 'STYLE' && /attacker/.test(node.textContent)
    || node.tagName === 'META' && node.httpEquiv === 'refresh').map(node => node.outerHTML.slice(0, 200))"""
WORDS = """() => [document.title, document.body.textContent,
    ...[...document.querySelectorAll('*')].flatMap(node => [...node.attributes].map(given => given.value))]
    .join('\\n')"""


def _rows() -> list[dict[str, str]]:
    text = f"{HOSTILE} The war failed. “The war {HOSTILE} goes on,” said Ann\u202eRoux <b>Mayor</b>. War {HOSTILE}."
    return [{"doc_id": f"{number} {HOSTILE}", "outlet": outlet, "lang": "en", "title": HOSTILE, "author": HOSTILE,
             "date": "2025-03-01", "text": text} for outlet in ("A", HOSTILE) for number in range(outlet != "A", 12, 2)]


def _lexicon() -> fr.Lexicon:
    category = "<script>window.owned=1</script>\u202e"
    entries = pd.DataFrame({"lang": "en", "category": [category, "peace"], "pattern": ["war*", "peace"]})
    return fr.Lexicon(HOSTILE, entries, {"title": HOSTILE, "labels_en": {category: HOSTILE}, "source": HOSTILE,
                                         "known_limits": [HOSTILE], "version": "1", "what_it_is_not": HOSTILE})


@pytest.fixture(scope="module")
def hostile() -> Analysis:
    return analyse(fr.corpus_from_frame(pd.DataFrame(_rows())), [_lexicon()], lang="en")


@pytest.fixture(scope="module")
def vast() -> Analysis:
    """A paragraph of a megabyte with thousands of hits, one that is a single word, and a short one."""
    line = f"The war goes on, {'w' * 180}. "
    texts = {"one": "war" + "a" * MEGABYTE, "many": line * (MEGABYTE // len(line)), "small": "No war."}
    rows = [{"doc_id": name, "outlet": "A", "lang": "en", "title": "T", "text": text} for name, text in texts.items()]
    lexicon = fr.lexicon_from_dict({"war": ["war*"]}, lang="en")
    return analyse(fr.corpus_from_frame(pd.DataFrame(rows)), [lexicon], lang="en")


def _tokens(analysis: Analysis) -> fr.Tokens:
    return analysis.findings.tokens


def _scheme(analysis: Analysis) -> fr.Lexicon:
    return analysis.findings.scheme


def _explorer(analysis: Analysis) -> Any:
    pytest.importorskip("anywidget")
    return fr.explore(_tokens(analysis), _scheme(analysis))


def _rendered(markdown: str) -> str:
    """Render Markdown as the most trusting of renderers does: HTML in it is HTML."""
    mistune = pytest.importorskip("mistune", reason="mistune comes with jupyterlab: `python run.py test-browser`")
    return mistune.create_markdown(escape=False, plugins=["table"])(markdown)


def _report(analysis: Analysis, folder: Path) -> str:
    return fr.report(analysis, folder / "report.html").read_text(encoding="utf-8")


def _summary(analysis: Analysis, folder: Path) -> str:
    save_analysis(analysis, folder)
    return _rendered((folder / "summary.md").read_text(encoding="utf-8"))


def _barcode(analysis: Analysis, folder: Path) -> str:
    tokens = _tokens(analysis)
    lengths = pd.DataFrame({"role": tokens.corpus.paragraphs["role"], "n_tokens": np.diff(tokens.offsets)},
                           index=tokens.index)
    chart = fr.chart_barcode(analysis.hits, lengths, doc_id=tokens.corpus.documents.index[0], title=HOSTILE,
                             labels=_scheme(analysis).labels("en"), lang="en")
    return chart._repr_html_()


VIEWS: dict[str, Callable[[Analysis, Path], str]] = {
    "highlight": lambda analysis, folder: fr.highlight(_tokens(analysis), _scheme(analysis))._repr_html_(),
    "concordance": lambda analysis, folder: fr.concordance(_tokens(analysis), _scheme(analysis))._repr_html_(),
    "concordance of paragraphs": lambda analysis, folder:
        fr.concordance(_tokens(analysis), _scheme(analysis), width="paragraph")._repr_html_(),
    "concordance of hits that are passed": lambda analysis, folder:
        fr.concordance(_tokens(analysis), hits=analysis.hits.assign(speaker=HOSTILE))._repr_html_(),
    "highlight of hits that are passed": lambda analysis, folder:
        fr.highlight(_tokens(analysis), hits=analysis.hits.assign(speaker=HOSTILE))._repr_html_(),
    "concordance in Markdown":
        lambda analysis, folder: _rendered(fr.concordance(_tokens(analysis), _scheme(analysis)).to_markdown()),
    "explorer without buttons": lambda analysis, folder: _explorer(analysis)._repr_mimebundle_()[0]["text/html"],
    "report": _report,
    "summary": _summary,
    "corpus": lambda analysis, folder: analysis.findings.corpus._repr_html_(),
    "report of reading": lambda analysis, folder: analysis.findings.corpus.report._repr_html_(),
    "tokens": lambda analysis, folder: _tokens(analysis)._repr_html_(),
    "lexicon": lambda analysis, folder: _scheme(analysis)._repr_html_(),
    "analysis": lambda analysis, folder: analysis._repr_html_(),
    "rates": lambda analysis, folder: analysis.charts["frames_en"]._repr_html_(),
    "barcode": _barcode,
    "hits in Markdown": lambda analysis, folder: _rendered(fr.to_markdown(analysis.hits)),
    "speakers in Markdown": lambda analysis, folder: _rendered(fr.to_markdown(analysis.speakers)),
    "documents in Markdown":
        lambda analysis, folder: _rendered(fr.to_markdown(analysis.findings.corpus.documents)),
}
# It counts, and shows no text of the corpus.
COUNTING = {"tokens"}
# What prints a whole table is as long as the table; what only counts has no text to cut.
OF_ANY_LENGTH = {"concordance in Markdown", "hits in Markdown", "documents in Markdown", "speakers in Markdown"}


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_shown_as_text(view: str, hostile: Analysis, tmp_path: Path, chromium: Any) -> None:
    words = _read(chromium, lambda page: page.set_content(VIEWS[view](hostile, tmp_path)))
    assert (SHOWN in words) is (view not in COUNTING)


def test_the_explorer_shows_it_as_text(hostile: Analysis, chromium: Any) -> None:
    widget = _explorer(hostile)
    source = Path(explorer.__file__).with_name("explorer.js").read_text(encoding="utf-8")
    state = json.loads(json.dumps({name: getattr(widget, name) for name in widget.keys if not name.startswith("_")},
                                  default=str))
    assert SHOWN in _read(chromium, lambda page: page.evaluate(WIDGET, [source, state]))


@pytest.mark.parametrize("view", [view for view in VIEWS if view not in OF_ANY_LENGTH | COUNTING])
def test_a_paragraph_of_a_megabyte_is_cut(view: str, vast: Analysis, tmp_path: Path, chromium: Any) -> None:
    shown = VIEWS[view](vast, tmp_path)
    assert len(shown.encode()) < (MOST_BYTES_OF_PICTURES if view == "report" else MOST_BYTES)
    words = [word for word in _read(chromium, lambda page: page.set_content(shown)).split() if "base64" not in word]
    assert max(map(len, words)) < 10_000


def _read(chromium: Any, show: Callable[[Any], object]) -> str:
    """Show something, hold that nothing in it acted, and return all of its words."""
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(f"it opened a dialog: {dialog.message}"))
    show(page)
    page.wait_for_timeout(100)
    assert page.evaluate("window.owned") is None
    assert page.evaluate(STRANGERS) == []
    assert [url for url in asked if not url.startswith(("data:", "blob:", "about:"))
            and not url.endswith(".png")] == []
    words = page.evaluate(WORDS)
    assert set(words).isdisjoint(CONTROLS)
    page.context.close()
    return str(words)
