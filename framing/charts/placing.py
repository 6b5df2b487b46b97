"""Names beside points, none over another: the first free place around each point, in order of importance."""

from collections.abc import Sequence

import numpy as np

from framing.charts.layout import text_width

_GAP = 3.5
_HEIGHT = 1.15


def place_names(names: Sequence[str], x: np.ndarray, y: np.ndarray, *, size: float, width: float,
                height: float) -> list[tuple[float, float] | None]:
    """Find a place for each name beside its point; `None` where there is none left.

    Parameters
    ----------
    names
        In order of importance: the first get their place first. Points beyond the names are only avoided.
    x, y
        Places of all points, in points of 1/72 inch from the lower left corner of the panel.
    size, width, height
        Of the letters and of the panel, in points.

    Returns
    -------
    The lower left corner of each name, in the same points.
    """
    line = size * _HEIGHT
    boxes: list[tuple[float, float, float, float]] = []
    places: list[tuple[float, float] | None] = []
    for name, px, py in zip(names, x, y, strict=False):
        length = text_width(name, size)
        found = None
        for dx, dy in _around(length, line):
            left, low = px + dx, py + dy
            box = (left, low, left + length, low + line)
            inside = left >= 0 and low >= 0 and box[2] <= width and box[3] <= height
            if inside and not _hits(box, boxes) and not _covers(box, x, y):
                found = (left, low)
                boxes.append(box)
                break
        places.append(found)
    return places


def _around(length: float, line: float) -> list[tuple[float, float]]:
    """Give the places around a point that are tried, nearest first."""
    steps = (0.0, 0.7, -0.7)
    right = [(_GAP, -line / 2 + step * line) for step in steps]
    left = [(-_GAP - length, -line / 2 + step * line) for step in steps]
    return [right[0], left[0], (-length / 2, _GAP), (-length / 2, -_GAP - line), *right[1:], *left[1:]]


def _hits(box: tuple[float, float, float, float], boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    return any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in boxes)


def _covers(box: tuple[float, float, float, float], x: np.ndarray, y: np.ndarray) -> bool:
    return bool(((x > box[0] - 1) & (x < box[2] + 1) & (y > box[1] - 1) & (y < box[3] + 1)).any())
