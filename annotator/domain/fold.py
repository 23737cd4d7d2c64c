"""The fold: from journal rows to the state they describe.

The state is the fold of the set of rows in the order (time, device, seq). So merging is a
union of rows, and it does not matter in which order or how often rows arrive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.edit import ADD, DELETE, RESTORE, SET, Change
from annotator.domain.journal import JournalRow, changes_of

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
    """Apply one change in place. Deletion wins over everything but an explicit restore."""
    record = state.setdefault(change.stream, {}).setdefault((change.kind, change.id), Record())
    if change.op in (ADD, SET, RESTORE):
        record.fields.update(change.value)
    if change.op in (ADD, RESTORE):
        record.added = True
    if change.op == RESTORE:
        record.deleted = False
    if change.op == DELETE:
        record.deleted = True


def fold(rows: Iterable[JournalRow]) -> State:
    """Return the state after all rows, whatever order and however often they come."""
    state: State = {}
    unique = {(row.stream, row.device, row.seq): row for row in rows}
    for row in sorted(unique.values(), key=lambda row: row.order):
        for change in changes_of(row.stream, row.payload):
            apply_change(state, change)
    return state


def live(state: State) -> dict[str, dict[RecordKey, dict[str, Any]]]:
    """Return only what is there: stream → record key → fields without those that are None."""
    visible: dict[str, dict[RecordKey, dict[str, Any]]] = {}
    for stream, records in state.items():
        there = {
            key: {name: value for name, value in record.fields.items() if value is not None}
            for key, record in records.items()
            if record.live
        }
        if there:
            visible[stream] = there
    return visible
