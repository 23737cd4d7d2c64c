"""Widgets beside each other, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

_GAP = 8


class FlowRows(QWidget):
    """Lays widgets out like words of a line, with a gap between them; hidden ones take no room.

    A row is as high as the highest of them, or as is said. `settled` is sent with the height of
    all rows.
    """

    settled = Signal(int)

    def __init__(self, gap: int = _GAP, row: int | None = None) -> None:
        super().__init__()
        self._gap, self._row = gap, row
        self._shown: list[QWidget] = []

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these in place of the others, which go away."""
        for each in self._shown:
            each.deleteLater()
        self._shown = list(widgets)
        for each in self._shown:
            each.setParent(self)
            each.show()
        self.setVisible(bool(self._shown))
        self._settle()

    @property
    def widgets(self) -> Sequence[QWidget]:
        """What is shown, in order."""
        return tuple(self._shown)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the widest one, as high as all rows."""
        widest = max((each.sizeHint().width() for each in self._present()), default=0)
        return QSize(widest, self.height())

    def sizeHint(self) -> QSize:
        """Return what is needed at the present width."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay them out for another width."""
        super().resizeEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        """Lay them out again when one of them shows, goes or wants another width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def _present(self) -> list[QWidget]:
        return [each for each in self._shown if not each.isHidden()]

    def _settle(self) -> None:
        x = y = 0
        present = self._present()
        # Also of the hidden, so that nothing moves as one of them shows.
        hints = [each.sizeHint().height() for each in self._shown]
        height = max(hints, default=0) if self._row is None else self._row
        for each in present:
            width = each.sizeHint().width()
            if x and x + width > self.width():
                x, y = 0, y + height
            each.setGeometry(x, y, width, height)
            x += width + self._gap
        self.setFixedHeight(y + height)
        self.settled.emit(y + height)
