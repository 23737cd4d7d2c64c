"""The top line: the project's name, what is at hand, and who I am."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.key_cap import KeyCap
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font
from annotator.widgets.widths import BAR_HEIGHT


class TopBar(QFrame):
    """Shows the project's title and the person; `commands_asked` and `person_asked` are clicks."""

    commands_asked = Signal()
    person_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(BAR_HEIGHT)
        self.title = QLabel("")
        self.title.setFont(interface_font(13, bold=True))
        self.article = ElidedLabel("")
        self.article.setProperty("quiet", True)
        # Left even for a title in Arabic or Hebrew.
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        self.article.setAlignment(left | Qt.AlignmentFlag.AlignVCenter)
        self.commands = QPushButton("Commands")
        self.commands.setFlat(True)
        self.commands.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.commands.clicked.connect(self.commands_asked)
        self.cap = KeyCap("Ctrl K", theme)
        self.person = QPushButton("")
        self.person.setFlat(True)
        self.person.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.person.clicked.connect(self.person_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(16)
        row.addWidget(self.article, 1)
        row.addWidget(self.commands)
        row.addWidget(self.cap)
        row.addSpacing(16)
        row.addWidget(self.person)

    def show_project(self, title: str, person: str) -> None:
        """Show the project's title and “You are Ana”."""
        self.title.setText(title)
        self.person.setText(person)
        self.person.setVisible(bool(person))

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.cap.set_theme(theme)
