"""A part of a page that hands the keyboard on to something in it.

Not by a focus proxy: Tab would turn back to the proxy from the end of what is in front of the part,
and never get past it.
"""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QWidget


class HandingOn(QFrame):
    """Gives the keyboard to `first` when it is given to itself."""

    def __init__(self, first: QWidget | None = None) -> None:
        super().__init__()
        self.first = first

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand it on."""
        super().focusInEvent(event)
        if self.first is not None:
            self.first.setFocus(event.reason())
