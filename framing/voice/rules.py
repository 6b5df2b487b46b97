"""The rules in their order, sentence by sentence; what no rule claims is a fragment, a title or the narrator's."""

from framing.voice.beside import attach_quote_before
from framing.voice.clauses import attach_act, attach_before
from framing.voice.complements import attach_after
from framing.voice.cues import Cue
from framing.voice.governors import governor
from framing.voice.nouns import NOUN, attach_noun
from framing.voice.prepositions import FOR_SOMEBODY, attach_comme, attach_pour, attach_preposition
from framing.voice.sentence import Sentence, Speech
from framing.voice.strays import Quote
from framing.voice.words import (
    CAPITAL,
    COLON,
    COMMA,
    FINITE,
    HEARSAY,
    IF,
    SELF,
    STOP,
    TITLE_NOUN,
    WORD,
)

_LONGEST_SCARE = 3
_VERBLESS_TITLE = 8


def read_sentence(sentence: Sentence) -> list[Speech]:
    """Return the spans of one sentence, in text order."""
    covered = sentence.start
    for cue in sentence.cues:
        if cue.start < covered:
            continue
        if cue.lemma == FOR_SOMEBODY:
            attach_pour(sentence, cue)
        elif cue.category == "prepositional":
            attach_preposition(sentence, cue, covered)
        else:
            _verb(sentence, cue, covered)
        covered = max([covered, *(speech.end for speech in sentence.found)])
    for quote in sentence.free_quotes():
        _unattributed(sentence, quote)
    sentence.found += _hearsay(sentence)
    return sorted(sentence.found, key=lambda speech: (speech.start, speech.end))


def _verb(sentence: Sentence, cue: Cue, first: int) -> None:
    one = governor(sentence, cue, first=first) if cue.lemma != NOUN else None
    if one is None:
        attach_noun(sentence, cue)
        return
    if sentence.lang == "fr" and attach_comme(sentence, cue, one.verb, first):
        return
    if attach_quote_before(sentence, one, first=first):
        return
    if attach_after(sentence, one, first=first):
        return
    if attach_before(sentence, one, first=first):
        return
    attach_act(sentence, one)


def _unattributed(sentence: Sentence, quote: Quote) -> None:
    """Sort a quote nobody introduces: a whole sentence, an introduced one, a title, a single word, a fragment."""
    flags = sentence.lines.flags
    n_words = sentence.words(quote.start, quote.end)
    before = flags[quote.left - 1] if quote.left > sentence.start else 0
    alone = not sentence.words(sentence.start, quote.left) and not sentence.words(quote.right, sentence.end)
    if quote.continues or (alone and n_words > 1):
        sentence.add_quote(quote, "direct", None, None, "quote alone")
    elif before & COLON:
        sentence.add_quote(quote, "direct", None, None, "colon")
    elif _is_title(sentence, quote, n_words):
        sentence.add_quote(quote, "title", None, None, "title")
    elif n_words <= _LONGEST_SCARE and not sentence.found:
        if not quote.closed:
            return  # a mark without its other half makes no single words
        sentence.add_quote(quote, "scare", None, None, "single word")
    elif _whole(sentence, quote, n_words):
        sentence.add_quote(quote, "direct", None, None, "quoted sentence")
    else:
        sentence.add_quote(quote, "mixed", None, None, "fragment")


def _whole(sentence: Sentence, quote: Quote, n_words: int) -> bool:
    flags = sentence.lines.flags
    if n_words <= 4 or not flags[quote.start] & CAPITAL:
        return False
    known = sentence.lang in ("en", "fr")
    return not known or any(flags[place] & (FINITE | SELF) for place in range(quote.start, quote.end))


def _is_title(sentence: Sentence, quote: Quote, n_words: int) -> bool:
    lines, flags = sentence.lines, sentence.lines.flags
    if not flags[quote.start] & CAPITAL or n_words > _VERBLESS_TITLE or flags[quote.end - 1] & (STOP | COMMA):
        return False
    near = range(max(sentence.start, quote.left - 4), quote.left)
    if any(flags[place] & TITLE_NOUN for place in near):
        return True
    words = [place for place in range(quote.start, quote.end) if flags[place] & WORD and len(lines.form(place)) > 3]
    return len(words) > 1 and sentence.lang == "en" and all(flags[place] & CAPITAL for place in words)


def _hearsay(sentence: Sentence) -> list[Speech]:
    """Le suspect aurait agi seul; allegedly: the narrator's own clause, on somebody's word."""
    lines, flags = sentence.lines, sentence.lines.flags
    for place in sentence.hearsay:
        inside = any(quote.left <= place < quote.right for quote in sentence.quotes)
        reported = any(speech.start <= place < speech.end and speech.kind != "prepositional"
                       for speech in sentence.found)
        if inside or reported or lines.form(sentence.end - 1) == "?" or any(
                flags[other] & IF for other in range(sentence.start, sentence.end)):
            continue
        adverb = flags[place] & HEARSAY
        if adverb or (place + 1 < sentence.end and _participle(lines.form(place + 1))):
            return [Speech(sentence.start, sentence.stop(), "hearsay",
                           "hearsay adverb" if adverb else "hearsay conditional", None,
                           (place, place + (1 if adverb else 2)), "hearsay")]
    return []


def _participle(form: str) -> bool:
    return form.lower().endswith(("é", "ée", "és", "ées", "u", "us", "ue", "ues", "i", "is", "it", "ie", "ies", "its",
                                  "ait", "ert", "ort", "eint", "pas")) and len(form) > 1
