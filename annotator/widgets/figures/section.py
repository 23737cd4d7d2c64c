"""A section of a page of figures: a bold title, quiet words beside it, and what it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.typography import interface_font


class Section(QWidget):
    """`quiet` says what the figures are of; widgets of `beside` stand at the right end."""

    def __init__(self, title: str, body: QWidget, *beside: QWidget) -> None:
        super().__init__()
        self.body = body
        self.beside = beside
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
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        self.legend = ElidedLabel("")
        self.legend.setProperty("quiet", True)
        self.legend.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(body)
        column.addWidget(self.nothing)
        column.addWidget(self.legend)
        column.addStretch(1)

    def say_nothing(self, words: str, height: int = 0) -> None:
        """Show these words instead of figures; the figures again with an empty text.

        The words take as much room as the figures will, `height`, so that nothing jumps.
        """
        self.nothing.setText(words)
        self.nothing.setMinimumHeight(height)
        self.nothing.setVisible(bool(words))
        self.body.setVisible(not words)
        self.legend.setVisible(not words and bool(self.legend.text()))

    def say_below(self, words: str) -> None:
        """Say below the figures what is drawn; nothing with an empty text."""
        self.legend.setText(words)
        self.legend.setVisible(bool(words) and not self.nothing.text())
