"""Unplaced marks as rows of their table, and reading those of everybody."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from annotator.domain.unplaced import WaitingMark, unplaced_from_fields
from annotator.storage.columns import Fields, Row, json_column, put, put_json

UNPLACED_COLUMNS = ("what", "label", "because", "quote", "said", "reason", "file", "fields")


def unplaced_row(fields: Mapping[str, Any]) -> Row:
    """Return the columns of an unplaced mark."""
    get = fields.get
    return (
        fields["what"],
        get("label") or "",
        fields["because"],
        json_column(get("quote")),
        json_column(get("said")),
        get("reason") or None,
        get("file") or None,
        json_column(get("fields")),
    )


def unplaced_fields_of(row: Row) -> Fields:
    """Return the fields of an unplaced mark."""
    fields: Fields = {"what": row[0], "because": row[2]}
    put(fields, "label", row[1] or None)
    for name, value in zip(UNPLACED_COLUMNS[3:], row[3:], strict=True):
        if name in ("reason", "file"):
            put(fields, name, value)
        else:
            put_json(fields, name, value)
    return fields


_ALL = (
    "SELECT documents.id, documents.key, documents.title, layers.kind, layers.person, "
    f"unplaced.id, {', '.join(f'unplaced.{name}' for name in UNPLACED_COLUMNS)} FROM unplaced "
    "JOIN layers ON layers.id = unplaced.layer JOIN documents ON documents.id = layers.document "
    "ORDER BY documents.key, documents.id, layers.kind, layers.person, unplaced.id LIMIT ?"
)


def waiting_marks(connection: sqlite3.Connection, most: int = -1) -> list[WaitingMark]:
    """Return the repair list: everybody's unplaced marks, by key; at most so many of them."""
    found = []
    for document, key, title, kind, person, id, *row in connection.execute(_ALL, (most,)):
        mark = unplaced_from_fields(id, unplaced_fields_of(tuple(row)))
        found.append(WaitingMark(document, key, title, kind, person, mark))
    return found


def waiting_in(connection: sqlite3.Connection, layers: Sequence[int]) -> int:
    """Return how many unplaced marks these layers (by number) keep."""
    found = connection.execute(
        "SELECT count(*) FROM unplaced WHERE layer IN (SELECT value FROM json_each(?))",
        (orjson.dumps(layers).decode(),),
    ).fetchone()
    return int(found[0])


def waiting_count(connection: sqlite3.Connection) -> int:
    """Return how long the repair list is."""
    return int(connection.execute("SELECT count(*) FROM unplaced").fetchone()[0])
