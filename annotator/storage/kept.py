"""Suggestions of documents that are out of the project for a while.

Suggestions are not journalled, so a document that comes back could not bring them with it.
While it is away they lie in `records`, one row a layer, in a stream of their own.
"""

from __future__ import annotations

import sqlite3
from typing import Any

import orjson

from annotator.domain.stream import layer_stream

#: The stream of the rows in `records`; no row of the journal has it.
KEPT = "suggestions"
_TABLES = ("spans", "relations", "comments", "verdicts")


def _rows(connection: sqlite3.Connection, query: str, *values: Any) -> list[dict[str, Any]]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> int:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values())
    )
    return int(cursor.lastrowid or 0)


def keep(connection: sqlite3.Connection, document: str) -> None:
    """Put the suggestions for a document (by id) aside, before it goes."""
    for layer in _rows(
        connection, "SELECT * FROM layers WHERE document = ? AND kind = 'suggestions'", document
    ):
        number = layer.pop("id")
        content: dict[str, Any] = {"document": document, "layer": layer}
        for table in _TABLES:
            content[table] = _rows(connection, f"SELECT * FROM {table} WHERE layer = ?", number)
        name = layer_stream(document, layer["person"], "suggestions")
        connection.execute(
            "INSERT OR REPLACE INTO records (stream, kind, id, fields) VALUES (?, 'layer', ?, ?)",
            (KEPT, name, orjson.dumps(content).decode()),
        )


def bring_back(connection: sqlite3.Connection, document: str) -> None:
    """Put the suggestions for a document, which is there again, back.

    A layer that has come anew in the meantime stays as it is.
    """
    for name, content in _contents(connection, document):
        connection.execute("DELETE FROM records WHERE stream = ? AND id = ?", (KEPT, name))
        there = connection.execute(
            "SELECT 1 FROM layers WHERE document = ? AND kind = 'suggestions' "
            "AND ifnull(person, '') = ?",
            (document, content["layer"]["person"] or ""),
        ).fetchone()
        if there is not None:
            continue
        number = _insert(connection, "layers", content["layer"])
        for table in _TABLES:
            for row in content[table]:
                _insert(connection, table, {**row, "layer": number})


def forget(connection: sqlite3.Connection, document: str) -> None:
    """Erase what was put aside for a document."""
    for name, _content in _contents(connection, document):
        connection.execute("DELETE FROM records WHERE stream = ? AND id = ?", (KEPT, name))


def _contents(connection: sqlite3.Connection, document: str) -> list[tuple[str, dict[str, Any]]]:
    start, stop = f"layer/{document}/", f"layer/{document}0"
    rows = connection.execute(
        "SELECT id, fields FROM records WHERE stream = ? AND id >= ? AND id < ?",
        (KEPT, start, stop),
    ).fetchall()
    return [(name, orjson.loads(fields)) for name, fields in rows]
