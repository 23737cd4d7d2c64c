"""The page of the team: who works here, how far they are, who has a bundle."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.app import window_team
from annotator.app.leaving_dialog import LeavingDialog
from annotator.app.pages import team_shown as shown
from annotator.domain.changes import Changes
from annotator.domain.problem import Problem
from annotator.project import bundling, leaving, people
from annotator.project.team_overview import Team, team
from annotator.widgets.empty_state import EmptyState
from annotator.widgets.team_rows import TeamRows
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

#: After so long what was just changed is on disk, where the team is read.
_CALM_MILLISECONDS = 400
_NOBODY = (
    "Nobody else here yet",
    "Add the people who annotate. Then assign documents to them, and hand each a bundle: a file "
    "with their work and nobody else's.",
    "Add a person",
)


class TeamPage(QWidget):
    """Keeps the rows in step with people, assignments, layers and bundles of the project."""

    def __init__(self, window: MainWindow, project: Project) -> None:
        super().__init__()
        self.setObjectName("teamPage")
        self.project = project
        self._window = window
        self.team = Team((), 0, 0, 0)
        self.rows = TeamRows(window.theme)
        self.nothing = EmptyState(*_NOBODY)
        self._lay_out()
        self.setFocusProxy(self.add)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MILLISECONDS)
        self._calm.timeout.connect(self.show_team)
        self.rows.asked.connect(self._do)
        self.nothing.asked.connect(self.ask_name)
        self.show_team()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("teamColumn")
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 16, 32, 24)
        column.setSpacing(0)
        column.addWidget(self.rows)
        column.addWidget(self.nothing, 1)
        column.addStretch(1)
        self.scroller = QScrollArea()
        self.scroller.setObjectName("teamScroll")
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidgetResizable(True)
        self.scroller.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._make_bar())
        whole.addWidget(self.scroller, 1)

    def _make_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("agreementBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(32, 6, 32, 6)
        row.setSpacing(8)
        self.summary = QLabel()
        row.addWidget(self.summary)
        row.addStretch(1)
        self.add = self._button("Add a person…", self.ask_name)
        self.assign = self._button("Assign…", lambda: window_team.open_assign(self._window))
        self.merge = self._button("Merge…", lambda: window_team.ask_merge(self._window))
        self.send = self._button("Send work back…", lambda: window_team.send_back(self._window))
        for button in (self.add, self.assign, self.merge, self.send):
            row.addWidget(button)
        return bar

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _checked=False: self._try(do))
        return button

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except Problem as problem:
            self._window.show_problem(problem)

    # What is shown

    def show_team(self) -> None:
        """Show the team as it is on disk now."""
        self._calm.stop()
        if self.project.closed:
            return
        writing = self.project.saving.busy
        try:
            self.team = team(self.project)
        except Problem as problem:
            self._window.say_problem(problem)
            return
        me = self.project.me.id if self.project.me else None
        self.rows.show_rows(shown.team_rows(self.team, me))
        self.summary.setText(shown.summary(self.team))
        self.nothing.setVisible(len(self.team.members) < 2)
        self.assign.setEnabled(self.team.documents > 0)
        self.send.setVisible(self.team.mine is not None)
        if self.isVisible() and writing:
            # Nobody waits for the disk; what is being written is shown once it is there.
            self._calm.start()

    def refresh(self, changes: Changes) -> None:
        """Show what an edit, an undo or another window changed."""
        if self.isVisible() and (changes.everything or changes.streams):
            self._calm.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while other pages were in front."""
        super().showEvent(event)
        self.show_team()

    # What a person does

    def ask_name(self) -> None:
        """Ask for the name of a new person."""
        self._window.ask("Who joins the team?", lambda name: self._try(lambda: self._add(name)))

    def _add(self, name: str) -> None:
        person = people.add_person(self.project, name)
        self.show_team()
        self._window.say(f"{person.name} is in the team.")
        self.rows.buttons[shown.HAND_OUT, person.id].setFocus()

    def _do(self, verb: str, person: str) -> None:
        verbs: dict[str, Callable[[], object]] = {
            shown.HAND_OUT: lambda: window_team.hand_out(self._window, person, bundling.FOR),
            shown.FEEDBACK: lambda: window_team.hand_out(self._window, person, bundling.FEEDBACK),
            shown.ROLE: lambda: self._change_role(person),
            shown.RENAME: lambda: self._ask_rename(person),
            shown.TAKE_OUT: lambda: self._ask_leaving(person),
            shown.BRING_BACK: lambda: self._bring_back(person),
        }
        self._try(verbs[verb])

    def _change_role(self, id: str) -> None:
        person = next(each for each in self.project.people if each.id == id)
        role = people.ANNOTATOR if person.role == people.LEAD else people.LEAD
        people.set_role(self.project, id, role)
        self.show_team()

    def _ask_rename(self, id: str) -> None:
        person = next(each for each in self.project.people if each.id == id)

        def rename(name: str) -> None:
            people.rename_person(self.project, id, name)
            self.show_team()

        self._window.ask(
            f"What is {person.name} called?", lambda name: self._try(lambda: rename(name))
        )

    def _ask_leaving(self, id: str) -> None:
        member = next(each for each in self.team.members if each.person.id == id)
        dialog = LeavingDialog(self.project, member, self)
        dialog.wanted.connect(lambda: self._try(lambda: self._take_out(id)))
        dialog.open()

    def _take_out(self, id: str) -> None:
        person = leaving.take_out(self.project, id)
        self.show_team()
        self._window.say(f"{person.name} left the team. “Bring back” takes this back.")
        self.rows.buttons[shown.BRING_BACK, id].setFocus()

    def _bring_back(self, id: str) -> None:
        person = leaving.bring_back(self.project, id)
        self.show_team()
        self._window.say(f"{person.name} is back in the team, with what was open.")
        self.rows.buttons[shown.HAND_OUT, id].setFocus()

    # The window's

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        first = next(iter(self.rows.buttons.values()), self.nothing.button)
        return [self.add, first]

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self.rows.set_theme(theme)
