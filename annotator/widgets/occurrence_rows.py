"""Occurrences in context, each with a tick: the rows of the propagation card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.widgets.context_line import Context, Look, draw_in_context
from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.text_line import draw_line
from annotator.widgets.typography import interface_font

ROW_HEIGHT = 30
_LEFT, _TICK, _AIR = 16, 14, 12
#: A click so far from the left edge is meant for the tick.
TICK_ROOM = _LEFT + _TICK + _AIR // 2
#: Shares of the width: the name of a document, and what speaks against a row.
_PLACE, _DOUBT = 0.18, 0.22


class OccurrenceRow(NamedTuple):
    """The words with the text around them; `because` says why they may be something else.

    `place` names the document, "" for the one that is open. The page keeps what it is by its
    number, which is that of the row.
    """

    before: str
    words: str
    after: str
    because: str = ""
    place: str = ""

    @property
    def said(self) -> str:
        """All of it in words, for screen readers."""
        parts = (f"{self.before}{self.words}{self.after}", self.because, self.place)
        return ", ".join(part for part in parts if part)


class OccurrenceModel(QAbstractListModel):
    """Rows and their ticks, many thousand of them; `ticks_changed` tells that a count did."""

    ticks_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[OccurrenceRow] = []
        self._ticks = bytearray()
        self.ticked = 0
        #: Whether rows name their document.
        self.placed = False

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words in context; the tick and the reason for screen readers and tool tips."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.before}{row.words}{row.after}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{'ticked' if self.is_ticked(index.row()) else 'not ticked'}, {row.said}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return " · ".join(part for part in (row.because, row.place) if part) or None
        return None

    def row(self, number: int) -> OccurrenceRow:
        """Return one row."""
        return self._rows[number]

    def is_ticked(self, number: int) -> bool:
        """Return whether a row is ticked."""
        return bool(self._ticks[number])

    @property
    def chosen(self) -> list[int]:
        """The numbers of the ticked rows."""
        return [number for number, tick in enumerate(self._ticks) if tick]

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self._ticks, self.ticked = [], bytearray(), 0
        self.endResetModel()
        self.ticks_changed.emit()

    def add(self, rows: Sequence[OccurrenceRow], ticks: Sequence[bool]) -> None:
        """Show more rows below the others."""
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self._ticks.extend(ticks)
        self.endInsertRows()
        self.ticked += sum(ticks)
        self.ticks_changed.emit()

    def turn(self, number: int) -> None:
        """Tick a row, or take its tick away."""
        self._ticks[number] ^= 1
        self.ticked += 1 if self._ticks[number] else -1
        index = self.index(number)
        self.dataChanged.emit(index, index)
        self.ticks_changed.emit()

    def turn_all(self) -> None:
        """Tick every row; where all are, none."""
        if not self._rows:
            return
        tick = self.ticked < len(self._rows)
        self._ticks = bytearray([tick]) * len(self._rows)
        self.ticked = len(self._rows) * tick
        self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.ticks_changed.emit()


class OccurrenceDelegate(RowDelegate):
    """Paints a row: its tick, its document, the words in their context, and what is against it."""

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint one row."""
        model: OccurrenceModel = index.model()  # type: ignore[assignment]
        row, number = model.row(index.row()), index.row()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked = model.is_ticked(number)
        self._paint_tick(painter, box, ticked)
        left, right = box.left() + _LEFT + _TICK + _AIR, box.right() - _LEFT
        if model.placed:
            width = round(box.width() * _PLACE)
            place = QRect(left, box.top(), width - _AIR, box.height())
            again = number > 0 and model.row(number - 1).place == row.place
            if not again:
                draw_line(painter, place, row.place, interface_font(12), self.theme.soft_ink)
            left += width
        doubt = QRect(box.right() - _LEFT - round(box.width() * _DOUBT), box.top(),
                      round(box.width() * _DOUBT), box.height())  # fmt: skip
        if row.because:
            draw_line(painter, doubt, row.because, interface_font(12), self.theme.soft_ink)
        right = doubt.left() - _AIR
        context = QRect(left, box.top(), right - left, box.height())
        look = Look(14, self.theme.ink if ticked else self.theme.soft_ink, self.theme.soft_ink)
        shown = Context(row.before, row.words, row.after)
        draw_in_context(painter, context, shown, look, context.width() * 2 // 5)

    def _paint_tick(self, painter: QPainter, box: QRect, ticked: bool) -> None:
        theme = self.theme
        square = QRectF(box.left() + _LEFT + 0.5, box.center().y() - _TICK / 2 + 0.5,
                        _TICK - 1, _TICK - 1)  # fmt: skip
        painter.setPen(QPen(QColor(theme.accent if ticked else theme.soft_ink), 1.2))
        painter.setBrush(QColor(theme.accent) if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square, 3, 3)
        if ticked:
            x, y = square.center().x(), square.center().y()
            painter.setPen(QPen(QColor(theme.on_accent), 1.8))
            points = [
                QPointF(x - 3.2, y + 0.2),
                QPointF(x - 0.8, y + 2.6),
                QPointF(x + 3.4, y - 2.6),
            ]
            painter.drawPolyline(points)
