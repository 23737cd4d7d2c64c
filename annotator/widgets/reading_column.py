"""A column to read in the middle of a wide page, with the scroll bar at the page's edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea

#: No line is longer than it can be read.
_WIDTH = 760


class ReadingColumn(QObject):
    """Keeps what an area shows in its middle, however wide the area becomes."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the rest of the width empty at both sides."""
        if event.type() == QEvent.Type.Resize:
            air = max(0, (self._area.width() - _WIDTH) // 2)
            self._area.setViewportMargins(air, 0, air, 0)
        return False
