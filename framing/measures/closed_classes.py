"""Closed classes of French and English that decide how far an operator reaches: data, no rules."""

from collections.abc import Mapping

Words = Mapping[str, frozenset[str]]


def _forms(**languages: str) -> Words:
    return {code: frozenset(text.split()) for code, text in languages.items()}


# Words that end a clause; `que` does not: « ne croit pas que l'accord soit juste ».
STOPS = _forms(
    fr="mais et ou ni car or donc puis puisque puisqu' lorsque lorsqu' quand parce tandis qui dont où "
       "afin",
    en="but and because although though while whereas which who when if since unless until")
QUE = _forms(fr="que qu'")
# A noun phrase also ends where another begins or where the verb stands.
PHRASE_STOPS = _forms(
    fr="pour dans par sur avec sous chez vers depuis pendant entre contre lors est sont était étaient a "
       "ont avait avaient sera seront",
    en="that for in on at with by from as before after is are was were has have had will would can could "
       "may might should must does do did")
# Words that no reach is spent on: articles, pronouns, prepositions, auxiliaries.
LIGHT = _forms(
    fr="le la les l' un une des du de d' au aux à en y se s' me m' te t' ne n' ce c' ça cela il elle on "
       "ils elles je j' tu nous vous lui leur leurs cet cette ces mon ma mes son sa ses notre nos votre "
       "vos que qu' pour par dans sur avec chez vers entre sous est sont était étaient été être sera "
       "seront serait seraient soit soient fut furent a ont avait avaient avoir aura auront aurait "
       "auraient ait aient eu as ai avons avez sommes êtes suis étant ayant si aussi plus trop bien tout "
       "tous toute toutes même encore toujours",
    en="a an the of to in on at by for from with as into about than it its he she they we i you him her "
       "them us me his their our my your this that these those there be is are was were been being am "
       "have has had having do does did will would can could may might shall should must so such any all "
       "much more most as even ever yet really also")
# What these govern is a noun phrase, not a clause: sans accord, faute de paix, lack of trust.
BEFORE_NOUNS = _forms(fr="sans de d'", en="without of")

DETERMINERS = _forms(
    fr="le la les l' un une des du au aux ce cet cette ces mon ma mes son sa ses notre nos votre vos "
       "leur leurs chaque toute quelque premier premiers grand grands petit petits deux trois")
PREPOSITIONS = _forms(fr="à de d' en par sur pour au aux du")
# Nouns and adverbs of degree outside negation: un pas, le point, une personne, de plus, en plus.
NOUN_LIKE = _forms(fr="pas point personne rien plus")
NOUN_LIKE_AFTER_PREPOSITION = _forms(fr="pas point plus")
# These may stand before their `ne`: « personne n'a … », « aucun accord n'est … ».
NEGATIVE_SUBJECTS = _forms(fr="personne rien aucun aucune nul nulle jamais pas")
# Nothing but negators, also across a comma: « n'est, dit-il, pas juste ».
SURE_NEGATORS = _forms(fr="pas jamais guère aucun aucune aucunement nullement")
# Without `ne`: spoken French between quotation marks, and clauses without a verb (« Pas d'accord. »).
SPOKEN_NEGATORS = _forms(fr="pas jamais rien")
VERBLESS_NEGATORS = _forms(fr="pas jamais rien aucun aucune nul nulle aucunement nullement guère")
PLUS = _forms(fr="plus")
# After an empty `ne` these are no negators: avant qu'elle ne soit plus grave, mieux qu'il ne l'a jamais été.
DEGREE = _forms(fr="plus jamais")
# Before `que … ne` they make the `ne` empty: avant qu'il ne parte, plus juste qu'il ne l'était.
BEFORE_EMPTY_NE = _forms(
    fr="avant moins plus mieux pire pires meilleur meilleure meilleurs meilleures autre autres autrement "
       "moindre peur crainte craindre crains craint craignent craignait craignaient redoute redoutent "
       "redoutait empêcher empêche empêchent éviter évite évitent")
