"""Help: the manual's pages, and every action with its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser

from annotator.app.keys_page import keys_page
from annotator.paths import resource

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

#: Files under resources/help with their titles, in reading order.
PAGES = (
    ("annotating", "Annotating"),
    ("review", "Review"),
    ("entities", "People and places"),
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
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("Help text")
        self.text.document().setDocumentMargin(24)
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
        self.text.setMarkdown(self._texts[number][1])
        _give_air(self.text.document())


def _give_air(document: QTextDocument) -> None:
    """Set paragraphs and headings apart, which Markdown in Qt leaves without space."""
    block = document.begin()
    while block.isValid():
        layout = block.blockFormat()
        heading = layout.headingLevel()
        layout.setTopMargin(18 if heading > 1 else 0)
        layout.setBottomMargin(4 if block.textList() else 8)
        layout.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(block).setBlockFormat(layout)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format().toTableFormat()
            table.setCellPadding(6)
            table.setBorder(0)
            frame.setFormat(table)


def _page(name: str) -> str:
    return resource(f"help/{name}.md").read_text("utf-8")
