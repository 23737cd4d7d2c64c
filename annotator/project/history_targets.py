"""Whether what an edit left is still there, so that the edit can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from annotator.domain.edit import ADD, DELETE, RESTORE, SET, SINGLE_KINDS, Change
from annotator.domain.journal import changes_of
from annotator.domain.problem import Problem
from annotator.domain.span import span_fields
from annotator.domain.stream import parse_layer_stream
from annotator.project.progress import Progress

if TYPE_CHECKING:
    from annotator.project.project import Project

#: A record within its stream: its kind and id.
_Key = tuple[str, str]
_Fields = Mapping[str, Any]
#: Streams between two steps of the progress.
_STEP = 50
_NOTHING: _Fields = {}


def check_targets(
    project: Project, edit_id: str, name: str, changes: Sequence[Change], progress: Progress
) -> None:
    """Raise a Problem, naming the newer edit, when what the edit left was changed since.

    The progress hears of the streams that the edit touches.
    """
    streams: dict[str, list[Change]] = {}
    for change in changes:
        streams.setdefault(change.stream, []).append(change)
    for number, (stream, own) in enumerate(streams.items()):
        if number % _STEP == 0:
            progress.step(number, len(streams))
        changed = _first_changed(project, stream, own)
        if changed is not None:
            raise _changed_since(project, edit_id, name, stream, changed)


def _first_changed(project: Project, stream: str, changes: Sequence[Change]) -> _Key | None:
    """Return a record of the stream that is not as these changes left it, or None."""
    left = _left(changes)
    complete = {(each.kind, each.id) for each in changes if each.op in (ADD, RESTORE)}
    actual, users = _records(project, stream)
    for key, expected in left.items():
        if not _same(expected, actual(*key), key in complete, key[0] in SINGLE_KINDS):
            return key
    for user, spans in users:
        # A relation or comment that was added to a span which would go.
        if user not in left and any(("span", span) in complete for span in spans):
            return user
    return None


def _left(changes: Sequence[Change]) -> dict[_Key, _Fields | None]:
    left: dict[_Key, _Fields | None] = {}
    for change in changes:
        key = (change.kind, change.id)
        if change.op == DELETE:
            left[key] = None
        elif change.op == SET:
            left[key] = {**(left.get(key) or _NOTHING), **change.value}
        else:
            left[key] = change.value
    return left


_Users = list[tuple[_Key, tuple[str | None, ...]]]


def _records(project: Project, stream: str) -> tuple[Callable[[str, str], _Fields | None], _Users]:
    """Return how records of a stream are looked up, and which of them hang on which spans."""
    layer = parse_layer_stream(stream)
    if layer is None:
        return lambda kind, id: project.fields_of(stream, kind, id), []
    opened = project.opened(stream)
    if opened is not None:
        links = [(each.id, each.from_span, each.to_span) for each in opened.relations.values()]
        notes = [(each.id, each.span) for each in opened.comments.values()]
        return opened.fields_of, _users(links, notes)
    project.settle()
    # The whole layer at once: a query for each of many thousand records takes seconds.
    found = project.reader.layer_records(layer)
    records: dict[_Key, _Fields] = {("span", each.id): span_fields(each) for each in found.spans}
    for kind, others in (
        ("relation", found.relations),
        ("comment", found.comments),
        ("verdict", found.verdicts),
        ("unplaced", found.unplaced),
    ):
        records.update({(kind, id): fields for id, fields in others})
    records["layer", ""] = found.layer
    links = [(id, fields["from"], fields["to"]) for id, fields in found.relations]
    notes = [(id, fields.get("span")) for id, fields in found.comments]
    return lambda kind, id: records.get((kind, id)), _users(links, notes)


def _users(
    links: Sequence[tuple[str, str, str]], notes: Sequence[tuple[str, str | None]]
) -> _Users:
    users: _Users = [(("relation", id), spans) for id, *spans in links]  # type: ignore[misc]
    users += [(("comment", id), (span,)) for id, span in notes]
    return users


def _same(expected: _Fields | None, actual: _Fields | None, complete: bool, single: bool) -> bool:
    if expected is None:
        return actual is None or (single and not actual)
    if actual is None:
        return False
    if expected == actual:
        return True
    names = set(expected) | set(actual) if complete else set(expected)
    return all(_plain(expected.get(name)) == _plain(actual.get(name)) for name in names)


def _plain(value: Any) -> Any:
    """Return a value with what counts as nothing there as None."""
    return None if value in (None, {}, [], "", False, "hand", "new", "annotator") else value


def _changed_since(project: Project, edit_id: str, name: str, stream: str, key: _Key) -> Problem:
    newer = _newer_edit(project, edit_id, stream, key)
    because = f" by “{newer}”" if newer else ""
    return Problem(
        f"“{name}” cannot be taken back: what it touched was changed since{because}.",
        "Nothing was changed.",
        f"Take back “{newer}” first, from History." if newer else "Look at it in History.",
    )


def _newer_edit(project: Project, edit_id: str, stream: str, key: _Key) -> str | None:
    """Return the name of the newest later edit that touched a record."""
    project.settle()
    for row in project.reader.newer_rows(edit_id, [stream]):
        for change in changes_of(row.stream, row.payload):
            if (change.kind, change.id) == key and row.payload is not None:
                return str(row.payload["name"])
    return None
