"""The beginning of an article that is looked at before it comes in."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from annotator.domain.offsets import OffsetMap
from annotator.domain.qt_text import qt_text
from annotator.domain.span import Fragment
from annotator.widgets.theme import Theme
from annotator.widgets.typography import serif_font

_HEIGHT = 168


class FirstArticle(QPlainTextEdit):
    """Shows a text to read, with what would be excluded in soft ink."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("importPreview")
        self.setAccessibleName("Beginning of the first article")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(serif_font(15))
        self.document().setDocumentMargin(8)
        self.setMinimumHeight(_HEIGHT)

    def show_text(self, text: str, excluded: Iterable[Fragment], theme: Theme) -> None:
        """Show the beginning of an article; `excluded` are code points of it."""
        self.setPlainText(qt_text(text).text)
        offsets, marks = OffsetMap(text), []
        for start, end in excluded:
            cursor = QTextCursor(self.document())
            cursor.setPosition(offsets.to_utf16(start))
            cursor.setPosition(offsets.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setForeground(QColor(theme.soft_ink))
            mark.format.setFontItalic(True)
            marks.append(mark)
        self.setExtraSelections(marks)
