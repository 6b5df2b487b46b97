"""Bytes → text → paragraphs → roles, dates and languages."""

import contextlib
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import ROLES
from framing.reading.blocks import blocks_of
from framing.reading.boilerplate import line_kind
from framing.reading.cleaning import clean_text
from framing.reading.dates import parse_dates
from framing.reading.decoding import decode
from framing.reading.detection import detect_language, language_code, settle_languages
from framing.reading.records import Block
from framing.reading.roles import assign_roles
from framing.reading.splitting import split_paragraphs

SENTENCE = "L’été « à Évian » : 3 € d’œufs… n’est-ce pas ?"
PARAGRAPHS = [
    "Le maire de Saint-Fiacre a confirmé mardi que le vieux pont resterait fermé jusqu’à la fin de l’hiver, "
    "faute d’entreprise disponible.",
    "« Nous avons tout essayé », a dit une adjointe, qui demande à la région une aide pour payer les poutres "
    "et payer les ouvriers.",
    "Les riverains, eux, font un détour de onze kilomètres ; ils l’ont raconté lundi soir devant le conseil, "
    "réuni dans la salle des fêtes.",
]
# Printable letters, spaces inside: what a paragraph of any language may hold, without line ends.
words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
paragraphs = st.lists(words, min_size=1, max_size=12).map(" ".join)


def wrapped(text: str, width: int, indent: str = "") -> str:
    lines = re.findall(rf"(\S.{{0,{width - 1}}})(?:\s+|$)", text)
    return indent + "\n".join(lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
                                      "utf-32-le", "cp1252"])
def test_one_text_in_any_common_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)).text == SENTENCE


def test_an_encoding_that_cannot_be_told_is_asked_for_and_obeyed() -> None:
    data = "enquête à Évian, été".encode("mac_roman")
    with pytest.raises(ValueError, match="encoding="):
        decode(data)
    assert decode(data, encoding="mac_roman").text == "enquête à Évian, été"


def test_a_given_encoding_is_strict_and_must_exist() -> None:
    with pytest.raises(ValueError, match="not utf-8"):
        decode(b"\xe9t\xe9", encoding="utf-8")
    for unknown in ("utf-9", "base64"):
        with pytest.raises(ValueError, match="not a known text encoding"):
            decode(b"text", encoding=unknown)


def test_lines_in_two_encodings_are_read_line_by_line_and_noted() -> None:
    decoded = decode("première\n".encode() + "deuxième, l’été".encode("cp1252"))
    assert decoded.text == "première\ndeuxième, l’été"
    assert decoded.encoding == "utf-8 and cp1252"
    assert len(decoded.notes) == 1


def test_capitals_that_look_like_utf8_do_not_change_a_windows_1252_file() -> None:
    text = "Le CAFÉ » a fermé à l’été"
    assert decode(text.encode("cp1252")) == (text, "cp1252", ())


def test_a_damaged_utf8_file_is_read_and_the_damage_counted() -> None:
    decoded = decode(("é" * 100).encode() + b"\xc3")
    assert decoded.text == "é" * 100 + "\ufffd"
    assert [(note.n, "U+FFFD" in note.note) for note in decoded.notes] == [(1, True)]


