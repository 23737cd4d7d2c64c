"""Undo, redo, history and finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.app.pages.book import ANNOTATE
from annotator.domain.problem import Problem
from annotator.project import history, undo_job

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.history import Undone

GROUP = "Editing"


def _show(window: MainWindow, undone: Undone | None, word: str) -> None:
    page = window.require_page()
    if undone is None:
        window.say(f"Nothing to {word}.")
        return
    said = f"{'Undone' if word == 'undo' else 'Done again'}: {undone.name}"
    if window.book.shown != ANNOTATE:
        # The person is on another page, and stays there.
        window.book.show_undone(undone)
        window.say(said)
        return
    if undone.document_id and undone.document_id != page.document_id:
        page.open_document(undone.document_id)
    there = [span_id for span_id in undone.span_ids if span_id in page.spans]
    if there:
        page.focus(there[0])
    window.say(said)


def _undo(window: MainWindow) -> None:
    project = window.require_page().project
    if window.book.take_back():
        return
    if not _begin_long(window, history.undo_tip(project), "undo"):
        _show(window, history.undo(project), "undo")


def _redo(window: MainWindow) -> None:
    project = window.require_page().project
    if not _begin_long(window, history.redo_tip(project), "redo"):
        _show(window, history.redo(project), "redo")


def _begin_long(window: MainWindow, edit_id: str | None, word: str) -> bool:
    """Begin to take an edit back in the background if that is long, one after the other.

    Return whether there is nothing else to do.
    """
    project = window.require_page().project
    try:
        window.background.check_free("undo")
    except Problem as problem:
        window.say_problem(problem)
        return True
    if edit_id is None or not undo_job.is_long(project, edit_id, undo_job.KEY_CHARACTERS):
        return False

    def done(undone: Undone) -> None:
        project.poll()
        _show(window, undone, word)

    window.background.watch(
        "undo",
        "Undoing" if word == "undo" else "Doing again",
        undo_job.start_undo(project, edit_id),
        done,
        f"Nothing was {'undone' if word == 'undo' else 'done again'}.",
    )
    return True


def _history(window: MainWindow) -> None:
    from annotator.app.history_dialog import HistoryDialog

    HistoryDialog(window.require_page().project, window.background, window).open()


def _find(window: MainWindow) -> None:
    window.require_page().finder.open()


def _find_documents(window: MainWindow) -> None:
    documents = window.require_page().documents
    documents.open_rail()
    documents.query.setFocus()
    documents.query.selectAll()


EDIT_ACTIONS: tuple[Action, ...] = (
    Action("edit.undo", "Undo", GROUP, _undo, "project"),
    Action("edit.redo", "Redo", GROUP, _redo, "project"),
    Action("edit.history", "History", GROUP, _history, "project"),
    Action("find.article", "Find in the article", GROUP, _find, "document"),
    Action("find.documents", "Search all documents", GROUP, _find_documents, "project"),
)
