"""Working on while another program writes to the project file and lets nobody else."""

from __future__ import annotations

import sqlite3

import pytest

from annotator.app.history_dialog import HistoryDialog
from tests.gazetteers import make_gazetteer
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, stored_spans


@pytest.fixture
def other(typist, qtbot):
    """Another program that holds the file of the typist's project; `execute("ROLLBACK")` frees it.

    While it does, whoever waits for the file gets a Problem instead of an answer.
    """
    qtbot.waitUntil(lambda: not typist.page.project.saving.busy)
    connection = sqlite3.connect(typist.page.project.path, isolation_level=None, timeout=10)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def excluded(typist) -> tuple:
    return typist.page.project.open_document(typist.page.document_id).document.excluded


def names(path) -> list[str]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        found = [name for (name,) in connection.execute("SELECT name FROM entities")]
    connection.close()
    return found


def test_regions_and_new_places_are_taken_back_at_once(typist, other, qtbot, project_file):
    make_gazetteer()
    typist.view.select_by_person((0, 40))
    typist.press("X")
    assert excluded(typist) == ((0, 40),)
    typist.press("Ctrl+Z")
    assert excluded(typist) == ()
    typist.press("Ctrl+Shift+Z")
    assert excluded(typist) == ((0, 40),)
    typist.go_into("Odessa")
    typist.press("L", "W")
    typist.type("Zzyzx")
    typist.press("Return")
    project = typist.page.project
    (span,) = typist.page.spans.values()
    assert project.ledger.name_of(span.entity) == "Zzyzx"
    typist.press("Ctrl+Z")
    (span,) = typist.page.spans.values()
    assert span.entity is None
    assert project.ledger.search("Zzyzx") == []
    assert project.saving.busy
    assert "Undone: " in typist.window.status.message.text()
    other.execute("ROLLBACK")
    typist.window.close()
    assert [row[:3] for row in stored_spans(project_file)] == [("location", 1552, 1558)]
    assert "Zzyzx" not in names(project_file)
    check_is_clean(project_file)


def test_history_takes_back_what_is_not_on_disk_yet(typist, other, qtbot, project_file):
    typist.go_into("Odessa")
    typist.press("L")
    typist.view.select_by_person((0, 40))
    typist.press("X")
    typist.press("Ctrl+H")
    dialog = typist.window.findChild(HistoryDialog)
    assert "Location" in dialog.list.item(1).text()
    dialog.list.setCurrentRow(1)
    dialog.undo.click()
    assert typist.page.spans == {}
    assert excluded(typist) == ((0, 40),)
    dialog.close()
    other.execute("ROLLBACK")
    typist.window.close()
    assert stored_spans(project_file) == []
    check_is_clean(project_file)


def test_pages_open_and_what_needs_the_file_waits_beside(typist, other, qtbot, project_file):
    typist.go_into("Odessa")
    typist.press("L", "Ctrl+6")
    page = typist.window.book.page
    assert [member.person.name for member in page.team.members] == ["Ana"]
    assert page.team.members[0].layers == {}
    typist.press("Ctrl+2")
    assert typist.window.book.shown == "review"
    typist.press("Ctrl+6")
    assert typist.page.project.saving.busy
    other.execute("ROLLBACK")
    # The page shows by itself what has come to the disk.
    page = typist.window.book.page
    qtbot.waitUntil(lambda: page.team.members[0].layers != {}, timeout=10_000)
    typist.press("Ctrl+1")
    assert [row[:3] for row in stored_spans(project_file, SEED)] == [("location", 1552, 1558)]
