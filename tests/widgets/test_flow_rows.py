"""Widgets beside each other in as many rows as they need."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from annotator.widgets.flow_rows import FlowRows


@pytest.fixture
def rows(qtbot) -> FlowRows:
    shown = FlowRows()
    qtbot.addWidget(shown)
    shown.show_widgets([QPushButton(f"A format of this name, {number}") for number in range(4)])
    return shown


@pytest.mark.parametrize("width", [180, 400, 2000])
def test_nothing_stands_outside_or_over_another(rows: FlowRows, width: int) -> None:
    rows.resize(width, rows.height())
    rows.show()
    boxes = [each.geometry() for each in rows.findChildren(QPushButton)]
    assert all(rows.rect().contains(box) or box.width() > width for box in boxes)
    assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)
    lines = {box.top() for box in boxes}
    assert len(lines) == {180: 4, 2000: 1}.get(width, len(lines))


def test_without_any_it_takes_no_room(rows: FlowRows) -> None:
    rows.show_widgets(())
    assert rows.isHidden()
