"""The head of the comment box: what it is about, and the tabs of a span."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.tab_button import TabButton
from annotator.widgets.typography import interface_font, serif_font

COMMENTS, NOTE = "comments", "note"


class CommentHead(QWidget):
    """`turned` carries the name of the tab that was clicked."""

    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel("")
        self.title.setFont(interface_font(13, bold=True))
        self.about = ElidedLabel("")
        self.about.setFont(serif_font(13))
        self.about.setProperty("quiet", True)
        self.tabs = {COMMENTS: TabButton("Comments"), NOTE: TabButton("Note")}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 6)
        row.setSpacing(14)
        row.addWidget(self.title)
        for name, tab in self.tabs.items():
            row.addWidget(tab)
            tab.clicked.connect(lambda _checked=False, name=name: self.turned.emit(name))
        row.addWidget(self.about, 1)

    def show_about(self, about: str, *, tabbed: bool) -> None:
        """Say what it is about: the words of a span beside its tabs, or a title."""
        self.title.setVisible(not tabbed)
        self.title.setText(about)
        self.about.setText(about if tabbed else "")
        for tab in self.tabs.values():
            tab.setVisible(tabbed)

    def select(self, name: str) -> None:
        """Show which tab is in front."""
        for each, tab in self.tabs.items():
            tab.setChecked(each == name)
