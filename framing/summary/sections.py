"""The sections of a summary: what was read, what was counted, what was found, and how to read it."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

import framing
from framing.charts.chart import Chart
from framing.charts.phrases import said_in
from framing.charts.words import MISSING, format_number, french_spaces
from framing.display.document import Block, Cells, Heading, Items, Paragraph, Picture
from framing.display.tables import NUMBER, TEXT
from framing.lexicon import Lexicon
from framing.summary.findings import (
    ALL_ARTICLES,
    VOICE_SHARES,
    Findings,
    common_terms,
    corpus_rows,
    fingerprint,
    leading_speakers,
)
from framing.summary.reasons import reason_in

# As many terms as a line holds.
TERMS_SHOWN = 8
SPEAKERS_SHOWN = 6
# Measures of the table beside the categories; the others are in `estimates.csv`.
SHOWN = (*VOICE_SHARES.values(), "n_positive", "n_negative", "mattr_25", "mean_word_letters", "mean_sentence_words",
         "share_long_words", "lix")
Words = Mapping[str, str]


def read_section(findings: Findings, words: Words, lang: str, *, files: bool) -> Iterator[Block]:
    """Say what was read: the corpus card."""
    report, corpus = findings.corpus.report, findings.corpus
    yield Heading(words["read"])
    if report is not None:
        yield Paragraph(words["found"].format(
            found=_number(report.n_found, lang), kept=_number(report.n_kept, lang),
            refused=_number(report.n_refused, lang)))
        for name, counts in (("refusals", report.refused["reason"].value_counts()),
                             ("noticed", report.notes.groupby("note", sort=False)["n"].sum())):
            if len(counts):
                told = counts.groupby([reason_in(lang, reason) for reason in counts.index], sort=False).sum()
                yield Paragraph(words[name].format(
                    reasons=", ".join(f"{what} {_number(n, lang)}" for what, n in told.items())))
        if files and (len(report.refused) or len(report.notes)):
            yield Paragraph(words["named"])
    langs = findings.languages().value_counts().sort_index()
    yield Paragraph(words["languages in"].format(
        langs=", ".join(f"{code} {_number(n, lang)}" for code, n in langs.items())))
    outlets = sorted(corpus.documents["outlet"].dropna().unique()) if "outlet" in corpus.documents else []
    if outlets:
        yield Paragraph(words["outlets in"].format(outlets=", ".join(map(str, outlets))))
    rows = [[row.lang, _group(row.group, words), *(_number(n, lang) for n in row[2:5]),
             *(day.date().isoformat() if pd.notna(day) else MISSING for day in row[5:])]
            for row in corpus_rows(findings).itertuples(index=False)]
    yield Cells(words["corpus caption"], _columns(words["corpus columns"]), rows,
                [TEXT, TEXT, NUMBER, NUMBER, NUMBER, TEXT, TEXT])


def method_section(findings: Findings, words: Words, lang: str) -> Iterator[Block]:
    """Say what was counted and how: words, roles, word lists with their sources, intervals, versions."""
    measured = findings.measured()
    n_words = int(findings.words()[measured].sum())
    yield Heading(words["counted"])
    yield Paragraph(words["words"].format(words=_number(n_words, lang), paragraphs=_number(measured.sum(), lang),
                                          plural="s" if measured.sum() > 1 else ""))
    yield Paragraph(words["roles"].format(roles=", ".join(words.get(f"role {role}", role) for role in findings.roles)))
    yield Items([_lexicon(lexicon, words, lang) for lexicon in findings.lexicons])
    methods = [said_in(lang, text) for text in dict.fromkeys(findings.estimates["method"])]
    said = french_spaces("; ".join(methods)) if lang == "fr" else "; ".join(methods)
    bounded = findings.estimates["ci_low"].notna().any()
    yield Paragraph(words["intervals"].format(methods=said) if bounded else words["description"])
    lists = [lexicon.entries.to_csv(index=False, lineterminator="\n") for lexicon in findings.lexicons]
    versions = words["versions"].format(version=framing.__version__, lexicons=fingerprint(lists),
                                        texts=fingerprint(findings.corpus.paragraphs["text"]))
    yield Paragraph(f"{versions} {words['same']}")


def _lexicon(lexicon: Lexicon, words: Words, lang: str) -> str:
    counted = lexicon.entries.loc[~lexicon.entries["exclude"], "lang"].value_counts().sort_index()
    patterns = ", ".join(words["patterns"].format(n=_number(n, lang), lang=words.get(f"lang {code}", code))
                         for code, n in counted.items())
    card = lexicon.card_in(lang)
    if "version" not in card:
        return words["own lexicon"].format(name=lexicon.name, patterns=patterns)
    told = words["lexicon"].format(title=card.get("title", lexicon.name), name=lexicon.name, version=card["version"],
                                   licence=card.get("licence", "?"), patterns=patterns,
                                   source=card.get("source", "?"))
    return f"{told} {words['not'].format(text=card['what_it_is_not'])}" if "what_it_is_not" in card else told


def figure_section(findings: Findings, charts: Mapping[str, Chart], words: Words) -> Iterator[Block]:
    """Show the charts."""
    if charts:
        yield Heading(words["files"])
    for name, chart in charts.items():
        kind, _, rest = name.partition("_")
        article = _article(findings.corpus.documents, int(rest) - 1) if kind == "barcode" else ""
        yield Picture(name, chart, words[f"figure {kind}"].format(lang=rest, article=article))


def _article(documents: pd.DataFrame, place: int) -> str:
    title = documents["title"].iat[place] if "title" in documents else None
    return str(documents.index[place] if pd.isna(title) else title)


def term_section(findings: Findings, words: Words, lang: str) -> Iterator[Block]:
    """List the commonest terms of each category, language by language."""
    yield Heading(words["terms"])
    if findings.hits.empty:
        yield Paragraph(words["none"])
        return
    labels, found = findings.scheme.labels(lang), set(findings.hits["category"])
    langs = sorted(set(findings.hits["doc_id"].map(findings.languages())))
    for code in langs:
        if len(langs) > 1:
            yield Heading(words["terms in"].format(lang=code), 3)
        lines = {}
        for category in findings.scheme.categories:
            (_, number), *terms = common_terms(findings, code, category, limit=TERMS_SHOWN)
            if number:
                shown = ", ".join(f"{term} {_number(times, lang)}" for term, times in terms)
                told = words["hits"].format(number=_number(number, lang), terms=shown)
                lines[labels[category] + words["colon"]] = told
        yield Items(list(lines.values()), list(lines))
    absent = [labels[name] for name in findings.scheme.categories if name not in found]
    if absent:
        yield Paragraph(words["absent"].format(absent=" · ".join(absent)))


def estimate_section(findings: Findings, words: Words, lang: str, *, files: bool) -> Iterator[Block]:
    """Print the estimates of what was found."""
    names = {**words, **findings.scheme.labels(lang)}
    # Categories without a single hit are named elsewhere and would only lengthen the table.
    shown = {*findings.hits["category"], *SHOWN}
    rows = []
    for row in findings.estimates[findings.estimates["measure"].isin(shown)].itertuples():
        ends = [_number(end, lang, decimals=2) for end in (row.ci_low, row.ci_high)]
        rows.append([row.lang, words[f"voice {row.voice}"], _group(row.group, words),
                     names.get(row.measure, row.measure),
                     words["undefined"] if pd.isna(row.estimate) else _number(row.estimate, lang, decimals=2),
                     names.get(row.unit, row.unit), words["undefined"] if pd.isna(row.ci_low) else " – ".join(ends),
                     _number(row.n_articles, lang)])
    yield Heading(words["estimates"])
    bounded = findings.estimates["ci_low"].notna().any()
    yield Cells(words["estimates caption" if bounded else "estimates alone"], _columns(words["columns"]), rows,
                [TEXT, TEXT, TEXT, TEXT, NUMBER, TEXT, NUMBER, NUMBER])
    if files and findings.estimates["ci_low"].isna().any():
        yield Paragraph(words["why"])


def speaker_section(findings: Findings, words: Words, lang: str) -> Iterator[Block]:
    """Name the speakers with most words in each group."""
    table = leading_speakers(findings, limit=SPEAKERS_SHOWN)
    yield Heading(words["speakers"])
    if table.empty:
        yield Paragraph(words["no speakers"])
        return
    rows = [[row.lang, _group(row.group, words), words["unknown"] if row.speaker == "unknown" else row.speaker,
             *(_number(n, lang) for n in (row.n_articles, row.n_words, row.n_words_direct))]
            for row in table.itertuples()]
    yield Cells(words["speakers caption"], _columns(words["speakers columns"]), rows, [TEXT] * 3 + [NUMBER] * 3)
    yield Paragraph(words["speakers note"])


def note_section(findings: Findings, words: Words, lang: str, *, files: bool) -> Iterator[Block]:
    """Say what may not be read into the numbers."""
    sizes = findings.groups.value_counts()
    notes = []
    if len(findings.groups) == 1:
        notes.append(words["one"])
    elif set(sizes.index) == {ALL_ARTICLES}:
        notes.append(words["single"].format(by="outlet"))
    elif (sizes < 5).any():
        notes.append(words["few"])
    if len(set(findings.estimates["lang"])) > 1:
        notes.append(words["languages"])
    notes += [f"{words['voices']} {words['voice files']}" if files else words["voices"], words["proxy"],
              *findings.warned]
    yield Heading(words["notes"])
    yield Items(notes)
    for lexicon in findings.lexicons:
        card = lexicon.card_in(lang)
        for key in ("known_limits", "measured_quality"):
            if card.get(key):
                yield Heading(words[key].format(name=lexicon.name), 3)
                yield Items([str(limit) for limit in card[key]])


def _columns(header: str) -> Sequence[str]:
    return [name.strip() for name in header.split("|")]


def _group(name: object, words: Words) -> str:
    return words["all"] if name == ALL_ARTICLES else str(name)


def _number(value: float, lang: str, *, decimals: int = 0) -> str:
    return format_number(float(value), lang, decimals=decimals)
