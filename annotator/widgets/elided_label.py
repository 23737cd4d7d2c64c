"""A label that gives way: what does not fit ends in …, and stands whole in the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class ElidedLabel(QLabel):
    """A line of plain text that may get any width."""

    def minimumSizeHint(self) -> QSize:
        """Nothing need be seen of it."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        elide = Qt.TextElideMode.ElideRight
        text = QFontMetrics(self.font()).elidedText(self.text(), elide, self.width())
        painter.drawText(self.rect(), self.alignment(), text)
        painter.end()
        whole = self.text() if text != self.text() else ""
        if self.toolTip() != whole:
            self.setToolTip(whole)
