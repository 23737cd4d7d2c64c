"""Takedown: erasing what a purge names, wherever it still stands in the file.

The rows of the journal stay with their hashes and lose their content; a row that holds
others' content as well loses only what was purged and is marked `purged`, as its hash no
longer proves it. Of a decision about a purged document it stays that it was about it, so that
what comes later about the decision goes as well, though it may not name the document.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from annotator.domain.edit import PURGE, SET, Change
from annotator.domain.journal import changes_of
from annotator.domain.stream import DECISIONS, DOCUMENTS, WORK, parse_layer_stream
from annotator.storage import kept, search, tombstones
from annotator.storage.cache import drop_document, drop_layer_rows
from annotator.storage.canonical import canonical_json
from annotator.storage.withholding import PURGED_MARK

Fields = Mapping[str, Any]


def purge_records(connection: sqlite3.Connection) -> list[dict[str, str]]:
    """Return the fields of every purge: `document` or `person` by id."""
    found = connection.execute("SELECT fields FROM records WHERE kind = ?", (PURGE,)).fetchall()
    return [orjson.loads(fields) for (fields,) in found]


def enforce(connection: sqlite3.Connection) -> None:
    """Erase all that the purges name, inside the caller's transaction; may run again."""
    connection.execute("PRAGMA secure_delete = ON").fetchone()
    # What was counted for agreement names people and the values of attributes.
    connection.execute("DELETE FROM agreement_counts")
    for fields in purge_records(connection):
        if fields.get("document"):
            _purge_document(connection, fields["document"])
        if fields.get("person"):
            _purge_person(connection, fields["person"])


def _purge_document(connection: sqlite3.Connection, document: str) -> None:
    hashes = _text_hashes(connection, document)
    _empty_layers(connection, document=document)
    _redact(connection, DOCUMENTS, "document", document)
    _purge_decisions(connection, document)
    drop_document(connection, document)
    kept.forget(connection, document)
    tombstones.bury(connection, [(DOCUMENTS, "document", document)])
    for sha256 in hashes:
        used = connection.execute(
            "SELECT 1 FROM documents WHERE text_sha256 = ?", (sha256,)
        ).fetchone()
        if used is None:
            search.forget(connection, sha256)
            connection.execute("UPDATE texts SET text = NULL WHERE sha256 = ?", (sha256,))


def _purge_decisions(connection: sqlite3.Connection, document: str) -> None:
    """Erase the decisions about a document, which quote it."""
    rows = connection.execute(
        "SELECT stream, payload FROM journal WHERE stream = ? AND payload IS NOT NULL "
        "AND instr(payload, ?)",
        (DECISIONS, canonical_json(document).decode()),
    ).fetchall()
    ids = {
        change.id
        for stream, payload in rows
        for change in changes_of(stream, orjson.loads(payload))
        if document in (change.value.get("document"), change.was.get("document"))
    }
    for id in ids:
        _redact(connection, DECISIONS, "decision", id, {"document": document})
        tombstones.unearth(connection, [(DECISIONS, "decision", id)])
        connection.execute(
            "DELETE FROM records WHERE stream = ? AND kind = 'decision' AND id = ?",
            (DECISIONS, id),
        )


def _purge_person(connection: sqlite3.Connection, person: str) -> None:
    layers = connection.execute("SELECT id FROM layers WHERE person = ?", (person,)).fetchall()
    for (number,) in layers:
        drop_layer_rows(connection, number)
    _empty_layers(connection, person=person)
    _redact(connection, WORK, "person", person)
    connection.execute("DELETE FROM people WHERE id = ?", (person,))
    tombstones.bury(connection, [(WORK, "person", person)])


def _text_hashes(connection: sqlite3.Connection, document: str) -> set[str]:
    """Return the hashes of a document's text, from the journal, where a removed one is too."""
    found = connection.execute(
        "SELECT DISTINCT json_extract(change.value, '$[3].text_sha256') "
        "FROM journal, json_each(journal.payload, '$.changes') AS change "
        "WHERE stream = ? AND payload IS NOT NULL AND json_extract(change.value, '$[2]') = ?",
        (DOCUMENTS, document),
    ).fetchall()
    return {sha256 for (sha256,) in found if sha256 is not None}


def _empty_layers(
    connection: sqlite3.Connection, document: str | None = None, person: str | None = None
) -> None:
    streams = connection.execute(
        "SELECT DISTINCT stream FROM journal WHERE payload IS NOT NULL "
        "UNION SELECT DISTINCT stream FROM tombstones"
    ).fetchall()
    for (stream,) in streams:
        layer = parse_layer_stream(stream)
        if layer is None or (layer.document != document and layer.person != (person or "")):
            continue
        edits = connection.execute(
            "SELECT DISTINCT edit_id FROM journal WHERE stream = ?", (stream,)
        ).fetchall()
        connection.execute("UPDATE journal SET payload = NULL WHERE stream = ?", (stream,))
        tombstones.forget(connection, stream)
        for (edit_id,) in edits:
            _forget_name(connection, edit_id)


def names_purged_decision(connection: sqlite3.Connection, change: Change) -> bool:
    """Return whether a change is about a decision of which it only stayed that it was purged."""
    stub = canonical_json([SET, "decision", change.id]).decode().removesuffix("]")
    found = connection.execute(
        "SELECT 1 FROM journal WHERE stream = ? AND instr(payload, ?) AND instr(payload, ?)",
        (DECISIONS, stub, PURGED_MARK),
    ).fetchone()
    return found is not None


def _forget_name(connection: sqlite3.Connection, edit_id: str) -> None:
    left = connection.execute(
        "SELECT 1 FROM journal WHERE edit_id = ? AND payload IS NOT NULL "
        "AND json_extract(payload, '$.via') IS NOT NULL",
        (edit_id,),
    ).fetchone()
    if left is None:
        connection.execute(
            "UPDATE edits SET name = '(purged)', person = NULL, via = 'purged' WHERE edit_id = ?",
            (edit_id,),
        )


def _redact(
    connection: sqlite3.Connection, stream: str, kind: str, id: str, left: Fields | None = None
) -> None:
    """Take a record's content out of the rows of a stream that it shares with others.

    With `left` each change of it stays, and sets only these fields.
    """
    rows = connection.execute(
        "SELECT position, edit_id, payload FROM journal "
        "WHERE stream = ? AND payload IS NOT NULL AND instr(payload, ?)",
        (stream, canonical_json(id).decode()),
    ).fetchall()
    for position, edit_id, text in rows:
        payload = orjson.loads(text)
        redacted = _without(payload, (kind, id), left)
        if redacted == payload:
            continue
        kept = None if redacted is None else canonical_json(redacted).decode()
        connection.execute("UPDATE journal SET payload = ? WHERE position = ?", (kept, position))
        _forget_name(connection, edit_id)


def _without(payload: Fields, record: tuple[str, str], left: Fields | None) -> Fields | None:
    """Return what stays of a row without one record; None when that is nothing."""
    changes, others = [], 0
    for change in payload["changes"]:
        if tuple(change[1:3]) != record:
            changes.append(change)
            others += not _is_stub(change)
        elif left is not None:
            changes.append([SET, *record, left, {}])
    if changes == payload["changes"]:
        return payload
    if not changes:
        return None
    if others:
        return {**payload, "changes": changes, "purged": True}
    # Its name tells what it did, and its author goes with it.
    return {"name": "(purged)", "person": None, "via": None, "changes": changes, "purged": True}


def _is_stub(change: Sequence[Any]) -> bool:
    op, kind, _id, value, was = change
    return (op, kind, was) == (SET, "decision", {}) and set(value) == {"document"}
