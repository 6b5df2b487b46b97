"""Who speaks: spans, speakers and the voice of every token, on sentences written for these tests."""

import unicodedata

import numpy as np
import pytest
from corpora import make_corpus
from hypothesis import given
from hypothesis import strategies as st

from framing.tokens import Tokens, tokenize
from framing.voice import DIRECT, NARRATOR, REPORTED, find_speech, voice_of_tokens
from framing.voice.speech import COLUMNS, KINDS

# language, paragraphs, expected (kind, text, speaker) in order
CASES = [
    ("fr", ["« Le barrage cédera », a prévenu l’ingénieure."], [("direct", "Le barrage cédera", "l'ingénieure")]),
    ("fr", ["« On ferme », a-t-il lâché."], [("direct", "On ferme", "il")]),
    ("fr", ["« C’est une erreur », répliqua le juge Morel."], [("direct", "C’est une erreur", "le juge Morel")]),
    ("fr", ["Le préfet a répondu : « Rien n’est décidé. »"], [("direct", "Rien n’est décidé.", "Le préfet")]),
    ("fr", ["La mairie assure que l’école rouvrira lundi."], [("indirect", "l’école rouvrira lundi", "La mairie")]),
    ("fr", ["L’école rouvrira lundi, indique la mairie."], [("indirect", "L’école rouvrira lundi", "la mairie")]),
    ("fr", ["L’école, a indiqué la mairie, rouvrira lundi."],
     [("indirect", "L’école, a indiqué la mairie, rouvrira lundi", "la mairie")]),
    ("fr", ["Elle affirme ne pas connaître cet homme."], [("indirect", "ne pas connaître cet homme", "Elle")]),
    ("fr", ["Le maire accuse ses voisins d’avoir menti."], [("indirect", "d’avoir menti", "Le maire")]),
    ("fr", ["Les riverains se sont plaints que le bruit dure."], [("indirect", "le bruit dure", "Les riverains")]),
    ("fr", ["Le port « ne survivra pas » à l’hiver, a jugé Anne Roux."],
     [("mixed", "Le port « ne survivra pas » à l’hiver", "Anne Roux")]),
    ("fr", ["D’après Luc Barre, « la digue tient encore »."], [("mixed", "la digue tient encore", "Luc Barre")]),
    ("fr", ["Selon la préfète, la digue tient encore."],
     [("prepositional", "la digue tient encore", "la préfète")]),
    ("fr", ["La digue tient encore, selon la préfète."],
     [("prepositional", "La digue tient encore", "la préfète")]),
    ("fr", ["Pour Anne Roux, la digue est encore solide."],
     [("prepositional", "la digue est encore solide", "Anne Roux")]),
    ("fr", ["Comme l’a dit Luc Barre, la digue tient encore."],
     [("prepositional", "la digue tient encore", "Luc Barre")]),
    ("fr", ["La digue tient encore, comme l’explique la préfète."],
     [("prepositional", "La digue tient encore", "la préfète")]),
    ("fr", ["La digue tient encore, c’est ce qu’affirme la préfète."],
     [("prepositional", "La digue tient encore", "la préfète")]),
    ("fr", ["De l’avis du gardien, la digue tient encore."],
     [("prepositional", "la digue tient encore", "gardien")]),
    ("fr", ["« On ferme », résume-t-elle."], [("direct", "On ferme", "elle")]),
    ("fr", ["La digue tient encore, laisse-t-on entendre."], [("indirect", "La digue tient encore", "on")]),
    ("fr", ["Le juge est convaincu que le pont penche."], [("indirect", "le pont penche", "Le juge")]),
    ("fr", ["La crainte que le pont cède grandit encore."], [("indirect", "le pont cède grandit encore", "")]),
    ("fr", ["La rumeur selon laquelle le pont penche."], [("indirect", "le pont penche", "")]),
    ("fr", ["Le pont tient, a dit à l’AFP une juge."], [("indirect", "Le pont tient", "une juge")]),
    ("fr", ["La mairie s’attend à ce que le pont cède."], [("indirect", "le pont cède", "La mairie")]),
    ("fr", ["La maire a annoncé son intention de partir."], [("indirect", "de partir", "La maire")]),
    ("fr", ["Le pont tient encore ce soir. » La route est coupée."],
     [("direct", "Le pont tient encore ce soir.", "")]),
    ("fr", ["« Le pont tient encore ce soir. » — Anne Roux, juge"],
     [("direct", "Le pont tient encore ce soir.", "Anne Roux")]),
    ("fr", ["Le club dément tout contact."], [("act", "tout contact", "Le club")]),
    ("fr", ["Ces « sauveteurs » n’ont sauvé personne."], [("scare", "sauveteurs", "")]),
    ("fr", ["Il relit le roman « La Chute » chaque été."], [("title", "La Chute", "")]),
    ("fr", ["Le conducteur aurait fui la scène."], [("hearsay", "Le conducteur aurait fui la scène", "")]),
    ("fr", ["« La mer, disait-elle, finit toujours par rendre. »"],
     [("direct", "La mer, disait-elle, finit toujours par rendre.", "elle")]),
    ("fr", ["— Tu viens ? demanda-t-elle.", "— Demain, répondit Paul."],
     [("direct", "Tu viens ?", "elle"), ("direct", "Demain", "Paul")]),
    ("fr", ["Le pont est trop cher, estiment de nombreux élus."],
     [("indirect", "Le pont est trop cher", "de nombreux élus")]),
    ("fr", ["La digue cède, affirment d’autres riverains."], [("indirect", "La digue cède", "d'autres riverains")]),
    ("fr", ["La digue doit tenir. C’est du moins ce qu’affirme la préfète."],
     [("indirect", "La digue doit tenir", "la préfète")]),
    ("fr", ["La digue doit tenir. C’est ce que la préfète soutient."],
     [("indirect", "La digue doit tenir", "la préfète")]),
    ("fr", ["La digue tient, ou du moins c’est ce qu’affirme la préfète."],
     [("prepositional", "La digue tient", "la préfète")]),
    ("fr", ["La maire a promis en campagne de réparer le pont."], [("indirect", "de réparer le pont", "La maire")]),
    ("fr", ["Le maire a refusé de commenter."], [("indirect", "de commenter", "Le maire")]),
    ("en", ["The mayor refused to comment."], [("indirect", "to comment", "The mayor")]),
    ("en", ["The bridge must close. That is what Ann Hale claims."],
     [("indirect", "The bridge must close", "Ann Hale")]),
    ("en", ["The bridge will cost twice as much, the guild claims."],
     [("indirect", "The bridge will cost twice as much", "the guild")]),
    ("en", ["“Never,” says Jones; “never again,” adds his wife."],
     [("direct", "Never,", "Jones"), ("direct", "never again,", "his wife")]),
    ("en", ["“Never,” says Jones, and “never again,” adds his wife."],
     [("direct", "Never,", "Jones"), ("direct", "never again,", "his wife")]),
    ("en", ["“The dam will break,” the engineer warned."], [("direct", "The dam will break,", "the engineer")]),
    ("en", ["“We close,” said Ms Hale."], [("direct", "We close,", "Ms Hale")]),
    ("en", ["The prefect replied: “Nothing is decided.”"], [("direct", "Nothing is decided.", "The prefect")]),
    ("en", ["“I hope,” she said, “that it lasts.”"],
     [("direct", "I hope,", "she"), ("direct", "that it lasts.", "she")]),
    ("en", ["The council insisted that the school would reopen."],
     [("indirect", "the school would reopen", "The council")]),
    ("en", ["The council said the school would reopen."], [("indirect", "the school would reopen", "The council")]),
    ("en", ["The school would reopen, the council said."], [("indirect", "The school would reopen", "the council")]),
    ("en", ["Lena Orr, the council leader, said the school was full."],
     [("indirect", "the school was full", "Lena Orr, the council leader")]),
    ("en", ["The harbour “will not survive” the winter, Anna Rudd said."],
     [("mixed", "The harbour “will not survive” the winter", "Anna Rudd")]),
    ("en", ["According to the warden, the dyke still holds."],
     [("prepositional", "the dyke still holds", "the warden")]),
    ("en", ["The club denied any contact."], [("act", "any contact", "The club")]),
    ("en", ["The so-called “rescuers” rescued nobody."], [("scare", "rescuers", "")]),
    ("en", ["The driver reportedly fled."], [("hearsay", "The driver reportedly fled", "")]),
    ("en", ["Low water means less flow, Ms Orr said."], [("indirect", "Low water means less flow", "Ms Orr")]),
    ("en", ["It is a first, says Tim Hale of the guild, who helped build it."],
     [("indirect", "It is a first", "Tim Hale of the guild")]),
    ("en", ["The mayor’s claim that the bridge leans is new."],
     [("indirect", "the bridge leans is new", "The mayor")]),
    ("en", ["'We close', said Mr Hale."], [("direct", "We close", "Mr Hale")]),
    ("en", ["‘The miners’ homes won’t last,’ said Mr Hale."],
     [("direct", "The miners’ homes won’t last,", "Mr Hale")]),
]
SILENT = [
    ("fr", "Selon que le vent tourne ou non, le feu gagne."), ("fr", "Le syndicat soutient la grève."),
    ("fr", "Si le pont avait cédé, la route aurait été coupée."),
    ("fr", "Selon le calendrier, le train part."), ("fr", "La menace de crue pèse sur la ville."),
    ("fr", "Il faut dire que le vent tourne."), ("fr", "On sait que le vent tourne."),
    ("fr", "Pour Noël, la ville est illuminée."), ("fr", "La réponse fut jugée moins claire que la question."),
    ("fr", "Le maire lance des travaux en vue de finir le pont."), ("fr", "La ville est-elle sauvée, paraît-il ?"),
    ("fr", "Le maire, par exemple, a rappelé une équipe."),
    ("fr", "Le bilan maintient la paix dans la vallée."),
    ("fr", "L’alerte a précisé les zones inondées."), ("fr", "L’alerte a été levée hier soir."),
    ("fr", "Le pont a cédé. Ce n’est pas ce que dit la préfète."), ("fr", "Le pont a cédé. C’est ce que je soutiens."),
    ("en", "The bridge fell. That is what matters."), ("en", "They list the roads, the bridges, the insurance claims."),
    ("en", "The storm claimed two lives."), ("en", "According to schedule, the train left."),
    ("en", "The miners' homes aren't theirs, and that's the owners' view."),
    ("en", "The 5' 9\" sailor left the ship's deck."), ("en", "The United States and its allies met."),
]


