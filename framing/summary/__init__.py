"""An analysis in words: what was read, what was counted, what may be said of it, and what may not."""

from collections.abc import Mapping

from framing.charts.chart import Chart
from framing.display.document import Heading, write_markdown
from framing.summary.findings import ALL_ARTICLES, VOICE_SHARES, Findings
from framing.summary.pictures import draw_charts
from framing.summary.sections import (
    estimate_section,
    figure_section,
    method_section,
    note_section,
    read_section,
    speaker_section,
    term_section,
)
from framing.summary.words import WORDS

__all__ = ["ALL_ARTICLES", "VOICE_SHARES", "WORDS", "Findings", "draw_charts", "summarise"]


def summarise(findings: Findings, charts: Mapping[str, Chart], *, lang: str = "en") -> str:
    """Word the findings of an analysis in Markdown; the pictures are in `figures/` beside it.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.analysis import analyse
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "lang": "fr", "text": "La crise divise le gouvernement."}])
    >>> analyse(corpus).summary.splitlines()[0]
    '# Résumé de l’analyse'
    """
    words = WORDS[lang]
    return write_markdown([
        Heading(words["title"], 1), *read_section(findings, words, lang, files=True),
        *method_section(findings, words, lang), *figure_section(findings, charts, words),
        *term_section(findings, words, lang), *estimate_section(findings, words, lang, files=True),
        *speaker_section(findings, words, lang), *note_section(findings, words, lang, files=True)])
