"""The scikit-learn contract, and the same numbers as the functions."""

import pickle

import numpy as np
import pandas as pd
import pytest
from corpora import make_corpus
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import framing as fr
from framing.tokens import tokenize

TEXTS = ["La guerre continue au front.", "Un accord de paix est signé.", "", "Le budget coûte cher. « Non », dit-il."]


def test_a_list_that_lacks_the_language_gives_nan() -> None:
    lexicon = fr.lexicon_from_dict({"war": ["guerre"]}, lang="fr")
    vectorizer = fr.FramingVectorizer([lexicon], tone=False, lexical=False, lang=None)
    texts = ["The minister said that the talks had failed again in the capital.",
             "La guerre continue dans la capitale, a dit le ministre."]
    values = vectorizer.fit_transform(texts)[:, 0]
    assert np.isnan(values[0])
    assert values[1] == pytest.approx(100.0)
    assert np.isnan(vectorizer.transform(texts[:1])).all()


def test_one_voice_can_be_measured() -> None:
    texts = ["« La guerre dure », a déclaré la maire. Il pleut."]
    values = {voice: fr.FramingVectorizer(["war_peace"], lang="fr", values="count", tone=False, lexical=False,
                                          voice=voice).fit_transform(texts).sum()
              for voice in ("all", "narrator", "direct")}
    assert values["all"] == values["direct"] + values["narrator"]
    assert values["direct"] > values["narrator"]
    with pytest.raises(ValueError, match="FramingVectorizer: `voice`"):
        fr.FramingVectorizer(voice="quoted").fit(texts)


def test_same_numbers_as_the_functions() -> None:
    table = fr.FramingVectorizer(["war_peace"], lang="fr", values="count").set_output(
        transform="pandas").fit_transform(TEXTS)
    tokens = tokenize(make_corpus({str(place): [text] for place, text in enumerate(TEXTS)}))
    counts = fr.frame_terms(tokens, "war_peace")
    np.testing.assert_array_equal(table[counts.columns].to_numpy(), counts.to_numpy())
    polarity = fr.tone(tokens)
    np.testing.assert_array_equal(table[["n_positive", "n_negative"]], polarity[["n_positive", "n_negative"]])
    np.testing.assert_allclose(table["mean_word_letters"], fr.lexical_features(tokens)["mean_word_letters"])


def test_rates_and_presence_are_undefined_without_words() -> None:
    rates = fr.FramingVectorizer(lang="fr", lexical=False).fit_transform(TEXTS)
    assert np.isnan(rates[2]).all()
    assert np.isfinite(rates[[0, 1, 3]]).all()
    presence = fr.FramingVectorizer(lang="fr", lexical=False, values="presence").fit_transform(TEXTS)
    assert set(np.unique(presence[[0, 1, 3]])) <= {0.0, 1.0}
    assert np.isnan(presence[2]).all()


def test_contract() -> None:
    vectorizer = fr.FramingVectorizer(["war_peace"], lang="fr")
    with pytest.raises(NotFittedError):
        vectorizer.transform(TEXTS)
    assert vectorizer.fit(TEXTS) is vectorizer
    copy = clone(vectorizer)
    assert copy.get_params() == vectorizer.get_params()
    own = fr.FramingVectorizer([fr.load_lexicon("war_peace")], lang="fr")
    np.testing.assert_array_equal(clone(own).fit_transform(TEXTS), vectorizer.transform(TEXTS))
    first = vectorizer.transform(TEXTS)
    np.testing.assert_array_equal(first, copy.fit(TEXTS[:1]).transform(TEXTS))
    np.testing.assert_array_equal(first, pickle.loads(pickle.dumps(vectorizer)).transform(TEXTS))
    assert first.shape == (4, len(vectorizer.get_feature_names_out()))
    assert vectorizer.transform([]).shape == (0, first.shape[1])


def test_inputs() -> None:
    vectorizer = fr.FramingVectorizer(lang="fr").fit(TEXTS)
    series = pd.Series(TEXTS, index=[7, 8, 9, 10])
    np.testing.assert_array_equal(vectorizer.transform(series), vectorizer.transform(np.array(TEXTS, dtype=object)))
    named = fr.FramingVectorizer(lang="fr").set_output(transform="pandas").fit(series).transform(series)
    assert named.index.tolist() == [7, 8, 9, 10]
    with pytest.raises(TypeError, match="wrap it in a list"):
        vectorizer.fit("La guerre.")
    with pytest.raises(TypeError, match="not strings"):
        vectorizer.fit(["a", None])
    with pytest.raises(ValueError, match="more than one column"):
        vectorizer.fit(pd.DataFrame({"a": ["x"], "b": ["y"]}))
    with pytest.raises(ValueError, match="share categories"):
        fr.FramingVectorizer(["war_peace", "war_peace"]).fit(TEXTS)
    with pytest.raises(ValueError, match="did you mean 'rate'"):
        fr.FramingVectorizer(values="rates").fit(TEXTS)
    with pytest.raises(ValueError, match="no column"):
        fr.FramingVectorizer([], tone=False, lexical=False).fit(TEXTS)


def test_language_is_detected_or_that_of_most_texts() -> None:
    english = "The ministers said that the ceasefire talks would go on until the end of the week."
    french = "Les ministres ont dit que les discussions dureraient jusqu’à la fin de la semaine."
    vectorizer = fr.FramingVectorizer(["war_peace"], values="count", tone=False, lexical=False)
    vectorizer.fit([french, english, french])
    assert vectorizer.lang_ == "fr"
    names = vectorizer.get_feature_names_out().tolist()
    rows = vectorizer.transform(["La guerre", english])
    assert rows[0, names.index("war_violence")] == 1
    assert rows[1, names.index("peace_solution")] == 1


def test_in_a_pipeline_and_a_column_transformer() -> None:
    table = pd.DataFrame({"text": TEXTS, "year": [2024, 2025, 2024, 2025]})
    columns = ColumnTransformer([("framing", fr.FramingVectorizer(["war_peace"], lang="fr"), "text")],
                                remainder="passthrough")
    model = make_pipeline(columns, SimpleImputer(keep_empty_features=True), LogisticRegression(max_iter=5000))
    assert model.fit(table, [1, 0, 0, 1]).predict(table).shape == (4,)
    names = model[0].get_feature_names_out()
    assert "framing__war_violence" in names
    assert "remainder__year" in names
