"""One whole analysis: a corpus in; tables, figures and a summary out. What the command `framing run` does."""

import os
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from framing._check import FramingWarning, check_choice, check_columns, message
from framing._markup import card, small_table
from framing.charts import Chart
from framing.corpus import DEFAULT_ROLES, ROLES, Corpus
from framing.estimating import COPIES, MEASURES, TONE, estimate
from framing.figures import figure_names, remove_figure, save_figure, write_index
from framing.lexicon import Lexicon, told_apart
from framing.lexicon_files import resolve_lexicon
from framing.measures.evidence import evidence
from framing.measures.frames import frame_terms
from framing.measures.hits import find_terms
from framing.measures.lexical import lexical_features
from framing.measures.speakers import CAMP, speaker_table
from framing.measures.tone import tone, tone_hits
from framing.measures.voices import voice_words
from framing.summary import ALL_ARTICLES, VOICE_SHARES, WORDS, Findings, draw_charts, summarise
from framing.tokens import tokenize
from framing.voice import find_speech
from framing.voice.written import actors_of, written_speech
from framing.writing import write_table, write_text

_ESTIMATES_SHOWN = ("lang", "group", "measure", "unit", "estimate", "ci_low", "ci_high", "n_articles")


@dataclass(frozen=True, eq=False, repr=False)
class Analysis:
    """What an analysis found; `save_analysis` writes it.

    Attributes
    ----------
    paragraphs
        One row per paragraph: role, language, counts, indices; index `(doc_id, par_id)`.
    hits, polarity
        The matches behind the counts: framing terms, and polarity words with what acted on them; `actor` names the
        speaker as `speakers` does.
    speech, speakers
        The spans of speech, and the words and terms of each speaker of each article.
    estimates
        Tidy: one row per language, voice, group and measure.
    charts
        Figures by name.
    summary
        The findings in words, Markdown.
    findings
        What the summary and `report` speak of.
    lang
        Language of the words on figures and in the summary.
    """

    corpus: Corpus
    paragraphs: pd.DataFrame
    hits: pd.DataFrame
    polarity: pd.DataFrame
    speech: pd.DataFrame
    speakers: pd.DataFrame
    estimates: pd.DataFrame
    charts: Mapping[str, Chart]
    summary: str
    findings: Findings
    lang: str

    def evidence(self, mark: Mapping[str, Any] | pd.Series, *, side: str = "group") -> pd.DataFrame:
        """Return the hits, or spans of speech, behind a row of `estimates` or of the table of a chart.

        `highlight(analysis.findings.tokens, hits=…)` shows them in their paragraphs. `mark` may be as short as
        `{"group": …, "measure": …}`; see `evidence` for what has no hits.
        """
        measure = str(mark.get("measure"))
        rows = (self.polarity if measure in TONE else self.speech
                if measure in (*VOICE_SHARES, *VOICE_SHARES.values()) else self.hits)
        if pd.notna(mark.get("lang")):
            langs = self.corpus.paragraphs["lang"]
            own = langs.index[langs == mark["lang"]]
            rows = rows[pd.MultiIndex.from_frame(rows[["doc_id", "par_id"]]).isin(own)]
        return evidence(rows, mark, by=self.findings.groups, side=side)

    def __repr__(self) -> str:
        return "\n".join(self._lines())

    def _repr_html_(self) -> str:
        bounded = self.estimates[self.estimates["voice"] == "all"][list(_ESTIMATES_SHOWN)].round(2)
        return card(self._lines(), small_table(bounded, caption="estimates"))

    def _lines(self) -> list[str]:
        groups = self.findings.groups
        n_groups = len(groups.unique())
        return [f"Analysis of {len(groups):,} article{'' if len(groups) == 1 else 's'} in "
                f"{n_groups} group{'' if n_groups == 1 else 's'} by {groups.name}",
                f"{len(self.hits):,} framing terms, {len(self.polarity):,} polarity words, "
                f"{len(self.speech):,} spans of speech, {len(self.estimates):,} estimates",
                f"charts: {', '.join(self.charts) or 'none'}",
                "summary: print(analysis.summary); one page to share: fr.report(analysis, \"report.html\")"]


