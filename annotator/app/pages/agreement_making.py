"""Making the figures of the agreement page: those at hand at once, all of them beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.compare.bootstrap import TIMES
from annotator.domain.problem import Problem
from annotator.project.agreement_overview import Overview, page_options, start_overview
from annotator.project.comparing import Agreement, agreement_at_hand
from annotator.project.job import Job, ThreadJob
from annotator.project.progress import Progress

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_LOOK_MILLISECONDS = 15
KIND = "comparison"


class AgreementMaking(QObject):
    """`at_hand` carries figures without intervals, `made` everything.

    `stopped` says that somebody cancelled it, `failed` carries the Problem that ended it.
    """

    at_hand = Signal(object)
    made = Signal(object)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, window: MainWindow, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._project = project
        self._quick: Job[Agreement | None] | None = None
        self._full: Job[Overview] | None = None
        self._again = False
        self._status: str | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MILLISECONDS)
        self._watch.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether figures are being made."""
        return self._full is not None

    def begin(self, status: str | None) -> None:
        """Make the figures of all layers, or of those of a status; once more if under way."""
        self._status = status
        if self.busy:
            self._again = True
            return
        options = page_options(0, status)
        path = self._project.path

        def read(_progress: Progress) -> Agreement | None:
            return agreement_at_hand(path, options)

        self._quick = ThreadJob(read)
        self._full = start_overview(path, page_options(TIMES, status))
        self._window.background.watch(
            KIND, "Comparing", self._full, self._finished, "The comparison was stopped."
        )
        self._watch.start()

    def _look(self) -> None:
        if self._quick is not None:
            self._look_at_quick(self._quick)
        if self._full is None:
            if self._quick is None:
                self._watch.stop()
            return
        try:
            state = self._full.poll()
        except RuntimeError:
            # Whoever watches the job reports the bug.
            self._end()
            self.stopped.emit()
            return
        if state.cancelled or state.problem is not None:
            self._end()
            if state.problem is not None:
                self.failed.emit(state.problem)
            else:
                self.stopped.emit()

    def _look_at_quick(self, quick: Job[Agreement | None]) -> None:
        state = quick.poll()
        if not state.ended:
            return
        self._quick = None
        if state.result is not None and self._full is not None:
            self.at_hand.emit(state.result)
        elif isinstance(state.problem, Problem):
            self.failed.emit(state.problem)

    def _end(self) -> None:
        self._full = None
        self._quick = None

    def _finished(self, found: Overview) -> None:
        self._end()
        if self._again:
            self._again = False
            self.begin(self._status)
        else:
            self.made.emit(found)
