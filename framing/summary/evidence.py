"""The words in their paragraphs: some of what was counted, chosen by a rule and not by taste."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.charts.words import format_number
from framing.display.document import Block, Heading, Paragraph, Reading
from framing.display.markup import codes_of, tint_of
from framing.display.paragraph import VOICE_LABELS, MarkedParagraph
from framing.summary.findings import ALL_ARTICLES, Findings

# What a report may hold of paragraphs: it is sent by mail and opened on phones.
MOST_BYTES = 400_000


@dataclass(frozen=True, eq=False)
class _Cell:
    """The paragraphs of one category in one group of one language."""

    category: str
    group: str
    lang: str
    rows: np.ndarray
    hits: pd.DataFrame

    def chosen(self, number: int) -> np.ndarray:
        """Return evenly spaced paragraphs, at most `number`."""
        n = len(self.rows)
        places = ((np.arange(min(number, n)) + 0.5) * n / min(number, n)).astype(int)
        return self.rows[places]


def evidence_section(findings: Findings, words: Mapping[str, str], lang: str, *, each: int) -> Iterator[Block]:
    """Show at most `each` paragraphs of every category and group, as many as a report may hold."""
    yield Heading(words["evidence"])
    if each == 0:
        yield Paragraph(words["evidence none"])
        return
    cells = _cells(findings)
    labels = {**VOICE_LABELS[lang], **findings.scheme.labels(lang)}
    shown = _within_size(findings, cells, each, labels)
    number, wanted = sum(map(len, shown)), sum(len(cell.chosen(each)) for cell in cells)
    yield Paragraph(words["evidence rule"].format(
        each=each, shown=format_number(number, lang, decimals=0),
        all=format_number(sum(len(cell.rows) for cell in cells), lang, decimals=0)))
    yield Paragraph(words["evidence key"])
    if number < wanted:
        yield Paragraph(words["evidence cut"])
    last = ""
    for cell, paragraphs in zip(cells, shown, strict=True):
        if cell.category != last and paragraphs:
            yield Heading(labels[cell.category], 3)
            last = cell.category
        if paragraphs:
            group = words["all"] if cell.group == ALL_ARTICLES else cell.group
            counts = f"{len(paragraphs)} / {format_number(len(cell.rows), lang, decimals=0)}"
            yield Heading(f"{group} ({cell.lang}), {counts}", 4)
            yield Reading("".join(one.to_html() for one in paragraphs), [one.to_text() for one in paragraphs])


def _cells(findings: Findings) -> list[_Cell]:
    hits = findings.hits
    keys = pd.MultiIndex.from_frame(hits[["doc_id", "par_id"]])
    table = hits.assign(row=findings.tokens.index.get_indexer(keys), group=hits["doc_id"].map(findings.groups),
                        lang=hits["doc_id"].map(findings.languages()))
    order = {name: place for place, name in enumerate(findings.scheme.categories)}
    cells = [_Cell(category, group, lang, np.unique(part["row"]), part)
             for (category, lang, group), part in table.groupby(["category", "lang", "group"], sort=True)]
    return sorted(cells, key=lambda cell: order[cell.category])


def _within_size(findings: Findings, cells: list[_Cell], each: int,
                 labels: Mapping[str, str]) -> list[list[MarkedParagraph]]:
    """Mark the chosen paragraphs, one of every cell before a second of any, until the room is used up."""
    codes, tints = codes_of(findings.scheme.categories), tint_of(findings.scheme.categories)
    chosen = [cell.chosen(each) for cell in cells]
    shown: list[list[MarkedParagraph]] = [[] for _ in cells]
    size = 0
    for turn in range(each):
        for place, cell in enumerate(cells):
            if turn >= len(chosen[place]):
                continue
            row = int(chosen[place][turn])
            paragraph = MarkedParagraph(findings.tokens, row, cell.hits[cell.hits["row"] == row], codes, tints, labels)
            size += len(paragraph.to_html().encode())
            if size > MOST_BYTES:
                return shown
            shown[place].append(paragraph)
    return shown
