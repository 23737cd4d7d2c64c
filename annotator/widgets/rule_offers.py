"""Rules of the guideline offered while they are cited, as in “R7” or “#claim”."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

_BEGUN = re.compile(r"(?<![\w#])(?:R\d*|#\w*)$")
#: Between a rule's number and its words in the list.
_GAP = "  "


class RuleOffers(QObject):
    """Lists the rules that begin as the word before the caret; Enter or Tab puts the number there.

    `rules` gives (number, words) of each rule when it is asked.
    """

    def __init__(
        self, field: QPlainTextEdit, rules: Callable[[], Sequence[tuple[str, str]]]
    ) -> None:
        super().__init__(field)
        self._field, self._rules = field, rules
        self._model = QStringListModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setWidget(field)
        self._list = QListView()
        self.completer.setPopup(self._list)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.completer.activated.connect(self._take)
        field.textChanged.connect(self._offer)

    @property
    def is_open(self) -> bool:
        """Whether the list is on the screen."""
        return self._list.isVisible()

    def _begun(self) -> str:
        cursor = self._field.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _BEGUN.search(before)
        return found[0] if found else ""

    def _offer(self) -> None:
        begun = self._begun()
        rules = [] if not begun else [each for each in self._rules() if each[0].startswith(begun)]
        if not rules or [name for name, _words in rules] == [begun]:
            if self.is_open:
                self._list.hide()
            return
        self._model.setStringList([f"{name}{_GAP}{words}" for name, words in rules])
        self.completer.setCompletionPrefix(begun)
        self._list.setCurrentIndex(self.completer.completionModel().index(0, 0))
        place = self._field.cursorRect()
        place.setWidth(self._field.viewport().width())
        self.completer.complete(place)

    def _take(self, offered: str) -> None:
        cursor = self._field.textCursor()
        cursor.movePosition(
            cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, len(self._begun())
        )
        cursor.insertText(offered.partition(_GAP)[0])
        self._field.setTextCursor(cursor)
