"""Going from document to document, and finishing one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.domain.problem import Problem
from annotator.domain.validation import ERROR, layer_findings
from annotator.project import editing

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.annotate_page import AnnotatePage

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


def _open_id(page: AnnotatePage) -> str:
    if page.document_id is None:
        raise Problem("No document is open.", "Nothing was changed.", "Choose one on the left.")
    return page.document_id


def _check(page: AnnotatePage, document_id: str) -> None:
    """Raise a Problem when something in the layer cannot stay as it is."""
    opened = page.project.open_document(document_id)
    found = layer_findings(
        opened.layer, opened.document.text, page.project.schema, opened.document.key
    )
    errors = [finding for finding in found if finding.grade == ERROR]
    if errors:
        raise Problem(
            f"This document cannot be done yet: {errors[0].message}",
            "Your marks are as they were.",
            f"Mend it first ({len(errors):,} in all), then press the key again.",
            "\n".join(f"{each.where}: {each.message}" for each in errors),
        )


def _done(window: MainWindow) -> None:
    page = window.require_page()
    document_id = _open_id(page)
    window.identity.require()
    _check(page, document_id)
    editing.set_status(page.project, document_id, "done")
    rows = page.documents.model.rows
    ids = [row.id for row in rows]
    here = ids.index(page.document_id) if page.document_id in ids else -1
    following = rows[here + 1 :] + rows[: here + 1]
    waiting = [row.id for row in following if row.status not in ("done", "skipped")]
    waiting = [id for id in waiting if id != page.document_id]
    if waiting:
        page.open_document(waiting[0])
    else:
        window.say("All documents are done.")


def _reopen(window: MainWindow) -> None:
    page = window.require_page()
    document_id = _open_id(page)
    window.identity.require()
    editing.set_status(page.project, document_id, "started")


def _skip(window: MainWindow) -> None:
    page = window.require_page()
    document_id = _open_id(page)
    window.identity.require()
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
