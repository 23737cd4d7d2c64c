"""The comments of a box, one below the other, gone through with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from annotator.widgets.comment_row import CommentDelegate, CommentRow
from annotator.widgets.theme import Theme

#: So much of a comment that is taller than the list goes by with one press of an arrow.
_STEP = 57


class CommentList(QListWidget):
    """`struck` carries the name of a key that means something for the current comment.

    `left_below` is sent when ↓ goes beyond the last one.
    """

    struck = Signal(str)
    left_below = Signal()
    focused = Signal()

    def __init__(
        self, theme: Theme, named: Callable[[QKeyEvent], str | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._named = named
        self.delegate = CommentDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(_STEP)

    def show_rows(self, rows: Sequence[CommentRow]) -> None:
        """Show these comments; the current one stays current while it is there."""
        before = self.current
        self.clear()
        for row in rows:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.said)
            self.addItem(item)
        self._measure()
        ids = [row.id for row in rows]
        last = len(rows) - 1
        self.setCurrentRow(ids.index(before.id) if before and before.id in ids else last)

    @property
    def rows(self) -> list[CommentRow]:
        """The comments that are shown."""
        return [self._row(number) for number in range(self.count())]

    def _row(self, number: int) -> CommentRow:
        row: CommentRow = self.item(number).data(Qt.ItemDataRole.UserRole)
        return row

    @property
    def current(self) -> CommentRow | None:
        """The current comment."""
        return self._row(self.currentRow()) if self.currentRow() >= 0 else None

    def _measure(self) -> int:
        """Give every comment its height; return the height of all."""
        width, total = self.viewport().width(), 0
        for number in range(self.count()):
            height = self.delegate.height(self._row(number), width)
            total += height
            if self.item(number).sizeHint() != QSize(0, height):
                self.item(number).setSizeHint(QSize(0, height))
        return total

    def height_needed(self, width: int) -> int:
        """Return how tall all comments are in a list of that width."""
        return sum(self.delegate.height(row, width) for row in self.rows)

    def show_last(self) -> None:
        """Scroll to the end, where the newest is."""
        self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the comments anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which comment the keys are about."""
        self._set_at_work(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show so no longer."""
        self._set_at_work(False)
        super().focusOutEvent(event)

    def _set_at_work(self, at_work: bool) -> None:
        self.delegate.at_work = at_work
        self.viewport().update()
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the comments; other keys are what the box says."""
        name = self._named(event) or ""
        if name in ("Up", "Down"):
            self._go(1 if name == "Down" else -1)
        elif name in ("PageUp", "PageDown", "Home", "End"):
            super().keyPressEvent(event)
        else:
            self.struck.emit(name)
        event.accept()

    def _go(self, direction: int) -> None:
        bar, view = self.verticalScrollBar(), self.viewport().height()
        place = self.visualItemRect(self.currentItem()) if self.currentItem() else None
        if place is not None and direction > 0 and place.bottom() > view:
            bar.setValue(bar.value() + min(_STEP, place.bottom() - view + 1))
        elif place is not None and direction < 0 and place.top() < 0:
            bar.setValue(bar.value() - min(_STEP, -place.top()))
        elif self.currentRow() + direction >= self.count():
            self.left_below.emit()
        else:
            self.setCurrentRow(max(0, self.currentRow() + direction))
