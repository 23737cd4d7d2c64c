"""The start page: joins the view of recent projects to the window's actions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app.recent import recent_projects
from annotator.domain.problem import Problem
from annotator.paths import settings_folder
from annotator.widgets.start_view import Beginning, StartView

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

_BEGINNINGS = (
    "project.new",
    "project.open",
    "document.import",
    "project.demo",
    "help.show",
    "help.keys",
)


class StartPage(QWidget):
    """Opens recent projects and offers ways to begin."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        view = StartView(window.theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)
        actions = window.action_set
        view.show_recent(recent_projects(settings_folder()))
        view.show_beginnings(
            [
                Beginning(id, (actions.keys(id) or [""])[0], actions.actions[id].title)
                for id in _BEGINNINGS
            ]
        )
        window.appearance.theme_changed.connect(view.set_theme)
        view.project_chosen.connect(self._open)
        view.action_chosen.connect(lambda id: actions.qactions[id].trigger())

    def _open(self, path: str) -> None:
        try:
            self._window.open_project(Path(path))
        except Problem as problem:
            self._window.show_problem(problem)
