from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QHelpEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.article_places import TEXTS, bar_point, hover, letter_point


def recorded(view) -> list[tuple[object, ...]]:
    log: list[tuple[object, ...]] = []
    names = ("span_clicked", "text_clicked", "span_activated", "boundary_dragged", "spans_joined")
    for name in names:
        getattr(view, name).connect(lambda *values, name=name: log.append((name, *values)))
    return log


def test_a_click_on_a_bar_hits_that_span_and_leaves_the_caret(show, make_span) -> None:
    view = show(
        TEXTS["plain"], [make_span("a", "quote", (0, 30)), make_span("b", "speaker", (4, 9))]
    )
    view.set_caret(50)
    log = recorded(view)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=bar_point(view, "b"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=bar_point(view, "a"))
    assert log == [("span_clicked", "b"), ("span_clicked", "a")]
    assert view.caret == 50
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=bar_point(view, "b"))
    assert log[-1] == ("span_activated", "b")


def test_clicking_again_on_the_words_goes_outwards(show, make_span) -> None:
    spans = [make_span("a", "quote", (0, 30)), make_span("b", "speaker", (4, 9))]
    view = show(TEXTS["plain"], [*spans, make_span("c", "claim", (2, 20))])
    point, log = letter_point(view, 6), recorded(view)
    for _ in range(4):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert [span_id for _, span_id in log] == ["b", "c", "a", "b"]
    assert view.spans_at(6) == ["b", "c", "a"]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=letter_point(view, 45))
    assert log[-1][0] == "text_clicked"
    assert abs(log[-1][1] - 45) <= 1


def test_a_double_click_on_the_words_selects_the_word(show) -> None:
    text = TEXTS["plain"]
    view = show(text)
    start = text.index("mayor")
    point = letter_point(view, start + 2)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.selection() == (start, start + 5)


def test_a_third_click_selects_the_paragraph_only_where_the_double_click_was(show) -> None:
    text = TEXTS["plain"]
    view = show(text)
    start = text.index("mayor")
    here, elsewhere = letter_point(view, start + 2), letter_point(view, start + 40)
    left = Qt.MouseButton.LeftButton
    QTest.mouseDClick(view.viewport(), left, pos=here)
    QTest.mousePress(view.viewport(), left, pos=elsewhere)
    assert view.selection() is None
    QTest.mouseRelease(view.viewport(), left, pos=elsewhere)
    QTest.mouseDClick(view.viewport(), left, pos=here)
    QTest.mousePress(view.viewport(), left, pos=here)
    assert view.selection() == view.paragraph_at(start)
    QTest.mouseRelease(view.viewport(), left, pos=here)


def test_dragging_selects(show, qtbot) -> None:
    text = TEXTS["plain"]
    view = show(text)
    first, last = letter_point(view, 10), letter_point(view, 20)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
    start, end = view.selected_range()
    assert abs(start - 10) <= 1
    assert abs(end - 20) <= 1


@pytest.mark.parametrize("name", ["plain", "arabic"])
def test_a_boundary_of_the_focused_span_can_be_dragged(show, make_span, name) -> None:
    view = show(TEXTS[name], [make_span("a", "quote", (4, 14))])
    view.set_focused("a")
    view.set_caret(14)
    edge = view.caret_rect().center().toPoint()
    target = letter_point(view, 20)
    log = recorded(view)
    hover(view, edge)
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(view.viewport(), target)
    assert view.content.preview is not None
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=target)
    (name, span_id, ((start, end),)) = log[-1]
    assert (name, span_id, start) == ("boundary_dragged", "a", 4)
    assert abs(end - 20) <= 1
    assert view.content.preview is None
    assert view.content.spans["a"].end == 14


def test_a_boundary_of_one_fragment_moves_that_fragment_alone(show, make_span) -> None:
    view = show(TEXTS["plain"], [make_span("a", "quote", (0, 8), (19, 34))])
    view.set_focused("a")
    view.set_caret(8)
    edge, target = view.caret_rect().center().toPoint(), letter_point(view, 30)
    log = recorded(view)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(view.viewport(), target)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=target)
    # It stops where the next fragment begins.
    assert log[-1] == ("boundary_dragged", "a", ((0, 19), (19, 34)))


def test_a_drag_from_bar_to_bar_asks_to_join_the_spans(show, make_span) -> None:
    spans = [make_span("a", "quote", (10, 30)), make_span("b", "speaker", (36, 44))]
    view = show(TEXTS["plain"], spans)
    log, begin, end = recorded(view), bar_point(view, "a"), bar_point(view, "b")
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(view.viewport(), end)
    assert view.content.drag is not None
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert log == [("spans_joined", "a", "b")]
    assert view.content.drag is None


def test_a_third_click_selects_the_paragraph_whole(show) -> None:
    text = "First.\n" + TEXTS["giant"][:5000].strip() + "\nLast."
    view = show(text)
    point = letter_point(view, 30)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.selected_range() == (7, text.index("\nLast"))


def test_dragging_below_the_viewport_scrolls_on(show, qtbot) -> None:
    view = show(TEXTS["giant"])
    point = letter_point(view, 20)
    below = QPoint(point.x(), view.viewport().height() + 30)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseMove(view.viewport(), point + QPoint(30, 30))
    QTest.mouseMove(view.viewport(), below)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 3)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=below)
    value = view.verticalScrollBar().value()
    start, end = view.selected_range()
    assert start <= 21
    assert end > 1000
    qtbot.wait(150)
    assert view.verticalScrollBar().value() == value


def test_the_hint_names_the_labels_from_the_inside_out(show, make_span, monkeypatch) -> None:
    spans = [make_span("a", "quote", (0, 30)), make_span("b", "speaker", (4, 9))]
    view = show(TEXTS["plain"], spans)
    said = []
    monkeypatch.setattr(
        "annotator.widgets.article_view.hints.QToolTip.showText",
        lambda _point, text, _widget: said.append(text),
    )
    where = QPointF(letter_point(view, 6))
    view.enterEvent(QEnterEvent(where, where, where))
    for point in (letter_point(view, 6), bar_point(view, "a"), letter_point(view, 45)):
        event = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
        QApplication.sendEvent(view.viewport(), event)
    assert said == ["Speaker in Quote", "Quote", ""]


def test_shift_and_a_click_select_up_to_there(show) -> None:
    view = show(TEXTS["plain"])
    point = letter_point(view, 20)
    view.set_caret(4)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, shift, point)
    start, end = view.selected_range()
    assert start == 4
    assert abs(end - 20) <= 1


def test_files_that_are_dropped_are_left_to_the_window(show) -> None:
    view = show(TEXTS["plain"])
    assert not view.acceptDrops()
    assert not view.viewport().acceptDrops()
