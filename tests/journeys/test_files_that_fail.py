"""Files that cannot be opened, written to or found any more: said in words, nothing lost."""

from __future__ import annotations

import os
import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.project.project import Project
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED, stored_spans
from tests.journeys.working import said_after_a_minute

ODESSA = ("location", 1552, 1558)
CLAIM = ("claim", 1198, 1212)


def mark(typist, words: str, key: str) -> None:
    typist.go_into(words)
    typist.press(key)


def said(typist) -> str:
    return typist.window.status.message.text()


def saved(typist) -> str:
    return typist.window.status.saved.text()


@pytest.fixture(params=["file", "folder"])
def read_only(request, project_file, monkeypatch):
    """A project that may not be written to, for root too: itself, or its folder."""
    protected = project_file if request.param == "file" else project_file.parent
    really = os.access

    def access(path, mode, **named):
        if mode & os.W_OK and os.fspath(path) == os.fspath(protected):
            return False
        return really(path, mode, **named)

    monkeypatch.setattr(os, "access", access)
    permissions = protected.stat().st_mode
    protected.chmod(permissions & ~0o222)
    yield project_file
    protected.chmod(permissions)


def test_read_only_is_said_and_marking_refused(start, read_only):
    before = read_only.read_bytes()
    typist = start(read_only, SEED)
    assert saved(typist).startswith("! Read only: You may not write to")
    assert typist.window.status.person.text() == "You are Ana"
    for words, key in (("To involve Belarus", "Q"), ("Odessa", "L"), ("Read more:", "X")):
        mark(typist, words, key)
        assert typist.spans() == []
        assert "reading only" in said(typist) or "Select" in said(typist)
    typist.press("Ctrl+F")
    typist.type("Odessa")
    typist.press("Return", "Escape", "Ctrl+PageDown", "Ctrl+PageUp")
    assert typist.page.document_id == typist.window.work.find(SEED)
    typist.window.close()
    assert read_only.read_bytes() == before


def test_read_only_refuses_done_and_stays(start, read_only):
    typist = start(read_only, SEED)
    typist.press("Ctrl+Return")
    assert "reading only" in said(typist)
    assert typist.page.document_id == typist.window.work.find(SEED)


def test_going_through_articles_that_are_only_read_is_no_fault(start, project_file, monkeypatch):
    typist = start(project_file, SEED)
    mark(typist, "Odessa", "L")
    typist.window.close()
    monkeypatch.setattr(os, "access", lambda path, mode, **_named: not mode & os.W_OK)
    typist = start(project_file, SEED)
    assert typist.window.project.read_only is not None
    assert said_after_a_minute(typist, monkeypatch) == []


