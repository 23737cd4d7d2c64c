"""The mouse in the article: selecting, clicking spans, dragging a boundary or a relation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QElapsedTimer, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.span import Fragment
from annotator.widgets.article_view.hit_testing import Hit

if TYPE_CHECKING:
    from annotator.widgets.article_view.article_view import ArticleView


class Pointer:
    """Turns presses, moves and releases of the left button into what they mean."""

    def __init__(self, view: ArticleView) -> None:
        # Weak, as the view owns this: see layout.py.
        self._seen_by = ref(view)
        self._pressed: Hit | None = None
        self._point = QPointF()
        self._edge: str | None = None
        self._dragged = False
        self._cycle: tuple[tuple[str, ...], int] = ((), -1)
        self._since_double = QElapsedTimer()
        self._double_at = QPointF()

    @property
    def _view(self) -> ArticleView:
        view = self._seen_by()
        if view is None:
            raise ReferenceError("the article view is gone")
        return view

    @property
    def busy(self) -> bool:
        """Whether the button is down."""
        return self._pressed is not None

    def press(self, event: QMouseEvent) -> None:
        """Begin a click, a selection or the drag of a boundary."""
        hit = self._view.hit(event.position())
        self._pressed, self._point, self._dragged = hit, event.position(), False
        self._edge = hit.edge
        if hit.edge is not None or hit.bar is not None:
            return
        if self._is_triple():
            self._view.select_by_person(self._view.paragraph_at(hit.position))
            self._pressed = None
            return
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._view.move_caret(hit.position, keep)

    def move(self, event: QMouseEvent) -> None:
        """Go on with what the press began; otherwise show what would be hit."""
        point = event.position()
        if self._pressed is None:
            self._show_shape(self._view.hit(point), self._view.sign_at(point) is not None)
            return
        distance = (point - self._point).manhattanLength()
        if not self._dragged and distance < QApplication.startDragDistance() / 2:
            return
        self._dragged = True
        self.drag_to(point)

    def drag_to(self, point: QPointF) -> None:
        """Take the dragged boundary or the end of the selection to a point."""
        if self._pressed is None or not self._dragged:
            return
        position = self._view.hit(point).position
        if self._edge is not None:
            self._view.preview_boundary(self._edge, position, self._pressed.fragment)
        elif self._pressed.bar is None:
            self._view.move_caret(position, True)
        else:
            self._view.show_drag(self._point, point)

    def release(self, event: QMouseEvent) -> None:
        """End the click, the selection or the drag."""
        hit, self._pressed = self._pressed, None
        if hit is None:
            return
        if self._edge is not None and self._dragged:
            self._view.finish_boundary()
        elif hit.bar is not None:
            self._drop_on(hit.bar, event.position())
        elif self._edge is not None:
            self._view.move_caret(hit.position, False)
            self._click(hit)
        elif not self._dragged and self._view.selected_range() is None:
            self._click(hit)
        self._edge = None

    def _drop_on(self, bar: str, point: QPointF) -> None:
        """End a press on a bar: a click, or a drag to another span, which asks to join them."""
        self._view.show_drag(None, None)
        there = self._view.hit(point)
        target = there.bar or next((id for id in there.spans if id != bar), None)
        if not self._dragged or target == bar:
            self._view.span_clicked.emit(bar)
        elif target is not None:
            self._view.spans_joined.emit(bar, target)

    def cancel(self) -> None:
        """Forget the drag of a boundary or a relation."""
        self._pressed, self._edge = None, None
        self._view.show_drag(None, None)

    def double_click(self, event: QMouseEvent) -> None:
        """Activate the span of a bar, or select the word."""
        hit = self._view.hit(event.position())
        self._since_double.start()
        self._double_at = event.position()
        if hit.bar is not None:
            self._view.span_activated.emit(hit.bar)
        else:
            self._view.select_by_person(self._view.word_at(hit.position))

    def _click(self, hit: Hit) -> None:
        if not hit.spans:
            self._cycle = ((), -1)
            self._view.text_clicked.emit(hit.position)
            return
        spans, at = self._cycle
        at = (at + 1) % len(hit.spans) if spans == hit.spans else 0
        self._cycle = (hit.spans, at)
        self._view.span_clicked.emit(hit.spans[at])

    def _is_triple(self) -> bool:
        timer = self._since_double
        near = QApplication.startDragDistance()
        return (
            timer.isValid()
            and timer.elapsed() < QApplication.doubleClickInterval()
            and (self._point - self._double_at).manhattanLength() < near
        )

    def _show_shape(self, hit: Hit, on_sign: bool) -> None:
        shape = Qt.CursorShape.IBeamCursor
        if hit.edge is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif hit.bar is not None or on_sign:
            shape = Qt.CursorShape.PointingHandCursor
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)


def moved_boundary(whole: Fragment, edge: str, position: int) -> Fragment:
    """Return a stretch with one end moved; it keeps at least one code point."""
    start, end = whole
    if edge == "start":
        return (min(position, end - 1), end)
    return (start, max(position, start + 1))
