"""Draws bars, caps, letter tags and connectors."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from annotator.domain.schema import Label
from annotator.widgets.article_view.bar_styles import (
    CAP_HEIGHT,
    CAP_WIDTH,
    Ink,
    Stroke,
    draw_bar,
    draw_dots,
    ink_of,
    snapped,
)
from annotator.widgets.article_view.page import Page
from annotator.widgets.article_view.pieces import Chip, Piece

_TAG_GAP = 2.0
_CONNECTOR_DOT, _CONNECTOR_PITCH = 1.6, 3.8
#: From the top of a lane to the middle of its bar.
_MIDDLE = 4.0


class BarPainter:
    """Draws the pieces of a page; colours and letters are looked up once for each label."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._scale = page.metrics.scale
        self._inks: dict[str, Ink] = {}
        self._tag_metrics = QFontMetricsF(page.faces.tag)
        self._widths: dict[str, float] = {}
        self.device_pixels = 1.0

    def draw(self, painter: QPainter, piece: Piece, top: float) -> None:
        """Draw one piece; `top` is the y of its block in the viewport."""
        label = self._page.content.label(piece.span_id)
        suggested = piece.span_id in self._page.content.suggested
        ink = self._ink(label)
        middle = self._snapped(top + piece.y + _MIDDLE * self._scale)
        stroke = Stroke(piece.left, piece.right, middle, self._scale, self.device_pixels)
        if piece.connector:
            draw_dots(painter, ink.cap, stroke, _CONNECTOR_DOT, _CONNECTOR_PITCH)
            return
        start, end = self._draw_ends(painter, ink, piece, middle)
        if piece.tagged:
            start, end = self._draw_tag(painter, label, suggested, piece, middle, start, end)
        if end - start > 0.5:
            style = "suggestion" if suggested else label.style
            draw_bar(painter, style, ink, stroke._replace(left=start, right=end))

    def draw_chip(self, painter: QPainter, chip: Chip, top: float) -> None:
        """Draw the count of lanes that have no room."""
        theme, scale = self._page.theme, self._scale
        text = f"+{chip.hidden}"
        width = self._tag_metrics.horizontalAdvance(text) + 6 * scale
        left = min(chip.x, self._page.frame.right - width)
        box = QRectF(left, top + chip.y - 0.5 * scale, width, 10 * scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.well))
        painter.drawRoundedRect(box, 2 * scale, 2 * scale)
        painter.setFont(self._page.faces.tag)
        painter.setPen(QColor(theme.soft_ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _snapped(self, place: float) -> float:
        return snapped(place, self.device_pixels)

    def _ink(self, label: Label) -> Ink:
        ink = self._inks.get(label.color)
        if ink is None:
            ink = self._inks[label.color] = ink_of(label.color, self._page.theme)
        return ink

    def _draw_ends(
        self, painter: QPainter, ink: Ink, piece: Piece, middle: float
    ) -> tuple[float, float]:
        width, height = CAP_WIDTH * self._scale, CAP_HEIGHT * self._scale
        left_cap, right_cap = piece.first_cap, piece.last_cap
        if piece.mirrored:
            left_cap, right_cap = right_cap, left_cap
        top = middle - height / 2
        if left_cap:
            painter.fillRect(QRectF(self._snapped(piece.left), top, width, height), ink.cap)
        if right_cap:
            right = self._snapped(piece.right - width)
            painter.fillRect(QRectF(right, top, width, height), ink.cap)
        inner_left = piece.left + (width if left_cap else 0.0)
        return inner_left, piece.right - (width if right_cap else 0.0)

    def _draw_tag(
        self,
        painter: QPainter,
        label: Label,
        suggested: bool,
        piece: Piece,
        middle: float,
        start: float,
        end: float,
    ) -> tuple[float, float]:
        text = (label.key or label.name[:1]).upper() + ("?" if suggested else "")
        width = self._tag_width(text)
        if end - start < width + _TAG_GAP:
            return start, end
        edge = 1.0 * self._scale
        x = end - edge - width if piece.mirrored else start + edge
        baseline = middle + self._tag_metrics.capHeight() / 2
        painter.setFont(self._page.faces.tag)
        painter.setPen(self._ink(label).tag)
        painter.drawText(QPointF(x, baseline), text)
        room = edge + width + _TAG_GAP * self._scale
        return (start, end - room) if piece.mirrored else (start + room, end)

    def _tag_width(self, text: str) -> float:
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = self._tag_metrics.horizontalAdvance(text)
        return width
