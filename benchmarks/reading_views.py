"""How long the reading views take on a large corpus, and how much they put into a notebook.

python benchmarks/reading_views.py [--paragraphs 100000]

The corpus is the demonstration corpus, repeated under other names until it has as many paragraphs. Tokens,
voices and the counts of the lexicon are made first; what is timed is the view, after measuring.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

import framing as fr
from framing.corpus import Corpus
from framing.voice import speech_layer

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"
SENT = ("words", "voices", "rows", "columns", "counts", "asked", "shown")


def repeated(corpus: Corpus, n_paragraphs: int) -> Corpus:
    """Return the corpus as often as it takes to have so many paragraphs."""
    copies = -(-n_paragraphs // len(corpus.paragraphs))
    names = [f"{number}_" for number in range(copies)]
    documents = pd.concat([corpus.documents.rename(lambda doc_id, name=name: name + doc_id) for name in names])
    paragraphs = pd.concat([corpus.paragraphs.rename(lambda doc_id, name=name: name + doc_id, level="doc_id")
                            for name in names])
    return Corpus(documents, paragraphs)


def timed(what: str, work: Callable[[], tuple[Any, int]]) -> Any:
    """Print the seconds and the bytes of one view."""
    start = time.perf_counter()
    result, size = work()
    print(f"{what:45} {time.perf_counter() - start:6.2f} s {size / 1000:9.0f} kB")
    return result


def main() -> None:
    """Print one line per view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=100_000)
    corpus = repeated(fr.read_corpus(ARTICLES), parser.parse_args().paragraphs)
    tokens = fr.tokenize(corpus)
    speech_layer(tokens)
    fr.frame_terms(tokens, "generic_news")
    print(f"{len(corpus):,} articles, {len(corpus.paragraphs):,} paragraphs")

    def highlighted(**options: object) -> tuple[object, int]:
        view = fr.highlight(tokens, "generic_news", **options)
        return view, len(view.html.encode())

    def explored() -> tuple[object, int]:
        widget = fr.explore(tokens, "generic_news")
        sent = json.dumps({name: getattr(widget, name) for name in SENT})
        return widget, len(sent.encode()) + len(widget._repr_mimebundle_()[0]["text/html"].encode())

    def pressed(**asked: int) -> tuple[object, int]:
        widget.asked = {**widget.asked, **asked}
        return widget, len(json.dumps(widget.shown).encode())

    def listed(query: str | fr.Lexicon) -> tuple[object, int]:
        lines = fr.concordance(tokens, query)
        return lines, len(lines._repr_html_().encode())

    timed("highlight, first page", highlighted)
    timed("highlight, page 200", lambda: highlighted(page=200))
    timed("highlight, 10,000 paragraphs asked for", lambda: highlighted(per_page=10_000))
    widget = timed("explore", explored)
    timed("explore, one cell pressed", lambda: pressed(page=3))
    timed("explore, one word pressed", lambda: pressed(term=widget.shown["terms"][0][0], page=1))
    timed("concordance of one word", lambda: listed("guerre*"))
    timed("concordance of a whole lexicon", lambda: listed(fr.load_lexicon("generic_news")))


if __name__ == "__main__":
    main()
