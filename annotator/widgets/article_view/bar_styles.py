"""How the bar of each label style looks, for the article and for the legend beside it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.domain.schema import Label
from annotator.widgets.theme import Theme

CAP_WIDTH, CAP_HEIGHT = 1.5, 8.0


class Ink(NamedTuple):
    """The colours of one label."""

    bar: QColor
    tag: QColor
    cap: QColor
    dash: QColor


class Stroke(NamedTuple):
    """Where a bar runs: from `left` to `right` round `middle`, thicknesses scaled by `scale`.

    With `device_pixels` a logical pixel wide, edges are laid on whole ones, so that they
    are sharp.
    """

    left: float
    right: float
    middle: float
    scale: float = 1.0
    device_pixels: float = 1.0


def snapped(place: float, device_pixels: float) -> float:
    """Return the nearest place that lies between two pixels of the device."""
    return round(place * device_pixels) / device_pixels


def ink_of(color: str, theme: Theme) -> Ink:
    """Return the colours that a label of this colour has in a theme."""
    return Ink(
        QColor(color),
        QColor(theme.tag(color)),
        QColor(theme.cap(color)),
        QColor(theme.dash(color)),
    )


def draw_bar(painter: QPainter, style: str, ink: Ink, stroke: Stroke) -> None:
    """Draw a bar of a label style, or of style "suggestion"; an unknown style is a fill."""
    if style == "suggestion":
        _draw_dashes(painter, ink, stroke)
    elif style == "line":
        _fill(painter, ink.bar, stroke, 0.0, 2.5)
    elif style == "double line":
        _fill(painter, ink.bar, stroke, -1.75, 1.5)
        _fill(painter, ink.bar, stroke, 1.75, 1.5)
    elif style == "box":
        _draw_box(painter, ink, stroke)
    elif style == "dotted line":
        draw_dots(painter, ink.bar, stroke, 3.0, 5.0)
    else:
        _fill(painter, ink.bar, stroke, 0.0, 4.0)


def _draw_dashes(painter: QPainter, ink: Ink, stroke: Stroke) -> None:
    pen = QPen(ink.dash, 2 * stroke.scale, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.5, 1.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(stroke.left, stroke.middle), QPointF(stroke.right, stroke.middle))


def _fill(painter: QPainter, color: QColor, stroke: Stroke, below: float, thick: float) -> None:
    height = thick * stroke.scale
    top = snapped(stroke.middle + below * stroke.scale - height / 2, stroke.device_pixels)
    painter.fillRect(QRectF(stroke.left, top, stroke.right - stroke.left, height), color)


def _draw_box(painter: QPainter, ink: Ink, stroke: Stroke) -> None:
    width, half = 1.4 * stroke.scale, 2.5 * stroke.scale
    box = QRectF(stroke.left, stroke.middle - half, stroke.right - stroke.left, 2 * half)
    if box.width() <= 2 * width:
        painter.fillRect(box, ink.bar)
        return
    pen = QPen(ink.bar, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    painter.drawRect(box.adjusted(inset, inset, -inset, -inset))


def draw_dots(painter: QPainter, color: QColor, stroke: Stroke, dot: float, pitch: float) -> None:
    """Draw round dots, `dot` wide and about `pitch` apart, both before scaling."""
    size = dot * stroke.scale
    first, last = stroke.left + size / 2, stroke.right - size / 2
    if last <= first:
        return
    # The pitch gives way a little, so that the last dot stands at the end.
    count = max(1, round((last - first) / (pitch * stroke.scale)))
    pen = QPen(color, size, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.01, (last - first) / count / size - 0.01])
    painter.setPen(pen)
    painter.drawLine(QPointF(first, stroke.middle), QPointF(last + 0.01, stroke.middle))


def draw_sample(painter: QPainter, box: QRectF, label: Label, theme: Theme) -> None:
    """Draw a short bar with both caps into `box`, as the legend shows a label."""
    ink = ink_of(label.color, theme)
    middle = box.center().y()
    top = middle - CAP_HEIGHT / 2
    painter.fillRect(QRectF(box.left(), top, CAP_WIDTH, CAP_HEIGHT), ink.cap)
    painter.fillRect(QRectF(box.right() - CAP_WIDTH, top, CAP_WIDTH, CAP_HEIGHT), ink.cap)
    stroke = Stroke(box.left() + CAP_WIDTH, box.right() - CAP_WIDTH, middle)
    draw_bar(painter, label.style, ink, stroke)
