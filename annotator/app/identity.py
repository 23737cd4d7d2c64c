"""Who annotates: shown at the top and at the bottom, asked for when it is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.problem import Problem
from annotator.project.login import login_name

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow


class Identity:
    """Keeps the window and its project agreed on who is at the keyboard."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def show(self) -> None:
        """Show who I am; in a project without people that is whoever is logged in."""
        window, project = self._window, self._window.require_page().project
        if project.me is None and not project.read_only:
            self._settle_who()
        me = project.me
        who = "Who are you?"
        window.top.show_project(project.title, me.name if me else who)
        window.status.show_person(f"You are {me.name}" if me else who)
        window.setWindowTitle(f"{project.title} – Annotator")

    def _settle_who(self) -> None:
        """Take who is logged in where there is nobody yet, and ask where there are people."""
        project = self._window.require_page().project
        if project.people:
            self.ask()
            self._window.back_to_page()
            return
        name = login_name()
        if name is None:
            self.ask()
        else:
            project.become(name)

    def require(self) -> None:
        """Make sure that it is known who annotates; raises Problem after asking."""
        project = self._window.require_page().project
        project.check_writable()
        if project.me is not None:
            return
        self.ask()
        raise Problem(
            "It is not known yet who you are.",
            "Nothing was changed.",
            "Type your name above the article, press Enter and mark again.",
        )

    def ask(self) -> None:
        """Ask who annotates; the answer is remembered for this project."""
        project = self._window.require_page().project
        names = [person.name for person in project.suggested_people()]
        self._window.ask("Who annotates here?", self._become, names)

    def _become(self, name: str) -> None:
        project = self._window.require_page().project
        before = len(project.warnings)
        project.become(name)
        self.show()
        for warning in project.warnings[before:]:
            self._window.say(warning)
        self._window.work.show_documents()