def _spans(paragraphs: list[str], lang: str) -> list[tuple[str, str, str]]:
    table = find_speech(tokenize(make_corpus(paragraphs, lang)))
    return [(row.kind, paragraphs[row.par_id - 1][row.start:row.end], row.speaker) for row in table.itertuples()]


@pytest.mark.parametrize(("lang", "paragraphs", "expected"), CASES)
def test_kinds_and_speakers(lang: str, paragraphs: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert _spans(paragraphs, lang) == expected


@pytest.mark.parametrize(("lang", "text"), SILENT)
def test_nobody_speaks(lang: str, text: str) -> None:
    assert _spans([text], lang) == []


@pytest.mark.parametrize(("lang", "text"), [
    ("de", "„Wir bleiben noch hier“, sagte sie."), ("de", "»Wir bleiben noch hier«, sagte sie."),
    ("es", "«Nos quedamos aquí hoy», dijo ella."), ("it", "«Restiamo ancora qui oggi», disse lei."),
    ("pt", "“Ficamos ainda aqui hoje”, disse ela."), ("ru", "«Мы остаёмся здесь сегодня», — сказала она."),
    ("uk", "„Ми залишаємось тут сьогодні“, — сказала вона."), ("und", "\"We all stay here today\", ella dixit."),
])
def test_marks_of_other_languages(lang: str, text: str) -> None:
    table = find_speech(tokenize(make_corpus([text], lang)))
    assert len(table) == 1
    assert table["quoted"].iat[0] == ((1, text.index(",") - 1),)


@pytest.mark.parametrize("text", ["« Elle a crié “dehors” hier soir », raconte Luc.",
                                  "« Elle a crié « dehors » hier soir », raconte Luc.",
                                  "“Elle a crié ‘dehors’ hier soir”, raconte Luc."])
def test_a_quote_in_a_quote_has_its_own_speaker(text: str) -> None:
    outer = text[1:text.rindex(",")].strip("«»“” \xa0")
    assert _spans([text], "fr") == [("direct", outer, "Luc"), ("direct", "dehors", "Elle")]
    table = find_speech(tokenize(make_corpus([text], "fr")))
    assert table["depth"].tolist() == [0, 1]


def test_quotes_in_quotes_in_english() -> None:
    text = "“The mayor told me ‘leave the bridge’ and I left,” Ms Hale said. “He shouted again.”"
    assert _spans([text], "en") == [
        ("direct", "The mayor told me ‘leave the bridge’ and I left,", "Ms Hale"),
        ("direct", "leave the bridge", "The mayor"), ("direct", "He shouted again.", "Ms Hale")]


def test_words_the_outer_speaker_only_mentions_stay_hers() -> None:
    assert _spans(["« Ces “sauveteurs” ne sauvent personne ici », raconte Anne."], "fr") == [
        ("direct", "Ces “sauveteurs” ne sauvent personne ici", "Anne")]


@pytest.mark.parametrize(("paragraphs", "turns"), [
    (["— Oui. — Non."], ["Oui.", "Non."]),
    (["— Tu viens ? — Demain, répondit Paul. — Bon."], ["Tu viens ?", "Demain", "Bon."]),
    (["— La mer, dit Anne — qui rêvait — est belle."], ["La mer, dit Anne — qui rêvait — est belle."]),
])
def test_dashes_inside_a_paragraph_change_the_turn(paragraphs: list[str], turns: list[str]) -> None:
    assert [text for _, text, _ in _spans(paragraphs, "fr")] == turns


@pytest.mark.parametrize(("paragraphs", "speakers"), [
    (["« Nous avons tout perdu, a dit Anne Roux.", "« La mairie ne répond plus.", "« Personne n’aide. »"],
     ["Anne Roux"] * 3),
    (["Anne Roux a dit : « Nous avons tout perdu.", "La mairie ne répond plus. »"], ["Anne Roux"] * 2),
])
def test_a_quote_over_paragraphs_keeps_the_speaker_it_begins_with(paragraphs: list[str], speakers: list[str]) -> None:
    table = find_speech(tokenize(make_corpus(paragraphs, "fr")))
    assert table["speaker_id"].tolist() == speakers
    assert set(table["kind"]) == {"direct"}


def test_a_quote_over_paragraphs_keeps_its_speaker() -> None:
    paragraphs = ["« Nous avons tout perdu.", "« La mairie ne répond plus.",
                  "« Personne n’aide », a soufflé Anne Roux."]
    table = find_speech(tokenize(make_corpus(paragraphs, "fr")))
    assert table["closed"].tolist() == [False, False, True]
    assert table["kind"].tolist() == ["direct"] * 3
    assert table["speaker_id"].tolist() == ["Anne Roux"] * 3


def test_an_unclosed_mark_ends_at_its_paragraph() -> None:
    paragraphs = ["« Le pont tient », dit Luc. « Il tiendra encore cent ans.", "La route est coupée depuis hier."]
    table = find_speech(tokenize(make_corpus(paragraphs, "fr")))
    assert table["par_id"].tolist() == [1, 1]
    assert table["closed"].tolist() == [True, False]
    assert paragraphs[0][table["start"].iat[1]:table["end"].iat[1]] == "Il tiendra encore cent ans."


@pytest.mark.parametrize("text", ["La route » est coupée depuis hier.", "La route ” est coupée.", "Route coupée \"",
                                  "La route est \"coupée depuis hier.", "« »", "“", "'", "—", "\"\"", "«"])
def test_stray_marks_are_passed_over(text: str) -> None:
    assert _spans([text], "fr") == []


def test_names_are_the_same_through_an_article() -> None:
    paragraphs = ["Le maire de Lande, Paul Roger Martin, a promis que le pont tiendrait.",
                  "« Il tient », a dit M. Martin.", "Il a ajouté que tout était prêt.", "Le maire nie avoir menti.",
                  "Selon Anne Roux, le pont penche.", "Elle craint que la rivière déborde."]
    table = find_speech(tokenize(make_corpus(paragraphs, "fr")))
    assert table["speaker_id"].tolist() == ["Paul Roger Martin"] * 4 + ["Anne Roux"] * 2


def test_classes_and_cues_are_those_of_the_list() -> None:
    table = find_speech(tokenize(make_corpus(
        ["Le club prétend que tout va bien.", "Le maire a-t-il admis que le pont penche ?",
         "La maire a reconnu que le pont penche."], "fr")))
    assert table["cue"].tolist()[::2] == ["prétend", "a reconnu"]
    assert table["cue_class"].tolist()[::2] == ["distancing", "conceding"]


def test_voices() -> None:
    text = "Le port « ne survivra pas » à l’hiver, a jugé Anne Roux. Les « experts » doutent."
    tokens = tokenize(make_corpus([text], "fr"))
    voice = dict(zip(tokens.forms("a", 1), voice_of_tokens(tokens).tolist(), strict=True))
    assert [voice[form] for form in ("survivra", "port", "hiver", "jugé", "Roux", "experts", "doutent")] == [
        DIRECT, REPORTED, REPORTED, NARRATOR, NARRATOR, NARRATOR, NARRATOR]


def test_an_incise_is_the_narrators() -> None:
    tokens = tokenize(make_corpus(["« La mer, disait-elle, finit toujours par rendre. »"], "fr"))
    voice = dict(zip(tokens.forms("a", 1), voice_of_tokens(tokens).tolist(), strict=True))
    assert [voice[form] for form in ("mer", "disait", "-elle", "finit")] == [DIRECT, NARRATOR, NARRATOR, DIRECT]


def _typographies(text: str) -> list[str]:
    """Write a text with « and ’ in other typographies of the same language."""
    plain = text.replace("« ", '"').replace(" »", '"').replace("’", "'")
    return [text, text.replace("« ", "«\u00a0").replace(" »", "\u202f»"), text.replace("« ", "“").replace(" »", "”"),
            plain, text.replace("’", "'"), text.replace("« ", "«").replace(" »", "»"),
            unicodedata.normalize("NFD", text)]


@pytest.mark.parametrize("text", [paragraphs[0] for lang, paragraphs, _ in CASES
                                  if lang == "fr" and len(paragraphs) == 1])
def test_typography_changes_nothing(text: str) -> None:
    seen = {tuple((row.kind, row.speaker, row.cue_class, row.rule) for row in find_speech(
        tokenize(make_corpus([version], "fr"))).itertuples()) for version in _typographies(text)}
    assert len(seen) == 1
    voices = [voice_of_tokens(tokens)[tokens.vocabulary.is_word[tokens.ids]].tolist()
              for tokens in (tokenize(make_corpus([version], "fr")) for version in _typographies(text))]
    assert all(voice == voices[0] for voice in voices)


_WORDS = st.sampled_from(["Le", "maire", "a", "dit", "que", "qu'", "il", "-t-il", "dit-il", "selon", "«", "»", "“", "”",
                          "\"", "'", "’", "‘", "„", ",", ".", "?", ":", "—", "the", "said", "that", "he", "according",
                          "to", "Paul", "Martin", "aurait", "été", "dément", "\n"])


@given(st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=30).map(" ".join), st.lists(_WORDS, max_size=30).map(
    "".join)), st.sampled_from(["fr", "en", "de", "und"]))
