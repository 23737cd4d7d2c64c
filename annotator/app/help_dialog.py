"""Help: the manual's pages, and every action with its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout

from annotator.app.keys_page import keys_page
from annotator.paths import resource
from annotator.widgets.reading_text import ReadingText
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

#: Files under resources/help with their titles, in reading order.
PAGES = (
    ("annotating", "Annotating"),
    ("review", "Review"),
    ("entities", "People and places"),
    ("guideline", "The guideline"),
    ("agreement", "How far people agree"),
    ("team", "Working as a team"),
    ("files", "Projects and files"),
    ("repair", "The repair list"),
    ("formats/formats", "Formats"),
)
#: So many strokes a line of a table may have, one more than its columns.
_WIDEST = 8
_SAID_BELOW = "The page of each format says it."


class HelpDialog(QDialog):
    """The pages on the left, their text on the right; nothing comes from the network."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("helpDialog")
        self.setWindowTitle("Help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 640)
        self.pages = QListWidget()
        self.pages.setAccessibleName("Pages")
        self.pages.setFixedWidth(240)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = ReadingText()
        self.text.setAccessibleName("Help text")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = window.theme
        texts = [(title, _page(name)) for name, title in PAGES]
        self._texts = [*texts, *_formats(), ("Keys and actions", keys_page(window.action_set))]
        for title, _ in self._texts:
            self.pages.addItem(title)
            # A long one is cut with ….
            self.pages.item(self.pages.count() - 1).setToolTip(title.strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(16, 16, 16, 16)
        left.addWidget(self.pages)
        row.addLayout(left)
        row.addWidget(self.text, 1)
        self.pages.currentRowChanged.connect(self._show_page)
        self.pages.setCurrentRow(0)

    def _show_page(self, number: int) -> None:
        self.text.show_markdown(self._texts[number][1])
        _set_keys(self.text.document(), self._theme)


def _set_keys(document: QTextDocument, theme: Theme) -> None:
    """Show what Markdown has as code, keys and commands, on a ground like that of a key cap."""
    family = interface_font(13).family()
    found = []
    block = document.begin()
    while block.isValid():
        if block.blockFormat().nonBreakableLines():
            # Commands would go on beyond the edge.
            breakable = block.blockFormat()
            breakable.setNonBreakableLines(False)
            QTextCursor(block).setBlockFormat(breakable)
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            if piece.charFormat().fontFixedPitch():
                found.append((piece.position(), piece.length()))
            pieces += 1
        block = block.next()
    look = QTextCharFormat()
    look.setBackground(QColor(theme.well))
    look.setFontFamilies([family])
    look.setFontFixedPitch(False)
    for position, length in found:
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)


def _page(name: str) -> str:
    return _without_wide_tables(resource(f"help/{name}.md").read_text("utf-8"))


def _without_wide_tables(text: str) -> str:
    """Return a page without the tables that have more columns than the dialog has room for."""
    kept: list[str] = []
    for line in text.split("\n"):
        if line.startswith("|") and line.count("|") > _WIDEST:
            if not kept or kept[-1] != _SAID_BELOW:
                kept.append(_SAID_BELOW)
        else:
            kept.append(line)
    return "\n".join(kept)


def _formats() -> list[tuple[str, str]]:
    """Return title and text of the page of each format, the titles set in below “Formats”."""
    names = sorted(path.stem for path in resource("help/formats").iterdir())
    found = []
    for name in names:
        text = _page(f"formats/{name}")
        title = text.partition("\n")[0].removeprefix("#").strip()
        if name != "formats":
            found.append((f"    {title}", text))
    return sorted(found, key=lambda page: page[0].casefold())
