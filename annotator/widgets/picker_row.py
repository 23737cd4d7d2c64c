"""A row of the picker: a digit, what stands in the text, who or what that is, and why."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.widgets.document_row import paint_row_ground
from annotator.widgets.key_cap import paint_cap
from annotator.widgets.text_line import draw_line
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font, serif_font

#: Height of a row with two lines.
ROW_HEIGHT = 48
_LEFT, _RIGHT = 16, 16
_WORDS_LEFT = 48


class PickerRow(NamedTuple):
    """`key` is handed back; `words` are set in the serif, `beside` next to them, `detail` below.

    `sign` is what the cap shows, given by the picker.
    """

    key: str
    words: str
    beside: str = ""
    detail: str = ""
    sign: str = ""


class PickerDelegate(QStyledItemDelegate):
    """Paints the rows; the words give way before what stands beside them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        row: PickerRow = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_row_ground(painter, box, self.theme, selected=selected, hovered=hovered)
        top = box.top() + (5 if row.detail else 4)
        if row.sign:
            paint_cap(painter, box.left() + _LEFT, top + 11.5, row.sign, self.theme)
        self._paint_words(painter, box, top, row)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRect, top: int, row: PickerRow) -> None:
        width = box.width() - _WORDS_LEFT - _RIGHT
        line = QRect(box.left() + _WORDS_LEFT, top, width, 22)
        serif, sans = serif_font(15), interface_font(13)
        beside = QFontMetrics(sans).horizontalAdvance(row.beside)
        taken = min(
            QFontMetrics(serif).horizontalAdvance(row.words) + 1, max(width - beside - 10, 80)
        )
        words = QRect(line.left(), line.top(), min(taken, width), line.height())
        draw_line(painter, words, row.words, serif, self.theme.ink)
        rest = QRect(words.right() + 10, line.top() + 1, line.right() - words.right() - 9, 22)
        if row.beside and rest.width() > 20:
            draw_line(painter, rest, row.beside, sans, self.theme.soft_ink)
        if row.detail:
            below = line.translated(0, 19)
            draw_line(painter, below, row.detail, interface_font(12), self.theme.soft_ink)
