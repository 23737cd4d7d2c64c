"""A list of rows of one height, quick with very many of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollBar,
    QTableView,
    QWidget,
)

_HOME, _END = QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd


class RowList(QTableView):
    """Shows a list model in rows of `row_height`; a table, because a table never asks for all.

    QListView lays every row out again after each that comes or goes: 20,000 calls of Python
    for one mark. Here the height of a row is known beforehand.
    """

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(1)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_row_height(row_height)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self._barred = False
        self._of_other_height: tuple[int, ...] = ()
        self._overlay = self._bar_over_the_rows()

    def _bar_over_the_rows(self) -> QScrollBar:
        """Return a bar that lies over the rows, so that they end at the edge with and without."""
        inner = self.verticalScrollBar()
        bar = QScrollBar(Qt.Orientation.Vertical, self)
        bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar.hide()
        super().setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.rangeChanged.connect(self._follow_range)
        inner.valueChanged.connect(bar.setValue)
        bar.valueChanged.connect(inner.setValue)
        return bar

    def show_bar(self, shown: bool) -> None:
        """Show a bar where rows are hidden, or never one."""
        self._barred = not shown
        self._follow_range()

    def _follow_range(self, *_bounds: int) -> None:
        inner, bar = self.verticalScrollBar(), self._overlay
        bar.setRange(inner.minimum(), inner.maximum())
        bar.setPageStep(inner.pageStep())
        bar.setSingleStep(inner.singleStep())
        bar.setValue(inner.value())
        bar.setVisible(inner.maximum() > 0 and not self._barred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the only column all the width, however little that is."""
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width())
        width = self._overlay.sizeHint().width()
        self._overlay.setGeometry(self.width() - width, 0, width, self.height())
        self._follow_range()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row, where a table stays in its row."""
        if action in (_HOME, _END):
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def reveal_row(self, row: int) -> None:
        """Scroll as little as needed to show a row whole, with a whole row on top."""
        rows, bar = self.verticalHeader(), self.verticalScrollBar()
        top, height, room = (
            rows.sectionPosition(row),
            rows.sectionSize(row),
            self.viewport().height(),
        )
        if row < 0:
            return
        # In pixels from the first row; Qt asks from the first that is seen.
        above = max(bar.value(), top + height - room)
        if top >= bar.value():
            first = rows.visualIndexAt(above - rows.offset())
            cut = first >= 0 and rows.sectionPosition(first) < above < bar.maximum()
            top = rows.sectionPosition(first + 1) if cut else above
        bar.setValue(top)

    def set_row_heights(self, height: int, rows: Iterable[int]) -> None:
        """Give some rows another height, and all others the usual one."""
        header = self.verticalHeader()
        header.blockSignals(True)
        # They keep their heights when the model becomes another.
        for row in self._of_other_height:
            header.resizeSection(row, header.defaultSectionSize())
        self._of_other_height = tuple(rows)
        for row in self._of_other_height:
            header.resizeSection(row, height)
        header.blockSignals(False)
        self.updateGeometries()

    def set_row_height(self, height: int) -> None:
        """Give every row this height, in logical pixels."""
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)