def _newer(path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9999")
    connection.commit()
    connection.close()


def _truncated(path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _not_a_project(path) -> None:
    path.write_text("Just some notes.\n" * 400, "utf-8")


@pytest.mark.parametrize("spoil", [_truncated, _not_a_project, os.unlink])
def test_what_cannot_be_opened_leads_to_the_start_page(start, project_file, problem, spoil):
    spoil(project_file)
    before = project_file.read_bytes() if project_file.exists() else None
    typist = start(project_file)
    window = typist.window
    assert window.page is None
    assert project_file.name in problem(window)[0]
    assert window.pages.currentWidget().isVisible()
    # The window lives on: what needs a project says so, and another one can be opened.
    typist.press("Ctrl+F")
    assert "No project is open" in problem(window)[0]
    window.close()
    assert (project_file.read_bytes() if project_file.exists() else None) == before


def test_another_project_after_one_that_failed(start, project_file, tmp_path, problem):
    typist = start(tmp_path / "nowhere.sqlite")
    problem(typist.window)
    typist.window.open_project(project_file, SEED)
    mark(typist, "Odessa", "L")
    assert typist.spans() == [ODESSA]


def test_a_failed_open_keeps_the_open_project(typist, tmp_path, problem):
    bad = tmp_path / "bad.sqlite"
    _not_a_project(bad)
    mark(typist, "Odessa", "L")
    with pytest.raises(Exception, match=r"bad\.sqlite"):
        typist.window.open_project(bad)
    assert typist.spans() == [ODESSA]
    mark(typist, "You started it", "C")
    assert set(typist.spans()) == {ODESSA, CLAIM}


@pytest.fixture
def full(typist):
    """Fill the disk, as SQLite sees it; gives what makes room again."""
    writer = typist.window.project.saving._writer
    connection = writer._connection
    writer._retry_seconds = 0.05
    with writer._turn:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()

    def make_room() -> None:
        with writer._turn:
            connection.execute("PRAGMA max_page_count = 1000000").fetchone()

    yield make_room
    if not typist.window.project:
        return
    make_room()


def mark_until_full(typist, qtbot) -> int:
    """Mark word after word until it is refused; return how many marks are on screen."""
    typist.press("Ctrl+Home", "Down", "Down")
    for _ in range(400):
        before = len(typist.spans())
        typist.press("Escape", "Ctrl+Right", "Ctrl+Shift+Right", "S")
        typist.window.project.flush(5)
        if typist.window.project.saving.problem is not None and len(typist.spans()) == before:
            qtbot.waitUntil(lambda: saved(typist).startswith("! Not saved: "), timeout=3000)
            return before
    raise AssertionError("the disk never filled up")


def test_a_full_disk_pauses_marking_and_loses_nothing(typist, full, qtbot, project_file, problem):
    marked = mark_until_full(typist, qtbot)
    assert marked > 0
    assert saved(typist) == f"! Not saved: The disk that holds {project_file.name} is full."
    assert "is full" in said(typist)
    before = set(typist.spans())
    typist.press("Ctrl+Z")
    assert "full" in problem(typist.window)[0]
    assert set(typist.spans()) == before
    full()
    qtbot.waitUntil(lambda: saved(typist).startswith("Saved "), timeout=5000)
    mark(typist, "Odessa", "L")
    assert len(typist.spans()) == marked + 1
    typist.window.close()
    assert len(stored_spans(project_file)) == marked + 1
    check_is_clean(project_file)


def test_closing_while_the_disk_is_full_keeps_the_window(
    typist, full, qtbot, project_file, problem
):
    marked = mark_until_full(typist, qtbot)
    typist.window.close()
    assert typist.window.isVisible(), "what is not saved would be lost"
    happened, safe, _ = problem(typist.window)
    assert "full" in happened
    assert len(typist.spans()) == marked
    full()
    qtbot.waitUntil(lambda: saved(typist).startswith("Saved "), timeout=5000)
    typist.window.close()
    assert not typist.window.isVisible()
    assert len(stored_spans(project_file)) == marked
    check_is_clean(project_file)


def test_closing_all_the_same_loses_only_what_was_not_saved(
    typist, full, qtbot, project_file, start
):
    before = set(typist.spans())
    marked = mark_until_full(typist, qtbot)
    typist.window.close()
    (lose,) = (
        button
        for button in typist.window.findChildren(QPushButton)
        if button.text() == "Close without saving them" and button.isVisible()
    )
    QTest.keyClick(lose, Qt.Key.Key_Space)
    assert not typist.window.isVisible()
    stored = {row[:3] for row in stored_spans(project_file)}
    assert before <= stored
    assert len(stored) < marked
    again = start(project_file, SEED)
    assert set(again.spans()) == stored
    again.window.close()
    check_is_clean(project_file)


def test_closing_while_saving_waits(typist, project_file):
    """The window closes right behind many edits; all of them are on disk."""
    typist.press("Ctrl+Home", "Down", "Down")
    for _ in range(40):
        typist.press("Escape", "Ctrl+Right", "Ctrl+Shift+Right", "S")
    marked = set(typist.spans())
    assert len(marked) > 20
    typist.press("Ctrl+Q")
    assert not typist.window.isVisible()
    assert {row[:3] for row in stored_spans(project_file)} == marked
    check_is_clean(project_file)


def test_a_newer_project_is_refused_and_not_touched(start, project_file, problem):
    Project.open(project_file).close()
    _newer(project_file)
    before = project_file.read_bytes()
    typist = start(project_file)
    happened, _, next_step = problem(typist.window)
    assert "newer" in happened + next_step
    typist.window.close()
    assert project_file.read_bytes() == before


def test_nothing_is_called_saved_before_it_is_on_disk(typist, project_file, qtbot):
    typist.go_into("Odessa")
    typist.press("L")
    qtbot.waitUntil(lambda: saved(typist).startswith("Saved "))
    other = sqlite3.connect(project_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    typist.press("D")
    assert saved(typist) == "Saving…"
    typist.press("D")
    assert saved(typist) == "Saving…"
    other.execute("COMMIT")
    other.close()
    qtbot.waitUntil(lambda: saved(typist).startswith("Saved "), timeout=20_000)
    assert not typist.window.project.saving.busy
    assert [row[:3] for row in stored_spans(project_file)] == [("location", 1552, 1558)]
