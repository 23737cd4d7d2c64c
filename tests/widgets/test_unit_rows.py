"""The choice of a unit with what fits each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.widgets.theme import LIGHT
from annotator.widgets.unit_rows import UnitRows


@pytest.fixture
def rows(qtbot) -> UnitRows:
    shown = UnitRows(LIGHT)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_the_evidence_is_said_in_numbers_and_to_those_who_listen(rows: UnitRows) -> None:
    rows.show_fits(["utf16"], {"codepoint": 1, "utf16": 4, "byte": 0, "grapheme": 1}, 4)
    assert rows.buttons[None].text() == "as it looks: UTF-16 units"
    assert rows.counts["utf16"].text() == "4 fit"
    assert rows.buttons["codepoint"].accessibleDescription() == "1 fit of 4"
    rows.show_fits([], {}, 0)
    assert rows.buttons[None].text() == "as it looks"
    assert rows.counts["utf16"].text() == ""


def test_a_unit_is_chosen_by_keys_and_by_mouse(rows: UnitRows, qtbot) -> None:
    with qtbot.waitSignal(rows.chosen):
        QTest.mouseClick(rows.buttons["byte"], Qt.MouseButton.LeftButton)
    assert rows.unit == "byte"
    rows.buttons["byte"].setFocus()
    with qtbot.waitSignal(rows.chosen):
        QTest.keyClick(rows.buttons["byte"], Qt.Key.Key_Up)
    assert rows.unit == "utf16"
