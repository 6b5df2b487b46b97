"""Exercises of the course: what is said of an answer, without giving the solution away."""

import numbers
import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from framing._check import check_choice
from framing._markup import element, plain

RIGHT, WRONG, UNANSWERED, MOOT = "right", "wrong", "unanswered", "moot"

_STYLE = "background:#f7f7f5;color:#1a1a1a;border-left:4px solid #444444;padding:8px 12px;font-size:14px"
_CODE = "background:#f7f7f5;color:#1a1a1a"
_MARKS = MappingProxyType({RIGHT: "✓", WRONG: "✗", UNANSWERED: "…", MOOT: "–"})
_WORDS = MappingProxyType({
    "en": MappingProxyType({
        RIGHT: "Right.", WRONG: "Not yet.", MOOT: "These articles cannot answer it.",
        UNANSWERED: "Not answered yet. Write your answer in place of None, run that cell, then this one.",
        "number": "A number is asked for.", "truth": "The answer is True or False.", "name": "A name is asked for."}),
    "fr": MappingProxyType({
        RIGHT: "Juste.", WRONG: "Pas encore.", MOOT: "Ces articles ne permettent pas d’y répondre.",
        UNANSWERED: "Pas encore de réponse. Écrivez-la à la place de None, exécutez cette cellule-là, puis celle-ci.",
        "number": "On attend un nombre.", "truth": "La réponse est True ou False.", "name": "On attend un nom."}),
})


@dataclass(frozen=True)
class Verdict:
    """What is said of an answer: `state` is `right`, `wrong`, `unanswered` or `moot`, `text` what the learner reads."""

    state: str
    text: str

    def __repr__(self) -> str:
        return f"{_MARKS[self.state]} {self.text}"

    def _repr_html_(self) -> str:
        # Text and background both: an untrusted notebook keeps them, in the light and in the dark theme.
        said = re.sub(r"`([^`]+)`", element("code", r"\1", style=_CODE), plain(self.text))
        return element("div", f"{element('strong', _MARKS[self.state])} {said}", style=_STYLE)


def check_answer(answer: object, right: object, *, hint: str, mistakes: Iterable[tuple[object, str]] = (),
                 because: str = "", unless: str = "", decimals: int = 0, lang: str = "en") -> Verdict:
    """Compare an answer with the right one, which the notebook computed from the articles at hand.

    Parameters
    ----------
    answer
        What the learner wrote; None as long as nothing was written.
    right
        A number, a truth value, a name, or several names of which each is right (a tie).
    hint
        What to look at, for an answer that is none of `mistakes`.
    mistakes
        Pairs of a wrong answer and what it comes from, the likeliest first. One that is right by chance is right.
    because
        Said of a right answer: what it shows.
    unless
        Why the articles at hand cannot answer the question; empty if they can.
    decimals
        Digits behind the point an answer needs. More are welcome.
    lang
        Language of the verdict, `en` or `fr`.

    Returns
    -------
    A `Verdict`. It never holds the right answer, and no answer raises an error.

    Raises
    ------
    ValueError
        If `lang` is unknown.

    Examples
    --------
    >>> from framing.notebooks import check_answer
    >>> check_answer(None, 12, hint="Count the rows.")
    … Not answered yet. Write your answer in place of None, run that cell, then this one.
    >>> check_answer(30, 12, hint="Count the rows.", mistakes=[(30, "These are all rows; how many are quoted?")])
    ✗ Not yet. These are all rows; how many are quoted?
    >>> check_answer(12, 12, hint="Count the rows.")
    ✓ Right.
    """
    check_choice("check_answer", "lang", lang, _WORDS)
    words = _WORDS[lang]
    if unless:
        return Verdict(MOOT, f"{words[MOOT]} {unless}")
    if answer is None:
        return Verdict(UNANSWERED, words[UNANSWERED])
    if _agree(answer, right, decimals):
        return Verdict(RIGHT, f"{words[RIGHT]} {because}".strip())
    if _kind(answer) != _kind(right):
        return Verdict(WRONG, f"{words[WRONG]} {words[_kind(right)]}")
    said = next((reason for wrong, reason in mistakes if _agree(answer, wrong, decimals)), hint)
    return Verdict(WRONG, f"{words[WRONG]} {said}")


def _kind(value: object) -> str:
    # A truth value is a number to Python, and not to the reader; numpy's is neither.
    if type(value).__name__ in ("bool", "bool_"):
        return "truth"
    return "number" if isinstance(value, numbers.Real) else "name"


def _agree(answer: Any, right: Any, decimals: int) -> bool:
    """Tell whether an answer is right, names whatever their case, numbers to within half of the last digit."""
    kind = _kind(right)
    if _kind(answer) != kind:
        return False
    if kind == "truth":
        return bool(answer) is bool(right)
    if kind == "number":
        # A little more than half of the last digit: 0.25 written as 0.3 or as 0.2 is rounded well.
        return abs(float(answer) - float(right)) <= 0.5 * 10.0 ** -decimals * (1 + 1e-9)
    names = [right] if isinstance(right, str) else list(right)
    return str(answer).strip().casefold() in {str(name).casefold() for name in names}
