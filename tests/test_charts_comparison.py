"""Charts of keyness, ratios, changes and smoothed trends: the Axes are asked."""

import warnings

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import framing as fr
from framing._check import FramingWarning
from framing.charts.placing import place_names

NAMES = ["Le Fanal", "Le Méridien", "La Traverse", "Le Quai", "Le Phare", "La Digue"]


def tagged(ax, gid):
    return [artist for artist in ax.get_children() if artist.get_gid() == gid]


def keyness_of(groups=NAMES, n_words=60, seed=0) -> pd.DataFrame:
    """Make a table as keyness() returns it."""
    generator = np.random.default_rng(seed)
    words = [f"mot{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(n_words)]
    tables = []
    for group in groups:
        estimate = generator.normal(0, 1.5, n_words)
        tables.append(pd.DataFrame({
            "group": group, "measure": words, "unit": "log2 ratio", "estimate": estimate, "ci_low": estimate - 1,
            "ci_high": estimate + 1, "z": 2 * estimate, "q_value": np.where(estimate > 2, 0.01, 0.4),
            "n_articles_with": generator.integers(1, 30, n_words), "n_articles": 30,
            "n_articles_with_reference": generator.integers(1, 90, n_words), "n_articles_reference": 90,
            "reference": "rest", "method": "95 % interval, articles resampled 1,000 times (studentized)", "note": ""}))
    return pd.concat(tables, ignore_index=True)


def counted(n_groups: int = 3, n: int = 60) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Draw counts, dates over six months, and groups."""
    generator = np.random.default_rng(2)
    index = pd.Index([f"{group}{i:03d}" for group in range(n_groups) for i in range(n)], name="doc_id")
    counts = pd.DataFrame({"war": generator.poisson(6, n_groups * n), "calm": generator.poisson(3, n_groups * n),
                           "n_words": 400}, index=index)
    days = pd.date_range("2026-01-01", periods=n, freq="3D")
    by = pd.Series(np.repeat(NAMES[:n_groups], n), index=index)
    return counts, pd.Series(np.tile(days, n_groups), index=index), by


class TestKeyness:
    def test_points_stand_at_effect_and_spread(self):
        table = keyness_of(["Le Fanal"])
        chart = fr.chart_keyness(table)
        assert len(chart.table) == 60
        first = chart.table.iloc[0]
        side = ("n_articles_with", "n_articles") if first["estimate"] > 0 else (
            "n_articles_with_reference", "n_articles_reference")
        assert first["spread"] == pytest.approx(100 * first[side[0]] / first[side[1]])
        found, described = (tagged(chart.ax, gid)[0] for gid in ("found", "described"))
        assert len(found.get_xdata()) == (table["q_value"] <= 0.05).sum() > 0
        assert len(found.get_xdata()) + len(described.get_xdata()) == 60
        assert chart.ax.get_ylim()[0] == pytest.approx(-chart.ax.get_ylim()[1])

    @pytest.mark.parametrize("n_words", [60, 400])
    def test_no_name_lies_over_another_or_over_a_point(self, n_words):
        chart = fr.chart_keyness(keyness_of(["Le Fanal"], n_words), n_terms=60)
        names = tagged(chart.ax, "name")
        assert len(names) > 15
        renderer = FigureCanvasAgg(chart.figure).get_renderer()
        boxes = [name.get_window_extent(renderer) for name in names]
        crossing = [(a.x0, b.x0) for i, a in enumerate(boxes) for b in boxes[i + 1:]
                    if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 3]
        assert not crossing
        frame = chart.ax.get_window_extent(renderer)
        assert all(frame.x0 - 1 <= box.x0 and box.x1 <= frame.x1 + 3 for box in boxes)

    def test_caption_and_alternative_text(self):
        chart = fr.chart_keyness(keyness_of(["Le Fanal"]), lang="fr", title="Mots")
        assert "pour 1\u202f000 mots" in chart.caption
        assert "tous les autres articles" in chart.caption
        assert "30 articles" in chart.caption
        assert "les 40 mots sur 60" in chart.caption
        assert "Le Fanal plus souvent" in chart.alt
        assert chart.table["measure"].iloc[0] in chart.alt

    def test_one_group_at_a_time(self):
        with pytest.raises(ValueError, match="one group is drawn at a time"):
            fr.chart_keyness(keyness_of())
        assert fr.chart_keyness(keyness_of(), group="Le Quai").table["group"].eq("Le Quai").all()
        with pytest.raises(KeyError, match="q_value"):
            fr.chart_keyness(keyness_of(["Le Fanal"]).drop(columns="q_value"))


def test_names_that_have_no_room_are_left_out():
    places = place_names(["long name"] * 30, np.full(30, 50.0), np.full(30, 50.0), size=8, width=100, height=100)
    assert places[0] is not None
    assert None in places


class TestDistinctive:
    @pytest.mark.parametrize("n_groups", [1, 3, 6])
    def test_a_panel_per_group_with_its_own_words(self, n_groups):
        table = keyness_of(NAMES[:n_groups])
        chart = fr.chart_distinctive(table, n_terms=5)
        assert len(chart.axes) == n_groups
        for name, ax in zip(sorted(NAMES[:n_groups]), chart.axes, strict=True):
            own = table[(table["group"] == name) & (table["estimate"] > 0)].nlargest(5, "z")
            assert [label.get_text() for label in ax.get_yticklabels()] == own["measure"].tolist()
            stems = tagged(ax, "stem")
            assert [stem.get_xdata()[1] for stem in stems] == pytest.approx(own["estimate"].tolist())
            assert all(stem.get_xdata()[0] == 0 for stem in stems)
            assert len(tagged(ax, "found")) == (own["q_value"] <= 0.05).sum()
        assert len({ax.get_xlim() for ax in chart.axes}) == 1

    def test_a_group_without_a_word_of_its_own_says_so(self):
        table = keyness_of(["Le Fanal"]).assign(estimate=-1.0, z=-2.0)
        chart = fr.chart_distinctive(table)
        assert chart.table.empty
        assert "No word stands above the others" in chart.alt


class TestRatios:
    def test_the_axis_is_logarithmic_and_marks_one(self):
        counts, _, by = counted()
        ratios = fr.rate_ratios(counts, by, reference="rest", n_resamples=200)
        chart = fr.chart_ratios(ratios, measures=["war"])
        assert chart.ax.get_xscale() == "log"
        assert tagged(chart.ax, "equal")[0].get_xdata()[0] == 1
        dots = tagged(chart.ax, "estimate")
        assert [dot.get_xdata()[0] for dot in dots] == pytest.approx(chart.table["estimate"].tolist())
        assert "all other articles" in chart.caption
        assert len(fr.chart_ratios(ratios).axes) == 2

    def test_a_model_is_drawn_too(self):
        counts, _, by = counted()
        chart = fr.chart_ratios(fr.rate_model(counts, by.rename("outlet"), measures=["war"]), lang="fr")
        assert "erreurs par grappes" in chart.caption
        assert len(tagged(chart.ax, "interval")) == 2

    def test_a_ratio_of_nothing_is_written_only(self):
        table = pd.DataFrame({"group": ["A", "B"], "measure": "war", "unit": "ratio", "estimate": [0.0, 2.0],
                              "ci_low": [np.nan, 1.0], "ci_high": [np.nan, 4.0], "n_articles": 20})
        chart = fr.chart_ratios(table)
        assert "A ratio of 0 has no place" in chart.caption
        assert "0.00" in [text.get_text() for text in chart.ax.texts]
        with pytest.raises(ValueError, match="does not hold ratios"):
            fr.chart_ratios(table.assign(unit="per 1,000 words"))


class TestSlope:
    def changes(self, n_groups=3):
        counts, dates, by = counted(n_groups)
        return fr.compare_periods(counts, dates, before=("2026-01-01", "2026-03-31"),
                                  after=("2026-04-01", "2026-06-30"), by=by, n_resamples=200)

    def test_lines_go_from_before_to_after(self):
        changes = self.changes()
        chart = fr.chart_slope(changes, measure="war")
        lines = tagged(chart.ax, "settled") + tagged(chart.ax, "open")
        expected = changes[changes["measure"] == "war"]
        assert sorted(line.get_ydata()[1] for line in lines) == pytest.approx(sorted(expected["rate_after"]))
        assert len(tagged(chart.ax, "end")) == 6
        assert len(tagged(chart.ax, "interval")) == 6
        assert chart.table["rate_after"].is_monotonic_decreasing
        assert "2026-01-01 to 2026-03-31" in chart.alt
        with pytest.raises(ValueError, match="one measure is drawn at a time"):
            fr.chart_slope(changes)

    @pytest.mark.parametrize("number", [2, 3, 8])
    def test_bars_stand_apart_and_inside_the_names(self, number):
        changes = pd.concat([self.changes(6).query("measure == 'war'").head(1).assign(group=f"G{place}")
                             for place in range(number)])
        ax = fr.chart_slope(changes).ax
        bars = tagged(ax, "interval")
        assert len(bars) == 2 * number
        for period in (0, 1):
            places = sorted(bar.get_xdata()[0] for bar in bars if abs(bar.get_xdata()[0] - period) < 0.4)
            assert len(places) == number
            pixels = ax.transData.transform([(place, 0) for place in places])[:, 0]
            assert np.diff(pixels).min() > bars[0].get_linewidth() * ax.figure.dpi / 72
        ends = [text.xy[0] for text in tagged(ax, "end")]
        assert min(ends) < min(bar.get_xdata()[0] for bar in bars)
        assert max(ends) > max(bar.get_xdata()[0] for bar in bars)

    def test_nothing_is_cut_off(self):
        changes = self.changes(6).replace("La Traverse", "The Northgate Morning Ledger")
        chart = fr.chart_slope(changes, measure="war", title="Two halves")
        renderer = FigureCanvasAgg(chart.figure).get_renderer()
        width, height = chart.figure.bbox.width, chart.figure.bbox.height
        texts = [*chart.ax.texts, chart.ax.title]
        assert len(texts) > 18
        for text in texts:
            if text.get_text():
                box = text.get_window_extent(renderer)
                assert box.x0 >= 0
                assert box.x1 <= width
                assert box.y1 <= height


class TestSmoothed:
    def test_single_periods_are_dots_beside_the_smoothed_line(self):
        counts, dates, _ = counted(1)
        smooth = fr.smooth_trend(counts, dates, measures=["war"], n_resamples=200)
        chart = fr.chart_trend(smooth)
        dots = tagged(chart.axes[0], "alone")[0]
        assert dots.get_ydata().tolist() == pytest.approx(smooth["period_estimate"].tolist())
        assert "smoothed over several periods" in chart.caption
        assert "per group and window" in chart.caption
        # The strip counts the articles of each month, not those of the window.
        bars = tagged(chart.axes[1], "articles")
        articles = smooth["n_articles_period"]
        assert [bar.get_height() for bar in bars] == pytest.approx((0.8 * articles / articles.max()).tolist())

    def test_a_band_far_above_is_cut_and_the_caption_says_so(self):
        table = pd.DataFrame({"period": ["2026-01", "2026-02", "2026-03"], "group": "A", "measure": "war",
                              "unit": "per 1,000 words", "estimate": [5.0, 6.0, 4.0], "ci_low": [4.0, 5.0, 3.0],
                              "ci_high": [6.0, 300.0, 5.0], "n_articles": 20})
        chart = fr.chart_trend(table)
        assert chart.axes[0].get_ylim()[1] < 20
        assert "cut" in chart.caption
        assert "cut" not in fr.chart_trend(table.assign(ci_high=[6.0, 7.0, 5.0])).caption


def test_the_same_table_gives_the_same_bytes_and_is_not_changed():
    counts, dates, by = counted()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        changes = fr.compare_periods(counts, dates, before="2026-01", after="2026-04", by=by, measures=["war"])
    table, ratios = keyness_of(["Le Fanal"]), fr.rate_ratios(counts, by, reference="rest", n_resamples=200)
    for draw, given in ((fr.chart_keyness, table), (fr.chart_distinctive, table), (fr.chart_ratios, ratios),
                        (fr.chart_slope, changes)):
        before = given.copy()
        assert draw(given).render("svg") == draw(given.iloc[::-1]).render("svg")
        pd.testing.assert_frame_equal(given, before)
