"""Reading the ledger while nobody does anything, so that nobody waits for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from annotator.project.project import Project

#: After the window has come up, and between two portions.
_FIRST_MILLISECONDS, _PAUSE_MILLISECONDS = 500, 10


class ReadingAhead(QObject):
    """Reads portion after portion; after everything was read anew, it begins again."""

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read)
        project.add_listener(lambda _changes: self.begin(_PAUSE_MILLISECONDS))
        self.begin(_FIRST_MILLISECONDS)

    def begin(self, milliseconds: int) -> None:
        """Read on after so long."""
        if not self._project.ledger.complete and not self._timer.isActive():
            self._timer.start(milliseconds)

    def _read(self) -> None:
        if not self._project.closed and not self._project.ledger.read_some():
            self._timer.start(_PAUSE_MILLISECONDS)
