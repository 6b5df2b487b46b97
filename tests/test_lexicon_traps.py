"""Traps of stems and of many-sided words, category by category, in the typographies of real exports."""

from functools import cache

import pytest
from corpora import make_corpus

import framing as fr
from framing.lexicon import Lexicon
from framing.tokens import tokenize

SCHEMES = ("generic_news", "war_peace", "policy_frames", "moral_language", "modality", "uncertainty",
           "strategy_issue", "conflict_actors", "metaphors", "tone")
TYPOGRAPHIES = {
    "straight": str.maketrans({"’": "'"}),
    "curly": str.maketrans({"'": "’"}),
    "no-break": str.maketrans({" ": "\u00a0", "'": "’"}),
}

# Language, categories, and words that none of them may match.
SILENT = [
    # Stems that reach other words.
    ("en", "conflict negative", "They were accustomed to it."),
    ("en", "crime_punishment care_vice", "The road runs through Crimea, past Crimean villages."),
    ("en", "positive authority_virtue", "The admiral retired to an admiralty house."),
    ("en", "morality sanctity_virtue", "Churchill was photographed with a rabbit."),
    ("en", "economic", "A taxi, a taxonomy, an important investigation and a companion of a subsidiary kind."),
    ("en", "hypothesis_scenario", "The patient was saved from hypothermia."),
    ("en", "deontic_necessity positive", "Vitali Klitschko spoke first."),
    ("en", "cultural_identity loyalty_virtue", "They fired a Patriot missile and moved Patriot batteries."),
    ("en", "positive gain", "Her successor had to improvise."),
    ("en", "loyalty_vice", "An infantry division crossed the river."),
    ("en", "negative", "A scarce animal with a scarf."),
    ("en", "health_safety", "The infantry stopped."),
    ("en", "cultural_identity", "They orchestrated the operation and operate from there."),
    ("en", "public_opinion", "Remain vigilant and watch the rallying cry."),
    ("en", "fairness_vice", "Mr Cheatham met a trade fair."),
    ("en", "risk_threat_outlook", "Mrs Worrall and Mr Dangerfield came."),
    ("fr", "negative sanctity_vice", "Vous pourriez venir, nous pourrions partir."),
    ("fr", "positive", "Il faut optimiser cette optimisation."),
    ("fr", "natural_disaster positive", "Il va embrasser sa mère."),
    ("fr", "health_safety care_virtue", "La guérilla continue."),
    ("fr", "liberty_virtue", "Le Libéria et un ministre libéral."),
    ("fr", "fairness_vice negative", "M. Trichet est arrivé."),
    ("fr", "economic", "Un banquet sous la banquise, et il marche."),
    ("fr", "sanctity_virtue", "Une tumeur bénigne, un Béninois."),
    ("fr", "security_defense military_forces", "Un troupeau de moutons devant la troupe de théâtre."),
    ("fr", "legality_constitutionality", "Un vol charter."),
    ("fr", "cultural_identity", "La nationalisation des banques."),
    ("fr", "morality", "Un acteur immortel."),
    ("fr", "future_prediction", "Une prédilection de prédicateur."),
    ("fr", "war_metaphor", "Le bataillon est rentré."),
    ("fr", "crime_punishment", "La Crimée et la séquestration de carbone."),
    ("fr", "cultural_identity", "Une opération de grande ampleur, M. Dansereau."),
    ("fr", "security_defense", "Un bombardier d'eau et des oiseaux."),
    ("fr", "legality_constitutionality", "Un groupe interdisciplinaire face au dérèglement."),
    ("fr", "economic", "Une situation hypothétique et un propos licencieux."),
    ("fr", "gain loss", "Il dîne au restaurant."),
    ("fr", "hypothesis_scenario", "Il devint plus calme et mangea des spéculoos."),
    # Accents count.
    ("fr", "economic", "Elle marche vite."), ("fr", "conflict negative", "Il accuse réception."),
    # Many-sided words.
    ("fr", "responsibility", "Un responsable de l'agence est venu."),
    ("fr", "political", "Il est parti tôt, elle a tiré parti de la pluie."),
    ("fr", "human_interest civilians", "Les fils électriques sont coupés."),
    ("fr", "morality", "Il a agi de bonne foi, en l'honneur du roi."),
    ("fr", "fairness_virtue", "L'intégrité territoriale et le ministère de la Justice."),
    ("fr", "loss", "Un joueur d'échecs."), ("fr", "economic", "Le prix Nobel et le marché de Noël."),
    ("fr", "capacity_resources", "Au moyen de la loi, le service des ressources humaines répond."),
    ("fr", "public_opinion", "Il est manifestement absent."),
    ("fr", "external_regulation", "Un étranger est entré, d'accord avec eux."),
    ("fr", "military_forces", "Le secrétaire général s'exprime en général tard."),
    ("fr", "civilians", "La guerre civile, la société civile, le code civil."),
    ("fr", "policy_prescription", "Dans la mesure où elle est faite sur mesure, au premier plan."),
    ("fr", "security_defense", "La sécurité sociale, la sécurité routière et un conflit d'intérêts."),
    ("fr", "cultural_identity", "L'exposition à la fumée, dix livres de pain, la culture du blé, la langue de bois."),
    ("fr", "evidential_source", "Par rapport à l'an dernier, le rapport de force change."),
    ("fr", "deontic_necessity", "Le retard est dû à la neige pendant l'état d'urgence."),
    ("fr", "certainty_booster", "Il en fait partie et met en évidence un oubli."),
    ("fr", "hearsay_marker", "Selon que le temps est beau, un après-midi."),
    ("fr", "unknown_unverified", "C'est sans doute lui, cela ne fait aucun doute."),
    ("en", "hedge_possibility", "They met in May and again since May."),
    ("en", "future_prediction", "A matter of political will and free will."),
    ("en", "fairness_equality", "A trade fair, a fair amount, the justice minister."),
    ("en", "security_defense", "He held her in his arms; social security and a conflict of interest."),
    ("en", "political", "A birthday party, a third party, an advertising campaign and a hotel lobby."),
    ("en", "military_forces", "In general the attorney general agrees; a task force of nature, the fire brigade."),
    ("en", "war_violence", "A labour strike in that case, she was kind."),
    ("en", "positive", "People like well paid and pretty right leading kind thoughts."),
    ("en", "negative", "The poor lie there, a sentence of ten words."),
    ("en", "hedge_approximation", "What kind of talk about books around the house?"),
    ("en", "certainty_booster", "Never mind."), ("en", "unknown_unverified", "No doubt he came."),
    ("en", "legality_constitutionality", "A tennis court and the laws of physics."),
    ("en", "health_safety", "The health of the planet, a safety net and diplomatic immunity."),
    ("en", "cultural_identity", "The authors of the study, an identity card, state-of-the-art."),
    ("en", "economic", "The bill would pass; industrialized countries emit billions of tonnes."),
    ("en", "liberty_virtue", "They left on Independence Day."),
    ("en", "hearsay_marker", "It went according to plan."),
    ("en", "loss", "He declined to comment."), ("en", "civilians", "The founding fathers and a parent company."),
    ("en", "parliament_parties", "Her opposition to it."), ("en", "media", "They press ahead."),
]
# Language, category, text, and the words it must match.
HEARD = [
    ("fr", "economic", "L'économie et l'emploi", ["économie", "emploi"]),
    ("fr", "health_safety", "L'hôpital d'Arles", ["hôpital"]),
    ("fr", "security_defense", "ETAT D'URGENCE", ["ETAT D'URGENCE"]),
    ("fr", "fairness_equality", "L'équité entre pays riches", ["équité", "pays riches"]),
    ("fr", "military_forces", "Le général de l'armée", ["général", "armée"]),
    ("fr", "government_executive", "Le président arrive", ["président"]),
    ("fr", "capacity_resources", "une main-d'œuvre", ["main-d'œuvre"]),
    ("fr", "deontic_necessity", "Il faut qu'il ait besoin de temps", ["Il faut", "besoin de"]),
    ("fr", "war_metaphor", "La bataille contre l'inflation", ["bataille contre"]),
    ("en", "hedge_possibility", "It may rain", ["may"]), ("en", "future_prediction", "They will leave", ["will"]),
    ("en", "hedge_approximation", "about two million", ["about"]),
    ("en", "media", "The press corps", ["press corps"]), ("en", "political", "The party and its leader", ["party"]),
    ("en", "cultural_identity", "Its author", ["author"]), ("en", "crime_punishment", "Crime rose", ["Crime"]),
    ("en", "strategic_game", "The race was too close to call", ["too close to call"]),
    ("en", "ability_possibility", "They can't and couldn't", ["can't", "couldn't"]),
]


