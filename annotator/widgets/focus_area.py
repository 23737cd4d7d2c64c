"""A scrolled area that brings into view what the keyboard goes to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

_AIR = 8


class FocusArea(QScrollArea):
    """Scrolls to the widget in it that has the focus, from wherever it came.

    With `stop` the area itself can be reached with Tab where it scrolls, so that keys scroll it.
    """

    def __init__(self, inside: QWidget, stop: bool = False) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        if stop:
            self.verticalScrollBar().rangeChanged.connect(self._be_reached)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _be_reached(self, _least: int, most: int) -> None:
        """Let Tab stop here while there is something to scroll."""
        policy = Qt.FocusPolicy.TabFocus if most else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, _AIR)