@given(st.binary(max_size=300))
def test_decoding_any_bytes_gives_text_or_a_value_error(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        decode(data).text.encode("utf-8")


def test_cleaning_keeps_typography_and_says_what_it_removed() -> None:
    text, notes = clean_text("L\x92e\u0301te\u0301\x00\u200b\ufeff «\u202foui\u202f»\r\na\rb\u2028c\u2029d")
    assert text == "L’été «\u202foui\u202f»\na\nb\nc\n\nd"
    assert {note.note: note.n for note in notes} == {
        "C1 control characters mapped back": 1, "invisible characters removed": 3, "text brought to NFC": 1}


def test_emoji_and_right_to_left_text_are_kept() -> None:
    text = "👩‍🚒 أُغلِقَ الجسر, הגשר נסגר"
    assert clean_text(text)[0] == text


@pytest.mark.parametrize(("text", "note"), [
    ("lâ€™Ã©tÃ©", "suspected mojibake, left as found"),
    ("l&rsquo;été", "HTML entities, left as found"),
    ("d'½ufs, 3 ¤", "suspected ISO-8859-15 (pass encoding='iso-8859-15')"),
    ("la ville.Depuis lundi", "glued sentences, left as found"),
])
def test_what_looks_wrong_is_noted_and_left(text: str, note: str) -> None:
    cleaned, notes = clean_text(text)
    assert cleaned == text
    assert [seen.note for seen in notes] == [note]


@pytest.mark.parametrize("text", ["NÃO é, diz a Câmara. Ângela", "L’OTAN & les États-Unis ; S.A.", "âge"])
def test_ordinary_text_gives_no_note(text: str) -> None:
    assert clean_text(text) == (text, ())


@pytest.mark.parametrize("text", [
    "\n\n".join(PARAGRAPHS),
    "\r\n \t\r\n".join(PARAGRAPHS),
    "\n".join(PARAGRAPHS),
    "\r".join(PARAGRAPHS),
    "\u2029".join(PARAGRAPHS),
    " ¶ ".join(PARAGRAPHS),
    "\n\n".join(wrapped(text, 72) for text in PARAGRAPHS),
    "\n".join(wrapped(text, 72, indent="   ") for text in PARAGRAPHS),
    "\n\n".join(wrapped(text, 60) for text in PARAGRAPHS),
])
def test_every_paragraph_convention_gives_the_same_paragraphs(text: str) -> None:
    assert [block.text for block in blocks_of(text)[0]] == PARAGRAPHS


@given(st.lists(paragraphs, min_size=1, max_size=8))
def test_paragraphs_joined_by_blank_lines_come_back(texts: list[str]) -> None:
    cleaned = [clean_text(text)[0] for text in texts]
    assert [block.text for block in blocks_of("\n\n".join(texts))[0]] == cleaned


@given(st.text(max_size=400))
def test_splitting_loses_nothing_but_white_space(text: str) -> None:
    cleaned = clean_text(text.replace("¶", ""))[0]
    assert "".join("".join(split_paragraphs(cleaned)).split()) == "".join(cleaned.split())


def test_lines_between_blank_lines_are_paragraphs_only_when_they_close_a_sentence() -> None:
    assert split_paragraphs("Titre\n\nUn fait.\nUn autre fait.") == ["Titre", "Un fait.", "Un autre fait."]
    assert split_paragraphs("Titre\n\nrue des Saules\n3 bis") == ["Titre", "rue des Saules\n3 bis"]


def test_a_pilcrow_before_a_number_is_a_reference() -> None:
    assert split_paragraphs("Voir l’arrêt, ¶ 12, puis la suite.") == ["Voir l’arrêt, ¶ 12, puis la suite."]


@pytest.mark.parametrize(("text", "kind"), [
    ("Lire aussi : Le barrage en chiffres", "related"),
    ("En savoir plus Le barrage vu du ciel", "related"),
    ("READ MORE", "related"),
    ("Lire page 18", "related"),
    ("Illustration(s) :", "marker"),
    ("Related: Who pays for the dam?", "related"),
    ("Abonnez-vous à la lettre du soir", "promo"),
    ("© Ana Riv/AFP", "credit"),
    ("Photo Ana Riv / AFP", "caption"),
    ("Propos recueillis par Ana Riv", "byline"),
    ("By Ana Riv", "byline"),
    ("(Avec Reuters)", "agency_credit"),
    ("ar-bb/cc", "agency_sign"),
    ("* Ana Riv est géologue à l’université de Saint-Fiacre.", "author_note"),
    ("Publié le 3 mai 2022 à 8h05", "timestamp"),
    ("PARIS, 3 mai (AFP) - Le pont a fermé lundi.", "dateline_prefix"),
    ("PARIS, 3 mai (AFP) -", "dateline_only"),
    ("En savoir plus sur le barrage est un droit, a dit la maire.", None),
    ("Lire aussi souvent que possible reste rare, dit l’enquête.", None),
    ("Read more slowly, the teacher said.", None),
    ("Retrouvez la raison, a lancé la maire à ses adjoints lundi soir.", None),
    ("Par la voix de son porte-parole, la ville dément", None),
    ("Publié lundi, le rapport accable la ville.", None),
    ("Crédit : la banque centrale relève son taux à 3 %.", None),
    ("Crédit : Société de Saint-Fiacre vend sa banque", None),
    ("Crédit : Ana Riv / AFP", "credit"),
    ("Crédit photo : la mairie", "credit"),
    ("CREDIT: The Harbour Press", "credit"),
    ("Published research shows 3 of 10 bridges are weak", None),
    ("Published studies found 40 % of bridges unsafe, 12 towns said", None),
    ("Published 3 May 2022", "timestamp"),
    ("Updated: 10:32 GMT", "timestamp"),
    ("Released: 2018-9-18T10:00", "timestamp"),
    ("Mis à jour le mardi 3 mai 2022", "timestamp"),
    ("Publié le rapport de 2023, la ville se tait", None),
    ("Writing by hand helps memory, the survey found.", None),
    ("Reporting by Ana Riv; editing by Bo Lam", "agency_credit"),
    ("Reporting by Reuters showed that the town knew.", None),
    ("Cet article a été publié dans une revue, a reconnu la maire.", None),
    ("Cet article est paru dans Le Fanal", "provenance"),
    ("Légende : la chanteuse s’éteint à 90 ans.", None),
    ("Légende : Le pont vu du nord", "caption"),
    ("Image : la ville veut changer la sienne.", None),
    ("La suite est réservée aux riverains, dit la mairie.", None),
    ("La suite est réservée aux abonnés.", "paywall"),
    ("Photo à l’appui, la maire a montré les fissures du pont.", None),
])
def test_boilerplate_is_told_from_sentences_that_begin_alike(text: str, kind: str | None) -> None:
    assert line_kind(text) == kind


def test_a_long_paragraph_is_never_boilerplate() -> None:
    assert line_kind("Lire aussi : " + "mot " * 30) is None


@given(st.text(min_size=1, max_size=300))
def test_every_block_gets_a_known_role(text: str) -> None:
    assert set(assign_roles((Block(text), Block("Une suite."), Block("x", "caption")))) <= set(ROLES)


def test_title_heuristic_and_its_two_overrides() -> None:
    blocks = (Block("Le pont ferme"), Block("La ville a fermé le pont lundi soir."))
    assert assign_roles(blocks) == ["title", "body"]
    assert assign_roles(blocks, title="none") == ["body", "body"]
    closed = (Block("La ville a fermé le pont."), *blocks[1:])
    assert assign_roles(closed) == ["body", "body"]
    assert assign_roles(closed, title="first") == ["title", "body"]


@pytest.mark.parametrize("first", ["Le pont ferme.", "« Le pont ferme. »", "Le pont :", "le pont ferme",
                                   "Le pont\nferme", "A" * 201, "Lire aussi : le pont"])
def test_what_is_not_a_title(first: str) -> None:
    assert "title" not in assign_roles((Block(first), Block("La ville a fermé le pont lundi soir. " * 8)))


def test_a_single_block_is_body() -> None:
    assert assign_roles((Block("Le pont ferme"),)) == ["body"]


@pytest.mark.parametrize(("text", "expected"), [
    ("2023-06-02", "2023-06-02T00:00:00"), ("2023/6/2", "2023-06-02T00:00:00"),
    ("20230602", "2023-06-02T00:00:00"), ("20230602T143000Z", "2023-06-02T14:30:00"),
    ("2023-06-02T09:00:11+0000", "2023-06-02T09:00:11"), ("1er juin 2023", "2023-06-01T00:00:00"),
    ("vendredi 2 juin 2023", "2023-06-02T00:00:00"),
    ("2 aout 2023 - 17:36 UTC +02:00", "2023-08-02T17:36:00"),
    ("2 août 2023 à 8h05", "2023-08-02T08:05:00"), ("2 févr. 2023", "2023-02-02T00:00:00"),
    ("Friday, June 2, 2023", "2023-06-02T00:00:00"), ("Jun 2, 2023 Friday 12:20 AM", "2023-06-02T00:20:00"),
    ("2 June 2023", "2023-06-02T00:00:00"), ("May 2, 2002, Thursday,, FINAL EDITION", "2002-05-02T00:00:00"),
    ("12 Juni 2023", "2023-06-12T00:00:00"), ("9 März 1998", "1998-03-09T00:00:00"),
    ("2018 年 9 月 18 日 01:00", "2018-09-18T01:00:00"), ("3 de mayo de 2023", None),
    ("02/06/2023", None), ("14/06/2023", "2023-06-14T00:00:00"), ("06/14/2023", "2023-06-14T00:00:00"),
    ("05/05/2023", "2023-05-05T00:00:00"), ("31/02/2023", None), ("2023-06", None), ("hier", None),
])
def test_dates_as_sources_write_them(text: str, expected: str | None) -> None:
    parsed = parse_dates([text])[0]
    assert parsed.date == (dt.datetime.fromisoformat(expected) if expected else None)
    assert bool(parsed.reason) == (expected is None)


def test_the_column_decides_what_comes_first_in_a_numeric_date() -> None:
    june_2 = dt.datetime(2023, 6, 2)
    assert parse_dates(["02/06/2023", "25/12/2023"])[0].date == june_2
    assert parse_dates(["06/02/2023", "12/25/2023"])[0].date == june_2
    assert parse_dates(["02/06/2023"], dayfirst=True)[0].date == june_2
    assert parse_dates(["06/02/2023"], dayfirst=False)[0].date == june_2
    contradictory = parse_dates(["02/06/2023", "25/12/2023", "12/25/2023"])
    assert [parsed.reason for parsed in contradictory] == ["ambiguous date", "", ""]


@given(st.lists(st.text(max_size=40) | st.none() | st.dates() | st.floats() | st.integers(), max_size=5))
def test_no_value_breaks_the_dates(values: list[object]) -> None:
    assert len(parse_dates(values)) == len(values)


def test_languages_given_detected_and_borrowed() -> None:
    texts = ["La ville a fermé le vieux pont lundi soir.", "The town closed the old bridge on Monday.",
             "Pont", "Le pont reste fermé, a dit la maire mardi."]
    settled = settle_languages(texts, [None, "English", "??", float("nan")])
    assert settled == [("fr", "detected"), ("en", "given"), ("fr", "majority"), ("fr", "detected")]
    assert settle_languages(["Pont"], [None]) == [("und", "unknown")]


@pytest.mark.parametrize(("text", "code"), [
    ("Miasto zamknęło stary most w poniedziałek wieczorem.", "pl"),
    ("أغلقت المدينة الجسر القديم مساء الاثنين وقالت رئيسة البلدية إن الأشغال ستبدأ قريبا", "ar"),
    ("Η πόλη έκλεισε την παλιά γέφυρα τη Δευτέρα το βράδυ.", "el"),
    ("Podul vechi a fost închis luni seara, a spus primarul.", "ro"),
    ("Den gamla bron stängdes på måndagskvällen, sade borgmästaren.", "sv"),
    ("Le maire a dit oui hier.", "fr"), ("The mayor said yes on Monday.", "en"),
    ("Die Stadt hat die alte Brücke geschlossen.", "de"),
])
def test_languages_are_told_among_many(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_language_is_not_told_from_fewer_than_five_words() -> None:
    assert detect_language("Le pont est fermé") is None
    assert detect_language("Le pont est fermé depuis") == "fr"
    assert detect_language("12 34 56 78 90 11") is None
    codes = [language_code(value) for value in ("pt_BR", "néerlandais", "", "nan", 3)]
    assert codes == ["pt", "nl", None, None, None]
