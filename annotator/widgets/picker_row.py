"""A row of the picker: a digit, what stands in the text, who or what that is, and why."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from annotator.widgets.key_cap import paint_cap
from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.text_line import draw_line
from annotator.widgets.typography import interface_font, serif_font

#: Height of a row with two lines.
ROW_HEIGHT = 48
_LEFT, _RIGHT = 16, 16
_WORDS_LEFT = 48


class PickerRow(NamedTuple):
    """`key` is handed back; `words` are set in the serif, `beside` next to them, `detail` below.

    `sign` is what the cap shows, given by the picker. `place` is where it lies on the Earth
    (latitude, longitude), if anywhere.
    """

    key: str
    words: str
    beside: str = ""
    detail: str = ""
    sign: str = ""
    place: tuple[float, float] | None = None


class PickerDelegate(RowDelegate):
    """Paints the rows; the words give way before what stands beside them."""

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint one row."""
        row: PickerRow = index.data(Qt.ItemDataRole.UserRole)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = box.top() + (5 if row.detail else 4)
        if row.sign:
            paint_cap(painter, box.left() + _LEFT, top + 11.5, row.sign, self.theme)
        self._paint_words(painter, box, top, row)

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
