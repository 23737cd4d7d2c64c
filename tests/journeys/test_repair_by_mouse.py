"""The repair list by mouse in the real window, checked in the project file."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.app import file_dialogs
from tests.journeys.conftest import stored_spans
from tests.journeys.repairs import LEFT, click_cap, click_row, pane, waiting


@pytest.fixture
def typist(start, repair_file):
    return start(repair_file, "r1")


def test_the_count_stands_quietly_in_the_status_line_and_opens_the_list(typist):
    count = typist.window.status.repair
    assert (count.text(), count.isVisible()) == ("7 to place", True)
    QTest.mouseClick(count, LEFT)
    assert typist.page.repairs.is_open
    assert typist.focus is pane(typist).list
    assert pane(typist).count.text() == "7 marks"
    assert [each.place for each in pane(typist).model.rows] == ["One"] * 5 + ["Two"] * 2
    typist.press("Escape")
    assert not typist.page.repairs.is_open
    assert typist.focus is typist.view


def test_the_whole_list_by_mouse_over_two_articles(typist, repair_file, qtbot):
    QTest.mouseClick(typist.window.status.repair, LEFT)
    click_row(typist, "b")
    assert typist.page.document_id == typist.window.work.find("r2")
    assert typist.view.selected_range() == (0, 3)
    click_cap(typist, "places it")
    typist.window.project.flush(5)
    assert ("speaker", 0, 3, "Ben") in stored_spans(repair_file, "r2")
    click_row(typist, "x")
    assert typist.page.document_id == typist.window.work.find("r1")
    click_cap(typist, "dismisses")
    typist.window.project.flush(5)
    assert waiting(repair_file) == ["p", "r", "s", "u", "g"]
    click_cap(typist, "closes")
    assert not typist.page.repairs.is_open


def test_the_list_is_saved_from_the_window(typist, tmp_path, qtbot, monkeypatch):
    out = tmp_path / "list.csv"
    monkeypatch.setattr(file_dialogs, "ask_where_to_export", lambda *_given: out)
    QTest.mouseClick(typist.window.status.repair, LEFT)
    save = pane(typist).findChild(QPushButton, "repairSave")
    QTest.mouseClick(save, LEFT)
    qtbot.waitUntil(out.exists, timeout=30_000)
    assert len(out.read_text("utf-8").splitlines()) == 8
    said = typist.window.status.message
    qtbot.waitUntil(lambda: "Saved the repair list to list.csv." in said.text(), timeout=10_000)
