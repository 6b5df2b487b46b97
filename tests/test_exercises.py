"""The exercises of the notebooks: a right answer is accepted, a wrong one gets a hint, none gives the solution away."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.notebooks import check_answer, find_notebooks
from framing.notebooks.exercises import MOOT, RIGHT, UNANSWERED, WRONG, Verdict
from framing.notebooks.parameters import read_with_parameters

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = {path.stem: path for path in find_notebooks()}
# What a learner may write, asked of the notebook's own tables by another way than its check cell takes, and a mistake
# that has a hint of its own.
ANSWERS = {
    "01_first_article": [("sum(one.voice in ('direct', 'reported') for one in hits.itertuples())", "len(hits)"),
                         ("fr.find_terms(tokens, lexicon).shape[0] / whole['n_words'].iloc[0] * 1000", "len(hits)")],
    "02_lexical_profile": [
        ("round(np.ptp([features.loc[articles[here]].loc[lambda table: groups[table.index] == one,"
         " 'mean_sentence_words'].mean() for one in set(groups[articles[here]])]), 1)",
         "means[here].query(\"measure == 'mean_sentence_words'\")['estimate'].max()"),
        ("int((features['n_words'] < 480).sum())", "int((features['n_words'] >= 480).sum())")],
    "03_frames_by_outlet": [
        ("np.mean([1000 * table[category].sum() / table['n_words'].sum() for _, table in own.groupby('doc_id')])",
         "1000 * own[category].mean() * len(own) / len(mine)"),
        ("sum(not one.ci_low <= 1 <= one.ci_high for one in ratios[here].itertuples() if one.ci_low == one.ci_low)",
         "len(ratios[here])")],
    "04_tone": [
        ("sum(one.sign == -1 and one.final_sign == 0 for one in hits.itertuples())", "len(changed)"),
        ("100 * sum(one.final_sign == 1 for one in hits.itertuples() if one.doc_id in articles[here])"
         " / sum(one.final_sign != 0 for one in hits.itertuples() if one.doc_id in articles[here])",
         "100 * sum(one.final_sign == -1 for one in hits.itertuples() if one.doc_id in articles[here])"
         " / sum(one.final_sign != 0 for one in hits.itertuples() if one.doc_id in articles[here])")],
    "05_over_time": [
        ("sum(one.n_articles > 0 and one.ci_low != one.ci_low for one in pooled[here].itertuples()"
         " if one.measure == shown[0])", "sum(pooled[here]['n_articles'] == 0) // pooled[here]['measure'].nunique()"),
        ("pooled[here].query('measure == @shown[0]')['estimate'].max()"
         " - smooth[here].query('measure == @shown[0]')['estimate'].max()",
         "smooth[here].query('measure == @shown[0]')['estimate'].max()")],
    "06_who_speaks": [
        ("100 - 100 * fr.voice_words(tokens).loc[articles[here], ['narrator', 'n_words']].sum()"
         ".pipe(lambda sums: sums['narrator'] / sums['n_words'])",
         "100 * fr.voice_words(tokens).loc[articles[here], ['narrator', 'n_words']].sum()"
         ".pipe(lambda sums: sums['narrator'] / sums['n_words'])"),
        ("len([name for name in set(speakers.index.get_level_values('speaker')) - {'unknown'}"
         " if len(speakers.xs(name, level='speaker')) > 1])",
         "len(set(speakers.index.get_level_values('speaker')) - {'unknown'})")],
    "07_lexicons_under_the_lens": [
        ("sum(part['n_hits'].sum() >= 10 and part['n_hits'].max() * 3 >= part['n_hits'].sum()"
         " for table in shares.values() for _, part in table.groupby('category'))", "int(leaders['drives'].sum())"),
        ("int(frames[here][suspects.loc[here, 'category']].sum() - suspects.loc[here, 'n_hits'])",
         "int(frames[here][suspects.loc[here, 'category']].sum())")],
    "08_from_export_to_corpus": [
        ("100 - 100 * report.n_kept / report.n_found", "100 * report.n_kept / report.n_found"),
        ("len(documents) - (~once).sum()", "(~once).sum()")],
    "09_distinctive_words": [
        ("row['rate'] / row['rate_reference']", "row['estimate']"),
        ("sum(one.p_value <= 0.05 for one in keyness[here].itertuples())", "len(keyness[here])")],
    "10_trends_and_turning_points": [
        ("100 * (halves['rate_after'] / halves['rate_before'] - 1).iloc[0]",
         "100 * (halves['rate_after'] / halves['rate_before']).iloc[0]"),
        ("counts.loc[dated[here], shown[0]].groupby('doc_id').sum().idxmax()",
         "counts.loc[dated[here], shown[0]].groupby('doc_id').sum().idxmin()")],
    "11_validation": [
        ("sum(one.human for one in units.itertuples() if one.machine) / units['human'].sum()",
         "scores[here].query(\"measure == @category and statistic == 'recall'\")['estimate'].iloc[0]"),
        ("sum(one.statistic == 'krippendorff_alpha' and one.estimate < 0.667 for one in agreed[here].itertuples())",
         "agreed[here]['measure'].nunique()")],
    "01_first_article_fr": [
        ("sum(un.voice in ('direct', 'reported') for un in releves.itertuples())", "len(releves)"),
        ("len(fr.find_terms(tokens, liste)) / entier['n_words'].iloc[0] * 1000", "len(releves)")],
    "02_lexical_profile_fr": [
        ("round(np.ptp([traits.loc[groupes[traits.index] == un, 'mean_sentence_words'].mean()"
         " for un in set(groupes[ids])]), 1)",
         "moyennes.query(\"measure == 'mean_sentence_words'\")['estimate'].max()"),
        ("int((fr.lexical_features(tokens, unit='document')['n_words'] < 480).sum())",
         "int((fr.lexical_features(tokens, unit='document')['n_words'] >= 480).sum())")],
    "03_frames_by_outlet_fr": [
        ("np.mean([1000 * un[categorie].sum() / un['n_words'].sum() for _, un in propres.groupby('doc_id')])",
         "1000 * propres[categorie].sum() / propres['n_words'].sum()"),
        ("sum(not un.ci_low <= 1 <= un.ci_high for un in rapports.itertuples() if un.ci_low == un.ci_low)",
         "len(rapports)")],
}
# Tables an answer needs that the notebook does not make.
PREPARED = {"10_trends_and_turning_points": (
    "halves = fr.compare_periods(counts.loc[dated[here]], dates[dated[here]], measures=shown[:1],"
    " before=(first.normalize(), middle), after=(middle + pd.Timedelta(days=1), last.normalize()))")}


class Run:
    """A notebook run in this process: its names, and what its check cells say."""

    def __init__(self, path: Path, corpus: Path, figures: Path) -> None:
        self.names: dict[str, Any] = {"display": lambda *things: None, "np": np, "__name__": "__main__"}
        self.checks: dict[int, str] = {}
        self.verdicts: list[Verdict] = []
        for cell in read_with_parameters(path, {"CORPUS": corpus}).cells:
            if cell.cell_type == "code":
                value = self.run(cell.source)
                self.names["FIGURES"] = figures
                if "check" in cell.metadata.get("tags", []):
                    self.checks[len(self.verdicts)] = cell.source
                    self.verdicts.append(value)

    def run(self, source: str) -> Any:
        """Execute a cell and return the value of its last line."""
        *body, last = ast.parse(source).body
        exec(compile(ast.Module(body, []), "cell", "exec"), self.names)
        if isinstance(last, ast.Expr):
            return eval(compile(ast.Expression(last.value), "cell", "eval"), self.names)
        exec(compile(ast.Module([last], []), "cell", "exec"), self.names)
        return None

    def answer(self, number: int, answer: object) -> Verdict:
        """Write an answer to an exercise, counted from 0, and return the verdict."""
        for name in ("answer", "reponse"):
            if f"{name}_{number + 1}" in self.names:
                self.names[f"{name}_{number + 1}"] = answer
        return self.run(self.checks[number])


@pytest.fixture
def _restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A notebook starts in its own folder and sets how pandas prints."""
    monkeypatch.chdir(ROOT / "notebooks")
    with pd.option_context("display.max_colwidth", 50):
        yield


