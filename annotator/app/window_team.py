"""Work that goes to people and comes back, from the window: assign, hand out, merge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annotator.domain.problem import Problem
from annotator.project.identity import handed_to

if TYPE_CHECKING:
    from annotator.app.assign_dialog import AssignDialog
    from annotator.app.main_window import MainWindow
    from annotator.app.merge_dialog import MergeDialog
    from annotator.app.pages.feedback_page import FeedbackPage
    from annotator.project.bundling import BundleReport
    from annotator.project.merge_report import MergeReport
    from annotator.project.sharing import Assignments

_NOT_MERGED = "Nothing was merged; the project is as it was."
_NO_BUNDLE = "No bundle was made."
_NOT_ASSIGNED = "Nothing was assigned."


def open_assign(window: MainWindow) -> AssignDialog:
    """Open the dialog that hands documents out to people; raises Problem."""
    from annotator.app.assign_dialog import AssignDialog

    project = window.require_page().project
    project.check_writable()
    window.background.check_free("assignment")
    dialog = AssignDialog(project, window)
    dialog.wanted.connect(partial(_assign, window, dialog))
    dialog.open()
    return dialog


def _assign(window: MainWindow, dialog: AssignDialog) -> None:
    from annotator.project.team_jobs import start_assignment

    project = window.require_page().project
    job = start_assignment(project, dialog.people(), dialog.plan())
    dialog.accept()

    def done(assignments: Assignments) -> None:
        project.poll()
        window.say(assignments.sentence())

    window.background.watch("assignment", "Assigning", job, done, _NOT_ASSIGNED)


def hand_out(window: MainWindow, person_id: str, purpose: str) -> None:
    """Ask where to, and make a bundle with work or feedback for a person; raises Problem."""
    from annotator.project.bundling import FEEDBACK

    project = window.require_page().project
    name = next(each.name for each in project.people if each.id == person_id)
    what = "feedback" if purpose == FEEDBACK else project.path.stem
    _make_bundle(window, f"Bundle for {name}", f"{what} for {person_id}", purpose, person_id)


def send_back(window: MainWindow) -> None:
    """Ask where to, and make a bundle with what I did; raises Problem."""
    from annotator.project.bundling import FROM

    window.identity.require()
    me = window.require_page().project.me
    assert me is not None
    stem = window.require_page().project.path.stem
    _make_bundle(window, "Send work back", f"{stem} from {me.id}", FROM, me.id)


def _make_bundle(window: MainWindow, title: str, name: str, purpose: str, person: str) -> None:
    from annotator.app.file_dialogs import ask_where_to_save
    from annotator.project.team_jobs import start_bundle

    project = window.require_page().project
    window.background.check_free("bundle")
    out = ask_where_to_save(window, title, f"{name}.sqlite")
    if out is None:
        return

    def done(report: BundleReport) -> None:
        project.poll()
        window.say(" ".join((report.sentence(), *report.warnings)))

    job = start_bundle(project, out, purpose, person)
    window.background.watch("bundle", "Making a bundle", job, done, _NO_BUNDLE)


def show_beside_gold(window: MainWindow, document_id: str) -> None:
    """Show what I did in a document beside its gold, now that I have finished it."""
    page = cast("FeedbackPage", window.book.made("feedback"))
    page.practise(document_id)
    window.book.show("feedback")


def ask_merge(window: MainWindow) -> None:
    """Ask which bundles to merge, and show what they would bring; raises Problem."""
    from annotator.app.file_dialogs import ask_for_bundles

    window.background.check_free("merge")
    paths = ask_for_bundles(window)
    if paths:
        open_merge(window, paths)


def open_merge(window: MainWindow, paths: Sequence[Path]) -> MergeDialog:
    """Open the dialog that shows what files would bring; raises Problem."""
    from annotator.app.merge_dialog import MergeDialog

    project = window.require_page().project
    project.check_writable()
    window.background.check_free("merge")
    dialog = MergeDialog(project, tuple(paths), window)
    dialog.wanted.connect(partial(_merge, window, dialog))
    dialog.opening.connect(partial(_open_instead, window, dialog))
    dialog.open()
    return dialog


def take_projects(window: MainWindow, paths: Sequence[Path]) -> None:
    """Take project files that were dropped: merge those of this project, open another one.

    Raises Problem where there are several that do not belong together.
    """
    from annotator.project.glancing import project_id

    project = window.project
    if project is not None:
        others = [path for path in paths if not _is_file(path, project.path)]
        if others and all(project_id(path) == project.id for path in others):
            open_merge(window, others)
            return
    if len(paths) > 1:
        raise Problem(
            "These are several project files, and they do not all belong to the project in "
            "this window.",
            "None of them was opened or merged.",
            "Drop one to open it, or open their project first and drop its bundles onto that.",
        )
    window.open_project(paths[0])


def _is_file(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _merge(window: MainWindow, dialog: MergeDialog) -> None:
    from annotator.project.team_jobs import start_merge

    project = window.require_page().project
    job = start_merge(project, dialog.files)
    dialog.accept()

    def done(report: MergeReport) -> None:
        project.poll()
        told = report.brings_decisions and handed_to(project) is not None
        feedback = "Ctrl+7 shows where gold differs from your marks." if told else ""
        guideline = "" if report.guideline is None else report.guideline.shortly()
        said = (report.sentence(), guideline, report.answered(), feedback)
        window.say(" ".join(filter(None, said)))
        if report.same_entities:
            from annotator.app.same_entities_dialog import SameEntitiesDialog

            SameEntitiesDialog(project, report.same_entities, window).open()

    window.background.watch("merge", "Merging", job, done, _NOT_MERGED)


def _open_instead(window: MainWindow, dialog: MergeDialog) -> None:
    dialog.reject()
    try:
        window.open_project(dialog.files[0])
    except Problem as problem:
        window.show_problem(problem)
