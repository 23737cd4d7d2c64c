"""F6 and Shift+F6: from pane to pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class Panes:
    """Knows the panes in order; those that are hidden or empty are passed over."""

    def __init__(self, panes: Callable[[], Sequence[QWidget]]) -> None:
        self._panes = panes

    def go(self, direction: int) -> None:
        """Give the keyboard to the next (1) or the previous (-1) pane."""
        panes = [pane for pane in self._panes() if pane.isVisible() and pane.isEnabled()]
        if not panes:
            return
        focus = QApplication.focusWidget()
        here = next(
            (
                number
                for number, pane in enumerate(panes)
                if focus is not None and (pane is focus or pane.isAncestorOf(focus))
            ),
            -1 if direction > 0 else 0,
        )
        panes[(here + direction) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)
