"""Two articles of whose marks seven have no place, and the pane that lists them."""

from __future__ import annotations

import json
import sqlite3

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.widgets.key_button import KeyButton
from annotator.widgets.repair_rows import ROW_HEIGHT

LEFT = Qt.MouseButton.LeftButton
ONE = "“No,” said Ana in Kyiv.\n\nAna saw Kyiv again. The end of it."
TWO = "Ben was in Odessa, and Ben left."
SPANS = [
    {"id": "q", "start": 0, "end": 5, "label": "quote", "quote": "“No,”"},
    {"id": "s", "start": 12, "end": 15, "label": "speaker", "quote": "Ana", "note": "who?"},
    {"id": "p", "start": 18, "end": 22, "label": "GPE", "quote": "Kyiv"},
    {"id": "x", "start": 700, "end": 704, "label": "claim"},
]
RELATIONS = [
    {"id": "r", "label": "said_by", "from": "q", "to": "s"},
    {"id": "u", "label": "said_by", "from": "q", "to": "gone"},
]

_FIRST = {"id": "r1", "title": "One", "text": ONE, "spans": SPANS, "relations": RELATIONS}
_SECOND = {"id": "r2", "title": "Two", "text": TWO, "spans": [
    {"id": "b", "start": 1, "end": 4, "label": "speaker", "quote": "Ben"},
    {"id": "g", "start": 11, "end": 17, "label": "GPE", "quote": "Odessa"},
]}  # fmt: skip
#: The file that is imported.
LINES = f"{json.dumps(_FIRST)}\n{json.dumps(_SECOND)}\n"


def waiting(path) -> list[str]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT id FROM repair_list ORDER BY document, id").fetchall()
    connection.close()
    return [id for (id,) in rows]


def pane(typist):
    return typist.page.repairs.pane


def row(typist, id: str) -> int:
    ids = [each.mark.id for each in typist.page.repairs._marks]
    return ids.index(id)


def go_to_row(typist, id: str) -> None:
    """Go to a mark with the arrows."""
    wanted = row(typist, id)
    while pane(typist).current != wanted:
        typist.press("Down" if pane(typist).current < wanted else "Up")


def click_row(typist, id: str) -> None:
    number = row(typist, id)
    point = QPoint(200, number * ROW_HEIGHT + ROW_HEIGHT // 2 - pane(typist).list.verticalOffset())
    QTest.mouseClick(pane(typist).list.viewport(), LEFT, pos=point)
    QApplication.processEvents()


def click_cap(typist, words: str) -> None:
    (button,) = [each for each in pane(typist).keys.findChildren(KeyButton)
                 if each.text() == words and each.isVisible()]  # fmt: skip
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()
