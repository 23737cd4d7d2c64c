"""The fold: from journal rows to the state they describe.

The state is the fold of the set of rows in the order (time, device, seq). So merging is a
union of rows, and it does not matter in which order or how often rows arrive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.edit import ADD, DELETE, PURGE, SET, SINGLE_KINDS, Change
from annotator.domain.journal import JournalRow, changes_of
from annotator.domain.stream import DECISIONS, DOCUMENTS, GUIDELINE, WORK, parse_layer_stream

#: (kind, id) of a record within its stream.
RecordKey = tuple[str, str]


@dataclass(slots=True)
class Record:
    """The fields of one record; `added` and not `deleted` means that it is there."""

    fields: dict[str, Any] = field(default_factory=dict)
    added: bool = False
    deleted: bool = False

    @property
    def live(self) -> bool:
        """Whether the record is part of the state."""
        return self.added and not self.deleted


#: stream → record key → record, the dead ones included.
State = dict[str, dict[RecordKey, Record]]


def apply_change(state: State, change: Change) -> None:
    """Apply one change in place. Deletion wins over everything but an explicit restore.

    Adding and restoring bring all the fields, so they replace what was there.
    """
    record = state.setdefault(change.stream, {}).setdefault((change.kind, change.id), Record())
    single = change.kind in SINGLE_KINDS
    if change.op == SET:
        record.fields.update(change.value)
        record.added |= single
    elif change.op == DELETE:
        if single:
            record.fields = {}
        else:
            record.deleted = True
    else:
        record.fields = dict(change.value)
        record.added = True
        record.deleted &= change.op == ADD


def fold(rows: Iterable[JournalRow]) -> State:
    """Return the state after all rows, whatever order and however often they come."""
    state: State = {}
    unique: dict[tuple[str, str, int], JournalRow] = {}
    for row in rows:
        key = (row.stream, row.device, row.seq)
        known = unique.get(key)
        if known is None or _content(row) < _content(known):
            unique[key] = row
    for row in sorted(unique.values(), key=lambda row: row.order):
        for change in changes_of(row.stream, row.payload):
            apply_change(state, change)
    return forget_purged(state)


def _content(row: JournalRow) -> int:
    # Of two copies of a row the one with less left in it has been purged.
    return -1 if row.payload is None else len(row.payload["changes"])


def purged(state: State) -> tuple[set[str], set[str]]:
    """Return the ids of the documents and of the people that were purged."""
    documents, people = set[str](), set[str]()
    for (kind, _id), record in state.get(DOCUMENTS, {}).items():
        if kind == PURGE:
            documents.add(record.fields.get("document") or "")
            people.add(record.fields.get("person") or "")
    return documents - {""}, people - {""}


def forget_purged(state: State) -> State:
    """Take out of the state, in place, all that a purge names; return the state."""
    documents, people = purged(state)
    for stream in list(state):
        layer = parse_layer_stream(stream)
        if layer is not None and (layer.document in documents or layer.person in people):
            del state[stream]
    for stream, name, gone in ((DECISIONS, "document", documents), (GUIDELINE, "person", people)):
        for key, record in list(state.get(stream, {}).items()):
            if record.fields.get(name) in gone:
                del state[stream][key]
    for stream, kind, ids in ((DOCUMENTS, "document", documents), (WORK, "person", people)):
        for id in ids:
            state.setdefault(stream, {})[(kind, id)] = Record({}, False, True)
    return state


def live(state: State) -> dict[str, dict[RecordKey, dict[str, Any]]]:
    """Return only what is there: stream → record key → fields without those that are None.

    A record of which there is one a stream is there when it has any fields.
    """
    visible: dict[str, dict[RecordKey, dict[str, Any]]] = {}
    for stream, records in state.items():
        there = {
            key: {name: value for name, value in record.fields.items() if value is not None}
            for key, record in records.items()
            if record.live
        }
        there = {key: fields for key, fields in there.items() if fields or not _single(key)}
        if there:
            visible[stream] = there
    return visible


def _single(key: RecordKey) -> bool:
    return key[0] in SINGLE_KINDS
