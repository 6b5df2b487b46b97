"""The tone proxy: operators in both languages, counts that recount to hits, balances with their gaps."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

from framing._check import FramingWarning
from framing.corpus import Corpus
from framing.lexicon import Lexicon, lexicon_from_dict
from framing.lexicon_files import load_lexicon
from framing.measures.operators import EFFECTS
from framing.measures.tone import tone, tone_balance, tone_hits
from framing.tokens import Tokens, tokenize

WORDS = {
    "fr": {"positive": "succès efficace* juste* espoir* amélior* réussi* progrès crédible*",
           "negative": "échec* danger* crise* grave* catastroph* mensonge*"},
    "en": {"positive": "success* effective fair improv* hope*",
           "negative": "failure* disaster* crisis danger*"},
}

# Sentence, polarity word, operator, effect, final sign: one rule or trap each.
FRENCH = [
    ("Le plan n'est pas efficace.", "efficace", "n' … pas", "negated", -1),
    ("Le plan n’est pas efficace.", "efficace", "n' … pas", "negated", -1),
    ("La mesure n'améliore pas la sécurité.", "améliore", "n' … pas", "negated", -1),
    ("Ce n'est pas une catastrophe.", "catastrophe", "n' … pas", "negated", 0),
    ("Il n'a pas réussi.", "réussi", "n' … pas", "negated", -1),
    ("Le plan n'a pas du tout été un succès.", "succès", "n' … pas", "negated", -1),
    ("Le texte n'est, selon lui, pas efficace.", "efficace", "n' … pas", "negated", -1),
    ("Il ne croit pas que l'accord soit juste.", "juste", "ne … pas", "negated", -1),
    ("Le plan n'est plus crédible.", "crédible", "n' … plus", "negated", -1),
    ("Un plan plus crédible arrive.", "crédible", "", "", 1),
    ("Le plan n'est pas plus crédible.", "crédible", "n' … pas", "negated", -1),
    ("Il n'a plus aucun espoir.", "espoir", "n' … aucun", "negated", -1),
    ("De plus, le plan est efficace.", "efficace", "", "", 1),
    ("Le plus juste des accords.", "juste", "", "", 1),
    ("Il n'a jamais été efficace.", "efficace", "n' … jamais", "negated", -1),
    ("Le plan n'est guère efficace.", "efficace", "n' … guère", "negated", -1),
    ("Rien n'est efficace.", "efficace", "Rien … n'", "negated", -1),
    ("Personne n'a réussi.", "réussi", "Personne … n'", "negated", -1),
    ("Aucun accord juste n'a été trouvé.", "juste", "Aucun … n'", "negated", -1),
    ("Aucun accord n'est juste.", "juste", "Aucun … n'", "negated", -1),
    ("La personne est efficace.", "efficace", "", "", 1),
    ("Cette personne n'est pas un danger.", "danger", "n' … pas", "negated", 0),
    ("Cette personne juste n'a pas menti.", "juste", "", "", 1),
    ("Ce pas efficace n'a pas suffi.", "efficace", "", "", 1),
    ("Il n'y a de plus grave crise que la faim.", "grave", "n' … que", "restricted", -1),
    ("« Il avance à pas efficaces », dit-elle.", "efficaces", "", "", 1),
    ("Il n'a pas signé un accord juste.", "juste", "n' … pas", "negated", -1),
    ("Il n'a pas signé hier un accord juste.", "juste", "", "", 1),
    ("Nul n'est juste.", "juste", "Nul … n'", "negated", -1),
    ("C'est un pas efficace.", "efficace", "", "", 1),
    ("Ce point est un succès.", "succès", "", "", 1),
    ("Il n'est point de succès.", "succès", "n' … point", "negated", -1),
    ("Ce n'est qu'un échec.", "échec", "n' … qu'", "restricted", -1),
    ("L'accord ne garantit que des progrès.", "progrès", "ne … que", "restricted", 1),
    ("L'accord n'est plus qu'un échec.", "échec", "n' … qu'", "restricted", -1),
    ("Il ne dit pas que c'est un échec.", "échec", "ne … pas", "negated", 0),
    ("Partez avant que la crise ne soit grave.", "grave", "", "", -1),
    ("Il craint que la crise ne soit plus grave.", "grave", "", "", -1),
    ("Une crise plus grave qu'elle ne l'était.", "grave", "", "", -1),
    ("Il est mieux protégé qu'il ne l'a jamais été par un accord juste.", "juste", "", "", 1),
    ("À moins que la crise ne reprenne.", "crise", "À moins que", "irrealis", -1),
    ("C'est sans doute un succès.", "succès", "sans doute", "pseudo_negated", 1),
    ("Un succès sans précédent.", "succès", "", "", 1),
    ("Il réclame sans cesse des progrès.", "progrès", "sans cesse", "pseudo_negated", 1),
    ("Pas moins de dix succès.", "succès", "Pas moins", "pseudo_negated", 1),
    ("Le plan est juste non plus.", "juste", "", "", 1),
    ("Rien de moins que la crise.", "crise", "Rien de moins que", "pseudo_negated", -1),
    ("Il est on ne peut plus efficace.", "efficace", "on ne peut plus", "pseudo_negated", 1),
    ("Ce n'est pas seulement un échec, mais un mensonge.", "échec", "pas seulement", "additive", -1),
    ("Ce n'est pas seulement une crise, mais aussi un danger.", "danger", "", "", -1),
    ("Il est non seulement efficace mais aussi juste.", "efficace", "non seulement", "additive", 1),
    ("Il est non seulement efficace mais aussi juste.", "juste", "", "", 1),
    ("Un accord sans succès.", "succès", "sans", "negated", -1),
    ("Un accord sans danger pour la paix juste.", "juste", "", "", 1),
    ("Ce n'est pas sans danger.", "danger", "n' … pas sans", "pseudo_negated", -1),
    ("Il n'est ni juste ni efficace.", "juste", "ni", "negated", -1),
    ("Il n'est ni juste ni efficace.", "efficace", "ni", "negated", -1),
    ("Le plan n'est pas prêt, c'est un échec.", "échec", "", "", -1),
    ("Le plan n'est pas prêt et la crise dure.", "crise", "", "", -1),
    ("Le plan n'est pas cher mais efficace.", "efficace", "mais", "after_contrast", 1),
    ("Le plan est efficace mais cher.", "efficace", "mais", "before_contrast", 1),
    ("Il n'a pas lu ce long rapport sur la crise.", "crise", "", "", -1),
    ("« C'est pas efficace », dit-elle.", "efficace", "pas", "negated", -1),
    ("“C'est pas juste”, dit-elle.", "juste", "pas", "negated", -1),
    ("C'est pas efficace.", "efficace", "", "", 1),
    ("« Un pas efficace », dit-elle.", "efficace", "", "", 1),
    ("Pas de succès à Genève.", "succès", "Pas", "negated", -1),
    ("Le plan est très efficace.", "efficace", "très", "intensified", 1),
    ("Le plan est peu efficace.", "efficace", "peu", "negated", -1),
    ("Le plan est relativement efficace.", "efficace", "relativement", "diminished", 1),
    ("Le plan n'est pas très efficace.", "efficace", "n' … pas + très", "negated + intensified", -1),
    ("Il est seulement efficace.", "efficace", "seulement", "restricted", 1),
    ("Si le plan est juste.", "juste", "Si le", "irrealis", 1),
    ("Le plan « n'est pas » un succès.", "succès", "", "", 1),
    ("Faute de progrès, il part.", "progrès", "Faute de", "negated", -1),
    ("Le plan\u00a0n’est\u00a0pas\u00a0efficace\u00a0!", "efficace", "n' … pas", "negated", -1),
]
ENGLISH = [
    ("The plan is not effective.", "effective", "not", "negated", -1),
    ("It was not a disaster.", "disaster", "not", "negated", 0),
    ("The plan isn't effective.", "effective", "isn't", "negated", -1),
    ("The plan isn’t effective.", "effective", "isn't", "negated", -1),
    ("It didn't improve the economy.", "improve", "didn't", "negated", -1),
    ("It daren't improve.", "improve", "daren't", "negated", -1),
    ("It never improved.", "improved", "never", "negated", -1),
    ("They left without success.", "success", "without", "negated", -1),
    ("They left without a treaty for a fair peace.", "fair", "", "", 1),
    ("It is not without danger.", "danger", "not without", "pseudo_negated", -1),
    ("There is no hope.", "hope", "no", "negated", -1),
    ("No doubt a success.", "success", "No doubt", "pseudo_negated", 1),
    ("It is not only effective but also fair.", "effective", "not only", "additive", 1),
    ("It is not only effective but also fair.", "fair", "", "", 1),
    ("It was hardly fair.", "fair", "hardly", "negated", -1),
    ("It was neither fair nor effective.", "fair", "neither", "negated", -1),
    ("It was neither fair nor effective.", "effective", "nor", "negated", -1),
    ("Nobody improved.", "improved", "Nobody", "negated", -1),
    ("It was not new, it was fair.", "fair", "", "", 1),
    ("It was not new but effective.", "effective", "but", "after_contrast", 1),
    ("He did not read the long report on the crisis.", "crisis", "", "", -1),
    ("It is very effective.", "effective", "very", "intensified", 1),
    ("It is somewhat effective.", "effective", "somewhat", "diminished", 1),
    ("It is not very effective.", "effective", "not + very", "negated + intensified", -1),
    ("It was only a failure.", "failure", "only", "restricted", -1),
    ("It would be a disaster.", "disaster", "would", "irrealis", -1),
    ("They failed to improve it.", "improve", "failed to", "negated", -1),
    ("No deal is fair.", "fair", "No", "negated", -1),
    ("Nothing less than a disaster.", "disaster", "Nothing less than", "pseudo_negated", -1),
    ("It was fair, although costly.", "fair", "although", "before_contrast", 1),
]


@cache
def lexicon() -> Lexicon:
    """Return a few polarity words in both languages."""
    rows = [(code, category, pattern) for code, lists in WORDS.items()
            for category, patterns in lists.items() for pattern in patterns.split()]
    return Lexicon("small", pd.DataFrame(rows, columns=["lang", "category", "pattern"]), {})


@cache
def built_in() -> Lexicon:
    """Return the built-in operators, read once."""
    return load_lexicon("polarity_operators")


def explained(text: str, lang: str, **arguments: object) -> dict[str, list[object]]:
    """Return operator, effect and final sign of each polarity word of a text."""
    arguments = {"operators": built_in(), **arguments}
    hits = tone_hits(tokenize(make_corpus([text], lang=lang)), lexicon=lexicon(), **arguments)
    return {row.text: [row.operator, row.effect, row.final_sign] for row in hits.itertuples()}


@pytest.mark.parametrize(("sentence", "word", "operator", "effect", "final_sign"), FRENCH)
def test_french_operators(sentence: str, word: str, operator: str, effect: str, final_sign: int) -> None:
    assert explained(sentence, "fr")[word] == [operator, effect, final_sign]


@pytest.mark.parametrize(("sentence", "word", "operator", "effect", "final_sign"), ENGLISH)
def test_english_operators(sentence: str, word: str, operator: str, effect: str, final_sign: int) -> None:
    assert explained(sentence, "en")[word] == [operator, effect, final_sign]


def test_the_outcome_of_negation_is_a_choice() -> None:
    text = "The plan is not effective. It was not a disaster."
    signs = {(positive, negative): [row[2] for row in explained(
        text, "en", negated_positive=positive, negated_negative=negative).values()]
        for positive in ("flip", "drop", "keep") for negative in ("flip", "drop", "keep")}
    assert signs["flip", "drop"] == [-1, 0]
    assert signs["drop", "flip"] == [0, 1]
    assert signs["keep", "keep"] == [1, -1]
    assert len(signs) == 9


def test_no_operators_counts_words_as_listed() -> None:
    assert explained("Le plan n'est pas efficace.", "fr", operators=None) == {"efficace": ["", "", 1]}
    counts = tone(tokenize(make_corpus(["Ce n'est pas une crise."])), lexicon=lexicon(), operators=None)
    assert counts.iloc[0][["n_negative", "n_negated", "n_dropped", "n_words"]].tolist() == [1, 0, 0, 6]


def test_operators_of_ones_own() -> None:
    own = lexicon_from_dict({"negator": ["nenni"]}, lang="fr", name="own")
    assert explained("Nenni de succès.", "fr", operators=own)["succès"] == ["Nenni", "negated", -1]
    # The contractions come with English operators, not with any list.
    assert explained("It isn't fair.", "en", operators=lexicon_from_dict({"negator": ["not"]}, lang="en"))
    with pytest.raises(ValueError, match="has no category of operators"):
        explained("Un succès.", "fr", operators=lexicon_from_dict({"war": ["nenni"]}, lang="fr"))


def test_factors_weigh_and_dropped_words_weigh_nothing() -> None:
    tokens = tokenize(make_corpus(["Un plan très efficace. Ce n'est pas une crise. Un succès."]))
    hits = tone_hits(tokens, lexicon=lexicon(), factors={"intensified": 1.5})
    assert hits.set_index("text")["weight"].to_dict() == {"efficace": 1.5, "crise": 0.0, "succès": 1.0}
    with pytest.raises(ValueError, match="did you mean 'intensified'"):
        tone_hits(tokens, lexicon=lexicon(), factors={"intensifed": 1.5})
    with pytest.raises(ValueError, match="no factor; got negated: -1"):
        tone_hits(tokens, lexicon=lexicon(), factors={"negated": -1})


def test_wrong_arguments_are_refused(tokens_of: Callable[..., Tokens]) -> None:
    tokens = tokens_of(["Un succès."])
    with pytest.raises(ValueError, match="`negated_negative` is not a known choice"):
        tone(tokens, lexicon=lexicon(), negated_negative="reverse")
    with pytest.raises(ValueError, match="'war_peace' is not a polarity lexicon"):
        tone(tokens, lexicon="war_peace")
    with pytest.raises(ValueError, match="no entry in a language of the text"):
        tone(tokens_of(["Ein Erfolg."], lang="de"), lexicon=lexicon())
    with pytest.raises(TypeError, match="`tokens` has the wrong type"):
        tone(["Un succès."], lexicon=lexicon())


def test_a_language_without_list_counts_no_words() -> None:
    corpus = make_corpus(["Un succès.", "Ein Erfolg."])
    mixed = Corpus(corpus.documents, corpus.paragraphs.assign(lang=["fr", "de"]))
    with pytest.warns(FramingWarning, match="paragraphs left out: 1 in de"):
        counts = tone(tokenize(mixed), lexicon=lexicon())
    assert counts["n_words"].tolist() == [2, 0]


def test_roles_keep_their_row() -> None:
    corpus = make_corpus(["Un succès.", "Une crise."])
    tagged = Corpus(corpus.documents, corpus.paragraphs.assign(role=["title", "body"]))
    counts = tone(tokenize(tagged), lexicon=lexicon())
    assert counts[["n_positive", "n_negative", "n_words"]].to_numpy().tolist() == [[0, 0, 0], [0, 1, 2]]
    assert tone_hits(tokenize(tagged), lexicon=lexicon())["par_id"].tolist() == [2]


def test_built_in_lists_work_in_both_languages() -> None:
    for lang, text in (("fr", "Ce n’est pas seulement une catastrophe, mais aussi un mensonge."),
                       ("en", "It is not only a catastrophe but also a failure.")):
        counts = tone(tokenize(make_corpus([text], lang=lang))).iloc[0]
        assert counts[["n_positive", "n_negative", "n_additive", "n_negated"]].tolist() == [0, 2, 1, 0]


# P = 7, N = 2, T = 120: ln(7.5 / 2.5), sqrt(1 / 7.5 + 1 / 2.5), 5 / 9, 5 / 120, 9 / 120 by hand.
def test_balance_against_hand_counts() -> None:
    counts = pd.DataFrame({"n_positive": [7, 0, 0, 0], "n_negative": [2, 0, 3, 0],
                           "n_words": [120, 50, 50, 0]})
    balance = tone_balance(counts)
    expected = pd.DataFrame({
        "logit": [1.098612, 0, -1.945910, np.nan], "logit_se": [0.730297, 2, 1.511858, np.nan],
        "relative_difference": [5 / 9, np.nan, -1, np.nan], "proportional": [5 / 120, 0, -3 / 50, np.nan],
        "density": [9 / 120, 0, 3 / 50, np.nan]})
    pd.testing.assert_frame_equal(balance[expected.columns], expected, atol=1e-6, rtol=0)
    assert balance[["n_positive", "n_negative", "n_words"]].equals(counts)
    with pytest.raises(KeyError, match="n_words"):
        tone_balance(counts.drop(columns="n_words"))
    with pytest.raises(TypeError, match="`counts` has the wrong type"):
        tone_balance(counts["n_words"])


fragments = [*(row[0] for row in FRENCH), "", "Pas.", "Ne que.", "N'", "Jamais plus"]
sentences = st.lists(st.sampled_from(fragments), min_size=1, max_size=6)


@given(sentences, st.sampled_from(["drop", "flip", "keep"]))
def test_counts_are_counts_of_hits(texts: list[str], outcome: str) -> None:
    tokens = tokenize(make_corpus(texts))
    counts = tone(tokens, lexicon=lexicon(), operators=built_in(), negated_negative=outcome)
    hits = tone_hits(tokens, lexicon=lexicon(), operators=built_in(), negated_negative=outcome)
    columns = {"n_positive": hits["final_sign"] > 0, "n_negative": hits["final_sign"] < 0,
               "n_dropped": hits["final_sign"] == 0}
    named = hits["effect"].str.split(" + ", regex=False)
    columns |= {f"n_{effect}": named.map(lambda names, effect=effect: effect in names) for effect in EFFECTS}
    for column, which in columns.items():
        recount = hits[which.astype(bool)].groupby(["doc_id", "par_id"]).size()
        recount = recount.reindex(counts.index, fill_value=0)
        assert recount.tolist() == counts[column].tolist(), column
    assert list(counts.columns) == [*columns, "n_words"]
    operators = hits["operator"].str.split(" + ", regex=False)
    assert (operators.str.len() == named.str.len()).all()
    article = tone(tokens, lexicon=lexicon(), operators=built_in(), negated_negative=outcome, unit="document")
    assert article.iloc[0].tolist() == counts.sum().tolist()


@given(sentences, st.data())
def test_subset_and_permutation(texts: list[str], data: st.DataObject) -> None:
    corpus = make_corpus({f"d{place}": [text] for place, text in enumerate(texts)})
    counts = tone(tokenize(corpus), lexicon=lexicon(), operators=built_in())
    order = data.draw(st.permutations(range(len(texts))))
    part = order[:data.draw(st.integers(1, len(texts)))]
    kept = corpus.paragraphs.iloc[part]
    mixed = Corpus(corpus.documents.loc[kept.index.get_level_values("doc_id")], kept)
    measured = tone(tokenize(mixed), lexicon=lexicon(), operators=built_in())
    pd.testing.assert_frame_equal(measured, counts.iloc[part])


any_text = st.text() | st.text(alphabet="n’' neqpaslu«»\".,!-…")


@given(st.lists(any_text, max_size=4), st.sampled_from(["fr", "en"]))
def test_any_text_gives_a_number(texts: list[str], lang: str) -> None:
    tokens = tokenize(make_corpus([*texts, "Un succès."], lang=lang))
    before = tokens.ids.copy()
    counts = tone(tokens, lexicon=lexicon(), operators=built_in())
    assert len(counts) == len(texts) + 1
    assert (counts >= 0).all(axis=None)
    signed = counts["n_positive"] + counts["n_negative"] + counts["n_dropped"]
    assert (signed <= counts["n_words"]).all()
    assert (tokens.ids == before).all()
    assert len(tone_hits(tokens, lexicon=lexicon(), operators=built_in())) == signed.sum()


def test_no_text_at_all(tokens_of: Callable[..., Tokens]) -> None:
    counts = tone(tokens_of(["", " "]), lexicon=lexicon(), operators=built_in())
    assert counts.to_numpy().sum() == 0
    assert counts.shape == (2, 4 + len(EFFECTS))
    assert tone_balance(counts)["logit"].isna().all()
    assert tone_hits(tokens_of([""]), lexicon=lexicon(), operators=built_in()).empty
