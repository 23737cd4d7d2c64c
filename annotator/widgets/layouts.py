"""What Qt's layouts lack."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and delete the widgets that stood in it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            # Gone from the screen at once; it is deleted only when the event loop comes round.
            widget.hide()
            widget.deleteLater()
