"""Marks without a place, each with what it was to be and why it is not there: rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.text_line import draw_line
from annotator.widgets.typography import interface_font, serif_font

ROW_HEIGHT = 48
_LEFT, _AIR, _LINE = 16, 12, 20
#: Share of the width that names the document.
_PLACE = 0.24


class RepairRow(NamedTuple):
    """What a row shows.

    `place` names the document, `label` what was to be marked, `words` its quote, `why` the reason
    and where it was said to be; `whose` names the person where it is not mine.
    """

    place: str
    label: str
    words: str
    why: str
    whose: str = ""

    @property
    def said(self) -> str:
        """All of it in words, for screen readers."""
        parts = (self.label, f"“{self.words}”" if self.words else "", self.why, self.whose)
        return ", ".join(part for part in (*parts, self.place) if part)


class RepairModel(QAbstractListModel):
    """The marks in the order of their documents."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[RepairRow] = []

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many marks there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words for the view, all of it for screen readers and tool tips."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words or row.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.said
        return None

    def show_rows(self, rows: Sequence[RepairRow]) -> None:
        """Show these marks."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()


class RepairDelegate(RowDelegate):
    """Paints the document at the left where it begins, the mark and the reason beside it."""

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint one row."""
        model: RepairModel = index.model()  # type: ignore[assignment]
        number, row = index.row(), model.rows[index.row()]
        theme, small = self.theme, interface_font(12)
        width = round(box.width() * _PLACE)
        left = box.left() + _LEFT
        if number == 0 or model.rows[number - 1].place != row.place:
            place = QRect(left, box.top() + 4, width - _AIR, _LINE)
            draw_line(painter, place, row.place, small, theme.soft_ink)
        left += width
        first = QRect(left, box.top() + 4, box.right() - _LEFT - left, _LINE)
        bold = interface_font(13, bold=True)
        draw_line(painter, first, row.label, bold, theme.ink)
        beside = QFontMetrics(bold).horizontalAdvance(row.label) + _AIR
        first.setLeft(min(first.left() + beside, first.right()))
        if row.words:
            draw_line(painter, first, row.words, serif_font(15), theme.ink)
        below = QRect(left, box.top() + 4 + _LINE, box.right() - _LEFT - left, _LINE)
        why = " · ".join(part for part in (row.whose, row.why) if part)
        draw_line(painter, below, why, small, theme.soft_ink)