def test_any_text_is_read(text: str, lang: str) -> None:
    paragraphs = [text, "— " + text, "« " + text]
    tokens = tokenize(make_corpus(paragraphs, lang))
    table = find_speech(tokens)
    _check_table(tokens, table, paragraphs)


def _check_table(tokens: Tokens, table, paragraphs: list[str]) -> None:
    assert tuple(table.columns) == COLUMNS
    assert set(table["kind"]) <= set(KINDS)
    voice = voice_of_tokens(tokens)
    assert len(voice) == len(tokens)
    assert set(np.unique(voice).tolist()) <= {NARRATOR, DIRECT, REPORTED}
    for row in table.itertuples():
        assert 0 <= row.start < row.end <= len(paragraphs[row.par_id - 1])
        first, last = tokens.offsets[row.par_id - 1], tokens.offsets[row.par_id]
        assert first <= row.start_token < row.end_token <= last
        assert all(row.start <= start < end <= row.end for start, end in row.incises)


def test_nothing_is_written_to_and_order_does_not_matter() -> None:
    articles = {"b": ["« Le pont tient », a dit Luc."], "a": ["Selon Anne Roux, le pont penche."]}
    tokens = tokenize(make_corpus(articles, "fr"))
    both = find_speech(tokens)
    assert both["doc_id"].tolist() == ["b", "a"]
    alone = find_speech(tokenize(make_corpus({"a": articles["a"]}, "fr")))
    columns = ["start", "end", "kind", "speaker", "speaker_id", "cue", "rule"]
    assert both.loc[both["doc_id"] == "a", columns].values.tolist() == alone[columns].values.tolist()
    with pytest.raises(ValueError, match="read-only"):
        voice_of_tokens(tokens)[0] = DIRECT


