"""The ask bar: one question above the article, answered with a line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from annotator.widgets.article_view.announcing import announce
from annotator.widgets.typography import interface_font

_KEYS = "Enter   Esc leaves it"
_NEEDED = "! An answer is needed: type it, then Enter. Esc leaves it."


class AskBar(QFrame):
    """Asks; Enter hands an answer on and wants one, Esc leaves everything as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("askBar")
        self.question = QLabel("")
        self.question.setFont(interface_font(13, bold=True))
        self.field = QLineEdit()
        self.field.setMinimumWidth(280)
        self._keys = _KEYS
        self._hint = QLabel(_KEYS)
        self._hint.setProperty("quiet", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.question)
        row.addWidget(self.field)
        row.addWidget(self._hint)
        row.addStretch(1)
        self._answered: Callable[[str], object] | None = None
        self._about: str | None = None
        self._before: QWidget | None = None
        self.field.returnPressed.connect(self._answer)
        self.field.textEdited.connect(lambda: self._hint.setText(self._keys))
        self.hide()

    def ask(
        self,
        question: str,
        answered: Callable[[str], object],
        offers: Sequence[str] = (),
        about: str | None = None,
    ) -> None:
        """Ask `question`; `offers` complete what is typed.

        With `about`, a document, it is asked only while that is the one that is open.
        """
        self._answered, self._about = answered, about
        self._before = self.window().focusWidget()
        self.question.setText(question)
        self.field.setAccessibleName(question)
        self.field.setText(offers[0] if len(offers) == 1 else "")
        completer = QCompleter(list(offers), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        self._keys = " · ".join([*offers[:4], _KEYS])
        self._hint.setText(self._keys)
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _answer(self) -> None:
        words = self.field.text().strip()
        if not words:
            self._hint.setText(_NEEDED)
            announce(self.field, _NEEDED)
            return
        answered = self._answered
        self._close()
        if answered is not None:
            answered(words)

    def keep_about(self, document: str | None) -> None:
        """Take a question about a document back unless it is this one, which is open now."""
        if self._about not in (None, document):
            self.withdraw()

    def withdraw(self) -> None:
        """Take the question back, because what it is about is gone; nobody has answered."""
        if not self.isAncestorOf(self.window().focusWidget() or self.window()):
            # The keyboard has gone on already.
            self._before = None
        self._close()

    def _close(self) -> None:
        self.hide()
        self._answered = self._about = None
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)
