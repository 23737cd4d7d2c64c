"""A bug of ours, wherever it happens: a report to copy, and the work is kept."""

from __future__ import annotations

import sys
import threading

import pytest

from annotator.app.errors import BugDialog
from annotator.app.import_dialog import ImportDialog
from annotator.domain.problem import Problem
from annotator.project.import_mapping import ImportMapping
from annotator.storage import journal
from annotator.widgets.theme import LIGHT
from tests.journeys.commands import check_is_clean
from tests.journeys.conftest import stored_spans

ODESSA = ("location", 1552, 1558)


@pytest.fixture
def hooked(typist, monkeypatch):
    """The window with its own hooks, as the program runs it."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    typist.window.install_error_hook()
    return typist


def reports(window) -> list[BugDialog]:
    return [each for each in window.findChildren(BugDialog) if each.isVisible()]


def test_a_bug_in_the_writer_gives_a_report_and_a_way_on(
    hooked, project_file, tmp_path, qtbot, monkeypatch
):
    typist, window = hooked, hooked.window

    def broken(*_given) -> None:
        raise TypeError("one of ours")

    typist.go_into("Odessa")
    with monkeypatch.context() as poison:
        poison.setattr(journal, "append", broken)
        typist.press("L")
        qtbot.waitUntil(lambda: bool(reports(window)), timeout=5000)
        (dialog,) = reports(window)
        assert "TypeError: one of ours" in dialog._details
        dialog.accept()
        assert window.status.saved.text().startswith("! Not saved: A mistake in Annotator")
        assert typist.spans() == [ODESSA]
    qtbot.waitUntil(lambda: window.status.saved.text().startswith("Saved "), timeout=5000)
    window.close()
    assert [row[:3] for row in stored_spans(project_file)] == [ODESSA]
    check_is_clean(project_file)


def test_a_bug_in_a_thread_gives_a_report(hooked, qtbot):
    def broken() -> None:
        raise ZeroDivisionError("in a thread")

    threading.Thread(target=broken).start()
    qtbot.waitUntil(lambda: bool(reports(hooked.window)), timeout=5000)
    (dialog,) = reports(hooked.window)
    assert "ZeroDivisionError: in a thread" in dialog._details
    dialog.accept()


def test_a_search_that_cannot_begin_says_so(hooked, qtbot, monkeypatch, problem):
    def refuse(*_given):
        raise Problem("The log is gone.", "Nothing was changed.", "Start again.")

    monkeypatch.setattr("annotator.project.searching.searcher", refuse)
    hooked.window.page.documents.query.setText("Odessa")
    assert problem(hooked.window, 5000)[0] == "The log is gone."


class BrokenJob:
    """A job that ended with a bug, as a process tells it."""

    def poll(self):
        raise RuntimeError("The import failed\nKeyError: 'id'")

    def cancel(self) -> None:
        pass


def test_a_bug_in_a_look_leaves_no_dialog_looking(hooked, qtbot, tmp_path, monkeypatch):
    """The report comes, and the dialog says what became of its look."""
    path = tmp_path / "a.txt"
    path.write_text("An article.\n", "utf-8")
    monkeypatch.setattr("annotator.app.import_dialog.SettledJob", lambda *_given: BrokenJob())
    looking = ImportDialog(
        hooked.window.project, [path], lambda _format: ImportMapping(), LIGHT, hooked.window
    )
    looking.show()
    qtbot.waitUntil(lambda: bool(reports(hooked.window)), timeout=5000)
    (dialog,) = reports(hooked.window)
    assert "KeyError: 'id'" in dialog._details
    dialog.accept()
    assert "ended by a mistake in Annotator" in looking.said.text()
    assert not looking.button.isEnabled()
    looking.reject()
