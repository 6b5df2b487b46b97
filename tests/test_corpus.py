"""The corpus checks its two tables at the door and never changes."""

import pandas as pd
import pytest

from framing.corpus import Corpus


def _tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    documents = pd.DataFrame({"outlet": ["X", "Y"], "lang": ["fr", None]}, index=pd.Index(["a", "b"], name="doc_id"))
    index = pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)], names=["doc_id", "par_id"])
    return documents, pd.DataFrame({"text": ["Un.", "Deux.", "Three."]}, index=index)


def test_optional_columns_are_completed() -> None:
    corpus = Corpus(*_tables())
    assert corpus.paragraphs["role"].tolist() == ["body"] * 3
    assert corpus.paragraphs["lang"].tolist() == ["fr", "fr", "und"]
    assert len(corpus) == 2
    assert repr(corpus) == "Corpus: 2 articles, 3 paragraphs (3 body), 2 outlets, languages fr und"


def test_tables_of_the_caller_are_copied() -> None:
    documents, paragraphs = _tables()
    corpus = Corpus(documents, paragraphs)
    paragraphs.loc[("a", 1), "text"] = "changed"
    assert corpus.paragraphs.loc[("a", 1), "text"] == "Un."
    assert "role" not in paragraphs


def test_html_is_escaped() -> None:
    documents, paragraphs = _tables()
    documents["title"] = "<script>alert(1)</script>"
    assert "<script>" not in Corpus(documents, paragraphs)._repr_html_()


def test_subset_keeps_keys_and_order() -> None:
    corpus = Corpus(*_tables())
    half = corpus.subset(corpus.documents["outlet"] == "X")
    assert half.paragraphs.index.tolist() == [("a", 1), ("a", 2)]
    assert corpus.subset(corpus.documents.index == "b").paragraphs.index.tolist() == [("b", 1)]
    with pytest.raises(ValueError, match="True or False for every article"):
        corpus.subset(pd.Series({"a": True}))
    with pytest.raises(TypeError, match="`keep`"):
        corpus.subset([True, False])  # type: ignore[arg-type]


@pytest.mark.parametrize(("damage", "error", "words"), [
    (lambda d, p: (d.reset_index(), p), ValueError, "not indexed by doc_id"),
    (lambda d, p: (d, p.reset_index()), ValueError, "not indexed by paragraph"),
    (lambda d, p: (d, pd.concat([p, p])), ValueError, "repeated keys"),
    (lambda d, p: (pd.concat([d, d]), p), ValueError, "repeated keys"),
    (lambda d, p: (d.drop("b"), p), ValueError, "no row in documents"),
    (lambda d, p: (d, p.drop("b", level=0)), ValueError, "no paragraph"),
    (lambda d, p: (d, p.assign(text=[1, 2, 3])), TypeError, "not strings"),
    (lambda d, p: (d, p.assign(role="headline")), ValueError, "unknown paragraph role"),
    (lambda d, p: (d, p.rename(columns={"text": "texte"})), KeyError, "missing column"),
    (lambda d, p: (d, p.rename(index={1: 0}, level=1)), ValueError, "count from 1"),
    (lambda d, p: ("documents", p), TypeError, "wrong type"),
])
def test_damaged_tables_are_refused(damage, error, words) -> None:
    with pytest.raises(error, match=words):
        Corpus(*damage(*_tables()))


def test_changing_a_table_handed_out_does_not_change_the_corpus() -> None:
    corpus = Corpus(*_tables())
    documents, paragraphs = corpus.documents, corpus.paragraphs
    documents["outlet"] = "Z"
    documents.loc["a", "lang"] = "de"
    documents.index.name = "other"
    paragraphs.loc[("a", 1), "text"] = "changed"
    assert corpus.documents["outlet"].tolist() == ["X", "Y"]
    assert corpus.documents.loc["a", "lang"] == "fr"
    assert corpus.documents.index.name == "doc_id"
    assert corpus.paragraphs["text"].tolist() == ["Un.", "Deux.", "Three."]
    with pytest.raises(AttributeError):
        corpus.documents = documents  # type: ignore[misc]
