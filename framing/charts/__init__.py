"""Charts: tables of estimates, hits or counts become pictures with their numbers and their words.

A chart function takes a table another module computed, checks it, and returns a `Chart`: the matplotlib
Figure, the numbers drawn, an alternative text built from them, and a caption. Nothing statistical is
computed here. No pyplot, no setting of the user's matplotlib is changed; `ax=` draws on the caller's own
Axes.

============= ============================================================== =============================
module        what it draws                                                  from
============= ============================================================== =============================
rates         dots on intervals: one group, one measure, or a panel each     estimates
pairs         two groups, measure by measure, and their contrast             estimates, rate ratios
heatmap       groups by measures, coloured by distance from a centre         ratios, differences
trend         lines over time, with the articles behind each period          estimates with `period`
barcode       one article: where the hits of each category stand             hits, paragraphs
voices        who is heard: stacked shares of the voices                     estimates of `voice_words`
forest        ratios with intervals on a log scale                           rate ratios, models
plane         words of one group by effect and spread                        keyness
distinctive   the words each group uses more                                 keyness
slope         two periods, a line per group                                  changes
copies        outlets by outlets: how many articles share copy               `shared_copy`
============= ============================================================== =============================

`chart` holds the `Chart` object, `style` the palette and the drawing settings, `words` the words and
numbers in English and French, `estimates` the reading of a tidy table, `layout`, `marks`, `panels`,
`placing`, `strip`, `periods`, `events` and `lines` what several charts share.

Figures of your own get the same look from the style file `framing.mplstyle`:

>>> import matplotlib.style
>>> from matplotlib.figure import Figure
>>> with matplotlib.style.context("framing.charts.framing"):
...     axes = Figure().add_subplot()
>>> axes.spines["top"].get_visible()
False

In a notebook, `plt.style.use("framing.charts.framing")` in the first cell, after `%matplotlib inline`: a first pyplot
figure that is made *inside* `plt.style.context(…)` is shown, and all later ones silently are not (matplotlib #26716).
"""

from framing.charts.barcode import chart_barcode
from framing.charts.chart import Chart
from framing.charts.copies import chart_copies
from framing.charts.distinctive import chart_distinctive
from framing.charts.forest import chart_ratios
from framing.charts.heatmap import chart_heatmap
from framing.charts.pairs import chart_pairs
from framing.charts.plane import chart_keyness
from framing.charts.rates import chart_rates
from framing.charts.slope import chart_slope
from framing.charts.style import palette
from framing.charts.trend import chart_trend
from framing.charts.voices import chart_voices

__all__ = [
    "Chart",
    "chart_barcode",
    "chart_copies",
    "chart_distinctive",
    "chart_heatmap",
    "chart_keyness",
    "chart_pairs",
    "chart_rates",
    "chart_ratios",
    "chart_slope",
    "chart_trend",
    "chart_voices",
    "palette",
]
