"""Opening, making and copying projects, with what takes long in the background."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.problem import Problem

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow


def open_project(window: MainWindow, path: Path, document: str | None = None) -> None:
    """Open a project, at a document's key or where it was left; raises Problem.

    An older one is brought up to date first, in the background.
    """
    from annotator.project.converting import is_older, start_conversion

    if not is_older(path):
        _open(window, path, document)
        return
    if window.page is None:
        window.show_start()
    window.background.check_free("conversion")
    window.background.watch(
        "conversion",
        f"Bringing {path.name} up to date",
        start_conversion(path),
        lambda _done: _open_later(window, path, document),
        f"{path.name} was left as it was.",
    )


def _open(window: MainWindow, path: Path, document: str | None) -> None:
    from annotator.project.project import Project

    project = Project.open(path)
    try:
        window.close_project()
    except Problem:
        project.close()
        raise
    window.take_project(project, document)


def _open_later(window: MainWindow, path: Path, document: str | None = None) -> None:
    try:
        _open(window, path, document)
    except Problem as problem:
        window.show_problem(problem)


def create_project(window: MainWindow, path: Path, articles: Sequence[Path] = ()) -> None:
    """Make a project file, open it and import articles into it."""
    from annotator.project.creating import start_creation

    def made(path: Path) -> None:
        _open_later(window, path)
        if articles and window.project is not None:
            window.import_files(list(articles))

    window.background.check_free("new project")
    window.background.watch(
        "new project",
        f"Making {path.name}",
        start_creation(path),
        made,
        "No project was made.",
    )


def open_demo(window: MainWindow) -> None:
    """Open the demo project, made when there is none."""
    from annotator.project.demo import demo_path, start_demo

    path = demo_path()
    if path.exists():
        window.open_project(path)
        return
    window.background.check_free("demo")
    window.background.watch(
        "demo",
        "Making the demo",
        start_demo(),
        partial(_open_later, window),
        "The demo was not made.",
    )


def save_copy(window: MainWindow, path: Path) -> None:
    """Copy the open project, with what could not be saved, to a file."""
    from annotator.project.copying import Copied, start_copy

    def done(copied: Copied) -> None:
        window.say(copied.sentence())

    project = window.require_page().project
    window.background.check_free("copy")
    window.background.watch("copy", "Copying", start_copy(project, path), done, "No copy was made.")
