"""Rate models: rate ratios of several covariates at once, such as outlet, month and section."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from framing._check import check_choice, check_fraction, check_type, message
from framing.comparison.articles import Articles, count_articles, group_labels, sorted_labels
from framing.comparison.fitting import Fit, clustered_covariance, fit_rates
from framing.comparison.honesty import MIN_ARTICLES
from framing.comparison.multiplicity import benjamini_hochberg

FAMILIES = ("quasi_poisson", "negative_binomial")
ERRORS = ("clustered", "model")
MODEL_COLUMNS = ("group", "measure", "unit", "estimate", "ci_low", "ci_high", "coefficient", "standard_error",
                 "freedom", "p_value", "q_value", "n_articles", "n_articles_reference", "covariate", "reference",
                 "dispersion", "theta", "method", "note")


def rate_model(counts: pd.DataFrame, covariates: pd.DataFrame | pd.Series, *,
               measures: Sequence[str] | None = None, exposure: str = "n_words", family: str = "quasi_poisson",
               errors: str = "clustered", clusters: pd.Series | None = None, weights: pd.Series | None = None,
               confidence: float = 0.95) -> pd.DataFrame:
    """Estimate rate ratios of several covariates at once, each with the others held equal.

    Parameters
    ----------
    counts, measures, exposure, weights
        As in `compare_rates`; paragraphs are added up to articles.
    covariates
        Columns of the documents, by doc_id: `corpus.documents[["outlet", "section"]]`. Text and categories
        become levels compared with the first one (sorted, or the order of a categorical); numbers enter as
        they are.
    family
        `quasi_poisson`: variance in proportion to the rate. `negative_binomial`: μ + μ²/θ (NB2).
    errors
        `clustered`: from the spread between clusters, whatever the variance is. `model`: as the family says.
    clusters
        Cluster of each article, such as the event, for articles that are not independent; by default every
        article is its own.
    confidence
        Level of the interval, between 0 and 1.

    Returns
    -------
    One row per measure and level other than the reference (or number):

    ============================= ========== ======================================= =======================
    column                        unit       meaning                                 undefined
    ============================= ========== ======================================= =======================
    group                         label      the level, or the number's name         never
    estimate                      ratio      rate ratio to the reference level, or   no hit at the reference
                                             for one unit more
    ci_low, ci_high               ratio      bounds of the interval                  see `note`
    coefficient, standard_error   log rate   log of the estimate, and its error      as estimate, bounds
    freedom                       -          degrees of freedom of Student's t       never
    p_value, q_value              0-1        against a ratio of 1; Benjamini-        as the bounds
                                             Hochberg over the table
    n_articles, ..._reference     articles   at the level; at the reference level    never
    covariate, reference          text       name of the column, reference level     no reference: numbers
    dispersion                    ratio      Pearson's χ² over n − k; 1 is chance    fewer articles than k
    theta                         -          θ of the negative binomial              quasi-Poisson
    method, note                  text       how it was done, why it is undefined    never (empty)
    ============================= ========== ======================================= =======================

    Raises
    ------
    ValueError
        If a covariate has gaps, one value only, is a date, or is told by the others; otherwise as
        `compare_rates`.
    TypeError
        If `covariates` is neither a DataFrame nor a Series.

    Notes
    -----
    Above 1 => more hits per word at this level. log E[hits] = β₀ + Σ β·covariate + log(words), fitted to
    articles. Clustered errors are the sandwich with the factor G/(G − 1) · (n − 1)/(n − k) (CR1), t has
    min(G − 1, n − k) degrees of freedom. Levels with fewer than 5 articles get their estimate and no interval;
    a level without a hit has the ratio 0 and no interval, and its articles say nothing else.

    **Departures**: sandwich errors are too small with few articles a level; under about 10, prefer
    `rate_ratios` with `within`, or `permutation_test`.

    **Does not measure** effects: covariates that were not recorded differ too.

    References
    ----------
    .. [1] Ver Hoef & Boveng (2007), Ecology 88(11): quasi-Poisson or negative binomial.
    .. [2] Cameron & Miller (2015), Journal of Human Resources 50(2): clustered errors.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> counts = pd.DataFrame({"war": [12, 3, 9, 2, 7, 2, 1, 4, 1, 3],
    ...                        "n_words": [400, 350, 500, 250, 300] * 2},
    ...                       index=pd.Index(list("abcdefghij"), name="doc_id"))
    >>> outlet = pd.Series(["La Digue", "Le Fanal"], index=[0, 1]).repeat(5).set_axis(counts.index).rename("outlet")
    >>> table = fr.rate_model(counts, outlet)
    >>> table[["group", "estimate", "ci_low", "ci_high", "p_value"]].round(3).values.tolist()
    [['Le Fanal', 0.333, 0.167, 0.666, 0.006]]
    """
    where = "rate_model"
    check_choice(where, "family", family, FAMILIES)
    check_choice(where, "errors", errors, ERRORS)
    check_fraction(where, "confidence", confidence)
    check_type(where, "covariates", covariates, expected=(pd.DataFrame, pd.Series))
    articles = count_articles(where, counts, measures=measures, exposure=exposure, weights=weights).exposed()
    table = covariates.to_frame() if isinstance(covariates, pd.Series) else covariates
    columns = [column for name in table.columns
               for column in _columns(where, str(name), group_labels(where, table[name], articles.doc_ids,
                                                                     name="covariates"))]
    _check_rank(where, columns, len(articles))
    codes = np.arange(len(articles)) if clusters is None else pd.factorize(
        group_labels(where, clusters, articles.doc_ids, name="clusters"))[0]
    parts = [_fit_measure(articles, j, columns, codes, family, errors, confidence)
             for j in range(len(articles.measures))]
    result = pd.concat(parts, ignore_index=True)
    result["q_value"] = benjamini_hochberg(result["p_value"])
    return result[list(MODEL_COLUMNS)]


@dataclass(frozen=True, eq=False)
class _Column:
    """One column of the design: a level (1 where an article has it) or a number."""

    covariate: str
    group: str
    reference: object
    values: np.ndarray          # (n,)
    at_reference: np.ndarray    # bool (n,): articles at the reference level; all of them for a number

    @property
    def is_level(self) -> bool:
        return self.reference is not None


def _columns(where: str, name: str, values: pd.Series) -> list[_Column]:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        raise ValueError(message(where, f"covariate {name!r} holds dates", got=f"dtype {values.dtype}",
                                 hint='take periods: dates.dt.strftime("%Y-%m")'))
    if values.nunique() < 2:
        raise ValueError(message(where, f"covariate {name!r} has one value only", got=repr(values.iloc[0])
                                 if len(values) else "no article"))
    number = pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype)
    if number:
        return [_Column(name, name, None, values.to_numpy(dtype=float), np.ones(len(values), dtype=bool))]
    categorical = isinstance(values.dtype, pd.CategoricalDtype)
    present = set(values)
    levels = [level for level in values.cat.categories if level in present] if categorical else sorted_labels(values)
    first = (values == levels[0]).to_numpy()
    return [_Column(name, str(level), levels[0], (values == level).to_numpy().astype(float), first)
            for level in levels[1:]]


def _check_rank(where: str, columns: Sequence[_Column], n: int) -> None:
    design = np.column_stack([np.ones(n), *(column.values for column in columns)])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        names = list(dict.fromkeys(column.covariate for column in columns))
        raise ValueError(message(where, "covariates say the same, or there are more levels than articles",
                                 got=f"{design.shape[1]} coefficients of {names}, {n} articles",
                                 hint="leave one covariate out, or join levels"))


def _fit_measure(articles: Articles, j: int, columns: Sequence[_Column], codes: np.ndarray, family: str,
                 errors: str, confidence: float) -> pd.DataFrame:
    weight = articles.weight[:, 0]
    hits, words = articles.values[:, j] / weight, articles.exposure[:, 0] / weight
    silent = [column.is_level and not (hits * column.values).any() for column in columns]
    no_base = [column.covariate for column in columns if column.is_level and not hits[column.at_reference].any()]
    # A level without a hit has an infinitely small coefficient: its articles fit themselves, whatever the rest.
    kept = ~np.any([column.values > 0 for column, mute in zip(columns, silent, strict=True) if mute]
                   or [np.zeros(len(hits), dtype=bool)], axis=0)
    used = [column for column, mute in zip(columns, silent, strict=True) if not mute]
    rows = [_empty_row(column, hits) for column in columns]
    n, k = int(kept.sum()), len(used) + 1
    shared: dict[str, Any] = {"measure": articles.measures[j], "dispersion": np.nan, "theta": np.nan, "freedom": np.nan,
              "method": _method(family, errors, confidence)}
    if hits.any() and not no_base and used and n > k:
        design = np.column_stack([np.ones(n), *(column.values[kept] for column in used)])
        fit = fit_rates(design, hits[kept], words[kept], weight[kept], negative_binomial=family == FAMILIES[1])
        groups = pd.factorize(codes[kept])[0]
        covariance = (clustered_covariance(fit, groups) if errors == "clustered" else
                      fit.bread * (fit.dispersion if family == FAMILIES[0] else 1.0))
        freedom = min(n - k, int(groups.max())) if errors == "clustered" else n - k
        shared |= {"dispersion": fit.dispersion, "freedom": freedom,
                   "theta": fit.theta if family == FAMILIES[1] else np.nan}
        _fill(rows, silent, fit, np.sqrt(np.diag(covariance))[1:], freedom, confidence)
    for row, mute in zip(rows, silent, strict=True):
        row["note"] = _note(row, hits, mute=mute, no_base=no_base, few=n <= k)
    return pd.DataFrame(rows).assign(**shared)


def _empty_row(column: _Column, hits: np.ndarray) -> dict[str, object]:
    at_level = int((column.values > 0).sum()) if column.is_level else len(hits)
    return {"group": column.group, "unit": "ratio", "covariate": column.covariate,
            "reference": column.reference if column.is_level else "", "n_articles": at_level,
            "n_articles_reference": int(column.at_reference.sum()), "estimate": np.nan, "ci_low": np.nan,
            "ci_high": np.nan, "coefficient": np.nan, "standard_error": np.nan, "p_value": np.nan}


def _fill(rows: list[dict], silent: Sequence[bool], fit: Fit, error: np.ndarray, freedom: int,
          confidence: float) -> None:
    t = stdtrit(freedom, 0.5 + confidence / 2)
    place = 0
    for row, mute in zip(rows, silent, strict=True):
        if mute:
            row["estimate"] = 0.0
            continue
        beta, se = fit.coefficients[1 + place], error[place]
        place += 1
        row |= {"estimate": np.exp(beta), "coefficient": beta}
        if fit.converged and min(row["n_articles"], row["n_articles_reference"]) >= MIN_ARTICLES and se > 0:
            row |= {"standard_error": se, "ci_low": np.exp(beta - t * se), "ci_high": np.exp(beta + t * se),
                    "p_value": 2 * stdtr(freedom, -abs(beta) / se)}


def _note(row: dict, hits: np.ndarray, *, mute: bool, no_base: Sequence[str], few: bool) -> str:
    if not hits.any():
        return "no hit in any article"
    if no_base:
        return f"no hit at the reference level of {no_base[0]!r}: choose another by the order of a categorical"
    if few:
        return "as many coefficients as articles: nothing is left to judge them by"
    if mute:
        return f"no hit in the {row['n_articles']} article(s) of this level"
    fewest = min(row["n_articles"], row["n_articles_reference"])
    if fewest < MIN_ARTICLES:
        return f"{fewest} article(s) at this level or the reference: fewer than {MIN_ARTICLES} carry no interval"
    return "" if np.isfinite(row["ci_low"]) else "the fit did not settle, or the articles do not vary"


def _method(family: str, errors: str, confidence: float) -> str:
    kinds = {"quasi_poisson": "quasi-Poisson", "negative_binomial": "negative binomial"}
    spread = "clustered errors" if errors == "clustered" else "errors of the model"
    return f"{100 * confidence:g} % interval, {kinds[family]} regression with {spread}"
