"""Signs in the margin: small bubbles beside the lines where somebody said something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.widgets.article_view.page import Page
from annotator.widgets.article_view.visible import VisibleBlock

#: Logical pixels at 100 %: from the column to the sign, its width, its height without the tail.
_GAP, _WIDTH, _HEIGHT, _TAIL = 6.0, 9.0, 7.0, 2.5
#: How far from a sign a click is still meant for it.
_NEAR = 4.0


class Sign(NamedTuple):
    """Stands beside the line that holds the code point before `position`.

    `span_id` is "" for the whole article; an `open` one is filled; `words` say what it means.
    """

    position: int
    span_id: str
    open: bool
    words: str


def draw_signs(painter: QPainter, page: Page, visible: list[VisibleBlock]) -> None:
    """Draw the signs of the visible lines; several of one line as one."""
    theme = page.theme
    for box, signs in _placed(page, visible):
        is_open = any(sign.open for sign in signs)
        painter.setPen(QPen(QColor(theme.accent if is_open else theme.soft_ink), 1.2))
        painter.setBrush(QColor(theme.accent) if is_open else Qt.BrushStyle.NoBrush)
        painter.drawPath(_bubble(box, page.content.rtl))


def sign_at(page: Page, visible: list[VisibleBlock], point: QPointF) -> Sign | None:
    """Return the sign at a point of the viewport, of several the first open one."""
    for box, signs in _placed(page, visible):
        if box.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(point):
            return next((sign for sign in signs if sign.open), signs[0])
    return None


def _placed(page: Page, visible: list[VisibleBlock]) -> Iterator[tuple[QRectF, list[Sign]]]:
    signs, scale = page.content.signs, page.metrics.scale
    width, height = _WIDTH * scale, _HEIGHT * scale
    left = page.frame.right + _GAP * scale
    if page.content.rtl:
        left = page.frame.left - _GAP * scale - width
    for seen in visible:
        for line in seen.box.lines:
            # Few are commented; a line takes what ends on it.
            here = [s for s in signs if line.start < max(s.position, 1) <= line.stop]
            if here:
                middle = seen.top + line.top + line.height / 2
                yield QRectF(left, middle - height / 2, width, height), here


def _bubble(box: QRectF, rtl: bool) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, 2, 2)
    x = box.right() - box.width() / 3 if rtl else box.left() + box.width() / 3
    tail = QPainterPath(QPointF(x - 1.6, box.bottom() - 0.5))
    tail.lineTo(x, box.bottom() + _TAIL)
    tail.lineTo(x + 1.6, box.bottom() - 0.5)
    tail.closeSubpath()
    return path.united(tail)
