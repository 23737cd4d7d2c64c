"""What happens when somebody leaves the team, said before it does."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.look_dialog import LookDialog
from annotator.project.leaving import open_work
from annotator.project.naming import shortened
from annotator.widgets.count_rows import CountRows

if TYPE_CHECKING:
    from annotator.project.project import Project
    from annotator.project.team_overview import Member

_LETTERS = 40


class LeavingDialog(LookDialog):
    """`wanted` is sent when the person is to be taken out."""

    wanted = Signal()

    def __init__(self, project: Project, member: Member, parent: QWidget) -> None:
        name = shortened(member.person.name, _LETTERS)
        super().__init__(f"Take {name} out of the team?", "Take out", QSize(600, 360), parent)
        self.setObjectName("leavingDialog")
        self.rows = CountRows()
        work = open_work(project, member.person.id)
        told = (
            (work.not_begun, "assigned, not begun", "free for others to be given"),
            (work.begun, "assigned and begun", "free too; the marks in them stay"),
            (member.over, "finished or skipped", "stay and count as they do now"),
        )
        self.rows.show_rows([each for each in told if each[0]])
        self.said.setText(f"{_bundle(member, escape(name))}{_AFTER.format(escape(name))}")
        self.body.addWidget(self.rows)
        self.body.addWidget(self.said)
        self.body.addStretch(1)
        self.button.setEnabled(True)
        self.button.clicked.connect(self._take_out)
        self.add_footer()
        self.finished.connect(self.deleteLater)

    def _take_out(self) -> None:
        self.accept()
        self.wanted.emit()


_AFTER = (
    "Marks, comments and decisions of {0} stay. “Bring back” on this page takes it back, with all "
    "that was open."
)


def _bundle(member: Member, name: str) -> str:
    waiting = member.outstanding
    if waiting is None:
        return ""
    return (
        f"<b>{name} has a bundle since {waiting.made[:10]}, and it is not back yet.</b> Work that "
        "comes back from it is merged all the same.<br><br>"
    )
