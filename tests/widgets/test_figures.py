"""Figures as they are drawn: names that fit, and bands of uncertainty."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics

from annotator.app.theme import theme_named
from annotator.widgets.figures.grid import Cell, Column, FigureGrid, GridRow, shared_out, tick
from annotator.widgets.figures.row_names import fitted, side_by_side
from annotator.widgets.figures.trend_line import TrendPoint, bounded_runs
from annotator.widgets.typography import interface_font

LONG = ("Wolfeschlegelsteinhausenbergerdorff", "Maximiliane Hohenstaufen-Oberlausitz")
ALIKE = ("Wolfeschlegelsteinhausenbergerdorff", "Maximiliane Hohenstaufen-Oberpfalz")


def test_two_long_names_keep_both_their_ends(qapp):
    font = interface_font(13)
    one, other = fitted(LONG, font, 220), fitted(ALIKE, font, 220)
    assert one != other
    assert QFontMetrics(font).horizontalAdvance(one) <= 220
    first, _comma, second = one.partition(", ")
    assert (first[0], first[-1], second[0], second[-1]) == ("W", "f", "M", "z")
    assert "…" in first
    assert "…" in second


def test_a_short_name_stays_whole_beside_a_long_one(qapp):
    said = fitted(("Ia", LONG[0]), interface_font(13), 120)
    assert said.startswith("Ia, W")
    assert said.endswith("f")
    assert fitted(("Ia", "Zoë"), interface_font(13), 200) == "Ia, Zoë"
    assert fitted((), interface_font(13), 0) == ""


def test_names_of_both_directions_keep_their_order():
    assert side_by_side(["محمد", "Ben"]) == "\u200e\u2068محمد\u2069, \u2068Ben\u2069"


@pytest.mark.parametrize(("names", "words"), [(LONG, ", ".join(LONG)), (("Ia", "Zoë"), "")])
def test_a_name_that_is_cut_stands_whole_under_the_mouse(qtbot, names, words):
    grid = FigureGrid("Pairs", theme_named("light"), tinted=True)
    qtbot.addWidget(grid)
    grid.resize(400, 120)
    row = GridRow(", ".join(names), [Cell("1")], names=names)
    grid.show_grid("Pair", [Column("All")], [row])
    assert grid.words_beside(QPoint(10, 40)) == words
    assert grid.words_beside(QPoint(390, 40)) == ""
    assert grid.words_beside(QPoint(10, 5)) == ""


def test_no_band_goes_over_a_point_without_an_interval():
    def point(low, high):
        return TrendPoint("w", 0.5, low, high, None, "")

    there = [(1.0, point(0.1, 0.9)), (2.0, point(None, None)), (3.0, point(0.2, 0.8)),
             (4.0, point(0.3, 0.7))]  # fmt: skip
    assert bounded_runs(there) == [[(1.0, 0.1, 0.9)], [(3.0, 0.2, 0.8), (4.0, 0.3, 0.7)]]


def test_columns_are_as_wide_as_they_need_and_the_rest_goes_by_weight():
    assert shared_out(400, [2, 1, 1], [10, 10, 10]) == [200, 100, 100]
    assert shared_out(200, [2, 1, 1], [10, 80, 10]) == [80, 80, 40]
    # Where there is no room for all, each gives way alike.
    assert shared_out(50, [1, 1], [20, 80]) == [10, 40]
    assert shared_out(50, [], []) == []


@pytest.mark.parametrize(
    ("value", "words"), [(0.65, ".65"), (1.0, "1"), (0.0, "0"), (-0.1, "−.1"), (-1.0, "−1")]
)
def test_the_numbers_of_a_scale_are_written_as_figures_are(value, words):
    assert tick(value) == words
