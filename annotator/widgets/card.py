"""A card that floats over a pane until Esc, or until the keyboard goes elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QWidget

_GAP = 8
#: Reasons for which the keyboard leaves and comes back by itself.
_FOR_A_WHILE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class Card(QFrame):
    """Stays in place when its pane changes; `closed` is sent whenever it goes away."""

    closed = Signal()

    def __init__(self, host: QWidget, *, fits: bool = False) -> None:
        """Make it over a pane; one that `fits` follows when what is in it needs another height."""
        super().__init__(host)
        self.host, self._fits = host, fits
        host.installEventFilter(self)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 56))
        self.setGraphicsEffect(shadow)
        self.hide()

    def watch(self, *widgets: QWidget) -> None:
        """Go away when these, which have the keyboard, lose it to something outside."""
        for widget in widgets:
            widget.installEventFilter(self)

    def place(self) -> None:
        """Take the place in the pane, whose size may be another one."""

    def event(self, event: QEvent) -> bool:
        """Take another place when what is in it needs another height."""
        done = super().event(event)
        if self._fits and event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return done

    def close_quietly(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the pane changes; go away when the keyboard goes elsewhere."""
        if event.type() == QEvent.Type.Resize and watched is self.host:
            if not self.isHidden():
                self.place()
        elif isinstance(event, QFocusEvent) and event.lostFocus() and self._is_left(event):
            QTimer.singleShot(0, self, self._look_for_focus)
        return False

    def _is_left(self, event: QFocusEvent) -> bool:
        return event.reason() not in _FOR_A_WHILE

    def _look_for_focus(self) -> None:
        has = QApplication.focusWidget()
        if self.isVisible() and (has is None or not self.isAncestorOf(has)):
            self.close_quietly()


def place_beside(host: QSize, near: QRect, wanted: QSize) -> QRect:
    """Return where a card stands below `near`, above it where there is no room, in its host."""
    width = min(wanted.width(), host.width() - 2 * _GAP)
    height = min(wanted.height(), host.height() - 2 * _GAP)
    below, above = near.bottom() + _GAP, near.top() - _GAP - height
    top = below
    if below + height > host.height() - _GAP:
        top = above if above >= _GAP else max(_GAP, host.height() - height - _GAP)
    left = min(max(near.left(), _GAP), host.width() - width - _GAP)
    return QRect(left, top, width, height)


def line() -> QFrame:
    """Return a thin line between two parts of a card."""
    found = QFrame()
    found.setObjectName("sectionLine")
    found.setFixedHeight(1)
    return found