def test_roles_and_refusals() -> None:
    tokens = tokenize(make_corpus(["« Le pont tient », a dit Luc."], "fr"))
    assert len(find_speech(tokens, roles=["title"])) == 0
    assert not voice_of_tokens(tokens, roles="title").any()
    with pytest.raises(ValueError, match="`roles` must name paragraph roles"):
        find_speech(tokens, roles=["headline"])
    with pytest.raises(TypeError, match="`tokens` has the wrong type"):
        find_speech("text")  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "speaker", "name"), [
    ("La maire Lise Roux a dit que le pont tient.", "La maire Lise Roux", "Lise Roux"),
    ("La porte-parole de Lise Roux a dit que le pont tient.", "La porte-parole de Lise Roux",
     "porte-parole de Lise Roux"),
    ("Sa présidente, Lise Roux, demande un pont et une route.", "Sa présidente, Lise Roux", "Lise Roux"),
    ("Le directeur de la Banque Centrale a dit que le pont tient.", "Le directeur de la Banque Centrale",
     "directeur de la Banque Centrale"),
    ("L'économiste Lise Roux a dit que le pont tient.", "L'économiste Lise Roux", "Lise Roux"),
])
def test_names_behind_roles(text: str, speaker: str, name: str) -> None:
    table = find_speech(tokenize(make_corpus([text], "fr")))
    assert table[["speaker", "speaker_id"]].values.tolist() == [[speaker, name]]


def test_a_role_names_whom_it_stood_beside() -> None:
    texts = ["La maire Lise Roux a dit que le pont tient.", "La maire a ajouté que la route tient."]
    table = find_speech(tokenize(make_corpus(texts, "fr")))
    assert table["speaker_id"].tolist() == ["Lise Roux", "Lise Roux"]


def test_a_phrase_with_a_verb_of_its_own_is_no_speaker() -> None:
    text = "Rita Marsh saw the man; she was able to tell him that the files were safe."
    table = find_speech(tokenize(make_corpus([text], "en")))
    assert table["speaker_id"].tolist() == ["unknown"]
