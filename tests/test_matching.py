"""Matching: hand-read cases, and agreement with a slow matcher written from the rules alone."""

import re
from collections.abc import Callable

import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing._check import FramingWarning
from framing.languages import language
from framing.lexicon import Lexicon
from framing.matching import match_terms
from framing.patterns import pattern_words
from framing.scanner import fold, scan
from framing.tokens import Tokens, tokenize


def found(text: str, patterns: dict[str, list[str]], lang: str = "fr", **options: str) -> list[tuple[str, str]]:
    """Return (category, matched text) of every hit in a text."""
    lexicon = fr.lexicon_from_dict(patterns, lang=lang)
    hits = fr.find_terms(tokenize(make_corpus([text], lang)), lexicon, **options)
    return list(zip(hits["category"], hits["text"], strict=True))


@pytest.mark.parametrize(("text", "pattern", "expected"), [
    ("Les armes, l’arme et l’armée.", "arme*", ["armes", "arme"]),
    ("Livraisons d’armes et livraison d'armes", "livraison* d'arme*", ["Livraisons d’armes", "livraison d'armes"]),
    ("Le cessez-le-feu", "cessez-le-feu", ["cessez-le-feu"]),
    ("contre-offensive, contre-offensives", "contre-offensive*", ["contre-offensive", "contre-offensives"]),
    ("la main-d’œuvre", "main-d'oeuvre", ["main-d’œuvre"]),
    ("les expert·e·s", "experts", ["expert·e·s"]),
    ("L’ETAT, l’Etat, l’état et l’étai", "état", ["ETAT", "Etat", "état"]),
    ("Il a tué. Elle TUE.", "tué", ["tué", "TUE"]),
    ("côté et cote", "cote", ["cote"]),
    ("guerre-éclair", "guerre*", []),
    ("OTAN et OT7", "ot*", ["OTAN"]),
    ("champ de, bataille", "champ de bataille", []),
])
def test_french_patterns(text: str, pattern: str, expected: list[str]) -> None:
    assert [match for _, match in found(text, {"c": [pattern]})] == expected


@pytest.mark.parametrize(("text", "pattern", "expected"), [
    ("Ukraine’s arms", "ukraine", ["Ukraine"]), ("The U.S. sent", "u.s.", ["U.S."]),
    ("front lines and frontline", "front line*", ["front lines"]), ("Crimea, crimes", "crime", []),
])
def test_english_patterns(text: str, pattern: str, expected: list[str]) -> None:
    assert [match for _, match in found(text, {"c": [pattern]}, "en")] == expected


def test_longest_match_wins_inside_a_category_and_overlaps_between_categories() -> None:
    patterns = {"war": ["front", "front sud"], "place": ["sud"]}
    text = "le front sud"
    assert found(text, patterns) == [("war", "front sud"), ("place", "sud")]
    assert found(text, patterns, overlap="lexicon") == [("war", "front sud")]
    assert found(text, patterns, overlap="all") == [("war", "front"), ("war", "front sud"), ("place", "sud")]


def _with_exclusions(patterns: list[str], exclusions: list[str]) -> Lexicon:
    keep, leave = (fr.lexicon_from_dict({"c": entries}, lang="fr").entries for entries in (patterns, exclusions))
    import pandas as pd

    entries = pd.concat([keep, leave.assign(exclude=True)], ignore_index=True)
    return Lexicon("with exclusions", entries, {})


@pytest.mark.parametrize(("text", "expected"), [
    ("le prix Nobel de la paix", []),
    ("le prix du blé", ["prix"]),
    ("d'armes à jouets et d'armes", ["d'armes"]),
    ("régime de retraite, régime", ["régime"]),
])
def test_exclusions_protect_what_they_overlap(text: str, expected: list[str]) -> None:
    lexicon = _with_exclusions(["prix", "d'armes", "régime*"], ["prix nobel*", "armes à jouet*", "régime* de retraite"])
    assert fr.find_terms(tokenize(make_corpus([text])), lexicon)["text"].tolist() == expected


