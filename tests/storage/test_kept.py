from __future__ import annotations

import sqlite3

from annotator.domain.edit import add, delete, restore
from annotator.domain.stream import DOCUMENTS
from annotator.storage import cache
from annotator.storage.kept import KEPT, keep
from tests.samples import put_text

QUERY = "SELECT spans.id FROM spans JOIN layers ON layers.id = spans.layer ORDER BY spans.id"


def suggest(connection: sqlite3.Connection, id: str) -> None:
    connection.execute(
        "INSERT INTO layers (document, person, kind, status, span_count) "
        "VALUES ('d', 'rules', 'suggestions', 'new', 1)"
    )
    connection.execute(
        'INSERT INTO spans (layer, id, label, start, "end", quote, origin, score) '
        "VALUES (last_insert_rowid(), ?, 'quote', 0, 1, 'T', 'suggestion:rules', 0.25)",
        (id,),
    )


def test_what_was_put_aside_never_meets_what_came_anew(connection: sqlite3.Connection) -> None:
    fields = {"key": "k", "text_sha256": put_text(connection, "The text.")}
    cache.apply(connection, add(DOCUMENTS, "document", "d", fields))
    suggest(connection, "s1")
    keep(connection, "d")
    cache.apply(connection, add(DOCUMENTS, "document", "d", fields))
    assert connection.execute(QUERY).fetchall() == [("s1",)]
    cache.apply(connection, delete(DOCUMENTS, "document", "d", fields))
    assert connection.execute(QUERY).fetchall() == []
    kept = connection.execute("SELECT id FROM records WHERE stream = ?", (KEPT,)).fetchall()
    assert kept == [("layer/d/rules/suggestions",)]
    cache.apply(connection, restore(DOCUMENTS, "document", "d", fields))
    assert connection.execute(QUERY).fetchall() == [("s1",)]
    assert connection.execute("SELECT score FROM spans").fetchall() == [(0.25,)]
    assert connection.execute("SELECT 1 FROM records WHERE stream = ?", (KEPT,)).fetchall() == []
