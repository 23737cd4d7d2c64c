"""Importing from the window: started in the background, reported when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.app import dropped_files, window_team
from annotator.domain.problem import Problem

if TYPE_CHECKING:
    from annotator.app.dropped_files import Dropped
    from annotator.app.import_dialog import ImportDialog
    from annotator.app.main_window import MainWindow
    from annotator.project.import_mapping import ImportMapping
    from annotator.project.import_report import ImportReport

_NEW = "project.sqlite"
_STOPPED = "The import was cancelled; the project is as it was."


def import_files(
    window: MainWindow,
    paths: list[Path],
    reading: Mapping[str, str] | None = None,
    finished: Callable[[ImportReport], None] | None = None,
) -> None:
    """Import files in the background; project files are merged or opened instead.

    Where files of several kinds come at once, it is told first what becomes of each.
    `reading` are options of formats; `finished` takes the place of `report_import`. Without a
    project a new one is made for them, under a name that is asked for.
    """
    if dropped_files.of_several_kinds(window.project, paths):
        _tell_of_each(window, paths, reading)
        return
    if all(map(dropped_files.is_project_file, paths)):
        window_team.take_projects(window, paths)
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
    job = start_import(project.path, paths, me, device, reading=reading, ask=reading is None)
    finished = finished or partial(_report_or_ask, window, paths)
    background.watch("import", "Importing", job, finished, _STOPPED)


def _tell_of_each(window: MainWindow, paths: list[Path], reading: Mapping[str, str] | None) -> None:
    from annotator.app.drop_dialog import DropDialog

    files = dropped_files.told(window.project, paths)
    dialog = DropDialog(files, window)
    dialog.wanted.connect(partial(_take_each, window, files, reading))
    dialog.open()


def _take_each(window: MainWindow, files: list[Dropped], reading: Mapping[str, str] | None) -> None:
    def of(kind: str) -> list[Path]:
        return [each.path for each in files if each.becomes == kind]

    try:
        for path in of(dropped_files.OPENED):
            window.open_project(path)
        if articles := of(dropped_files.IMPORTED):
            import_files(window, articles, reading)
        if bundles := of(dropped_files.MERGED):
            window_team.open_merge(window, bundles)
    except Problem as problem:
        window.show_problem(problem)


def open_import(
    window: MainWindow, paths: list[Path], corrected: tuple[str, str] | None = None
) -> ImportDialog:
    """Open the import dialog on these files; raises Problem while another import runs.

    `corrected` are key and title of the document that the only one of them corrects.
    """
    from annotator.app.import_dialog import ImportDialog

    project = window.require_page().project
    window.background.check_free("import")
    remembered = partial(_remembered, window)
    dialog = ImportDialog(project, paths, remembered, window.theme, window, corrected)
    dialog.wanted.connect(partial(_begin, window, dialog))
    dialog.open()
    return dialog


def _begin(window: MainWindow, dialog: ImportDialog) -> None:
    window.background.check_free("import")
    _remember(window, dialog)
    job = dialog.start(dry_run=False)
    dialog.accept()
    finished = report_import if dialog.corrected is None else _report_corrected
    window.background.watch("import", "Importing", job, partial(finished, window), _STOPPED)


def _report_corrected(window: MainWindow, report: ImportReport) -> None:
    """Show the corrected article, then what the import says of it."""
    report_import(window, report)
    if report.successor is not None:
        window.require_page().open_document(report.successor)
    window.say(report.sentence())


def _report_or_ask(window: MainWindow, paths: list[Path], report: ImportReport) -> None:
    if report.dry_run:
        open_import(window, paths)
    else:
        report_import(window, report)


def _remembered(window: MainWindow, format: str) -> ImportMapping:
    from annotator.project.remembered_names import remembered_names

    project = window.require_page().project
    people = [each.id for each in project.people]
    return remembered_names(project.id, format, project.schema, people)


def _remember(window: MainWindow, dialog: ImportDialog) -> None:
    if not dialog.named.mapping:
        return
    from annotator.project.remembered_names import remember_names

    project = window.require_page().project
    try:
        remember_names(project.id, dialog.file_format, dialog.named.mapping)
    except OSError as error:
        window.say(f"What the names become could not be remembered: {error.strerror or error}.")


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
        page.opening.open(first)
    if report.found > report.kinds["duplicate"]:
        from annotator.app.errors import show_problem
        from annotator.app.import_words import finding_lines

        waiting = "Place what waits in the repair list, or look at the details, "
        problem = Problem(
            report.sentence(),
            "What was kept is in the project; History can take the import back.",
            (waiting if report.unplaced else "Look at the details, ")
            + "mend the file and import it again.",
            "\n".join(finding_lines(report)),
        )
        opened = window.action_set.qactions["repair.open"].trigger
        way_out = ("Open the repair list", opened) if report.unplaced else None
        show_problem(problem, window, way_out, title="Imported, but not everything")
