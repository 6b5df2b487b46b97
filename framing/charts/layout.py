"""Making room: measured text, wrapped labels, a figure as tall as its rows, title and caption."""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from framing._check import message
from framing.charts.style import AXIS, FONT, GRID, SECONDARY, SMALL_SIZE, TITLE_SIZE, WIDTH, boxes_for_missing_signs
from framing.charts.words import french_spaces

POINTS_PER_INCH = 72.0
LINE_HEIGHT = 1.25
ELLIPSIS = "…"
MARGIN = 0.01
# A millionth of the figure is far below what is seen and far above what a sum in another order changes.
PLACE_DIGITS = 6


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure one line of text in points."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    with boxes_for_missing_signs():
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, False)
    return float(width)


def wrap(text: str, width: float, size: float, *, bold: bool = False, lines: int | None = None) -> str:
    """Break text at its spaces so that no line is wider than `width` points.

    A word wider than that is cut; text beyond `lines` lines ends in an ellipsis. A number such as 1 000 and a mark
    behind a space stay with what they belong to, whoever wrote them.
    """
    rows: list[str] = []
    # A no-break space is not a place to break: `str.split` without an argument would break there.
    for word in filter(None, french_spaces(text.replace("\n", " ")).split(" ")):
        joined = f"{rows[-1]} {word}" if rows else word
        if rows and text_width(joined, size, bold=bold) <= width:
            rows[-1] = joined
        else:
            rows.extend(_cut(word, width, size, bold=bold))
    if lines is not None and len(rows) > lines:
        last = rows[lines - 1]
        while last and text_width(last + ELLIPSIS, size, bold=bold) > width:
            last = last[:-1]
        rows = [*rows[: lines - 1], last.rstrip() + ELLIPSIS]
    return "\n".join(rows)


def _cut(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    pieces = [word]
    while len(pieces[-1]) > 1 and text_width(pieces[-1], size, bold=bold) > width:
        piece = pieces.pop()
        fitting = bisect_right(range(1, len(piece)), width,
                               key=lambda length: text_width(piece[:length], size, bold=bold))
        pieces += [piece[: max(fitting, 1)], piece[max(fitting, 1):]]
    return pieces


def line_count(text: str) -> int:
    """Count the lines of wrapped text; no text takes none."""
    return text.count("\n") + 1 if text else 0


def new_figure(height: float, *, title: str, caption: str) -> Figure:
    """Make a figure 7.2 inches wide with `height` inches for the panels, title and caption added to it."""
    usable = WIDTH * POINTS_PER_INCH * (1 - 2 * MARGIN)
    title = wrap(title, usable, TITLE_SIZE, bold=True) if title else ""
    caption = wrap(caption, usable, SMALL_SIZE) if caption else ""
    title_inches = line_count(title) * TITLE_SIZE * LINE_HEIGHT / POINTS_PER_INCH
    caption_inches = line_count(caption) * SMALL_SIZE * LINE_HEIGHT / POINTS_PER_INCH
    caption_inches += 0.12 if caption else 0
    total = height + title_inches + caption_inches
    figure = Figure(figsize=(WIDTH, total))
    # The constrained layout does not know about free text: the caption's strip is taken out of its hands.
    bottom = caption_inches / total
    figure.set_layout_engine("constrained", rect=(0, bottom, 1, 1 - bottom), w_pad=0.06, h_pad=0.05)
    if title:
        figure.suptitle(title, x=MARGIN, ha="left", parse_math=False)
    if caption:
        figure.text(MARGIN, 0.06 / total, caption, size=SMALL_SIZE, color=SECONDARY, ha="left", va="bottom",
                    linespacing=LINE_HEIGHT, parse_math=False, gid="caption")
    return figure


def root_figure(ax: Axes) -> Figure:
    """Give the whole figure an Axes belongs to, be it in a part of it."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError(message("ax", "the Axes is in no figure", hint="make a new one: it was removed"))
    return figure


def settle(figure: Figure) -> None:
    """Lay a new figure out once and for all.

    The constrained layout starts from where the panels are: run again at each drawing, it would give other
    bytes to a chart that was looked at before it was saved. Its solver also adds in an order that depends on
    where things lie in memory, and the last bits of a place enter the identifiers of an SVG: places are rounded.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for ax in figure.axes:
        bounds = np.round(ax.get_position(original=True).bounds, PLACE_DIGITS)
        ax.set_position(bounds.tolist(), which="original")
        ax.set_in_layout(True)  # a place of one's own takes an Axes out of later layouts


def set_title(ax: Axes, title: str, *, pad: float = 6.0) -> None:
    """Write a title over a caller's Axes, at its left edge."""
    if title:
        ax.set_title(title, loc="left", pad=pad, fontweight="bold", parse_math=False)


def row_label(name: str, number: str, *, width: float, size: float, lines: int = 2) -> str:
    """Set a name and the number behind it, the number never cut: on a line of its own when it must."""
    if not number:
        return wrap(name, width, size, lines=lines)
    joined = f"{name}  {number}"
    if text_width(joined, size) <= width:
        return joined
    return wrap(name, width, size, lines=max(lines - 1, 1)) + "\n" + number


def draw_rows(ax: Axes, labels: Sequence[str]) -> None:
    """Set an Axes up for rows read from the top: labels, no row ticks, vertical grid only."""
    ax.set_yticks(range(len(labels)), labels, parse_math=False)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=True, axis="x", color=GRID, linewidth=0.8)
    ax.set_axisbelow(True)
    for side in ("left", "top", "right"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(AXIS)


def beside(ax: Axes, y: float, text: str, *, points: float, bold: bool = False, color: str = SECONDARY,
           align: str = "left") -> None:
    """Write text at the right of an Axes, `points` from its edge, level with row `y`."""
    ax.annotate(text, (1.0, y), xycoords=ax.get_yaxis_transform(), xytext=(points, 0),
                textcoords="offset points", ha=align, va="center_baseline", size=SMALL_SIZE, color=color,
                fontweight="bold" if bold else "normal", annotation_clip=False, parse_math=False)


def above(ax: Axes, text: str, *, points: float, align: str = "left", color: str = SECONDARY) -> None:
    """Write a column heading over text that stands at the right of an Axes."""
    ax.annotate(text, (1.0, 1.0), xycoords="axes fraction", xytext=(points, 3), textcoords="offset points",
                ha=align, va="bottom", size=SMALL_SIZE, color=color, annotation_clip=False,
                parse_math=False)


def dodge(wanted: Sequence[float], gap: float, *, low: float, high: float) -> list[float]:
    """Move positions apart until none is closer than `gap` to the next, staying near where they were."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    placed = [wanted[place] for place in order]
    for number in range(1, len(placed)):
        placed[number] = max(placed[number], placed[number - 1] + gap)
    # Pushed past the top: shift back down from there, then up again from the bottom.
    if placed and placed[-1] > high:
        placed[-1] = high
        for number in range(len(placed) - 2, -1, -1):
            placed[number] = min(placed[number], placed[number + 1] - gap)
    if placed and placed[0] < low:
        placed[0] = low
        for number in range(1, len(placed)):
            placed[number] = max(placed[number], placed[number - 1] + gap)
    result = [0.0] * len(wanted)
    for place, value in zip(order, placed, strict=True):
        result[place] = value
    return result
