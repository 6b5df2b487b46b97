"""Closed classes that decide where reported speech begins and ends, as one set of flags per type."""

import numpy as np

from framing.scanner import CLITIC, NUMBER, PUNCTUATION
from framing.tokens import Vocabulary
from framing.voice.lines import QUOTATION

(WORD, CAPITAL, COMMA, COLON, STOP, DASH, THAT, QUESTION, PREPOSITION, DETERMINER, PRONOUN, AUXILIARY, FINITE,
 ADVERB, TIME, CONJUNCTION, SUBORDINATOR, RELATIVE, NEGATOR, INFINITIVE, TIED, REFLEXIVE, OBJECT, TITLE_NOUN,
 CONDITIONAL, IF, SEMICOLON, IMPERSONAL, SELF, PARENTHESIS, HEARSAY, BEING, FOR, MARK) = (
     1 << place for place in range(34))

_CLASSES: dict[int, dict[str, str]] = {
    THAT: {"fr": "que qu'", "en": "that"},
    QUESTION: {"fr": "si s' comment pourquoi combien quand ce où quel quelle quels quelles qui",
               "en": "whether if how why what when where who which"},
    PREPOSITION: {
        "fr": "à au aux de d' du des dans en sur sous pour par avec sans chez vers entre contre depuis pendant "
              "après avant lors devant derrière malgré selon parmi dès jusqu' jusque hors face auprès via",
        "en": "of in on at to for from with by as into about after before during since over under through "
              "against between among amid without within despite like per via upon across around near at "
              "following regarding concerning toward towards outside inside until behind than"},
    DETERMINER: {
        "fr": "le la les l' un une des du ce cet cette ces mon ma mes son sa ses notre nos votre vos leur leurs "
              "aucun aucune chaque plusieurs quelques certains certaines tout toute tous toutes deux trois au aux",
        "en": "the a an this that these those my his her its our your their no every each some any many most "
              "several few all both another two three four five six one more"},
    PRONOUN: {"fr": "il elle on ils elles je j' tu nous vous ce c' cela ça ceci celui celle ceux celles qui "
                    "personne",
              "en": "he she it they we i you there this that these those who nobody someone everyone anyone"},
    AUXILIARY: {
        "fr": "a ont avait avaient aura auront aurait auraient ait aient eut est sont était étaient sera seront "
              "serait seraient soit fut furent avoir être ayant étant été as ai avons avez va vont",
        "en": "has have had having is are was were be been being will would can could may might should must do "
              "does did 's 've 'd 'll 're"},
    FINITE: {
        "fr": "a ont avait avaient aura auront aurait auraient est sont était étaient sera seront serait seraient "
              "soit fut furent peut peuvent pouvait pourrait pourront doit doivent devait devrait faut fallait "
              "veut veulent va vont fait font",
        "en": "is are was were am has have had will would can could may might should must shall do does did 's "
              "'re 've 'll 'd 'm isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot "
              "couldn't shouldn't don't doesn't didn't mustn't needs need makes make made goes went gone gets got "
              "comes came takes took gives gave knows knew thinks thought wants wanted needed becomes became "
              "remains remained seems seemed says said led left lost won felt found kept began put let set ran"},
    ADVERB: {
        "fr": "aussi encore toujours déjà enfin ensuite alors ainsi notamment même bien mal hier aujourd'hui "
              "demain ne n' pas plus jamais rien tout ailleurs également puis très y en",
        "en": "also then later now once again already still even often never always recently not n't only just "
              "repeatedly too first ever both yet since sometimes simply soon today yesterday tomorrow tonight "
              "earlier previously there here instead ago"},
    TIME: {"fr": "lundi mardi mercredi jeudi vendredi samedi dimanche matin soir après-midi janvier février mars "
                 "avril mai juin juillet août septembre octobre novembre décembre",
           "en": "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
                 "august september october november december morning afternoon evening night week month year "
                 "mon tue wed thu fri sat sun jan feb mar apr jun jul aug sept oct nov dec"},
    CONJUNCTION: {"fr": "et mais ou car or ni donc", "en": "and but or nor so yet"},
    SUBORDINATOR: {
        "fr": "alors tandis bien parce puisque puisqu' lorsque lorsqu' quand comme pendant afin quoique quoiqu' "
              "même avant après depuis si s'",
        "en": "while although though because since when whereas unless after before as if until once despite "
              "whose where whenever"},
    RELATIVE: {"fr": "qui dont où lequel laquelle lesquels lesquelles que qu'", "en": "who which whom whose that"},
    NEGATOR: {"fr": "ne n' pas", "en": "not never n't"},
    INFINITIVE: {"fr": "de d' à", "en": "to"},
    TIED: {"fr": "-t-il -t-elle -t-on -t-ils -t-elles -il -elle -on -ils -elles -je -tu -nous -vous"},
    REFLEXIVE: {"fr": "se s'"},
    OBJECT: {"fr": "le la l' les lui leur me m' nous vous te t' y en", "en": "him her them me us you it himself "
             "herself themselves itself people"},
    TITLE_NOUN: {
        "fr": "film roman livre chanson album série émission pièce article essai documentaire tableau opéra poème "
              "ouvrage intitulé intitulée titre titré lu lire lit relu relire vu magazine revue spectacle jeu",
        "en": "film novel book song album series show play episode article essay documentary painting opera poem "
              "movie titled entitled memoir magazine column read reading watched musical sitcom comedy game"},
    CONDITIONAL: {"fr": "aurait auraient serait seraient"},
    HEARSAY: {"en": "allegedly reportedly purportedly supposedly", "fr": "censément"},
    BEING: {"fr": "est sont était étaient sera seront serait seraient soit fut furent être étant été",
            "en": "is are was were be been being"},
    FOR: {"fr": "pour"},
    IF: {"fr": "si s'", "en": "if"},
    IMPERSONAL: {"fr": "il", "en": "it"},
    SELF: {"fr": "je j' nous tu vous me m' mon ma mes notre nos votre vos moi toi",
           "en": "i we you my our your me us"},
}
# Most words in -ment are nouns (gouvernement): endings and words that are adverbs for sure.
_ADVERB_ENDINGS = ("amment", "emment", "ément", "ablement", "iblement", "ivement", "eusement", "ellement", "alement",
                   "èrement", "iquement", "ièvement", "ètement", "atement", "ainement")
