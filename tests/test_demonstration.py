"""The demonstration corpus is a designed experiment: the analysis finds the design, and nothing else."""

from itertools import combinations, permutations

import pandas as pd
import pytest

import framing as fr
from framing.tokens import Tokens

# Words between quotation marks of 100, as designed.
QUOTED = {"Le Fanal": 25, "Le Méridien": 10, "La Traverse": 45, "The Northgate Ledger": 10, "The Harbour Dispatch": 45,
          "The Kestrel Review": 25}
ANGLE = {
    "Le Fanal": "conflict", "Le Méridien": "economic", "La Traverse": "human_interest",
    "The Harbour Dispatch": "conflict", "The Kestrel Review": "economic", "The Northgate Ledger": "human_interest",
}
OUTLETS = {"fr": ["Le Fanal", "Le Méridien", "La Traverse"],
           "en": ["The Northgate Ledger", "The Harbour Dispatch", "The Kestrel Review"]}
# Words per sentence, from the shortest to the longest.
LENGTH_ORDER = {"fr": ["Le Fanal", "La Traverse", "Le Méridien"],
                "en": ["The Northgate Ledger", "The Harbour Dispatch", "The Kestrel Review"]}
SHARED_COPY = {"mirna_strike", "irse_flood", "lande_fire", "health_fund_breach"}


@pytest.fixture(scope="module")
def tokens(demonstration: Tokens) -> Tokens:
    """The whole corpus, read and coded once."""
    return demonstration


@pytest.fixture(scope="module")
def documents(tokens: Tokens) -> pd.DataFrame:
    """Metadata of the articles."""
    return tokens.corpus.documents


def test_it_is_six_outlets_by_twelve_events(tokens: Tokens, documents: pd.DataFrame) -> None:
    assert len(documents) == 72
    table = documents.groupby(["outlet", "event"]).size().unstack()
    assert table.shape == (6, 12)
    assert (table == 1).all().all()
    assert documents["date"].dt.to_period("M").nunique() == 12
    assert documents.groupby("event")["date"].nunique().eq(1).all()
    assert tokens.corpus.report.n_refused == 0
    body = tokens.corpus.paragraphs["role"].eq("body").groupby(level="doc_id").sum()
    assert body.between(6, 12).all()
    roles = tokens.corpus.paragraphs["role"].value_counts()
    assert roles["title"] == roles["standfirst"] == 72
    assert roles["boilerplate"] + roles["signature"] == 48


def pair_ratios(tokens: Tokens, outlet: str, reference: str, measures: list[str]) -> pd.DataFrame:
    """Rates of one outlet over another's, inside events; six comparisons a language are one family."""
    documents = tokens.corpus.documents
    pair = documents.index[documents["outlet"].isin([outlet, reference])]
    counts = fr.frame_terms(tokens, "generic_news")
    return fr.rate_ratios(counts[counts.index.get_level_values("doc_id").isin(pair)], documents.loc[pair, "outlet"],
                          reference=reference, measures=measures, within=documents.loc[pair, "event"],
                          confidence=1 - 0.05 / 6)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_outlet_stresses_its_angle(tokens: Tokens, lang: str) -> None:
    with_interval = 0
    for outlet, other in permutations(OUTLETS[lang], 2):
        ratio = pair_ratios(tokens, outlet, other, [ANGLE[outlet]]).iloc[0]
        assert ratio["estimate"] > 1.5
        # Where the other outlet hardly uses the words there is no interval, and the note says so.
        assert ratio["ci_low"] > 1 or ratio["note"]
        with_interval += ratio["ci_low"] > 1
    assert with_interval >= 4


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_is_found_where_nothing_was_put(tokens: Tokens, lang: str) -> None:
    found = 0
    for outlet, reference in combinations(OUTLETS[lang], 2):
        defined = pair_ratios(tokens, outlet, reference, ["morality", "responsibility"]).dropna(subset=["ci_low"])
        assert ((defined["ci_low"] <= 1) & (defined["ci_high"] >= 1)).all(), defined
        found += len(defined)
    assert found >= 2


def test_tone_balances_are_those_of_the_design(tokens: Tokens, documents: pd.DataFrame) -> None:
    sums = fr.tone(tokens, unit="document").groupby(documents["outlet"]).sum()
    balance = fr.tone_balance(sums)["logit"]
    assert balance[OUTLETS["fr"]].idxmin() == "Le Fanal"
    assert balance[OUTLETS["en"]].idxmax() == "The Kestrel Review"


