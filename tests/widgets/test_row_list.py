"""Lists of rows of one height: what is shown is shown whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest

from annotator.widgets.row_list import RowList

HEIGHT, ROOM = 46, 130


@pytest.fixture
def rows(qtbot) -> RowList:
    shown = RowList(HEIGHT)
    qtbot.addWidget(shown)
    shown.setModel(QStringListModel([f"{number}" for number in range(40)], shown))
    shown.resize(200, ROOM)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


@pytest.mark.parametrize("before", [0, 3, 20, 400, 900])
@pytest.mark.parametrize("row", [0, 1, 9, 20, 39])
def test_a_row_is_shown_whole_with_a_whole_row_on_top(rows, before: int, row: int) -> None:
    bar = rows.verticalScrollBar()
    bar.setValue(before)
    rows.reveal_row(row)
    assert bar.value() <= row * HEIGHT <= bar.value() + ROOM - HEIGHT
    assert bar.value() % HEIGHT == 0 or bar.value() == bar.maximum()


def test_home_and_end_go_to_the_first_and_the_last_row(rows) -> None:
    rows.setCurrentIndex(rows.model().index(3, 0))
    QTest.keyClick(rows, Qt.Key.Key_End)
    assert rows.currentIndex().row() == 39
    QTest.keyClick(rows, Qt.Key.Key_Home)
    assert rows.currentIndex().row() == 0