def test_a_longer_pattern_beats_the_exclusion_inside_it() -> None:
    lexicon = _with_exclusions(["prix de revient", "revient"], ["prix"])
    assert fr.find_terms(tokenize(make_corpus(["prix de revient"])), lexicon)["text"].tolist() == ["prix de revient"]


def test_matches_stay_in_their_paragraph_and_role(tokens_of: Callable[..., Tokens]) -> None:
    lexicon = fr.lexicon_from_dict({"c": ["la paix"]}, lang="fr")
    assert fr.find_terms(tokens_of(["Voici la", "paix et la paix"]), lexicon)["par_id"].tolist() == [2]


def test_languages_of_text_and_lexicon_are_compared() -> None:
    lexicon = fr.lexicon_from_dict({"c": ["paix"]}, lang="fr")
    with pytest.raises(ValueError, match="no entry in a language of the text"):
        fr.find_terms(tokenize(make_corpus(["peace"], "en")), lexicon)
    mixed = make_corpus({"a": ["la paix"], "b": ["peace"]}, lang=["fr", "en"])
    with pytest.warns(FramingWarning, match="1 in en"):
        counts = fr.frame_terms(tokenize(mixed), lexicon)
    assert counts["n_words"].tolist() == [2, 0]


def test_unknown_policy_is_named(tokens_of: Callable[..., Tokens]) -> None:
    with pytest.raises(ValueError, match="did you mean 'category'"):
        fr.find_terms(tokens_of(["x"]), fr.lexicon_from_dict({"c": ["x"]}, lang="fr"), overlap="categories")


WORDS = ["la", "paix", "guerre", "guerres", "front", "sud", "l’arme", "armée", ".", "« ", "d’armes"]
PATTERNS = ["paix", "guerre*", "front sud", "front", "sud", "la paix", "l'arme", "arm*", "d'armes", "sud front sud",
            "paix guerre* front"]


def _slowly(text: str, entries: list[tuple[str, str]], overlap: str) -> list[tuple[int, int, str]]:
    """Match from the rules, one token and one pattern at a time."""
    forms = [fold(piece.form) for chunk in text.split() for piece in scan(chunk, language("fr"))]
    hits = []
    for category, pattern in entries:
        words = pattern_words(pattern, "fr")
        for start in range(len(forms) - len(words) + 1):
            if all(re.fullmatch(re.escape(word).replace(r"\*", r"[^\W\d_]*"), form)
                   for word, form in zip(words, forms[start:], strict=False)):
                hits.append((start, start + len(words), category))
    if overlap == "all":
        return sorted(hits)
    kept: list[tuple[int, int, str]] = []
    for start, end, category in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        rivals = [one for one in kept if overlap == "lexicon" or one[2] == category]
        if all(end <= a or start >= b for a, b, _ in rivals):
            kept.append((start, end, category))
    return sorted(kept)


@given(st.lists(st.sampled_from(WORDS), max_size=25),
       st.lists(st.tuples(st.sampled_from("xy"), st.sampled_from(PATTERNS)), min_size=1, max_size=8, unique=True),
       st.sampled_from(["category", "lexicon", "all"]))
def test_agrees_with_the_slow_matcher(words: list[str], entries: list[tuple[str, str]], overlap: str) -> None:
    text = " ".join(words)
    by_category: dict[str, list[str]] = {}
    for category, pattern in entries:
        by_category.setdefault(category, []).append(pattern)
    lexicon = fr.lexicon_from_dict(by_category, lang="fr")
    matches = match_terms(tokenize(make_corpus([text])), lexicon, overlap=overlap)
    categories = lexicon.entries["category"].to_numpy()[matches.entry]
    quick = sorted(zip(matches.start.tolist(), matches.end.tolist(), categories, strict=True))
    slow = _slowly(text, [(name, pattern) for name, patterns in by_category.items() for pattern in patterns], overlap)
    if overlap == "lexicon":  # between equal spans the first entry wins; the rules name no category
        quick, slow = [hit[:2] for hit in quick], [hit[:2] for hit in slow]
    assert quick == slow