def test_tone_of_the_narrator_is_where_it_was_put(tokens: Tokens, documents: pd.DataFrame) -> None:
    rates = fr.compare_rates(fr.tone(tokens, voice="narrator"), documents["outlet"],
                             measures=["n_positive", "n_negative"]).set_index(["measure", "group"])["estimate"]
    assert rates["n_negative"][OUTLETS["fr"]].idxmax() == "Le Fanal"
    assert rates["n_positive"][OUTLETS["en"]].idxmax() == "The Kestrel Review"


def test_as_much_is_quoted_as_was_put_between_marks(tokens: Tokens, documents: pd.DataFrame) -> None:
    shares = fr.compare_rates(fr.voice_words(tokens), documents["outlet"], measures=["direct"], per=100)
    quoted = shares.set_index("group")["estimate"]
    assert len(quoted) == 6
    assert all(abs(quoted[outlet] - share) < 5 for outlet, share in QUOTED.items()), quoted


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_sentence_lengths_are_ordered(tokens: Tokens, documents: pd.DataFrame, lang: str) -> None:
    features = fr.lexical_features(tokens, unit="document")
    means = fr.compare_means(features, documents["outlet"], measures=["mean_sentence_words"]).set_index("group")
    ordered = means.loc[LENGTH_ORDER[lang]]
    assert (ordered["ci_high"].to_numpy()[:-1] < ordered["ci_low"].to_numpy()[1:]).all()


def test_two_outlets_share_agency_copy_whatever_their_typography(tokens: Tokens, documents: pd.DataFrame) -> None:
    folded = tokens.vocabulary.fold_ids[tokens.ids]
    words = tokens.vocabulary.is_word[tokens.ids]
    owners: dict[tuple[int, ...], set[str]] = {}
    for row, (doc_id, _) in enumerate(tokens.index):
        span = slice(tokens.offsets[row], tokens.offsets[row + 1])
        key = tuple(folded[span][words[span]].tolist())
        if len(key) >= 15:
            owners.setdefault(key, set()).add(doc_id)
    shared = [ids for ids in owners.values() if len(ids) > 1]
    assert len(shared) == 12
    for ids in shared:
        assert set(documents.loc[sorted(ids), "outlet"]) == {"Le Fanal", "La Traverse"}
        assert documents.loc[sorted(ids), "event"].iat[0] in SHARED_COPY
        assert documents.loc[sorted(ids), "agency"].eq("AVP").all()


DESIGNED = {"conflict", "economic", "human_interest"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_designed_angles_come_first_at_a_false_discovery_rate_of_five_percent(tokens: Tokens, lang: str) -> None:
    documents = tokens.corpus.documents
    part = fr.tokenize(tokens.corpus.subset(documents["lang"] == lang))
    counts = fr.frame_terms(part, "generic_news")
    own = part.corpus.documents
    tested = fr.permutation_test(counts, own["outlet"], reference="rest", within=own["event"], n_permutations=4999)
    keyness = fr.keyness(part, "outlet", terms="generic_news", within="event", min_count=1, min_articles=1)
    for table in (tested, keyness):
        assert len(table) == 15
        ranked = table.sort_values(["q_value", "p_value"], kind="stable").reset_index(drop=True)
        angle = ranked["measure"] == ranked["group"].map(ANGLE)
        # All three are found, and what an outlet does not stress is not found before what it does.
        assert (ranked.loc[angle, "q_value"] <= 0.01).all()
        undesigned = ~ranked["measure"].isin(DESIGNED)
        assert ranked.index[undesigned].min() > ranked.index[angle].max()
        assert (ranked.loc[undesigned, "q_value"] > 0.03).all()
        assert len(ranked[angle]) == 3


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_word_of_the_shared_topics_is_found_inside_events(tokens: Tokens, lang: str) -> None:
    part = fr.tokenize(tokens.corpus.subset(tokens.corpus.documents["lang"] == lang))
    table = fr.keyness(part, "outlet", within="event", stop_words=fr.function_words(lang))
    assert len(table) > 500
    found = table[(table["q_value"] <= 0.05) & (table["estimate"] > 0)]
    # A single word that stands out belongs to most of its outlet's articles, not to one event.
    assert (found["n_articles_with"] >= 6).all()
