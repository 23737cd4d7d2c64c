"""The foot of the agreement page: what is said of the figures, and a button that counts again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from annotator.domain.problem import Problem

COUNT_AGAIN = "Count again"
#: What is said where counting has ended without figures: a title and words.
Unmade = tuple[str, str]


def why_unmade(problem: Problem | None) -> Unmade:
    """Return what is said when counting was ended by a problem; None when it was stopped."""
    if problem is None:
        words = "Nothing was changed. It can be counted again at any time."
        return "The comparison was stopped", words
    safe = problem.safe or "Nothing was changed."
    return "This could not be counted", f"{problem.happened} {safe} {problem.next_step}"


class AgreementFoot(QFrame):
    """`asked` is sent when everything is to be counted again."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("agreementFoot")
        self.note = QLabel("")
        self.note.setWordWrap(True)
        self.note.setProperty("quiet", True)
        self.again = QPushButton(COUNT_AGAIN)
        self.again.setProperty("link", True)
        self.again.clicked.connect(self.asked)
        self.again.hide()
        inside = QHBoxLayout(self)
        inside.setContentsMargins(32, 8, 32, 8)
        inside.setSpacing(16)
        inside.addWidget(self.note, 1)
        inside.addWidget(self.again)

    def say(self, words: str) -> None:
        """Say what the figures are of."""
        self.note.setMinimumHeight(0)
        self.note.setText(words)
        self.again.hide()

    def say_counting(self, words: str) -> None:
        """Say what is being counted, as high as it was, so that nothing above moves meanwhile."""
        height = self.note.height() if self.note.isVisible() else 0
        self.say(words)
        self.note.setMinimumHeight(height)

    def say_unmade(self, unmade: Unmade) -> None:
        """Say why there are no new figures, with a button that counts again."""
        title, words = unmade
        self.say(f"! {title}. {words}")
        self.again.show()
