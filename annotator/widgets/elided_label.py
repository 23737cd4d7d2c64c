"""A label that gives way: … is in the place of what does not fit, the tool tip has it whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class ElidedLabel(QLabel):
    """A line of plain text that may get any width; it ends in …, or has that in the `middle`.

    Names in a list often differ only at their ends.
    """

    def __init__(self, text: str = "", middle: bool = False) -> None:
        super().__init__(text)
        ways = Qt.TextElideMode
        self._elide = ways.ElideMiddle if middle else ways.ElideRight

    def minimumSizeHint(self) -> QSize:
        """Nothing need be seen of it."""
        return QSize(0, super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """Return as much of the text as there is room for."""
        return QFontMetrics(self.font()).elidedText(self.text(), self._elide, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.shown_text()
        painter.drawText(self.rect(), self.alignment(), text)
        painter.end()
        whole = self.text() if text != self.text() else ""
        if self.toolTip() != whole:
            self.setToolTip(whole)
