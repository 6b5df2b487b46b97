"""Progress bars: on what takes more than a second, in a terminal or a notebook, and nowhere else."""

import warnings
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

Item = TypeVar("Item")


def watched(items: Iterable[Item], what: str, *, total: int, unit: str, progress: bool | None = None,
            least: int = 0) -> Iterator[Item]:
    """Yield the items, and show how many are done.

    Parameters
    ----------
    items, what
        What is worked through, and the name before the bar.
    total, unit
        How much work there is, and in what it is counted.
    progress
        `True`: show a bar; `False`: show none; `None`: in a terminal or a notebook, from `least` of `total` on.
        The environment variable `TQDM_DISABLE=1` turns all of them off.

    Notes
    -----
    An exception, Ctrl-C too, passes through: the bar is taken away, and what is worked on is as it was.

    Examples
    --------
    >>> from framing._progress import watched
    >>> list(watched("ab", "letters", total=2, unit="letter", progress=False))
    ['a', 'b']
    """
    if progress is False or (progress is None and total < least):
        yield from items
        return
    with _bar(total=total, desc=what, unit=unit, disable=None if progress is None else False, leave=False) as bar:
        for item in items:
            yield item
            bar.update()


def _bar(**options: Any) -> Any:
    # Slow to import, and needed for large corpora only; without ipywidgets it draws in text, which is no fault.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="IProgress not found")
        from tqdm.auto import tqdm

    return tqdm(**options)
