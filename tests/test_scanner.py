"""Where words begin and end: gold cuts written by hand for French and English news."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.languages import available_languages, language
from framing.scanner import CLITIC, NUMBER, OTHER, PUNCTUATION, WORD, fold, scan

FRENCH = [
    ("l’OTAN", "l'|OTAN"), ("l'OTAN,", "l'|OTAN|,"), ("«l’arme»", "«|l'|arme|»"), ("l’«arme»", "l'|«|arme|»"),
    ("qu’il", "qu'|il"), ("aujourd’hui", "aujourd'hui"), ("l’aujourd’hui", "l'|aujourd'hui"),
    ("quelqu’un", "quelqu'un"), ("jusqu’à", "jusqu'|à"), ("d’", "d'"), ("C’est-à-dire", "C'est-à-dire"),
    ("a-t-il", "a|-t-il"), ("dit-elle.", "dit|-elle|."), ("rendez-vous", "rendez-vous"),
    ("porte-parole", "porte-parole"), ("cessez-le-feu", "cessez-le-feu"), ("États-Unis", "États-Unis"),
    ("main-d’œuvre", "main-d'œuvre"), ("celui-ci", "celui-ci"), ("moment-là", "moment|-là"), ("M.", "M."),
    ("Mme", "Mme"), ("J.-C.", "J.-C."), ("S.A.", "S.A."), ("1,5", "1,5"), ("10%", "10|%"), ("18h30", "18h30"),
    ("2014-2015", "2014-2015"), ("expert·e·s", "expert·e·s"), ("fin.Le", "fin|.|Le"), ("R&D", "R&D"),
    ("épuisés.»", "épuisés|.|»"), ("...", "…"), ("émou\u00advant", "émouvant"), ("(BDI).", "(|BDI|)|."),
    ("l’(in)sécurité", "l'|(|in|)|sécurité"), ("l'(in)sécurité", "l'|(|in|)|sécurité"), ("l’…", "l'|…"),
    ("l'…", "l'|…"), ("peut-on", "peut|-on"),
]
ENGLISH = [
    ("Ukraine’s", "Ukraine|'s"), ("it's", "it|'s"), ("don’t", "don't"), ("they’ve", "they|'ve"),
    ("workers’", "workers|'"), ("U.S.,", "U.S.|,"),
    ("U.K.’s", "U.K.|'s"), ("Ph.D.", "Ph.D."), ("U.S", "U.S"), ("Mr.", "Mr."), ("3.5", "3.5"),
    ("1,200", "1,200"), ("“Peace,”", "“|Peace|,|”"), ("‘peace’", "‘|peace|'"), ("well-known", "well-known"),
    ("O’Brien", "O'Brien"), ("a.m.", "a.m."), ("https://a.b/c?d=1).", "https://a.b/c?d=1|)|."),
    ("$500m", "$|500m"), ("x—y", "x|—|y"), ("lemonde.fr", "lemonde.fr"), ("end.The", "end|.|The"),
    ("I.", "I|."), ("A.", "A."), ("J.", "J."),
]


@pytest.mark.parametrize(("chunk", "expected"), FRENCH)
def test_french(chunk: str, expected: str) -> None:
    assert "|".join(piece.form for piece in scan(chunk, language("fr"))) == expected


@pytest.mark.parametrize(("chunk", "expected"), ENGLISH)
def test_english(chunk: str, expected: str) -> None:
    assert "|".join(piece.form for piece in scan(chunk, language("en"))) == expected


def test_kinds() -> None:
    pieces = scan("city's", language("en")) + scan("12,", language("en")) + scan("🎉", language("en"))
    assert [piece.kind for piece in pieces] == [WORD, CLITIC, NUMBER, PUNCTUATION, OTHER]


@pytest.mark.parametrize(("form", "folded"), [
    ("Cœur", "coeur"), ("ÉTAT", "état"), ("étudiant·e", "étudiant"), ("expert·e·s", "experts"),
    ("expert.e.s", "experts"), ("agriculteur·rice·s", "agriculteurs"), ("U.S.", "u.s."), ("M.", "m."),
])
def test_fold(form: str, folded: str) -> None:
    assert fold(form) == folded


@given(st.text(), st.sampled_from([*available_languages(), "und"]))
def test_any_text_is_cut_in_order_without_loss(text: str, code: str) -> None:
    for chunk in text.split():
        pieces = scan(chunk, language(code))
        edges = [place for piece in pieces for place in (piece.start, piece.end)]
        assert edges == sorted(edges)
        covered = "".join(chunk[piece.start:piece.end] for piece in pieces)
        visible = re.sub("[\u00ad\u200b\u2060\ufeff]", "", chunk)
        assert re.sub("[\u00ad\u200b\u2060\ufeff]", "", covered) == visible
