"""The charts of a summary."""

from collections.abc import Iterator

import pandas as pd

from framing.charts import Chart, chart_barcode, chart_rates, chart_voices, palette
from framing.measures.voices import voice_runs
from framing.summary.findings import ALL_ARTICLES, VOICE_SHARES, Findings
from framing.summary.sections import SHOWN
from framing.summary.words import WORDS

# More strips than this are a figure nobody looks at; `chart_barcode` draws any article.
MOST_BARCODES = 3
TONE = ("n_positive", "n_negative")


def draw_charts(findings: Findings, lang: str) -> dict[str, Chart]:
    """Draw the charts of an analysis, with the words on them in one language."""
    return dict([*_group_charts(findings, lang), *_barcodes(findings, lang)])


def _group_charts(findings: Findings, lang: str) -> Iterator[tuple[str, Chart]]:
    inks, scheme, labels = palette(findings.groups), findings.scheme, _labels(findings, lang)
    found = [name for name in scheme.categories if name in set(findings.hits["category"])]
    for code, part in findings.estimates[findings.estimates["voice"] == "all"].groupby("lang", sort=True):
        shares = part[part["measure"].isin(VOICE_SHARES.values())]
        if (shares["estimate"] > 0).any():
            spoken = {share: voice for voice, share in VOICE_SHARES.items()}
            yield f"voices_{code}", chart_voices(shares.replace({"measure": spoken}), labels=labels, lang=lang)
        for name, measures in (("frames", found), ("tone", list(TONE))):
            drawn = part[part["measure"].isin(measures)]
            shown = [measure for measure in measures if measure in set(drawn["measure"])]
            if (drawn["estimate"] > 0).any():
                yield f"{name}_{code}", chart_rates(drawn, measures=shown, labels=labels, colors=inks, lang=lang)


def _barcodes(findings: Findings, lang: str) -> Iterator[tuple[str, Chart]]:
    tokens, hits = findings.tokens, findings.hits
    articles = tokens.corpus.documents.index
    if len(articles) > MOST_BARCODES:
        return
    lengths = pd.DataFrame({"role": tokens.corpus.paragraphs["role"],
                            "n_tokens": tokens.offsets[1:] - tokens.offsets[:-1]}, index=tokens.index)
    for number, doc_id in enumerate(articles, start=1):
        if (hits["doc_id"] == doc_id).any():
            yield f"barcode_{number}", chart_barcode(hits, lengths, doc_id=doc_id, voices=voice_runs(tokens),
                                                     labels=_labels(findings, lang), lang=lang)


def _labels(findings: Findings, lang: str) -> dict[str, str]:
    # Only measures are renamed: an outlet may be called what a word of the summary is called.
    measures = {name: WORDS[lang][name] for name in SHOWN}
    return {**measures, **findings.scheme.labels(lang), ALL_ARTICLES: WORDS[lang]["all"]}
