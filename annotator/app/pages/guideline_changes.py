"""What changed between two versions of the guideline, as a part of its page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.background_look import BackgroundLook
from annotator.domain.guideline_changes import SAME, summary
from annotator.domain.problem import Problem
from annotator.project.guideline import guideline
from annotator.project.guideline_versions import ComparedVersions, start_comparison
from annotator.project.guideline_writing import proposes, take
from annotator.project.job import Job
from annotator.widgets.changed_text import ChangedText
from annotator.widgets.key_button import Hint, KeyLine
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_HINTS = (
    Hint("N", "next change"), Hint("Shift N", "previous"),
    Hint("←", "older version"), Hint("→", "newer"),
)  # fmt: skip
_ONE = "There is one version so far. What you write from now on can be held against it here."


class GuidelineChanges(QWidget):
    """Two versions to choose, and what was added, taken out, changed and moved between them."""

    def __init__(self, window: MainWindow, project: Project) -> None:
        super().__init__()
        self._window, self._project = window, project
        self.shown: ComparedVersions | None = None
        self.old, self.new = _choice("Older version"), _choice("Newer version")
        self.words = QLabel("")
        self.words.setObjectName("guidelineSummary")
        self.words.setProperty("quiet", True)
        self.words.setContentsMargins(32, 0, 32, 4)
        self.take_button = QPushButton("Make it the guideline")
        self.take_button.hide()
        self.take_button.clicked.connect(self._take)
        self.text = ChangedText(window.theme)
        self.text.setAccessibleName("What changed in the guideline")
        self.keys = KeyLine(window.theme)
        self.keys.show_hints(_HINTS)
        self._lay_out()
        self.setFocusProxy(self.text)
        self._look = BackgroundLook(self._start, lambda done, total: None, self._show,
                                    self._fail, self)  # fmt: skip
        self.old.currentIndexChanged.connect(self._look.begin)
        self.new.currentIndexChanged.connect(self._look.begin)
        self.text.turned.connect(self.turn)
        self.keys.used.connect(self._use)

    def _lay_out(self) -> None:
        top = QFrame()
        top.setObjectName("guidelineVersions")
        row = QHBoxLayout(top)
        row.setContentsMargins(32, 10, 32, 2)
        row.setSpacing(8)
        row.addWidget(QLabel("From"))
        row.addWidget(self.old)
        row.addWidget(QLabel("to"))
        row.addWidget(self.new)
        row.addStretch(1)
        row.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.words)
        column.addWidget(self.text, 1)
        column.addWidget(self.keys)

    # Comparing

    def compare(self) -> None:
        """Compare anew: the versions that are chosen, or the two newest."""
        self._look.begin()

    def _start(self) -> Job[ComparedVersions] | None:
        if self._project.closed:
            return None
        # Whoever looks at the newest one looks at the one that is the newest then.
        newest = self.new.currentIndex() == self.new.count() - 1
        new = None if newest else self.new.currentData()
        return start_comparison(self._project, self.old.currentData(), new)

    def _show(self, found: ComparedVersions) -> None:
        if found == self.shown:
            return
        self.shown = found
        self._offer(self.old, found, found.old)
        self._offer(self.new, found, found.new)
        can_take = found.new not in (None, found.current) and not proposes(self._project)
        self.take_button.setVisible(can_take)
        self.take_button.setToolTip(
            f"Write the newer of the two as a new version; in force is {found.current}"
        )
        self.text.show_passages(found.passages)
        if len(found.versions) < 2:
            self.words.setText(_ONE)
        elif found.old == found.new:
            self.words.setText("This is one and the same version.")
        else:
            self.words.setText(summary(found.passages) or "Nothing differs between these two.")
        if any(each.kind != SAME for each in found.passages):
            self.text.go(1)

    def _take(self) -> None:
        """Make the newer of the two the guideline; that is a new version, and can be undone."""
        try:
            self._window.identity.require()
            before = guideline(self._project)
            taken = take(self._project, str(self.new.currentData()))
        except Problem as problem:
            self._window.show_problem(problem)
            return
        if taken.text == before.text:
            self._window.say(f"The text of {taken.title} is the guideline already.")
            return
        self._window.say(f"The text of {taken.title} is the guideline now, as a new version.")
        self.old.setCurrentIndex(-1)
        self.new.setCurrentIndex(-1)

    def _fail(self, problem: Problem) -> None:
        self.words.setText(f"! {problem.happened} {problem.next_step}")

    @staticmethod
    def _offer(box: QComboBox, found: ComparedVersions, chosen: str | None) -> None:
        blocked = QSignalBlocker(box)
        box.clear()
        for each in found.versions:
            by = f" · {found.people.get(each.by, each.by)}" if each.by else ""
            box.addItem(f"{each.title} · {_day(each.when)}{by}", each.name)
        box.setCurrentIndex(box.findData(chosen))
        box.setEnabled(len(found.versions) > 1)
        blocked.unblock()

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self.text.set_theme(theme)
        self.keys.set_theme(theme)

    # Keys

    def turn(self, step: int) -> None:
        """Look at the change before (−1) or after (1) this one: both versions move on by one."""
        boxes = (self.old, self.new)
        ends = [box.currentIndex() + step for box in boxes]
        if ends[0] < 0 or ends[1] >= self.new.count():
            self._window.say(f"There is no {'older' if step < 0 else 'newer'} version.")
            return
        for box, place in zip(boxes, ends, strict=True):
            blocked = QSignalBlocker(box)
            box.setCurrentIndex(place)
            blocked.unblock()
        self._look.begin()

    def _use(self, key: str) -> None:
        if key in ("←", "→"):
            self.turn(-1 if key == "←" else 1)
        else:
            self.text.go(1 if key == "N" else -1)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


def _choice(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setMinimumWidth(190)
    # Two of them and the button have to stand beside each other on a small screen.
    box.setMaximumWidth(270)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _day(when: str) -> str:
    return f"{datetime.fromisoformat(when).astimezone():%d %b %Y, %H:%M}"
