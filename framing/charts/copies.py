"""Shared copy between outlets: of the articles of one, how many have a copy in another."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Rectangle

from framing._check import check_columns, check_type, message
from framing.charts.chart import Chart
from framing.charts.estimates import label_of
from framing.charts.layout import POINTS_PER_INCH, new_figure, root_figure, set_title, settle, text_width, wrap
from framing.charts.style import SMALL_SIZE, TICK_SIZE, UNDEFINED, WIDTH, figure_style
from framing.charts.words import words_for

_WHERE = "chart_copies"
_COLUMNS = ("group", "other", "n_copied", "n_articles", "share")
_COLORMAP = "Blues"
_LABEL_POINTS = 128.0
_NARROW_POINTS = 52.0
_ALT_PAIRS = 12
_WORDS = MappingProxyType({
    "en": {"alt": "Shared copy", "of": "of", "share with": "of {group} share copy with {other}",
           "none": "No articles share copy.",
           "rows": "Each row: of the articles of that outlet, how many share copy with the outlet of the column; "
                   "darker means a larger share. Diagonal: within one outlet."},
    "fr": {"alt": "Copie partagée", "of": "sur", "share with": "de {group} partagent du texte avec {other}",
           "none": "Aucun article ne partage de texte.",
           "rows": "Chaque ligne\u00a0: parmi les articles de ce titre, combien partagent du texte avec le titre de la "
                   "colonne\u00a0; plus sombre, plus grande part. Diagonale\u00a0: au sein d’un titre."},
})


def chart_copies(table: pd.DataFrame, *, groups: Sequence[str] | None = None, labels: Mapping[str, str] | None = None,
                 ax: Axes | None = None, title: str | None = None, caption: str | None = None,
                 lang: str = "en") -> Chart:
    """Draw how many articles of each outlet share copy with each other outlet.

    Parameters
    ----------
    table
        The output of `shared_copy`: `group`, `other`, `n_copied`, `n_articles`, `share`.
    groups
        The outlets to draw, in this order; by default all, by name.
    labels
        Names to print for them.
    ax
        Axes to draw on.
    title, caption
        Text above and below; by default no title, and a caption that says how to read the cells.
    lang
        Language of the words on the chart, `en` or `fr`.

    Returns
    -------
    A `Chart`. Its table has one row per cell. Cells print the number of articles; a cell of an outlet without articles
    is grey.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If the table is empty or an outlet is not in it.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> table = pd.DataFrame({"group": ["A", "A", "B", "B"], "other": ["A", "B", "A", "B"],
    ...                       "n_copied": [0, 3, 3, 0], "n_articles": [10, 10, 4, 4], "share": [0, 0.3, 0.75, 0]})
    >>> [text.get_text() for text in fr.chart_copies(table).ax.texts]
    ['0', '3', '3', '0']
    """
    words_for(_WHERE, lang)
    drawn, names = _read(table, groups)
    caption = _WORDS[lang]["rows"] if caption is None else caption
    n_articles = drawn.groupby("group")["n_articles"].first()
    rows = [wrap(f"{label_of(name, labels)}  ({n_articles[name]:,})", _LABEL_POINTS, TICK_SIZE, lines=2)
            for name in names]
    own = ax is None
    with figure_style():
        room = (WIDTH * POINTS_PER_INCH - _LABEL_POINTS - 24) / len(names) - 6
        upright = room < _NARROW_POINTS
        columns = [wrap(label_of(name, labels), 120 if upright else room, SMALL_SIZE, lines=3) for name in names]
        if ax is None:
            heading = max(text_width(line, SMALL_SIZE) for text in columns for line in text.split("\n"))
            inches = heading / POINTS_PER_INCH + 0.1 if upright else 0.55
            ax = new_figure(0.36 * len(names) + inches + 0.1, title=title or "", caption=caption).add_subplot()
        else:
            set_title(ax, title or "")
        _draw(ax, drawn, names)
        ax.set_yticks(range(len(names)), rows, parse_math=False)
        ax.set_xticks(range(len(names)), columns, parse_math=False, size=SMALL_SIZE, rotation=90 if upright else 0)
        if own:
            settle(root_figure(ax))
    return Chart(root_figure(ax), (ax,), drawn, _describe(drawn, labels, lang, title or ""), caption, title or "")


def _read(table: pd.DataFrame, groups: Sequence[str] | None) -> tuple[pd.DataFrame, list[str]]:
    check_type(_WHERE, "table", table, expected=pd.DataFrame, hint="pass what shared_copy() returned")
    check_columns(_WHERE, table, _COLUMNS)
    if table.empty:
        raise ValueError(message(_WHERE, "the table has no row"))
    names = list(groups) if groups is not None else sorted(table["group"].unique())
    missing = [name for name in names if name not in set(table["group"])]
    if missing or not names:
        raise ValueError(message(_WHERE, "`groups` names what the table does not hold", got=missing))
    index = pd.MultiIndex.from_product([names, names], names=["group", "other"])
    drawn = table.set_index(["group", "other"]).reindex(index).reset_index()
    return drawn[[*_COLUMNS, *(name for name in drawn if name not in _COLUMNS)]], names


def _draw(ax: Axes, drawn: pd.DataFrame, names: list[str]) -> None:
    for place, row in enumerate(drawn.itertuples(index=False)):
        y, x = divmod(place, len(names))
        known = not np.isnan(row.share)
        fill = to_hex(colormaps[_COLORMAP](0.75 * float(row.share))) if known else UNDEFINED
        ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=fill, edgecolor="white", linewidth=1.5, gid="cell"))
        dark = float(np.dot(to_rgb(fill), [0.2126, 0.7152, 0.0722])) < 0.45
        ax.text(x, y, f"{int(row.n_copied):,}" if known else "–", ha="center", va="center_baseline", size=SMALL_SIZE,
                color="white" if dark else "black", parse_math=False)
    ax.set_xlim(-0.5, max(len(names), 4) - 0.5)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.tick_params(length=0, labelbottom=False, labeltop=True)
    ax.grid(visible=False)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _describe(drawn: pd.DataFrame, labels: Mapping[str, str] | None, lang: str, title: str) -> str:
    words, own = words_for(_WHERE, lang), _WORDS[lang]
    head = f"{title}. {own['alt']}" if title else own["alt"]
    shared = drawn[drawn["n_copied"] > 0].sort_values(["share", "group", "other"], ascending=[False, True, True])
    if shared.empty:
        return f"{head}. {own['none']}"
    parts = [f"{row.n_copied:,.0f} {own['of']} {row.n_articles:,.0f} {words['articles']} "
             + own["share with"].format(group=label_of(row.group, labels), other=label_of(row.other, labels))
             for row in shared.head(_ALT_PAIRS).itertuples(index=False)]
    return f"{head}{words['colon']}{words['semicolon'].join(parts)}."
