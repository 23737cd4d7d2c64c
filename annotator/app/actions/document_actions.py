"""Going from document to document, and finishing one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.app.window_team import show_beside_gold
from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.finishing import Unfinished, finish
from annotator.project.practising import is_practice
from annotator.project.problems import LayerProblem, Problems
from annotator.project.queue import next_not_done

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.annotate_page import AnnotatePage

GROUP = "Documents"
_ALL_DONE = "All documents are done."


def _go(window: MainWindow, direction: int) -> None:
    page = window.require_page()
    ids = [row.id for row in page.documents.model.rows]
    present = page.opening.waiting or page.document_id
    if present not in ids:
        if ids:
            page.opening.open(ids[0])
        return
    place = ids.index(present) + direction
    if 0 <= place < len(ids):
        page.opening.open(ids[place])
    else:
        window.say("This is the last document." if direction > 0 else "This is the first document.")


def _open_id(page: AnnotatePage) -> str:
    if page.document_id is None:
        raise Problem("No document is open.", "Nothing was changed.", "Choose one on the left.")
    return page.document_id


def _done(window: MainWindow) -> None:
    """Check, mark done and open the next; where only warnings are left, ask for a reason.

    What I only practise on is shown beside gold first; the same once more opens the next.
    """
    page = window.require_page()
    document_id = _open_id(page)
    window.identity.require()
    if _is_seen(page, document_id):
        _open_next(window, _ALL_DONE)
        return
    _when_checked(window, partial(_finish_or_ask, window, page, document_id))


def _when_checked(window: MainWindow, then: Callable[[Problems], None]) -> None:
    """Go on with the problems of the open article, once all of it has been checked."""
    page = window.require_page()
    if not page.checks.when_complete(lambda known: page.try_to(lambda: then(known))):
        window.say("Checking the article…")


def _finish_or_ask(
    window: MainWindow, page: AnnotatePage, document_id: str, known: Problems
) -> None:
    try:
        _finish(window, page, document_id, None, known)
    except Unfinished as unfinished:
        page.panel.open_checks()
        if unfinished.errors:
            _go_to(window, unfinished.first)
            raise
        count = unfinished.warnings

        def answer(reason: str) -> None:
            _when_checked(window, partial(_finish, window, page, document_id, reason))

        window.ask(
            f"{count:,} to check. Why may {'it' if count == 1 else 'they'} stay so?",
            answer,
            about=document_id,
        )


def _finish(
    window: MainWindow,
    page: AnnotatePage,
    document_id: str,
    reason: str | None,
    known: Problems,
) -> None:
    finish(page.project, document_id, reason, known)
    if is_practice(page.project, document_id):
        show_beside_gold(window, document_id)
    else:
        _open_next(window, _ALL_DONE)


def _is_seen(page: AnnotatePage, document_id: str) -> bool:
    """Return whether a document was done to practise, so that its gold was shown."""
    done = page.project.open_document(document_id).status == "done"
    return done and is_practice(page.project, document_id)


def _open_next(window: MainWindow, otherwise: str) -> None:
    page = window.require_page()
    following = next_not_done(page.project.documents(), page.document_id)
    if following is not None and following != page.document_id:
        page.opening.open(following)
    else:
        window.say(otherwise)


def _next_not_done(window: MainWindow) -> None:
    _open_next(window, "No other document waits.")


def _check_step(window: MainWindow, direction: int) -> None:
    found = window.require_page().checks.next(direction)
    if found is None:
        window.say("Nothing is to be checked here.")
    else:
        _go_to(window, found)


def _go_to(window: MainWindow, problem: LayerProblem) -> None:
    page = window.require_page()
    if problem.span in page.spans:
        page.go_to(problem.span or "")
    window.say(problem.message)


def _reopen(window: MainWindow) -> None:
    page = window.require_page()
    document_id = _open_id(page)
    window.identity.require()
    editing.set_status(page.project, document_id, "started")


def _skip(window: MainWindow) -> None:
    page = window.require_page()
    document_id = _open_id(page)
    window.identity.require()

    def skip(reason: str) -> None:
        editing.set_status(page.project, document_id, "skipped", reason)
        _open_next(window, "All documents are done or skipped.")

    window.ask(
        "Why is it skipped?",
        lambda reason: page.try_to(lambda: skip(reason)),
        about=document_id,
    )


def _correct(window: MainWindow) -> None:
    """Import a corrected version of the open article, which takes over its marks."""
    from annotator.app.file_dialogs import ask_for_articles
    from annotator.app.window_import import open_import

    page = window.require_page()
    document = page.project.open_document(_open_id(page)).document
    paths = ask_for_articles(window)
    if paths:
        open_import(window, paths, (document.key, document.title or document.key))


def _remove(window: MainWindow) -> None:
    """Take the open document out of the project; the next one is opened."""
    from annotator.project.removal import remove

    page = window.require_page()
    window.identity.require()
    remove(page.project, [_open_id(page)])


DOCUMENT_ACTIONS: tuple[Action, ...] = (
    Action("document.done", "Mark done and open the next", GROUP, _done, "document", True),
    Action("document.reopen", "Mark as not done yet", GROUP, _reopen, "document", True),
    Action("document.skip", "Skip with a reason", GROUP, _skip, "document", True),
    Action("document.next_not_done", "Next document that is not done", GROUP, _next_not_done,
           "project", True),
    Action("check.next", "Next thing to check", GROUP, partial(_check_step, direction=1),
           "document", True),
    Action("check.previous", "Previous thing to check", GROUP,
           partial(_check_step, direction=-1), "document", True),
    Action("document.correct", "Import a corrected version of this article", GROUP, _correct,
           "document"),
    Action("document.remove", "Remove this document from the project", GROUP, _remove, "document"),
    Action("document.next", "Next document", GROUP, partial(_go, direction=1), "project", True),
    Action("document.previous", "Previous document", GROUP, partial(_go, direction=-1), "project",
           True),
)  # fmt: skip
