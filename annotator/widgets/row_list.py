"""A list of rows of one height, quick with very many of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget


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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the only column all the width, however little that is."""
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width())

    def reveal_row(self, row: int) -> None:
        """Scroll as little as needed to show a row whole, with a whole row on top."""
        height, bar = self.verticalHeader().defaultSectionSize(), self.verticalScrollBar()
        room = self.viewport().height()
        top = row * height
        if row < 0 or bar.value() <= top <= bar.value() + room - height:
            return
        if top > bar.value():
            top = -(-(top + height - room) // height) * height
        bar.setValue(top)

    def set_row_height(self, height: int) -> None:
        """Give every row this height, in logical pixels."""
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)
