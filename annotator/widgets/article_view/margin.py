"""The note of the focused span, in the margin beside the column."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from annotator.widgets.article_view.metrics import NOTE_GAP, NOTE_WIDTH
from annotator.widgets.article_view.page import Page

_LEADING = 1.35


def _laid_out(text: str, font: QFont, width: float, align: Qt.AlignmentFlag) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y, line = 0.0, layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += round(font.pixelSize() * _LEADING)
        line = layout.createLine()
    layout.endLayout()
    return layout


def note_rect(page: Page, top: float, height: float) -> QRectF:
    """Return where the note stands, `height` tall, beside a row at `top`."""
    left = page.frame.right + NOTE_GAP
    if page.content.rtl:
        left = page.frame.left - NOTE_GAP - NOTE_WIDTH
    return QRectF(left, top, NOTE_WIDTH, height)


def draw_note(painter: QPainter, page: Page, top: float, viewport_height: float) -> None:
    """Draw the note beside a row at `top`, kept inside the viewport."""
    lines = page.content.note_lines
    if not lines or not page.frame.note:
        return
    rtl = page.content.rtl
    align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    align |= Qt.AlignmentFlag.AlignAbsolute
    laid = []
    for number, text in enumerate(lines):
        font = page.faces.note if number else page.faces.note_title
        layout = _laid_out(text, font, NOTE_WIDTH, align)
        laid.append((layout, layout.lineCount() * round(font.pixelSize() * _LEADING)))
    height = sum(part for _, part in laid)
    y = max(4.0, min(top + 3, viewport_height - height - 4))
    left = note_rect(page, y, height).left()
    for number, (layout, part) in enumerate(laid):
        painter.setPen(QColor(page.theme.soft_ink if number else page.theme.accent))
        layout.draw(painter, QPointF(left, y))
        y += part
