"""Sentences that tables carry in English (`method`, `note`), said in the language of the chart."""

import re
from collections.abc import Sequence

_NOUNS = {"article": "article", "articles": "articles", "shared stratum": "strate commune",
          "shared strata": "strates communes"}
_NOUN = "(" + "|".join(sorted(_NOUNS, key=len, reverse=True)) + ")"
# Of the nouns a sentence may hold, one is feminine.
_AGREED = (("communes rééchantillonnés", "communes rééchantillonnées"), ("un strate", "une strate"),
           ("d’strates", "de strates"), ("aucun strate", "aucune strate"))
_KINDS = {"studentized": "studentisé", "percentile": "percentiles", "bca": "BCa"}
_SIDES = {"rest": "reste", "direct": "paroles citées", "reported": "paroles rapportées", "narrator": "narration"}

_FRENCH: Sequence[tuple[str, str]] = (
    (rf"([\d.]+) % interval, {_NOUN} resampled ([\d,]+) times \((\w+)\)",
     "intervalle à {0} %, {1} rééchantillonnés {2} fois ({3})"),
    (rf"([\d.]+) % interval, leaving out one {_NOUN} at a time \(jackknife, Student's t\)",
     "intervalle à {0} %, en ôtant un {1} à la fois (jackknife, t de Student)"),
    (r"all ([\d,]+) exchanges of articles", "les {0} échanges d’articles possibles"),
    (r"([\d,]+) random exchanges of articles", "{0} échanges d’articles tirés au sort"),
    (r"all ([\d,]+) exchanges of articles inside strata", "les {0} échanges possibles dans les strates"),
    (r"([\d,]+) random exchanges of articles inside strata", "{0} échanges tirés au sort dans les strates"),
    (r"([\d.]+) % interval, quasi-Poisson regression with clustered errors",
     "intervalle à {0} %, régression quasi-Poisson, erreurs par grappes"),
    (r"([\d.]+) % interval, negative binomial regression with clustered errors",
     "intervalle à {0} %, régression binomiale négative, erreurs par grappes"),
    (r"prior: pooled corpus, α₀ = ([\d,.e+]+) words", "a priori\u00a0: corpus commun, α₀ = {0} mots"),
    (r"description, without an interval", "description, sans intervalle"),
    (r"description, without a test", "description, sans test"),
    (r"([\d.]+) % interval, Wilson, cues taken as independent",
     "intervalle à {0} %, Wilson, introducteurs supposés indépendants"),
    (r"(\d+) cue\(s\): a share needs (\d+)", "{0} introducteur(s)\u00a0: il en faut {1} pour une proportion"),
    (r"(\d+) article\(s\) on one side: fewer than (\d+) are described, not tested; the smallest p they could give is "
     r"([\d.e-]+)",
     "{0} article(s) d’un côté\u00a0: moins de {1}, décrits et non testés\u00a0; le plus petit p possible serait {2}"),
    (r"the smallest p these articles can give is ([\d.e-]+)",
     "le plus petit p que ces articles puissent donner est {0}"),
    (r"all articles have the same rate: nothing to exchange",
     "tous les articles ont le même taux\u00a0: rien à échanger"),
    (rf"one {_NOUN}: an interval over {_NOUN} cannot come from one {_NOUN}",
     "un seul article\u00a0: pas d’intervalle possible"),
    (rf"(\d+) {_NOUN}: fewer than (\d+) do not carry an interval, so read the {_NOUN} themselves",
     "{0} {1}\u00a0: moins de {2} ne donnent pas d’intervalle\u00a0; lire les {3}"),
    (rf"(\d+) {_NOUN}: fewer than (\d+), so the interval assumes a t distribution",
     "{0} {1}\u00a0: moins de {2}, l’intervalle suppose une loi de Student"),
    (rf"(\d+) hit\(s\) in (\d+) of (\d+) {_NOUN}: too few {_NOUN} with a hit to bound the rate",
     "{0} occurrence(s) dans {1} des {2} {3}\u00a0: trop peu pour borner le taux"),
    (r"hits are spread more evenly over articles than chance alone would spread them, so the interval is that of "
     r"independent hits(?:; .*)?",
     "occurrences plus régulières que le hasard\u00a0: intervalle d’occurrences indépendantes"),
    (rf"the resamples do not bound the interval: one of the (\d+) {_NOUN} holds (\d+) % of the hits",
     "un des {0} {1} porte {2} % des occurrences\u00a0: pas d’intervalle"),
    (rf"the resamples do not bound the interval: too few {_NOUN} have a hit or differ from the others",
     "intervalle non borné\u00a0: trop peu d’{0} ont une occurrence ou diffèrent des autres"),
    (rf"(\d+) of (\d+) {_NOUN} have no value", "{0} {2} sur {1} sans valeur"),
    (r"uncorrected", "non corrigé"),
    (r"corrected by coded units \(prediction-powered\)", "corrigé par les unités codées (inférence assistée)"),
    (r"corrected by coded units \(design-based\)", "corrigé par les unités codées (selon le plan de sondage)"),
    (r"corrected by sensitivity and specificity \(Rogan–Gladen\)",
     "corrigé par sensibilité et spécificité (Rogan–Gladen)"),
    (r"([\d.]+) % interval, normal \(delta method\)", "intervalle à {0} %, loi normale (méthode delta)"),
    (r"no error among (\d+) coded units with a hit: the interval knows of none",
     "aucune erreur dans {0} unités codées avec occurrence\u00a0: l’intervalle n’en connaît pas"),
    (r"no error among (\d+) coded units without a hit: the interval knows of none",
     "aucune erreur dans {0} unités codées sans occurrence\u00a0: l’intervalle n’en connaît pas"),
    (r"no coded unit in this group", "aucune unité codée dans ce groupe"),
    (r"coded units in (\d+) articles: fewer than (\d+) do not carry an interval",
     "unités codées dans {0} articles\u00a0: moins de {1} ne donnent pas d’intervalle"),
    (r"the same rates for all groups: where errors differ, so will the corrected shares",
     "mêmes taux d’erreur pour tous les groupes\u00a0: s’ils diffèrent, les proportions corrigées aussi"),
    (rf"no {_NOUN} to measure", "aucun {0} à mesurer"),
    (r"no hit in (\d+) .*", "aucune occurrence dans {0} articles"),
)


