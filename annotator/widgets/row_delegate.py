"""How a row of a list is painted: what lies under it, then what it says."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.widgets.theme import Theme

#: What Qt's models and delegates are given for a place in a list.
AnyIndex = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints tint and accent edge of a selected row, a hint on hover; subclasses paint the words.

    `at_work` is whether the selected row is shown as such.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.at_work = True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        box: QRect = option.rect
        selected = self.at_work and bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(box, QColor(self.theme.selected_row))
            left = box.right() - 2 if self.reads_left(index) else box.left()
            edge = QRect(left, box.top(), 3, box.height())
            painter.fillRect(edge, QColor(self.theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(self.theme.well))
        self.paint_row(painter, box, index, selected)
        painter.restore()

    def reads_left(self, _index: AnyIndex) -> bool:
        """Return whether a row begins at its right side, where its accent edge then is."""
        return False

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint what a row says in its box, over its ground."""
        raise NotImplementedError
