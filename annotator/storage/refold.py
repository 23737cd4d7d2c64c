"""Building the tables anew from the journal: after a merge, and to compare."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from annotator.domain.edit import ADD, DELETE, SET, SINGLE_KINDS, Change
from annotator.domain.fold import Record, RecordKey, fold
from annotator.domain.journal import MERGE, JournalRow
from annotator.domain.stream import PROJECT_STREAMS, parse_layer_stream
from annotator.storage import cache, tombstones
from annotator.storage.journal import read_rows
from annotator.storage.kept import KEPT


def folded(connection: sqlite3.Connection, stream: str) -> dict[RecordKey, Record]:
    """Return the records of one stream as the journal has them, the dead ones included."""
    rows: list[JournalRow] = list(read_rows(connection, stream=stream))
    return fold(rows).get(stream, {})


def project_rows(connection: sqlite3.Connection) -> Iterator[JournalRow]:
    """Yield the rows of every stream that is not a layer's."""
    for stream in PROJECT_STREAMS:
        yield from read_rows(connection, stream=stream)


def refold_layer(connection: sqlite3.Connection, stream: str) -> None:
    """Build the tables of one layer anew; nothing of it stays when its document is not there."""
    layer = parse_layer_stream(stream)
    if layer is None:
        raise ValueError(f"{stream!r} is not the stream of a layer")
    tombstones.forget(connection, stream)
    number = cache.layer_id(connection, layer, make=False)
    if number is not None:
        cache.drop_layer_rows(connection, number)
    write_records(connection, stream, folded(connection, stream))


def write_records(
    connection: sqlite3.Connection, stream: str, records: dict[RecordKey, Record]
) -> None:
    """Write the records of a stream into tables that hold nothing of it."""
    for (kind, id), record in records.items():
        if record.deleted:
            cache.apply(connection, Change(stream, kind, id, DELETE))
        elif record.live:
            op = SET if kind in SINGLE_KINDS else ADD
            cache.apply(connection, Change(stream, kind, id, op, record.fields))


def rebuild(connection: sqlite3.Connection, streams: Iterable[str] | None = None) -> None:
    """Build the tables anew for these streams, or for all of them and the list of edits.

    Needed after rows have come in that do not stand last in the order.
    """
    if streams is None:
        found = connection.execute("SELECT DISTINCT stream FROM journal").fetchall()
        streams = [stream for (stream,) in found]
        rebuild_edits(connection)
    wanted = set(streams)
    if wanted & set(PROJECT_STREAMS):
        # A document that comes brings its layers, and takes them when it goes.
        _rebuild_project_streams(connection)
    for stream in sorted(wanted - set(PROJECT_STREAMS)):
        refold_layer(connection, stream)


def _rebuild_project_streams(connection: sqlite3.Connection) -> None:
    for (document,) in connection.execute("SELECT id FROM documents").fetchall():
        cache.drop_document(connection, document)
    for table in ("entities", "people"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM records WHERE stream <> ?", (KEPT,))
    for stream in PROJECT_STREAMS:
        tombstones.forget(connection, stream)
    for stream in PROJECT_STREAMS:
        # Folded one by one: a purge among the documents erases rows of the decisions.
        write_records(connection, stream, folded(connection, stream))


#: The list of edits as the journal has it; what was purged keeps no name and nobody's.
EXPECTED_EDITS = """
SELECT journal.edit_id,
       ifnull(max(json_extract(payload, '$.name')), '(purged)'),
       max(json_extract(payload, '$.person')),
       ifnull(max(json_extract(payload, '$.via')), 'purged'),
       min(device), time, wall_time, journal.undoes, later.edit_id
FROM journal LEFT JOIN (
  SELECT undoes, edit_id,
         row_number() OVER (PARTITION BY undoes ORDER BY time DESC, device DESC) AS place
  FROM journal WHERE undoes IS NOT NULL
) AS later ON later.undoes = journal.edit_id AND later.place = 1
GROUP BY journal.edit_id ORDER BY journal.edit_id
"""


def rebuild_edits(connection: sqlite3.Connection) -> None:
    """Build the list of edits anew; those that came by a merge stay known as such."""
    merged = connection.execute("SELECT edit_id FROM edits WHERE via = ?", (MERGE,)).fetchall()
    connection.execute("DELETE FROM edits")
    connection.execute(
        "INSERT INTO edits (edit_id, name, person, via, device, time, wall_time, undoes, "
        f"undone_by) {EXPECTED_EDITS}"
    )
    connection.executemany(
        "UPDATE edits SET via = ? WHERE edit_id = ?", [(MERGE, id) for (id,) in merged]
    )