def said_in(lang: str, sentence: str) -> str:
    """Say a known sentence in French; anything else, and everything in English, stays as it came.

    Examples
    --------
    >>> from framing.charts.phrases import said_in
    >>> said_in("fr", "95 % interval, articles resampled 2,000 times (studentized)")
    'intervalle à 95\\xa0%, articles rééchantillonnés 2\\u202f000 fois (studentisé)'
    """
    if lang != "fr":
        return sentence
    known = _known(sentence)
    if known is not None:
        return known
    # « La Traverse: 6 hit(s) …; Le Fanal: … »: each part is said on its own.
    parts = [_with_name(part) for part in re.split(r"; (?!even were)", sentence)]
    return sentence if None in parts else "\u00a0; ".join(part for part in parts if part is not None)


def _with_name(part: str) -> str | None:
    if (whole := _known(part)) is not None:
        return whole
    name, colon, rest = part.partition(": ")
    known = _known(rest)
    name = _SIDES.get(name, name)
    return f"{name}\u00a0: {known}" if colon and known is not None else None


def _known(sentence: str) -> str | None:
    for pattern, french in _FRENCH:
        match = re.fullmatch(pattern, sentence)
        if match:
            said = french.format(*(_word(part) for part in match.groups())).replace(" %", "\u00a0%")
            said = re.sub(r"\bun (des \d+ strates)", r"une \1", said)
            for written, agreed in _AGREED:
                said = said.replace(written, agreed)
            return said
    return None


def _word(part: str) -> str:
    if part in _NOUNS:
        return _NOUNS[part]
    return _KINDS.get(part, part.replace(",", "\u202f").replace(".", ","))