def analyse(corpus: Corpus, lexicons: Sequence[Lexicon | str] = ("generic_news",), *, by: str | None = None,
            roles: Collection[str] = DEFAULT_ROLES, duplicates: str = "keep", lang: str | None = None,
            step: Callable[[str], object] = str) -> Analysis:
    """Measure, compare and draw a corpus.

    Parameters
    ----------
    corpus
        What `read_corpus` returned.
    lexicons
        Lexicons, or names of built-in schemes; no two may share a category.
    by
        Document column that names the groups; `outlet` if the corpus has one, else all articles are one group.
    roles
        Paragraph roles that are measured.
    duplicates
        What becomes of articles that are one text (`find_duplicates`) in the estimates: `keep` them, take the `first`
        of each group, or `weight` them so that a group counts once; `method` says what was done.
    lang
        Language of the words on figures and in the summary, `en` or `fr`; that of most paragraphs if `None`.
    step
        Called with the name of each step as it begins.

    Returns
    -------
    An `Analysis`. Groups are compared inside one language only: term lists of two languages differ. A category called
    like a column it stands beside (`role`, `lix`, a column of the documents) has `_terms` put behind its name; the
    summary says so.

    Raises
    ------
    KeyError
        If `by` is not a column of the documents.
    ValueError
        If the lexicons share a category, or have no entry in the languages of the text; if no paragraph has a role.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.analysis import analyse
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "lang": "en", "text": "The talks failed, said the minister."}])
    >>> analysis = analyse(corpus)
    >>> analysis.estimates["ci_low"].isna().all()
    np.True_
    """
    words = lang or _language_of_words(corpus)
    check_choice("analyse", "lang", words, WORDS)
    check_choice("analyse", "duplicates", duplicates, COPIES)
    _check_roles(corpus, roles)
    lists = tuple(resolve_lexicon(lexicon) for lexicon in lexicons)
    united, groups = _united(lists), _groups(corpus, by, words)
    step("tokens")
    tokens = tokenize(corpus)
    step("voices")
    speech, voices = find_speech(tokens), voice_words(tokens, roles=roles)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", FramingWarning)
        step("measures")
        polarity_counts = tone(tokens, roles=roles).drop(columns="n_words")
        lexical = lexical_features(tokens, roles=roles)
        scheme = told_apart(united, {*corpus.documents, *corpus.paragraphs, *lexical, *polarity_counts, CAMP,
                                     *MEASURES})
        frames = frame_terms(tokens, scheme, roles=roles)
        speakers = speaker_table(tokens, scheme, polarity="tone", roles=roles)
        step("hits")
        hits, polarity = (table.assign(actor=actors_of(tokens, table)) for table in (
            find_terms(tokens, scheme, roles=roles), tone_hits(tokens, roles=roles)))
        step("comparison")
        estimates = estimate(tokens, scheme, groups, roles=roles, duplicates=duplicates)
    paragraphs = corpus.paragraphs[["role", "lang"]].join([
        lexical, voices.drop(columns="n_words").add_prefix("n_words_"), frames.drop(columns="n_words"),
        polarity_counts])
    renamed = [text for text in map(_renamed, united.categories, scheme.categories) if text]
    # What the library warned of belongs into the summary: nobody reads the console again.
    # Thin groups are left out: the table itself says why they have no interval.
    warned = [text for text in dict.fromkeys(str(warning.message) for warning in caught) if "thin group(s)" not in text]
    findings = Findings(corpus, tokens, hits, estimates, speakers, _with_tone(lists), scheme, groups,
                        tuple(roles), (*renamed, *warned))
    step("figures")
    charts = draw_charts(findings, words)
    return Analysis(corpus, paragraphs, hits, polarity, speech, speakers, estimates, charts,
                    summarise(findings, charts, lang=words), findings, words)


