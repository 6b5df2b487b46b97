"""Charts, asked through their Axes: positions, limits, order, words; never through pixels."""

import itertools
import re
import subprocess
import sys

import matplotlib
import matplotlib.style
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from framing._check import FramingWarning
from framing.charts import (
    Chart,
    chart_barcode,
    chart_heatmap,
    chart_pairs,
    chart_rates,
    chart_trend,
    chart_voices,
    palette,
)
from framing.charts.layout import dodge, text_width, wrap
from framing.charts.phrases import said_in
from framing.charts.style import INKS, MARKERS, SETTINGS, STYLE_FILE, figure_style, style_settings
from framing.charts.words import (
    ROLES,
    UNITS_FR,
    WORDS,
    decimals_for,
    format_interval,
    format_number,
    format_tick,
    french_spaces,
)
from framing.comparison import compare_rates
from framing.lexicon_files import list_lexicons, load_lexicon

OUTLETS = ("La Traverse", "Le Quai", "Le Courrier du Nord-Est", "The Harbour Post",
           "L’Écho $libre$ des Vallées", "Ostra Gazeta")
FRAMES = ("conflict", "economic", "human_interest", "morality", "responsibility")
LABELS = {"conflict": "Conflict", "economic": "Economic consequences", "human_interest": "Human interest",
          "morality": "Morality", "responsibility": "Attribution of responsibility"}
N_ARTICLES = dict(zip(OUTLETS, (212, 180, 64, 18, 4, 97), strict=True))


def estimates_of(groups=OUTLETS, measures=FRAMES, unit="per 1,000 words"):
    rows = []
    for place, group in enumerate(groups):
        for number, measure in enumerate(measures):
            estimate = 9.0 - number + 0.25 * place
            n_articles = N_ARTICLES.get(group, 30)
            rows.append({"group": group, "measure": measure, "unit": unit, "estimate": estimate,
                         "ci_low": estimate - 1.0, "ci_high": estimate + 1.5, "n_articles": n_articles,
                         "n_paragraphs": 9 * n_articles, "n_words": 500 * n_articles,
                         "method": "ratio of sums; 95% bootstrap over articles", "note": ""})
    return pd.DataFrame(rows)


def trend_of(groups=OUTLETS[:2], n_periods=8):
    periods = pd.date_range("2023-07-01", periods=n_periods, freq="MS")
    rows = [{"period": period, "group": group, "measure": "conflict", "unit": "per 1,000 words",
             "estimate": 4.0 + place + 0.5 * (number % 3), "ci_low": 3.0 + place, "ci_high": 6.0 + place,
             "n_articles": 10 + number, "method": "ratio of sums", "note": ""}
            for place, group in enumerate(groups) for number, period in enumerate(periods)]
    return pd.DataFrame(rows)


def article(lengths=(12, 40, 30, 18), roles=("title", "standfirst", "body", "boilerplate")):
    index = pd.MultiIndex.from_arrays([["a1"] * len(lengths), range(1, len(lengths) + 1)],
                                      names=["doc_id", "par_id"])
    return pd.DataFrame({"role": roles, "n_tokens": lengths}, index=index)


def hits_of(places, doc_id="a1"):
    return pd.DataFrame([(doc_id, par_id, category, start, end) for par_id, category, start, end in places],
                        columns=["doc_id", "par_id", "category", "start_token", "end_token"])


HITS = hits_of([(1, "peace", 3, 4), (2, "war", 0, 2), (2, "war", 5, 6), (3, "peace", 29, 30),
                (3, "war", 1, 2)])


EVERY_CHART = {
    "rates": lambda: chart_rates(estimates_of(), labels=LABELS, title="Frames $by$ outlet"),
    "pairs": lambda: chart_pairs(estimates_of(), pair=OUTLETS[:2], labels=LABELS),
    "heatmap": lambda: chart_heatmap(estimates_of(unit="ratio"), labels=LABELS, center=6.0),
    "trend": lambda: chart_trend(trend_of(OUTLETS), events={"2023-09-15": "Vote"}),
    "barcode": lambda: chart_barcode(HITS, article()),
}


@pytest.fixture(scope="module")
def charts():
    return {name: draw() for name, draw in EVERY_CHART.items()}


def tagged(ax, gid):
    return [artist for artist in ax.get_children() if artist.get_gid() == gid]


def row_names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def renderer_of(chart):
    return FigureCanvasAgg(chart.figure).get_renderer()


def texts(ax):
    return [text.get_text() for text in ax.texts]


