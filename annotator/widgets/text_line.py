"""One line of text in a row, cut with … where it does not fit, in its own direction."""

from __future__ import annotations

from unicodedata import bidirectional

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter


def draw_line(
    painter: QPainter, box: QRect, text: str, font: QFont, color: str, *, mirrored: bool = False
) -> None:
    """Draw `text` into `box`; `mirrored` sets text that runs from the right at the right."""
    from_right = runs_from_right(text)
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(color))
    # The direction decides at which end the … stands.
    direction = Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight
    painter.setLayoutDirection(direction)
    side = Qt.AlignmentFlag.AlignRight if from_right and mirrored else Qt.AlignmentFlag.AlignLeft
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, flags, elided)
    painter.restore()


def runs_from_right(text: str) -> bool:
    """Return whether the first letter with a direction is written from the right."""
    for character in text:
        kind = bidirectional(character)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False
