"""What stands where an article would be: what is missing and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.widgets.typography import serif_font

#: Inside a card 400 wide.
_WORDS_WIDTH = 352


class EmptyState(QWidget):
    """A card in the middle of an empty pane; its button sends `asked`."""

    asked = Signal()

    def __init__(self, title: str, words: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(400)
        self.title = QLabel(title)
        self.title.setFont(serif_font(17, bold=True))
        self.title.setWordWrap(True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("quiet", True)
        self.said.setFixedWidth(_WORDS_WIDTH)
        self.say(words)
        self.button = QPushButton(button)
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.asked)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(12)
        inner.addWidget(self.title)
        inner.addWidget(self.said)
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    def say_all(self, title: str, words: str, button: str) -> None:
        """Say something else altogether."""
        self.title.setText(title)
        self.button.setText(button)
        self.say(words)

    def say(self, words: str) -> None:
        """Say something else below the title."""
        self.said.setText(words)
        # As high as it needs to be: a nested layout does not ask for it.
        self.said.setMinimumHeight(self.said.heightForWidth(_WORDS_WIDTH))
