"""The plane of words: how much more often a group uses a word, against how many articles have it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing._check import check_columns, check_positive, message
from framing.charts.chart import Chart
from framing.charts.distinctive import KEYNESS_NEEDED, LEVEL
from framing.charts.estimates import caption_of, read_estimates, rounded
from framing.charts.layout import POINTS_PER_INCH, new_figure, root_figure, settle
from framing.charts.lines import height_axis
from framing.charts.placing import place_names
from framing.charts.style import AXIS, FEW_ARTICLES, GRID, SECONDARY, SMALL_SIZE, TEXT, figure_style, ink_of
from framing.charts.words import capitalise, format_number, format_tick, unit_text, words_for

_WHERE = "chart_keyness"
_HEIGHT_INCHES = 4.6
_PALE = "#9a9a95"
_ALT_WORDS = 10


def chart_keyness(keyness: pd.DataFrame, *, group: str | None = None, n_terms: int = 40,
                  colors: Mapping[str, str] | None = None, title: str | None = None, caption: str | None = None,
                  lang: str = "en") -> Chart:
    """Draw the words of one group: upwards what it uses more, to the right what many articles have.

    Parameters
    ----------
    keyness
        Output of `keyness`.
    group
        The one to draw; needed when the table holds several.
    n_terms
        Words that are named, at most: those of the largest `z` on either side, where there is room.
    colors, title, caption, lang
        As in `chart_rates`.

    Returns
    -------
    A `Chart`. Its table has one row per point: the columns of `keyness` and `spread` (% of the articles of
    the side that uses the word more), by falling size of `z`.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If the table is empty, or holds several groups and `group` names none.

    Notes
    -----
    A word far up and far left comes from few articles: it tells what they were about. One far up and far
    right is the group's own in most of what it writes. Filled points have q ≤ 0.05. Left of the dotted line are
    words of fewer than 5 articles. Intervals are in the table.

    References
    ----------
    .. [1] Gries (2021), Research in Corpus Linguistics 9(2): association and dispersion as two axes.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> table = pd.DataFrame({"group": "Le Quai", "measure": ["grève", "port"], "unit": "log2 ratio",
    ...     "estimate": [2.0, -0.5], "ci_low": [1.2, -1.3], "ci_high": [3.1, 0.8], "z": [4.0, -1.1],
    ...     "q_value": [0.01, 0.6], "n_articles_with": [20, 9], "n_articles_with_reference": [5, 12],
    ...     "n_articles": 40, "n_articles_reference": 40})
    >>> chart = fr.chart_keyness(table)
    >>> chart.table["spread"].tolist()
    [50.0, 30.0]
    """
    words_for(_WHERE, lang)
    check_positive(_WHERE, "n_terms", n_terms)
    drawn = read_estimates(_WHERE, keyness, measures=None, groups=None if group is None else [group])
    check_columns(_WHERE, drawn, KEYNESS_NEEDED)
    names = sorted(set(drawn["group"]))
    if len(names) > 1:
        raise ValueError(message(_WHERE, "one group is drawn at a time", got=names, hint=f"pass group={names[0]!r}"))
    drawn = rounded(drawn, "z", "q_value")
    own = drawn["estimate"] > 0
    drawn["spread"] = 100 * np.where(own, drawn["n_articles_with"] / drawn["n_articles"],
                                     drawn["n_articles_with_reference"] / drawn["n_articles_reference"])
    drawn = drawn.iloc[np.lexsort((drawn["measure"], -drawn["z"].abs()))].reset_index(drop=True)
    ink = ink_of(_WHERE, names, colors)[names[0]]
    named = min(int(n_terms), len(drawn))
    with figure_style():
        caption = _caption(drawn, lang, named) if caption is None else caption
        figure = new_figure(_HEIGHT_INCHES, title=title or "", caption=caption)
        ax = figure.add_subplot()
        _draw_points(ax, drawn, ink)
        _set_axes(ax, drawn, names[0], lang)
        settle(figure)
        _name_points(ax, drawn, named)
    alt = _describe(drawn, names[0], lang, title or "")
    return Chart(root_figure(ax), (ax,), drawn, alt, caption, title or "")


def _caption(drawn: pd.DataFrame, lang: str, named: int) -> str:
    words = words_for(_WHERE, lang)
    # The note of each word is for the table; here it would only be counted.
    few = words["five"] if (drawn[["n_articles", "n_articles_reference"]] > FEW_ARTICLES).any(axis=None) else ""
    return caption_of(drawn.drop(columns="note", errors="ignore"), lang, words["effect"], words["found"], few,
                      words["named"].format(n=named, m=len(drawn)))


def _draw_points(ax: Axes, drawn: pd.DataFrame, ink: str) -> None:
    found = (drawn["q_value"] <= LEVEL).to_numpy()
    for chosen, face, edge, gid in ((~found, "white", _PALE, "described"), (found, ink, ink, "found")):
        ax.plot(drawn["spread"][chosen], drawn["estimate"][chosen], linestyle="none", marker="o", markersize=4,
                markerfacecolor=face, markeredgecolor=edge, markeredgewidth=0.9, gid=gid,
                zorder=3 if gid == "found" else 2)


def _set_axes(ax: Axes, drawn: pd.DataFrame, group: str, lang: str) -> None:
    words = words_for(_WHERE, lang)
    reach = max(1.0, float(drawn["estimate"].abs().max())) * 1.12
    height_axis(ax, (-reach, reach), lang, ticks=7)
    ax.set_xlim(0, max(10.0, float(drawn["spread"].max())) * 1.08)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: format_tick(value, lang)))
    ax.grid(visible=True, axis="x", color=GRID, linewidth=0.8)
    ax.spines["bottom"].set_color(AXIS)
    ax.set_xlabel(words["spread"], loc="left", parse_math=False)
    ax.set_ylabel(capitalise(unit_text("log2 ratio", lang)), parse_math=False)
    for size, ends in ((drawn["n_articles"].max(), (0, reach)), (drawn["n_articles_reference"].max(), (-reach, 0))):
        if size > FEW_ARTICLES:
            ax.plot([100 * FEW_ARTICLES / size] * 2, ends, color=SECONDARY, linewidth=0.9, linestyle=(0, (1, 2)),
                    zorder=1.5, gid="few")
    for key, y, align in (("more", 0.995, "top"), ("less", 0.005, "bottom")):
        ax.text(0.995, y, words[key].format(group=group), transform=ax.transAxes, ha="right", va=align,
                size=SMALL_SIZE, color=SECONDARY, parse_math=False, gid="side")


def _name_points(ax: Axes, drawn: pd.DataFrame, named: int) -> None:
    box = ax.get_position()
    inches = root_figure(ax).get_size_inches()
    width, height = (float(size) * POINTS_PER_INCH for size in (box.width * inches[0], box.height * inches[1]))
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    x = (drawn["spread"].to_numpy() - left) / (right - left) * width
    y = (drawn["estimate"].to_numpy() - low) / (high - low) * height
    places = place_names(drawn["measure"].iloc[:named].tolist(), x, y, size=SMALL_SIZE, width=width, height=height)
    for name, found, place in zip(drawn["measure"], drawn["q_value"] <= LEVEL, places, strict=False):
        if place is not None:
            ax.annotate(name, (place[0] / width, place[1] / height), xycoords="axes fraction", ha="left", va="bottom",
                        size=SMALL_SIZE, color=TEXT if found else SECONDARY, parse_math=False, gid="name")


def _describe(drawn: pd.DataFrame, group: str, lang: str, title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    measured = words["semicolon"].join([unit_text("log2 ratio", lang), words["spread"]])
    parts = [f"{head}{words['plane']}{words['colon']}{measured}."]
    for key, side in (("more", drawn[drawn["estimate"] > 0]), ("less", drawn[drawn["estimate"] < 0])):
        texts = [f"{row['measure']} {format_number(row['estimate'], lang, decimals=1)} "
                 f"({format_number(row['spread'], lang, decimals=0)}{words['percent']})"
                 for _, row in side.head(_ALT_WORDS).iterrows()]
        if texts:
            parts.append(f"{words[key].format(group=group)}{words['colon']}{words['semicolon'].join(texts)}.")
    return " ".join(parts)
