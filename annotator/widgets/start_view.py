"""The start page: recent projects and ways to begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.key_cap import KeyCap
from annotator.widgets.layouts import empty
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font, serif_font


class RecentProject(NamedTuple):
    """A project that was open before: its path, title, a quiet line, and when."""

    path: str
    title: str
    detail: str
    when: str


class Beginning(NamedTuple):
    """A way to begin: the id of its action, its key and its words."""

    action: str
    key: str
    words: str


class _ProjectRow(QPushButton):
    """One recent project; a button, so that Tab, arrows and Enter work."""

    def __init__(self, project: RecentProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("row", True)
        self.setAccessibleName(f"{project.title}, {project.detail}, {project.when}")
        title = QLabel(project.title)
        title.setFont(interface_font(13, bold=True))
        detail = ElidedLabel(project.detail)
        detail.setProperty("quiet", True)
        when = QLabel(project.when)
        when.setProperty("quiet", True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addLayout(words, 1)
        # Set smaller than the title, and on its base line.
        lower = (
            QFontMetrics(interface_font(13)).ascent() - QFontMetrics(interface_font(12)).ascent()
        )
        when.setContentsMargins(0, 2 + lower, 0, 0)
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        for label in (title, detail, when):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens as well as Space; the arrows go up and down."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class StartView(QWidget):
    """Shows recent projects; sends `project_chosen` (path) and `action_chosen` (action id)."""

    project_chosen = Signal(str)
    action_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        title = QLabel("Annotator")
        title.setFont(serif_font(28, bold=True))
        words = QLabel("Mark who said what in news articles. Everything stays on this computer.")
        words.setProperty("quiet", True)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._begin = QGridLayout()
        self._begin.setHorizontalSpacing(12)
        self._begin.setVerticalSpacing(8)
        columns = QHBoxLayout()
        columns.setSpacing(48)
        columns.addLayout(self._column("Recent projects", self._recent), 3)
        columns.addLayout(self._column("Begin", self._begin), 2)
        page = QVBoxLayout()
        page.setSpacing(8)
        page.addWidget(title)
        page.addWidget(words)
        page.addSpacing(24)
        page.addLayout(columns)
        page.addStretch(1)
        self._centre(page)

    def _centre(self, page: QVBoxLayout) -> None:
        middle = QWidget()
        middle.setMaximumWidth(760)
        middle.setLayout(page)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(48, 72, 48, 48)
        outer.addStretch(1)
        outer.addWidget(middle, 8)
        outer.addStretch(1)

    def _column(self, words: str, content: QVBoxLayout | QGridLayout) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        heading = QLabel(words)
        heading.setFont(interface_font(13, bold=True))
        heading.setProperty("quiet", True)
        column.addWidget(heading)
        column.addLayout(content)
        column.addStretch(1)
        return column

    def show_recent(self, projects: Sequence[RecentProject]) -> None:
        """Show the projects that were open before, the newest first."""
        empty(self._recent)
        for project in projects:
            row = _ProjectRow(project)
            row.clicked.connect(lambda _=False, path=project.path: self.project_chosen.emit(path))
            self._recent.addWidget(row)
        if not projects:
            none = QLabel("None yet. The demo shows nine articles you can mark at once.")
            none.setWordWrap(True)
            none.setProperty("quiet", True)
            self._recent.addWidget(none)

    def show_beginnings(self, beginnings: Sequence[Beginning]) -> None:
        """Show the ways to begin with their keys."""
        for number, beginning in enumerate(beginnings):
            button = QPushButton(beginning.words)
            button.setFlat(True)
            button.setProperty("leading", True)
            button.clicked.connect(
                lambda _=False, action=beginning.action: self.action_chosen.emit(action)
            )
            cap = KeyCap(beginning.key, self._theme)
            self._begin.addWidget(cap, number, 0, Qt.AlignmentFlag.AlignLeft)
            self._begin.addWidget(button, number, 1)
        hint = QLabel("Or drop articles or a project file anywhere on this window.")
        hint.setWordWrap(True)
        hint.setProperty("quiet", True)
        self._begin.addWidget(hint, len(beginnings), 0, 1, 2)
        self._begin.setColumnStretch(1, 1)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self._theme = theme
        for cap in self.findChildren(KeyCap):
            cap.set_theme(theme)
