"""Boxes to tick with names of any number and length."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from annotator.widgets.tick_rows import TickRows


def test_names_have_as_many_rows_as_they_need_and_then_scroll(qtbot) -> None:
    boxes = [QCheckBox(f"Person {number}") for number in range(40)]
    rows = TickRows(boxes)
    qtbot.addWidget(rows)
    rows.resize(600, 200)
    with qtbot.waitExposed(rows):
        rows.show()
    qtbot.waitUntil(lambda: rows.height() == 84)
    assert rows.verticalScrollBar().maximum() > 0
    assert rows.minimumSizeHint().width() < 600
    assert all(box.geometry().right() < rows.viewport().width() for box in boxes)
    tops = {box.y() for box in boxes}
    assert tops == set(range(0, 28 * len(tops), 28))


def test_few_names_stand_in_one_row(qtbot) -> None:
    rows = TickRows([QCheckBox("gold"), QCheckBox("Ana")])
    qtbot.addWidget(rows)
    rows.resize(600, 200)
    with qtbot.waitExposed(rows):
        rows.show()
    qtbot.waitUntil(lambda: rows.height() == 28)


def test_a_long_name_is_shortened_and_an_ampersand_is_read(qtbot) -> None:
    long, pair = QCheckBox("Alexandra-Maria " * 20 + "the second"), QCheckBox("Ana & Ben")
    rows = TickRows([long, pair])
    qtbot.addWidget(rows)
    assert long.sizeHint().width() < 400
    assert long.text().endswith("the second")
    assert long.toolTip().startswith("Alexandra-Maria Alexandra-Maria")
    assert pair.text() == "Ana && Ben"
    assert pair.toolTip() == ""
