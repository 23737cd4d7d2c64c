"""Undo, redo, and undoing any edit from History."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from annotator.domain.edit import DELETE, PURGE, Change, Edit
from annotator.domain.problem import Problem
from annotator.domain.stream import parse_layer_stream
from annotator.project import unwritten
from annotator.project.history_targets import check_targets
from annotator.project.progress import Progress
from annotator.project.returning import with_free_keys
from annotator.project.uncollected import uncollected
from annotator.storage.reading import EditSummary

if TYPE_CHECKING:
    from annotator.project.project import Project

__all__ = ["EditSummary", "Undone", "list_edits", "redo", "redo_name", "undo", "undo_edit"]
_UNCHANGED = "Nothing was changed."
DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo touched: the edit's name, where to look, which spans and entities.

    `entity_ids` begins with those that are named again. `item` is the id of the item that somebody
    decided on, of several the one at which they did; `decided` tells that it is decided again.
    """

    name: str
    document_id: str | None
    span_ids: tuple[str, ...]
    entity_ids: tuple[str, ...] = ()
    item: str | None = None
    decided: bool = False


def undo_name(project: Project) -> str | None:
    """Return the name of what `undo` would take back, or None."""
    step = project.past.undo
    return None if step is None else step.name


def redo_name(project: Project) -> str | None:
    """Return the name of what `redo` would bring back, or None."""
    step = project.past.redo
    return None if step is None else step.name


def undo(project: Project) -> Undone | None:
    """Take back my newest live edit made in the window on this device; None without one.

    Raises Problem, naming the newer edit, when its targets were changed since.
    """
    step = project.past.undo
    return None if step is None else _take_back(project, step.tip, step.name)


def redo(project: Project) -> Undone | None:
    """Bring back what was undone last; None when a new edit came since. Raises as `undo`."""
    step = project.past.redo
    return None if step is None else _take_back(project, step.tip, step.name)


def undo_tip(project: Project) -> str | None:
    """Return the id of the edit that `undo` would take back, or None."""
    step = project.past.undo
    return None if step is None else step.tip


def redo_tip(project: Project) -> str | None:
    """Return the id of the edit that `redo` would take back, or None."""
    step = project.past.redo
    return None if step is None else step.tip


def undo_edit(project: Project, edit_id: str, progress: Progress | None = None) -> Undone:
    """Take back any edit, an import or another window's too, or what took it back.

    Raises Cancelled, and Problem when there is none of that id, it was taken back already, it
    was purged or is a purge, or its targets were changed since.
    """
    with unwritten.one_moment(project) as waiting:
        found = project.reader.edit(edit_id)
    names = [each.edit.name for each in waiting if each.edit_id == edit_id]
    names += [] if found is None else [found.name]
    if not names:
        raise Problem("There is no such edit.", _UNCHANGED, "Choose one from History.")
    undone = found is not None and found.undone_by is not None
    if undone or any(each.undoes == edit_id for each in waiting):
        raise Problem(f"“{names[0]}” was taken back already.", _UNCHANGED, "Choose another edit.")
    return _take_back(project, edit_id, names[0], progress or Progress())


def list_edits(project: Project, limit: int = 200) -> list[EditSummary]:
    """Return the newest edits of everyone, newest first; waits for none that is being written."""
    with unwritten.one_moment(project) as waiting:
        written = project.reader.edits(limit)
    taken_back = {each.undoes: each.edit_id for each in waiting}
    first = [
        EditSummary(
            each.edit_id,
            each.edit.name,
            each.person,
            each.via,
            each.device,
            each.wall_time,
            each.undoes,
            taken_back.get(each.edit_id),
        )
        for each in reversed(waiting)
    ]
    then = [
        replace(each, undone_by=taken_back[each.edit_id]) if each.edit_id in taken_back else each
        for each in written
    ]
    return [*first, *then][:limit]


def changes_of_edit(project: Project, edit_id: str) -> tuple[Change, ...]:
    """Return the changes of an edit, written already or not."""
    for entry in project.saving.pending:
        if entry.edit_id == edit_id:
            return entry.edit.changes
    return project.reader.changes_of_edit(edit_id)


def _take_back(
    project: Project, edit_id: str, name: str, progress: Progress | None = None
) -> Undone:
    steps = progress or Progress()
    project.check_writable()
    with uncollected():
        changes = changes_of_edit(project, edit_id)
        _check_kept(name, changes)
        going = check_targets(project, edit_id, name, changes, steps)
        inverse = with_free_keys(project, Edit(name, going).inverse())
        steps.step(0, None)
        project.apply(inverse, undoes=edit_id)
    return _undone(name, changes)


def _check_kept(name: str, changes: Sequence[Change]) -> None:
    if not changes:
        raise Problem(f"“{name}” was purged.", _UNCHANGED, "It cannot be brought back.")
    if any(change.kind == PURGE for change in changes):
        raise Problem(
            "A purge cannot be taken back: what it erased is gone.",
            _UNCHANGED,
            "A backup or someone's copy from before may still have it.",
        )


def _undone(name: str, changes: Sequence[Change]) -> Undone:
    document = None
    for change in changes:
        layer = parse_layer_stream(change.stream)
        if layer is not None:
            document = layer.document
        elif change.kind == "document":
            document = change.id
        if document is not None:
            break
    spans = tuple(change.id for change in changes if change.kind == "span")
    named = (fields.get("entity") for fields in _sides(changes, "span"))
    entities = dict.fromkeys(id for id in named if id)
    entities |= dict.fromkeys(change.id for change in changes if change.kind == "entity")
    # The edit that took one back has its changes in reverse order.
    decided = any(change.kind == DECISION and change.op == DELETE for change in changes)
    item = _decided_item(reversed(changes) if decided else changes)
    return Undone(name, document, spans, tuple(entities), item, decided)


def _decided_item(changes: Iterable[Change]) -> str | None:
    """Return the id of the item of the first decision that a person made about it."""
    # Not loaded before the first paint.
    from annotator.compare.thread import IMPORTED, item_id

    for change in changes:
        fields = {**change.was, **change.value}
        by_nobody = fields.get("action") == IMPORTED or fields.get("rule")
        if change.kind == DECISION and not by_nobody:
            return item_id(change.id, fields)
    return None


def _sides(changes: Sequence[Change], kind: str) -> Iterator[Mapping[str, Any]]:
    """Yield what records of a kind say again, then what they said until now."""
    for change in changes:
        if change.kind == kind:
            yield change.was
    for change in changes:
        if change.kind == kind:
            yield change.value
