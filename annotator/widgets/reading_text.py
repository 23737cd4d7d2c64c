"""Markdown to be read: set with air, and nothing in it is ever loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QShowEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

_RULE = re.compile(r"R\d+\b[.:]?")


class ReadingText(QTextBrowser):
    """Shows Markdown; `refused` lists the addresses that the text asked for in vain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.refused: list[str] = []
        #: What is to be set when somebody looks, with the colour of the rules.
        self._waiting: tuple[str, str | None] | None = None
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(24)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Load nothing, neither from a disk nor from a network."""
        address = name if isinstance(name, str) else name.toString()
        self.refused.append(address)
        # Not nothing at all, and a picture for a picture: Qt would look for a file itself else.
        if type == QTextDocument.ResourceType.ImageResource.value:
            empty = QImage(1, 1, QImage.Format.Format_ARGB32)
            empty.fill(0)
            return empty
        return QByteArray(b" ")

    def show_markdown(self, text: str, rule_color: str | None = None) -> None:
        """Show a text from its beginning; numbers of rules stand out in a colour, if given.

        It is set once the text is in sight, as a long one takes tenths of a second.
        """
        self._waiting = (text, rule_color)
        if self.isVisible():
            self._set()

    def showEvent(self, event: QShowEvent) -> None:
        """Set what waited to be seen."""
        super().showEvent(event)
        self._set()

    def _set(self) -> None:
        if self._waiting is None:
            return
        (text, rule_color), self._waiting = self._waiting, None
        self.refused.clear()
        self.document().setMarkdown(
            text,
            QTextDocument.MarkdownFeature.MarkdownDialectGitHub
            | QTextDocument.MarkdownFeature.MarkdownNoHTML,
        )
        # As one change, or all of it is laid out anew for each of its blocks.
        whole = QTextCursor(self.document())
        whole.beginEditBlock()
        give_air(self.document())
        if rule_color is not None:
            self._mark_rules(QColor(rule_color))
        whole.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _mark_rules(self, color: QColor) -> None:
        look = QTextCharFormat()
        look.setForeground(color)
        look.setFontWeight(QFont.Weight.DemiBold)
        bold = QFont(self.document().defaultFont())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        block = self.document().begin()
        while block.isValid():
            found = _RULE.match(block.text())
            if found and not block.blockFormat().headingLevel():
                cursor = QTextCursor(block)
                keep = QTextCursor.MoveMode.KeepAnchor
                cursor.setPosition(block.position() + found.end(), keep)
                cursor.mergeCharFormat(look)
                if not block.textList():
                    # The number stands in the margin of its rule.
                    layout = block.blockFormat()
                    hanging = metrics.horizontalAdvance(f"{found[0]} ")
                    layout.setLeftMargin(hanging)
                    layout.setTextIndent(-hanging)
                    QTextCursor(block).setBlockFormat(layout)
            block = block.next()

    def show_heading(self, title: str) -> bool:
        """Bring the heading with these words to the top; whether there is one."""
        return self._bring(lambda block: _heading(block) == title)

    def show_rule(self, name: str) -> bool:
        """Bring the rule with this number to the top; whether there is one."""
        return self._bring(lambda block: _rule(block) == name)

    def _bring(self, fits: Callable[[QTextBlock], bool]) -> bool:
        self._set()
        block = self.document().begin()
        while block.isValid():
            if fits(block):
                self.setTextCursor(QTextCursor(block))
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(max(0, round(top) - 12))
                return True
            block = block.next()
        return False


def _heading(block: QTextBlock) -> str | None:
    return block.text().strip() if block.blockFormat().headingLevel() else None


def _rule(block: QTextBlock) -> str | None:
    found = None if block.blockFormat().headingLevel() else _RULE.match(block.text())
    return found[0].rstrip(".:") if found else None


def give_air(document: QTextDocument) -> None:
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
