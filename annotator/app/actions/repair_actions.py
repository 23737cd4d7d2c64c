"""The repair list: opening it, placing, naming and dismissing what waits in it, saving it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.domain.problem import Problem
from annotator.project.remembered_names import remember_label
from annotator.project.remembering import not_remembered
from annotator.project.repairing_many import Renamed, rename, start_rename

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.domain.schema import Label, RelationType
    from annotator.domain.unplaced import Unplaced

GROUP = "Repair"
_STOPPED = "Nothing was placed."


def _open(window: MainWindow) -> None:
    window.require_page().repairs.open()


def _place(window: MainWindow) -> None:
    """Place the current mark; where its label is none of the schema's, ask for one first."""
    window.identity.require()
    repairs = window.require_page().repairs
    mark = repairs.current().mark
    if _is_known(window, mark):
        repairs.place()
        return
    if not mark.is_relation:
        repairs.fragments()  # without a place there is no need to ask
    called = f"What is “{mark.label}”?" if mark.label else "Which label?"
    place = partial(_place_asked, window, mark)
    window.ask(called, partial(_answer, window, place, mark), _names(window, mark))


def _place_asked(window: MainWindow, asked: Unplaced, label: str) -> None:
    """Place the mark that was asked about, if it is still the current one."""
    repairs = window.require_page().repairs
    if repairs.current().mark.id != asked.id:
        raise Problem(
            "Another mark has been chosen since this was asked.",
            "Nothing was changed.",
            "Choose the one that you meant and place it again.",
        )
    repairs.place(label)


def _choices(window: MainWindow, mark: Unplaced) -> tuple[Label | RelationType, ...]:
    schema = window.require_page().project.schema
    if mark.is_relation:
        return tuple(each for each in schema.relations if each.enabled)
    return tuple(schema.enabled_labels)


def _is_known(window: MainWindow, mark: Unplaced) -> bool:
    return any(each.id == mark.label for each in _choices(window, mark))


def _names(window: MainWindow, mark: Unplaced) -> list[str]:
    return [each.name for each in _choices(window, mark)]


def _answer(window: MainWindow, done: Callable[[str], object], mark: Unplaced, said: str) -> None:
    """Go on with the label or relation that was typed, by its name or id."""
    wanted = said.strip().casefold()
    found = next(
        (each.id for each in _choices(window, mark) if wanted in (each.id, each.name.casefold())),
        None,
    )
    try:
        if found is None:
            raise Problem(
                f"The schema has no {'relation' if mark.is_relation else 'label'} “{said}”.",
                "Nothing was changed.",
                f"Type one of {', '.join(_names(window, mark))}.",
            )
        done(found)
    except Problem as problem:
        window.say_problem(problem)


def _rename(window: MainWindow) -> None:
    """Ask what all marks of the current one's label are; place those whose place is sure."""
    window.identity.require()
    mark = window.require_page().repairs.current().mark
    if mark.is_relation or not mark.label:
        raise Problem(
            "Only marks with a label in their file can be named all at once.",
            "Nothing was changed.",
            "Choose one in the list.",
        )
    question = f"What are all “{mark.label}”?"
    window.ask(question, partial(_answer, window, partial(_name, window, mark.label), mark),
               _names(window, mark))  # fmt: skip


def _name(window: MainWindow, foreign: str, own: str) -> None:
    page = window.require_page()
    if page.repairs.are_few(foreign):
        _tell_renamed(window, foreign, own, rename(page.project, foreign, own))
        return
    window.background.check_free("repair")
    job = start_rename(page.project, foreign, own)
    finished = partial(_tell_renamed, window, foreign, own)
    window.background.watch("repair", "Placing", job, finished, _STOPPED)


def _tell_renamed(window: MainWindow, foreign: str, own: str, done: Renamed) -> None:
    project = window.require_page().project
    project.poll()
    label = project.schema.label(own)
    try:
        remember_label(project.id, foreign, own)
    except OSError as error:
        window.say(not_remembered(error, f"that {foreign} is {own}"))
        return
    window.say(done.sentence(foreign, label.name if label else own))


def _dismiss(window: MainWindow) -> None:
    window.identity.require()
    window.require_page().repairs.dismiss()


def _save(window: MainWindow) -> None:
    from annotator.app.file_dialogs import ask_where_to_export
    from annotator.project.repair_export import start_saving
    from annotator.project.settled_job import SettledJob

    project = window.require_page().project
    window.background.check_free("list")
    out = ask_where_to_export(window, f"{project.path.stem}-not-placed.csv", ".csv")
    if out is None:
        return
    job = SettledJob(project, lambda: start_saving(project.path, out))
    said = f"Saved the repair list to {out.name}."
    window.background.watch(
        "list", "Saving", job, lambda _count: window.say(said), "The list was not saved."
    )


REPAIR_ACTIONS: tuple[Action, ...] = (
    Action("repair.open", "Repair list: marks without a place", GROUP, _open, "document", True),
    Action("repair.place", "Place the mark of the repair list", GROUP, _place, "project", True),
    Action(
        "repair.rename",
        "Name all marks of that label in the list",
        GROUP,
        _rename,
        "project",
        True,
    ),
    Action(
        "repair.dismiss", "Dismiss the mark of the repair list", GROUP, _dismiss, "project", True
    ),
    Action("repair.save", "Save the repair list", GROUP, _save, "project"),
)
