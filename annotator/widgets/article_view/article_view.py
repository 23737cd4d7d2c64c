"""The article view: a text with its spans, a caret, and what a person does with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from annotator.domain.schema import Label
from annotator.domain.span import Fragment, Span
from annotator.widgets.article_view.caret import move_for_key
from annotator.widgets.article_view.content import Content
from annotator.widgets.article_view.offsets_standin import snap
from annotator.widgets.article_view.pointer import Pointer, moved_boundary
from annotator.widgets.article_view.surface import ArticleSurface
from annotator.widgets.theme import Theme


class ArticleView(ArticleSurface):
    """Shows an article and its spans; positions are code points, fragments half open.

    Values come in through the methods, what the person does goes out through the signals;
    nothing is changed here but the caret, the selection and the zoom.
    """

    caret_moved = Signal(int, bool)
    selection_changed = Signal()
    span_clicked = Signal(str)
    span_activated = Signal(str)
    text_clicked = Signal(int)
    boundary_dragged = Signal(str, int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("articleView")
        self.setAccessibleName("Article")
        self.setAccessibleDescription("The text of the article with its marked spans")
        self.snapping = True
        self._by_person = False
        self._pointer = Pointer(self)
        self._old_caret = QRect()
        self._autoscroll = QTimer(self)
        self._autoscroll.setInterval(60)
        self._autoscroll.timeout.connect(self._scroll_while_dragging)
        self._pointer_at = QPointF()
        self.cursorPositionChanged.connect(self._tell_caret)
        self.selectionChanged.connect(self._tell_selection)

    # What is shown

    def show_document(
        self,
        text: str,
        title: str,
        language: str | None,
        spans: Iterable[Span],
        labels: Iterable[Label],
        excluded: Sequence[Fragment] = (),
        suggestions: Iterable[Span] = (),
    ) -> None:
        """Show a document from its beginning, with nothing focused or selected."""
        content = Content(text, title, language, labels)
        content.excluded = tuple(excluded)
        content.set_spans(spans, suggestions)
        self._load(content)

    def set_spans(self, spans: Iterable[Span], suggestions: Iterable[Span] = ()) -> None:
        """Show these spans and suggestions in place of all others."""
        self.content.set_spans(spans, suggestions)
        if self.content.focused not in self.content.spans:
            self.content.focused = None
        self.finder.forget()
        self._settle(range(self.document().blockCount()))

    def add_span(self, span: Span, suggestion: bool = False) -> None:
        """Show one more span; only the lanes of those that overlap it are found anew."""
        self._refresh(self.content.add(span, suggestion), [span])

    def remove_span(self, span_id: str) -> None:
        """Show a span no longer; drops the focus if it had it."""
        gone = self.content.spans[span_id]
        changed = self.content.remove(span_id)
        if self.content.focused == span_id:
            self.content.focused, self.content.preview = None, None
        self._refresh(changed, [gone])

    def replace_span(self, span: Span) -> None:
        """Show a span as it is now in place of the one of the same id."""
        before = self.content.spans[span.id]
        suggestion = span.id in self.content.suggested
        changed = self.content.remove(span.id) | self.content.add(span, suggestion)
        self._refresh(changed, [before, span])

    def set_excluded(self, regions: Sequence[Fragment]) -> None:
        """Show these regions as not to be annotated."""
        self.content.excluded = tuple(regions)
        self._rebuild()

    def set_matches(self, matches: Sequence[Fragment], current: int | None = None) -> None:
        """Show what a search found; `current` is the number of the one it stands at."""
        self.content.matches, self.content.current_match = tuple(matches), current
        if current is not None:
            self.reveal(matches[current][0])
        self.viewport().update()

    @property
    def focused(self) -> str | None:
        """The id of the focused span, or None."""
        return self.content.focused

    def set_focused(
        self, span_id: str | None, note_lines: Sequence[str] = (), reveal: bool = True
    ) -> None:
        """Put the contour round a span and the note beside it; None takes both away."""
        content = self.content
        content.focused, content.preview = span_id, None
        content.note_lines = tuple(note_lines)
        if span_id is not None and reveal:
            self.reveal(content.spans[span_id].start)
        self.viewport().update()

    def spans_at(self, position: int) -> list[str]:
        """Return the ids of the spans that cover a code point, the innermost first."""
        return self.content.spans_at(position)

    # Caret and selection

    @property
    def caret(self) -> int:
        """The caret's position."""
        return self.content.offsets.from_utf16(self.textCursor().position())

    def set_caret(self, position: int, select_to: int | None = None, reveal: bool = True) -> None:
        """Put the caret somewhere; with `select_to`, select from `position` to there."""
        end = position if select_to is None else select_to
        self.setTextCursor(self._qt_cursor(position, end))
        if reveal:
            self.reveal(end)

    def selection(self) -> Fragment | None:
        """Return what is selected without white space at its edges, in whole graphemes."""
        found = self.selected_range()
        if found is None:
            return None
        start, end = found
        text = self.content.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            return None
        return snap(text, start, end) if self.snapping else (start, end)

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

    def stretch_around(self, position: int, what: QTextCursor.SelectionType) -> Fragment:
        """Return the word or paragraph around a position."""
        cursor, offsets = self._qt_cursor(position, position), self.content.offsets
        cursor.select(what)
        return (
            offsets.from_utf16(cursor.selectionStart()),
            offsets.from_utf16(cursor.selectionEnd()),
        )

    def _move_by_person(self, cursor: QTextCursor) -> None:
        self._by_person = True
        try:
            self.setTextCursor(cursor)
        finally:
            self._by_person = False

    def _tell_caret(self) -> None:
        self.viewport().update(self._old_caret)
        self._old_caret = self.caret_rect().toAlignedRect().adjusted(-1, -1, 1, 1)
        self.viewport().update(self._old_caret)
        self.caret_moved.emit(self.caret, self._by_person)

    def _tell_selection(self) -> None:
        self.viewport().update()
        self.selection_changed.emit()

    # Boundaries

    def preview_boundary(self, edge: str, position: int) -> None:
        """Show the focused span as if one of its boundaries were at that position."""
        content = self.content
        if content.focused is None:
            return
        fragments = content.preview or content.spans[content.focused].fragments
        position = self._snapped(position)
        if edge == "start":
            first = moved_boundary(fragments[0], edge, position)
            content.preview = (first, *fragments[1:])
        else:
            last = moved_boundary(fragments[-1], edge, position)
            content.preview = (*fragments[:-1], last)
        self.viewport().update()

    def finish_boundary(self) -> None:
        """Tell where the dragged boundary was dropped."""
        content, preview = self.content, self.content.preview
        content.preview = None
        self.viewport().update()
        if preview is not None and content.focused is not None:
            self.boundary_dragged.emit(content.focused, preview[0][0], preview[-1][1])

    def _snapped(self, position: int) -> int:
        if not self.snapping or position >= len(self.content.text):
            return position
        return snap(self.content.text, position, position + 1)[0]

    # Drawing again what changed

    def _refresh(self, changed: set[str], touched: Sequence[Span]) -> None:
        spans = [*touched, *(self.content.spans[i] for i in changed if i in self.content.spans)]
        start = min(span.start for span in spans)
        end = max(span.end for span in spans)
        offsets, document = self.content.offsets, self.document()
        first = document.findBlock(offsets.to_utf16(start)).blockNumber()
        last = document.findBlock(offsets.to_utf16(end)).blockNumber()
        self._settle(range(first, last + 1))

    def _settle(self, numbers: range) -> None:
        moved = False
        for number in [each for each in self.page.boxes if each in numbers]:
            self.finder.forget(number)
            moved |= self.page.settle(self.document().findBlockByNumber(number))
        if moved:
            self._layout.documentSizeChanged.emit(self._layout.documentSize())
            self.viewport().update()
            return
        for seen in self.visible_blocks():
            if seen.block.blockNumber() in numbers:
                top, bottom = int(seen.top) - 8, int(seen.bottom) + 8
                self.viewport().update(0, top, self.viewport().width(), bottom - top)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret, copy, select all; every other key is left to the window."""
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

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the full label of what the pointer rests on."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self.hit(QPointF(event.pos()))
            spans = (hit.bar,) if hit.bar is not None else hit.spans
            names = [self.content.label(span_id).name for span_id in spans]
            QToolTip.showText(event.globalPos(), " in ".join(names), self.viewport())
            return True
        return super().viewportEvent(event)

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

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the document's own characters, which Qt does not give back unchanged."""
        data = QMimeData()
        start, end = self.selected_range() or (0, 0)
        data.setText(self.content.text[start:end])
        return data
