"""The command: one article honestly, a corpus with its comparison, and nothing lost on the way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.analysis import analyse, save_analysis
from framing.cli import main

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"
ARTICLE = """Le port rouvre après la frappe

Le port de Mirna a rouvert lundi, onze jours après la guerre des chiffres. « La paix du marché », dit le maire.

En savoir plus : la frappe en images

Les combats avaient tué onze habitants. Le budget de la ville perdra deux millions de couronnes, selon la mairie.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A short invented article with a title and a link line."""
    path = tmp_path / "port.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_one_article_is_described_and_not_compared(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["run", str(article), "--out", str(out)]) == 0
    paragraphs = pd.read_csv(out / "paragraphs.csv", index_col=["doc_id", "par_id"])
    assert paragraphs["role"].tolist() == ["title", "body", "boilerplate", "body"]
    estimates = pd.read_csv(out / "estimates.csv")
    assert estimates["ci_low"].isna().all()
    assert estimates["n_articles"].max() == 1
    summary = (out / "summary.md").read_text(encoding="utf-8")
    assert "Aucun titre n’est comparé à un autre" in summary
    assert (out / "figures/barcode_1.png").stat().st_size > 0
    hits = pd.read_csv(out / "hits.csv")
    assert {"guerre", "combats", "budget"} <= set(hits["text"])
    for hit in hits.itertuples():
        assert ARTICLE.split("\n\n")[hit.par_id - 1][hit.start:hit.end] == hit.text


def test_title_is_counted_when_asked_for(article: Path, tmp_path: Path) -> None:
    assert main(["run", str(article), "--out", str(tmp_path / "out"), "--roles", "title", "body"]) == 0
    paragraphs = pd.read_csv(tmp_path / "out/paragraphs.csv", index_col="par_id")
    assert paragraphs.loc[1, "n_words"] > 0
    assert paragraphs.loc[3, "n_words"] == 0


def test_corpus_is_compared_inside_each_language(tmp_path: Path) -> None:
    analysis = analyse(fr.read_corpus(ARTICLES), by="outlet", lang="en")
    assert len(analysis.paragraphs) == len(analysis.corpus.paragraphs)
    groups = analysis.estimates.groupby("lang")["group"].nunique()
    assert groups.to_dict() == {"en": 3, "fr": 3}
    assert set(analysis.charts) == {f"{name}_{code}" for name in ("frames", "tone", "voices") for code in ("en", "fr")}
    shares = analysis.estimates[analysis.estimates["unit"] == "per 100 words"]
    assert shares.groupby("group")["estimate"].sum().round(6).tolist() == [100.0] * 6
    narrated = analysis.estimates.query("voice == 'narrator' and unit == 'per 1,000 words'")
    assert len(narrated) == len(analysis.estimates.query("voice == 'all' and unit == 'per 1,000 words'"))
    assert {"n_words_narrator", "n_words_direct", "n_words_reported"} <= set(analysis.paragraphs)
    assert (analysis.paragraphs.filter(like="n_words_").sum(axis=1) == analysis.paragraphs["n_words"]).all()
    assert "not comparable with each other" in analysis.summary
    written = save_analysis(analysis, tmp_path)
    assert (tmp_path / "figures/frames_fr.svg") in written
    again = save_analysis(analyse(fr.read_corpus(ARTICLES), by="outlet", lang="en"), tmp_path / "again")
    assert [path.read_bytes() for path in again if path.suffix != ".json"] == \
        [path.read_bytes() for path in written if path.suffix != ".json"]


def test_an_article_in_two_languages_counts_for_both() -> None:
    texts = {"fr": "Le gouvernement a promis une aide aux victimes de la crise. " * 3,
             "en": "The government promised aid to the victims of the crisis."}
    frame = pd.DataFrame([{"doc_id": "a", "par_id": number, "lang": lang, "text": text}
                          for number, (lang, text) in enumerate(texts.items(), start=1)])
    estimates = analyse(fr.corpus_from_frame(frame), lang="en").estimates
    rates = estimates[(estimates["unit"] == "per 1,000 words") & (estimates["voice"] == "all")]
    assert sorted(set(rates["lang"])) == ["en", "fr"]
    assert rates.groupby("lang")["n_words"].first().to_dict() == {"en": 10, "fr": 33}
    assert set(estimates.loc[estimates["measure"] == "lix", "lang"]) == {"fr"}


def test_copies_are_kept_left_out_or_weighed() -> None:
    corpus = fr.read_corpus(ARTICLES).subset(lambda documents: documents["outlet"].isin(["Le Fanal", "La Traverse"]))
    twice = fr.concat([corpus, fr.Corpus(corpus.documents.rename(index="{}x".format), corpus.paragraphs.rename(
        index="{}x".format, level="doc_id"))])
    tables = {copies: analyse(twice, duplicates=copies).estimates for copies in ("keep", "first", "weight")}
    plain = analyse(corpus).estimates
    rates = plain["unit"] == "per 1,000 words"
    assert rates.sum() > 20
    for copies in ("first", "weight"):
        np.testing.assert_allclose(tables[copies]["estimate"][rates], plain["estimate"][rates])
    assert tables["first"]["n_articles"].max() == plain["n_articles"].max()
    assert tables["keep"]["n_articles"].max() == 2 * plain["n_articles"].max()
    assert tables["weight"]["method"].str.endswith("; copies weighed to one").all()
    with pytest.raises(ValueError, match="`duplicates` is not a known choice"):
        analyse(corpus, duplicates="drop")


def test_tone_is_measured_where_the_lexicon_has_no_language() -> None:
    frame = pd.DataFrame({"doc_id": list("ab"), "lang": ["en", "fr"],
                          "text": ["It was a brilliant success. " * 6, "La guerre est un échec. " * 6]})
    estimates = analyse(fr.corpus_from_frame(frame), [fr.lexicon_from_dict({"war": ["guerre"]}, lang="fr")],
                        lang="en").estimates
    english = estimates[(estimates["lang"] == "en") & (estimates["voice"] == "all")].set_index("measure")
    assert english.loc["n_positive", "estimate"] > 0
    assert "war" not in english.index


def test_own_lexicon_file(article: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "port.csv"
    lexicon.write_text("category,pattern\nport,port\n", encoding="utf-8")
    arguments = ["run", str(article), "--out", str(tmp_path / "out"), "--lexicon", str(lexicon), "--lexicon-lang", "fr"]
    assert main(arguments) == 0
    assert pd.read_csv(tmp_path / "out/hits.csv")["text"].tolist() == ["port"]


@pytest.mark.parametrize(("arguments", "words"), [
    (["run", "nowhere.txt", "--out", "out"], "nowhere.txt"),
    (["run", "ARTICLE", "--out", "out", "--by", "newspaper"], "missing column"),
    (["run", "ARTICLE", "--out", "out", "--lexicon", "war_piece"], "did you mean 'war_peace'"),
    (["run", "ARTICLE", "--out", "out", "--roles", "headline"], "`roles` must name"),
    (["read", "EMPTY"], "EMPTY"),
    (["read", "ARTICLE", "--lang", "klingon"], "`lang` is not a language; got 'klingon'"),
])
def test_errors_are_worded_and_leave_nothing(arguments: list[str], words: str, article: Path, tmp_path: Path,
                                             capsys: pytest.CaptureFixture[str],
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "EMPTY").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    assert main([str(article) if word == "ARTICLE" else word for word in arguments]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [["run", "X"], ["report", "X"], ["notebooks", "--corpus", "X"]])
def test_results_among_the_articles_are_refused(words: list[str], article: Path, tmp_path: Path,
                                                capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(tmp_path.iterdir())
    given = [str(tmp_path) if word == "X" else word for word in words]
    assert main([*given, "--out", str(tmp_path / "results.html")]) == 2
    assert f"framing {words[0]}: the results would lie among the articles" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before == [article]


@pytest.mark.parametrize(("lang", "error"), [("klingon", ValueError), ("", ValueError), (5, TypeError)])
def test_a_language_that_is_none_is_refused(lang: object, error: type[Exception], article: Path) -> None:
    with pytest.raises(error, match="`lang`"):
        fr.read_corpus(article, lang=lang)
    with pytest.raises(error, match="`lang`"):
        fr.corpus_from_frame([{"text": ARTICLE}], lang=lang)
    assert set(fr.read_corpus(article, lang="French").documents["lang"]) == {"fr"}


def test_hints_name_the_options_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, lexicon = tmp_path / "short.csv", tmp_path / "port.csv"
    table.write_text("doc_id,date,text\na,01/02/2025,Kiev\nb,03/02/2025,OTAN\n", encoding="utf-8")
    lexicon.write_text("category,pattern\nport,port\n", encoding="utf-8")
    assert main(["read", str(table)]) == 0
    printed = capsys.readouterr().out
    assert [printed.count(option) for option in ("--day-first", "--lang fr")] == [1, 1]
    assert main(["read", str(table), "--day-first", "--lang", "fr"]) == 0
    assert "--" not in capsys.readouterr().out
    run = ["run", str(table), "--out", str(tmp_path / "out"), "--lexicon", str(lexicon)]
    assert main(run) == 2
    assert "Hint: pass --lexicon-lang fr or add a column lang" in capsys.readouterr().err
    assert main([*run, "--lexicon-lang", "fr"]) == 2
    assert "with --lang, for example --lang fr" in capsys.readouterr().err


def test_listing_and_reading(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lexicons"]) == 0
    assert "war_peace" in capsys.readouterr().out
    assert main(["read", str(article)]) == 0
    assert "1 found = 1 kept + 0 refused" in capsys.readouterr().out


@pytest.mark.parametrize(("n_articles", "outlets"), [(1, False), (2, False), (3, True)])
def test_a_handful_of_articles_is_described_calmly(n_articles: int, outlets: bool, tmp_path: Path,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "articles", tmp_path / "out"
    folder.mkdir()
    for number in range(n_articles):
        (folder / f"{number}.txt").write_text(ARTICLE.replace("lundi", f"le {number + 1} juin"), encoding="utf-8")
    if outlets:
        rows = "".join(f"{number},{'AB'[number % 2]}\n" for number in range(n_articles))
        (folder / "metadata.csv").write_text(f"file,outlet\n{rows}", encoding="utf-8")
    # Warnings are errors here: none may leave the command.
    assert main(["run", str(folder), "--out", str(out), "--words", "en"]) == 0
    assert capsys.readouterr().err == ""
    notes = (out / "summary.md").read_text(encoding="utf-8").partition("## How to read this")[2].partition("###")[0]
    said = [note for note in notes.splitlines() if "described" in note or "description" in note]
    assert len(said) == 1, said
    assert "thin group" not in notes
    estimates = pd.read_csv(out / "estimates.csv")
    assert estimates["ci_low"].isna().all()
    assert estimates["note"].notna().all()


def test_written_tables_join_and_hold_plain_cells(tmp_path: Path) -> None:
    texts = ["Il pleut. « La guerre dure », a dit Moscou. Le Kremlin dément une guerre.",
             "« Une crise », dit la maire, « et la guerre »."]
    corpus = fr.corpus_from_frame([{"doc_id": "a", "lang": "fr", "text": "\n\n".join(texts)},
                                   {"doc_id": "b", "lang": "fr", "text": texts[1]}])
    save_analysis(analyse(corpus, ["war_peace", "generic_news"]), tmp_path)
    hits, speech, speakers, paragraphs = (pd.read_csv(tmp_path / f"{name}.csv", keep_default_na=False)
                                          for name in ("hits", "speech", "speakers", "paragraphs"))
    said = hits[hits["voice"] != "narrator"]
    known = set(zip(speakers["doc_id"], speakers["speaker"], strict=True))
    assert {"gouvernement russe", "maire"} <= set(speakers["speaker"])
    assert len(said) > 2
    for table in (said, speech):
        assert set(zip(table["doc_id"], table["actor"], strict=True)) <= known
    assert (hits.loc[hits["voice"] == "narrator", "actor"] == "").all()
    for row in speech.itertuples():
        text = corpus.paragraphs["text"].loc[(row.doc_id, row.par_id)]
        assert text[row.start:row.end] == row.text
        forms = fr.tokenize(corpus).forms(row.doc_id, row.par_id)
        assert forms[row.start_token] == row.text.split()[0].strip(",.»«")
        parts = [tuple(map(int, part.split("-"))) for part in row.quoted.split()]
        assert all(row.start <= start < end <= row.end for start, end in parts)
    assert (speech["quoted"] != "").any()
    assert not [column for column in speech if speech[column].astype(str).str.contains(r"[(\[]").any()]
    sums = paragraphs.groupby("doc_id")["war_violence"].sum()
    assert sums.to_dict() == hits[hits["category"] == "war_violence"].groupby("doc_id").size().to_dict()


@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_interruption_leaves_no_half_written_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    work = subprocess.Popen([sys.executable, "-m", "framing.cli", "run", str(ARTICLES), "--out", str(out)],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while not out.exists() and work.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    work.send_signal(signal.SIGINT)
    work.communicate(timeout=60)
    assert work.returncode in (0, 130)
    files = [path for path in out.rglob("*") if path.is_file()]
    assert not [path for path in files if path.name.startswith(".")]
    for path in files:
        if path.suffix == ".csv":
            assert len(pd.read_csv(path).columns) > 0  # refused.csv has no row where nothing was refused
        if path.suffix == ".svg":
            assert path.read_text(encoding="utf-8").rstrip().endswith("</svg>")


@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_interruption_while_loading_shows_no_traceback(tmp_path: Path) -> None:
    # A stand-in for the first heavy import, which takes the signal at a moment the test knows.
    (tmp_path / "tqdm").mkdir()
    (tmp_path / "tqdm/__init__.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
                                               "import time\ntime.sleep(60)\n", encoding="utf-8")
    search = os.pathsep.join([str(tmp_path), str(Path(fr.__file__).parents[1])])
    done = subprocess.run([sys.executable, "-m", "framing", "lexicons"], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "PYTHONPATH": search}, check=False)
    assert done.returncode == 130
    assert done.stderr == "\nframing: interrupted\n"


def test_roles_that_no_paragraph_has_are_refused(tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text("La guerre du port dure. Le maire parle.\n\nLa ville attend.", encoding="utf-8")
    with pytest.raises(ValueError, match=r"no paragraph has one of the roles; got roles \['title'\]; expected one of"):
        analyse(fr.read_corpus(tmp_path), roles=["title"])
    (tmp_path / "metadata.csv").write_text("file,title\nport,La guerre du port\n", encoding="utf-8")
    assert analyse(fr.read_corpus(tmp_path), roles=["title"]).paragraphs["n_words"].sum() == 4


@pytest.mark.shared
def test_first_article(shared: Path, tmp_path: Path) -> None:
    arguments = ["run", str(shared / "article/article.txt"), "--out", str(tmp_path), "--roles", "title", "body"]
    assert main(arguments) == 0
    expected = pd.read_json(shared / "article/expected_paragraphs.jsonl", lines=True)
    paragraphs = pd.read_csv(tmp_path / "paragraphs.csv", index_col="par_id")
    assert paragraphs["role"].tolist() == expected["role"].tolist()
    assert paragraphs["n_words"].sum() == 402
