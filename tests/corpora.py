"""Corpora made by hand for the tests."""

import pandas as pd

from framing.corpus import Corpus


def make_corpus(texts: list[str] | dict[str, list[str]], lang: str = "fr", **columns: object) -> Corpus:
    """Return a corpus: one article of paragraphs, or articles by name."""
    articles = texts if isinstance(texts, dict) else {"a": texts}
    documents = pd.DataFrame({"lang": lang, **columns}, index=pd.Index(list(articles), name="doc_id", dtype="str"))
    keys = [(doc_id, number) for doc_id, block in articles.items() for number in range(1, len(block) + 1)]
    index = pd.MultiIndex.from_tuples(keys, names=["doc_id", "par_id"])
    text = [paragraph for block in articles.values() for paragraph in block]
    return Corpus(documents, pd.DataFrame({"text": text}, index=index))
