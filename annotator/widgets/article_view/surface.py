"""The page on the screen: type, theme, zoom, layout and painting, without any behaviour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from annotator.domain.span import Fragment
from annotator.widgets.article_view.content import Content
from annotator.widgets.article_view.geometry import line_at, line_room, x_of
from annotator.widgets.article_view.layout import ArticleLayout
from annotator.widgets.article_view.metrics import TOP_AIR, measure
from annotator.widgets.article_view.page import Page, frame
from annotator.widgets.article_view.painting import ArticlePainter
from annotator.widgets.article_view.pieces import PieceFinder
from annotator.widgets.article_view.typefaces import choose
from annotator.widgets.article_view.visible import VisibleBlock
from annotator.widgets.article_view.zooming import Zooming
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.widgets.article_view.hit_testing import Hit

#: The text size at which every length is what the look says.
_SIZE = 17.0
#: A viewport narrower than this belongs to a small window.
_SMALL = 760
#: So many code points away, a place is shown by scrolling no further than needed.
_NEAR = 400


class ArticleSurface(Zooming):
    """Shows a content as a printed page with lanes under the words."""

    painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = Content("")
        self._theme = theme
        self._family: str | None = None
        self._size, self._characters = _SIZE, 73
        self._set_up()
        self._build_page()
        #: Whether what is shown came as a document that was filled before.
        self._is_filled = False
        self._layout = ArticleLayout(self.document(), self.page, self._qt_position_at)
        self.document().setDocumentLayout(self._layout)

    def _set_up(self) -> None:
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # What is dropped here is the window's.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(TOP_AIR)
        self.verticalScrollBar().valueChanged.connect(self._repaint)

    # Page

    def _build_page(self) -> None:
        content = self.content
        pixels = self._size * self._scale
        self._small = self.viewport().width() < _SMALL
        faces = choose(self._family, pixels, content.rtl, content.language, self._small)
        unit = self._scale * self._size / _SIZE
        metrics = measure(faces, unit, content.rtl, self._characters)
        self._column = metrics.column
        where = frame(self.viewport().width(), self._column, content.rtl)
        self.page = Page(content, faces, metrics, self._theme, where)
        self.finder = PieceFinder(self.page)
        self._painter = ArticlePainter(self.page, self.finder)
        self.setFont(faces.text)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.paper))
        palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.ink))
        self.setPalette(palette)

    def _load(self, content: Content, filled: QTextDocument | None = None) -> None:
        self.content = content
        self._build_page()
        if filled is not None or self._is_filled:
            self._take(filled)
        self._layout.page = self.page
        if filled is None:
            self.setPlainText(content.display)
        self.verticalScrollBar().setValue(0)

    def _take(self, filled: QTextDocument | None) -> None:
        """Show a document that was filled; else an empty one, quicker than emptying a long one."""
        document, before = filled or QTextDocument(self), self.document()
        self._is_filled = filled is not None
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(TOP_AIR)
        self._layout = ArticleLayout(document, self.page, self._qt_position_at)
        document.setDocumentLayout(self._layout)
        document.setParent(self)
        self.setDocument(document)
        if isValid(before):
            before.deleteLater()

    def _rebuild(self) -> None:
        """Lay everything out again with the same text in the same place."""
        position = self._top_position()
        self._build_page()
        self._layout.page = self.page
        self.document().markContentsDirty(0, self.document().characterCount())
        self._layout.documentSizeChanged.emit(self._layout.documentSize())
        self._scroll_to(position, 0.0)
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Show the page in other colours."""
        if theme != self._theme:
            self._theme = theme
            self._rebuild()

    def set_type(self, family: str | None, pixel_size: float, characters: int) -> None:
        """Set the typeface (None: the first good one), its size at 100 %, the line's length."""
        wanted = (family, pixel_size, characters)
        if wanted != (self._family, self._size, self._characters):
            self._family, self._size, self._characters = wanted
            self._rebuild()

    # Places

    def visible_blocks(self) -> list[VisibleBlock]:
        """Return the blocks in the viewport from top to bottom."""
        found = []
        block, height = self.firstVisibleBlock(), self.viewport().height()
        top = self._first_top()
        while block.isValid() and top < height:
            self.blockBoundingRect(block)
            seen = VisibleBlock(block, self.page.box(block), top)
            found.append(seen)
            top = seen.bottom
            block = block.next()
        return found

    def _first_top(self) -> float:
        """Return the y of the first visible block, so that the first visible line stands on top.

        Qt would let the room under the line above it show, which knows nothing of lanes.
        """
        block = self.firstVisibleBlock()
        number = self.verticalScrollBar().value() - block.firstLineNumber()
        lines = self.page.box(block).lines
        if 0 < number < len(lines):
            return -lines[number].top
        return self.contentOffset().y()

    def visible_range(self) -> Fragment:
        """Return the code points from the first visible line to the last."""
        lines = [
            line
            for seen in self.visible_blocks()
            for line in seen.box.lines
            if seen.top + line.top + line.height > 0
            and seen.top + line.top < self.viewport().height()
        ]
        return (lines[0].start, lines[-1].stop) if lines else (0, 0)

    def hit(self, point: QPointF) -> Hit:
        """Return what lies at a point of the viewport."""
        from annotator.widgets.article_view.hit_testing import HitTest

        return HitTest(self.page, self.finder, self.visible_blocks()).at(point)

    def caret_rect(self) -> QRectF:
        """Return where the caret stands in the viewport."""
        cursor = self.textCursor()
        block, width = cursor.block(), max(2, round(1.5 * self._scale))
        box = self.page.box(block)
        line = block.layout().lineForTextPosition(cursor.positionInBlock())
        place = box.lines[min(max(line.lineNumber(), 0), len(box.lines) - 1)]
        # An empty line has no direction of its own; it begins where the others do.
        empty = block.length() == 1 and self.content.rtl
        x = self.page.frame.right if empty else x_of(line, cursor.positionInBlock())
        place_of_block = self.blockBoundingGeometry(block).translated(self.contentOffset())
        top = place_of_block.top() + self._first_top() - self.contentOffset().y()
        return QRectF(round(x - width / 2), top + place.top + 1, width, place.height - 1)

    def _top_position(self) -> int:
        return self.visible_range()[0]

    def _scroll_to(self, position: int, share: float) -> None:
        """Scroll so that a position's line stands at that share of the free height."""
        block = self.document().findBlock(self.content.offsets.to_utf16(position))
        box = self.page.box(block)
        needed = line_room(box, line_at(box, position))
        room = share * max(0.0, self.viewport().height() - needed)
        from annotator.widgets.article_view.scrolling import scroll_value_for

        self.verticalScrollBar().setValue(scroll_value_for(self.page, block, position, room))

    def reveal(self, position: int) -> None:
        """Scroll as little as needed to show a code point and the lanes under it."""
        height = self.viewport().height()
        for seen in self.visible_blocks():
            lines = seen.box.lines
            if lines[0].start <= position <= lines[-1].stop:
                number = line_at(seen.box, position)
                top = seen.top + lines[number].top
                if top >= 0 and top + line_room(seen.box, number) <= height:
                    return
        first, last = self.visible_range()
        if position < first:
            self._scroll_to(position, 0.0 if first - position < _NEAR else 0.3)
        else:
            self._scroll_to(position, 1.0 if position - last < _NEAR else 0.3)

    def _qt_position_at(self, point: QPointF) -> int:
        # Screen readers add the scroll bar's value, which counts lines here.
        point = QPointF(point.x(), point.y() - self.verticalScrollBar().value())
        return self.content.offsets.to_utf16(self.hit(point).position)

    # Qt

    def _repaint(self) -> None:
        self.viewport().update()

    def selected_range(self) -> Fragment | None:
        """Return what is selected, as it is, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        offsets = self.content.offsets
        return (
            offsets.from_utf16(cursor.selectionStart()),
            offsets.from_utf16(cursor.selectionEnd()),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint words and lanes, for the visible blocks only."""
        bar = self.verticalScrollBar()
        # A text that fits has nothing to scroll; a theme shows a disabled bar without a handle.
        bar.setEnabled(bar.maximum() > 0)
        painter = QPainter(self.viewport())
        caret = self.caret_rect() if self.hasFocus() else None
        self._painter.paint(
            painter,
            QRectF(event.rect()),
            self.visible_blocks(),
            self.selected_range(),
            caret,
            self.viewport().height(),
        )
        painter.end()
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the column anew."""
        self.page.frame = frame(self.viewport().width(), self._column, self.content.rtl)
        self.finder.forget()
        if event.oldSize().width() != event.size().width():
            self.page.boxes.clear()
        super().resizeEvent(event)
        if self._small != (self.viewport().width() < _SMALL):
            self._rebuild()

    def _put_cursor(self, cursor: QTextCursor) -> None:
        """Set Qt's cursor without Qt's own scrolling, which knows no lanes."""
        bar = self.verticalScrollBar()
        value = bar.value()
        self.setTextCursor(cursor)
        bar.setValue(value)

    def _qt_cursor(self, anchor: int, position: int) -> QTextCursor:
        offsets, cursor = self.content.offsets, QTextCursor(self.document())
        cursor.setPosition(offsets.to_utf16(anchor))
        cursor.setPosition(offsets.to_utf16(position), QTextCursor.MoveMode.KeepAnchor)
        return cursor
