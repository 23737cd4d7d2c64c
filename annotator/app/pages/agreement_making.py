"""Making the figures of the agreement page: those at hand at once, all of them beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.background_work import mistake
from annotator.app.leaving_jobs import LeavingJobs
from annotator.compare.bootstrap import TIMES
from annotator.project.agreement_overview import (
    EVERYTHING,
    Filter,
    Overview,
    page_options,
    start_overview,
)
from annotator.project.comparing import Agreement, agreement_at_hand
from annotator.project.job import Job, ThreadJob
from annotator.project.progress import Progress

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_LOOK_MILLISECONDS = 15
_PAINTED_MILLISECONDS = 60
KIND = "comparison"


class AgreementMaking(QObject):
    """`at_hand` carries figures without intervals, or None where not all are; `made` everything.

    `ended` says that there will be no figures: with the Problem, or None where it was cancelled.
    """

    at_hand = Signal(object)
    made = Signal(object)
    ended = Signal(object)

    def __init__(self, window: MainWindow, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._project = project
        self._quick: Job[Agreement | None] | None = None
        self._full: Job[Overview] | None = None
        #: Whether figures are being made.
        self.busy = False
        self._again = False
        self._chosen = EVERYTHING
        #: What was asked for before something else was.
        self._leaving = LeavingJobs()
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MILLISECONDS)
        self._watch.timeout.connect(self._look)

    def begin(self, chosen: Filter) -> None:
        """Make the figures of what is chosen; once more if under way, at once if others are."""
        if self.busy and chosen == self._chosen:
            self._again = True
            return
        self.drop()
        self._chosen = chosen
        self.busy = True
        options = page_options(0, chosen)
        path = self._project.path

        def read(_progress: Progress) -> Agreement | None:
            return agreement_at_hand(path, options)

        self._quick = ThreadJob(read)
        self._watch.start()

    def drop(self) -> None:
        """Stop what is under way, because something else is shown."""
        if self._quick is not None:
            self._leaving.add(self._quick)
        if self._full is not None:
            self._window.background.drop(self._full)
        self._end()

    def _begin_full(self) -> None:
        """Begin what takes longer, now that what is at hand is on the screen."""
        if self._project.closed or self._quick is not None or self._full is not None:
            return
        job = start_overview(self._project.path, page_options(TIMES, self._chosen))
        self._full = job
        self._window.background.watch(
            KIND, "Comparing", job, self._finished, "The comparison was stopped."
        )

    def _look(self) -> None:
        self._leaving.look()
        job: Job[Any] | None = self._quick or self._full
        if job is None:
            return
        try:
            state = job.poll()
        except RuntimeError:
            quick = job is self._quick
            self._end()
            self.ended.emit(mistake("Comparing"))
            if quick:
                raise
            # Whoever watches the other job reports the bug.
            return
        if state.problem is not None or state.cancelled:
            self._end()
            self.ended.emit(state.problem)
        elif state.ended and job is self._quick:
            self._quick = None
            self.at_hand.emit(state.result)
            # A process takes a while to begin, so first the figures are painted.
            QTimer.singleShot(_PAINTED_MILLISECONDS, self, self._begin_full)

    def _end(self) -> None:
        self._watch.stop()
        self._quick = self._full = None
        self._again = False
        self.busy = False

    def _finished(self, found: Overview) -> None:
        again = self._again
        self._end()
        if again:
            self.begin(self._chosen)
        else:
            self.made.emit(found)