class TestRates:
    def test_one_group_puts_measures_in_rows_sorted_by_value(self):
        chart = chart_rates(estimates_of(OUTLETS[:1]).iloc[::-1], labels=LABELS)
        assert row_names(chart.ax) == list(LABELS.values())
        dots = tagged(chart.ax, "estimate")
        places = [(dot.get_xdata()[0], dot.get_ydata()[0]) for dot in dots]
        assert places == [(9, 0), (8, 1), (7, 2), (6, 3), (5, 4)]
        assert chart.ax.get_ylim() == (4.5, -0.5)

    def test_one_measure_puts_groups_in_rows_with_their_articles(self):
        chart = chart_rates(estimates_of(measures=["conflict"]), labels=LABELS)
        assert row_names(chart.ax)[0] == "Ostra Gazeta  (n = 97)"
        assert row_names(chart.ax)[-1] == "La Traverse  (n = 212)"
        assert chart.ax.get_xlabel() == "Conflict, per 1,000 words"
        assert "10.2" in texts(chart.ax)
        assert "9.2–11.8" in texts(chart.ax)

    def test_several_of_both_make_a_panel_per_measure_with_one_axis(self):
        chart = chart_rates(estimates_of(), labels=LABELS)
        headings = [ax.get_title(loc="left").replace("\n", " ") for ax in chart.axes]
        assert headings == list(LABELS.values())
        assert len({ax.get_xlim() for ax in chart.axes}) == 1
        assert len({ax.get_ylim() for ax in chart.axes}) == 1
        assert row_names(chart.axes[0]) == row_names(chart.axes[3])
        assert [len(tagged(ax, "estimate")) for ax in chart.axes] == [6] * 5

    def test_the_axis_begins_at_zero_and_holds_every_interval(self):
        low, high = chart_rates(estimates_of()).ax.get_xlim()
        assert low == 0
        assert high > estimates_of()["ci_high"].max()

    def test_a_negative_estimate_keeps_zero_on_the_axis(self):
        table = estimates_of(OUTLETS[:2], ["tone"], unit="balance")
        table[["estimate", "ci_low", "ci_high"]] -= 30
        low, high = chart_rates(table).ax.get_xlim()
        assert low < -20
        assert high == 0

    def test_the_interval_is_thicker_than_its_dot_and_lies_under_it(self):
        ax = chart_rates(estimates_of(OUTLETS[:1])).ax
        bar, dot = tagged(ax, "interval")[0], tagged(ax, "estimate")[0]
        assert (bar.get_linewidth(), dot.get_markersize()) == (5.0, 4.0)
        assert bar.get_zorder() < dot.get_zorder()
        assert list(bar.get_xdata()) == [8.0, 10.5]

    def test_no_interval_is_a_hollow_dot_without_a_bar(self):
        table = estimates_of(OUTLETS[:1], ["conflict", "economic"])
        table.loc[0, ["ci_low", "ci_high"]] = np.nan
        chart = chart_rates(table)
        hollow, solid = tagged(chart.ax, "estimate")
        assert hollow.get_markerfacecolor() == "white"
        assert solid.get_markerfacecolor() == INKS[0]
        assert len(tagged(chart.ax, "interval")) == 1
        assert "no interval" in chart.alt
        assert "Hollow" in chart.caption

    def test_fewer_than_five_articles_are_hollow_with_their_bar(self):
        chart = chart_rates(estimates_of([OUTLETS[4]], ["conflict"]))
        assert tagged(chart.ax, "estimate")[0].get_markerfacecolor() == "white"
        assert len(tagged(chart.ax, "interval")) == 1

    def test_an_undefined_estimate_keeps_its_row_without_a_dot(self):
        table = estimates_of(OUTLETS[:1], ["conflict", "economic"])
        table.loc[1, ["estimate", "ci_low", "ci_high"]] = np.nan
        chart = chart_rates(table)
        assert row_names(chart.ax) == ["conflict", "economic"]
        assert len(tagged(chart.ax, "estimate")) == 1
        assert "–" in texts(chart.ax)
        assert "undefined" in chart.alt

    def test_measures_and_groups_select_and_order(self):
        chart = chart_rates(estimates_of(), measures=["morality"], groups=["Le Quai", "La Traverse"])
        assert chart.table["group"].tolist() == ["Le Quai", "La Traverse"]
        assert [name.split("  ")[0] for name in row_names(chart.ax)] == ["Le Quai", "La Traverse"]

    def test_ties_are_broken_by_name(self):
        table = estimates_of(["b", "c", "a"], ["conflict"]).assign(estimate=5.0)
        assert chart_rates(table).table["group"].tolist() == ["a", "b", "c"]

    def test_the_group_colours_are_the_palette_whatever_is_selected(self):
        colors = palette(OUTLETS)
        ax = chart_rates(estimates_of(), measures=["morality"], groups=["Le Quai"], colors=colors).ax
        assert tagged(ax, "estimate")[0].get_markerfacecolor() == colors["Le Quai"]

    def test_refusals_say_what_to_do(self):
        with pytest.raises(ValueError, match="empty: there is nothing to draw"):
            chart_rates(estimates_of().iloc[:0])
        with pytest.raises(KeyError, match="n_articles"):
            chart_rates(estimates_of().drop(columns="n_articles"))
        with pytest.raises(ValueError, match="several units"):
            chart_rates(pd.concat([estimates_of(["a"]), estimates_of(["b"], unit="share")]))
        with pytest.raises(ValueError, match="two rows for the same mark"):
            chart_rates(pd.concat([estimates_of(), estimates_of()]))
        with pytest.raises(ValueError, match="one panel"):
            chart_rates(estimates_of(), ax=Figure().add_subplot())
        with pytest.raises(ValueError, match="does not hold"):
            chart_rates(estimates_of(), measures=["peace"])
        with pytest.raises(TypeError, match="one word"):
            chart_rates(estimates_of(), measures="conflict")
        with pytest.raises(ValueError, match="`colors` lacks"):
            chart_rates(estimates_of(), colors={"Le Quai": "#111111"})
        with pytest.raises(ValueError, match="lang"):
            chart_rates(estimates_of(), lang="de")
        with pytest.raises(TypeError, match="estimates"):
            chart_rates([1, 2])
        for draw in (chart_rates, chart_heatmap):
            with pytest.raises(TypeError, match="`labels` has the wrong type; got list; expected Mapping"):
                draw(estimates_of(), labels=["a"])


class TestPairs:
    def test_two_shapes_in_two_colours_joined_by_a_line(self):
        chart = chart_pairs(estimates_of(), pair=("Le Quai", "La Traverse"), labels=LABELS)
        dots = tagged(chart.ax, "estimate")
        assert [dot.get_marker() for dot in dots] == ["o", "s"] * 5
        assert len({dot.get_markerfacecolor() for dot in dots}) == 2
        joins = tagged(chart.ax, "pair")
        assert list(joins[0].get_xdata()) == [9.25, 9.0]
        assert len(joins) == 5
        assert chart.ax.get_xlim()[0] == 0

    def test_the_key_names_both_groups_with_their_articles(self):
        legend = chart_pairs(estimates_of(), pair=("Le Quai", "La Traverse")).ax.get_legend()
        names = [text.get_text() for text in legend.get_texts()]
        assert names == ["Le Quai  (n = 180)", "La Traverse  (n = 212)"]

    def test_contrasts_are_printed_with_their_interval(self):
        contrasts = estimates_of(["Le Quai"], unit="rate ratio")
        contrasts[["estimate", "ci_low", "ci_high"]] = [1.8, 1.2, 2.6]
        chart = chart_pairs(estimates_of(), pair=("Le Quai", "La Traverse"), contrasts=contrasts)
        assert texts(chart.ax).count("1.80 (1.20–2.60)") == 5
        assert "rate ratio 1.80 (1.20 to 2.60)" in chart.alt
        assert chart.table["contrast"].tolist() == [1.8] * 10

    def test_an_undefined_half_is_not_joined(self):
        table = estimates_of(OUTLETS[:2], ["conflict"])
        table.loc[0, ["estimate", "ci_low", "ci_high"]] = np.nan
        ax = chart_pairs(table, pair=OUTLETS[:2]).ax
        assert tagged(ax, "pair") == []
        assert len(tagged(ax, "estimate")) == 1

    @pytest.mark.parametrize("pair", ["ab", ("a", "a"), ("a",), ("a", "b", "c")])
    def test_a_pair_is_two_different_groups(self, pair):
        with pytest.raises(ValueError, match="two different groups"):
            chart_pairs(estimates_of(), pair=pair)


