"""What people practise on: documents with gold, which they see once they are done."""

from __future__ import annotations

import sqlite3

from annotator.storage.bundle_values import BUNDLE_FOR, value

_PRACTICE = (
    "SELECT json_extract(fields, '$.document'), json_extract(fields, '$.person') FROM records "
    "WHERE kind = 'assignment' AND json_extract(fields, '$.training')"
)


def gold_is_told(person: str) -> str:
    """Return SQL that is true of a gold layer in `layers` that a person may see.

    `person` is the placeholder of an id, which may be NULL for everybody.
    """
    finished = (
        "EXISTS (SELECT 1 FROM layers AS own WHERE own.document = layers.document "
        f"AND own.kind = 'annotations' AND own.person = {person} AND own.status = 'done')"
    )
    return (
        "(layers.kind = 'gold' AND NOT EXISTS (SELECT 1 FROM records WHERE stream = 'work' "
        f"AND kind = 'assignment' AND records.id = layers.document || '/' || {person} "
        f"AND json_extract(fields, '$.training') AND NOT {finished}))"
    )


def practice(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return (document id, person id) of what was assigned to practise on."""
    return frozenset(connection.execute(_PRACTICE).fetchall())


def practised_by(connection: sqlite3.Connection, person: str) -> frozenset[str]:
    """Return the documents (ids) that were assigned to a person to practise on."""
    found = connection.execute(
        f"{_PRACTICE} AND json_extract(fields, '$.person') = ?", (person,)
    ).fetchall()
    return frozenset(document for document, _person in found)


def hidden_gold(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the documents (ids) whose gold whoever this bundle was made for may not see yet.

    None in any other file: whoever has that has everything in it.
    """
    person = value(connection, BUNDLE_FOR)
    if person is None:
        return frozenset()
    finished = connection.execute(
        "SELECT document FROM layers WHERE kind = 'annotations' AND person = ? AND status = 'done'",
        (person,),
    )
    done = {document for (document,) in finished}
    return frozenset(each for each, who in practice(connection) if who == person) - done