def save_analysis(analysis: Analysis, directory: str | os.PathLike[str]) -> list[Path]:
    """Write the tables, the figures and the summary; each file is written whole or not at all.

    Returns
    -------
    The files: `summary.md`, `documents.csv`, `paragraphs.csv`, `hits.csv`, `polarity.csv`, `speech.csv`,
    `speakers.csv`, `estimates.csv`, `refused.csv` and `noticed.csv` (what the reader refused or noticed, by name) and
    `figures/`, from which the figures of an earlier analysis are taken out. `hits.csv`, `polarity.csv` and `speech.csv`
    join `speakers.csv` by `doc_id` and `actor` (there `speaker`), and `paragraphs.csv` by `doc_id` and `par_id`.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> from framing.analysis import analyse, save_analysis
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "lang": "en", "text": "The talks failed, said the minister."}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in save_analysis(analyse(corpus), folder)][:2]
    ['documents.csv', 'estimates.csv']
    """
    folder = Path(directory)
    for stale in set(figure_names(folder / "figures")) - set(analysis.charts):
        remove_figure(folder / "figures", name=stale)
    tables = {"documents": analysis.corpus.documents, "paragraphs": analysis.paragraphs,
              "speakers": analysis.speakers}
    for name, table in tables.items():
        write_table(table, folder / f"{name}.csv")
    rows = {"hits": analysis.hits, "polarity": analysis.polarity, "estimates": analysis.estimates,
            "speech": written_speech(analysis.findings.tokens, analysis.speech)}
    if analysis.corpus.report is not None:
        rows["refused"] = analysis.corpus.report.refused
        rows["noticed"] = analysis.corpus.report.notes
    for name, table in rows.items():
        write_table(table, folder / f"{name}.csv", index=False)
    for name, chart in analysis.charts.items():
        save_figure(chart, folder / "figures", name=name)
    if analysis.charts:
        write_index(folder / "figures")
    write_text(folder / "summary.md", analysis.summary)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _check_roles(corpus: Corpus, roles: Collection[str]) -> None:
    """Refuse roles of which no paragraph has one: there would be nothing to measure."""
    wanted = [roles] if isinstance(roles, str) else list(roles)
    present = list(corpus.paragraphs["role"].unique())
    if wanted and all(role in ROLES and role not in present for role in wanted):
        raise ValueError(message("analyse", "no paragraph has one of the roles", got=f"roles {wanted}",
                                 expected=f"one of {present}"))


def _with_tone(lists: tuple[Lexicon, ...]) -> tuple[Lexicon, ...]:
    """Return the lists that are counted: the ones asked for, and that of the tone proxy."""
    return lists if any(lexicon.name == "tone" for lexicon in lists) else (*lists, resolve_lexicon("tone"))


def _united(lexicons: Sequence[Lexicon]) -> Lexicon:
    if not lexicons:
        raise ValueError(message("analyse", "no lexicon was named", hint='for example "generic_news"'))
    united, *others = lexicons
    for other in others:
        united = united | other
    return united


def _renamed(own: str, name: str) -> str:
    return "" if own == name else f"The category {own!r} is called {name!r}: another column has its name."


def _language_of_words(corpus: Corpus) -> str:
    most = corpus.paragraphs["lang"].mode().iat[0]
    return most if most in ("en", "fr") else "en"


def _groups(corpus: Corpus, by: str | None, words: str) -> pd.Series:
    """Return the group of each article; all are one where nothing names a group."""
    documents = corpus.documents
    if by is not None:
        check_columns("analyse", documents, [by])
        if documents[by].isna().all():
            filled = list(documents.columns[documents.notna().any()])
            raise ValueError(message("analyse", "the column that names the groups is empty", got=f"by={by!r}",
                                     expected=f"one of {filled}"))
    column = by or "outlet"
    if column not in documents or documents[column].isna().all():
        return pd.Series(ALL_ARTICLES, index=documents.index, name="group")
    unnamed = WORDS[words]["unnamed"].format(column=column)
    return documents[column].astype("str").where(documents[column].notna(), unnamed).rename(column)
