"""Draws bars, caps, letter tags and connectors."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from annotator.domain.schema import Label
from annotator.widgets.article_view.page import Page
from annotator.widgets.article_view.pieces import Chip, Piece

_CAP_WIDTH, _CAP_HEIGHT = 1.5, 8.0
_TAG_GAP = 2.0
#: From the top of a lane to the middle of its bar.
_MIDDLE = 4.0


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of one label."""

    bar: QColor
    tag: QColor
    cap: QColor
    dash: QColor


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
        if piece.connector:
            self._draw_connector(painter, ink, piece.left, piece.right, middle)
            return
        start, end = self._draw_ends(painter, ink, piece, middle)
        if piece.tagged:
            start, end = self._draw_tag(painter, label, suggested, piece, middle, start, end)
        if end - start > 0.5:
            style = "suggestion" if suggested else label.style
            self._draw_bar(painter, style, ink, start, end, middle)

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
        # Edges that lie on whole pixels are sharp.
        return round(place * self.device_pixels) / self.device_pixels

    def _ink(self, label: Label) -> Ink:
        ink = self._inks.get(label.color)
        if ink is None:
            theme, color = self._page.theme, label.color
            ink = Ink(
                QColor(color),
                QColor(theme.tag(color)),
                QColor(theme.cap(color)),
                QColor(theme.dash(color)),
            )
            self._inks[color] = ink
        return ink

    def _draw_ends(
        self, painter: QPainter, ink: Ink, piece: Piece, middle: float
    ) -> tuple[float, float]:
        width, height = _CAP_WIDTH * self._scale, _CAP_HEIGHT * self._scale
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

    def _draw_bar(
        self, painter: QPainter, style: str, ink: Ink, left: float, right: float, middle: float
    ) -> None:
        scale = self._scale
        if style == "suggestion":
            pen = QPen(ink.dash, 2 * scale, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([2.5, 1.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        elif style == "line":
            self._fill(painter, ink.bar, left, right, middle, 2.5)
        elif style == "double line":
            self._fill(painter, ink.bar, left, right, middle - 1.75 * scale, 1.5)
            self._fill(painter, ink.bar, left, right, middle + 1.75 * scale, 1.5)
        elif style == "box":
            self._draw_box(painter, ink, left, right, middle)
        elif style == "dotted line":
            self._draw_dots(painter, ink.bar, left, right, middle, 3.0, 5.0)
        else:
            self._fill(painter, ink.bar, left, right, middle, 4.0)

    def _fill(
        self,
        painter: QPainter,
        color: QColor,
        left: float,
        right: float,
        middle: float,
        thick: float,
    ) -> None:
        height = thick * self._scale
        top = self._snapped(middle - height / 2)
        painter.fillRect(QRectF(left, top, right - left, height), color)

    def _draw_box(
        self, painter: QPainter, ink: Ink, left: float, right: float, middle: float
    ) -> None:
        width, half = 1.4 * self._scale, 2.5 * self._scale
        box = QRectF(left, middle - half, right - left, 2 * half)
        if box.width() <= 2 * width:
            painter.fillRect(box, ink.bar)
            return
        pen = QPen(ink.bar, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        painter.drawRect(box.adjusted(inset, inset, -inset, -inset))

    def _draw_dots(
        self,
        painter: QPainter,
        color: QColor,
        left: float,
        right: float,
        middle: float,
        dot: float,
        pitch: float,
    ) -> None:
        size = dot * self._scale
        first, last = left + size / 2, right - size / 2
        if last <= first:
            return
        # The pitch gives way a little, so that the last dot stands at the end.
        count = max(1, round((last - first) / (pitch * self._scale)))
        pen = QPen(color, size, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, (last - first) / count / size - 0.01])
        painter.setPen(pen)
        painter.drawLine(QPointF(first, middle), QPointF(last + 0.01, middle))

    def _draw_connector(
        self, painter: QPainter, ink: Ink, left: float, right: float, middle: float
    ) -> None:
        self._draw_dots(painter, ink.cap, left, right, middle, 1.6, 3.8)