class TestHeatmap:
    def test_cells_are_in_drawing_order_and_print_their_numbers(self):
        table = estimates_of(["A", "B"], ["m1", "m2"], unit="ratio").assign(estimate=[2.0, 0.5, 1.0, 0.25])
        chart = chart_heatmap(table)
        assert texts(chart.ax) == ["2.00", "1.00", "0.50", "0.25"]
        assert row_names(chart.ax) == ["m1", "m2"]
        assert [label.get_text() for label in chart.ax.get_xticklabels()] == ["A\nn = 30", "B\nn = 30"]

    def test_half_and_double_are_equally_far_on_the_log_scale(self):
        table = estimates_of(["A", "B", "C"], ["m"], unit="ratio").assign(estimate=[4.0, 1.0, 0.25])
        cells = {text.get_text(): cell.get_facecolor() for text, cell in
                 zip(*(lambda ax: (ax.texts, tagged(ax, "cell")))(chart_heatmap(table).ax), strict=True)}
        ends = matplotlib.colormaps["PuOr_r"]
        np.testing.assert_allclose(cells["4.00"], ends(1.0), atol=0.005)
        np.testing.assert_allclose(cells["0.25"], ends(0.0), atol=0.005)
        np.testing.assert_allclose(cells["1.00"], ends(0.5), atol=0.005)

    def test_a_linear_scale_takes_negative_numbers_and_a_log_scale_refuses_them(self):
        table = estimates_of(["A", "B"], ["m"], unit="difference").assign(estimate=[-1.0, 1.0])
        assert texts(chart_heatmap(table, scale="linear").ax) == ["1.0", "−1.0"]
        with pytest.raises(ValueError, match="log scale cannot hold a negative"):
            chart_heatmap(table)

    def test_few_articles_are_hatched_and_the_undefined_is_grey(self):
        table = estimates_of(OUTLETS, ["conflict"], unit="ratio")
        table.loc[0, "estimate"] = np.nan
        chart = chart_heatmap(table)
        assert len(tagged(chart.ax, "hatch")) == 1
        assert "–" in texts(chart.ax)
        assert "Hatched" in chart.caption
        assert "Grey" in chart.caption

    def test_every_number_is_readable_on_its_cell(self):
        values = np.linspace(0.2, 5, 40)
        table = pd.concat([estimates_of([f"g{number:02d}"], ["m"], unit="ratio").assign(estimate=value)
                           for number, value in enumerate(values)])
        ax = chart_heatmap(table).ax
        pairs = list(zip(ax.texts, tagged(ax, "cell"), strict=True))
        assert len(pairs) == 40
        assert min(contrast(text.get_color(), cell.get_facecolor()) for text, cell in pairs) >= 4.5

    def test_a_zero_ratio_takes_the_end_of_the_scale(self):
        table = estimates_of(["A", "B"], ["m"], unit="ratio").assign(estimate=[0.0, 2.0])
        cell = tagged(chart_heatmap(table).ax, "cell")[1]
        np.testing.assert_allclose(cell.get_facecolor(), matplotlib.colormaps["PuOr_r"](0.0), atol=0.005)

    def test_a_large_table_is_described_by_its_extremes(self):
        table = estimates_of([f"outlet {number}" for number in range(14)], unit="ratio")
        alt = chart_heatmap(table).alt
        assert "highest outlet 13 12.25" in alt
        assert "lowest outlet 0 9.00" in alt


