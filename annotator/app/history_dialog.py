"""History: what was done, by whom and when; anything can be undone from here."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.background_work import BackgroundWork
from annotator.app.errors import show_problem
from annotator.domain.problem import Problem
from annotator.project import history, undo_job
from annotator.project.history import Undone
from annotator.project.project import Project
from annotator.widgets.typography import serif_font

_SHOWN = 500
_HOW = {"window": "", "command": "by command", "merge": "by merging"}


class HistoryDialog(QDialog):
    """Lists the newest edits; the chosen one can be undone unless something newer needs it."""

    def __init__(
        self, project: Project, background: BackgroundWork, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._background = background
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("historyDialog")
        self.setWindowTitle("History")
        self.resize(640, 520)
        self._project = project
        title = QLabel("History")
        title.setFont(serif_font(20, bold=True))
        self.list = QListWidget()
        self.list.setAccessibleName("Edits, the newest first")
        self.undo = QPushButton("Undo this")
        self.undo.setAutoDefault(False)
        self.undo.clicked.connect(self._undo_chosen)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.undo)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(title)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self._show_edits()

    def _show_edits(self) -> None:
        self.list.clear()
        names = {person.id: person.name for person in self._project.people}
        for edit in history.list_edits(self._project, _SHOWN):
            moment = datetime.fromisoformat(edit.wall_time).astimezone()
            state = "undone" if edit.undone_by else "takes back" if edit.undoes else ""
            words = " · ".join(
                part
                for part in (
                    f"{moment:%d %b %H:%M}",
                    edit.name,
                    names.get(edit.person or "", edit.person),
                    _HOW.get(edit.via),
                    state,
                )
                if part
            )
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, edit.edit_id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _undo_chosen(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        edit_id = item.data(Qt.ItemDataRole.UserRole)
        try:
            if undo_job.is_long(self._project, edit_id):
                self._begin_undo(edit_id)
            else:
                history.undo_edit(self._project, edit_id)
        except Problem as problem:
            show_problem(problem, self)
        self._show_edits()

    def _begin_undo(self, edit_id: str) -> None:
        """Take back what is long in the background; the window says when it is done."""
        self._background.check_free("undo")
        self._background.watch(
            "undo",
            "Undoing",
            undo_job.start_undo(self._project, edit_id),
            partial(_show_undone, self._project, self._background),
            "Nothing was undone.",
        )
        self.accept()


def _show_undone(project: Project, background: BackgroundWork, undone: Undone) -> None:
    project.poll()
    background.say(f"Undone: {undone.name}")
