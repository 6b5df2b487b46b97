"""What a wildcard catches in a frequency list: how much, and what does not look like a form of the word."""

from collections.abc import Iterator, Mapping

import numpy as np

from framing.expressions import is_expression
from framing.lexicon import Lexicon
from framing.patterns import pattern_words
from framing.scrutiny.findings import Finding
from framing.type_index import Forms

# Endings of inflection and of plain derivation; what no ending explains may be another word.
_INFLECTIONS = {
    "fr": """e s es x aux é ée és ées er ez ent ai as a ons ont ais ait ions iez aient era eront erait eraient ir
             it is issent isse issait issant re u ue us ues ant ants ante antes iser isé isée isés
             isent""",
    "en": "s es ed d ing er ers ly y ies ied e ise ised ises ising ize ized izes izing ate ated ates ating",
}
_DERIVATIONS = {
    "fr": """tion tions sion sions ment ments able ables ible ibles ique iques ité ités té eur eurs euse euses
             eux rice rices ation ations ition itions isation isations ement ements issement
             issements ateur ateurs atrice atrices isseur isseurs ance ances ence ences if ifs ive
             ives isme ismes iste istes ien iens ienne iennes ier iers ière ières age ages al ale
             ales el els elle elles nel nels nelle nelles alement ellement ivement ément alité
             alités ibilité abilité ial iale iaux iales oire oires aire aires ie ies ure ures ite
             ites ide ides""",
    "en": """tion tions sion sions ion ions ment ments able ible ability ably ibly ic ics ical ically ity ities
             al als ally ial ially ation ations ator ators ance ances ence ant ants ent ents ivity
             ive ives ism isms ist ists istic ian ians ous ously ful fully less ness cy ty ry th ure
             ures ship ships hood dom man men""",
}
_ENDINGS = {lang: tuple({*_INFLECTIONS[lang].split(), *_DERIVATIONS[lang].split()}) for lang in _INFLECTIONS}
_SUSPECT_SHARE, _N_SHOWN = 0.02, 6


def expansion_findings(lexicon: Lexicon, frequencies: Mapping[str, Mapping[str, float]]) -> Iterator[Finding]:
    """Expand single words with wildcards; the suspicious first, then the broadest."""
    entries = lexicon.entries
    suspicious: list[tuple[float, Finding]] = []
    broad: list[tuple[float, Finding]] = []
    for lang, known in frequencies.items():
        forms = list(known)
        index = Forms.of(forms, np.arange(len(forms)), np.arange(len(forms)))
        share = np.fromiter(known.values(), np.float64, len(forms))
        for entry in entries[(entries["lang"] == lang) & ~entries["exclude"]].itertuples(index=False):
            words = pattern_words(str(entry.pattern), lang)
            if len(words) != 1 or not ("*" in words[0] or "?" in words[0] or is_expression(words[0])):
                continue
            places = np.concatenate([np.zeros(0, np.int64), *index.find(words[0])])
            total = share[places].sum()
            if not total:
                continue
            places = places[np.argsort(-share[places], kind="stable")]
            parts = [(forms[place], share[place] / total) for place in places]
            about = (lang, str(entry.category), str(entry.pattern))
            broad.append((total, Finding("expansion", "note", *about, f"{len(parts)} forms: {_shown(parts)}")))
            odd = [(form, part) for form, part in parts
                   if part >= _SUSPECT_SHARE and not _is_form(form, words[0], lang)]
            if odd:
                weight = total * sum(part for _, part in odd)
                suspicious.append((weight, Finding("suspicious_expansion", "warning", *about, _shown(odd))))
    for found in (suspicious, broad):
        yield from (finding for _, finding in sorted(found, key=lambda pair: -pair[0]))


def _shown(parts: list[tuple[str, float]]) -> str:
    more = ", …" if len(parts) > _N_SHOWN else ""
    return ", ".join(f"{form} {part:.0%}" for form, part in parts[:_N_SHOWN]) + more


def _is_form(form: str, word: str, lang: str) -> bool:
    """Does an ending explain what follows the stem? Only stems with one `*`, at the end, are judged."""
    stem = word.removesuffix("*")
    if "*" in stem or "?" in stem or is_expression(word) or lang not in _ENDINGS:
        return True
    # An ending may begin inside the stem, which is often cut short: élégan|t, consommateu|rs.
    # English doubles its last letter: scar|red.
    reach = len(stem) + (form[len(stem):len(stem) + 1] == stem[-1])
    return form == stem or any(form.endswith(ending) and len(form) - len(ending) <= reach
                               for ending in _ENDINGS[lang])
