from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.widgets.key_button import Hint
from annotator.widgets.picker import Picker
from annotator.widgets.picker_row import PickerRow
from annotator.widgets.theme import LIGHT

ROWS = [
    PickerRow("p", "The President", "Alexander Lukashenko", "subject of “said”, just before"),
    PickerRow("t", "TASS", "", "just after"),
    PickerRow("h", "he", "", "speaker of the quote before"),
]


def named(event: QKeyEvent) -> str | None:
    return "Delete" if event.key() == Qt.Key.Key_Delete else event.text().upper()


@pytest.fixture
def pane(qtbot):
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(800, 700)
    pane.show()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    return pane


@pytest.fixture
def picker(pane):
    picker = Picker(LIGHT, named, pane)
    picker.log = []
    for name in ("taken", "highlighted", "query_changed", "struck"):
        signal = getattr(picker, name)
        signal.connect(lambda words, name=name: picker.log.append((name, words)))
    picker.closed.connect(lambda: picker.log.append(("closed", "")))
    hints = [Hint("Enter", "takes 1"), Hint("V", "relayed by")]
    picker.open("Said by", "type a name", hints, QRect(100, 100, 300, 60), ["V", "0", "Delete"])
    picker.show_rows(ROWS)
    picker.log.clear()
    return picker


def test_enter_takes_the_first(picker, qtbot):
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.log == [("closed", ""), ("taken", "p")]
    assert picker.isHidden()


def test_arrows_and_tab_choose_another_round_the_ends(picker, qtbot):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(picker.field, key)
    assert picker.log == [("highlighted", each) for each in "thph"]
    qtbot.keyClick(picker.field, Qt.Key.Key_Enter)
    assert picker.log[-1] == ("taken", "h")


def test_a_digit_takes_its_row_and_no_other(picker, qtbot):
    qtbot.keyClick(picker.field, Qt.Key.Key_2)
    assert picker.log == [("closed", ""), ("taken", "t")]


def test_extra_keys_mean_something_while_nothing_is_typed(picker, qtbot):
    qtbot.keyClick(picker.field, Qt.Key.Key_V)
    qtbot.keyClick(picker.field, Qt.Key.Key_0)
    qtbot.keyClick(picker.field, Qt.Key.Key_Delete)
    assert picker.log == [("struck", "V"), ("struck", "0"), ("struck", "Delete")]
    qtbot.keyClicks(picker.field, "av")
    assert picker.log[-1] == ("query_changed", "av")
    assert picker.query == "av"


def test_escape_takes_nothing(picker, qtbot):
    qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.log == [("closed", "")]


def test_a_click_on_a_row_takes_it(picker, qtbot):
    place = picker.list.visualItemRect(picker.list.item(1)).center()
    qtbot.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picker.log[-1] == ("taken", "t")


def test_without_candidates_it_says_what_to_do(picker, qtbot):
    picker.show_rows((), "Nobody fits.")
    assert picker.nothing.isVisible()
    assert not picker.list.isVisible()
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert picker.isVisible()
    assert ("taken", "") not in picker.log


@pytest.mark.parametrize("near", [QRect(100, 20, 300, 40), QRect(100, 600, 300, 60)])
def test_it_stands_beside_what_it_is_about(picker, pane, near):
    picker.open("Said by", "", [], near)
    picker.show_rows(ROWS)
    assert pane.rect().contains(picker.geometry())
    assert not picker.geometry().intersects(near)


def test_it_stays_inside_a_small_pane(picker, pane):
    pane.resize(360, 300)
    assert pane.rect().contains(picker.geometry())


def test_rows_have_their_own_sign_where_they_bring_one(picker):
    picker.show_rows([PickerRow("n", "Nested in", sign="N"), PickerRow("s", "Said by")])
    signs = [picker.list.item(row).data(Qt.ItemDataRole.UserRole).sign for row in range(2)]
    assert signs == ["N", "2"]
