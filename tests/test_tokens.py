"""Tokens: integers that can be read back as text, and that typography does not change."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import Corpus
from framing.tokens import Tokens, tokenize

FRENCH = ("L’élu n’a qu’un « cœur » à l’ouvrage : « C’est fini ! » Aujourd’hui, 1 200 personnes… et J.-C. Duval",
          "Mme Roy, a-t-elle dit, part.")
SENTENCES = [
    ("fr", "« Vraiment ? » s’interroge-t-il. Oui. « Non. » Il part.", 4),
    ("fr", "M. Duval parle à Mme. Roy. Elle répond.", 2),
    ("fr", "Il vit au 3, art. 5, etc. Le reste suit. J.-C. est mort.", 3),
    ("fr", "« Nos stocks sont épuisés. Pas seulement ici.", 2),
    ("fr", "« C’est clé pour l’Ukraine. » Fin.", 2),
    ("fr", "Il arrive le 12 sept. 2019 à Caen. Ils étaient sept. Puis rien.", 3),
    ("fr", "Quoi ?! Rien… mais tout. Un titre sans point", 3),
    ("en", "Mr. Smith left the U.S. yesterday. He said: “Go!” They went.", 3),
    ("en", "He moved to the U.S. The rest stayed. See No. 5 and Jan. 8.", 3),
    ("en", '"Stop," he said. "It is over." She left.', 3),
    ("en", "It rose 3.5 per cent, i.e. by half. Fine.", 2),
    ("en", "So did I. They left. Nor had I! J. Smith stayed.", 4),
    ("en", "He left (at noon). She stayed… or so they say. “Really?” asked Ann.", 3),
    ("en", "The vote — it passed. — was close. 5 people spoke.", 2),
    ("fr", "Est-ce fini ? — Oui. — Alors partons !", 3),
    ("fr", "Il cite l’art. 3 et la p. 12. « Quoi ? », dit-il. (Fin.) La suite.", 4),
    ("fr", "Le 5, etc. Puis le 6, etc. et le 7.", 2),
    ("und", "One. two. Three.", 2),
]


@pytest.mark.parametrize(("lang", "text", "expected"), SENTENCES)
def test_sentences(lang: str, text: str, expected: int) -> None:
    assert len(tokenize(make_corpus([text], lang)).sentences) == expected


def test_every_paragraph_opens_a_sentence(tokens_of: Callable[..., Tokens]) -> None:
    tokens = tokens_of(["Un titre", "", "Deux. Trois."])
    assert tokens.sentences.tolist() == [0, 2, 4]
    assert tokens.offsets.tolist() == [0, 2, 2, 6]


def test_arrays_cannot_be_written_to(tokens_of: Callable[..., Tokens]) -> None:
    tokens = tokens_of(["Un mot."])
    arrays = [tokens.ids, tokens.offsets, tokens.spaced, tokens.sentences, tokens.vocabulary.types]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_the_same_form_in_two_languages_is_two_types() -> None:
    documents = pd.DataFrame({"lang": ["fr", "en"]}, index=pd.Index(["a", "b"], name="doc_id"))
    index = pd.MultiIndex.from_tuples([("a", 1), ("b", 1)], names=["doc_id", "par_id"])
    tokens = tokenize(Corpus(documents, pd.DataFrame({"text": ["place", "place"]}, index=index)))
    assert tokens.ids.tolist() == [0, 1]


def test_empty_corpus_and_wrong_type() -> None:
    empty = make_corpus(["x"]).subset(lambda documents: documents["lang"] == "en")
    assert len(tokenize(empty)) == 0
    assert "0 words" in repr(tokenize(empty))
    with pytest.raises(TypeError, match="`corpus` has the wrong type"):
        tokenize("a text")  # type: ignore[arg-type]


@pytest.mark.parametrize("rewrite", [
    lambda text: text.replace("’", "'"),
    lambda text: text.replace("’", "ʼ"),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" »", "\u202f»").replace("« ", "«\u2009"),
    lambda text: text.replace("ouvrage", "ou\u00advrage"),
    lambda text: text.replace("J.-C.", "J.\u2011C."),
    lambda text: text.replace("…", "..."),
    lambda text: text.replace("œ", "oe"),
    lambda text: unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)),
])
def test_typography_changes_no_number(rewrite: Callable[[str], str]) -> None:
    before, after = tokenize(make_corpus(list(FRENCH))), tokenize(make_corpus([rewrite(text) for text in FRENCH]))
    assert before.ids.tolist() == after.ids.tolist()
    assert before.vocabulary.folded.tolist() == after.vocabulary.folded.tolist()
    assert before.sentences.tolist() == after.sentences.tolist()


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5),
       st.sampled_from(["fr", "en", "und"]))
def test_positions_give_the_text_back(texts: list[str], lang: str) -> None:
    tokens = tokenize(make_corpus(texts, lang))
    assert len(tokens.offsets) == len(texts) + 1
    for row, text in enumerate(texts):
        spans = tokens.spans(row)
        assert len(spans) == tokens.offsets[row + 1] - tokens.offsets[row]
        kept = "".join(text[start:end] for start, end in spans)
        assert "".join(text.split()).startswith(kept[:1])
        assert len(kept) <= len("".join(text.split()))


@given(st.lists(st.sampled_from(["Le chat dort.", "« Non ! »", "l’État", "", "U.S. The end"]), min_size=1), st.data())
def test_paragraphs_do_not_touch_each_other(texts: list[str], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(texts))))
    straight, mixed = tokenize(make_corpus(texts)), tokenize(make_corpus([texts[place] for place in order]))
    for row, place in enumerate(order):
        assert straight.forms("a", place + 1) == mixed.forms("a", row + 1)
        assert straight.spaced[straight.offsets[place]:straight.offsets[place + 1]].tolist() == \
            mixed.spaced[mixed.offsets[row]:mixed.offsets[row + 1]].tolist()


@pytest.mark.shared
def test_first_article_has_its_counted_words(shared: Path) -> None:
    lines = [line for line in (shared / "article/article.txt").read_text(encoding="utf-8").splitlines() if line]
    tokens = tokenize(make_corpus(lines))
    words = tokens.vocabulary.is_word[tokens.ids]
    counts = np.add.reduceat(words, tokens.offsets[:-1]).tolist()
    assert counts == [17, 52, 33, 41, 45, 13, 67, 64, 39, 44]
    assert len(np.unique(tokens.vocabulary.fold_ids[tokens.ids[words]])) == 212
