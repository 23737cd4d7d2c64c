"""Whether what an edit left is still there, so that the edit can be taken back, and how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.domain.edit import ADD, DELETE, RESTORE, SET, SINGLE_KINDS, Change
from annotator.domain.journal import changes_of
from annotator.domain.problem import Problem
from annotator.domain.span import span_fields
from annotator.domain.stream import parse_layer_stream
from annotator.project import unwritten
from annotator.project.layer_edit import BEGINS
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
) -> tuple[Change, ...]:
    """Return the changes that are to be taken back, all but the beginning of layers that go on.

    Raises a Problem, naming the newer edit, when what the edit left was changed since. The
    progress hears of the streams that the edit touches.
    """
    going_on = set[str]()
    streams: dict[str, list[Change]] = {}
    for change in changes:
        streams.setdefault(change.stream, []).append(change)
    for number, (stream, own) in enumerate(streams.items()):
        if number % _STEP == 0:
            progress.step(number, len(streams))
        records = _records(project, stream, _left(own))
        changed = _first_changed(records, own)
        if changed is not None:
            raise _changed_since(project, edit_id, name, stream, changed)
        if any(map(_begins, own)) and _goes_on(records, _brought(own)):
            going_on.add(stream)
    return tuple(
        change for change in changes if not (change.stream in going_on and _begins(change))
    )


def _begins(change: Change) -> bool:
    """Whether a change brings a layer about, or brings it from new to another status."""
    if change.kind != "layer":
        return False
    was = change.was.get("status") or "new"
    return change.op == ADD or (was == "new" and "status" in change.value)


def _goes_on(records: _Records, brought: set[_Key]) -> bool:
    """Whether a layer holds more than what an edit brought; False when it brought nothing."""
    marks = any(kind in BEGINS for kind, _ in brought)
    return marks and any(key not in brought for key in records.keys)


def _brought(changes: Sequence[Change]) -> set[_Key]:
    return {(each.kind, each.id) for each in changes if each.op in (ADD, RESTORE)}


def _first_changed(records: _Records, changes: Sequence[Change]) -> _Key | None:
    """Return a record of a stream that is not as these changes left it, or None."""
    left, complete = _left(changes), _brought(changes)
    actual, users, _ = records
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


class _Records(NamedTuple):
    """A stream: how its records are looked up, and which of them hang on which spans.

    `keys` are those of a layer that a person made, or said of a suggestion.
    """

    look_up: Callable[[str, str], _Fields | None]
    users: _Users
    keys: Iterable[_Key] = ()


def _records(project: Project, stream: str, keys: Iterable[_Key]) -> _Records:
    """Return the records of a stream; of one that is no layer's, only those of these keys."""
    layer = parse_layer_stream(stream)
    if layer is None:
        known = unwritten.records_of(project, stream, keys)
        return _Records(lambda kind, id: unwritten.fields_of(known[kind, id]), [])
    opened = project.opened(stream)
    if opened is not None:
        links = [(each.id, each.from_span, each.to_span) for each in opened.relations.values()]
        notes = [(each.id, each.span) for each in opened.comments.values()]
        held: tuple[Iterable[str], ...] = (
            opened.spans,
            opened.relations,
            opened.comments,
            opened.verdicts,
        )
        keys = ((kind, id) for kind, ids in zip(BEGINS, held, strict=True) for id in ids)
        return _Records(opened.fields_of, _users(links, notes), keys)
    found = unwritten.layer_records(project, layer)
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
    made = [key for key in records if key[0] in BEGINS]
    return _Records(lambda kind, id: records.get((kind, id)), _users(links, notes), made)


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
    with unwritten.one_moment(project) as entries:
        rows = project.reader.newer_rows(edit_id, [stream])
    ids = [entry.edit_id for entry in entries]
    for entry in reversed(entries[ids.index(edit_id) + 1 if edit_id in ids else 0 :]):
        if any((each.kind, each.id) == key for each in unwritten.changes_in([entry], stream)):
            return entry.edit.name
    for row in rows:
        for change in changes_of(row.stream, row.payload):
            if (change.kind, change.id) == key and row.payload is not None:
                return str(row.payload["name"])
    return None
