"""The outline of the focused span: one contour for each fragment, stepping over lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

RADIUS = 4.0


@dataclass(slots=True, eq=False, repr=False)
class Row:
    """The part of one line that a contour holds, in viewport pixels."""

    left: float
    right: float
    top: float
    bottom: float


def _corners(rows: list[Row]) -> list[QPointF]:
    # Down the right side, up the left side.
    right: list[QPointF] = []
    left: list[QPointF] = []
    for row in rows:
        right += [QPointF(row.right, row.top), QPointF(row.right, row.bottom)]
        left += [QPointF(row.left, row.top), QPointF(row.left, row.bottom)]
    return [*right, *reversed(left)]


def _without_straight(points: list[QPointF]) -> list[QPointF]:
    distinct: list[QPointF] = []
    for point in points:
        if not distinct or point != distinct[-1]:
            distinct.append(point)
    kept: list[QPointF] = []
    for number, point in enumerate(distinct):
        before, after = distinct[number - 1], distinct[(number + 1) % len(distinct)]
        straight_down = before.x() == point.x() == after.x()
        straight_across = before.y() == point.y() == after.y()
        if not straight_down and not straight_across:
            kept.append(point)
    return kept


def _towards(point: QPointF, target: QPointF, length: float) -> QPointF:
    dx, dy = target.x() - point.x(), target.y() - point.y()
    whole = abs(dx) + abs(dy)
    share = min(length, whole / 2) / whole if whole else 0.0
    return QPointF(point.x() + dx * share, point.y() + dy * share)


def _rounded(points: list[QPointF], radius: float) -> QPainterPath:
    path = QPainterPath()
    count = len(points)
    for number, point in enumerate(points):
        enter = _towards(point, points[number - 1], radius)
        leave = _towards(point, points[(number + 1) % count], radius)
        if number:
            path.lineTo(enter)
        else:
            path.moveTo(enter)
        path.quadTo(point, leave)
    path.closeSubpath()
    return path


def outline(rows: list[Row], radius: float = RADIUS) -> QPainterPath:
    """Return the contour round rows that follow each other from top to bottom.

    Rows that do not touch sideways get contours of their own.
    """
    path = QPainterPath()
    part: list[Row] = []
    for row in rows:
        if part and not (row.left < part[-1].right and part[-1].left < row.right):
            path.addPath(_rounded(_without_straight(_corners(part)), radius))
            part = []
        part.append(row)
    if part:
        path.addPath(_rounded(_without_straight(_corners(part)), radius))
    return path
