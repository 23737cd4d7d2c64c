"""What the list of spans shows stays what its tab says, whatever comes into the project."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.test_checks_and_queue import mark_quote, settle


@pytest.fixture
def checked(typist):
    """A quote without a speaker and three places; the list shows what is to be checked."""
    mark_quote(typist)
    for words in ("Odessa", "Moscow", "Minsk"):
        typist.go_to(words)
        typist.press("L")
    settle()
    typist.page.panel.open_checks()
    assert typist.page.panel.shows_checks
    return typist


def chosen(panel) -> str:
    return next(tab.text() for tab in panel._group.buttons() if tab.isChecked())


def paste(typist, qtbot, words: str) -> None:
    QApplication.clipboard().setText(words)
    before = len(typist.window.work.keys)
    typist.press("Ctrl+V")
    qtbot.waitUntil(lambda: len(typist.window.work.keys) > before, timeout=20_000)
    qtbot.waitUntil(lambda: typist.window.status.job.isHidden(), timeout=20_000)


def test_checks_stay_shown_where_somebody_pastes_and_comes_back(checked, qtbot):
    panel, first = checked.page.panel, checked.page.document_id
    there = panel.model.rowCount()
    assert 0 < there < len(checked.page.spans)
    paste(checked, qtbot, "The baker said: “Yes.”")
    assert checked.page.document_id != first
    # Nothing is to be checked in the new one, so that all its spans are listed.
    settle()
    assert not panel.shows_checks
    assert chosen(panel) == "All"
    checked.go_to("Yes")
    checked.press("Q")
    assert panel.model.rowCount() == len(checked.page.spans) == 1
    checked.page.open_document(first)
    settle()
    assert panel.model.rowCount() == len(checked.page.spans) == 4


def test_the_tab_and_the_list_agree_after_everything_is_shown_anew(checked):
    page, panel = checked.page, checked.page.panel
    there = panel.model.rowCount()
    panel.show_schema(page.project.schema)
    assert panel.shows_checks
    assert panel.model.rowCount() == there
    locations = next(tab for tab in panel._tabs if tab.text() == "Locations")
    locations.click()
    panel.show_schema(page.project.schema)
    assert chosen(panel) == "Locations"
    assert panel.model.rowCount() == 3
    schema = page.project.schema
    without = schema._replace(labels=tuple(each for each in schema.labels if each.id != "location"))
    panel.show_schema(without)
    assert chosen(panel) == "All"
    assert panel.model.rowCount() == 4


def test_a_count_of_nothing_is_not_shown_again(checked):
    panel = checked.page.panel
    panel.show_check_count(0)
    panel.show_schema(checked.page.project.schema)
    assert panel._check_tab.isHidden()
    assert chosen(panel) == "All"