class TestBarcode:
    def test_ticks_stand_at_cumulative_positions(self):
        chart = chart_barcode(HITS, article())
        assert chart.table[["category", "start", "end"]].to_numpy().tolist() == [
            ["war", 12, 14], ["war", 17, 18], ["war", 53, 54], ["peace", 3, 4], ["peace", 81, 82]]
        assert [(box.get_x(), box.get_width()) for box in tagged(chart.ax, "hit")] == [
            (12, 2), (17, 1), (53, 1), (3, 1), (81, 1)]
        assert chart.ax.get_xlim() == (0, 100)

    def test_rows_are_sorted_by_count_and_say_it(self):
        assert row_names(chart_barcode(HITS, article()).ax) == ["war  3", "peace  2"]

    def test_categories_fix_the_rows_with_empty_ones(self):
        chart = chart_barcode(HITS, article(), categories=["peace", "tone"])
        assert row_names(chart.ax) == ["peace  2", "tone  0"]

    def test_paragraphs_are_numbered_and_roles_are_named(self):
        chart = chart_barcode(HITS, article(), lang="fr")
        assert {"1", "2", "3", "4", "titre", "hors texte"} <= set(texts(chart.ax))
        assert "titre (¶ 1), hors texte (¶ 4)" in chart.caption
        assert len(tagged(chart.ax, "role")) == 2

    def test_labels_of_short_paragraphs_do_not_run_into_each_other(self):
        chart = chart_barcode(hits_of([(1, "war", 0, 1)]), article((2,) * 200, ("body",) * 200))
        with figure_style():
            renderer = renderer_of(chart)
            boxes = [text.get_window_extent(renderer) for text in chart.ax.texts if text.get_text().isdigit()]
        assert 5 < len(boxes) < 200
        assert all(left.x1 < right.x0 for left, right in itertools.pairwise(boxes))

    def test_a_long_article_is_drawn_in_forty_bins_that_hold_every_hit(self):
        places = [(1, "war", start, start + 1) for start in range(0, 1600, 7)]
        chart = chart_barcode(hits_of(places), article((1600,), ("body",)))
        bins = tagged(chart.ax, "bin")
        assert len(bins) == 40
        assert bins[0].get_width() == 40
        assert tagged(chart.ax, "hit") == []
        assert len(chart.table) == len(places)
        assert "40 tokens" in chart.caption

    def test_alt_text_gives_counts_and_paragraphs(self):
        alt = chart_barcode(HITS, article(), labels={"war": "War"}).alt
        assert "War: 3 hits (paragraphs 2, 3)." in alt
        assert "4 paragraphs, 100 tokens" in alt

    def test_refusals(self):
        several = pd.concat([article(), article().rename(index={"a1": "a2"})])
        with pytest.raises(ValueError, match="one article is drawn at a time"):
            chart_barcode(HITS, several)
        assert len(chart_barcode(HITS, several, doc_id="a1").table) == 5
        with pytest.raises(ValueError, match="no paragraph of this article"):
            chart_barcode(HITS, article(), doc_id="a9")
        with pytest.raises(ValueError, match="outside its paragraph"):
            chart_barcode(hits_of([(1, "war", 11, 13)]), article())
        with pytest.raises(ValueError, match="outside its paragraph"):
            chart_barcode(hits_of([(9, "war", 0, 1)]), article())
        with pytest.raises(ValueError, match="no hit in this article"):
            chart_barcode(HITS.iloc[:0], article())
        with pytest.raises(ValueError, match="not indexed by paragraph"):
            chart_barcode(HITS, article().reset_index())


class TestTrend:
    def test_a_few_groups_share_a_panel_with_a_strip_and_direct_labels(self):
        chart = chart_trend(trend_of(OUTLETS[:3]))
        main, strip = chart.axes
        assert len(tagged(main, "line")) == 3
        assert main.get_legend() is None
        assert set(OUTLETS[:2]) <= set(texts(main))
        assert row_names(strip) == ["n = 10–17"] * 3
        assert main.get_xlim() == strip.get_xlim()
        assert main.get_ylim()[0] == 0

    def test_many_groups_get_a_panel_each_with_the_others_in_grey(self):
        chart = chart_trend(trend_of(OUTLETS))
        mains = chart.axes[::2]
        assert len(chart.axes) == 12
        assert [len(tagged(ax, "line")) for ax in mains] == [1] * 6
        assert [len(tagged(ax, "other")) for ax in mains] == [5] * 6
        assert len({ax.get_ylim() for ax in mains}) == 1
        assert mains[0].get_title(loc="left") == "Ostra Gazeta"

    @pytest.mark.parametrize("missing", ["row", "estimate"])
    def test_nothing_is_drawn_over_a_missing_period(self, missing):
        table = trend_of(OUTLETS[:1])
        if missing == "row":
            table = table.drop(index=3)
        else:
            table.loc[3, ["estimate", "ci_low", "ci_high"]] = np.nan
        chart = chart_trend(table)
        heights = tagged(chart.ax, "line")[0].get_ydata()
        assert len(heights) == 8
        assert np.flatnonzero(np.isnan(heights)).tolist() == [3]
        assert "1 gap," in chart.alt

    def test_months_of_different_lengths_are_not_gaps(self):
        assert "gap" not in chart_trend(trend_of(n_periods=24)).alt

    def test_bars_of_the_strip_are_in_proportion_to_the_articles(self):
        bars = list(chart_trend(trend_of(OUTLETS[:1])).axes[1].patches)
        heights = np.array([bar.get_height() for bar in bars])
        np.testing.assert_allclose(heights / heights[0], np.arange(10, 18) / 10)

    def test_events_are_marked_and_told_and_those_outside_left_out(self):
        events = {"2023-09-15": "Vote", "2023-10-01": "A much longer label than the vote",
                  "2020-01-01": "Before"}
        chart = chart_trend(trend_of(), events=events)
        assert len(tagged(chart.ax, "event")) == 2
        assert "Vote (15 Sep 2023)" in chart.alt
        assert "Before" not in chart.alt

    def test_labels_of_neighbouring_lines_are_moved_apart(self):
        table = trend_of(OUTLETS[:3]).assign(estimate=5.0, ci_low=4.0, ci_high=6.0)
        chart = chart_trend(table)
        with figure_style():
            renderer = renderer_of(chart)
            boxes = sorted((text.get_window_extent(renderer) for text in chart.ax.texts if text.get_text()),
                           key=lambda box: box.y0)
        assert len(boxes) == 3
        assert all(low.y1 <= high.y0 + 1 for low, high in itertools.pairwise(boxes))

    @pytest.mark.parametrize("period", [
        lambda dates: dates.dt.strftime("%Y-%m"), lambda dates: dates.dt.to_period("M"),
        lambda dates: dates.dt.tz_localize("Europe/Paris"),
    ])
    def test_periods_may_come_as_text_or_periods_or_with_a_time_zone(self, period):
        table = trend_of()
        chart = chart_trend(table.assign(period=period(table["period"])))
        assert chart.table["period"].tolist() == table["period"].tolist()

    def test_month_names_do_not_depend_on_the_locale(self):
        chart = chart_trend(trend_of(), lang="fr")
        chart.render("png")
        ticks = [label.get_text() for label in chart.axes[1].get_xticklabels()]
        assert "juil.\n2023" in ticks
        assert "janv.\n2024" in ticks

    def test_refusals(self):
        with pytest.raises(ValueError, match="one measure is drawn at a time"):
            chart_trend(pd.concat([trend_of(), trend_of().assign(measure="peace")]))
        with pytest.raises(ValueError, match="not a date"):
            chart_trend(trend_of(OUTLETS[:1], 1).assign(period="spring"))
        with pytest.raises(ValueError, match="missing on some rows"):
            chart_trend(trend_of(OUTLETS[:1], 1).assign(period=pd.NaT))
        with pytest.raises(TypeError, match="events"):
            chart_trend(trend_of(), events=["2023-09-15"])

    def test_a_single_period_has_one_tick(self):
        chart = chart_trend(trend_of(n_periods=1))
        assert [label.get_text() for label in chart.axes[1].get_xticklabels()] == ["1 Jul 2023"]


