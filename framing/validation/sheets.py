"""The sample that people code: drawn by stratum, with the chance of every unit to be in it."""

import zlib
from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from framing._check import check_choice, check_type, message
from framing.comparison.articles import group_labels
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon
from framing.lexicon_files import resolve_lexicon
from framing.measures.frames import frame_terms
from framing.reading.codes import MACHINE
from framing.tokens import Tokens

_WHERE = "coding_sheet"
# Below two units a stratum says nothing of how its units differ.
_FEWEST = 2


def coding_sheet(tokens: Tokens, lexicon: Lexicon | str, *, n: int, by: pd.Series | None = None,
                 categories: Sequence[str] | None = None, unit: str = "paragraph",
                 roles: Collection[str] = DEFAULT_ROLES, hit_share: float = 0.5, context: bool = True,
                 show_machine: bool = False, seed: int = 0) -> pd.DataFrame:
    """Draw units to be coded by people, so that a lexicon can be scored and its error carried into shares.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a built-in scheme.
    n
        Number of units.
    by
        Group of each article, such as `corpus.documents["outlet"]`: every group and language gets its part of the
        sample. By default the outlet where the corpus names it.
    categories
        The ones to be coded, a column each; by default all of the lexicon. Few are better: people tire, and the
        sample is rich in units with a hit of any of them.
    unit
        `paragraph` or `document`.
    roles
        Paragraph roles that are drawn from.
    hit_share
        Part of the sample that has a hit, in each group, as far as there are enough. The rest has none: without it,
        what the lexicon misses cannot be known.
    context
        Show the paragraph before and the one after.
    show_machine
        Add the lexicon's counts, `machine:…`. Coders who see them agree with them: for teaching alone.
    seed
        Same seed, same sample.

    Returns
    -------
    One row per unit, in random order; `write_coding_sheet` writes it, `read_codes` reads it back:

    ===================== ========================================================== =======================
    column                meaning                                                    undefined
    ===================== ========================================================== =======================
    unit_id               u001 …                                                     never
    before, after         the neighbouring paragraphs                                never (empty); not there
                                                                                     without `context`, nor
                                                                                     for documents
    text                  what is coded                                              never
    <category>            empty: the coder's place                                   always
    note, coder           empty: the coder's place                                   never (empty)
    doc_id, par_id        where it stands                                            no `par_id` for documents
    lang                  its language                                               never
    inclusion_probability units drawn / units there are, in the stratum              never
    ===================== ========================================================== =======================

    Raises
    ------
    ValueError
        If `n` exceeds the units there are, or is less than two for each stratum; if an article has no group.

    Notes
    -----
    Strata are group × language × (hit of any category, or none). Inside a stratum units are drawn at random without
    replacement. Groups share the sample evenly, whatever their size; what a small stratum cannot give goes to the
    others.

    The inclusion probability tells whoever knows how the sample was drawn which units have a hit, and `doc_id` may
    name the outlet: `write_coding_sheet(…, blind=True)` leaves them out of the coder's copy.

    **How many**: about 100 units that have a category bring its F1 within ±.08; reliability wants 50 to 100 units
    coded twice, with 20 of the rarer answer.

    References
    ----------
    .. [1] Grimmer & Stewart (2013), Text as Data, Political Analysis 21(3), doi:10.1093/pan/mps028.
    .. [2] Krippendorff (2004), Content Analysis, ch. 6 and 11, Sage.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "lang": "fr", "text": text} for text in
    ...     ("La guerre dure.", "Il pleut.", "Le pain est cher.", "Le soir tombe.")])
    >>> lexicon = fr.lexicon_from_dict({"war": ["guerre*"]}, lang="fr")
    >>> sheet = fr.coding_sheet(fr.tokenize(corpus), lexicon, n=3)
    >>> sorted(sheet["inclusion_probability"].round(2))
    [0.67, 0.67, 1.0]
    """
    check_type(_WHERE, "n", n, expected=int)
    scheme = resolve_lexicon(lexicon)
    counts = frame_terms(tokens, scheme, unit=unit, roles=roles)
    wanted = list(scheme.categories if categories is None else dict.fromkeys(categories))
    for name in wanted:
        check_choice(_WHERE, "categories", name, scheme.categories)
    if not isinstance(hit_share, float) or not 0 < hit_share < 1:
        raise ValueError(message(_WHERE, "`hit_share` must lie between 0 and 1", got=repr(hit_share),
                                 hint="a sample without hits, or without the rest, cannot score a lexicon"))
    counts = counts[counts["n_words"] > 0]
    doc_ids = counts.index.get_level_values("doc_id")
    hit = (counts[wanted] > 0).any(axis=1).to_numpy()
    group = _groups(tokens, by).reindex(doc_ids).to_numpy()
    drawn, chance = _draw(group, hit, n, hit_share, seed)
    order = np.random.default_rng(seed).permutation(len(drawn))
    places, chance = drawn[order], chance[order]
    return _sheet(tokens, counts[wanted].iloc[places], chance, roles=roles, context=context and unit == "paragraph",
                  show_machine=show_machine)


