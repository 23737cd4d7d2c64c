"""From the project's listeners to Qt signals, across threads."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from annotator.project.project import Project


class Bridge(QObject):
    """Repeats what a project tells as signals that arrive on the GUI thread.

    `changed` carries Changes, `saved` a SaveState.
    """

    changed = Signal(object)
    saved = Signal(object)
    _arrived = Signal(object)

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        # The writer thread sends it, so it must queue; direct would run slots over there.
        self._arrived.connect(self.saved, Qt.ConnectionType.QueuedConnection)
        project.add_listener(self.changed.emit)
        project.add_save_listener(self._arrived.emit)
