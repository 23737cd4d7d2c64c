"""Exporting from the window: the dialog, the place, and the work in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from annotator.domain.problem import Problem
from annotator.formats.registry import format_named
from annotator.project.export_source import ExportOptions
from annotator.widgets.export_form import STATUSES, ExportChoice

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.app.export_dialog import ExportDialog
    from annotator.app.main_window import MainWindow
    from annotator.project.export_job import Exported

#: Where the settings keep what was chosen last.
_FORMAT, _LICENCE = "export.format", "export.licence"


def open_export(window: MainWindow) -> ExportDialog:
    """Open the export dialog on the window's project; raises Problem while one is running."""
    from annotator.app.export_dialog import ExportDialog

    project = window.require_page().project
    window.background.check_free("export")
    dialog = ExportDialog(project, window.theme, window)
    dialog.wanted.connect(partial(_ask_where, window, dialog))
    settings = window.settings
    choice = window.export_again.get(project.id) or ExportChoice(
        _text(settings.get(_FORMAT)) or "annotator-jsonl",
        False,
        tuple(person.id for person in project.people),
        STATUSES,
        tuple(label.id for label in project.schema.labels),
        None,
        1,
        "",
    )
    dialog.show_choice(choice, _text(settings.get(_LICENCE)))
    dialog.open()
    return dialog


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _ask_where(window: MainWindow, dialog: ExportDialog, options: ExportOptions) -> None:
    from annotator.app.file_dialogs import ask_where_to_export
    from annotator.project.export_place import unchosen

    project = window.require_page().project
    format = format_named(options.format or "")
    folder = format.many_files or options.split is not None
    name = project.path.stem + ("-export" if folder else format.suffixes[0])
    out = ask_where_to_export(window, name, "" if folder else format.suffixes[0])
    if out is None:
        return
    wanted = replace(options, dry_run=False)
    parts = () if dialog.survey is None else tuple(dialog.survey.parts)
    in_the_way = unchosen(format, out, parts, options.card)
    if in_the_way is None:
        _begin(window, dialog, out, wanted)
        return
    begin = partial(_begin, window, dialog, out, replace(wanted, replace=True))
    window.show_problem(in_the_way, ("Replace", begin))


def _begin(window: MainWindow, dialog: ExportDialog, out: Path, options: ExportOptions) -> None:
    from annotator.project.export_job import start_export
    from annotator.project.settled_job import SettledJob

    window.background.check_free("export")
    project = window.require_page().project
    window.settings.set(_FORMAT, options.format)
    window.settings.set(_LICENCE, options.licence)
    dialog.accept()
    job = SettledJob(project, lambda: start_export(project.path, out, options))
    stopped = "The export was cancelled; no incomplete file was left."
    seen = () if dialog.survey is None else dialog.survey.warnings
    choice = dialog.form.choice()

    def keep(_problem: Problem | None) -> None:
        # What was chosen is there again at the next try.
        window.export_again[project.id] = choice

    def done(exported: Exported) -> None:
        window.export_again.pop(project.id, None)
        _say(window, seen, exported)

    window.background.watch("export", "Exporting", job, done, stopped, keep)


def _say(window: MainWindow, seen: Sequence[str], exported: Exported) -> None:
    """Say what was written, with its warnings; those that were not `seen` before need a look."""
    window.say(" ".join((exported.sentence, *exported.warnings)))
    new = [each for each in exported.warnings if each not in seen]
    if new:
        from annotator.app.errors import show_problem

        problem = Problem(
            " ".join((exported.sentence, *new)),
            "The export is complete, and the project was not changed.",
            "Look at what is said here before you hand the data on.",
        )
        show_problem(problem, window, title="Exported, with something to look at")
