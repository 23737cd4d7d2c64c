"""The band behind what is to be decided: where it lies, and the numbers at its lanes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.widgets.article_view.band import Band, BandPainter
from tests.article_places import TEXTS, pieces_of

GROUND = QColor("#123456")


def drawn(view, band: Band, what: str) -> QImage:
    """Return what one step of the band paints on a plain ground."""
    image = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    getattr(BandPainter(view.page, view.finder, view.visible_blocks()), what)(painter, band)
    painter.end()
    return image


def inked(image: QImage, left: float, right: float, top: float, bottom: float) -> bool:
    return any(
        image.pixelColor(QPoint(x, y)) != GROUND
        for x in range(round(left), round(right))
        for y in range(round(top), round(bottom))
    )


@pytest.mark.parametrize("name", ["plain", "arabic"])
def test_the_band_lies_behind_its_lines_and_reaches_to_the_numbers(show, make_span, name) -> None:
    view = show(TEXTS[name], [make_span("a", "quote", (4, 14))])
    image = drawn(view, Band((4, 14), {"a": "1"}), "draw_ground")
    (first, *_), frame = view.visible_blocks(), view.page.frame
    line = first.box.lines[0]
    middle = first.top + line.top + line.height / 2
    leading, trailing = frame.left - 30, frame.right + 30
    if name == "arabic":
        leading, trailing = frame.right + 30, frame.left - 30
    assert image.pixelColor(QPointF(leading, middle).toPoint()) != GROUND
    assert image.pixelColor(QPointF(trailing, middle).toPoint()) == GROUND
    last = view.visible_blocks()[-1]
    assert not inked(image, frame.left, frame.right, last.top + 2, last.top + 10)


@pytest.mark.parametrize("name", ["plain", "arabic"])
def test_each_lane_that_counts_has_its_number_outside_the_column(show, make_span, name) -> None:
    spans = [make_span("a", "quote", (0, 20)), make_span("b", "quote", (4, 14))]
    view = show(TEXTS[name], [*spans, make_span("c", "speaker", (5, 9))])
    image = drawn(view, Band((0, 20), {"a": "1", "b": "2"}), "draw_numbers")
    frame, lane = view.page.frame, view.page.metrics.lane
    left, right = frame.left - 24, frame.left - 8
    if name == "arabic":
        left, right = frame.right + 8, frame.right + 24
    for id, numbered in (("a", True), ("b", True), ("c", False)):
        top, piece = pieces_of(view, id)[0]
        assert inked(image, left, right, top + piece.y + 1, top + piece.y + lane - 1) == numbered


def test_a_band_out_of_sight_draws_nothing_and_has_no_top(show) -> None:
    view = show(TEXTS["giant"])
    band = Band((40_000, 40_010), {})
    assert drawn(view, band, "draw_ground") == drawn(view, band, "draw_numbers")
    view.set_band(band, ["Quote, boundary"])
    view.grab()
    assert view.content.note_lines == ("Quote, boundary",)
    view.set_band(None)
    assert view.content.band is None
