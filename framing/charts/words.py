"""The words and numbers written on charts, in English and in French."""

import math
import re
from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from framing._check import check_choice

NO_BREAK_SPACE = "\u00a0"
THIN_NO_BREAK_SPACE = "\u202f"
MINUS = "\u2212"
MISSING = "–"

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "en": MappingProxyType({
        "colon": ": ", "semicolon": "; ", "percent": " %", "to": "to", "method": "Method", "note": "Note",
        "reference": "Reference", "events": "Events",
        "article": "article", "articles": "articles", "hit": "hit", "hits": "hits",
        "paragraph": "paragraph", "paragraphs": "paragraphs",
        "tokens": "tokens", "gap": "gap", "gaps": "gaps",
        "noted": "{n} estimates carry a note: see the table.",
        "per group": "per group", "per group and period": "per group and period",
        "a period": "per period",
        "estimate": "estimate", "interval": "interval", "no interval": "no interval",
        "undefined": "undefined",
        "first": "first", "last": "last", "lowest": "lowest", "highest": "highest", "log scale": "log scale",
        "position": "Position in the article (tokens, punctuation included)",
        "bar": "Bar: interval.", "hollow": "Hollow: no interval, or fewer than 5 articles.",
        "band": "Band: interval.", "breaks": "Lines stop where a period is missing.",
        "strip": "Bars: articles in each period.", "others": "Grey lines: the other groups.",
        "hatched": "Hatched: no interval.", "grey": "Grey: undefined.",
        "cell": "The number printed is the estimate.",
        "tick": "Each tick is one hit.", "bins": "Each cell is {n} tokens; darker means more hits.",
        "bands": "Grey and white bands are paragraphs.", "tagged": "Dotted bands",
        "rates": "Dot chart with intervals", "rates alone": "Dot chart, no intervals", "heatmap": "Heat map",
        "pairs": "Paired dot chart",
        "barcode": "Barcode of one article", "trend": "Line chart with intervals",
        "voices": "Voices", "narrator": "narrator", "direct": "quoted", "reported": "reported",
        "voices behind": "Violet behind the ticks: quoted words; hatched: reported words.",
        "voice bars": "Stacked bars of voices",
        "voice interval": "Black line: interval of the narrator's share.",
        "smoothed": "Line: smoothed over several periods; grey dots: each period alone.",
        "cut": "Intervals that leave the frame are cut.",
        "forest": "Ratios on a log scale, with intervals", "equal": "Line at 1: equally often.",
        "no place": "A ratio of 0 has no place on a log scale; it is written only.",
        "distinctive": "Distinctive words", "with word": "articles with it",
        "stem": "Dot: log2 of the ratio of rates per 1,000 words; 1 is twice as often. Bar: interval.",
        "found": "Filled: q ≤ 0.05, articles exchanged, adjusted over the table.",
        "no word": "No word stands above the others.",
        "plane": "Words by effect and spread",
        "spread": "Articles with the word, % of the side that uses it more",
        "more": "{group} more often", "less": "{group} less often", "five": "Dotted: 5 articles.",
        "named": "Named where there is room: the {n} of {m} words with the largest z.",
        "effect": "Log2 of the ratio of rates per 1,000 words: 1 is twice as often, −1 half as often.",
        "rest": "all other articles", "elsewhere": "elsewhere in these articles",
        "per group and window": "per group and window",
        "slope": "Slope chart with intervals", "settled": "Solid: the interval of the change leaves out 1.",
        "change": "change",
    }),
    "fr": MappingProxyType({
        "colon": f"{NO_BREAK_SPACE}: ", "semicolon": f"{NO_BREAK_SPACE}; ", "percent": f"{NO_BREAK_SPACE}%", "to": "à",
        "method": "Méthode", "note": "Note",
        "reference": "Référence",
        "events": "Évènements", "article": "article", "articles": "articles",
        "hit": "occurrence", "hits": "occurrences",
        "paragraph": "paragraphe", "paragraphs": "paragraphes",
        "tokens": "mots et signes", "gap": "lacune", "gaps": "lacunes",
        "noted": "{n} estimations portent une note\u00a0: voir le tableau.",
        "per group": "par groupe", "per group and period": "par groupe et période",
        "a period": "par période",
        "estimate": "estimation", "interval": "intervalle", "no interval": "sans intervalle",
        "undefined": "non défini",
        "first": "premier", "last": "dernier", "lowest": "minimum", "highest": "maximum",
        "log scale": "échelle log",
        "position": "Position dans l’article (mots et signes)",
        "bar": "Barre\u00a0: intervalle.",
        "hollow": "Évidé\u00a0: pas d’intervalle, ou moins de 5 articles.",
        "band": "Bande\u00a0: intervalle.", "breaks": "Les lignes s’arrêtent où une période manque.",
        "strip": "Barres\u00a0: articles de chaque période.",
        "others": "Lignes grises\u00a0: les autres groupes.",
        "hatched": "Hachuré\u00a0: sans intervalle.", "grey": "Gris\u00a0: non défini.",
        "cell": "Le nombre imprimé est l’estimation.", "tick": "Chaque trait est une occurrence.",
        "bins": "Chaque case couvre {n} mots et signes\u00a0; plus sombre, plus d’occurrences.",
        "bands": "Les bandes grises et blanches sont les paragraphes.", "tagged": "Bandes pointillées",
        "rates": "Graphique à points avec intervalles", "rates alone": "Graphique à points, sans intervalle",
        "heatmap": "Carte de chaleur",
        "pairs": "Graphique à points appariés", "barcode": "Code-barres d’un article",
        "trend": "Courbes avec intervalles",
        "voices": "Voix", "narrator": "narration", "direct": "paroles citées", "reported": "paroles rapportées",
        "voices behind": "Fond violet\u00a0: paroles citées\u00a0; hachuré\u00a0: paroles rapportées.",
        "voice bars": "Barres empilées des voix",
        "voice interval": "Trait noir\u00a0: intervalle de la part de la narration.",
        "smoothed": "Ligne\u00a0: lissée sur plusieurs périodes\u00a0; points gris\u00a0: chaque période seule.",
        "cut": "Les intervalles qui sortent du cadre sont coupés.",
        "forest": "Rapports sur échelle log, avec intervalles", "equal": "Trait à 1\u00a0: aussi souvent.",
        "no place": "Un rapport de 0 n’a pas de place sur une échelle log\u00a0; il est seulement écrit.",
        "distinctive": "Mots distinctifs", "with word": "articles concernés",
        "stem": "Point\u00a0: log2 du rapport des taux pour 1\u202f000 mots\u00a0; 1 vaut deux fois plus. "
                "Barre\u00a0: intervalle.",
        "found": "Plein\u00a0: q ≤ 0,05, articles échangés, corrigé sur le tableau.",
        "no word": "Aucun mot ne dépasse les autres.",
        "plane": "Mots par effet et dispersion",
        "spread": "Articles contenant le mot, en\u00a0% du côté qui l’emploie le plus",
        "more": "{group} plus souvent", "less": "{group} moins souvent", "five": "Pointillé\u00a0: 5 articles.",
        "named": "Nommés où la place le permet\u00a0: les {n} mots sur {m} de plus grand z.",
        "effect": "Log2 du rapport des taux pour 1\u202f000 mots\u00a0: 1 vaut deux fois plus, −1 deux fois moins.",
        "rest": "tous les autres articles", "elsewhere": "ailleurs dans ces articles",
        "per group and window": "par groupe et fenêtre",
        "slope": "Graphique en pentes avec intervalles",
        "settled": "Trait plein\u00a0: l’intervalle du changement laisse 1 dehors.", "change": "changement",
    }),
})