class TestEveryChart:
    @pytest.mark.parametrize("name", ["rates", "pairs", "heatmap", "trend", "barcode"])
    def test_nothing_is_clipped_and_nothing_below_eight_points(self, charts, name):
        chart = charts[name]
        with figure_style():
            box = chart.figure.get_tightbbox(renderer_of(chart))
        width, height = chart.figure.get_size_inches()
        assert min(box.x0, box.y0) >= 0
        assert (box.x1, box.y1) <= (width, height)
        assert box.width > 0.95 * width
        written = [text for text in chart.figure.findobj(matplotlib.text.Text) if text.get_text().strip()]
        assert len(written) > 8
        assert min(text.get_size() for text in written) >= 8

    @pytest.mark.parametrize("name", ["rates", "pairs", "heatmap", "trend", "barcode"])
    def test_the_picture_is_1440_pixels_wide(self, charts, name):
        assert int.from_bytes(charts[name].render("png")[16:20], "big") == 1440

    def test_a_given_axes_is_drawn_on_and_returned(self):
        ratios = estimates_of(unit="ratio")
        draw = {
            "rates": lambda ax: chart_rates(estimates_of(), measures=["conflict"], ax=ax, title="T $x$"),
            "pairs": lambda ax: chart_pairs(estimates_of(), pair=OUTLETS[:2], ax=ax, title="T $x$"),
            "heatmap": lambda ax: chart_heatmap(ratios, ax=ax, title="T $x$"),
            "trend": lambda ax: chart_trend(trend_of(OUTLETS), ax=ax, title="T $x$"),
            "barcode": lambda ax: chart_barcode(HITS, article(), ax=ax, title="T $x$"),
        }
        for name, function in draw.items():
            figure = Figure(layout="constrained")
            ax = figure.subplots(1, 2)[0]
            chart = function(ax)
            assert chart.ax is ax, name
            assert chart.figure is figure, name
            assert ax.get_title(loc="left") == "T $x$", name
            figure.draw_without_rendering()

    def test_the_tables_passed_are_unchanged(self):
        table, before = estimates_of(), estimates_of()
        drawn = chart_rates(table, labels=LABELS).table
        drawn.loc[0, "estimate"] = -1
        chart_pairs(table, pair=OUTLETS[:2], contrasts=table)
        chart_heatmap(table)
        pd.testing.assert_frame_equal(table, before)
        periods = trend_of()
        chart_trend(periods)
        pd.testing.assert_frame_equal(periods, trend_of())
        hits, paragraphs = HITS.copy(), article()
        chart_barcode(hits, paragraphs)
        pd.testing.assert_frame_equal(hits, HITS)
        pd.testing.assert_frame_equal(paragraphs, article())

    def test_alt_text_holds_every_number(self):
        chart = chart_rates(estimates_of(), labels=LABELS)
        for row in chart.table.itertuples():
            assert f"{row.group} {format_number(row.estimate, 'en', decimals=1)} (" in chart.alt
        assert "212 articles" in chart.alt

    def test_caption_tells_unit_method_articles_and_notes(self):
        caption = chart_rates(estimates_of().assign(note="few articles")).caption
        assert caption.startswith("Per 1,000 words.")
        assert "4–212 articles per group." in caption
        assert "Method: ratio of sums; 95% bootstrap over articles." in caption
        assert "Note: few articles." in caption
        many = estimates_of(measures=["conflict"])
        many["note"] = [f"{number} articles" for number in range(6)]
        assert chart_rates(many).caption.endswith("6 estimates carry a note: see the table.")

    def test_caption_names_the_reference_of_ratios(self):
        ratios = estimates_of(OUTLETS[1:], unit="ratio").assign(reference="La Traverse")
        assert "Reference: La Traverse." in chart_heatmap(ratios).caption

    def test_a_dot_at_zero_is_drawn_whole(self):
        table = estimates_of(OUTLETS[:1], ["conflict"]).assign(estimate=0.0, ci_low=0.0)
        dots = [*tagged(chart_rates(table).ax, "estimate"),
                *tagged(chart_trend(trend_of().assign(estimate=0.0)).ax, "point")]
        assert len(dots) == 3
        assert not any(dot.get_clip_on() for dot in dots)

    def test_a_caption_may_be_left_out_or_replaced(self):
        assert chart_rates(estimates_of(), caption="").figure.texts == []
        chart = chart_rates(estimates_of(), caption="Mine")
        assert [text.get_text() for text in chart.figure.texts if text.get_gid() == "caption"] == ["Mine"]

    def test_french_words_and_decimal_commas(self):
        chart = chart_rates(estimates_of(measures=["conflict"]), lang="fr")
        assert "10,2" in texts(chart.ax)
        assert chart.ax.get_xlabel() == "Conflict, pour 1\u202f000 mots"
        assert "212 articles" in chart.alt

    def test_text_of_the_data_is_never_mathematics(self):
        chart = chart_rates(estimates_of(measures=["a_$b$"]), title="100 $ or $x^2$")
        shown = [text for text in chart.figure.findobj(matplotlib.text.Text) if "$" in text.get_text()]
        assert len(shown) >= 3
        assert not any(text.get_parse_math() for text in shown)

    def test_long_and_strange_labels_do_not_break_anything(self):
        names = ["Le Très Long Nom du Journal des Intérêts Économiques et Maritimes", "x" * 200, "<b>&\"'",
                 "\u202eabc"]
        chart = chart_rates(estimates_of(names, ["m"]))
        assert max(text_width(line, 8.5) for name in row_names(chart.ax) for line in name.split("\n")) <= 134
        assert chart.table["group"].tolist() == names[::-1]

    def test_settings_of_the_user_come_back(self):
        with matplotlib.rc_context({"font.size": 31.0, "svg.hashsalt": "mine", "axes.spines.top": False}):
            before = dict(matplotlib.rcParams)
            chart_rates(estimates_of()).render("svg")
            assert dict(matplotlib.rcParams) == before

    def test_settings_of_the_user_do_not_change_the_picture(self):
        plain = chart_rates(estimates_of()).render("svg")
        with matplotlib.rc_context({"font.size": 31.0, "axes.grid": True, "lines.linewidth": 9}):
            assert chart_rates(estimates_of()).render("svg") == plain

    def test_pyplot_is_not_imported(self):
        code = "import sys, framing.charts, framing.figures; print('matplotlib.pyplot' in sys.modules)"
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert result.stdout.strip() == "False"


