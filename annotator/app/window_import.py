"""Importing from the window: started in the background, reported when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.problem import Problem

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.import_report import ImportReport

_NEW = "project.sqlite"
_PROJECT_SUFFIXES = {".sqlite", ".annotator", ".db", ".sqlite3"}


def import_files(
    window: MainWindow,
    paths: list[Path],
    reading: Mapping[str, str] | None = None,
    finished: Callable[[ImportReport], None] | None = None,
) -> None:
    """Import files in the background; a project file is opened instead.

    `reading` are options of formats; `finished` takes the place of `report_import`. Without a
    project a new one is made for them, under a name that is asked for.
    """
    if len(paths) == 1 and paths[0].suffix in _PROJECT_SUFFIXES:
        window.open_project(paths[0])
        return
    if window.page is None:
        _import_into_new(window, paths)
        return
    from annotator.project.import_job import start_import

    project = window.require_page().project
    background = window.background
    background.check_free("import")
    me = project.me.id if project.me else None
    device = project.session.device
    job = start_import(project.path, paths, me, device, reading=reading)
    stopped = "The import was cancelled; the project is as it was."
    finished = finished or partial(report_import, window)
    background.watch("import", "Importing", job, finished, stopped)


def _import_into_new(window: MainWindow, paths: list[Path]) -> None:
    from annotator.app import file_dialogs, opening

    where = file_dialogs.ask_where_to_save(window, "New project for these articles", _NEW)
    if where is not None:
        opening.create_project(window, where, paths)


def report_import(window: MainWindow, report: ImportReport) -> None:
    """Show what an import brought, and what was found on the way."""
    documents = f"{report.documents:,} document{'s' * (report.documents != 1)}"
    window.say(f"Imported {documents}.")
    page = window.require_page()
    page.project.poll()
    first = window.work.first_document()
    if page.document_id is None and first is not None:
        page.open_document(first)
    others = report.found - report.kinds["duplicate"]
    if others:
        from annotator.app.errors import show_problem

        problem = Problem(
            report.sentence(),
            "What was kept is in the project; History can take the import back.",
            "Look at the details, mend the file and import it again.",
            "\n".join(str(finding) for finding in report.findings),
        )
        show_problem(problem, window, title="Imported, but not everything")
