"""Repairing many marks at once: all that a file called by one label of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.edit import Change, Edit, set_fields
from annotator.domain.problem import Problem
from annotator.domain.stream import LayerStream, layer_stream
from annotator.domain.unplaced import Unplaced, WaitingMark, unplaced_fields
from annotator.project.job import Job
from annotator.project.layer_edit import check_label, checked, refusal
from annotator.project.naming import label_name
from annotator.project.open_document import OpenDocument
from annotator.project.progress import Progress
from annotator.project.repair_list import is_sure, repair_list
from annotator.project.repairing import placing
from annotator.project.work_beside import start_beside

if TYPE_CHECKING:
    from annotator.project.project import Project

#: More marks than this take too long for the window itself.
FEW = 50
#: Documents between two steps of the progress.
_STEP = 20


class Renamed(NamedTuple):
    """How many marks got their place, and how many only their label: those without a sure place."""

    placed: int
    waiting: int

    def sentence(self, foreign: str, own: str) -> str:
        """Return the line that says what was done."""
        marks = f"{self.placed:,} mark{'s' * (self.placed != 1)} of {foreign}"
        line = f"Placed {marks} as {own}"
        if self.waiting:
            line += f"; {self.waiting:,} more {'are' if self.waiting > 1 else 'is'} {own} now and"
            line += f" still {'wait' if self.waiting > 1 else 'waits'} for a place"
        return f"{line}."


def called(project: Project, foreign: str) -> list[WaitingMark]:
    """Return the spans of mine in the repair list that their file calls by a label."""
    me = project.me.id if project.me else None
    return [
        each
        for each in repair_list(project, most=-1)
        if each.mark.label == foreign
        and not each.mark.is_relation
        and each.kind == "annotations"
        and each.person == me
    ]


def rename(project: Project, foreign: str, own: str, progress: Progress | None = None) -> Renamed:
    """Let a label of files be one of the schema's for all my unplaced marks, as one Edit.

    Those whose place is known, as their label alone was not, are placed; the others get the label
    and wait on. Raises Problem for a label that the schema has not.
    """
    project.check_writable()
    check_label(project.schema, own, 1)
    by_document: dict[str, list[Unplaced]] = {}
    for each in called(project, foreign):
        by_document.setdefault(each.document, []).append(each.mark)
    if not by_document:
        raise refusal(f"No mark of yours that waits is called “{foreign}”.", "Look at the list.")
    steps, changes, placed, waiting = progress or Progress(), list[Change](), 0, 0
    for number, (document, marks) in enumerate(by_document.items()):
        if number % _STEP == 0:
            steps.step(number, len(by_document))
        opened = _layer(project, document)
        for mark in marks:
            made = _placed(project, opened, mark, own)
            placed, waiting = placed + bool(made), waiting + (not made)
            changes += made or _labelled(opened, mark, own)
            for change in made:
                opened.apply(change)
    count = placed or waiting
    verb = "place" if placed else "call"
    name = (
        f"{verb} {count:,} × {foreign} {'as ' if placed else ''}{label_name(project.schema, own)}"
    )
    project.apply(Edit(name, tuple(changes)))
    return Renamed(placed, waiting)


def _layer(project: Project, document: str) -> OpenDocument:
    """Return a copy of my layer to try the changes on; the one in memory hears of the Edit."""
    assert project.me is not None
    stream = layer_stream(document, project.me.id)
    text = project.reader.document(document)
    assert text is not None
    opened = OpenDocument(text, stream)
    opened.fill(
        text,
        stream,
        project.reader.layer_records(LayerStream(document, project.me.id, "annotations")),
    )
    return opened


def _placed(project: Project, opened: OpenDocument, mark: Unplaced, own: str) -> list[Change]:
    """Return what places a mark where it says it is; nothing where that is not sure."""
    if not is_sure(opened.document.text, mark):
        return []
    try:
        fragments = checked(opened.document, mark.said)
        check_label(project.schema, own, len(fragments))
    except Problem:
        return []  # it waits on, and says why when a person tries
    return placing(project, opened, mark, fragments, own)[0]


def _labelled(opened: OpenDocument, mark: Unplaced, own: str) -> list[Change]:
    if mark.label == own:
        return []
    before = unplaced_fields(mark)
    return [set_fields(opened.stream, "unplaced", mark.id, before, label=own)]


def start_rename(project: Project, foreign: str, own: str) -> Job[Renamed]:
    """Begin `rename` in a process of its own; undone in the window like any of its edits.

    Raises Problem when what was done before is not on disk.
    """
    return start_beside(project, "Placing", _rename, foreign, own)


def _rename(progress: Progress, project: Project, foreign: str, own: str) -> Renamed:
    return rename(project, foreign, own, progress)
