"""Objecting to a decision at the case that a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.problem import Problem
from annotator.project.review_commands import objection_to
from annotator.project.reviewing import decide

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.cases_page import CasesPage


class Objecting:
    """Asks why the decision at the present case of a page is wrong, and writes that down."""

    def __init__(self, page: CasesPage, window: MainWindow) -> None:
        self._page = page
        self._window = window

    def ask(self) -> None:
        """Ask for the reason; raises Problem where there is no decision."""
        page = self._page
        page.project.check_writable()
        self._window.identity.require()
        objection_to(page.present()[1])
        key = page.key
        self._window.ask("I object, because:", lambda words: self._try(key, words))

    def _try(self, key: str | None, words: str) -> None:
        try:
            self._object(key, words)
        except Problem as problem:
            self._window.show_problem(problem)

    def _object(self, key: str | None, words: str) -> None:
        page = self._page
        queue = page.require_queue()
        # While the reason was typed another window may have taken the decision back.
        document, each = queue.targets.get(key or "", page.present())
        ruling = objection_to(each)
        title = each.case.title if each.case is not None else "an item"
        page.deciding = True
        try:
            target = (document, page.objected(each))
            decide(page.project, [(target, ruling)], words, name=f"object: {title}")
        finally:
            page.deciding = False
        page.rows.freshen(queue.refresh(document.id))
        page.step(1)
        page.say("Your objection is written down. Ctrl+Z takes it back.")
