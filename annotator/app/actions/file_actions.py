"""Projects and files: new, open, import, export, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.app import opening
from annotator.app.actions.action import Action

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

GROUP = "Projects"


def _new(window: MainWindow) -> None:
    from annotator.app.file_dialogs import ask_where_to_save

    path = ask_where_to_save(window, "New project", "project.sqlite")
    if path is not None:
        opening.create_project(window, path)


def _open(window: MainWindow) -> None:
    from annotator.app.file_dialogs import ask_for_project

    path = ask_for_project(window)
    if path is not None:
        window.open_project(path)


def _save_copy(window: MainWindow) -> None:
    from annotator.app.file_dialogs import ask_where_to_save

    project = window.require_page().project
    path = ask_where_to_save(window, "Save a copy", f"{project.path.stem} copy.sqlite")
    if path is not None:
        opening.save_copy(window, path)


def _import(window: MainWindow) -> None:
    from annotator.app.file_dialogs import ask_for_articles
    from annotator.app.window_import import open_import

    paths = ask_for_articles(window)
    if paths:
        open_import(window, paths)


def _import_folder(window: MainWindow) -> None:
    from annotator.app.file_dialogs import ask_for_folder
    from annotator.app.window_import import open_import

    window.require_page()
    folder = ask_for_folder(window)
    if folder is not None:
        open_import(window, [folder])


def _paste(window: MainWindow) -> None:
    from annotator.app.pasting import paste_article

    paste_article(window)


def _export(window: MainWindow) -> None:
    from annotator.app.window_export import open_export

    open_export(window)


def _cancel(window: MainWindow) -> None:
    window.background.cancel_shown()


def _demo(window: MainWindow) -> None:
    opening.open_demo(window)


def _quit(window: MainWindow) -> None:
    window.close()


FILE_ACTIONS: tuple[Action, ...] = (
    Action("project.new", "New project", GROUP, _new),
    Action("project.open", "Open a project", GROUP, _open),
    Action("project.copy", "Save a copy of the project", GROUP, _save_copy, "project"),
    Action("document.import", "Import articles", GROUP, _import),
    Action("folder.import", "Import a folder of files", GROUP, _import_folder, "project"),
    Action("document.paste", "New document from the clipboard", GROUP, _paste, "project"),
    Action("file.export", "Export", GROUP, _export, "project"),
    Action("job.cancel", "Cancel what is under way", GROUP, _cancel),
    Action("project.demo", "Demo with real articles", GROUP, _demo),
    Action("app.quit", "Quit", GROUP, _quit),
)
