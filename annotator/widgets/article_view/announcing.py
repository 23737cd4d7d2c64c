"""Tells screen readers what has the focus in the article."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, message: str) -> None:
    """Have a screen reader say something, when one is listening."""
    # Here, because start-up is measured and nothing is announced during it.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if message and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, message))
