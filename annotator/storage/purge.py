"""Takedown: erasing what a purge names, wherever it still stands in the file.

The rows of the journal stay with their hashes and lose their content; a row that holds
others' content as well loses only what was purged (`redaction`). The names of edits quote what
they are about, so an edit of which anything was purged loses its name in all its rows. Of a
decision about a purged document, or a remark by a purged person, it stays that it was there, so
that what comes later about it goes as well, though it may name neither.
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
from annotator.storage.purged_person import (
    erase_comments,
    erase_from_decisions,
    erase_proposals,
)
from annotator.storage.redaction import forget_names, redact
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
    touched = _empty_layers(connection, document=document)
    touched |= _without(connection, DOCUMENTS, ("document", document))
    touched |= _purge_decisions(connection, document)
    forget_names(connection, touched)
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


def _purge_decisions(connection: sqlite3.Connection, document: str) -> set[str]:
    """Erase the decisions about a document, which quote it; return the edits (ids) they were of."""
    rows = connection.execute(
        "SELECT stream, edit_id, payload FROM journal WHERE stream = ? AND payload IS NOT NULL "
        "AND instr(payload, ?)",
        (DECISIONS, canonical_json(document).decode()),
    ).fetchall()
    ids, touched = set(), set()
    for stream, edit_id, payload in rows:
        for change in changes_of(stream, orjson.loads(payload)):
            if document in (change.value.get("document"), change.was.get("document")):
                ids.add(change.id)
                touched.add(edit_id)
    for id in ids:
        touched |= _without(connection, DECISIONS, ("decision", id), {"document": document})
        tombstones.unearth(connection, [(DECISIONS, "decision", id)])
        connection.execute(
            "DELETE FROM records WHERE stream = ? AND kind = 'decision' AND id = ?",
            (DECISIONS, id),
        )
    return touched


def _purge_person(connection: sqlite3.Connection, person: str) -> None:
    layers = connection.execute("SELECT id FROM layers WHERE person = ?", (person,)).fetchall()
    for (number,) in layers:
        drop_layer_rows(connection, number)
    touched = _empty_layers(connection, person=person)
    touched |= _without(connection, WORK, ("person", person))
    touched |= erase_comments(connection, person)
    touched |= erase_proposals(connection, person)
    touched |= erase_from_decisions(connection, person)
    # Who assigns documents or makes a bundle names the person in the name of the edit.
    named = connection.execute(
        "SELECT edit_id FROM journal WHERE stream = ? AND payload IS NOT NULL "
        "AND instr(payload, ?)",
        (WORK, canonical_json(person).decode()),
    )
    forget_names(connection, touched | {edit_id for (edit_id,) in named.fetchall()})
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
) -> set[str]:
    """Empty all rows of the layers of a document or person; return the edits (ids) they were of."""
    touched: set[str] = set()
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
        touched |= {edit_id for (edit_id,) in edits}
    return touched


def names_purged_decision(connection: sqlite3.Connection, change: Change) -> bool:
    """Return whether a change is about a decision of which it only stayed that it was purged."""
    stub = canonical_json([SET, "decision", change.id]).decode().removesuffix("]")
    found = connection.execute(
        "SELECT 1 FROM journal WHERE stream = ? AND instr(payload, ?) AND instr(payload, ?)",
        (DECISIONS, stub, PURGED_MARK),
    ).fetchone()
    return found is not None


def _without(
    connection: sqlite3.Connection,
    stream: str,
    record: tuple[str, str],
    left: Fields | None = None,
) -> set[str]:
    """Take a record's content out of the rows of a stream that it shares with others.

    With `left` each change of it stays, and sets only these fields. Returns the edits (ids).
    """

    def changed(change: Sequence[Any]) -> Sequence[Any] | None:
        if tuple(change[1:3]) != record:
            return change
        return None if left is None else [SET, *record, left, {}]

    return redact(connection, stream, record[1], changed)
