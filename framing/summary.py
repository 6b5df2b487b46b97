"""An analysis in words: what was read, what was counted, what may be said of it, and what may not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from framing.corpus import Corpus
from framing.lexicon import Lexicon
from framing.tokens import Tokens

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Summary of the analysis", "read": "What was read", "counted": "What was counted",
        "estimates": "Estimates", "terms": "Words behind the counts", "notes": "How to read this",
        "files": "Figures", "article": "article", "articles": "articles",
        "one": "There is one article, so this is a description of it. No outlet is compared with another: an "
               "interval over articles cannot come from one article.",
        "single": "Nothing names groups of articles (no `{by}`), so all articles are described together and "
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
                  "share is an upper bound: speech that the rules miss is counted there. Speakers: `speakers.csv`; "
                  "spans: `speech.csv`.",
        "unnamed": "({column} not given)", "languages in": "Languages: {langs}.", "outlets in": "Outlets: {outlets}.",
        "found": "Articles found: {found} = kept: {kept} + refused: {refused}.",
        "named": "Refused and noticed, by name: `refused.csv`, `noticed.csv`.", "lexicon": "Lexicon: {name}, "
        "{number} categories.",
        "why": "Where there is no interval, the column `note` of `estimates.csv` says why.",
        "all": "all articles", "per 1,000 words": "per 1,000 words", "mean over articles": "mean over articles",
        "n_positive": "positive words (tone proxy)", "n_negative": "negative words (tone proxy)",
        "mattr_25": "lexical diversity (MATTR, 25 words)", "mean_word_letters": "letters per word",
        "mean_sentence_words": "words per sentence", "share_long_words": "share of words of 7 letters or more",
        "lix": "LIX readability",
        "none": "No term of the lexicon was found.", "undefined": "none",
        "hits": "{category}: {number} ({terms})",
        "absent": "Categories without a single hit: {absent}.",
        "words": "{words} words in {paragraphs} measured paragraph{plural}.",
    },
    "fr": {
        "title": "Résumé de l’analyse", "role title": "titre", "role standfirst": "chapô", "role body": "corps",
        "role kicker": "surtitre",
        "role subhead": "intertitre", "role caption": "légende", "role sidebar": "encadré",
        "role boilerplate": "hors texte",
        "languages in": "Langues : {langs}.", "outlets in": "Titres de presse : {outlets}.",
        "read": "Ce qui a été lu", "counted": "Ce qui a été compté",
        "estimates": "Estimations", "terms": "Les mots derrière les comptes", "notes": "Comment lire ceci",
        "files": "Figures", "article": "article", "articles": "articles",
        "one": "Il n’y a qu’un article : ceci en est une description. Aucun titre n’est comparé à un autre : un "
               "intervalle sur les articles ne peut pas venir d’un seul article.",
        "single": "Rien ne nomme de groupes d’articles (pas de `{by}`) : tous les articles sont décrits ensemble et "
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
                  "narration est une borne haute : les paroles que les règles ne trouvent pas y sont comptées. "
                  "Locuteurs : `speakers.csv` ; passages : `speech.csv`.",
        "unnamed": "({column} non indiqué)",
        "found": "Articles trouvés : {found} = gardés : {kept} + refusés : {refused}.",
        "named": "Refus et remarques, nommés : `refused.csv`, `noticed.csv`.", "lexicon": "Lexique : {name}, "
        "{number} catégories.",
        "why": "Là où il n’y a pas d’intervalle, la colonne `note` de `estimates.csv` dit pourquoi.",
        "all": "tous les articles", "per 1,000 words": "pour 1 000 mots", "mean over articles": "moyenne des articles",
        "n_positive": "mots positifs (indice de tonalité)", "n_negative": "mots négatifs (indice de tonalité)",
        "mattr_25": "diversité lexicale (MATTR, 25 mots)", "mean_word_letters": "lettres par mot",
        "mean_sentence_words": "mots par phrase", "share_long_words": "part des mots de 7 lettres ou plus",
        "lix": "lisibilité LIX",
        "none": "Aucun terme du lexique n’a été trouvé.", "undefined": "aucun",
        "hits": "{category} : {number} ({terms})",
        "absent": "Catégories sans aucune occurrence : {absent}.",
        "words": "{words} mots dans {paragraphs} paragraphe{plural} mesuré{plural}.",
    },
}
# The shares of the voices among the measures of the estimates.
VOICE_SHARES: Mapping[str, str] = {"narrator": "words_narrator", "direct": "words_direct", "reported": "words_reported"}
# As many terms as a line holds.
TERMS_SHOWN = 8
# Measures of the table beside the categories; the others are in `estimates.csv`.
SHOWN = (*VOICE_SHARES.values(), "n_positive", "n_negative", "mattr_25", "mean_word_letters", "mean_sentence_words",
         "share_long_words", "lix")
# The one group of a corpus in which nothing names groups.
ALL_ARTICLES = "all articles"


@dataclass(frozen=True, eq=False)
class Findings:
    """What a summary speaks of."""

    corpus: Corpus
    tokens: Tokens
    hits: pd.DataFrame
    estimates: pd.DataFrame
    scheme: Lexicon
    groups: pd.Series
    roles: tuple[str, ...]
    figures: Mapping[str, str]
    warned: tuple[str, ...]


def summarise(findings: Findings, lang: str = "en") -> str:
    """Word the findings of an analysis in Markdown.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.analysis import analyse
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "lang": "fr", "text": "La crise divise le gouvernement."}])
    >>> analyse(corpus).summary.splitlines()[0]
    '# Résumé de l’analyse'
    """
    words = WORDS[lang]
    sections = [f"# {words['title']}",
                f"## {words['read']}", _read(findings, words),
                f"## {words['counted']}", _counted(findings, words),
                f"## {words['terms']}", *_terms(findings, words, lang),
                f"## {words['estimates']}", _estimates(findings, words, lang),
                f"## {words['notes']}", _notes(findings, words)]
    if findings.figures:
        pictures = [f"![{_plain(alt)}](figures/{name}.png)" for name, alt in findings.figures.items()]
        sections += [f"## {words['files']}", *pictures]
    text = "\n\n".join(sections) + "\n"
    return _french_spaces(text) if lang == "fr" else text


def _read(findings: Findings, words: Mapping[str, str]) -> str:
    report, corpus = findings.corpus.report, findings.corpus
    lines = []
    if report is not None:
        lines.append(words["found"].format(found=report.n_found, kept=report.n_kept, refused=report.n_refused))
        if len(report.refused) or len(report.notes):
            lines.append(words["named"])
    outlets = sorted(corpus.documents["outlet"].dropna().unique()) if "outlet" in corpus.documents else []
    langs = corpus.paragraphs["lang"].groupby(level="doc_id").first().value_counts().sort_index()
    lines.append(words["languages in"].format(langs=", ".join(f"{code} {n}" for code, n in langs.items())))
    if outlets:
        lines.append(words["outlets in"].format(outlets=", ".join(map(_plain, outlets))))
    return "\n\n".join(lines)


def _counted(findings: Findings, words: Mapping[str, str]) -> str:
    measured = findings.corpus.paragraphs["role"].isin(findings.roles).to_numpy()
    owner = findings.tokens.paragraph_of_tokens()
    n_words = int((findings.tokens.vocabulary.is_word[findings.tokens.ids] & measured[owner]).sum())
    return "\n\n".join([
        words["words"].format(words=n_words, paragraphs=int(measured.sum()), plural="s" if measured.sum() > 1 else ""),
        words["roles"].format(roles=", ".join(words.get(f"role {role}", role) for role in findings.roles)),
        words["lexicon"].format(name=_plain(findings.scheme.name), number=len(findings.scheme.categories))])


def _terms(findings: Findings, words: Mapping[str, str], lang: str) -> list[str]:
    """List the commonest terms of each category, language by language."""
    if findings.hits.empty:
        return [words["none"]]
    labels = findings.scheme.labels(lang)
    langs = findings.corpus.paragraphs["lang"].groupby(level="doc_id").first()
    folded = findings.hits.assign(text=findings.hits["text"].str.lower(), lang=findings.hits["doc_id"].map(langs))
    blocks = []
    for code, part in folded.groupby("lang", sort=True):
        lines = [] if len(set(folded["lang"])) == 1 else [f"**{code}**", ""]
        for category in findings.scheme.categories:
            terms = part.loc[part["category"] == category, "text"].value_counts()
            if len(terms):
                # Ties by name, so that the same input gives the same text.
                ordered = sorted(terms.items(), key=lambda item: (-item[1], item[0]))[:TERMS_SHOWN]
                shown = ", ".join(f"{_plain(term)} {number}" for term, number in ordered)
                lines.append("- " + words["hits"].format(category=_plain(labels[category]), number=int(terms.sum()),
                                                         terms=shown))
        blocks.append("\n".join(lines))
    absent = [_plain(labels[name]) for name in findings.scheme.categories if name not in set(folded["category"])]
    return [*blocks, words["absent"].format(absent=" · ".join(absent))] if absent else blocks


def _estimates(findings: Findings, words: Mapping[str, str], lang: str) -> str:
    names = {**words, **findings.scheme.labels(lang), ALL_ARTICLES: words["all"]}
    # Categories without a single hit are named above and would only lengthen the table.
    shown = {*findings.hits["category"], *SHOWN}
    header = f"| {words['columns']} |"
    lines = [header, "|" + "---|" * (header.count("|") - 1)]
    for row in findings.estimates[findings.estimates["measure"].isin(shown)].itertuples():
        interval = words["undefined"] if pd.isna(row.ci_low) else f"{row.ci_low:.2f} – {row.ci_high:.2f}"
        estimate = words["undefined"] if pd.isna(row.estimate) else f"{row.estimate:.2f}"
        if lang == "fr":
            interval, estimate = interval.replace(".", ","), estimate.replace(".", ",")
        cells = [row.lang, words[f"voice {row.voice}"], names.get(row.group, row.group),
                 names.get(row.measure, row.measure), estimate, names.get(row.unit, row.unit), interval,
                 row.n_articles]
        lines.append("| " + " | ".join(_plain(str(cell)) for cell in cells) + " |")
    if findings.estimates["ci_low"].isna().any():
        lines.append("\n" + words["why"])
    return "\n".join(lines)


def _notes(findings: Findings, words: Mapping[str, str]) -> str:
    sizes = findings.groups.value_counts()
    notes = []
    if len(findings.groups) == 1:
        notes.append(words["one"])
    elif set(sizes.index) == {ALL_ARTICLES}:
        notes.append(words["single"].format(by="outlet"))
    elif (sizes < 5).any():
        notes.append(words["few"])
    if len(set(findings.estimates["lang"])) > 1:
        notes.append(words["languages"])
    notes += [words["voices"], words["proxy"], *map(_plain, findings.warned)]
    return "\n".join(f"- {note}" for note in notes)


def _french_spaces(text: str) -> str:
    """Set the no-break spaces of French typography."""
    return re.sub(r" (?=[:;!?»%])|(?<=«) ", "\u00a0", text)


def _plain(text: str) -> str:
    """Keep text of an article from acting as Markdown or HTML."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{mark}" if mark in "\\|`*_[]" else mark for mark in escaped).replace("\n", " ")
