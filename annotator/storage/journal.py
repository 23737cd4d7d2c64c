"""Writing edits to the journal, and reading it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.domain.edit import DELETE, PURGE, Change, Edit
from annotator.domain.journal import JournalRow, changes_of, payload_of
from annotator.domain.problem import Problem
from annotator.domain.stream import DOCUMENTS
from annotator.storage import cache
from annotator.storage.canonical import canonical_json, row_sha256
from annotator.storage.log_sign import sign
from annotator.storage.tombstones import is_buried

COLUMNS = "stream, device, seq, time, wall_time, edit_id, undoes, previous_sha256, sha256, payload"
_INSERT = f"INSERT INTO journal ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LAST = "SELECT seq, sha256 FROM journal WHERE stream = ? AND device = ? ORDER BY seq DESC LIMIT 1"
_TIME = "SELECT ifnull(max(time), 0) + 1 FROM journal"
#: The time of the next edit, and a device's last row in a stream, in one go: every key asks.
_HEAD = f"SELECT ({_TIME}), last.seq, last.sha256 FROM (SELECT 1) LEFT JOIN ({_LAST}) AS last"
_INSERT_EDIT = (
    "INSERT INTO edits (edit_id, name, person, via, device, time, wall_time, undoes) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_UNDONE = "UPDATE edits SET undone_by = ? WHERE edit_id = ?"


@dataclass(frozen=True, slots=True)
class Entry:
    """An edit on its way into the journal.

    `person` is who made it, `via` window, command or merge, `wall_time` ISO 8601 in UTC,
    `undoes` the id of the edit that it takes back.
    """

    edit_id: str
    edit: Edit
    person: str | None
    via: str
    device: str
    wall_time: str
    undoes: str | None = None


def next_time(connection: sqlite3.Connection) -> int:
    """Return the Lamport time of the next edit; only true inside a write transaction."""
    return int(connection.execute(_TIME).fetchone()[0])


def last_of(connection: sqlite3.Connection, stream: str, device: str) -> tuple[int, str | None]:
    """Return the seq and hash of a device's last row in a stream; (0, None) without one."""
    found = connection.execute(_LAST, (stream, device)).fetchone()
    return (0, None) if found is None else (int(found[0]), str(found[1]))


def _by_stream(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    if len(changes) == 1:
        return [(changes[0].stream, [changes[0]])]
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.stream, []).append(change)
    # Documents come before the layers on them.
    return sorted(groups.items(), key=lambda group: group[0].startswith("layer/"))


def append(connection: sqlite3.Connection, entry: Entry) -> None:
    """Write one edit's rows and bring the tables up to date, inside the caller's transaction."""
    edit = entry.edit
    groups = _by_stream(edit.changes)
    heads = [
        connection.execute(_HEAD, (stream, entry.device)).fetchone() for stream, _changes in groups
    ]
    time = heads[0][0] if heads else next_time(connection)
    connection.execute(
        _INSERT_EDIT,
        (entry.edit_id, edit.name, entry.person, entry.via, entry.device, time, entry.wall_time)
        + (entry.undoes,),
    )
    if entry.undoes is not None:
        connection.execute(_UNDONE, (entry.edit_id, entry.undoes))
    for (stream, changes), (_time, seq, previous) in zip(groups, heads, strict=True):
        payload = canonical_json(payload_of(edit.name, changes, entry.person, entry.via))
        columns = (stream, entry.device, (seq or 0) + 1, time, entry.wall_time, entry.edit_id)
        digest = row_sha256(*columns, entry.undoes, previous, payload)
        connection.execute(_INSERT, (*columns, entry.undoes, previous, digest, payload.decode()))
    # Only once all of the edit is there: what it touches may be purged, and then it is, too. A
    # purge comes last, or what it erased from the journal would come into the tables after it.
    every = [change for _stream, changes in groups for change in changes]
    for change in sorted(every, key=_is_purge) if len(every) > 1 else every:
        cache.apply(connection, change)


def _is_purge(change: Change) -> bool:
    return change.kind == PURGE


