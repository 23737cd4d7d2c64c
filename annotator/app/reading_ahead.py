"""Reading ahead: what the next keys need is read while nothing else is to be done."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from annotator.project.project import Project

#: Between two portions, so that keys and paints come first.
_PAUSE_MILLISECONDS = 10


class ReadingAhead(QObject):
    """Reads the ledger of a project portion by portion after it was opened."""

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._turn = QTimer(self)
        self._turn.setInterval(_PAUSE_MILLISECONDS)
        self._turn.timeout.connect(self._read_some)
        self._turn.start()

    def _read_some(self) -> None:
        if self._project.closed or self._project.ledger.read_some():
            self._turn.stop()
