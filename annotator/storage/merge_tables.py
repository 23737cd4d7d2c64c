"""Bringing the tables up to date after a merge: only what it touched, in bulk.

The journal has the new rows already; everything runs inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Protocol

from annotator.domain.edit import ADD, DELETE, RECORD_KINDS, RESTORE, Change
from annotator.domain.fold import Record, RecordKey
from annotator.domain.stream import PROJECT_STREAMS, parse_layer_stream
from annotator.storage import cache, kept, tombstones
from annotator.storage.cache import STATEMENTS, without_none
from annotator.storage.refold import refold_layer
from annotator.storage.rows import LAYER_COLUMNS, SHAPES, layer_row

_ABSENT = Record()
_LAYER = f"UPDATE layers SET {', '.join(f'{name} = ?' for name in LAYER_COLUMNS)} WHERE id = ?"
_COUNT = (
    "UPDATE layers SET span_count = (SELECT count(*) FROM spans WHERE layer = layers.id) "
    "WHERE id = ?"
)


class StreamOutcome(Protocol):
    """What became of a stream; see `annotator.team.merge.Outcome`."""

    @property
    def stream(self) -> str:
        """Its name."""

    @property
    def before(self) -> Mapping[RecordKey, Record]:
        """The touched records as they were."""

    @property
    def after(self) -> Mapping[RecordKey, Record]:
        """All records as they are now."""

    @property
    def touched(self) -> Iterable[RecordKey]:
        """Those that may have changed."""


def write_outcomes(connection: sqlite3.Connection, outcomes: Mapping[str, StreamOutcome]) -> None:
    """Write what became of each stream; documents first, as layers lie on them."""
    appeared: set[str] = set()
    for stream in PROJECT_STREAMS:
        if stream in outcomes:
            appeared |= _write_project_stream(connection, outcomes[stream])
    for stream, outcome in outcomes.items():
        layer = parse_layer_stream(stream)
        if layer is not None:
            _write_layer(connection, outcome, layer.document in appeared)
    for document in appeared:
        kept.bring_back(connection, document)
        rows = connection.execute(
            "SELECT DISTINCT stream FROM journal WHERE stream >= ? AND stream < ?",
            (f"layer/{document}/", f"layer/{document}0"),
        ).fetchall()
        for (stream,) in rows:
            if stream not in outcomes:
                refold_layer(connection, stream)


def _write_project_stream(connection: sqlite3.Connection, outcome: StreamOutcome) -> set[str]:
    """Write the touched records; return the documents that were not there before."""
    stream, appeared = outcome.stream, set[str]()
    for kind, id in outcome.touched:
        record = outcome.after.get((kind, id), _ABSENT)
        _mark(connection, stream, outcome, [(kind, id)])
        fields = without_none(record.fields) if record.live else {}
        if kind not in SHAPES:
            op = RESTORE if record.live else DELETE
            if record.live or not record.deleted:
                # What was never added is not there either; taking it out leaves no tombstone.
                _put_or_drop(connection, Change(stream, kind, id, op, fields))
            else:
                cache.apply(connection, Change(stream, kind, id, DELETE))
        elif kind == "document" and not record.live:
            cache.drop_document(connection, id)
        elif record.live:
            if cache.write_shaped(connection, Change(stream, kind, id, ADD, fields), (id,)):
                appeared.add(id)
        else:
            connection.execute(STATEMENTS[kind].delete, (id,))
    return appeared if stream == "documents" else set()


def _put_or_drop(connection: sqlite3.Connection, change: Change) -> None:
    if change.op == DELETE:
        connection.execute(
            "DELETE FROM records WHERE stream = ? AND kind = ? AND id = ?",
            (change.stream, change.kind, change.id),
        )
    else:
        cache.apply(connection, change)


def _mark(
    connection: sqlite3.Connection,
    stream: str,
    outcome: StreamOutcome,
    keys: Iterable[RecordKey],
) -> None:
    """Set and take away tombstones."""
    buried, unearthed = [], []
    for key in keys:
        was = outcome.before.get(key, _ABSENT).deleted
        now = outcome.after.get(key, _ABSENT).deleted
        if now and not was:
            buried.append((stream, *key))
        elif was and not now:
            unearthed.append((stream, *key))
    tombstones.bury(connection, buried)
    tombstones.unearth(connection, unearthed)


def _write_layer(connection: sqlite3.Connection, outcome: StreamOutcome, appeared: bool) -> None:
    """Write a layer's records: the touched ones, or all when its document has just come."""
    stream, after = outcome.stream, outcome.after
    _mark(connection, stream, outcome, outcome.touched)
    layer = parse_layer_stream(stream)
    assert layer is not None
    keys = list(after) if appeared else list(outcome.touched)
    make = any(after.get(key, _ABSENT).live for key in keys)
    number = cache.layer_id(connection, layer, make)
    if number is None:
        return
    before = {} if appeared else outcome.before
    for kind in RECORD_KINDS["layer"][1:]:
        _write_kind(
            connection, kind, number, [key for key in keys if key[0] == kind], before, after
        )
    own = ("layer", "")
    if own in keys:
        fields = without_none(after.get(own, _ABSENT).fields)
        connection.execute(_LAYER, (*layer_row(fields), number))
    connection.execute(_COUNT, (number,))


def _write_kind(
    connection: sqlite3.Connection,
    kind: str,
    number: int,
    keys: list[RecordKey],
    before: Mapping[RecordKey, Record],
    after: Mapping[RecordKey, Record],
) -> None:
    shape, sql = SHAPES[kind], STATEMENTS[kind]
    inserted, updated, gone = [], [], []
    for key in keys:
        record = after.get(key, _ABSENT)
        there = before.get(key, _ABSENT).live
        if not record.live:
            if there:
                gone.append((number, key[1]))
            continue
        row = shape.row(record.fields)
        if there:
            updated.append((*row, number, key[1]))
        else:
            inserted.append((number, key[1], *row))
    connection.executemany(sql.delete, gone)
    connection.executemany(sql.update, updated)
    connection.executemany(sql.insert, inserted)