def write(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Write edits in one transaction; all of them or, when anything is raised, none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        sign(connection)
        for entry in entries:
            append(connection, entry)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def has_edit(connection: sqlite3.Connection, edit_id: str) -> bool:
    """Return whether an edit is in the journal."""
    found = connection.execute("SELECT 1 FROM edits WHERE edit_id = ?", (edit_id,)).fetchone()
    return found is not None


def _loaded(columns: Sequence[Any]) -> Any:
    try:
        return orjson.loads(columns[9])
    except orjson.JSONDecodeError as error:
        raise Problem(
            f"The journal is damaged: row {columns[2]} of “{columns[0]}” is cut short.",
            "Nothing was changed. What the window shows is kept beside the journal, and stays.",
            "Go on with a backup, or export what you need from this file.",
            str(error),
        ) from error


def row_from(columns: Sequence[Any]) -> JournalRow:
    """Return a row from its COLUMNS; raises Problem when its payload is cut short."""
    payload = None if columns[9] is None else _loaded(columns)
    (stream, device, seq, time, wall_time, edit_id, undoes, previous, digest) = columns[:9]
    return JournalRow(
        stream, device, seq, time, wall_time, edit_id, undoes, previous, digest, payload
    )


def _columns(row: JournalRow) -> Columns:
    payload = None if row.payload is None else canonical_json(row.payload).decode()
    return (
        *(row.stream, row.device, row.seq, row.time, row.wall_time, row.edit_id, row.undoes),
        *(row.previous_sha256, row.sha256, payload),
    )


#: A row as the table has it.
Columns = tuple[Any, ...]


def columns_of(rows: Iterable[JournalRow]) -> list[Columns]:
    """Return rows as the table has them, so that inserting them takes no longer than it must."""
    return [_columns(row) for row in rows]


def insert_columns(connection: sqlite3.Connection, rows: Iterable[Columns]) -> None:
    """Put rows into the journal as they are, inside the caller's transaction; no table else."""
    connection.executemany(_INSERT, rows)


def insert_rows(connection: sqlite3.Connection, rows: Iterable[JournalRow]) -> None:
    """Put rows into the journal, see `insert_columns`."""
    insert_columns(connection, map(_columns, rows))


def read_rows(connection: sqlite3.Connection, stream: str | None = None) -> Iterator[JournalRow]:
    """Yield the rows of one stream, or of all, in the order of the fold."""
    where, values = ("", ()) if stream is None else ("WHERE stream = ?", (stream,))
    cursor = connection.execute(
        f"SELECT {COLUMNS} FROM journal {where} ORDER BY time, device, seq", values
    )
    for columns in cursor:
        yield row_from(columns)


def chain_rows(
    connection: sqlite3.Connection, chain: tuple[str, str], after: int
) -> Iterator[JournalRow]:
    """Yield the rows of a (stream, device) that come after a place."""
    cursor = connection.execute(
        f"SELECT {COLUMNS} FROM journal WHERE stream = ? AND device = ? AND seq > ? ORDER BY seq",
        (*chain, after),
    )
    for columns in cursor:
        yield row_from(columns)


def rows_of_edit(connection: sqlite3.Connection, edit_id: str) -> list[JournalRow]:
    """Return the rows of one edit."""
    cursor = connection.execute(
        f"SELECT {COLUMNS} FROM journal WHERE edit_id = ? ORDER BY position", (edit_id,)
    )
    return [row_from(columns) for columns in cursor]


def size_of_edit(connection: sqlite3.Connection, edit_id: str, rows: int) -> tuple[int, int]:
    """Return how many rows an edit has, and their characters; looks at so many at most."""
    found = connection.execute(
        "SELECT count(*), ifnull(sum(length(payload)), 0) FROM "
        "(SELECT payload FROM journal WHERE edit_id = ? LIMIT ?)",
        (edit_id, rows),
    ).fetchone()
    return (int(found[0]), int(found[1]))


def changes_of_edit(connection: sqlite3.Connection, edit_id: str) -> tuple[Change, ...]:
    """Return the changes of one edit; none when it is unknown or was purged."""
    return tuple(
        change
        for row in rows_of_edit(connection, edit_id)
        # Without its “via” a row only tells what was purged.
        if row.payload is not None and row.payload["via"] is not None
        for change in changes_of(row.stream, row.payload)
    )


def removed_documents(connection: sqlite3.Connection, key: str) -> list[str]:
    """Return the ids of documents that had a key when they were removed, in that order."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM journal WHERE stream = ? AND instr(payload, ?) ORDER BY position",
        (DOCUMENTS, orjson.dumps(key).decode()),
    )
    changes = [
        change
        for row in map(row_from, rows)
        for change in changes_of(row.stream, row.payload)
        if change.kind == "document" and change.op == DELETE
    ]
    # What was brought back since is no longer removed.
    gone = [each.id for each in changes if each.was.get("key") == key]
    return [id for id in dict.fromkeys(gone) if is_buried(connection, (DOCUMENTS, "document", id))]


def last_time(connection: sqlite3.Connection) -> int:
    """Return the highest Lamport time; 0 in an empty journal."""
    return next_time(connection) - 1


def last_position(connection: sqlite3.Connection) -> int:
    """Return the position of the row that arrived last; 0 in an empty journal."""
    return int(connection.execute("SELECT ifnull(max(position), 0) FROM journal").fetchone()[0])


def newer_rows(
    connection: sqlite3.Connection, edit_id: str, streams: Sequence[str]
) -> list[JournalRow]:
    """Return the rows in these streams that are later than an edit, newest first."""
    cursor = connection.execute(
        f"SELECT {COLUMNS} FROM journal WHERE stream IN ({', '.join('?' * len(streams))}) "
        "AND edit_id != ? AND time > (SELECT max(time) FROM journal WHERE edit_id = ?) "
        "ORDER BY time DESC, device DESC",
        (*streams, edit_id, edit_id),
    )
    return [row_from(columns) for columns in cursor]
