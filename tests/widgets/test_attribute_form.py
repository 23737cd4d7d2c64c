from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from annotator.widgets.attribute_form import AttributeForm
from annotator.widgets.form_row import (
    CHOICE,
    DIFFERENT,
    FLAG,
    LINKS,
    NUMBER,
    TEXT,
    FormHead,
    FormLink,
    FormRow,
)
from annotator.widgets.theme import LIGHT

TYPE = FormRow(CHOICE, "quote_type", "Type", ("direct", "indirect", "mixed"), None, required=True)
MODE = FormRow(CHOICE, "mode", "Mode", ("speech", "writing"), "speech")
FLAG_ROW = FormRow(FLAG, "ironic", "Ironic")
REASON = FormRow(TEXT, "nil_reason", "Why not found")
SIZE = FormRow(NUMBER, "size", "Size")
SAID_BY = FormRow(LINKS, "said_by", "Said by", links=(FormLink("A", "nobody yet", "attribute"),))


@pytest.fixture
def form(qtbot):
    form = AttributeForm(LIGHT)
    qtbot.addWidget(form)
    form.resize(336, 400)
    form.show_rows("q", FormHead("Quote", "0–5"), [TYPE, MODE, FLAG_ROW, REASON, SIZE, SAID_BY])
    form.show()
    form.setFocus()
    form.activateWindow()
    qtbot.waitUntil(form.hasFocus)
    form.set_log = []
    form.attribute_set.connect(lambda *values: form.set_log.append(values))
    return form


def cell(form, row: int, number: int):
    found = [each for each in form._layout.cells if (each.row, each.number) == (row, number)]
    return found[0].box.center()


def test_digits_choose_in_the_row_that_has_the_focus(form, qtbot):
    qtbot.keyClick(form, Qt.Key.Key_2)
    qtbot.keyClick(form, Qt.Key.Key_Down)
    qtbot.keyClick(form, Qt.Key.Key_2)
    qtbot.keyClick(form, Qt.Key.Key_9)  # there is no ninth
    assert form.set_log == [("quote_type", "indirect"), ("mode", "writing")]


def test_a_value_that_is_not_required_can_be_taken_away(form, qtbot):
    qtbot.mouseClick(form, Qt.MouseButton.LeftButton, pos=cell(form, 1, 0))
    assert form.set_log == [("mode", None)]


def test_a_flag_toggles_by_digit_by_space_and_by_mouse(form, qtbot):
    qtbot.keyClick(form, Qt.Key.Key_Tab)
    qtbot.keyClick(form, Qt.Key.Key_Tab)
    qtbot.keyClick(form, Qt.Key.Key_1)
    qtbot.keyClick(form, Qt.Key.Key_Space)
    form.show_rows("q", FormHead("Quote"), [TYPE, MODE, FLAG_ROW._replace(value=True)])
    qtbot.mouseClick(form, Qt.MouseButton.LeftButton, pos=cell(form, 2, 0))
    assert form.set_log == [("ironic", True), ("ironic", True), ("ironic", None)]


def type_into(form, qtbot, row: int, words: str, key=Qt.Key.Key_Return) -> None:
    for _ in range(row):
        qtbot.keyClick(form, Qt.Key.Key_Tab)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    (field,) = [each for each in form.findChildren(QLineEdit) if each.isVisible()]
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, key)


def test_text_and_number_are_typed_in_place(form, qtbot):
    type_into(form, qtbot, 3, "not in the gazetteer")
    type_into(form, qtbot, 1, "3.5")
    assert form.set_log == [("nil_reason", "not in the gazetteer"), ("size", 3.5)]
    assert form.hasFocus()


def test_escape_leaves_what_was_there(form, qtbot):
    type_into(form, qtbot, 3, "no", Qt.Key.Key_Escape)
    assert form.set_log == []
    assert form.hasFocus()
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form, Qt.Key.Key_Escape)


def test_a_link_asks_for_its_action(form, qtbot):
    with qtbot.waitSignal(form.asked) as asked:
        qtbot.mouseClick(form, Qt.MouseButton.LeftButton, pos=cell(form, 5, 0))
    assert asked.args == ["attribute"]
    with qtbot.waitSignal(form.asked):
        qtbot.keyClick(form, Qt.Key.Key_Return)


def test_it_says_every_row_to_a_screen_reader(form):
    said = form.accessibleDescription()
    assert said.startswith("Type: not set; Mode: speech; Ironic: not set; Why not found: not set")
    assert "Said by: nobody yet" in said
    assert FormRow(CHOICE, "a", "A", ("x",), DIFFERENT).said == "A: different"


def test_what_is_required_asks_until_it_is_filled():
    assert TYPE.asks
    assert not TYPE._replace(value="direct").asks
    assert not MODE._replace(value=None).asks


def test_values_go_on_in_a_second_line_where_they_have_no_room(form):
    many = FormRow(CHOICE, "kind", "Kind", tuple(f"rather long {n}" for n in range(7)))
    form.show_rows("q", FormHead("Claim"), [many, MODE])
    boxes = [each.box for each in form._layout.cells]
    assert all(box.right() <= form.width() for box in boxes)
    assert len({box.top() for box in boxes}) > 3
    assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)
