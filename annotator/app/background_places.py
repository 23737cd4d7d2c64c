"""Making the gazetteer's index in the background, once, when somebody asks for places."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.problem import Problem
from annotator.project import gazetteer
from annotator.project.places_job import PlacesJob

_WATCH_MILLISECONDS = 200


class BackgroundPlaces(QObject):
    """`prepared` says that places can be looked up now; `problem` says why not, once it failed."""

    prepared = Signal()
    failed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.problem: Problem | None = None
        self._job: PlacesJob | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MILLISECONDS)
        self._watch.timeout.connect(self._look)

    @classmethod
    def of(cls, window: QObject) -> BackgroundPlaces:
        """Return the one of a window, made when first asked for."""
        return window.findChild(cls) or cls(window)

    def want(self) -> bool:
        """Return whether places can be looked up at once; otherwise begin to make that so."""
        if gazetteer.ready():
            return True
        if self._job is None and self.problem is None and gazetteer.installed():
            self._job = PlacesJob()
            self._watch.start()
        return False

    def _look(self) -> None:
        if self._job is None:
            return
        try:
            done = self._job.poll()
        except Problem as problem:
            self.problem, self._job = problem, None
            self._watch.stop()
            self.failed.emit()
            return
        if done:
            self._job = None
            self._watch.stop()
            self.prepared.emit()
