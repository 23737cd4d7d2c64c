from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtTest import QTest

from annotator.widgets.article_view.content import has_rtl
from tests.article_places import TEXTS


def key(view, key, modifiers=Qt.KeyboardModifier.NoModifier, text="") -> bool:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    view.keyPressEvent(event)
    return event.isAccepted()


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
