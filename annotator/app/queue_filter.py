"""Which documents the list shows: the filters of the queue, as tabs and a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.domain.changes import Changes
from annotator.project import queue
from annotator.project.problem_search import start_problem_search

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.annotate_page import AnnotatePage

#: These filters are tabs; the others are in the menu.
_TABS = ("all", "not_done", "done")
_JOB = "search for problems"


class QueueFilter(QObject):
    """Keeps what the chosen filter lets through; `changed` says that the list is another one."""

    changed = Signal()

    def __init__(self, window: MainWindow, page: AnnotatePage) -> None:
        super().__init__(page)
        self._window, self._page = window, page
        self._filter = queue.FILTERS[0]
        self._problems: frozenset[str] = frozenset()
        self._kept: frozenset[str] | None = None
        named = [(each.id, each.name) for each in queue.FILTERS]
        page.documents.show_filters(
            [each for each in named if each[0] in _TABS],
            [each for each in named if each[0] not in _TABS],
        )
        page.documents.filter_chosen.connect(self.choose)

    def choose(self, id: str) -> None:
        """Filter by another one."""
        self._filter = queue.filter_of(id)
        if self._filter.needs_problems:
            self._search_problems()
        self.look_again()
        self.changed.emit()

    @property
    def keeps_all(self) -> bool:
        """Whether every document is shown."""
        return self._filter is queue.FILTERS[0]

    def keeps(self, document_id: str) -> bool:
        """Whether a document is shown; the one that is open always stays."""
        return (
            self._kept is None or document_id in self._kept or document_id == self._page.document_id
        )

    def look_again(self) -> None:
        """Filter anew, because documents or what is known of them changed."""
        if self.keeps_all:
            self._kept = None
            return
        project = self._page.project
        marks = queue.marks_of(project, self._problems)
        found = queue.filtered(project.documents(), self._filter, marks)
        self._kept = frozenset(each.id for each in found)

    def refresh(self, changes: Changes) -> None:
        """Take in what changed where the filter asks for it."""
        if not self.keeps_all and changes.anything:
            self.look_again()

    def _search_problems(self) -> None:
        background = self._window.background
        background.check_free(_JOB)
        job = start_problem_search(self._page.project)
        background.watch(_JOB, "Checking", job, self._take_problems, "The search was stopped.")

    def _take_problems(self, found: frozenset[str]) -> None:
        self._problems = found
        self.look_again()
        self.changed.emit()
