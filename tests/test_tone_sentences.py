"""The built-in tone lists and operators on whole sentences, in the typographies of real exports."""

import pytest
from corpora import make_corpus

from framing.measures.tone import tone
from framing.tokens import tokenize

TYPOGRAPHIES = [str.maketrans({"’": "'"}), str.maketrans({"'": "’"}), str.maketrans({" ": "\u00a0", "'": "’"})]

# A sentence, and how many of its words count as positive and as negative after the operators.
FRENCH = [
    # Two-part negation, with elision, at a distance, before the noun and after it.
    ("Le plan n'est pas efficace.", 0, 1), ("La réforme n'a pas réussi.", 0, 1),
    ("Il n'a jamais été honnête.", 0, 1), ("Ce n'est guère convaincant.", 0, 1),
    ("Rien n'est excellent dans ce texte.", 0, 1), ("Personne n'a admiré ce discours.", 0, 1),
    ("Aucun progrès n'a été constaté.", 0, 1), ("Le ministre n'a nullement été courageux.", 0, 1),
    ("Nul succès n'est en vue.", 0, 1), ("Il n'est point de bonheur ici.", 0, 1),
    ("Le texte n'est ni juste ni efficace.", 0, 1), ("Un projet sans succès.", 0, 1),
    ("Non, ce n'est pas un désastre.", 0, 0), ("Ce n'est plus une catastrophe.", 0, 0),
    # After the noun.
    ("Le succès n'est pas au rendez-vous.", 0, 1), ("La confiance fait défaut.", 0, 1),
    ("La confiance manque.", 0, 1), ("Le succès n'est pas garanti.", 0, 1), ("L'enthousiasme a disparu.", 0, 1),
    ("Le scandale a été évité.", 0, 0), ("Cette confiance n'existe plus.", 0, 1),
    # Verbs that reverse, and their own negation.
    ("Elle a évité un scandale.", 0, 0), ("Le préfet a empêché une catastrophe.", 0, 0),
    ("L'accord met fin à la crise.", 0, 0), ("La loi lutte contre le gaspillage.", 0, 0),
    ("Il n'a pas évité le scandale.", 0, 1), ("Elle n'évite pas la catastrophe.", 0, 1),
    ("Rien n'a empêché le fiasco.", 0, 1), ("La grève empêche tout progrès.", 0, 1),
    # What looks like a negation and is none.
    ("Il n'hésite pas à saluer ce geste.", 1, 0), ("La presse n'a pas hésité à féliciter le maire.", 1, 0),
    ("Elle ne peut s'empêcher d'admirer le pont.", 1, 0), ("C'est sans doute un succès.", 1, 0),
    ("Il réclame sans cesse des améliorations.", 1, 0), ("Un succès sans précédent.", 1, 0),
    ("Pas moins de dix succès.", 1, 0), ("Il est on ne peut plus honnête.", 1, 0),
    ("Rien de moins que la catastrophe.", 0, 1), ("Ce n'est pas seulement un fiasco, mais aussi un mensonge.", 0, 2),
    ("Il est non seulement efficace mais aussi honnête.", 2, 0), ("Ce fiasco non plus.", 0, 1),
    ("Son courage ne fait aucun doute.", 1, 0), ("Ce n'est pas sans danger.", 0, 1),
    # The empty ne, ne … que, plus.
    ("Partez avant que le désastre ne soit complet.", 0, 1), ("Ce n'est qu'un fiasco.", 0, 1),
    ("Un plan plus efficace arrive.", 1, 0), ("Le plan n'est plus efficace.", 0, 1),
    ("De plus, le plan est efficace.", 1, 0), ("Il craint que le fiasco ne soit plus lourd.", 0, 2),
    # Scope ends: a mark, a conjunction, a quotation mark.
    ("Le texte n'est pas prêt, mais il est efficace.", 1, 0), ("Il n'est pas venu et le fiasco dure.", 0, 1),
    ("« C'est pas honnête », dit-elle.", 0, 1), ("Une personne honnête n'a pas menti.", 1, 0),
    ("Un pas efficace.", 1, 0), ("Pas de succès à Genève.", 0, 1), ("Faute de confiance, elle part.", 0, 1),
    # Events and fixed phrases say nothing of the tone.
    ("La guerre a fait dix morts et des victimes.", 0, 0), ("Le bombardement a détruit le pont.", 0, 0),
    ("Le développement durable et la légitime défense.", 0, 0), ("L'ingénieur travaille dans la raffinerie.", 0, 0),
    ("L'hospitalisation et la décentralisation sous l'empire.", 0, 0), ("Un accident grave.", 0, 0),
]
ENGLISH = [
    ("The plan is not effective.", 0, 1), ("It wasn't a disaster.", 0, 0), ("Nobody admired the speech.", 0, 1),
    ("No progress was made.", 0, 1), ("They left without success.", 0, 1), ("It is hardly convincing.", 0, 1),
    ("It was neither honest nor effective.", 0, 2), ("The plan never succeeded.", 0, 1),
    ("Confidence is lacking.", 0, 1), ("Success never came.", 0, 1), ("The disaster was averted.", 0, 0),
    ("Hope has evaporated.", 0, 1), ("The scandal was avoided.", 0, 0), ("Success is not guaranteed.", 0, 1),
    ("She avoided a scandal.", 0, 0), ("The deal prevented a catastrophe.", 0, 0),
    ("The law puts an end to the chaos.", 0, 0), ("They fight against injustice.", 0, 0),
    ("It did not avoid the scandal.", 0, 1), ("Nothing prevented the fiasco.", 0, 1),
    ("The strike hinders progress.", 0, 2), ("He did not hesitate to praise the mayor.", 1, 0),
    ("She never hesitated to congratulate them.", 1, 0), ("They couldn't help but admire the bridge.", 1, 0),
    ("No doubt a success.", 1, 0), ("It is nothing short of a disaster.", 0, 1),
    ("It is not only effective but also honest.", 2, 0), ("An unprecedented, brilliant success.", 2, 0),
    ("It was only a fiasco.", 0, 1), ("It was not new, it was honest.", 1, 0),
    ("He did not read it and the chaos goes on.", 0, 1), ("It is not without danger.", 0, 1),
    ("The war killed ten people and left victims.", 0, 0), ("The bombing destroyed the bridge.", 0, 0),
    ("A trade fair in Great Britain, thanks to the trust fund.", 0, 0),
    ("Central intelligence and artificial intelligence.", 0, 0), ("Her demeanour and the grime of Grimsby.", 0, 0),
    ("They live in spite of it, lying on the shore.", 0, 0), ("No problem.", 0, 0), ("In no respect.", 0, 0),
]


@pytest.mark.parametrize(("lang", "sentence", "n_positive", "n_negative"),
                         [("fr", *row) for row in FRENCH] + [("en", *row) for row in ENGLISH])
def test_sentences_in_three_typographies(lang: str, sentence: str, n_positive: int, n_negative: int) -> None:
    counts = tone(tokenize(make_corpus([sentence.translate(table) for table in TYPOGRAPHIES], lang=lang)))
    found = counts[["n_positive", "n_negative"]].to_numpy().tolist()
    assert found == [[n_positive, n_negative]] * len(TYPOGRAPHIES)
