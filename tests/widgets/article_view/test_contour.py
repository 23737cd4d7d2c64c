from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from annotator.widgets.article_view.contour import Row, outline
from annotator.widgets.article_view.focus import PAD, FocusRows, caret_on_contour
from annotator.widgets.article_view.geometry import LineRuler


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


def focus_rows(view):
    return FocusRows(view.page, view.finder, view.visible_blocks(), 700).fragments()


def ink(view, position):
    seen = view.visible_blocks()[0]
    return LineRuler(view.page, seen.block, seen.box, 0).ink(position)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “never”: and left.", "“never”"),
        ("He said “never”: and left.", "never"),
        ("At last (in the port), he left.", "in the port"),
        ("قال «أبدا»: ثم ذهب", "أبدا"),
        ("قال «أبدا»: ثم ذهب", "«أبدا»"),
    ],
)
def test_the_contour_cuts_no_sign_beside_the_words(show, make_span, text, words) -> None:
    start = text.index(words)
    end = start + len(words)
    view = show(text, [make_span("a", "quote", (start, end))])
    view.set_focused("a")
    ((row,),) = focus_rows(view)
    for outside, inside in ((start - 1, start), (end, end - 1)):
        here, there = ink(view, inside), ink(view, outside)
        if there is None:
            continue
        edge = row.right if there[0] > here[0] else row.left
        low, high = sorted((here, there))
        # Half a pixel, because the ink of two letters may touch.
        assert low[1] - 0.5 <= edge <= high[0] + 0.5


def test_the_contour_keeps_its_room_where_nothing_stands_beside_the_words(show, make_span) -> None:
    view = show("Never. He left", [make_span("a", "quote", (0, 14))])
    view.set_focused("a")
    ((row,),) = focus_rows(view)
    first, last = ink(view, 0), ink(view, 13)
    assert row.left < first[0] - PAD / 2
    assert row.right > last[1] + PAD / 2


@pytest.mark.parametrize("place", [8, 13, 26, 31])
def test_a_caret_at_a_boundary_of_the_focused_span_is_part_of_its_contour(
    show, make_span, qtbot, place
) -> None:
    view = show(
        "He said never and then he left again.", [make_span("a", "quote", (8, 13), (26, 31))]
    )
    qtbot.waitUntil(view.hasFocus)
    view.set_focused("a")
    view.set_caret(place)
    edges = [edge for (row,) in focus_rows(view) for edge in (row.left, row.right)]
    drawn = caret_on_contour(view.caret_rect(), focus_rows(view))
    assert drawn.center().x() in edges
    assert (drawn.top(), drawn.height()) == (view.caret_rect().top(), view.caret_rect().height())
    accent = view.page.theme.accent.lower()
    image, y = view.viewport().grab().toImage(), int(drawn.center().y())
    run = [x for x in range(image.width()) if image.pixelColor(x, y).name() == accent]
    near = [x for x in run if abs(x - drawn.center().x()) < 12]
    assert near == list(range(near[0], near[-1] + 1))


def test_a_caret_elsewhere_stays_where_it_is(show, make_span) -> None:
    view = show("He said never and then left.", [make_span("a", "quote", (8, 13))])
    view.set_focused("a")
    for place in (2, 10, 20):
        view.set_caret(place)
        assert caret_on_contour(view.caret_rect(), focus_rows(view)) == view.caret_rect()
    assert caret_on_contour(QRectF(1, 2, 3, 4), []) == QRectF(1, 2, 3, 4)
