"""What leaves comes back: saved corpora and tokens, and the files of other programs."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.reading import corpus_from_frame, read_corpus

TEXT = "=SOMME(A1) a dit la maire * du pont.\n\n« Nous l’ouvrirons », a-t-elle dit & promis.\n\n(Avec AVP)"


def _corpus() -> fr.Corpus:
    return corpus_from_frame([
        {"doc_id": "a/1", "outlet": "Le Fanal d’Évian", "date": "2025-02-12", "lang": "fr", "title": "Un <pont>",
         "text": TEXT, "n": 3, "mixed": 1},
        {"doc_id": "A 1", "outlet": None, "date": None, "lang": "fr", "text": "Deux phrases. Deux.", "n": None,
         "mixed": "x"}])


def test_a_saved_corpus_comes_back_with_its_report(tmp_path: Path) -> None:
    corpus = _corpus()
    fr.save_corpus(corpus, tmp_path / "c")
    back = fr.load_corpus(tmp_path / "c")
    pd.testing.assert_frame_equal(back.paragraphs, corpus.paragraphs)
    same = [name for name in corpus.documents if name != "mixed"]
    pd.testing.assert_frame_equal(back.documents[same], corpus.documents[same])
    assert back.documents["mixed"].tolist() == ["1", "x"]
    assert repr(back.report) == repr(corpus.report)


def test_saved_tokens_come_back_and_measure_the_same(tmp_path: Path) -> None:
    tokens = fr.tokenize(_corpus())
    fr.save_tokens(tokens, tmp_path)
    back = fr.load_tokens(tmp_path)
    for name in ("ids", "offsets", "spaced", "sentences"):
        np.testing.assert_array_equal(getattr(back, name), getattr(tokens, name))
        assert not getattr(back, name).flags.writeable
    pd.testing.assert_frame_equal(fr.frame_terms(back, "generic_news"), fr.frame_terms(tokens, "generic_news"))
    assert fr.load_corpus(tmp_path).paragraphs.equals(tokens.corpus.paragraphs)


def test_what_was_not_saved_whole_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no saved corpus"):
        fr.load_corpus(tmp_path)
    fr.save_corpus(_corpus(), tmp_path)
    with pytest.raises(FileNotFoundError, match="without tokens"):
        fr.load_tokens(tmp_path)
    fr.save_tokens(fr.tokenize(_corpus()), tmp_path)
    (tmp_path / "tokens.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(ValueError, match="missing or damaged"):
        fr.load_tokens(tmp_path)
    fr.save_tokens(fr.tokenize(_corpus()), tmp_path)
    pd.DataFrame({"sentences": [99]}).to_parquet(tmp_path / "sentences.parquet")
    with pytest.raises(ValueError, match="do not fit together"):
        fr.load_tokens(tmp_path)
    (tmp_path / "framing.json").write_text(json.dumps({"holds": "corpus", "version": 99}), encoding="utf-8")
    with pytest.raises(ValueError, match="later version"):
        fr.load_corpus(tmp_path)


def test_iramuteq_round_trip(tmp_path: Path) -> None:
    fr.write_iramuteq(_corpus(), tmp_path / "c.txt")
    text = (tmp_path / "c.txt").read_text(encoding="utf-8")
    assert text.startswith("**** *outlet_Le-Fanal-d-Evian *date_2025-02-12 *lang_fr\nUn <pont>\n")
    back = read_corpus(tmp_path / "c.txt")
    assert back.report.files["format"].tolist() == ["iramuteq"]
    assert back.documents["outlet"].fillna("").tolist() == ["Le-Fanal-d-Evian", ""]
    assert str(back.documents["date"].iloc[0]) == "2025-02-12 00:00:00"
    assert back.paragraphs["text"].tolist()[1] == "=SOMME(A1) a dit la maire   du pont."
    with pytest.raises(KeyError, match="missing column"):
        fr.write_iramuteq(_corpus(), tmp_path / "d.txt", variables=["nothing"])


def test_txm_files_are_well_formed_and_named_apart(tmp_path: Path) -> None:
    fr.write_txm(_corpus(), tmp_path / "txm")
    paths = sorted((tmp_path / "txm").glob("*.xml"))
    assert [path.stem for path in paths] == ["A-1-2", "a-1"]
    root = ElementTree.parse(paths[1]).getroot()
    assert [(node.get("role"), node.text) for node in root][:2] == [
        ("title", "Un <pont>"), ("body", "=SOMME(A1) a dit la maire * du pont.")]
    with (tmp_path / "txm" / "metadata.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "outlet", "date", "lang", "title"]
    assert [row[0] for row in rows[1:]] == ["a-1", "A-1-2"]
    with pytest.raises(ValueError, match="not empty"):
        fr.write_txm(_corpus(), tmp_path / "txm")
    assert len(read_corpus(paths[1])) == 1


def test_tables_for_r_are_defused_and_keep_every_article(tmp_path: Path) -> None:
    fr.write_readtext(_corpus(), tmp_path / "a.csv")
    articles = pd.read_csv(tmp_path / "a.csv")
    assert articles.columns[:2].tolist() == ["doc_id", "text"]
    assert articles["doc_id"].tolist() == ["a/1", "A 1"]
    assert articles["text"][0].startswith("'=SOMME")
    fr.write_readtext(_corpus(), tmp_path / "p.csv", unit="paragraph")
    paragraphs = pd.read_csv(tmp_path / "p.csv")
    assert paragraphs["doc_id"].tolist() == ["a/1.2", "a/1.3", "A 1.1"]
    with pytest.raises(ValueError, match="`unit`"):
        fr.write_readtext(_corpus(), tmp_path / "x.csv", unit="word")
    assert not (tmp_path / "x.csv").exists()


def test_a_table_is_written_as_parquet_where_its_name_says_so(tmp_path: Path) -> None:
    corpus = _corpus()
    fr.write_table(corpus.paragraphs, tmp_path / "p.parquet")
    assert pd.read_parquet(tmp_path / "p.parquet")["text"].tolist() == corpus.paragraphs["text"].tolist()


def test_sample_draws_whole_articles_and_the_same_ones() -> None:
    corpus = corpus_from_frame([{"doc_id": f"d{number}", "outlet": "AAAB"[number % 4], "lang": "en",
                                 "text": "One.\n\nTwo."}
                                for number in range(20)])
    drawn = corpus.sample(3, by="outlet", seed=1)
    assert drawn.documents["outlet"].value_counts().to_dict() == {"A": 3, "B": 3}
    assert len(drawn.paragraphs) == 12
    assert drawn.documents.index.tolist() == corpus.sample(3, by="outlet", seed=1).documents.index.tolist()
    assert len(corpus.sample(99)) == 20
    assert len({tuple(corpus.sample(4, seed=seed).documents.index) for seed in range(5)}) > 1
    with pytest.raises(ValueError, match="whole number above zero"):
        corpus.sample(0)
    with pytest.raises(KeyError, match="missing column"):
        corpus.sample(1, by="nothing")


def test_concat_keeps_all_and_refuses_repeated_identifiers() -> None:
    one, two = _corpus(), corpus_from_frame([{"doc_id": "b", "lang": "en", "text": "Two."}])
    both = fr.concat([one, two])
    assert both.documents.index.tolist() == ["a/1", "A 1", "b"]
    assert len(both.paragraphs) == len(one.paragraphs) + len(two.paragraphs)
    assert both.report.n_found == 3
    assert both.documents["n"].isna().tolist() == [False, True, True]
    with pytest.raises(ValueError, match="identifiers repeat"):
        fr.concat([one, one])
    assert len(fr.concat([one, one], names=["x", "y"])) == 4
    for wrong in ([], None):
        with pytest.raises((ValueError, TypeError)):
            fr.concat([one] if wrong == [] else [wrong], names=wrong)
