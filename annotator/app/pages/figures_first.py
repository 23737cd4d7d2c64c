"""The figures of agreement, which are written down before the first ruling of a review."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.compare.figures import Row
from annotator.domain.problem import Problem
from annotator.project.freezing import compared_attributes, figures_now, frozen, write_figures
from annotator.project.job import Job, ProcessJob
from annotator.project.settled_job import SettledJob

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_WORDS = "Writing down how far people agreed before the first ruling"
_CANCELLED = (
    "Nothing was ruled, and what you ruled on waits again: the figures of agreement come first."
)


class FiguresFirst:
    """Makes the figures beside the window.

    `written` is called when they are written down, `stopped` when they are not: with the Problem
    that ended them, None when they were cancelled.
    """

    def __init__(
        self,
        window: MainWindow,
        project: Project,
        written: Callable[[], None],
        stopped: Callable[[Problem | None], None],
    ) -> None:
        self._window, self._project = window, project
        self._written, self._stopped = written, stopped
        self._job: Job[list[Row]] | None = None
        # They are not mine to take back, so they stay.
        self._kept = False

    @property
    def there(self) -> bool:
        """Whether they are written down."""
        self._kept = self._kept or bool(frozen(self._project))
        return self._kept

    def begin(self) -> None:
        """Begin to make them, unless they are being made."""
        if self._job is not None:
            return
        project = self._project
        asked = (project.path, compared_attributes(project))
        try:
            job = SettledJob(project, lambda: ProcessJob("The figures", figures_now, *asked))
        except Problem as problem:
            self._fail(problem)
            return
        self._job = job
        self._window.background.watch("figures", _WORDS, job, self._write, _CANCELLED, self._stop)

    def drop(self) -> None:
        """Make them no more, as nothing waits for them."""
        if self._job is not None:
            self._window.background.drop(self._job)
            self._job = None

    def _write(self, rows: list[Row]) -> None:
        self._job = None
        try:
            # Somebody else may have written theirs down meanwhile, and ruled.
            if not self.there:
                write_figures(self._project, rows)
        except Problem as problem:
            self._fail(problem)
            return
        self._written()

    def _stop(self, problem: Problem | None) -> None:
        self._job = None
        self._stopped(problem)

    def _fail(self, problem: Problem) -> None:
        self._stopped(problem)
        self._window.say_problem(problem)
