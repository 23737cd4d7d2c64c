"""The top line: the project's name, its pages, and who I am."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.key_cap import KeyCap
from annotator.widgets.layouts import empty
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font
from annotator.widgets.widths import BAR_HEIGHT

#: A longer project title is cut with ….
_TITLE_WIDTH = 240


def _flat(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setFlat(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


class TopBar(QFrame):
    """Shows the project's title, a tab for each page, and the person.

    `page_chosen` carries the name of a page; `commands_asked` and `person_asked` are clicks.
    """

    page_chosen = Signal(str)
    commands_asked = Signal()
    person_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(BAR_HEIGHT)
        self.title = ElidedLabel("")
        self.title.setFont(interface_font(13, bold=True))
        self.title.setMaximumWidth(_TITLE_WIDTH)
        # Left even for a title in Arabic or Hebrew.
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        self.title.setAlignment(left | Qt.AlignmentFlag.AlignVCenter)
        self._tabs = QButtonGroup(self)
        self.commands = _flat("Commands")
        self.commands.clicked.connect(self.commands_asked)
        self.cap = KeyCap("Ctrl K", theme)
        self.person = _flat("")
        self.person.clicked.connect(self.person_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        self._tab_row = QHBoxLayout()
        self._tab_row.setSpacing(20)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(24)
        row.addLayout(self._tab_row)
        row.addStretch(1)
        row.addWidget(self.commands)
        row.addWidget(self.cap)
        row.addSpacing(16)
        row.addWidget(self.person)

    def show_tabs(self, pages: Sequence[tuple[str, str]]) -> None:
        """Show a tab for each page, given as (name, title); none takes them all away."""
        for tab in self._tabs.buttons():
            self._tabs.removeButton(tab)
        empty(self._tab_row)
        for name, title in pages:
            tab = QPushButton(title)
            tab.setObjectName(name)
            tab.setProperty("page", True)
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tab.clicked.connect(lambda _checked=False, name=name: self.page_chosen.emit(name))
            self._tabs.addButton(tab)
            self._tab_row.addWidget(tab)

    def select_tab(self, name: str) -> None:
        """Show which page is open."""
        for tab in self._tabs.buttons():
            tab.setChecked(tab.objectName() == name)

    def show_project(self, title: str, person: str) -> None:
        """Show the project's title and the name of who is at the keyboard."""
        self.title.setText(title)
        self.person.setText(person)
        self.person.setVisible(bool(person))

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self.cap.set_theme(theme)
