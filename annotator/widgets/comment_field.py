"""A field for several lines that grows with what is typed; Enter hands it on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.widgets.rule_offers import RuleOffers
from annotator.widgets.typography import interface_font

#: It grows to so many lines, then it scrolls.
_MOST_LINES = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: What means something in the list of rules while it is open.
_OF_OFFERS = (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Up, Qt.Key.Key_Down)
_LINE_BREAK = "\u2028"


class CommentField(QPlainTextEdit):
    """`entered` is sent on Enter, `left` on Esc, `raised` on ↑ in the first line, `turned` on Tab.

    Shift and Enter break the line. `grown` is sent when it needs another height.
    """

    entered = Signal()
    left = Signal()
    raised = Signal()
    turned = Signal()
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: RuleOffers | None = None
        self.setObjectName("commentField")
        self.setFont(interface_font(13))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(6)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def offer_rules(self, rules: Callable[[], Sequence[tuple[str, str]]]) -> None:
        """Offer rules, as (number, words), while their numbers are typed."""
        self._offers = RuleOffers(self, rules)

    @property
    def words(self) -> str:
        """What is typed; its lines are parted by line feeds."""
        block, lines = self.document().begin(), []
        while block.isValid():
            lines.append(block.text().replace(_LINE_BREAK, "\n"))
            block = block.next()
        return "\n".join(lines)

    def show_words(self, words: str) -> None:
        """Show words in place of others, with the caret behind them."""
        self.setPlainText(words)
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)
        self._fit()

    def _fit(self) -> None:
        leading = QFontMetrics(self.font()).lineSpacing()
        lines = min(max(1, round(self.document().size().height())), _MOST_LINES)
        height = lines * leading + 14
        scrolls = self.document().size().height() > _MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff
        )
        if height != self.height():
            self.setFixedHeight(height)
            self.grown.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Enter, with whatever is held, from being a key of the window."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, Esc, Tab and ↑; everything else edits."""
        key = event.key()
        if self._offers is not None and self._offers.is_open and key in _OF_OFFERS:
            event.ignore()
            return
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in _ENTER and shift:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        elif key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.turned.emit()
        elif key == Qt.Key.Key_Up and not shift and self._is_in_first_line():
            self.raised.emit()
        else:
            super().keyPressEvent(event)
        event.accept()

    def _is_in_first_line(self) -> bool:
        cursor = self.textCursor()
        return not cursor.movePosition(cursor.MoveOperation.Up)