@pytest.fixture(scope="module")
def two_outlets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "articles"
    shutil.copytree(ROOT / "data/codes", folder.parent / "codes")
    for name in ("harbour_dispatch", "kestrel_review"):
        shutil.copytree(ROOT / "data/articles" / name, folder / name)
    return folder


@pytest.mark.parametrize(("answer", "right", "state"), [
    (None, 3, UNANSWERED), (3, 3, RIGHT), (np.int64(3), 3.0, RIGHT), (3.04, 3, WRONG), (float("nan"), 3, WRONG),
    (True, 1, WRONG), (1, True, WRONG), (np.True_, True, RIGHT), (False, True, WRONG), ("3", 3, WRONG),
    (" le fanal", {"Le Fanal", "Le Quai"}, RIGHT), ("Le Phare", {"Le Fanal"}, WRONG), (3, {"Le Fanal"}, WRONG),
    ([3], 3, WRONG), (pd.Series([3]), 3, WRONG), ("Le Fanal", "Le Fanal", RIGHT), (object(), "Le Fanal", WRONG)])
def test_no_answer_raises(answer: object, right: object, state: str) -> None:
    verdict = check_answer(answer, right, hint="Look again.", decimals=2)
    assert verdict.state == state
    assert "3" not in verdict.text
    assert "Le" not in verdict.text


