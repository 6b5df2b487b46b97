"""Distinctive words: for each group the words it uses more, with interval and the articles that have them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from framing._check import check_columns, check_positive
from framing.charts.chart import Chart
from framing.charts.estimates import articles_of, caption_of, label_of, read_estimates, rounded
from framing.charts.layout import above, beside, draw_rows, new_figure, root_figure, row_label, settle, wrap
from framing.charts.marks import pale, value_axis
from framing.charts.style import BASE_SIZE, TICK_SIZE, figure_style, ink_of
from framing.charts.words import capitalise, format_interval, format_number, unit_text, words_for

_WHERE = "chart_distinctive"
KEYNESS_NEEDED = ("z", "q_value", "n_articles_with", "n_articles_with_reference", "n_articles_reference")
_ROW_INCHES = 0.19
LEVEL = 0.05


def chart_distinctive(keyness: pd.DataFrame, *, n_terms: int = 8, groups: Sequence[str] | None = None,
                      colors: Mapping[str, str] | None = None, title: str | None = None,
                      caption: str | None = None, lang: str = "en") -> Chart:
    """Draw the words that each group uses most distinctively: a panel per group, a stem per word.

    Parameters
    ----------
    keyness
        Output of `keyness`.
    n_terms
        Words for each group, at most: those of the largest `z` among the ones it uses more.
    groups
        The ones to draw, in this order; by default all, sorted.
    colors, title, caption, lang
        As in `chart_rates`.

    Returns
    -------
    A `Chart`. Its table has one row per word drawn: the columns of `keyness`, by group, then `z`.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If the table is empty or lacks a group, or `n_terms` is not above zero.

    Notes
    -----
    The stem begins at 0, equally often. Filled dots have q ≤ 0.05; the others are a description. The number
    at the right says how many of the group's articles have the word.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> table = pd.DataFrame({"group": "Le Quai", "measure": ["grève", "port"], "unit": "log2 ratio",
    ...     "estimate": [2.0, 0.5], "ci_low": [1.2, -0.3], "ci_high": [3.1, 0.8], "z": [4.0, 1.1],
    ...     "q_value": [0.01, 0.6], "n_articles_with": [20, 9], "n_articles_with_reference": [5, 8],
    ...     "n_articles": 40, "n_articles_reference": 40})
    >>> fr.chart_distinctive(table).table["measure"].tolist()
    ['grève', 'port']
    """
    words = words_for(_WHERE, lang)
    check_positive(_WHERE, "n_terms", n_terms)
    drawn = read_estimates(_WHERE, keyness, measures=None, groups=groups)
    check_columns(_WHERE, drawn, KEYNESS_NEEDED)
    drawn = rounded(drawn, "z", "q_value")
    names = sorted(set(drawn["group"])) if groups is None else list(dict.fromkeys(groups))
    inks = ink_of(_WHERE, names, colors)
    more = drawn[(drawn["estimate"] > 0) & (drawn["z"] > 0)]
    ranked = more.iloc[np.lexsort((more["measure"], -more["z"], more["group"].map(names.index)))]
    drawn = ranked.groupby("group", sort=False).head(int(n_terms)).reset_index(drop=True)
    if caption is None:
        caption = caption_of(drawn, lang, words["stem"], words["found"]) if len(drawn) else words["no word"]
    with figure_style():
        axes = _make_panels(drawn, names, lang, title=title or "", caption=caption)
        ends = drawn[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
        ends = ends[np.isfinite(ends)]
        limits = (min(0.0, *ends, 0.0) * 1.04, max(1.0, *ends, 1.0) * 1.04)
        for name, ax in zip(names, axes, strict=True):
            _draw_words(ax, drawn[drawn["group"] == name], inks[name], lang)
            value_axis(ax, limits, lang, ticks=5)
        first = next(ax for ax in axes if (place := ax.get_subplotspec()) and place.is_last_row())
        first.set_xlabel(capitalise(unit_text("log2 ratio", lang)), loc="left", parse_math=False)
        settle(root_figure(axes[0]))
    return Chart(root_figure(axes[0]), tuple(axes), drawn, _describe(drawn, names, lang, title or ""), caption,
                 title or "")


def _make_panels(drawn: pd.DataFrame, names: list[str], lang: str, *, title: str, caption: str) -> list[Axes]:
    n_columns = min(len(names), 3) if len(names) != 4 else 2
    n_lines = -(-len(names) // n_columns)
    most = max(3, drawn.groupby("group").size().max() if len(drawn) else 0)
    figure = new_figure(n_lines * (_ROW_INCHES * most + 0.66) + 0.25, title=title, caption=caption)
    axes = []
    for number, name in enumerate(names):
        ax = figure.add_subplot(n_lines, n_columns, number + 1)
        articles = articles_of(drawn[drawn["group"] == name], lang)
        heading = row_label(name, f"({articles})" if articles else "", width=440 / n_columns - 36, size=BASE_SIZE + 1)
        ax.set_title(heading, loc="left", pad=15, parse_math=False)
        axes.append(ax)
    return axes


def _draw_words(ax: Axes, rows: pd.DataFrame, ink: str, lang: str) -> None:
    draw_rows(ax, [wrap(word, 84, TICK_SIZE, lines=1) for word in rows["measure"]] or [""])
    for y, (_, row) in enumerate(rows.iterrows()):
        ax.plot([0, row["estimate"]], [y, y], color=ink, linewidth=1.0, zorder=2.5, gid="stem")
        if pd.notna(row["ci_low"]) and pd.notna(row["ci_high"]):
            ax.plot([row["ci_low"], row["ci_high"]], [y, y], color=pale(ink), linewidth=4.5, solid_capstyle="butt",
                    zorder=2, gid="interval")
        found = row["q_value"] <= LEVEL
        ax.plot([row["estimate"]], [y], linestyle="none", marker="o", markersize=4.5, zorder=3, clip_on=False,
                markeredgecolor=ink, markerfacecolor=ink if found else "white", markeredgewidth=1.1,
                gid="found" if found else "described")
        beside(ax, y, f"{row['n_articles_with']}/{row['n_articles']}", points=4)
    if len(rows):
        above(ax, words_for(_WHERE, lang)["with word"], points=30, align="right")


def _describe(drawn: pd.DataFrame, names: list[str], lang: str, title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    parts = [f"{head}{words['distinctive']}{words['colon']}{unit_text('log2 ratio', lang)}."]
    for name in names:
        rows = drawn[drawn["group"] == name]
        texts = []
        for _, row in rows.iterrows():
            ends = format_interval(row["ci_low"], row["ci_high"], lang, decimals=1, spoken=True)
            texts.append(f"{row['measure']} {format_number(row['estimate'], lang, decimals=1)} "
                         f"({ends or words['no interval']}, {row['n_articles_with']}/{row['n_articles']})")
        said = words["semicolon"].join(texts) or words["no word"].rstrip(".")
        parts.append(f"{label_of(name, None)}{words['colon']}{said}.")
    return " ".join(parts)
