from __future__ import annotations

import gc
import sys
import weakref

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.widgets.article_view import ArticleView
from tests.article_places import TEXTS


def interface(view) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    return found


def test_zooming_keeps_the_place_and_stays_in_its_bounds(show, qtbot) -> None:
    view = show(TEXTS["giant"])
    view._scroll_to(20_000, 0.0)
    place = view.visible_range()[0]
    zooms = []
    view.zoomed.connect(zooms.append)
    view.zoom_in()
    view.zoom_out()
    view.zoom_out()
    assert zooms == [1.1, 1.0, 0.9]
    assert abs(view.visible_range()[0] - place) < 200
    for _ in range(30):
        view.zoom_out()
    assert view.zoom == 0.5
    for _ in range(30):
        view.zoom_in()
    assert view.zoom == 3.0
    view.reset_zoom()
    position = QPointF(100, 100)
    wheel = QWheelEvent(
        position, position, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom == 1.1


def test_a_screen_reader_finds_the_text_the_caret_and_the_place_under_a_point(show) -> None:
    text = TEXTS["plain"]
    view = show(text)
    found = interface(view)
    assert found.role() == QAccessible.Role.EditableText
    assert found.state().readOnly
    assert found.text(QAccessible.Text.Name) == "Article"
    words = found.textInterface()
    assert words.characterCount() == len(text)
    view.set_caret(7)
    assert words.cursorPosition() == 7
    point = view.viewport().mapToGlobal(view.caret_rect().center().toPoint())
    assert words.offsetAtPoint(point) == 7


def test_reference_counts_do_not_drift(show) -> None:
    view = show(TEXTS["plain"])
    view.viewport().update()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(500):
        view.viewport().update()
        view.caret_moved.emit(1, True)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert abs(after[0] - before[0]) < 50
    assert abs(after[1] - before[1]) < 50


def test_a_view_that_is_let_go_is_gone_without_the_collector(qtbot) -> None:
    gc.disable()
    try:
        view = ArticleView()
        view.show_document(TEXTS["plain"], "", None, (), ())
        gone = weakref.ref(view)
        del view
        assert gone() is None
    finally:
        gc.enable()


def test_an_empty_text_can_be_shown_and_walked(show) -> None:
    view = show("")
    view.viewport().repaint()
    for name in ("Right", "Down", "End", "PageDown", "Home"):
        QTest.keyClick(view, getattr(Qt.Key, f"Key_{name}"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert (view.caret, view.selection(), view.visible_range()) == (0, None, (0, 0))
