"""A histogram: a bar for each bucket with its number on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from annotator.widgets.figures.field import FigureField, Spot, tint
from annotator.widgets.typography import interface_font

_HEIGHT, _NUMBER, _NAME, _GAP = 148, 18, 22, 8


class Bar(NamedTuple):
    """A bar: its name below, its number on top, what it opens and what it says in full."""

    name: str
    number: int
    key: Any
    words: str


class Histogram(FigureField):
    """Shows bars; the highest fills the height."""

    _bars: Sequence[Bar] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars, from left to right."""
        self._bars = bars
        self.shown_anew()

    def sizeHint(self) -> QSize:
        """Always the same height, so that nothing jumps."""
        return QSize(320, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Narrower bars are still bars."""
        return QSize(260, _HEIGHT)

    def _column(self, number: int) -> QRect:
        width = self.width() / max(len(self._bars), 1)
        left = round(width * number)
        return QRect(left, 0, round(width * (number + 1)) - left, _HEIGHT)

    def _bar(self, number: int) -> QRect:
        most = max((bar.number for bar in self._bars), default=0) or 1
        room = _HEIGHT - _NUMBER - _NAME - 4
        height = round(room * self._bars[number].number / most)
        column = self._column(number)
        gap = min(_GAP, column.width() // 4)
        return QRect(
            column.left() + gap // 2, _HEIGHT - _NAME - height, column.width() - gap, height
        )

    def spots(self) -> Sequence[Spot]:
        """Return the columns of bars that are not empty."""
        return [
            Spot(bar.key, self._column(number), bar.words)
            for number, bar in enumerate(self._bars)
            if bar.number
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars, numbers and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = _HEIGHT - _NAME
        for number, bar in enumerate(self._bars):
            box, column = self._bar(number), self._column(number)
            painter.fillRect(box, QColor(tint(self.theme, 1.0)))
            painter.setFont(interface_font(12))
            painter.setPen(QColor(self.theme.ink if bar.number else self.theme.soft_ink))
            top = QRect(column.left(), box.top() - _NUMBER, column.width(), _NUMBER)
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, f"{bar.number:,}")
            painter.setFont(interface_font(11))
            painter.setPen(QColor(self.theme.soft_ink))
            below = QRect(column.left(), base + 2, column.width(), _NAME - 2)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, bar.name)
        painter.fillRect(QRect(0, base, self.width(), 1), QColor(self.theme.soft_ink))
        self.paint_current(painter)
        painter.end()
