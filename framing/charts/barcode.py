"""Article barcode: where in one article the hits of each category stand."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from framing._check import message
from framing.charts.chart import Chart
from framing.charts.estimates import label_of
from framing.charts.layout import new_figure, root_figure, row_label, set_title, settle
from framing.charts.marks import pale
from framing.charts.strip import (
    HEADING_POINTS,
    PLAIN_ROLES,
    bands_of,
    check_voices,
    describe_voices,
    draw_bands,
    draw_voices,
    positions_in,
    role_name,
)
from framing.charts.style import AXIS, TICK_SIZE, figure_style, ink_of
from framing.charts.words import count_hits, format_number, format_tick, words_for

_WHERE = "chart_barcode"
_TICK_POINTS = 1.0
_TICK_HEIGHT = 0.64
_LABEL_POINTS = 134.0
_LONG_ARTICLE = 1500
_N_BINS = 40
_LIST_LIMIT = 12


def chart_barcode(hits: pd.DataFrame, paragraphs: pd.DataFrame, *, doc_id: str | None = None,
                  categories: Sequence[str] | None = None, voices: pd.DataFrame | None = None,
                  labels: Mapping[str, str] | None = None, colors: Mapping[str, str] | None = None,
                  ax: Axes | None = None, title: str | None = None, caption: str | None = None,
                  lang: str = "en") -> Chart:
    """Draw one article as a strip: a row per category, a tick per hit, paragraphs as bands.

    Parameters
    ----------
    hits
        Output of `find_terms`: columns `doc_id, par_id, category, start_token, end_token`, tokens counted
        in the paragraph from 0, the end not included.
    paragraphs
        One row per paragraph, index `(doc_id, par_id)`, columns `role` and `n_tokens`, in source order.
    doc_id
        The article to draw; needed when `paragraphs` holds several.
    categories
        The ones to draw, in this order, those without a hit included. By default those with hits, the
        most frequent first, ties by name.
    voices
        Output of `voice_runs`: whose words stand where, drawn behind the hits.
    labels
        Names to print for category ids.
    colors
        Colour of each category; by default `palette` of those drawn.
    ax
        Axes to draw on.
    title, caption
        Text above and below, as in `chart_rates`.
    lang
        Language of the words on the chart, `en` or `fr`.

    Returns
    -------
    A `Chart`. Its table has one row per hit, in reading order within each category:

    ============ ====== ==================================================== =========
    column       unit   meaning                                              undefined
    ============ ====== ==================================================== =========
    doc_id              the article                                          never
    par_id              the paragraph, from 1                                never
    category            category id                                          never
    start        tokens position of the first token in the article, from 0   never
    end          tokens position after the last token                        never
    ============ ====== ==================================================== =========

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If there is no paragraph or no hit to draw, if several articles come without `doc_id`, or if a hit
        stands outside its paragraph.

    Notes
    -----
    Above 1,500 tokens ticks would run into each other: 40 cells of equal length are drawn instead, darker
    for more hits, on one scale for all rows. Paragraphs that are neither body nor standfirst are hatched
    and named; their hits are drawn as they come.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> index = pd.MultiIndex.from_tuples([("a1", 1), ("a1", 2)], names=["doc_id", "par_id"])
    >>> paragraphs = pd.DataFrame({"role": ["title", "body"], "n_tokens": [10, 40]}, index=index)
    >>> hits = pd.DataFrame({"doc_id": "a1", "par_id": [1, 2], "category": "conflict",
    ...                      "start_token": [3, 5], "end_token": [4, 7]})
    >>> fr.chart_barcode(hits, paragraphs).table[["start", "end"]].to_numpy().tolist()
    [[3, 4], [15, 17]]
    """
    words = words_for(_WHERE, lang)
    bands = bands_of(_WHERE, paragraphs, doc_id)
    drawn = positions_in(_WHERE, bands, hits, column="category")
    runs = None if voices is None else positions_in(_WHERE, bands, voices, column="voice")
    if runs is not None:
        check_voices(_WHERE, runs)
    counts = drawn["category"].value_counts()
    if categories is None:
        categories = sorted(counts.index, key=lambda name: (-counts[name], name))
    if not len(categories):
        raise ValueError(message(_WHERE, "no hit in this article: there is nothing to draw",
                                 hint="pass categories=[…] to draw their empty rows"))
    categories = list(dict.fromkeys(categories))
    drawn = drawn[drawn["category"].isin(categories)]
    order = np.lexsort((drawn["start"], drawn["category"].map(categories.index)))
    drawn = drawn.iloc[order].reset_index(drop=True)
    inks = ink_of(_WHERE, categories, colors)
    n_tokens = int(bands["end"].iloc[-1])
    binned = n_tokens > _LONG_ARTICLE
    if caption is None:
        caption = _caption(bands, n_tokens, lang, binned=binned, voiced=runs is not None)
    own = ax is None
    with figure_style():
        if ax is None:
            ax = new_figure(0.36 * len(categories) + 0.95, title=title or "", caption=caption).add_subplot()
        else:
            # The title stands over the numbers of the paragraphs and the names of their roles.
            set_title(ax, title or "", pad=6 + 2 * HEADING_POINTS)
        draw_bands(ax, bands, len(categories), lang)
        for y, category in enumerate(categories):
            rows = drawn[drawn["category"] == category]
            if binned:
                _draw_bins(ax, rows, y, inks[category], n_tokens, _most_in_a_bin(drawn, n_tokens))
            else:
                _draw_ticks(ax, rows, y, inks[category])
        _label_rows(ax, [label_of(name, labels) for name in categories],
                    [int(counts.get(name, 0)) for name in categories], n_tokens, lang)
        if runs is not None:
            draw_voices(ax, runs, bands)
        ax.set_xlabel(words["position"], loc="left", parse_math=False)
        if own:
            settle(root_figure(ax))
    alt = _describe(drawn, categories, bands, labels, lang, title or "")
    if runs is not None:
        alt = f"{alt} {describe_voices(runs, lang)}"
    return Chart(root_figure(ax), (ax,), drawn, alt, caption, title or "")


def _draw_ticks(ax: Axes, rows: pd.DataFrame, y: int, ink: str) -> None:
    half = _TICK_HEIGHT / 2
    # A hit of several tokens is as wide as they are; the outline keeps one token at a point or more.
    for hit in rows.itertuples():
        ax.add_patch(Rectangle((hit.start, y - half), hit.end - hit.start, 2 * half, facecolor=ink,
                               linewidth=0, zorder=2, gid="hit"))
    middles = (rows["start"] + rows["end"]) / 2
    lines = [[(x, y - half), (x, y + half)] for x in middles]
    ax.add_collection(LineCollection(lines, colors=ink, linewidths=_TICK_POINTS, zorder=2,
                                     capstyle="butt"), autolim=False)


def _bin_counts(rows: pd.DataFrame, n_tokens: int) -> np.ndarray:
    middles = (rows["start"] + rows["end"]) / 2
    return np.histogram(middles, bins=_N_BINS, range=(0, n_tokens))[0]


def _most_in_a_bin(drawn: pd.DataFrame, n_tokens: int) -> int:
    return max((int(_bin_counts(rows, n_tokens).max()) for _, rows in drawn.groupby("category")), default=1)


def _draw_bins(ax: Axes, rows: pd.DataFrame, y: int, ink: str, n_tokens: int, most: int) -> None:
    half, width = _TICK_HEIGHT / 2, n_tokens / _N_BINS
    for place, count in enumerate(_bin_counts(rows, n_tokens)):
        if count:
            fill = pale(ink, strength=0.25 + 0.75 * count / most)
            ax.add_patch(Rectangle((place * width, y - half), width, 2 * half, facecolor=fill, zorder=2,
                                   edgecolor="white", linewidth=0.5, gid="bin"))


def _label_rows(ax: Axes, names: list[str], counts: list[int], n_tokens: int, lang: str) -> None:
    rows = [row_label(name, format_number(count, lang, decimals=0), width=_LABEL_POINTS, size=TICK_SIZE)
            for name, count in zip(names, counts, strict=True)]
    ax.set_yticks(range(len(rows)), rows, parse_math=False)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlim(0, n_tokens)
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False)
    for side in ("left", "top", "right"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(AXIS)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=9, steps=[1, 2, 5, 10], integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: format_tick(value, lang)))


def _caption(bands: pd.DataFrame, n_tokens: int, lang: str, *, binned: bool, voiced: bool) -> str:
    words = words_for(_WHERE, lang)
    size = format_number(n_tokens / _N_BINS, lang, decimals=0)
    parts = [words["bins"].format(n=size) if binned else words["tick"], words["bands"]]
    if voiced:
        parts.append(words["voices behind"])
    tagged = bands[~bands["role"].isin(PLAIN_ROLES)]
    if len(tagged):
        names = [f"{role_name(role, lang)} (¶ {_listed(rows['par_id'])})"
                 for role, rows in tagged.groupby("role", sort=False)]
        parts.append(f"{words['tagged']}{words['colon']}{', '.join(names)}.")
    total = format_number(n_tokens, lang, decimals=0)
    parts.append(f"{len(bands)} {words['paragraphs']}, {total} {words['tokens']}.")
    return " ".join(parts)


def _listed(numbers: pd.Series) -> str:
    shown = [str(number) for number in dict.fromkeys(numbers)]
    return ", ".join(shown[:_LIST_LIMIT]) + (" …" if len(shown) > _LIST_LIMIT else "")


def _describe(drawn: pd.DataFrame, categories: list[str], bands: pd.DataFrame,
              labels: Mapping[str, str] | None, lang: str, title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    total = format_number(int(bands["end"].iloc[-1]), lang, decimals=0)
    parts = [f"{head}{words['barcode']}{words['colon']}{len(bands)} {words['paragraphs']}, "
             f"{total} {words['tokens']}."]
    for category in categories:
        rows = drawn[drawn["category"] == category]
        noun = words["paragraph" if len(set(rows["par_id"])) == 1 else "paragraphs"]
        where = f" ({noun} {_listed(rows['par_id'])})" if len(rows) else ""
        parts.append(f"{label_of(category, labels)}{words['colon']}{count_hits(len(rows), lang)}{where}.")
    return " ".join(parts)
