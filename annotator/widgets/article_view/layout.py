"""The document layout that leaves room for the lanes under each line."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from annotator.widgets.article_view.page import Page


class ArticleLayout(QPlainTextDocumentLayout):
    """Asks the page where lines stand, in place of Qt's even line spacing."""

    def __init__(
        self, document: QTextDocument, page: Page, position_at: Callable[[QPointF], int]
    ) -> None:
        super().__init__(document)
        self.page = page
        # Weak, as the view owns this: Python's collector must not be the one to take a
        # view and its layout apart, in an order that Qt does not survive.
        self._position_at = WeakMethod(position_at)
        self._telling = False

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the rectangle of a block with the room under its lines."""
        if not block.isValid():
            return QRectF()
        lines = self.document().lineCount()
        box = self.page.box(block)
        if lines != self.document().lineCount():
            self._tell_size()
        extra = 0.0 if block.next().isValid() else self.document().documentMargin()
        return QRectF(0, 0, self.page.frame.right, box.height + extra)

    def _tell_size(self) -> None:
        # The scroll bar asks for more blocks while it listens: once is enough.
        if not self._telling:
            self._telling = True
            self.documentSizeChanged.emit(self.documentSize())
            self._telling = False

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Forget what was laid out; Qt would keep its own line breaks."""
        self.page.boxes.clear()
        super().documentChanged(position, removed, added)
        self.page.boxes.clear()

    def hitTest(
        self, point: QPointF | QPoint | QPainterPath.Element, accuracy: Qt.HitTestAccuracy
    ) -> int:
        """Return the UTF-16 position at a point for screen readers; Qt's own answers -1."""
        if isinstance(point, QPainterPath.Element):
            point = QPointF(point.x, point.y)
        position_at = self._position_at()
        return -1 if position_at is None else position_at(QPointF(point))
