"""Comparing the tables with the fold of the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from annotator.domain.edit import RECORD_KINDS
from annotator.domain.fold import Record, RecordKey, fold
from annotator.domain.journal import MERGE
from annotator.domain.stream import PROJECT_STREAMS, layer_stream, parse_layer_stream
from annotator.domain.validation import Finding
from annotator.storage.cache import layer_id, without_none
from annotator.storage.canonical import canonical_json
from annotator.storage.kept import KEPT
from annotator.storage.refold import EXPECTED_EDITS, folded, project_rows
from annotator.storage.rows import SHAPES, layer_row

_Records = dict[RecordKey, Record]
_Rows = dict[Any, tuple[Any, ...]]
_EMPTY_LAYER = ("new", None, None)


def refold_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield every difference between the tables and what the journal says they hold."""
    state = fold(project_rows(connection))
    for stream in PROJECT_STREAMS:
        records = state.get(stream, {})
        yield from _tombstones(connection, stream, records)
    yield from _project_tables(connection, state)
    streams = _layer_streams(connection)
    for stream in sorted(streams):
        yield from _layer(connection, stream, folded(connection, stream))
    yield from _edits(connection)


def _layer_streams(connection: sqlite3.Connection) -> set[str]:
    streams = {
        stream
        for (stream,) in connection.execute(
            "SELECT DISTINCT stream FROM journal UNION SELECT DISTINCT stream FROM tombstones"
        )
        if parse_layer_stream(stream) is not None
    }
    # Suggestions can be made again and are not journalled.
    rows = connection.execute(
        "SELECT document, person, kind FROM layers WHERE kind <> 'suggestions'"
    )
    return streams | {layer_stream(document, person, kind) for document, person, kind in rows}


def _differences(where: str, expected: _Rows, actual: _Rows) -> Iterator[Finding]:
    for id in sorted(expected.keys() | actual.keys(), key=str):
        if id not in actual:
            yield Finding("refold", f"{where} {id}", "The table lacks what the journal has.")
        elif id not in expected:
            yield Finding("refold", f"{where} {id}", "The table has what the journal lacks.")
        elif expected[id] != actual[id]:
            yield Finding("refold", f"{where} {id}", "The table differs from the journal.")


def _expected(records: _Records, kind: str) -> _Rows:
    return {
        id: SHAPES[kind].row(without_none(record.fields))
        for (each, id), record in records.items()
        if each == kind and record.live
    }


def _actual(connection: sqlite3.Connection, kind: str, number: int | None = None) -> _Rows:
    shape = SHAPES[kind]
    columns = ", ".join(f'"{name}"' for name in shape.columns)
    where, values = ("", ()) if number is None else (" WHERE layer = ?", (number,))
    rows = connection.execute(f"SELECT id, {columns} FROM {shape.table}{where}", values)
    return {row[0]: tuple(row[1:]) for row in rows}


def _tombstones(
    connection: sqlite3.Connection, stream: str, records: _Records
) -> Iterator[Finding]:
    expected: _Rows = {key: () for key, record in records.items() if record.deleted}
    rows = connection.execute("SELECT kind, id FROM tombstones WHERE stream = ?", (stream,))
    yield from _differences(f"{stream} tombstone", expected, {tuple(row): () for row in rows})


def _project_tables(
    connection: sqlite3.Connection, state: dict[str, _Records]
) -> Iterator[Finding]:
    everything = {key: record for records in state.values() for key, record in records.items()}
    for kind in ("document", "person", "entity"):
        yield from _differences(kind, _expected(everything, kind), _actual(connection, kind))
    others: _Rows = {
        (stream, *key): (canonical_json(without_none(record.fields)).decode(),)
        for stream, records in state.items()
        for key, record in records.items()
        if key[0] not in SHAPES and record.live and _shown(key, record)
    }
    # What is kept of removed documents is not of the journal.
    rows = connection.execute(
        "SELECT stream, kind, id, fields FROM records WHERE stream <> ?", (KEPT,)
    )
    yield from _differences("record", others, {tuple(row[:3]): (row[3],) for row in rows})
    counts = connection.execute(
        "SELECT key FROM documents JOIN texts ON texts.sha256 = documents.text_sha256 "
        "WHERE characters != ifnull(length(text), 0)"
    )
    for (key,) in counts:
        yield Finding("refold", f"document {key}", "The length of its text is wrong.")


def _shown(key: RecordKey, record: Record) -> bool:
    from annotator.domain.edit import SINGLE_KINDS

    return key[0] not in SINGLE_KINDS or bool(without_none(record.fields))


def _layer(connection: sqlite3.Connection, stream: str, records: _Records) -> Iterator[Finding]:
    yield from _tombstones(connection, stream, records)
    layer = parse_layer_stream(stream)
    if layer is None:
        return
    number = layer_id(connection, layer, make=False)
    there = connection.execute("SELECT 1 FROM documents WHERE id = ?", (layer.document,)).fetchone()
    if there is None:
        if number is not None:
            yield Finding("refold", stream, "The layer is there but its document is not.")
        return
    for kind in RECORD_KINDS["layer"][1:]:
        actual = {} if number is None else _actual(connection, kind, number)
        yield from _differences(f"{stream} {kind}", _expected(records, kind), actual)
    yield from _layer_row(connection, stream, number, records)


def _layer_row(
    connection: sqlite3.Connection, stream: str, number: int | None, records: _Records
) -> Iterator[Finding]:
    record = records.get(("layer", ""))
    expected = _EMPTY_LAYER if record is None else layer_row(without_none(record.fields))
    actual, count, counted = _EMPTY_LAYER, 0, 0
    if number is not None:
        *columns, count = connection.execute(
            "SELECT status, reason, extra, span_count FROM layers WHERE id = ?", (number,)
        ).fetchone()
        actual = tuple(columns)
        counted = connection.execute(
            "SELECT count(*) FROM spans WHERE layer = ?", (number,)
        ).fetchone()[0]
    if expected != actual:
        yield Finding("refold", stream, "The layer's status differs from the journal.")
    if count != counted:
        yield Finding("refold", stream, f"The layer counts {count} spans and has {counted}.")


def _edits(connection: sqlite3.Connection) -> Iterator[Finding]:
    expected = {row[0]: tuple(row[1:]) for row in connection.execute(EXPECTED_EDITS)}
    rows = connection.execute(
        "SELECT edit_id, name, person, via, device, time, wall_time, undoes, undone_by FROM edits"
    )
    actual = {row[0]: tuple(row[1:]) for row in rows}
    for id, row in actual.items():
        if row[2] == MERGE and id in expected:
            # How an edit came into this file is not of the journal.
            expected[id] = (*expected[id][:2], MERGE, *expected[id][3:])
    yield from _differences("edit", expected, actual)
