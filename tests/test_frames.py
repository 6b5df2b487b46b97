"""Counts of framing terms: they recount to the hits, in both units, and keep every row."""

from collections.abc import Callable

import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.corpus import Corpus
from framing.tokens import Tokens, tokenize

LEXICON = {"war": ["guerre*", "front sud"], "peace": ["paix", "accord de paix"]}
TEXTS = ["La guerre, au front sud.", "", "Un accord de paix : la paix !", "L’OTAN parle."]


def lexicon() -> fr.Lexicon:
    """Return two small categories."""
    return fr.lexicon_from_dict(LEXICON, lang="fr")


def test_counts_and_exposure(tokens_of: Callable[..., Tokens]) -> None:
    counts = fr.frame_terms(tokens_of(TEXTS), lexicon())
    assert counts.columns.tolist() == ["war", "peace", "n_words"]
    assert counts["war"].tolist() == [2, 0, 0, 0]
    assert counts["peace"].tolist() == [0, 0, 2, 0]
    assert counts["n_words"].tolist() == [5, 0, 6, 3]
    assert (counts.dtypes == "int64").all()


def test_roles_decide_what_is_counted_and_keep_the_rows() -> None:
    corpus = make_corpus(TEXTS)
    tagged = Corpus(corpus.documents, corpus.paragraphs.assign(role=["title", "body", "body", "boilerplate"]))
    tokens = tokenize(tagged)
    assert fr.frame_terms(tokens, lexicon())["n_words"].tolist() == [0, 0, 6, 0]
    assert fr.frame_terms(tokens, lexicon(), roles=["title"])["war"].tolist() == [2, 0, 0, 0]
    assert fr.find_terms(tokens, lexicon())["par_id"].tolist() == [3, 3]
    with pytest.raises(ValueError, match="`roles` must name paragraph roles"):
        fr.frame_terms(tokens, lexicon(), roles=["headline"])


def test_unit_document_sums_paragraphs() -> None:
    tokens = tokenize(make_corpus({"a": TEXTS[:2], "b": TEXTS[2:]}))
    by_article = fr.frame_terms(tokens, lexicon(), unit="document")
    summed = fr.frame_terms(tokens, lexicon()).groupby(level="doc_id").sum()
    pd.testing.assert_frame_equal(by_article, summed, check_index_type=False)
    with pytest.raises(ValueError, match="did you mean 'paragraph'"):
        fr.frame_terms(tokens, lexicon(), unit="paragraphs")


paragraphs = st.lists(st.sampled_from([*TEXTS, "guerre guerres paix front sud sud"]), min_size=1, max_size=8)


@given(paragraphs, st.sampled_from(["category", "lexicon", "all"]))
def test_hits_recount_to_counts(texts: list[str], overlap: str) -> None:
    tokens = tokenize(make_corpus(texts))
    counts = fr.frame_terms(tokens, lexicon(), overlap=overlap)
    hits = fr.find_terms(tokens, lexicon(), overlap=overlap)
    recount = hits.groupby(["doc_id", "par_id", "category"]).size()
    for (doc_id, par_id, category), number in recount.items():
        assert counts.loc[(doc_id, par_id), category] == number
    assert counts[["war", "peace"]].to_numpy().sum() == len(hits)
    for hit in hits.itertuples():
        assert tokens.corpus.paragraphs.loc[(hit.doc_id, hit.par_id), "text"][hit.start:hit.end] == hit.text


def test_places_of_many_hits_are_those_of_few(monkeypatch: pytest.MonkeyPatch, demonstration: Tokens) -> None:
    odd = ["L’ état  d’urgence\n\tguerre", "œuvre de guerre\u00ad, guerre", "(guerre)\u202f! «\u00a0Guerre\u00a0»",
           "état-d'urgence"]
    lexicon = fr.lexicon_from_dict({"war": ["*rre", "état*", "œuvre* de guerre"]}, lang="fr")
    for tokens, scheme in ((tokenize(make_corpus(odd, "fr")), lexicon), (demonstration, fr.load_lexicon("tone"))):
        few = fr.find_terms(tokens, scheme)
        monkeypatch.setattr("framing.measures.hits._FEW", 0)
        pd.testing.assert_frame_equal(fr.find_terms(tokens, scheme), few)
        monkeypatch.undo()
        assert len(few) > 4


@given(paragraphs, st.data())
def test_subset_and_permutation(texts: list[str], data: st.DataObject) -> None:
    corpus = make_corpus({f"d{place}": [text] for place, text in enumerate(texts)})
    counts = fr.frame_terms(tokenize(corpus), lexicon())
    keep = pd.Series(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))),
                     index=corpus.documents.index)
    subset = fr.frame_terms(tokenize(corpus.subset(keep)), lexicon()) if keep.any() else counts[keep.to_numpy()]
    pd.testing.assert_frame_equal(subset, counts[keep.to_numpy()], check_index_type=False)
    order = data.draw(st.permutations(range(len(texts))))
    mixed = Corpus(corpus.documents, corpus.paragraphs.iloc[order])
    pd.testing.assert_frame_equal(fr.frame_terms(tokenize(mixed), lexicon()), counts.iloc[order])


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_is_counted(text: str) -> None:
    counts = fr.frame_terms(tokenize(make_corpus([text])), lexicon())
    assert (counts.to_numpy() >= 0).all()
