"""Who the speaker is: the phrase as written, and one name for all the ways an article writes it."""

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import normalize

import numpy as np

from framing.tokens import Tokens
from framing.voice.sentence import Speech
from framing.voice.words import listed, parts_of_names

UNKNOWN = "unknown"
_MALE, _FEMALE, _MANY, _ANY = "m", "f", "p", ""
_PRONOUNS = {"il": _MALE, "he": _MALE, "elle": _FEMALE, "she": _FEMALE, "ils": _MANY, "elles": _MANY, "they": _MANY,
             "on": _ANY, "it": _ANY, "who": _ANY, "qui": _ANY, "je": _ANY, "lequel": _ANY, "laquelle": _ANY,
             "lui": _ANY, "celui-ci": _MALE, "celle-ci": _FEMALE, "him": _MALE, "her": _FEMALE, "ce dernier": _MALE,
             "cette dernière": _FEMALE, "the latter": _ANY}
_TITLES = {"m.": _MALE, "mr.": _MALE, "mr": _MALE, "mme": _FEMALE, "mrs.": _FEMALE, "mrs": _FEMALE, "ms.": _FEMALE,
           "ms": _FEMALE, "madame": _FEMALE, "monsieur": _MALE, "mlle": _FEMALE, "sir": _MALE,
           **dict.fromkeys(("sen.", "rep.", "gov.", "gen.", "president", "président", "dr.", "dr", "me", "senator",
                            "secretary", "minister", "professor", "prof.", "col.", "lt.", "former", "le", "la", "the",
                            "pope", "king", "prince", "judge", "justice", "general", "chancellor"), _ANY)}
_GENDERED = {"le": _MALE, "un": _MALE, "la": _FEMALE, "une": _FEMALE, "les": _MANY, "des": _MANY, "his": _ANY}
_ARTICLES = listed(
    "le la les l' un une des du the a an his her its their our son sa ses leur ce cette ces")
_LONGEST_NAME = 4
# Behind these a name belongs to somebody else: « la porte-parole de Lise Roux », the wife of John Marsh.
_JOINTS = listed(
    "de du des d' à au aux et ou avec pour par sur of for with and or to by from in at on 's as than et") | _ARTICLES
# A phrase with one of these holds more than a subject: the rule that took it went astray.
_VERBS = listed(
    "est sont a ont avait avaient était étaient devait devaient is are was were has have had said says will would")
_RELATIVES = listed("qui que dont où who whom whose which that")
_TRAILING = listed("no longer also then now still even aussi encore ensuite enfin")


class Named(NamedTuple):
    """A span with its speaker in words."""

    speech: Speech
    speaker: str
    speaker_id: str


class _Phrase(NamedTuple):
    """What a phrase says whatever article it stands in: its name, the heads of its roles, what it is called."""

    name: str
    beside: tuple[str, ...]
    head: str
    bare: str
    gender: str


@dataclass(slots=True)
class _Article:
    """What an article calls people: its names by their last word, the names behind roles, who spoke last.

    `parts` and `subjects` are shared by all articles: each phrase is taken apart once.
    """

    names: dict[str, str]
    parts: dict[str, _Phrase]
    subjects: dict[str, str]
    roles: dict[str, str] = field(default_factory=dict)
    said: list[tuple[str, str]] = field(default_factory=list)

    def full(self, name: str) -> str:
        """Return the longest name of the article with the same last word, unless a first name speaks against it."""
        words = _untitled(name.split())
        longest = self.names.get(words[-1], "") if words else ""
        return longest if longest and set(words) <= set(longest.split()) else " ".join(words) or name

    def split(self, phrase: str) -> _Phrase:
        """Return what a phrase says, taken apart when it is first met."""
        if phrase not in self.parts:
            self.parts[phrase] = _taken_apart(phrase)
        return self.parts[phrase]

    def learn(self, phrase: str) -> None:
        """Note the role that stands beside a name: « le ministre, Paul Martin »."""
        known = self.split(phrase)
        for head in known.beside if known.name else ():
            self.roles.setdefault(head, self.full(known.name))

    def identity(self, phrase: str, *, depth: int = 0) -> str:
        """Return whom a phrase names; a pronoun names the last speaker that agrees with it.

        Who is quoted inside a quote is no speaker that a later pronoun of the narrator could mean.
        """
        if phrase not in self.subjects:
            self.subjects[phrase] = _subject(phrase)
        phrase = self.subjects[phrase]
        if not phrase:
            return UNKNOWN
        low = phrase.lower()
        if low in _PRONOUNS:
            wanted = _PRONOUNS[low]
            fitting = (name for name, gender in reversed(self.said)
                       if gender == wanted or (wanted != _MANY and _ANY in (gender, wanted) and gender != _MANY))
            return next(fitting, UNKNOWN)
        known = self.split(phrase)
        found = self.full(known.name) if known.name else self.roles.get(known.head) or known.bare
        if not depth:
            self.said.append((found, known.gender))
        return found


