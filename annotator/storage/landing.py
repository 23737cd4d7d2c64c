"""Bringing staged bulk work into the project, in one short transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from annotator.domain.problem import Problem
from annotator.storage import cache
from annotator.storage.journal import last_of, next_time
from annotator.storage.log_sign import sign
from annotator.storage.rows import (
    COMMENT_COLUMNS,
    DOCUMENT_COLUMNS,
    LAYER_COLUMNS,
    RELATION_COLUMNS,
)
from annotator.storage.staging import Staging
from annotator.storage.unplaced_rows import UNPLACED_COLUMNS


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _in_layer(table: str, columns: tuple[str, ...]) -> str:
    values = ", ".join(
        f"ifnull(staged.{table}.\"{column}\", 'hand')"
        if column == "origin"
        else f'staged.{table}."{column}"'
        for column in columns
    )
    return (
        f"INSERT INTO main.{table} (layer, id, {_names(columns)}) "
        f"SELECT ifnull(home.existing, :base + home.number), staged.{table}.id, {values} "
        f"FROM staged.{table} CROSS JOIN staged.layers AS home "
        f"ON home.rowid = staged.{table}.layer"
    )


_TEXTS = (
    "INSERT INTO main.texts (sha256, text) SELECT sha256, text FROM staged.texts WHERE true "
    # A text that was taken down and is imported again is there again.
    "ON CONFLICT (sha256) DO UPDATE SET text = excluded.text WHERE main.texts.text IS NULL"
)
_DOCUMENTS = (
    f"INSERT INTO main.documents (id, characters, {_names(DOCUMENT_COLUMNS)}) "
    f"SELECT id, characters, {_names(DOCUMENT_COLUMNS)} FROM staged.documents"
)
_LAYERS = (
    "INSERT INTO main.layers "
    f"(id, document, person, kind, span_count, {_names(LAYER_COLUMNS)}) "
    f"SELECT :base + number, document, person, kind, spans, {_names(LAYER_COLUMNS)} "
    "FROM staged.layers WHERE existing IS NULL"
)
_EXISTING = (
    "UPDATE main.layers SET status = home.status, reason = home.reason, extra = home.extra, "
    "span_count = span_count + home.spans FROM staged.layers AS home "
    "WHERE home.existing = main.layers.id"
)
_JOURNAL = (
    "INSERT INTO main.journal (stream, device, seq, time, wall_time, edit_id, undoes, "
    "previous_sha256, sha256, payload) SELECT stream, :device, seq, :time, :wall_time, :edit_id, "
    "NULL, previous_sha256, sha256, CAST(payload AS TEXT) FROM staged.journal "
    "ORDER BY stream LIKE 'layer/%', rowid"
)
_BEGUN = (
    "EXISTS (SELECT 1 FROM main.journal AS before WHERE before.stream = own.stream "
    "AND before.device = :device)"
)
#: Each finds something that was staged for a project that is not like that any more.
_OVERTAKEN = (
    "SELECT 1 FROM staged.documents AS own JOIN main.documents AS there ON there.key = own.key",
    "SELECT 1 FROM staged.documents AS own JOIN main.documents AS there "
    "ON there.text_sha256 = own.text_sha256",
    "SELECT 1 FROM staged.layers WHERE document NOT IN (SELECT id FROM main.documents) "
    "AND document NOT IN (SELECT id FROM staged.documents)",
    # The number of a row says nothing: SQLite gives it to the next layer when one goes.
    "SELECT 1 FROM staged.layers AS own LEFT JOIN main.layers AS there "
    "ON there.document = own.document AND there.kind = own.kind "
    "AND ifnull(there.person, '') = ifnull(own.person, '') "
    "WHERE there.id IS NOT own.existing "
    "OR EXISTS (SELECT 1 FROM main.spans WHERE layer = there.id) "
    "OR EXISTS (SELECT 1 FROM main.relations WHERE layer = there.id) "
    "OR EXISTS (SELECT 1 FROM main.comments WHERE layer = there.id) "
    "OR EXISTS (SELECT 1 FROM main.unplaced WHERE layer = there.id)",
    "SELECT 1 FROM staged.journal AS own CROSS JOIN main.journal AS there "
    "ON there.stream = own.stream WHERE own.stream LIKE 'layer/%' AND there.time >= :begun",
)
_EDIT = (
    "INSERT INTO main.edits (edit_id, name, person, via, device, time, wall_time) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)


class Overtaken(Problem):
    """Others changed the documents or layers that were staged; staging again takes it in."""

    def __init__(self, details: str = "") -> None:
        super().__init__(
            "Someone changed the same documents or layers while they were being imported.",
            "Nothing was imported; the project is as it was.",
            "Import the files again.",
            details,
        )


def land(staging: Staging, connection: sqlite3.Connection) -> None:
    """Copy everything staged into the project behind `connection`: all of it, or nothing.

    `connection` is in autocommit mode and may write. Raises Overtaken when a text or key that
    was staged is there meanwhile, or a document or layer is not as it was.
    """
    staging.finish()
    connection.execute("ATTACH ? AS staged", (str(staging.path),))
    keys = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    secure = connection.execute("PRAGMA secure_delete").fetchone()[0]
    # Staged rows name each other rightly by construction; nothing is deleted here.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA secure_delete = OFF").fetchone()
    try:
        _in_transaction(staging, connection)
    except sqlite3.IntegrityError as error:
        raise Overtaken(str(error)) from error
    finally:
        connection.execute(f"PRAGMA foreign_keys = {keys}")
        connection.execute(f"PRAGMA secure_delete = {secure}").fetchone()
        connection.execute("DETACH staged")


def _in_transaction(staging: Staging, connection: sqlite3.Connection) -> None:
    # Hashing again takes its time, so it is tried before anyone has to wait for it.
    _stamp(staging, connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        sign(connection)
        _check_present(staging, connection)
        _stamp(staging, connection)
        _copy(staging, connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_present(staging: Staging, connection: sqlite3.Connection) -> None:
    for query in _OVERTAKEN:
        if connection.execute(f"{query} LIMIT 1", {"begun": staging.begun}).fetchone():
            raise Overtaken(query)


def _copy(staging: Staging, connection: sqlite3.Connection) -> None:
    base = connection.execute("SELECT ifnull(max(id), 0) FROM main.layers").fetchone()[0]
    bound = {"base": base}
    for statement in (_TEXTS, _DOCUMENTS):
        connection.execute(statement)
    connection.execute(_LAYERS, bound)
    connection.execute(_EXISTING)
    staging.spans.write(connection, base, staging.existing)
    connection.execute(_in_layer("relations", RELATION_COLUMNS), bound)
    connection.execute(_in_layer("comments", COMMENT_COLUMNS), bound)
    connection.execute(_in_layer("unplaced", UNPLACED_COLUMNS), bound)
    if staging.is_edit:
        _journal(staging, connection)
    for change in staging.changes:
        cache.apply(connection, change)


def _journal(staging: Staging, connection: sqlite3.Connection) -> None:
    signature = staging.signature
    connection.execute(
        _EDIT,
        (
            signature.edit_id,
            signature.name,
            signature.person,
            signature.via,
            signature.device,
            signature.time,
            signature.wall_time,
        ),
    )
    connection.execute(
        _JOURNAL,
        {
            "device": signature.device,
            "time": signature.time,
            "wall_time": signature.wall_time,
            "edit_id": signature.edit_id,
        },
    )


def _stamp(staging: Staging, connection: sqlite3.Connection) -> None:
    """Give the staged journal rows their time, their place in their stream, and their hash.

    Layers' rows were hashed as if the edit were the next one and this device's first in
    each stream; only where that is not so any more they are hashed again.
    """
    time = next_time(connection)
    chosen = "SELECT rowid, stream, payload FROM staged.journal AS own"
    if time == staging.signature.time:
        chosen += f" WHERE own.stream NOT LIKE 'layer/%' OR {_BEGUN}"
    staging.signature = signature = replace(staging.signature, time=time)
    last: dict[str, tuple[int, str | None]] = {}
    rows = connection.execute(f"{chosen} ORDER BY rowid", {"device": signature.device})
    stamped = []
    for rowid, stream, payload in rows:
        seq, previous = last.get(stream) or last_of(connection, stream, signature.device)
        sha256 = signature.row_hash(stream, seq + 1, previous, payload)
        stamped.append((seq + 1, previous, sha256, rowid))
        last[stream] = (seq + 1, sha256)
    connection.executemany(
        "UPDATE staged.journal SET seq = ?, previous_sha256 = ?, sha256 = ? WHERE rowid = ?",
        stamped,
    )
