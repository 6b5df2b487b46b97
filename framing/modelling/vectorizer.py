"""`FramingVectorizer`: text in, named columns out, inside a scikit-learn Pipeline."""

import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from framing._check import FramingWarning, check_choice, check_type, message
from framing.corpus import Corpus
from framing.lexicon import Lexicon, told_apart
from framing.lexicon_files import resolve_lexicon
from framing.measures.frames import frame_terms
from framing.measures.lexical import lexical_features
from framing.measures.tone import tone
from framing.measures.units import check_voice
from framing.reading.detection import detect_language, settle_languages
from framing.tokens import Tokens, tokenize

LEXICAL = ("n_words", "mattr_25", "mean_word_letters", "mean_sentence_words", "share_long_words")
TONE = ("n_positive", "n_negative")
VALUES = ("rate", "count", "presence")


class FramingVectorizer(TransformerMixin, BaseEstimator):
    """Turn texts into framing, tone and lexical features.

    Each text is one unit, a paragraph or a whole article. The functions of the library do the work: the same
    numbers as `frame_terms`, `tone` and `lexical_features`.

    Parameters
    ----------
    lexicons
        Lexicons, or names of built-in schemes; one column per category.
    lang
        Language of all texts; detected for each text if `None`, and that of most texts of `fit` where a text
        is too short to tell.
    values
        Framing and tone columns as `rate` (terms per 1,000 words), `count` or `presence` (0 or 1).
    tone
        Add `n_positive` and `n_negative`, the tone proxy.
    lexical
        Add the number of words, MATTR, and the length of words and sentences.
    voice
        Whose words are measured: `all`, `narrator`, `direct` or `reported`.

    Attributes
    ----------
    feature_names_out_
        Names of the columns, object array.
    lang_
        Language of texts too short to tell.
    n_features_in_
        1 when fitted on a table of one text column.

    Notes
    -----
    Nothing else is learned from the texts: `fit` settles the columns. What is undefined is NaN (a rate of an empty
    text, a list that lacks the text's language, MATTR below 25 words); put an imputer behind it for an estimator that
    takes none.

    Examples
    --------
    >>> import framing as fr
    >>> vectorizer = fr.FramingVectorizer(["war_peace"], lang="en", tone=False, lexical=False)
    >>> table = vectorizer.set_output(transform="pandas").fit_transform(["Talks resume after the shelling."])
    >>> table["war_violence"].tolist()
    [200.0]
    """

    def __init__(self, lexicons: Sequence[Lexicon | str] = ("generic_news",), *, lang: str | None = None,
                 values: str = "rate", tone: bool = True, lexical: bool = True, voice: str = "all") -> None:
        self.lexicons = lexicons
        self.lang = lang
        self.values = values
        self.tone = tone
        self.lexical = lexical
        self.voice = voice

    def fit(self, texts: Iterable[str] | pd.DataFrame, y: object = None) -> Self:
        """Settle the columns; check the parameters and the texts."""
        check_choice("FramingVectorizer", "values", self.values, VALUES)
        check_voice("FramingVectorizer", self.voice)
        given = [self.lang] * len(_texts(texts))
        # The language of most texts comes first when languages are counted; `und` if none can be told.
        settled = Counter(code for code, _ in settle_languages(_texts(texts), given))
        self.lang_ = settled.most_common(1)[0][0] if settled else "und"
        if isinstance(texts, pd.DataFrame):
            self.n_features_in_ = 1
            self.feature_names_in_ = np.array(texts.columns, dtype=object)
        taken = LEXICAL if self.lexical else ()
        categories = [name for lexicon in self._lexicons() for name in told_apart(lexicon, taken).categories]
        repeated = sorted({name for name in categories if categories.count(name) > 1})
        if repeated:
            raise ValueError(message("FramingVectorizer", "lexicons share categories", got=repeated))
        names = [*categories, *(TONE if self.tone else ()), *(LEXICAL if self.lexical else ())]
        if not names:
            raise ValueError(message("FramingVectorizer", "no column is asked for",
                                     hint='name a lexicon, or keep tone=True or lexical=True'))
        self.feature_names_out_ = np.array(names, dtype=object)
        return self

    def transform(self, texts: Iterable[str] | pd.DataFrame) -> np.ndarray:
        """Measure the texts: float64 (n_texts, n_columns)."""
        check_is_fitted(self, "feature_names_out_")
        listed = _texts(texts)
        if not listed:
            return np.zeros((0, len(self.feature_names_out_)))
        tokens = tokenize(self._corpus(listed))
        parts = [self._counted(tokens, lexicon.languages, lexicon.categories,
                               partial(frame_terms, tokens, lexicon, voice=self.voice))
                 for lexicon in self._lexicons()]
        lexical = lexical_features(tokens, voice=self.voice)
        if self.tone:
            parts.append(self._counted(tokens, resolve_lexicon("tone").languages, TONE,
                                       partial(tone, tokens, voice=self.voice)))
        parts += [lexical[list(LEXICAL)]] if self.lexical else []
        return np.hstack([part.to_numpy(dtype=np.float64) for part in parts])

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return the names of the columns."""
        check_is_fitted(self, "feature_names_out_")
        return self.feature_names_out_

    def _counted(self, tokens: Tokens, languages: Sequence[str], names: Sequence[str],
                 count: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Count the terms of a list; NaN for a text in a language that the list does not have."""
        covered = tokens.corpus.paragraphs["lang"].isin(languages).to_numpy()
        if not covered.any():
            return pd.DataFrame(np.nan, index=tokens.index, columns=list(names))
        with warnings.catch_warnings():
            # Texts in other languages are told by their NaN.
            warnings.simplefilter("ignore", FramingWarning)
            counts = count()
        values = self._valued(counts[list(names)], counts["n_words"]).astype(float)
        values[~covered] = np.nan
        return values

    def _lexicons(self) -> list[Lexicon]:
        check_type("FramingVectorizer", "lexicons", self.lexicons, expected=(list, tuple),
                   hint='for example ["war_peace"]')
        return [resolve_lexicon(lexicon) for lexicon in self.lexicons]

    def _corpus(self, texts: list[str]) -> Corpus:
        """One article of one paragraph per text; an empty text keeps its row."""
        langs = [self.lang or detect_language(text) or self.lang_ for text in texts]
        keys = [str(number) for number in range(len(texts))]
        documents = pd.DataFrame({"lang": langs}, index=pd.Index(keys, name="doc_id"))
        index = pd.MultiIndex.from_arrays([keys, [1] * len(keys)], names=["doc_id", "par_id"])
        normal = [unicodedata.normalize("NFC", text) for text in texts]
        return Corpus(documents, pd.DataFrame({"text": normal}, index=index))

    def _valued(self, counts: pd.DataFrame, n_words: pd.Series) -> pd.DataFrame:
        if self.values == "count":
            return counts
        defined = n_words.where(n_words > 0)
        if self.values == "presence":
            return (counts > 0).astype(float).where(defined.notna(), axis=0)
        return counts.div(defined, axis=0) * 1000


def _texts(texts: Iterable[str] | pd.DataFrame) -> list[str]:
    """Take the texts out of a list, a Series, an array or a table of one column."""
    if isinstance(texts, str):
        raise TypeError(message("FramingVectorizer", "the input is one string", got=texts,
                                expected="a list of texts", hint="wrap it in a list"))
    if isinstance(texts, pd.DataFrame):
        if texts.shape[1] != 1:
            raise ValueError(message("FramingVectorizer", "the table has more than one column",
                                     got=list(texts.columns), hint='pass frame["text"]'))
        texts = texts.iloc[:, 0]
    listed = list(np.ravel(np.asarray(texts, dtype=object)) if hasattr(texts, "shape") else texts)
    wrong = [item for item in listed if not isinstance(item, str)]
    if wrong:
        raise TypeError(message("FramingVectorizer", f"{len(wrong)} text(s) are not strings", got=repr(wrong[0])))
    return listed