_ADVERBS = frozenset(
    "directement exactement fortement rapidement clairement simplement seulement longuement fermement justement "
    "vraiment autrement largement lentement nettement sobrement calmement froidement sèchement ouvertement "
    "doucement hautement durement tristement pleinement lourdement sûrement strictement ardemment mollement "
    "vertement crûment gentiment poliment joliment assurément absolument résolument uniment indûment franchement "
    "sagement".split())
_MARKS = {",": COMMA, ":": COLON, ";": SEMICOLON, "—": DASH, "–": DASH, "―": DASH, "-": DASH, "(": PARENTHESIS,
          ")": PARENTHESIS, "[": PARENTHESIS, "]": PARENTHESIS}
_STOPS = frozenset(".!?…‽。؟")


def listed(forms: str) -> frozenset[str]:
    """Return the words of a string as a set."""
    return frozenset(forms.split())


def flags_of_types(vocabulary: Vocabulary) -> np.ndarray:
    """Return the flags of every type, int64 (n_types)."""
    table: dict[str, dict[str, int]] = {}
    for flag, languages in _CLASSES.items():
        for code, forms in languages.items():
            listed = table.setdefault(code, {})
            for form in forms.split():
                listed[form] = listed.get(form, 0) | flag
    none: dict[str, int] = {}
    flags = np.zeros(len(vocabulary), dtype=np.int64)
    rows = zip(vocabulary.types, vocabulary.folded, vocabulary.langs, vocabulary.kind.tolist(), strict=True)
    for place, (form, folded, code, kind) in enumerate(rows):
        flags[place] = table.get(code, none).get(folded, 0) | _of_form(form, folded, code, kind)
    return flags


def parts_of_names(vocabulary: Vocabulary) -> np.ndarray:
    """Return which types may be part of a name, bool (n_types): a capital, and no article, preposition or pronoun."""
    small = {(code, form) for flag in (DETERMINER, PREPOSITION, PRONOUN)
             for code, forms in _CLASSES[flag].items() for form in forms.split()}
    rows = zip(vocabulary.types, vocabulary.langs, vocabulary.folded, vocabulary.kind.tolist(), strict=True)
    return np.fromiter((form[0].isupper() and kind not in (PUNCTUATION, CLITIC) and (code, folded) not in small
                        for form, code, folded, kind in rows), bool, len(vocabulary))


def _of_form(form: str, folded: str, code: str, kind: int) -> int:
    if kind == PUNCTUATION:
        mark = MARK if form[0] in QUOTATION and len(form) <= 2 else 0
        return _MARKS.get(form[0], 0) | (STOP if form[0] in _STOPS else 0) | mark
    flag = WORD if kind != CLITIC else 0
    if form[0].isupper():
        flag |= CAPITAL
    if kind == NUMBER:
        return flag | TIME
    if code == "en":
        flag |= _english(folded)
    elif code == "fr" and (folded.endswith(_ADVERB_ENDINGS) or folded in _ADVERBS):
        flag |= ADVERB
    return flag


def _english(folded: str) -> int:
    if folded.endswith("ly") and len(folded) > 4 and folded not in ("family", "reply", "supply", "italy", "july"):
        return ADVERB
    if (folded.endswith("ed") and len(folded) > 4) or folded.endswith("n't"):
        return FINITE
    return 0