class TestChart:
    def test_views_escape_the_text_and_carry_the_picture(self):
        chart = Chart(Figure(figsize=(7.2, 2)), (), pd.DataFrame(), '<script>"x" & $y$</script>')
        bundle = chart._repr_mimebundle_()
        assert 'alt="&lt;script&gt;&quot;x&quot; &amp; $y$&lt;/script&gt;"' in bundle["text/html"]
        assert 'width="720"' in bundle["text/html"]
        assert "<script" not in bundle["text/html"]
        assert bundle["text/html"] == chart._repr_html_()
        assert bundle["image/png"] in bundle["text/html"]
        assert bundle["text/plain"] == 'Chart: <script>"x" & $y$</script>'

    @pytest.mark.parametrize("name", ["rates", "pairs", "heatmap", "trend", "barcode"])
    def test_the_order_of_drawing_does_not_change_the_bytes(self, name):
        one, other = EVERY_CHART[name](), EVERY_CHART[name]()
        first = one.render("png"), one.render("svg")
        assert (other.render("svg"), other.render("png")) == first[::-1]

    def test_save_writes_the_formats_asked_for(self, tmp_path):
        chart = chart_rates(estimates_of(OUTLETS[:1]))
        paths = chart.save(tmp_path / "a.b")
        assert [path.name for path in paths] == ["a.b.svg", "a.b.png"]
        assert [path.name for path in chart.save(tmp_path / "c", formats=["pdf"])] == ["c.pdf"]
        assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
        with pytest.raises(ValueError, match="format"):
            chart.save(tmp_path / "d", formats=["png", "gif"])
        assert not list(tmp_path.glob("d.*"))
        with pytest.raises(TypeError, match="one word"):
            chart.save(tmp_path / "d", formats="png")

    def test_pictures_tell_no_date_and_no_program(self):
        chart = chart_rates(estimates_of(OUTLETS[:1]))
        assert b"<dc:date>" not in chart.render("svg")
        assert b"Software" not in chart.render("png")
        assert b"CreationDate" not in chart.render("pdf")


class TestStyle:
    def test_palette_depends_on_names_not_on_their_order(self):
        assert palette(OUTLETS) == palette([*OUTLETS[::-1], OUTLETS[0]])
        assert len(set(palette(OUTLETS).values())) == 6

    def test_beyond_eight_groups_colour_is_given_up(self):
        assert len(set(palette(str(number) for number in range(9)).values())) == 1
        assert len(INKS) == len(MARKERS) == len(set(INKS)) == len(set(MARKERS)) == 8

    def test_inks_have_three_to_one_on_white(self):
        assert min(contrast(ink, "white") for ink in INKS) >= 3.0

    @pytest.mark.parametrize("sight", ["normal", "deutan", "protan", "tritan"])
    def test_inks_stay_apart_for_every_sight(self, sight):
        places = np.array([oklab(SIGHTS[sight] @ linear(ink)) for ink in INKS])
        distances = np.linalg.norm(places[:, None] - places[None], axis=-1)[np.triu_indices(8, 1)]
        assert len(distances) == 28
        # Above the closest two of the widely used palette of Okabe and Ito (0.076 by the same measure).
        assert distances.min() > 0.08

    def test_settings_are_known_to_matplotlib(self):
        assert set(SETTINGS) <= set(matplotlib.rcParams)


class TestWords:
    def test_both_languages_have_the_same_words(self):
        assert set(WORDS["en"]) == set(WORDS["fr"])
        assert set(ROLES["en"]) == set(ROLES["fr"])
        assert len(WORDS["en"]) > 30

    @pytest.mark.parametrize(("value", "lang", "decimals", "expected"), [
        (1234.5, "en", 1, "1,234.5"), (1234.5, "fr", 1, "1\u202f234,5"), (-0.25, "en", 2, "−0.25"),
        (-0.001, "en", 1, "0.0"), (float("nan"), "en", 1, "–"), (float("inf"), "fr", 1, "–"),
    ])
    def test_numbers(self, value, lang, decimals, expected):
        assert format_number(value, lang, decimals=decimals) == expected

    def test_ticks_and_intervals(self):
        assert format_tick(0.1 + 0.2, "fr") == "0,3"
        assert format_tick(-2000, "en") == "−2,000"
        assert format_interval(1.0, 2.5, "en", decimals=1) == "1.0–2.5"
        assert format_interval(-1.0, 2.5, "fr", decimals=1) == "−1,0 à 2,5"
        assert format_interval(float("nan"), 2.5, "en", decimals=1) == ""

    @pytest.mark.parametrize(("values", "expected"), [
        ([5.8, 1.2], 1), ([58.0], 1), ([212.0], 0), ([0.58], 2), ([0.058], 3), ([0.0], 1), ([np.nan], 1)])
    def test_decimals_follow_the_size_of_the_column(self, values, expected):
        assert decimals_for(pd.Series(values)) == expected


