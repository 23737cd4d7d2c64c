from __future__ import annotations

import gc
import random
import sys
import weakref

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.text import freeze
from annotator.widgets.article_view import ArticleView
from annotator.widgets.article_view.content import has_rtl

TEXTS = {
    "plain": "The mayor said the road is closed. “Not for long,” she added.\n\nNobody agreed.",
    "emoji": "👩‍👩‍👧 said “👍🏽 yes” to 🇺🇦 and é or é.\n🚢 left.",
    "arabic": "قال وزير المياه إن السد «لن يضر» بالمزارعين.\n\nReuters قالت 40 مرة.",
    "first characters that Qt drops": "\ufeffone two\n\ufffethree",
    "block ends of Qt": "one\u2029two\ufdd0three\u2028four\u00a0five",
    "line ends": freeze("one\r\ntwo\rthree\n\n\nfour\u2029five").text,
    "giant": "word and word. " * 3000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_selection_gives_back_the_code_points_it_was_made_with(show, name) -> None:
    text = TEXTS[name]
    view = show(text)
    choose = random.Random(1)
    for _ in range(60):
        start = choose.randrange(len(text))
        end = choose.randrange(start, len(text)) + 1
        view.set_caret(start, end, reveal=False)
        assert view.selected_range() == (start, end)
        assert view.caret == end
        assert view.selected_text() == text[start:end]
        view.copy()
        assert QGuiApplication.clipboard().text() == text[start:end].lstrip("\ufeff\ufffe")


@pytest.mark.parametrize("name", TEXTS)
def test_the_caret_place_is_hit_where_the_caret_stands(show, name) -> None:
    text = TEXTS[name]
    view = show(text)
    choose = random.Random(2)
    for _ in range(60):
        position = choose.randrange(len(text))
        if has_rtl(text) and not text[max(0, position - 1) : position + 1].isalpha():
            continue  # Where the direction changes, one place has two positions.
        view.set_caret(position)
        caret = view.caret_rect()
        assert view.viewport().rect().contains(caret.toRect()), position
        hit = view.hit(caret.center())
        view.set_caret(hit.position, reveal=False)
        # Several places may share one x: inside a grapheme, at marks of no width.
        assert abs(view.caret_rect().x() - caret.x()) < 1.5, (position, hit.position)
        assert view.caret_rect().y() == caret.y()


def test_a_selection_loses_white_space_and_keeps_graphemes_whole(show) -> None:
    text = "one  👩‍👩‍👧 two"
    view = show(text)
    family = text.index("👩")
    view.set_caret(3, family + 2)
    assert view.selection() == (family, family + 5)
    view.set_snapping(False)
    assert view.selection() == (family, family + 2)
    view.set_caret(3, 5)
    assert view.selection() is None
    view.clear_selection()
    assert view.selected_range() is None


def key(view, key, modifiers=Qt.KeyboardModifier.NoModifier, text="") -> bool:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    view.keyPressEvent(event)
    return event.isAccepted()


def test_the_caret_moves_as_in_an_editor_and_tells_that_a_person_did_it(show, qtbot) -> None:
    text = TEXTS["plain"]
    view = show(text)
    moves = []
    view.caret_moved.connect(lambda position, by_person: moves.append((position, by_person)))
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right, control)
    QTest.keyClick(view, Qt.Key.Key_End, control)
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Home, control)
    view.set_caret(5)
    assert [move for move, _ in moves] == [1, 4, len(text), text.index("Nobody"), 62, 0, 5]
    assert [by_person for _, by_person in moves] == [True] * 6 + [False]
    QTest.keyClick(view, Qt.Key.Key_End, shift)
    assert view.selected_range() == (5, text.index("\n"))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert (view.caret, view.selected_range()) == (5, None)
    QTest.keyClick(view, Qt.Key.Key_A, control)
    assert view.selected_range() == (0, len(text))


def test_pages_go_down_to_the_end_and_up_to_the_beginning(show) -> None:
    text = TEXTS["giant"]
    view = show(text)
    seen = [view.caret]
    while view.caret < len(text):
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        assert view.viewport().rect().intersects(view.caret_rect().toRect())
        assert view.caret > seen[-1]
        seen.append(view.caret)
    assert 10 < len(seen) < 60
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert 0 < view.caret < len(text)
    while view.caret:
        before = view.caret
        QTest.keyClick(view, Qt.Key.Key_PageUp)
        assert view.caret < before