ROLES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "en": MappingProxyType({"title": "title", "subhead": "subhead", "caption": "caption",
                            "boilerplate": "boilerplate", "signature": "signature"}),
    "fr": MappingProxyType({"title": "titre", "subhead": "intertitre", "caption": "légende",
                            "boilerplate": "hors texte", "signature": "signature"}),
})

UNITS_FR: Mapping[str, str] = MappingProxyType({
    "per 1,000 words": "pour 1\u202f000 mots", "per 1000 words": "pour 1\u202f000 mots",
    "per 1,000 tokens": "pour 1\u202f000 unités", "per 100 words": "pour 100 mots",
    "per 100 spoken words": "pour 100 mots de parole", "share of cues": "proportion des introducteurs",
    "per 100 evaluative words": "pour 100 mots évaluatifs",
    "hits per 1,000 words": "occurrences pour 1\u202f000 mots",
    "difference per 1,000 words": "différence pour 1\u202f000 mots",
    "difference per 100 words": "différence pour 100 mots",
    "per 1,000 paragraphs": "pour 1\u202f000 paragraphes", "per 100 paragraphs": "pour 100 paragraphes",
    "difference": "différence",
    "mean over articles": "moyenne des articles",
    "observed / expected": "observé / attendu",
    "share of paragraphs": "proportion des paragraphes", "share of articles": "proportion des articles",
    "difference in share of paragraphs": "différence de proportion des paragraphes",
    "difference in share of articles": "différence de proportion des articles",
    "ratio": "rapport", "rate ratio": "rapport de taux", "share": "proportion", "words": "mots",
    "letters": "lettres", "log2 ratio": "rapport (log2)",
})

