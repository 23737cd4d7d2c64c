"""Help: the manual's pages, and every action with its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget

from annotator.app.keys_page import keys_page
from annotator.paths import resource
from annotator.widgets.reading_text import ReadingText

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

#: Files under resources/help with their titles, in reading order.
PAGES = (
    ("annotating", "Annotating"),
    ("entities", "People and places"),
    ("guideline", "The guideline"),
    ("agreement", "How far people agree"),
    ("team", "Working as a team"),
    ("files", "Projects and files"),
)


class HelpDialog(QDialog):
    """The pages on the left, their text on the right; nothing comes from the network."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("helpDialog")
        self.setWindowTitle("Help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 600)
        self.pages = QListWidget()
        self.pages.setAccessibleName("Pages")
        self.pages.setFixedWidth(200)
        self.text = ReadingText()
        self.text.setAccessibleName("Help text")
        texts = [(title, _page(name)) for name, title in PAGES]
        self._texts = [*texts, ("Keys and actions", keys_page(window.action_set))]
        for title, _ in self._texts:
            self.pages.addItem(title)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 0, 0)
        row.addWidget(self.pages)
        row.addWidget(self.text, 1)
        self.pages.currentRowChanged.connect(self._show_page)
        self.pages.setCurrentRow(0)

    def _show_page(self, number: int) -> None:
        self.text.show_markdown(self._texts[number][1])


def _page(name: str) -> str:
    return resource(f"help/{name}.md").read_text("utf-8")
