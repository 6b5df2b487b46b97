"""Voice bars: which share of each group's words is the journalist's, quoted, or reported."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from framing._check import check_columns, check_type, message
from framing.charts.chart import Chart
from framing.charts.estimates import articles_of, caption_of, drawing_order, label_of, one_unit, read_estimates
from framing.charts.layout import (
    above,
    beside,
    draw_rows,
    new_figure,
    root_figure,
    row_label,
    set_title,
    settle,
)
from framing.charts.marks import describe_row, value_axis
from framing.charts.style import NARRATOR_INK, SMALL_SIZE, SPOKEN, TEXT, TICK_SIZE, figure_style
from framing.charts.words import capitalise, format_interval, format_number, unit_text, words_for

_WHERE = "chart_voices"
_VOICES = ("narrator", *SPOKEN)
_LABEL_POINTS = 134.0
_HEIGHT = 0.62
# A number needs about this much of the bar.
_ROOM = 7.0
_WHOLE = 100.0


def chart_voices(estimates: pd.DataFrame, *, groups: Sequence[str] | None = None,
                 labels: Mapping[str, str] | None = None, ax: Axes | None = None, title: str | None = None,
                 caption: str | None = None, lang: str = "en") -> Chart:
    """Draw who is heard: for each group a bar of 100 words, split into narrator, quoted and reported words.

    Parameters
    ----------
    estimates
        `compare_rates(voice_words(tokens), by, per=100)`: the measures `narrator`, `direct` and `reported`.
    groups
        The ones to draw, in this order; by default the one with the largest share of the narrator first.
    labels
        Names to print for ids of groups.
    ax
        Axes to draw on.
    title, caption
        Text above and below, as in `chart_rates`.
    lang
        Language of the words on the chart, `en` or `fr`.

    Returns
    -------
    A `Chart`. Its table has one row per segment: the columns of `estimates`, in drawing order.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If a voice is missing, or the shares of a group do not add up to 100.

    Notes
    -----
    Shares of one whole are not independent: only the interval of the narrator's share is drawn, on its edge; all
    intervals are in the table. A group without words keeps its row, empty.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "outlet": "Le Quai", "lang": "fr",
    ...                                 "text": "« Le pont tient », a déclaré la maire. Il pleut."}])
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")  # one article has no interval
    ...     shares = fr.compare_rates(fr.voice_words(fr.tokenize(corpus)), corpus.documents["outlet"], per=100)
    >>> chart = fr.chart_voices(shares)
    >>> [round(bar.get_width(), 1) for bar in chart.ax.patches]
    [66.7, 33.3, 0.0]
    """
    words = words_for(_WHERE, lang)
    drawn = _checked(estimates, groups)
    unit = one_unit(_WHERE, drawn)
    own_words = drawn[drawn["measure"] == "narrator"]
    groups = drawing_order(own_words, "group", groups)
    keys = [drawn["measure"].map(_VOICES.index), drawn["group"].map(groups.index)]
    drawn = drawn.assign(_voice=keys[0], _group=keys[1]).sort_values(["_group", "_voice"], ignore_index=True)
    drawn = drawn.drop(columns=["_voice", "_group"])
    if caption is None:
        bounded = own_words["ci_low"].notna().any()
        caption = caption_of(drawn, lang, words["voice interval"] if bounded else "")
    with figure_style():
        own = ax is None
        if ax is None:
            ax = new_figure(0.36 * len(groups) + 1.0, title=title or "", caption=caption).add_subplot()
        else:
            set_title(ax, title or "")
        _draw(ax, drawn, groups, labels, lang)
        value_axis(ax, (0.0, _WHOLE), lang)
        ax.set_xlabel(capitalise(unit_text(unit, lang)), loc="left", parse_math=False)
        if own:
            settle(root_figure(ax))
    return Chart(root_figure(ax), (ax,), drawn, _describe(drawn, groups, labels, lang, title or ""), caption,
                 title or "")


def _checked(estimates: pd.DataFrame, groups: Sequence[str] | None) -> pd.DataFrame:
    check_type(_WHERE, "estimates", estimates, expected=pd.DataFrame)
    check_columns(_WHERE, estimates, ["measure"])
    present = [voice for voice in _VOICES if voice in set(estimates["measure"])]
    if len(present) < len(_VOICES):
        raise ValueError(message(_WHERE, "the table does not hold every voice", got=present, expected=list(_VOICES),
                                 hint="compare_rates(voice_words(tokens), by, per=100) makes it"))
    drawn = read_estimates(_WHERE, estimates, measures=_VOICES, groups=groups)
    sums = drawn.groupby("group")["estimate"].sum(min_count=len(_VOICES))
    wrong = sums[(sums - _WHOLE).abs() > 1e-6]
    if len(wrong):
        raise ValueError(message(_WHERE, "the shares of a group do not add up to 100",
                                 got=f"{wrong.index[0]}: {wrong.iloc[0]:g}", hint="pass per=100 to compare_rates"))
    return drawn


def _draw(ax: Axes, drawn: pd.DataFrame, groups: list[str], labels: Mapping[str, str] | None, lang: str) -> None:
    names = []
    for y, group in enumerate(groups):
        rows = drawn[drawn["group"] == group].set_index("measure")
        articles = articles_of(rows, lang)
        names.append(row_label(label_of(group, labels), f"({articles})" if articles else "", width=_LABEL_POINTS,
                               size=TICK_SIZE))
        if rows["estimate"].notna().all():
            _draw_bar(ax, rows, y, lang)
    draw_rows(ax, names)
    ax.grid(visible=False)
    _draw_key(ax, lang, bounded=bool(drawn.loc[drawn["measure"] == "narrator", "ci_low"].notna().any()))


def _draw_bar(ax: Axes, rows: pd.DataFrame, y: int, lang: str) -> None:
    left = 0.0
    for voice in _VOICES:
        share = float(rows.loc[voice, "estimate"])
        style = SPOKEN.get(voice, {"ink": NARRATOR_INK, "hatch": ""})
        ax.add_patch(Rectangle((left, y - _HEIGHT / 2), share, _HEIGHT, facecolor=style["ink"], edgecolor="white",
                               linewidth=1.0, hatch=style["hatch"], gid=voice))
        if share >= _ROOM:
            ax.text(left + share / 2, y, format_number(share, lang, decimals=0), ha="center", va="center_baseline",
                    size=SMALL_SIZE, color="white" if voice == "direct" else TEXT, parse_math=False,
                    bbox={"facecolor": style["ink"], "edgecolor": "none", "pad": 1.0} if style["hatch"] else None)
        left += share
    low, high = rows.loc["narrator", ["ci_low", "ci_high"]]
    if pd.notna(low) and pd.notna(high):
        below = y + _HEIGHT / 2 + 0.09
        ax.plot([low, high], [below, below], color="black", linewidth=1.6, solid_capstyle="butt", zorder=3,
                gid="interval")
    beside(ax, y, format_interval(low, high, lang, decimals=0), points=8)


def _draw_key(ax: Axes, lang: str, *, bounded: bool) -> None:
    words = words_for(_WHERE, lang)
    handles = [Rectangle((0, 0), 1, 1, facecolor=SPOKEN[voice]["ink"] if voice in SPOKEN else NARRATOR_INK,
                         hatch=SPOKEN[voice]["hatch"] if voice in SPOKEN else "", edgecolor="white", linewidth=0.5,
                         label=words[voice]) for voice in _VOICES]
    key = ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, frameon=False,
                    borderaxespad=0.1, borderpad=0.1, handletextpad=0.5, columnspacing=1.6, handlelength=1.4)
    for text in key.get_texts():
        text.set_parse_math(False)
    if bounded:
        above(ax, words["interval"], points=8)


def _describe(drawn: pd.DataFrame, groups: list[str], labels: Mapping[str, str] | None, lang: str, title: str) -> str:
    words = words_for(_WHERE, lang)
    head = f"{title}. " if title else ""
    parts = [f"{head}{words['voice bars']}{words['colon']}{unit_text(str(drawn['unit'].iloc[0]), lang)}."]
    for group in groups:
        rows = drawn[drawn["group"] == group].set_index("measure", drop=False)
        own = rows.loc["narrator"].copy()
        own["group"] = f"{label_of(group, labels)}{words['colon']}{words['narrator']}"
        first = describe_row(own, None, 0, lang)
        rest = [f"{words[voice]} {format_number(rows.loc[voice, 'estimate'], lang, decimals=0)}" for voice in SPOKEN]
        parts.append(f"{first}, {', '.join(rest)}.")
    return " ".join(parts)
