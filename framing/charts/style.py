"""What every chart shares: inks and markers, the drawing settings, the greys."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import matplotlib
from cycler import cycler
from matplotlib import font_manager

from framing._check import message

# Each ink has 3:1 or more on white; the closest two are 17.1 apart (CAM02-UCS, J'a'b' distance) for
# normal, deutan, protan and tritan sight. The first six alone keep 21.3.
INKS = ("#e7298a", "#5790fc", "#6b4e16", "#332288", "#999933", "#111111", "#1830fc", "#0c6054")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "*")
COMMON_INK = "#444444"

TEXT = "#1a1a1a"
SECONDARY = "#555555"
AXIS = "#444444"
GRID = "#e3e3e0"
BAND = "#f4f4f1"
UNDEFINED = "#d9d9d6"

# Voices: the journalist's own words are grey, spoken ones violet, and hatched where nobody is quoted word for word.
NARRATOR_INK = "#d5d2ca"
SPOKEN: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "direct": MappingProxyType({"ink": "#332288", "tint": "#dcd8f3", "hatch": ""}),
    "reported": MappingProxyType({"ink": "#8f86c6", "tint": "#efedf9", "hatch": "///"}),
})

WIDTH = 7.2
PIXELS_PER_INCH = 200
BASE_SIZE = 9.0
TICK_SIZE = 8.5
SMALL_SIZE = 8.0
TITLE_SIZE = 11.0
FONT = "DejaVu Sans"
FEW_ARTICLES = 5
_NO_GLYPH = r"Glyph \d+ .*missing from|Matplotlib currently does not support .* natively"

SETTINGS: Mapping[Any, Any] = MappingProxyType({
    "font.family": [FONT], "font.size": BASE_SIZE, "text.color": TEXT, "text.parse_math": False,
    "axes.titlesize": BASE_SIZE, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.labelsize": BASE_SIZE, "axes.labelcolor": TEXT, "axes.edgecolor": AXIS, "axes.linewidth": 0.8,
    "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True, "axes.grid": False,
    "grid.color": GRID, "grid.linewidth": 0.8, "xtick.labelsize": TICK_SIZE, "ytick.labelsize": TICK_SIZE,
    "xtick.color": AXIS, "ytick.color": AXIS, "xtick.labelcolor": TEXT, "ytick.labelcolor": TEXT,
    "figure.facecolor": "white", "savefig.facecolor": "white", "axes.facecolor": "white",
    "figure.dpi": PIXELS_PER_INCH, "savefig.dpi": PIXELS_PER_INCH, "hatch.linewidth": 0.6,
    "figure.titlesize": TITLE_SIZE, "figure.titleweight": "bold",
    "svg.hashsalt": "framing", "svg.fonttype": "path", "pdf.fonttype": 42, "timezone": "UTC",
})

# What makes files the same everywhere, and pictures sharp in a notebook: ours alone, and not in the style users take.
_NOT_STYLE = frozenset({"figure.dpi", "svg.hashsalt", "timezone", "text.parse_math"})
STYLE_FILE = Path(__file__).with_name("framing.mplstyle")


def style_settings() -> dict[str, Any]:
    """Return what `framing.mplstyle` holds: the settings of the charts, their inks and their width.

    `matplotlib.style.use("framing.charts.framing")` gives a user's own figures this look.
    """
    settings = {name: value for name, value in SETTINGS.items() if name not in _NOT_STYLE}
    return {**settings, "axes.prop_cycle": cycler("color", INKS), "figure.figsize": [WIDTH, 4.0]}


@contextmanager
def boxes_for_missing_signs() -> Iterator[None]:
    """Draw, or measure, a sign that the font has not (an emoji, another script) as an empty box, without a word.

    The box is there to see, and tables and alternative text keep the sign. Matplotlib's own warning names our files,
    and would stop a report where warnings are errors.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _NO_GLYPH, UserWarning)
        yield


@contextmanager
def figure_style() -> Iterator[None]:
    """Draw, or save, with the settings of this project and none of the user's.

    Both must happen inside: matplotlib reads some settings when an artist is made and others when the
    figure is written. The user's settings come back on leaving.
    """
    with matplotlib.rc_context(), boxes_for_missing_signs():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
        yield


def check_font(where: str) -> None:
    """Refuse to write pictures with another DejaVu Sans than the one matplotlib ships.

    A system's copy may be of another version: same name, other outlines, other bytes.
    """
    found = Path(font_manager.findfont(FONT, fallback_to_default=True)).resolve()
    shipped = Path(matplotlib.get_data_path()).resolve()
    if not found.is_relative_to(shipped):
        raise RuntimeError(message(where, f"the font {FONT} does not come from matplotlib", got=str(found),
                                   hint="delete matplotlib's font cache, then run again"))


def palette(groups: Iterable[str]) -> dict[str, str]:
    """Give each group its ink, so that the same outlets have the same colours in every chart.

    Inks go to the sorted names, not to the order of appearance. Beyond eight groups no palette keeps
    its colours apart for every reader: all groups then share one ink and are told by their label.

    Parameters
    ----------
    groups
        The names of all groups of a study, in any order; repeated names count once.

    Returns
    -------
    A dictionary from name to colour, in sorted order of the names. Pass it as `colors=` when a chart
    shows only some of the groups.

    Notes
    -----
    The inks were chosen by their smallest distance in CAM02-UCS [1]_ under simulated colour-vision
    deficiency of full severity [2]_, among colours with a contrast of 3:1 or more on white.

    References
    ----------
    .. [1] Luo, Cui & Li (2006), doi:10.1002/col.20227
    .. [2] Machado, Oliveira & Fernandes (2009), doi:10.1109/TVCG.2009.113

    Examples
    --------
    >>> from framing.charts import palette
    >>> palette(["Le Quai", "La Traverse"])
    {'La Traverse': '#e7298a', 'Le Quai': '#5790fc'}
    """
    names = sorted(set(groups))
    if len(names) > len(INKS):
        return dict.fromkeys(names, COMMON_INK)
    return dict(zip(names, INKS, strict=False))


def markers(groups: Iterable[str]) -> dict[str, str]:
    """Give each group its marker shape, the second channel beside colour."""
    names = sorted(set(groups))
    return {name: MARKERS[number % len(MARKERS)] for number, name in enumerate(names)}


def ink_of(where: str, names: Iterable[str], colors: Mapping[str, str] | None) -> dict[str, str]:
    """Give the colour of each name: the caller's, or the palette's when none were passed."""
    wanted = list(names)
    if colors is None:
        return palette(wanted)
    missing = [name for name in wanted if name not in colors]
    if missing:
        raise ValueError(message(where, "`colors` lacks some of the names drawn", got=missing,
                                 hint="pass colors=palette(every group of the study)"))
    return {name: colors[name] for name in wanted}
