"""The article view: a text with its spans, a caret, and what a person does with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.span import Fragment
from annotator.widgets.article_view.span_surface import SpanSurface
from annotator.widgets.theme import LIGHT, Theme

if TYPE_CHECKING:
    from annotator.widgets.article_view.hints import Hints
    from annotator.widgets.article_view.pointer import Pointer


class ArticleView(SpanSurface):
    """Shows an article and its spans; positions are code points, fragments half open.

    Values come in through the methods, what the person does goes out through the signals;
    nothing is changed here but the caret, the selection and the zoom. `boundary_dragged`
    carries a span and the fragments it is to have, `spans_joined` the spans at both ends of
    a drag from bar to bar.
    """

    caret_moved = Signal(int, bool)
    selection_changed = Signal()
    span_clicked = Signal(str)
    span_activated = Signal(str)
    text_clicked = Signal(int)
    boundary_dragged = Signal(str, object)
    spans_joined = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(theme, parent)
        self.setObjectName("articleView")
        self.setAccessibleName("Article")
        self.setAccessibleDescription("The text of the article with its marked spans")
        self.snapping = True
        self._by_person = False
        self._pointer_made: Pointer | None = None
        self._hints: Hints | None = None
        self._old_caret = QRect()
        self._autoscroll = QTimer(self)
        self._autoscroll.setInterval(60)
        self._autoscroll.timeout.connect(self._scroll_while_dragging)
        self._pointer_at = QPointF()
        self.cursorPositionChanged.connect(self._tell_caret)
        self.selectionChanged.connect(self._tell_selection)

    @property
    def _pointer(self) -> Pointer:
        # Made, and loaded, when a mouse is used: the first paint does not wait for it.
        if self._pointer_made is None:
            from annotator.widgets.article_view.pointer import Pointer

            self._pointer_made = Pointer(self)
        return self._pointer_made

    # Caret and selection

    @property
    def caret(self) -> int:
        """The caret's position."""
        return self.content.offsets.from_utf16(self.textCursor().position())

    def set_caret(self, position: int, select_to: int | None = None, reveal: bool = True) -> None:
        """Put the caret somewhere; with `select_to`, select from `position` to there."""
        end = position if select_to is None else select_to
        self._put_cursor(self._qt_cursor(position, end))
        if reveal:
            self.reveal(end)

    def selection(self) -> Fragment | None:
        """Return what is selected without white space at its edges, in whole graphemes."""
        found = self.selected_range()
        if found is None:
            return None
        # Here, because start-up is measured and nothing is selected then.
        from annotator.domain.graphemes import clean_selection, trim

        clean = clean_selection if self.snapping else trim
        start, end = clean(self.content.text, *found)
        return (start, end) if start < end else None

    def set_snapping(self, on: bool) -> None:
        """Let selections and dragged boundaries keep graphemes whole, or not."""
        self.snapping = on

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        self.set_caret(self.caret, reveal=False)

    def move_caret(self, position: int, keep_anchor: bool) -> None:
        """Move the caret for the person, selecting when the anchor is kept."""
        anchor = self.content.offsets.from_utf16(self.textCursor().anchor())
        self._move_by_person(self._qt_cursor(anchor if keep_anchor else position, position))

    def select_by_person(self, stretch: Fragment) -> None:
        """Select a stretch for the person."""
        self._move_by_person(self._qt_cursor(*stretch))

    def paragraph_at(self, position: int) -> Fragment:
        """Return the paragraph of the text at a position, however Qt has broken it up."""
        text = self.content.text
        end = text.find("\n", position)
        return (text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end)

    def word_at(self, position: int) -> Fragment:
        """Return the word around a position, without the marks that touch it."""
        from annotator.domain.text_objects import text_object

        return text_object("word", self.content.text, position) or (position, position)

    def _move_by_person(self, cursor: QTextCursor) -> None:
        self._by_person = True
        try:
            self._put_cursor(cursor)
        finally:
            self._by_person = False

    def _tell_caret(self) -> None:
        self.viewport().update(self._old_caret)
        # As far to the sides as it may be drawn on a contour instead.
        self._old_caret = self.caret_rect().toAlignedRect().adjusted(-6, -1, 6, 1)
        self.viewport().update(self._old_caret)
        self.caret_moved.emit(self.caret, self._by_person)

    def _tell_selection(self) -> None:
        self.viewport().update()
        self.selection_changed.emit()

    # Boundaries

    def preview_boundary(self, edge: str, position: int, number: int = 0) -> None:
        """Show the focused span as if a boundary of one of its fragments were at a position."""
        from annotator.widgets.article_view.pointer import moved_boundary

        content = self.content
        if content.focused is None:
            return
        fragments = list(content.spans[content.focused].fragments)
        moved = moved_boundary(fragments[number], edge, self._snapped(position))
        before = fragments[number - 1][1] if number else 0
        after = fragments[number + 1][0] if number + 1 < len(fragments) else len(content.text)
        fragments[number] = (max(moved[0], before), min(moved[1], after))
        content.preview = tuple(fragments)
        self.viewport().update()

    def finish_boundary(self) -> None:
        """Tell where the dragged boundary was dropped."""
        content, preview = self.content, self.content.preview
        content.preview = None
        self.viewport().update()
        if preview is not None and content.focused is not None:
            self.boundary_dragged.emit(content.focused, preview)

    def show_drag(self, begin: QPointF | None, end: QPointF | None) -> None:
        """Show the line of a relation that is being dragged, or none."""
        self.content.drag = (
            None if begin is None or end is None else (begin.toTuple(), end.toTuple())
        )
        self.viewport().update()

    def _snapped(self, position: int) -> int:
        from annotator.domain.graphemes import snap

        return snap(self.content.text, position, position)[0] if self.snapping else position

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret, copy, select all; every other key is left to the window."""
        from annotator.widgets.article_view.caret import move_for_key

        cursor = self.textCursor()
        lines = max(1, len(self._lines_seen()) - 1)
        if move_for_key(cursor, event, lines):
            self._move_by_person(cursor)
            self.reveal(self.caret)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_by_person((0, len(self.content.text)))
        else:
            event.ignore()
            return
        event.accept()

    def _lines_seen(self) -> list[float]:
        height = self.viewport().height()
        tops = [seen.top + line.top for seen in self.visible_blocks() for line in seen.box.lines]
        return [top for top in tops if 0 <= top < height]

    def focusNextPrevChild(self, next: bool) -> bool:
        """Leave Tab to the window."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            if not self.click_sign(event.position()):
                self._pointer.press(event)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what lies under the pointer."""
        self._pointer_at = event.position()
        self._pointer.move(event)
        outside = not 0 <= event.position().y() <= self.viewport().height()
        if self._pointer.busy and outside:
            self._autoscroll.start()
        else:
            self._autoscroll.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click or a drag."""
        self._autoscroll.stop()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Activate a span, or select a word."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.double_click(event)

    def _scroll_while_dragging(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (-1 if self._pointer_at.y() < 0 else 1))
        self._pointer.drag_to(self._pointer_at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            elif event.angleDelta().y() < 0:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Be ready to give hints, once a pointer has come."""
        if self._hints is None:
            from annotator.widgets.article_view.hints import Hints

            self._hints = Hints(self)
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy and to select all."""
        menu = QMenu(self)
        copy = menu.addAction("Copy", self.copy)
        copy.setEnabled(self.selected_range() is not None)
        menu.addAction("Select all", lambda: self.select_by_person((0, len(self.content.text))))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def selected_text(self) -> str:
        """Return the document's own characters that are selected, exactly as selected."""
        start, end = self.selected_range() or (0, 0)
        return self.content.text[start:end]

    def copy(self) -> None:
        """Put the selected characters on the clipboard."""
        if self.selected_range() is not None:
            # Not through Qt's copy(): data that Python made for it outlives the interpreter.
            # A byte order mark in front would make Qt read the rest the other way round.
            text = self.selected_text().lstrip("\ufeff\ufffe")
            QGuiApplication.clipboard().setText(text)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the document's own characters, which Qt does not give back unchanged."""
        data = QMimeData()
        data.setText(self.selected_text())
        return data
