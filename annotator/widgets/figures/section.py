"""A section of a page of figures: a bold title, quiet words beside it, and what it shows."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.typography import interface_font


class Section(QWidget):
    """`quiet` says what the figures are of; widgets of `beside` stand at the right end."""

    def __init__(self, title: str, body: QWidget, *beside: QWidget) -> None:
        super().__init__()
        self.body = body
        heading = QLabel(title)
        heading.setFont(interface_font(13, bold=True))
        self.quiet = ElidedLabel("")
        self.quiet.setProperty("quiet", True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(heading)
        top.addWidget(self.quiet, 1)
        for widget in beside:
            top.addWidget(widget)
        self.nothing = QLabel("")
        self.nothing.setProperty("quiet", True)
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(body)
        column.addWidget(self.nothing)
        column.addStretch(1)

    def say_nothing(self, words: str) -> None:
        """Show these words instead of figures; the figures again with an empty text."""
        self.nothing.setText(words)
        self.nothing.setVisible(bool(words))
        self.body.setVisible(not words)
