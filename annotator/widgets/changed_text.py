"""What changed in a text, passage by passage: underlined what is new, struck out what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.domain.guideline_changes import (
    ADDED,
    CHANGED,
    MOVED,
    NEW,
    OLD,
    SAME,
    TAKEN_OUT,
    Passage,
)
from annotator.widgets.reading_column import ReadingColumn
from annotator.widgets.theme import Theme, mix
from annotator.widgets.typography import interface_font, serif_font

#: What stands before a passage, for those who see no colour.
SIGNS = {ADDED: "+", TAKEN_OUT: "−", CHANGED: "±", MOVED: "↕"}
_HANGING = 24
#: Between the sign and the words, and between what is gone and what stands there now.
_GAP, _BETWEEN = "\u2002", "\u2009"


class ChangedText(QTextEdit):
    """Shows passages; `turned` asks for an older (−1) or a newer (1) version.

    N and Shift+N go from change to change.
    """

    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changedText")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        # It is read, not written; where one is shows a tint.
        self.setCursorWidth(0)
        self.document().setDocumentMargin(24)
        self.column = ReadingColumn(self)
        self._theme = theme
        self._passages: Sequence[Passage] = ()
        #: Where each passage that changed begins, in Qt's positions, and which one is looked at.
        self._places: list[int] = []
        self.current: int | None = None

    def show_passages(self, passages: Iterable[Passage]) -> None:
        """Show these from the beginning."""
        self._passages = list(passages)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw with this theme."""
        self._theme = theme
        self._draw()

    def _draw(self) -> None:
        self.clear()
        self._places, self.current = [], None
        self.setExtraSelections([])
        cursor = QTextCursor(self.document())
        section = ""
        for passage in self._passages:
            if passage.section != section and not passage.heading:
                self._begin(cursor, top=18)
                cursor.insertText(passage.section, self._look(13, soft=True, bold=True))
            section = passage.section
            if passage.kind == SAME:
                self._begin(cursor, top=4)
                s = "s" * (passage.number != 1)
                words = f"⋯ {passage.number:,} passage{s} as before"
                cursor.insertText(words, self._look(12, soft=True))
            else:
                self._write(cursor, passage)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _begin(self, cursor: QTextCursor, top: int, hanging: int = 0) -> None:
        layout = QTextBlockFormat()
        layout.setTopMargin(top)
        layout.setBottomMargin(4)
        layout.setLeftMargin(_HANGING)
        layout.setTextIndent(-hanging)
        layout.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self.document().isEmpty():
            cursor.setBlockFormat(layout)
        else:
            cursor.insertBlock(layout)

    def _write(self, cursor: QTextCursor, passage: Passage) -> None:
        sign, font = f"{SIGNS[passage.kind]}{_GAP}", interface_font(17, bold=True)
        # The sign hangs in the margin, the words stand under each other.
        hanging = QFontMetrics(font).horizontalAdvance(sign)
        self._begin(cursor, top=18 if passage.heading else 8, hanging=hanging)
        self._places.append(cursor.position())
        look = QTextCharFormat()
        look.setFont(font)
        look.setForeground(QColor(self._theme.accent))
        cursor.insertText(sign, look)
        plain = QTextCharFormat()
        plain.setFont(serif_font(20 if passage.heading else 17, bold=passage.heading))
        plain.setForeground(QColor(self._theme.ink))
        before = None
        for piece in passage.pieces:
            if (before, piece.mark) == (OLD, NEW):
                cursor.insertText(_BETWEEN, plain)
            before = piece.mark
            words = piece.words.strip()
            start, end = piece.words.split(words, 1) if words else (piece.words, "")
            # Blanks at the edges stay plain: only words are marked.
            cursor.insertText(start, plain)
            cursor.insertText(words, self._marked(plain, piece.mark))
            cursor.insertText(end, plain)
        if passage.kind == MOVED:
            cursor.insertText("  stands elsewhere now", self._look(12, soft=True))

    def _marked(self, plain: QTextCharFormat, mark: str) -> QTextCharFormat:
        look = QTextCharFormat(plain)
        if mark == NEW:
            look.setFontUnderline(True)
            look.setForeground(QColor(self._theme.accent))
            look.setBackground(QColor(self._theme.selected_row))
        elif mark == OLD:
            look.setFontStrikeOut(True)
            look.setForeground(QColor(self._theme.soft_ink))
            look.setBackground(QColor(mix(self._theme.paper, self._theme.well, 0.8)))
        return look

    def _look(self, size: int, *, soft: bool, bold: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(interface_font(size, bold=bold))
        look.setForeground(QColor(self._theme.soft_ink if soft else self._theme.ink))
        return look

    # Going from change to change

    def go(self, step: int) -> bool:
        """Go to the next (1) or the previous (−1) change; False where there is no further one."""
        at = (-1 if step > 0 else len(self._places)) if self.current is None else self.current
        if not 0 <= at + step < len(self._places):
            return False
        self.current = at + step
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places[self.current])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        here = QTextEdit.ExtraSelection()
        here.cursor = cursor
        tint = QColor(self._theme.focus_tint or self._theme.selected_row)
        here.format.setBackground(tint)
        here.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        self.setExtraSelections([here])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take N for the next change, with Shift the previous one, and arrows for versions."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
        )  # fmt: skip
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if plain and event.key() == Qt.Key.Key_N:
            self.go(-1 if shift else 1)
        elif plain and not shift and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turned.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)