def name_speakers(tokens: Tokens, found: list[tuple[int, list[Speech]]]) -> list[tuple[int, list[Named]]]:
    """Give every span its speaker in words, and a name that is the same through the article."""
    documents = tokens.index.get_level_values("doc_id").tolist()
    types, ids, spaced = tokens.vocabulary.types.tolist(), array("i", tokens.ids.tobytes()), tokens.spaced.tobytes()
    names = _names(tokens, types, sorted({row for row, _ in found}), documents)
    by_document: dict[str, list[tuple[int, list[Speech]]]] = defaultdict(list)
    for row, spans in found:
        by_document[documents[row]].append((row, spans))

    def written(span: tuple[int, int] | None) -> str:
        if span is None:
            return ""
        start, end = span
        text = "".join([" " + types[ids[place]] if spaced[place] else types[ids[place]] for place in range(start, end)])
        text = normalize("NFC", text).strip(" ,-–—")
        return text.removeprefix("t-") if end - start == 1 else text

    result = []
    parts: dict[str, _Phrase] = {}
    subjects: dict[str, str] = {}
    for document, own in by_document.items():
        article = _Article(names.get(document, {}), parts, subjects)
        phrases = [[written(speech.speaker) for speech in spans] for _, spans in own]
        for phrase in (phrase for row in phrases for phrase in row):
            article.learn(phrase)
        for (row, spans), spoken in zip(own, phrases, strict=True):
            result.append((row, [Named(speech, phrase, article.identity(phrase, depth=speech.depth))
                                 for speech, phrase in zip(spans, spoken, strict=True)]))
    return result


def _names(tokens: Tokens, types: list[str], rows: list[int], documents: list[str]) -> dict[str, dict[str, str]]:
    """Return, for each article, its longest name of two to four capitalised words by its last word."""
    inside = parts_of_names(tokens.vocabulary)[tokens.ids]
    owner = tokens.paragraph_of_tokens()
    breaks = np.append(True, owner[1:] != owner[:-1])[:len(owner)]
    starts = np.flatnonzero(inside & (breaks | ~np.append(False, inside[:-1])[:len(inside)]))
    ends = np.flatnonzero(inside & np.append(breaks[1:] | ~inside[1:], True)[:len(inside)]) + 1
    read = {documents[row] for row in rows}
    long = (ends - starts >= 2) & (ends - starts <= _LONGEST_NAME)
    names: dict[str, dict[str, str]] = defaultdict(dict)
    ids = array("i", tokens.ids.tobytes())
    known: dict[bytes, tuple[str, str]] = {}  # a name that comes back is put together once
    for start, end, row in zip(starts[long].tolist(), ends[long].tolist(), owner[starts[long]].tolist(), strict=True):
        document = documents[row]
        if document in read:
            key = ids[start:end].tobytes()
            if key not in known:
                words = _untitled([types[number] for number in ids[start:end]])
                known[key] = (words[-1], " ".join(words) if len(words) > 1 else "")
            last, name = known[key]
            if len(name) > len(names[document].get(last, "")):
                names[document][last] = name
    return names


def _untitled(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0].lower() in _TITLES:
        words = words[1:]
    return words


def _taken_apart(phrase: str) -> _Phrase:
    """Return name, roles and gender of a phrase."""
    name, roles = _split(phrase)
    first = phrase.split()[0].lower() if phrase else ""
    gender = _TITLES.get(first) or _GENDERED.get(first, _ANY)
    if first == "the" and _bare(roles[0] if roles else phrase).split(" ")[0].endswith("s"):
        gender = _MANY
    return _Phrase(name, tuple(_head(role) for role in roles), _head(phrase), _bare(phrase), gender)


def _split(phrase: str) -> tuple[str, list[str]]:
    """Split a phrase into a name, if it holds one, and the other parts.

    The name is a part between commas, or stands behind a role: « la maire Lise Roux ».
    """
    parts = [part.strip() for part in phrase.split(",") if part.strip()]
    named = [part for part in parts if _is_name(part)]
    if named:
        return named[0], [part for part in parts if part != named[0]]
    for place, part in enumerate(parts):
        role, name = _behind_role(part)
        if name:
            return name, [*parts[:place], role, *parts[place + 1:]]
    return "", parts


def _behind_role(part: str) -> tuple[str, str]:
    """Split « la maire Lise Roux » into role and name; two capitalised words, or one behind a title, are a name."""
    words = part.split()
    start = len(words)
    while start and _capital(words[start - 1]):
        start -= 1
    name = words[start:]
    long_enough = len(name) > 1 and _is_name(" ".join(name))
    elided, _, role = words[start - 1].lower().rpartition("'") if start else ("", "", "")
    if not role or not long_enough or role in _JOINTS or elided == "d":
        return part, ""
    return " ".join(words[:start]), " ".join(name)


def _subject(phrase: str) -> str:
    """Return the subject in a phrase: without adverbs behind it; nothing where a verb shows that it is none."""
    words = phrase.split()
    while len(words) > 1 and (words[-1].lower() in _TRAILING or words[-1].lower() in _PRONOUNS):
        words = [*words[:-2], words[-2].rstrip(",")]
    low = [word.lower() for word in words]
    verb = next((place for place, word in enumerate(low) if word in _VERBS), len(low))
    if verb == len(low) or any(word in _RELATIVES for word in low[:verb]):
        return " ".join(words)
    return words[0] if low[0] in _PRONOUNS else ""


def _is_name(text: str) -> bool:
    words = _untitled(text.split())
    return bool(words) and len(words) <= 5 and all(
        _capital(word) or word in ("de", "du", "von", "van", "der", "bin", "al", "la", "le") for word in words
    ) and _capital(words[0]) and words[0].lower() not in _ARTICLES


def _capital(word: str) -> bool:
    """Say whether a word has a capital of its own: the one of « L'économiste » is its article's."""
    elided, apostrophe, rest = word.partition("'")
    return word[0].isupper() and not (apostrophe and len(elided) == 1 and rest[:1].islower())


def _bare(phrase: str) -> str:
    words = phrase.replace("'", "' ").split()
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    return " ".join(words).replace("' ", "'")


def _head(role: str) -> str:
    """Return the words of a role that come back: « secrétaire général » of « le secrétaire général du bloc »."""
    words = _bare(role).lower().split()
    kept = []
    for word in words:
        if word in ("de", "du", "des", "of", "at", "for", "and", "et") or word.startswith("d'"):
            break
        kept.append(word)
    return " ".join(kept) or role.lower()
