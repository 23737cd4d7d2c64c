"""A figure over time: a line with its band of uncertainty, and marks for what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF

from annotator.widgets.figures.field import FigureField, Spot
from annotator.widgets.theme import mix
from annotator.widgets.typography import interface_font

_HEIGHT, _LEFT, _TOP, _FOOT, _RIGHT = 176, 32, 22, 24, 16
_DOT, _CAP = 7, 4


class TrendPoint(NamedTuple):
    """A point: its name below, its value and interval, what it opens, what it says in full.

    A `mark` is written over a dotted line through it: what changed then.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    key: Any
    words: str
    mark: str = ""


class TrendLine(FigureField):
    """Shows points from left to right, on a scale that holds all of them."""

    _points: Sequence[TrendPoint] = ()

    def show_points(self, points: Sequence[TrendPoint]) -> None:
        """Show these points."""
        self._points = points
        self.shown_anew()

    def sizeHint(self) -> QSize:
        """Always the same height, so that nothing jumps."""
        return QSize(320, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A narrow one still shows where it goes."""
        return QSize(240, _HEIGHT)

    def _scale(self) -> tuple[float, float]:
        values = [
            each
            for point in self._points
            for each in (point.value, point.low, point.high)
            if each is not None
        ]
        low = min(values, default=0.0)
        return min(max(0.0, int(low * 5) / 5), 0.8), 1.0

    def _x(self, number: int) -> float:
        room = self.width() - _LEFT - _RIGHT
        share = number / (len(self._points) - 1) if len(self._points) > 1 else 0.5
        return _LEFT + 12 + (room - 24) * share

    def _y(self, value: float) -> float:
        low, high = self._scale()
        share = min(max((value - low) / (high - low), 0.0), 1.0)
        return _HEIGHT - _FOOT - (_HEIGHT - _FOOT - _TOP) * share

    def spots(self) -> Sequence[Spot]:
        """Return the points that have a value."""
        return [
            Spot(
                point.key,
                QRect(round(self._x(number)) - 12, round(self._y(point.value)) - 12, 24, 24),
                point.words,
            )
            for number, point in enumerate(self._points)
            if point.value is not None
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scale, marks, band, line and points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter)
        self._paint_marks(painter)
        there = [
            (self._x(number), point)
            for number, point in enumerate(self._points)
            if point.value is not None
        ]
        self._paint_band(painter, there)
        pen = QPen(QColor(self.theme.accent))
        pen.setWidthF(2)
        painter.setPen(pen)
        dots = [QPointF(x, self._y(point.value or 0.0)) for x, point in there]
        painter.drawPolyline(dots)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.accent))
        for dot in dots:
            painter.drawEllipse(QRectF(dot.x() - _DOT / 2, dot.y() - _DOT / 2, _DOT, _DOT))
        self.paint_current(painter)
        painter.end()

    def _paint_scale(self, painter: QPainter) -> None:
        low, high = self._scale()
        painter.setFont(interface_font(11))
        for value in (low, (low + high) / 2, high):
            y = round(self._y(value))
            painter.fillRect(
                QRect(_LEFT, y, self.width() - _LEFT - _RIGHT, 1), QColor(self.theme.line)
            )
            painter.setPen(QColor(self.theme.soft_ink))
            words = f"{value:.2f}".removeprefix("0")
            box = QRect(0, y - 8, _LEFT - 6, 16)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
            )
        self._paint_names(painter)

    def _paint_names(self, painter: QPainter) -> None:
        """Write names below, as many as there is room for, the last one always."""
        metrics = QFontMetrics(interface_font(11))
        widest = max((metrics.horizontalAdvance(p.name) for p in self._points), default=1) + 12
        apart = self._x(1) - self._x(0) if len(self._points) > 1 else widest
        step = max(1, -(-widest // max(1, int(apart))))
        last = len(self._points) - 1
        for number, point in enumerate(self._points):
            if (last - number) % step == 0:
                middle = round(self._x(number))
                box = QRect(middle - 40, _HEIGHT - _FOOT + 4, 80, _FOOT - 4)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, point.name)

    def _paint_marks(self, painter: QPainter) -> None:
        free = 0.0
        for number, point in enumerate(self._points):
            if not point.mark:
                continue
            x = self._x(number)
            pen = QPen(QColor(self.theme.soft_ink), 1.2, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(x, 4), QPointF(x, _HEIGHT - _FOOT))
            painter.setPen(QColor(self.theme.ink))
            width = QFontMetrics(interface_font(11)).horizontalAdvance(point.mark) + 8
            left = x + 5 if x + 5 + width < self.width() else x - 5 - width
            if left >= free:
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(QRectF(left, 0, width, 18), flags, point.mark)
                free = left + width

    def _paint_band(self, painter: QPainter, there: Sequence[tuple[float, TrendPoint]]) -> None:
        """Paint the interval of each point as a bar, and a band between neighbours that have one.

        Over a point without an interval goes no band.
        """
        for run in bounded_runs(there):
            upper = [QPointF(x, self._y(high)) for x, _low, high in run]
            lower = [QPointF(x, self._y(low)) for x, low, _high in reversed(run)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mix(self.theme.paper, self.theme.accent, 0.14)))
            painter.drawPolygon(QPolygonF([*upper, *lower]))
            pen = QPen(QColor(mix(self.theme.paper, self.theme.accent, 0.6)))
            pen.setWidthF(1.5)
            painter.setPen(pen)
            for x, low, high in run:
                painter.drawLine(QPointF(x, self._y(low)), QPointF(x, self._y(high)))
                for end in (low, high):
                    y = self._y(end)
                    painter.drawLine(QPointF(x - _CAP, y), QPointF(x + _CAP, y))


def bounded_runs(
    there: Sequence[tuple[float, TrendPoint]],
) -> list[list[tuple[float, float, float]]]:
    """Return the points with an interval, as (x, low, high), neighbours together."""
    runs: list[list[tuple[float, float, float]]] = [[]]
    for x, point in there:
        if point.low is None or point.high is None:
            runs.append([])
        else:
            runs[-1].append((x, point.low, point.high))
    return [run for run in runs if run]
