"""The small widgets: number field, elided label, rows of text, empty pane."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.empty_state import EmptyState
from annotator.widgets.number_field import NumberField
from annotator.widgets.text_line import runs_from_right


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.setFocus()
    return widget


def test_the_arrows_change_a_number_within_its_bounds(qtbot):
    field = shown(qtbot, NumberField(10, 14, 3))
    field.show_value(12)
    with qtbot.waitSignal(field.value_changed) as changed:
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert changed.args == [14]
    with qtbot.assertNotEmitted(field.value_changed):
        qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value == 11


def test_a_typed_number_counts_when_it_is_complete(qtbot):
    field = shown(qtbot, NumberField(10, 99, 1))
    field.show_value(50)
    field.selectAll()
    qtbot.keyClicks(field, "7")
    assert field.value == 50
    qtbot.keyClicks(field, "2")
    with qtbot.waitSignal(field.value_changed) as changed:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert changed.args == [72]


def test_a_label_gives_way_and_keeps_the_whole_in_its_tool_tip(qtbot):
    label = shown(qtbot, ElidedLabel("a rather long sentence that has no room here"))
    label.setFixedWidth(60)
    qtbot.waitUntil(lambda: label.width() == 60)
    label.grab()
    assert label.minimumSizeHint().width() == 0
    assert label.toolTip() == label.text()
    label.setFixedWidth(800)
    qtbot.waitUntil(lambda: label.width() == 800)
    label.grab()
    assert label.toolTip() == ""


@pytest.mark.parametrize(
    ("text", "from_right"),
    [("Reuters", False), ("«العالم»", True), ("12 שלום", True), ("123 …", False), ("", False)],
)
def test_the_direction_of_a_line_is_that_of_its_first_letter(text, from_right):
    assert runs_from_right(text) is from_right


def test_the_empty_pane_asks_for_what_is_missing(qtbot):
    empty = shown(qtbot, EmptyState("Nothing", "Bring something.", "Import"))
    with qtbot.waitSignal(empty.asked):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
