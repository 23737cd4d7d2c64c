from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.widgets.count_rows import CountRows

WORDS = ("nested spans", "people and work, by Ana Kovač, Ben Okafor")


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize(
    "example", ["", "2 changed", "an example that is so long that it stands under"]
)
def test_words_have_the_room_they_need(qtbot, words: str, example: str) -> None:
    rows = CountRows()
    qtbot.addWidget(rows)
    rows.resize(560, 300)
    rows.show_rows([(2, words, example), (3, "Ana Kovač: d00", "3 new")])
    rows.show()
    QApplication.processEvents()
    labels = {each.text(): each for each in rows.findChildren(QLabel)}
    said = labels[words]
    assert said.fontMetrics().horizontalAdvance(words) <= said.width()
    assert labels["3 new"].x() == labels.get("2 changed", labels["3 new"]).x()
    assert labels["3 new"].geometry().right() <= rows.width()
