"""The words of summaries and reports, in English and in French."""

from collections.abc import Mapping

from framing.charts.words import french_spaces

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Summary of the analysis", "read": "What was read", "counted": "What was counted",
        "estimates": "Estimates", "terms": "Words behind the counts", "notes": "How to read this",
        "files": "Figures",
        "one": "There is one article, so this is a description of it. No outlet is compared with another: an "
               "interval over articles cannot come from one article.",
        "single": "Nothing names groups of articles (no {by}), so all articles are described together and "
                  "nothing is compared.",
        "few": "Groups with fewer than five articles are described, without an interval.",
        "languages": "French and English rates are not comparable with each other: the term lists differ.",
        "proxy": "Counts of listed words are proxies. A frame count does not see what a sentence says with a word, "
                 "irony, or what is left unsaid; the tone proxy counts evaluative words after "
                 "negation, not an attitude.",
        "roles": "Measured roles: {roles}. Paragraphs of other roles are in the table with no words counted.",
        "columns": "language | voice | group | measure | estimate | unit | 95 % interval | articles",
        "words_narrator": "narrator's words", "words_direct": "quoted words", "words_reported": "reported words",
        "per 100 words": "per 100 words", "voice all": "all", "voice narrator": "narrator",
        "voices": "Frames and tone are given for the whole text and for the narrator's own words. The narrator's "
                  "share is rather too high: speech that the rules miss is counted there.",
        "voice files": "Speakers: speakers.csv; spans of speech: speech.csv.",
        "unnamed": "({column} not given)", "languages in": "Languages: {langs}.", "outlets in": "Outlets: {outlets}.",
        "found": "Articles found: {found} = kept: {kept} + refused: {refused}.",
        "named": "Refused and noticed, by name: refused.csv, noticed.csv.",
        "why": "Where there is no interval, the column note of estimates.csv says why.",
        "all": "all articles", "per 1,000 words": "per 1,000 words", "mean over articles": "mean over articles",
        "n_positive": "positive words (tone proxy)", "n_negative": "negative words (tone proxy)",
        "mattr_25": "lexical diversity (MATTR, 25 words)", "mean_word_letters": "letters per word",
        "mean_sentence_words": "words per sentence", "share_long_words": "share of words of 7 letters or more",
        "lix": "LIX readability",
        "none": "No term of the lexicon was found.", "undefined": "none",
        "hits": "{number} ({terms})",
        "absent": "Categories without a single hit: {absent}.",
        "words": "{words} words in {paragraphs} measured paragraph{plural}.",
        "colon": ":", "contents": "Contents", "scroll": "Scrolls sideways",
        "corpus caption": "Articles and words, by language and group",
        "corpus columns": "language | group | articles | paragraphs measured | words | from | to",
        "refusals": "Refused, by reason: {reasons}.", "noticed": "Noticed while reading: {reasons}.",
        "lexicon": "{title} ({name}, version {version}, {licence}): {patterns}. Source: {source}",
        "own lexicon": "{name}: {patterns}.", "patterns": "{n} patterns in {lang}",
        "lang en": "English", "lang fr": "French",
        "not": "What it is not: {text}", "known_limits": "Known limits of the list {name}",
        "measured_quality": "Measured quality of the list {name}",
        "intervals": "Intervals: {methods}.", "description": "Intervals: none; the corpus is described.",
        "versions": "framing {version}; fingerprint of the texts {texts}, of the word lists {lexicons}.",
        "same": "The same texts, word lists and version give the same numbers.",
        "figure frames": "Framing terms ({lang})", "figure tone": "Tone proxy ({lang})",
        "figure voices": "Voices ({lang})", "figure barcode": "Terms along the article “{article}”",
        "terms in": "Commonest terms ({lang})", "estimates caption": "Estimates with 95 % intervals",
        "estimates alone": "Estimates, without intervals",
        "speakers": "Who is heard", "no speakers": "No speech was found.",
        "speakers caption": "Speakers with most words, by language and group",
        "speakers columns": "language | group | speaker | articles | words | of these quoted",
        "speakers note": "Speakers are named by rules; pronouns go to the last speaker that fits. Room is not "
                         "agreement: a long quotation may be there to be refuted.",
        "unknown": "(speaker not named)",
        "evidence": "The words in their paragraphs",
        "evidence rule": "Paragraphs are not chosen for what they say: of all paragraphs of a group with a hit of the "
                         "category, evenly spaced ones are shown, {each} at most. Shown: {shown} of {all}.",
        "evidence key": "Marked: terms of the category. Violet: quoted; violet and slanted: reported, the speaker "
                        "beside it. Paragraphs of more than 3,000 characters are shown around their hits.",
        "evidence cut": "The report would be too large: some groups show fewer.",
        "evidence none": "Paragraphs are left out of this report on request.",
        "made markdown": "Made by framing {version}.",
        "made": "Made by framing {version}. It holds no script and asks the network for nothing.",
        "report title": "How the story is told: {groups}", "one group": "one corpus",
    },
    "fr": {
        "title": "Résumé de l’analyse", "role title": "titre", "role standfirst": "chapô", "role body": "corps",
        "role kicker": "surtitre",
        "role subhead": "intertitre", "role caption": "légende", "role sidebar": "encadré",
        "role boilerplate": "hors texte",
        "languages in": "Langues : {langs}.", "outlets in": "Titres de presse : {outlets}.",
        "read": "Ce qui a été lu", "counted": "Ce qui a été compté",
        "estimates": "Estimations", "terms": "Les mots derrière les comptes", "notes": "Comment lire ceci",
        "files": "Figures",
        "one": "Il n’y a qu’un article : ceci en est une description. Aucun titre n’est comparé à un autre : un "
               "intervalle sur les articles ne peut pas venir d’un seul article.",
        "single": "Rien ne nomme de groupes d’articles (pas de {by}) : tous les articles sont décrits ensemble et "
                  "rien n’est comparé.",
        "few": "Les groupes de moins de cinq articles sont décrits, sans intervalle.",
        "languages": "Les taux français et anglais ne se comparent pas entre eux : les listes de mots diffèrent.",
        "proxy": "Compter les mots d’une liste ne donne qu’un indice. Un compte de cadrage ne voit ni ce que la phrase "
                 "dit avec le mot, ni l’ironie, ni ce qui est tu ; l’indice de tonalité compte des "
                 "mots évaluatifs après négation, non une attitude.",
        "roles": "Rôles mesurés : {roles}. Les paragraphes d’un autre rôle sont dans le tableau, sans mot compté.",
        "columns": "langue | voix | groupe | mesure | estimation | unité | intervalle à 95 % | articles",
        "words_narrator": "mots de la narration", "words_direct": "mots cités", "words_reported": "mots rapportés",
        "per 100 words": "pour 100 mots", "voice all": "toutes", "voice narrator": "narration",
        "voices": "Cadres et tonalité sont donnés pour tout le texte et pour la narration seule. La part de la "
                  "narration est plutôt trop haute : les paroles que les règles ne trouvent pas y sont comptées.",
        "voice files": "Locuteurs : speakers.csv ; passages : speech.csv.",
        "unnamed": "({column} non indiqué)",
        "found": "Articles trouvés : {found} = gardés : {kept} + refusés : {refused}.",
        "named": "Refus et remarques, nommés : refused.csv, noticed.csv.",
        "why": "Là où il n’y a pas d’intervalle, la colonne note de estimates.csv dit pourquoi.",
        "all": "tous les articles", "per 1,000 words": "pour 1\u202f000 mots",
        "mean over articles": "moyenne des articles",
        "n_positive": "mots positifs (indice de tonalité)", "n_negative": "mots négatifs (indice de tonalité)",
        "mattr_25": "diversité lexicale (MATTR, 25 mots)", "mean_word_letters": "lettres par mot",
        "mean_sentence_words": "mots par phrase", "share_long_words": "part des mots de 7 lettres ou plus",
        "lix": "lisibilité LIX",
        "none": "Aucun terme du lexique n’a été trouvé.", "undefined": "aucun",
        "hits": "{number} ({terms})",
        "absent": "Catégories sans aucune occurrence : {absent}.",
        "words": "{words} mots dans {paragraphs} paragraphe{plural} mesuré{plural}.",
        "colon": " :", "contents": "Sommaire", "scroll": "Défile de côté",
        "corpus caption": "Articles et mots, par langue et par groupe",
        "corpus columns": "langue | groupe | articles | paragraphes mesurés | mots | du | au",
        "refusals": "Refusés, par raison : {reasons}.", "noticed": "Remarqué à la lecture : {reasons}.",
        "lexicon": "{title} ({name}, version {version}, {licence}) : {patterns}. Source : {source}",
        "own lexicon": "{name} : {patterns}.", "patterns": "{n} motifs en {lang}",
        "lang en": "anglais", "lang fr": "français",
        "not": "Mise en garde\u00a0: {text}", "known_limits": "Limites connues de la liste {name}",
        "measured_quality": "Qualité mesurée de la liste {name}",
        "intervals": "Intervalles : {methods}.", "description": "Intervalles : aucun ; le corpus est décrit.",
        "versions": "framing {version} ; empreinte des textes {texts}, des listes de mots {lexicons}.",
        "same": "Mêmes textes, mêmes listes et même version donnent les mêmes nombres.",
        "figure frames": "Termes de cadrage ({lang})", "figure tone": "Indice de tonalité ({lang})",
        "figure voices": "Voix ({lang})", "figure barcode": "Les termes au fil de l’article « {article} »",
        "terms in": "Termes les plus fréquents ({lang})", "estimates caption": "Estimations et intervalles à 95 %",
        "estimates alone": "Estimations, sans intervalle",
        "speakers": "Qui est entendu", "no speakers": "Aucune parole n’a été trouvée.",
        "speakers caption": "Locuteurs qui ont le plus de mots, par langue et par groupe",
        "speakers columns": "langue | groupe | locuteur | articles | mots | dont cités",
        "speakers note": "Les locuteurs sont nommés par des règles ; un pronom va au dernier locuteur qui convient. La "
                         "place n’est pas l’accord : une longue citation peut être là pour être réfutée.",
        "unknown": "(locuteur non nommé)",
        "evidence": "Les mots dans leurs paragraphes",
        "evidence rule": "Les paragraphes ne sont pas choisis pour ce qu’ils disent : parmi tous ceux d’un groupe qui "
                         "ont une occurrence de la catégorie, on en montre à intervalles réguliers, {each} au plus. "
                         "Montrés : {shown} sur {all}.",
        "evidence key": "Marqués : les termes de la catégorie. Violet : cité ; violet penché : rapporté, avec le "
                        "locuteur à côté. Les paragraphes de plus de 3 000 caractères sont montrés autour de leurs "
                        "occurrences.",
        "evidence cut": "Le rapport serait trop lourd : certains groupes en montrent moins.",
        "evidence none": "Les paragraphes sont laissés hors de ce rapport, comme demandé.",
        "made markdown": "Fait par framing {version}.",
        "made": "Fait par framing {version}. Cette page ne contient aucun script et ne demande rien au réseau.",
        "report title": "Comment l’histoire est racontée : {groups}", "one group": "un corpus",
    },
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": _WORDS["en"], "fr": {name: french_spaces(text) for name, text in _WORDS["fr"].items()}}
