"""Undo, redo, and undoing any edit from History."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotator.domain.edit import ADD, DELETE, PURGE, RESTORE, SET, SINGLE_KINDS, Change, Edit
from annotator.domain.journal import changes_of
from annotator.domain.problem import Problem
from annotator.domain.stream import parse_layer_stream
from annotator.storage.reading import EditSummary

if TYPE_CHECKING:
    from annotator.project.project import Project

__all__ = ["EditSummary", "Undone", "list_edits", "redo", "redo_name", "undo", "undo_edit"]
_UNCHANGED = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo touched: the edit's name, where to look and which spans."""

    name: str
    document_id: str | None
    span_ids: tuple[str, ...]


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


def undo_edit(project: Project, edit_id: str) -> Undone:
    """Take back any edit, an import or another window's too, or what took it back.

    Raises Problem when there is none of that id, it was taken back already, it was purged or
    is a purge, or its targets were changed since.
    """
    project.settle()
    found = project.reader.edit(edit_id)
    if found is None:
        raise Problem("There is no such edit.", _UNCHANGED, "Choose one from History.")
    if found.undone_by is not None:
        raise Problem(f"“{found.name}” was taken back already.", _UNCHANGED, "Choose another edit.")
    return _take_back(project, edit_id, found.name)


def list_edits(project: Project, limit: int = 200) -> list[EditSummary]:
    """Return the newest edits of everyone, newest first."""
    project.settle()
    return project.reader.edits(limit)


def changes_of_edit(project: Project, edit_id: str) -> tuple[Change, ...]:
    """Return the changes of an edit, written already or not."""
    for entry in project.saving.pending:
        if entry.edit_id == edit_id:
            return entry.edit.changes
    return project.reader.changes_of_edit(edit_id)


def _take_back(project: Project, edit_id: str, name: str) -> Undone:
    project.check_writable()
    changes = changes_of_edit(project, edit_id)
    if not changes:
        raise Problem(f"“{name}” was purged.", _UNCHANGED, "It cannot be brought back.")
    if any(change.kind == PURGE for change in changes):
        raise Problem(
            "A purge cannot be taken back: what it erased is gone.",
            _UNCHANGED,
            "A backup or someone's copy from before may still have it.",
        )
    _check_targets(project, edit_id, name, changes)
    inverse = Edit(name, changes).inverse()
    project.apply(inverse, undoes=edit_id)
    return _undone(name, changes)


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
    return Undone(name, document, spans)


def _check_targets(project: Project, edit_id: str, name: str, changes: Sequence[Change]) -> None:
    """Raise a Problem when what the edit left is no longer what is there."""
    left: dict[tuple[str, str, str], dict[str, Any] | None] = {}
    for change in changes:
        key = (change.stream, change.kind, change.id)
        if change.op == DELETE:
            left[key] = None
        else:
            before = left.get(key) or {}
            left[key] = {**(before if change.op == SET else {}), **change.value}
    complete = {
        (change.stream, change.kind, change.id) for change in changes if change.op in (ADD, RESTORE)
    }
    for key, expected in left.items():
        actual = project.fields_of(*key)
        if not _same(expected, actual, key in complete, key[1] in SINGLE_KINDS):
            raise _changed_since(project, edit_id, name, key)
    gone = {key[2] for key in complete if key[1] == "span"}
    for stream in {key[0] for key in complete if key[1] == "span"}:
        _check_references(project, edit_id, name, stream, gone, set(left))


def _same(
    expected: Mapping[str, Any] | None,
    actual: Mapping[str, Any] | None,
    complete: bool,
    single: bool,
) -> bool:
    if expected is None:
        return actual is None or (single and not actual)
    if actual is None:
        return False
    names = set(expected) | set(actual) if complete else set(expected)
    return all(_plain(expected.get(name)) == _plain(actual.get(name)) for name in names)


def _plain(value: Any) -> Any:
    """Return a value with what counts as nothing there as None."""
    return None if value in (None, {}, [], "", False, "hand", "new", "annotator") else value


def _check_references(
    project: Project,
    edit_id: str,
    name: str,
    stream: str,
    span_ids: set[str],
    own: set[tuple[str, str, str]],
) -> None:
    """Raise a Problem when a relation or comment was added to a span that would go."""
    layer = parse_layer_stream(stream)
    if layer is None:
        return
    opened = project.opened(stream)
    if opened is None:
        project.settle()
        records = project.reader.layer_records(layer)
        relations = [(id, each["from"], each["to"]) for id, each in records.relations]
        comments = [(id, each.get("span")) for id, each in records.comments]
    else:
        relations = [(r.id, r.from_span, r.to_span) for r in opened.relations.values()]
        comments = [(comment.id, comment.span) for comment in opened.comments.values()]
    users = [("relation", id) for id, a, b in relations if a in span_ids or b in span_ids]
    users += [("comment", id) for id, span in comments if span in span_ids]
    for kind, id in users:
        if (stream, kind, id) not in own:
            raise _changed_since(project, edit_id, name, (stream, kind, id))


def _changed_since(project: Project, edit_id: str, name: str, key: tuple[str, str, str]) -> Problem:
    newer = _newer_edit(project, edit_id, key)
    because = f" by “{newer}”" if newer else ""
    return Problem(
        f"“{name}” cannot be taken back: what it touched was changed since{because}.",
        _UNCHANGED,
        f"Take back “{newer}” first, from History." if newer else "Look at it in History.",
    )


def _newer_edit(project: Project, edit_id: str, key: tuple[str, str, str]) -> str | None:
    """Return the name of the newest later edit that touched a record."""
    stream, kind, id = key
    project.settle()
    for row in project.reader.newer_rows(edit_id, [stream]):
        for change in changes_of(row.stream, row.payload):
            if (change.kind, change.id) == (kind, id) and row.payload is not None:
                return str(row.payload["name"])
    return None
