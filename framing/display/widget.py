"""The explorer as a widget: Python counts and reads, the notebook shows and asks."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from framing._markup import visible
from framing.display.grid import VOICE_CHOICES, WORDS, Grid


class Explorer(anywidget.AnyWidget):
    """A table of counts as buttons, and the paragraphs of the one that is pressed.

    Attributes
    ----------
    asked
        What is asked for: `cell` (row and column), `voice`, `term` (number of a word, -1 for all), `page`. Setting it
        is pressing a button.
    shown
        What is read: `said`, `terms` (number, word, and the word with its count), `more`, `page`, `pages`,
        `paragraphs`.
    """

    _esm = Path(__file__).with_name("explorer.js")
    _css = Path(__file__).with_name("explorer.css")
    words = traitlets.Dict().tag(sync=True)
    voices: traitlets.List = traitlets.List().tag(sync=True)
    rows: traitlets.List = traitlets.List().tag(sync=True)
    columns: traitlets.List = traitlets.List().tag(sync=True)
    counts = traitlets.Dict().tag(sync=True)
    asked = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, grid: Grid, *, name: str) -> None:
        self._grid, self._name = grid, name
        words = WORDS[grid.lang]
        asked = {"cell": list(grid.largest()), "voice": "all", "term": -1, "page": 1}
        super().__init__(
            words=dict(words), voices=[{"id": voice, "label": words[voice]} for voice in VOICE_CHOICES],
            rows=[visible(group) for group in grid.groups], columns=[grid.labels[name] for name in grid.categories],
            counts={voice: grid.counts(voice) for voice in VOICE_CHOICES}, asked=asked, shown=self._read(asked))
        self.observe(self._answer, names="asked")

    def _answer(self, change: dict[str, Any]) -> None:
        self.shown = self._read(change["new"])

    def _read(self, asked: dict[str, Any]) -> dict[str, Any]:
        cell: Any = asked.get("cell")
        voice, page, term = asked.get("voice"), asked.get("page"), asked.get("term", -1)
        # What comes back from a page is not taken on trust.
        if not (self._grid.has(cell) and voice in VOICE_CHOICES and type(page) is int and type(term) is int
                and -1 <= term < len(self._grid.terms)):
            return {"said": "", "terms": [], "more": "", "page": 1, "pages": 1, "paragraphs": []}
        told, marked = self._grid.page((cell[0], cell[1]), str(voice), page, term)
        terms, more = self._grid.words_of((cell[0], cell[1]), str(voice), term)
        words, number = WORDS[self._grid.lang], self._grid.number
        buttons = [[place, word, words["times"].format(term=word, n=number(n))] for place, word, n in terms]
        rest = words["more"].format(n=number(more)) if more else ""
        paragraphs = [{"place": visible(" · ".join([f"{one.key[0]} ¶ {one.key[1]}", *one.speakers])), "lang": one.lang,
                       "pieces": [list(part) for part in one.to_plain()]} for one in marked]
        return {**told, "terms": buttons, "more": rest, "paragraphs": paragraphs}

    def __repr__(self) -> str:
        return (f"Explorer by {self._name}. Hits: {len(self._grid.group):,}; groups: {len(self.rows)}; "
                f"categories: {len(self.columns)}")

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        # JupyterLab draws the widget where it trusts the notebook, and this where it does not.
        return {**(data or {}), "text/html": self._grid.to_html(), "text/plain": repr(self)}, metadata
