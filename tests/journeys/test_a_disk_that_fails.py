"""A disk that fails while a project is open: said once, and nothing is given up for it."""

from __future__ import annotations

import sqlite3

import pytest

from annotator.app.errors import ProblemDialog
from annotator.domain.problem import Problem


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