class TestLayout:
    @given(st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["C"]), max_size=80))
    @settings(max_examples=40, deadline=None)
    def test_wrapped_text_fits_and_loses_no_letter(self, text):
        wrapped = wrap(text, 90, 9)
        assert re.sub(r"[ \n]", "", wrapped) == re.sub(r"[ \n]", "", text)
        assert all(text_width(line, 9) <= 90 for line in wrapped.split("\n"))

    def test_text_beyond_the_last_line_ends_in_an_ellipsis(self):
        wrapped = wrap("one two three four five six seven", 60, 9, lines=2)
        assert wrapped.count("\n") == 1
        assert wrapped.endswith("…")

    @given(st.lists(st.floats(0, 100), max_size=8))
    @settings(max_examples=60, deadline=None)
    def test_dodged_positions_keep_their_distance_and_order(self, wanted):
        placed = dodge(wanted, 5.0, low=0.0, high=100.0)
        assert all(right - left >= 5.0 - 1e-9 for left, right in itertools.pairwise(sorted(placed)))
        assert all(-1e-9 <= place <= 100 + 1e-9 for place in placed)
        order = np.argsort(wanted, kind="stable")
        assert np.all(np.diff(np.array(placed)[order]) > 0) or len(placed) < 2


# Simulated dichromacy at full severity: matrices of Machado, Oliveira & Fernandes (2009), on linear sRGB.
SIGHTS = {
    "normal": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                        [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                        [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                        [0.004733, 0.691367, 0.303900]]),
}


def linear(color):
    parts = np.array(matplotlib.colors.to_rgb(color))
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    lights = sorted(float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def oklab(color):
    # Björn Ottosson (2020), "A perceptual color space for image processing".
    cones = np.cbrt(np.array([[0.4122214708, 0.5363325363, 0.0514459929],
                              [0.2119034982, 0.6806995451, 0.1073969566],
                              [0.0883024619, 0.2817188376, 0.6299787005]]) @ np.clip(color, 0, 1))
    return np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                     [0.0259040371, 0.7827717662, -0.8086757660]]) @ cones


@pytest.mark.parametrize("sentence", [
    "95 % interval, articles resampled 2,000 times (studentized)",
    "95 % interval, leaving out one article at a time (jackknife, Student's t)",
    "description, without an interval",
    "one article: an interval over articles cannot come from one article",
    "3 articles: fewer than 5 do not carry an interval, so read the articles themselves",
    "6 hit(s) in 3 of 12 articles: too few articles with a hit to bound the rate",
])
def test_sentences_of_the_tables_are_said_in_french(sentence: str) -> None:
    said = said_in("fr", sentence)
    assert said != sentence
    assert "{" not in said
    assert said_in("en", sentence) == sentence
    assert said_in("fr", f"x {sentence}") == f"x {sentence}"
    assert said_in("fr", f"Le Fanal: {sentence}") == f"Le Fanal\u00a0: {said}"


def test_sentences_are_those_that_comparisons_write() -> None:
    counts = pd.DataFrame({"war": [3, 1, 2], "n_words": [90, 80, 70]}, index=pd.Index(list("abc"), name="doc_id"))
    by = pd.Series("A", index=counts.index)
    with pytest.warns(FramingWarning):
        table = compare_rates(counts, by)
    assert said_in("fr", table["method"].iat[0]) == "description, sans intervalle"
    assert said_in("fr", table["note"].iat[0]) != table["note"].iat[0]


def test_places_are_rounded_so_that_the_solvers_last_bits_do_not_reach_the_file() -> None:
    table = pd.DataFrame({"group": ["Le Quai", "Le Phare"] * 3, "measure": ["a", "a", "b", "b", "c", "c"],
                          "unit": "ratio", "estimate": [2.0, 0.5, 1.2, 0.9, 3.0, 1.1], "ci_low": 0.2, "ci_high": 4.0,
                          "n_articles": 12})
    for chart in (chart_rates(table), chart_heatmap(table)):
        places = [number for ax in chart.figure.axes for number in ax.get_position(original=True).bounds]
        assert len(places) > 4
        assert places == pytest.approx([round(number, 6) for number in places], rel=0, abs=1e-14)
        assert all(ax.get_in_layout() for ax in chart.figure.axes)


def _shares() -> pd.DataFrame:
    rows = [("Le Quai", 60.0, 30.0, 10.0), ("Le Phare", 40.0, 55.0, 5.0)]
    return pd.DataFrame([{"group": group, "measure": measure, "unit": "per 100 words", "estimate": share,
                          "ci_low": share - 3, "ci_high": share + 3, "n_articles": 12}
                         for group, *shares in rows
                         for measure, share in zip(("narrator", "direct", "reported"), shares, strict=True)])


def test_voice_bars_are_as_long_as_the_shares() -> None:
    chart = chart_voices(_shares(), title="Whose words")
    bars = [patch for patch in chart.ax.patches if patch.get_gid() in ("narrator", "direct", "reported")]
    assert [round(bar.get_width(), 6) for bar in bars] == [60, 30, 10, 40, 55, 5]
    assert [round(bar.get_x(), 6) for bar in bars] == [0, 60, 90, 0, 40, 95]
    intervals = [line.get_xdata() for line in chart.ax.lines if line.get_gid() == "interval"]
    assert [list(ends) for ends in intervals] == [[57, 63], [37, 43]]
    assert [label.get_text() for label in chart.ax.get_yticklabels()] == ["Le Quai  (n = 12)", "Le Phare  (n = 12)"]
    # A segment of five has no room for its number; the alternative text has it.
    assert "5" not in [text.get_text() for text in chart.ax.texts]
    assert "Le Phare: narrator 40 (37 to 43, 12 articles), quoted 55, reported 5." in chart.alt
    assert chart.render("svg") == chart_voices(_shares(), title="Whose words").render("svg")


def test_voice_bars_speak_french_and_refuse_what_is_no_whole() -> None:
    chart = chart_voices(_shares(), lang="fr")
    assert chart.ax.get_xlabel() == "Pour 100 mots"
    assert [text.get_text() for text in chart.ax.get_legend().get_texts()] == [
        "narration", "paroles citées", "paroles rapportées"]
    with pytest.raises(ValueError, match="does not hold every voice"):
        chart_voices(_shares().query("measure != 'reported'"))
    with pytest.raises(ValueError, match="do not add up to 100"):
        chart_voices(_shares().assign(estimate=20.0))
    undefined = _shares().assign(estimate=np.nan, ci_low=np.nan, ci_high=np.nan)
    assert not [patch for patch in chart_voices(undefined).ax.patches if patch.get_gid() == "direct"]