MONTHS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
})


def words_for(where: str, lang: str) -> Mapping[str, str]:
    """Give the table of words of one interface language, or refuse the language."""
    check_choice(where, "lang", lang, choices=WORDS)
    return WORDS[lang]


def unit_text(unit: str, lang: str) -> str:
    """Translate a unit when it is a known one; any other unit is written as it came."""
    return UNITS_FR.get(unit, unit) if lang == "fr" else unit


def french_spaces(text: str) -> str:
    """Set the no-break spaces of French typography: inside numbers, before high marks, inside guillemets.

    Examples
    --------
    >>> from framing.charts.words import french_spaces
    >>> french_spaces("Guerre : pour 1 000 mots")
    'Guerre\\xa0: pour 1\\u202f000 mots'
    """
    numbers = re.sub(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)",
                     lambda number: number[0].replace(" ", THIN_NO_BREAK_SPACE), text)
    return re.sub(r" (?=[:;!?»%])|(?<=«) ", NO_BREAK_SPACE, numbers)


def span_text(span: str, lang: str) -> str:
    """Write two days that a table joins by `to`; any other text is written as it came."""
    return span.replace(" to ", f" {WORDS[lang]['to']} ")


def capitalise(text: str) -> str:
    """Put a capital first and leave the rest alone (`str.capitalize` would lower it)."""
    return text[:1].upper() + text[1:]


def decimals_for(values: pd.Series) -> int:
    """Choose the decimals that show a column to about three figures, the same on every row."""
    sizes = pd.to_numeric(values, errors="coerce").abs()
    largest = sizes[sizes < math.inf].max()
    if not largest > 0:
        return 1
    return min(max(1 - math.floor(math.log10(largest)), 0 if largest >= 100 else 1), 6)


def format_number(value: float, lang: str, *, decimals: int) -> str:
    """Write a number as a reader of `lang` does; an undefined one is a dash."""
    if value is None or not math.isfinite(value):
        return MISSING
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return (MINUS if negative else "") + _localise(text, lang)


def format_tick(value: float, lang: str) -> str:
    """Write an axis tick with no more decimals than it needs."""
    text = _localise(f"{abs(value):,g}", lang)
    return (MINUS if value < 0 else "") + text


def _localise(text: str, lang: str) -> str:
    if lang != "fr":
        return text
    # The comma that separates thousands must go before the point becomes the decimal comma.
    return text.replace(",", THIN_NO_BREAK_SPACE).replace(".", ",")


def format_interval(low: float, high: float, lang: str, *, decimals: int, spoken: bool = False) -> str:
    """Write the two ends of an interval, or nothing when there is none; `spoken` joins them by a word."""
    if pd.isna(low) or pd.isna(high):
        return ""
    ends = [format_number(end, lang, decimals=decimals) for end in (low, high)]
    # A dash between two signed numbers reads as a third sign.
    separator = f" {WORDS[lang]['to']} " if spoken or min(low, high) < 0 else "–"
    return separator.join(ends)


def count_articles(number: float, lang: str) -> str:
    """Write `1 article`, `212 articles`."""
    # French puts zero and one in the singular, English only one.
    singular = number == 1 or (lang == "fr" and number == 0)
    return f"{format_number(number, lang, decimals=0)} {WORDS[lang]['article' if singular else 'articles']}"


def count_hits(number: int, lang: str) -> str:
    """Write `1 hit`, `22 hits`."""
    singular = number == 1 or (lang == "fr" and number == 0)
    return f"{format_number(number, lang, decimals=0)} {WORDS[lang]['hit' if singular else 'hits']}"
