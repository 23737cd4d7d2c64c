"""How a document's row is painted: its mark, its title, and a quiet line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.status_mark import paint_status_mark
from annotator.widgets.text_line import draw_line
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

if TYPE_CHECKING:
    from annotator.widgets.document_list import DocumentModel

#: Heights of a row, and of one in the rail.
ROW_HEIGHT = 48
RAIL_HEIGHT = 32
_TEXT_LEFT = 40
_RIGHT_AIR = 16


class DocumentDelegate(RowDelegate):
    """Paints a document's row; with `rail` only its mark."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.rail = False

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint one row."""
        model: DocumentModel = index.model()  # type: ignore[assignment]
        row = model.row(index.row())
        mark_x = box.center().x() + 0.5 if self.rail else box.left() + 20.5
        mark_y = box.center().y() + 0.5 if self.rail else box.top() + 17
        paint_status_mark(painter, QPointF(mark_x, mark_y), row.status, QColor(self.theme.ink))
        if not self.rail:
            self._paint_words(painter, box, row.title, row.detail, selected)

    def _paint_words(
        self, painter: QPainter, box: QRect, title: str, detail: str, selected: bool
    ) -> None:
        width = box.width() - _TEXT_LEFT - _RIGHT_AIR
        line = QRect(box.left() + _TEXT_LEFT, box.top() + 6, width, 20)
        draw_line(painter, line, title, interface_font(13, bold=selected), self.theme.ink)
        below = line.translated(0, 18)
        draw_line(painter, below, detail, interface_font(12), self.theme.soft_ink)