@pytest.mark.parametrize(
    "name", ["Q", "1", "Tab", "Backtab", "Return", "Delete", "Backspace", "Escape", "Space", "F6"]
)
def test_keys_that_do_not_move_the_caret_are_left_to_the_window(show, name) -> None:
    view = show(TEXTS["plain"])
    assert not key(view, getattr(Qt.Key, f"Key_{name}"), text=name.lower()[:1])
    alt = Qt.KeyboardModifier.AltModifier
    assert not key(view, Qt.Key.Key_Left, alt)
    assert view.caret == 0
    assert key(view, Qt.Key.Key_Down)


def test_tab_does_not_leave_the_article(show) -> None:
    view = show(TEXTS["plain"])
    assert not view.focusNextPrevChild(True)
    assert not view.focusNextPrevChild(False)


def test_the_caret_is_painted_while_the_article_has_the_focus(show, qtbot) -> None:
    view = show(TEXTS["plain"])
    view.set_caret(4)
    place = view.caret_rect().center().toPoint()
    accent = view.page.theme.accent.lower()

    def colour() -> str:
        return view.viewport().grab().toImage().pixelColor(place).name()

    qtbot.waitUntil(view.hasFocus)
    assert colour() == accent
    view.clearFocus()
    assert colour() != accent


def bar_point(view, span_id: str) -> QPoint:
    for seen in view.visible_blocks():
        for number in range(len(seen.box.lines)):
            for piece in view.finder.on_line(seen.block, seen.box, number).pieces:
                if piece.span_id == span_id:
                    middle = (piece.left + piece.right) / 2
                    return QPointF(middle, seen.top + piece.y + 4).toPoint()
    raise AssertionError(f"{span_id} is not to be seen")


def letter_point(view, position: int) -> QPoint:
    view.set_caret(position)
    before = view.caret_rect()
    view.set_caret(position + 1)
    return QPointF((before.x() + view.caret_rect().x()) / 2 + 1, before.center().y()).toPoint()


def recorded(view) -> list[tuple[object, ...]]:
    log: list[tuple[object, ...]] = []
    for name in ("span_clicked", "text_clicked", "span_activated", "boundary_dragged"):
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
    QTest.mouseMove(view.viewport(), edge)
    assert view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(view.viewport(), target)
    assert view.content.preview is not None
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=target)
    (name, span_id, start, end) = log[-1]
    assert (name, span_id, start) == ("boundary_dragged", "a", 4)
    assert abs(end - 20) <= 1
    assert view.content.preview is None
    assert view.content.spans["a"].end == 14


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


def interface(view) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    return found


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


def test_setting_the_caret_scrolls_only_when_asked(show) -> None:
    view = show(TEXTS["giant"])
    before = view.visible_range()
    view.set_caret(30_000, reveal=False)
    assert (view.caret, view.visible_range()) == (30_000, before)
    view.set_caret(30_010)
    assert view.visible_range()[0] <= 30_010 < view.visible_range()[1]


def test_going_down_line_by_line_scrolls_line_by_line(show) -> None:
    view = show(TEXTS["giant"])
    bar = view.verticalScrollBar()
    values = []
    for _ in range(60):
        QTest.keyClick(view, Qt.Key.Key_Down)
        values.append(bar.value())
        assert view.viewport().rect().contains(view.caret_rect().toRect())
    steps = [after - before for before, after in zip(values, values[1:], strict=False)]
    assert set(steps) <= {0, 1}
    assert values[-1] > 20


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
        "annotator.widgets.article_view.article_view.QToolTip.showText",
        lambda _point, text, _widget: said.append(text),
    )
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


def test_an_empty_text_can_be_shown_and_walked(show) -> None:
    view = show("")
    view.viewport().repaint()
    for name in ("Right", "Down", "End", "PageDown", "Home"):
        QTest.keyClick(view, getattr(Qt.Key, f"Key_{name}"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert (view.caret, view.selection(), view.visible_range()) == (0, None, (0, 0))
