"""What the project's records say with the edits that are not on disk yet, without waiting.

Somebody else may be writing to the file for seconds; what is read here is the file as it is, and
on top of it what the writer still has to write, which will stand last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from annotator.domain.edit import PURGE, RECORD_KINDS, SINGLE_KINDS, Change
from annotator.domain.fold import Record, RecordKey, apply_change, live
from annotator.domain.span import span_fields, span_from_fields
from annotator.domain.stream import LayerStream, layer_stream
from annotator.project.open_document import OpenDocument
from annotator.storage.journal import Entry
from annotator.storage.reading import LayerRecords

if TYPE_CHECKING:
    from annotator.project.project import Project


@contextmanager
def one_moment(project: Project) -> Iterator[tuple[Entry, ...]]:
    """Read the file as of one moment; gives the edits that are not in it, oldest first."""
    # Asked before the file is looked at, so that no edit is in neither.
    pending = project.saving.pending
    if any(change.kind == PURGE for entry in pending for change in entry.edit.changes):
        # What it erases is in many places, and nobody takes down an article in passing.
        project.settle()
    with project.reader.snapshot():
        yield project.reader.not_yet_written(pending)


def changes_in(entries: Iterable[Entry], stream: str) -> list[Change]:
    """Return the changes that entries make in a stream, oldest first."""
    return [each for entry in entries for each in entry.edit.changes if each.stream == stream]


def records_of(
    project: Project, stream: str, keys: Iterable[RecordKey]
) -> Mapping[RecordKey, Record]:
    """Return records of a stream as they will be on disk, also those that are not there."""
    reader, records = project.reader, dict[RecordKey, Record]()
    with one_moment(project) as entries:
        for kind, id in keys:
            fields = reader.fields_of(stream, kind, id)
            deleted = kind not in SINGLE_KINDS and reader.was_deleted(stream, kind, id)
            records[kind, id] = Record(dict(fields or {}), fields is not None, deleted)
    state = {stream: records}
    for change in changes_in(entries, stream):
        if (change.kind, change.id) in records:
            apply_change(state, change)
    return records


def fields_of(record: Record) -> Mapping[str, Any] | None:
    """Return what a record says, or None when it is not there."""
    if not record.live:
        return None
    return {name: value for name, value in record.fields.items() if value is not None}


def records_of_kind(
    project: Project, stream: str, kind: str, about: Collection[str] | None = None
) -> dict[str, dict[str, Any]]:
    """Return id → fields of the records of a kind without a table of its own.

    `about` are the documents (by id) of the decisions that are wanted; all are without.
    """
    reader = project.reader
    with one_moment(project) as entries:
        every = reader.records_of_kind(kind) if about is None else ()
        some = () if about is None else reader.decisions_of(about).items()
        records = {(kind, id): Record(dict(each), True) for id, each in (*every, *some)}
        changes = [each for each in changes_in(entries, stream) if each.kind == kind]
        for each in changes:
            if (kind, each.id) not in records:
                dead = reader.was_deleted(stream, kind, each.id)
                records[kind, each.id] = Record({}, False, dead)
    state = {stream: records}
    for each in changes:
        apply_change(state, each)
    there = live(state).get(stream, {})
    return {id: dict(fields) for (_kind, id), fields in there.items()
            if about is None or fields.get("document") in about}  # fmt: skip


def layer_records(project: Project, layer: LayerStream) -> LayerRecords:
    """Return what a layer holds, as it will be on disk."""
    stream = layer_stream(*layer)
    with one_moment(project) as entries:
        # The whole layer at once: a query for each of many thousand records takes seconds.
        found = project.reader.layer_records(layer)
    changes = changes_in(entries, stream)
    if not changes:
        return found
    state = {stream: _records(found)}
    for change in changes:
        apply_change(state, change)
    there = live(state).get(stream, {})
    of_kind: dict[str, list[tuple[str, Any]]] = {kind: [] for kind in RECORD_KINDS["layer"]}
    for (kind, id), fields in there.items():
        of_kind[kind].append((id, fields))
    return LayerRecords(
        there.get(("layer", ""), {}),
        [span_from_fields(id, fields) for id, fields in of_kind["span"]],
        of_kind["relation"],
        of_kind["comment"],
        of_kind["verdict"],
        {key for key, record in state[stream].items() if record.deleted},
        of_kind["unplaced"],
    )


def layer_of(project: Project, layer: LayerStream) -> OpenDocument:
    """Return any layer of a document, gold or another, as it will be on disk."""
    stream = layer_stream(*layer)
    opened = OpenDocument(project.open_document(layer.document).document, stream)
    opened.fill(opened.document, stream, layer_records(project, layer))
    return opened


def _records(found: LayerRecords) -> dict[RecordKey, Record]:
    records = {("span", each.id): Record(span_fields(each), True) for each in found.spans}
    for kind, others in (
        ("relation", found.relations),
        ("comment", found.comments),
        ("verdict", found.verdicts),
        ("unplaced", found.unplaced),
    ):
        records.update({(kind, id): Record(dict(fields), True) for id, fields in others})
    records["layer", ""] = Record(dict(found.layer), True)
    for key in found.dead:
        records.setdefault(key, Record()).deleted = True
    return records
