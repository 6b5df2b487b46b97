"""The report: an analysis as one page to read, to print and to send."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import framing
from framing._check import check_choice, check_type, message
from framing.analysis import Analysis, analyse
from framing.charts import Chart
from framing.corpus import Corpus
from framing.display.document import Block, Heading, Paragraph, write_markdown
from framing.display.page import write_page
from framing.figures import figure_names, remove_figure, save_figure
from framing.lexicon import Lexicon
from framing.summary import WORDS, Findings, draw_charts
from framing.summary.evidence import evidence_section
from framing.summary.findings import ALL_ARTICLES
from framing.summary.sections import (
    estimate_section,
    figure_section,
    method_section,
    note_section,
    read_section,
    speaker_section,
    term_section,
)
from framing.writing import write_text

_PAGES, _MARKDOWN = (".html", ".htm"), (".md", ".markdown")
_GROUPS_NAMED = 4


def report(source: Corpus | Analysis, path: str | os.PathLike[str], *, lexicon: Lexicon | str = "generic_news",
           by: str | None = None, lang: str | None = None, title: str | None = None, paragraphs: int = 2) -> Path:
    """Write an analysis as one self-contained HTML page, or as Markdown with its figures, for a paper.

    Parameters
    ----------
    source
        A `Corpus`, or the `Analysis` that `framing.analysis.analyse` made of one.
    path
        File to write: `report.html`, or `report.md`, whose figures go into the folder `report_figures` beside it, each
        as SVG, PNG, numbers and alternative text.
    lexicon, by
        Lexicon and document column that names the groups, as in `analyse`; for a `Corpus`.
    lang
        Language of the words around the numbers, `en` or `fr`; that of the analysis, or of most paragraphs.
    title
        Title of the page; by default made of the names of the groups.
    paragraphs
        How many paragraphs of each category and group are shown; 0 leaves the text of the articles out, where it is
        not yours to share.

    Returns
    -------
    The path.

    Raises
    ------
    ValueError
        If the path has another ending, `lang` is unknown, `paragraphs` is no whole number from 0, or `by` does not
        go with an analysis that was made before.

    Notes
    -----
    The page holds what was read, the method with the sources of the word lists, the figures, the commonest terms, the
    estimates, the speakers, paragraphs with their hits marked, and the limits. It has no script, asks the network for
    nothing and says so to the browser (Content-Security-Policy). The same input gives the same bytes. Paragraphs are
    evenly spaced among those with a hit, never chosen for what they say, and are 400,000 bytes at most.

    The Markdown holds the same sections, its tables and quotations in Markdown, and nothing in the text of articles
    can act as markup. `framing run` (`save_analysis`) writes a shorter `summary.md` beside all the tables.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "lang": "en", "text": "The talks failed, said the minister."}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = fr.report(corpus, pathlib.Path(folder, "report.html")).read_text(encoding="utf-8")
    >>> page.splitlines()[1], "<script" in page
    ('<html lang="en">', False)
    """
    check_request(path, paragraphs=paragraphs)
    check_type("report", "source", source, expected=(Corpus, Analysis), hint="read_corpus(path) makes a corpus")
    check_choice("report", "lang", lang or "en", WORDS)
    if isinstance(source, Corpus):
        source = analyse(source, [lexicon], by=by, lang=lang)
    elif by is not None:
        raise ValueError(message("report", "the groups of an analysis are given", got=f"by={by!r}",
                                 hint="analyse(corpus, by=…) groups by another column"))
    lang = lang or source.lang
    words, findings = WORDS[lang], source.findings
    charts = source.charts if lang == source.lang else draw_charts(findings, lang)
    name = Path(path).stem
    blocks: list[Block] = [
        *read_section(findings, words, lang, files=False), *method_section(findings, words, lang),
        *figure_section(findings, charts, words), *term_section(findings, words, lang),
        *estimate_section(findings, words, lang, files=False), *speaker_section(findings, words, lang),
        *evidence_section(findings, words, lang, each=paragraphs), *note_section(findings, words, lang, files=False)]
    title = title or _title(findings, lang)
    if Path(path).suffix.lower() in _MARKDOWN:
        made = words["made markdown"].format(version=framing.__version__)
        text = write_markdown([Heading(title, 1), *blocks, Paragraph(made)], folder=quote(f"{name}_figures"))
        _save_figures(charts, Path(path).with_name(f"{name}_figures"))
        write_text(path, text)
    else:
        footer = words["made"].format(version=framing.__version__)
        write_text(path, write_page(title, blocks, lang=lang, words=words, footer=footer))
    return Path(path)


def _save_figures(charts: Mapping[str, Chart], folder: Path) -> None:
    # Of an earlier report there may be figures that this one has not; only figures of ours are taken away.
    for stale in set(figure_names(folder)) - set(charts):
        remove_figure(folder, name=stale)
    for name, chart in charts.items():
        save_figure(chart, folder, name=name)


def check_request(path: str | os.PathLike[str], *, paragraphs: int) -> None:
    """Refuse a report that cannot be written, before anything is measured."""
    if Path(path).suffix.lower() not in (*_PAGES, *_MARKDOWN):
        raise ValueError(message("report", "the report is a page, or Markdown", got=str(path),
                                 expected="a path ending in .html or in .md"))
    if isinstance(paragraphs, bool) or not isinstance(paragraphs, int) or paragraphs < 0:
        raise ValueError(message("report", "`paragraphs` must be a whole number from 0", got=repr(paragraphs)))


def _title(findings: Findings, lang: str) -> str:
    names = sorted(map(str, findings.groups.unique()))
    shown = names[:_GROUPS_NAMED] + ([f"+ {len(names) - _GROUPS_NAMED}"] if len(names) > _GROUPS_NAMED else [])
    groups = WORDS[lang]["one group"] if names == [ALL_ARTICLES] else ", ".join(shown)
    return WORDS[lang]["report title"].format(groups=groups)
