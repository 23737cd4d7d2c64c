"""A tab: quiet words, bold with a line below when it is the one that is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


class TabButton(QPushButton):
    """Takes no keyboard, as a key beside it turns to it, unless it `takes_keys`."""

    def __init__(
        self, words: str, parent: QWidget | None = None, *, takes_keys: bool = False
    ) -> None:
        super().__init__(words, parent)
        self.setProperty("tab", True)
        self.setCheckable(True)
        policy = Qt.FocusPolicy.StrongFocus if takes_keys else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
