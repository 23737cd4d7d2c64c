"""Projects and files: new, open, import, quit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

GROUP = "Projects"
_PROJECTS = "Annotator projects (*.sqlite *.annotator *.db);;All files (*)"


def _new(window: MainWindow) -> None:
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getSaveFileName(window, "New project", "project.sqlite", _PROJECTS)
    if name:
        path = Path(name)
        window.create_project(path if path.suffix else path.with_suffix(".sqlite"))


def _open(window: MainWindow) -> None:
    from PySide6.QtWidgets import QFileDialog

    name, _ = QFileDialog.getOpenFileName(window, "Open a project", "", _PROJECTS)
    if name:
        window.open_project(Path(name))


def _import(window: MainWindow) -> None:
    from PySide6.QtWidgets import QFileDialog

    window.require_page()
    names, _ = QFileDialog.getOpenFileNames(window, "Import articles")
    if names:
        window.import_files([Path(name) for name in names])


def _demo(window: MainWindow) -> None:
    from annotator.project.demo import demo_project

    window.open_project(demo_project())


def _quit(window: MainWindow) -> None:
    window.close()


FILE_ACTIONS: tuple[Action, ...] = (
    Action("project.new", "New project", GROUP, _new),
    Action("project.open", "Open a project", GROUP, _open),
    Action("document.import", "Import articles", GROUP, _import, "project"),
    Action("project.demo", "Demo with real articles", GROUP, _demo),
    Action("app.quit", "Quit", GROUP, _quit),
)
