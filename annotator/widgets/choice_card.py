"""A card that asks for one of a few things by typing; Enter takes it, Esc leaves all as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.widgets.typography import interface_font

_ID = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Choice(NamedTuple):
    """One thing to choose: its id, its words, and a few more that say which it is."""

    id: str
    words: str
    detail: str


class ChoiceCard(QFrame):
    """Asks; `taken` carries the id of the choice, or, where none is needed, what was typed.

    `query_changed` carries what is typed, for which `show_choices` brings what fits.
    """

    query_changed = Signal(str)
    taken = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choiceCard")
        self._needs_choice = True
        self.heading = QLabel("")
        self.heading.setFont(interface_font(13, bold=True))
        self.heading.setWordWrap(True)
        self.words = QLabel("")
        self.words.setProperty("quiet", True)
        self.words.setWordWrap(True)
        self.field = QLineEdit()
        self.list = QListWidget()
        self.list.setAccessibleName("Choices")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.button = QPushButton("")
        self.button.setProperty("primary", True)
        self.leave = QPushButton("Leave as it is")
        self._lay_out()
        self.field.textEdited.connect(self.query_changed)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take_item)
        self.button.clicked.connect(self._take)
        self.leave.clicked.connect(self.close_card)
        self.hide()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.button)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for widget in (self.heading, self.words, self.field, self.list):
            column.addWidget(widget)
        column.addLayout(buttons)

    def ask(
        self, heading: str, words: str, button: str, text: str = "", *, needs_choice: bool = True
    ) -> None:
        """Ask; with `needs_choice` one of the choices is taken, otherwise what is typed."""
        self._needs_choice = needs_choice
        self.heading.setText(heading)
        self.words.setText(words)
        self.field.setAccessibleName(heading)
        self.field.setText(text)
        self.button.setText(button)
        self.list.clear()
        self.list.setVisible(needs_choice)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        self.query_changed.emit(text)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these, the first one current."""
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(f"{choice.words}   {choice.detail}")
            item.setData(_ID, choice.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        rows = self.list.sizeHintForRow(0) * min(len(choices), 6) if choices else 0
        self.list.setFixedHeight(rows + 4 if rows else 0)
        self.button.setEnabled(bool(choices) or not self._needs_choice)

    def _take(self) -> None:
        if not self._needs_choice:
            if self.field.text().strip():
                self._finish(self.field.text())
        elif self.list.currentItem() is not None:
            self._take_item(self.list.currentItem())

    def _take_item(self, item: QListWidgetItem) -> None:
        self._finish(str(item.data(_ID)))

    def _finish(self, answer: str) -> None:
        self.hide()
        self.taken.emit(answer)

    def close_card(self) -> None:
        """Leave everything as it is."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, Esc and the arrows from the field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in _MOVES and self.list.count():
            row = self.list.currentRow() + _MOVES[key]
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.close_card()
        else:
            return False
        return True
