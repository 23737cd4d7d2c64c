"""The find bar: look for words in the open article."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget


class _Query(QLineEdit):
    """The field; Enter, Shift+Enter, the arrows and Esc are the bar's."""

    moved = Signal(int)
    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the bar's keys to the bar, all others to the field."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.moved.emit(-1)
            else:
                self.taken.emit()
        elif key == Qt.Key.Key_Down:
            self.moved.emit(1)
        elif key == Qt.Key.Key_Up:
            self.moved.emit(-1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QFrame):
    """A field, the count of matches, and ways to the next and the previous one.

    `query_changed` carries what is looked for, `match_moved` +1 or -1, `match_taken` that
    the current match is to be selected, `closed` that the person goes back to the article.
    """

    query_changed = Signal(str)
    match_moved = Signal(int)
    match_taken = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = _Query()
        self.field.setAccessibleName("Find in the article")
        self.field.setPlaceholderText("Find in the article")
        self.field.setMinimumWidth(240)
        self.count = QLabel("")
        self.count.setProperty("quiet", True)
        self.count.setMinimumWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.field)
        row.addWidget(self.count)
        row.addWidget(self._button("‹", "Previous match", -1))
        row.addWidget(self._button("›", "Next match", 1))
        row.addStretch(1)
        hint = QLabel("Enter selects it   Esc goes back")
        hint.setProperty("quiet", True)
        row.addWidget(hint)
        self.field.textChanged.connect(self.query_changed)
        self.field.moved.connect(self.match_moved)
        self.field.taken.connect(self.match_taken)
        self.field.left.connect(self.closed)
        self.hide()

    def _button(self, sign: str, name: str, direction: int) -> QPushButton:
        button = QPushButton(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("small", True)
        button.clicked.connect(lambda: self.match_moved.emit(direction))
        return button

    def open(self) -> None:
        """Show the bar with the old query selected."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @property
    def query(self) -> str:
        """What is looked for."""
        return self.field.text()

    def show_count(self, current: int, total: int) -> None:
        """Show which match is current, counted from 1, and how many there are."""
        if not self.query:
            self.count.setText("")
        elif not total:
            self.count.setText("! not found")
        else:
            self.count.setText(f"{current:,} of {total:,}")