def test_a_number_may_be_rounded_as_asked_and_no_further() -> None:
    assert check_answer(12.3, 12.3456, hint="h", decimals=1).state == RIGHT
    assert check_answer(12.35, 12.3456, hint="h", decimals=1).state == RIGHT
    assert check_answer(12.2, 12.25, hint="h", decimals=1).state == RIGHT
    assert check_answer(12.3, 12.25, hint="h", decimals=1).state == RIGHT
    assert check_answer(12, 12.3456, hint="h", decimals=1).state == WRONG


def test_a_known_mistake_has_its_own_hint_unless_it_is_right() -> None:
    options = {"hint": "Count.", "mistakes": [(30, "These are all."), (12, "never said")], "because": "So it is."}
    assert check_answer(30, 12, **options).text == "Not yet. These are all."
    assert check_answer(31, 12, **options).text == "Not yet. Count."
    assert check_answer(12, 12, **options).text == "Right. So it is."
    assert check_answer(30, 12, **options, lang="fr").text == "Pas encore. These are all."


def test_what_the_articles_cannot_answer_is_not_asked() -> None:
    verdict = check_answer(5, float("nan"), hint="h", unless="No hit was found.")
    assert verdict.state == MOOT
    assert verdict.text.endswith("No hit was found.")


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(ValueError, match="`lang` is not a known choice"):
        check_answer(1, 1, hint="h", lang="de")


def test_a_verdict_is_text_on_its_own_ground() -> None:
    verdict = check_answer(1, 2, hint="<b>Count</b> & `see`.")
    shown = verdict._repr_html_()
    assert "&lt;b&gt;Count&lt;/b&gt; &amp; <code" in shown
    assert ">see</code>." in shown
    assert "background:" in shown
    assert ";color:" in shown
    assert repr(verdict) == "✗ Not yet. <b>Count</b> & `see`."


def test_every_notebook_has_exercises_and_answers_to_try() -> None:
    assert set(ANSWERS) == set(NOTEBOOKS)


@pytest.mark.notebooks
@pytest.mark.usefixtures("_restored")
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_right_answers_are_accepted_and_wrong_ones_get_a_hint(
        name: str, two_outlets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = ROOT / "data/exports" if name.startswith("08") else two_outlets
    run = Run(NOTEBOOKS[name], corpus, tmp_path)
    assert capsys.readouterr().err == ""
    assert [verdict.state for verdict in run.verdicts] == [UNANSWERED] * len(ANSWERS[name])
    run.run(PREPARED.get(name, "None"))
    for number, (right, mistaken) in enumerate(ANSWERS[name]):
        value, mistake = run.run(right), run.run(mistaken)
        accepted, refused = run.answer(number, value), run.answer(number, mistake)
        assert accepted.state == RIGHT, (name, number, value, accepted)
        assert refused.state == WRONG, (name, number, mistake, refused)
        unforeseen = run.answer(number, "nobody" if isinstance(value, str) else -98765.4)
        other_kind = run.answer(number, 3.5 if isinstance(value, str) else "many")
        hints = {refused.text, unforeseen.text, other_kind.text}
        assert len(hints) == 3, (name, number, hints)
        written = {str(value)} if isinstance(value, str) else {f"{value:.0f}", f"{value:.1f}", f"{value:.2f}"}
        said = " ".join([*hints, run.verdicts[number].text])
        assert not written & (set(re.findall(r"[\w.]+", said)) - {"0", "1", "2", "10"}), (name, number, said)
