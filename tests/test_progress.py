"""Bars are shown where somebody looks, never elsewhere, and an interruption leaves everything as it was."""

import io
import sys
from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from corpora import make_corpus

import framing as fr
from framing import _progress
from framing._progress import watched
from framing.voice import layer


class _Screen(io.StringIO):
    """A terminal, as far as a bar can tell."""

    def isatty(self) -> bool:
        return True


def _seen(work: Callable[[], object], screen: io.StringIO | None = None) -> str:
    """Return what some work writes to the screen."""
    screen = screen or _Screen()
    # In the test itself: between set-up and call the runner puts its own stream in place.
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("TQDM_DISABLE", raising=False)
        patch.setattr(sys, "stderr", screen)
        work()
    return screen.getvalue()


def _letters(progress: bool | None, least: int = 0) -> list[str]:
    return list(watched("abc", "letters", total=3, unit="letter", progress=progress, least=least))


def test_a_bar_is_shown_on_a_screen_and_taken_away() -> None:
    assert _letters(None) == ["a", "b", "c"]
    seen = _seen(lambda: _letters(None))
    assert "letters: " in seen
    assert seen.endswith("\r")


@pytest.mark.parametrize(("progress", "least"), [(False, 0), (None, 4)])
def test_no_bar_where_none_is_wanted_or_needed(progress: bool | None, least: int) -> None:
    assert _seen(lambda: _letters(progress, least)) == ""


@pytest.mark.parametrize(("progress", "told"), [(None, False), (True, True)])
def test_no_bar_is_written_to_a_file_unless_asked_for(progress: bool | None, told: bool) -> None:
    assert bool(_seen(lambda: _letters(progress), io.StringIO())) == told


CORPUS = make_corpus({f"a{number}": [f"« La crise {number} dure », dit la maire. " + "Il pleut sur le port. " * 20]
                      for number in range(6)}, "fr", outlet="A")
HALVES = pd.Series(list("AB") * 3, index=CORPUS.documents.index)


@pytest.mark.parametrize("work", [
    lambda: fr.tokenize(CORPUS, progress=True), lambda: fr.find_speech(fr.tokenize(CORPUS), progress=True),
    lambda: fr.find_duplicates(CORPUS, progress=True),
    lambda: fr.permutation_test(fr.frame_terms(fr.tokenize(CORPUS), "generic_news"), HALVES, reference="A",
                                progress=True)])
def test_what_takes_long_shows_a_bar_when_asked(work: Callable[[], object]) -> None:
    assert "%" in _seen(work)


def test_an_interruption_leaves_no_half_work(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = fr.tokenize(CORPUS)
    read = layer.read_paragraphs

    def interrupted(*arguments: object, **options: object) -> Iterator[object]:
        yield from list(read(*arguments, **options))[:2]
        raise KeyboardInterrupt

    monkeypatch.setattr(layer, "read_paragraphs", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fr.voice_words(tokens)
    monkeypatch.undo()
    pd.testing.assert_frame_equal(fr.voice_words(tokens), fr.voice_words(fr.tokenize(CORPUS)))


def test_the_bar_is_loaded_only_where_it_is_shown() -> None:
    assert "tqdm" not in vars(_progress)
