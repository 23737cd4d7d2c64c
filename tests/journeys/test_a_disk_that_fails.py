"""A disk that fails while a project is open: said once, and nothing is given up for it."""

from __future__ import annotations

import json
import sqlite3

import pytest

from annotator.app.errors import ProblemDialog
from annotator.domain.problem import Problem
from annotator.project.project import create_project
from annotator.storage import journal
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import SEED
from tests.journeys.stored import rows
from tests.journeys.working import work_a_minute


def shown(window) -> list[ProblemDialog]:
    return [each for each in window.findChildren(ProblemDialog) if each.isVisible()]


@pytest.fixture
def failing_reads(typist, monkeypatch):
    """A disk that cannot be read while `broken` has something in it; `looks` are counted."""
    reader = typist.window.project.reader
    really, looks, broken = reader.changed, [], ["yes"]

    def changed() -> bool:
        looks.append(1)
        if broken:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_READ"
            raise error
        return really()

    monkeypatch.setattr(reader, "changed", changed)
    return looks, broken


def test_a_disk_that_cannot_be_read_is_said_once_and_again_when_it_was_well(
    typist, failing_reads, qtbot
):
    window, (looks, broken) = typist.window, failing_reads

    def look_again() -> None:
        before = len(looks)
        qtbot.waitUntil(lambda: len(looks) >= before + 2, timeout=10_000)

    look_again()
    (dialog,) = shown(window)
    assert "cannot be read" in dialog.said[1]
    look_again()
    assert shown(window) == [dialog]
    dialog.accept()
    look_again()
    assert shown(window) == [], "who closed it knows"
    broken.clear()
    look_again()
    broken.append("again")
    look_again()
    assert len(shown(window)) == 1


def test_a_problem_that_is_on_the_screen_is_not_shown_once_more(typist):
    window = typist.window
    full = Problem("The disk is full.", "Nothing is lost.", "Make room.")
    window.show_problem(full)
    window.show_problem(Problem(full.happened, full.safe, full.next_step))
    assert len(shown(window)) == 1
    # A way out that the open one has not.
    window.show_problem(full, ("Close without saving them", lambda: None))
    window.show_problem(Problem("The disk is gone.", full.safe, full.next_step))
    assert len(shown(window)) == 3
    for dialog in shown(window):
        dialog.accept()
    window.show_problem(full)
    assert len(shown(window)) == 1


@pytest.fixture
def failing_at_the_end(typist, monkeypatch):
    """A mark on disk and a minute of work that is not; gives what breaks the disk and heals it."""
    typist.go_to("Odessa")
    typist.press("L")
    assert typist.window.project.flush()
    work_a_minute(typist, monkeypatch)
    writer = typist.window.project.saving._writer
    writer._retry_seconds = 0.05
    really, broken = journal.write, ["yes"]

    def write(connection, entries) -> None:
        if broken and connection is writer._connection:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorname = "SQLITE_FULL"
            raise error
        really(connection, entries)

    monkeypatch.setattr(journal, "write", write)
    yield broken
    broken.clear()


def test_a_disk_that_fails_at_the_last_edit_keeps_the_project_open(
    typist, failing_at_the_end, qtbot, project_file, problem
):
    window = typist.window
    window.close()
    assert window.isVisible()
    assert "full" in problem(window)[0]
    assert window.page is not None
    assert window.project is not None
    window.close()
    assert window.isVisible(), "the time that is not saved was given up without asking"
    problem(window)
    qtbot.waitUntil(lambda: window.status.saved.text().startswith("! Not saved"), timeout=5000)
    failing_at_the_end.clear()
    qtbot.waitUntil(lambda: window.status.saved.text().startswith("Saved "), timeout=5000)
    typist.go_to("You started it")
    typist.press("C")
    assert len(typist.spans()) == 2
    window.close()
    assert not window.isVisible()
    found = rows(project_file, "SELECT extra FROM layers WHERE extra IS NOT NULL")
    assert [json.loads(extra)["seconds"] for (extra,) in found] == [60]
    check_is_clean(project_file)


def test_another_project_is_not_opened_over_one_that_cannot_be_saved(
    typist, failing_at_the_end, tmp_path
):
    other = tmp_path / "other.sqlite"
    create_project(other, me="Ana").close()
    with pytest.raises(Problem, match="full"):
        typist.window.open_project(other)
    assert typist.window.project.path != other
    assert typist.page.document_id == typist.window.work.find(SEED)
    failing_at_the_end.clear()
    typist.window.open_project(other)
    assert typist.window.project.path == other
