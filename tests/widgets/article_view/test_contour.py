from __future__ import annotations

from PySide6.QtCore import QPointF

from annotator.widgets.article_view.contour import Row, outline


def test_one_row_is_one_rounded_box() -> None:
    path = outline([Row(10, 60, 0, 30)])
    box = path.boundingRect()
    assert (box.left(), box.right(), box.top(), box.bottom()) == (10, 60, 0, 30)
    assert path.contains(QPointF(35, 15))
    assert not path.contains(QPointF(10.2, 0.2))


def test_rows_that_touch_are_one_contour_that_steps() -> None:
    path = outline([Row(40, 100, 0, 30), Row(0, 100, 30, 60), Row(0, 50, 60, 90)])
    assert len(path.toSubpathPolygons()) == 1
    for x, y, inside in [(20, 15, False), (70, 15, True), (20, 75, True), (70, 75, False)]:
        assert path.contains(QPointF(x, y)) is inside
    assert path.contains(QPointF(45, 30))
    assert path.contains(QPointF(45, 60))


def test_rows_apart_get_contours_of_their_own() -> None:
    path = outline([Row(60, 100, 0, 30), Row(0, 40, 30, 60)])
    assert len(path.toSubpathPolygons()) == 2
    assert not path.contains(QPointF(50, 30))


def test_a_row_narrower_than_the_corners_still_closes() -> None:
    path = outline([Row(0, 3, 0, 3)])
    assert path.boundingRect().width() <= 3
    assert path.contains(QPointF(1.5, 1.5))
