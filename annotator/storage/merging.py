"""What a merge needs of the project's file: one transaction, rows, texts, the list of edits."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.journal import MERGE, JournalRow
from annotator.domain.problem import Problem
from annotator.storage import refold
from annotator.storage.canonical import canonical_json
from annotator.storage.incoming import UNTOUCHED
from annotator.storage.log_sign import sign
from annotator.storage.merge_tables import StreamOutcome, write_outcomes
from annotator.storage.withholding import PURGED_NAME, WITHHELD_MARK

_OWN_EDITS = refold.EXPECTED_EDITS.replace(
    "GROUP BY", "WHERE journal.edit_id IN (SELECT value FROM json_each(?)) GROUP BY"
)
_NEWEST = (
    "SELECT value, (SELECT ifnull(max(position), 0) FROM journal WHERE stream = value) "
    "FROM json_each(?)"
)
_KNOWN_EDITS = "SELECT edit_id FROM edits WHERE edit_id IN (SELECT value FROM json_each(?))"
_ADD_EDIT = (
    "INSERT INTO edits (edit_id, name, person, via, device, time, wall_time, undoes) "
    f"VALUES (?, ?, ?, '{MERGE}', ?, ?, ?, ?)"
)


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path, keep: bool) -> Iterator[None]:
    """Make everything inside one transaction; undone at the end unless `keep`, or on an error.

    Raises Problem when the project at `path` is locked or cannot be written to.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        sign(connection)
        yield
        connection.execute("COMMIT" if keep else "ROLLBACK")
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise _not_written(path, error) from error
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """Take back what is written inside where that ends with an error; within a transaction."""
    connection.execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO attempt")
        connection.execute("RELEASE attempt")
        raise
    connection.execute("RELEASE attempt")


def _not_written(path: Path, error: sqlite3.OperationalError) -> Problem:
    text = str(error)
    if "full" in text:
        happened, next_step = "The disk is full.", "Make room on the disk and merge again."
    elif "locked" in text:
        happened = f"{path.name} is locked by another program."
        next_step = "Wait until the other program is done, and merge again."
    else:
        happened = f"{path.name} could not be written to: {text}."
        next_step = "Check that its disk is there and can be written to, and merge again."
    return Problem(happened, UNTOUCHED, next_step, text)


def newest_rows(connection: sqlite3.Connection, streams: Iterable[str]) -> dict[str, int]:
    """Return stream → the position of its newest row, 0 where there is none."""
    wanted = canonical_json(sorted(streams)).decode()
    return dict(connection.execute(_NEWEST, (wanted,)))


def drop_tail(connection: sqlite3.Connection, chain: tuple[str, str], after: int) -> None:
    """Take the rows of a chain after a place out, to come back under another device."""
    connection.execute(
        "DELETE FROM journal WHERE stream = ? AND device = ? AND seq > ?", (*chain, after)
    )


def parts_of_rows(
    connection: sqlite3.Connection,
) -> list[tuple[str, str, int, str, Mapping[str, Any]]]:
    """Return (stream, device, seq, hash, payload) of the rows of which only a part is here."""
    rows = connection.execute(
        "SELECT stream, device, seq, sha256, payload FROM journal WHERE instr(payload, ?)",
        (WITHHELD_MARK,),
    ).fetchall()
    parsed = [(*row[:4], orjson.loads(row[4])) for row in rows]
    return [each for each in parsed if "withheld" in each[4]]


def put_payload(
    connection: sqlite3.Connection, place: tuple[str, str, int], payload: Mapping[str, Any]
) -> None:
    """Give a row more of its content than it had."""
    connection.execute(
        "UPDATE journal SET payload = ? WHERE stream = ? AND device = ? AND seq = ?",
        (canonical_json(payload).decode(), *place),
    )


def add_text(connection: sqlite3.Connection, sha256: str, text: str) -> None:
    """Store a text that is not there."""
    connection.execute(
        "INSERT INTO texts (sha256, text) VALUES (?, ?) ON CONFLICT (sha256) "
        "DO UPDATE SET text = excluded.text WHERE texts.text IS NULL",
        (sha256, text),
    )


def text_of(connection: sqlite3.Connection, sha256: str) -> str | None:
    """Return a text by its hash, or None when it is not there."""
    found = connection.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()
    return None if found is None else found[0]


def keys_of_documents(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return document id → (key, text hash)."""
    rows = connection.execute("SELECT id, key, text_sha256 FROM documents")
    return {id: (key, sha256) for id, key, sha256 in rows}


def write_merged(
    connection: sqlite3.Connection,
    outcomes: Mapping[str, StreamOutcome],
    rows: Iterable[JournalRow],
    purges: bool,
) -> None:
    """Bring tables and edits up to date with rows that are in the journal already.

    With `purges` everything is built anew, which also erases what they name.
    """
    _list_edits(connection, rows)
    if purges:
        # The first time writes what was folded before the purges took their content away.
        refold.rebuild(connection)
        refold.rebuild(connection)
    else:
        write_outcomes(connection, outcomes)


def _list_edits(connection: sqlite3.Connection, rows: Iterable[JournalRow]) -> None:
    edits: dict[str, list[Any]] = {}
    for row in rows:
        payload = row.payload
        name, person = (
            (PURGED_NAME, None) if payload is None else (payload["name"], payload["person"])
        )
        known = edits.get(row.edit_id)
        if known is None:
            edits[row.edit_id] = [name, person, row.device, row.time, row.wall_time, row.undoes]
        else:
            known[0] = max(known[0], name)
            known[1] = max(known[1] or "", person or "") or None
            known[2] = min(known[2], row.device)
    asked = canonical_json(sorted(edits)).decode()
    have = {id for (id,) in connection.execute(_KNOWN_EDITS, (asked,))}
    connection.executemany(
        _ADD_EDIT, [(id, *values) for id, values in edits.items() if id not in have]
    )
    listed = canonical_json(sorted(have)).decode()
    for found in connection.execute(_OWN_EDITS, (listed,)).fetchall() if have else ():
        connection.execute(
            "UPDATE edits SET name = ?, person = ?, device = ? WHERE edit_id = ?",
            (found[1], found[2], found[4], found[0]),
        )
    _mark_undone(connection, edits)


def _mark_undone(connection: sqlite3.Connection, edits: Mapping[str, list[Any]]) -> None:
    latest: dict[str, tuple[int, str, str]] = {}
    for undoes, time, device, id in connection.execute(
        "SELECT undoes, time, device, edit_id FROM edits WHERE undoes IS NOT NULL"
    ):
        latest[undoes] = max(latest.get(undoes, (0, "", "")), (time, device, id))
    changed = {values[5] for values in edits.values()} | set(edits)
    connection.executemany(
        "UPDATE edits SET undone_by = ? WHERE edit_id = ?",
        [(latest[id][2], id) for id in changed & latest.keys()],
    )
