"""Where machine and people disagree: units to read, hits to mark, terms to mend."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing._check import check_columns, check_type
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.measures.frames import frame_terms
from framing.measures.hits import find_terms
from framing.tokens import Tokens
from framing.validation.codes import answers_of, check_binary, machine_table, matched

FALSE_POSITIVE, MISS = "false positive", "miss"
_KEYS = ("doc_id", "par_id")


def coding_errors(tokens: Tokens, lexicon: Lexicon | str, *, codes: pd.DataFrame, coder: str | None = None,
                  roles: Collection[str] = DEFAULT_ROLES) -> pd.DataFrame:
    """Show the paragraphs in which a lexicon and people disagree.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a built-in scheme.
    codes
        What `read_codes` returned; paragraphs were coded.
    coder, roles
        As in `score_codes` and `coding_sheet`.

    Returns
    -------
    One row per category and paragraph, false positives first, the paragraphs that stand for most units first:

    ============== ====== ============================================================= ===============
    column         unit   meaning                                                       undefined
    ============== ====== ============================================================= ===============
    category       name   what was coded                                                never
    error          -      `false positive`: a hit, and most coders say no; `miss`: no   never
                          hit, and most say yes
    doc_id, par_id -      the paragraph                                                 never
    human          0-1    share of coders who say yes                                   never
    weight         units  paragraphs of the corpus this one stands for                  never
    terms          -      what the lexicon matched there, as written                    never (empty)
    text           -      the paragraph                                                 never
    ============== ====== ============================================================= ===============

    Raises
    ------
    KeyError, ValueError
        As `score_codes`.

    Notes
    -----
    A paragraph on which coders are evenly split is no error of the lexicon. `false_hits` gives the hits to be marked
    with `highlight`; `term_errors` counts which terms they are.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr", "text": "Une guerre des prix."},
    ...                                {"doc_id": "a", "par_id": 2, "lang": "fr", "text": "Les chars avancent."}])
    >>> tokens = fr.tokenize(corpus)
    >>> lexicon = fr.lexicon_from_dict({"war": ["guerre*"]}, lang="fr")
    >>> codes = corpus.paragraphs.index.to_frame(index=False).assign(
    ...     coder="Ana", category="war", code=[0, 1], inclusion_probability=1.0)
    >>> fr.coding_errors(tokens, lexicon, codes=codes)[["error", "terms", "text"]].values.tolist()
    [['false positive', 'guerre', 'Une guerre des prix.'], ['miss', '', 'Les chars avancent.']]
    """
    where = "coding_errors"
    found = answers_of(where, codes, coder=coder, design=True)
    machine = machine_table(where, frame_terms(tokens, lexicon, roles=roles), list(found))
    hits = find_terms(tokens, lexicon, roles=roles)
    terms = hits.groupby(["category", *_KEYS])["text"].agg(lambda texts: ", ".join(dict.fromkeys(texts)))
    parts = []
    for category, answers in found.items():
        check_binary(where, category, answers)
        answers = matched(where, answers, machine)
        table = answers.keys.to_frame(index=False).assign(
            category=category, human=answers.truth(), weight=answers.weights(),
            says=machine[category].reindex(answers.keys).to_numpy(dtype=bool))
        wrong = np.where(table["says"], table["human"] < 0.5, table["human"] > 0.5)
        parts.append(table[wrong].assign(error=lambda rows: np.where(rows["says"], FALSE_POSITIVE, MISS)))
    errors = pd.concat(parts, ignore_index=True)
    errors = errors.assign(order=errors["category"].map(list(found).index)).sort_values(
        ["order", "error", "weight", *_KEYS], ascending=[True, True, False, True, True], kind="stable")
    places = pd.MultiIndex.from_frame(errors[["category", *_KEYS]])
    errors["terms"] = terms.reindex(places).fillna("").to_numpy()
    errors["text"] = tokens.corpus.paragraphs["text"].reindex(pd.MultiIndex.from_frame(errors[list(_KEYS)])).to_numpy()
    return errors[["category", "error", *_KEYS, "human", "weight", "terms", "text"]].reset_index(drop=True)


def false_hits(hits: pd.DataFrame, codes: pd.DataFrame, *, coder: str | None = None) -> pd.DataFrame:
    """Return the hits that stand where most coders say the category is not.

    Parameters
    ----------
    hits
        Output of `find_terms`.
    codes, coder
        As in `score_codes`.

    Returns
    -------
    Rows of `hits`, in their order: `highlight(tokens, lexicon, hits=…)` marks them in their paragraphs.

    Raises
    ------
    KeyError, ValueError
        As `score_codes`.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr", "text": "Une guerre des prix."}])
    >>> tokens = fr.tokenize(corpus)
    >>> lexicon = fr.lexicon_from_dict({"war": ["guerre*"]}, lang="fr")
    >>> codes = corpus.paragraphs.index.to_frame(index=False).assign(
    ...     coder="Ana", category="war", code=0, inclusion_probability=1.0)
    >>> fr.highlight(tokens, lexicon, hits=fr.false_hits(fr.find_terms(tokens, lexicon), codes))
    1 occurrence dans 1 paragraphe, page 1 sur 1
    a ¶ 1: Une [guerre WAR] des prix.
    """
    where = "false_hits"
    human = _human(where, hits, codes, coder)
    return hits[(human < 0.5).to_numpy()].reset_index(drop=True)


def term_errors(hits: pd.DataFrame, codes: pd.DataFrame, *, coder: str | None = None) -> pd.DataFrame:
    """Count, for each term, in how many of the coded paragraphs it matches the category is not.

    Parameters
    ----------
    hits
        Output of `find_terms`.
    codes, coder
        As in `score_codes`.

    Returns
    -------
    One row per category and term that matches in a coded paragraph, the most errors first:

    ============== ===== ==================================================== ==========================
    column         unit  meaning                                              undefined
    ============== ===== ==================================================== ==========================
    category       name  category of the term                                 never
    pattern        -     the term as the lexicon writes it                    never
    n_units        units coded paragraphs in which it matches                 never
    n_false        units of these, most coders say no                         never
    precision      0-1   share of these that have the category, weighted by   never
                         1 / inclusion probability
    share_of_false 0-1   its part in the category's false positives, weighted no false positive
    ============== ===== ==================================================== ==========================

    Raises
    ------
    KeyError, ValueError
        As `score_codes`.

    Notes
    -----
    A paragraph with two terms counts for both, so that parts may add up to more than 1. A term that matches in a few
    coded paragraphs is not judged by them: they say where to read.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr", "text": "Une guerre des prix."}])
    >>> lexicon = fr.lexicon_from_dict({"war": ["guerre*"]}, lang="fr")
    >>> codes = corpus.paragraphs.index.to_frame(index=False).assign(
    ...     coder="Ana", category="war", code=0, inclusion_probability=1.0)
    >>> table = fr.term_errors(fr.find_terms(fr.tokenize(corpus), lexicon), codes)
    >>> table[["pattern", "n_units", "n_false"]].values.tolist()
    [['guerre*', 1, 1]]
    """
    where = "term_errors"
    found = answers_of(where, codes, coder=coder, design=True)
    human = _human(where, hits, codes, coder)
    units = hits.assign(human=human.to_numpy())[human.notna().to_numpy()]
    units = units.drop_duplicates(["category", "pattern", *_KEYS])
    weight = {name: pd.Series(answers.weights(), index=answers.keys) for name, answers in found.items()}
    units["weight"] = [weight[name].get(key, 0.0) for name, key in
                       zip(units["category"], zip(units["doc_id"], units["par_id"], strict=True), strict=True)]
    units = units.assign(false=units["human"] < 0.5, right=units["human"] * units["weight"],
                         wrong=units["weight"] * (units["human"] < 0.5))
    wrong = units.drop_duplicates(["category", *_KEYS]).groupby("category")["wrong"].sum()
    table = units.groupby(["category", "pattern"], sort=False).agg(
        n_units=("human", "size"), n_false=("false", "sum"), right=("right", "sum"), weight=("weight", "sum"),
        wrong=("wrong", "sum")).reset_index()
    total = table["category"].map(wrong)
    table = table.assign(precision=table["right"] / table["weight"],
                         share_of_false=table["wrong"] / total.where(total > 0))
    order = table.sort_values(["category", "wrong", "n_units", "pattern"], ascending=[True, False, False, True],
                              kind="stable")
    return order[["category", "pattern", "n_units", "n_false", "precision", "share_of_false"]].reset_index(drop=True)


def _human(where: str, hits: pd.DataFrame, codes: pd.DataFrame, coder: str | None) -> pd.Series:
    """Return the share of coders who say yes where each hit stands, NaN where nobody coded."""
    check_type(where, "hits", hits, expected=pd.DataFrame, hint="find_terms(tokens, lexicon) gives them")
    check_columns(where, hits, ["category", "pattern", *_KEYS])
    human = pd.Series(np.nan, index=hits.index)
    for category, answers in answers_of(where, codes, coder=coder, design=True).items():
        check_binary(where, category, answers)
        truth = pd.Series(answers.truth(), index=answers.keys)
        here = hits["category"] == category
        keys = pd.MultiIndex.from_frame(hits.loc[here, list(_KEYS)])
        human[here] = truth.reindex(keys).to_numpy()
    return human