def _groups(tokens: Tokens, by: pd.Series | None) -> pd.Series:
    """Return group and language of each article, as one text."""
    documents = tokens.corpus.documents
    if by is None:
        outlet = documents["outlet"] if "outlet" in documents else pd.Series(index=documents.index, dtype="str")
        by = outlet.fillna("")
    return group_labels(_WHERE, by, documents.index).astype("str") + "\n" + documents["lang"].astype("str")


def _draw(group: np.ndarray, hit: np.ndarray, n: int, hit_share: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of the units drawn, and the chance each of them had."""
    names = sorted(set(group))
    strata = [(name, found) for name in names for found in (True, False) if ((group == name) & (hit == found)).any()]
    sizes = np.array([((group == name) & (hit == found)).sum() for name, found in strata])
    if not _FEWEST * len(strata) <= max(n, 0) + np.maximum(_FEWEST - sizes, 0).sum() or n > len(group):
        raise ValueError(message(_WHERE, "`n` does not fit the corpus", got=n,
                                 expected=f"at least {np.minimum(sizes, _FEWEST).sum()} (two for each stratum) and at "
                                          f"most {len(group)} (all units)"))
    weights = np.array([hit_share if found else 1 - hit_share for _, found in strata])
    taken = allocate(sizes, weights, n)
    places, chances = [], []
    for (name, found), size, k in zip(strata, sizes, taken, strict=True):
        generator = np.random.default_rng([seed, zlib.crc32(f"{name}\n{found}".encode())])
        members = np.flatnonzero((group == name) & (hit == found))
        places.append(np.sort(generator.choice(members, k, replace=False)))
        chances.append(np.full(k, k / size))
    return np.concatenate(places), np.concatenate(chances)


def allocate(sizes: np.ndarray, weights: np.ndarray, n: int) -> np.ndarray:
    """Share n among strata by weight: at least two each, none beyond its size, what is left to those with most room.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.validation.sheets import allocate
    >>> allocate(np.array([3, 40, 40]), np.array([0.5, 0.25, 0.25]), 20).tolist()
    [3, 9, 8]
    """
    taken = np.minimum(sizes, _FEWEST)
    while taken.sum() < n:
        # One at a time to whoever is farthest below its part; ties to the first.
        room = taken < sizes
        behind = np.where(room, (taken + 1) / weights, np.inf)
        taken[np.argmin(behind)] += 1
    return taken


def _sheet(tokens: Tokens, counts: pd.DataFrame, chance: np.ndarray, *, roles: Collection[str], context: bool,
           show_machine: bool) -> pd.DataFrame:
    paragraphs = tokens.corpus.paragraphs
    width = max(3, len(str(len(counts))))
    columns: dict[str, object] = {"unit_id": [f"u{number:0{width}d}" for number in range(1, len(counts) + 1)]}
    doc_ids = counts.index.get_level_values("doc_id")
    if counts.index.nlevels == 1:
        kept = paragraphs[paragraphs["role"].isin(list(roles))]
        whole = kept.groupby(level="doc_id", sort=False)["text"].agg("\n\n".join)
        columns["text"] = whole.reindex(doc_ids).to_numpy()
    else:
        neighbours = paragraphs["text"].groupby(level="doc_id", sort=False)
        if context:
            columns["before"] = neighbours.shift(1).reindex(counts.index).fillna("").to_numpy()
        columns["text"] = paragraphs["text"].reindex(counts.index).to_numpy()
        if context:
            columns["after"] = neighbours.shift(-1).reindex(counts.index).fillna("").to_numpy()
    columns |= dict.fromkeys(counts.columns, np.nan)
    if show_machine:
        columns |= {f"{MACHINE}{name}": counts[name].to_numpy() for name in counts.columns}
    columns |= {"note": "", "coder": "", "doc_id": doc_ids.to_numpy()}
    if counts.index.nlevels > 1:
        columns["par_id"] = counts.index.get_level_values("par_id").to_numpy()
    columns["lang"] = tokens.corpus.documents["lang"].reindex(doc_ids).to_numpy()
    return pd.DataFrame({**columns, "inclusion_probability": chance})
