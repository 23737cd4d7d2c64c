"""A look at something in the background that a newer look replaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from annotator.app.leaving_jobs import LeavingJobs
from annotator.domain.problem import Problem
from annotator.project.job import Job

_WAIT, _WATCH = 150, 50
_MISTAKE = Problem(
    "The look at it was ended by a mistake in Annotator.",
    "Nothing was written.",
    "The report says what happened; please send it. Something else can be chosen here.",
)


class BackgroundLook(QObject):
    """Starts a job a moment after it was asked for, and forgets the one before.

    `told` hears how far it is (done, total), `ended` the result, `failed` a Problem,
    which a bug in the job is for it as well.
    """

    def __init__(
        self,
        start: Callable[[], Job[Any] | None],
        told: Callable[[int, int], None],
        ended: Callable[[Any], None],
        failed: Callable[[Problem], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._start, self._told, self._ended, self._failed = start, told, ended, failed
        self._job: Job[Any] | None = None
        self._leaving = LeavingJobs()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT)
        self._wait.timeout.connect(self.begin)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH)
        self._watch.timeout.connect(self._look)

    def begin_soon(self) -> None:
        """Begin anew when nothing else is asked for a moment."""
        self.forget()
        self._wait.start()

    def begin(self) -> None:
        """Begin anew at once; where `start` gives no job there is nothing to look at."""
        self.forget()
        self._job = self._start()
        self._watch.start()

    def forget(self) -> None:
        """Stop what is under way; nobody hears of it any more."""
        self._wait.stop()
        if self._job is not None:
            self._leaving.add(self._job)
            self._job = None

    def close(self) -> None:
        """Stop for good; it goes away by itself when its jobs have ended."""
        self.forget()
        self._watch.start()
        self._start = lambda: None
        self._told = lambda done, total: None
        self._ended = self._failed = lambda result: None
        self._closing = True

    _closing = False

    def _look(self) -> None:
        self._leaving.look()
        if self._job is None:
            if not self._leaving:
                self._watch.stop()
                if self._closing:
                    self.deleteLater()
            return
        self._poll(self._job)

    def _poll(self, job: Job[Any]) -> None:
        # Given back while it runs; a bug in it is raised once.
        self._job = None
        try:
            state = job.poll()
        except RuntimeError:
            self._failed(_MISTAKE)
            raise
        if not state.ended:
            self._job = job
            if state.total:
                self._told(state.done, state.total)
            return
        if state.problem is not None:
            self._failed(state.problem)
        elif state.result is not None:
            self._ended(state.result)
