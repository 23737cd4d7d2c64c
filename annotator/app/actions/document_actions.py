"""Going from document to document, and finishing one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.project import editing

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

GROUP = "Documents"


def _go(window: MainWindow, direction: int) -> None:
    page = window.require_page()
    ids = [row.id for row in page.documents.model.rows]
    if page.document_id not in ids:
        if ids:
            page.open_document(ids[0])
        return
    place = ids.index(page.document_id) + direction
    if 0 <= place < len(ids):
        page.open_document(ids[place])
    else:
        window.say("This is the last document." if direction > 0 else "This is the first document.")


def _done(window: MainWindow) -> None:
    page = window.require_page()
    assert page.document_id is not None
    window.identity.require()
    editing.set_status(page.project, page.document_id, "done")
    rows = page.documents.model.rows
    ids = [row.id for row in rows]
    here = ids.index(page.document_id) if page.document_id in ids else -1
    waiting = [row.id for row in rows[here + 1 :] + rows[: here + 1] if row.status != "done"]
    waiting = [id for id in waiting if id != page.document_id]
    if waiting:
        page.open_document(waiting[0])
    else:
        window.say("All documents are done.")


def _reopen(window: MainWindow) -> None:
    page = window.require_page()
    assert page.document_id is not None
    window.identity.require()
    editing.set_status(page.project, page.document_id, "started")


def _skip(window: MainWindow) -> None:
    page = window.require_page()
    assert page.document_id is not None
    window.identity.require()
    document_id = page.document_id
    window.ask(
        "Why is it skipped?",
        lambda reason: editing.set_status(page.project, document_id, "skipped", reason),
    )


DOCUMENT_ACTIONS: tuple[Action, ...] = (
    Action("document.done", "Mark done and open the next", GROUP, _done, "document", True),
    Action("document.reopen", "Mark as not done yet", GROUP, _reopen, "document", True),
    Action("document.skip", "Skip with a reason", GROUP, _skip, "document", True),
    Action("document.next", "Next document", GROUP, partial(_go, direction=1), "project", True),
    Action("document.previous", "Previous document", GROUP, partial(_go, direction=-1), "project",
           True),
)  # fmt: skip