def test_voices_stand_behind_the_barcode() -> None:
    index = pd.MultiIndex.from_tuples([("a1", 1), ("a1", 2)], names=["doc_id", "par_id"])
    paragraphs = pd.DataFrame({"role": "body", "n_tokens": [10, 40]}, index=index)
    hits = pd.DataFrame({"doc_id": "a1", "par_id": [2], "category": "conflict", "start_token": [5], "end_token": [7]})
    runs = pd.DataFrame({"doc_id": "a1", "par_id": [1, 2, 2], "voice": ["narrator", "direct", "reported"],
                         "start_token": [0, 0, 20], "end_token": [10, 20, 40]})
    chart = chart_barcode(hits, paragraphs, voices=runs)
    spoken = {patch.get_gid(): (patch.get_x(), patch.get_width(), patch.get_hatch()) for patch in chart.ax.patches
              if patch.get_gid() in ("direct", "reported")}
    assert spoken["direct"][:2] == (10, 20)
    assert spoken["reported"][:2] == (30, 20)
    assert spoken["reported"][2]
    assert not spoken["direct"][2]
    assert chart.alt.endswith("Voices: narrator 20 %, quoted 40 %, reported 40 %.")
    assert "Violet behind the ticks" in chart.caption
    assert "Violet" not in chart_barcode(hits, paragraphs).caption


def test_the_style_that_users_take_is_that_of_the_charts() -> None:
    in_file = matplotlib.rc_params_from_file(STYLE_FILE, use_default_template=False)
    wanted = matplotlib.RcParams(style_settings())
    assert dict(in_file) == dict(wanted)
    assert len(wanted) > 25
    before = dict(matplotlib.rcParams)
    # By its dotted name, as users write it; a setting that a style may not have would warn.
    with matplotlib.style.context("framing.charts.framing"):
        assert matplotlib.rcParams["axes.prop_cycle"].by_key()["color"] == list(INKS)
        figure = Figure()
        assert tuple(figure.get_size_inches()) == (7.2, 4.0)
        axes = figure.add_subplot()
        assert not axes.spines["right"].get_visible()
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize(("english", "french"), [
    ("direct: no hit in 9 articles: how much articles differ cannot be seen; even were hits independent, up to 1.5 per "
     "1,000 words would be compatible; rest: 3 hit(s) in 3 of 12 articles: too few articles with a hit to bound the "
     "rate",
     "paroles citées\u00a0: aucune occurrence dans 9 articles\u00a0; reste\u00a0: 3 occurrence(s) dans 3 des 12 "
     "articles\u00a0: trop peu pour borner le taux"),
    ("95 % interval, Wilson, cues taken as independent",
     "intervalle à 95\u00a0%, Wilson, introducteurs supposés indépendants"),
    ("95 % interval, shared strata resampled 2,000 times (studentized)",
     "intervalle à 95\u00a0%, strates communes rééchantillonnées 2\u202f000 fois (studentisé)"),
    ("95 % interval, leaving out one shared stratum at a time (jackknife, Student's t)",
     "intervalle à 95\u00a0%, en ôtant une strate commune à la fois (jackknife, t de Student)"),
    ("the resamples do not bound the interval: one of the 12 shared strata holds 90 % of the hits",
     "une des 12 strates communes porte 90\u00a0% des occurrences\u00a0: pas d’intervalle"),
    ("the resamples do not bound the interval: too few shared strata have a hit or differ from the others",
     "intervalle non borné\u00a0: trop peu de strates communes ont une occurrence ou diffèrent des autres"),
    ("4 cue(s): a share needs 20", "4 introducteur(s)\u00a0: il en faut 20 pour une proportion"),
])
def test_what_tables_say_is_said_in_french(english: str, french: str) -> None:
    assert said_in("fr", english) == french
    assert said_in("en", english) == english


def test_french_charts_hold_no_english_number_unit_or_space() -> None:
    rates = estimates_of().assign(method="95 % interval, articles resampled 2,000 times (studentized)")
    ratios = rates.assign(reference="rest", unit="difference per 1,000 words")
    drawn = [chart_rates(rates, lang="fr"), chart_heatmap(ratios, scale="linear", lang="fr"),
             chart_pairs(rates, pair=OUTLETS[:2], lang="fr")]
    for chart in drawn:
        written = [chart.alt, chart.caption, *(text for ax in chart.axes for text in texts(ax))]
        assert any("\u202f" in text for text in written)
        for text in written:
            assert not re.search(r"\d\.\d|\bper\b|[^\u00a0][;:!?%](?:\s|$)| [;:!?%]", text), text


def test_no_line_ends_inside_a_number_or_before_a_mark() -> None:
    text = "Guerre : escalade, pour 1 000 mots de 12 345 678 ; en 2025 300 « oui » : 5 %"
    for width in range(10, 400, 7):
        rows = wrap(text, width, 9).split("\n")
        # A word wider than the line is cut anywhere; no other line ends at a space that should hold.
        whole = all(text_width(word, 9) <= width for word in french_spaces(text).split(" "))
        assert not whole or " ".join(rows) == french_spaces(text)
        assert not whole or not [row for row in rows if re.match(r"[:;!?»%]|000|345|678", row)]
    assert "1\u202f000" in french_spaces(text)
    assert "12\u202f345\u202f678\u00a0;" in french_spaces(text)
    assert "2025 300" in french_spaces(text)


def test_what_charts_say_in_french_holds_its_spaces() -> None:
    names = list_lexicons()["name"].unique()
    labels = [label for name in names for label in load_lexicon(name).labels("fr").values()]
    said = [*labels, *WORDS["fr"].values(), *UNITS_FR.values()]
    assert len(said) > 150
    assert [text for text in said if french_spaces(text) != text] == []
    assert any("\u00a0:" in label for label in labels)
