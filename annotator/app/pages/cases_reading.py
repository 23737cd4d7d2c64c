"""Reading the cases of a page in the background: once at a time, and what is said when it stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from annotator.domain.problem import Problem
from annotator.project.job import Job, ThreadJob
from annotator.project.review_packing import unpacked_queue
from annotator.project.review_queue import ReviewQueue

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.cases_page import CasesPage

T = TypeVar("T")


class CasesReading:
    """Reads the cases for a page; it is `stale` until they were read, and when they changed since.

    `words` are said meanwhile.
    """

    def __init__(self, page: CasesPage, window: MainWindow, words: str) -> None:
        self._page, self._window, self._words = page, window, words
        self.stale = True
        self.job: Job[list[bytes]] | Job[ReviewQueue] | None = None

    @property
    def under_way(self) -> bool:
        """Whether they are being read."""
        return self.job is not None and not self.job.poll().ended

    def begin(self) -> None:
        """Read the cases."""
        self.stale = False
        self.job = None
        try:
            job = self._page.reading_job()
        except Problem as problem:
            self._stopped(problem)
            self._window.say_problem(problem)
            return
        self.job = job
        if job is not None:
            self._watch(job, self._unpack)

    def _watch(self, job: Job[T], finished: Callable[[T], None]) -> None:
        kind = self._page.objectName()
        self._window.background.watch(
            kind, self._words, job, finished, "It was not read.", self._stopped
        )

    def _unpack(self, packed: list[bytes]) -> None:
        schema = self._page.project.schema
        names = {label.id: label.name for label in schema.labels}
        names |= {relation.id: relation.name for relation in schema.relations}
        # Tens of thousands of values: the keys go on meanwhile.
        job = ThreadJob(unpacked_queue, packed, names)
        self.job = job
        self._watch(job, self._page.take)

    def _stopped(self, problem: Problem | None) -> None:
        """Say what happened and how to go on where nothing else is shown; None when cancelled."""
        # Whoever comes back to the page has it read again.
        self.stale = True
        self.job = None
        if self._page.queue is not None:
            return
        title = "The reading was cancelled" if problem is None else "This could not be read"
        words = "" if problem is None else f"{problem.happened} "
        self._page.say_unread(
            title, f"{words}Nothing was changed. It can be read again at any time."
        )
