"""The marks of a document's state: new, started, done, skipped."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_RADIUS = 4.25


def paint_status_mark(painter: QPainter, centre: QPointF, status: str, color: QColor) -> None:
    """Paint the mark of a state round `centre`: ○ new, ◐ started, ● done, – skipped."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    circle = QRectF(centre.x() - _RADIUS, centre.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
    if status == "skipped":
        painter.drawLine(centre - QPointF(_RADIUS, 0), centre + QPointF(_RADIUS, 0))
    else:
        if status == "done":
            painter.setBrush(color)
        painter.drawEllipse(circle)
        if status == "started":
            painter.setBrush(color)
            painter.drawPie(circle, 90 * 16, 180 * 16)
    painter.restore()