@cache
def schemes() -> tuple[Lexicon, ...]:
    """Return the schemes, read once."""
    return tuple(map(fr.load_lexicon, SCHEMES))


@cache
def category(name: str) -> tuple[Lexicon, ...]:
    """Return every built-in category of that name: two schemes have an `economic` and a `morality`."""
    found = tuple(lexicon[name] for lexicon in schemes() if name in lexicon.categories)
    assert found, name
    return found


def words_met(name: str, text: str, lang: str) -> list[list[list[str]]]:
    """Return what each built-in category of that name matches in each typography of the text."""
    tokens = tokenize(make_corpus([text.translate(table) for table in TYPOGRAPHIES.values()], lang))
    found = [fr.find_terms(tokens, one) for one in category(name)]
    return [[hits.loc[hits["par_id"] == row + 1, "text"].tolist() for row in range(len(TYPOGRAPHIES))]
            for hits in found]


@pytest.mark.parametrize(("lang", "names", "text"), SILENT)
def test_traps_stay_silent(lang: str, names: str, text: str) -> None:
    for name in names.split():
        assert words_met(name, text, lang) == [[[]] * len(TYPOGRAPHIES)] * len(category(name)), name


@pytest.mark.parametrize(("lang", "name", "text", "words"), HEARD)
def test_their_neighbours_are_heard(lang: str, name: str, text: str, words: list[str]) -> None:
    expected = [[word.translate(table) for word in words] for table in TYPOGRAPHIES.values()]
    assert expected in words_met(name, text, lang)
