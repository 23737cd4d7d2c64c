"""Key caps: the small boxes that show a key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

#: Height of a cap and the air left and right of its text, logical pixels.
CAP_HEIGHT = 18
_AIR = 6


def cap_width(text: str) -> int:
    """Return how wide the cap of `text` is, in logical pixels."""
    return max(CAP_HEIGHT, QFontMetrics(interface_font(11)).horizontalAdvance(text) + 2 * _AIR)


def paint_cap(painter: QPainter, x: float, middle: float, text: str, theme: Theme) -> float:
    """Paint a cap with its left edge at `x`, centred on `middle`; return its right edge."""
    width = cap_width(text)
    box = QRectF(x, middle - CAP_HEIGHT / 2, width, CAP_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.well))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(theme.ink))
    painter.setFont(interface_font(11))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return x + width


class KeyCap(QWidget):
    """A key cap as a widget of its own."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._theme = theme
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(f"Key {text}")

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The size of the cap."""
        return QSize(cap_width(self._text), CAP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cap(painter, 0, self.height() / 2, self._text, self._theme)
        painter.end()
