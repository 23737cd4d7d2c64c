"""The import dialog keeps everything in sight, however long the lines and names of a file are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.app.window_import import open_import
from annotator.widgets.elided_label import ElidedLabel

LONG = "annotations of a very long project name in a very long department, by the label called"


def region(number: int, start: int, end: int, said: str, label: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": said, "labels": [label]}
    return {"id": f"r{number}", "from_name": "l", "to_name": "t", "type": "labels", "value": value}


def tasks(path: Path) -> Path:
    """Write a file in which CRLF counts as two, with many names that differ at their ends."""
    text = "Bob said “no”\r\nand Ann 🎉 said yes.\r\nNobody knows."
    said = [(0, 3), (text.index("Ann"), text.index("Ann") + 3), (text.index("yes"), -1)]
    said[2] = (said[2][0], said[2][0] + 3)
    results = [
        region(number, start, end, text[start:end], f"{LONG} {number}")
        for number, (start, end) in enumerate(said * 8)
    ]
    annotation = {"id": 1, "completed_by": {"email": "ana@example.org"}, "result": results}
    task = {"id": 1, "data": {"text": text}, "annotations": [annotation]}
    path.write_text(json.dumps([task]), "utf-8")
    return path


def test_nothing_is_wider_than_its_place(typist, qtbot, tmp_path) -> None:
    typist.window.resize(1024, 700)
    dialog = open_import(typist.window, [tasks(tmp_path / "ls.json")])
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=20_000)
    QTest.qWait(50)
    assert "CRLF counts as two" in dialog.unit_heading.text()
    area = dialog.area
    assert area.horizontalScrollBar().maximum() == 0
    for widget in (dialog.unit_heading, dialog.unit, dialog.names, dialog.people, dialog.rows):
        right = widget.mapTo(area.viewport(), QPoint(widget.width(), 0)).x()
        assert right <= area.viewport().width()
    shown = [each.shown_text() for each in dialog.names.findChildren(ElidedLabel)]
    assert len(shown) == len(set(shown)) == 24
    assert all("…" in each for each in shown)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
