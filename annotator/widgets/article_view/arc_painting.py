"""Paints arrows to joined spans, their names in the gutter, and the digits of candidates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from annotator.domain.span import Fragment
from annotator.widgets.article_view.arcs import ArcRouter, Way
from annotator.widgets.article_view.contour import Row
from annotator.widgets.article_view.geometry import LineRuler
from annotator.widgets.article_view.links import Badge, Link
from annotator.widgets.article_view.page import Page
from annotator.widgets.article_view.pieces import PieceFinder
from annotator.widgets.article_view.visible import VisibleBlock
from annotator.widgets.typography import interface_font

#: Widths of the lines, length and half the width of an arrow head, radii.
_STRONG, _QUIET = 1.5, 1.1
_HEAD, _HALF = 7.0, 3.0
_CORNER, _DISC = 3.0, 7.0


class ArcPainter:
    """Draws what joins the focused span to others on the visible blocks."""

    def __init__(self, page: Page, finder: PieceFinder, visible: Sequence[VisibleBlock]) -> None:
        self._page, self._finder, self._visible = page, finder, visible
        self._scale = page.metrics.scale

    def draw_links(
        self, painter: QPainter, links: Sequence[Link], rows: Sequence[Row], height: float
    ) -> None:
        """Draw the arrows of `links`, from the contour that has these rows."""
        router = ArcRouter(self._page, self._finder, self._visible, rows)
        for link in links:
            way = router.way(link)
            if way is not None:
                self._draw(painter, link, way, height)

    def _draw(self, painter: QPainter, link: Link, way: Way, height: float) -> None:
        theme = self._page.theme
        colour = QColor(theme.accent if link.strong else theme.soft_ink)
        pen = QPen(colour, (_STRONG if link.strong else _QUIET) * self._scale)
        if link.preview:
            pen.setDashPattern([4, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_rounded(way.corners, _CORNER * self._scale))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if link.inwards:
            painter.drawPolygon(self._head(way.corners[1], way.corners[0]))
        elif not way.open_end:
            painter.drawPolygon(self._head(way.corners[-2], way.corners[-1]))
        if way.gutter is not None and link.name:
            self._draw_name(painter, link.name, way.gutter, colour, height)

    def _head(self, before: QPointF, tip: QPointF) -> QPolygonF:
        down = -1.0 if tip.y() < before.y() else 1.0
        if abs(tip.y() - before.y()) < 0.5:
            down = -1.0
        back, half = _HEAD * self._scale * -down, _HALF * self._scale
        return QPolygonF([tip, tip + QPointF(-half, back), tip + QPointF(half, back)])

    def _draw_name(
        self,
        painter: QPainter,
        name: str,
        gutter: tuple[float, float, float],
        colour: QColor,
        height: float,
    ) -> None:
        """Write a relation's name along the gutter, where it can be seen and has room."""
        x, low, high = gutter[0], *sorted(gutter[1:])
        low, high = max(low, 0.0), min(high, height)
        font = interface_font(max(9, round(10 * self._scale)))
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(name)
        if high - low < width + 12:
            return
        painter.save()
        painter.setFont(font)
        painter.setPen(colour)
        away = metrics.ascent() * 0.4
        painter.translate(
            x - away if not self._page.content.rtl else x + 2 * away, (low + high) / 2
        )
        painter.rotate(-90)
        painter.drawText(QPointF(-width / 2, -2), name)
        painter.restore()

    def draw_drag(
        self, painter: QPainter, begin: tuple[float, float], end: tuple[float, float]
    ) -> None:
        """Draw the line of a relation that is being dragged."""
        accent = QColor(self._page.theme.accent)
        painter.setPen(QPen(accent, _STRONG * self._scale, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(*begin), QPointF(*end))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(QPointF(*end), 3 * self._scale, 3 * self._scale)

    # Digits

    def draw_badges(self, painter: QPainter, badges: Sequence[Badge]) -> None:
        """Draw the digits of candidates at the beginning of their bars or words."""
        for badge in badges:
            place = self._place(badge)
            if place is not None:
                self._draw_badge(painter, badge.sign, place)

    def _place(self, badge: Badge) -> QPointF | None:
        for seen in self._visible:
            for number, line in enumerate(seen.box.lines):
                if line.start <= badge.fragment[0] < line.stop:
                    return self._at(seen, number, badge.fragment, badge.span_id)
        return None

    def _at(
        self, seen: VisibleBlock, number: int, fragment: Fragment, span_id: str | None
    ) -> QPointF:
        line, metrics = seen.box.lines[number], self._page.metrics
        y = line.top + line.height + metrics.above_lanes
        for piece in self._finder.on_line(seen.block, seen.box, number).pieces:
            if piece.span_id == span_id and not piece.connector:
                y = piece.y
                break
        ruler = LineRuler(self._page, seen.block, seen.box, number)
        end = max(fragment[0] + 1, min(fragment[1], line.end))
        x = ruler.stretch(fragment[0], end).first
        inwards = -1 if self._page.content.rtl else 1
        return QPointF(x + inwards * 4 * self._scale, seen.top + y + 4 * self._scale)

    def _draw_badge(self, painter: QPainter, sign: str, place: QPointF) -> None:
        theme, radius = self._page.theme, _DISC * self._scale
        painter.setPen(QPen(QColor(theme.paper), 1.5 * self._scale))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(place, radius, radius)
        painter.setPen(QColor(theme.on_accent))
        painter.setFont(interface_font(max(9, round(10 * self._scale)), bold=True))
        box = QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)


def _rounded(corners: Sequence[QPointF], radius: float) -> QPainterPath:
    """Return a path along corners, each rounded off as far as its sides allow."""
    path = QPainterPath(corners[0])
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        path.lineTo(_short_of(corner, before, radius))
        path.quadTo(corner, _short_of(corner, after, radius))
    path.lineTo(corners[-1])
    return path


def _short_of(corner: QPointF, other: QPointF, radius: float) -> QPointF:
    way = other - corner
    length = abs(way.x()) + abs(way.y())
    return corner + way * (min(radius, length / 2) / length) if length else corner
