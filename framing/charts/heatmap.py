"""Heat map of groups and measures: how far each cell lies from a centre, the number printed in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, to_hex, to_rgb
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from framing._check import check_choice, check_positive, message
from framing.charts.chart import Chart
from framing.charts.estimates import (
    articles_of,
    caption_of,
    drawing_order,
    label_of,
    one_unit,
    read_estimates,
)
from framing.charts.layout import (
    POINTS_PER_INCH,
    line_count,
    new_figure,
    root_figure,
    set_title,
    settle,
    text_width,
    wrap,
)
from framing.charts.marks import describe_row
from framing.charts.style import (
    FEW_ARTICLES,
    SECONDARY,
    SMALL_SIZE,
    TICK_SIZE,
    UNDEFINED,
    WIDTH,
    figure_style,
)
from framing.charts.words import capitalise, decimals_for, format_number, format_tick, unit_text, words_for

_WHERE = "chart_heatmap"
_COLORMAP = "PuOr_r"
_LABEL_POINTS = 128.0
_NARROW_POINTS = 44.0
_ALT_CELLS = 60


@dataclass(frozen=True)
class _Scale:
    """From an estimate to a place on the colour map: symmetric around the centre."""

    center: float
    log: bool
    reach: float

    def place(self, value: float) -> float:
        """Give the distance from the centre, in doublings on a log scale."""
        if self.log:
            return float(np.log2(value / self.center)) if value > 0 else -self.reach
        return value - self.center

    def color(self, value: float) -> str:
        """Give the colour of a cell; an undefined estimate is grey."""
        if np.isnan(value):
            return UNDEFINED
        return to_hex(colormaps[_COLORMAP](0.5 + 0.5 * float(np.clip(self.place(value) / self.reach, -1, 1))))


def chart_heatmap(estimates: pd.DataFrame, *, measures: Sequence[str] | None = None,
                  groups: Sequence[str] | None = None, labels: Mapping[str, str] | None = None,
                  scale: str = "log", center: float | None = None, ax: Axes | None = None,
                  title: str | None = None, caption: str | None = None, lang: str = "en") -> Chart:
    """Draw estimates as a table of cells coloured by their distance from a centre.

    Rows are measures, columns are groups. The colours are those of the table's own numbers: for rates
    against a reference pass the output of `rate_ratios`, centred at 1.

    Parameters
    ----------
    estimates
        One row per group and measure, of one unit: ratios, or differences and scores.
    measures, groups
        The ones to draw, in this order. By default measures by total, groups by total, ties by name.
    labels
        Names to print for ids of measures and groups.
    scale
        `log`: colour follows the log2 of estimate ÷ centre, so that half and double are equally far.
        `linear`: colour follows estimate − centre.
    center
        The estimate without colour; by default 1 on the log scale and 0 on the linear one.
    ax
        Axes to draw on.
    title, caption
        Text above and below, as in `chart_rates`.
    lang
        Language of the words on the chart, `en` or `fr`.

    Returns
    -------
    A `Chart`. Its table has one row per cell: the columns of `estimates`, in drawing order.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If the table is empty or holds several units, or if a log scale meets a negative number.

    Notes
    -----
    Orange is above the centre, purple below; the two can be told apart without red and green. A cell
    is hatched when it has no interval (or fewer than 5 articles) and grey when its estimate is undefined.
    A ratio of 0 takes the end of the
    log scale. Intervals are in the table, not in the picture.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> ratios = pd.DataFrame({"group": ["Le Quai", "Le Phare"], "measure": "conflict", "unit": "ratio",
    ...     "estimate": [2.0, 0.5], "ci_low": [1.2, 0.3], "ci_high": [3.1, 0.8], "n_articles": [40, 3]})
    >>> chart = fr.chart_heatmap(ratios)
    >>> [text.get_text() for text in chart.ax.texts]
    ['2.00', '0.50']
    """
    words = words_for(_WHERE, lang)
    check_choice(_WHERE, "scale", scale, choices=("log", "linear"))
    drawn = read_estimates(_WHERE, estimates, measures=measures, groups=groups)
    unit = one_unit(_WHERE, drawn)
    measures = drawing_order(drawn, "measure", measures)
    groups = drawing_order(drawn, "group", groups)
    colors = _scale(drawn["estimate"], scale, center)
    order = np.lexsort((drawn["group"].map(groups.index), drawn["measure"].map(measures.index)))
    drawn = drawn.iloc[order].reset_index(drop=True)
    decimals = min(max(decimals_for(drawn["estimate"]), 2 if colors.log else 1), 2)
    if caption is None:
        grey = drawn["estimate"].isna().any() or len(drawn) < len(measures) * len(groups)
        few = (drawn["estimate"].notna() & _unbounded(drawn)).any()
        caption = caption_of(drawn, lang, words["cell"], words["hatched"] if few else "",
                             words["grey"] if grey else "")
    rows = [wrap(label_of(measure, labels), _LABEL_POINTS, TICK_SIZE, lines=2) for measure in measures]
    own = ax is None
    with figure_style():
        room = WIDTH * POINTS_PER_INCH - _LABEL_POINTS - 24
        if ax is not None:
            # A layout still to come takes room for the labels of the rows.
            room = 0.7 * ax.get_position().width * root_figure(ax).get_figwidth() * POINTS_PER_INCH
        columns, upright = _column_labels(drawn, groups, labels, lang, width=room / len(groups) - 6)
        if ax is None:
            heading = _heading_inches(columns, upright=upright)
            figure = new_figure(0.36 * len(rows) + heading + 0.62, title=title or "", caption=caption)
            ax = figure.add_subplot()
        else:
            set_title(ax, title or "")
        _draw_cells(ax, drawn, measures, groups, colors, decimals, lang)
        _label_cells(ax, rows, columns, upright=upright)
        _draw_key(ax, colors, capitalise(unit_text(unit, lang)), lang)
        if own:
            settle(root_figure(ax))
    alt = _describe(drawn, unit, labels, decimals, lang, title or "")
    return Chart(root_figure(ax), (ax,), drawn, alt, caption, title or "")


def _unbounded(cell: pd.DataFrame | pd.Series) -> pd.Series | bool:
    """Tell cells that nobody should lean on: no interval, or too few articles for one."""
    return (cell["n_articles"] < FEW_ARTICLES) | pd.isna(cell["ci_low"])


def _scale(values: pd.Series, scale: str, center: float | None) -> _Scale:
    log = scale == "log"
    if center is None:
        center = 1.0 if log else 0.0
    known = values.dropna()
    if log:
        check_positive(_WHERE, "center", center)
        if (known < 0).any():
            raise ValueError(message(_WHERE, "a log scale cannot hold a negative number", got=known.min(),
                                     hint='pass scale="linear" for differences and scores'))
        distances = np.log2(known[known > 0] / center).abs()
    else:
        distances = (known - center).abs()
    reach = distances.max() if len(distances) else 0.0
    # A ratio of 1.1 must not look like the strongest possible contrast.
    return _Scale(center, log, float(max(reach, 1.0)) if log else float(reach or 1.0))


def _column_labels(drawn: pd.DataFrame, groups: list[str], labels: Mapping[str, str] | None,
                   lang: str, *, width: float) -> tuple[list[str], bool]:
    upright = width < _NARROW_POINTS
    texts = []
    for group in groups:
        name, articles = label_of(group, labels), articles_of(drawn[drawn["group"] == group], lang)
        if upright:
            texts.append(wrap(f"{name}  ({articles})" if articles else name, 120, SMALL_SIZE, lines=2))
        else:
            texts.append(wrap(name, width, SMALL_SIZE, lines=3) + (f"\n{articles}" if articles else ""))
    return texts, upright


def _heading_inches(columns: list[str], *, upright: bool) -> float:
    if upright:
        longest = max(text_width(line, SMALL_SIZE) for text in columns for line in text.split("\n"))
        return longest / POINTS_PER_INCH + 0.1
    return 0.16 * max(line_count(text) for text in columns) + 0.05


def _draw_cells(ax: Axes, drawn: pd.DataFrame, measures: list[str], groups: list[str], colors: _Scale,
                decimals: int, lang: str) -> None:
    known = {(row["measure"], row["group"]): row for _, row in drawn.iterrows()}
    for y, measure in enumerate(measures):
        for x, group in enumerate(groups):
            row = known.get((measure, group))
            value = float("nan") if row is None else row["estimate"]
            fill = colors.color(value)
            few = row is not None and not np.isnan(value) and bool(_unbounded(row))
            ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=fill, edgecolor="white",
                                   linewidth=1.5, gid="cell"))
            if few:
                ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, fill=False, hatch="////", linewidth=0,
                                       edgecolor=_readable_on(fill), alpha=0.55, gid="hatch"))
            text = ax.text(x, y, format_number(value, lang, decimals=decimals), ha="center",
                           va="center_baseline", size=SMALL_SIZE, color=_readable_on(fill), parse_math=False)
            if few:
                # The number keeps a clear ground of its own over the hatching.
                text.set_bbox({"facecolor": fill, "edgecolor": "none", "pad": 1.5})


def _readable_on(fill: str) -> str:
    # Relative luminance and contrast as WCAG 2 defines them.
    parts = np.asarray(to_rgb(fill), dtype=float)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ np.array([0.2126, 0.7152, 0.0722]))
    # The better of pure white and pure black never falls below 4.5:1; a softer black would.
    return "white" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "black"


def _label_cells(ax: Axes, rows: list[str], columns: list[str], *, upright: bool) -> None:
    # One or two groups do not spread over the whole width: their cells would read as bars.
    ax.set_xlim(-0.5, max(len(columns), 4) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_yticks(range(len(rows)), rows, parse_math=False)
    ax.set_xticks(range(len(columns)), columns, parse_math=False, size=SMALL_SIZE,
                  rotation=90 if upright else 0)
    ax.tick_params(length=0, labelbottom=False, labeltop=True)
    ax.grid(visible=False)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _draw_key(ax: Axes, colors: _Scale, text: str, lang: str) -> None:
    mappable = ScalarMappable(Normalize(-colors.reach, colors.reach), _COLORMAP)
    key = ax.figure.colorbar(mappable, ax=ax, orientation="horizontal", shrink=0.5, aspect=36, pad=0.03,
                             anchor=(0.0, 1.0))
    if colors.log:
        doublings = int(np.floor(colors.reach))
        step = max(1, -(-doublings // 2))
        places = np.arange(-(doublings // step) * step, doublings + 1, step, dtype=float)
        names = [format_tick(colors.center * 2**place, lang) for place in places]
        key.ax.xaxis.set_major_locator(FixedLocator(places.tolist()))
        key.ax.xaxis.set_major_formatter(FuncFormatter(lambda _, number: names[number or 0]))
        text = f"{text} ({words_for(_WHERE, lang)['log scale']})"
    else:
        key.ax.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
        key.ax.xaxis.set_major_formatter(
            FuncFormatter(lambda value, _: format_tick(value + colors.center, lang)))
    key.ax.xaxis.set_minor_locator(NullLocator())
    key.outline.set_visible(False)
    key.ax.tick_params(labelsize=SMALL_SIZE, length=2, color=SECONDARY)
    key.ax.set_xlabel(text, loc="left", size=SMALL_SIZE, parse_math=False)


def _describe(drawn: pd.DataFrame, unit: str, labels: Mapping[str, str] | None, decimals: int, lang: str,
              title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    parts = [f"{head}{words['heatmap']}{words['colon']}{unit_text(unit, lang)}."]
    for measure, rows in drawn.groupby("measure", sort=False):
        name = label_of(measure, labels)
        known = rows.dropna(subset="estimate")
        if len(drawn) <= _ALT_CELLS or known.empty:
            values = words["semicolon"].join(describe_row(row, labels, decimals, lang) for _, row in rows.iterrows())
        else:
            # A hundred numbers read aloud say nothing: the extremes, the rest is in the table.
            ends = {"highest": known.loc[known["estimate"].idxmax()],
                    "lowest": known.loc[known["estimate"].idxmin()]}
            values = words["semicolon"].join(f"{words[end]} {describe_row(row, labels, decimals, lang)}"
                               for end, row in ends.items())
        parts.append(f"{name}{words['colon']}{values}.")
    return " ".join(parts)
