"""One article as a strip from left to right: its paragraphs as bands, whose voice is heard where."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from framing._check import check_columns, check_paragraph_index, message
from framing.charts.layout import text_width
from framing.charts.style import BAND, SECONDARY, SMALL_SIZE, SPOKEN
from framing.charts.words import ROLES, format_number, words_for

PLAIN_ROLES = ("body", "standfirst")
HEADING_POINTS = 11.0
_AXIS_POINTS = 350.0


def bands_of(where: str, paragraphs: pd.DataFrame, doc_id: str | None) -> pd.DataFrame:
    """Give the paragraphs of one article with the positions where they begin and end."""
    check_paragraph_index(where, paragraphs)
    check_columns(where, paragraphs, ("role", "n_tokens"))
    present = list(dict.fromkeys(paragraphs.index.get_level_values("doc_id")))
    if doc_id is None and len(present) == 1:
        doc_id = present[0]
    if doc_id not in present:
        raise ValueError(message(where, "one article is drawn at a time" if doc_id is None else
                                 "no paragraph of this article", got=doc_id or f"{len(present)} articles",
                                 hint="pass doc_id=, one of the index"))
    bands = paragraphs.loc[paragraphs.index.get_level_values("doc_id") == doc_id, ["role", "n_tokens"]]
    bands = bands.sort_index().reset_index()
    bands["end"] = bands["n_tokens"].astype(int).cumsum()
    bands["start"] = bands["end"] - bands["n_tokens"].astype(int)
    if not bands["end"].iloc[-1] > 0:
        raise ValueError(message(where, "the article has no token: there is nothing to draw", got=doc_id))
    return bands


def positions_in(where: str, bands: pd.DataFrame, pieces: pd.DataFrame, *, column: str) -> pd.DataFrame:
    """Give the pieces of the article (hits, runs of a voice) with their places counted from its beginning."""
    check_columns(where, pieces, ("doc_id", "par_id", column, "start_token", "end_token"))
    own = pieces[pieces["doc_id"] == bands["doc_id"].iloc[0]]
    joined = own[["doc_id", "par_id", column, "start_token", "end_token"]].merge(
        bands[["par_id", "start", "n_tokens"]], on="par_id", how="left")
    outside = ~((joined["start_token"] >= 0) & (joined["end_token"] <= joined["n_tokens"])
                & (joined["start_token"] < joined["end_token"]))
    if outside.any():
        raise ValueError(message(where, "a piece stands outside its paragraph",
                                 got=dict(joined.loc[outside].iloc[0, :5]),
                                 hint="pass the hits and the paragraphs of the same tokens"))
    joined["end"] = (joined["start"] + joined["end_token"]).astype(int)
    joined["start"] = (joined["start"] + joined["start_token"]).astype(int)
    joined[column] = joined[column].astype(str)
    return joined[["doc_id", "par_id", column, "start", "end"]]


def draw_bands(ax: Axes, bands: pd.DataFrame, n_rows: int, lang: str) -> None:
    """Draw the paragraphs as bands, numbered, those of other roles dotted and named."""
    n_tokens = float(bands["end"].iloc[-1])
    right_of_last = {"number": -np.inf, "role": -np.inf}
    for place, band in enumerate(bands.itertuples()):
        plain = band.role in PLAIN_ROLES
        if place % 2 == 0 or not plain:
            ax.add_patch(Rectangle((band.start, -0.5), band.end - band.start, n_rows, linewidth=0, zorder=0,
                                   facecolor=BAND if place % 2 == 0 else "white", gid="paragraph"))
        if not plain:
            ax.add_patch(Rectangle((band.start, -0.5), band.end - band.start, n_rows, linewidth=0, zorder=0.5,
                                   fill=False, hatch="....", edgecolor="#c4c4bf", gid="role"))
        middle = (band.start + band.end) / 2
        heading = {"number": str(band.par_id), "role": "" if plain else role_name(band.role, lang)}
        for line, text in heading.items():
            half = text_width(text, SMALL_SIZE) / _AXIS_POINTS * n_tokens / 2
            # A label stays over the strip, and is left out where it would run into the one before it.
            x = min(max(middle, half), n_tokens - half)
            if text and x - half > right_of_last[line]:
                right_of_last[line] = x + half + 4 / _AXIS_POINTS * n_tokens
                ax.annotate(text, (x, 1.0), xycoords=ax.get_xaxis_transform(), textcoords="offset points",
                            xytext=(0, 3 if line == "number" else 3 + HEADING_POINTS), ha="center",
                            va="bottom", size=SMALL_SIZE, color=SECONDARY, annotation_clip=False,
                            parse_math=False, style="italic" if line == "role" else "normal")
    ax.annotate("¶", (0, 1.0), xycoords="axes fraction", xytext=(-6, 3), textcoords="offset points",
                ha="right", va="bottom", size=SMALL_SIZE, color=SECONDARY, annotation_clip=False)


def check_voices(where: str, runs: pd.DataFrame) -> None:
    """Refuse runs of a voice that does not exist, and a table without runs."""
    unknown = sorted(set(runs["voice"]) - {"narrator", *SPOKEN})
    if unknown or runs.empty:
        raise ValueError(message(where, "`voices` does not say whose words stand where in this article",
                                 got=unknown or "no row", expected="the output of voice_runs(tokens)"))


def draw_voices(ax: Axes, runs: pd.DataFrame, bands: pd.DataFrame) -> None:
    """Lay the voices behind the hits: quoted words tinted, reported words tinted and hatched.

    Tints hide the bands of the paragraphs, so that lines part these too.
    """
    n_rows = ax.get_ylim()[0] + 0.5
    for run in runs.itertuples():
        if run.voice not in SPOKEN:
            continue
        style = SPOKEN[run.voice]
        ax.add_patch(Rectangle((run.start, -0.5), run.end - run.start, n_rows, facecolor=style["tint"], linewidth=0,
                               edgecolor=style["ink"], hatch=style["hatch"], alpha=0.75, zorder=0.7, gid=run.voice))
    ax.vlines(bands["end"].iloc[:-1], -0.5, n_rows - 0.5, color=SECONDARY, linewidth=0.5, zorder=0.8)


def role_name(role: str, lang: str) -> str:
    """Name a role in the language of the chart; a role without a word of its own keeps its id."""
    return ROLES[lang].get(role, str(role))


def describe_voices(runs: pd.DataFrame, lang: str) -> str:
    """Say which share of the strip each voice has."""
    words = words_for("chart_barcode", lang)
    lengths = (runs["end"] - runs["start"]).groupby(runs["voice"]).sum()
    total = max(int(lengths.sum()), 1)
    shares = {voice: 100 * int(lengths.get(voice, 0)) / total for voice in ("narrator", *SPOKEN)}
    said = [f"{words[voice]} {format_number(share, lang, decimals=0)}{words['percent']}"
            for voice, share in shares.items()]
    return f"{words['voices']}{words['colon']}{', '.join(said)}."
