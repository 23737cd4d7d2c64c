"""The cases behind a number, beside the figures until they are closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.mention_list import MentionList, MentionRow
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

_WIDTH = 440


class CasePane(QFrame):
    """A list of cases with their words; `case_opened` carries a case's number in the list.

    `more_asked` is sent when more of very many cases are to be shown, `closed` when Esc or its
    button takes it away.
    """

    case_opened = Signal(int)
    more_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("casePane")
        self.setFixedWidth(_WIDTH)
        self.title = ElidedLabel("")
        self.title.setFont(interface_font(13, bold=True))
        self.words = QLabel("")
        self.words.setProperty("quiet", True)
        self.close_button = QPushButton("Close")
        self.close_button.setFlat(True)
        self.close_button.setAccessibleName("Close the list of cases")
        self.close_button.clicked.connect(self.close_quietly)
        self.list = MentionList(theme, self)
        self.list.setObjectName("caseList")
        self.list.setAccessibleName("Cases")
        self.list.mention_opened.connect(lambda _document, number: self._open(number))
        self.first = QLabel("")
        self.first.setProperty("quiet", True)
        self.more_button = QPushButton()
        self.more_button.setProperty("link", True)
        self.more_button.clicked.connect(self.more_asked)
        self._total, self._noun = 0, ""
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(24, 14, 16, 8)
        top.setSpacing(16)
        top.addWidget(self.title, 1)
        top.addWidget(self.words)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 6, 16, 10)
        foot.setSpacing(16)
        foot.addWidget(self.first)
        foot.addWidget(self.more_button)
        foot.addStretch(1)
        column.addLayout(foot)

    def _open(self, number: str) -> None:
        self.case_opened.emit(int(number))

    def show_cases(
        self, title: str, total: int, rows: Sequence[MentionRow], noun: str = "case", more: int = 0
    ) -> None:
        """Show cases, or another noun; of very many the first, and `more` next.

        Their span ids are their numbers.
        """
        self.title.setText(title)
        self._total, self._noun = total, noun
        self.list.show_mentions(rows)
        self._say_how_many(more)
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setCurrentIndex(self.list.mentions.index(0))

    def show_more(self, rows: Sequence[MentionRow], more: int) -> None:
        """Show these as well, the first of them with the keyboard, and `more` next."""
        first = len(self.list.mentions.mentions)
        self.list.mentions.add_mentions(rows)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setCurrentIndex(self.list.mentions.index(first))
        self._say_how_many(more)

    def _say_how_many(self, more: int) -> None:
        shown, total = len(self.list.mentions.mentions), self._total
        self.words.setText(f"{total:,} {self._noun}{'s' * (total != 1)}")
        self.first.setText(f"The first {shown:,} are listed.")
        self.first.setVisible(shown < total)
        self.more_button.setText(f"Show {more:,} more")
        self.more_button.setVisible(more > 0)

    def close_quietly(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_quietly()
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self.list.set_theme(theme)
