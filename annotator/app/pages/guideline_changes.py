"""What changed between two versions of the guideline, as a part of its page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.app.background_look import BackgroundLook
from annotator.domain.guideline_changes import SAME, summary
from annotator.domain.problem import Problem
from annotator.project.guideline_versions import ComparedVersions, start_comparison
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
        row.setContentsMargins(32, 10, 32, 6)
        row.setSpacing(8)
        row.addWidget(QLabel("From"))
        row.addWidget(self.old)
        row.addWidget(QLabel("to"))
        row.addWidget(self.new)
        row.addSpacing(8)
        row.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
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
        self._offer(self.old, found.versions, found.old)
        self._offer(self.new, found.versions, found.new)
        self.text.show_passages(found.passages)
        if len(found.versions) < 2:
            self.words.setText(_ONE)
        elif found.old == found.new:
            self.words.setText("This is one and the same version.")
        else:
            self.words.setText(summary(found.passages) or "Nothing differs between these two.")
        if any(each.kind != SAME for each in found.passages):
            self.text.go(1)

    def _fail(self, problem: Problem) -> None:
        self.words.setText(f"! {problem.happened} {problem.next_step}")

    @staticmethod
    def _offer(box: QComboBox, versions: tuple[tuple[int, str], ...], chosen: int | None) -> None:
        blocked = QSignalBlocker(box)
        box.clear()
        for version, when in versions:
            box.addItem(f"version {version} · {_day(when)}", version)
        box.setCurrentIndex(box.findData(chosen))
        box.setEnabled(len(versions) > 1)
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
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _day(when: str) -> str:
    return f"{datetime.fromisoformat(when).astimezone():%d %b %Y, %H:%M}"
